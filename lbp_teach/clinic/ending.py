"""The end of a morning: the learner's plan and three others side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lbp_teach.clinic.model import Counted
from lbp_teach.clinic.outcomes import Played, Result, Totals, compare, play, totals
from lbp_teach.clinic.patients import Patient
from lbp_teach.clinic.state import Morning
from lbp_teach.clinic.telling import said as sentence
from lbp_teach.clinic.view import board, named
from lbp_teach.generator.course import Ahead
from lbp_teach.guideline.assess import Book
from lbp_teach.text import Lang, Text, both

Plain = dict[str, Any]
YOU = "you"
PLAN_NAMES = {
    YOU: both(da="Dig", en="You"),
    "guideline": both(da="Vejledningen", en="The guideline"),
    "everybody": both(da="Henvis alle", en="Refer everybody"),
    "nobody": both(da="Henvis ingen", en="Refer nobody"),
}


def _row(da: str, en: str, value: Callable[[Totals], float], *, of: Callable[[Totals], int] | None = None) -> Any:
    return both(da=da, en=en), value, of


_ROWS: dict[str, tuple[Text, Callable[[Totals], float], Callable[[Totals], int] | None]] = {
    "missed": _row(
        "Akutte, der ikke blev mødt i tide",
        "Emergencies not met in time",
        lambda t: t.emergencies - t.emergencies_met,
        of=lambda t: t.emergencies,
    ),
    "serious_late": _row(
        "Alvorlig sygdom fundet for sent, akutte regnet med",
        "Serious disease found too late, emergencies included",
        lambda t: t.serious - t.serious_met,
        of=lambda t: t.serious,
    ),
    "harmed": _row("Varig skade", "Lasting harm", lambda t: t.harmed),
    "scans": _row("Unødige scanninger", "Needless scans", lambda t: t.needless_scans),
    "visits": _row(
        "Unødige besøg hos speciallæge eller sygehus",
        "Needless visits to specialist or hospital",
        lambda t: t.needless_visits,
    ),
    "incidental": _row("Tilfældige fund", "Incidental findings", lambda t: t.incidental),
    "worried": _row("Bekymrede af et fund", "Worried by a finding", lambda t: t.worried),
    "more": _row("Flere undersøgelser af et fund", "More tests because of a finding", lambda t: t.more_tests),
    "leave": _row("Sygedage i ugerne efter", "Days off work in the weeks after", lambda t: round(t.leave_days)),
    "trust": _row("Tillid, gennemsnit (0 til 100)", "Trust, mean (0 to 100)", lambda t: round(t.trust)),
    "rebooked": _row("Ombookede", "Rebooked", lambda t: t.rebooked),
    "minutes": _row("Minutter med patienter", "Minutes with patients", lambda t: round(t.seconds / 60)),
    "units": _row("Enheder (1 er en konsultation)", "Units (1 is a consultation)", lambda t: round(t.units)),
}
#: What the chart shows; the table has everything.
CHART = ("missed", "scans", "visits", "leave", "units")


def all_plans(
    morning: Morning, patients: tuple[Patient, ...], counted: Counted, ahead: Ahead, book: Book
) -> dict[str, Played]:
    """Return what came of a morning under the learner's plan and the three it is compared with."""
    mine = play(patients, morning.seen, counted, ahead, book, stopped=morning.stopped)
    return {YOU: mine, **compare(patients, counted, ahead, book)}


def ending(
    morning: Morning, patients: tuple[Patient, ...], played: dict[str, Played], counted: Counted, lang: Lang
) -> Plain:
    """Return a morning that is over: the sentence, the four plans side by side, and who it was."""
    found = {name: totals(one, counted) for name, one in played.items()}
    return {
        **named(morning),
        "sentence": " ".join(text(lang) for text in sentence(found[YOU])),
        "plans": [{"id": name, "label": PLAN_NAMES[name](lang)} for name in played],
        "rows": [
            {
                "id": name,
                "label": label(lang),
                "values": [value(found[plan]) for plan in played],
                "of": of(found[YOU]) if of else None,
            }
            for name, (label, value, of) in _ROWS.items()
        ],
        "chart": list(CHART),
        "board": board(played[YOU].timetable, patients, counted, lang),
        "people": [
            {"place": place, "label": capital(one.course.label(lang)), "verdict": verdict(one)}
            for place, one in enumerate(played[YOU].results)
        ],
    }


def verdict(result: Result) -> str:
    """Return in one word how it went: in_time, late, needless or plain."""
    if result.in_time is not None:
        return "in_time" if result.in_time else "late"
    return "needless" if result.needless_scan or result.needless_visit else "plain"


def capital(words: str) -> str:
    """Return words that begin a line."""
    return words[:1].upper() + words[1:]
