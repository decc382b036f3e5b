"""The Python half of the questionnaires and scales."""

from __future__ import annotations

from pathlib import Path

from lbp_widgets._bedside import BedsideWidget, mounted
from lbp_widgets._compose import compose_js
from lbp_widgets._screen import styles

_HERE = Path(__file__).parent


class Instruments(BedsideWidget):
    """Questionnaires and scales: a sheet to count, and a calculator.

    Example:
        >>> from lbp_widgets import instruments
        >>> instruments("odi")  # doctest: +SKIP
    """

    tool = "instruments"
    _esm = compose_js(_HERE / "instruments.js")
    _css = styles(_HERE)


def instruments(instrument: str = "start_back", lang: str = "da") -> Instruments:
    """Return the questionnaires and scales, open at one of them.

    Args:
        instrument: `nrs`, `vas`, `start_back`, `ompsq_sf`, `rmdq`, `pcs` or `odi`.
        lang: `da` or `en`; a learner's own choice in the browser wins.

    Raises:
        ValueError: there is no such instrument or language.
    """
    widget: Instruments = mounted(Instruments, {"instrument": instrument}, lang)
    return widget
