"""`lbp-teach exam ...`: the log of an exam, the release of its answers, its results in a sealed file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lbp_teach.errors import UsageError
from lbp_teach.text import Lang

if TYPE_CHECKING:
    from lbp_teach.records import Store


def add_commands(commands: Any) -> None:
    """Add the commands to the parser of `lbp-teach`."""
    exam = commands.add_parser("exam", help="exams: log, release, results (docs/exam-mode.md)")
    kinds = exam.add_subparsers(required=True, metavar="WHAT")
    log = kinds.add_parser("log", help="everything that was written down, and whether the records are whole")
    release = kinds.add_parser("release", help="let the candidates see what the exam tells; it cannot be taken back")
    allow = kinds.add_parser("allow", help="give a candidate more time")
    export = kinds.add_parser("export", help="write the results to a sealed file and print its seal")
    for one in (log, release, allow, export):
        one.add_argument("course", help="its code or id; see lbp-teach exam list")
        one.add_argument("--lang", choices=("da", "en"), default="en")
    release.add_argument("--yes", action="store_true", help="do not ask")
    allow.add_argument("learner", help="pseudonym or id")
    allow.add_argument("extra", type=int, help="per cent more time than the others; 0 takes it back")
    export.add_argument("file", type=Path)
    export.add_argument("--force", action="store_true", help="replace the file if it is there")
    check = kinds.add_parser("check", help="find out whether a file that was exported has been changed")
    check.add_argument("file", type=Path)
    check.add_argument("--seal", help="the seal that was printed when it was exported")
    listed = kinds.add_parser("list", help="the exams of these records")
    for parser, run in (
        (log, _log), (release, _release), (allow, _allow), (export, _export), (check, _check), (listed, _list),
    ):  # fmt: skip
        parser.set_defaults(run=run)


@contextmanager
def _records() -> Iterator[Store]:
    import sqlite3

    from lbp_teach import content
    from lbp_teach.records import open_records
    from lbp_teach.records.retention import cannot_use
    from lbp_teach.refusal import Refusal

    try:
        store = open_records(content.data_root())
        try:
            yield store
        finally:
            store.close()
    except Refusal as refusal:
        raise UsageError(refusal.text.en) from None
    except sqlite3.Error as error:
        raise UsageError(cannot_use(error)) from None


def _list(_: argparse.Namespace) -> int:
    from lbp_teach.exam_mode import exams

    with _records() as store:
        for state in exams(store):
            stands = f"released {state.released}" if state.released else "not released"
            print(f"{state.course.code}  {state.course.id}  {stands}  {state.course.title}")
    return 0


def _log(arguments: argparse.Namespace) -> int:
    from lbp_teach.exam_mode import exam_of, log_of

    with _records() as store:
        log = log_of(store, exam_of(store, arguments.course))
    for entry in log.entries:
        print(entry.line(Lang(arguments.lang)))
    if log.others:
        print(f"Practice on its cases was refused {log.others} times to people who have not joined.")
    for name, broken in log.breaks:
        print(f"NOT WHOLE  {name}: {broken.sentence()}")
    if not log.breaks:
        print(f"The {log.records} records are whole. Digest: {log.digest}")
    return 1 if log.breaks else 0


def _release(arguments: argparse.Namespace) -> int:
    from lbp_teach.exam_mode import exam_of, release

    with _records() as store:
        state = exam_of(store, arguments.course)
        if not arguments.yes and not state.released:
            print(
                f"Release the answers of {state.course.title!r} to all candidates? It cannot be taken back. Type yes:"
            )
            if sys.stdin.readline().strip().lower() not in ("yes", "ja"):
                print("Nothing was released.")
                return 1
        print(f"Released at {release(store, state).released}.")
    return 0


def _allow(arguments: argparse.Namespace) -> int:
    from lbp_teach.courses.extra import given
    from lbp_teach.exam_mode import allow, exam_of
    from lbp_teach.exam_mode.acts import member_of

    with _records() as store:
        state = exam_of(store, arguments.course)
        learner = member_of(store, state, arguments.learner)
        allow(store, state, learner, arguments.extra)
    print(given(state.course, learner.name, arguments.extra)(Lang(arguments.lang)))
    return 0


def _export(arguments: argparse.Namespace) -> int:
    from lbp_teach import content
    from lbp_teach.exam_mode import exam_of, export

    with _records() as store:
        state = exam_of(store, arguments.course)
        made = export(store, state, content.book(), arguments.file, Lang(arguments.lang), force=arguments.force)
    print(f"{made.candidates} candidates written to {arguments.file}. For education, not for patient care.")
    print(f"Seal, to be noted down apart from the file: {made.seal}")
    for name, broken in made.log.breaks:
        print(f"NOT WHOLE  {name}: {broken.sentence()}")
    return 1 if made.log.breaks else 0


def _check(arguments: argparse.Namespace) -> int:
    from lbp_teach.exam_mode import check

    with _records() as store:
        found = check(arguments.file, arguments.seal, store)
    print(f"{found.title}, made {found.created}. Seal: {found.seal}")
    for sentence in found.wrong:
        print(f"CHANGED  {sentence}")
    if found.wrong:
        return 1
    outside = "" if found.packing else " (but for how it is packed: it is from before that could be compared)"
    print(f"Nothing in the file was changed: its contents are those of its seal, and so is every other byte{outside}.")
    print(
        f"Compared with {found.compared} of the {found.records} records it was made from; "
        "those that are not in this installation could not be. Its name, place and date say nothing."
    )
    if arguments.seal is None:
        print(
            "Whoever changes the file can make a new seal for it: compare the seal with the one that was printed at "
            "the export, or give it with --seal."
        )
    return 0


__all__ = ["add_commands"]
