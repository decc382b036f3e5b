"""The results of an exam in one file, sealed: what was changed in it afterwards is found.

The file is a zip of plain tables with a manifest of their hashes; the seal is a hash of the manifest. The seal is worth
something only outside the file: whoever changes the file can make a new manifest, and it has another seal. The zip is
packed in one way, so that from its contents every other byte of it follows and can be compared, too.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lbp_teach.courses.record import CourseState
from lbp_teach.errors import UsageError
from lbp_teach.exam_mode.as_of import AsOf
from lbp_teach.exam_mode.log import Log, log_of
from lbp_teach.exam_mode.results import CANDIDATES, PLACES, results
from lbp_teach.exports.columns import NOTICE, Row, Table
from lbp_teach.exports.csv_file import guarded, write_rows
from lbp_teach.guideline.assess import Book
from lbp_teach.records import Store
from lbp_teach.scoring import SCORER
from lbp_teach.text import Lang

MANIFEST = "manifest.json"
FORM = "lbp-teach exam 1"
#: No file of an export is larger; what is larger was not made here.
LARGEST = 200_000_000
#: How the zip is packed, as the manifest says it; a file without it is from before, and its packing is not compared.
PACKING = "stored, in order, without times"


@dataclass(frozen=True)
class Export:
    """What was written.

    Attributes:
        candidates: how many candidates.
        seal: to be noted down outside the file.
        log: the log that is in it, with what is wrong in the records.
    """

    candidates: int
    seal: str
    log: Log


def seal_of(manifest: bytes) -> str:
    """Return the seal of a manifest: 128 bits in hexadecimal, in groups of four."""
    short = hashlib.sha256(manifest).hexdigest()[:32].upper()
    return "-".join(short[n : n + 4] for n in range(0, 32, 4))


# ---- writing ----


def export(
    store: Store, state: CourseState, book: Book, path: Path, lang: Lang = Lang.DA, *, force: bool = False
) -> Export:
    """Write the results of an exam.

    Args:
        store: where the records are.
        state: the exam.
        book: the guideline.
        path: the file; it appears whole or not at all.
        lang: language of the log.
        force: whether a file that is there is replaced.

    Raises:
        UsageError: the file is there already, or cannot be written.
    """
    if path.exists() and not force:
        raise UsageError(f"{path} is there already. Name another file, or give --force to replace it.")
    manifest, files, candidates, log = _made(store, state, book, lang)
    try:
        _write(path, {MANIFEST: manifest, **files})
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror}). Name another file.") from None
    return Export(candidates, seal_of(manifest), log)


def packed(store: Store, state: CourseState, book: Book, lang: Lang) -> tuple[bytes, Export]:
    """Return the same as bytes, for a page that hands it to the browser."""
    manifest, files, candidates, log = _made(store, state, book, lang)
    out = io.BytesIO()
    write_zip(out, {MANIFEST: manifest, **files})
    return out.getvalue(), Export(candidates, seal_of(manifest), log)


def _made(store: Store, state: CourseState, book: Book, lang: Lang) -> tuple[bytes, dict[str, bytes], int, Log]:
    """Return the manifest, the other files, how many candidates are in them, and the log."""
    # Candidates may go on meanwhile: log, marks and chains are all read up to the same ends.
    then = AsOf(store)
    state = then.course(state)
    files, candidates, log = _files(then, state, book, lang)
    return _manifest(state, files, log), files, candidates, log


def _files(then: AsOf, state: CourseState, book: Book, lang: Lang) -> tuple[dict[str, bytes], int, Log]:
    log = log_of(then, state)
    found = list(results(then, state, book))
    heads = then.heads()
    names = [state.course.id, *(one.learner.id for one in found)]
    files = {
        "candidates.csv": _table(CANDIDATES, (one.whole for one in found)),
        "patients.csv": _table(PLACES, (row for one in found for row in one.rows)),
        "log.csv": _lines(
            ["at", "learner", "pseudonym", "kind", "what"],
            ([e.at, e.who.id if e.who else "", e.who.name if e.who else "", e.kind, e.what(lang)] for e in log.entries),
        ),
        # What is recorded later is tied to these; what is changed before them makes other hashes.
        "chains.csv": _lines(
            ["record", "events", "hash"], ([name, *map(str, heads[name])] for name in names if name in heads)
        ),
        "course.json": _json(state.course.model_dump(mode="json")),
    }
    return files, len(found), log


def _manifest(state: CourseState, files: dict[str, bytes], log: Log) -> bytes:
    return _json(
        {
            "form": FORM,
            "packing": PACKING,
            "notice": NOTICE(Lang.EN),
            "course": state.course.id,
            "title": state.course.title,
            "created": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "released": state.released,
            "scorer": SCORER,
            "records_whole": not log.breaks,
            "records_digest": log.digest,
            "refused_to_others": log.others,
            "files": {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())},
        }
    )


def _json(plain: Any) -> bytes:
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8", "replace")


def _table(table: Table, rows: Iterable[Row]) -> bytes:
    out = io.StringIO(newline="")
    write_rows(out, rows, table)
    return out.getvalue().encode("utf-8", "replace")


def _lines(names: list[str], rows: Iterable[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(names)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def write_zip(out: Any, files: dict[str, bytes]) -> None:
    """Write files as a zip, always in the same way: the same contents are the same bytes."""
    # Not packed smaller: what that gives differs from one machine to another.
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as found:
        for name in [MANIFEST, *sorted(set(files) - {MANIFEST})]:
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr = 3, 0o600 << 16
            found.writestr(info, files[name])


def _write(path: Path, files: dict[str, bytes]) -> None:
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(number, "wb") as out:
            write_zip(out, files)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
