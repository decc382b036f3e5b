"""What is wrong with a course that somebody is planning."""

from __future__ import annotations

from dataclasses import dataclass

from lbp_teach.text import Text

#: Where: keys and numbers into the plan, as in a file: `("slots", 0, "cases")`.
At = tuple[str | int, ...]


@dataclass(frozen=True)
class Trouble:
    """One thing that is wrong with a plan.

    Attributes:
        at: where.
        what: what is wrong.
        remedy: what to do.
        blocks: whether the course cannot be made like this; otherwise the teacher should know, and may go on.
    """

    at: At
    what: Text
    remedy: Text
    blocks: bool = True
