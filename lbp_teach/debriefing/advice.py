"""One thing to work on, in words: what was missed, with the evidence of this attempt and the page that trains it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lbp_teach.case import Case, visit_facts
from lbp_teach.debriefing.training import link, trained_by
from lbp_teach.explain import fact_words
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import Facts, split
from lbp_teach.mark_sums import focus_cause, time_text
from lbp_teach.mark_words import TITLES, estimate_text
from lbp_teach.play import Attempt
from lbp_teach.scoring import Item
from lbp_teach.text import Lang, Text, both, join

Plain = dict[str, Any]
_YOU_CHOSE = both(da="Du valgte: {what}. Vejledningen: {best}.", en="You chose: {what}. The guideline: {best}.")
_NOTHING = both(da="Du valgte intet. Vejledningen: {best}.", en="You chose nothing. The guideline: {best}.")
_NOT_ASKED = both(da="Du spurgte ikke om: {what}.", en="You did not ask about: {what}.")
_NOT_DONE = both(da="Du undersøgte ikke: {what}.", en="You did not examine: {what}.")
_NOT_WRITTEN = both(da="Du noterede ikke: {what}.", en="You did not record: {what}.")
_WRONG_WRITTEN = both(da="Du noterede forkert: {what}.", en="You recorded wrongly: {what}.")


def leading_rule(item: Item) -> str | None:
    """Return the id of the rule that decided a mark, or None."""
    return item.outcomes[0].rule.id if item.outcomes else None


def entry_words(item: Item, title: str, text: str, facts: list[str], case: Case, attempt: Attempt, lang: Lang) -> Plain:
    """Return an entry of the first screen: which mark, of which visit, what it says and on which facts."""
    return {
        "mark": item.mark,
        "subject": item.subject,
        "visit": item.visit + 1,
        "visit_label": case.visit(attempt.visits[item.visit].visit).label(lang),
        "title": title,
        "text": text,
        "facts": facts,
    }


def advice(item: Item, case: Case, attempt: Attempt, book: Book, lang: Lang) -> Plain:
    """Return one thing to work on: what was missed, and the page that trains it."""
    target = trained_by(item.subject, leading_rule(item), book)
    if item.subject in TITLES and item.subject != "localise":
        title, text = TITLES[item.subject](lang), _of_judgement(item, attempt, book, lang)
    else:
        facts = visit_facts(case, attempt.visits[item.visit].visit, book)
        title, text = (one(lang) for one in _missed(item, facts, book, attempt.edition))
    return {**entry_words(item, title, text, [], case, attempt, lang), "train": link(target, lang)}


def _of_judgement(item: Item, attempt: Attempt, book: Book, lang: Lang) -> str:
    if item.subject == "focus":
        return focus_cause(item, book)(lang)
    if item.subject == "time":
        return time_text(item, book)(lang)
    chances = attempt.visits[item.visit].estimates.get("after")
    return estimate_text(item, dict(chances) if chances else None, book, attempt.edition, lang)


def _missed(item: Item, facts: Facts, book: Book, edition: str) -> tuple[Text, Text]:
    rule = item.outcomes[0].rule if item.outcomes else None
    if item.category == "decision":
        return _missed_decision(item, book, edition)
    title = TITLES.get(item.subject) or (rule.title if rule else None) or TITLES["time"]
    told = []
    if item.misread:
        wrong = [fact_words(book, name, facts[name]) for name, _ in item.misread]
        told.append(_WRONG_WRITTEN.format(what=join(wrong, sep="; ")))
    if item.missing:
        verb = _NOT_ASKED if item.category == "history" else _NOT_DONE
        told.append(verb.format(what=_names(item.missing, book)))
    if item.unnoted:
        told.append(_NOT_WRITTEN.format(what=_names(item.unnoted, book)))
    because = book.words(rule.because, edition) if rule else title
    return title, join(told or [because], sep=" ")


def _missed_decision(item: Item, book: Book, edition: str) -> tuple[Text, Text]:
    decision, rule = book.decisions[item.subject], item.outcomes[0].rule if item.outcomes else None
    harmed = item.mark == "too_much" or item.harm == "over"
    named = (rule.excess if harmed else rule.missed if item.mark == "critical" else None) if rule else None
    best = join([book.words(decision.option(v).label, edition) for v in item.best], sep=" / ")
    if item.chosen is None:
        return named or decision.axis, _NOTHING.format(best=best)
    what = book.words(decision.option(item.chosen.value).label, edition)
    return named or decision.axis, _YOU_CHOSE.format(what=what, best=best)


def _names(keys: Iterable[str], book: Book) -> Text:
    """Return findings by name; both sides of one are one."""
    return join(list({split(k)[0]: book.findings[split(k)[0]].label for k in keys}.values()), sep="; ")
