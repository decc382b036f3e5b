"""From the editor to the folder of cases: nothing is overwritten unseen, and what was there before is kept.

The backups stand in the user's data folder and not among the cases: the folder of cases is under version control and
goes into the wheel.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import re
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lbp_teach import content
from lbp_teach.case import SLUG
from lbp_teach.studio.drafts import write_whole

State = Literal["new", "same", "changed", "foreign", "gone"]
#: Backups of one case that are kept.
BACKUPS = 20
_LARGEST = 2_000_000


@dataclass(frozen=True)
class Plan:
    """What saving would do.

    Attributes:
        name: id of the case, which is the name of its file.
        state: `new` there is no such file; `same` it is as it was opened; `changed` somebody else has changed it since;
            `foreign` it was never opened here; `gone` it was opened and is no longer there.
        disk: hash of what is there now, or empty.
        diff: the lines that change, each with `+`, `-`, ` ` or `@` before it.
    """

    name: str
    state: State
    disk: str
    diff: tuple[str, ...]


class Moved(Exception):
    """What is on the disk is not what was shown any more."""


def digest(data: bytes) -> str:
    """Return a hash of a file's bytes."""
    return hashlib.sha256(data).hexdigest()


def writable(folder: Path) -> bool:
    """Return whether cases can be saved in a folder: the cases of an installed toolkit are part of it and stay."""
    if folder == content.HERE / "_cases":
        return False
    try:
        # Only a real write tells: access bits do not know read-only mounts and full quotas.
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def names(folder: Path) -> list[str]:
    """Return the ids of all cases in a folder."""
    return sorted(path.stem for path in folder.glob("*.yaml") if re.fullmatch(SLUG, path.stem))


def read(folder: Path, name: str) -> bytes | None:
    """Return the bytes of a case, or None where there is none that can be read."""
    if not re.fullmatch(SLUG, name):
        return None
    try:
        with (folder / f"{name}.yaml").open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError:
        return None
    return data if len(data) <= _LARGEST else None


def as_text(data: bytes) -> str:
    """Return bytes as an editor shows them; what is no text is shown as such."""
    return plain_lines(data.decode("utf-8", "replace").removeprefix("\ufeff"))


def plain_lines(text: str) -> str:
    """Return a text with the line ends that a browser's field has."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def plan(folder: Path, name: str, text: str, origin: str, base: str) -> Plan:
    """Return what saving a text as a case would do.

    Args:
        folder: the folder of cases.
        name: id of the case.
        text: the YAML.
        origin: id of the case it was opened from, or empty.
        base: hash of that file when it was opened.
    """
    there = read(folder, name)
    state: State = "new"
    if there is not None:
        state = "foreign" if name != origin else "same" if digest(there) == base else "changed"
    elif name == origin:
        state = "gone"
    old = as_text(there).splitlines() if there is not None else []
    lines = difflib.unified_diff(old, text.splitlines(), lineterm="", n=2)
    return Plan(name, state, digest(there) if there is not None else "", tuple(lines)[2:])


def save(folder: Path, name: str, text: str, disk: str, backups: Path) -> tuple[str, Path | None]:
    """Write a case, and keep what was there before.

    Args:
        folder: the folder of cases.
        name: id of the case.
        text: the YAML, which is in order.
        disk: hash of what was there when the person said yes, or empty for nothing.
        backups: where the old one goes.

    Returns:
        The hash of what is there now, and where the old one went.

    Raises:
        Moved: something else is there by now.
        OSError: it cannot be written.
    """
    data, path = text.encode("utf-8"), folder / f"{name}.yaml"
    there = read(folder, name)
    if there == data:
        return digest(data), None  # a second press of the button: it stands there already
    if (digest(there) if there is not None else "") != disk:
        raise Moved
    kept = keep_old(backups, name, there) if there is not None else None
    try:
        write_whole(path, data, new=there is None)
    except FileExistsError:
        raise Moved from None
    return digest(data), kept


def keep_old(backups: Path, name: str, data: bytes) -> Path:
    """Put a text aside under the time, and return where; the oldest of many go."""
    folder = backups / name
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{time.strftime('%Y-%m-%d-%H%M%S', time.gmtime())}-{digest(data)[:6]}.yaml"
    write_whole(path, data)
    for old in sorted(folder.glob("*.yaml"), key=os.path.getmtime)[:-BACKUPS]:
        old.unlink(missing_ok=True)
    return path


def free_name(folder: Path, name: str) -> str:
    """Return an id that no case has yet: `anna-holm-2`."""
    taken, number = set(names(folder)), 2
    stem = re.sub(r"-\d+$", "", name)[:50] or "case"
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}" if name in taken else name
