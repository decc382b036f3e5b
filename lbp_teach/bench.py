"""`lbp-teach bench`: what things cost on this machine, beside what they may cost (docs/benchmarks.md).

Absolute times drift between machines; where a budget is a ratio, both sides are measured in the same run. Each result
is given out when it is known, because the whole takes minutes.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lbp_teach.bench_measure import Measure, computed, measure, times

if TYPE_CHECKING:
    from lbp_teach.guideline.assess import Book
    from lbp_teach.play import Attempt, VisitState

#: Events that are exported where no other number is asked for: enough to see memory grow, if it did.
EVENTS = 100_000
#: Below this share of a core, absolute times say more about the other programs than about us.
BUSY = 0.8


def _import(code: str) -> float:
    """Return how long an import takes in a fresh interpreter, in milliseconds."""
    timed = f"import time; began = time.perf_counter(); {code}; print(time.perf_counter() - began)"
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run([sys.executable, "-c", timed], check=True, env=env, capture_output=True, text=True)
    return 1000 * float(done.stdout)


def import_cost(runs: int) -> Iterator[Measure]:
    """Yield what imports cost a fresh interpreter.

    `import lbp_teach` alone loads next to nothing, so the whole of what a student's kernel loads is held against the
    same budget; pydantic, the largest part of it and not ours, stands beside it.
    """
    wanted: list[tuple[str, str, float | None]] = [
        ("import lbp_teach", "import lbp_teach", 120),
        ("import of all that plays a case", "import lbp_teach.session", 120),
        ("import of all that the laboratory needs", "import lbp_teach.lab.session", 120),
        ("of which pydantic", "from pydantic import BaseModel, Field, StringConstraints", None),
    ]
    for name, code, budget in wanted:
        yield measure(name, "ms", [_import(code) for _ in range(runs + 3)][1:], budget)


def _carelessly(visit: VisitState, book: Book) -> VisitState:
    """Return a visit at which nothing was asked and the last option of every decision was taken."""
    from lbp_teach.play import Choice

    choices = {name: Choice(decision.options[-1].value) for name, decision in book.decisions.items()}
    return replace(visit, asked=(), examined=(), choices=choices)


def library(runs: int) -> Iterator[Measure]:
    """Yield what the student path costs without a browser."""
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

    yield computed("open one compiled case", lambda: Case.model_validate_json(path.read_bytes()), runs, 20)
    whole = content.library()
    yield computed("assess one patient, what a case asks", lambda: assessed(book), runs, 2)
    yield computed("assess, all rules with trace", lambda: assessed(whole, advice=True), runs, 2)
    first = computed("score an attempt, patient not seen before", scored, runs, 5)
    yield first
    yield measure("attempts marked in a second, one core", "/s", [1000 / (first.cpu or first.median)])
    yield computed("score and explain the model attempt", lambda: marked(attempt), runs, 5)
    yield computed("score and explain a poor attempt", lambda: marked(poor), runs, 5)
    yield computed("the same with every counterfactual", lambda: marked(poor, explain=True), runs)
    everything = assess(whole, facts, advice=True)
    # The decision whose counterfactuals take longest stands for all.
    slowest = max(everything.verdicts, key=lambda name: times(lambda: what_if(whole, facts, name), 1)[0])
    yield computed("counterfactuals, slowest decision", lambda: what_if(whole, facts, slowest), runs, 200)
    with tempfile.TemporaryDirectory() as folder:
        records = Records(Path(folder) / "bench.sqlite3")
        learner, _ = records.learner(None)
        seq = iter(range(1_000_000))

        def append() -> None:
            number = next(seq)
            records.append(learner.id, f"a{number}", "bench", "note", {"note": "n", "text": "x"}, number)

        durable = times(append, 20 * runs)
        records.close()
    yield measure("one durable event (SQLite, synchronous=FULL)", "ms", durable, 12)


def laboratory(runs: int) -> Iterator[Measure]:
    """Yield what the laboratory costs without a browser."""
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
        hello = times(lambda: session.handle({"type": "hello"}), runs)
        first = []
        for _ in range(runs):
            session.handle({"type": "hello"})
            began = time.perf_counter()
            guess()
            first.append(1000 * (time.perf_counter() - began))
        records.close()
    yield measure("open the laboratory", "ms", hello, 50)
    yield measure("one guess, stored and answered", "ms", first, 12)
    yield computed("every measure of a 2x2 table, Wilson", lambda: measures(table), runs, 5)
    yield computed("the same, Clopper-Pearson", lambda: measures(table, "clopper_pearson"), runs, 5)

    def simulated() -> object:
        return post_test_simulated(known, *row.uncertain(), positive=True)

    yield computed("post-test interval, 20,000 draws", simulated, runs, 200)


def exporting(events: int) -> Iterator[Measure]:
    """Yield what exporting so many events costs, in a process of its own; memory may not grow with their number."""
    from lbp_teach.exports.bench import export_million

    cost = export_million(events=events)
    yield measure(f"export of {events:,} events as CSV", "s", [cost.seconds])
    yield measure("its peak memory beside a tenth of the events", "x", [cost.growth], 1.2)


def live_class(_runs: int) -> Iterator[Measure]:
    """Yield what the teachers' live page costs."""
    from lbp_teach.live.bench import live

    yield from live()


