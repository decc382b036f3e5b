"""One measured thing of `lbp-teach bench`, and how it is measured."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Measure:
    """One measured thing.

    Attributes:
        name: what was measured.
        unit: unit of the numbers, such as ms or x (a ratio).
        median: median of the runs.
        low: smallest run.
        high: largest run.
        budget: what it may be at most, or None where there is no budget.
        cpu: for what only computes, the median of the processor's time in the same unit. It is less than `median` where
            other programs take the processor.
    """

    name: str
    unit: str
    median: float
    low: float
    high: float
    budget: float | None = None
    cpu: float | None = None

    @property
    def verdict(self) -> str:
        """Return ok, over, or nothing where there is no budget."""
        if self.budget is None:
            return ""
        return "ok" if self.median <= self.budget else "OVER"


def measure(name: str, unit: str, values: list[float], budget: float | None = None) -> Measure:
    """Return the measure of some runs."""
    return Measure(name, unit, statistics.median(values), min(values), max(values), budget)


def times(action: Callable[[], object], runs: int) -> list[float]:
    """Return how long an action takes, in milliseconds, after one run that warms up."""
    action()
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        found.append(1000 * (time.perf_counter() - start))
    return found


def computed(name: str, action: Callable[[], object], runs: int, budget: float | None = None) -> Measure:
    """Return the measure, in milliseconds, of what only computes: how long it takes, and how long of it it computes."""
    action()
    took, busy_for = [], []
    for _ in range(runs):
        began, busy = time.perf_counter(), time.process_time()
        action()
        busy_for.append(1000 * (time.process_time() - busy))
        took.append(1000 * (time.perf_counter() - began))
    return replace(measure(name, "ms", took, budget), cpu=statistics.median(busy_for))
