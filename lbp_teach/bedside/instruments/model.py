"""What an instrument is: its items, how they are counted, where the lines are, who owns the form. Never its wording."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from lbp_teach.edition import EDITION
from lbp_teach.guideline.assess import Book
from lbp_teach.text import Frozen, Text


class Items(Frozen):
    """A run of items that are answered and counted alike.

    Attributes:
        first, last: numbers of the items on the official form, from 1.
        low, high: the lowest and highest answer.
        reversed: whether an item counts `low + high` minus its answer.
        points: what each answer from `low` to `high` counts, where it is not the answer itself.
        answers: names of the answers from `low` to `high`, where there are neutral ones.
        note: how to give the answer.
        question: the item's own words; only for instruments that nobody owns.
    """

    first: int = Field(ge=1)
    last: int
    low: int = Field(ge=0)
    high: int
    reversed: bool = False
    points: tuple[int, ...] = ()
    answers: tuple[Text, ...] = ()
    note: Text | None = None
    question: Text | None = None

    @model_validator(mode="after")
    def _fits(self) -> Items:
        span = self.high - self.low + 1
        if self.last < self.first or span < 2:
            raise ValueError("last must not be below first, and high must be above low")
        if any(len(given) not in (0, span) for given in (self.points, self.answers)):
            raise ValueError("points and answers need one entry for each answer from low to high")
        if self.reversed and self.points:
            raise ValueError("an item is reversed or has points of its own, not both")
        return self


@dataclass(frozen=True)
class Item:
    """One item: its number, and the run it belongs to."""

    n: int
    run: Items

    def counts(self, answer: int) -> int:
        """Return what an answer counts."""
        if self.run.points:
            return self.run.points[answer - self.run.low]
        return self.run.low + self.run.high - answer if self.run.reversed else answer

    @property
    def most(self) -> int:
        """Return the most that the item can count."""
        return max(self.run.points, default=self.run.high)

    @property
    def least(self) -> int:
        """Return the least that the item can count."""
        return min(self.run.points, default=self.run.low)


class Subscale(Frozen):
    """A sum over some of the items; `within` is its name inside a sentence, where it decides a group."""

    id: str
    label: Text
    within: Text | None = None
    items: tuple[int, ...]


class Within(Frozen):
    """A condition of a band: a subscale that must not be over `up_to`."""

    id: str
    up_to: int


class Below(Frozen):
    """A line that the guideline draws: a parameter, and how many steps of the scale one of it is."""

    parameter: str
    times: int


class Band(Frozen):
    """A group of totals. Of several bands the first that fits holds.

    Attributes:
        up_to: the highest total that belongs here; it begins above the band before.
        below: the guideline's number instead, which `Content.settled` turns into `up_to`.
        subscale: a subscale that must be low enough, too.
    """

    id: str
    up_to: int = -1
    below: Below | None = None
    subscale: Within | None = None
    label: Text
    means: Text

    @model_validator(mode="after")
    def _one_end(self) -> Band:
        if (self.up_to < 0) == (self.below is None):
            raise ValueError("a band ends at up_to or below a parameter, and not both")
        return self


class Claim(Frozen):
    """Something that is said of an instrument.

    Attributes:
        verified: whether we found it in what we could read; False is shown to the learner.
        seen: what we read, for whoever checks it.
        outside: not in the Danish sources: the toolkit's own reading of the literature, awaiting a clinician.
        cites: statements it rests on where it is not only outside.
    """

    text: Text
    verified: bool
    seen: str = ""
    outside: bool = True
    cites: tuple[str, ...] = ()


class Missing(Claim):
    """The rule for missing answers.

    Attributes:
        at_least: how many items must be answered for a total to be given.
        as_zero: whether an unanswered item counts 0.
    """

    at_least: int = Field(ge=1)
    as_zero: bool = False


class Licence(Claim):
    """Who owns the form, on which terms it is used, and where it is to be had."""

    owner: Text
    form: Text


class Publication(Frozen):
    """Where it was published."""

    authors: str
    year: int
    journal: str
    note: Text | None = None


class Instrument(Frozen):
    """One instrument; see the file's head for what is deliberately not in it.

    Attributes:
        formula: `sum` of what the items count, or `percent` of what those answered could count.
        disputed: totals at which sources put the line differently; tasks avoid them.
        says: statements of the guideline that touch its use.
    """

    id: str
    name: str
    full: Text
    measures: Text
    items: tuple[Items, ...]
    formula: Literal["sum", "percent"]
    unit: Literal["", "mm", "%"] = ""
    subscales: tuple[Subscale, ...] = ()
    bands: tuple[Band, ...] = ()
    disputed: tuple[int, ...] = ()
    missing: Missing
    arithmetic: Claim
    cut_offs: Claim | None = None
    licence: Licence
    sources: tuple[Publication, ...] = Field(min_length=1)
    note: Text | None = None
    says: tuple[str, ...]
    conflicts: tuple[str, ...] = ()

    @cached_property
    def all_items(self) -> tuple[Item, ...]:
        """Return the items one by one, in the order of the form."""
        return tuple(Item(n, run) for run in self.items for n in range(run.first, run.last + 1))

    @property
    def of(self) -> int:
        """Return the highest total there can be."""
        return 100 if self.formula == "percent" else sum(item.most for item in self.all_items)

    @property
    def least(self) -> int:
        """Return the lowest total there can be when every item is answered."""
        return 0 if self.formula == "percent" else sum(item.least for item in self.all_items)

    def band_from(self, index: int) -> int:
        """Return the total that the band before this one ends at; -1 before the first."""
        ends = [band.up_to for band in self.bands[:index] if band.up_to < self.bands[index].up_to]
        return max(ends, default=-1)

    @property
    def claims(self) -> dict[str, Claim]:
        """Return what is said of it, by what it is about."""
        found: dict[str, Claim] = {"arithmetic": self.arithmetic, "missing": self.missing}
        if self.cut_offs is not None:
            found["cut_offs"] = self.cut_offs
        return found | {"licence": self.licence}

    def faults(self) -> Iterator[str]:
        """Yield what does not fit together."""
        numbers = [item.n for item in self.all_items]
        if numbers != list(range(1, len(numbers) + 1)):
            yield "the items must be numbered from 1 without a gap"
        known = {scale.id for scale in self.subscales}
        for scale in self.subscales:
            if not set(scale.items) <= set(numbers):
                yield f"subscale {scale.id} names an item that is not there"
        if not 1 <= self.missing.at_least <= len(numbers):
            yield "at_least is not a number of items"
        ends = [band.up_to for band in self.bands]
        if ends != sorted(ends) or (ends and ends[-1] != self.of) or (self.bands and self.bands[-1].subscale):
            yield "the bands must rise, and the last must take every total that is left"
        if any(band.subscale and band.subscale.id not in known for band in self.bands):
            yield "a band names a subscale that is not there"
        unseen = [name for name, claim in self.claims.items() if claim.verified and not (claim.seen or claim.cites)]
        # A single number that is missing needs no source to be called missing.
        if set(unseen) - ({"missing"} if len(numbers) == 1 else set()):
            yield "what is verified must say where it was seen"
        if bool(self.bands) != (self.cut_offs is not None):
            yield "bands and cut_offs belong together"


class Use(Frozen):
    """Something a result might be used for, and whether the guideline lets it."""

    id: str
    instruments: tuple[str, ...]
    text: Text
    may: bool
    because: Text
    cites: tuple[str, ...] = Field(min_length=1)


class Content(Frozen):
    """All instruments, and what their results may be used for."""

    instruments: tuple[Instrument, ...]
    uses: tuple[Use, ...]

    def instrument(self, name: str) -> Instrument:
        """Return an instrument; raises KeyError for an unknown one."""
        for one in self.instruments:
            if one.id == name:
                return one
        raise KeyError(name)

    def uses_of(self, name: str) -> tuple[Use, ...]:
        """Return what is asked about the use of an instrument."""
        return tuple(use for use in self.uses if name in use.instruments)

    def settled(self, book: Book) -> Content:
        """Return the instruments with the lines that the guideline draws in their place."""
        return self.model_copy(update={"instruments": tuple(_settled(one, book) for one in self.instruments)})

    def problems(self, book: Book) -> Iterator[tuple[str, str]]:
        """Yield (key, what is wrong) for everything that does not fit the guideline or itself."""
        names = [one.id for one in self.instruments]
        if len(set(names)) < len(names):
            yield "instruments", "two instruments have the same id."
        lines = [(one.id, b.below.parameter) for one in self.instruments for b in one.bands if b.below]
        lost = [(name, f"no parameter {line!r}.") for name, line in lines if line not in book.parameters]
        if lost:
            yield from lost
            return
        for one in self.settled(book).instruments:
            for fault in one.faults():
                yield one.id, f"{fault}."
            cited = [*one.says, *(name for claim in one.claims.values() for name in claim.cites)]
            yield from ((one.id, f"no statement {name!r}.") for name in cited if name not in book.statements)
            yield from ((one.id, f"no conflict {name!r}.") for name in one.conflicts if name not in book.conflicts)
        for use in self.uses:
            yield from ((use.id, f"no instrument {name!r}.") for name in use.instruments if name not in names)
            yield from ((use.id, f"no statement {name!r}.") for name in use.cites if name not in book.statements)


def _settled(one: Instrument, book: Book) -> Instrument:
    def ended(band: Band) -> Band:
        if band.below is None:
            return band
        value = book.parameters[band.below.parameter].value(EDITION)
        first = value[0] if isinstance(value, tuple) else value
        return band.model_copy(update={"up_to": math.ceil(first * band.below.times) - 1})

    if not any(band.below for band in one.bands):
        return one
    return one.model_copy(update={"bands": tuple(ended(band) for band in one.bands)})
