"""What had to be asked and examined for a patient, and what of it was: derived once, for a learner and for a class."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from lbp_teach.bedside.exam.in_case import asked_for
from lbp_teach.guideline.assess import Assessment, Book
from lbp_teach.guideline.facts import Facts, keys, split
from lbp_teach.guideline.model import Rule
from lbp_teach.model_answer import needed
from lbp_teach.play import VisitState
from lbp_teach.relevance import never_needless


@dataclass(frozen=True)
class Needs:
    """What the guideline wants to be asked and examined of a patient at a visit.

    Attributes:
        questions: those that obtain it, each with the findings it is asked for.
        manoeuvres: the same for the examination.
        wanted: by manoeuvre, the facts that are wanted of this patient, with their sides.
        rules: those that want it, in the order of the guideline.
        relevant: findings that nobody asked for in vain, though no rule wants them.
        dangers: findings that an emergency of this patient rests on.
    """

    questions: Mapping[str, frozenset[str]]
    manoeuvres: Mapping[str, frozenset[str]]
    wanted: Mapping[str, frozenset[str]]
    rules: tuple[Rule, ...]
    relevant: frozenset[str]
    dangers: frozenset[str]

    @property
    def items(self) -> dict[str, frozenset[str]]:
        """Return questions, then manoeuvres, with the findings they are wanted for."""
        return {**self.questions, **self.manoeuvres}


@dataclass(frozen=True)
class Worked:
    """What was asked or examined at a visit; done, known from before and missed are together what was needed.

    Attributes:
        done: what was, as the learner did it: another question that reveals the same takes the place of the needed.
        before: what is known from an earlier visit and cannot have changed.
        missed: what was needed and left out.
        relevant: what was not required and not in vain either.
        extra: the rest.
    """

    done: tuple[str, ...]
    before: tuple[str, ...]
    missed: tuple[str, ...]
    relevant: tuple[str, ...]
    extra: tuple[str, ...]


def needs_of(key: Assessment, truth: Facts, book: Book) -> Needs:
    """Return what had to be asked and examined.

    Args:
        key: what the guideline says of the patient at the visit.
        truth: everything that is true of the patient then.
        book: the guideline.
    """
    questions, manoeuvres = needed(key, book)
    rules = tuple(o.rule for o in key.process if o.fired)
    ask, examine = {n for rule in rules for n in rule.ask}, {n for rule in rules for n in rule.examine}
    shows = {m: frozenset(book.manoeuvres[m].findings) & examine for m in manoeuvres}
    return Needs(
        {q: frozenset(book.questions[q].findings) & ask for q in questions},
        shows,
        {
            m: frozenset(k for n in those for k in keys(book.findings[n]) if asked_for(k, truth))
            for m, those in shows.items()
        },
        rules,
        never_needless(key, book),
        dangers(key),
    )


def dangers(key: Assessment) -> frozenset[str]:
    """Return the findings that the emergencies of a patient rest on."""
    fired = [o for o in key.outcomes if o.fired and o.rule.tier == "emergency" and "urgency" in o.rule.then]
    return frozenset(split(name)[0] for o in fired for name in o.facts)


def asked(needs: Needs, state: VisitState, found: Set[str], book: Book) -> Worked:
    """Return what was asked at a visit, beside what had to be.

    Args:
        needs: what had to be.
        state: the visit.
        found: fact keys that are known at its end.
        book: the guideline.
    """
    wanted, mine = needs.questions, [one.question for one in state.asked]
    reveals = {q: set(book.questions[q].findings) for q in mine}
    known, revealed = {split(name)[0] for name in found}, set().union(*reveals.values())
    # A question is answered too by another one that reveals the same, or by what is known from an earlier visit.
    done = [q for q in wanted if q in mine or wanted[q] <= revealed]
    before = [q for q in wanted if q not in done and wanted[q] <= known]
    # Where another question took its place, the one that was asked is shown.
    shown = [q if q in mine else next(a for a in mine if reveals[a] & wanted[q]) for q in done]
    relevant = needs.relevant.union(*wanted.values())
    rest = [q for q in mine if q not in shown]
    return Worked(
        tuple(shown),
        tuple(before),
        tuple(q for q in wanted if q not in done and q not in before),
        tuple(q for q in rest if reveals[q] & relevant),
        tuple(q for q in rest if not reveals[q] & relevant),
    )


def examined(needs: Needs, state: VisitState, found: Set[str], book: Book) -> Worked:
    """Return what was examined at a visit, beside what had to be; the arguments are those of `asked`."""
    wanted, mine = needs.manoeuvres, list(dict.fromkeys(one.manoeuvre for one in state.examined))
    before = [m for m in wanted if m not in mine and needs.wanted[m] <= found]
    relevant, rest = needs.relevant.union(*wanted.values()), [m for m in mine if m not in wanted]
    shows = {m: set(book.manoeuvres[m].findings) for m in rest}
    return Worked(
        tuple(m for m in mine if m in wanted),
        tuple(before),
        tuple(m for m in wanted if m not in mine and m not in before),
        tuple(m for m in rest if shows[m] & relevant),
        tuple(m for m in rest if not shows[m] & relevant),
    )
