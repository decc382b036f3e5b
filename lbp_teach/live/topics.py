"""What is shown and hidden as one, a choice or the rows of a card's table, and under which name that is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.model import Decision
from lbp_teach.live.room import Answer, Group
from lbp_teach.live.words import WORDS
from lbp_teach.text import Text


@dataclass(frozen=True)
class Topic:
    """What is talked about at a time.

    Attributes:
        id: of a decision, or `rows.` and that of a card.
        title: its name.
        prompt: its question.
        decisions: one, or the rows of a table.
        rows: whether it is a table.
        quoted: whether the rows are sentences to the patient.
    """

    id: str
    title: Text
    prompt: Text
    decisions: tuple[Decision, ...]
    rows: bool = False
    quoted: bool = False


def topics(book: Book) -> list[Topic]:
    """Return everything that is decided at a visit, in the order of the board."""
    found = []
    for card in book.board.values():
        found += [Topic(one.id, one.axis, one.prompt, (one,)) for one in card.singles]
        if card.rows:
            found.append(Topic(f"rows.{card.id}", card.axis, card.prompt, card.rows, True, card.quoted))
    return found


#: What is reviewed at a visit after its decisions: the work that led to them.
WORK = Topic("asked_examined", WORDS["work"], WORDS["work.prompt"], ())


def reviewed(book: Book) -> list[Topic]:
    """Return what a review steps through at a visit: everything that is decided, then what was asked and examined."""
    return [*topics(book), WORK]


def shown_names(group: Group, book: Book) -> set[str]:
    """Return every name under which something of a visit can be recorded as shown."""
    answers = {shown_as("answers", group, topic) for topic in topics(book)}
    return answers | {shown_as("key", group, topic) for topic in reviewed(book)}


def shown_as(what: str, group: Group, topic: Topic) -> str:
    """Return the name under which a course's record says whether something is shown.

    Args:
        what: `answers` for what the class chose, `key` for what the guideline says.
        group: case and visit.
        topic: what it is about.
    """
    return ":".join((what, *group, topic.id))


@dataclass(frozen=True)
class Count:
    """How many learners chose what at one decision.

    Attributes:
        n: how many have answered.
        by: by value.
        open: how many have locked the visit without an answer.
    """

    n: int
    by: dict[str, int]
    open: int


def count(answers: Sequence[Answer], decision: Decision) -> Count:
    """Return how many learners chose what; answers that can still be changed are counted as they stand."""
    by = {option.value: 0 for option in decision.options}
    left = 0
    for answer in answers:
        value = answer.value(decision.id)
        if value in by:
            by[value] += 1
        elif answer.state.locked:
            left += 1
    return Count(sum(by.values()), by, left)


def locked(answers: Sequence[Answer]) -> int:
    """Return how many have locked the visit."""
    return sum(answer.state.locked for answer in answers)
