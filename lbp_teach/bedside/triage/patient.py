"""The patient on one page: what is known at the door, what there is, and what there is not, as in a referral letter."""

from __future__ import annotations

from lbp_teach.bedside.base import Plain
from lbp_teach.bedside.patient import CasePatient
from lbp_teach.case import visit_facts
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import ABSENT, Facts, keys, value_words
from lbp_teach.guideline.model import Finding, Track
from lbp_teach.notepad import notepad
from lbp_teach.play import Attempt, VisitState
from lbp_teach.text import Lang, Text


def told_patient(patient: CasePatient, book: Book, edition: str, lang: Lang) -> Plain:
    """Return everything that is true of a patient at a visit, in the lines of the notepad.

    At a later visit a line also says how it was at the visit before, where that was otherwise.
    """
    case, visit = patient.case, patient.case.visit(patient.visit)
    who = case.persona
    before: Facts = visit_facts(case, visit.based_on, book) if visit.based_on else {}
    nobody = Attempt("told", case.id, "", edition, (VisitState(visit.id),))
    lines = {track["id"]: track for track in notepad(nobody, patient.facts, before, book, lang)["tracks"]}
    return {
        "initials": who.initials,
        "name": who.name,
        "age": who.age,
        "occupation": who.occupation(lang),
        "visit": visit.label(lang),
        "place_time": visit.place_time(lang),
        "opening": visit.opening(lang),
        "door": [{"label": one.label(lang), "value": one.value(lang)} for one in visit.door],
        "tracks": [
            {
                "id": track.id,
                "label": track.label(lang),
                "lines": [line for line in map(_changed, lines[track.id]["lines"]) if _told(line)],
                "absent": [text(lang) for text in _absent(track, patient.facts, book)],
            }
            for track in book.guideline.tracks
        ],
    }


def _changed(line: Plain) -> Plain:
    """Return a line without what it was before, where that was the same."""
    return {**line, "before": line["before"] if line["before"] != line["text"] else None}


def _told(line: Plain) -> bool:
    return line["state"] != "absent" or line["before"] is not None


def _absent(track: Track, facts: Facts, book: Book) -> list[Text]:
    """Return what there is not, one by one: `no saddle numbness` says more than that a line is empty."""
    found = []
    for finding in (book.findings[name] for line in track.lines for name in line.findings):
        values = [facts[key] for key in keys(finding)]
        if all(value == ABSENT for value in values):
            found.append(finding.label)
        elif all(value == "none" for value in values):
            found.append(_valued(finding, facts, book))
    return found


def _valued(finding: Finding, facts: Facts, book: Book) -> Text:
    words = value_words(finding, facts[keys(finding)[0]], book.guideline.findings.units)
    return Text(da=f"{finding.label.da}: {words.da}", en=f"{finding.label.en}: {words.en}")
