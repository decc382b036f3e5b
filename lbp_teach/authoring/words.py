"""The closed word lists of the checks of case texts, read from words.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from lbp_teach import strict_yaml
from lbp_teach.text import Frozen

WORDS = Path(__file__).with_name("words.yaml")
LANGS = ("da", "en")


class Limits(Frozen):
    """Numbers of the checks; what they mean stands in words.yaml."""

    first_answers: int
    compared_from: int
    times: float


class Unfinished(Frozen):
    """What stands where a text is still to be written."""

    starts: dict[str, str]
    anywhere: tuple[str, ...]


class Sides(Frozen):
    """How a text names a side, in each language."""

    da: tuple[str, ...]
    en_words: tuple[str, ...]
    en_before: tuple[str, ...]
    en_not_after: tuple[str, ...]
    en_parts: tuple[str, ...]


class Words(Frozen):
    """The whole file."""

    limits: Limits
    unfinished: Unfinished
    terms: dict[str, tuple[str, ...]]
    conditions: dict[str, dict[str, tuple[str, ...]]]
    denied: dict[str, tuple[str, ...]]
    sides: Sides
    pronouns: dict[str, dict[str, tuple[str, ...]]]


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the lists, read once."""
    data, _ = strict_yaml.load(WORDS.read_text(encoding="utf-8"), WORDS.name)
    return Words.model_validate(data)


def pattern(entries: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of the entries as whole words; a star stands for any letters."""
    parts = "|".join(r"\w*".join(map(re.escape, entry.split("*"))) for entry in entries)
    return re.compile(rf"(?<!\w)(?:{parts})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=8)
def _terms(lang: str) -> re.Pattern[str]:
    return pattern(words().terms[lang])


def terms(text: str, lang: str) -> list[str]:
    """Return every clinician's word of a text, in order."""
    return list(dict.fromkeys(_terms(lang).findall(text)))


#: Words that may stand between "no" and the name of what is denied.
_BETWEEN = r"(?:\W+\w+){0,2}?\W+"
_QUOTED = re.compile(r"[“”\"«»„‘][^“”\"«»„]*[“”\"«»’]")


def unquoted(text: str) -> str:
    """Return a text without what stands in quotation marks, as a letter or a report that is quoted does."""
    return _QUOTED.sub(" ", text)


@lru_cache(maxsize=32)
def _condition(name: str, lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    named = pattern(words().conditions[name][lang])
    return named, re.compile(rf"{pattern(words().denied[lang]).pattern}{_BETWEEN}{named.pattern}", re.IGNORECASE)


def condition(text: str, lang: str, name: str) -> str | None:
    """Return where a text names a condition (a value of the decision `suspected`) and does not deny it, or None."""
    if name not in words().conditions:
        return None
    named, denied = _condition(name, lang)
    found = named.search(denied.sub(" ", text))
    return found.group() if found else None


@lru_cache(maxsize=1)
def _anywhere() -> re.Pattern[str]:
    return pattern(words().unfinished.anywhere)


def unfinished(text: str, lang: str) -> str | None:
    """Return what shows that a text is still to be written, or None."""
    plain = text.strip()
    start = words().unfinished.starts[lang]
    if plain.startswith(start):
        return start
    if not any(char.isalnum() for char in plain):
        return plain
    if found := _anywhere().search(plain):
        return found.group()
    return "???" if "???" in plain else None


@lru_cache(maxsize=2)
def _sides(lang: str) -> re.Pattern[str]:
    sides = words().sides
    if lang == "da":
        return pattern(sides.da)
    side, before = "|".join(sides.en_words), "|".join(sides.en_before)
    parts, never = "|".join(sides.en_parts), "|".join(sides.en_not_after)
    named = rf"(?:{before}) (?:{side})\b(?![- ](?:{never})\b)"
    return re.compile(
        rf"\b(?:(?:{side})[- ](?:{parts})\b|{named}|(?:{side})-(?:sided|hand)\b)",
        re.IGNORECASE,
    )


def side_word(text: str, lang: str) -> str | None:
    """Return where a text names a side, or None."""
    found = _sides(lang).search(text)
    return found.group() if found else None


@lru_cache(maxsize=4)
def _pronouns(sex: str, lang: str) -> re.Pattern[str]:
    return pattern(words().pronouns[sex][lang])


def pronoun(text: str, lang: str, sex: str) -> str | None:
    """Return the first pronoun of that sex in a text, or None."""
    found = _pronouns(sex, lang).search(text)
    return found.group() if found else None
