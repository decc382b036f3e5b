"""Do the scenarios notice when the guideline is wrong? Faults are put into it one at a time (`mutants`).

A fault is killed when one scenario of `tests/spec/*.yaml` fails, by the comparison that `test_spec` itself makes. Only
scenarios in which the faulty rule or concept comes out otherwise are run (`pool` finds them), only the outcomes that
change are evaluated again, and the evaluator and the resolution of tiers are those of the toolkit.

A fault that no scenario kills is equivalent, and left out of the count, when it changes nothing in 10,000 random
patients who can exist, some of them only partly known: no grade of any value of any decision and no item of the
work-up for a rule, and not the truth of the concept for a concept. There is no list of exceptions. For every other
survivor a patient with few unusual findings is named in whom the fault shows: a scenario with that patient kills it.

    python tests/spec/mutation.py            the guideline
    python tests/spec/mutation.py --code     the evaluator (`mutation_code`)
    python tests/spec/mutation.py --mcdc     whether every clause matters (`mcdc`)
"""

from __future__ import annotations

import argparse
import copy
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from spec import mcdc, test_spec
from spec.mutants import GRADES, Mutant, mutants
from spec.pool import Bits, Changes, Pool, as_changes, ones, random_patients

from lbp_teach import content
from lbp_teach.guideline.assess import Assessment, Book, Outcome, Verdict, assess, resolve
from lbp_teach.guideline.evaluate import Context, Trace, deciding, evaluate
from lbp_teach.guideline.facts import UNKNOWN
from lbp_teach.guideline.model import ConceptIs, Rule, Scalar
from lbp_teach.guideline.ready import Ready
from lbp_teach.logic import Truth

PATIENTS = 10_000
ENOUGH = 95.0


class Asked(dict[str, Verdict]):
    """Verdicts that remember which of them a scenario looks at."""

    def __init__(self, verdicts: Mapping[str, Verdict]) -> None:
        super().__init__(verdicts)
        self.looked: set[str] = set()

    def __getitem__(self, name: str) -> Verdict:
        self.looked.add(name)
        return super().__getitem__(name)


class Kept(Outcome):
    """An outcome that works out only once which facts decided it; nothing else is otherwise."""

    @cached_property
    def facts(self) -> tuple[str, ...]:  # type: ignore[override]
        return deciding(self.trace)


@dataclass
class Case:
    """A scenario, and what the guideline as it is says in it.

    Attributes:
        scenario: as it is written.
        facts: the patient.
        edition: the edition.
        result: what the guideline says.
        looked: the decisions it looks at.
        about: what the rules say about each decision.
        known: how each concept came out.
        passes: whether it holds of the guideline as it is.
    """

    scenario: dict[str, Any]
    facts: dict[str, Scalar]
    edition: str
    result: Assessment
    looked: frozenset[str]
    about: dict[str, list[Outcome]]
    known: dict[str, Trace]
    passes: bool

    @property
    def wants_missing(self) -> bool:
        return "ask_for" in self.scenario["expect"]

    @property
    def concepts(self) -> frozenset[str]:
        return frozenset(self.scenario["expect"].get("concept", {}))


def fails(scenario: dict[str, Any], facts: dict[str, Scalar], result: Assessment, book: Book) -> bool:
    """Return whether a scenario fails, by its own test, when the guideline says this."""
    kept = test_spec.assess
    test_spec.assess = lambda *_, **__: result  # type: ignore[attr-defined]
    try:
        test_spec.compare(scenario, facts, book)
    except (AssertionError, KeyError):  # a decision that does not exist is not answered as expected
        return True
    finally:
        test_spec.assess = kept  # type: ignore[attr-defined]
    return False


