"""The dashboard's Python half: hands messages between the screen and the headless session."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import traitlets

from lbp_teach.cohort.dashboard_session import CohortSession
from lbp_teach.text import Lang
from lbp_widgets._base import LbpWidget
from lbp_widgets._compose import compose_css, compose_js

if TYPE_CHECKING:
    import pandas as pd

_HERE = Path(__file__).parent
_FRONT = _HERE.parent / "front"


class Cohort(LbpWidget):
    """What a class did: who is dangerous, what to teach, which question was bad.

    Example:
        >>> from lbp_widgets import cohort
        >>> cohort(lang="da")  # doctest: +SKIP

    It shows pseudonyms with their marks, so its notebook stands in `notebooks/teacher/`, served to teachers only.
    """

    _esm = compose_js(_HERE / "cohort.js")
    _css = compose_css(
        _FRONT / "theme.css",
        *sorted(p for p in _FRONT.glob("*.css") if p.stem != "theme"),
        *sorted(_HERE.glob("*.css")),
    )

    #: What the screen may know before it has said hello: its first language.
    start_lang = traitlets.Unicode("da").tag(sync=True)

    def __init__(self, session: CohortSession, lang: Lang = Lang.DA) -> None:
        """Mount the dashboard.

        Args:
            session: what answers the screen.
            lang: language until the screen asks for another.
        """
        super().__init__(start_lang=lang.value)
        self._session = session
        self.on_msg(self._receive)

    def frames(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return attempts and marks as pandas tables: the very numbers that the dashboard is made of."""
        return self._session.frames()

    def _receive(self, _widget: Any, message: Any, _buffers: Any) -> None:
        answer = self._session.handle(message, self.send)
        if answer is not None:
            self.send(answer)

    def __repr__(self) -> str:
        """Return what is mounted, in a form that nbval can compare."""
        return "<LBP Teach cohort>"


def cohort(lang: str = "da", groups: Mapping[str, str] | None = None) -> Cohort:
    """Return the dashboard of a class.

    Args:
        lang: `da` or `en`; a teacher's own choice in the browser wins.
        groups: by learner id, the group, for filters and columns; None for no groups.
    """
    try:
        return Cohort(CohortSession(groups=groups), Lang(lang))
    except ValueError:
        raise ValueError(f"lang is {lang!r}; it can be 'da' or 'en'.") from None
