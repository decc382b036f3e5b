"""One patient after the morning: what was done, what the guideline would have done and why, and what happened."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lbp_teach.clinic.ending import PLAN_NAMES, YOU, capital, verdict
from lbp_teach.clinic.model import Clinic, Counted, Seen
from lbp_teach.clinic.outcomes import Played
from lbp_teach.clinic.patients import Patient
from lbp_teach.clinic.plans import guideline
from lbp_teach.clinic.state import Morning
from lbp_teach.clinic.telling import story
from lbp_teach.clinic.view import minutes
from lbp_teach.edition import EDITION
from lbp_teach.explain import all_reviewed, citations_of
from lbp_teach.guideline.assess import Book
from lbp_teach.text import Lang, both

Plain = dict[str, Any]
_OWN = both(da="Vores læsning", en="Our reading")


def opened(
    place: int,
    one: Patient,
    morning: Morning,
    played: dict[str, Played],
    counted: Counted,
    book: Book,
    lang: Lang,
) -> Plain:
    """Return one patient of a morning that is over: what was done, what the guideline would, why, what happened."""
    result = played[YOU].results[place]
    weeks = int(counted.number("horizon"))
    seen = morning.seen[place] if place < len(morning.seen) else Seen()
    mine = replace(seen, choices={}) if result.rebooked else seen
    plan = guideline(one, counted.clinic, book)
    return {
        "place": place,
        "name": one.case.persona.name,
        "initials": one.case.persona.initials,
        "age": one.case.persona.age,
        "occupation": one.case.persona.occupation(lang),
        "label": capital(result.course.label(lang)),
        "verdict": verdict(result),
        "story": [text(lang) for text in story(result, weeks)],
        "others": [
            {
                "label": PLAN_NAMES[name](lang),
                "story": [text(lang) for text in story(other.results[place], weeks)[1:]],
            }
            for name, other in played.items()
            if name != YOU and other.results[place] != result
        ],
        "trust": round(result.trust),
        "used": minutes(result.seconds),
        "guideline_used": minutes(played["guideline"].results[place].seconds),
        "not_asked": [book.questions[name].text(lang) for name in plan.asked if name not in seen.asked],
        "not_examined": [book.manoeuvres[name].label(lang) for name in plan.examined if name not in seen.examined],
        "rows": [
            *(_decision(name, one, mine, plan, book, lang) for name in counted.clinic.decisions),
            *_own(mine, counted.clinic, lang),
            *(_decision(name, one, mine, plan, book, lang) for name in counted.clinic.medicines),
        ],
    }


def _decision(name: str, one: Patient, mine: Seen, plan: Seen, book: Book, lang: Lang) -> Plain:
    ruled, decision = one.key.verdicts[name], book.decisions[name]
    value = mine.choices.get(name)

    def words(chosen: str) -> str:
        return book.words(decision.option(chosen).label)(lang)

    # What speaks against a choice says more about it than what speaks for another.
    against = tuple(o for o in ruled.against if value in (*o.rule.then[name].unsafe, *o.rule.then[name].too_much))
    graded = ruled.grade(value) if value else None
    said = (*ruled.reasons[:1], *(against[:1] if graded in ("unsafe", "too_much") else ()))
    shown = tuple({outcome.rule.id: outcome for outcome in said}.values())
    return {
        "id": name,
        "label": decision.axis(lang),
        "yours": words(value) if value else None,
        "guideline": words(plan.choices[name]),
        "accepts": [words(other) for other in (*ruled.best, *ruled.acceptable) if other != plan.choices[name]],
        "grade": graded,
        "because": [book.words(outcome.rule.because)(lang) for outcome in shown],
        "citations": citations_of(book, shown, lang, EDITION),
        "reviewed": all_reviewed(book, shown),
    }


def _own(mine: Seen, clinic: Clinic, lang: Lang) -> list[Plain]:
    return [
        {
            "id": own.id,
            "label": own.label(lang),
            "yours": own.option(mine.choices[own.id]).label(lang) if own.id in mine.choices else None,
            "guideline": own.option(own.guideline).label(lang),
            "accepts": [],
            "grade": None
            if own.id not in mine.choices
            else "best"
            if mine.choices[own.id] == own.guideline
            else "differs",
            "because": [own.why(lang)],
            "citations": [
                {
                    "ids": [own.id],
                    "label": _OWN(lang),
                    "statement": own.why(lang),
                    "facts": list(own.facts),
                    "edition": "",
                    "conflicts": [],
                }
            ],
            "reviewed": False,
        }
        for own in clinic.own
    ]
