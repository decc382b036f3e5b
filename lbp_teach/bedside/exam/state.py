"""What was done on the couch: manoeuvres, what was written down, what it was said to be. A fold over recorded acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lbp_teach.bedside.exam.localise import Answer, answered
from lbp_teach.bedside.exam.observe import sides_of
from lbp_teach.bedside.exam.record import Record, after_recording
from lbp_teach.bedside.exam.technique import How
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import key


@dataclass(frozen=True)
class Done:
    """A manoeuvre as it was done.

    Attributes:
        manoeuvre: id.
        side: `left`, `right`, `both`, or None where there are no sides.
        how: as `checked_how` made it.
        reveals: whether the finding could be seen this way.
    """

    manoeuvre: str
    side: str | None
    how: How = field(default_factory=dict)
    reveals: bool = True


@dataclass(frozen=True)
class Felt:
    """An area of skin that belongs to no finding was touched; on which side, and with what."""

    region: str
    side: str
    tool: str


@dataclass(frozen=True)
class ExamState:
    """An exam so far; `seconds` by the time cost of what was done."""

    done: tuple[Done, ...] = ()
    recorded: Record = field(default_factory=dict)
    felt: tuple[Felt, ...] = ()
    answer: Answer | None = None
    seconds: int = 0
    locked: bool = False


def examined(done: tuple[Done, ...], book: Book, *, well: bool = False) -> frozenset[str]:
    """Return the keys of findings that were looked for; with `well`, only where they could be seen."""
    found: set[str] = set()
    for one in done:
        if one.manoeuvre not in book.manoeuvres or (well and not one.reveals):
            continue
        for name in book.manoeuvres[one.manoeuvre].findings:
            sided = book.findings[name].sided
            found |= {key(name, side) for side in sides_of(one.side)} if sided else {name}
    return frozenset(found)


def cost(done: tuple[Done, ...], manoeuvre: str, side: str | None, seconds: int) -> int:
    """Return what doing a manoeuvre costs now: each side once, however often and in whichever way it is done."""
    had = {one for d in done if d.manoeuvre == manoeuvre for one in sides_of(d.side)}
    return seconds * len(set(sides_of(side)) - had)


def sides_left(done: tuple[Done, ...], manoeuvre: str, side: str | None, how: How) -> list[str | None]:
    """Return the sides of `side` on which a manoeuvre was not yet done in this way."""
    had = {one for d in done if (d.manoeuvre, d.how) == (manoeuvre, how) for one in sides_of(d.side)}
    return [one for one in sides_of(side) if one not in had]


def _same(one: Done, other: Done) -> bool:
    """Return whether two are the same manoeuvre done alike; a leg that is raised further is raised alike."""
    if (one.manoeuvre, one.side) != (other.manoeuvre, other.side):
        return False
    return _way(one) == _way(other)


def _way(done: Done) -> dict[str, Any]:
    return {name: how for name, how in done.how.items() if name != "degrees"}


def _degrees(done: Done) -> int:
    return int(done.how.get("degrees", 0))


def folded(state: ExamState, kind: str, body: Mapping[str, Any]) -> ExamState:
    """Return the state after a recorded act."""
    match kind:
        case "examine":
            done = Done(body["manoeuvre"], body["side"], body.get("how") or {}, not body.get("partial", False))
            if any(_same(d, done) and _degrees(d) > _degrees(done) for d in state.done):
                return state
            kept = tuple(d for d in state.done if not _same(d, done))
            return replace(state, done=(*kept, done), seconds=state.seconds + body["seconds"])
        case "record":
            return replace(state, recorded=after_recording(state.recorded, body))
        case "feel":
            felt = Felt(body["region"], body["side"], body["tool"])
            kept_felt = tuple(one for one in state.felt if one != felt)
            return replace(state, felt=(*kept_felt, felt), seconds=state.seconds + body["seconds"])
        case "localise":
            return replace(state, answer=answered(body))
        case "lock":
            return replace(state, locked=True)
    return state
