"""`lbp-teach bench`: what things cost on this machine, beside what they may cost (docs/benchmarks.md).

Absolute times drift between machines; where a budget is a ratio, both sides are measured in the same run.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lbp_teach.guideline.assess import Book
    from lbp_teach.play import Attempt, VisitState


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
    """

    name: str
    unit: str
    median: float
    low: float
    high: float
    budget: float | None = None

    @property
    def verdict(self) -> str:
        """Return ok, over, or nothing where there is no budget."""
        if self.budget is None:
            return ""
        return "ok" if self.median <= self.budget else "OVER"


def measure(name: str, unit: str, values: list[float], budget: float | None = None) -> Measure:
    """Return the measure of some runs."""
    return Measure(name, unit, statistics.median(values), min(values), max(values), budget)


def _times(action: Callable[[], object], runs: int) -> list[float]:
    """Return how long an action takes, in milliseconds, after one run that warms up."""
    action()
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        found.append(1000 * (time.perf_counter() - start))
    return found


def _import(code: str) -> float:
    """Return how long an import takes in a fresh interpreter, in milliseconds."""
    timed = f"import time; began = time.perf_counter(); {code}; print(time.perf_counter() - began)"
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run([sys.executable, "-c", timed], check=True, env=env, capture_output=True, text=True)
    return 1000 * float(done.stdout)


def import_cost(runs: int) -> list[Measure]:
    """Return what imports cost a fresh interpreter.

    `import lbp_teach` alone loads next to nothing, so the whole of what a student's kernel loads is held against the
    same budget; pydantic, the largest part of it and not ours, stands beside it.
    """
    wanted: list[tuple[str, str, float | None]] = [
        ("import lbp_teach", "import lbp_teach", 120),
        ("import of all that plays a case", "import lbp_teach.session", 120),
        ("import of all that the laboratory needs", "import lbp_teach.lab.session", 120),
        ("of which pydantic", "from pydantic import BaseModel, Field, StringConstraints", None),
    ]
    found = []
    for name, code, budget in wanted:
        found.append(measure(name, "ms", [_import(code) for _ in range(3 * runs + 1)][1:], budget))
    return found


def _carelessly(visit: VisitState, book: Book) -> VisitState:
    """Return a visit at which nothing was asked and the last option of every decision was taken."""
    from lbp_teach.play import Choice

    choices = {name: Choice(decision.options[-1].value) for name, decision in book.decisions.items()}
    return replace(visit, asked=(), examined=(), choices=choices)


def library(runs: int) -> list[Measure]:
    """Return what the student path costs without a browser."""
    from lbp_teach import content
    from lbp_teach.case import Case, visit_facts
    from lbp_teach.debriefing.whole import debrief
    from lbp_teach.guideline.assess import assess
    from lbp_teach.model_answer import model_attempt
    from lbp_teach.records import Records
    from lbp_teach.scoring import score
    from lbp_teach.text import Lang
    from lbp_teach.what_if import what_if

    book = content.book()
    name = max(content.catalogue().cards, key=lambda card: card.difficulty).id
    path = content.compiled_root() / f"case-{name}.json"
    case = content.load_case(name)
    facts = visit_facts(case, case.visits[-1].id, book)
    attempt = model_attempt(case, book)
    poor = replace(attempt, visits=tuple(_carelessly(visit, book) for visit in attempt.visits))

    def scored() -> object:
        book.forget()  # a learner's attempt is marked for the first time
        return score(case, attempt, book, explain=False)

    def assessed(read: Book, *, advice: bool = False) -> object:
        read.forget()
        return assess(read, facts, advice=advice)

    def marked(played: Attempt, *, explain: bool = False) -> object:
        book.forget()
        return debrief(score(case, played, book, explain=explain), case, played, book, Lang.DA)

    whole = content.library()
    everything = assess(whole, facts, advice=True)
    # The decision whose counterfactuals take longest stands for all.
    slowest = max(everything.verdicts, key=lambda name: _times(lambda: what_if(whole, facts, name), 1)[0])
    with tempfile.TemporaryDirectory() as folder:
        records = Records(Path(folder) / "bench.sqlite3")
        learner, _ = records.learner(None)
        seq = iter(range(1_000_000))

        def append() -> None:
            number = next(seq)
            records.append(learner.id, f"a{number}", "bench", "note", {"note": "n", "text": "x"}, number)

        durable = _times(append, 20 * runs)
        records.close()
    first_marks = _times(scored, runs)
    return [
        measure("open one compiled case", "ms", _times(lambda: Case.model_validate_json(path.read_bytes()), runs), 20),
        measure("assess one patient, what a case asks", "ms", _times(lambda: assessed(book), runs), 2),
        measure("assess, all rules with trace", "ms", _times(lambda: assessed(whole, advice=True), runs), 2),
        measure("counterfactuals, slowest decision", "ms", _times(lambda: what_if(whole, facts, slowest), runs), 200),
        measure("score an attempt, patient not seen before", "ms", first_marks, 5),
        measure("attempts marked in a second, one core", "/s", [1000 / one for one in first_marks]),
        measure("score and explain the model attempt", "ms", _times(lambda: marked(attempt), runs), 5),
        measure("score and explain a poor attempt", "ms", _times(lambda: marked(poor), runs), 5),
        measure("the same with every counterfactual", "ms", _times(lambda: marked(poor, explain=True), runs)),
        measure("one durable event (SQLite, synchronous=FULL)", "ms", durable, 12),
    ]


