"""Sensitivity, specificity and what they do to a probability: pure functions, standard library only.

Every number that a calculator or the laboratory shows is computed here. Nothing here knows about a learner, a screen or
the guideline; the guideline's own figures are handed in. Why no SciPy: docs/decisions/014-statistics-by-hand.md.

The names below are loaded when they are first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lbp_teach.probability.agreement import cohen_kappa
    from lbp_teach.probability.bayes import post_test, post_test_interval, post_test_simulated
    from lbp_teach.probability.checks import BadNumber
    from lbp_teach.probability.combine import combined_steps, parallel, series
    from lbp_teach.probability.frequencies import natural_frequencies
    from lbp_teach.probability.intervals import proportion_interval
    from lbp_teach.probability.table import TwoByTwo, measures, rates_from_ratios
    from lbp_teach.probability.when_to_test import ratio_to_reach, thresholds

_HOME = {
    "BadNumber": "checks",
    "TwoByTwo": "table",
    "cohen_kappa": "agreement",
    "combined_steps": "combine",
    "measures": "table",
    "natural_frequencies": "frequencies",
    "parallel": "combine",
    "post_test": "bayes",
    "post_test_interval": "bayes",
    "post_test_simulated": "bayes",
    "proportion_interval": "intervals",
    "rates_from_ratios": "table",
    "ratio_to_reach": "when_to_test",
    "series": "combine",
    "thresholds": "when_to_test",
}
__all__ = [
    "BadNumber",
    "TwoByTwo",
    "cohen_kappa",
    "combined_steps",
    "measures",
    "natural_frequencies",
    "parallel",
    "post_test",
    "post_test_interval",
    "post_test_simulated",
    "proportion_interval",
    "rates_from_ratios",
    "ratio_to_reach",
    "series",
    "thresholds",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
