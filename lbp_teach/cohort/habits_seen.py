"""Habits of thought of an attempt as one word list, to be kept with its marks: found once, when it is marked.

What is read is what the learner's own debrief reads (`lbp_teach.process`), with the same earlier patients.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from lbp_teach.debriefing.in_case import EARLIER
from lbp_teach.debriefing.levels import level_of
from lbp_teach.exports.reading import Marked
from lbp_teach.guideline.assess import Book
from lbp_teach.process import Earlier, about, read_habits
from lbp_teach.variants import base_of

log = logging.getLogger("lbp_teach.cohort")
#: Said of an attempt whose way is known, and of one that comes after a patient whose answers were told.
READ, AFTER = "read", "after"
#: The opposite extreme of a forgotten base rate has a line of its own.
LOW = "base_rate_low"
_APART, _MANY = "|", ","


def about_word(one: Marked, today: str) -> str:
    """Return what a patient was about, for reading the attempts after it; empty where its answers were not told.

    Args:
        one: the attempt with its marks.
        today: hash of the case as it is now.
    """
    attempt = one.attempt
    told = attempt.finished and level_of(attempt) in ("reasons", "full") and today == attempt.case_hash
    if not told or one.case is None or one.report is None:
        return ""
    found = about(one.case, one.report)
    return _APART.join((found.case, _MANY.join(found.triage), _MANY.join(found.suspected)))


def earlier_of(words: Sequence[str], case: str) -> list[Earlier]:
    """Return the last patients before one, as the debrief takes them.

    Args:
        words: what the learner's earlier patients were about, as `about_word` returned it; empty ones are passed over.
        case: id of the case that is read.
    """
    found = []
    for word in [word for word in words if word][-EARLIER:]:
        name, triage, suspected = word.split(_APART)
        if base_of(name) != base_of(case):
            split = (tuple(part for part in many.split(_MANY) if part) for many in (triage, suspected))
            found.append(Earlier(name, "", *split))
    return found


def habits_word(one: Marked, earlier: Sequence[Earlier], book: Book) -> str:
    """Return which habits of thought showed in an attempt, with spaces between them; empty where none could be read.

    What came after the guideline's answer was asked for is practice and is left out. An attempt that cannot be read is
    no reason to show nothing of the class.

    Args:
        one: the attempt with its marks.
        earlier: what the learner's earlier patients were about.
        book: the guideline.
    """
    if one.case is None or one.report is None:
        return ""
    try:
        found, recorded = read_habits(one.case, one.attempt, one.report, book, earlier)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, AssertionError):
        log.warning("The way through an attempt cannot be read: %s", one.attempt.id)
        return ""
    start = one.attempt.practice_from
    counted = len(one.attempt.visits) if start is None else start
    if not any(recorded[:counted]):
        return ""
    words = [READ, *([AFTER] if earlier else [])]
    for habit in found:
        if habit.visit < counted:
            words.append(LOW if (habit.habit, habit.form) == ("base_rate", "low") else habit.habit)
    return " ".join(dict.fromkeys(words))
