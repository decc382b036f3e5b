"""Exams from the teacher's side: who sits, what was written down, the release of the answers, the sealed results.

What an exam does to a candidate's window stands in `lbp_teach.courses.sealed`.
"""

from __future__ import annotations

from lbp_teach.exam_mode.acts import allow, exam_of, exams, release
from lbp_teach.exam_mode.checking import Checked, check
from lbp_teach.exam_mode.log import Entry, Log, log_of
from lbp_teach.exam_mode.roll import Roll, Seat
from lbp_teach.exam_mode.sealing import Export, export

__all__ = [
    "Checked",
    "Entry",
    "Export",
    "Log",
    "Roll",
    "Seat",
    "allow",
    "check",
    "exam_of",
    "exams",
    "export",
    "log_of",
    "release",
]
