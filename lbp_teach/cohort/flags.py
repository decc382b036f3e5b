"""What a teacher should look at: items that are too easy, too hard, turned around, or whose key the class disputes.

The limits are conventions of test construction; which ones are used here is the toolkit's own reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lbp_teach.cohort.figure import FEW, Figure, rounded
from lbp_teach.cohort.options import LEFT_OPEN, Options
from lbp_teach.text import Text, both

#: From this facility on an item hardly tells anybody from anybody.
EASY = 0.90
#: Up to this facility hardly anybody has it.
HARD = 0.25
#: The share of the strongest that chose one and the same other option, from which the key is disputed.
DISPUTED = 0.40

Kind = Literal["disputed", "negative", "hard", "easy"]
_EASY = both(
    da="For let: i snit {percent} % af pointene (n = {n}). Det skelner næsten ikke.",
    en="Too easy: {percent}% of the points on average (n = {n}). It hardly tells anybody apart.",
)
_HARD = both(
    da="For svær: i snit {percent} % af pointene (n = {n}). Er det undervist?",
    en="Too hard: {percent}% of the points on average (n = {n}). Has it been taught?",
)
_NEGATIVE = both(
    da="Vender forkert: de, der klarer resten godt, klarer dette dårligst (r = {r}, n = {n}).",
    en="Turned around: those who do well on the rest do worst here (r = {r}, n = {n}).",
)
_MAY_BE_CHANCE = both(da="Det kan være et tilfælde.", en="It may be chance.")
_DISPUTED = both(
    da="Klassen er uenig med svaret: {x} af de {n} stærkeste ({percent} %) valgte »{option}«. "
    "Svaret følger af reglen, så læs reglen og casens ord.",
    en="The class disputes the key: {x} of the {n} strongest ({percent}%) chose “{option}”. "
    "The key follows from the rule, so read the rule and the words of the case.",
)


@dataclass(frozen=True)
class Flag:
    """One thing to look at.

    Attributes:
        kind: what it is.
        n: how many it rests on.
        text: the sentence.
    """

    kind: Kind
    n: int
    text: Text


def flags(facility: Figure, rest: Figure, options: Options | None) -> tuple[Flag, ...]:
    """Return what there is to look at in an item, the most serious first; nothing where too few met it.

    Args:
        facility: mean share of the points.
        rest: correlation with the rest.
        options: what was chosen, for a decision.
    """
    found = [_disputed(options)] if options else []
    if rest.value is not None and rest.value < 0:
        text = _NEGATIVE.format(r=_signed(rest.value, 2), n=rest.n)
        if rest.interval and rest.interval.high >= 0:
            text = Text(da=f"{text.da} {_MAY_BE_CHANCE.da}", en=f"{text.en} {_MAY_BE_CHANCE.en}")
        found.append(Flag("negative", rest.n, text))
    if facility.value is not None and facility.n >= FEW:
        percent = _signed(100 * facility.value, 0)
        if facility.value <= HARD:
            found.append(Flag("hard", facility.n, _HARD.format(percent=percent, n=facility.n)))
        elif facility.value >= EASY:
            found.append(Flag("easy", facility.n, _EASY.format(percent=percent, n=facility.n)))
    return tuple(one for one in found if one)


def _signed(value: float, digits: int) -> Text:
    """Return a rounded number with a true minus."""
    plain = rounded(value, digits)
    return Text(da=plain.da.replace("-", "−"), en=plain.en.replace("-", "−"))


def _disputed(options: Options) -> Flag | None:
    told = [one for one in options.options if one.upper and one.value != LEFT_OPEN]
    if not told or not options.strongest:
        return None
    most = max(told, key=lambda one: one.upper or 0)
    x, n = most.upper or 0, options.strongest
    if x < DISPUTED * n:
        return None
    text = _DISPUTED.format(x=x, n=n, percent=rounded(100 * x / n, 0), option=most.label)
    return Flag("disputed", n, text)
