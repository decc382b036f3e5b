"""What stands behind one mark, in words: its formula, what speaks for and against it, what the learner left unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lbp_teach.guideline.assess import Book, Outcome
from lbp_teach.guideline.facts import SIDE_WORDS, split
from lbp_teach.mark_sums import sum_of
from lbp_teach.scoring import Item
from lbp_teach.text import Lang, Text, both, join

Plain = dict[str, Any]
#: More arguments than this on one side are not read.
MOST = 3
_WEIGHT = both(
    da="Vægten er ganget med {n} i denne case: {why}", en="Its weight is multiplied by {n} in this case: {why}"
)
_LOCALISE = both(da="Hvad fundene peger på", en="What the findings point to")
_ESTIMATE = both(da="Dit skøn efter undersøgelsen", en="Your estimate after the examination")
_FOCUS = both(da="Målrettethed", en="Focus")
_TIME = both(da="Tiden", en="The time")
#: Titles of the marks that are neither a decision nor a rule of the work-up.
TITLES = {"localise": _LOCALISE, "estimate": _ESTIMATE, "focus": _FOCUS, "time": _TIME}
#: Which line of the table of weights explains a mark, by what it is about or else by its kind.
_LINE = {"choice": "choice", "ordinal": "choice", "row": "row", "located": "located", "probability": "estimate"}
_NO_ESTIMATE = both(da="Du gav ikke noget skøn efter undersøgelsen.", en="You gave no estimate after the examination.")
_ESTIMATED = both(
    da="Du gav {right} % til det, patienten hører til, når alt er kendt: {what}.",
    en="You gave {right}% to where the patient belongs when everything is known: {what}.",
)


def behind(
    item: Item, book: Book, edition: str, lang: Lang, chances: Mapping[str, int] | None = None, told: Text | None = None
) -> Plain:
    """Return the formula and the arguments of one mark.

    Args:
        item: the mark.
        book: the guideline.
        edition: edition of the guideline.
        lang: language of the words.
        chances: the estimate after the examination, for the mark of that.
        told: the arithmetic, where it is that of several marks.

    Returns:
        `kind`, `harm`, `formula` (with this mark's numbers, where it has any), `weight` (a case's own, or None), `for`,
        `against`, `unknown` as plain texts.
    """
    told = told or sum_of(item, chances, book) or book.weights[line_of(item)].formula
    weight = item.why_weight and _WEIGHT.format(n=item.times, why=item.why_weight)(lang)
    return {
        "kind": item.kind,
        "harm": item.harm,
        "formula": told(lang),
        "weight": weight,
        "for": _said(item.speaks_for, book, edition, lang),
        "against": _said(item.speaks_against, book, edition, lang),
        "unknown": [name(lang) for name in fact_names(item.unknown, book)] if item.category == "decision" else [],
    }


def line_of(item: Item) -> str:
    """Return the line of the table of weights that a mark goes by."""
    line = _LINE.get(item.kind) or {"focus": "focus", "time": "time"}.get(item.subject)
    return line or ("unit" if item.category == "examination" else "asked")


def _said(outcomes: Iterable[Outcome], book: Book, edition: str, lang: Lang) -> list[str]:
    words = dict.fromkeys(book.words(o.rule.because, edition)(lang) for o in outcomes)
    return list(words)[:MOST]


def fact_names(facts: Iterable[str], book: Book) -> list[Text]:
    """Return findings by name, the side where there is one; both sides of a finding are one."""
    facts = list(facts)
    found: dict[str, Text] = {}
    for fact in facts:
        name, side = split(fact)
        label = book.findings[name].label
        single = side and sum(split(one)[0] == name for one in facts) == 1
        found[name] = join([label, SIDE_WORDS[side]]) if side and single else label
    return list(found.values())


def estimate_text(item: Item, chances: dict[str, int] | None, book: Book, edition: str, lang: Lang) -> str:
    """Return what the estimate after the examination was, beside where the patient belongs."""
    if chances is None:
        return _NO_ESTIMATE(lang)
    options = [book.decisions["triage"].option(value) for value in item.best]
    what = join([book.words(option.label, edition) for option in options])
    return _ESTIMATED.format(right=sum(chances[value] for value in item.best), what=what)(lang)
