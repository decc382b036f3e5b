"""Conditions in words, so that a rule can be read and judged without its YAML."""

from __future__ import annotations

from lbp_teach.edition import EDITION
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import value_words
from lbp_teach.guideline.model import (
    AllOf,
    AnyOf,
    ConceptIs,
    Condition,
    CountOf,
    DecisionIs,
    Finding,
    FindingIs,
    NotOf,
    ParameterRef,
    Threshold,
)
from lbp_teach.text import Text, both, join, number

_ALWAYS = both(da="altid", en="always")
_ALL = both(da="alle:", en="all of:")
_ANY = both(da="mindst én:", en="at least one of:")
_NOT = both(da="ikke:", en="not:")
_COUNT = both(da="mindst {n} af:", en="at least {n} of:")
_OR = both(da="eller", en="or")
_SIDES = {
    "any": both(da="(en af siderne)", en="(either side)"),
    "both": both(da="(begge sider)", en="(both sides)"),
    "left": both(da="(venstre)", en="(left)"),
    "right": both(da="(højre)", en="(right)"),
}
_BOUNDS = {
    "at_most": both(da="{label}: højst {n}", en="{label}: at most {n}"),
    "at_least": both(da="{label}: mindst {n}", en="{label}: at least {n}"),
    "more_than": both(da="{label}: mere end {n}", en="{label}: more than {n}"),
    "less_than": both(da="{label}: under {n}", en="{label}: under {n}"),
}

Line = tuple[int, Text]


def condition_lines(condition: Condition, book: Book, edition: str = EDITION, depth: int = 0) -> list[Line]:
    """Return a condition as an indented list: how deep each line stands, and its words.

    Args:
        condition: the condition.
        book: the guideline.
        edition: whose thresholds are written.
        depth: how deep the first line stands.
    """

    def nested(head: Text, parts: tuple[Condition, ...]) -> list[Line]:
        return [(depth, head), *(line for part in parts for line in condition_lines(part, book, edition, depth + 1))]

    match condition:
        case AllOf(all=()):
            return [(depth, _ALWAYS)]
        case AllOf(all=parts):
            return nested(_ALL, parts)
        case AnyOf(any=parts):
            return nested(_ANY, parts)
        case CountOf(of=parts):
            return nested(_COUNT.format(n=_threshold(condition.count, book, edition)), parts)
        case NotOf(not_=part):
            return nested(_NOT, (part,))
        case ConceptIs(concept=name):
            return [(depth, book.concepts[name].label)]
        case FindingIs():
            return [(depth, _finding(condition, book, edition))]
        case DecisionIs():
            decision = book.decision(condition.decision)
            values = [book.words(decision.option(value).label, edition) for value in condition.one_of]
            return [(depth, _said(decision.axis, join(values, last=_OR)))]
    raise TypeError(condition)


def _finding(condition: FindingIs, book: Book, edition: str) -> Text:
    finding = book.findings[condition.finding]
    label = finding.label
    if finding.sided:
        side = _SIDES[condition.side]
        label = join([label, side], sep=" ")
    for name, words in _BOUNDS.items():
        limit = getattr(condition, name)
        if limit is not None:
            return words.format(label=label, n=_amount(limit, finding, book, edition))
    values = condition.one_of or ("present",)
    return _said(label, join([value_words(finding, v, book.guideline.findings.units) for v in values], last=_OR))


def _said(label: Text, words: Text) -> Text:
    return Text(da=f"{label.da}: {words.da}", en=f"{label.en}: {words.en}")


def _threshold(limit: Threshold, book: Book, edition: str) -> Text:
    if not isinstance(limit, ParameterRef):
        return number(limit)
    value = book.parameters[limit.parameter].value(edition)
    if isinstance(value, tuple):
        value = value[0] if limit.bound == "lower" else value[1]
    return number(value)


def _amount(limit: Threshold, finding: Finding, book: Book, edition: str) -> Text:
    amount = _threshold(limit, book, edition)
    units = book.guideline.findings.units
    return units[finding.unit].format(n=amount) if finding.unit in units else amount
