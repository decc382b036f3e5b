"""What the progress page shows: plain data in one language. Nothing of a case that is not finished stands in it."""

from __future__ import annotations

from typing import Any

from lbp_teach import content
from lbp_teach.guideline.assess import Book
from lbp_teach.play import Attempt
from lbp_teach.probability.intervals import Interval
from lbp_teach.progress.evidence import Marked
from lbp_teach.progress.mastery import calibrated, mastery, shown_in, sureness
from lbp_teach.progress.past import Past, as_played
from lbp_teach.progress.resting import resting_view
from lbp_teach.progress.words import reason
from lbp_teach.text import Lang

Plain = dict[str, Any]


def progress_view(past: Past, resume: list[Plain], book: Book, lang: Lang) -> Plain:
    """Return the progress page.

    Args:
        past: the learner's attempts.
        resume: the cases that are under way, as home lists them.
        book: the guideline.
        lang: language of the words.
    """
    history = past.history(book)
    found, following = content.progress(), next_view(past, book, lang)
    return {
        "competencies": competencies_view(past, book, lang),
        "least": int(found.choices.least_patients.value),
        "history": [_row(one, past) for one in reversed(history)],
        "forecasts": _forecasts(history),
        "sure": _sure(history),
        "resume": resume,
        "next": following,
        "resting": None if following else resting_view(past, book, lang),
        "level": round(100 * found.choices.interval.value),
        "choices": [getattr(found.choices, name).words(lang) for name in type(found.choices).model_fields],
    }


def competencies_view(past: Past, book: Book, lang: Lang) -> list[Plain]:
    """Return each competency with its bar, or with what is missing for one."""
    found, history = content.progress(), past.history(book)
    rows = []
    for one in found.competencies:
        known = mastery(shown_in(one.id, history, past.now), found.choices)
        shown = {"middle": _share(known.middle), "low": _share(known.low), "high": _share(known.high)}
        rows.append(
            {
                "id": one.id,
                "label": one.label(lang),
                "meaning": one.meaning(lang),
                "n": known.n,
                "bar": shown if known.enough else None,
            }
        )
    return rows


def next_view(past: Past, book: Book, lang: Lang) -> Plain | None:
    """Return the case that comes next with the reason, None where nothing is new and nothing is due."""
    found = past.next_case(book)
    if found is None:
        return None
    card = next(card for card in content.catalogue().cards if card.id == found.case)
    return {
        "case": found.case,
        "name": card.name,
        "initials": card.initials,
        "reason": reason(found, content.progress())(lang),
        "why": found.why,
        "again": found.known,
    }


def _row(one: Marked, past: Past) -> Plain:
    attempt: Attempt = past.attempts[one.attempt]
    card = content.find_card(attempt.case)
    if one.told:
        state = "practice" if one.practice else "mixed" if attempt.practice_from is not None else "counts"
    else:
        state = "closed" if as_played(attempt) else "changed"
    return {
        "case": attempt.case,
        "name": card.name if card else attempt.case,
        # Only the newest attempt at a case can be opened, and only while the case is as it was.
        "open": state != "changed" and past.newest().get(attempt.case) == one.attempt,
        "at": one.at,
        "percent": one.percent if one.told else None,
        "critical": one.errors if one.told else None,
        "kind": state,
    }


def _forecasts(history: list[Marked]) -> Plain:
    choices = content.progress().choices
    found = calibrated(history, choices)
    bands = [
        {"said": _share(s.band.said), "came": _share(s.band.share), "n": s.band.n, **_ends(s.interval)}
        for s in found.bands
    ]
    return {
        "n": found.n,
        "least": int(choices.least_forecasts.value),
        "patients": found.patients,
        "least_patients": int(choices.least_forecast_patients.value),
        "bands": bands if found.enough else [],
        "brier": None if found.brier is None or not found.enough else round(found.brier, 3),
        "log": None if found.log is None or not found.enough else round(found.log, 3),
    }


def _sure(history: list[Marked]) -> Plain:
    choices = content.progress().choices
    rows = []
    for one in sureness(history, choices):
        shown = {"share": _share(one.right / one.n), **_ends(one.interval)} if one.interval and one.enough else None
        rows.append({"level": one.level, "n": one.n, "bar": shown})
    return {"rows": rows, "least": int(choices.least_sure.value)}


def _ends(interval: Interval) -> Plain:
    return {"low": _share(interval.low), "high": _share(interval.high)}


def _share(value: float) -> int:
    """Return a share in whole per cent: more digits would be false precision."""
    return round(100 * value)
