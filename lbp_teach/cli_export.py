"""`lbp-teach records export`: learner data as files for others."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lbp_teach.errors import UsageError

if TYPE_CHECKING:
    from lbp_teach.exports.gradebook import Gradebook
    from lbp_teach.exports.job import Job
    from lbp_teach.records import Store
    from lbp_teach.text import Lang

#: Named here too, so that `lbp-teach --help` loads no export; a test holds the two together.
FORMATS = ("csv", "parquet", "xapi", "xapi-array", "gradebook-canvas", "gradebook-moodle", "gradebook-brightspace")
_LEFT_OUT = {
    "not_in_roster": "learners with a result are not in the roster",
    "case_changed": "finished attempts are not marked: their case was changed since",
    "case_unknown": "finished attempts are not marked: their case is gone",
    "unreadable": "finished attempts are not marked: they cannot be read",
    "first_changed": "results are left empty: the first attempt is not marked, and a later one is not the first",
    "in_course_undecided": "results count in the course although choices that must be made were left open",
    "in_course_practice": "results count in the course although the answers had been seen before",
    "none_counts": "results are left empty: no finished attempt counts (practice, or choices left open)",
}


def add_command(records: Any) -> None:
    """Add the command to those of `lbp-teach records`."""
    about = "write learner data to a file: tables, gradebooks, xAPI statements (docs/exports.md)"
    export = records.add_parser("export", help=about)
    export.add_argument("--format", choices=FORMATS, required=True)
    export.add_argument("--out", type=Path, required=True, metavar="FILE", help="the file to write")
    export.add_argument("--force", action="store_true", help="replace the file if it is there")
    export.add_argument(
        "--table", choices=("events", "attempts", "items"), help="for csv and parquet (default: events)"
    )
    export.add_argument(
        "--learner", action="append", default=[], metavar="L", help="id or name of a pseudonym; again for more"
    )
    export.add_argument("--case", action="append", default=[], metavar="CASE", help="id of a case; again for more")
    export.add_argument("--since", metavar="TIME", help="only what happened since, such as 2026-09-01")
    export.add_argument("--lang", choices=("da", "en"), default="da", help="language of the words in the file")
    export.add_argument("--bom", action="store_true", help="CSV: begin with the mark by which Excel knows UTF-8")
    export.add_argument("--home-page", metavar="URL", help="xAPI: home page of the accounts, an address of yours")
    grades = export.add_argument_group("gradebooks")
    grades.add_argument("--roster", type=Path, metavar="FILE", help="CSV with pseudonym,identifier; never stored")
    grades.add_argument("--hub-users", action="store_true", help="no roster: the hub's user is the identifier")
    grades.add_argument("--identifier", choices=("login", "number", "email"), default="login")
    grades.add_argument("--counting", choices=("first", "best", "last"), default="first", help="which attempt counts")
    grades.add_argument("--max-points", type=float, default=100.0, metavar="N", help="what a full score is worth")
    grades.add_argument("--column", action="append", default=[], metavar="CASE=NAME", help="name of a case's column")
    grades.add_argument("--course", metavar="COURSE", help="of a course: its patients, their weights, and its mark")
    grades.add_argument("--only-mark", action="store_true", help="of a course: no column but its mark")
    export.set_defaults(run=_export)


def _export(arguments: argparse.Namespace) -> int:
    from lbp_teach import content
    from lbp_teach.exports.job import export
    from lbp_teach.exports.progress import counting
    from lbp_teach.records.opening import open_records
    from lbp_teach.text import Lang

    job = _job(arguments, Lang(arguments.lang))
    store = open_records(content.data_root())
    left_out: Counter[str] = Counter()
    try:
        if arguments.course is not None:
            job = _of_course(job, store, arguments)
        with counting("events") as tick:
            count = export(store, content.book(), job, tick, left_out)
    finally:
        store.close()
    what = "statement" if job.form.startswith("xapi") else "learner" if job.sheet else "row"
    what += "" if count == 1 else "s"
    print(f"{count:,} {what} written to {job.out}. For education, not for patient care.")
    for reason, number in sorted(left_out.items()):
        print(f"{number} {_LEFT_OUT.get(reason, reason)}.", file=sys.stderr)
    return 0


def _job(arguments: argparse.Namespace, lang: Lang) -> Job:
    from lbp_teach import content
    from lbp_teach.exports.job import Job
    from lbp_teach.exports.reading import Wanted, since
    from lbp_teach.exports.xapi_file import home_page
    from lbp_teach.exports.xapi_words import HOME_PAGE

    known = [card.id for card in content.catalogue().cards]
    for name in arguments.case:
        if name not in known:
            raise UsageError(f"There is no case called {name!r}. Known cases: {', '.join(known)}.")
    if arguments.table and arguments.format not in ("csv", "parquet"):
        raise UsageError("--table is for csv and parquet. Leave it out, or choose another --format.")
    if (arguments.course is not None or arguments.only_mark) and not arguments.format.startswith("gradebook-"):
        raise UsageError("--course and --only-mark are for gradebooks. Leave them out, or choose another --format.")
    if arguments.only_mark and arguments.course is None:
        raise UsageError("--only-mark is for the gradebook of a course. Name the course with --course.")
    if arguments.course is not None and arguments.case:
        raise UsageError("A course has its own cases: leave out --case or --course.")
    cases = tuple(dict.fromkeys(arguments.case)) or tuple(known)
    return Job(
        form=arguments.format,
        out=arguments.out,
        table=arguments.table or "events",
        wanted=Wanted(frozenset(arguments.learner), frozenset(arguments.case), since(arguments.since)),
        lang=lang,
        force=arguments.force,
        bom=arguments.bom,
        home=home_page(arguments.home_page) if arguments.home_page else HOME_PAGE,
        sheet=_sheet(arguments, cases, lang) if arguments.format.startswith("gradebook-") else None,
    )


def _of_course(job: Job, store: Store, arguments: argparse.Namespace) -> Job:
    """Return the job for the gradebook of a course."""
    from dataclasses import replace

    from lbp_teach.courses.naming import named
    from lbp_teach.exports.course_sheet import CourseSheet

    assert job.sheet is not None
    course = CourseSheet(job.sheet, named(store, arguments.course), arguments.only_mark)
    course.check()
    return replace(job, course=course)


def _sheet(arguments: argparse.Namespace, cases: tuple[str, ...], lang: Lang) -> Gradebook:
    from lbp_teach.exports.gradebook import Gradebook, read_roster

    if not 0 < arguments.max_points <= 100_000:
        raise UsageError(f"--max-points is {arguments.max_points:g}; it must be above 0 and at most 100000.")
    headings: dict[str, str] = {}
    for given in arguments.column:
        case, _, name = given.partition("=")
        if arguments.course is not None and name.strip():
            headings[case] = name.strip()  # held against the course when it has been read
            continue
        if case not in cases or not name.strip():
            raise UsageError(f"--column {given!r} must be CASE=NAME with a case that is exported: {', '.join(cases)}.")
        headings[case] = name.strip()
    sheet = Gradebook(
        platform=arguments.format.removeprefix("gradebook-"),
        cases=cases,
        headings=headings,
        counting=arguments.counting,
        most=arguments.max_points,
        identifier=arguments.identifier,
        roster=read_roster(arguments.roster) if arguments.roster else None,
        hub_users=arguments.hub_users,
        lang=lang,
    )
    if arguments.course is None:
        sheet.check()
    return sheet
