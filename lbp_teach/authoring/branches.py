"""Dead ends: branches and endings of a visit that no plan leads to, because an earlier one always takes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from math import prod

from lbp_teach.case import Case
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.evaluate import evaluate
from lbp_teach.guideline.model import AllOf, AnyOf, Condition, DecisionIs, NotOf
from lbp_teach.logic import Truth
from lbp_teach.strict_yaml import Path

Report = Callable[[Path, str, str], None]
#: More plans than these are not all tried; no visit of a case comes near.
MOST = 200_000


def check_branches(case: Case, book: Book, report: Report) -> None:
    """Report branches and endings that no combination of decisions leads to."""
    for index, visit in enumerate(case.visits):
        for name in ("next", "endings"):
            conditions = [option.when for option in getattr(visit, name)]
            for number in dead(conditions, book):
                report(
                    ("visits", index, name, number),
                    "no plan leads here: one of those above always comes first.",
                    "Change its `when`, or remove it.",
                )


def dead(conditions: list[Condition | None], book: Book) -> list[int]:
    """Return the places of those that are never the first to hold, whatever is decided."""
    tests = [test for condition in conditions for test in _tests(condition)]
    named: dict[str, list[DecisionIs]] = {}
    for test in tests:
        named.setdefault(f"{test.visit}.{test.decision}" if test.visit else test.decision, []).append(test)
    choices = {name: _different(asked, book) for name, asked in named.items()}
    if prod(map(len, choices.values())) > MOST:
        return []
    met: set[int] = set()
    for values in product(*choices.values()):
        context = book.context({}, choices=dict(zip(choices, values, strict=True)))
        for number, condition in enumerate(conditions):
            if condition is None or evaluate(condition, context).truth is Truth.TRUE:
                met.add(number)
                break
        if len(met) == len(conditions):
            break
    return [number for number in range(len(conditions)) if number not in met]


def _different(tests: list[DecisionIs], book: Book) -> list[str]:
    """Return one value for each way in which the tests of a decision can come out together."""
    found: dict[tuple[bool, ...], str] = {}
    for option in book.decisions[tests[0].decision].options:
        found.setdefault(tuple(option.value in test.one_of for test in tests), option.value)
    return list(found.values())


def _tests(condition: Condition | None) -> Iterator[DecisionIs]:
    match condition:
        case DecisionIs():
            yield condition
        case NotOf(not_=part):
            yield from _tests(part)
        case AllOf(all=parts) | AnyOf(any=parts):
            for part in parts:
                yield from _tests(part)
        case _:
            return
