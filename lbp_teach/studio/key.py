"""The answer key as the guideline derives it: what is best at a visit, why, and where that stands. Never typed in."""

from __future__ import annotations

from typing import Any

from lbp_teach.edition import EDITION
from lbp_teach.explain import all_reviewed, citations_of, fact_words, facts_behind, what_if_words
from lbp_teach.guideline.assess import Assessment, BoardCard, Book, Outcome, Verdict, assess
from lbp_teach.guideline.evaluate import evaluate
from lbp_teach.guideline.facts import Facts
from lbp_teach.guideline.model import Decision
from lbp_teach.logic import Truth
from lbp_teach.model_answer import needed, needed_seconds
from lbp_teach.studio.problem_words import in_words
from lbp_teach.text import Lang
from lbp_teach.what_if import what_if

Plain = dict[str, Any]


def key_view(facts: Facts, minutes: int, book: Book, lang: Lang) -> Plain:
    """Return the key of one visit.

    Args:
        facts: everything that is true of the patient.
        minutes: the time of the visit.
        book: the guideline.
        lang: language of the words.

    Returns:
        The decisions by card, each with what is best, acceptable, unsafe and too much, the reasons with their sources,
        the rules that fired, what had to be asked and examined and how long that takes, and what contradicts itself.
    """
    key = assess(book, facts, EDITION)
    questions, manoeuvres = needed(key, book)
    context = book.context(facts, EDITION)
    clash = [item.what for item in book.guideline.contradictions if evaluate(item.when, context).truth is Truth.TRUE]
    return {
        "cards": [_card(card, key, facts, book, lang) for card in book.board.values()],
        "rules": _rules(key, book, lang),
        "needed": {
            "ask": [book.questions[name].text(lang) for name in questions],
            "examine": [book.manoeuvres[name].label(lang) for name in manoeuvres],
            "seconds": needed_seconds(key, book),
            "minutes": minutes,
        },
        "contradictions": [in_words(what, lang) for what in clash],
    }


def _card(card: BoardCard, key: Assessment, facts: Facts, book: Book, lang: Lang) -> Plain:
    return {
        "id": card.id,
        "axis": card.axis(lang),
        "icon": card.icon,
        "singles": [_decision(one, key.verdicts[one.id], facts, book, lang) for one in card.singles],
        "rows": [_decision(one, key.verdicts[one.id], facts, book, lang) for one in card.rows],
    }


def _decision(decision: Decision, verdict: Verdict, facts: Facts, book: Book, lang: Lang) -> Plain:
    def words(values: tuple[str, ...]) -> list[str]:
        return [book.words(decision.option(value).label, EDITION)(lang) for value in values]

    return {
        "id": decision.id,
        "axis": decision.axis(lang),
        "best": words(verdict.best),
        "acceptable": words(verdict.acceptable),
        "unsafe": words(verdict.unsafe),
        "too_much": words(verdict.too_much),
        "reasons": [_reason(o, book, lang) for o in verdict.reasons],
        "facts": facts_behind(book, verdict.reasons, facts, lang),
    }


def _reason(outcome: Outcome, book: Book, lang: Lang) -> Plain:
    return {
        "rule": outcome.rule.id,
        "because": book.words(outcome.rule.because, EDITION)(lang),
        "citations": citations_of(book, (outcome,), lang, EDITION),
        "reviewed": all_reviewed(book, (outcome,)),
    }


def _rules(key: Assessment, book: Book, lang: Lang) -> list[Plain]:
    """Return the rules that fired, emergencies first."""
    order = ("emergency", "serious", "specific", "general")
    fired = sorted((o.rule for o in key.outcomes if o.fired), key=lambda rule: order.index(rule.tier))
    return [
        {
            "id": rule.id,
            "tier": rule.tier,
            "because": book.words(rule.because, EDITION)(lang),
            "about": [book.decisions[name].axis(lang) for name in rule.then if name in book.decisions][:6],
            "work_up": bool(rule.ask or rule.examine),
        }
        for rule in fired
    ]


def near(facts: Facts, decision: str, book: Book, lang: Lang) -> Plain:
    """Return the smallest changes of the patient after which another value of a decision would be best."""
    return {
        "decision": decision,
        "axis": book.decisions[decision].axis(lang),
        "rows": what_if_words(book, decision, what_if(book, facts, decision, EDITION), lang, EDITION),
    }


def single_decisions(book: Book) -> list[str]:
    """Return the decisions that every learner must make, for which near changes are worth asking."""
    return [one.id for card in book.board.values() for one in card.singles]


def facts_list(facts: Facts, book: Book, lang: Lang) -> list[str]:
    """Return in words what is unusual in a patient."""
    of = {name: book.findings[name.partition("@")[0]] for name in facts}
    special = [n for n, value in facts.items() if value != of[n].default and not of[n].door]
    return [fact_words(book, name, facts[name])(lang) for name in special]
