"""What can be heard in an answer: numbers, spans of time, a plain yes or no, a side. Danish and English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from lbp_teach import strict_yaml
from lbp_teach.text import Frozen

HEARD = Path(__file__).with_name("heard.yaml")
_I_AM = re.compile(r"\b(?:jeg er|i['’]m|i am)\b", re.IGNORECASE)
#: Danish and English of one kind of word.
ByLang = dict[str, tuple[str, ...]]
Values = dict[str, dict[str, float]]
Patterns = dict[str, str]


class Told(Frozen):
    """Which fact a number in an answer tells, and how it is read."""

    finding: str
    read: Literal["score", "weeks", "years", "temperature"]


class YesNo(Frozen):
    """Questions that are answered by yes or no, by what a yes means."""

    present: tuple[str, ...]
    absent: tuple[str, ...]
    no_only: tuple[str, ...]


class Heard(Frozen):
    """The whole file."""

    numbers: dict[str, Told]
    yes_no: YesNo
    sides: tuple[str, ...]
    legs: ByLang
    not_plainly: ByLang
    yes: ByLang
    no: ByLang
    digits: Values
    tens: Values
    ones: ByLang
    hundred: Patterns
    and_: Patterns = Field(alias="and")
    units: Values
    between: ByLang
    before: ByLang
    moments: ByLang
    was: Patterns
    am: Patterns
    old: Patterns


@dataclass(frozen=True)
class Number:
    """A number in a text.

    Attributes:
        low: its value, or the lower end of a range ("five or six").
        high: its value, or the upper end.
        words: as it stands there.
        bare: whether its sentence says nothing else.
        plain: whether it can be nothing but a number; "one" can be an article.
        start: where it begins in its sentence.
        end: where it ends.
    """

    low: float
    high: float
    words: str
    bare: bool
    plain: bool
    start: int
    end: int


@lru_cache(maxsize=1)
def heard() -> Heard:
    """Return the lists, read once."""
    data, _ = strict_yaml.load(HEARD.read_text(encoding="utf-8"), HEARD.name)
    return Heard.model_validate(data)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a point inside a number or a time ends none."""
    return [part for part in re.split(r"(?<=[.!?…])\s+", text.strip()) if part]


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of any of these words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@lru_cache(maxsize=2)
def _values(lang: str) -> dict[str, float]:
    """Return every number word below a hundred with its value."""
    lists, one = heard(), heard().ones[lang][0]
    digits, tens = lists.digits[lang], lists.tens[lang]
    found: dict[str, float] = {**digits, **tens}
    units = {one: 1.0, **{word: value for word, value in digits.items() if 0 < value < 10}}
    for ten, value in tens.items():
        for unit, more in units.items():
            names = [f"{unit}og{ten}"] if lang == "da" else [f"{ten}-{unit}", f"{ten} {unit}"]
            found.update(dict.fromkeys(names, value + more))
    return found


@lru_cache(maxsize=2)
def _number(lang: str) -> str:
    """Return the pattern of one number; its parts are read by `_value`."""
    lists = heard()
    plain = rf"\d+(?:[.,]\d+)?|{any_of(_values(lang))}"
    ones, hundred = any_of(lists.ones[lang]), lists.hundred[lang]
    link = lists.and_[lang]
    half = r"halvanden|halvandet|(?:en|et) halv[t]?" if lang == "da" else r"half an?|one and a half"
    hundreds = rf"(?:(?:{ones}) )?{hundred}(?: {link} (?:{plain}))?"
    with_half = r"(?: (?:og )?en halv| (?:og )?et halvt)?" if lang == "da" else r"(?: and a half)?"
    return rf"(?:{hundreds}|{half}|(?:{plain}){with_half}|(?:{ones}))"


def _value(words: str, lang: str) -> float:
    """Return the value of what `_number` found."""
    said, lists = words.lower(), heard()
    if said in ("halvanden", "halvandet", "one and a half"):
        return 1.5
    if re.fullmatch(r"(?:en|et) halvt?|half an?", said):
        return 0.5
    half = 0.0
    if found := re.search(r"\s(?:og )?(?:en halv|et halvt)$|\sand a half$", said):
        half, said = 0.5, said[: found.start()]
    if (hundred := lists.hundred[lang]) in said:
        rest = said.partition(hundred)[2].removeprefix(f" {lists.and_[lang]} ").strip()
        return 100 + (_value(rest, lang) if rest else 0)
    if said[:1].isdigit():
        return float(said.replace(",", ".")) + half
    return _values(lang).get(said, 1.0) + half


@lru_cache(maxsize=2)
def _range(lang: str) -> re.Pattern[str]:
    number, joined = _number(lang), r"\s?[-–]\s?|, | til | to | eller | or | og "
    if lang == "en":
        joined = r"\s?[-–]\s?|, | to | or "
    return re.compile(rf"(?<![\w:.,])({number})(?:(?:{joined})({number}))?(?![\w%]|[:.,]\d|-\w)", re.IGNORECASE)


