"""How far an export has come, on stderr: a bar in a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from lbp_teach.exports.reading import Tick

#: Seconds between two lines where there is no terminal.
EVERY = 5.0


@contextmanager
def counting(what: str, *, quiet: bool = False) -> Iterator[Tick]:
    """Give a function that is told how many more have been read.

    Args:
        what: name of what is counted, such as `events`.
        quiet: say nothing.
    """
    if quiet:
        yield lambda more: None
    elif sys.stderr.isatty():
        from tqdm import tqdm

        with tqdm(unit=f" {what}", unit_scale=True, file=sys.stderr, leave=False, mininterval=0.2) as bar:
            yield lambda more: bar.update(more) and None
    else:
        lines = _Lines(what)
        yield lines.add


class _Lines:
    def __init__(self, what: str) -> None:
        self.what, self.count, self.shown = what, 0, time.monotonic()

    def add(self, more: int) -> None:
        self.count += more
        # Looking at the clock for every event would cost more than reading it.
        if self.count % 1000 < more and time.monotonic() - self.shown >= EVERY:
            self.shown = time.monotonic()
            print(f"{self.count:,} {self.what} read", file=sys.stderr, flush=True)
