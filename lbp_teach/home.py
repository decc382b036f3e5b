"""The home screen: the catalogue with the learner's own state on each card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lbp_teach import content
from lbp_teach.guideline.assess import Book
from lbp_teach.play import Attempt
from lbp_teach.scoring import score
from lbp_teach.stages import STAGES, furthest
from lbp_teach.text import Lang, Text, both

Plain = dict[str, Any]
_BROKEN = both(
    da="Casen har en fejl og kan ikke åbnes. Din underviser kan se hvorfor med lbp-teach cases validate.",
    en="The case has an error and cannot be opened. Your teacher can see why with lbp-teach cases validate.",
)
DIFFICULTY = {
    1: both(da="Let", en="Easy"),
    2: both(da="Middel", en="Medium"),
    3: both(da="Svær", en="Hard"),
}


def home(latest: Mapping[str, Attempt], book: Book, lang: Lang) -> Plain:
    """Return the catalogue with this learner's own state on each card.

    Args:
        latest: the newest attempt at each case that can be shown.
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
                "status": _status(card.id, attempt, book, lang),
            }
        )
    resume = [
        {
            "case": attempt.case,
            "stage_label": STAGES[furthest(attempt)](lang),
            "progress": [list(STAGES).index(furthest(attempt)) + 1, len(STAGES)],
        }
        for attempt in latest.values()
        if not attempt.finished and attempt.case in {c["id"] for c in cards}
    ]
    return {
        "recommended": _recommended(cards, lang),
        "resume": resume,
        "cases": cards,
        # What is wrong stands in the terminal: it quotes the file, and a file holds what a learner has not found yet.
        "broken": [{"file": b.file, "text": _BROKEN(lang)} for b in catalogue.broken],
    }


def latest_attempts(attempts: Mapping[str, Attempt]) -> dict[str, Attempt]:
    """Return the newest attempt at each case."""
    return {attempt.case: attempt for attempt in attempts.values()}


def _status(case_id: str, attempt: Attempt | None, book: Book, lang: Lang) -> Plain:
    if attempt is None:
        return {"kind": "new", "label": Text(da="Ny", en="New")(lang), "score": None}
    if not attempt.finished:
        label = Text(da="I gang, {stage}", en="In progress, {stage}").format(stage=STAGES[furthest(attempt)])(lang)
        return {"kind": "in_progress", "label": label.lower().capitalize(), "score": None}
    percent = score(content.load_case(case_id), attempt, book, explain=False).percent
    return {
        "kind": "finished",
        "label": Text(da="{n} %", en="{n}%").format(n=percent)(lang),
        "score": percent,
    }


def _recommended(cards: list[Plain], lang: Lang) -> Plain | None:
    """Return the easiest case that is still new; choosing by missed rules needs the learner's history to be richer."""
    new = sorted((c for c in cards if c["status"]["kind"] == "new"), key=lambda c: (c["difficulty"], c["id"]))
    if not new:
        return None
    first = all(c["status"]["kind"] == "new" for c in cards)
    reason = (
        Text(
            da="Valgt, fordi den er et godt sted at begynde.",
            en="Chosen because it is a good place to begin.",
        )
        if first
        else Text(
            da="Valgt, fordi du ikke har prøvet den endnu.",
            en="Chosen because you have not tried it yet.",
        )
    )
    return {"case": new[0]["id"], "reason": reason(lang)}
