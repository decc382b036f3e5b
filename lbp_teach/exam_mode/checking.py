"""Whether a file with the results of an exam is as it was written: contents, every other byte, and the records."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lbp_teach.errors import UsageError
from lbp_teach.exam_mode.sealing import FORM, LARGEST, MANIFEST, PACKING, seal_of, write_zip
from lbp_teach.records import Store
from lbp_teach.records.chain import same_digest

_OUTSIDE = (
    "the contents are as sealed, but other bytes of the file are not those that an export writes: it was packed anew, "
    "or something was put in, such as a comment or what stands in front or behind."
)


@dataclass(frozen=True)
class Checked:
    """What the check of a file found.

    Attributes:
        title: of the exam.
        created: when the file was made, ISO 8601 in UTC.
        seal: the seal that the file has now.
        wrong: what is wrong, in sentences; empty where nothing is.
        compared: how many records of this installation the file was compared with.
        records: how many records the file was made from.
        packing: whether the bytes outside the contents were compared; not for a file from before they could be.
    """

    title: str
    created: str
    seal: str
    wrong: tuple[str, ...]
    compared: int
    records: int = 0
    packing: bool = False


def check(path: Path, seal: str | None = None, store: Store | None = None) -> Checked:
    """Check a file that `export` wrote.

    Args:
        path: the file.
        seal: what was noted down when it was written; None where it is not at hand.
        store: records to compare with; None for none. Those that are not there any more are passed over.

    Raises:
        UsageError: it is no such file.
    """
    files = _read(path)
    try:
        whole = files.pop(MANIFEST)
        manifest = json.loads(whole)
        listed: dict[str, Any] = manifest["files"]
        if not isinstance(listed, dict):
            raise TypeError
        packing = manifest.get("packing") == PACKING
        title, created, form = (_shown(str(manifest[name])) for name in ("title", "created", "form"))
    except (KeyError, ValueError, TypeError, RecursionError):
        raise UsageError(f"{path} is no export of an exam: its manifest is missing or broken.") from None
    if form != FORM:
        raise UsageError(f"{path} is an export of another form ({form}); this version reads {FORM}.")
    wrong = [f"{_shown(name)} is missing." for name in sorted(set(listed) - set(files))]
    wrong += [f"{_shown(name)} was added." for name in sorted(set(files) - set(listed))]
    wrong += [
        f"{_shown(name)} was changed."
        for name in sorted(set(files) & set(listed))
        if hashlib.sha256(files[name]).hexdigest() != listed[name]
    ]
    found = seal_of(whole)
    if seal is not None and not same_digest(seal, found):
        wrong.append(f"the seal is {found}, not the one that was noted down.")
    if packing and not wrong and not _as_packed(path, {MANIFEST: whole, **files}):
        wrong.append(_OUTSIDE)
    compared = records = 0
    if store is not None and "chains.csv" in files:
        compared, records, other = _compared(store, files["chains.csv"])
        wrong += other
    return Checked(title, created, found, tuple(wrong), compared, records, packing)


def _as_packed(path: Path, files: dict[str, bytes]) -> bool:
    """Return whether a file is, byte for byte, what an export of these contents is."""
    out = io.BytesIO()
    try:
        write_zip(out, files)
    except (ValueError, IndexError):
        return False  # a name that no export has, such as none at all
    return out.getvalue() == path.read_bytes()


def _read(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as found:
            names = found.namelist()
            if len(set(names)) != len(names) or sum(one.file_size for one in found.infolist()) > LARGEST:
                raise UsageError(f"{path} is no export of an exam: a file stands in it twice, or it is too large.")
            return {name: found.read(name) for name in names}
    except UsageError:
        raise
    except Exception as error:
        # A damaged zip shows itself in as many ways as there are parts in it: zlib, lzma, struct, a sudden end.
        raise UsageError(f"{path} cannot be read as an export of an exam ({_shown(str(error))}).") from None


def _shown(text: str) -> str:
    """Return a text from a file that anybody may have written so that every terminal can show it."""
    return text if text.isprintable() else ascii(text)


def _compared(store: Store, chains: bytes) -> tuple[int, int, list[str]]:
    """Hold the ends of the chains against the records as they are now; they may have grown since.

    Returns:
        How many were compared, how many the file names, and what is wrong.
    """
    count, wrong = 0, []
    present = store.heads()
    try:
        lines = list(csv.DictReader(io.StringIO(chains.decode("utf-8", "replace"), newline="")))
    except csv.Error:
        return 0, 0, ["chains.csv cannot be read."]
    for line in lines:
        name, events, stored = line.get("record") or "", line.get("events") or "", line.get("hash") or ""
        # A store counts in 64 bits.
        if name not in present or not (events.isascii() and events.isdecimal() and len(events) < 19):
            continue
        count += 1
        if store.hash_at(name, int(events)) != stored:
            wrong.append(f"the record {name} is not the one that the file was made from.")
    return count, len(lines), wrong
