"""What the screen is told: the drawing, the patient's words, the features; and what points where, once it is earned."""

from __future__ import annotations

from lbp_teach.bedside.base import Mark, Plain
from lbp_teach.bedside.pain.drawing import Area, asked_where, in_words
from lbp_teach.bedside.pain.features import Found, by_type, speaks
from lbp_teach.bedside.pain.grading import type_words
from lbp_teach.bedside.pain.model import NOWHERE, TYPES, Content
from lbp_teach.bedside.patient import CasePatient
from lbp_teach.explain import conflict
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import Facts
from lbp_teach.text import Lang, Text, both

#: The only types whose name does not say what they mean; what the others mean is what the learner has to know.
_EXPLAINED = ("mixed", "unclear")
_NONE = both(da="Ingen af dem", en="None of them")
_NOTHING = both(
    da="{name} har ikke tegnet noget endnu: spørg, hvor det gør ondt.",
    en="{name} has not drawn anything yet: ask where it hurts.",
)
_NO_PAIN = both(
    da="{name} har ikke tegnet smerten endnu: spørg, hvor det gør ondt.",
    en="{name} has not drawn the pain yet: ask where it hurts.",
)
_FOR = both(da="Taler for {type}", en="Speaks for {type}")
_AGAINST = both(da="Taler imod {type}", en="Speaks against {type}")
_TO = both(da="Peger på {type}", en="Points to {type}")


def pack_words(book: Book, table: Content, lang: Lang) -> Plain:
    """Return what is the same for every patient."""
    decision = book.decision("pain_type")
    names = {option.value: option.label(lang) for option in decision.options}
    return {
        "prompt": decision.prompt(lang),
        "types": [
            {"id": o.value, "label": o.label(lang), "hint": o.hint(lang) if o.hint and o.value in _EXPLAINED else None}
            for o in decision.options
        ],
        "places": [*({"id": name, "label": names[name]} for name in TYPES), {"id": NOWHERE, "label": _NONE(lang)}],
        "kinds": [{"id": kind.id, "label": kind.label(lang)} for kind in table.kinds],
    }


def patient_words(patient: CasePatient, table: Content, lang: Lang) -> Plain:
    """Return who the patient is, and what was said that no feature is read from."""
    who = patient.case.persona
    return {
        "name": who.first_name,
        "initials": who.initials,
        "who": f"{who.name}, {who.age}",
        "work": who.occupation(lang),
        "opening": patient.case.visit(patient.visit).opening(lang),
        "also": _said(patient, table.also_said, lang),
    }


def _said(patient: CasePatient, questions: tuple[str, ...], lang: Lang) -> list[str]:
    return [patient.says(name)(lang) for name in questions if name in patient.heard]


def drawing_words(patient: CasePatient, drawn: tuple[Area, ...], facts: Facts, table: Content, lang: Lang) -> Plain:
    """Return the drawing as data and as sentences, and what is missing from it because nobody has asked."""
    note = None
    if not asked_where(facts):
        note = (_NO_PAIN if drawn else _NOTHING).format(name=patient.first_name)(lang)
    return {
        "areas": [area._asdict() for area in drawn],
        "text": [sentence(lang) for sentence in in_words(drawn, facts, table)],
        "note": note,
    }


def feature_words(book: Book, patient: CasePatient, found: Found, filed: str | None, lang: Lang) -> Plain:
    """Return one feature: the patient's words, what is known, where the learner filed it. Not where it points."""
    return {
        "id": found.feature.id,
        "title": found.feature.title(lang),
        "says": _said(patient, found.feature.questions, lang),
        "noted": found.noted(lang) if found.noted else None,
        "signs": found.signs(lang) if found.signs else None,
        "ask": [book.questions[name].text(lang) for name in found.ask],
        "examined": found.feature.examined,
        "filed": filed,
    }


def revealed_words(
    book: Book, features: tuple[Found, ...], chosen: str | None, marks: tuple[Mark, ...], lang: Lang
) -> Plain:
    """Return what may be told once the work is locked.

    Args:
        book: the guideline.
        features: the patient's features.
        chosen: the type that was chosen.
        marks: the marks; a mark that is not right shows its own disagreements, so that only the rest are listed.
        lang: language of the words.
    """
    grades = {mark.subject: mark.mark for mark in marks}
    shown = {name for mark in marks if mark.mark != "right" for name in mark.conflicts}
    rest = dict.fromkeys(name for mark in marks for name in mark.conflicts if name not in shown)
    return {
        "answers": {
            found.feature.id: {
                "mark": grades[found.feature.id],
                "right": [type_words(book, name)(lang) for name in found.reading.right],
            }
            for found in features
            if found.reading
        },
        "columns": _columns(book, features, chosen, lang),
        "conflicts": [conflict(book, name, lang) for name in rest],
    }


def _columns(book: Book, features: tuple[Found, ...], chosen: str | None, lang: Lang) -> list[Plain]:
    """Return what speaks for and against the chosen type; mixed and unclear have no features of their own.

    For those two the features stand by what they point to: whether that is one type or several is what decides.
    """
    known = [one for one in features if one.reading]
    for name in TYPES:
        if name == chosen:
            return [
                _column(title.format(type=type_words(book, name)), [f for f in known if _side(f, name) == side], lang)
                for title, side in ((_FOR, "for"), (_AGAINST, "against"))
            ]
    return [_column(_TO.format(type=type_words(book, to)), list(some), lang) for to, some in by_type(features).items()]


def _side(found: Found, name: str) -> str | None:
    pain_type = next(one for one in TYPES if one == name)
    return speaks(found.reading, pain_type) if found.reading else None


def _column(title: Text, features: list[Found], lang: Lang) -> Plain:
    lines = [{"title": one.feature.title(lang), "noted": one.noted(lang) if one.noted else ""} for one in features]
    return {"title": title(lang), "features": lines}
