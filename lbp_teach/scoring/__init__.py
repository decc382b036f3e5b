"""Marking an attempt: whole points, each with its rule, citations and facts, that add up to the score.

Pure and deterministic: no clock, no randomness, no storage. `docs/scoring.md` says the same in words.
"""

from lbp_teach.scoring.decisions import decision_items, worth
from lbp_teach.scoring.model import SCORER, Category, Counts, Grade, Harm, Item, Mark, Report
from lbp_teach.scoring.total import cap_of, score

__all__ = [
    "SCORER",
    "Category",
    "Counts",
    "Grade",
    "Harm",
    "Item",
    "Mark",
    "Report",
    "cap_of",
    "decision_items",
    "score",
    "worth",
]
