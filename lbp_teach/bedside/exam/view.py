"""What the exam's screen may know: lists that are the same for all, and of this patient what was seen or heard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lbp_teach.bedside.exam.localise import Answer, answer_of, pattern
from lbp_teach.bedside.exam.model import Content
from lbp_teach.bedside.exam.observe import Line, Observation, observe
from lbp_teach.bedside.exam.patient import Body
from lbp_teach.bedside.exam.record import GRADES, LIMITS, Recorded, recordable, values_of
from lbp_teach.bedside.exam.state import Done, ExamState, Felt
from lbp_teach.bedside.exam.technique import INTIMATE, kind_of
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import SIDE_WORDS, key, split, value_words
from lbp_teach.guideline.model import SIDES, Finding, Manoeuvre
from lbp_teach.guideline.roots import MODALITIES, Sign
from lbp_teach.play import is_sided
from lbp_teach.text import Lang, Text, both

Plain = dict[str, Any]
_MODALITIES = {
    "sensation": both(da="Følesans", en="Sensation"),
    "strength": both(da="Kraft", en="Strength"),
    "reflex": both(da="Refleks", en="Reflex"),
    "functional": both(da="Funktionel prøve", en="Functional test"),
}
_REFLEX_HINTS = {
    "absent": both(da="ingen", en="none"),
    "weak": both(da="kun forstærket", en="reinforced only"),
    "reduced": both(da="svagere", en="weaker"),
    "normal": both(da="normal", en="normal"),
    "brisk": both(da="livlig", en="brisk"),
    "clonus": both(da="klonus", en="clonus"),
}
_FELT_AS = {
    "normal": both(da="Samme", en="Same"),
    "reduced": both(da="Mindre", en="Less"),
    "changed": both(da="Ændret", en="Changed"),
    "increased": both(da="Øget", en="More"),
}
_PRESENT = {"absent": both(da="Nej", en="No"), "present": both(da="Ja", en="Yes")}
_GRADE_HINTS = {
    5: both(da="fuld", en="full"),
    4: both(da="nogen modstand", en="some resistance"),
    3: both(da="mod tyngden", en="against gravity"),
    2: both(da="uden tyngde", en="without gravity"),
    1: both(da="kun trækning", en="flicker only"),
    0: both(da="ingen", en="none"),
}


# ---- the same for every patient ----


def pack(book: Book, content: Content, lang: Lang) -> Plain:
    """Return manoeuvres, areas, what can be recorded, and the table of roots by the root map."""
    roots = book.guideline.roots
    sign_of = {sign.finding: sign for sign in roots.signs}
    return {
        "groups": [{"id": g.id, "label": g.label(lang)} for g in book.guideline.manoeuvre_groups],
        "manoeuvres": [_manoeuvre(m, book, lang) for m in book.guideline.manoeuvres],
        "regions": [
            {
                "id": r.id,
                "root": r.root,
                "label": r.label(lang),
                "sourced": r.sourced,
                "manoeuvre": book.manoeuvre_of[r.finding].id if r.finding else None,
                "finding": r.finding,
                "views": list(r.views),
            }
            for r in roots.regions
        ],
        "findings": {
            name: {
                **_recordable(finding, lang),
                "named": sign_of[name].named if name in sign_of else None,
                "modality": sign_of[name].modality if name in sign_of else None,
            }
            for name, finding in recordable(book).items()
        },
        "patterns": [{"id": one.id, "label": one.label(lang), "outside": one.outside} for one in content.patterns],
        "modalities": [{"id": m, "label": _MODALITIES[m](lang)} for m in MODALITIES],
        "roots": [
            {
                "id": root.id,
                "signs": [
                    {"finding": s.finding, "modality": s.modality, "named": s.named}
                    for s in roots.signs
                    if s.root == root.id
                ],
            }
            for root in roots.roots
        ],
    }


def _manoeuvre(manoeuvre: Manoeuvre, book: Book, lang: Lang) -> Plain:
    return {
        "id": manoeuvre.id,
        "group": manoeuvre.group,
        "label": manoeuvre.label(lang),
        "technique": book.words(manoeuvre.technique)(lang),
        "seconds": manoeuvre.seconds,
        "sided": is_sided(manoeuvre, book),
        "kind": kind_of(manoeuvre),
        "findings": list(manoeuvre.findings),
        "consent": manoeuvre.id in INTIMATE,
        "outside": manoeuvre.outside == "no_source",
    }


def _recordable(finding: Finding, lang: Lang) -> Plain:
    label, short = finding.label(lang), (finding.short or finding.label)(lang)
    plain: Plain = {"label": label, "short": short, "sided": finding.sided, "options": [], "limits": None}
    if finding.unit == "mrc":
        return {**plain, "options": [_option(n, str(n), _GRADE_HINTS[n](lang)) for n in GRADES]}
    if finding.kind == "number":
        low, high = LIMITS[finding.unit or ""]
        return {**plain, "limits": {"low": low, "high": high, "unit": finding.unit}}
    return {**plain, "options": [_option(v, *_words(finding, v, lang)) for v in values_of(finding)]}


def _option(value: str | int, label: str, hint: str = "") -> Plain:
    return {"value": value, "label": label, "hint": hint}


def _words(finding: Finding, value: str, lang: Lang) -> tuple[str, str]:
    if finding.kind == "presence":
        return _PRESENT[value](lang), ""
    label = finding.values[value](lang)
    if finding.id.startswith("exam.reflex."):
        return label, _REFLEX_HINTS[value](lang)
    if finding.id.startswith("exam.sensation."):
        return _FELT_AS[value](lang), ""
    return label[:1].upper() + label[1:], ""


# ---- this patient ----


def view(body: Body, state: ExamState, content: Content, book: Book, lang: Lang, *, reveal: bool) -> Plain:
    """Return what was seen, what was recorded, and how the learner's own findings fit what she says it is."""
    known = [one for one in state.done if one.manoeuvre in book.manoeuvres]
    return {
        "performed": [_performed(body, one, content, book, lang) for one in known],
        "felt": [_felt(one, content, lang) for one in state.felt],
        "recorded": {name: _recorded(name, one, book, lang) for name, one in state.recorded.items()},
        "answer": _answer(state.answer),
        "pattern": _pattern(state, book, lang),
        "was": _answer(answer_of(body, book)) if reveal else None,
    }


