"""The explorer's Python half: hands messages between the screen and the guideline, and keeps nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from lbp_teach import content
from lbp_teach.explorer_session import answer
from lbp_teach.figures import FIGURES
from lbp_teach.text import Lang
from lbp_widgets._compose import compose_js
from lbp_widgets._screen import Screen, styles, tongue

_HERE = Path(__file__).parent


class Explorer(Screen):
    """The guideline to read: topics, statements, disagreements, editions and figures.

    Example:
        >>> from lbp_widgets import explorer
        >>> explorer(lang="da")  # doctest: +SKIP
    """

    _esm = compose_js(_HERE / "explorer.js")
    _css = styles(_HERE)

    def __init__(self, lang: Lang = Lang.DA) -> None:
        """Mount the explorer.

        Args:
            lang: language until the screen asks for another.
        """
        super().__init__(lang)
        self._lang = lang

    def _answers(self, message: Any) -> Iterator[Mapping[str, Any]]:
        found = answer(message, self._lang)
        if found is None:
            return
        if found["type"] == "page" and found["what"] == "figure":
            # The drawing of the legs is a file of this widget; it goes over only with the figure that shows it.
            needs = any(part["kind"] == "body" for part in found["page"]["parts"])
            found = {**found, "page": {**found["page"], "drawing": _body() if needs else None}}
        yield found

    def __repr__(self) -> str:
        """Return what is mounted, in a form that nbval can compare and that shows whether content was found."""
        topics = len(content.book().guideline.topics)
        return f"<LBP Teach guideline: {topics} topics, {len(FIGURES)} figures>"


def explorer(lang: str = "da") -> Explorer:
    """Return the guideline explorer.

    Args:
        lang: `da` or `en`; a learner's own choice in the browser wins.
    """
    return Explorer(tongue(lang))


@lru_cache(maxsize=1)
def _body() -> str:
    return (_HERE / "body-figure.svg").read_text(encoding="utf-8")
