"""The studio's Python half: hands messages between the screen and the headless session."""

from __future__ import annotations

from pathlib import Path

from lbp_teach.studio.session import StudioSession
from lbp_widgets._compose import compose_js
from lbp_widgets._screen import TeacherScreen, styles, tongue

_HERE = Path(__file__).parent
_PLAYER = _HERE.parent / "player"


class Studio(TeacherScreen):
    """Where a teacher writes cases: form, YAML, preview, and the key as the guideline derives it.

    Example:
        >>> from lbp_widgets import studio
        >>> studio(lang="da")  # doctest: +SKIP

    It shows answer keys, so its notebook stands in `notebooks/teacher/`, which is served to teachers only.
    """

    _esm = compose_js(_HERE / "studio.js")
    _css = styles(_HERE, _PLAYER / "home.css", _PLAYER / "stages.css")


def studio(lang: str = "da") -> Studio:
    """Return the authoring studio.

    Args:
        lang: `da` or `en`; a teacher's own choice in the browser wins.
    """
    return Studio(StudioSession(), tongue(lang))
