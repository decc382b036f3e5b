"""LBP Teach: learn to reason about low back pain with cases whose answers come from an executable, cited guideline.

For education, not for patient care.

The names below are loaded when they are first used: asking for the version, or a command that only needs the records,
does not load the guideline's types.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lbp_teach.case import Case
    from lbp_teach.content import book, catalogue, load_case
    from lbp_teach.explaining import explain_mark
    from lbp_teach.grading import Grade, grade
    from lbp_teach.guideline.assess import Assessment, Book, assess
    from lbp_teach.scoring import Report, score
    from lbp_teach.text import Lang, Text

_HOME = {
    "Assessment": "guideline.assess",
    "Book": "guideline.assess",
    "Case": "case",
    "Grade": "grading",
    "Lang": "text",
    "Report": "scoring",
    "Text": "text",
    "assess": "guideline.assess",
    "book": "content",
    "explain_mark": "explaining",
    "catalogue": "content",
    "grade": "grading",
    "load_case": "content",
    "score": "scoring",
}
__all__ = [
    "Assessment",
    "Book",
    "Case",
    "Grade",
    "Lang",
    "Report",
    "Text",
    "assess",
    "book",
    "catalogue",
    "explain_mark",
    "grade",
    "load_case",
    "score",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
