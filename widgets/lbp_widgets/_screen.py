"""The Python half of a whole page: hands messages between the screen and a headless session, and keeps nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

import traitlets

from lbp_teach.text import Lang
from lbp_widgets._base import LbpWidget
from lbp_widgets._compose import compose_css

FRONT = Path(__file__).parent / "front"


def styles(here: Path, *between: Path) -> str:
    """Return the style sheets of a page: the theme, the frame, what is borrowed, and its own, which win.

    Args:
        here: the page's folder; all style sheets in it are taken.
        between: style sheets of other pages that this one draws parts of.
    """
    shared = sorted(path for path in FRONT.glob("*.css") if path.stem != "theme")
    return compose_css(FRONT / "theme.css", *shared, *between, *sorted(here.glob("*.css")))


def tongue(lang: str) -> Lang:
    """Return the language of that name.

    Raises:
        ValueError: there is none; the text says which there are.
    """
    try:
        return Lang(lang)
    except ValueError:
        raise ValueError(f"lang is {lang!r}; it can be 'da' or 'en'.") from None


class Screen(LbpWidget):
    """Base of the pages. What a learner has not earned is never a trait: it goes over as a message, or not at all."""

    #: What the screen may know before it has said hello: its first language, nothing of the content.
    start_lang = traitlets.Unicode("da").tag(sync=True)

    def __init__(self, lang: Lang = Lang.DA, **traits: Any) -> None:
        """Mount the page.

        Args:
            lang: language until the screen asks for another.
            traits: what else the screen may know from the beginning.
        """
        super().__init__(start_lang=lang.value, **traits)
        self.on_msg(self._receive)

    def _answers(self, message: Any) -> Iterable[Mapping[str, Any]]:
        """Return what is sent back for a message of the screen."""
        raise NotImplementedError

    def _receive(self, _widget: Any, message: Any, _buffers: Any) -> None:
        for answer in self._answers(message):
            self.send(answer)


class Answering(Protocol):
    """A headless session of a teachers' page: at most one answer to a message."""

    def handle(self, message: Any) -> Mapping[str, Any] | None:
        """Return the answer to a message of the screen; None where there is nothing to say."""


class Reporting(Protocol):
    """A headless session that tells how far its long work has come, while it works."""

    def handle(self, message: Any, tell: Callable[[dict[str, Any]], None]) -> Mapping[str, Any] | None:
        """Return the answer to a message of the screen; what `tell` is called with goes to the screen before it."""


class TeacherScreen(Screen):
    """Base of the teachers' pages. They show keys or pseudonyms: their notebooks are served to teachers only."""

    def __init__(self, session: Any, lang: Lang = Lang.DA) -> None:
        """Mount the page.

        Args:
            session: what answers the screen.
            lang: language until the screen asks for another.
        """
        super().__init__(lang)
        self._session = session

    def _answers(self, message: Any) -> Iterable[Mapping[str, Any]]:
        answer = self._answer(message)
        return () if answer is None else (answer,)

    def _answer(self, message: Any) -> Mapping[str, Any] | None:
        session: Answering = self._session
        return session.handle(message)


class ReportingScreen(TeacherScreen):
    """A teachers' page whose session tells how far its long work has come."""

    def _answer(self, message: Any) -> Mapping[str, Any] | None:
        session: Reporting = self._session
        return session.handle(message, self.send)
