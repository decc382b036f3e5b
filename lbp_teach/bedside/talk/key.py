"""What helps and what harms one patient in one conversation: derived from the guideline, never typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lbp_teach.bedside.talk.model import Content, Kind, Reason, Role, Situation, Utterance
from lbp_teach.guideline.assess import Assessment, Book, Verdict, assess
from lbp_teach.guideline.evaluate import evaluate
from lbp_teach.guideline.facts import Facts
from lbp_teach.guideline.model import Rule
from lbp_teach.logic import Truth
from lbp_teach.text import Text, both

#: How many lines can be said in a turn.
LIMIT: Final = 3
SEVERITY: Final[tuple[Kind, ...]] = ("helpful", "fair", "idle", "harmful", "unsafe")
#: The order of a good conversation: hear, explain, agree. A promise is an offer, where it happens to be the right one.
PHASE: Final[dict[Role, int]] = {
    "ask": 1,
    "acknowledge": 1,
    "explain": 2,
    "normalise": 2,
    "frighten": 2,
    "dismiss": 2,
    "plan": 3,
    "safety_net": 3,
    "alert": 3,
    "promise": 3,
}
#: A question or a kind word that the guideline would leave out spends time; a statement or a promise misleads.
_SPENDS_TIME: Final[frozenset[Role]] = frozenset({"ask", "acknowledge", "safety_net"})
_NO_RULE: Final = both(
    da="Vejledningen siger ikke noget om det hos denne patient.",
    en="The guideline says nothing about this in this patient.",
)


@dataclass(frozen=True)
class Judged:
    """What a line comes to for the patient, and why.

    Attributes:
        kind: helpful, can be defended, idle, harmful, or unsafe.
        because: why, in the words of a teacher.
        cites: statements it rests on.
        conflicts: disagreements that touch it.
        reviewed: False where it is the toolkit's own reading.
        excess: whether it harms by being more than is needed.
    """

    kind: Kind
    because: Text
    cites: tuple[str, ...]
    conflicts: tuple[str, ...] = ()
    reviewed: bool = True
    excess: bool = False


@dataclass(frozen=True)
class Must:
    """Something that has to be said somewhere in the conversation, since leaving it out is unsafe.

    Attributes:
        decision: the decision it answers.
        lines: ids of the lines that say it; one is enough.
        title: what it is.
        missed: what leaving it out is called.
        judged: why.
    """

    decision: str
    lines: tuple[str, ...]
    title: Text
    missed: Text
    judged: Judged


class Key:
    """The answers of one situation for one patient."""

    def __init__(self, book: Book, content: Content, situation: Situation, facts: Facts) -> None:
        """Keep what the answers follow from.

        Args:
            book: the guideline.
            content: the conversation's content.
            situation: which conversation.
            facts: what is true of the patient; what the situation makes true is added.
        """
        self._book = book
        self._reasons = {one.id: one.of for one in content.reasons}
        self._situation = situation
        self._facts: Facts = {**facts, **situation.facts}
        self._context = book.context(self._facts)

    @cached_property
    def _assessment(self) -> Assessment:
        return assess(self._book, self._facts, advice=True)

    @cached_property
    def judged(self) -> dict[str, Judged]:
        """Return what each line of the situation comes to, by its id."""
        return {line.id: self._judge(line) for turn in self._situation.turns for line in turn.pool}

    def _judge(self, line: Utterance) -> Judged:
        found = []
        if line.decision is not None:
            found.append(self._by_rule(line, self._assessment.verdicts[line.decision]))
        if line.reasons is not None:
            found.append(self._by_reason(self._reasons[line.reasons]))
        return max(found, key=lambda one: SEVERITY.index(one.kind))

    def _by_reason(self, reasons: Iterable[Reason]) -> Judged:
        for reason in reasons:
            if reason.when is None or evaluate(reason.when, self._context).truth is Truth.TRUE:
                return Judged(reason.kind, reason.because, reason.cites, reason.conflicts, reason.reviewed == "sourced")
        raise AssertionError("the last reason is for everyone")  # `Reasons` makes sure of it

    def _by_rule(self, line: Utterance, verdict: Verdict) -> Judged:
        grade = verdict.grade(line.value)
        rule = self._rule_behind(verdict, line.value, grade)
        kind = _kind(grade, line.role)
        if rule is None:
            return Judged("idle" if kind != "helpful" else kind, _NO_RULE, (), reviewed=False)
        return Judged(
            kind, rule.because, rule.cites, rule.conflicts, rule.reviewed == "sourced", excess=grade == "too_much"
        )

    def _rule_behind(self, verdict: Verdict, value: str, grade: str) -> Rule | None:
        """Return the rule that gave a value its grade; for one that nobody names, the rule that wants another."""
        fired = [o for o in self._assessment.outcomes if o.fired and verdict.decision in o.rule.then]
        if grade in ("acceptable", "unsafe", "too_much"):
            named = [o for o in fired if value in getattr(o.rule.then[verdict.decision], grade)]
        else:
            named = [o for o in verdict.reasons if grade != "best" or value in o.rule.then[verdict.decision].best]
        return named[0].rule if named else None

    # ---- what a good conversation has ----

    def helpful(self, turn: int) -> tuple[Utterance, ...]:
        """Return the lines of a turn that help this patient, in the order of the file."""
        return tuple(line for line in self._situation.turns[turn].pool if self.judged[line.id].kind == "helpful")

    def need(self, turn: int) -> int:
        """Return how many helpful lines a turn can hold for this patient."""
        return min(LIMIT, len(self.helpful(turn)))

    @cached_property
    def musts(self) -> tuple[Must, ...]:
        """Return what has to be said: the only safe answer of a decision, where some line gives it."""
        found: dict[str, Must] = {}
        for line in (line for turn in self._situation.turns for line in turn.pool):
            judged = self.judged[line.id]
            if line.decision is None or judged.kind != "helpful" or not self._only_safe(line):
                continue
            before = found.get(line.decision)
            rule = self._rule_behind(self._assessment.verdicts[line.decision], line.value, "best")
            title = self._book.decision(line.decision).axis
            missed = rule.missed if rule is not None and rule.missed is not None else title
            lines = (*before.lines, line.id) if before else (line.id,)
            found[line.decision] = Must(line.decision, lines, title, missed, judged)
        return tuple(found.values())

    def _only_safe(self, line: Utterance) -> bool:
        assert line.decision is not None
        verdict = self._assessment.verdicts[line.decision]
        others = {option.value for option in self._book.decision(line.decision).options} - {line.value}
        return bool(others) and others <= set(verdict.unsafe)

    def model(self, turn: int) -> tuple[Utterance, ...]:
        """Return what a good colleague says in a turn: what must be said, then the author's first choices, in order."""
        must = {name for one in self.musts for name in one.lines}
        chosen = sorted(self.helpful(turn), key=lambda line: line.id not in must)[:LIMIT]
        return tuple(sorted(chosen, key=lambda line: (PHASE[line.role], line.role == "safety_net")))

    def pairs(self, lines: Iterable[Utterance]) -> tuple[int, int]:
        """Return how many pairs of helpful lines stand in the right order, and how many have an order at all.

        Two lines of the same phase have no order between them, so nothing is given or taken for their places.
        """
        phases = [PHASE[line.role] for line in lines if self.judged[line.id].kind == "helpful"]
        ordered = [(a, b) for n, a in enumerate(phases) for b in phases[n + 1 :] if a != b]
        return sum(a < b for a, b in ordered), len(ordered)


def _kind(grade: str, role: Role) -> Kind:
    match grade:
        case "best":
            return "helpful"
        case "acceptable":
            return "fair"
        case "unsafe":
            return "unsafe"
        case "too_much":
            return "harmful"
    return "idle" if role in _SPENDS_TIME else "harmful"
