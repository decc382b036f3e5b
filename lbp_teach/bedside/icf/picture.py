"""The whole-person summary: a sentence from four readings, and what the guideline decides from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lbp_teach.bedside.icf.model import NOT_EXPLORED, Content
from lbp_teach.guideline.assess import Book, Verdict, assess
from lbp_teach.guideline.facts import Facts
from lbp_teach.guideline.model import Scalar
from lbp_teach.text import Text, both, join, same

#: The decisions of the stratification; they are always told. Any other is told when the reading changes it.
STRATIFICATION = ("follow_up", "step", "care_package", "work")
_AND, _OR = both(da="og", en="and"), both(da="eller", en="or")
_OPEN = both(da="Kan ikke afgøres", en="Cannot be settled")
_WHO = both(da="{name} {what}.", en="{name} {what}.")
_MISSING = both(da="Ikke afdækket: {what}.", en="Not explored: {what}.")

#: A reading of each component that is summed up: a value, or `not_explored`.
Reading = Mapping[str, str]


@dataclass(frozen=True)
class Change:
    """One decision that comes out otherwise.

    Attributes:
        axis: what is decided.
        before: what the guideline says of the true picture.
        after: what it says of the other reading.
    """

    axis: Text
    before: Text
    after: Text


def sentence(content: Content, name: str, reading: Reading) -> Text:
    """Return the summary in words: what was read, and then what nobody has explored."""
    known = [one.says[reading[one.component]] for one in content.wholes if reading[one.component] in one.says]
    missing = [one.unknown for one in content.wholes if reading[one.component] not in one.says]
    parts = [_WHO.format(name=same(name), what=join(known, last=_AND))] if known else []
    parts += [_MISSING.format(what=join(missing, last=_AND))] if missing else []
    return join(parts, sep=" ")


def read_as(content: Content, facts: Facts, reading: Reading) -> dict[str, Scalar]:
    """Return the patient's facts with the function picture read otherwise; what was not explored is not known."""
    changed = dict(facts)
    for one in content.wholes:
        value = reading.get(one.component)
        if value is None:
            continue
        changed.pop(one.finding, None)
        if value != NOT_EXPLORED:
            changed[one.finding] = value
    return changed


class Guide:
    """What the guideline says of a patient under any reading of the function picture."""

    def __init__(self, book: Book, content: Content, facts: Facts) -> None:
        """Keep the patient; nothing is worked out before it is asked for."""
        self._book = book
        self._content = content
        self._facts = facts
        self._known: dict[tuple[tuple[str, str], ...], dict[str, Verdict]] = {}

    def verdicts(self, reading: Reading) -> dict[str, Verdict]:
        """Return every verdict, advice included."""
        name = tuple(sorted(reading.items()))
        if name not in self._known:
            facts = read_as(self._content, self._facts, reading)
            self._known[name] = assess(self._book, facts, advice=True).verdicts
        return self._known[name]

    def says(self, decision: str, reading: Reading) -> Text:
        """Return the best values of a decision in words."""
        found = self._book.decision(decision)
        labels = [self._book.words(found.option(value).label) for value in self.verdicts(reading)[decision].best]
        return join(labels, last=_OR) if labels else _OPEN

    def axis(self, decision: str) -> Text:
        """Return what a decision is about."""
        return self._book.decision(decision).axis

    def changed(self, before: Reading, after: Reading) -> tuple[str, ...]:
        """Return the decisions whose best values differ between two readings, those of the stratification first."""
        one, other = self.verdicts(before), self.verdicts(after)
        differ = [name for name in one if one[name].best != other[name].best]
        return tuple(sorted(differ, key=lambda name: name not in STRATIFICATION))

    def changes(self, before: Reading, after: Reading) -> tuple[Change, ...]:
        """Return the same in words."""
        names = self.changed(before, after)
        return tuple(Change(self.axis(name), self.says(name, before), self.says(name, after)) for name in names)
