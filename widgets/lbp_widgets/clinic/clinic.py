"""The clinic day's Python half: hands messages between the screen and the headless session, and keeps nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import traitlets

from lbp_teach import content
from lbp_teach.clinic import model
from lbp_teach.clinic.session import ClinicSession
from lbp_teach.records import open_records
from lbp_teach.text import Lang
from lbp_widgets._base import LbpWidget
from lbp_widgets._compose import compose_css, compose_js

_HERE = Path(__file__).parent
_FRONT = _HERE.parent / "front"


class Clinic(LbpWidget):
    """A simulated morning: patients, a clock, and what came of it.

    Example:
        >>> from lbp_widgets import clinic_day
        >>> clinic_day(lang="da")  # doctest: +SKIP

    Nothing about a patient is a trait: what was asked and found goes over as a message and is nowhere else.
    """

    _esm = compose_js(_HERE / "clinic.js")
    _css = compose_css(
        _FRONT / "theme.css",
        *sorted(p for p in _FRONT.glob("*.css") if p.stem != "theme"),
        *sorted(_HERE.glob("*.css")),
    )

    #: What the screen may know before it has said hello: its first language.
    start_lang = traitlets.Unicode("da").tag(sync=True)

    def __init__(self, session: ClinicSession) -> None:
        """Mount a session.

        Args:
            session: the headless clinic that answers the screen.
        """
        super().__init__(start_lang=session.lang.value)
        self._session = session
        self.on_msg(self._receive)

    def _receive(self, _widget: Any, message: Any, _buffers: Any) -> None:
        for answer in self._session.handle(message):
            self.send(answer)

    def __repr__(self) -> str:
        """Return what is mounted, in a form that nbval can compare and that shows whether content was found."""
        found = model.clinic()
        return (
            f"<LBP Teach clinic day: {max(model.LENGTHS)} patients, {len(found.wanted)} decisions, "
            f"{len(found.medicines)} medicines>"
        )


def clinic_day(lang: str = "da") -> Clinic:
    """Return the clinic day.

    Args:
        lang: `da` or `en`; a learner's own choice in the browser wins.

    Raises:
        ValueError: there is no such language.
    """
    try:
        tongue = Lang(lang)
    except ValueError:
        raise ValueError(f"lang is {lang!r}; it can be 'da' or 'en'.") from None
    return Clinic(ClinicSession(open_records(content.data_root(), at_once=False), tongue))
