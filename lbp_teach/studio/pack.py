"""What the form chooses from: findings, questions, decisions, themes. The same for every case."""

from __future__ import annotations

from typing import Any, get_args

from lbp_teach.authoring.words import words
from lbp_teach.case import Theme
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import NOT_APPLICABLE, UNKNOWN, value_words
from lbp_teach.guideline.model import Finding
from lbp_teach.lint_facts import wrong_value
from lbp_teach.text import Lang, Text

Plain = dict[str, Any]
_OTHER = {Lang.DA: Lang.EN, Lang.EN: Lang.DA}


def pack(book: Book, lang: Lang) -> Plain:
    """Return the lists that the form chooses from, in one language; `also` is what else finds an entry."""
    guideline = book.guideline
    return {
        "findings": [_finding(f, book, lang) for f in book.findings.values() if not f.door],
        "categories": [{"id": c.id, "label": c.label(lang)} for c in guideline.categories],
        "questions": [
            {
                "id": q.id,
                "category": q.category,
                "text": q.text(lang),
                "also": " ".join([q.id, q.text(_OTHER[lang]), *q.synonyms.da, *q.synonyms.en]),
                "ordinary": {"da": q.answer.da, "en": q.answer.en},
            }
            for q in guideline.questions
        ],
        "decisions": [
            {
                "id": d.id,
                "axis": d.axis(lang),
                "options": [[o.value, book.words(o.label)(lang)] for o in d.options],
            }
            for d in book.decisions.values()
        ],
        # What a new case has where something is still to be written.
        "marks": list(words().unfinished.starts.values()),
        "themes": list(get_args(Theme)),
    }


def _finding(finding: Finding, book: Book, lang: Lang) -> Plain:
    units = book.guideline.findings.units

    def named(value: str) -> list[str]:
        return [value, value_words(finding, value, units)(lang)]

    values: list[str] = list(finding.values) if finding.kind == "choice" else []
    if finding.kind == "presence":
        values = ["present", "absent"]
    if finding.kind == "number" and wrong_value(finding, NOT_APPLICABLE) is None:
        values.append(NOT_APPLICABLE)
    asked = book.question_of.get(finding.id)
    return {
        "id": finding.id,
        "label": finding.label(lang),
        "also": f"{finding.label(_OTHER[lang])} {finding.id}",
        "kind": finding.kind,
        "sided": finding.sided,
        "unit": _unit(finding, units, lang),
        "values": [named(value) for value in [*values, UNKNOWN]],
        "default": finding.default,
        "question": asked.id if asked else None,
    }


def _unit(finding: Finding, units: dict[str, Text], lang: Lang) -> str:
    return units[finding.unit](lang).replace("{n}", "").strip() if finding.unit in units else ""
