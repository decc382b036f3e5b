"""`lbp-teach records ...`: check, purge and keep within its time what is stored of learners."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from lbp_teach.cli_export import add_command as add_export_command
from lbp_teach.errors import UsageError

if TYPE_CHECKING:
    from lbp_teach.records import Person, Store


def add_commands(commands: Any) -> None:
    """Add the commands to the parser of `lbp-teach`."""
    about = "check and remove what is stored of learners"
    records = commands.add_parser("records", help=about).add_subparsers(required=True, metavar="WHAT")

    add_export_command(records)

    verify = records.add_parser("verify", help="find what was changed since it was recorded; exit 1 if anything was")
    verify.add_argument("--expect", metavar="DIGEST", help="compare with a digest that was noted down before")
    verify.add_argument("--until", metavar="TIME", help="digest of what was recorded until then (ISO 8601)")
    verify.set_defaults(run=_guarded(_verify))

    listing = records.add_parser("list", help="list the learners: id, name, events, last event")
    listing.set_defaults(run=_guarded(_list))

    purge = records.add_parser("purge", help="remove every trace of a learner")
    purge.add_argument("learner", metavar="LEARNER", help="id, or name such as Birk-42")
    purge.add_argument("--yes", action="store_true", help="do not ask")
    purge.set_defaults(run=_guarded(_purge))

    retention = records.add_parser("retention", help="purge learners whose last event is too old")
    retention.add_argument("--days", metavar="N", help="keep for N days (default: LBP_KEEP_DAYS)")
    retention.add_argument("--dry-run", action="store_true", help="only say who it would be")
    retention.set_defaults(run=_guarded(_retention))

    scrub = records.add_parser("scrub", help="erase the space of what was deleted before")
    scrub.set_defaults(run=_guarded(_scrub))


def _guarded(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Return a command whose store may fail at any moment; it is then said in one sentence."""

    def guarded(arguments: argparse.Namespace) -> int:
        import sqlite3

        from lbp_teach.records.retention import cannot_use

        try:
            return run(arguments)
        except sqlite3.Error as error:
            raise UsageError(cannot_use(error)) from None

    return guarded


def _open() -> Store:
    from lbp_teach.content import data_root
    from lbp_teach.records.opening import open_records

    return open_records(data_root())


def _verify(arguments: argparse.Namespace) -> int:
    from lbp_teach.records.chain import same_digest

    # To the second that has passed: an event of this very moment must not fall between note and comparison.
    until = _time(arguments.until) if arguments.until else datetime.now(UTC)
    store = _open()
    found = store.check(until.isoformat(timespec="milliseconds"))
    for learner, name, one in found.breaks:
        print(f"{name} ({learner}): {one.sentence()}")
    broken = len({learner for learner, _, _ in found.breaks})
    whole = "every chain is whole" if not found.breaks else f"{_many(broken, 'chain')} broken"
    print(f"{_many(found.events, 'event')} of {_whose(found.learners, found.courses)}: {whole}.")
    print(f"Digest: {found.digest}")
    if not arguments.expect:
        print(
            "Note it down to compare later: lbp-teach records verify "
            f"--until {until.isoformat(timespec='milliseconds')} --expect {found.digest}"
        )
        return 1 if found.breaks else 0
    same = same_digest(arguments.expect, found.digest)
    print(
        "It is the digest you expect."
        if same
        else f"It is NOT the digest you expect ({arguments.expect}): the records have changed since. "
        "A learner who was purged changes it, too; so does every new event if no --until was given."
    )
    return 0 if same and not found.breaks else 1


def _time(text: str) -> datetime:
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--until is {text!r}; it must be a time such as 2026-03-01T12:00:00+00:00.") from None
    return given.astimezone(UTC)


def _list(_: argparse.Namespace) -> int:
    for person in _open().people():
        print(f"{person.id}  {person.name:12} {_many(person.events, 'event'):>14}  {person.last or '-'}")
    return 0


def find(people: list[Person], wanted: str) -> Person:
    """Return the learner that is meant by an id or a name.

    Raises:
        UsageError: nobody is, or several are; the text lists them by id.
    """
    found = [one for one in people if one.id == wanted] or [
        one for one in people if one.name.casefold() == wanted.casefold()
    ]
    if not found:
        raise UsageError(f"There is no learner {wanted!r}. `lbp-teach records list` lists them.")
    if len(found) > 1:
        several = "; ".join(f"{one.id} ({_many(one.events, 'event')}, last {one.last or 'never'})" for one in found)
        raise UsageError(f"{len(found)} learners are called {wanted!r}. Name one by its id: {several}.")
    return found[0]


def _purge(arguments: argparse.Namespace) -> int:
    store = _open()
    person = find(store.people(), arguments.learner)
    what = f"{person.name} ({person.id}), {_many(person.events, 'event')}"
    if not arguments.yes and not _confirmed(f"Remove every trace of {what}? This cannot be undone. Type yes: "):
        print("Nothing was removed.")
        return 1
    erased = store.purge(person.id)
    store.close()
    print(f"Removed: {what}. {store.out_of_reach}".strip())
    return _after(erased, store, person)


def _after(erased: bool, store: Store, *purged: Person) -> int:
    """Say what is left of purged learners, and return the exit code."""
    from lbp_teach.cohort.forgetting import forget_marks
    from lbp_teach.content import data_root
    from lbp_teach.records.retention import NOT_ERASED
    from lbp_teach.records.traces import traces

    forget_marks(data_root())
    if not erased:
        print(NOT_ERASED.strip(), file=sys.stderr)
        return 1
    left = traces(data_root(), [*purged], getattr(store, "path", None))
    for one in left:
        print(one.sentence(), file=sys.stderr)
    return 1 if left else 0


def _confirmed(question: str) -> bool:
    try:
        return input(question).strip().lower() in ("yes", "y", "ja", "j")
    except EOFError:
        return False


def _retention(arguments: argparse.Namespace) -> int:
    from lbp_teach.courses.keeping import outdated_courses, told_courses
    from lbp_teach.records.opening import KEEP, days, keep_days
    from lbp_teach.records.retention import outdated, told

    keep = days(arguments.days, "--days") if arguments.days is not None else keep_days()
    if keep is None:
        raise UsageError(f"Say how long records are kept: --days 365, or {KEEP}=365 in the environment.")
    store = _open()
    old = outdated(store.people(), keep)
    for person in old if arguments.dry_run else []:
        print(f"{person.id}  {person.name:12} last here {person.seen}")
    erased = store.purge(*(person.id for person in old)) if old and not arguments.dry_run else True
    courses = outdated_courses(store, keep)
    for state in courses if arguments.dry_run else []:
        print(f"{state.course.id}  {state.course.title}")
    if courses and not arguments.dry_run:
        erased = store.purge(*(state.course.id for state in courses)) and erased
    store.close()
    done = "would be purged" if arguments.dry_run else "purged"
    print(f"{told(len(old), keep)} {done}.")
    if courses:
        print(f"{told_courses(len(courses), keep)} {done}.")
    return 0 if arguments.dry_run or not old else _after(erased, store, *old)


def _scrub(_: argparse.Namespace) -> int:
    from lbp_teach.records.retention import NOT_ERASED

    if _open().scrub():
        print("Erased.")
        return 0
    print(NOT_ERASED.strip(), file=sys.stderr)
    return 1


def _whose(learners: int, courses: int) -> str:
    """Return whose chains there are: a course has one, too, and is no learner."""
    return _many(learners, "learner") + (f" and {_many(courses, 'course')}" if courses else "")


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
