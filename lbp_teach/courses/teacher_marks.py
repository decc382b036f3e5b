"""The marks of a course as its teacher sees them: worked out when they are asked for, for it takes a while."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from lbp_teach.courses.record import CourseState
from lbp_teach.courses.teacher_words import WORDS
from lbp_teach.exports.course_marks import Kept, Standing, course_marks
from lbp_teach.guideline.assess import Book
from lbp_teach.records import Store
from lbp_teach.text import Lang, number

Plain = dict[str, Any]
#: Seconds between two signs of how far it is.
_EVERY = 0.3


def marks_view(
    store: Store,
    state: CourseState,
    book: Book,
    lang: Lang,
    send: Callable[[Plain], None] | None = None,
    kept: Kept | None = None,
) -> Plain:
    """Return how each student of a course stands, by name.

    Args:
        store: where the records are.
        state: the course.
        book: the guideline.
        lang: of the words.
        send: is told how far it is.
        kept: what was marked before; what is marked now is put into it.
    """
    found = sorted(_told(store, state, book, lang, send, kept), key=lambda one: (one.learner.name, one.learner.id))
    names = [one.learner.name for one in found]
    lost = sum(any(each.lost for each in one.places) for one in found)
    return {
        "course": state.course.id,
        "rows": [
            {
                "id": one.learner.id,
                # There are some thousand pseudonyms: in a large class two may have the same.
                "name": one.learner.name
                if names.count(one.learner.name) == 1
                else f"{one.learner.name} ({one.learner.id[:4]})",
                "finished": WORDS["marks.finished.of"].format(done=one.finished, of=len(one.places))(lang),
                "mark": _mark(one)(lang),
            }
            for one in found
        ],
        "lost": WORDS["marks.lost"].format(n=lost)(lang) if lost else None,
        "export": WORDS["marks.export"].format(code=state.course.code)(lang),
    }


def _told(
    store: Store, state: CourseState, book: Book, lang: Lang, send: Callable[[Plain], None] | None, kept: Kept | None
) -> Iterator[Standing]:
    n, said = len(store.joined_by(state.course.id)), time.monotonic()
    for done, one in enumerate(course_marks(store, state, book, datetime.now(UTC), kept=kept), start=1):
        if send is not None and time.monotonic() - said > _EVERY:
            said = time.monotonic()
            send({"type": "progress", "words": WORDS["marks.working"].format(x=done, n=n)(lang)})
        yield one


def _mark(one: Standing) -> Any:
    if one.mark is None:
        return WORDS["marks.no_mark"]
    return WORDS["marks.percent" if one.over else "marks.so_far"].format(n=number(round(100 * one.mark, 1)))
