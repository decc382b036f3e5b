"""The arithmetic of the instruments: answers in, a total with every step out. Pure; no guideline, no state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from lbp_teach.bedside.instruments.model import Band, Instrument, Subscale
from lbp_teach.bedside.instruments.telling import Account, steps
from lbp_teach.text import Text, both, same

#: Answers in the order of the items; None where an item is not answered.
Answers = tuple[int | None, ...]
_NOT_A_LIST = both(
    da="Svarene til {name} skal gives som en liste med {n} tal, ét for hvert item, og None for et ubesvaret.",
    en="The answers to {name} must be a list of {n} numbers, one for each item, and None for one not answered.",
)
_OTHER_COUNT = both(
    da="{name} har {n} items, men der er {given} svar. Giv ét for hvert item, og None for et ubesvaret.",
    en="{name} has {n} items but there are {given} answers. Give one for each item, and None for one not answered.",
)
_NO_ANSWER = both(
    da="Item {item} er {value}, men skal være et helt tal fra {low} til {high}, eller None, hvis det er ubesvaret.",
    en="Item {item} is {value} but must be a whole number from {low} to {high}, or None if it is not answered.",
)
_SHOWN, _MOST_SHOWN = 20, 10**9


class BadAnswers(ValueError):
    """Answers that cannot be counted; `text` says in one sentence what is wrong and what is allowed."""

    def __init__(self, text: Text) -> None:
        """Keep the sentence in both languages."""
        self.text = text
        super().__init__(text.en)


@dataclass(frozen=True)
class Part:
    """A subscale: its sum, or None where one of its items is not answered."""

    scale: Subscale
    total: int | None
    of: int


@dataclass(frozen=True)
class Scored:
    """A form that was counted.

    Attributes:
        total: the total, exactly; None where none can be given.
        of: the highest total there can be.
        answered: how many items are answered.
        missing: numbers of the items that are not.
        subscales: in the instrument's order.
        band: the group the total falls in; None without a total or where the instrument has no groups.
        steps: the arithmetic, a sentence for each step.
    """

    total: Fraction | None
    of: int
    answered: int
    missing: tuple[int, ...]
    subscales: tuple[Part, ...] = ()
    band: Band | None = None
    steps: tuple[Text, ...] = ()


def checked(instrument: Instrument, answers: Any) -> Answers:
    """Return answers that can be counted.

    Args:
        instrument: which form.
        answers: one for each item, None where it is not answered; nothing in it is trusted.

    Raises:
        BadAnswers: it is not a list, has another length, or an answer is not one of the form's.
    """
    items = instrument.all_items
    if not isinstance(answers, list | tuple):
        raise BadAnswers(_NOT_A_LIST.format(name=instrument.name, n=len(items)))
    if len(answers) != len(items):
        raise BadAnswers(_OTHER_COUNT.format(name=instrument.name, n=len(items), given=len(answers)))
    return tuple(checked_answer(instrument, item.n, answer) for item, answer in zip(items, answers, strict=True))


def checked_answer(instrument: Instrument, n: int, answer: Any) -> int | None:
    """Return the answer to item `n`; raises BadAnswers when the form has no such answer."""
    run = instrument.all_items[n - 1].run
    # True is a number to Python, and would pass for an answer that nobody gave.
    fits = isinstance(answer, int) and not isinstance(answer, bool) and run.low <= answer <= run.high
    if answer is not None and not fits:
        # Python refuses to write out a whole number of thousands of digits.
        value = same("…" if isinstance(answer, int) and abs(answer) > _MOST_SHOWN else repr(answer)[:_SHOWN])
        raise BadAnswers(_NO_ANSWER.format(item=n, value=value, low=run.low, high=run.high))
    return answer if fits else None


def score(instrument: Instrument, answers: Sequence[int | None]) -> Scored:
    """Count a form.

    Args:
        instrument: which form.
        answers: one for each item, None where it is not answered.

    Returns:
        The total with its group and every step. Where the rule for missing answers gives no total, `total` is None
        and the last step says why.

    Raises:
        BadAnswers: the answers are not those of this form.
    """
    given = checked(instrument, answers)
    items = instrument.all_items
    counts = tuple(None if one is None else item.counts(one) for item, one in zip(items, given, strict=True))
    missing = tuple(item.n for item, one in zip(items, given, strict=True) if one is None)
    answered = len(items) - len(missing)
    parts = tuple(_part(instrument, scale, counts) for scale in instrument.subscales)
    found = Scored(None, instrument.of, answered, missing, parts)
    if answered >= instrument.missing.at_least:
        total = _total(instrument, counts, answered)
        found = replace(found, total=total, band=_band(instrument, total, parts))
    account = Account(given, counts, found.total, missing, tuple((p.scale, p.total, p.of) for p in parts), found.band)
    return replace(found, steps=steps(instrument, account))


def _total(instrument: Instrument, counts: Answers, answered: int) -> Fraction:
    total = sum(one for one in counts if one is not None)
    if instrument.formula == "sum":
        return Fraction(total)
    return Fraction(100 * total, instrument.all_items[0].most * answered)


def _part(instrument: Instrument, scale: Subscale, counts: Answers) -> Part:
    mine = [counts[n - 1] for n in scale.items]
    of = sum(instrument.all_items[n - 1].most for n in scale.items)
    return Part(scale, None if None in mine else sum(one for one in mine if one is not None), of)


def _band(instrument: Instrument, total: Fraction, parts: tuple[Part, ...]) -> Band | None:
    """Return the first band that takes the total; a subscale that is not complete takes it nowhere it is needed."""
    sums = {part.scale.id: part.total for part in parts}
    for band in instrument.bands:
        if total > band.up_to:
            continue
        if band.subscale is None:
            return band
        part = sums[band.subscale.id]
        if part is None:
            return None
        if part <= band.subscale.up_to:
            return band
    return None
