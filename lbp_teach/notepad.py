"""The notepad: the same lines for every patient, filled with what was obtained and nothing more."""

from __future__ import annotations

from typing import Any

from lbp_teach.bedside.exam.record import Record
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import SIDE_WORDS, UNKNOWN, Facts, is_negative, keys, split, value_words
from lbp_teach.guideline.model import Line
from lbp_teach.play import Attempt
from lbp_teach.text import Lang, Text, join

Plain = dict[str, Any]


def noted_facts(known: Facts, recorded: Record, shown: frozenset[str]) -> Facts:
    """Return what stands in the notepad: of the examination only what the learner wrote down, right or wrong.

    Args:
        known: what was obtained.
        recorded: what she wrote down.
        shown: keys of the findings that have to be written down to be noted.
    """
    noted = {name: value for name, value in known.items() if name not in shown}
    return noted | {name: one.value for name, one in recorded.items()}


def notepad(
    attempt: Attempt, known: Facts, before: Facts, book: Book, lang: Lang, looked: frozenset[str] = frozenset()
) -> Plain:
    """Return every track with its lines, and the lines the learner wrote.

    Args:
        attempt: whose notepad.
        known: what was noted at this visit; see `noted_facts`.
        before: what was noted at the visit before, which each line repeats so that the two can be compared.
        book: the guideline.
        lang: language of the words.
        looked: keys of findings that were examined, so that a line can say so before anything is noted.
    """
    tracks = []
    for track in book.guideline.tracks:
        examined = track.id == "examination"
        lines = [_line(line, known, book, looked if examined else None, lang) for line in track.lines]
        for line, shown in zip(track.lines, lines, strict=True):
            earlier = _line(line, before, book, frozenset() if examined else None, lang)
            shown["before"] = None if earlier["state"] == "not_asked" else earlier["text"]
        answered = sum(line["state"] != "not_asked" for line in lines)
        tracks.append(
            {
                "id": track.id,
                "label": track.label(lang),
                "count": answered,
                "total": len(lines),
                "lines": lines,
            }
        )
    return {
        "count": sum(track["count"] for track in tracks),
        "total": sum(track["total"] for track in tracks),
        "tracks": tracks,
        "own": [{"id": note.id, "text": note.text} for note in attempt.notes],
    }


def _line(line: Line, known: Facts, book: Book, looked: frozenset[str] | None, lang: Lang) -> Plain:
    """Return one line: what is there first, else values, else what is absent; never more than was noted.

    `looked` is None where a line is asked about and not examined.
    """
    here = [k for name in line.findings for k in keys(book.findings[name]) if k in known]
    if not here:
        text = Text(da="ikke spurgt", en="not asked")
        if looked is not None:
            text = Text(da="ikke undersøgt", en="not examined")
            if any(k in looked for name in line.findings for k in keys(book.findings[name])):
                text = Text(da="undersøgt, ikke noteret", en="examined, not recorded")
        return {"id": line.id, "label": line.label(lang), "state": "not_asked", "text": text(lang)}
    present = [k for k in here if book.findings[split(k)[0]].kind == "presence" and known[k] == "present"]
    values = [k for k in here if _is_value(k, known, book)]
    unknown = [k for k in here if known[k] == UNKNOWN]
    shown = [*present, *values]
    if shown:
        state = "present" if present and not values else "value"
        words = [_part(k, known, line, book) for k in shown]
        return {
            "id": line.id,
            "label": line.label(lang),
            "state": state,
            "text": join(words, sep="; ")(lang),
        }
    if unknown:
        text = Text(da="ved ikke", en="does not know")
        return {"id": line.id, "label": line.label(lang), "state": "unknown", "text": text(lang)}
    text = Text(da="ikke til stede", en="not present")
    total = [k for name in line.findings for k in keys(book.findings[name])]
    if len(here) < len(total):
        text = Text(da="ikke til stede, {n} af {total} spurgt", en="not present, {n} of {total} asked").format(
            n=len({split(k)[0] for k in here}), total=len(line.findings)
        )
        if looked is not None or len(line.findings) == 1:
            text = Text(da="ikke til stede", en="not present")
    return {"id": line.id, "label": line.label(lang), "state": "absent", "text": text(lang)}


def _is_value(key: str, known: Facts, book: Book) -> bool:
    finding = book.findings[split(key)[0]]
    return finding.kind != "presence" and known[key] != UNKNOWN and not is_negative(finding, known[key])


def _part(key: str, known: Facts, line: Line, book: Book) -> Text:
    """Return one finding of a line in as few words as tell it apart from the others of the line."""
    name, side = split(key)
    finding = book.findings[name]
    parts = []
    if len(line.findings) > 1:
        if finding.short is not None:
            parts.append(finding.short)
        elif finding.kind == "presence" and finding.label != line.label:
            parts.append(Text(da=_lower(finding.label.da), en=_lower(finding.label.en)))
    if finding.kind != "presence":
        parts.append(value_words(finding, known[key], book.guideline.findings.units))
    if side:
        parts.append(SIDE_WORDS[side])
    return join(parts, sep=" ") if parts else Text(da="til stede", en="present")


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
