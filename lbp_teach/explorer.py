"""The guideline to read: chapters, statements, disagreements, editions and where each thing is used, as plain data.

Everything is in one language and ready for a screen; the screen only draws. Nothing here belongs to a learner.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from lbp_teach.edition import EDITION
from lbp_teach.explain import conflict as conflict_note
from lbp_teach.explorer_words import CHAPTERS, COLOURS, CONFLICT_TYPES, KINDS, PRIORITIES, STRENGTHS, UNITS
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.model import Citation, Effect, Parameter, Rule
from lbp_teach.text import Lang, Text, both, number

Plain = dict[str, Any]
OWN = "toolkit"
_OWN_SOURCE = both(da="Vores læsning", en="Our reading")
_OWN_STANDING = both(da="står i ingen af kilderne", en="in none of the sources")


# ---- which topic, which conflicts ----


@lru_cache(maxsize=2)
def _topics_of(book: Book) -> dict[str, str]:
    """Return the topic of each statement: that of its first fact, else that of the statement it stands beside."""
    found: dict[str, str] = {}
    last = book.guideline.topics[0].id
    for statement in book.guideline.statements:
        if statement.facts:
            last = statement.facts[0].split("-")[1]
        found[statement.id] = last
    return found


def topic_of(book: Book, statement_id: str) -> str:
    """Return the id of the topic that a statement stands under."""
    return _topics_of(book)[statement_id]


def parameters_in(book: Book, text: Text) -> list[Parameter]:
    """Return the parameters whose values a text shows."""
    return [p for name, p in book.parameters.items() if "{" + name + "}" in text.da]


@lru_cache(maxsize=2)
def _touched(book: Book) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for statement in book.guideline.statements:
        for name in book.conflicts_of(statement):
            found.setdefault(name, []).append(statement.id)
    return found


@lru_cache(maxsize=2)
def _citing(book: Book) -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    for rule in book.guideline.rules:
        for name in rule.cites:
            found.setdefault(name, []).append(rule)
    return found


# ---- statements ----


def _chip(book: Book, place: Citation, facts: tuple[str, ...], lang: Lang) -> Plain:
    """Return a citation chip in the shape that the debrief uses; here it opens the source, not the statement."""
    source = next((s for s in book.guideline.sources if s.id == place.source), None)
    if source is None:
        return {
            "label": _OWN_SOURCE(lang),
            "statement": _OWN_STANDING(lang).capitalize() + ".",
            "facts": list(facts),
            "edition": "",
        }
    return {
        "label": f"{source.id} · {place.section}",
        "statement": f"{source.title}. {source.publisher}, {source.year}.",
        "facts": list(facts),
        "edition": source.standing(lang),
    }


def statement(book: Book, statement_id: str, lang: Lang) -> Plain:
    """Return one statement with what it rests on and which disagreements touch it (by id)."""
    found = book.statements[statement_id]
    places = (Citation.model_construct(source=found.source, section=found.section), *found.also)
    topic = next(t for t in book.guideline.topics if t.id == topic_of(book, statement_id))
    return {
        "id": found.id,
        "text": book.words(found.text)(lang),
        "topic": topic.id,
        "topic_label": topic.label(lang),
        "kind": KINDS[found.kind](lang),
        "strength": found.strength,
        "strength_label": STRENGTHS[found.strength](lang) if found.strength in STRENGTHS else None,
        "citations": [_chip(book, place, found.facts, lang) for place in places],
        "facts": list(found.facts),
        "reviewed": found.reviewed == "sourced",
        "conflicts": list(book.conflicts_of(found)),
        "used": len(_citing(book).get(found.id, ())),
    }


def with_conflicts(book: Book, statement_ids: list[str], lang: Lang) -> Plain:
    """Return statements, and every disagreement that touches one of them once."""
    names = dict.fromkeys(n for s in statement_ids for n in book.conflicts_of(book.statements[s]))
    return {
        "statements": [statement(book, name, lang) for name in statement_ids],
        "conflicts": {name: conflict(book, name, lang) for name in names},
    }


def statement_page(book: Book, statement_id: str, lang: Lang) -> Plain:
    """Return one statement by itself: also where it is used, and how the other edition reads."""
    found = book.statements[statement_id]
    plain = book.words(found.text)
    variants = [(e, book.words(found.text, e.id)) for e in book.guideline.editions if e.id != EDITION]
    return {
        **with_conflicts(book, [statement_id], lang),
        "variants": [{"edition": e.label(lang), "text": text(lang)} for e, text in variants if text.da != plain.da],
        "rules": [_rule(book, rule, lang) for rule in _citing(book).get(statement_id, ())],
        "sorting": [f["label"] for f in flags(book, lang) if statement_id in f["cites"]]
        + [c.label(lang) for c in book.guideline.components if statement_id in c.cites],
    }


def _rule(book: Book, rule: Rule, lang: Lang) -> Plain:
    known = {**book.decisions, **book.advice}
    effects = [(known[name], effect) for name, effect in rule.then.items()]
    return {
        "id": rule.id,
        "because": book.words(rule.because)(lang),
        "title": rule.title(lang) if rule.title else None,
        "reviewed": rule.reviewed == "sourced",
        "editions": list(rule.editions),
        "decisions": [
            {"axis": decision.axis(lang), **_effect(book, decision.id, effect, lang)} for decision, effect in effects
        ],
    }


def _effect(book: Book, decision_id: str, effect: Effect, lang: Lang) -> Plain:
    decision = {**book.decisions, **book.advice}[decision_id]
    return {
        name: [book.words(decision.option(value).label)(lang) for value in getattr(effect, name)]
        for name in ("best", "acceptable", "unsafe", "too_much")
    }


def flags(book: Book, lang: Lang) -> list[Plain]:
    """Return the flags with the colours that are accepted, the guideline's own first."""
    return [
        {
            "id": flag.id,
            "label": flag.label(lang),
            "colours": [{"id": colour, "label": COLOURS[colour](lang)} for colour in flag.colours],
            "cites": list(flag.cites),
            "conflicts": list(flag.conflicts),
        }
        for flag in book.guideline.flags
    ]


