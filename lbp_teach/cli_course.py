"""`lbp-teach course ...`: make a course from a file, list, show, close and remove one, print its join code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lbp_teach.errors import UsageError

if TYPE_CHECKING:
    from lbp_teach.courses.model import Course
    from lbp_teach.courses.record import CourseState
    from lbp_teach.records import Store


def add_commands(commands: Any) -> None:
    """Add the commands to the parser of `lbp-teach`."""
    about = "courses that a class joins with a code (docs/courses.md)"
    course = commands.add_parser("course", help=about).add_subparsers(required=True, metavar="WHAT")
    new = course.add_parser("new", help="make a course from a YAML file and print its join code")
    new.add_argument("file", type=Path)
    new.add_argument("--check", action="store_true", help="only check the file")
    new.set_defaults(run=_new)
    course.add_parser("list", help="list the courses, the newest first").set_defaults(run=_list)
    show = course.add_parser("show", help="show a course as a YAML file (hints at answers)")
    close = course.add_parser("close", help="take no more answers; the teachers' page opens it again")
    code = course.add_parser("code", help="print the join code of a course")
    remove = course.add_parser("remove", help="remove a course that was made in error, before anybody has begun")
    remove.add_argument("--yes", action="store_true", help="do not ask")
    for one, run in ((show, _show), (close, _close), (code, _code), (remove, _remove)):
        one.add_argument("course", help="its join code, its id, or its title")
        one.set_defaults(run=run)


def _new(arguments: argparse.Namespace) -> int:
    from lbp_teach.courses.file import load
    from lbp_teach.courses.record import all_courses, create

    with _store() as store:
        # Checked as the page checks it: also against the courses that are there.
        course, notes = load(arguments.file, all_courses(store))
        for note in notes:
            print(note, file=sys.stderr)
        for line in _beside(course):
            print(line)
        if arguments.check:
            print(f"{arguments.file.name} {'is in order' if not notes else 'can be made'}. Nothing was made.")
            return 0
        state = create(store, **course.model_dump(exclude={"id", "code"}))
    print(f"{state.course.title}: join code {state.course.code}  ({state.course.id})")
    print(f"Students join on the first page, or with the address of this server and /?join={state.course.code}")
    return 0


def _beside(course: Course) -> list[str]:
    """Return how much each student has to do, and how many patients a class would meet at each place."""
    from lbp_teach.courses.neighbours import neighbours
    from lbp_teach.courses.teacher_view import beside_view
    from lbp_teach.text import Lang

    found = beside_view(course, neighbours(course), Lang.EN)
    lines = [f"Each student: {found['n']} patients, about {found['minutes']} minutes."]
    return lines + [
        f"  {row['group']}: {row['different']} different among {found['of']} students; two neighbours would get "
        + " and ".join(met["who"] for met in row["met"])
        for row in found["rows"]
    ]


def _list(_: argparse.Namespace) -> int:
    from lbp_teach.courses.draft import local_time
    from lbp_teach.courses.record import all_courses
    from lbp_teach.courses.standing import standing

    with _store() as store:
        states = all_courses(store)
    for state in states:
        course = state.course
        times = " to ".join((local_time(course.opens) or "at once", local_time(course.closes) or "no end"))
        print(f"{course.code}  {standing(state):6} {course.mode:8} {course.id}  {times}  {course.title}")
    return 0


def _show(arguments: argparse.Namespace) -> int:
    from lbp_teach.courses.file import write
    from lbp_teach.courses.standing import standing

    with _store() as store:
        state = _found(store, arguments.course)
    print(f"# {state.course.id}, join code {state.course.code}, {standing(state)}")
    print(write(state.course), end="")
    return 0


def _close(arguments: argparse.Namespace) -> int:
    from lbp_teach.courses.closing import close

    with _store() as store:
        state = _found(store, arguments.course)
        if state.closed:
            print(f"{state.course.title} was closed already.")
            return 0
        close(store, state)
    print(f"{state.course.title} is closed. No more answers are taken.")
    return 0


def _code(arguments: argparse.Namespace) -> int:
    with _store() as store:
        print(_found(store, arguments.course).course.code)
    return 0


def _remove(arguments: argparse.Namespace) -> int:
    from lbp_teach.courses.members import has_begun
    from lbp_teach.courses.removing import HAS_BEGUN, remove

    with _store() as store:
        state = _found(store, arguments.course)
        if has_begun(store, state.course.id):
            raise UsageError(HAS_BEGUN.en)
        joined = len(store.joined_by(state.course.id))
        what = f"{state.course.title} ({state.course.code}), which {joined} have joined"
        if not arguments.yes and not _confirmed(f"Remove {what}? It cannot be undone. Type yes: "):
            print("Nothing was removed.")
            return 1
        print(remove(store, state).en)
    return 0


def _confirmed(question: str) -> bool:
    try:
        return input(question).strip().lower() in ("yes", "y", "ja", "j")
    except EOFError:
        return False


@contextmanager
def _store() -> Iterator[Store]:
    """Open the records; what they cannot do is said in a sentence."""
    import sqlite3

    from lbp_teach import content
    from lbp_teach.records import Gone, open_records
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
    except Gone:
        raise UsageError("The course is gone. `lbp-teach course list` shows those that are there.") from None
    except sqlite3.Error as error:
        raise UsageError(cannot_use(error)) from None


def _found(store: Store, wanted: str) -> CourseState:
    from lbp_teach.courses.naming import named

    return named(store, wanted)


__all__ = ["add_commands"]
