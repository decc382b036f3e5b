"""When a rule should come again: the FSRS scheduler, one card per rule. Pure: time is an argument, nothing is random.

Decision 021 says why one card per rule, why days and not minutes, and why practice moves a card, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lbp_teach.progress.evidence import Marked, Recall
from lbp_teach.progress.model import Choices

if TYPE_CHECKING:
    from fsrs import Card, Scheduler


@dataclass(frozen=True)
class Memory:
    """What is known of how a learner remembers a rule.

    Attributes:
        rule: id of the rule.
        due: when it should come again.
        last: when it was last met.
        recall: how it was recalled then.
        critical: whether that was a critical error.
        competencies: those in which it was recalled like that.
        stability: days after which the chance of recall is 90%.
        difficulty: of the scheduler, 1 to 10.
    """

    rule: str
    due: datetime
    last: datetime
    recall: Recall
    critical: bool
    competencies: tuple[str, ...]
    stability: float
    difficulty: float

    @property
    def missed(self) -> bool:
        """Return whether it was not fully known when last met."""
        return self.recall != "good"


def memories(history: Iterable[Marked], choices: Choices) -> dict[str, Memory]:
    """Return what is remembered of each rule, after all finished attempts.

    A repetition on a known patient moves the cards as well, but what was right there counts as recalled with help.

    Args:
        history: what each finished attempt said, in any order.
        choices: the toolkit's numbers.
    """
    timed = sorted((one for one in history if one.at and one.reviews), key=lambda one: (one.at, one.attempt))
    if not timed:
        return {}
    scheduler = _scheduler(choices)
    cards: dict[str, Card] = {}
    found: dict[str, Memory] = {}
    for attempt in timed:
        at = moment(attempt.at)
        for review in attempt.reviews:
            recall: Recall = "hard" if attempt.practice and review.recall == "good" else review.recall
            card = _after(scheduler, cards.get(review.rule), recall, at)
            cards[review.rule] = card
            found[review.rule] = Memory(
                review.rule,
                card.due,
                at,
                review.recall if attempt.practice else recall,
                review.critical,
                review.competencies,
                card.stability or 0.0,
                card.difficulty or 0.0,
            )
    return found


def recalled(memory: Memory, now: datetime, choices: Choices) -> float:
    """Return the chance, 0 to 1, that a rule is recalled now."""
    from fsrs import Card

    # With an id of its own a card neither reads the clock nor waits for it.
    card = Card(card_id=1, stability=memory.stability, due=memory.due, last_review=memory.last)
    return _scheduler(choices).get_card_retrievability(card, now)


def forgotten(known: Mapping[str, Memory], now: datetime, choices: Choices) -> dict[str, float]:
    """Return for each rule that is due how much its coming again is worth: what was forgotten, weighed by the miss."""
    return {
        name: (1 - recalled(memory, now, choices)) * _weight(memory, choices)
        for name, memory in known.items()
        if memory.due <= now
    }


def _weight(memory: Memory, choices: Choices) -> float:
    if not memory.missed:
        return choices.refresh.value
    return choices.critical.value if memory.critical else 1.0


def moment(at: str) -> datetime:
    """Return a recorded time; one without a zone is read as UTC."""
    read = datetime.fromisoformat(at)
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)


def _scheduler(choices: Choices) -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(
        desired_retention=choices.recall.value, learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )


def _after(scheduler: Scheduler, card: Card | None, recall: Recall, at: datetime) -> Card:
    from fsrs import Card, Rating

    rating = {"again": Rating.Again, "hard": Rating.Hard, "good": Rating.Good}[recall]
    return scheduler.review_card(card or Card(card_id=1, due=at), rating, at)[0]
