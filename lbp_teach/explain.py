"""From a report to words: every mark with its reason, facts, citations and disagreements, in one language.

The result is plain data in the shape the screens draw and `lbp-teach score --json` prints.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lbp_teach.bedside.exam.localise import answer_of, answer_words, said_of
from lbp_teach.bedside.exam.patient import body_of
from lbp_teach.case import Case
from lbp_teach.guideline.assess import Book, Outcome
from lbp_teach.guideline.facts import SIDE_WORDS, Facts, split, value_words
from lbp_teach.guideline.model import Scalar
from lbp_teach.mark_sums import focus_text, rows_sum, time_text
from lbp_teach.mark_words import TITLES, behind, estimate_text
from lbp_teach.play import Attempt
from lbp_teach.rows import card_of, heading, told
from lbp_teach.scoring import Category, Item
from lbp_teach.text import Lang, Text, both, join
from lbp_teach.what_if import WhatIf

Plain = dict[str, Any]
CATEGORIES: dict[Category, Text] = {
    "history": both(da="Anamnese", en="History"),
    "examination": both(da="Undersøgelse", en="Examination"),
    "decision": both(da="Beslutning", en="Decision"),
    "probability": both(da="Skøn", en="Estimate"),
    "time": both(da="Tid", en="Time"),
}
_AND = both(da="og", en="and")
_OR = both(da="eller", en="or")


def fact_words(book: Book, fact: str, value: Scalar) -> Text:
    """Return a fact as one line: `Ankle dorsiflexion, strength, left: 3 of 5`."""
    name, side = split(fact)
    finding = book.findings[name]
    label = finding.label
    if side:
        label = join([label, SIDE_WORDS[side]])
    words = value_words(finding, value, book.guideline.findings.units)
    return Text(da=f"{label.da}: {words.da}", en=f"{label.en}: {words.en}")


def citation(book: Book, statement_id: str, lang: Lang, edition: str) -> Plain:
    """Return what a citation chip shows and opens."""
    statement = book.statements[statement_id]
    own = statement.source == "toolkit"
    source = Text(da="Vores læsning", en="Our reading")(lang) if own else f"{statement.source} · {statement.section}"
    standing = next((s.standing(lang) for s in book.guideline.sources if s.id == statement.source), "")
    return {
        "ids": [statement_id],
        "label": source,
        "statement": book.words(statement.text, edition)(lang),
        "facts": list(statement.facts),
        "edition": standing,
        "conflicts": [_in_short(book, name, lang) for name in book.conflicts_of(statement)],
    }


def _in_short(book: Book, name: str, lang: Lang) -> Plain:
    """Return a conflict as it stands beside a statement that it touches."""
    found = book.conflicts[name]
    return {"id": name, "question": found.question(lang), "follow": book.words(found.follow)(lang)}


def conflict(book: Book, conflict_id: str, lang: Lang) -> Plain:
    """Return what a conflict note shows."""
    found = book.conflicts[conflict_id]
    return {
        "id": found.id,
        "question": found.question(lang),
        "says": [{"source": one.source, "text": book.words(one.text)(lang)} for one in found.says],
        "why": book.words(found.why)(lang),
        "follow": book.words(found.follow)(lang),
        "teach": book.words(found.teach)(lang),
        "reviewed": found.reviewed == "sourced",
    }


def citations_of(book: Book, outcomes: tuple[Outcome, ...], lang: Lang, edition: str) -> list[Plain]:
    """Return the citations of some rules, one for each section, with everything that is cited from it."""
    names = dict.fromkeys(c for o in outcomes for c in o.rule.cites)
    return by_section(citation(book, name, lang, edition) for name in names)


def by_section(citations: Iterable[Plain]) -> list[Plain]:
    """Return one citation for each section, with everything that is cited from it."""
    found: dict[str, Plain] = {}
    for new in citations:
        known = found.setdefault(new["label"], new)
        if known is not new:
            known["ids"] += new["ids"]
            known["statement"] += " " + new["statement"]
            known["facts"] = list(dict.fromkeys([*known["facts"], *new["facts"]]))
            told = {one["id"] for one in known["conflicts"]}
            known["conflicts"] += [one for one in new["conflicts"] if one["id"] not in told]
    return list(found.values())


def conflicts_of_rules(book: Book, outcomes: tuple[Outcome, ...], lang: Lang) -> list[Plain]:
    """Return the disagreements that touch some rules or what they cite."""
    names = [c for o in outcomes for c in o.rule.conflicts]
    names += [c for o in outcomes for s in o.rule.cites for c in book.conflicts_of(book.statements[s])]
    return [conflict(book, name, lang) for name in dict.fromkeys(names)]


def all_reviewed(book: Book, outcomes: tuple[Outcome, ...]) -> bool:
    """Return whether neither a rule nor a statement it cites is only the toolkit's own reading."""
    cited = (book.statements[name] for o in outcomes for name in o.rule.cites)
    return all(o.rule.reviewed == "sourced" for o in outcomes) and all(s.reviewed == "sourced" for s in cited)


