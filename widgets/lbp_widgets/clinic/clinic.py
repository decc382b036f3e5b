"""The clinic day's Python half: hands messages between the screen and the headless session, and keeps nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from lbp_teach import content
from lbp_teach.clinic import model
from lbp_teach.clinic.session import ClinicSession
from lbp_teach.records import open_records
from lbp_widgets._compose import compose_js
from lbp_widgets._screen import Screen, styles, tongue

_HERE = Path(__file__).parent


class Clinic(Screen):
    """A simulated morning: patients, a clock, and what came of it.

    Example:
        >>> from lbp_widgets import clinic_day
        >>> clinic_day(lang="da")  # doctest: +SKIP

    Nothing about a patient is a trait: what was asked and found goes over as a message and is nowhere else.
    """

    _esm = compose_js(_HERE / "clinic.js")
    _css = styles(_HERE)

    def __init__(self, session: ClinicSession) -> None:
        """Mount a session.

        Args:
            session: the headless clinic that answers the screen.
        """
        super().__init__(session.lang)
        self._session = session

    def _answers(self, message: Any) -> Iterable[Mapping[str, Any]]:
        return self._session.handle(message)

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
    return Clinic(ClinicSession(open_records(content.data_root(), at_once=False), tongue(lang)))
