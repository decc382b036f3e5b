"""The whole debrief as plain data, in the order in which a learner reads it; a level cuts off what it withholds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lbp_teach.case import Case, visit_facts
from lbp_teach.certainty import answers_of, certainty
from lbp_teach.certainty_view import certainty_words
from lbp_teach.debriefing.critical import critical_words
from lbp_teach.debriefing.first_screen import done_well, work_on
from lbp_teach.debriefing.happened import happened
from lbp_teach.debriefing.result import adjustments, basis_words, passed_words, restraint_words
from lbp_teach.debriefing.timeline import timeline
from lbp_teach.debriefing.training import OF_WAY, TARGETS, link
from lbp_teach.estimate_view import estimate_words
from lbp_teach.explain import CATEGORIES, item_words, rows_words
from lbp_teach.forecast import forecasts
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import split
from lbp_teach.play import Attempt
from lbp_teach.process import Earlier, process_words, read_process
from lbp_teach.rows import together
from lbp_teach.scoring import Item, Report
from lbp_teach.text import Lang, Text, both, join

Plain = dict[str, Any]
_PRACTICE = both(
    da="Øvelse: tæller ikke med. Du har set svarene på denne patient før.",
    en="Practice: does not count. You have seen the answers for this patient before.",
)
_AS_PRACTICE = both(da="Øvelse, giver ingen point", en="Practice, gives no points")
_PARTLY_PRACTICE = both(
    da="Øvelse fra {visit}: tæller ikke med. Du bad om vejledningens svar undervejs.",
    en="Practice from {visit}: does not count. You asked for the guideline's answer on the way.",
)


def debrief(
    report: Report, case: Case, attempt: Attempt, book: Book, lang: Lang, earlier: Sequence[Earlier] = ()
) -> Plain:
    """Return the whole debrief: what happened, the dangerous, what was done well, what to work on, then all marks.

    Args:
        report: the marks.
        case: the case.
        attempt: what was done.
        book: the guideline.
        lang: language of the words.
        earlier: what the learner's earlier patients were about, for the habits of thought.
    """
    told = _told((*report.items, *report.practice_items), case, attempt, book, lang)
    story = happened(report, case, attempt, book)
    return {
        "headline": story.sentence(lang),
        "more": story.more(lang) if story.more else "",
        "basis": basis_words(report, lang),
        "restraint": restraint_words(report, book, lang),
        "practice": practice_words(report, case, attempt, lang),
        "score": {"points": report.points, "of": report.of, "percent": report.percent},
        "sum": report.sum,
        "categories": _category_sums(report, lang),
        "adjustments": adjustments(report, book, lang),
        "passed": passed_words(report, book, lang, practice=attempt.practice_from is not None),
        "critical": critical_words(report, case, attempt, book, lang),
        "well": done_well(report, case, attempt, book, lang),
        "work": work_on(report, case, attempt, book, lang),
        "too_much": [words for item, words in told if item.mark == "too_much"],
        "rest": _in_order(told),
        "process": _process(report, case, attempt, book, lang, earlier),
        "timeline": timeline(report, case, attempt, book, lang),
        "estimates": estimate_words(forecasts(attempt, case, book), case, attempt, book, lang),
        "cbm": certainty_words(certainty(answers_of(report.items)), lang),
        "unknown": _unknown(report, case, attempt, book, lang),
        "objectives": [text(lang) for text in case.objectives],
        "edition_line": _edition_line(report, case, book, lang),
        "versions": dict(report.versions),
        "disclaimer": Text(
            da="Til undervisning, ikke til patientbehandling.", en="For education, not for patient care."
        )(lang),
    }


def _process(
    report: Report, case: Case, attempt: Attempt, book: Book, lang: Lang, earlier: Sequence[Earlier]
) -> list[Plain]:
    """Return how the learner worked, each entry with the page that trains it, where there is one."""
    told = process_words(read_process(case, attempt, report, book, earlier), case, attempt, book, lang)
    for entry in told:
        train = entry["train"]
        name = OF_WAY.get((train["kind"], train["target"])) if train else None
        entry["train"] = link(TARGETS[name], lang) if name else None
    return told


def visit_words(report: Report, case: Case, attempt: Attempt, index: int, book: Book, lang: Lang) -> Plain:
    """Return what the guideline says of one visit, for a learner who asked on the way."""
    items = [i for i in (*report.items, *report.practice_items) if i.visit == index]
    told = _told(tuple(items), case, attempt, book, lang)
    critical = [one for one in critical_words(report, case, attempt, book, lang) if one["visit"] == index + 1]
    return {
        # What happened after it is told on the same screen.
        "critical": [{**one, "happened": None} for one in critical],
        "too_much": [words for item, words in told if item.mark == "too_much"],
        "rest": _in_order(told),
    }


def practice_words(report: Report, case: Case, attempt: Attempt, lang: Lang) -> str:
    """Return why something does not count, or nothing where everything does."""
    if report.practice:
        return _PRACTICE(lang)
    if attempt.practice_from is not None and attempt.practice_from < len(attempt.visits):
        label = case.visit(attempt.visits[attempt.practice_from].visit).label
        return _PARTLY_PRACTICE.format(visit=Text(da=label.da.lower(), en=label.en.lower()))(lang)
    return ""


# ---- marks ----


def _told(items: tuple[Item, ...], case: Case, attempt: Attempt, book: Book, lang: Lang) -> list[tuple[Item, Plain]]:
    """Return the marks in words, rows of a table that came out alike as one, each with its leading mark."""
    truth = [visit_facts(case, state.visit, book) for state in attempt.visits]
    start = attempt.practice_from
    told = []
    for group in together(items, book):
        first = group[0]
        words = (
            item_words(first, truth[first.visit], case, attempt, book, lang)
            if len(group) == 1
            else rows_words(group, case, attempt, book, lang)
        )
        practice = start is not None and first.visit >= start
        told.append((first, {**words, "category_id": first.category, "practice": practice}))
    return told


def _in_order(told: list[tuple[Item, Plain]]) -> list[Plain]:
    """Return the marks that are not listed elsewhere: what went wrong first, decisions before the work-up."""
    marks = ("critical", "wrong", "missing", "partly", "right")
    rest = [pair for pair in told if pair[0].mark != "too_much"]
    rest.sort(key=lambda pair: (pair[0].mark == "right", pair[0].category != "decision", marks.index(pair[0].mark)))
    return [words for _, words in rest]


def _category_sums(report: Report, lang: Lang) -> list[Plain]:
    found = []
    for category, label in CATEGORIES.items():
        items = [i for i in report.items if i.category == category]
        if items:
            points, of = sum(i.points for i in items), sum(i.of for i in items)
            found.append({"id": category, "label": label(lang), "points": points, "of": of})
    if report.practice_items:
        # What could have been had at these visits stays in the sum; what was done there is practice.
        of = sum(i.of for i in report.practice_items)
        found.append({"id": "practice", "label": _AS_PRACTICE(lang), "points": 0, "of": of})
    return found


def _edition_line(report: Report, case: Case, book: Book, lang: Lang) -> str:
    edition = book.edition_label(report.edition, lang) + "."
    if case.reviewed == "sourced":
        return edition
    pending = Text(da="Casen afventer klinisk godkendelse.", en="The case awaits clinical sign-off.")
    return f"{edition} {pending(lang)}"


def _unknown(report: Report, case: Case, attempt: Attempt, book: Book, lang: Lang) -> list[Plain]:
    rows = []
    for index, rule_id, missing in report.open:
        rule = next(r for r in book.guideline.rules if r.id == rule_id)
        labels = list(dict.fromkeys(book.findings[split(k)[0]].label for k in missing))
        text = Text(
            da="{visit}: {rule} kunne ikke bedømmes. Det mangler: {what}.",
            en="{visit}: {rule} could not be judged. Missing: {what}.",
        ).format(
            visit=case.visit(attempt.visits[index].visit).label,
            rule=_concern(rule_id, book),
            what=join(labels, sep="; "),
        )
        rows.append({"text": text(lang), "rule": rule.id})
    return rows


def _concern(rule_id: str, book: Book) -> Text:
    """Return what a rule is about: the words of the concept it looks at, or its heading."""
    rule = next(r for r in book.guideline.rules if r.id == rule_id)
    concept = getattr(rule.when, "concept", None)
    return book.concepts[concept].label if concept else (rule.missed or rule.because)
