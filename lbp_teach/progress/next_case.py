"""Which case comes next, and why: what is due, what was never met, and what is neither too easy nor too hard. Pure.

The reason names a competency, never a rule, a finding or a disease: it must not tell what the patient has. Which
competency it names follows from the learner's own history; every case asks something of nearly all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from lbp_teach.progress.evidence import Marked
from lbp_teach.progress.mastery import days_since
from lbp_teach.progress.model import Choices
from lbp_teach.progress.schedule import Memory, forgotten

Why = Literal["beginning", "due", "refresh", "few", "new", "harder", "easier"]
LEVELS = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class Option:
    """A case that could come next.

    Attributes:
        id: id of the case.
        level: its difficulty, 1 to 5.
        trains: points that each rule can give in it.
    """

    id: str
    level: int
    trains: Mapping[str, int]


@dataclass(frozen=True)
class Recommendation:
    """The case that comes next, and why.

    Attributes:
        case: id of the case.
        why: the strongest reason.
        competency: the competency the reason is about, None where it is about none.
        days: days since that was last met, for `due` and `refresh`.
        n: patients in which it was met, for `few`.
        known: whether the patient was played before, so that it is practice.
        parts: what due, new and level gave to the choice, for tests and teachers.
    """

    case: str
    why: Why
    competency: str | None = None
    days: int = 0
    n: int = 0
    known: bool = False
    parts: tuple[float, float, float] = (0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Learning:
    """What is known of a learner when a case is chosen.

    Attributes:
        history: what each finished attempt said, in any order.
        memories: what is remembered of each rule.
        patients: by competency, the number of patients in which it was met and counted.
        open: ids of cases that are under way.
        now: the present time, with a zone.
    """

    history: Sequence[Marked]
    memories: Mapping[str, Memory]
    patients: Mapping[str, int]
    open: Collection[str]
    now: datetime


def recommend(options: Sequence[Option], learning: Learning, choices: Choices) -> Recommendation | None:
    """Return the case that comes next, or None when nothing is new and nothing is due.

    Each case gets `weight_due` times the part of the forgotten that it would bring back, `weight_new` times the part of
    it that was never met, and `weight_level` times how well its difficulty fits. A known patient is offered only when
    something is due, not before `rest_days`, and loses `known_patient`.

    Args:
        options: the cases there are.
        learning: what is known of the learner.
        choices: the toolkit's numbers.
    """
    played = {one.case for one in learning.history}
    if not played and not learning.open:
        first = min(options, key=lambda one: (one.level, one.id), default=None)
        return Recommendation(first.id, "beginning") if first else None
    due = forgotten(learning.memories, learning.now, choices)
    level = level_of(learning.history, options, choices)
    found = []
    for option in options:
        if option.id in learning.open or _resting(option.id, learning, choices):
            continue
        parts = _parts(option, due, level, learning, choices)
        if option.id in played and not parts[0]:
            continue
        known = choices.known_patient.value if option.id in played else 0.0
        found.append((round(sum(parts) - known, 9), -option.level, option, parts))
    if not found:
        return None
    # Equal cases come by difficulty and then by name, so that the same history always gives the same answer.
    _, _, option, parts = max(sorted(found, key=lambda one: one[2].id), key=lambda one: (one[0], one[1]))
    last = _last_level(learning.history, {one.id: one.level for one in options})
    return _explained(option, parts, due, (level, last), learning, option.id in played)


def _parts(
    option: Option, due: Mapping[str, float], level: int, learning: Learning, choices: Choices
) -> tuple[float, float, float]:
    return (
        choices.weight_due.value * _due_part(option, due, learning, choices),
        choices.weight_new.value * _new_part(option, learning),
        choices.weight_level.value * (1 - abs(option.level - level) / (len(LEVELS) - 1)),
    )


def _due_part(option: Option, due: Mapping[str, float], learning: Learning, choices: Choices) -> float:
    """Return the part of what is forgotten that a case brings back, less where little is forgotten at all."""
    brought = {name: worth * due[name] for name, worth in option.trains.items() if name in due}
    # What a rule is worth stands in the case; a rule that this case does not test is worth what a usual mark is.
    everything = sum(brought.values()) + sum(
        value * choices.points_per_answer.value for name, value in due.items() if name not in brought
    )
    if not brought:
        return 0.0
    total = sum(brought.values())
    return total / everything * total / (total + choices.pressure.value)


def _new_part(option: Option, learning: Learning) -> float:
    of = sum(option.trains.values())
    fresh = sum(worth for name, worth in option.trains.items() if name not in learning.memories)
    return fresh / of if of else 0.0


def _resting(case: str, learning: Learning, choices: Choices) -> bool:
    days = [days_since(one.at, learning.now) for one in learning.history if one.case == case]
    return bool(days) and min(days) < choices.rest_days.value


def level_of(history: Sequence[Marked], options: Sequence[Option], choices: Choices) -> int:
    """Return the difficulty that fits: one up after a run of patients that went well, one down after a bad one."""
    levels = {one.id: one.level for one in options}
    level, run = LEVELS[0], 0
    for one in sorted(history, key=lambda one: (one.at, one.attempt)):
        if one.practice or not one.told or one.case not in levels:
            continue
        if one.share >= choices.level_up.value and not one.critical and levels[one.case] >= level:
            run += 1
            if run >= choices.level_run.value:
                level, run = min(level + 1, LEVELS[-1]), 0
        elif one.share < choices.level_down.value or one.critical:
            run = 0
            if levels[one.case] <= level:
                level = max(level - 1, LEVELS[0])
    return level


# ---- why ----


def _explained(
    option: Option,
    parts: tuple[float, float, float],
    due: Mapping[str, float],
    levels: tuple[int, int | None],
    learning: Learning,
    known: bool,
) -> Recommendation:
    level, last = levels
    # Nearly every case offered fits in difficulty, so that is a reason only where something changes.
    if known or (parts[0] and parts[0] >= parts[1]):
        return _explained_by_due(option, parts, due, learning, known)
    if parts[2] > parts[1] and last is not None and option.level != last and option.level == level:
        why: Why = "harder" if option.level > last else "easier"
        return Recommendation(option.id, why, parts=parts)
    fewest = _fewest(learning.patients)
    if fewest is not None:
        return Recommendation(option.id, "few", fewest, n=learning.patients[fewest], parts=parts)
    return Recommendation(option.id, "new", parts=parts)


def _explained_by_due(
    option: Option, parts: tuple[float, float, float], due: Mapping[str, float], learning: Learning, known: bool
) -> Recommendation:
    missed = {n: v for n, v in due.items() if n in option.trains and learning.memories[n].missed}
    names = missed or {n: v for n, v in due.items() if n in option.trains}
    weight: dict[str, float] = {}
    for name, value in names.items():
        for competency in learning.memories[name].competencies:
            weight[competency] = weight.get(competency, 0.0) + value * option.trains[name]
    if not weight:
        return Recommendation(option.id, "new", known=known, parts=parts)
    heaviest = max(sorted(weight), key=lambda one: weight[one])
    met = [learning.memories[n].last for n in names if heaviest in learning.memories[n].competencies]
    days = (learning.now - max(met)).days
    return Recommendation(option.id, "due" if missed else "refresh", heaviest, days, known=known, parts=parts)


def _last_level(history: Sequence[Marked], levels: Mapping[str, int]) -> int | None:
    """Return the difficulty of the patient played last, None where there is none whose case is still here."""
    here = [one for one in history if one.case in levels]
    return levels[max(here, key=lambda one: (one.at, one.attempt)).case] if here else None


def _fewest(patients: Mapping[str, int]) -> str | None:
    """Return the competency met in the fewest patients, None where another was met in as few."""
    fewest = min(patients.values(), default=0)
    names = [name for name, n in patients.items() if n == fewest]
    return names[0] if len(names) == 1 else None
