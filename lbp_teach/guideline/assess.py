"""Run every rule on a patient and resolve what they say into decisions: the derived answer key."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from lbp_teach.edition import EDITION
from lbp_teach.guideline.accuracy import figures
from lbp_teach.guideline.evaluate import Context, looks_at
from lbp_teach.guideline.facts import Facts, keys
from lbp_teach.guideline.model import (
    Concept,
    Conflict,
    Decision,
    Finding,
    Guideline,
    Manoeuvre,
    Parameter,
    Question,
    Rule,
    Scalar,
    Statement,
)
from lbp_teach.guideline.ready import Ready, Run, Trace
from lbp_teach.guideline.verdict import Outcome as Outcome
from lbp_teach.guideline.verdict import Verdict as Verdict
from lbp_teach.guideline.verdict import resolve as resolve
from lbp_teach.guideline.weights import Weight
from lbp_teach.text import Lang, Text, number, placeholders, same

#: How many patients a book remembers what was said of; a case has fewer visits.
REMEMBERED = 24


@dataclass(frozen=True)
class Assessment:
    """All verdicts over one patient at one visit, and what had to be asked and examined.

    Attributes:
        edition: the edition that was read.
        verdicts: by decision id: the decisions a case asks for, and all others where they were wanted.
        process: the rules that say what had to be asked and examined.
        outcomes: every rule that was run.
    """

    edition: str
    verdicts: dict[str, Verdict]
    process: tuple[Outcome, ...]
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True)
class BoardCard:
    """What stands together on the learner's board.

    Attributes:
        id: id of the card.
        icon: name of its drawing.
        axis: its name.
        prompt: its question.
        singles: choices that must all be made.
        rows: rows of a table, each of which may be left open.
        quoted: whether the rows are sentences to the patient.
    """

    id: str
    icon: str
    axis: Text
    prompt: Text
    singles: tuple[Decision, ...]
    rows: tuple[Decision, ...]
    quoted: bool


@dataclass(frozen=True)
class _Plan:
    """The rules of an edition, ready to be run, and which of them, by place, say something about each decision."""

    rules: tuple[tuple[Rule, Run], ...]
    about: dict[str, tuple[int, ...]]


class Book:
    """The guideline, indexed; the object that everything which needs the medicine is handed."""

    def __init__(self, guideline: Guideline) -> None:
        """Index the guideline by id."""
        self.guideline = guideline
        self._filled: dict[tuple[str, str], Text] = {}
        self._touching: dict[str, tuple[str, ...]] = {}
        self._assessed: dict[object, Assessment] = {}
        self._readied: dict[str, Ready] = {}
        self._plans: dict[tuple[str, bool], _Plan] = {}
        self.findings: dict[str, Finding] = {f.id: f for f in guideline.findings.findings}
        self.concepts: dict[str, Concept] = {c.id: c for c in guideline.concepts}
        self.parameters: dict[str, Parameter] = {p.id: p for p in guideline.parameters}
        self.statements: dict[str, Statement] = {s.id: s for s in guideline.statements}
        self.conflicts: dict[str, Conflict] = {c.id: c for c in guideline.conflicts}
        self.decisions: dict[str, Decision] = {d.id: d for d in guideline.decisions if d.asked}
        self.advice: dict[str, Decision] = {d.id: d for d in guideline.decisions if not d.asked}
        self.weights: dict[str, Weight] = {w.id: w for w in guideline.weights}
        self._asked_rules = tuple(r for r in guideline.rules if not r.then or set(r.then) & set(self.decisions))
        self.questions: dict[str, Question] = {q.id: q for q in guideline.questions}
        self.manoeuvres: dict[str, Manoeuvre] = {m.id: m for m in guideline.manoeuvres}

    def forget(self) -> None:
        """Forget what was said of patients, so that a measurement measures the first time."""
        self._assessed.clear()

    @cached_property
    def board(self) -> dict[str, BoardCard]:
        """Return the cards that a case asks for, in the order in which every learner sees them."""
        named = {card.id: card for card in self.guideline.cards}
        on_card: dict[str, list[Decision]] = {}
        for decision in self.decisions.values():
            on_card.setdefault(decision.card, []).append(decision)
        found = {}
        for name, decisions in on_card.items():
            card, first = named.get(name), decisions[0]
            found[name] = BoardCard(
                id=name,
                icon=(card and card.icon) or first.icon,
                axis=(card and card.axis) or first.axis,
                prompt=(card and card.prompt) or first.prompt,
                singles=tuple(d for d in decisions if not d.row),
                rows=tuple(d for d in decisions if d.row),
                quoted=bool(card and card.quoted),
            )
        return found

    @cached_property
    def figures(self) -> dict[str, Text]:
        """Return the numbers of the accuracy table, and those that follow from it, by the names that texts use."""
        return figures(self.guideline.accuracies)

    @cached_property
    def usual(self) -> dict[str, Scalar]:
        """Return what is true of a patient who is otherwise well, by fact key."""
        return {name: finding.default for finding in self.guideline.findings.findings for name in keys(finding)}

    @cached_property
    def at_the_door(self) -> frozenset[str]:
        """Return the findings that are known before a visit begins."""
        return frozenset(finding.id for finding in self.guideline.findings.findings if finding.door)

    @cached_property
    def question_of(self) -> dict[str, Question]:
        """Return, for each finding of the history, the first question that reveals it."""
        found: dict[str, Question] = {}
        for question in self.guideline.questions:
            for finding in question.findings:
                found.setdefault(finding, question)
        return found

    @cached_property
    def manoeuvre_of(self) -> dict[str, Manoeuvre]:
        """Return, for each finding of the examination, the manoeuvre that reveals it."""
        return {finding: m for m in self.guideline.manoeuvres for finding in m.findings}

    @cached_property
    def findings_of_concept(self) -> dict[str, frozenset[str]]:
        """Return which findings each concept looks at."""
        return {c.id: frozenset(t.finding for t in looks_at(c.when, self.concepts)) for c in self.guideline.concepts}

    @cached_property
    def findings_of_rule(self) -> dict[str, frozenset[str]]:
        """Return which findings each rule looks at."""
        return {r.id: frozenset(t.finding for t in looks_at(r.when, self.concepts)) for r in self.guideline.rules}

    def decision(self, name: str) -> Decision:
        """Return a decision, whether a case asks for it or not; raises KeyError for an unknown one."""
        return self.decisions.get(name) or self.advice[name]

    def conflicts_of(self, statement: Statement) -> tuple[str, ...]:
        """Return every disagreement that touches a statement, also through a threshold that its text names."""
        known = self._touching.get(statement.id)
        if known is None:
            through = [c for name in placeholders(statement.text) for c in self._conflicts_of_parameter(name)]
            known = self._touching[statement.id] = tuple(dict.fromkeys([*statement.conflicts, *through]))
        return known

    def _conflicts_of_parameter(self, name: str) -> tuple[str, ...]:
        return self.parameters[name].conflicts if name in self.parameters else ()

    def words(self, text: Text, edition: str = EDITION) -> Text:
        """Return a text with its `{parameters}` filled in for an edition."""
        if "{" not in text.da:
            return text
        known = self._filled.get((text.da, edition))
        if known is not None:
            return known
        values: dict[str, str | int | float | Text] = {}
        for name, parameter in self.parameters.items():
            if "{" + name + "}" in text.da:
                values[name] = amount(parameter.value(edition))
        # Most texts name thresholds only; the figures of the accuracy table are worked out when first met.
        if any(name not in values for name in placeholders(text)):
            values |= self.figures
        filled = self._filled[text.da, edition] = text.format(**values)
        return filled

    def context(self, facts: Facts, edition: str = EDITION, choices: dict[str, str] | None = None) -> Context:
        """Return what conditions are evaluated against."""
        return Context(facts, self._ready(edition), choices or {})

    def _ready(self, edition: str) -> Ready:
        known = self._readied.get(edition)
        if known is None:
            named = self.guideline
            of_rules = (*(r.when for r in named.rules), *(c.when for c in named.concepts))
            others = (*(c.when for c in named.contradictions), *(f.when for f in named.flags))
            conditions = (*of_rules, *others)
            lasting = frozenset(id(condition) for condition in conditions)
            known = Ready(self.findings, self.concepts, self.parameters, edition, lasting)
            self._readied[edition] = known
        return known

    def _plan(self, edition: str, advice: bool) -> _Plan:
        known = self._plans.get((edition, advice))
        if known is None:
            among = self.guideline.rules if advice else self._asked_rules
            rules = tuple(rule for rule in among if not rule.editions or edition in rule.editions)
            wanted = {**self.decisions, **self.advice} if advice else self.decisions
            about = {name: tuple(at for at, rule in enumerate(rules) if name in rule.then) for name in wanted}
            ready = self._ready(edition)
            known = _Plan(tuple((rule, ready.run(rule.when)) for rule in rules), about)
            self._plans[edition, advice] = known
        return known

    def edition_label(self, edition: str, lang: Lang) -> str:
        """Return the edition as a learner reads it."""
        return next(e.label(lang) for e in self.guideline.editions if e.id == edition)


def amount(value: float | tuple[float, float]) -> Text:
    """Return a threshold as it is written: a number, or both ends of a range."""
    if not isinstance(value, tuple):
        return number(value)
    low, high = (f"{v:g}" for v in value)
    return same(f"{low}–{high}")


def assess(book: Book, facts: Facts, edition: str = EDITION, *, advice: bool = False) -> Assessment:
    """Run the guideline on a patient.

    Args:
        book: the guideline.
        facts: what is known of the patient; findings that are missing count as not asked or not examined.
        edition: `DSAM2026`, or `RSD2024` for the regional overlay.
        advice: also answer what a case does not ask of the learner: each medicine, each intervention, work, words.

    Returns:
        A verdict for every decision, and the process rules, each with the trace of how it came out.
    """
    # Marks, debrief and the reading of the way ask about the same patient at the same visit again and again.
    asked = (frozenset(facts.items()), edition, advice)
    known = book._assessed.get(asked)
    if known is None:
        while len(book._assessed) >= REMEMBERED:
            book._assessed.pop(next(iter(book._assessed)))
        known = book._assessed[asked] = _assess(book, facts, edition, advice)
    return known


def _assess(book: Book, facts: Facts, edition: str, advice: bool) -> Assessment:
    plan = book._plan(edition, advice)
    known: dict[str, Trace] = {}
    outcomes = tuple([Outcome(rule, run(facts, known, {})) for rule, run in plan.rules])
    verdicts = {name: resolve(name, [outcomes[at] for at in said]) for name, said in plan.about.items()}
    process = tuple([o for o in outcomes if o.rule.ask or o.rule.examine])
    return Assessment(edition, verdicts, process, outcomes)