def laboratory(runs: int) -> list[Measure]:
    """Return what the laboratory costs without a browser."""
    from lbp_teach import content
    from lbp_teach.guideline.accuracy import Accuracy
    from lbp_teach.lab.session import LabSession
    from lbp_teach.probability.bayes import Uncertain, post_test_simulated
    from lbp_teach.probability.table import TwoByTwo, measures
    from lbp_teach.records import Records

    row: Accuracy = content.library().guideline.accuracies[0]
    guesses = list(content.lab().guesses)
    known = Uncertain.known(0.1)
    table = TwoByTwo(40, 21, 11, 212)
    with tempfile.TemporaryDirectory() as folder:
        records = Records(Path(folder) / "bench.sqlite3")
        turn = iter(range(1_000_000))

        def guess() -> None:
            number = next(turn)
            session.handle({"type": "act", "id": f"a{number}", "kind": "guess", "guess": guesses[0], "value": 0.5})

        session = LabSession(records)
        hello = _times(lambda: session.handle({"type": "hello"}), runs)
        first = []
        for _ in range(runs):
            session.handle({"type": "hello"})
            began = time.perf_counter()
            guess()
            first.append(1000 * (time.perf_counter() - began))
        records.close()
    return [
        measure("open the laboratory", "ms", hello, 50),
        measure("one guess, stored and answered", "ms", first, 12),
        measure("every measure of a 2x2 table, Wilson", "ms", _times(lambda: measures(table), runs), 5),
        measure("the same, Clopper-Pearson", "ms", _times(lambda: measures(table, "clopper_pearson"), runs), 5),
        measure(
            "post-test interval, 20,000 draws",
            "ms",
            _times(lambda: post_test_simulated(known, *row.uncertain(), positive=True), runs),
            200,
        ),
    ]


def exporting() -> list[Measure]:
    """Return what exporting a million events costs, in a process of its own; memory may not grow with their number."""
    from lbp_teach.exports.bench import export_million

    cost = export_million()
    return [
        measure("export of a million events as CSV", "s", [cost.seconds]),
        measure("its peak memory beside a tenth of the events", "x", [cost.growth], 1.2),
    ]


def run(*, runs: int, as_json: bool, browser: bool) -> int:
    """Measure and print.

    Returns:
        0 when everything is within its budget, 1 otherwise.
    """
    found = [*import_cost(runs), *library(max(runs, 5)), *laboratory(max(runs, 5)), *exporting()]
    note = ""
    if browser:
        from lbp_teach.server.bench import browser_measures

        more, note = browser_measures(runs)
        found += more
    if as_json:
        machine = {"python": platform.python_version(), "system": platform.platform(), "cores": os.cpu_count()}
        print(json.dumps({"machine": machine, "note": note, "measures": [asdict(m) for m in found]}, indent=2))
    else:
        print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores, {runs} runs")
        for one in found:
            budget = f"budget {one.budget:g}" if one.budget is not None else ""
            spread = f"{one.low:.2f} to {one.high:.2f}"
            print(f"{one.name:52} {one.median:9.2f} {one.unit:4} ({spread}) {budget:12} {one.verdict}")
        if note:
            print(note)
    return 1 if any(one.verdict == "OVER" for one in found) else 0
