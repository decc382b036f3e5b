"""What the teachers' page on courses shows: plain data, words chosen. For teachers: it hints at answers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lbp_teach import content
from lbp_teach.courses import qr
from lbp_teach.courses.address import Address
from lbp_teach.courses.blueprints import blueprints
from lbp_teach.courses.draft import plan_of
from lbp_teach.courses.extra import in_vain
from lbp_teach.courses.members import MOST_EXTRA, Member
from lbp_teach.courses.model import Course, Slot
from lbp_teach.courses.neighbours import CLASS, Beside
from lbp_teach.courses.planning import Patient, patient, pool
from lbp_teach.courses.record import CourseState
from lbp_teach.courses.standing import standing
from lbp_teach.courses.teacher_words import THEMES, WORDS
from lbp_teach.courses.trouble import At, Trouble
from lbp_teach.courses.words import local
from lbp_teach.text import Lang, Text, number

Plain = dict[str, Any]
_CATEGORIES = ("serious_specific", "nerve_root", "non_specific")


def list_view(states: Sequence[CourseState], lang: Lang) -> list[Plain]:
    """Return the courses for the list."""
    return [_head(state, lang) for state in states]


def course_view(state: CourseState, people: Sequence[Member], address: Address | None, lang: Lang) -> Plain:
    """Return one course with its code, address and people.

    Args:
        state: the course.
        people: who has joined.
        address: where students join; None where that is not known.
        lang: of the words.
    """
    course = state.course
    weighs = len({slot.weight for slot in course.slots}) > 1
    return _head(state, lang) | {
        "code_spaced": f"{course.code[:3]} {course.code[3:]}",
        "join": None if address is None else _join(address, lang),
        "about": [[WORDS[f"about.{name}"](lang), text(lang)] for name, text in _about(course)],
        "groups": [_group(slot, lang, weighs=weighs) for slot in course.slots],
        "joined": len(people),
        "begun": any(one.begun for one in people),
        "people": [_person(one, people, lang) for one in people],
        "most_extra": MOST_EXTRA,
        "extra_note": why(lang) if (why := in_vain(course)) else None,
        "pages": [
            name for name in _pages(course) if (content.notebooks_root() / "teacher" / f"{name}.ipynb").is_file()
        ],
    }


def _pages(course: Course) -> tuple[str, ...]:
    """Return the teachers' pages that a course leads to, where they are installed."""
    return ("live", "exam") if course.mode == "exam" else ("live",)


def _head(state: CourseState, lang: Lang) -> Plain:
    course = state.course
    return {
        "id": course.id,
        "title": course.title,
        "code": course.code,
        "exam": course.mode == "exam",
        "standing": standing(state),
        "words": _standing_words(state)(lang),
        "over": standing(state) == "over",
        # An exam whose answers are released has ended for good: there is nothing to close.
        "ended": course.mode == "exam" and state.released is not None,
    }


def _standing_words(state: CourseState) -> Text:
    course = state.course
    secret = course.mode == "exam" and not state.released
    match standing(state):
        case "closed" if secret:
            return WORDS["standing.closed.unreleased"].format(at=local(state.closed or ""))
        case "closed":
            return WORDS["standing.closed"].format(at=local(state.closed or ""))
        case "soon":
            return WORDS["standing.soon"].format(at=local(course.opens or ""))
        case "over" if course.mode == "exam" and state.released:
            return WORDS["standing.released"]
        case "over" if secret:
            return WORDS["standing.unreleased"].format(at=local(course.closes or ""))
        case "over":
            return WORDS["standing.over"].format(at=local(course.closes or ""))
    return WORDS["standing.until"].format(at=local(course.closes)) if course.closes else WORDS["standing.open"]


def _join(address: Address, lang: Lang) -> Plain:
    code = qr.drawn(address.url)
    return {
        "url": address.url,
        "base": address.base,
        "local": address.local,
        "qr": {"size": code.size, "path": code.path, "alt": WORDS["join.qr"].format(url=address.url)(lang)},
    }


def _about(course: Course) -> list[tuple[str, Text]]:
    opens, closes = course.opens and local(course.opens), course.closes and local(course.closes)
    when = WORDS["about.always"]
    if opens and closes:
        when = WORDS["about.both"].format(a=opens, b=closes)
    elif opens or closes:
        when = (WORDS["about.from"] if opens else WORDS["about.to"]).format(at=opens or closes or "")
    if course.minutes is not None:
        minutes = WORDS["about.minutes"].format(n=course.minutes)
        when = Text(da=f"{when.da}; {minutes.da}", en=f"{when.en}; {minutes.en}")
    told = "about.feedback.exam" if course.mode == "exam" else "about.feedback"
    return [
        ("when", when),
        (told.removeprefix("about."), WORDS[f"feedback.{course.feedback}"]),
        ("mark", WORDS["about.mark.exam" if course.mode == "exam" else "about.mark.how"]),
        ("attempts", number(course.attempts)),
        ("lang", WORDS[f"lang.{course.lang or 'own'}"]),
    ]


