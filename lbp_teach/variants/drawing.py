"""Which variant a seed gives. The same case and seed give the same patient on every machine and for ever.

Nothing here is random: every choice is a hash of the case's name, the seed and what is chosen. Each choice has a hash
of its own, so that a new age range does not change who is mirrored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lbp_teach.case import Alternative, BothSides, Case
from lbp_teach.guideline.model import Scalar

#: Raised when the same seed would give another patient. Attempts at variants of an older version are then of a case
#: that has changed, as they are when its author changes it.
DRAW = "1"
#: So many draws are tried for one that differs from the case as written.
_TAKES = 64
#: So many seeds are looked through for one that holds something the learner has not met.
_SEEDS = 64
_ONSET = "history.onset_age_years"


@dataclass(frozen=True)
class Change:
    """What a variant changes of a case.

    Attributes:
        age: the age it has.
        other_sex: whether it is the same patient as the other sex.
        mirrored: whether left and right are exchanged.
        alternative: id of the authored alternative that it takes, None for none.
    """

    age: int
    other_sex: bool = False
    mirrored: bool = False
    alternative: str | None = None


def draw(written: Case, seed: str) -> Change:
    """Return what the variant of a seed changes; something, wherever the case lets anything be changed.

    Args:
        written: the case as its author wrote it.
        seed: eight hexadecimal digits.
    """
    same = Change(written.persona.age)
    for take in range(_TAKES):
        change = _drawn(written, f"{DRAW}:{written.id}:{seed}:{take}")
        if change != same:
            return change
    return same


def can_vary(written: Case) -> bool:
    """Return whether a case lets anything be changed."""
    varied = written.variants
    return bool(varied.other_sex or varied.side or varied.alternatives) or len(ages(written)) > 1


def ages(written: Case) -> range:
    """Return the ages a variant may have: those of the author's range at which the story has not begun too late."""
    given = written.variants.age
    if given is None:
        return range(written.persona.age, written.persona.age + 1)
    lowest = max((given[0], *_onsets(written)))
    return range(lowest, max(given[1], lowest) + 1)


def each_kind(written: Case) -> Iterator[Change]:
    """Yield each change of the facts by itself: the youngest and the oldest age, and each alternative.

    Exchanging the sides changes facts too, but no rule knows left from right, and a test holds them to it.
    """
    now, span = written.persona.age, ages(written)
    for age in dict.fromkeys((span[0], span[-1])):
        if age != now:
            yield Change(age)
    for one in written.variants.alternatives:
        yield Change(now, alternative=one.id)


def every_kind(written: Case) -> Iterator[Change]:
    """Yield the changes together, as variants have them, for checks that may take their time.

    The case itself and each alternative at the youngest and the oldest age, and everything exchanged once.
    """
    varied, span = written.variants, ages(written)
    for alternative in (None, *(one.id for one in varied.alternatives)):
        for age in dict.fromkeys((span[0], span[-1])):
            yield Change(age, alternative=alternative)
    if varied.side or varied.other_sex:
        yield Change(written.persona.age, other_sex=varied.other_sex is not None, mirrored=varied.side is not None)


def alternative(written: Case, name: str | None) -> Alternative | None:
    """Return the alternative of that id, None for none."""
    return next((one for one in written.variants.alternatives if one.id == name), None)


# ---- seeds ----


def seed_for(learner: str, case_id: str, salt: int | str) -> str:
    """Return the seed of a learner's variant of a case: the same for the same learner, case and salt.

    Args:
        learner: id of the learner.
        case_id: id of the case as written.
        salt: tells several variants of one learner apart, such as the number of attempts or the name of a course.
    """
    return hashlib.sha256(f"seed:{DRAW}:{learner}:{case_id}:{salt}".encode()).hexdigest()[:8]


def fresh_seed(learner: str, written: Case, met: Collection[str], salt: int) -> str:
    """Return the seed of a variant that holds something a learner has not met, as far as there is one.

    Args:
        learner: id of the learner.
        written: the case as its author wrote it.
        met: seeds of the variants the learner has met; the case as written counts as met.
        salt: the number of attempts so far.
    """
    seeds = [seed_for(learner, written.id, f"{salt}.{number}") for number in range(_SEEDS)]
    known = [draw(written, seed) for seed in met]
    stories = {None, *(one.alternative for one in known)}
    new_story = [seed for seed in seeds if draw(written, seed).alternative not in stories]
    new_person = [seed for seed in seeds if draw(written, seed) not in known]
    return (new_story or new_person or seeds)[0]


# ---- the draw ----


def _drawn(written: Case, stem: str) -> Change:
    varied, span = written.variants, ages(written)
    return Change(
        age=span[_number(f"{stem}:age") % len(span)],
        other_sex=varied.other_sex is not None and _number(f"{stem}:sex") % 2 == 1,
        mirrored=varied.side is not None and _number(f"{stem}:side") % 2 == 1,
        # The highest hash wins, so that a new alternative takes only those seeds that it wins.
        alternative=max((None, *(a.id for a in varied.alternatives)), key=lambda name: _number(f"{stem}:story:{name}")),
    )


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _onsets(written: Case) -> Iterator[int]:
    """Yield the ages at which the pain is said to have begun, where that is not the patient's age now."""
    told = [visit.facts.get(_ONSET) for visit in written.visits]
    told += [one.facts.get(_ONSET) for one in written.variants.alternatives]
    for value in told:
        if isinstance(value, int | float) and value != written.persona.age:
            yield int(value)


def moved_onset(value: Scalar | BothSides, written: Case, change: Change) -> Scalar | BothSides:
    """Return the age of onset in a variant: one that was said stays, one that is the age now follows the age."""
    return change.age if value == written.persona.age else value