def kept(result: Assessment) -> Assessment:
    """Return the same assessment, made of outcomes that keep what they worked out."""
    new = {o.rule.id: Kept(o.rule, o.trace) for o in result.outcomes}

    def same(some: Iterable[Outcome]) -> tuple[Outcome, ...]:
        return tuple(new[o.rule.id] for o in some)

    verdicts = {
        name: replace(v, reasons=same(v.reasons), against=same(v.against), open=same(v.open))
        for name, v in result.verdicts.items()
    }
    return Assessment(result.edition, verdicts, same(result.process), same(result.outcomes))


def case_of(scenario: dict[str, Any], book: Book) -> Case:
    """Run the guideline as it is on a scenario."""
    facts, edition = test_spec.patient(scenario, book), scenario.get("edition", "DSAM2026")
    result = kept(assess(book, facts, edition, advice=True))
    asked = Asked(result.verdicts)
    failed = fails(scenario, facts, replace(result, verdicts=asked), book)
    context = book.context(facts, edition)
    known = {name: evaluate(concept.when, context) for name, concept in book.concepts.items()}
    about: dict[str, list[Outcome]] = {name: [] for name in result.verdicts}
    for outcome in result.outcomes:
        for name in outcome.rule.then:
            about[name].append(outcome)
    return Case(scenario, facts, edition, result, frozenset(asked.looked), about, known, not failed)


class Trial:
    """The guideline, its faults, and the scenarios that should notice them."""

    def __init__(self, book: Book, scenarios: Iterable[dict[str, Any]]) -> None:
        """Run every scenario on the guideline as it is."""
        self.book = book
        self.cases = [case_of(scenario, book) for scenario in scenarios]
        self.mutants = list(mutants(book))
        extra = {name: p for m in self.mutants for name, p in m.parameters.items()}
        self.parameters = {**book.parameters, **extra}
        whole = test_spec.well(book)
        self.pool = Pool(book, whole, [(as_changes(c.facts, whole), c.edition) for c in self.cases], self.parameters)
        self.base = {rule.id: self.pool.rule(rule) for rule in book.guideline.rules}
        self.rests_on = {rule.id: self.pool.rests_on(rule) for rule in book.guideline.rules}
        self.wants_missing = sum(1 << n for n, case in enumerate(self.cases) if case.wants_missing)

    def killer(self, mutant: Mutant) -> str | None:
        """Return the name of a scenario that fails with a fault, or None."""
        touched = self._touched(mutant)
        rules = self._rules(mutant, touched)
        changed: dict[str, int] = {}
        other: dict[str, Bits] = {}
        if mutant.concept:
            other[mutant.concept.id] = self.pool.bits(mutant.concept.when)
        for rule in rules:
            changed[rule.id] = self._changed(mutant, rule, other, touched)
        named = 0
        for name in touched:
            differs = self.pool.bits(ConceptIs(concept=name), other, touched).differ(self.pool.concept(name))
            named |= differs & self._naming.get(name, 0)
        some = named
        for bits in changed.values():
            some |= bits
        book = self._book(mutant)
        for number in ones(some):
            case = self.cases[number]
            mine = [rule for rule in rules if changed[rule.id] >> number & 1]
            if case.passes and self._fails(case, mutant, mine, touched, book, asked=bool(named >> number & 1)):
                return str(case.scenario["name"])
        return None

    def _touched(self, mutant: Mutant) -> frozenset[str]:
        return self.pool.users[mutant.concept.id] if mutant.concept else frozenset()

    def _rules(self, mutant: Mutant, touched: frozenset[str]) -> list[Rule]:
        if mutant.rule:
            return [mutant.rule]
        return [rule for rule in self.book.guideline.rules if self.rests_on[rule.id] & touched]

    def _changed(self, mutant: Mutant, rule: Rule, other: dict[str, Bits], touched: frozenset[str]) -> int:
        """Return the scenarios in which what a rule says may be otherwise."""
        base = self.base[rule.id]
        if mutant.same_condition:
            return self.pool.everyone & ~base.false
        now = self.pool.rule(rule, other, touched)
        unknown = self.pool.everyone & ~(base.true | base.false)
        return now.differ(base) | (unknown & self.wants_missing)

    def _book(self, mutant: Mutant) -> Book:
        book = copy.copy(self.book)
        book._readied, book._plans = {}, {}  # what was made ready from the healthy guideline
        book.parameters = {**book.parameters, **mutant.parameters}
        if mutant.concept:
            book.concepts = {**book.concepts, mutant.concept.id: mutant.concept}
        return book

    def _fails(
        self, case: Case, mutant: Mutant, rules: list[Rule], touched: frozenset[str], book: Book, *, asked: bool
    ) -> bool:
        known = dict(case.known)
        for name in touched:
            del known[name]
        ready = Ready(book.findings, book.concepts, book.parameters, case.edition)
        context = Context(case.facts, ready, {}, known)
        new = {rule.id: Outcome(rule, evaluate(rule.when, context)) for rule in rules}
        every = case.wants_missing
        decisions = {name for rule in rules for name in rule.then if every or name in case.looked}
        work = any(rule.ask or rule.examine or self._did_ask(rule) for rule in rules)
        if not decisions and not work and not asked:
            return False
        verdicts = dict(case.result.verdicts)
        for name in decisions:
            verdicts[name] = resolve(name, [new.get(o.rule.id, o) for o in case.about[name]])
        outcomes = tuple(new.get(o.rule.id, o) for o in case.result.outcomes) if work else case.result.outcomes
        # In another order, which says nothing: `process` is those of all outcomes that ask or examine.
        process = case.result.process
        if work:
            same = (o for o in process if o.rule.id not in new)
            process = (*same, *(o for o in new.values() if o.rule.ask or o.rule.examine))
        return fails(case.scenario, case.facts, Assessment(case.edition, verdicts, process, outcomes), book)

    @cached_property
    def _naming(self) -> dict[str, int]:
        """Return which scenarios expect something of each concept."""
        found: dict[str, int] = {}
        for number, case in enumerate(self.cases):
            for name in case.concepts:
                found[name] = found.get(name, 0) | 1 << number
        return found

    @cached_property
    def _asking(self) -> frozenset[str]:
        return frozenset(rule.id for rule in self.book.guideline.rules if rule.ask or rule.examine)

    def _did_ask(self, rule: Rule) -> bool:
        return rule.id in self._asking


