"""One sentence on what became of this patient because of what was decided, and the rest of the story behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lbp_teach.case import Case, Ending, following
from lbp_teach.debriefing.clauses import clause
from lbp_teach.debriefing.why import Decided, looks_at_decisions, rests_on
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.evaluate import evaluate
from lbp_teach.logic import Truth
from lbp_teach.play import Attempt, decided
from lbp_teach.scoring import Report
from lbp_teach.text import Lang, Text, both, join

#: More decisions than this make no sentence.
MOST = 2
#: Which decisions come first where several made the difference.
ORDER = ("urgency", "destination", "follow_up", "imaging", "triage")
#: When images were taken says nothing without which.
_SAME_AS = {"imaging_timing": "imaging"}
_BECAUSE = both(da="Fordi du {did}, gik det sådan: {what}", en="Because you {did}, this is how it went: {what}")
#: Where there were several visits, the one that the ending follows is named.
_LAST_BECAUSE = both(
    da="Fordi du ved sidste besøg {did}, gik det sådan: {what}",
    en="Because at the last visit you {did}, this is how it went: {what}",
)
_LAST_AND_SO = both(
    da="Du {did} ved sidste besøg, og sådan gik det: {what}",
    en="At the last visit you {did}, and this is how it went: {what}",
)
_AND_SO = both(da="Du {did}, og sådan gik det: {what}", en="You {did}, and this is how it went: {what}")
_AND = both(da="og", en="and")
_AT = both(da="{did} ({visit})", en="{did} ({visit})")
_NOT_DONE = both(da="Forløbet blev ikke gennemført.", en="The course was not completed.")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ”“\"])")


@dataclass(frozen=True)
class Happened:
    """What became of the patient.

    Attributes:
        sentence: because of which decisions, and how it began to go.
        more: the rest of the story; None where it is one sentence.
        because: whether the case itself makes the story depend on these decisions.
    """

    sentence: Text
    more: Text | None = None
    because: bool = False


def happened(report: Report, case: Case, attempt: Attempt, book: Book) -> Happened:
    """Return what became of the patient.

    The decisions named are those that the case's ending rests on. Where the story took its ordinary course, the
    critical error of the last visit is named if another choice would have led elsewhere, and else the plan, without
    calling it the cause: most backs get well by themselves.
    """
    if report.reason:
        return Happened(report.reason)
    if not report.endings:
        return Happened(_NOT_DONE)
    index, text = report.endings[-1]
    named, because = _decisive(report, case, attempt, index, book)
    first, more = split_first(text)
    if not named:
        return Happened(first, more)
    did = _together([_did(one, case, attempt, index, book) for one in named])
    here = attempt.visits[index].visit
    last = index > 0 and all(visit in (None, here) for _, visit in named)
    text = (_LAST_BECAUSE if because else _LAST_AND_SO) if last else (_BECAUSE if because else _AND_SO)
    return Happened(text.format(did=did, what=first), more, because)


def told_next(case: Case, attempt: Attempt, index: int, book: Book, lang: Lang) -> str | None:
    """Return what happened between a visit and the next, or None at the last one."""
    branch = following(case, attempt.visits[index].visit, decided(attempt, index), book)
    return branch.bridge(lang) if branch else None


def split_first(text: Text) -> tuple[Text, Text | None]:
    """Return the first sentence of a text, and the rest."""
    da, en = (_SENTENCE.split(words.strip(), maxsplit=1) for words in (text.da, text.en))
    more = Text(da=da[1], en=en[1]) if len(da) == len(en) == 2 else None
    # Where only one language has a second sentence, neither is cut.
    return (Text(da=da[0], en=en[0]), more) if len(da) == len(en) else (text, None)


def _together(clauses: list[Text]) -> Text:
    """Return clauses as one; in Danish a subordinate clause ends with a comma before "og"."""
    closed = [Text(da=f"{one.da}," if ", at " in one.da else one.da, en=one.en) for one in clauses[:-1]]
    return join([*closed, *clauses[-1:]], last=_AND)


def _decisive(report: Report, case: Case, attempt: Attempt, index: int, book: Book) -> tuple[list[Decided], bool]:
    endings = case.visit(attempt.visits[index].visit).endings
    choices = decided(attempt, index)
    taken = _taken(endings, choices, book)
    if taken is not None and taken.when is not None:
        return _few(rests_on(taken.when, choices, book), choices), True
    turning = {name for one in endings if one.when for name, visit in looks_at_decisions(one.when) if visit is None}
    items = [*report.items, *report.practice_items]
    bad = [(i.subject, None) for i in items if i.visit == index and i.mark == "critical" and i.subject in turning]
    if bad:
        return _few(bad, choices), True
    plan: list[Decided] = [(name, None) for name in ("follow_up", "imaging") if name in attempt.visits[index].choices]
    return plan or [(name, None) for name in list(attempt.visits[index].choices)[:1]], False


def _taken(endings: tuple[Ending, ...], choices: dict[str, str], book: Book) -> Ending | None:
    context = book.context({}, choices=choices)
    return next((e for e in endings if e.when is None or evaluate(e.when, context).truth is Truth.TRUE), None)


def _few(found: Sequence[tuple[str, str | None]], made: dict[str, str]) -> list[Decided]:
    """Return the few that are named: the weightiest first, images in place of their timing; none that was not made."""
    named = list(dict.fromkeys((_SAME_AS.get(name, name), visit) for name, visit in found))
    named = [(name, visit) for name, visit in named if (f"{visit}.{name}" if visit else name) in made]
    place = {name: number for number, name in enumerate(ORDER)}
    return sorted(named, key=lambda one: (one[1] is not None, place.get(one[0], len(ORDER))))[:MOST]


def _did(one: Decided, case: Case, attempt: Attempt, index: int, book: Book) -> Text:
    name, visit = one
    value = decided(attempt, index)[f"{visit}.{name}" if visit else name]
    did = clause(name, value, case.persona.first_name, book, attempt.edition)
    if visit is None or visit == attempt.visits[index].visit:
        return did
    label = case.visit(visit).label
    return _AT.format(did=did, visit=Text(da=label.da.lower(), en=label.en.lower()))
