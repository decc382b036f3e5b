"""What a purge does to the marks that are kept for teachers; loads neither pandas nor numpy."""

from __future__ import annotations

import contextlib
from pathlib import Path

#: The folder of kept marks in the data directory.
FOLDER = "cohort"


def forget_marks(home: Path) -> None:
    """Delete all marks that are kept, because a learner was purged. They are made anew from what is left.

    A file that cannot be deleted is found by the search for traces that follows a purge.

    Args:
        home: the data directory.
    """
    folder = home / FOLDER
    for path in (*folder.glob("marks-*.npz"), *folder.glob("*.part")):
        with contextlib.suppress(OSError):
            path.unlink()
