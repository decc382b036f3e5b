"""The home screen: the catalogue with the learner's own state on each card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lbp_teach import content
from lbp_teach.guideline.assess import Book
from lbp_teach.play import Attempt
from lbp_teach.progress.past import Past
from lbp_teach.progress.view import next_view
from lbp_teach.stages import STAGES, furthest
from lbp_teach.text import Lang, Text, both

Plain = dict[str, Any]
_BROKEN = both(
    da="Casen har en fejl og kan ikke åbnes. Din underviser kan se hvorfor med lbp-teach cases validate.",
    en="The case has an error and cannot be opened. Your teacher can see why with lbp-teach cases validate.",
)
_PERCENT = both(da="{n} %", en="{n}%")
_PRACTICE = both(da="Øvelse, {n} %", en="Practice, {n}%")
DIFFICULTY = {
    1: both(da="Meget let", en="Very easy"),
    2: both(da="Let", en="Easy"),
    3: both(da="Middel", en="Medium"),
    4: both(da="Svær", en="Hard"),
    5: both(da="Meget svær", en="Very hard"),
}


def home(latest: Mapping[str, Attempt], past: Past, book: Book, lang: Lang) -> Plain:
    """Return the catalogue with this learner's own state on each card.

    Args:
        latest: the newest attempt at each case that can be shown.
        past: all attempts, from which the next case is chosen.
        book: the guideline.
        lang: language of the words.
    """
    catalogue = content.catalogue()
    cards = []
    for card in catalogue.cards:
        attempt = latest.get(card.id)
        cards.append(
            {
                "id": card.id,
                "initials": card.initials,
                "name": card.name,
                "age": card.age,
                "occupation": card.occupation(lang),
                "opening": card.opening(lang),
                "minutes": card.minutes,
                "visits": card.visits,
                "difficulty": card.difficulty,
                "difficulty_label": DIFFICULTY[card.difficulty](lang),
                "status": _status(attempt, past, book, lang),
            }
        )
    return {
        "recommended": next_view(past, book, lang),
        "resume": resume_list(latest, lang),
        "cases": cards,
        # What is wrong stands in the terminal: it quotes the file, and a file holds what a learner has not found yet.
        "broken": [{"file": b.file, "text": _BROKEN(lang)} for b in catalogue.broken],
    }


def resume_list(latest: Mapping[str, Attempt], lang: Lang) -> list[Plain]:
    """Return the cases that are under way: which, and how far the learner has got."""
    known = {card.id: card for card in content.catalogue().cards}
    return [
        {
            "case": attempt.case,
            "name": known[attempt.case].name,
            "initials": known[attempt.case].initials,
            "stage_label": STAGES[furthest(attempt)](lang),
            "progress": [list(STAGES).index(furthest(attempt)) + 1, len(STAGES)],
        }
        for attempt in latest.values()
        if not attempt.finished and attempt.case in known
    ]


def latest_attempts(attempts: Mapping[str, Attempt]) -> dict[str, Attempt]:
    """Return the newest attempt at each case."""
    return {attempt.case: attempt for attempt in attempts.values()}


def _status(attempt: Attempt | None, past: Past, book: Book, lang: Lang) -> Plain:
    if attempt is None:
        return {"kind": "new", "label": Text(da="Ny", en="New")(lang), "score": None}
    if not attempt.finished:
        label = Text(da="I gang, {stage}", en="In progress, {stage}").format(stage=STAGES[furthest(attempt)])(lang)
        return {"kind": "in_progress", "label": label.lower().capitalize(), "score": None}
    done = past.marked(attempt, book)
    if not done.told:
        return {"kind": "finished", "label": Text(da="Afsluttet", en="Finished")(lang), "score": None}
    percent = done.percent
    words = _PRACTICE if attempt.practice_from == 0 else _PERCENT
    return {
        "kind": "finished",
        "label": words.format(n=percent)(lang),
        "score": percent,
    }
