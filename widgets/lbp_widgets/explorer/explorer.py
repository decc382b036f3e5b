"""The explorer's Python half: hands messages between the screen and the guideline, and keeps nothing."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import traitlets

from lbp_teach import content
from lbp_teach.explorer_session import answer
from lbp_teach.figures import FIGURES
from lbp_teach.text import Lang
from lbp_widgets._base import LbpWidget
from lbp_widgets._compose import compose_css, compose_js

_HERE = Path(__file__).parent
_FRONT = _HERE.parent / "front"


class Explorer(LbpWidget):
    """The guideline to read: topics, statements, disagreements, editions and figures.

    Example:
        >>> from lbp_widgets import explorer
        >>> explorer(lang="da")  # doctest: +SKIP
    """

    _esm = compose_js(_HERE / "explorer.js")
    _css = compose_css(
        _FRONT / "theme.css",
        *sorted(p for p in _FRONT.glob("*.css") if p.stem != "theme"),
        *sorted(_HERE.glob("*.css")),
    )

    #: What the screen may know before it has said hello: its first language.
    start_lang = traitlets.Unicode("da").tag(sync=True)

    def __init__(self, lang: Lang = Lang.DA) -> None:
        """Mount the explorer.

        Args:
            lang: language until the screen asks for another.
        """
        super().__init__(start_lang=lang.value)
        self._lang = lang
        self.on_msg(self._receive)

    def _receive(self, _widget: Any, message: Any, _buffers: Any) -> None:
        found = answer(message, self._lang)
        if found is None:
            return
        if found["type"] == "page" and found["what"] == "figure":
            # The drawing of the legs is a file of this widget; it goes over only with the figure that shows it.
            needs = any(part["kind"] == "body" for part in found["page"]["parts"])
            found = {**found, "page": {**found["page"], "drawing": _body() if needs else None}}
        self.send(found)

    def __repr__(self) -> str:
        """Return what is mounted, in a form that nbval can compare and that shows whether content was found."""
        topics = len(content.book().guideline.topics)
        return f"<LBP Teach guideline: {topics} topics, {len(FIGURES)} figures>"


def explorer(lang: str = "da") -> Explorer:
    """Return the guideline explorer.

    Args:
        lang: `da` or `en`; a learner's own choice in the browser wins.
    """
    try:
        return Explorer(Lang(lang))
    except ValueError:
        raise ValueError(f"lang is {lang!r}; it can be 'da' or 'en'.") from None


@lru_cache(maxsize=1)
def _body() -> str:
    return (_HERE / "body-figure.svg").read_text(encoding="utf-8")
