"""The function map's Python half."""

from __future__ import annotations

from pathlib import Path

from lbp_widgets._bedside import BedsideWidget, mounted
from lbp_widgets._compose import compose_js
from lbp_widgets._screen import styles

_HERE = Path(__file__).parent


class IcfMapper(BedsideWidget):
    """A patient's statements, placed in the five components of the ICF, and the whole person read from them.

    Example:
        >>> from lbp_widgets import icf_mapper
        >>> icf_mapper("rikke-thorsen")  # doctest: +SKIP
    """

    tool = "icf"
    _esm = compose_js(_HERE / "icf.js")
    _css = styles(_HERE)


def icf_mapper(case: str = "", visit: str = "", lang: str = "da") -> IcfMapper:
    """Return the function map of a patient.

    Args:
        case: id of a case; empty for the first of the catalogue.
        visit: id of one of its visits; empty for the first.
        lang: `da` or `en`; a learner's own choice in the browser wins.

    Raises:
        ValueError: there is no such case, visit or language.
    """
    wanted = {name: value for name, value in (("case", case), ("visit", visit)) if value}
    widget: IcfMapper = mounted(IcfMapper, wanted, lang)
    return widget
