"""The rows of the tidy tables: events, attempts and marks as plain cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lbp_teach.exports.columns import Row
from lbp_teach.exports.reading import Marked, Store, Tick, Wanted, wanted_attempts, wanted_events
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import SIDE_WORDS, split
from lbp_teach.mark_words import TITLES
from lbp_teach.records import Event, Learner
from lbp_teach.records.model import canonical
from lbp_teach.result import undecided_names, why_not
from lbp_teach.scoring import SCORER, Item
from lbp_teach.text import Lang, Text, both

_OWN = both(da="Vores læsning", en="Our reading")
#: Which key of an event's body says what it was about, in the order in which they are looked for.
_SUBJECTS = ("question", "manoeuvre", "finding", "decision", "tool", "guess", "claim", "case")


def event_rows(store: Store, wanted: Wanted, tick: Tick | None = None) -> Iterator[Row]:
    """Yield one row for each event."""
    for learner, event, case in wanted_events(store, wanted, tick):
        yield event_row(learner, event, case)


def event_row(learner: Learner, event: Event, case: str | None) -> Row:
    """Return an event as a row; what has no column of its own stands in `body`."""
    body = event.body
    seconds = body.get("seconds")
    if seconds is None and isinstance(body.get("with"), Mapping):
        seconds = body["with"].get("seconds")
    return {
        "learner": learner.id,
        "pseudonym": learner.name,
        "seq": event.seq,
        "at": event.at,
        "action": event.action,
        "attempt": event.attempt,
        "case": case,
        "visit": _text(body.get("visit")),
        "kind": event.kind,
        "subject": next((_text(body[name]) for name in _SUBJECTS if isinstance(body.get(name), str)), None),
        "side": _text(body.get("side")),
        "value": _value(body.get("value")),
        "confidence": _int(body.get("confidence")),
        "seconds": _int(seconds),
        "over": body["over"] if isinstance(body.get("over"), bool) else None,
        "text": _text(body.get("text")),
        "body": canonical(body),
    }


def attempt_rows(store: Store, book: Book, wanted: Wanted, tick: Tick | None = None) -> Iterator[Row]:
    """Yield one row for each attempt, also for those that cannot be marked."""
    for one in wanted_attempts(store, book, wanted, tick):
        yield attempt_row(one)


def attempt_row(one: Marked) -> Row:
    """Return an attempt as a row."""
    report, attempt = one.report, one.attempt
    # Counted as the debrief tells them: by visit, leading rule and harm.
    critical = report.critical_groups if report else {}
    rules = dict.fromkeys(rule for _, rule, _ in critical)
    return {
        **_whose(one),
        "number": one.number,
        "started": attempt.started,
        "finished": one.finished,
        "visits": len(attempt.visits),
        "events": one.events,
        "seconds": sum(visit.seconds for visit in attempt.visits),
        "feedback": attempt.feedback,
        "practice_from": None if attempt.practice_from is None else attempt.practice_from + 1,
        "practice": attempt.practice_from == 0,
        "undecided": (undecided_names(report, attempt) or None) if report else None,
        "counts": report is not None and why_not(report) is None,
        "sum": report and report.sum,
        "cap": report and report.cap,
        "floor": report and report.floor,
        "points": report and report.points,
        "of": report and report.of,
        "percent": report and report.percent,
        "passed": report.passed if report else None,
        "critical": len(critical) if report else None,
        "critical_rules": " ".join(rules) if report else None,
        "not_marked": one.not_marked,
        "course": attempt.course or None,
        "place": attempt.place or None,
    }


def item_rows(store: Store, book: Book, wanted: Wanted, lang: Lang, tick: Tick | None = None) -> Iterator[Row]:
    """Yield one row for each mark of each finished attempt."""
    for one in wanted_attempts(store, book, wanted, tick):
        if one.report:
            for item in (*one.report.items, *one.report.practice_items):
                yield item_row(one, item, book, lang)


def item_row(one: Marked, item: Item, book: Book, lang: Lang) -> Row:
    """Return a mark as a row."""
    leading = item.outcomes[0].rule if item.outcomes else None
    practice = one.attempt.practice_from
    return {
        **_whose(one),
        "visit": one.attempt.visits[item.visit].visit,
        "visit_number": item.visit + 1,
        "category": item.category,
        "kind": item.kind,
        "subject": item.subject,
        "label": label(item, book)(lang),
        "mark": item.mark,
        "harm": item.harm,
        "points": item.points,
        "of": item.of,
        "chosen": item.chosen.value if item.chosen else None,
        "confidence": item.chosen.confidence if item.chosen else None,
        "best": " ".join(item.best) or None,
        "missing": " ".join(item.missing) or None,
        "rule": leading and leading.id,
        "because": book.words(leading.because, one.attempt.edition)(lang) if leading else None,
        "citation": citations(item, book, lang) or None,
        "practice": practice is not None and item.visit >= practice,
    }


def label(item: Item, book: Book) -> Text:
    """Return what a mark is about, in words."""
    if item.subject in TITLES:
        return TITLES[item.subject]
    if item.subject in book.decisions:
        return book.decisions[item.subject].axis
    title = item.outcomes[0].rule.title if item.outcomes else None
    return title or Text(da=item.subject, en=item.subject)


def citations(item: Item, book: Book, lang: Lang) -> str:
    """Return where the leading rule of a mark stands: sources and sections, each once."""
    if not item.outcomes:
        return ""
    cited = [book.statements[name] for name in item.outcomes[0].rule.cites if name in book.statements]
    return "; ".join(dict.fromkeys(_OWN(lang) if s.source == "toolkit" else f"{s.source} · {s.section}" for s in cited))


def finding_words(fact: str, book: Book) -> Text:
    """Return the name of a finding, with its side."""
    name, side = split(fact)
    if name not in book.findings:
        return Text(da=fact, en=fact)
    words = book.findings[name].label
    if not side:
        return words
    return Text(da=f"{words.da}, {SIDE_WORDS[side].da}", en=f"{words.en}, {SIDE_WORDS[side].en}")


def _whose(one: Marked) -> dict[str, Any]:
    attempt = one.attempt
    return {
        "learner": one.learner.id,
        "pseudonym": one.learner.name,
        "attempt": attempt.id,
        "case": attempt.case,
        "case_hash": attempt.case_hash,
        "edition": attempt.edition,
        "scorer": SCORER,
    }


def _text(value: Any) -> str | None:
    """Return a text; half a character, which no file can hold, becomes a question mark, and stays whole in `body`."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else None


def _int(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _value(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "g") if isinstance(value, int | float) else canonical({"value": value})