# ---- faults that change nothing ----


Said = tuple[frozenset[str], ...]


class Shows(NamedTuple):
    """In what a fault shows, and in which patients."""

    shows: str
    bits: int


class Crowd:
    """Random patients, and whether a fault shows in any of them."""

    def __init__(self, trial: Trial, shown: Sequence[mcdc.Shown] | None = None) -> None:
        """Make the patients, from what `mcdc` has shown where that is known already."""
        self.book = trial.book
        shown = list(mcdc.examine(trial.book)) if shown is None else shown
        self.pool = random_patients(trial.book, shown, PATIENTS, trial.parameters)
        self.base = {rule.id: self.pool.rule(rule) for rule in trial.book.guideline.rules}
        self._classes: dict[str, list[tuple[list[Outcome], int, Said]]] = {}

    def find(self, mutant: Mutant) -> Shows | None:
        """Return in what and in which patients a fault shows, or None where it is equivalent."""
        if mutant.concept:
            now, base = self.pool.bits(mutant.concept.when), self.pool.concept(mutant.concept.id)
            return Shows(f"concept {mutant.concept.id}", now.differ(base)) if now != base else None
        assert mutant.rule is not None
        rule, was = mutant.rule, next(r for r in self.book.guideline.rules if r.id == mutant.rule.id)
        now, base = self.pool.rule(rule), self.base[rule.id]
        for name in rule.then:
            found = self._decision(name, rule, now, base, same=mutant.same_condition)
            if found:
                return Shows(name, found)
        for finding in (*was.ask, *was.examine):
            asked_now = now.true if finding in (*rule.ask, *rule.examine) else 0
            found = (asked_now ^ base.true) & ~self._asked_by_others(finding, rule.id)
            if found:
                return Shows(f"work-up {finding}", found)
        return None

    def witness(self, mutant: Mutant) -> str | None:
        """Return in what and in whom a fault shows, in words, or None where it is equivalent."""
        found = self.find(mutant)
        if found is None:
            return None
        some = (self.pool.patients[n] for n in ones(found.bits))
        patient, edition = min(some, key=lambda p: (UNKNOWN in p[0].values(), len(p[0])))
        unusual = ", ".join(f"{k}: {v}" for k, v in self._fewest(mutant, found.shows, patient, edition).items())
        return f"{found.shows} of {{{unusual}}} in {edition}"

    def _fewest(self, mutant: Mutant, shows: str, patient: Changes, edition: str) -> Changes:
        """Return the patient without what is unusual for no reason: the fault still shows, by the evaluator itself."""
        few = dict(patient)
        assert self._shows(mutant, shows, few, edition), f"{mutant}: does not show"
        for fact in patient:
            fewer = {k: v for k, v in few.items() if k != fact}
            if self._shows(mutant, shows, fewer, edition):
                few = fewer
        return few

    def _shows(self, mutant: Mutant, shows: str, patient: Changes, edition: str) -> bool:
        facts = {**self.pool.well, **patient}
        context = Context(facts, Ready(self.book.findings, self.book.concepts, self.pool.parameters, edition))
        impossible = self.book.guideline.contradictions
        if any(evaluate(c.when, context).truth is Truth.TRUE for c in impossible):
            return False
        if mutant.concept:
            was = self.book.concepts[mutant.concept.id]
            return evaluate(mutant.concept.when, context).truth is not evaluate(was.when, context).truth
        rules = [r for r in self.book.guideline.rules if not r.editions or edition in r.editions]
        new = [mutant.rule if mutant.rule and r.id == mutant.rule.id else r for r in rules]
        return _answer(shows, rules, context) != _answer(shows, new, context)

    def _decision(self, name: str, rule: Rule, now: Bits, base: Bits, *, same: bool) -> int:
        """Return patients in whom a value of a decision gets another grade."""
        for fired, patients, before in self._alike(name):
            others = [o for o in fired if o.rule.id != rule.id]
            was = len(others) < len(fired)
            some = patients & (now.true if same else now.true ^ base.true)
            # Where the rule held and the fault is in when it holds, it now does not, and the other way round.
            if some and said(resolve(name, [*others, *self._fires(rule)] if same or not was else others)) != before:
                return some
        return 0

    @staticmethod
    def _fires(rule: Rule) -> list[Outcome]:
        return [Outcome(rule, Trace(Truth.TRUE))]

    def _alike(self, name: str) -> list[tuple[list[Outcome], int, Said]]:
        """Return the patients by which rules about a decision hold in them, and the grades there."""
        if name not in self._classes:
            found: list[tuple[list[Outcome], int]] = [([], self.pool.everyone)]
            for rule in self.book.guideline.rules:
                if name in rule.then:
                    true = self.base[rule.id].true
                    fires = [([*fired, *self._fires(rule)], bits & true) for fired, bits in found]
                    found = [(f, b) for f, b in [*fires, *((f, b & ~true) for f, b in found)] if b]
            self._classes[name] = [(fired, bits, said(resolve(name, fired))) for fired, bits in found]
        return self._classes[name]

    def _asked_by_others(self, finding: str, rule: str) -> int:
        found = 0
        for other in self.book.guideline.rules:
            if other.id != rule and finding in (*other.ask, *other.examine):
                found |= self.base[other.id].true
        return found


