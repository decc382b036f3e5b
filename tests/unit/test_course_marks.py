"""The mark of a course: a weighted mean, in gradebooks, in an exam's results and on the teachers' page."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from learner import Screen

from lbp_teach import content, courses, exam_mode
from lbp_teach.cli import main
from lbp_teach.courses.mark import course_mark
from lbp_teach.courses.teacher_session import CourseSession
from lbp_teach.errors import UsageError
from lbp_teach.exports import course_marks, reading
from lbp_teach.exports.course_sheet import CourseSheet
from lbp_teach.exports.gradebook import Gradebook, Person, amount
from lbp_teach.exports.job import Job, export
from lbp_teach.exports.reading import Wanted
from lbp_teach.guideline.assess import Book
from lbp_teach.model_answer import model_attempt
from lbp_teach.play import Attempt, VisitState
from lbp_teach.records import Learner, Records
from lbp_teach.text import Lang

SHORT, OTHER = "jesper-lund", "selma-hodzic"
SLOTS = [
    {"cases": [SHORT], "variant": False, "weight": 3, "label": "Rødder"},
    {"cases": [OTHER], "variant": False, "weight": 1},
]
CLOSES = "2100-01-01T12:00+00:00"
BEFORE, AFTER = datetime(2099, 12, 31, tzinfo=UTC), datetime(2100, 1, 2, tzinfo=UTC)

# ---- what time ended ----


def test_who_stops_after_a_good_first_visit_does_not_do_better_than_who_goes_on(book: Book) -> None:
    case = content.load_case(SHORT)
    whole = replace(model_attempt(case, book, case_hash=content.case_hash(SHORT)), finished=True)
    assert len(whole.visits) > 1
    stopped = replace(whole, visits=whole.visits[:1], finished=False)
    opened = replace(stopped, visits=(*stopped.visits, VisitState(whole.visits[1].visit)))

    def marks(attempt: Attempt, **how: bool) -> tuple[int, int]:
        one = reading.Marked(Learner("a", "Ask-11"), attempt, 1, 1, None, "")
        found = reading.marked(one, book, **how).report
        assert found is not None
        return found.points, found.of

    points, of = marks(stopped, unfinished=True)
    assert points == of, "as it stands nothing is missing"
    assert marks(stopped, time_up=True) == marks(opened, time_up=True)
    assert marks(stopped, time_up=True)[1] > of
    assert marks(whole, time_up=True) == marks(whole)
    undecided = replace(stopped, visits=(replace(stopped.visits[0], locked=False),))
    assert marks(undecided, time_up=True)[1] == of, "what follows depends on decisions that were not made"


# ---- the mean ----

_PARTS = st.lists(st.tuples(st.floats(0.001, 100), st.none() | st.floats(0, 1)), min_size=1, max_size=8)


def test_a_weighted_mean_by_hand() -> None:
    parts = [(3.0, 0.5), (1.0, 1.0), (4.0, None)]
    assert course_mark(parts, over=False) == pytest.approx((3 * 0.5 + 1) / 4)
    assert course_mark(parts, over=True) == pytest.approx((3 * 0.5 + 1) / 8)


@pytest.mark.parametrize("over", [False, True])
def test_where_there_is_nothing_to_take_a_mean_of_there_is_no_mark(over: bool) -> None:
    assert course_mark([], over=over) is None
    assert course_mark([(0.0, 1.0), (0.0, 0.5)], over=over) is None
    assert course_mark([(0.0, 1.0), (2.0, 0.5)], over=over) == 0.5
    assert course_mark([(2.0, None)], over=over) == (0.0 if over else None)


@given(_PARTS)
def test_a_mark_lies_between_its_results_and_does_not_rise_at_the_end(parts: list[tuple[float, float | None]]) -> None:
    so_far, end = course_mark(parts, over=False), course_mark(parts, over=True)
    shares = [share for _, share in parts if share is not None]
    assert end is not None
    if so_far is None:
        assert (shares, end) == ([], 0.0)
        return
    assert min(shares) - 1e-9 <= so_far <= max(shares) + 1e-9
    assert 0 <= end <= so_far + 1e-9


# ---- of a class that has played ----


@lru_cache(maxsize=1)
def _best() -> list[dict[str, str]]:
    case = content.load_case(SHORT)
    attempt = model_attempt(case, content.book())
    return [{name: choice.value for name, choice in visit.choices.items()} for visit in attempt.visits]


def finishes(screen: Screen, state: courses.CourseState, place: str) -> None:
    screen.act("start", course=state.course.id, place=place, again=True)
    for choices in _best():
        screen.decide_all(content.book(), **choices)
        screen.act("lock")
        screen.act("next")
        if screen.view["case"]["stage"] in ("debrief", "done"):
            break
    screen.act("go", case=None)


class Class:
    """A course with one who finished her first patient and began the second, and one who only joined."""

    def __init__(self, records: Records, **more: Any) -> None:
        self.records = records
        self.state = courses.create(records, **{"title": "Hold 4", "slots": SLOTS, "closes": CLOSES} | more)
        self.one, self.other = Screen(records), Screen(records)
        for screen in (self.one, self.other):
            screen.hello(route={"join": self.state.course.code})
        finishes(self.one, self.state, "0.0")
        self.one.act("start", course=self.state.course.id, place="1.0")
        self.one.act("ask", question="pain_duration")

    def who(self, screen: Screen) -> Learner:
        assert screen.session.learner
        return screen.session.learner

    def stand(self, now: datetime, **more: Any) -> dict[str, course_marks.Standing]:
        found = course_marks.course_marks(self.records, self.state, content.book(), now, **more)
        return {one.learner.id: one for one in found}

    def share(self) -> float:
        """What the first patient was worth, read another way."""
        learner = self.who(self.one)
        (one,) = [m for m in reading.attempts_of(learner, self.records, content.book()) if m.finished]
        assert one.report
        return one.report.points / one.report.of


@lru_cache(maxsize=1)
def _template() -> tuple[Path, Class]:
    path = Path(tempfile.mkdtemp(prefix="lbp-teach-course-")) / "records.sqlite3"
    records = Records(path)
    records._db.execute("PRAGMA synchronous = OFF")
    made = Class(records)
    records.close()
    return path, made


@pytest.fixture
def a_class(tmp_path: Path) -> Iterator[Class]:
    """The same class for every test, each with records of its own."""
    path, made = _template()
    found = copy(made)
    found.records = Records(Path(shutil.copy(path, tmp_path / "records.sqlite3")))
    yield found
    found.records.close()


def test_while_a_course_is_open_what_is_finished_counts_and_then_what_is_missing_is_0(a_class: Class) -> None:
    one, other = a_class.who(a_class.one).id, a_class.who(a_class.other).id
    share = a_class.share()
    assert share > 0.2
    open_ = a_class.stand(BEFORE)
    assert open_[one].mark == pytest.approx(share)
    assert (open_[one].finished, len(open_[one].places), open_[one].over) == (1, 2, False)
    assert open_[other].mark is None
    closed = a_class.stand(AFTER)
    assert closed[one].mark == pytest.approx(share * 3 / 4)
    assert closed[other].mark == 0.0
    # In the minute after the end answers are still taken: nothing is missing yet.
    grace = datetime.fromisoformat(CLOSES) + timedelta(seconds=59)
    assert a_class.stand(grace)[one].mark == pytest.approx(share)


def test_who_leaves_before_the_debrief_of_the_last_visit_has_lost_nothing(records: Records, book: Book) -> None:
    made = Class(records)
    left = made.other
    left.act("start", course=made.state.course.id, place="0.0")
    for number, choices in enumerate(_best()):
        left.decide_all(book, **choices)
        if number:
            standing = made.stand(AFTER)[made.who(left).id]
            assert (standing.mark, standing.finished) == (0.0, 0), "a visit is still to be decided"
        left.act("lock")
        if number + 1 < len(_best()):
            left.act("next")
    assert left.view["case"]["stage"] != "debrief"
    standing, whole = made.stand(AFTER)[made.who(left).id], made.stand(AFTER)[made.who(made.one).id]
    assert (standing.finished, standing.mark) == (1, whole.mark)
    assert made.stand(BEFORE)[made.who(left).id].mark == pytest.approx(made.share())


def test_an_exam_has_the_mark_of_its_sealed_results(records: Records, book: Book) -> None:
    exam = Class(records, mode="exam")
    sealed = {r.learner.id: r.whole["percent"] for r in exam_mode.results.results(records, exam.state, book)}
    marks = {name: round(100 * (one.mark or 0), 2) for name, one in exam.stand(AFTER).items()}
    assert marks == sealed
    assert max(marks.values()) > 0


def test_which_attempt_counts(records: Records) -> None:
    twice = Class(records, attempts=2)
    learner = twice.who(twice.one).id
    twice.one.act("start", course=twice.state.course.id, place="0.0", again=True)
    while twice.one.view["case"]["stage"] != "debrief":
        twice.one.decide_all(content.book())
        twice.one.act("lock")
        twice.one.act("next")
    by = {how: twice.stand(BEFORE, counting=how)[learner].places[0] for how in ("first", "best", "last")}
    assert by["first"].share == by["best"].share
    assert by["last"].share != by["first"].share
    assert {how: each.one.number for how, each in by.items() if each.one} == {"first": 1, "best": 1, "last": 2}


def test_what_cannot_be_marked_any_more_is_left_out_and_not_held_against_her(
    a_class: Class, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner = a_class.who(a_class.one).id
    monkeypatch.setattr(reading, "the_case", lambda attempt: "case_changed")
    standing = a_class.stand(AFTER)[learner]
    assert standing.places[0].lost
    assert not standing.places[1].lost
    assert standing.mark == 0.0, "the second patient was not finished, and that counts"
    assert a_class.stand(BEFORE)[learner].mark is None
    left_out: Counter[str] = Counter()
    sheet = CourseSheet(Gradebook("moodle", ()), a_class.state, now=AFTER)
    job = Job("gradebook-moodle", tmp_path / "g.csv", sheet=sheet.sheet, course=sheet)
    export(a_class.records, content.book(), job, left_out=left_out)
    assert left_out["case_changed"] == 1
    page = CourseSession(a_class.records).handle(
        {"type": "marks", "n": 1, "lang": "en", "course": a_class.state.course.id}
    )
    assert page is not None
    assert "case was changed" in page["lost"]


# ---- the gradebook ----


def lines(a_class: Class, tmp_path: Path, platform: Any, now: datetime = AFTER, **more: Any) -> list[list[str]]:
    only = more.pop("only_mark", False)
    wanted = more.pop("wanted", Wanted())
    sheet = CourseSheet(Gradebook(platform, (), **more), a_class.state, only, now)
    sheet.check()
    out = tmp_path / "grades.csv"
    job = Job(f"gradebook-{platform}", out, wanted=wanted, sheet=sheet.sheet, course=sheet, force=True)
    export(a_class.records, content.book(), job)
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def test_canvas(a_class: Class, tmp_path: Path) -> None:
    one = a_class.who(a_class.one)
    found = lines(a_class, tmp_path, "canvas", roster={one.id: Person("bea", "Bøg, Bea", "Hold 1")}, lang=Lang.EN)
    share = 100 * a_class.share()
    assert found == [
        [
            "Student", "ID", "SIS User ID", "SIS Login ID", "Section",
            "Hold 4: patient 1 (weight 3)", "Hold 4: patient 2 (weight 1)", "Hold 4: overall",
        ],
        ["    Points Possible", "", "", "", "", "100", "100", "100"],
        ["Bøg, Bea", "", "", "bea", "Hold 1", amount(share), "0", amount(share * 3 / 4)],
    ]  # fmt: skip
    assert "Rødder" not in str(found), "the teacher's name of a group hints at the answer"


def test_moodle_says_how_the_mark_came_about(a_class: Class, tmp_path: Path) -> None:
    found = lines(a_class, tmp_path, "moodle", BEFORE, lang=Lang.EN, most=10)
    assert found[0][-2:] == ["Hold 4: overall", "Feedback: Hold 4: overall"]
    (line,) = found[1:]
    share = 10 * a_class.share()
    assert (line[0], line[1], line[3], line[5]) == (a_class.who(a_class.one).id, amount(share), "", amount(share))
    assert "Weighted mean of 2 patients, 1 of them finished. The course is not over" in line[6]
    after = lines(a_class, tmp_path, "moodle", AFTER)
    assert len(after) == 3, "who did nothing has a mark when the course is over"
    assert {line[5] for line in after[1:]} >= {"0"}
    assert "Holdet er slut; det, der mangler, giver 0." in after[1][6]


def test_only_the_mark_and_the_name_of_a_column(a_class: Class, tmp_path: Path) -> None:
    found = lines(a_class, tmp_path, "brightspace", only_mark=True, headings={"mark": "Hold 4 (4711)"})
    assert found[0] == ["Username", "Hold 4 (4711) Points Grade <Numeric MaxPoints:100>", "End-of-Line Indicator"]
    assert {len(line) for line in found} == {3}
    with pytest.raises(UsageError, match=r"names no column of the course\. It has: 0\.0, 1\.0, mark"):
        CourseSheet(Gradebook("moodle", (), {SHORT: "x"}), a_class.state).check()
    with pytest.raises(UsageError, match="Two columns"):
        CourseSheet(Gradebook("moodle", (), {"0.0": "x", "1.0": "x"}), a_class.state).check()


def test_who_and_since_when(a_class: Class, tmp_path: Path) -> None:
    one = a_class.who(a_class.one)
    assert [line[0] for line in lines(a_class, tmp_path, "moodle", wanted=Wanted(frozenset({one.name})))[1:]] == [
        one.id
    ]
    later = Wanted(since=datetime.now(UTC) + timedelta(hours=1))
    assert lines(a_class, tmp_path, "moodle", wanted=later)[1:] == []
    earlier = Wanted(since=datetime.now(UTC) - timedelta(hours=1))
    assert [line[0] for line in lines(a_class, tmp_path, "moodle", wanted=earlier)[1:]] == [one.id]


@pytest.fixture
def home(a_class: Class, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LBP_COMPILED", str(content.compiled_root()))
    monkeypatch.setenv("LBP_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--course", "nobody"], "There is no course 'nobody'"),
        (["--only-mark"], "Name the course with --course"),
        (["--course", "Hold 4", "--case", SHORT], "leave out --case or --course"),
        (["--course", "Hold 4", "--column", "jesper-lund=x"], "names no column of the course"),
        (["--course", "Hold 4", "--format", "csv"], "are for gradebooks"),
        (["--course", "Hold 4", "--identifier", "email", "--format", "gradebook-canvas"], "canvas has no email"),
    ],
)
def test_what_the_command_refuses(home: Path, capsys: pytest.CaptureFixture[str], more: list[str], says: str) -> None:
    base = ["records", "export", "--format", "gradebook-moodle", "--out", str(home / "out.csv")]
    assert main([*base, *more]) == 2
    assert says in capsys.readouterr().err
    assert not (home / "out.csv").exists()


def test_the_command_writes_the_gradebook_of_a_course(
    a_class: Class, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = ["records", "export", "--format", "gradebook-moodle", "--out", str(home / "out.csv"), "--lang", "en"]
    assert main([*base, "--course", a_class.state.course.code, "--column", "mark=Total"]) == 0
    assert "1 learner written" in capsys.readouterr().out
    assert "Total" in (home / "out.csv").read_text(encoding="utf-8")


# ---- the teachers' page ----


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_page_shows_weights_and_marks(a_class: Class, lang: str) -> None:
    session = CourseSession(a_class.records)
    shown = session.handle(
        {"type": "show", "n": 1, "lang": lang, "screen": "course", "course": a_class.state.course.id}
    )
    assert shown is not None
    assert [group["more"][-1] for group in shown["course"]["groups"]] == (
        ["vægt 3", "vægt 1"] if lang == "da" else ["weight 3", "weight 1"]
    )
    about = dict(shown["course"]["about"])
    assert any("0." in text for text in about.values()), "what is missing gives 0"
    told = session.handle({"type": "marks", "n": 2, "lang": lang, "course": a_class.state.course.id})
    assert told is not None
    rows = {row["id"]: row for row in told["rows"]}
    one, other = rows[a_class.who(a_class.one).id], rows[a_class.who(a_class.other).id]
    percent = f"{round(100 * a_class.share(), 1):g}"
    expected = {"da": f"{percent.replace('.', ',')} % indtil nu", "en": f"{percent}% so far"}
    assert one["mark"] == expected[lang]
    assert (one["finished"], other["finished"]) == (("1 af 2", "0 af 2") if lang == "da" else ("1 of 2", "0 of 2"))
    assert other["mark"] == {"da": "intet endnu", "en": "none yet"}[lang]
    assert a_class.state.course.code in told["export"]


def test_a_page_that_asks_again_marks_only_what_is_new(a_class: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    marked: list[str] = []
    mark = course_marks.marked

    def counted(one: reading.Marked, book: Book, **more: Any) -> reading.Marked:
        marked.append(one.attempt.place)
        return mark(one, book, **more)

    monkeypatch.setattr(course_marks, "marked", counted)
    session = CourseSession(a_class.records)
    message = {"type": "marks", "n": 1, "lang": "en", "course": a_class.state.course.id}
    first = session.handle(message)
    assert sorted(marked) == ["0.0", "1.0"]
    assert session.handle(message) == first
    assert len(marked) == 2
    who = a_class.who(a_class.one)
    last = a_class.records.events(who.id)[-1]
    body = {"question": "cancer", "seconds": 20, "over": False, "visit": "first"}
    a_class.records.append(who.id, "later", last.attempt, "ask", body, last.seq)
    session.handle(message)
    assert marked[2:] == ["1.0"]
