"""LBP Teach: learn to reason about low back pain with cases whose answers come from an executable, cited guideline.

For education, not for patient care.
"""

from lbp_teach.case import Case
from lbp_teach.content import book, catalogue, load_case
from lbp_teach.guideline.assess import Assessment, Book, assess
from lbp_teach.score import Report, score
from lbp_teach.text import Lang, Text

__all__ = [
    "Assessment",
    "Book",
    "Case",
    "Lang",
    "Report",
    "Text",
    "assess",
    "book",
    "catalogue",
    "load_case",
    "score",
]
__version__ = "0.1.0"