def numbers(sentence: str, lang: str) -> Iterator[Number]:
    """Yield the numbers of a sentence; two that are joined ("five or six") are one from the lower to the higher."""
    ones = {*heard().ones[lang]}
    for found in _range(lang).finditer(sentence):
        low = _value(found[1], lang)
        high = _value(found[2], lang) if found[2] else low
        bare = not re.sub(rf"{re.escape(found[0])}|[^\w]", "", sentence, count=0).strip()
        plain = found[1].lower() not in ones
        yield Number(min(low, high), max(low, high), found[0], bare, plain, found.start(), found.end())


def spans(sentence: str, lang: str) -> Iterator[Number]:
    """Yield the spans of time of a sentence in weeks; "a year and two months" is three: each, and both together."""
    lists = heard()
    units, between = lists.units[lang], any_of(lists.between[lang])
    moment = re.compile(rf"\s(?:{any_of(lists.moments[lang])})\b", re.IGNORECASE)
    unit = re.compile(rf"\s(?:(?:{between})\s)?({any_of(units)})(?:' )?\b( and a half\b)?", re.IGNORECASE)
    before: Number | None = None
    for one in numbers(sentence, lang):
        found = unit.match(sentence, one.end)
        if not found or moment.match(sentence, found.end()):
            continue
        weeks, half = units[found[1].lower()], 0.5 if found[2] else 0.0
        words = sentence[one.start : found.end()]
        span = Number((one.low + half) * weeks, (one.high + half) * weeks, words, False, True, one.start, found.end())
        yield span
        if before and re.fullmatch(rf",? (?:{lists.and_[lang]} )?", sentence[before.end : one.start]):
            both = sentence[before.start : found.end()]
            yield Number(before.low + span.low, before.high + span.high, both, False, True, before.start, found.end())
        before = span
    if lang == "en":
        for found in re.finditer(r"\ba fortnight\b", sentence, re.IGNORECASE):
            if before is None and not moment.match(sentence, found.end()):
                yield Number(2, 2, found[0], False, True, found.start(), found.end())


def opens_with(sentence: str, one: Number, lang: str) -> bool:
    """Return whether a number stands at the beginning of a sentence, or after words that only soften it."""
    lead = sentence[: one.start].strip().strip(",").lower()
    soft = any_of(heard().before[lang])
    return not lead or re.fullmatch(rf"(?:(?:{soft})\s?)+", lead) is not None


@lru_cache(maxsize=4)
def _plainly(which: str, lang: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(getattr(heard(), which)[lang])})(?=[.,!;:–]|$)", re.IGNORECASE)


def yes_or_no(text: str, lang: str) -> str | None:
    """Return "yes" or "no" where a text begins with one that stands by itself, else None."""
    plain = text.strip()
    return next((which for which in ("yes", "no") if _plainly(which, lang).match(plain)), None)


@lru_cache(maxsize=2)
def _not_plainly(lang: str) -> re.Pattern[str]:
    words = heard().not_plainly[lang]
    whole = any_of(word for word in words if word[0].isalpha() and "'" not in word)
    return re.compile(rf"\b(?:{whole})\b|n['’]t\b", re.IGNORECASE)


def denies(sentence: str, lang: str) -> bool:
    """Return whether a sentence says what is not so, or compares."""
    return _not_plainly(lang).search(sentence) is not None


def says_age(sentence: str, one: Number, lang: str) -> bool:
    """Return whether a number follows "I was" or "at"."""
    return re.search(heard().was[lang], sentence[: one.start], re.IGNORECASE) is not None


def may_tell_age(text: str) -> bool:
    """Return whether "I am" stands in a text at all; most need not be looked at any closer."""
    return _I_AM.search(text) is not None


def is_own_age(sentence: str, one: Number, lang: str) -> bool:
    """Return whether a sentence says "I am" and a number of years, and no more to it."""
    begins = re.search(heard().am[lang], sentence[: one.start], re.IGNORECASE)
    return begins is not None and re.match(heard().old[lang], sentence[one.end :], re.IGNORECASE) is not None


@lru_cache(maxsize=2)
def _leg_side(lang: str) -> re.Pattern[str]:
    legs = any_of(heard().legs[lang])
    between = r"(?:[\w-]+ ){0,1}?" if lang == "da" else r"[- ](?:[\w-]+ ){0,1}?"
    left_right = r"(venstre|højre) " if lang == "da" else "(left|right)"
    return re.compile(rf"\b{left_right}{between}(?:{legs})\b", re.IGNORECASE)


def leg_sides(text: str, lang: str) -> set[str]:
    """Return the sides whose leg a text says something of; none where a sentence denies it or compares the two."""
    found: set[str] = set()
    for sentence in sentences(text):
        sides = {
            "left" if side.lower() in ("left", "venstre") else "right" for side in _leg_side(lang).findall(sentence)
        }
        if sides and denies(sentence, lang):
            return set()
        found |= sides
    return found
