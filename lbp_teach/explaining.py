"""Everything behind one mark, whichever: rule, sources, facts, points, arguments, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lbp_teach.case import Case, visit_facts
from lbp_teach.errors import UsageError, allowed
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import Facts
from lbp_teach.guideline.model import Scalar
from lbp_teach.mark_words import line_of
from lbp_teach.play import Attempt
from lbp_teach.scoring import Item, score
from lbp_teach.text import Text
from lbp_teach.what_if import WhatIf, what_if


@dataclass(frozen=True)
class Explanation:
    """What a teacher needs to defend one mark.

    Attributes:
        item: the mark, with its points, its rules, the arguments for and against, and what was left unknown.
        rules: ids of the rules that decided it, the leading one first.
        because: why, in words, by rule.
        citations: ids of the statements these rules stand on.
        facts: what is true of this patient and made the rules come out as they did.
        formula: how the points are worked out.
        nearest: the smallest changes of the facts after which another decision would be best.
    """

    item: Item
    rules: tuple[str, ...]
    because: tuple[Text, ...]
    citations: tuple[str, ...]
    facts: dict[str, Scalar]
    formula: Text
    nearest: tuple[WhatIf, ...]


def explain_mark(case: Case, attempt: Attempt, visit: int, subject: str, book: Book) -> Explanation:
    """Explain one mark of an attempt.

    Args:
        case: the case that was played.
        attempt: what the learner did.
        visit: which visit, from 0.
        subject: id of a decision or of a rule of the work-up, or `localise`, `estimate`, `focus`, `time`.
        book: the guideline.

    Raises:
        UsageError: there is no such mark.
    """
    report = score(case, attempt, book, explain=False)
    marks = [item for item in (*report.items, *report.practice_items) if item.visit == visit]
    found = next((item for item in marks if item.subject == subject), None)
    if found is None:
        names = [item.subject for item in marks]
        where = f"visit {visit} of this attempt" if marks else f"this attempt, which has {len(attempt.visits)} visits,"
        raise UsageError(f"{where} has no mark {subject!r}. {allowed(subject, names)}")
    truth = visit_facts(case, attempt.visits[visit].visit, book)
    item = replace(found, what_if=nearest(found, truth, book, attempt.edition))
    return Explanation(
        item=item,
        rules=tuple(o.rule.id for o in item.outcomes),
        because=tuple(book.words(o.rule.because, attempt.edition) for o in item.outcomes),
        citations=tuple(dict.fromkeys(name for o in item.outcomes for name in o.rule.cites)),
        facts={fact: truth[fact] for o in item.outcomes for fact in o.facts if fact in truth},
        formula=book.weights[line_of(item)].formula,
        nearest=item.what_if,
    )


def nearest(item: Item, truth: Facts, book: Book, edition: str) -> tuple[WhatIf, ...]:
    """Return what would have changed a decision; nothing for a mark that is not about a decision."""
    subject = "triage" if item.kind == "probability" else item.subject
    return what_if(book, truth, subject, edition) if subject in book.decisions else ()
