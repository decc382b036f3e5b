"""What a window asks for, read from a message in which nothing is trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lbp_teach.live.where import FEWEST_MINUTES, MOST_MINUTES, QUIET, SLOW, Limits

TABS = ("class", "answers", "review")
#: No id and nothing that is typed is longer.
_LONGEST = 200


@dataclass(frozen=True)
class Asked:
    """What a window wants to see; nothing in the message was trusted.

    Attributes:
        course: id of the course; empty for the newest.
        tab: one of `TABS`.
        private: whether only the teacher looks at the window. Whatever is not clearly that is the projector.
        limits: when a learner counts as stuck.
        group: the patient and visit on the page of answers.
        at: the step of the review.
        have: by part, the digest of what the window has.
        follow: whether the window goes along when another goes to a step.
        seen: number of the event by which the newest step was gone to that the window knows of.
    """

    course: str
    tab: str
    private: bool
    limits: Limits
    group: str
    at: str
    have: Mapping[str, str]
    follow: bool = False
    seen: int = 0

    @classmethod
    def of(cls, message: Mapping[str, Any]) -> Asked:
        """Read a message."""
        have = message.get("have")
        return cls(
            _text(message.get("course")),
            message["tab"] if message.get("tab") in TABS else "class",
            message.get("mode") == "private",
            Limits(_minutes(message.get("quiet"), QUIET), _minutes(message.get("slow"), SLOW)),
            _text(message.get("group")),
            _text(message.get("at")),
            {_text(name): _text(value) for name, value in have.items()} if isinstance(have, dict) else {},
            message.get("follow") is True,
            message["seen"] if type(message.get("seen")) is int else 0,
        )


def _text(value: Any) -> str:
    return value[:_LONGEST] if isinstance(value, str) else ""


def _minutes(value: Any, usual: int) -> int:
    if type(value) is not int:
        return usual
    return min(max(value, FEWEST_MINUTES), MOST_MINUTES)
