"""Acts, facts and findings of the way in words."""

from __future__ import annotations

from collections.abc import Iterable

from lbp_teach.explain import fact_words
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import SIDE_WORDS, split
from lbp_teach.process.model import Act, Learnt
from lbp_teach.text import Text, both, join, same

_AT = both(da="Minut {minute}: {what}", en="Minute {minute}: {what}")
_BEFORE = both(da="Kendt fra før besøget: {what}", en="Known from before the visit: {what}")
_DECIDED = both(da="{axis}: {option}", en="{axis}: {option}")
_ON_SIDE = both(da="{side}: {what}", en="{side}: {what}")
_MORE = both(da="og {n} mere", en="and {n} more")


def act_name(act: Act, book: Book) -> Text:
    """Return what was done, without the minute."""
    match act.kind:
        case "ask":
            text = book.questions[act.subject].text
            return both(da=f"»{text.da}«", en=f"‘{text.en}’")
        case "examine":
            label = book.manoeuvres[act.subject].label
            return join([label, SIDE_WORDS[act.side]]) if act.side in SIDE_WORDS else label
        case "decide":
            return book.decisions[act.subject].axis
    return same(act.subject)


def act_line(act: Act, book: Book) -> Text:
    """Return what was done with its minute."""
    return _AT.format(minute=act.minute, what=act_name(act, book))


def learnt_line(learnt: Learnt, book: Book) -> Text:
    """Return a fact as it was known, with the minute in which it was got."""
    words = fact_words(book, learnt.fact, learnt.value)
    if learnt.minute is None:
        return _BEFORE.format(what=words)
    return _AT.format(minute=learnt.minute, what=words)


def choice_words(decision: str, value: str, edition: str, book: Book) -> Text:
    """Return what was decided: the decision and the option."""
    option = option_words(decision, value, edition, book)
    return _DECIDED.format(axis=book.decisions[decision].axis, option=option)


def option_words(decision: str, value: str, edition: str, book: Book) -> Text:
    """Return an option of a decision."""
    return book.words(book.decisions[decision].option(value).label, edition)


def finding_names(names: Iterable[str], book: Book, most: int = 8) -> Text:
    """Return findings by name in one enumeration; where only one side is meant, that is named once."""
    sides: dict[str, list[str | None]] = {}
    for name in names:
        finding, side = split(name)
        sides.setdefault(finding, []).append(side)
    shown = list(sides.items())[:most]
    told: dict[str | None, list[Text]] = {None: []}
    for finding, had in shown:
        told.setdefault(had[0] if len(had) == 1 else None, []).append(book.findings[finding].label)
    labels = told.pop(None)
    for side, named in told.items():
        words = SIDE_WORDS[side or ""]
        one = join([*named, words]) if len(named) == 1 else _ON_SIDE.format(side=words, what=join(named, sep="; "))
        labels.append(one)
    more = [_MORE.format(n=len(sides) - most)] if len(sides) > most else []
    return join([*labels, *more], sep="; ")


def rule_concern(rule_id: str, edition: str, book: Book) -> Text:
    """Return what a rule is about: the words of the concept it looks at, else its heading."""
    rule = next(r for r in book.guideline.rules if r.id == rule_id)
    concept = getattr(rule.when, "concept", None)
    if concept:
        return book.concepts[concept].label
    return book.words(rule.missed or rule.excess or rule.title or rule.because, edition)
