"""The home screen: the catalogue with the learner's own state on each card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lbp_teach import content
from lbp_teach.another import has_variants
from lbp_teach.content import Card
from lbp_teach.guideline.assess import Book
from lbp_teach.play import Attempt
from lbp_teach.progress.past import Past
from lbp_teach.progress.view import next_view
from lbp_teach.stages import STAGES, furthest
from lbp_teach.text import Lang, Text, both
from lbp_teach.variants import base_of, seed_of

Plain = dict[str, Any]
_BROKEN = both(
    da="Casen har en fejl og kan ikke åbnes. Din underviser kan se hvorfor med lbp-teach cases validate.",
    en="The case has an error and cannot be opened. Your teacher can see why with lbp-teach cases validate.",
)
_PERCENT = both(da="{n} %", en="{n}%")
_PRACTICE = both(da="Øvelse, {n} %", en="Practice, {n}%")


def home(latest: Mapping[str, Attempt], past: Past, book: Book, lang: Lang) -> Plain:
    """Return the catalogue with this learner's own state on each card.

    Args:
        latest: the newest attempt at each case and variant that can be shown.
        past: all attempts, from which the next case is chosen.
        book: the guideline.
        lang: language of the words.
    """
    recommended = next_view(past, book, lang)
    first = recommended["case"] if recommended else None
    shown = [(card, latest.get(card.id)) for card in (*content.catalogue().cards, *_met(latest))]
    shown.sort(key=lambda one: _place(one[0], one[1], first))
    return {
        "recommended": recommended,
        "resume": resume_list(latest, lang),
        "cases": [_card(card, attempt, past, book, lang) for card, attempt in shown],
        # What is wrong stands in the terminal: it quotes the file, and a file holds what a learner has not found yet.
        "broken": [{"file": b.file, "text": _BROKEN(lang)} for b in content.catalogue().broken],
    }


def _met(latest: Mapping[str, Attempt]) -> list[Card]:
    """Return the cards of the variants a learner has met: those under way, and of each case the newest that is done."""
    kept: dict[str, str] = {}
    for name, attempt in latest.items():
        if seed_of(name) is not None:
            kept[base_of(name) if attempt.finished else name] = name
    return [card for name in kept.values() if (card := content.find_card(name)) is not None]


def _place(card: Card, attempt: Attempt | None, first: str | None) -> tuple[bool, bool, int, str, str]:
    """Return what cards are sorted by: the recommended one, those under way, then by difficulty and name."""
    begun = attempt is not None and not attempt.finished
    name = card.name if seed_of(card.id) is None else _written_name(card.id)
    return card.id != first, not begun, card.difficulty, name.casefold(), card.id


def _written_name(case_id: str) -> str:
    card = content.base_card(case_id)
    return card.name if card else case_id


def _card(card: Card, attempt: Attempt | None, past: Past, book: Book, lang: Lang) -> Plain:
    """Return one card; it says only what is not the same on every card, for a catalogue is long."""
    plain = {
        "id": card.id,
        "initials": card.initials,
        "name": card.name,
        "age": card.age,
        "occupation": card.occupation(lang),
        "opening": card.opening(lang),
        "minutes": card.minutes,
        "visits": card.visits,
        "difficulty": card.difficulty,
        "status": _status(attempt, past, book, lang),
    }
    if seed_of(card.id) is not None:
        plain["variant_of"] = _written_name(card.id)
    if attempt is not None and attempt.finished and has_variants(card.id):
        plain["another"] = True
    return plain


def resume_list(latest: Mapping[str, Attempt], lang: Lang) -> list[Plain]:
    """Return the cases that are under way, the newest first: which, and how far the learner has got."""
    begun = [one for one in latest.values() if not one.finished]
    cards = [(one, content.find_card(one.case)) for one in sorted(begun, key=lambda one: one.started, reverse=True)]
    return [
        {
            "case": attempt.case,
            "name": card.name,
            "initials": card.initials,
            "stage_label": STAGES[furthest(attempt)](lang),
            "progress": [list(STAGES).index(furthest(attempt)) + 1, len(STAGES)],
        }
        for attempt, card in cards
        if card is not None
    ]


def latest_attempts(attempts: Mapping[str, Attempt]) -> dict[str, Attempt]:
    """Return the newest attempt at each case."""
    return {attempt.case: attempt for attempt in attempts.values()}


def _status(attempt: Attempt | None, past: Past, book: Book, lang: Lang) -> Plain:
    if attempt is None:
        return {"kind": "new"}
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
