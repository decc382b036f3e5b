"""The exam page's Python half: hands messages between the screen and the headless session."""

from __future__ import annotations

from pathlib import Path

from lbp_teach.exam_mode.room_session import RoomSession
from lbp_widgets._compose import compose_js
from lbp_widgets._screen import TeacherScreen, styles, tongue

_HERE = Path(__file__).parent


class Examroom(TeacherScreen):
    """An exam from the teacher's side: who sits, more time, the release of the answers, the results.

    Example:
        >>> from lbp_widgets import examroom
        >>> examroom(lang="da")  # doctest: +SKIP

    It shows pseudonyms, so its notebook stands in `notebooks/teacher/`, served to teachers only.
    """

    _esm = compose_js(_HERE / "examroom.js")
    _css = styles(_HERE)


def examroom(lang: str = "da") -> Examroom:
    """Return the teachers' exam page.

    Args:
        lang: `da` or `en`; a teacher's own choice in the browser wins.
    """
    return Examroom(RoomSession(), tongue(lang))
