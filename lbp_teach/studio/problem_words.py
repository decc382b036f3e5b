"""What is wrong with a case, in the author's language. The checks speak English; here is what they say in Danish."""

from __future__ import annotations

from lbp_teach.errors import Problem
from lbp_teach.text import Lang


def in_language(problem: Problem, lang: Lang) -> tuple[str, str, Lang]:
    """Return what is wrong and what to do, and the language it is said in."""
    return problem.what, problem.remedy, Lang.EN