def facts_behind(book: Book, outcomes: tuple[Outcome, ...], facts: Facts, lang: Lang) -> list[str]:
    """Return the patient's facts behind the rules; what is ordinary in everyone is left out."""
    names = dict.fromkeys(name for o in outcomes for name in o.facts)
    special = [n for n in names if n in facts and facts[n] != book.findings[split(n)[0]].default]
    return [fact_words(book, name, facts[name])(lang) for name in special]


def options(book: Book, decision: str, values: tuple[str, ...], lang: Lang, edition: str) -> str:
    """Return values of a decision in words, one or the other."""
    labels = [book.words(book.decisions[decision].option(v).label, edition) for v in values]
    return join(labels, last=_OR)(lang) if labels else ""


def what_if_words(book: Book, decision: str, changes: tuple[WhatIf, ...], lang: Lang, edition: str) -> list[Plain]:
    """Return what would have changed a decision: the changed facts, and what would then be best."""
    return [
        {
            "change": join([fact_words(book, fact, value) for fact, value in change.changes], last=_AND)(lang),
            "becomes": options(book, decision, change.best, lang, edition),
        }
        for change in changes
    ]


def item_words(item: Item, facts: Facts, case: Case, attempt: Attempt, book: Book, lang: Lang) -> Plain:
    """Return one mark in words; `facts` are those of its visit."""
    edition = attempt.edition
    state = attempt.visits[item.visit]
    leading = item.outcomes[:1]
    shown = item.outcomes if item.category == "decision" else leading
    title, text = _heading(item, facts, attempt, case, book, lang, edition)
    return {
        "mark": item.mark,
        "category": CATEGORIES[item.category](lang),
        "visit_label": case.visit(state.visit).label(lang),
        "subject": item.subject,
        "title": title,
        "text": text,
        "chosen": options(book, item.subject, (item.chosen.value,), lang, edition) if item.chosen else None,
        "best": options(book, "triage" if item.kind == "probability" else item.subject, item.best, lang, edition)
        if item.best
        else None,
        "points": item.points,
        "of": item.of,
        "citations": citations_of(book, shown[:2], lang, edition),
        "conflicts": conflicts_of_rules(book, shown[:2], lang) if item.mark != "right" else [],
        "what_if": what_if_words(book, item.subject, item.what_if, lang, edition) if item.what_if else [],
        "facts": facts_behind(book, shown[:2], facts, lang) if item.category == "decision" else [],
        "reviewed": all_reviewed(book, shown[:2]),
        "rules": [o.rule.id for o in shown],
        "rows": 0,
        # What is not worked out at once can be asked for, by this name.
        "ask": f"{item.visit}:{item.subject}" if item.category == "decision" and not item.what_if else None,
        **behind(item, book, edition, lang, state.estimates.get("after")),
    }


_FOUND = both(da="Det var {truth}, og det sagde du.", en="It was {truth}, and so you said.")
_NOT_FOUND = both(da="Det var {truth}. Du sagde {said}.", en="It was {truth}. You said {said}.")
_NOT_SAID = both(da="Det var {truth}. Du sagde ikke, hvad det var.", en="It was {truth}. You did not say what it was.")


def _localised(item: Item, facts: Facts, attempt: Attempt, case: Case, book: Book, lang: Lang) -> tuple[str, str]:
    title = Text(da="Hvad fundene peger på", en="What the findings point to")
    truth = answer_of(body_of(facts, case.id, book), book)
    said = said_of(attempt.visits[item.visit].tools.get("exam", ()))
    words = _FOUND if said == truth else _NOT_FOUND if said else _NOT_SAID
    named = {"truth": answer_words(truth), "said": answer_words(said)} if said else {"truth": answer_words(truth)}
    return title(lang), words.format(**named)(lang)


