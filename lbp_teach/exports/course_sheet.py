"""The gradebook of a course: each patient with what it counts for, and the mark of the course."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from lbp_teach.courses.model import Course
from lbp_teach.courses.record import CourseState
from lbp_teach.errors import UsageError
from lbp_teach.exports import course_marks
from lbp_teach.exports.columns import NOTICE
from lbp_teach.exports.course_marks import Standing
from lbp_teach.exports.csv_file import guarded
from lbp_teach.exports.gradebook import Gradebook, amount, feedback, line_of, person_of, top
from lbp_teach.exports.reading import Tick, Wanted, wanted_learners
from lbp_teach.guideline.assess import Book
from lbp_teach.records import Store
from lbp_teach.result import why_not
from lbp_teach.text import both, number

#: How the column of the mark is named on the command line, beside places such as `0.1`.
MARK = "mark"
# Headings are seen by students: they say nothing of what the teacher calls a group.
_PATIENT = both(da="{title}: patient {n} (vægt {weight})", en="{title}: patient {n} (weight {weight})")
_MARK = both(da="{title}: samlet", en="{title}: overall")
_SAID = both(
    da="Vægtet gennemsnit af {n} patienter, heraf {done} afsluttet. {over} {notice}",
    en="Weighted mean of {n} patients, {done} of them finished. {over} {notice}",
)
_OVER = both(da="Holdet er slut; det, der mangler, giver 0.", en="The course is over; what is missing gives 0.")
_SO_FAR = both(
    da="Holdet er ikke slut; kun afsluttede patienter tæller endnu.",
    en="The course is not over; only finished patients count so far.",
)


@dataclass(frozen=True)
class CourseSheet:
    """What the gradebook of a course is made of.

    Attributes:
        sheet: whose shape, who is who, and names of columns by place, such as `0.1`, or `mark`.
        state: the course.
        only_mark: whether its only column is the mark of the course.
        now: the server's time; None for that of the export.
    """

    sheet: Gradebook
    state: CourseState
    only_mark: bool = False
    now: datetime | None = None

    def columns(self) -> dict[str, str]:
        """Return the names of the columns, by place and, at the end, `mark`."""
        course, lang = self.state.course, self.sheet.lang
        found = {}
        for n, (place, weight) in enumerate(weights(course).items(), start=1):
            said = number(weight)(lang)
            found[place] = _PATIENT.format(title=course.title, n=n, weight=said)(lang)
        found = {MARK: ""} if self.only_mark else found | {MARK: ""}
        found[MARK] = _MARK.format(title=course.title)(lang)
        return {name: self.sheet.headings.get(name) or heading for name, heading in found.items()}

    def check(self) -> None:
        """Raise UsageError where the file could not be made."""
        columns = self.columns()
        wrong = next((name for name in self.sheet.headings if name not in columns), None)
        if wrong is not None:
            raise UsageError(f"--column {wrong}=… names no column of the course. It has: {', '.join(columns)}.")
        names = list(columns.values())
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice or not self.sheet.heading:
            raise UsageError(f"Two columns would be called {twice!r}. Name one with --column PLACE=NAME.")


def weights(course: Course) -> dict[str, float]:
    """Return what each place of a course counts for, in the order of the groups."""
    return {f"{n}.{k}": slot.weight for n, slot in enumerate(course.slots) for k in range(slot.count)}


def course_lines(
    store: Store,
    book: Book,
    wanted: Wanted,
    sheet: CourseSheet,
    tick: Tick | None = None,
    left_out: Counter[str] | None = None,
) -> Iterator[list[str]]:
    """Yield the lines of a course's gradebook, the headings first: one for each learner who has a mark.

    Args:
        store: the records.
        book: the guideline.
        wanted: which learners, and since when; a learner with nothing newer gets no line.
        sheet: what the file is made of.
        tick: told how many events were read.
        left_out: counts what has no place in the file, as for `gradebook_lines`, and results that are in it although
            they would not count outside a course: `in_course_undecided`, `in_course_practice`.

    Raises:
        UsageError: two learners have the same identifier, or one has none that is safe.
    """
    left_out = Counter() if left_out is None else left_out
    columns = sheet.columns()
    yield from top(sheet.sheet, list(columns.values()))
    chosen = {one.id for one in wanted_learners(store, wanted)} if wanted.learners else None
    now = sheet.now or datetime.now(UTC)
    used: dict[str, str] = {}
    for one in course_marks.course_marks(store, sheet.state, book, now, counting=sheet.sheet.counting, tick=tick):
        learner = one.learner
        if chosen is not None and learner.id not in chosen:
            continue
        left_out.update(each.one.not_marked for each in one.places if each.lost and each.one and each.one.not_marked)
        left_out.update(_all_the_same(one, sheet.sheet.counting))
        if one.mark is None or (wanted.since is not None and not (one.last and wanted.time(one.last))):
            continue
        person = person_of(learner, sheet.sheet)
        if person is None:
            left_out["not_in_roster"] += 1
            continue
        if used.setdefault(person.identifier, learner.id) != learner.id:
            raise UsageError(f"{person.identifier!r} stands for two learners. Correct the roster and export again.")
        grades, said = _cells(one, sheet, book)
        yield line_of(
            sheet.sheet, learner, person, [grades[name] for name in columns], [said[name] for name in columns]
        )


def _all_the_same(one: Standing, counting: str) -> list[str]:
    """Return why results are in the mark of a course that would be none outside of it."""
    reports = [each.one.report for each in one.places if each.one and each.one.report]
    reasons = [why_not(report, practice=counting != "first") for report in reports]
    return [f"in_course_{reason}" for reason in reasons if reason in ("undecided", "practice")]


def _cells(one: Standing, sheet: CourseSheet, book: Book) -> tuple[dict[str, str], dict[str, str]]:
    """Return the grades of a learner, and what is said of each, by column."""
    most, lang = sheet.sheet.most, sheet.sheet.lang
    grades, said = {}, {}
    for each in one.places:
        # What is missing at the end is the 0 that it is in the mark.
        share = 0.0 if each.share is None and one.over and not each.lost else each.share
        grades[each.place.name] = "" if share is None else amount(most * share)
        said[each.place.name] = feedback(each.one, book, lang)
    grades[MARK] = "" if one.mark is None else amount(most * one.mark)
    words = _SAID.format(n=len(one.places), done=one.finished, over=_OVER if one.over else _SO_FAR, notice=NOTICE)
    said[MARK] = guarded(words(lang))
    return grades, said
