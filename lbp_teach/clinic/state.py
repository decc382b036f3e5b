"""What a learner has done in her clinic mornings: the fold of her events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lbp_teach.clinic.model import LAST_MORNING, LENGTHS, Seen, Setup
from lbp_teach.generator.model import MODES
from lbp_teach.records import Event

START, ASK, EXAMINE, CHOOSE, CLOSE, STOP = (
    "clinic_start",
    "clinic_ask",
    "clinic_examine",
    "clinic_choose",
    "clinic_close",
    "clinic_stop",
)


@dataclass(frozen=True)
class Morning:
    """One morning of a learner.

    Attributes:
        id: the attempt under which its events are kept.
        setup: which morning it is.
        version: of what patients are drawn from, and of what comes of them; see `VERSION` of `model`.
        seen: those who were called in, in order; the last one is the one whose turn it is until the clock says no more.
        stopped: whether it was ended early.
        started: when, ISO 8601 in UTC.
    """

    id: str
    setup: Setup
    version: str
    seen: tuple[Seen, ...] = (Seen(),)
    stopped: bool = False
    started: str = ""


def setup_of(body: Mapping[str, Any]) -> Setup | None:
    """Return which morning a message or an event names; None where there is no such morning."""
    number, mode, patients = body.get("number"), body.get("mode"), body.get("patients")
    # True is an int, but no number of a morning.
    if type(number) is not int or type(patients) is not int or mode not in MODES:
        return None
    if not 0 <= number <= LAST_MORNING or patients not in LENGTHS:
        return None
    return Setup(number, "primary_care" if mode == MODES[0] else "enriched", patients)


def fold(events: Iterable[Event], mornings: tuple[Morning, ...] = ()) -> tuple[Morning, ...]:
    """Return the mornings after these events, oldest first; events of everything else are passed over."""
    found = {one.id: one for one in mornings}
    for event in events:
        if event.kind == START:
            setup = setup_of(event.body)
            if setup is not None:
                found[event.attempt] = Morning(
                    event.attempt, setup, str(event.body.get("version", "")), started=event.at
                )
        elif event.attempt in found:
            found[event.attempt] = _after(found[event.attempt], event)
    return tuple(found.values())


def _after(morning: Morning, event: Event) -> Morning:
    if event.kind == STOP:
        return replace(morning, stopped=True)
    one, body = morning.seen[-1], event.body
    if body.get("patient") != len(morning.seen) - 1 or one.closed:
        return morning
    before = morning.seen[:-1]
    match event.kind:
        case "clinic_ask" if body["question"] not in one.asked:
            return replace(morning, seen=(*before, replace(one, asked=(*one.asked, body["question"]))))
        case "clinic_examine" if body["manoeuvre"] not in one.examined:
            return replace(morning, seen=(*before, replace(one, examined=(*one.examined, body["manoeuvre"]))))
        case "clinic_choose":
            choices = {name: value for name, value in one.choices.items() if name != body["decision"]}
            choices |= {body["decision"]: body["value"]} if body["value"] is not None else {}
            return replace(morning, seen=(*before, replace(one, choices=choices)))
        case "clinic_close":
            more = (Seen(),) if len(morning.seen) < morning.setup.patients else ()
            return replace(morning, seen=(*before, replace(one, closed=True), *more))
    return morning