def _performed(body: Body, done: Done, content: Content, book: Book, lang: Lang) -> Plain:
    seen: Observation = observe(body, book.manoeuvres[done.manoeuvre], done.side, done.how, content, book)
    return {
        "manoeuvre": done.manoeuvre,
        "side": done.side,
        "how": dict(done.how),
        "lines": [_line(line, lang) for line in seen.lines],
        "picture": dict(seen.picture),
        "stop": seen.stop,
    }


def _felt(felt: Felt, content: Content, lang: Lang) -> Plain:
    word = "same" if felt.side == "both" else "one_normal"
    line = Line(content.touch[felt.tool][word], says=True, side=None if felt.side == "both" else felt.side)
    return {"region": felt.region, "side": felt.side, "tool": felt.tool, "lines": [_line(line, lang)]}


def _line(line: Line, lang: Lang) -> Plain:
    side = SIDE_WORDS[line.side](lang) if line.side else None
    return {"text": line.text(lang), "says": line.says, "side": line.side, "side_label": side}


def _recorded(name: str, recorded: Recorded, book: Book, lang: Lang) -> Plain:
    finding = book.findings[split(name)[0]]
    words = value_words(finding, recorded.value, book.guideline.findings.units)(lang)
    return {"value": recorded.value, "degrees": recorded.degrees, "words": words}


def _answer(answer: Answer | None) -> Plain | None:
    if answer is None or answer.what == "unclear":
        return None
    return {"what": answer.what, "roots": sorted(answer.roots), "place": answer.side}


_WOULD = both(
    da="Havde {sign} manglet, havde det talt for {root}.", en="Had the {sign} been absent, it would have said {root}."
)


def _pattern(state: ExamState, book: Book, lang: Lang) -> Plain | None:
    """Return how the recorded findings fit the roots that were named; None before a root was named."""
    if state.answer is None or state.answer.what != "root":
        return None
    values = {name: one.value for name, one in state.recorded.items()}
    found = pattern(values, state.answer, book)
    return {
        "fits": list(found.fits),
        "against": list(found.against),
        "lacking": list(found.lacking),
        "missing": list(found.missing),
        "would_say": [_would(s, values, state.answer.side, book)(lang) for s in found.would_say],
    }


_UNTESTED = both(
    da="{Sign} er ikke slået. Mangler den, taler det for {root}.",
    en="{Sign} has not been struck. Its absence would say {root}.",
)


def _would(sign: Sign, values: Mapping[str, Any], side: str | None, book: Book) -> Text:
    """Return what an absent reflex would say; whether it was struck on the side of the answer, is said with it."""
    name = _lower(book.findings[sign.finding].label)
    places = SIDES if side == "both" else (side,)
    if all(key(sign.finding, place) in values for place in places):
        return _WOULD.format(sign=name, root=sign.root)
    return _UNTESTED.format(
        sign=name, Sign=Text(da=name.da[:1].upper() + name.da[1:], en=f"The {name.en}"), root=sign.root
    )


def _lower(text: Text) -> Text:
    lowered = {lang: getattr(text, lang)[:1].lower() + getattr(text, lang)[1:] for lang in ("da", "en")}
    if lowered["en"].startswith("achilles"):
        lowered["en"] = "A" + lowered["en"][1:]
    if lowered["da"].endswith("refleks"):
        lowered["da"] += "en"
    return both(lowered["da"], lowered["en"])
