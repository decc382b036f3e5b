"""What a simulated learner asks and examines, in which order, and what she writes down."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lbp_teach.bedside.exam.localise import PATTERNS, ROOTS, answer_of, as_act
from lbp_teach.bedside.exam.record import GRADES, LIMITS, values_of
from lbp_teach.bedside.exam.state import examined
from lbp_teach.bedside.exam.technique import INTIMATE, kind_of, thorough
from lbp_teach.cohort.simulated.person import Person, logistic, logit
from lbp_teach.cohort.simulated.visits import Visit, Wanted
from lbp_teach.guideline.facts import split
from lbp_teach.guideline.model import Manoeuvre, Scalar
from lbp_teach.play import VisitState

Way = tuple[str | None, dict[str, Any]]
#: The question with which everybody begins.
OPENING = "pain_duration"
#: Follow-ups are shorter: logits off what is not needed.
_LATER = 0.7
#: By how many places of the usual order a question may stand elsewhere (standard deviation).
_WANDERS = 4.0


def questions(
    person: Person, visit: Visit, before: frozenset[str], finished: int, rng: random.Random
) -> tuple[list[str], list[str]]:
    """Return the questions that a learner asks before the examination, and those that she remembers only after it.

    Args:
        person: who.
        visit: where.
        before: questions whose answers she knows from an earlier visit.
        finished: how many cases she has finished.
        rng: numbers for this visit; every question takes as many.
    """
    habits = visit.skill.habits
    skipped = _skipped(person)
    now: list[tuple[float, str]] = []
    late: list[str] = []
    for place, name in enumerate(visit.book.questions):
        asks, again, holds, keeps, wanders = (*(rng.random() for _ in range(4)), rng.gauss(0, _WANDERS))
        if asks >= _chance(person, visit, visit.questions.get(name), finished) or holds < skipped.get(name, 0.0):
            continue
        if name in before and again >= habits.asks_again:
            continue
        if keeps < habits.asks_late:
            late.append(name)
        else:
            now.append((-99.0 if name == OPENING else place + wanders, name))
    return [name for _, name in sorted(now)], late


def manoeuvres(person: Person, visit: Visit, finished: int, rng: random.Random) -> list[tuple[str, list[Way]]]:
    """Return the manoeuvres that a learner does, in the usual order, each with the ways in which she does it."""
    skipped = _skipped(person)
    found = []
    for name, manoeuvre in visit.book.manoeuvres.items():
        does, holds, well = (rng.random() for _ in range(3))
        wanted = visit.manoeuvres.get(name)
        # Nobody does an intimate examination or measures the bladder by the way.
        least = 0.1 if wanted is None and (name in INTIMATE or name == "residual_urine") else 1.0
        if does >= least * _chance(person, visit, wanted, finished) or holds < skipped.get(name, 0.0):
            continue
        able = person.ability(("neurological_exam",), finished)
        ways = thorough(manoeuvre, visit.book)
        found.append(
            (name, ways if well < logistic(able - visit.skill.difficulty.technique) else _poor(manoeuvre, ways))
        )
    return found


def _chance(person: Person, visit: Visit, wanted: Wanted | None, finished: int) -> float:
    if wanted is None:
        return logistic(person.breadth - (0.0 if visit.first else _LATER))
    return logistic(person.care + person.ability(wanted.competencies, finished) - wanted.difficulty)


def _skipped(person: Person) -> dict[str, float]:
    return {name: wrong.holds for wrong in person.misconceptions for name in wrong.skips}


def _poor(manoeuvre: Manoeuvre, ways: list[Way]) -> list[Way]:
    """Return how somebody does a manoeuvre who has not learned it: too lightly, on one side, lifted by the patient."""
    match kind_of(manoeuvre):
        case "strength":
            return [(side, {**how, "resistance": "light"}) for side, how in ways]
        case "reflex":
            return [(side, how) for side, how in ways if not how["reinforced"]]
        case "raise":
            return [(side, {**how, "by": "active"}) for side, how in ways]
    return [("right" if side == "both" else side, how) for side, how in ways]


# ---- what is written down ----


def notes(
    person: Person, visit: Visit, state: VisitState, manoeuvre: Manoeuvre, finished: int, rng: random.Random
) -> Iterator[dict[str, Any]]:
    """Yield what a learner writes down of a manoeuvre that she has just done: one act for each finding and side."""
    book, skill = visit.book, visit.skill
    mine = [one for one in state.examined if one.manoeuvre == manoeuvre.id]
    seen, shown = examined(tuple(mine), book), examined(tuple(mine), book, well=True)
    reads = logistic(person.ability(("neurological_exam",), finished) - skill.difficulty.reading)
    writes = logistic(logit(skill.habits.writes_down) + person.care)
    for name in sorted(seen):
        finding, side = split(name)
        rightly, down = rng.random() < reads, rng.random() < writes
        if not down:
            continue
        # Whoever did it so that nothing shows takes it for normal.
        value = visit.facts[name] if name in shown else book.findings[finding].default
        degrees = None
        if finding == "exam.slr" and side and name in shown:
            degrees = min(85, visit.exam.body.angles[side])
        if not rightly:
            value = _misread(finding, value, visit, rng)
        yield {"finding": finding, "side": side, "value": value, "degrees": degrees}


def _misread(finding: str, value: Scalar, visit: Visit, rng: random.Random) -> Scalar:
    """Return another value than the one that was seen: a neighbour where there is an order, else any."""
    one = visit.book.findings[finding]
    if one.unit == "mrc":
        near = [grade for grade in GRADES if abs(grade - float(value)) == 1]
        return rng.choice(near)
    if one.kind == "number":
        low, high = LIMITS[one.unit or ""]
        step = (high - low) / 50
        return min(high, max(low, float(value) + rng.choice((-step, step))))
    return rng.choice([word for word in values_of(one) if word != value] or [str(value)])


def localised(person: Person, visit: Visit, finished: int, rng: random.Random) -> dict[str, Any]:
    """Return what a learner puts the findings of the legs to."""
    truth = as_act(answer_of(visit.exam.body, visit.book))
    able = person.ability(("neurological_exam",), finished)
    if rng.random() < logistic(able - visit.skill.difficulty.localise):
        return truth
    if truth["what"] == "root" and rng.random() < 0.6:
        others = [root for root in ROOTS if root not in truth["roots"]]
        return {**truth, "roots": [rng.choice(others or list(ROOTS))]}
    what = rng.choice([one for one in PATTERNS if one != truth["what"]])
    return {
        "what": what,
        "roots": [rng.choice(ROOTS)] if what == "root" else [],
        "place": rng.choice(("left", "right")) if what == "root" else None,
    }


def answered_before(states: Iterable[VisitState], visit: Visit) -> frozenset[str]:
    """Return the questions of earlier visits whose answers cannot have changed since."""
    book = visit.book
    asked: Mapping[str, None] = {one.question: None for state in states for one in state.asked}
    return frozenset(name for name in asked if all(book.findings[f].stable for f in book.questions[name].findings))
