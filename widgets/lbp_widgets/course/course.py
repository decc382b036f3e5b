"""The Python half of the page on courses: hands messages between the screen and the headless session."""

from __future__ import annotations

from pathlib import Path

from lbp_teach.courses.teacher_session import CourseSession
from lbp_widgets._compose import compose_js
from lbp_widgets._screen import ReportingScreen, styles, tongue

_HERE = Path(__file__).parent


class Courses(ReportingScreen):
    """Courses: which patients a class meets, when, and with which code it joins.

    Example:
        >>> from lbp_widgets import courses
        >>> courses(lang="da")  # doctest: +SKIP

    It hints at answers and shows pseudonyms, so its notebook stands in `notebooks/teacher/`, served to teachers only.
    """

    _esm = compose_js(_HERE / "course.js")
    _css = styles(_HERE)


def courses(lang: str = "da") -> Courses:
    """Return the page on courses.

    Args:
        lang: `da` or `en`; a teacher's own choice in the browser wins.
    """
    return Courses(CourseSession(), tongue(lang))
