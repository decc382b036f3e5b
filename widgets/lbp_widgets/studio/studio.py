"""The studio's Python half: hands messages between the screen and the headless session."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import traitlets

from lbp_teach.studio.session import StudioSession
from lbp_teach.text import Lang
from lbp_widgets._base import LbpWidget
from lbp_widgets._compose import compose_css, compose_js

_HERE = Path(__file__).parent
_FRONT = _HERE.parent / "front"
_PLAYER = _HERE.parent / "player"


class Studio(LbpWidget):
    """Where a teacher writes cases: form, YAML, preview, and the key as the guideline derives it.

    Example:
        >>> from lbp_widgets import studio
        >>> studio(lang="da")  # doctest: +SKIP

    It shows answer keys, so its notebook stands in `notebooks/teacher/`, which is served to teachers only.
    """

    _esm = compose_js(_HERE / "studio.js")
    _css = compose_css(
        _FRONT / "theme.css",
        *sorted(p for p in _FRONT.glob("*.css") if p.stem != "theme"),
        # The preview is drawn as the player draws it.
        _PLAYER / "home.css",
        _PLAYER / "stages.css",
        *sorted(_HERE.glob("*.css")),
    )

    #: What the screen may know before it has said hello: its first language.
    start_lang = traitlets.Unicode("da").tag(sync=True)

    def __init__(self, session: StudioSession, lang: Lang = Lang.DA) -> None:
        """Mount the studio.

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
        return "<LBP Teach studio>"


def studio(lang: str = "da") -> Studio:
    """Return the authoring studio.

    Args:
        lang: `da` or `en`; a teacher's own choice in the browser wins.
    """
    try:
        return Studio(StudioSession(), Lang(lang))
    except ValueError:
        raise ValueError(f"lang is {lang!r}; it can be 'da' or 'en'.") from None
