"""What is wrong with a case, in the author's language. The checks speak English; here is what they say in Danish."""

from __future__ import annotations

from lbp_teach.errors import Problem
from lbp_teach.text import Lang


def in_language(problem: Problem, lang: Lang) -> tuple[str, str, Lang]:
    """Return what is wrong and what to do, and the language it is said in."""
    return _begun(problem.what), _begun(problem.remedy), Lang.EN


def _begun(sentence: str) -> str:
    """Return a sentence that stands alone: it begins with a capital letter."""
    return sentence[:1].upper() + sentence[1:]
