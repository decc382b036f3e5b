"""The records as they stood at one moment, for who reads them more than once while candidates go on answering."""

from __future__ import annotations

from collections.abc import Iterator

from lbp_teach.courses.joining import JOIN
from lbp_teach.courses.record import CourseState, fold_course
from lbp_teach.records import Event, Learner, Store
from lbp_teach.records.chain import Break, Head


class AsOf:
    """Records up to the ends that they had when this was made; what is recorded later is not read.

    Two readings of it agree with each other, and with the ends. Only a purge is seen at once.
    """

    def __init__(self, store: Store) -> None:
        """Note down where every record ends now.

        Args:
            store: where the records are.
        """
        self._store = store
        self._heads = store.heads()

    def heads(self) -> dict[str, Head]:
        """Return the ends, as `Store.heads` does."""
        return dict(self._heads)

    def stream(self, name: str) -> Iterator[Event]:
        """Yield the events of a record up to its end."""
        end = self._heads[name][0] if name in self._heads else 0
        for event in self._store.stream(name):
            if event.seq > end:
                return
            yield event

    def candidates(self, course: str) -> list[tuple[Learner, bool]]:
        """Return every learner in whose record something stands under a course's id, and whether she has joined it.

        Who has not joined is there because something was refused: practice on a case of a running exam.
        """
        joined = set(self._store.joined_by(course))
        found = []
        for learner in self._store.members(course):
            inside = learner.id in joined and any(
                event.kind == JOIN and event.body.get("course") == course for event in self.stream(learner.id)
            )
            found.append((learner, inside))
        return found

    def joined(self, course: str) -> list[Learner]:
        """Return the learners who have joined a course."""
        return [learner for learner, inside in self.candidates(course) if inside]

    def course(self, state: CourseState) -> CourseState:
        """Return a course as it stood."""
        return fold_course(self.stream(state.course.id)) or state

    def breaks(self, name: str) -> list[Break]:
        """Return every place at which the chain of a record does not hold."""
        found = self._store.breaks(name)
        # Something behind the end may be a candidate who goes on while it is read: then it is there no more.
        return self._store.breaks(name) if [one.kind for one in found] == ["added"] else found
