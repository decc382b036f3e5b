"""One figure of a class: with how many it rests on and its interval, or without a number and with the reason.

What cannot be computed is said in a sentence; "not a number" is never shown.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from lbp_teach.probability.intervals import Interval
from lbp_teach.text import Text, both, number

#: Below this many learners nothing is told that could point at one of them.
FEWEST = 5
#: Below this many learners nothing is told about how learners differ: 27 per cent of them would be fewer than `FEWEST`.
FEW = 20

TOO_FEW = both(
    da="For få: {n}. Tallet vises først fra {least}.",
    en="Too few: {n}. The figure is shown from {least} on.",
)
NOBODY = both(da="Ingen har svaret endnu.", en="Nobody has answered yet.")
ALL_ALIKE = both(
    da="Alle {n} fik det samme. Uden forskelle er der intet at regne på.",
    en="All {n} got the same. Without differences there is nothing to calculate.",
)
REST_ALIKE = both(
    da="Alle {n} fik det samme på resten. Derfor kan det ikke ses, om de dygtige klarer dette bedre.",
    en="All {n} got the same on the rest. So it cannot be seen whether the able do better here.",
)
ONE_ITEM = both(
    da="Der er kun ét spørgsmål. Tallet kræver mindst to.",
    en="There is only one item. The figure needs at least two.",
)


@dataclass(frozen=True)
class Figure:
    """A figure.

    Attributes:
        n: how many it rests on; see what makes it for of what.
        value: the number; None where it cannot or may not be told.
        interval: its interval; None where there is none.
        refused: why there is no number, in both languages; None where there is one.
        note: what has to be known to read it; None where that is nothing.
    """

    n: int
    value: float | None = None
    interval: Interval | None = None
    refused: Text | None = None
    note: Text | None = None

    @property
    def told(self) -> bool:
        """Return whether there is a number."""
        return self.value is not None


def figure(n: int, value: float, interval: Interval | None = None, note: Text | None = None) -> Figure:
    """Return a figure that can be told.

    Raises:
        ArithmeticError: the number or an end of the interval is not finite; a fault of ours, caught before it is shown.
    """
    ends = (interval.low, interval.high) if interval else ()
    if not all(math.isfinite(one) for one in (value, *ends)):
        raise ArithmeticError(f"not finite: {value}, {interval}")
    return Figure(n, float(value), interval, None, note)


def refused(n: int, why: Text) -> Figure:
    """Return a figure that cannot be told, with the reason."""
    return Figure(n, refused=why)


def too_few(n: int, least: int) -> Figure | None:
    """Return the refusal where there are fewer than the least; None where there are enough."""
    if n == 0:
        return refused(n, NOBODY)
    if n < least:
        return refused(n, TOO_FEW.format(n=n, least=least))
    return None


def rounded(value: float, digits: int) -> Text:
    """Return a number as each language writes it, with so many decimals."""
    plain = f"{value:.{digits}f}"
    if float(plain) == 0:
        plain = plain.lstrip("-")
    return number(int(plain)) if digits == 0 else Text(da=plain.replace(".", ","), en=plain)


def suppressed(cells: Mapping[str, int], least: int = FEWEST) -> dict[str, int | None]:
    """Return the cells of a row that adds up to a known sum, without those that would point at a few learners.

    A cell from 1 to `least` - 1 is not told. If it is the only one, it would follow from the sum: then the smallest of
    the others that is not empty is not told either. Of equally small ones all are hidden, so that no order decides.

    Args:
        cells: how many, by name.
        least: the smallest number that is told; 0 is always told.
    """
    hidden = {name for name, n in cells.items() if 0 < n < least}
    others = [n for name, n in cells.items() if name not in hidden and n > 0]
    if len(hidden) == 1 and others:
        hidden |= {name for name, n in cells.items() if n == min(others)}
    return {name: None if name in hidden else n for name, n in cells.items()}
