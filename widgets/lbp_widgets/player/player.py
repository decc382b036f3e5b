"""The player's Python half: hands messages between the screen and the headless session, and keeps nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lbp_teach import content
from lbp_teach.bedside.tools import TOOLS
from lbp_teach.records import Store, open_records
from lbp_teach.session import Session
from lbp_widgets._compose import compose_js
from lbp_widgets._screen import Screen, styles, tongue
from lbp_widgets.exam.exam import body_figure

_HERE = Path(__file__).parent


class Player(Screen):
    """The student's app: catalogue, case, debrief.

    Example:
        >>> from lbp_widgets import player
        >>> player(lang="da")  # doctest: +SKIP

    No patient and no answer is ever a trait: what a learner has earned goes over as a message and is nowhere else.
    """

    _esm = compose_js(_HERE / "player.js")
    _css = styles(_HERE, *(path for tool in TOOLS for path in sorted((_HERE.parent / tool).glob("*.css"))))

    def __init__(self, session: Session) -> None:
        """Mount a session.

        Args:
            session: the headless player that answers the screen.
        """
        super().__init__(session.lang)
        self._session = session

    def _answers(self, message: Any) -> Iterator[Mapping[str, Any]]:
        for answer in self._session.handle(message):
            yield {**answer, "figure": body_figure()} if answer["type"] == "pack" else answer

    def __repr__(self) -> str:
        """Return what is mounted, in a form that nbval can compare and that shows whether content was found."""
        if self._session.only:
            return f"<LBP Teach case {self._session.only}>"
        return f"<LBP Teach player: {len(content.catalogue().cards)} cases>"

    @property
    def session(self) -> Session:
        """Return the headless player behind the screen."""
        return self._session


def player(lang: str = "da") -> Player:
    """Return the whole app, opening on the catalogue of cases.

    Args:
        lang: `da` or `en`; a learner's own choice in the browser wins.
    """
    return Player(Session(_records(), tongue(lang)))


def open_case(case: str, lang: str = "da") -> Player:
    """Return one case by itself.

    Args:
        case: id of the case, as `lbp-teach cases list` shows it.
        lang: `da` or `en`.

    Raises:
        UsageError: there is no such case.
    """
    content.load_case(case)
    return Player(Session(_records(), tongue(lang), only=case))


def _records() -> Store:
    return open_records(content.data_root(), at_once=False)
