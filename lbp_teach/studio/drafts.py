"""What somebody is writing and has not saved: one small file each, written before the screen says so."""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import tempfile
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

_ID = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True)
class Draft:
    """A case that is being written.

    Attributes:
        id: name of the draft.
        origin: id of the case it was opened from, or empty for a new one.
        base: hash of that file when it was opened, or empty.
        text: the YAML, whatever state it is in.
        tab: the page that wrote last.
        rev: how often it was written.
        changed: when it was written last, in seconds since 1970.
    """

    id: str
    origin: str = ""
    base: str = ""
    text: str = ""
    tab: str = ""
    rev: int = 0
    changed: float = 0.0


def new_id() -> str:
    """Return a name for a draft."""
    return secrets.token_hex(6)


def _kinds(draft: Draft) -> list[tuple[object, type]]:
    texts = (draft.origin, draft.base, draft.text, draft.tab)
    return [*((text, str) for text in texts), (draft.rev, int), (draft.changed, float)]


class Drafts:
    """The drafts in a folder."""

    def __init__(self, folder: Path) -> None:
        """Use a folder, which is made when something is first kept."""
        self._folder = folder

    def all(self) -> list[Draft]:
        """Return every draft, the newest first; a file that is none is passed over."""
        found = [self.get(path.stem) for path in self._folder.glob("*.json")]
        return sorted((one for one in found if one), key=lambda one: -one.changed)

    def get(self, name: str) -> Draft | None:
        """Return a draft, or None where there is none of that name."""
        if not _ID.fullmatch(name):
            return None
        try:
            data = json.loads(self._path(name).read_text(encoding="utf-8"))
            draft = Draft(**data)
        except (OSError, ValueError, TypeError):
            return None
        return replace(draft, id=name) if all(type(v) is kind for v, kind in _kinds(draft)) else None

    def keep(self, draft: Draft) -> Draft:
        """Write a draft and return it as it was written; it is whole on the disk, or the old one still is."""
        kept = replace(draft, rev=draft.rev + 1, changed=time.time())
        self._folder.mkdir(parents=True, exist_ok=True)
        # Half a character, which JSON writes as an escape, is kept as well.
        write_whole(self._path(draft.id), json.dumps(asdict(kept)).encode())
        return kept

    def drop(self, name: str) -> None:
        """Forget a draft."""
        if _ID.fullmatch(name):
            self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"


def write_whole(path: Path, data: bytes, *, new: bool = False) -> None:
    """Write a file so that it is there whole or not at all.

    Args:
        path: the file.
        data: its bytes.
        new: refuse where the file exists, even if it came into being this moment.

    Raises:
        FileExistsError: `new`, and there is such a file.
        OSError: it cannot be written.
    """
    handle, name = tempfile.mkstemp(prefix=".saving-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # Only its owner may read what mkstemp makes; a case is for everybody who may read the folder.
        Path(name).chmod(0o644)
        if new:
            _claim(Path(name), path)
        else:
            Path(name).replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()


def _claim(made: Path, path: Path) -> None:
    try:
        os.link(made, path)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links: the name is taken first, and filled then.
        with path.open("xb"):
            pass
        made.replace(path)
