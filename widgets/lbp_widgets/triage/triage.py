"""The triage board's Python half."""

from __future__ import annotations

from pathlib import Path

from lbp_widgets._bedside import BedsideWidget, mounted
from lbp_widgets._compose import compose_js
from lbp_widgets._screen import styles

_HERE = Path(__file__).parent


class TriageBoard(BedsideWidget):
    """Every decision about one patient on one board.

    Example:
        >>> from lbp_widgets import triage_board
        >>> triage_board("jesper-lund")  # doctest: +SKIP
    """

    tool = "triage"
    _esm = compose_js(_HERE / "triage.js")
    _css = styles(_HERE)


def triage_board(case: str = "", visit: str = "", lang: str = "da") -> TriageBoard:
    """Return the triage board on a patient.

    Args:
        case: id of a case; empty for the first of the catalogue.
        visit: id of one of its visits; empty for the first.
        lang: `da` or `en`; a learner's own choice in the browser wins.

    Raises:
        ValueError: there is no such case, visit or language.
    """
    wanted = {name: value for name, value in (("case", case), ("visit", visit)) if value}
    widget: TriageBoard = mounted(TriageBoard, wanted, lang)
    return widget
