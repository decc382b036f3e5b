"""Reading a chain of events critically: what was changed, dropped, moved, copied or added since it was recorded.

Pure functions over rows as a store keeps them. A hash tells that something was changed, not by whom and not what it
was; and somebody who can write to the database and computes every later hash and the head anew leaves no trace here.
Against that helps only a digest that was noted elsewhere: `digest`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from lbp_teach.records.model import GENESIS, Event, chain_hash

#: seq, action, attempt, kind, body, at, previous, hash
Row = tuple[int, str, str, str, str, str, str, str]
#: The last sequence number of a learner and its hash, kept apart from the events.
Head = tuple[int, str]
Kind = Literal["missing", "all_missing", "changed", "moved", "copied", "replaced", "added", "no_head", "no_learner"]
#: How far from its place a moved event is looked for.
REACH = 64


@dataclass(frozen=True)
class Break:
    """One place at which a chain does not hold.

    Attributes:
        kind: what is wrong.
        first: number of the first event it concerns.
        last: number of the last.
        origin: for what was moved or copied, the number that the first of them was recorded under.
    """

    kind: Kind
    first: int
    last: int
    origin: int = 0

    def sentence(self) -> str:
        """Return what is wrong, in one sentence."""
        one = self.first == self.last
        which = f"event {self.first}" if one else f"events {self.first} to {self.last}"
        origin = f"event {self.origin}" if one else f"events {self.origin} to {self.origin + self.last - self.first}"
        match self.kind:
            case "missing":
                return f"{which} {'is' if one else 'are'} missing."
            case "all_missing":
                return f"all {self.last} events are missing." if self.last > 1 else "the only event is missing."
            case "changed":
                return f"{which} {'was' if one else 'were'} changed (content or time) after being recorded."
            case "moved":
                return f"{which} {'was' if one else 'were'} recorded as {origin} and moved here."
            case "copied":
                return f"{which} {'is a copy' if one else 'are copies'} of {origin}."
            case "replaced":
                return f"{which} {'is' if one else 'are'} not what was recorded there."
            case "added":
                return f"{which} {'was' if one else 'were'} added behind the recorded end."
            case "no_head":
                return f"{which} {'has' if one else 'have'} no recorded end; it was removed."
            case "no_learner":
                return f"{which} {'belongs' if one else 'belong'} to nobody; the learner was removed without a purge."


def breaks(learner: str, rows: Iterable[Row], head: Head | None) -> list[Break]:
    """Return every place at which a learner's chain does not hold, in order.

    Args:
        learner: id of the learner.
        rows: the events by sequence number.
        head: the end of the chain as it was noted with the last event; None where there is none.
    """
    found: list[Break] = []
    seen: dict[str, int] = {}
    previous, last, sound, shift = GENESIS, 0, True, 0
    for row in rows:
        seq, stored, before = row[0], row[7], row[6]
        gap = seq > last + 1
        if gap:
            _add(found, Break("missing", last + 1, seq - 1))
        trouble: Break | None = None
        if stored in seen:
            trouble = Break("copied", seq, seq, seen[stored])
        elif _hash(learner, row, seq) != stored:
            origin = _origin(learner, row, shift)
            shift = origin - seq if origin else shift
            trouble = Break("moved", seq, seq, origin) if origin else Break("changed", seq, seq)
        elif before != previous and sound and not gap:
            # This event is whole and was tied to another one than stands before it.
            _add(found, Break("replaced", max(last, 1), max(last, 1)))
        if trouble:
            _add(found, trouble)
        seen.setdefault(stored, seq)
        previous, last, sound = stored, seq, trouble is None
    return found + _at_the_end(found, last, previous, head)


def _at_the_end(found: list[Break], last: int, previous: str, head: Head | None) -> list[Break]:
    if head is None:
        return [Break("no_head", 1, last)] if last else []
    seq, stored = head
    if last == 0:
        return [Break("all_missing", 1, seq)]
    if last < seq:
        return [Break("missing", last + 1, seq)]
    if last > seq:
        return [Break("added", seq + 1, last)]
    if previous != stored and not any(one.first <= last <= one.last for one in found):
        return [Break("replaced", last, last)]
    return []


def _hash(learner: str, row: Row, seq: int) -> str:
    _, action, attempt, kind, body, at, previous, _ = row
    return chain_hash(previous, learner, Event(seq, action, attempt, kind, {}, at), body)


def _origin(learner: str, row: Row, shift: int) -> int:
    """Return the number under which a row that does not fit was recorded, or 0."""
    # What was dropped moves everything behind it by the same number of places.
    nearest = sorted(range(-REACH, REACH + 1), key=lambda by: (by != shift, abs(by)))
    for by in nearest:
        if by and row[0] + by > 0 and _hash(learner, row, row[0] + by) == row[7]:
            return row[0] + by
    return 0


def _add(found: list[Break], new: Break) -> None:
    """Add a break; one that goes on where the last one ended is told together with it."""
    before = found[-1] if found else None
    goes_on = before and before.kind == new.kind and before.last + 1 == new.first
    if before and goes_on and (not new.origin or new.origin - new.first == before.origin - before.first):
        found[-1] = Break(before.kind, before.first, new.last, before.origin)
    elif before != new:
        found.append(new)


def digest(heads: Iterable[tuple[str, int, str]]) -> str:
    """Return one short text for the state of a whole store, for noting down and comparing later.

    Args:
        heads: id, last sequence number and hash of each learner with events.

    Returns:
        128 bits in hexadecimal, in groups of four.
    """
    lines = sorted(f"{learner}\x1f{seq}\x1f{stored}\n" for learner, seq, stored in heads)
    short = hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:32].upper()
    return "-".join(short[n : n + 4] for n in range(0, 32, 4))


def same_digest(first: str, second: str) -> bool:
    """Return whether two digests are the same, however they were typed."""
    return _plain(first) == _plain(second)


def _plain(text: str) -> str:
    return "".join(one for one in text.upper() if one.isalnum())
