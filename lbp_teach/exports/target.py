"""Where an export goes: beside its place first, and into it only when it is whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lbp_teach.errors import UsageError


@contextmanager
def whole(path: Path, *, force: bool) -> Iterator[Path]:
    """Give a new file to write; it takes its place when the block ends well, and vanishes when it does not.

    Args:
        path: where the file is to be.
        force: whether a file that is there may be replaced.

    Raises:
        UsageError: a file is there already, or the folder cannot be written.
    """
    taken = UsageError(f"{path} exists already. Choose another --out, or add --force to replace it.")
    if path.is_dir():
        raise UsageError(f"{path} is a folder. Name a file in it with --out.")
    if path.exists() and not force:
        raise taken
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise _unwritable(path, error) from None
    part = Path(name)
    try:
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        if force:
            part.replace(path)
        else:
            _place(part, path, taken)
    except OSError as error:
        raise _unwritable(path, error) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _place(part: Path, path: Path, taken: UsageError) -> None:
    """Move the file to its place unless another appeared there meanwhile."""
    try:
        # A link is made only where nothing is, which renaming does not promise.
        os.link(part, path)
    except FileExistsError:
        raise taken from None
    except OSError:  # a file system without links
        if path.exists():
            raise taken from None
        part.replace(path)


def _unwritable(path: Path, error: OSError) -> UsageError:
    why = error.strerror or str(error)
    return UsageError(f"{path} cannot be written ({why}). Check that its folder exists, is writable and not full.")
