"""What a teacher decides about a course."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

from lbp_teach.text import Frozen

#: How much is told after a case; the same four as everywhere, see `lbp_teach.play.FEEDBACK`.
Feedback = Literal["none", "correctness", "reasons", "full"]
#: Six signs that are not mistaken for others when they are read from a wall: no I, L, O, U, 0 and 1.
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 6
MOST_PATIENTS = 30
Code = Annotated[str, StringConstraints(pattern=rf"^[{CODE_SIGNS}]{{{CODE_LENGTH}}}$")]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class Slot(Frozen):
    """Patients that are interchangeable: each learner meets `count` of them.

    Attributes:
        cases: ids of the cases as written, of which one is drawn for each learner.
        label: what the teacher calls it; seen by teachers only, for it may hint at the answer. Empty for none.
        count: how many of them each learner meets.
        variant: whether each learner meets a variant of the case, so that neighbours do not have the same patient.
        weight: what each of these patients counts for in the course's mark, beside the other slots.
    """

    cases: Annotated[tuple[str, ...], Field(min_length=1)]
    label: Annotated[str, StringConstraints(max_length=80)] = ""
    count: Annotated[int, Field(ge=1, le=MOST_PATIENTS)] = 1
    variant: bool = True
    weight: Annotated[float, Field(gt=0, le=100)] = 1.0

    @model_validator(mode="after")
    def _enough(self) -> Slot:
        if len(set(self.cases)) != len(self.cases):
            raise ValueError("a case is named twice; name each once")
        if self.count > len(self.cases):
            raise ValueError(f"count is {self.count}, but there are only {len(self.cases)} cases to choose from")
        return self


class Course(Frozen):
    """A course.

    Attributes:
        id: of its record; begins with `course-`.
        code: with which learners join.
        title: the teacher's own words, shown to learners.
        slots: which patients.
        lang: in which language the learners' pages begin; None for each learner's own.
        feedback: how much is told after each case. In an exam nothing is told before the release, and then this much.
        opens: from when patients may be seen, ISO 8601 in UTC; None for at once.
        closes: from when nothing more is taken; None for never.
        attempts: how often each patient may be seen.
        mode: `practice`, or `exam` with what that brings.
        minutes: how long a learner has from her first patient on; None for as long as the course is open.
    """

    id: Annotated[str, StringConstraints(pattern=r"^course-[0-9a-f]{12}$")]
    code: Code
    title: Title
    slots: Annotated[tuple[Slot, ...], Field(min_length=1)]
    lang: Literal["da", "en"] | None = None
    feedback: Feedback = "full"
    opens: str | None = None
    closes: str | None = None
    attempts: Annotated[int, Field(ge=1, le=20)] = 1
    mode: Literal["practice", "exam"] = "practice"
    minutes: Annotated[int, Field(ge=1, le=24 * 60)] | None = None

    @field_validator("opens", "closes")
    @classmethod
    def _in_utc(cls, time: str | None) -> str | None:
        return None if time is None else in_utc(time)

    @model_validator(mode="after")
    def _sound(self) -> Course:
        if self.opens and self.closes and self.closes <= self.opens:
            raise ValueError("closes is not after opens")
        if self.mode == "exam" and self.attempts != 1:
            raise ValueError("an exam has one attempt at each patient; attempts must be 1")
        if sum(slot.count for slot in self.slots) > MOST_PATIENTS:
            raise ValueError(f"a course has at most {MOST_PATIENTS} patients for each learner")
        return self


def in_utc(time: str) -> str:
    """Return a time as events have it.

    Args:
        time: ISO 8601; without a zone it is the time of this machine's clock.

    Raises:
        ValueError: it is no time.
    """
    try:
        read = datetime.fromisoformat(time)
    except ValueError:
        raise ValueError(f"{time!r} is no time; write it as 2026-12-04T09:00") from None
    return read.astimezone(UTC).isoformat(timespec="milliseconds")