def rows_words(items: tuple[Item, ...], case: Case, attempt: Attempt, book: Book, lang: Lang) -> Plain:
    """Return several rows of one table that came out alike as one entry; each row's leading rule is cited."""
    first, edition = items[0], attempt.edition
    leading = tuple({o.rule.id: o for item in items for o in item.outcomes[:1]}.values())
    return {
        "mark": first.mark,
        "category": CATEGORIES[first.category](lang),
        "visit_label": case.visit(attempt.visits[first.visit].visit).label(lang),
        "subject": card_of(first, book),
        "title": heading(items, book)(lang),
        "text": told(items, book, edition)(lang),
        "chosen": None,
        "best": None,
        "points": sum(item.points for item in items),
        "of": sum(item.of for item in items),
        "citations": citations_of(book, leading, lang, edition),
        "conflicts": [],
        "what_if": [],
        "facts": [],
        "reviewed": all_reviewed(book, leading),
        "rules": [o.rule.id for o in leading],
        "rows": len(items),
        "ask": None,
        **{**behind(first, book, edition, lang, told=rows_sum(items)), "for": [], "against": [], "unknown": []},
    }


def _heading(
    item: Item, facts: Facts, attempt: Attempt, case: Case, book: Book, lang: Lang, edition: str
) -> tuple[str, str]:
    if item.subject == "focus":
        return TITLES["focus"](lang), focus_text(item, book)(lang)
    if item.subject == "estimate":
        chances = attempt.visits[item.visit].estimates.get("after")
        given = dict(chances) if chances else None
        return TITLES["estimate"](lang), estimate_text(item, given, book, edition, lang)
    if item.category == "time":
        return TITLES["time"](lang), time_text(item, book)(lang)
    if item.subject == "localise":
        return _localised(item, facts, attempt, case, book, lang)
    rule = item.outcomes[0].rule if item.outcomes else None
    because = book.words(rule.because, edition)(lang) if rule else ""
    if item.category == "decision":
        axis = book.decisions[item.subject].axis(lang)
        if item.chosen is None:
            nothing = Text(da="Ingen beslutning.", en="No decision.")(lang)
            return axis, f"{nothing} {because}"
        if item.mark == "too_much":
            chosen = options(book, item.subject, (item.chosen.value,), lang, edition)
            excess = rule.excess(lang) + ". " if rule and rule.excess else ""
            return f"{axis}: {chosen}", excess + because
        return axis, because
    assert rule is not None
    assert rule.title is not None  # the linter of the guideline sees to it
    if item.missing:
        labels = [book.findings[split(k)[0]].label for k in item.missing]
        sides = [split(k)[1] for k in item.missing]
        named = [join([label, SIDE_WORDS[s]]) if s else label for label, s in zip(labels, sides, strict=True)]
        verb = (
            Text(da="Ikke spurgt om: {what}.", en="Not asked: {what}.")
            if item.category == "history"
            else Text(da="Ikke undersøgt: {what}.", en="Not examined: {what}.")
        )
        because = verb.format(what=join(named, sep="; "))(lang) + " " + because
    if item.unnoted or item.misread:
        because = _misread(item, facts, book)(lang) + " " + because
    return rule.title(lang), because


_UNNOTED = both(da="Ikke noteret: {what}.", en="Not recorded: {what}.")
_MISREAD = both(da="Noteret forkert: {what}.", en="Recorded wrongly: {what}.")
_WAS = both(da="{fact}, du noterede {said}", en="{fact}, you recorded {said}")


def _misread(item: Item, facts: Facts, book: Book) -> Text:
    """Return which findings were not written down, and which were written down as something else."""
    units = book.guideline.findings.units
    told = []
    if item.misread:
        wrong = [
            _WAS.format(fact=fact_words(book, k, facts[k]), said=value_words(book.findings[split(k)[0]], said, units))
            for k, said in item.misread
        ]
        told.append(_MISREAD.format(what=join(wrong, sep="; ")))
    if item.unnoted:
        told.append(_UNNOTED.format(what=join([fact_name(book, k) for k in item.unnoted], sep="; ")))
    return join(told, sep=" ")


def fact_name(book: Book, fact: str) -> Text:
    """Return what a fact is about, with its side where it has one."""
    name, side = split(fact)
    label = book.findings[name].label
    return join([label, SIDE_WORDS[side]]) if side else label
