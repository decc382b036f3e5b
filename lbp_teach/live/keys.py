"""What the guideline says of the patients a class met: derived for each, then put together where it is the same.

Variants of one case may differ in what is best for them, so there is one key for each way in which they differ.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lbp_teach import content
from lbp_teach.case import visit_facts
from lbp_teach.debriefing.worked import Needs, needs_of
from lbp_teach.guideline.assess import Book, Verdict, assess
from lbp_teach.guideline.facts import Facts, split
from lbp_teach.guideline.model import Rule, Scalar
from lbp_teach.live.room import Answer

#: A patient at a visit under an edition.
Patient = tuple[str, str, str]
#: No more rules than this are told of one decision, as in the debrief.
TOLD = 2


@dataclass(frozen=True)
class Key:
    """What the guideline says of one decision.

    Attributes:
        best: values that follow it.
        acceptable: values that can be defended.
        unsafe: values that can harm by doing too little or too late.
        too_much: values that are more than needed.
        rules: those that decide it, the leading one first.
        against: by value that is unsafe or too much, the rule that says so.
    """

    best: tuple[str, ...]
    acceptable: tuple[str, ...]
    unsafe: tuple[str, ...]
    too_much: tuple[str, ...]
    rules: tuple[Rule, ...]
    against: tuple[tuple[str, Rule], ...]

    @property
    def same(self) -> tuple[object, ...]:
        """Return what two keys share that can be told as one."""
        sets = (self.best, self.acceptable, self.unsafe, self.too_much)
        return (*(tuple(sorted(one)) for one in sets), *(rule.id for rule in self.rules[:1]))

    def grade(self, value: str) -> str:
        """Return best, acceptable, unsafe, too_much or wrong."""
        for name in ("best", "acceptable", "unsafe", "too_much"):
            if value in getattr(self, name):
                return name
        return "wrong"


#: What is special about a patient and stands behind a key.
Special = tuple[tuple[str, Scalar], ...]


@dataclass(frozen=True)
class Part:
    """The patients of a group for whom one decision has the same key.

    Attributes:
        key: the key.
        facts: what stands behind it, as far as it is the same in all of these patients.
        answers: of the learners who met them.
    """

    key: Key
    facts: Special
    answers: tuple[Answer, ...]


class Keys:
    """The keys of all patients that were asked for; each patient is worked out once."""

    def __init__(self, book: Book) -> None:
        """Begin with none.

        Args:
            book: the guideline.
        """
        self._book = book
        self._found: dict[Patient, dict[str, tuple[Key, Special]]] = {}
        self._needs: dict[Patient, Needs] = {}

    def missing(self, answers: Iterable[Answer]) -> int:
        """Return how many patients of these answers are not worked out yet."""
        return len({_patient(one) for one in answers} - self._found.keys())

    def work(self, answers: Iterable[Answer], seconds: float) -> int:
        """Work out what is missing, for so many seconds at most, but at least one patient.

        Args:
            answers: whose patients.
            seconds: a variant takes about a twentieth of one.

        Returns:
            How many are still missing.
        """
        end = time.monotonic() + seconds
        left = sorted({_patient(one) for one in answers} - self._found.keys())
        while left:
            self._derive(left.pop(0))
            if time.monotonic() >= end:
                break
        return len(left)

    def parts(self, answers: Iterable[Answer], decision: str) -> list[Part]:
        """Return the keys of a decision, that of most learners first; patients that are not worked out are left out."""
        found: dict[tuple[object, ...], list[tuple[Answer, Key, Special]]] = {}
        for answer in answers:
            derived = self._found.get(_patient(answer))
            if derived is not None:
                key, special = derived[decision]
                found.setdefault(key.same, []).append((answer, key, special))
        parts = [
            Part(those[0][1], _shared([special for _, _, special in those]), tuple(answer for answer, _, _ in those))
            for those in found.values()
        ]
        return sorted(parts, key=lambda part: (-len(part.answers), part.key.best))

    def needs(self, answer: Answer) -> Needs | None:
        """Return what had to be asked and examined of somebody's patient; None while that is not worked out."""
        return self._needs.get(_patient(answer))

    def _derive(self, patient: Patient) -> None:
        name, visit, edition = patient
        case = content.load_case(name)
        # The other visits of a variant cost little beside making it.
        for one in case.visits:
            if one.id == visit or (name, one.id, edition) not in self._found:
                facts = visit_facts(case, one.id, self._book)
                found = assess(self._book, facts, edition)
                self._needs[name, one.id, edition] = needs_of(found, facts, self._book)
                self._found[name, one.id, edition] = self._keys(found.verdicts, facts)

    def _keys(self, verdicts: Mapping[str, Verdict], facts: Facts) -> dict[str, tuple[Key, Special]]:
        return {name: self._key(name, verdict, facts) for name, verdict in verdicts.items()}

    def _key(self, decision: str, verdict: Verdict, facts: Facts) -> tuple[Key, Special]:
        against: dict[str, Rule] = {}
        for outcome in verdict.against:
            effect = outcome.rule.then[decision]
            for value in (*effect.unsafe, *effect.too_much):
                if value in (*verdict.unsafe, *verdict.too_much):
                    against.setdefault(value, outcome.rule)
        told = verdict.reasons[:TOLD]
        key = Key(
            verdict.best,
            verdict.acceptable,
            verdict.unsafe,
            verdict.too_much,
            tuple(outcome.rule for outcome in told),
            tuple(against.items()),
        )
        names = dict.fromkeys(name for outcome in told for name in outcome.facts)
        ordinary = {name: self._book.findings[split(name)[0]].default for name in names}
        return key, tuple((name, facts[name]) for name in names if name in facts and facts[name] != ordinary[name])


def _patient(answer: Answer) -> Patient:
    return answer.case, answer.state.visit, answer.edition


def _shared(specials: list[Special]) -> Special:
    """Return what all have; a fact that differs between variants is nobody's."""
    others = [set(one) for one in specials[1:]]
    return tuple(fact for fact in specials[0] if all(fact in one for one in others))
