"""What is wrong with a case, in the author's language. The checks speak English; `problems.yaml` has it in Danish."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from lbp_teach import strict_yaml
from lbp_teach.errors import Problem
from lbp_teach.text import Lang

_FILE = Path(__file__).with_name("problems.yaml")
#: The rest of a list of what is allowed, as `errors.allowed` writes it.
_ALLOWED = re.compile(r"(?:Did you mean ('[^']*'|\"[^\"]*\")\? )?Allowed: (.*)\.", re.DOTALL)
_AT = re.compile(r"at ('[^']*')(?:, with (\d+) years)?, (.+)", re.DOTALL)
_IDS = re.compile(r"[a-z_]+(?:, [a-z_]+)*: ")
_VARIANT = re.compile(r"as a variant(?: \((.+?)\)| of (\d+) years), (\S*): (.+)", re.DOTALL)


def in_language(problem: Problem, lang: Lang) -> tuple[str, str, Lang]:
    """Return what is wrong and what to do, and the language it is said in.

    Both sentences are in one language: English, where Danish words are missing for either.
    """
    what, remedy = (danish(problem.what), danish(problem.remedy)) if lang is Lang.DA else (None, None)
    if what is None or remedy is None:
        return _begun(problem.what), _begun(problem.remedy), Lang.EN
    return _begun(what), _begun(remedy), Lang.DA


def told(problem: Problem, lang: Lang) -> Problem:
    """Return a problem in the words of a language, as a command prints it; in English where there is no Danish."""
    what, remedy, spoken = in_language(problem, lang)
    return replace(problem, what=what, remedy=remedy) if spoken is Lang.DA else problem


def in_words(what: str, lang: Lang) -> str:
    """Return a contradiction, which ends without a point, in a language; in English where there is no Danish."""
    found = danish(f"{what}.") if lang is Lang.DA else None
    return found.removesuffix(".") if found else what


def danish(sentence: str) -> str | None:
    """Return a sentence of the checks in Danish, or None where nobody has written it."""
    if not sentence:
        return ""
    if found := _ALLOWED.fullmatch(sentence):
        guess = f"Mente du {found[1]}? " if found[1] else ""
        values = found[2].replace(" in all)", " i alt)")
        return f"{guess}Tilladt: {values}."
    if found := _VARIANT.fullmatch(sentence):
        rest = danish(found[4])
        return rest and f"som variant ({found[1] or f'{found[2]} år'}), {found[3]}: {rest}"
    if (found := _AT.fullmatch(sentence)) and (rest := danish(found[3])):
        return f"ved {found[1]}{f', som {found[2]}-årig' if found[2] else ''}: {rest}"
    for pattern, words in _sentences():
        if found := pattern.fullmatch(sentence):
            for number, part in enumerate(found.groups(), 1):
                words = words.replace(f"§{number}", part)
            return words
    return None


@lru_cache(maxsize=1)
def _sentences() -> list[tuple[re.Pattern[str], str]]:
    """Return every sentence as a pattern, those with fewer gaps first, for they say more."""
    entries, _ = strict_yaml.load(_FILE.read_text(encoding="utf-8"), _FILE.name)
    found = [(one["en"], one["da"]) for one in entries]
    found.sort(key=lambda one: (one[0].count("§"), -len(one[0])))
    return [(re.compile(re.escape(en).replace("§", "(.+?)"), re.DOTALL), da) for en, da in found]


def _begun(sentence: str) -> str:
    """Return a sentence that stands alone: it begins with a capital letter, unless it is the id of a question."""
    return sentence if _IDS.match(sentence) else sentence[:1].upper() + sentence[1:]
