"""The live page's Python half: hands messages between the screen and the headless session."""

from __future__ import annotations

from pathlib import Path

from lbp_teach.live.session import LiveSession
from lbp_widgets._compose import compose_js
from lbp_widgets._screen import TeacherScreen, styles, tongue

_HERE = Path(__file__).parent


class Live(TeacherScreen):
    """A class at work: who is where, what was answered so far, and the review of it together.

    Example:
        >>> from lbp_widgets import live
        >>> live(lang="da")  # doctest: +SKIP

    It can show pseudonyms, so its notebook stands in `notebooks/teacher/`, served to teachers only.
    """

    _esm = compose_js(_HERE / "live.js")
    _css = styles(_HERE)


def live(lang: str = "da") -> Live:
    """Return the live page of the courses in this installation's records.

    Args:
        lang: `da` or `en`; a teacher's own choice in the browser wins.
    """
    return Live(LiveSession(), tongue(lang))
