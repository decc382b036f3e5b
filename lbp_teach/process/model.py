"""What reading the way through a case comes to: coverage, order, time, and habits of thought, with their evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

HabitId = Literal["premature_closure", "anchoring", "base_rate", "confirmation", "availability"]
#: How a working conclusion came about: brought along from the visit before, by an estimate, or by a decision.
How = Literal["earlier", "estimate", "decision"]


@dataclass(frozen=True)
class Earlier:
    """What an earlier patient of the same learner was about.

    Attributes:
        case: id of the case.
        name: the patient's name.
        triage: the categories that were best there, over all visits.
        suspected: the conditions that were best there, over all visits.
    """

    case: str
    name: str
    triage: tuple[str, ...]
    suspected: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """What one rule of the work-up wants at a visit.

    Attributes:
        rule: id of the rule.
        category: where it belongs.
        names: the findings it names.
        needed: what counts: findings of the history by name, of the examination by side.
        left: what of it was not obtained.
        wrong: what of it was obtained and recorded wrongly.
    """

    rule: str
    category: Literal["history", "examination"]
    names: tuple[str, ...]
    needed: tuple[str, ...]
    left: tuple[str, ...]
    wrong: tuple[str, ...] = ()

    @property
    def done(self) -> int:
        """Return how many findings were obtained and not recorded wrongly."""
        return len(self.needed) - len(self.left) - len(self.wrong)


@dataclass(frozen=True)
class Covered:
    """How much of what a visit called for was obtained."""

    visit: int
    groups: tuple[Group, ...]

    @property
    def of(self) -> int:
        """Return how many findings were needed."""
        return sum(len(group.needed) for group in self.groups)

    @property
    def done(self) -> int:
        """Return how many of them were obtained, and not recorded wrongly."""
        return sum(group.done for group in self.groups)


@dataclass(frozen=True)
class Act:
    """Something that was done: kind of step, what it was about, the side, and the minute of the visit."""

    kind: str
    subject: str
    side: str | None
    minute: int


@dataclass(frozen=True)
class Pair:
    """Two acts that a constraint wants in this order (or together), and whether they were."""

    constraint: str
    before: Act
    after: Act
    kept: bool


@dataclass(frozen=True)
class Ordered:
    """How the order of a visit compares with the partial order.

    It never enters the points. A rewarded order is learnt as a ritual and played for the score, and a mark that
    depended on the order of answers could not be defended: the same knowledge of a patient must be worth the same.

    Attributes:
        visit: index of the visit.
        recorded: whether the order is known; attempts of older versions did not keep it.
        pairs: every pair that could be judged, because both acts were done.
    """

    visit: int
    recorded: bool
    pairs: tuple[Pair, ...] = ()

    @property
    def broken(self) -> tuple[Pair, ...]:
        """Return the pairs that came the other way round."""
        return tuple(pair for pair in self.pairs if not pair.kept)

    @property
    def distance(self) -> float | None:
        """Return the share of judged pairs that was broken: 0 is an acceptable order, None that there was no pair."""
        return len(self.broken) / len(self.pairs) if self.pairs else None


@dataclass(frozen=True)
class Spent:
    """Where the time of a visit went.

    Attributes:
        visit: index of the visit.
        used: seconds used.
        planned: seconds planned.
        needed_history: seconds for questions that reveal what this patient called for.
        open_history: seconds for questions that reveal no finding but give the patient a voice.
        other_history: seconds for other questions.
        needed_exam: seconds for manoeuvres that this patient called for.
        other_exam: seconds for other manoeuvres.
        others: questions and manoeuvres that were not called for and bear on nothing: kind, id, seconds.
    """

    visit: int
    used: int
    planned: int
    needed_history: int
    open_history: int
    other_history: int
    needed_exam: int
    other_exam: int
    others: tuple[tuple[str, str, int], ...]

    @property
    def rest(self) -> int:
        """Return the seconds that went elsewhere, to the assessment tools."""
        parts = self.needed_history + self.open_history + self.other_history + self.needed_exam + self.other_exam
        return max(0, self.used - parts)


@dataclass(frozen=True)
class Held:
    """A working conclusion and since when it stood unchanged.

    Attributes:
        decision: `triage` or `suspected`.
        value: the value that was held to the end.
        how: how it came about.
        at: how many steps of the visit came before it.
        minute: minute of the visit.
        percent: for an estimate, what the category was given.
    """

    decision: str
    value: str
    how: How
    at: int
    minute: int
    percent: int | None = None


@dataclass(frozen=True)
class Learnt:
    """A fact as the learner knew it, and the minute in which she got it; None where she knew it before the visit."""

    fact: str
    value: str | int | float
    minute: int | None


@dataclass(frozen=True)
class Found:
    """One habit of thought that was found, with its evidence.

    Attributes:
        habit: which.
        form: which of its messages: `said`, `low` (the opposite extreme of the base rate), or `fitted` (confirmation of
            a conclusion that held).
        visit: index of the visit.
        held: the conclusion it is about.
        choices: the decisions it is about, with their values.
        instead: what the guideline says to the facts that were known, or what was acceptable.
        rules: rules that could not be judged, or that hold for what was known.
        learnt: known facts that it rests on.
        left: finding keys that were left.
        acts: what was done.
        numbers: figures of the message, by name.
        earlier: the earlier patient, for availability.
    """

    habit: HabitId
    form: Literal["said", "low", "fitted"]
    visit: int
    held: Held | None = None
    choices: tuple[tuple[str, str], ...] = ()
    instead: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    learnt: tuple[Learnt, ...] = ()
    left: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    earlier: Earlier | None = None


@dataclass(frozen=True)
class Process:
    """The way through a case. None of it enters the points.

    Attributes:
        coverage: by visit.
        order: by visit.
        time: by visit.
        habits: what was found, by visit, in the order in which the habits stand in the data.
        recorded: whether every visit's steps are known; without them no habit and no order is judged there.
    """

    coverage: tuple[Covered, ...]
    order: tuple[Ordered, ...]
    time: tuple[Spent, ...]
    habits: tuple[Found, ...]
    recorded: bool
