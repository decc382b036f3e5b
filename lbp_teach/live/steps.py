"""The steps of a review, and which one a window shows: its own, or the one that another window has gone to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lbp_teach.courses import CourseState
from lbp_teach.live.asking import Asked
from lbp_teach.live.room import Answer, Group
from lbp_teach.live.topics import Topic, shown_as

Step = tuple[Group, Topic]


def steps_of(groups: Mapping[Group, Sequence[Answer]], topics: Sequence[Topic]) -> dict[str, Step]:
    """Return what can be gone through, by name, in the order of the course.

    Args:
        groups: answers by patient and visit, in that order.
        topics: what is talked about at each.
    """
    found = [(group, topic) for group, answers in groups.items() for topic in topics if _told(answers, topic)]
    return {shown_as("step", *step): step for step in found}


def at_of(steps: Mapping[str, Step], state: CourseState, asked: Asked) -> str:
    """Return the step that a window shows; there is one.

    A window that goes along takes the step of the others as soon as it is newer than what the window has seen.

    Args:
        steps: by name.
        state: the course, with the step that was gone to last.
        asked: what the window asks for.
    """
    if asked.follow and state.step in steps and (state.stepped > asked.seen or asked.at not in steps):
        return state.step
    return asked.at if asked.at in steps else next(iter(steps))


def _told(answers: Sequence[Answer], topic: Topic) -> bool:
    """Return whether anybody has answered, or locked without an answer."""
    return any(one.state.locked or any(one.value(d.id) for d in topic.decisions) for one in answers)