def _group(slot: Slot, lang: Lang, *, weighs: bool) -> Plain:
    """Return a group; `weighs` where groups have different weights, so that each must say its own."""
    known = [one.name if (one := content.base_card(name)) else name for name in slot.cases]
    draws = slot.count < len(slot.cases)
    says = WORDS["group.draws"].format(count=slot.count, n=len(slot.cases)) if draws else WORDS["group.all"]
    more = [WORDS["group.variants"] if slot.variant else WORDS["group.same"]]
    if weighs or not math.isclose(slot.weight, 1):
        more.append(WORDS["group.weight"].format(weight=number(slot.weight)))
    return {"label": slot.label, "says": says(lang), "names": known, "more": [one(lang) for one in more]}


def _person(one: Member, people: Sequence[Member], lang: Lang) -> Plain:
    # There are some thousand pseudonyms: in a large class two may have the same.
    twice = sum(other.name == one.name for other in people) > 1
    name = f"{one.name} ({one.id[:4]})" if twice else one.name
    return {
        "id": one.id,
        "name": name,
        "extra": one.extra,
        "words": (WORDS["people.begun"] if one.begun else WORDS["people.joined"])(lang),
    }


# ---- the form ----


def form_view(state: CourseState | None, copied: bool, begun: bool, lang: Lang) -> Plain:
    """Return the form.

    Args:
        state: the course that is edited or duplicated; None for a new one.
        copied: whether it is duplicated.
        begun: whether somebody has opened a patient of the course that is edited.
        lang: of the words.
    """
    plan = new_plan() if state is None else plan_of(state.course)
    was = plan
    if state is not None and copied:
        title = WORDS["copy.title"].format(title=state.course.title)(lang)[:80]
        plan = plan | {"title": title, "opens": "", "closes": ""}
    edited = state is not None and not copied
    return {
        "course": state.course.id if state and edited else None,
        "title": state.course.title if state and edited else None,
        "was": was if edited else None,
        "plan": plan,
        "fixed": begun and edited,
        "now": local(datetime.now().astimezone().isoformat())(lang),
        "cases": [_case(one, lang) for one in pool()],
        "categories": [[name, _category(name)(lang)] for name in _CATEGORIES],
        "themes": [[name, THEMES[name](lang)] for name in THEMES],
        "blueprints": [[one.id, one.title(lang)] for one in blueprints()],
    }


def new_plan() -> Plain:
    """Return the plan that a new course begins with."""
    fresh = {"title": "", "slots": [], "lang": "", "opens": "", "closes": "", "minutes": ""}
    return fresh | {"feedback": "full", "attempts": 1, "mode": "practice"}


def _case(one: Patient, lang: Lang) -> Plain:
    kind = one.kind
    level = WORDS["case.level"].format(difficulty=one.difficulty, visits=one.visits)
    more = [_category(kind.category)]
    if kind.suspected not in ("none", ""):
        more.append(_option("suspected", kind.suspected))
    if kind.chronic:
        more.append(WORDS["case.chronic"])
    more += [THEMES[name] for name in one.themes if name in THEMES]
    if not one.varies:
        more.append(WORDS["case.fixed"])
    return {
        "id": one.id,
        "name": one.name,
        "age": one.age,
        "category": kind.category,
        "difficulty": one.difficulty,
        "visits": one.visits,
        "themes": list(one.themes),
        "level": level(lang),
        "words": ", ".join(text(lang) for text in more),
    }


def _category(name: str) -> Text:
    return _option("triage", name)


def _option(decision: str, value: str) -> Text:
    book = content.book()
    return book.words(book.decision(decision).option(value).label)


def troubles_view(troubles: Sequence[Trouble], lang: Lang) -> list[Plain]:
    """Return what is wrong, each with its place as one text, `slots/0/cases`, and as words."""
    return [
        {
            "at": "/".join(map(str, one.at)),
            "field": field_of(one.at)(lang),
            "what": one.what(lang),
            "remedy": one.remedy(lang),
            "blocks": one.blocks,
        }
        for one in troubles
    ]


def field_of(at: At) -> Text:
    """Return what the form calls a place of a plan; two fields may be wrong in the same way."""
    if at[0] == "slots":
        if len(at) == 1:
            return WORDS["form.patients"]
        group = WORDS["form.group"].format(n=int(at[1]) + 1)
        name = WORDS[f"form.{at[2]}"] if len(at) > 2 and at[2] in ("count", "weight", "label") else None
        return Text(da=f"{group.da}, {name.da}", en=f"{group.en}, {name.en}") if name else group
    return WORDS.get(f"form.{at[0]}", WORDS["form.lang"])


def beside_view(course: Course, found: Sequence[Beside], lang: Lang) -> Plain:
    """Return what two neighbours would get, and how much each student has to do."""
    minutes = 0.0
    for slot in course.slots:
        known = [one.minutes for one in map(patient, slot.cases) if one is not None]
        minutes += slot.count * sum(known) / max(len(known), 1)
    rows = [
        {
            "group": course.slots[one.slot].label or WORDS["form.group"].format(n=one.slot + 1)(lang),
            "met": [
                {
                    "who": WORDS["beside.person"].format(name=met.name, age=met.age)(lang),
                    "changed": [text(lang) for text in met.changed],
                }
                for met in one.met
            ],
            "different": one.different,
        }
        for one in found
    ]
    return {"rows": rows, "of": CLASS, "n": len(found), "minutes": round(minutes)}
