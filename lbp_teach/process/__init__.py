"""The way through a case: what was covered, in what order, with what time, and which habits of thought showed.

It is feedback and never points: `docs/process.md` says how each is read and why none of it is marked.
"""

from lbp_teach.process.model import Covered, Earlier, Found, Ordered, Process, Spent
from lbp_teach.process.reading import about, read_habits, read_process
from lbp_teach.process.words import process_words

__all__ = [
    "Covered",
    "Earlier",
    "Found",
    "Ordered",
    "Process",
    "Spent",
    "about",
    "process_words",
    "read_habits",
    "read_process",
]
