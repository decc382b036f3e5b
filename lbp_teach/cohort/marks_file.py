"""Marks kept between two openings of a teacher's page: one file that may always be deleted, and is made anew.

It holds ids of learners, so a purge deletes it (`forgetting.forget_marks`). It is read only where scorer and guideline
are those of today: both are part of its name.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from lbp_teach.cohort.columns import NUMBERS, WORDS, Columns, Vocabulary
from lbp_teach.cohort.forgetting import FOLDER
from lbp_teach.cohort.played import Played

#: Raised when the form of the file changes.
FORMAT = 3
_WHAT = "what"


@dataclass
class Kept:
    """What is kept.

    Attributes:
        heads: by learner, the last sequence number and hash that were read.
        attempts: every attempt, learner by learner.
        columns: their marks.
        ratings: by learner, the global rating that an examiner gave.
    """

    heads: dict[str, tuple[int, str]]
    attempts: list[Played]
    columns: Columns
    ratings: dict[str, float] = field(default_factory=dict)


def file_of(home: Path, key: str) -> Path:
    """Return where the marks of a scorer and a guideline are kept."""
    return home / FOLDER / f"marks-{FORMAT}-{key}.npz"


def save(path: Path, kept: Kept) -> None:
    """Write the file, whole or not at all; a disk that is full or read-only costs time next time, and nothing else."""
    what = {
        "heads": kept.heads,
        "ratings": kept.ratings,
        "attempts": [one.row() for one in kept.attempts],
        "words": {name: kept.columns.words[name].words for name in WORDS},
    }
    text = np.frombuffer(json.dumps(what, ensure_ascii=False).encode(), np.uint8)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in path.parent.glob("marks-*.npz"):
            if old != path:  # another scorer's or guideline's: nothing in it holds any more
                old.unlink(missing_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")  # readable for its owner only
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, **{_WHAT: text, **kept.columns.arrays})  # type: ignore[arg-type]
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def load(path: Path) -> Kept | None:
    """Return what was kept; None where there is no such file, or one that cannot be read."""
    try:
        with np.load(path, allow_pickle=False) as found:
            what = json.loads(found[_WHAT].tobytes().decode())
            columns = Columns()
            columns.arrays = {name: found[name] for name in (*NUMBERS, *WORDS)}
        for name in WORDS:
            words = what["words"][name]
            columns.words[name] = Vocabulary(words, {word: code for code, word in enumerate(words)})
        attempts = [Played(*row) for row in what["attempts"]]
        ratings = {learner: float(rating) for learner, rating in what["ratings"].items()}
        heads = {learner: (int(seq), str(end)) for learner, (seq, end) in what["heads"].items()}
    except (OSError, ValueError, KeyError, TypeError, EOFError, AttributeError, zipfile.BadZipFile):
        return None
    whole = {len(one) for one in columns.arrays.values()} == {sum(one.length for one in attempts)}
    return Kept(heads, attempts, columns, ratings) if whole else None
