"""Made-up answer sheets for the tasks: the same seed gives the same sheet on every machine."""

from __future__ import annotations

import itertools
from random import Random

from lbp_teach.bedside.instruments.model import Instrument, Item
from lbp_teach.bedside.instruments.scoring import Answers, score

#: The sheet one begins with. It has no gaps: one learns to count before one learns when not to.
FIRST = 1
#: How many answers may be missing on a sheet, by how many the instrument can do without; each is as likely.
_GAPS = {"none": (0, 0, 0, 1, 2), "some": (0, 0, 1, 1, 2, 3)}
#: How far an answer strays from how badly the person is doing, as a share of the scale.
_STRAYS = 0.45


def sheet(instrument: Instrument, seed: int) -> Answers:
    """Return an answer sheet that nobody filled in.

    Totals at which the sources put a line differently are passed over, so that a task has one right answer.

    Args:
        instrument: which form.
        seed: any number.
    """
    for attempt in itertools.count():
        rng = Random(f"{instrument.id}:{seed}:{attempt}")
        found = _drawn(instrument, rng, gaps=seed != FIRST)
        if score(instrument, found).total not in instrument.disputed:
            return found
    raise AssertionError  # count() does not end


def _drawn(instrument: Instrument, rng: Random, *, gaps: bool) -> Answers:
    # Only random() is used: its sequence is promised to stay the same in later versions of Python.
    apart = {n for scale in instrument.subscales[:1] for n in scale.items}
    whole, part = rng.random(), rng.random()
    answers: list[int | None] = [
        _answer(item, part if item.n in apart else whole, rng) for item in instrument.all_items
    ]
    for n in _gaps(instrument, rng) if gaps else ():
        answers[n] = None
    return tuple(answers)


def _answer(item: Item, badly: float, rng: Random) -> int:
    run = item.run
    if run.high - run.low == 1:
        return run.low + int(rng.random() < badly)
    share = min(1.0, max(0.0, badly + _STRAYS * (rng.random() + rng.random() - 1)))
    return run.low + round((1 - share if run.reversed else share) * (run.high - run.low))


def _gaps(instrument: Instrument, rng: Random) -> list[int]:
    count = len(instrument.all_items)
    if count == 1:
        return []
    choices = _GAPS["some" if instrument.missing.at_least < count else "none"]
    wanted = choices[int(rng.random() * len(choices))]
    left = list(range(count))
    return [left.pop(int(rng.random() * len(left))) for _ in range(wanted)]
