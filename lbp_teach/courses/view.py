"""What a learner's screens show of courses: plain data, nothing of what the teacher calls a slot or draws from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lbp_teach import content
from lbp_teach.courses.assigning import Place, as_listed
from lbp_teach.courses.desk import Desk
from lbp_teach.courses.record import CourseState
from lbp_teach.courses.sealed import ELSEWHERE, is_exam
from lbp_teach.courses.words import local
from lbp_teach.play import Attempt
from lbp_teach.stages import STAGES, furthest
from lbp_teach.text import Lang, both

Plain = dict[str, Any]
_OPENS = both(da="Åbner {at}", en="Opens {at}")
_CLOSES = both(da="Åbent til {at}", en="Open until {at}")
_OPEN = both(da="Åbent", en="Open")
_OVER = both(da="Lukket", en="Closed")
_RELEASED = both(da="Svarene er frigivet", en="The answers are released")
_WAIT = both(da="Lukket. Svarene er ikke frigivet endnu", en="Closed. The answers are not released yet")
_NEW = both(da="Ikke begyndt", en="Not begun")
_STAGE = both(da="I gang: {stage}", en="In progress: {stage}")
_LEFT = both(da="Ikke afsluttet", en="Not finished")
_DONE = both(da="Afsluttet", en="Finished")
_SOON_NAME = both(da="Patient {n}", en="Patient {n}")


def courses_view(desk: Desk, learner: str, attempts: Mapping[str, Attempt], lang: Lang) -> list[Plain]:
    """Return the courses of a learner, the one she joined last first.

    Args:
        desk: the learner's courses.
        learner: id of the learner.
        attempts: all attempts of the learner, by id.
        lang: language of the words.
    """
    order = sorted(desk.states, key=lambda name: desk.mine[name].at, reverse=True)
    return [_course(desk, desk.states[name], learner, attempts, lang) for name in order]


def of_case(desk: Desk, attempt: Attempt, attempts: Mapping[str, Attempt], lang: Lang) -> Plain | None:
    """Return what a case's screen says of the course it belongs to; None where the course is gone."""
    state = desk.states.get(attempt.course)
    if state is None:
        return None
    found = desk.window(state, attempts)
    return {
        "id": state.course.id,
        "title": state.course.title,
        "exam": state.course.mode == "exam",
        "released": state.released is not None,
        "status": found.status,
        "ends": found.ends.isoformat(timespec="milliseconds") if found.ends else None,
        # The page counts down by this clock, whatever its own says.
        "now": desk.now().isoformat(timespec="milliseconds"),
        "words": _words(state, found.status, found.ends.isoformat() if found.ends else None)(lang),
    }


def _course(desk: Desk, state: CourseState, learner: str, attempts: Mapping[str, Attempt], lang: Lang) -> Plain:
    found = desk.window(state, attempts)
    mine = [one for one in attempts.values() if one.course == state.course.id]
    ends = found.ends.isoformat(timespec="seconds") if found.ends else None
    turned = desk.turned(state, attempts) if found.status == "open" else None
    return {
        "id": state.course.id,
        "title": state.course.title,
        "exam": state.course.mode == "exam",
        "status": found.status,
        "ends": ends,
        "words": _words(state, found.status, ends)(lang),
        "minutes": state.course.minutes,
        "note": turned.text(lang) if turned else None,
        "take_over": turned is not None and turned.why == ELSEWHERE,
        "patients": [
            # Where the exam may not be sat in this window, there is one thing to press, or none.
            _patient(place, number, found.status, [one for one in mine if one.place == place.name], state, lang)
            | ({"opens": False} if turned else {})
            for number, place in enumerate(as_listed(state.course, learner), start=1)
        ],
    }


def _words(state: CourseState, status: str, ends: str | None) -> Any:
    if status == "soon":
        return _OPENS.format(at=local(state.course.opens or ""))
    if status == "open":
        return _CLOSES.format(at=local(ends)) if ends else _OPEN
    if state.course.mode == "exam":
        return _RELEASED if state.released else _WAIT
    return _OVER


def _patient(place: Place, number: int, status: str, tried: list[Attempt], state: CourseState, lang: Lang) -> Plain:
    """Return one patient; who it is is told when the course has opened."""
    card = content.find_card(place.case) if status != "soon" else None
    last = tried[-1] if tried else None
    done = last is not None and last.finished
    over = status == "over"
    words = _NEW if last is None else _DONE if done else _LEFT if over else _STAGE.format(stage=STAGES[furthest(last)])
    return {
        "place": place.name,
        "name": card.name if card else _SOON_NAME.format(n=number)(lang),
        "initials": card.initials if card else str(number),
        "age": card.age if card else None,
        "occupation": card.occupation(lang) if card else "",
        "opening": card.opening(lang) if card else "",
        "state": "new" if last is None else "done" if done else "begun",
        "words": words(lang),
        "again": bool(done and status == "open" and len(tried) < state.course.attempts),
        "opens": card is not None and (status == "open" or done),
        # What was not reached in time can be practised when nothing is secret any more.
        "practise": place.case if card is not None and over and not done and not is_exam(state) else None,
    }