def _answer(about: str, rules: Sequence[Rule], context: Context) -> object:
    """Return what rules say about a decision, or whether they have a finding asked for or examined."""
    name = about.removeprefix("work-up ")
    if name != about:
        asking = (r for r in rules if name in (*r.ask, *r.examine))
        return any(evaluate(r.when, context).truth is Truth.TRUE for r in asking)
    return said(resolve(name, [Outcome(r, evaluate(r.when, context)) for r in rules if name in r.then]))


def said(verdict: Verdict) -> Said:
    """Return the grade of every value."""
    return tuple(frozenset(getattr(verdict, grade)) for grade in GRADES)


# ---- the report ----


@dataclass(frozen=True)
class Result:
    """What became of the faults.

    Attributes:
        killed: the faults that a scenario notices.
        equivalent: the faults that change nothing.
        survived: the others, each with a patient in whom it shows.
        broken: scenarios that already fail of the guideline as it is, and so kill nothing.
        patients: how many random patients were tried.
        seconds: how long it took.
    """

    killed: tuple[Mutant, ...]
    equivalent: tuple[Mutant, ...]
    survived: tuple[tuple[Mutant, str], ...]
    broken: tuple[str, ...]
    patients: int
    seconds: float

    @property
    def percent(self) -> float:
        return 100 * len(self.killed) / max(1, len(self.killed) + len(self.survived))


