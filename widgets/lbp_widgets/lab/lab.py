"""The laboratory's Python half: hands messages between the screen and the headless session, and keeps nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import traitlets

from lbp_teach import content
from lbp_teach.lab.session import LabSession
from lbp_teach.records import open_records
from lbp_widgets._compose import compose_js
from lbp_widgets._screen import Screen, styles, tongue

_HERE = Path(__file__).parent
#: The workbenches that can be opened by themselves.
TOOLS = (
    "calculator",
    "one_test",
    "combine",
    "thresholds",
    "claims",
    "cut_off",
    "spectrum",
    "verification",
    "agreement",
    "flags",
)


class Lab(Screen):
    """The diagnostic-test laboratory: six parts with a guess before every number, and the workbenches.

    Example:
        >>> from lbp_widgets import lab
        >>> lab(lang="da")  # doctest: +SKIP

    No answer is ever a trait: what a learner has earned goes over as a message and is nowhere else.
    """

    _esm = compose_js(_HERE / "lab.js")
    _css = styles(_HERE)

    #: Where the screen opens.
    start_place = traitlets.Unicode("").tag(sync=True)

    def __init__(self, session: LabSession, place: str = "") -> None:
        """Mount a session.

        Args:
            session: the headless laboratory that answers the screen.
            place: what is opened first, as it stands behind the # of the address; empty for the overview.
        """
        super().__init__(session.lang, start_place=place)
        self._session = session

    def _answers(self, message: Any) -> Iterable[Mapping[str, Any]]:
        return self._session.handle(message)

    def __repr__(self) -> str:
        """Return what is mounted, in a form that nbval can compare and that shows whether content was found."""
        found = content.lab()
        tests = len(content.library().guideline.accuracies)
        return (
            f"<LBP Teach laboratory: {len(found.parts)} parts, {len(found.guesses)} guesses, "
            f"{len(found.claims)} claims, {tests} tests>"
        )


def lab(place: str = "", lang: str = "da") -> Lab:
    """Return the laboratory.

    Args:
        place: empty for the overview, the id of a part such as `two_groups`, or a workbench such as `calculator`.
        lang: `da` or `en`; a learner's own choice in the browser wins.

    Raises:
        ValueError: there is no such place or language.
    """
    return Lab(LabSession(open_records(content.data_root(), at_once=False), tongue(lang)), _place(place))


def _place(name: str) -> str:
    parts = [part.id for part in content.lab().parts]
    if name == "":
        return ""
    if name in parts:
        return f"part/{name}"
    if name in TOOLS:
        return f"tool/{name}"
    raise ValueError(f"place is {name!r}; it can be one of {', '.join([*parts, *TOOLS])}, or empty.")