def _browser(runs: int) -> Iterator[Measure]:
    from lbp_teach.server.bench import browser_measures

    yield from browser_measures(runs)


def _share_of_a_core() -> float:
    """Return how much of a processor core this process gets just now, up to 1."""
    began, busy = time.perf_counter(), time.process_time()
    sum(number * number for number in range(1_000_000))
    return min(1.0, (time.process_time() - busy) / (time.perf_counter() - began))


def run(*, runs: int, as_json: bool, browser: bool, events: int = EVENTS) -> int:
    """Measure and print: results on stdout, one by one as they are known (as JSON at the end), progress on stderr.

    Args:
        runs: how often each thing is measured, at least.
        as_json: print one JSON document instead of lines.
        browser: whether to measure in a browser, too.
        events: how many events are exported.

    Returns:
        0 when everything is within its budget, 1 otherwise.
    """
    parts: list[tuple[str, Iterator[Measure]]] = [
        ("imports in a fresh interpreter", import_cost(runs)),
        ("reading, assessing and marking", library(max(runs, 5))),
        ("the laboratory", laboratory(max(runs, 5))),
        (f"making and exporting {events:,} events", exporting(events)),
        ("a live class of 30, and one of 300", live_class(runs)),
    ]
    if browser:
        parts.append((f"pages in a browser, each {runs} times cold and {runs} times ready", _browser(runs)))
    found: list[Measure] = []
    began, share = time.monotonic(), _share_of_a_core()
    if not as_json:
        print(
            f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores, {runs} runs", flush=True
        )
    for number, (what, measures) in enumerate(parts, 1):
        at = time.monotonic() - began
        print(f"[{number}/{len(parts)}, {at:.0f} s] {what} ...", file=sys.stderr, flush=True)
        for one in measures:
            found.append(one)
            if not as_json:
                print(line(one), flush=True)
    share = min(share, _share_of_a_core())
    note = "x: beside the bare thing, in the same run."
    if share < BUSY:
        note = (
            f"The machine is busy: this process had {share:.0%} of a core, and all it waited for took longer for it. "
            "Behind cpu stands the processor's own time."
        )
    print(f"Measured in {time.monotonic() - began:.0f} s.", file=sys.stderr, flush=True)
    if as_json:
        machine = {
            "python": platform.python_version(),
            "system": platform.platform(),
            "cores": os.cpu_count(),
            "share": round(share, 2),
        }
        print(json.dumps({"machine": machine, "note": note, "measures": [asdict(m) for m in found]}, indent=2))
    else:
        print(note)
    over = [one.name for one in found if one.verdict == "OVER"]
    if over and not as_json:
        print(f"Over budget: {len(over)} of {len(found)}: " + "; ".join(over))
    return 1 if over else 0


def line(one: Measure) -> str:
    """Return a result as a line to read."""
    budget = f"budget {one.budget:g}" if one.budget is not None else ""
    spread = f"({one.low:.2f} to {one.high:.2f})" + (f" cpu {one.cpu:.2f}" if one.cpu is not None else "")
    return f"{one.name:52} {one.median:9.2f} {one.unit:4} {spread:30} {budget:12} {one.verdict}".rstrip()
