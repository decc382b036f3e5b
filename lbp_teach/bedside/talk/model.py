"""What an author writes of the conversation: what patients say, what can be said to them, and where that is from.

What helps is not written here where the guideline decides it: a line names the decision and the value it stands for,
and the rules answer for the patient who is asked about. Only what no decision covers (how something is said) has
reasons of its own, each with statements it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.evaluate import looks_at
from lbp_teach.guideline.model import Condition, Reviewed, Scalar
from lbp_teach.text import Frozen, Text

#: What a line does in a conversation; it decides how it sounds, never whether it is right for this patient.
Role = Literal[
    "ask",
    "acknowledge",
    "explain",
    "normalise",
    "plan",
    "safety_net",
    "alert",
    "dismiss",
    "frighten",
    "promise",
]
#: What a line comes to for one patient.
Kind = Literal["helpful", "fair", "idle", "harmful", "unsafe"]
#: How the patient takes a turn; see `mood.reaction`.
Reaction = Literal[
    "dismissed",
    "frightened",
    "alerted",
    "promised",
    "unheard",
    "planned",
    "explained",
    "heard",
]
Cites = Annotated[tuple[str, ...], Field(min_length=1)]


class Reason(Frozen):
    """What a line comes to, for the patients for whom `when` holds."""

    when: Condition | None = Field(None, description="Left out: for everyone else.")
    kind: Kind
    because: Text
    cites: Cites
    conflicts: tuple[str, ...] = ()
    reviewed: Reviewed = "awaiting_clinician"


class Reasons(Frozen):
    """Reasons that several lines share; the first that holds for the patient counts."""

    id: str
    of: tuple[Reason, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ends_for_everyone(self) -> Reasons:
        if [one for one in self.of if one.when is None] != [self.of[-1]]:
            raise ValueError("the last reason, and no other, is without `when`")
        return self


class Utterance(Frozen):
    """Something a doctor can say.

    Attributes:
        id: unique in the whole content.
        role: what it does in the conversation.
        text: the words.
        decision: the decision of the guideline that answers whether it is right.
        value: the value of that decision which saying it stands for.
        reasons: id of reasons where it is the way of saying that counts; with a decision, the worse of both holds.
        question: the question of the case that it asks; the patient answers in their own words.
    """

    id: str = Field(pattern=r"^[a-z][a-z_0-9]{2,40}$")
    role: Role
    text: Text
    decision: str | None = None
    value: str = "say"
    reasons: str | None = None
    question: str | None = None

    @model_validator(mode="after")
    def _has_a_basis(self) -> Utterance:
        if self.decision is None and self.reasons is None:
            raise ValueError("a line needs a `decision`, or `reasons`, or both")
        if self.question is not None and self.role != "ask":
            raise ValueError("only a line that asks has a `question`")
        return self


class Line(Frozen):
    """What the patient says at the start of a turn; the first that holds for what is known of them is said."""

    when: Condition | None = None
    text: Text | None = None
    question: str | None = Field(None, description="The patient's own answer to this question of the case.")

    @model_validator(mode="after")
    def _one_of_both(self) -> Line:
        if (self.text is None) == (self.question is None):
            raise ValueError("a patient's line has either `text` or `question`")
        return self


class Turn(Frozen):
    """One turn: what the patient says, and what can be said to it."""

    says: tuple[Line, ...] = Field(min_length=1)
    pool: tuple[Utterance, ...] = Field(min_length=6, max_length=8)

    @model_validator(mode="after")
    def _the_last_line_fits_everyone(self) -> Turn:
        last = self.says[-1]
        if last.when is not None or last.text is None:
            raise ValueError("the last of the patient's lines is without `when` and has `text`")
        return self


class Situation(Frozen):
    """One conversation.

    Attributes:
        id: such as `scan`.
        label: its name in the list of situations.
        facts: what the patient's opening makes true, whatever the case said before (a wish for a scan).
        worry: where worry begins, 0 to 10, before what the patient brings; the toolkit's own reading.
        order_cites: what the order of a good conversation rests on here.
        order_reviewed: whether a source gives that order for this very situation.
        turns: the turns, in order.
    """

    id: str
    label: Text
    facts: dict[str, Scalar] = Field(default_factory=dict)
    worry: int = Field(ge=0, le=10)
    order_cites: Cites
    order_reviewed: bool = False
    turns: tuple[Turn, ...] = Field(min_length=3, max_length=4)


class Known(Frozen):
    """One line of what is known of the patient; the same lines for everyone."""

    label: Text
    findings: tuple[str, ...] = Field(min_length=1)
    always: bool = Field(False, description="Values are written even where they are what most people have.")
    nothing: Text = Field(description="What stands there when there is nothing to note.")


class Reply(Frozen):
    """How a patient takes a turn, in several wordings, so that the same reaction twice is not the same sentence."""

    reaction: Reaction
    texts: tuple[Text, ...] = Field(min_length=2)


class Content(Frozen):
    """The whole content of the conversation."""

    situations: tuple[Situation, ...]
    reasons: tuple[Reasons, ...]
    replies: tuple[Reply, ...]
    known: tuple[Known, ...]

    @property
    def utterances(self) -> Iterator[Utterance]:
        """Yield everything that can be said, in the order of the file."""
        for situation in self.situations:
            for turn in situation.turns:
                yield from turn.pool

    def problems(self, book: Book) -> Iterator[tuple[str, str]]:
        """Yield every reference that leads nowhere: where it stands, and what is wrong."""
        names = [one.id for one in self.utterances]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield name, "there are several lines with this id"
        known = {one.id for one in self.reasons}
        for line in self.utterances:
            yield from _problems_of(line, known, book)
        for reasons in self.reasons:
            for reason in reasons.of:
                yield from _strange(reasons.id, "statement", reason.cites, book.statements)
                yield from _strange(reasons.id, "conflict", reason.conflicts, book.conflicts)
                yield from _tested(reasons.id, reason.when, book)
        for situation in self.situations:
            yield from _strange(situation.id, "finding", situation.facts, book.findings)
            yield from _strange(situation.id, "statement", situation.order_cites, book.statements)
            for turn in situation.turns:
                for said in turn.says:
                    yield from _tested(situation.id, said.when, book)
                    yield from _strange(situation.id, "question", filter(None, [said.question]), book.questions)
        for row in self.known:
            yield from _strange(row.label.en, "finding", row.findings, book.findings)


def _problems_of(line: Utterance, reasons: set[str], book: Book) -> Iterator[tuple[str, str]]:
    if line.reasons is not None and line.reasons not in reasons:
        yield line.id, f"there are no reasons {line.reasons!r}"
    yield from _strange(line.id, "question", filter(None, [line.question]), book.questions)
    if line.decision is None:
        return
    decision = book.decisions.get(line.decision) or book.advice.get(line.decision)
    if decision is None:
        yield line.id, f"there is no decision {line.decision!r}"
    elif line.value not in [option.value for option in decision.options]:
        yield line.id, f"{line.decision} has no value {line.value!r}"


def _tested(place: str, when: Condition | None, book: Book) -> Iterator[tuple[str, str]]:
    if when is None:
        return
    try:
        names = [test.finding for test in looks_at(when, book.concepts)]
    except KeyError as unknown:
        yield place, f"there is no concept {unknown.args[0]!r}"
        return
    yield from _strange(place, "finding", names, book.findings)


def _strange(place: str, kind: str, names: Iterable[str], there_are: Iterable[str]) -> Iterator[tuple[str, str]]:
    known = set(there_are)
    for name in names:
        if name not in known:
            yield place, f"there is no {kind} {name!r}"
