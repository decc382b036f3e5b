"""The audit log of an exam: what was decided about it and what each candidate did, in the order of time.

Everything in it is read from the records, where every event is tied to the one before it; so whether anything was
changed since can be told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lbp_teach.courses.assigning import patients
from lbp_teach.courses.joining import ALLOW, JOIN, WINDOW
from lbp_teach.courses.record import CourseState
from lbp_teach.courses.sealed import EARLY, ELSEWHERE, LATE, PRACTICE, REFUSED, UNSEALED
from lbp_teach.exam_mode.as_of import AsOf
from lbp_teach.records import Event, Learner, Store
from lbp_teach.records.chain import Break, digest
from lbp_teach.text import Lang, Text, both

#: What is decided about an exam.
_COURSE = {
    "course": both(da="Prøven blev oprettet eller ændret", en="The exam was made or changed"),
    "close": both(da="Prøven blev lukket", en="The exam was closed"),
    "reopen": both(da="Prøven blev åbnet igen", en="The exam was opened again"),
    "release": both(da="Svarene blev frigivet", en="The answers were released"),
}
#: What a candidate does.
_KINDS = {
    JOIN: both(da="kom med", en="joined"),
    ALLOW: both(da="fik {extra} % ekstra tid", en="was given {extra}% more time"),
    "start": both(da="begyndte på patient {place}", en="began with patient {place}"),
    "next": both(da="blev færdig med patient {place}", en="finished patient {place}"),
}
_WINDOWS = {
    "first": both(da="begyndte i et vindue", en="began in a window"),
    "reload": both(da="genindlæste siden", en="loaded the page again"),
    "take_over": both(da="fortsatte i et andet vindue", en="went on in another window"),
}
_REFUSED = both(da="blev afvist: {why} ({act})", en="was refused: {why} ({act})")
_WHY = {
    EARLY: both(da="før prøven åbnede", en="before the exam opened"),
    LATE: both(da="efter tiden", en="after the time was over"),
    ELSEWHERE: both(da="prøven var åben i et andet vindue", en="the exam was open in another window"),
    UNSEALED: both(da="på en side, hvor man kan køre kode", en="on a page where code can be run"),
    PRACTICE: both(da="øvelse på en case fra prøven", en="practice on a case of the exam"),
}
_OTHER = both(da="gjorde noget andet", en="did something else")


@dataclass(frozen=True)
class Entry:
    """One line of the log.

    Attributes:
        at: when, ISO 8601 in UTC.
        who: the candidate; None for the teacher.
        kind: kind of the event.
        what: what happened, in words.
    """

    at: str
    who: Learner | None
    kind: str
    what: Text

    def line(self, lang: Lang) -> str:
        """Return the entry in one line."""
        return f"{self.at}  {self.who.name if self.who else '-'}  {self.what(lang)}"


@dataclass(frozen=True)
class Log:
    """The log, and whether what it was read from is whole.

    Attributes:
        entries: the lines, the oldest first.
        breaks: of each record that was read, every place at which its chain does not hold; with the record's name.
        digest: short text for the state of all these records; it changes when anything in them does.
        records: how many records were read: the exam's own and one for each candidate.
        others: how often practice on the exam's cases was refused to somebody who has not joined it. Nobody of them is
            named: they have nothing to do with the exam.
    """

    entries: tuple[Entry, ...]
    breaks: tuple[tuple[str, Break], ...]
    digest: str
    records: int
    others: int = 0


def log_of(store: Store | AsOf, state: CourseState) -> Log:
    """Return the log of an exam: of what was decided about it, and of those who have joined it.

    Args:
        store: where the records are; or the records as they stood at one moment.
        state: the exam.
    """
    store = store if isinstance(store, AsOf) else AsOf(store)
    course, others = state.course.id, 0
    entries = [Entry(e.at, None, e.kind, _COURSE[e.kind]) for e in store.stream(course) if e.kind in _COURSE]
    names = {course: state.course.title}
    for learner, inside in store.candidates(course):
        if not inside:
            events = store.stream(learner.id)
            others += sum(one.kind == REFUSED and one.body.get("course") == course for one in events)
            continue
        names[learner.id] = learner.name
        numbers = {place.name: str(n) for n, place in enumerate(patients(state.course, learner.id), start=1)}
        entries += _of(learner, store.stream(learner.id), course, numbers)
    heads = store.heads()
    found = [(name, one) for key, name in names.items() for one in store.breaks(key)]
    ends = digest((key, *heads[key]) for key in names if key in heads)
    return Log(tuple(sorted(entries, key=lambda one: one.at)), tuple(found), ends, len(names), others)


def _of(learner: Learner, events: Iterator[Event], course: str, numbers: Mapping[str, str]) -> list[Entry]:
    places: dict[str, str] = {}
    found = []
    for event in events:
        if event.body.get("course") == course:
            if event.kind == "start":
                places[event.attempt] = numbers.get(str(event.body.get("place")), "?")
            found.append(Entry(event.at, learner, event.kind, _words(event, places.get(event.attempt, "?"))))
        elif event.kind == "next" and event.attempt in places and event.body.get("visit") is None:
            found.append(Entry(event.at, learner, event.kind, _words(event, places[event.attempt])))
    return found


def _words(event: Event, place: str) -> Text:
    body = event.body
    if event.kind == WINDOW:
        return _WINDOWS.get(str(body.get("how")), _WINDOWS["first"])
    if event.kind == REFUSED:
        why, act = _WHY.get(str(body.get("why")), _OTHER), str(body.get("act"))
        return _REFUSED.format(why=why, act=act)
    return _KINDS.get(event.kind, _OTHER).format(extra=str(body.get("extra")), place=place)
