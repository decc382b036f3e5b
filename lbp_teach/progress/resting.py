"""What there is to do where no case comes next: the drill of what was missed, and the day a patient comes again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from lbp_teach import content
from lbp_teach.debriefing.training import TARGETS, link
from lbp_teach.guideline.assess import Book
from lbp_teach.progress.model import Choices
from lbp_teach.progress.next_case import Learning, Option
from lbp_teach.progress.past import Past
from lbp_teach.progress.schedule import Memory, moment
from lbp_teach.text import Lang

Plain = dict[str, Any]
#: What drills a competency, as `debriefing.training` names the pages.
DRILLS = {
    "red_flags": "flags",
    "neurological_exam": "exam",
    "imaging": "imaging",
    "stratification": "board",
    "treatment": "treatment",
    "communication": "talk",
    "probability": "several",
}


def resting_view(past: Past, book: Book, lang: Lang) -> Plain | None:
    """Return the drill of what was missed most and the next day of a patient; None where no case was played.

    Args:
        past: the learner's attempts.
        book: the guideline.
        lang: language of the words.
    """
    learning, found = past.learning(book), content.progress()
    names = {card.id: card.name for card in content.catalogue().cards}
    options = [Option(c.id, c.difficulty, found.trains.get(c.id, {})) for c in content.catalogue().cards]
    again = comes_again(options, learning, found.choices)
    missed = most_missed(learning.memories)
    if again is None and missed is None:
        return None
    return {
        "train": link(TARGETS[DRILLS[missed]], lang) if missed else None,
        "name": names[again[0]] if again else None,
        "at": again[1].isoformat() if again else None,
    }


def most_missed(memories: Mapping[str, Memory]) -> str | None:
    """Return the competency in which most was missed when last met, a critical error before all else; None for none."""
    weight: dict[str, int] = {}
    for memory in memories.values():
        for name in memory.competencies if memory.missed else ():
            weight[name] = weight.get(name, 0) + (1000 if memory.critical else 1)
    return max(sorted(weight), key=lambda one: weight[one], default=None)


def comes_again(options: Sequence[Option], learning: Learning, choices: Choices) -> tuple[str, datetime] | None:
    """Return which known patient is due first, and when: something in it is due, and it has rested long enough."""
    last: dict[str, datetime] = {}
    for one in learning.history:
        if one.at:
            last[one.case] = max(last.get(one.case, moment(one.at)), moment(one.at))
    found = []
    for option in options:
        due = [learning.memories[name].due for name in option.trains if name in learning.memories]
        if option.id in last and option.id not in learning.open and due:
            rested = last[option.id] + timedelta(days=choices.rest_days.value)
            found.append((max(rested, min(due)), option.id))
    return (min(found)[1], min(found)[0]) if found else None
