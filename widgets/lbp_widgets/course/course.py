"""The Python half of the page on courses: hands messages between the screen and the headless session."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import traitlets

from lbp_teach.courses.teacher_session import CourseSession
from lbp_teach.text import Lang
from lbp_widgets._base import LbpWidget
from lbp_widgets._compose import compose_css, compose_js

_HERE = Path(__file__).parent
_FRONT = _HERE.parent / "front"


class Courses(LbpWidget):
    """Courses: which patients a class meets, when, and with which code it joins.

    Example:
        >>> from lbp_widgets import courses
        >>> courses(lang="da")  # doctest: +SKIP

    It hints at answers and shows pseudonyms, so its notebook stands in `notebooks/teacher/`, served to teachers only.
    """

    _esm = compose_js(_HERE / "course.js")
    _css = compose_css(
        _FRONT / "theme.css",
        *sorted(p for p in _FRONT.glob("*.css") if p.stem != "theme"),
        *sorted(_HERE.glob("*.css")),
    )

    #: What the screen may know before it has said hello: its first language.
    start_lang = traitlets.Unicode("da").tag(sync=True)

    def __init__(self, session: CourseSession, lang: Lang = Lang.DA) -> None:
        """Mount the page.

        Args:
            session: what answers the screen.
            lang: language until the screen asks for another.
        """
        super().__init__(start_lang=lang.value)
        self._session = session
        self.on_msg(self._receive)

    def _receive(self, _widget: Any, message: Any, _buffers: Any) -> None:
        answer = self._session.handle(message, self.send)
        if answer is not None:
            self.send(answer)

    def __repr__(self) -> str:
        """Return what is mounted, in a form that nbval can compare."""
        return "<LBP Teach courses>"


def courses(lang: str = "da") -> Courses:
    """Return the page on courses.

    Args:
        lang: `da` or `en`; a teacher's own choice in the browser wins.
    """
    try:
        return Courses(CourseSession(), Lang(lang))
    except ValueError:
        raise ValueError(f"lang is {lang!r}; it can be 'da' or 'en'.") from None
