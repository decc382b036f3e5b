"""The marks of what was decided: choices, steps of a scale, and rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lbp_teach.guideline.assess import Assessment, Book, Outcome, Verdict
from lbp_teach.guideline.facts import Facts
from lbp_teach.guideline.model import TIERS, Decision
from lbp_teach.guideline.weights import Kind
from lbp_teach.play import Choice
from lbp_teach.scoring.kinds import choice_points, is_near, row_points
from lbp_teach.scoring.model import Grade, Harm, Item, Mark
from lbp_teach.what_if import what_if

_MARKS: dict[Grade, Mark] = {
    "best": "right",
    "acceptable": "partly",
    "near": "partly",
    "too_much": "too_much",
    "wrong": "wrong",
}


def worth(decision: Decision, book: Book) -> int:
    """Return the points that a decision can give."""
    return decision.weight * book.weights["row" if decision.row else "choice"].value


def kind_of(decision: Decision) -> Kind:
    """Return which formula a decision is marked by."""
    return "row" if decision.row else "ordinal" if decision.ordinal else "choice"


def decision_items(
    index: int,
    key: Assessment,
    choices: Mapping[str, Choice],
    truth: Facts,
    book: Book,
    *,
    explain: bool,
    known: Facts | None = None,
) -> list[Item]:
    """Return the marks of what was decided at a visit, in the order of the board.

    Args:
        index: which visit, from 0.
        key: what the guideline says of the patient.
        choices: what was decided.
        truth: everything that is true of the patient.
        book: the guideline.
        explain: whether to compute what would have changed each decision that went wrong; of a row only where it was
            critical, because a table has many.
        known: what the learner knew; None where that is everything.
    """
    items = []
    unseen = _Unseen(truth, known)
    for name, decision in book.decisions.items():
        verdict, choice = key.verdicts[name], choices.get(name)
        grade = _graded(verdict, choice, decision)
        mark, points, harm = _marked(verdict, choice, grade, decision, book)
        wrong = ("critical",) if decision.row else ("critical", "too_much", "wrong")
        outcomes = _explaining(verdict, choice, grade, harm)
        speaks_for, speaks_against = arguments(verdict, choice)
        items.append(
            Item(
                index,
                "decision",
                name,
                mark,
                points,
                worth(decision, book),
                kind_of(decision),
                choice,
                verdict.best,
                harm,
                outcomes,
                speaks_for,
                speaks_against,
                unseen.behind((*outcomes, *speaks_for, *speaks_against)),
                what_if=what_if(book, truth, name, key.edition) if explain and mark in wrong else (),
                grade=grade,
            )
        )
    return items


class _Unseen:
    """The facts behind rules that the learner did not know, looked up once for each rule: it is behind many marks."""

    def __init__(self, truth: Facts, known: Facts | None) -> None:
        self._hidden = frozenset() if known is None else truth.keys() - known.keys()
        self._of: dict[int, tuple[str, ...]] = {}

    def behind(self, outcomes: Iterable[Outcome]) -> tuple[str, ...]:
        """Return the facts that decided any of the rules and were not known, each once."""
        if not self._hidden:
            return ()
        found: dict[str, None] = {}
        for outcome in outcomes:
            facts = self._of.get(id(outcome))
            if facts is None:
                facts = self._of[id(outcome)] = tuple([fact for fact in outcome.facts if fact in self._hidden])
            for fact in facts:
                found[fact] = None
        return tuple(found)


def _graded(verdict: Verdict, choice: Choice | None, decision: Decision) -> Grade | None:
    if choice is None:
        return None
    grade: Grade = verdict.grade(choice.value)  # type: ignore[assignment]
    if grade == "wrong" and decision.ordinal:
        scale = [option.value for option in decision.options]
        return "near" if is_near(choice.value, verdict.best, scale) else grade
    return grade


def _marked(
    verdict: Verdict, choice: Choice | None, grade: Grade | None, decision: Decision, book: Book
) -> tuple[Mark, int, Harm | None]:
    """Return what a choice came to, its points, and the harm of a critical one."""
    if choice is None or grade is None:
        return "missing", 0, None
    of = worth(decision, book)
    points = row_points(grade, of, len(decision.options)) if decision.row else choice_points(grade, of, book.weights)
    if grade == "unsafe":
        return "critical", points, "under"
    if grade == "too_much" and _harming(verdict, choice.value):
        return "critical", points, "over"
    return _MARKS[grade], points, None


def _harming(verdict: Verdict, value: str) -> list[Outcome]:
    """Return the rules that say that this much more than needed harms the patient."""
    return [o for o in verdict.against if value in o.rule.harms.get(verdict.decision, ())]


def _explaining(verdict: Verdict, choice: Choice | None, grade: Grade | None, harm: Harm | None) -> tuple[Outcome, ...]:
    """Return the rules that explain a mark: those against the chosen value first, then those for the best one."""
    if choice is None or grade not in ("unsafe", "too_much"):
        return verdict.reasons
    against = [o for o in verdict.against if choice.value in getattr(o.rule.then[verdict.decision], grade)]
    # The strongest rule explains; a general one only repeats it. What harms comes before what is merely too much.
    harming = _harming(verdict, choice.value) if harm == "over" else []
    against.sort(key=lambda o: (not _among(o, harming), TIERS.index(o.rule.tier)))
    return tuple({o.rule.id: o for o in [*against, *verdict.reasons]}.values())


def arguments(verdict: Verdict, choice: Choice | None) -> tuple[tuple[Outcome, ...], tuple[Outcome, ...]]:
    """Return the rules that hold for the patient and speak for what was chosen, and those that speak against it.

    A rule of the winning tier that recommends only other values speaks against it, too.
    """
    if choice is None:
        return (), ()
    value, speaks_for, speaks_against = choice.value, [], []
    for outcome in verdict.fired:
        effect = outcome.rule.then[verdict.decision]
        if value in (*effect.best, *effect.acceptable):
            speaks_for.append(outcome)
        elif value in (*effect.unsafe, *effect.too_much) or (effect.best and _among(outcome, verdict.reasons)):
            speaks_against.append(outcome)
    return tuple(speaks_for), tuple(speaks_against)


def _among(outcome: Outcome, others: Iterable[Outcome]) -> bool:
    """Return whether it is one of them, by identity: comparing all that led to each is slow."""
    return any(outcome is other for other in others)
