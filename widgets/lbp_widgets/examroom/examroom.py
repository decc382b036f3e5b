"""The exam page's Python half: hands messages between the screen and the headless session."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import traitlets

from lbp_teach.exam_mode.room_session import RoomSession
from lbp_teach.text import Lang
from lbp_widgets._base import LbpWidget
from lbp_widgets._compose import compose_css, compose_js

_HERE = Path(__file__).parent
_FRONT = _HERE.parent / "front"


class Examroom(LbpWidget):
    """An exam from the teacher's side: who sits, more time, the release of the answers, the results.

    Example:
        >>> from lbp_widgets import examroom
        >>> examroom(lang="da")  # doctest: +SKIP

    It shows pseudonyms, so its notebook stands in `notebooks/teacher/`, served to teachers only.
    """

    _esm = compose_js(_HERE / "examroom.js")
    _css = compose_css(
        _FRONT / "theme.css",
        *sorted(p for p in _FRONT.glob("*.css") if p.stem != "theme"),
        *sorted(_HERE.glob("*.css")),
    )

    #: What the screen may know before it has said hello: its first language.
    start_lang = traitlets.Unicode("da").tag(sync=True)

    def __init__(self, session: RoomSession, lang: Lang = Lang.DA) -> None:
        """Mount the page.

        Args:
            session: what answers the screen.
            lang: language until the screen asks for another.
        """
        super().__init__(start_lang=lang.value)
        self._session = session
        self.on_msg(self._receive)

    def _receive(self, _widget: Any, message: Any, _buffers: Any) -> None:
        answer = self._session.handle(message)
        if answer is not None:
            self.send(answer)

    def __repr__(self) -> str:
        """Return what is mounted, in a form that nbval can compare."""
        return "<LBP Teach exam>"


def examroom(lang: str = "da") -> Examroom:
    """Return the teachers' exam page.

    Args:
        lang: `da` or `en`; a teacher's own choice in the browser wins.
    """
    try:
        return Examroom(RoomSession(), Lang(lang))
    except ValueError:
        raise ValueError(f"lang is {lang!r}; it can be 'da' or 'en'.") from None
