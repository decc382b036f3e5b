"""The flag sorter's Python half."""

from __future__ import annotations

from pathlib import Path

from lbp_widgets._bedside import BedsideWidget, mounted
from lbp_widgets._compose import compose_js
from lbp_widgets._screen import styles

_HERE = Path(__file__).parent


class FlagSorter(BedsideWidget):
    """A patient's statements, filed as red, yellow, green, blue or black flags, or as none.

    Example:
        >>> from lbp_widgets import flag_sorter
        >>> flag_sorter("rikke-thorsen")  # doctest: +SKIP
    """

    tool = "flags"
    _esm = compose_js(_HERE / "flags.js")
    _css = styles(_HERE)


def flag_sorter(case: str = "", visit: str = "", lang: str = "da") -> FlagSorter:
    """Return the flag sorter on a patient.

    Args:
        case: id of a case; empty for the first of the catalogue.
        visit: id of one of its visits; empty for the first.
        lang: `da` or `en`; a learner's own choice in the browser wins.

    Raises:
        ValueError: there is no such case, visit or language.
    """
    wanted = {name: value for name, value in (("case", case), ("visit", visit)) if value}
    widget: FlagSorter = mounted(FlagSorter, wanted, lang)
    return widget
