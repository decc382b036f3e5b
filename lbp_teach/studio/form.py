"""A case as a form shows it: every field with its way into the YAML, filled with whatever is there."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import key, value_words
from lbp_teach.guideline.model import SIDES, Condition, Scalar
from lbp_teach.guideline.words import condition_lines
from lbp_teach.lint_facts import BOTH
from lbp_teach.strict_yaml import Path
from lbp_teach.studio.tolerant import (
    Plain,
    Sketch,
    answers_at,
    facts_at,
    items,
    line,
    needs_words,
    part,
    text,
)
from lbp_teach.text import Lang

_CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)


def form_view(case: Sketch, index: int, book: Book, lang: Lang, lines: dict[Path, int]) -> Plain:
    """Return the form of a case with one of its visits.

    Args:
        case: the case as far as it can be read.
        index: place of the visit among the visits.
        book: the guideline.
        lang: language of labels; the author's texts are always both.
        lines: the line of each part of the YAML.
    """
    data, who = case.data, part(case.data, "persona")
    return {
        "case": {
            "id": line(data.get("id")),
            "difficulty": line(data.get("difficulty")),
            "reviewed": line(data.get("reviewed")),
            "persona": {
                **{name: line(who.get(name)) for name in ("name", "first_name", "initials", "age", "sex")},
                "occupation": text(who.get("occupation")),
            },
            "setting": text(data.get("setting")),
            "opening": text(data.get("opening")),
            "objectives": [text(one) for one in items(data, "objectives")],
            "themes": [line(one) for one in items(data, "themes")],
        },
        "visits": [
            {"index": n, "id": line(v.get("id")), "label": text(v.get("label"))} for n, v in case.visits.items()
        ],
        "visit": _visit(case, index, book, lang, lines) if index in case.visits else None,
        "variants": _variants(case, book, lang, lines),
    }


def _visit(case: Sketch, index: int, book: Book, lang: Lang, lines: dict[Path, int]) -> Plain:
    visit = case.visits[index]

    def ways(name: str) -> list[Plain]:
        found = enumerate(items(visit, name))
        return [{**_way(one, book, lang), "line": lines.get(("visits", index, name, n))} for n, one in found]

    return {
        "index": index,
        **{name: line(visit.get(name)) for name in ("id", "kind", "based_on", "minutes")},
        "label": text(visit.get("label")),
        "place_time": text(visit.get("place_time")),
        "opening": text(visit.get("opening")),
        "door": [
            {name: text(one.get(name) if isinstance(one, dict) else None) for name in ("label", "value")}
            for one in items(visit, "door")
        ],
        "facts": _facts(case, index, book, lang),
        "answers": _answers(case, index, book, lang),
        "next": ways("next"),
        "endings": ways("endings"),
    }


def fact_row(name: str, value: Any) -> Plain:
    """Return a fact as it is written: one value, or one for each side."""
    sides: Plain = {}
    if isinstance(value, dict):
        sides = {side: line(value.get(side, value.get(BOTH))) for side in SIDES}
    return {"id": str(name), "value": line(value), **sides}


def _facts(case: Sketch, index: int, book: Book, lang: Lang) -> list[Plain]:
    chain = case.lineage(index)
    before = facts_at(case, chain[-2], book) if len(chain) > 1 else None
    units = book.guideline.findings.units
    rows = []
    for name, value in part(case.visits[index], "facts").items():
        finding = book.findings.get(name)
        row = fact_row(name, value)
        if finding:

            def words(one: Scalar, finding: Any = finding) -> str:
                return value_words(finding, one, units)(lang)

            names = [key(name, side) for side in SIDES] if finding.sided else [name]
            row["otherwise"] = [words(before[one] if before else finding.default) for one in names]
        rows.append(row)
    return rows


def _answers(case: Sketch, index: int, book: Book, lang: Lang) -> dict[str, Plain]:
    """Return what is known of each question: own words, those of an earlier visit, why words are needed."""
    own = part(case.visits[index], "answers")
    chain = case.lineage(index)
    earlier = answers_at(case, chain[-2]) if len(chain) > 1 else {}
    needed = needs_words(case, index, book)
    found: dict[str, Plain] = {}
    for name in dict.fromkeys([*own, *earlier, *needed]):
        reason = needed.get(name)
        finding = book.findings[reason.partition("@")[0]] if reason else None
        found[str(name)] = {
            "own": text(own[name]) if name in own else None,
            "earlier": text(earlier[name]) if name in earlier else None,
            "needs": finding.label(lang) if finding else None,
        }
    return found


def _way(one: Any, book: Book, lang: Lang) -> Plain:
    """Return a branch or an ending."""
    way = one if isinstance(one, dict) else {}
    return {
        "when": when_view(way.get("when"), book, lang) if "when" in way else {"kind": "otherwise"},
        "visit": line(way.get("visit")),
        "bridge": text(way.get("bridge")),
        "text": text(way.get("text")),
    }


def when_view(condition: Any, book: Book, lang: Lang) -> Plain:
    """Return a condition as the form can show it: as rows of decisions, or else in words."""
    found = condition if isinstance(condition, dict) else {}
    if (row := _row(found)) is not None:
        return {"kind": "rows", "join": "all", "rows": [row]}
    for join in ("all", "any"):
        parts = found.get(join)
        if set(found) == {join} and isinstance(parts, list) and parts:
            rows = [_row(one) for one in parts]
            if all(row is not None for row in rows):
                return {"kind": "rows", "join": join, "rows": rows}
    try:
        lines = condition_lines(_CONDITION.validate_python(condition), book)
    except (ValidationError, KeyError, TypeError):
        return {"kind": "free", "lines": []}
    return {"kind": "free", "lines": [[depth, words(lang)] for depth, words in lines]}


def _row(one: Any) -> Plain | None:
    """Return a condition on one decision, or None where it is another one."""
    if not isinstance(one, dict) or "decision" not in one or set(one) - {"decision", "visit", "one_of"}:
        return None
    values = one.get("one_of")
    if not isinstance(values, list | None):
        return None
    return {
        "decision": line(one["decision"]),
        "visit": line(one.get("visit")),
        "one_of": [line(value) for value in values or []],
    }


def _variants(case: Sketch, book: Book, lang: Lang, lines: dict[Path, int]) -> Plain:
    data = part(case.data, "variants")
    age, other = data.get("age"), part(data, "other_sex")
    ends = [line(one) for one in age] if isinstance(age, list) else []
    return {
        "age": ends if len(ends) == 2 else ["", ""],
        "side": line(data.get("side")),
        "other_sex": {name: line(other.get(name)) for name in ("name", "first_name", "initials")} if other else None,
        "alternatives": [
            {**_alternative(one, book, lang), "line": lines.get(("variants", "alternatives", n))}
            for n, one in enumerate(items(data, "alternatives"))
        ],
    }


def _alternative(one: Any, book: Book, lang: Lang) -> Plain:
    found = one if isinstance(one, dict) else {}
    facts = [fact_row(name, value) for name, value in part(found, "facts").items()]
    for row in facts:
        row["label"] = book.findings[row["id"]].label(lang) if row["id"] in book.findings else row["id"]
    return {
        **{name: line(found.get(name)) for name in ("id", "axis", "visit")},
        "facts": facts,
        "answers": len(part(found, "answers")),
    }
