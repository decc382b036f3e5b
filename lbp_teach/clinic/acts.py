"""What an act of the learner becomes: the event that is recorded, after every part of it was checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lbp_teach import content
from lbp_teach.clinic.clock import Timetable
from lbp_teach.clinic.model import VERSION, Clinic, clinic, counted
from lbp_teach.clinic.state import ASK, CHOOSE, CLOSE, EXAMINE, STOP, Morning
from lbp_teach.clinic.view import choices, clock_of
from lbp_teach.generator import load
from lbp_teach.guideline.assess import Book
from lbp_teach.refusal import Refusal, refuse
from lbp_teach.text import Lang, Text, both

Body = dict[str, Any]
_OVER = both(da="Den morgen er slut.", en="That morning is over.")
_ELSEWHERE = both(
    da="Du er allerede ved en anden patient, måske i et andet vindue. Det svar blev ikke brugt.",
    en="You are with another patient already, perhaps in another window. That answer was not used.",
)
_STRANGE = both(da="Det findes ikke her. Genindlæs siden.", en="There is no such thing here. Reload the page.")
_CLOSING = both(
    da="Klokken er for mange til flere spørgsmål og undersøgelser. Beslut, og send patienten videre.",
    en="It is too late for more questions and examination. Decide, and send the patient on.",
)
_MISSING = both(da="Vælg først: {what}.", en="Choose first: {what}.")


@dataclass(frozen=True)
class Act:
    """What is recorded: under which attempt, what kind, and its details."""

    attempt: str
    kind: str
    body: Body


def version() -> str:
    """Return of what patients are drawn from and what comes of them; another one means other patients."""
    return f"{VERSION}.{load.generator().distributions.version}"


def act_for(kind: str, message: Mapping[str, Any], mornings: tuple[Morning, ...]) -> Act | None:
    """Return what is recorded of an act; None where it changes nothing.

    Args:
        kind: `ask`, `examine`, `choose`, `close` or `stop`.
        message: with the id of the `morning`, the place of the `patient`, and what was done.
        mornings: the learner's.

    Raises:
        Refusal: it is not possible, or not now.
    """
    morning = next((one for one in mornings if one.id == message.get("morning") and one.version == version()), None)
    if morning is None:
        raise Refusal(_STRANGE)
    book = content.book()
    clock = clock_of(morning, counted(), book)
    if clock.over:
        raise Refusal(_OVER)
    if kind == "stop":
        return Act(morning.id, STOP, {})
    place = message.get("patient")
    # True is an int and equals 1, but is no place.
    if type(place) is not int or place != clock.current:
        raise Refusal(_ELSEWHERE)
    found = _of_patient(kind, message, morning, clock, book)
    return None if found is None else Act(morning.id, found[0], {"patient": place, **found[1]})


def _of_patient(
    kind: str, message: Mapping[str, Any], morning: Morning, clock: Timetable, book: Book
) -> tuple[str, Body] | None:
    seen = morning.seen[-1]
    if kind == "ask" or kind == "examine":
        field = "question" if kind == "ask" else "manoeuvre"
        known, done = (book.questions, seen.asked) if kind == "ask" else (book.manoeuvres, seen.examined)
        name = message.get(field)
        if not isinstance(name, str) or name not in known:
            raise Refusal(_STRANGE)
        if name in done:
            return None
        if clock.now >= counted().closing(morning.setup.patients):
            raise Refusal(_CLOSING)
        return (ASK if kind == "ask" else EXAMINE), {field: name}
    if kind == "choose":
        name, value = message.get("decision"), message.get("value")
        can = options(name, clinic(), book) if isinstance(name, str) else ()
        if not can or value not in (None, *can):
            raise Refusal(_STRANGE)
        return None if seen.choices.get(str(name)) == value else (CHOOSE, {"decision": name, "value": value})
    if kind == "close":
        missing = [name for name in clinic().wanted if name not in seen.choices]
        if missing:
            raise Refusal(_MISSING.format(what=_named(missing, clinic(), book)))
        return CLOSE, {}
    raise refuse("Det kan ikke gøres her. Genindlæs siden.", "That cannot be done here. Reload the page.")


def options(name: str, declared: Clinic, book: Book) -> tuple[str, ...]:
    """Return what can be chosen for a decision of a morning; empty for one that is not asked for."""
    for own in declared.own:
        if own.id == name:
            return tuple(one.value for one in own.options)
    asked = name in (*declared.decisions, *declared.medicines)
    return tuple(one.value for one in book.decisions[name].options) if asked else ()


def _named(names: list[str], declared: Clinic, book: Book) -> Text:
    def words(lang: Lang) -> str:
        return ", ".join(c["label"] for c in choices(declared, book, lang) if c["id"] in names)

    return Text(da=words(Lang.DA), en=words(Lang.EN))
