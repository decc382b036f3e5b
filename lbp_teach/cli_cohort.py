"""`lbp-teach cohort ...`: simulated classes, for trying things out."""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lbp_teach.errors import UsageError

if TYPE_CHECKING:
    from lbp_teach.cohort.simulate import Plan, Tick

#: Seconds between two lines of progress where there is no terminal.
EVERY = 5.0


def add_commands(commands: Any) -> None:
    """Add the commands to the parser of `lbp-teach`."""
    about = "make a simulated class for trying things out (docs/simulated-cohort.md)"
    cohort = commands.add_parser("cohort", help=about).add_subparsers(required=True, metavar="WHAT")
    simulate = cohort.add_parser("simulate", help="let simulated learners play real cases into a folder of their own")
    simulate.add_argument("--learners", type=int, default=30, metavar="N", help="how many in the end (default 30)")
    simulate.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed gives the same class")
    simulate.add_argument("--cases", default="6", metavar="CASES", help="ids with commas, a number, or all (default 6)")
    simulate.add_argument("--each", type=int, metavar="N", help="how many of the cases each plays (default: all)")
    simulate.add_argument("--feedback", default="full", metavar="LEVEL", help="none, correctness, reasons or full")
    simulate.add_argument("--begins", metavar="DAY", help="first day of the course, such as 2026-09-07")
    simulate.add_argument("--into", type=Path, required=True, metavar="FOLDER", help="a folder without real learners")
    simulate.add_argument("--truth", type=Path, metavar="FILE", help="also write who they are, as CSV")
    simulate.add_argument("--force", action="store_true", help="replace FILE of --truth if it is there")
    simulate.set_defaults(run=_simulate)


def _simulate(arguments: argparse.Namespace) -> int:
    import sqlite3

    from lbp_teach.cohort.simulate import Plan, chosen_cases, simulate
    from lbp_teach.records.retention import cannot_use

    plan = Plan(
        seed=arguments.seed,
        cases=chosen_cases(arguments.cases),
        each=arguments.each,
        feedback=arguments.feedback,
        begins=_day(arguments.begins),
    )
    plan.check(arguments.learners)
    if arguments.truth and arguments.truth.exists() and not arguments.force:
        raise UsageError(f"{arguments.truth} is there already. Name another file, or give --force to replace it.")
    try:
        with _progress() as tick:
            added = simulate(arguments.into, arguments.learners, plan, tick)
    except sqlite3.Error as error:
        raise UsageError(cannot_use(error)) from None
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on where it was.", file=sys.stderr)
        return 1
    there = f"{arguments.learners - added} were there already. " if added < arguments.learners else ""
    print(f"{added} simulated learners written to {arguments.into}. {there}For education, not for patient care.")
    print(f"Open them with: LBP_HOME={arguments.into} lbp-teach serve --teacher")
    if arguments.truth:
        _write_truth(arguments.truth, plan, arguments.learners)
    return 0


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--begins is {text!r}; it must be a day such as 2026-09-07.") from None


@contextmanager
def _progress() -> Iterator[Tick]:
    """Give a function that is told how far it is: a bar in a terminal, now and then a line elsewhere."""
    if sys.stderr.isatty():
        from tqdm import tqdm

        with tqdm(unit=" learners", file=sys.stderr, leave=False, mininterval=0.2) as bar:

            def show(done: int, of: int) -> None:
                bar.total = of
                bar.update(done - bar.n)

            yield show
        return
    shown = time.monotonic()

    def say(done: int, of: int) -> None:
        nonlocal shown
        if time.monotonic() - shown >= EVERY:
            shown = time.monotonic()
            print(f"{done:,} of {of:,} learners", file=sys.stderr, flush=True)

    yield say


def _write_truth(path: Path, plan: Plan, learners: int) -> None:
    """Write what nobody sees of the learners: abilities, traits and misconceptions, in logits."""
    from lbp_teach.cohort.simulate import people

    traits = ("care", "breadth", "diligence", "overconfidence", "insight", "slowness", "growth")
    found = people(plan.seed, learners)
    names = list(found[0].abilities)
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(["learner", "pseudonym", "overall", *names, *traits, "misconceptions"])
            for one in found:
                numbers = [one.overall, *(one.abilities[n] for n in names), *(getattr(one, t) for t in traits)]
                wrong = " ".join(w.id for w in one.misconceptions)
                out.writerow([one.id, one.name, *(f"{n:.4f}" for n in numbers), wrong])
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror}). Name another file with --truth.") from None
    print(f"Who they are: {path}")


__all__ = ["add_commands"]
