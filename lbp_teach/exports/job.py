"""One export: what is wanted, in which format, into which file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from lbp_teach.errors import UsageError
from lbp_teach.exports import course_sheet, csv_file, flat, gradebook, parquet_file, target, xapi, xapi_file
from lbp_teach.exports.columns import TABLES
from lbp_teach.exports.course_sheet import CourseSheet
from lbp_teach.exports.gradebook import Gradebook
from lbp_teach.exports.reading import Tick, Wanted
from lbp_teach.exports.xapi_words import HOME_PAGE, Lrs
from lbp_teach.guideline.assess import Book
from lbp_teach.records import Store
from lbp_teach.text import Lang

GRADEBOOKS = ("gradebook-canvas", "gradebook-moodle", "gradebook-brightspace")
FORMATS = ("csv", "parquet", "xapi", "xapi-array", *GRADEBOOKS)


@dataclass(frozen=True)
class Job:
    """What is exported where.

    Attributes:
        form: one of `FORMATS`.
        out: the file.
        table: name of the table, for CSV and Parquet.
        wanted: which learners, cases and times.
        lang: language of the words in the file.
        force: whether a file that is there is replaced.
        bom: whether CSV begins with the mark by which Excel knows UTF-8.
        home: home page of the xAPI accounts.
        sheet: what a gradebook is made of, for gradebooks.
        course: the course whose gradebook it is; None for one of cases.
    """

    form: str
    out: Path
    table: str = "events"
    wanted: Wanted = field(default_factory=Wanted)
    lang: Lang = Lang.DA
    force: bool = False
    bom: bool = False
    home: str = HOME_PAGE
    sheet: Gradebook | None = None
    course: CourseSheet | None = None


def export(store: Store, book: Book, job: Job, tick: Tick | None = None, left_out: Counter[str] | None = None) -> int:
    """Write one file; it is there when it is whole, and not before.

    Args:
        store: the records; they are only read.
        book: the guideline.
        job: what to write.
        tick: told how many events were read.
        left_out: see `gradebook_lines`.

    Returns:
        How many rows, statements or lines of learners were written.

    Raises:
        UsageError: the file is there already or cannot be written, or the request cannot be carried out.
    """
    with target.whole(job.out, force=job.force) as part:
        return _write(part, store, book, job, tick, left_out)


def _write(part: Path, store: Store, book: Book, job: Job, tick: Tick | None, left_out: Counter[str] | None) -> int:
    if job.form in ("csv", "parquet"):
        table = TABLES[job.table]
        rows = {
            "events": partial(flat.event_rows, store, job.wanted, tick),
            "attempts": partial(flat.attempt_rows, store, book, job.wanted, tick),
            "items": partial(flat.item_rows, store, book, job.wanted, job.lang, tick),
        }[job.table]()
        if job.form == "parquet":
            return parquet_file.write_rows(part, rows, table)
        with part.open("w", encoding=_encoding(job), newline="") as file:
            return csv_file.write_rows(file, rows, table)
    if job.form in ("xapi", "xapi-array"):
        found = xapi.statements(store, Lrs(book, job.home), job.wanted, tick)
        with part.open("w", encoding="utf-8", newline="\n") as file:
            return (xapi_file.write_lines if job.form == "xapi" else xapi_file.write_array)(file, found)
    if job.sheet is None:
        raise UsageError(f"The format {job.form!r} is not known. Known: {', '.join(FORMATS)}.")
    if job.course is not None:
        lines = course_sheet.course_lines(store, book, job.wanted, job.course, tick, left_out)
    else:
        lines = gradebook.gradebook_lines(store, book, job.wanted, job.sheet, tick, left_out)
    with part.open("w", encoding=_encoding(job), newline="") as file:
        # The headings are no learners.
        return csv_file.write_lines(file, lines) - (2 if job.sheet.platform == "canvas" else 1)


def _encoding(job: Job) -> str:
    return "utf-8-sig" if job.bom else "utf-8"
