"""What differs between two of the sources, in words a teacher would use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lbp_teach.guideline.assess import Book, amount
from lbp_teach.guideline.model import Conflict, Parameter
from lbp_teach.text import Text, both, join

_RULE = both(da="gælder", en="applies")
_NO_RULE = both(da="findes ikke", en="does not exist")


@dataclass(frozen=True)
class Difference:
    """One thing on which two sources differ.

    Attributes:
        kind: a threshold, a rule that only one has, or a disagreement in the register.
        id: of the parameter, the rule or the conflict.
        title: what it is about.
        first: what the first source has.
        second: what the second has.
        follow: how the toolkit resolves a disagreement; None otherwise.
    """

    kind: Literal["threshold", "rule", "disagreement"]
    id: str
    title: Text
    first: Text
    second: Text
    follow: Text | None = None


def differences(book: Book, first: str, second: str) -> tuple[Difference, ...]:
    """Return everything on which two sources differ: thresholds, rules, and disagreements both take part in.

    A threshold is listed only where both sources give one; a source that gives none is not credited with another's.

    Args:
        book: the whole guideline (`content.library()`).
        first: a source, such as `DSAM2026`.
        second: another source, such as `RSD2024`.
    """
    if first == second:
        return ()
    guideline = book.guideline
    thresholds = [
        Difference(
            "threshold", p.id, p.label, _with_unit(book, p, p.value(first)), _with_unit(book, p, p.value(second))
        )
        for p in guideline.parameters
        if first in p.values and second in p.values and p.values[first] != p.values[second]
    ]
    rules = [
        Difference("rule", rule.id, book.words(rule.because, first if first in rule.editions else second), one, two)
        for rule in guideline.rules
        if rule.editions and (first in rule.editions) != (second in rule.editions)
        for one, two in [(_RULE, _NO_RULE) if first in rule.editions else (_NO_RULE, _RULE)]
    ]
    said = [
        Difference(
            "disagreement", c.id, c.question, _says(book, c, first), _says(book, c, second), book.words(c.follow)
        )
        for c in guideline.conflicts
        if {first, second} <= {position.source for position in c.says}
    ]
    return (*thresholds, *rules, *said)


def _says(book: Book, conflict: Conflict, source: str) -> Text:
    return join([book.words(one.text) for one in conflict.says if one.source == source], sep=" ")


def _with_unit(book: Book, parameter: Parameter, value: float | tuple[float, float]) -> Text:
    words = amount(value)
    units = book.guideline.findings.units
    return units[parameter.unit].format(n=words) if parameter.unit in units else words
