"""What a patient has said, and what was seen on examination, as statements that a learner sorts.

A statement is the answer to one question, or what one manoeuvre showed. Which there are follows from what was asked and
examined; their order is that of the questions and the manoeuvres, so that it is the same for every patient.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

from lbp_teach import content
from lbp_teach.bedside.exam.model import Content
from lbp_teach.bedside.exam.observe import seen_of
from lbp_teach.bedside.patient import CasePatient
from lbp_teach.case import visit_answers
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import Facts, keys, split
from lbp_teach.guideline.model import SIDES, Manoeuvre, Scalar
from lbp_teach.text import Text, both

#: Before the id of a manoeuvre, so that no question can have the same one.
SEEN = "seen."
_BOTH_SIDES = both(da="Begge sider: {what}", en="Both sides: {what}")
_ON_SIDE = {
    "left": both(da="Venstre: {what}", en="Left: {what}"),
    "right": both(da="Højre: {what}", en="Right: {what}"),
}


@dataclass(frozen=True)
class Statement:
    """One thing that was said or seen.

    Attributes:
        id: of the question, or of the manoeuvre with `seen.` before it.
        kind: the patient's words, or a finding of the examination.
        ask: the question, or the name of the manoeuvre.
        lines: the answer, or what was seen.
        facts: what it tells of the patient, and nothing else.
        own: whether this patient has words of his or her own for it, or the finding is not the ordinary one.
    """

    id: str
    kind: Literal["said", "seen"]
    ask: Text
    lines: tuple[Text, ...]
    facts: Mapping[str, Scalar]
    own: bool

    @property
    def findings(self) -> frozenset[str]:
        """Return the findings it tells of, without their sides."""
        return frozenset(split(fact)[0] for fact in self.facts)


def statements(book: Book, patient: CasePatient, setting: Mapping[str, Any]) -> tuple[Statement, ...]:
    """Return everything that was said and seen at a visit, in the order of the questions and the manoeuvres.

    Args:
        book: the guideline.
        patient: who; `heard` are the questions that were asked.
        setting: where a case is played (it has `heard`), `examined` names the manoeuvres that were done, each by its id
            or, where one side only was examined, as `id@side`; left out there, none was. Outside a case all were done.
    """
    answers = visit_answers(patient.case, patient.visit)
    said = tuple(
        Statement(
            question.id,
            "said",
            question.text,
            (patient.says(question.id),),
            _told(book, question.findings, patient.facts),
            question.id in answers,
        )
        for question in book.guideline.questions
        if question.id in patient.heard
    )
    done = None if setting.get("heard") is None else tuple(setting.get("examined") or ())
    found = (_seen(book, manoeuvre, patient.facts, done) for manoeuvre in book.guideline.manoeuvres)
    return (*said, *(one for one in found if one is not None))


def rank(setting: Mapping[str, Any], name: str) -> str:
    """Return what puts statements in an order of chance that stays the same for a case and a visit."""
    return sha256(f"{setting['case']}/{setting['visit']}/{name}".encode()).hexdigest()


def drawn(setting: Mapping[str, Any], found: Iterable[Statement], count: int) -> list[str]:
    """Return the ids of so many statements, drawn by `rank`; those with words of their own come first.

    Were they not first, the ordinary answer that a question falls back on would tell which statements matter: a finding
    that matters always has words of its own.
    """
    # What was seen has no words of its own to give it away; putting the abnormal first would.
    in_order = sorted(found, key=lambda one: (one.kind == "said" and not one.own, rank(setting, one.id)))
    return [one.id for one in in_order[:count]]


def _told(book: Book, findings: Iterable[str], facts: Facts) -> dict[str, Scalar]:
    return {name: facts[name] for finding in findings for name in keys(book.findings[finding]) if name in facts}


def _seen(book: Book, manoeuvre: Manoeuvre, facts: Facts, done: tuple[str, ...] | None) -> Statement | None:
    told = _told(book, manoeuvre.findings, facts)
    if done is not None and manoeuvre.id not in done:
        sides = [side for side in SIDES if f"{manoeuvre.id}@{side}" in done]
        told = {name: value for name, value in told.items() if split(name)[1] in sides}
    if not told:
        return None
    ordinary = all(value == book.findings[split(name)[0]].default for name, value in told.items())
    return Statement(f"{SEEN}{manoeuvre.id}", "seen", manoeuvre.label, _lines(book, told), told, not ordinary)


def _lines(book: Book, told: Mapping[str, Scalar]) -> tuple[Text, ...]:
    """Return what was seen, side by side; what is the same on both sides is said once."""
    lines: list[Text] = []
    exam = content.tool_content("exam", Content)
    for finding in dict.fromkeys(split(name)[0] for name in told):
        words = {
            split(name)[1]: seen_of(finding, value, exam, book)
            for name, value in told.items()
            if split(name)[0] == finding
        }
        if None in words:
            lines.append(words[None])
        elif len(words) == len(SIDES) and len({(one.da, one.en) for one in words.values()}) == 1:
            lines.append(_BOTH_SIDES.format(what=next(iter(words.values()))))
        else:
            lines += [_ON_SIDE[side].format(what=one) for side, one in words.items() if side]
    return tuple(lines)
