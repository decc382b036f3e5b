"""The features of a patient's pain, read from the facts by the table of `content.yaml`, and what speaks for a type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from lbp_teach.bedside.pain.model import TYPES, Content, Feature, PainType, PointsTo, Reading
from lbp_teach.explain import fact_words
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.evaluate import Context, Trace, deciding, evaluate
from lbp_teach.guideline.facts import PRESENT, UNKNOWN, Facts, key, split, value_words
from lbp_teach.guideline.model import SIDES
from lbp_teach.logic import Truth
from lbp_teach.text import Text, both, join, same

_LEGS = {
    ("left",): both(da="venstre ben", en="the left leg"),
    ("right",): both(da="højre ben", en="the right leg"),
    SIDES: both(da="begge ben", en="both legs"),
}
_TINGLING = both(da="Prikken: {legs}", en="Tingling: {legs}")
_BELOW = both(da="Ned under knæet: {legs}", en="Down below the knee: {legs}")
_ABOVE = both(da="Ud i låret, over knæet: {legs}", en="Into the thigh, above the knee: {legs}")
_ALTERED = both(da="Ændret følesans: {legs}", en="Altered feeling: {legs}")


@dataclass(frozen=True)
class Found:
    """One feature in one patient.

    Attributes:
        feature: which feature.
        reading: the reading that holds; None where it is not known.
        noted: what is known, in words; None where it is not known.
        signs: for the examination, what was found.
        ask: questions that would settle it; empty although there is no reading: the patient does not know, or nobody
            has examined.
    """

    feature: Feature
    reading: Reading | None
    noted: Text | None = None
    signs: Text | None = None
    ask: tuple[str, ...] = ()


def known_facts(facts: Facts, setting: Mapping[str, Any], book: Book) -> Facts:
    """Return the facts that the learner can know.

    Args:
        facts: everything that is true of the patient.
        setting: `heard` (questions that were asked) and `examined` (facts that were found by examining, such as
            `exam.slr@left`) are there only inside a case; without `heard`, everything is known.
        book: the guideline.
    """
    heard = setting.get("heard")
    if heard is None:
        return facts
    asked = {finding for question in heard for finding in book.questions[question].findings}
    examined = set(setting.get("examined") or ())
    return {
        name: value
        for name, value in facts.items()
        if name in examined or split(name)[0] in asked or book.findings[split(name)[0]].door
    }


def found(content: Content, facts: Facts, book: Book, *, examined: bool = True) -> tuple[Found, ...]:
    """Return the features in their fixed order, each with the reading that holds.

    Args:
        content: the table.
        facts: what is known.
        book: the guideline.
        examined: whether features of the examination are wanted.
    """
    context = book.context(facts)
    return tuple(_found(f, facts, book, context) for f in content.features if examined or not f.examined)


def _found(feature: Feature, facts: Facts, book: Book, context: Context) -> Found:
    traces = [(reading, evaluate(reading.when, context)) for reading in feature.readings]
    for reading, trace in traces:
        if trace.truth is Truth.TRUE:
            signs = _signs(trace, facts, book) if feature.examined else None
            return Found(feature, reading, reading.noted.format(**_blanks(facts, book)), signs)
    missing = [name for _, trace in traces if trace.truth is Truth.UNKNOWN for name in deciding(trace)]
    asks = [book.question_of[split(name)[0]].id for name in missing if name not in facts and _is_asked(name, book)]
    return Found(feature, None, ask=tuple(dict.fromkeys(asks)))


def _is_asked(name: str, book: Book) -> bool:
    return split(name)[0] in book.question_of


def _blanks(facts: Facts, book: Book) -> dict[str, Text]:
    """Return what stands for the names in braces."""
    nrs = facts.get("history.pain_nrs", UNKNOWN)
    return {
        "spread": _lines(facts, (_BELOW, "history.leg_pain", "below_knee"), (_ABOVE, "history.leg_pain", "above_knee")),
        "feeling": _lines(
            facts, (_TINGLING, "history.paraesthesia", PRESENT), (_ALTERED, "history.leg_numbness", PRESENT)
        ),
        "nrs": value_words(book.findings["history.pain_nrs"], nrs, book.guideline.findings.units),
    }


def _lines(facts: Facts, *wanted: tuple[Text, str, str]) -> Text:
    """Return a sentence for each finding that has the value on a side, naming the legs."""
    said = []
    for line, finding, value in wanted:
        sides = tuple(side for side in SIDES if facts.get(key(finding, side)) == value)
        if sides:
            said.append(line.format(legs=_LEGS[sides]))
    return join(said, sep=". ") if said else same("?")


def _signs(trace: Trace, facts: Facts, book: Book) -> Text | None:
    """Return the findings of the examination that are not as in a well person."""
    names = [name for name in deciding(trace) if name.startswith("exam.") and name in facts]
    odd = [
        fact_words(book, name, facts[name]) for name in names if facts[name] != book.findings[split(name)[0]].default
    ]
    return join(odd, sep="; ") if odd else None


def speaks(reading: Reading, pain_type: PainType) -> Literal["for", "against"] | None:
    """Return whether a feature speaks for or against a type, or says nothing about it."""
    if reading.points_to == pain_type:
        return "for"
    return "against" if pain_type in reading.against or reading.points_to in TYPES else None


def by_type(features: tuple[Found, ...]) -> dict[PointsTo, tuple[Found, ...]]:
    """Return the known features by what they point to, those that point nowhere last."""
    order: tuple[PointsTo, ...] = (*TYPES, "none")
    return {to: tuple(f for f in features if f.reading and f.reading.points_to == to) for to in order}
