"""The patient as a student meets them: the card, the door, and what is said to each question at a visit."""

from __future__ import annotations

from lbp_teach.guideline.assess import Book
from lbp_teach.studio.tolerant import Plain, Sketch, answers_at, items, line, part, text, told
from lbp_teach.text import Lang


def preview_view(case: Sketch, index: int, book: Book, lang: Lang) -> Plain:
    """Return what a student sees, in the shape of the player's own views, with every placeholder filled in.

    Args:
        case: the case as far as it can be read.
        index: place of the visit among the visits.
        book: the guideline.
        lang: the student's language.
    """
    words = case.words

    def said(value: object) -> str:
        return told(text(value), words)[lang.value]

    who, visit = part(case.data, "persona"), case.visits.get(index, {})
    level = case.data.get("difficulty")
    own = answers_at(case, index) if index in case.visits else {}
    patient = {
        "name": line(who.get("name")),
        "first_name": line(who.get("first_name")),
        "initials": line(who.get("initials"))[:3],
        "age": line(who.get("age")),
        "occupation": said(who.get("occupation")),
    }
    return {
        "card": {
            **patient,
            "opening": said(case.data.get("opening")),
            "minutes": line(visit.get("minutes")),
            "visits": len(case.visits),
            "difficulty": level if level in (1, 2, 3, 4, 5) else 0,
        },
        "patient": patient,
        "visit": {
            "label": said(visit.get("label")),
            "place_time": said(visit.get("place_time")),
            "opening": said(visit.get("opening")),
            "door": [
                {name: said(one.get(name)) for name in ("label", "value")}
                for one in items(visit, "door")
                if isinstance(one, dict)
            ],
            "bridge": next((said(one) for one in bridges(case, line(visit.get("id")))), ""),
        },
        "answers": [
            {
                "question": question.id,
                "text": question.text(lang),
                "answer": said(own[question.id]) if question.id in own else question.answer(lang),
                "own": question.id in own,
            }
            for question in book.questions.values()
        ],
        "endings": [said(one.get("text")) for one in items(visit, "endings") if isinstance(one, dict)],
    }


def bridges(case: Sketch, visit_id: str) -> list[object]:
    """Return the bridges that lead to a visit."""
    ways = [way for visit in case.visits.values() for way in items(visit, "next") if isinstance(way, dict)]
    return [way.get("bridge") for way in ways if visit_id and way.get("visit") == visit_id]
