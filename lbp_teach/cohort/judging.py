"""What judges and examiners said, kept in the records: append-only, so that a reload or a second teacher loses nothing.

Judgements are about cases and stand in one record of the whole installation, which nobody signs in to. An examiner's
rating is about a learner and stands in her own record, so that a purge takes it along and an export gives it to her.
"""

from __future__ import annotations

import contextlib
import logging
import math
import re
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from lbp_teach.records import Event, Gone, Stale
from lbp_teach.records.identity import COURSES

log = logging.getLogger("lbp_teach.cohort")
#: The record of judgements; it is kept as that of a course is, and never read as one.
RECORD = f"{COURSES}pass-marks"
JUDGED, RATED = "judged", "rated"
#: How often a note is written anew when somebody else was first.
TRIES = 8
#: Fewest and most judges that can be typed in, and how many there are before anybody has said.
JUDGES_LEAST, JUDGES_MOST, JUDGES_USUAL = 3, 12, 5
#: The highest global rating that can be typed in, and the one that stands for borderline before anybody has said.
RATING_MOST, BORDER = 10.0, 2.0
#: A judge is named by initials or a pseudonym; a whole name is neither.
NAME_LONGEST = 12
_CASE = re.compile(r"[a-z0-9][a-z0-9~_-]{0,79}")


class Records(Protocol):
    """What is needed of the records."""

    def events(self, learner: str, after: int = 0) -> list[Event]:
        """Return the events of one record."""

    def append(self, learner: str, action: str, attempt: str, kind: str, body: dict[str, Any], expect: int) -> Event:
        """Record one event."""

    def add_course(self, course: str, title: str) -> None:
        """Make room for a record that nobody signs in to."""

    def known(self, learner: str) -> Any:
        """Return whose record it is; None where there is none."""


class Purged(Protocol):
    """What is needed of the records to remove one."""

    def purge(self, *learners: str) -> bool:
        """Remove every trace of records."""


# ---- what may be typed ----


def number_of(text: object, most: float) -> float | None:
    """Return a number from 0 to `most` as somebody typed it, with a comma or a point; None where it is none."""
    if not isinstance(text, str) or len(text) > 20:
        return None
    try:
        found = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return found if math.isfinite(found) and 0 <= found <= most else None


def clean(key: str, text: object) -> str | None:
    """Return what is kept of one field; empty where it was emptied, None where it cannot be kept.

    Args:
        key: `judge:case` (per cent), `name:judge` (initials), `judges` (how many), `border` (the borderline rating), or
            `rate:learner` (a global rating).
        text: what was typed.
    """
    if not isinstance(text, str):
        return None
    text = text.strip()
    first, _, rest = key.partition(":")
    if key == "judges":
        good = text.isascii() and text.isdigit() and JUDGES_LEAST <= int(text[:3]) <= JUDGES_MOST
        return text if good else None
    if key == "border":
        return _plain(number_of(text, RATING_MOST))
    if first == "rate":
        return "" if not text else _plain(number_of(text, RATING_MOST))
    if first == "name" and _seat(rest):
        return text if len(text) <= NAME_LONGEST and text.isprintable() else None
    if _seat(first) and _CASE.fullmatch(rest):
        return "" if not text else _plain(number_of(text, 100))
    return None


def _plain(value: float | None) -> str | None:
    return None if value is None else f"{value:g}"