# ---- topics, conflicts, editions ----


def topic_page(book: Book, topic_id: str, lang: Lang) -> Plain:
    """Return a topic with all its statements."""
    topic = next(t for t in book.guideline.topics if t.id == topic_id)
    names = [s.id for s in book.guideline.statements if topic_of(book, s.id) == topic_id]
    return {
        "id": topic.id,
        "label": topic.label(lang),
        "flags": flags(book, lang) if topic_id == "FLAG" else [],
        **with_conflicts(book, names, lang),
    }


def conflict(book: Book, conflict_id: str, lang: Lang) -> Plain:
    """Return a disagreement: who says what and where, why, how it is resolved, and what to take from it."""
    found = book.conflicts[conflict_id]
    note = conflict_note(book, conflict_id, lang)
    says = zip(note["says"], found.says, strict=True)
    return {
        **note,
        "says": [
            {**plain, "source": _OWN_SOURCE(lang) if one.source == OWN else one.source, "section": one.section}
            for plain, one in says
        ],
        "type": found.type,
        "type_label": CONFLICT_TYPES[found.type](lang),
        "priority": found.priority,
        "priority_label": PRIORITIES[found.priority](lang),
        "beyond": found.sign_off,
    }


def conflict_page(book: Book, conflict_id: str, lang: Lang) -> Plain:
    """Return one disagreement by itself, with the statements it touches and the rules that name it."""
    return {
        "conflict": conflict(book, conflict_id, lang),
        **with_conflicts(book, _touched(book).get(conflict_id, []), lang),
        "rules": [_rule(book, rule, lang) for rule in book.guideline.rules if conflict_id in rule.conflicts],
    }


def conflicts_page(book: Book, lang: Lang) -> Plain:
    """Return all disagreements, those that matter most for safety first."""
    rank = list(PRIORITIES)
    order = sorted(book.guideline.conflicts, key=lambda c: (rank.index(c.priority), c.id))
    return {"conflicts": [conflict(book, c.id, lang) for c in order]}


def amount(book: Book, parameter: Parameter, edition: str, lang: Lang) -> str:
    """Return a parameter's value under an edition, with its unit."""
    value = parameter.value(edition)
    words = "–".join(number(v)(lang) for v in value) if isinstance(value, tuple) else number(value)(lang)
    unit = UNITS.get(parameter.unit) or book.guideline.findings.units.get(parameter.unit)
    return unit(lang).format(n=words) if unit else f"{words} {parameter.unit}"


def editions_page(book: Book, lang: Lang) -> Plain:
    """Return the parameters side by side, those that differ first, and the rules of a single edition."""
    names = [e.id for e in book.guideline.editions]
    rows = [_threshold(book, parameter, names, lang) for parameter in book.guideline.parameters]
    return {
        "editions": [{"id": e.id, "label": e.label(lang)} for e in book.guideline.editions],
        "different": [row for row in rows if row["different"]],
        "same": [row for row in rows if not row["different"]],
        "rules": [_rule(book, rule, lang) for rule in book.guideline.rules if rule.editions],
    }


def _threshold(book: Book, parameter: Parameter, editions: list[str], lang: Lang) -> Plain:
    shown = [s.id for s in book.guideline.statements if "{" + parameter.id + "}" in s.text.da]
    values = [amount(book, parameter, edition, lang) for edition in editions]
    place = Citation.model_construct(source=parameter.source, section=parameter.section)
    return {
        "id": parameter.id,
        "label": parameter.label(lang),
        "values": values,
        "different": len(set(values)) > 1,
        "citations": [_chip(book, place, parameter.facts, lang)],
        "conflicts": list(parameter.conflicts),
        "statements": shown,
        "reviewed": parameter.reviewed == "sourced",
    }


# ---- the front page ----


def contents(book: Book, lang: Lang) -> Plain:
    """Return what the front page lists: sources, chapters with their topics, and how much there is of each."""
    topics = {t.id: t for t in book.guideline.topics}
    placed = {name for _, names in CHAPTERS.values() for name in names}
    left = tuple(name for name in topics if name not in placed)
    count: dict[str, list[str]] = {}
    for name, topic in _topics_of(book).items():
        count.setdefault(topic, []).append(name)

    def row(topic_id: str) -> Plain:
        names = count.get(topic_id, [])
        touched = {c for s in names for c in book.conflicts_of(book.statements[s])}
        label = topics[topic_id].label(lang)
        return {"id": topic_id, "label": label, "statements": len(names), "conflicts": len(touched)}

    order = list(CHAPTERS)
    return {
        "lang": lang.value,
        "edition": book.edition_label(EDITION, lang),
        "totals": {"statements": len(book.guideline.statements), "conflicts": len(book.guideline.conflicts)},
        "sources": [
            {"id": s.id, "title": s.title, "publisher": s.publisher, "year": s.year, "standing": s.standing(lang)}
            for s in book.guideline.sources
        ],
        "chapters": [
            {
                "id": name,
                "label": label(lang),
                "topics": [row(t) for t in (*names, *(left if name == order[-1] else ())) if t in topics],
            }
            for name, (label, names) in CHAPTERS.items()
        ],
    }
