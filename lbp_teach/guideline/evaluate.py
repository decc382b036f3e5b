"""The evaluator: does a condition hold for what is known of a patient, and which facts decided it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lbp_teach.guideline.facts import Facts
from lbp_teach.guideline.model import Concept, ConceptIs, Condition, Finding, FindingIs, Threshold
from lbp_teach.guideline.ready import Ready, edge_of, parts_of
from lbp_teach.guideline.ready import Trace as Trace
from lbp_teach.logic import Truth


@dataclass
class Context:
    """What conditions are evaluated against.

    Attributes:
        facts: what is known of the patient.
        ready: the guideline's conditions under an edition.
        choices: what the learner decided, for branching, by decision and by `visit.decision`; empty for rules.
    """

    facts: Facts
    ready: Ready
    choices: Mapping[str, str] = field(default_factory=dict)
    _known: dict[str, Trace] = field(default_factory=dict)

    @property
    def findings(self) -> Mapping[str, Finding]:
        """Return the catalogue by id."""
        return self.ready.findings

    @property
    def concepts(self) -> Mapping[str, Concept]:
        """Return the named conditions by id."""
        return self.ready.concepts

    @property
    def edition(self) -> str:
        """Return which value of each threshold applies."""
        return self.ready.edition

    def changed(self, facts: Facts, concepts: Mapping[str, frozenset[str]], findings: frozenset[str]) -> Context:
        """Return the context after a change of some findings; concepts that do not look at them are not run again.

        Args:
            facts: all facts after the change.
            concepts: which findings each concept looks at.
            findings: the findings that changed.
        """
        known = {name: trace for name, trace in self._known.items() if not concepts[name] & findings}
        return replace(self, facts=facts, _known=known)


def evaluate(condition: Condition, context: Context) -> Trace:
    """Return the truth of `condition` and how it came about."""
    return context.ready.run(condition)(context.facts, context._known, context.choices)


def threshold(value: Threshold, context: Context) -> float:
    """Return a threshold as a number under the context's edition."""
    return edge_of(value, context.ready)


def deciding(trace: Trace) -> tuple[str, ...]:
    """Return the facts that made the outcome what it is, in reading order, each once.

    For a definite outcome these are the leaves that share its direction; for an unknown one, the leaves that are
    missing: asking for them is what could settle it.
    """
    found: dict[str, None] = {}
    _walk(trace, trace.truth, found)
    return tuple(found)


def _walk(node: Trace, wanted: Truth, found: dict[str, None]) -> None:
    _, fact, negated, parts = node
    if fact is not None:
        found[fact] = None
    elif negated:
        _walk(parts[0], ~wanted, found)
    else:
        for part in parts:
            if part.truth is not wanted:
                continue
            # Most parts are leaves: saving the call is most of the time of this.
            if part.fact is not None:
                found[part.fact] = None
            else:
                _walk(part, wanted, found)


def looks_at(condition: Condition, concepts: Mapping[str, Concept]) -> Iterator[FindingIs]:
    """Yield every test of a finding that a condition makes, also through concepts."""
    match condition:
        case FindingIs():
            yield condition
        case ConceptIs(concept=name):
            yield from looks_at(concepts[name].when, concepts)
        case _:
            for part in parts_of(condition):
                yield from looks_at(part, concepts)
