"""What the clinic's screens are told: who is waiting and what has been found; nothing of the truth before the end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lbp_teach import content
from lbp_teach.case import answer
from lbp_teach.clinic.about import about
from lbp_teach.clinic.clock import Slot, Timetable, manoeuvre_seconds, plan_seconds, timetable
from lbp_teach.clinic.model import LAST_MORNING, LENGTHS, Clinic, Counted, Seen
from lbp_teach.clinic.patients import Patient, revealed
from lbp_teach.clinic.state import Morning
from lbp_teach.edition import EDITION
from lbp_teach.explain import fact_words
from lbp_teach.generator import load
from lbp_teach.guideline.assess import Book
from lbp_teach.text import Lang

Plain = dict[str, Any]


def pack(book: Book, counted: Counted, lang: Lang) -> Plain:
    """Return what is the same in every morning: words, questions, manoeuvres, choices, and what is assumed."""
    guideline, clinic = book.guideline, counted.clinic
    return {
        "type": "pack",
        "lang": lang.value,
        "strings": content.strings(lang.value, "clinic"),
        "modes": [
            {"id": mode.id, "label": mode.label(lang), "note": mode.note(lang)}
            for mode in load.generator().distributions.modes
        ],
        "lengths": list(LENGTHS),
        "last": LAST_MORNING,
        "questions": [
            {
                "id": group.id,
                "label": group.label(lang),
                "items": [
                    {"id": q.id, "text": q.text(lang), "seconds": q.seconds}
                    for q in guideline.questions
                    if q.category == group.id
                ],
            }
            for group in guideline.categories
        ],
        "manoeuvres": [
            {
                "id": group.id,
                "label": group.label(lang),
                "items": [
                    {"id": m.id, "text": m.label(lang), "seconds": manoeuvre_seconds(m.id, book)}
                    for m in guideline.manoeuvres
                    if m.group == group.id
                ],
            }
            for group in guideline.manoeuvre_groups
        ],
        "choices": choices(clinic, book, lang),
        "about": about(book, counted, lang),
    }


def choices(clinic: Clinic, book: Book, lang: Lang) -> list[Plain]:
    """Return what is decided, in order; `must` for what cannot be left open."""
    found = [
        {
            "id": name,
            "label": book.decisions[name].axis(lang),
            "must": name in clinic.decisions,
            "options": [{"value": o.value, "label": book.words(o.label)(lang)} for o in book.decisions[name].options],
        }
        for name in (*clinic.decisions, *clinic.medicines)
    ]
    own = [
        {
            "id": one.id,
            "label": one.label(lang),
            "must": True,
            "options": [{"value": o.value, "label": o.label(lang)} for o in one.options],
        }
        for one in clinic.own
    ]
    return [*found[: len(clinic.decisions)], *own, *found[len(clinic.decisions) :]]


def time_of_day(seconds: int, counted: Counted) -> str:
    """Return what the clock shows so many seconds after the start, such as 08:05."""
    minutes = (counted.seconds("start") + seconds) // 60
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def clock_of(morning: Morning, counted: Counted, book: Book) -> Timetable:
    """Return the clock of a learner's morning."""
    return timetable(morning.seen, morning.setup.patients, counted, book, stopped=morning.stopped)


def day(morning: Morning, patients: tuple[Patient, ...], counted: Counted, book: Book, lang: Lang) -> Plain:
    """Return a morning that is under way."""
    clock = clock_of(morning, counted, book)
    place = clock.current
    assert place is not None
    total, slot = morning.setup.patients, clock.slots[place]
    seen = morning.seen[place]
    return {
        **named(morning),
        "clock": {
            "now": time_of_day(clock.now, counted),
            "end": time_of_day(counted.last_call(total), counted),
            "late": max(0, slot.called - slot.booked) // 60 if slot.called is not None else 0,
            "waiting": sum(waits(one, clock) for one in clock.slots),
            "closing": clock.now >= counted.closing(total),
        },
        "board": board(clock, patients, counted, lang),
        "patient": _patient(place, patients[place], seen, slot, counted, book, lang),
    }


def named(morning: Morning) -> Plain:
    """Return which morning it is."""
    setup = morning.setup
    return {"id": morning.id, "number": setup.number, "mode": setup.mode, "patients": setup.patients}


def waits(slot: Slot, clock: Timetable) -> bool:
    """Return whether somebody sits in the waiting room now, past the appointment."""
    return not clock.over and slot.called is None and slot.booked <= clock.now


def board(clock: Timetable, patients: Iterable[Patient], counted: Counted, lang: Lang) -> list[Plain]:
    """Return the patients of a morning with their times."""
    return [
        {
            "place": place,
            "name": one.case.persona.name,
            "initials": one.case.persona.initials,
            "age": one.case.persona.age,
            "booked": time_of_day(slot.booked, counted),
            "called": None if slot.called is None else time_of_day(slot.called, counted),
            "used": minutes(slot.used),
            "waited": slot.waited // 60,
            "state": _state(slot, clock),
        }
        for place, (one, slot) in enumerate(zip(patients, clock.slots, strict=True))
    ]


def minutes(seconds: float) -> float:
    """Return seconds as minutes with one decimal."""
    return round(seconds / 60, 1)


def _state(slot: Slot, clock: Timetable) -> str:
    if slot.rebooked:
        return "rebooked"
    if slot.closed:
        return "done"
    if slot.called is not None:
        return "here"
    return "waiting" if waits(slot, clock) else "booked"


def _patient(place: int, one: Patient, seen: Seen, slot: Slot, counted: Counted, book: Book, lang: Lang) -> Plain:
    who, visit = one.case.persona, one.case.visits[0]
    wanted = {choice["id"]: choice["label"] for choice in choices(counted.clinic, book, lang) if choice["must"]}
    return {
        "place": place,
        "name": who.name,
        "initials": who.initials,
        "age": who.age,
        "occupation": who.occupation(lang),
        "opening": visit.opening(lang),
        "door": [{"label": known.label(lang), "value": known.value(lang)} for known in visit.door],
        "asked": [
            {
                "id": name,
                "text": book.questions[name].text(lang),
                "answer": answer(one.case, visit.id, name, book)(lang),
                "seconds": book.questions[name].seconds,
            }
            for name in seen.asked
            if name in book.questions
        ],
        "examined": [
            {
                "id": name,
                "text": book.manoeuvres[name].label(lang),
                "found": [fact_words(book, key, one.facts[key])(lang) for key in revealed((name,), book)],
                "seconds": manoeuvre_seconds(name, book),
            }
            for name in seen.examined
            if name in book.manoeuvres
        ],
        "choices": dict(seen.choices),
        "missing": [label for name, label in wanted.items() if name not in seen.choices],
        "used": minutes(slot.used),
        "plan": minutes(plan_seconds(seen.choices, counted)),
    }


def frame(learner: str, book: Book, lang: Lang) -> Plain:
    """Return what every view has."""
    return {"lang": lang.value, "learner": learner, "edition": book.edition_label(EDITION, lang)}
