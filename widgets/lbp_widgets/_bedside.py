"""The Python half that all assessment tools share: hands messages between a screen and a headless tool."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import traitlets

from lbp_teach import content
from lbp_teach.bedside.session import BedsideSession
from lbp_teach.records import open_records
from lbp_teach.refusal import Refusal
from lbp_teach.text import Lang
from lbp_widgets._base import LbpWidget
from lbp_widgets._compose import compose_css

FRONT = Path(__file__).parent / "front"


def bedside_css(*files: Path) -> str:
    """Return the style sheets of the frame, followed by a tool's own."""
    shared = sorted(p for p in FRONT.glob("*.css") if p.stem != "theme")
    return compose_css(FRONT / "theme.css", *shared, *files)


class BedsideWidget(LbpWidget):
    """Base of the assessment tools. What a learner has not earned is never a trait and never in a message."""

    tool: ClassVar[str]

    #: What the screen may know before it has said hello: its first language, nothing of the patient.
    start_lang = traitlets.Unicode("da").tag(sync=True)

    def __init__(self, session: BedsideSession) -> None:
        """Mount a session."""
        super().__init__(start_lang=session.lang.value)
        self._session = session
        self.on_msg(self._receive)

    def _receive(self, _widget: Any, message: Any, _buffers: Any) -> None:
        for answer in self._session.handle(message):
            self.send(answer)

    @property
    def session(self) -> BedsideSession:
        """Return the headless tool behind the screen."""
        return self._session

    def __repr__(self) -> str:
        """Return what is mounted, in a form that nbval can compare."""
        words = ", ".join(f"{name} {value}" for name, value in self._session.exercise.setting.items() if name != "seed")
        return f"<LBP Teach {self.tool}: {words}>"


def mounted(kind: type[BedsideWidget], wanted: Mapping[str, Any], lang: str) -> Any:
    """Return a tool on a patient.

    Args:
        kind: which widget.
        wanted: which patient; names left out are chosen.
        lang: `da` or `en`; a learner's own choice in the browser wins.

    Raises:
        ValueError: there is no such language or patient; the text says what there is.
    """
    try:
        tongue = Lang(lang)
    except ValueError:
        raise ValueError(f"lang is {lang!r}; it can be 'da' or 'en'.") from None
    try:
        session = BedsideSession(open_records(content.data_root(), at_once=False), kind.tool, wanted, tongue)
    except Refusal as refusal:
        raise ValueError(refusal.text(tongue)) from None
    return kind(session)
