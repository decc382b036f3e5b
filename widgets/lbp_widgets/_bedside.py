"""The Python half that all assessment tools share: hands messages between a screen and a headless tool."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from lbp_teach import content
from lbp_teach.bedside.session import BedsideSession
from lbp_teach.records import open_records
from lbp_teach.refusal import Refusal
from lbp_widgets._screen import Screen, tongue


class BedsideWidget(Screen):
    """Base of the assessment tools. What a learner has not earned is never a trait and never in a message."""

    tool: ClassVar[str]

    def __init__(self, session: BedsideSession) -> None:
        """Mount a session."""
        super().__init__(session.lang)
        self._session = session

    def _answers(self, message: Any) -> Iterable[Mapping[str, Any]]:
        return self._session.handle(message)

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
    said = tongue(lang)
    try:
        session = BedsideSession(open_records(content.data_root(), at_once=False), kind.tool, wanted, said)
    except Refusal as refusal:
        raise ValueError(refusal.text(said)) from None
    return kind(session)
