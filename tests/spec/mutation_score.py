"""Do the tests notice when the scorer is wrong? Faults are put into its code one at a time, as `mutation_code` does it.

The functions are those of the package `scoring`, of `forecast`, and of the exam's `in_case`. The tests are those of
`test_scoring` and `test_forecast`. A fault that survives is equivalent, and left out of the count, when the marks of a
hundred random attempts at the real cases come out the same in every respect: attempts of all kinds, from nothing at all
to the model answer, also as practice and weighted anew. There is no list of exceptions.
"""

from __future__ import annotations

import importlib
import inspect
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from learner import CASES, attempt_of, next_visit
from spec.mutation_code import Broken, Check, Fault, Result, _values_of, faults

from lbp_teach import content, forecast
from lbp_teach.bedside.exam import in_case
from lbp_teach.bedside.exam.record import Recorded
from lbp_teach.case import Case, CaseWeight
from lbp_teach.guideline.assess import Book
from lbp_teach.model_answer import model_attempt
from lbp_teach.play import Asked, Attempt, Choice, VisitState
from lbp_teach.scoring import Report, decisions, kinds, model, score, total, work_up
from lbp_teach.text import same

TESTS = ("unit.test_scoring", "unit.test_forecast")
MODULES = (kinds, decisions, work_up, total, model, forecast, in_case)
PROBES = 100


@lru_cache(maxsize=1)
def given() -> dict[str, object]:
    """Return what the tests ask for by name."""
    people = {name.partition("-")[0]: content.load_case(name) for name in CASES}
    return {"book": content.book(), **people}


def checks() -> list[Check]:
    """Return every test of the module with its values, the cheap ones first as they stand there."""
    found = []
    for name, function in [one for module in TESTS for one in vars(importlib.import_module(module)).items()]:
        # What draws its own examples takes too long for this.
        if name.startswith("test_") and callable(function) and not hasattr(function, "hypothesis"):
            marks = [m for m in getattr(function, "pytestmark", []) if m.name == "parametrize"]
            rows = list(_values_of(marks[0])) if marks else [{}]
            wanted = set(inspect.signature(function).parameters)
            for row in rows:
                known = {key: value for key, value in given().items() if key in wanted}
                found.append(Check(name, lambda _book, f=function, kw={**row, **known}: f(**kw)))  # type: ignore[misc]
    return found


def attempts(count: int = PROBES, seed: int = 2026) -> Iterator[tuple[Case, Attempt]]:
    """Yield random attempts: a model answer of which something is left out, changed or added at every visit."""
    draw, book = random.Random(seed), content.book()
    for number in range(count):
        case = content.load_case(CASES[number % len(CASES)])
        good = {v.visit: v for v in model_attempt(case, book).visits}
        visits, at = [], case.visits[0].id
        while True:
            state = _changed(draw, good.get(at) or VisitState(at), book)
            visits.append(state)
            following = next_visit(case, state, book)
            if following is None or draw.random() < 0.1:
                break
            at = following
        made = attempt_of(case, *visits)
        if draw.random() < 0.2:
            made = replace(made, practice_from=draw.randrange(len(visits)))
        if draw.random() < 0.2:
            item = draw.choice([*book.decisions, "time", "focus", "estimate", "ask_pain"])
            weight = CaseWeight(item=item, times=draw.randrange(4), reason=same("x"))
            case = case.model_copy(update={"weights": (weight,)})
        yield case, made


def _changed(draw: random.Random, state: VisitState, book: Book) -> VisitState:
    keep = draw.choice((0.0, 0.3, 0.8, 1.0))
    choices = {n: c for n, c in state.choices.items() if draw.random() < keep}
    for name in draw.sample(sorted(book.decisions), draw.randrange(6)):
        choices[name] = Choice(draw.choice([o.value for o in book.decisions[name].options]))
    asked = tuple(a for a in state.asked if draw.random() < keep)
    more = draw.sample(sorted(book.questions), draw.choice((0, 0, 3, 12, 40)))
    asked += tuple(Asked(q, over=False) for q in more if all(a.question != q for a in asked))
    recorded = {k: r for k, r in state.recorded.items() if draw.random() < 0.9}
    for name in draw.sample(sorted(recorded), min(len(recorded), draw.randrange(3))):
        finding = book.findings[name.partition("@")[0]]
        recorded[name] = Recorded(draw.choice(list(finding.values) or ["present", "absent"]))
    first = draw.randrange(101)
    second = draw.randrange(101 - first)
    chances = dict(zip(("serious_specific", "nerve_root", "non_specific"), (first, second, 100 - first - second)))  # noqa: B905
    estimates = draw.choice(({}, {"after": chances}, {"before": chances}, dict(state.estimates)))
    return replace(
        state,
        asked=asked,
        examined=tuple(e for e in state.examined if draw.random() < keep),
        choices=choices,
        recorded=recorded,
        tools=state.tools if draw.random() < 0.7 else {},
        estimates=estimates,
        seconds=draw.choice((0, 300, state.seconds, 1200, 1201, 4000)),
    )


def answers(asked: Sequence[tuple[Case, Attempt]], book: Book) -> Iterator[tuple[object, ...]]:
    """Yield everything that is said of each attempt, in a form that can be compared."""
    for case, attempt in asked:
        report = score(case, attempt, book, explain=False)
        yield (forecast.forecasts(attempt, case, book),)
        yield (*_told(report), report.percent, report.score, report.passed, [i.subject for i in report.critical])


def _told(report: Report) -> Iterator[object]:
    yield from (report.sum, report.cap, report.floor, report.points, report.of, report.open, report.reason)
    yield from (report.practice, report.versions, report.endings, report.case, report.edition)
    for item in (*report.items, *report.practice_items):
        rules = [[o.rule.id for o in some] for some in (item.outcomes, item.speaks_for, item.speaks_against)]
        yield replace(item, outcomes=(), speaks_for=(), speaks_against=()), rules


def run(book: Book, chosen: Sequence[Fault] | None = None) -> Result:
    """Put every fault into the scorer and see which are noticed."""
    start = time.monotonic()
    every = checks()
    good = [check for check in every if check.passes(book)]
    asked = list(attempts())
    expected = list(answers(asked, book))
    killed, same_, survived = [], [], []
    for fault in [f for module in MODULES for f in faults(module)] if chosen is None else chosen:
        with Broken(fault):
            killer = next((check for check in good if not check.passes(book)), None)
            if killer is not None:
                killed.append(fault)
                # What noticed this one is likely to notice its neighbour, too.
                good = [killer, *(check for check in good if check is not killer)]
            elif _all_alike(asked, expected, book):
                same_.append(fault)
            else:
                survived.append(fault)
    broken = tuple(check.name for check in every if check not in good)
    return Result(tuple(killed), tuple(same_), tuple(survived), broken, time.monotonic() - start)


def _all_alike(asked: Sequence[tuple[Case, Attempt]], expected: Sequence[object], book: Book) -> bool:
    try:
        return all(a == b for a, b in zip(answers(asked, book), expected, strict=True))
    except Exception:
        return False
