"""The laboratory's Python half: hands messages between the screen and the headless session, and keeps nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import traitlets

from lbp_teach import content
from lbp_teach.lab.session import LabSession
from lbp_teach.records import open_records
from lbp_teach.text import Lang
from lbp_widgets._base import LbpWidget
from lbp_widgets._compose import compose_css, compose_js

_HERE = Path(__file__).parent
_FRONT = _HERE.parent / "front"
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


class Lab(LbpWidget):
    """The diagnostic-test laboratory: six parts with a guess before every number, and the workbenches.

    Example:
        >>> from lbp_widgets import lab
        >>> lab(lang="da")  # doctest: +SKIP

    No answer is ever a trait: what a learner has earned goes over as a message and is nowhere else.
    """

    _esm = compose_js(_HERE / "lab.js")
    _css = compose_css(
        _FRONT / "theme.css",
        *sorted(p for p in _FRONT.glob("*.css") if p.stem != "theme"),
        *sorted(_HERE.glob("*.css")),
    )

    #: What the screen may know before it has said hello: its first language, and where it opens.
    start_lang = traitlets.Unicode("da").tag(sync=True)
    start_place = traitlets.Unicode("").tag(sync=True)

    def __init__(self, session: LabSession, place: str = "") -> None:
        """Mount a session.

        Args:
            session: the headless laboratory that answers the screen.
            place: what is opened first, as it stands behind the # of the address; empty for the overview.
        """
        super().__init__(start_lang=session.lang.value, start_place=place)
        self._session = session
        self.on_msg(self._receive)

    def _receive(self, _widget: Any, message: Any, _buffers: Any) -> None:
        for answer in self._session.handle(message):
            self.send(answer)

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
    try:
        tongue = Lang(lang)
    except ValueError:
        raise ValueError(f"lang is {lang!r}; it can be 'da' or 'en'.") from None
    return Lab(LabSession(open_records(content.data_root(), at_once=False), tongue), _place(place))


def _place(name: str) -> str:
    parts = [part.id for part in content.lab().parts]
    if name == "":
        return ""
    if name in parts:
        return f"part/{name}"
    if name in TOOLS:
        return f"tool/{name}"
    raise ValueError(f"place is {name!r}; it can be one of {', '.join([*parts, *TOOLS])}, or empty.")
