"""The case files that an author means by paths on the command line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def case_files(paths: Iterable[Path]) -> list[Path]:
    """Return the files, and of each folder its `*.yaml`; what is not there, or holds none, is kept to be named."""
    found: list[Path] = []
    for path in paths:
        found += (sorted(path.glob("*.yaml")) if path.is_dir() else []) or [path]
    return list(dict.fromkeys(found))


def is_path(words: str) -> bool:
    """Return whether somebody means a file: an id has neither a slash nor an ending."""
    return words.endswith((".yaml", ".yml")) or "/" in words or "\\" in words
