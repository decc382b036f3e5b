"""Does every clause of the guideline matter by itself (MC/DC)? The rules are read; nothing is listed by hand.

A clause is a leaf of the condition of a rule or a concept: a test of one finding, or a named concept. A test of either
or both sides is two clauses, one for each side. Clauses may be coupled: two of them may look at one finding, directly
or inside the concepts that they name. Independence is therefore defined on the level of findings:

A clause matters by itself when there are two patients who differ only in findings that this clause looks at; the
clause is true in one of them and not in the other; the outcome of the whole condition (true or not true) differs as
well; and the difference comes through this clause. That is so in two grades:

* alone: in both patients the outcome is left to this clause (on the way to the root every other part of an `all` is
  true, of an `any` is not, and of a count exactly one too few are true), and all other clauses come out the same
  (unique-cause MC/DC).
* coupled: another clause that shares a finding changes, too, but either the outcome is left to this clause in both
  patients all the same (masking MC/DC), or there are two further patients, in whom it is left to it: one in whom the
  clause is true, and one in whom it is not. Then neither could the clause be struck nor replaced by "always".

A clause of the grade never is neither: it can be struck. That is a finding about the guideline.

Everything is known of these patients, unless nobody of whom everything is known can exist (`contradictions.yaml`):
then the other findings are left unasked, and where that does not help either, the pair is impossible.

Both patients of every pair are run through the evaluator of the toolkit, on the condition as the guideline has it.

    python tests/spec/mutation.py --mcdc
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spec.conditions import Owner, Place, clauses, nodes, owners, sides_apart, spelled
from spec.patients import Goal, Search, TooLong, difference, left_open

from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.evaluate import evaluate, looks_at, threshold
from lbp_teach.guideline.facts import keys
from lbp_teach.guideline.model import SIDES, ConceptIs, Condition, CountOf, FindingIs, Scalar
from lbp_teach.logic import Truth

Patient = dict[str, Scalar]


@dataclass(frozen=True)
class Shown:
    """What was found about one clause.

    Attributes:
        owner: the rule or concept.
        where: the place of the clause and the clause.
        grade: alone, coupled, never, or given_up where the search ran into its limit.
        pair: the patient in whom the clause is true, and the one in whom it is not.
        patients: known, partly_known (something is not asked or examined) or impossible.
    """

    owner: Owner
    where: str
    grade: str
    pair: tuple[Patient, Patient] | None = None
    patients: str = "known"

    @property
    def matters(self) -> bool:
        return self.grade in ("alone", "coupled")

    def __str__(self) -> str:
        return f"{self.owner}: {self.where}: {self.grade}"


def facts_of(clause: FindingIs | ConceptIs, book: Book) -> frozenset[str]:
    """Return the facts that a clause looks at."""
    if isinstance(clause, FindingIs) and clause.side in SIDES:
        return frozenset({f"{clause.finding}@{clause.side}"})
    return facts_of_all(clause, book)


def facts_of_all(condition: Condition, book: Book) -> frozenset[str]:
    """Return the facts that a condition looks at."""
    return frozenset(k for test in looks_at(condition, book.concepts) for k in keys(book.findings[test.finding]))


def counts_in(condition: Condition, search: Search) -> dict[int, int]:
    """Return what each count of a condition needs, by the identity of its node."""
    context = search.book.context({}, search.edition)
    return {id(n): int(threshold(n.count, context)) for _, n in nodes(condition) if isinstance(n, CountOf)}


def holds(condition: Condition, patient: Patient, search: Search) -> bool:
    """Ask the evaluator of the toolkit."""
    return evaluate(condition, search.book.context(patient, search.edition)).truth is Truth.TRUE


def show(owner: Owner, apart: Condition, place: Place, clause: FindingIs | ConceptIs, search: Search) -> Shown:
    """Look for a pair of patients that shows that a clause matters, and verify it."""
    where, own = spelled(apart, place), facts_of(clause, search.book)
    rest = list(left_open(apart, place, counts_in(apart, search)))
    change = [Goal(clause, True, 0), Goal(clause, False, 1)]
    left = [Goal(c, True, v) for c in rest for v in (0, 1)]
    try:
        pair = search.find([*change, *left], differ=own, versions=2)
        both = [[Goal(clause, up), *(Goal(c, True) for c in rest)] for up in (True, False)]
        if pair is None and all(search.find(goals) for goals in both):
            outcomes = ([Goal(apart, up, 0), Goal(apart, not up, 1)] for up in (True, False))
            pairs = (search.find([*change, *outcome], differ=own, versions=2) for outcome in outcomes)
            pair = next((found for found in pairs if found is not None), None)
    except TooLong:
        return Shown(owner, where, "given_up")
    if pair is None:
        return Shown(owner, where, "never")
    return verified(owner, apart, place, clause, (pair[0], pair[1]), search)


def verified(
    owner: Owner,
    apart: Condition,
    place: Place,
    clause: FindingIs | ConceptIs,
    pair: tuple[Patient, Patient],
    search: Search,
) -> Shown:
    """Run a pair through the evaluator and grade what it shows; raises AssertionError where it shows nothing."""
    where, own = spelled(apart, place), facts_of(clause, search.book)
    patients = "known"
    if not all(search.possible(patient) for patient in pair):
        others = frozenset().union(*(facts_of_all(c, search.book) for c in (owner.when, *search.impossible))) - own
        unasked = tuple({k: v for k, v in patient.items() if k not in others} for patient in pair)
        patients = "impossible"
        if all(search.possible(p) for p in unasked) and len({holds(owner.when, p, search) for p in unasked}) == 2:
            pair, patients = (unasked[0], unasked[1]), "partly_known"
    one, other = pair
    assert set(difference(one, other)) <= own, f"{owner}: {where}: too much differs"
    assert (holds(clause, one, search), holds(clause, other, search)) == (True, False), f"{owner}: {where}: clause"
    assert holds(owner.when, one, search) != holds(owner.when, other, search), f"{owner}: {where}: outcome"
    beside = [c for p, c in clauses(apart) if p != place]
    same = all(holds(c, one, search) == holds(c, other, search) for c in beside)
    return Shown(owner, where, "alone" if same else "coupled", pair, patients)


def examine(book: Book, chosen: Sequence[Owner] | None = None) -> Iterator[Shown]:
    """Yield what was found about every clause of the guideline."""
    searches: dict[str, Search] = {}
    for owner in owners(book) if chosen is None else chosen:
        edition = owner.editions[0]
        search = searches.setdefault(edition, Search(book, edition))
        apart = sides_apart(owner.when, book)
        for place, clause in clauses(apart):
            yield show(owner, apart, place, clause, search)


def report(shown: Sequence[Shown]) -> str:
    """Return the counts, and every clause that does not matter."""
    lines = ["MC/DC of the guideline"]
    for kind in ("concept", "rule"):
        mine = [s for s in shown if s.owner.kind == kind]
        grades = Counter(s.grade for s in mine)
        said = ", ".join(f"{n} {grade}" for grade, n in sorted(grades.items()))
        lines.append(f"  {len({s.owner.id for s in mine})} {kind}s with {len(mine)} clauses: {said}")
    for kind in ("partly_known", "impossible"):
        some = [s for s in shown if s.matters and s.patients == kind]
        lines += [f"  shown only with patients who are {kind}: {len(some)}", *(f"    {s}" for s in some)]
    lost = [s for s in shown if not s.matters]
    matter = len(shown) - len(lost)
    lines.append(f"  clauses that matter: {matter} of {len(shown)} ({100 * matter / max(1, len(shown)):.1f} %)")
    return "\n".join([*lines, *(f"    {s}" for s in lost)])
