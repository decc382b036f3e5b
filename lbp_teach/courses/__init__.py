"""Courses: which patients a class meets, when, and what it is told; joined with a code.

A course is a record of its own in the store of the learners' records: append-only and chained like theirs, so that
every teacher and every learner of the store sees the same, and what was changed during an exam can be shown. Nothing
about a learner stands in it: what concerns one stands in the learner's own record and goes when that is purged.
"""

from __future__ import annotations

from lbp_teach.courses.assigning import Place, patients, place_of
from lbp_teach.courses.joining import Joined, joined
from lbp_teach.courses.model import Course, Slot
from lbp_teach.courses.record import CourseState, all_courses, by_code, create, note, state_of
from lbp_teach.courses.window import Window, window

__all__ = [
    "Course",
    "CourseState",
    "Joined",
    "Place",
    "Slot",
    "Window",
    "all_courses",
    "by_code",
    "create",
    "joined",
    "note",
    "patients",
    "place_of",
    "state_of",
    "window",
]
