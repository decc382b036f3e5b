"""The conversation's Python half."""

from __future__ import annotations

from pathlib import Path

from lbp_widgets._bedside import BedsideWidget, mounted
from lbp_widgets._compose import compose_js
from lbp_widgets._screen import styles

_HERE = Path(__file__).parent


class Conversation(BedsideWidget):
    """The conversation with a patient.

    Example:
        >>> from lbp_widgets import conversation
        >>> conversation("rikke-thorsen", situation="scan")  # doctest: +SKIP
    """

    tool = "talk"
    _esm = compose_js(_HERE / "talk.js")
    _css = styles(_HERE)


def conversation(case: str = "", visit: str = "", situation: str = "", lang: str = "da") -> Conversation:
    """Return the conversation with a patient.

    Args:
        case: id of a case; empty for the first of the catalogue.
        visit: id of one of its visits; empty for the first.
        situation: `scan`, `damage`, `pills` or `work`; empty for the first. The learner can choose another on the page.
        lang: `da` or `en`; a learner's own choice in the browser wins.

    Raises:
        ValueError: there is no such case, visit, situation or language.
    """
    given = (("case", case), ("visit", visit), ("situation", situation))
    widget: Conversation = mounted(Conversation, {name: value for name, value in given if value}, lang)
    return widget