def run(trial: Trial, crowd: Crowd | None = None) -> Result:
    """Put every fault into the guideline and see which are noticed."""
    start = time.monotonic()
    killed, unnoticed = [], []
    for mutant in trial.mutants:
        (killed if trial.killer(mutant) else unnoticed).append(mutant)
    crowd = crowd or Crowd(trial)
    shows = [(mutant, crowd.witness(mutant)) for mutant in unnoticed]
    return Result(
        tuple(killed),
        tuple(mutant for mutant, witness in shows if witness is None),
        tuple((mutant, witness) for mutant, witness in shows if witness is not None),
        tuple(str(case.scenario["name"]) for case in trial.cases if not case.passes),
        crowd.pool.size,
        time.monotonic() - start,
    )


def scenarios() -> list[dict[str, Any]]:
    """Return every scenario of the YAML files here."""
    return [param.values[0] for param in test_spec.SCENARIOS]


def already(broken: Sequence[str], most: int = 5) -> list[str]:
    """Return the scenarios that fail without any fault, the first of them by name."""
    return [f"  fail already: {len(broken)}", *(f"    {name}" for name in broken[:most])]


def report(result: Result, count: int) -> str:
    """Return the counts by operator, and every survivor."""
    total = len(result.killed) + len(result.equivalent) + len(result.survived)
    lines = [
        f"Mutation of the guideline: {total} faults (all, none sampled), {count} scenarios, {result.seconds:.0f} s",
        f"  equivalent in {result.patients} patients: {len(result.equivalent)}",
        f"  killed {len(result.killed)} of {len(result.killed) + len(result.survived)} ({result.percent:.1f} %)",
    ]
    gone, left = Counter(m.operator for m in result.killed), Counter(m.operator for m, _ in result.survived)
    same = Counter(m.operator for m in result.equivalent)
    for name in sorted({*gone, *left, *same}):
        lines.append(f"    {name:16} killed {gone[name]:5}  survived {left[name]:5}  equivalent {same[name]:5}")
    lines += already(result.broken)
    lines += [f"  survived: {mutant}; shows in {witness}" for mutant, witness in result.survived]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a report; the exit status says whether the gate is met."""
    parser = argparse.ArgumentParser(description="Do the scenarios notice when the guideline is wrong?")
    parser.add_argument("--code", action="store_true", help="faults in the evaluator instead of the guideline")
    parser.add_argument("--mcdc", action="store_true", help="whether every clause of the guideline matters by itself")
    chosen = parser.parse_args(arguments)
    book = content.library()
    if chosen.mcdc:
        shown = list(mcdc.examine(book))
        print(mcdc.report(shown))
        return int(any(not s.matters for s in shown))
    if chosen.code:
        from spec import mutation_code

        found = mutation_code.run(book)
        print(mutation_code.report(found))
        return int(found.percent < ENOUGH)
    result = run(Trial(book, scenarios()))
    print(report(result, len(scenarios())))
    return int(result.percent < ENOUGH)


if __name__ == "__main__":
    sys.exit(main())
