"""Which attempt begins, or goes on, when a learner opens a patient: one of her own choice or one of a course."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lbp_teach import content
from lbp_teach.another import wanted_case
from lbp_teach.courses import words
from lbp_teach.courses.desk import Desk
from lbp_teach.edition import EDITION
from lbp_teach.play import Attempt
from lbp_teach.refusal import Refusal


@dataclass(frozen=True)
class ToStart:
    """What is opened.

    Attributes:
        case: id of the case or variant.
        attempt: id of the attempt that goes on; None where a new one begins.
        body: details of the event that begins one.
    """

    case: str
    attempt: str | None
    body: dict[str, Any] | None = None


def to_start(
    learner: str,
    message: Mapping[str, Any],
    attempts: Mapping[str, Attempt],
    current: Mapping[str, Attempt],
    desk: Desk,
    feedback: str,
) -> ToStart:
    """Return what a message opens.

    Args:
        learner: id of the learner.
        message: `case`, with `another` for another patient like it, or `course` and `place`; `again` for a new attempt
            after one that is finished. Nothing in it is trusted.
        attempts: all attempts of the learner, by id.
        current: the newest attempt at each case that can still be shown.
        desk: the learner's courses.
        feedback: how much is told after a case of the learner's own choice.

    Raises:
        Refusal: there is no such patient, or not now; the text says which.
    """
    again = message.get("again") is True
    if message.get("course") is not None:
        return _in_course(learner, message, attempts, desk, again)
    case = wanted_case(learner, message, attempts)
    latest = current.get(case)
    if latest is not None and not (latest.finished and again):
        desk.check_shown(latest, attempts)
        return ToStart(case, latest.id)
    desk.check_practice(case)
    return ToStart(case, None, _body(case, feedback))


def _in_course(
    learner: str, message: Mapping[str, Any], attempts: Mapping[str, Attempt], desk: Desk, again: bool
) -> ToStart:
    place = desk.place(learner, message)
    state = desk.states[message["course"]]
    course = state.course
    tried = [one for one in attempts.values() if one.course == course.id and one.place == place.name]
    if tried and tried[-1].finished and not again:
        return ToStart(place.case, tried[-1].id)
    going = bool(tried) and not tried[-1].finished
    desk.check_open(state, attempts, new=not going)
    if going:
        return ToStart(place.case, tried[-1].id)
    if len(tried) >= course.attempts:
        raise Refusal(words.NO_MORE)
    body = _body(place.case, desk.feedback(state)) | {"course": course.id, "place": place.name}
    if any(one.case == place.case and one.finished and one.feedback != "none" for one in attempts.values()):
        # Its answers may have been released since, which the learner's own events do not say.
        body["told"] = True
    return ToStart(place.case, None, body)


def _body(case: str, feedback: str) -> dict[str, Any]:
    return {
        "case": case,
        "hash": content.case_hash(case),
        "edition": EDITION,
        "visit": content.load_case(case).visits[0].id,
        "feedback": feedback,
    }
