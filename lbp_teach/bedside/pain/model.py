"""What a clinician writes of pain types: which feature points to which type, and the words of the drawing."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import Literal, get_args

from pydantic import Field, model_validator

from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.evaluate import looks_at
from lbp_teach.guideline.model import Condition, Reviewed
from lbp_teach.text import Frozen, Text, placeholders

PainType = Literal["nociceptive", "neuropathic", "neuroplastic"]
PointsTo = Literal["nociceptive", "neuropathic", "neuroplastic", "none"]
Kind = Literal["pain", "shooting", "widespread", "tingling", "numbness"]
TYPES: tuple[PainType, ...] = get_args(PainType)
NOWHERE = "none"
#: Names that `noted` may have in braces; `features.py` fills them in from the facts.
BLANKS = frozenset({"spread", "feeling", "nrs"})


class KindWords(Frozen):
    """A kind of mark in the drawing, and what it stands for."""

    id: Kind
    label: Text


class Part(Frozen):
    """A part of the body that can be drawn on, in words: in the middle, or once for each side and for both."""

    id: str
    middle: Text | None = None
    left: Text | None = None
    right: Text | None = None
    both: Text | None = None

    @model_validator(mode="after")
    def _one_or_three(self) -> Part:
        sided = (self.left, self.right, self.both)
        if (self.middle is None) != all(sided) or (self.middle is not None) == any(sided):
            raise ValueError("a part has words for `middle`, or for `left`, `right` and `both`")
        return self


class Reading(Frozen):
    """One way a feature can be in a patient, and what it then points to.

    Attributes:
        id: in English.
        when: holds for the patient.
        noted: what is known, as in the notepad; see `BLANKS`.
        points_to: the type that has this feature, or `none`.
        accepts: answers that are right, too, because the sources leave it open.
        against: types it speaks against, besides those it does not point to.
        because: why, in the words of a teacher.
        cites: statements it rests on.
        conflicts: disagreements of the sources that touch it.
        reviewed: `sourced` only where the figure says it as it stands here.
    """

    id: str
    when: Condition
    noted: Text
    points_to: PointsTo
    accepts: tuple[PointsTo, ...] = ()
    against: tuple[PainType, ...] = ()
    because: Text
    cites: tuple[str, ...] = Field(min_length=1)
    conflicts: tuple[str, ...] = ()
    reviewed: Reviewed = "awaiting_clinician"

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Reading:
        if self.points_to in (*self.accepts, *self.against):
            raise ValueError("`accepts` and `against` name other types than `points_to`")
        return self

    @property
    def right(self) -> tuple[PointsTo, ...]:
        """Return every answer that gets the point, the best first."""
        return (self.points_to, *self.accepts)


class Feature(Frozen):
    """Something about the pain that is known the same way in every patient: its words, its place, what eases it.

    Attributes:
        id: in English; it stands in the record.
        title: what it is about.
        questions: whose answers are quoted beside it.
        examined: found by examining, not by asking.
        readings: exactly one holds for a patient of whom everything is known.
    """

    id: str
    title: Text
    questions: tuple[str, ...] = ()
    examined: bool = False
    readings: tuple[Reading, ...] = Field(min_length=1)


class Content(Frozen):
    """The words of the drawing, and the table of features.

    Attributes:
        kinds: kinds of marks, in the order of the legend.
        parts: parts of the body, from head to foot.
        also_said: questions that are quoted, though nothing is filed from them.
        features: in the order in which every learner sees them.
    """

    kinds: tuple[KindWords, ...]
    parts: tuple[Part, ...]
    also_said: tuple[str, ...] = ()
    features: tuple[Feature, ...] = Field(min_length=1)

    def problems(self, book: Book) -> Iterator[tuple[str, str]]:
        """Return what leads nowhere: the place in the file, and what is wrong."""
        yield from _missing("also_said", "question", self.also_said, book.questions)
        yield from _twice("features", [feature.id for feature in self.features])
        for feature in self.features:
            yield from _missing(feature.id, "question", feature.questions, book.questions)
            yield from _twice(feature.id, [reading.id for reading in feature.readings])
            for reading in feature.readings:
                place = f"{feature.id}.{reading.id}"
                yield from _missing(place, "statement", reading.cites, book.statements)
                yield from _missing(place, "conflict", reading.conflicts, book.conflicts)
                yield from _missing(place, "blank", placeholders(reading.noted), BLANKS)
                try:
                    findings = [test.finding for test in looks_at(reading.when, book.concepts)]
                except KeyError as error:
                    yield place, f"there is no concept {error.args[0]!r}."
                else:
                    yield from _missing(place, "finding", findings, book.findings)


def _missing(place: str, what: str, names: Iterable[str], known: Container[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        if name not in known:
            yield place, f"there is no {what} {name!r}."


def _twice(place: str, names: list[str]) -> Iterator[tuple[str, str]]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield place, f"{name!r} stands here twice."
