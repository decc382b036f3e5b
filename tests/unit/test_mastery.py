"""Mastery: what marks say of a learner, against numbers worked by hand and SciPy's beta distribution."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from learner import attempt_of, best_choices, paths
from scipy import stats

from lbp_teach import content
from lbp_teach.case import Case
from lbp_teach.certainty import Answer
from lbp_teach.forecast import Forecast, against, forecasts
from lbp_teach.guideline.assess import Book
from lbp_teach.play import Attempt, Choice, Step, VisitState
from lbp_teach.probability.intervals import proportion_interval
from lbp_teach.progress.evidence import Marked, ended, marked, reviews, rules_of, trained
from lbp_teach.progress.mastery import Shown, calibrated, days_since, mastery, shown_in, sureness
from lbp_teach.progress.model import Choices, Progress
from lbp_teach.scoring import score
from lbp_teach.text import Lang

NOW = datetime(2026, 5, 30, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def progress() -> Progress:
    return content.progress()


@pytest.fixture(scope="module")
def choices(progress: Progress) -> Choices:
    return progress.choices


@pytest.mark.parametrize("lang", list(Lang))
def test_every_number_says_why_and_is_in_its_reason(choices: Choices, lang: Lang) -> None:
    for name in type(choices).model_fields:
        words = getattr(choices, name).words(lang)
        value = getattr(choices, name).value
        assert f"{value:g}" in words or f"{100 * value:g}" in words, name
        assert "{" not in words


# ---- the posterior ----


@pytest.mark.parametrize(
    ("shown", "a", "b"),
    [
        ([], 1, 1),
        ([Shown(16, 24, 0)], 1 + 3 * 2 / 3, 1 + 3 / 3),  # 24 points are 3 answers
        ([Shown(80, 80, 0)], 1 + 4, 1),  # one patient is 4 answers at most
        ([Shown(16, 24, 120)], 1 + 1.5 * 2 / 3, 1 + 1.5 / 3),  # half as much after 120 days
        ([Shown(16, 24, 240)], 1 + 0.75 * 2 / 3, 1 + 0.75 / 3),
        ([Shown(-8, 16, 0)], 1, 1 + 2),  # less than nothing is nothing
        ([Shown(8, 8, 0), Shown(0, 8, 0), Shown(4, 8, 0)], 1 + 1.5, 1 + 1.5),
    ],
)
def test_the_posterior_is_the_one_worked_by_hand(shown: list[Shown], a: float, b: float, choices: Choices) -> None:
    found = mastery(shown, choices)
    assert (found.a, found.b) == pytest.approx((a, b))
    assert found.middle == pytest.approx(a / (a + b))
    assert (found.low, found.high) == pytest.approx(stats.beta.interval(0.9, a, b), abs=1e-9)
    assert found.n == len(shown)


def test_below_three_patients_nothing_is_said(choices: Choices) -> None:
    assert [mastery([Shown(8, 8, 0)] * n, choices).enough for n in range(5)] == [False, False, False, True, True]


def test_the_doubt_shrinks_with_patients_and_grows_with_time(choices: Choices) -> None:
    def width(n: int, days: float) -> float:
        found = mastery([Shown(20, 40, days)] * n, choices)
        return found.high - found.low

    assert width(3, 0) > width(6, 0) > width(12, 0)
    assert width(6, 0) < width(6, 100) < width(6, 400)


def test_a_time_that_is_not_known_or_still_to_come_is_now() -> None:
    assert days_since("", NOW) == 0
    assert days_since("2027-01-01T00:00:00+00:00", NOW) == 0
    assert days_since("2026-05-28T12:00:00.000+00:00", NOW) == days_since("2026-05-28T12:00:00", NOW) == 2


# ---- calibration ----


NAMES = ("serious_specific", "nerve_root", "non_specific")


def estimate(*chances: int, was: str) -> Forecast:
    found = against(0, {"after": dict(zip(NAMES, chances, strict=True))}, (was,)).after
    assert found is not None
    return found


def patients(*given: list[Forecast]) -> list[Marked]:
    return [Marked(f"a{n}", f"case{n}", "", forecasts=tuple(one)) for n, one in enumerate(given)]


def test_the_curve_counts_and_scores_as_by_hand(choices: Choices) -> None:
    right, wrong = estimate(10, 80, 10, was="nerve_root"), estimate(10, 80, 10, was="non_specific")
    doubt, other = estimate(40, 30, 30, was="serious_specific"), estimate(30, 30, 40, was="nerve_root")
    found = calibrated(patients([right] * 6, [wrong] * 2, [doubt] * 3 + [other]), choices)
    assert (found.n, found.patients, found.enough) == (12, 3, True)
    low, high = found.bands
    assert (low.band.n, low.band.said, low.band.share) == (4, pytest.approx(0.4), pytest.approx(0.75))
    assert (high.band.n, high.band.said, high.band.share) == (8, pytest.approx(0.8), pytest.approx(0.75))
    assert high.interval == proportion_interval(6, 8, level=0.9)
    # The Brier score is that of the debrief, over all three categories: 0.06, 1.46, 0.54 and 0.74.
    assert found.brier == pytest.approx((6 * 0.06 + 2 * 1.46 + 3 * 0.54 + 0.74) / 12)


def test_certain_guesses_have_bands_and_few_guesses_no_curve(choices: Choices) -> None:
    found = calibrated(
        patients([estimate(0, 100, 0, was="nerve_root"), estimate(34, 33, 33, was="nerve_root")]), choices
    )
    assert [band.band.n for band in found.bands] == [1, 1]
    assert not found.enough
    assert calibrated([], choices).brier is None


def test_one_patient_makes_no_curve_however_much_was_said_of_her(choices: Choices) -> None:
    one = estimate(10, 80, 10, was="nerve_root")
    assert [calibrated(patients(*[[one] * 20] * n), choices).enough for n in range(1, 5)] == [False, False, True, True]
    # The same patient again is the same patient.
    again = [replace(kept, case="same") for kept in patients([one] * 20, [one] * 20, [one] * 20)]
    assert (calibrated(again, choices).patients, calibrated(again, choices).enough) == (1, False)
    # Somebody of whom nothing was said is not counted.
    assert calibrated(patients([one] * 20, [], []), choices).patients == 1


def test_certainty_is_held_against_the_share_that_was_right(choices: Choices) -> None:
    sure = (Answer(3, True),) * 4 + (Answer(3, False), Answer(1, False))
    one, two, three = sureness([Marked("a", "x", "", sure=sure)], choices)
    assert (three.n, three.right, three.enough) == (5, 4, True)
    assert three.interval == proportion_interval(4, 5, level=0.9)
    assert (one.n, one.enough) == (1, False)
    assert (two.n, two.interval) == (0, None)


def test_a_table_made_certain_by_one_press_is_no_bar(choices: Choices) -> None:
    table = Marked("a", "x", "", sure=(Answer(3, True, single=False),) * 16)
    assert [(one.n, one.enough) for one in sureness([table], choices)] == [(0, False)] * 3


# ---- from marks to evidence ----


@pytest.fixture(scope="module")
def case() -> Case:
    return content.load_case("jesper-lund")


def played(case: Case, book: Book, **wrong: str) -> Attempt:
    """Decided as the guideline says, but for what is wrong; nothing asked and nothing examined."""
    visits = []
    for name in next(paths(case, book)):
        choices = {**best_choices(case, name, book), **{k: Choice(v, 3) for k, v in wrong.items()}}
        log = (Step("lock", "", at="2026-05-01T10:00:00.000+00:00"),)
        visits.append(VisitState(name, choices=choices, locked=True, log=log))
    return attempt_of(case, *visits)


def said(attempt: Attempt, case: Case, progress: Progress, book: Book) -> Marked:
    return marked(score(case, attempt, book, explain=False), attempt, progress, book)


def test_every_decision_and_every_rule_of_the_work_up_belongs_somewhere(progress: Progress) -> None:
    book = content.library()
    assert list(progress.problems(book)) == []
    ids = {one.id for one in progress.competencies}
    assert len(ids) == len(progress.competencies) == 7
    for one in progress.competencies:
        poorer = tuple(other for other in progress.competencies if other.id != one.id)
        problems = [what for _, what in progress.model_copy(update={"competencies": poorer}).problems(book)]
        if one.id in ("imaging", "treatment", "communication", "red_flags", "stratification"):
            assert problems, one.id
    lost = progress.competencies[0].model_copy(update={"decisions": ("nowhere",)})
    found = [what for _, what in progress.model_copy(update={"competencies": (lost,)}).problems(book)]
    assert "there is no 'nowhere' in the guideline." in found


def test_points_go_to_the_competencies_of_the_mark(case: Case, progress: Progress, book: Book) -> None:
    attempt = played(case, book)
    found = said(attempt, case, progress, book)
    report = score(case, attempt, book, explain=False)
    imaging = [i for i in report.items if i.subject in ("imaging", "imaging_timing")]
    assert found.points["imaging"] == (sum(i.points for i in imaging), sum(i.of for i in imaging))
    assert found.points["communication"][0] == found.points["communication"][1] > 0
    assert found.points["neurological_exam"][0] == 0
    assert "probability" not in found.points, "where no chance was given, nothing is known"
    assert found.at == ended(attempt) == "2026-05-01T10:00:00.000+00:00"


def test_the_worst_mark_of_a_rule_counts(case: Case, progress: Progress, book: Book) -> None:
    def by_rule(attempt: Attempt) -> dict[str, tuple[str, bool]]:
        report = score(case, attempt, book, explain=False)
        return {one.rule: (one.recall, one.critical) for one in reviews(report, progress, book)}

    right, wrong = by_rule(played(case, book)), by_rule(played(case, book, triage="non_specific"))
    assert right["nerve_root"] == ("good", False)
    assert wrong["nerve_root"][0] == "again"
    assert right["ask_red_flags"] == ("again", False)


def test_a_row_that_is_left_open_is_half_a_miss(case: Case, progress: Progress, book: Book) -> None:
    attempt = played(case, book)
    empty = replace(attempt, visits=tuple(replace(v, choices={}) for v in attempt.visits))
    found = {one.rule: one for one in reviews(score(case, empty, book, explain=False), progress, book)}
    assert found["say_when_to_call"].recall == "hard"
    assert found["nerve_root"].recall == "again"


def test_what_a_case_trains_holds_whatever_is_done_in_it(case: Case, progress: Progress, book: Book) -> None:
    for attempt in (played(case, book), played(case, book, imaging="mri", triage="serious_specific")):
        rules = set(trained(score(case, attempt, book, explain=False)))
        assert rules
        assert rules <= set(progress.trains[case.id])


def test_what_forbids_is_no_card_of_its_own(case: Case, book: Book) -> None:
    report = score(case, played(case, book, imaging="mri"), book, explain=False)
    item = next(i for i in report.items if i.subject == "imaging" and i.mark in ("too_much", "critical", "wrong"))
    for rule in rules_of(item):
        then = next(o.rule for o in item.outcomes if o.rule.id == rule).then["imaging"]
        assert set(then.best) & set(item.best)


def test_practice_gives_no_points_and_an_exam_tells_nothing(case: Case, progress: Progress, book: Book) -> None:
    attempt = played(case, book)
    practice = said(replace(attempt, practice_from=0), case, progress, book)
    assert (practice.practice, practice.points, practice.sure) == (True, {}, ())
    assert practice.reviews
    half = said(replace(attempt, practice_from=1), case, progress, book)
    assert 0 < half.points["imaging"][1] < said(attempt, case, progress, book).points["imaging"][1]
    closed = said(replace(attempt, feedback="none"), case, progress, book)
    assert (closed.told, closed.points, closed.reviews, closed.percent) == (False, {}, (), 0)
    assert said(replace(attempt, feedback="none", more=True), case, progress, book).told


def test_chances_given_before_and_after_are_held_against_the_answer(case: Case, progress: Progress, book: Book) -> None:
    attempt = played(case, book)
    chances = {"serious_specific": 10, "nerve_root": 70, "non_specific": 20}
    first = replace(attempt.visits[0], estimates={"before": chances, "after": chances})
    found = said(replace(attempt, visits=(first, *attempt.visits[1:])), case, progress, book)
    assert [f.leading for f in found.forecasts] == [(0.7, True), (0.7, True)]
    assert found.forecasts == forecasts(replace(attempt, visits=(first, *attempt.visits[1:])), case, book)[0].given
    assert found.points["probability"][1] > 0


def test_patients_are_counted_where_they_showed_something() -> None:
    history = [
        Marked("a", "x", "2026-05-28T12:00:00+00:00", points={"imaging": (4, 8)}),
        Marked("b", "y", "2026-05-29T12:00:00+00:00", points={"treatment": (4, 8)}),
    ]
    assert shown_in("imaging", history, NOW) == [Shown(4, 8, 2.0)]
