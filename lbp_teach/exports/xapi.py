"""xAPI statements in the words of the virtual-patient profile of MedBiquitous; their sources are in docs/exports.md.

Each event is one statement, each mark of a finished attempt is one more, and each thing that was expected and not done
is an `ignored`. A statement's id follows from what it says, so that a second export gives the same statements.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid5

from lbp_teach.exports.flat import citations, event_row, finding_words
from lbp_teach.exports.reading import Marked, Store, Tick, Wanted, attempts_of, wanted_learners
from lbp_teach.exports.statement import checked
from lbp_teach.exports.xapi_words import (
    IDS,
    QUESTION,
    VERB_OF,
    Lrs,
    Plain,
    activity,
    actor,
    context,
    the_case_of,
    the_object,
    the_subject,
    verb,
    without_null,
)
from lbp_teach.records import Event, Learner
from lbp_teach.result import undecided_names, why_not
from lbp_teach.scoring import SCORER, Item, Report
from lbp_teach.text import Lang


def statements(store: Store, lrs: Lrs, wanted: Wanted, tick: Tick | None = None) -> Iterator[Plain]:
    """Yield the statements of all learners that are wanted: each one's events, then the marks of what was finished."""
    for learner in wanted_learners(store, wanted):
        attempts = {one.attempt.id: one for one in attempts_of(learner, store, lrs.book)}
        for event in store.stream(learner.id):
            if tick:
                tick(1)
            one = attempts.get(event.attempt)
            case = one.attempt.case if one else None
            if wanted.case(case) and wanted.time(event.at):
                yield checked(of_event(learner, event, one, lrs))
        for one in attempts.values():
            if one.report and wanted.case(one.attempt.case) and wanted.time(one.last):
                yield from map(checked, of_marks(one, lrs))


def of_event(learner: Learner, event: Event, one: Marked | None, lrs: Lrs) -> Plain:
    """Return an event as a statement."""
    word = VERB_OF.get(event.kind, "interacted")
    body = event.body
    result: Plain = {}
    if event.kind == "next":
        word = "arrived" if body.get("visit") else "completed"
        if word == "completed" and one:
            seconds = sum(visit.seconds for visit in one.attempt.visits)
            result = {"completion": True, "duration": f"PT{seconds}S"}
    cells = event_row(learner, event, None)
    if word in ("responded", "commented"):
        said = cells["text"] if word == "commented" else cells["value"]
        result["response"] = str(cells["body"]) if said is None else str(said)
    details = {lrs.iri("xapi", "event"): json.loads(str(cells["body"])), lrs.iri("xapi", "kind"): event.kind}
    return {
        "id": str(uuid5(IDS, f"event\n{lrs.home}\n{learner.id}\n{event.seq}\n{event.action}")),
        "actor": actor(learner, lrs),
        "verb": verb(word),
        "object": the_object(event, one, lrs),
        **({"result": result} if result else {}),
        "context": context(one, lrs, without_null(details)),
        "timestamp": event.at,
    }


def of_marks(one: Marked, lrs: Lrs) -> Iterator[Plain]:
    """Yield the result of a finished attempt, its marks, and what was expected and not done."""
    report = one.report
    if report is None:
        return
    if report.of:
        yield _mark(one, lrs, "scored", the_case_of(one, lrs), ("whole",), _whole(one, report, lrs))
    for item in (*report.items, *report.practice_items):
        visit = one.attempt.visits[item.visit].visit
        why = _why(item, lrs, practice=report.practice or item in report.practice_items)
        subject, name = the_subject(item, lrs), (visit, item.category, item.subject)
        if item.of:
            yield _mark(one, lrs, "scored", subject, name, {**_scored(item), **why})
        for fact in item.missing:
            what = activity(lrs.iri("findings", fact), QUESTION, finding_words(fact, lrs.book))
            yield _mark(one, lrs, "ignored", what, (*name, fact), why)
        # A row of a table may be left open: that is no view, not something that was expected.
        if item.category == "decision" and item.chosen is None and not lrs.book.decisions[item.subject].row:
            yield _mark(one, lrs, "ignored", subject, name, why)


def _whole(one: Marked, report: Report, lrs: Lrs) -> Plain:
    """Return the result of an attempt; it is complete only where every choice that must be made was made."""
    points, why, attempt = max(0, report.points), why_not(report), one.attempt
    extra: Plain = {"sum": report.sum, "cap": report.cap, "floor": report.floor, "practice": report.practice}
    extra |= {"counts": why is None, "feedback": attempt.feedback}
    if why:
        extra["does-not-count"] = why
    if report.undecided:
        extra["undecided"] = undecided_names(report, attempt).split()
    if attempt.practice_from is not None:
        extra["practice-from"] = attempt.practice_from + 1
    return {
        "score": {"scaled": round(points / report.of, 6), "raw": points, "min": 0, "max": report.of},
        "completion": not report.unfinished and not report.undecided,
        **_more(lrs, extra),
    }


def _scored(item: Item) -> Plain:
    score: Plain = {"raw": item.points, "max": item.of}
    # A share below -1 (a certain and wrong estimate) cannot be said as a scaled score; the raw one says it.
    if item.points >= -item.of:
        score["scaled"] = round(item.points / item.of, 6)
    return {"score": score, "response": item.chosen.value} if item.chosen else {"score": score}


def _why(item: Item, lrs: Lrs, *, practice: bool) -> Plain:
    why: Plain = {"mark": item.mark, "category": item.category, "best": list(item.best), "practice": practice}
    if item.outcomes:
        why |= {"rule": item.outcomes[0].rule.id, "citation": citations(item, lrs.book, Lang.EN)}
    return _more(lrs, why)


def _more(lrs: Lrs, extra: Mapping[str, Any]) -> Plain:
    return {"extensions": {lrs.iri("xapi", name): value for name, value in extra.items()}}


def _mark(one: Marked, lrs: Lrs, word: str, what: Plain, name: tuple[str, ...], result: Plain) -> Plain:
    attempt = one.attempt
    said = [word, lrs.home, one.learner.id, attempt.id, attempt.case_hash, attempt.edition, SCORER, *name]
    return {
        "id": str(uuid5(IDS, "\n".join(["mark", *said, json.dumps(result, sort_keys=True)]))),
        "actor": actor(one.learner, lrs),
        "verb": verb(word),
        "object": what,
        **({"result": result} if result else {}),
        "context": context(one, lrs, {lrs.iri("xapi", "scorer"): SCORER}),
        "timestamp": one.finished or one.last,
    }