def _seat(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= JUDGES_MOST


# ---- judgements ----


@dataclass(frozen=True)
class Judged:
    """What judges said.

    Attributes:
        cells: by field (see `clean`), what is kept.
        seq: number of the last event that was read.
        by: by field, who wrote it last, and in which event.
    """

    cells: Mapping[str, str] = field(default_factory=dict)
    seq: int = 0
    by: Mapping[str, tuple[str, int]] = field(default_factory=dict)


def fold(events: Iterable[Event]) -> Judged:
    """Return what judges said after these events; what cannot be read is passed over, so that it stops no page."""
    cells: dict[str, str] = {}
    by: dict[str, tuple[str, int]] = {}
    seq = 0
    for event in events:
        seq = event.seq
        body: Any = event.body
        given = body.get("cells") if isinstance(body, dict) and event.kind == JUDGED else None
        if not isinstance(given, dict):
            log.warning("A judgement cannot be read and is passed over: event %s", event.seq)
            continue
        for key, text in given.items():
            kept = clean(key, text) if isinstance(key, str) and not key.startswith("rate:") else None
            if kept is None:
                continue
            cells[key] = kept
            by[key] = str(body.get("by", "")), event.seq
    return Judged({key: text for key, text in cells.items() if text}, seq, by)


def judged(store: Records) -> Judged:
    """Return what judges said, as it is now."""
    return fold(store.events(RECORD))


@dataclass(frozen=True)
class Kept:
    """What came of keeping some fields.

    Attributes:
        now: what judges said after it.
        clashes: the fields that somebody else wrote meanwhile; what stands there was left.
    """

    now: Judged
    clashes: tuple[str, ...] = ()


def keep(store: Records, cells: Mapping[str, str], seen: int, me: str) -> Kept:
    """Write what was typed into the record of judgements.

    A field that somebody else wrote after `seen`, differently, is left as it is and named: the teacher then decides
    with both before her. All other fields are written, so that two teachers at once lose nothing.

    Args:
        store: the records.
        cells: by field, what was typed, as `clean` returned it.
        seen: number of the last event that the writer has read.
        me: what tells this page from others.

    Raises:
        Stale: somebody keeps writing; nothing was written.
        sqlite3.Error: nothing was written.
    """
    for _ in range(TRIES):
        now = judged(store)
        new = {key: text for key, text in cells.items() if now.cells.get(key, "") != text}
        clashes = tuple(key for key in new if key in now.by and now.by[key][1] > seen and now.by[key][0] != me)
        body = {key: text for key, text in new.items() if key not in clashes}
        if not body:
            return Kept(now, clashes)
        try:
            event = _append(store, {"cells": body, "by": me}, now.seq)
        except Stale:
            continue
        by = {**now.by, **dict.fromkeys(body, (me, event.seq))}
        both = {**now.cells, **body}
        return Kept(Judged({key: text for key, text in both.items() if text}, event.seq, by), clashes)
    raise Stale


def _append(store: Records, body: dict[str, Any], expect: int) -> Event:
    action = f"{JUDGED}-{secrets.token_hex(6)}"
    try:
        return store.append(RECORD, action, RECORD, JUDGED, body, expect)
    except Gone:
        pass
    try:
        store.add_course(RECORD, "Pass marks")
    except sqlite3.Error:
        if store.known(RECORD) is None:  # else another teacher was first
            raise
    return store.append(RECORD, action, RECORD, JUDGED, body, expect)


def forget(store: Purged) -> None:
    """Remove every judgement, with the initials of the judges and the record that held them. Ratings stay."""
    store.purge(RECORD)


# ---- ratings ----


def rating_of(event: Event, before: float | None) -> float | None:
    """Return a learner's rating after an event; what cannot be read changes nothing."""
    body: Any = event.body
    if event.kind != RATED or not isinstance(body, dict) or "rating" not in body:
        return before
    given = body["rating"]
    if given is None:
        return None
    good = isinstance(given, int | float) and not isinstance(given, bool) and 0 <= given <= RATING_MOST
    return float(given) if good else before


class Noted:
    """A learner's events as they pass by, and the rating that was among them; for a reader who reads them anyway."""

    def __init__(self, stream: Callable[[str], Iterator[Event]]) -> None:
        """Begin.

        Args:
            stream: gives a learner's events.
        """
        self._stream = stream
        self.rating: float | None = None

    def stream(self, learner: str) -> Iterator[Event]:
        """Yield a learner's events in order."""
        self.rating = None
        for event in self._stream(learner):
            self.rating = rating_of(event, self.rating)
            yield event


def rate(store: Records, learner: str, rating: float | None) -> None:
    """Write a global rating into a learner's record; it replaces what was there, which stays in the record.

    Args:
        store: the records.
        learner: her id.
        rating: from 0 to `RATING_MOST`; None takes it back.

    Raises:
        Gone: she has been purged.
        Stale: she keeps recording in between; nothing was written.
        sqlite3.Error: nothing was written.
    """
    for _ in range(TRIES):
        events = store.events(learner)
        if not events:
            raise Gone
        before: float | None = None
        for event in events:
            before = rating_of(event, before)
        if before == rating:
            return
        with contextlib.suppress(Stale):
            action = f"{RATED}-{secrets.token_hex(6)}"
            store.append(learner, action, RECORD, RATED, {"rating": rating}, events[-1].seq)
            return
    raise Stale
