"""The pain tool's Python half."""

from __future__ import annotations

from pathlib import Path

from lbp_widgets._bedside import BedsideWidget, mounted
from lbp_widgets._compose import compose_js
from lbp_widgets._screen import styles

_HERE = Path(__file__).parent


class PainType(BedsideWidget):
    """Pain drawing and pain type.

    Example:
        >>> from lbp_widgets import pain_type
        >>> pain_type("selma-hodzic")  # doctest: +SKIP
    """

    tool = "pain"
    _esm = compose_js(_HERE / "pain.js")
    _css = styles(_HERE)


def pain_type(case: str = "", visit: str = "", lang: str = "da") -> PainType:
    """Return the pain tool on a patient.

    Args:
        case: id of a case; empty for the first of the catalogue.
        visit: id of one of its visits; empty for the first.
        lang: `da` or `en`; a learner's own choice in the browser wins.

    Raises:
        ValueError: there is no such case, visit or language.
    """
    wanted = {name: value for name, value in (("case", case), ("visit", visit)) if value}
    widget: PainType = mounted(PainType, wanted, lang)
    return widget
