"""What would have changed a decision, also one that was right: worked out when the learner asks, as it takes time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lbp_teach.case import Case, visit_facts
from lbp_teach.debriefing.levels import level_of
from lbp_teach.explain import what_if_words
from lbp_teach.guideline.assess import Book
from lbp_teach.play import Attempt
from lbp_teach.refusal import refuse
from lbp_teach.text import Lang
from lbp_teach.what_if import what_if

Plain = dict[str, Any]
#: The act by which it is asked for; nothing is recorded.
KIND = "explain"


def asked(attempt: Attempt | None, message: Mapping[str, Any], case: Case | None, book: Book, lang: Lang) -> Plain:
    """Return what would have changed one decision, under the name by which the screen asks for it.

    Args:
        attempt: the attempt whose debrief is shown, or None.
        message: what the browser sent: `visit`, from 0, and `subject`, a decision; nothing in it is trusted.
        case: its case.
        book: the guideline.
        lang: language of the words.

    Raises:
        Refusal: there is no debrief, its level gives no reasons, or there is no such decision.
    """
    visit, subject = message.get("visit"), message.get("subject")
    if attempt is None or case is None or not attempt.finished or level_of(attempt) != "full":
        raise refuse("Det kan du se i en afsluttet case.", "You can see that in a finished case.")
    known = type(visit) is int and 0 <= visit < len(attempt.visits)
    if not known or not isinstance(subject, str) or subject not in book.decisions:
        raise refuse(
            "Det findes ikke i denne udgave. Genindlæs siden.", "That does not exist in this version. Reload the page."
        )
    assert isinstance(visit, int)
    truth = visit_facts(case, attempt.visits[visit].visit, book)
    changes = what_if(book, truth, subject, attempt.edition)
    return {f"{visit}:{subject}": what_if_words(book, subject, changes, lang, attempt.edition)}
