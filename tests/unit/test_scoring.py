"""Every mark by hand: the formula of each kind, and what is asked, examined, estimated and decided in real cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from learner import attempt_of, best_choices

from lbp_teach import content
from lbp_teach.bedside.exam.in_case import asked_for
from lbp_teach.bedside.exam.record import Recorded
from lbp_teach.case import Case, CaseWeight, visit_facts
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.model_answer import model_attempt
from lbp_teach.play import Asked, Attempt, Choice, Examined, VisitState
from lbp_teach.scoring import SCORER, Item, Report, cap_of, decision_items, score, worth
from lbp_teach.scoring.kinds import choice_points, is_near, row_points, set_points, share, time_points
from lbp_teach.scoring.total import lacks_a_basis, passes
from lbp_teach.text import same

# ---- the formulas ----


@pytest.mark.parametrize(
    ("of", "name", "points"),
    [(32, "acceptable", 16), (24, "near", 6), (24, "too_much", -12), (7, "acceptable", 3), (7, "too_much", -3)],
)
def test_a_share_is_a_percentage_towards_zero(book: Book, of: int, name: str, points: int) -> None:
    assert share(of, name, book.weights) == points


@pytest.mark.parametrize(
    ("grade", "points"),
    [("best", 16), ("acceptable", 8), ("near", 4), ("wrong", 0), ("unsafe", 0), ("too_much", -8)],
)
def test_a_choice(book: Book, grade: str, points: int) -> None:
    assert choice_points(grade, 16, book.weights) == points


@pytest.mark.parametrize(
    ("value", "best", "near"),
    [("b", ("a",), True), ("b", ("c",), True), ("a", ("c",), False), ("b", ("b",), False), ("d", ("a", "c"), True)],
)
def test_near_is_one_step_in_either_direction(value: str, best: tuple[str, ...], near: bool) -> None:
    assert is_near(value, best, ("a", "b", "c", "d")) is near


@pytest.mark.parametrize(
    ("grade", "answers", "points"),
    [
        *[("best", n, 2) for n in (2, 3)],
        *[("acceptable", n, 1) for n in (2, 3)],
        *[(grade, 3, -1) for grade in ("wrong", "unsafe", "too_much")],
        *[(grade, 2, -2) for grade in ("wrong", "unsafe", "too_much")],
    ],
)
def test_a_row(grade: str, answers: int, points: int) -> None:
    assert row_points(grade, 2, answers) == points


@pytest.mark.parametrize(
    ("hits", "missed", "others", "points"),
    [
        (0, 5, 0, 0),
        (0, 0, 0, 0),
        (8, 0, 0, 16),
        (8, 0, 8, 16),  # eight are free
        (8, 0, 9, 15),  # 2*8*16/17 = 15.05
        (8, 0, 24, 8),  # 2*8*16/32
        (4, 4, 8, 10),  # 2*4*16/12 = 10.7
        (1, 0, 100, 0),  # 2*16/94
    ],
)
def test_focus_is_the_harmonic_mean_of_precision_and_recall(hits: int, missed: int, others: int, points: int) -> None:
    assert set_points(16, hits, missed, others, free=8) == points


@pytest.mark.parametrize(
    ("over", "points"), [(0, 24), (1, 20), (60, 20), (61, 16), (300, 4), (301, 0), (360, 0), (3600, 0)]
)
def test_each_started_minute_over_the_time_costs_four(over: int, points: int) -> None:
    assert time_points(24, 4, over, 7, 7) == points
    assert time_points(24, 4, over, 0, 0) == points  # nothing was needed
    assert time_points(24, 4, over, 0, 7) == 0


@pytest.mark.parametrize(("hits", "points"), [(0, 0), (1, 3), (4, 13), (6, 20), (7, 24)])
def test_time_is_worth_the_share_of_the_needed_that_was_done(hits: int, points: int) -> None:
    assert time_points(24, 4, 0, hits, 7) == points


# ---- decisions, at the first visit of somebody with ordinary back pain ----


@pytest.fixture(scope="module")
def rikke() -> Case:
    return content.load_case("rikke-thorsen")


@pytest.fixture(scope="module")
def jesper() -> Case:
    return content.load_case("jesper-lund")


@pytest.fixture(scope="module")
def selma() -> Case:
    return content.load_case("selma-hodzic")


def decided(case: Case, visit: str, book: Book, explain: bool = False, **choices: str) -> dict[str, Item]:
    truth = visit_facts(case, visit, book)
    given = {name.replace("__", "."): Choice(value) for name, value in choices.items()}
    items = decision_items(3, assess(book, truth), given, truth, book, explain=explain)
    assert [item.subject for item in items] == list(book.decisions)
    assert all(item.visit == 3 and item.category == "decision" for item in items)
    return {item.subject: item for item in items}


@pytest.mark.parametrize(
    ("decision", "value", "mark", "points", "of", "harm"),
    [
        ("urgency", "none", "right", 32, 32, None),
        ("urgency", "routine", "partly", 16, 32, None),
        ("urgency", "expedited", "too_much", -16, 32, None),
        ("urgency", "emergency_today", "critical", -16, 32, "over"),
        ("imaging", "none", "right", 24, 24, None),
        ("imaging", "mri", "critical", -12, 24, "over"),
        ("imaging", "by_specialist", "too_much", -12, 24, None),
        ("destination", "spine_surgery", "critical", -8, 16, "over"),
        ("destination", "neurology", "too_much", -8, 16, None),
        ("destination", "municipality", "wrong", 0, 16, None),
        ("triage", "nerve_root", "wrong", 0, 24, None),
        ("step", "step_2", "partly", 4, 16, None),  # beside the best step
        ("code", "L03", "partly", 4, 8, None),
        ("code", "N18", "wrong", 0, 8, None),
        ("intervention.surgery", "do", "critical", -1, 2, "over"),
        ("intervention.surgery", "may", "too_much", -1, 2, None),
        ("intervention.surgery", "avoid", "right", 2, 2, None),
    ],
)
def test_what_a_decision_comes_to(
    rikke: Case, book: Book, decision: str, value: str, mark: str, points: int, of: int, harm: str | None
) -> None:
    item = decided(rikke, "first", book, **{decision.replace(".", "__"): value})[decision]
    assert (item.mark, item.points, item.of, item.harm) == (mark, points, of, harm)
    assert item.chosen == Choice(value)
    assert item.grade == {"right": "best", "partly": "near" if value == "step_2" else "acceptable"}.get(
        mark, "too_much" if harm else mark
    )
    assert item.kind == (
        "row" if "." in decision else "ordinal" if decision in ("urgency", "step", "follow_up") else "choice"
    )
    if harm:
        assert item.outcomes[0].rule.harms[decision]
        assert value in item.outcomes[0].rule.harms[decision]


def test_no_decision_is_nothing_and_no_error(rikke: Case, book: Book) -> None:
    for item in decided(rikke, "first", book).values():
        assert (item.mark, item.points, item.harm, item.chosen) == ("missing", 0, None, None)
        assert (item.speaks_for, item.speaks_against) == ((), ())
        assert item.of == worth(book.decisions[item.subject], book) > 0


def test_an_unsafe_choice_is_critical_by_doing_too_little(selma: Case, book: Book) -> None:
    items = decided(selma, "eight_days", book, urgency="routine", triage="non_specific", follow_up="extended")
    assert (items["urgency"].mark, items["urgency"].points, items["urgency"].harm) == ("critical", 0, "under")
    assert items["triage"].harm == "under"
    assert items["urgency"].outcomes[0].rule.id == "cauda_equina"
    assert "routine" in items["urgency"].outcomes[0].rule.then["urgency"].unsafe


def test_beside_the_best_step_counts_only_where_no_rule_warns(selma: Case, book: Book) -> None:
    # Expedited stands beside emergency today, and the rule of cauda equina calls it unsafe.
    assert decided(selma, "eight_days", book, urgency="expedited")["urgency"].points == 0


def test_arguments_for_and_against_are_the_rules_that_hold(rikke: Case, book: Book) -> None:
    items = decided(rikke, "first", book, imaging="mri", urgency="routine", triage="nerve_root")
    against = {o.rule.id for o in items["imaging"].speaks_against}
    assert "imaging_restraint" in against
    assert items["imaging"].speaks_for == ()
    assert {o.rule.id for o in items["urgency"].speaks_for} >= {"non_specific"}
    # What the winning rule does not name at all, it speaks against by recommending something else.
    assert {o.rule.id for o in items["triage"].speaks_against} == {"non_specific"}
    assert all(o.fired for item in items.values() for o in (*item.speaks_for, *item.speaks_against))


def test_a_rule_that_recommends_a_choice_is_not_an_argument_against_it(rikke: Case, book: Book) -> None:
    item = decided(rikke, "first", book, triage="non_specific")["triage"]
    assert "non_specific" in {o.rule.id for o in item.speaks_for}
    assert item.speaks_against == ()


def test_a_rule_that_is_outranked_and_recommends_something_else_is_no_argument_against(selma: Case, book: Book) -> None:
    item = decided(selma, "eight_days", book, triage="serious_specific")["triage"]
    assert item.mark == "right"
    verdict = assess(book, visit_facts(selma, "eight_days", book)).verdicts["triage"]
    assert "nerve_root" in {o.rule.id for o in verdict.fired}  # it recommends another category
    assert item.speaks_against == ()


def test_what_would_have_changed_it_is_worked_out_where_it_went_wrong_and_only_when_asked_for(
    rikke: Case, book: Book
) -> None:
    wrong = {"imaging": "mri", "urgency": "expedited", "triage": "nerve_root", "intervention__surgery": "do"}
    fine = {"code": "L03", "follow_up": "basis", "intervention__bed_rest": "do"}
    told = decided(rikke, "first", book, explain=True, **wrong, **fine)
    for name in wrong:
        assert told[name.replace("__", ".")].what_if, name
    for name in fine:  # half right, right, and a row that is merely too much
        assert told[name.replace("__", ".")].what_if == (), name
    assert all(not item.what_if for item in decided(rikke, "first", book, **wrong).values())


def test_what_was_left_unknown_are_facts_behind_the_rules_that_the_learner_did_not_have(
    rikke: Case, book: Book
) -> None:
    truth = visit_facts(rikke, "first", book)
    key, given = assess(book, truth), {"imaging": Choice("mri")}

    def unknown(known: dict[str, Any] | None) -> tuple[str, ...]:
        items = decision_items(0, key, given, truth, book, explain=False, known=known)
        return next(item.unknown for item in items if item.subject == "imaging")

    assert unknown(None) == ()
    assert unknown(dict(truth)) == ()
    left = unknown({})
    assert left
    assert set(left) <= set(truth)
    one = left[0]
    assert unknown({one: truth[one]}) == left[1:]


# ---- history, examination, estimate, focus, time ----


def marked(case: Case, book: Book, *visits: VisitState, **more: Any) -> Report:
    return score(case, replace(attempt_of(case, *visits), **more), book, explain=False)


def item(report: Report, subject: str, category: str | None = None) -> Item:
    (found,) = [i for i in report.items if i.subject == subject and category in (None, i.category)]
    return found


def first(case: Case, book: Book) -> VisitState:
    return model_attempt(case, book).visits[0]


def test_each_finding_that_had_to_be_asked_for_is_worth_four(jesper: Case, book: Book) -> None:
    full = first(jesper, book)
    report = marked(jesper, book, full)
    asked = item(report, "ask_saddle")
    assert (asked.points, asked.of, asked.mark, asked.category) == (16, 16, "right", "history")
    without = replace(full, asked=tuple(a for a in full.asked if a.question != "saddle_feeling"))
    got = item(marked(jesper, book, without), "ask_saddle")
    assert (got.mark, got.points, got.missing, got.kind) == ("partly", 12, ("history.saddle_numbness",), "finding")
    assert got.unknown == got.missing
    silent = replace(full, asked=())
    got = item(marked(jesper, book, silent), "ask_saddle")
    assert (got.mark, got.points) == ("missing", 0)
    assert len(got.missing) == 4


def test_a_sided_finding_of_the_history_counts_once(jesper: Case, book: Book) -> None:
    full = first(jesper, book)
    silent = item(marked(jesper, book, replace(full, asked=())), "ask_deficit")
    assert (silent.of, len(silent.missing)) == (12, 3)
    assert all("@" not in name for name in silent.missing)


def test_the_examination_counts_what_was_written_down(rikke: Case, book: Book) -> None:
    full = first(rikke, book)
    name = "exam.percussion_tenderness"
    done = item(marked(rikke, book, full), "examine_basic")
    assert (done.points, done.mark, done.category, done.kind) == (14, "right", "examination", "finding")
    truth = visit_facts(rikke, "first", book)
    assert truth[name] == "absent"

    def basic(**changes: Any) -> Item:
        return item(marked(rikke, book, replace(full, **changes)), "examine_basic")

    left = {k: v for k, v in full.recorded.items() if k != name}
    assert basic(recorded=left).unnoted == (name,)
    assert (basic(recorded=left).mark, basic(recorded=left).points) == ("partly", 12)
    misread = basic(recorded={**full.recorded, name: Recorded("present")})
    assert (misread.points, misread.misread) == (10, ((name, "present"),))  # normal called abnormal: two less
    percussion = book.manoeuvre_of[name].id
    not_done = basic(examined=tuple(e for e in full.examined if e.manoeuvre != percussion))
    assert name in not_done.missing
    assert not_done.unknown == not_done.missing
    nothing = basic(examined=(), recorded={})
    assert (nothing.mark, nothing.points, nothing.of) == ("missing", 0, 14)


@pytest.mark.parametrize(
    ("name", "raised", "wanted"),
    [
        ("exam.crossed_slr@left", "positive", False),
        ("exam.crossed_slr@left", "negative", True),
        ("exam.slr@left", "positive", True),
    ],
)
def test_the_crossed_raise_is_wanted_on_a_leg_whose_own_raise_is_not_positive(
    name: str, raised: str, wanted: bool
) -> None:
    assert asked_for(name, {"exam.slr@left": raised, "exam.slr@right": "negative"}) is wanted


def test_what_the_findings_point_to(jesper: Case, selma: Case, rikke: Case, book: Book) -> None:
    full = first(jesper, book)
    (act,) = full.tools["exam"]
    assert item(marked(jesper, book, full), "localise").points == 16

    def said(**changes: Any) -> Item:
        acts = (("localise", {**act[1], **changes}),)
        return item(marked(jesper, book, replace(full, tools={"exam": acts})), "localise")

    assert (said().mark, said().kind, said().of, said().category) == ("right", "located", 16, "examination")
    none = item(marked(jesper, book, replace(full, tools={})), "localise")
    assert (none.mark, none.points) == ("missing", 0)
    guess = item(marked(jesper, book, replace(full, recorded={})), "localise")
    assert (guess.mark, guess.points) == ("wrong", 0)
    assert guess.outcomes[0].rule.id == "examine_strength"
    # Nothing is asked about a root where the legs need no full examination, or where the findings tell none.
    assert all(i.subject != "localise" for i in marked(rikke, book, first(rikke, book)).items)
    assert all(i.subject != "localise" for i in marked(selma, book, first(selma, book)).items)


@pytest.mark.parametrize(
    ("chances", "mark", "points"),
    [
        (None, "missing", 0),
        ({"serious_specific": 0, "nerve_root": 0, "non_specific": 100}, "right", 12),
        ({"serious_specific": 20, "nerve_root": 20, "non_specific": 60}, "partly", 7),  # 12 x (1 - 1.5 x 0.24)
        ({"serious_specific": 33, "nerve_root": 33, "non_specific": 34}, "wrong", 0),
        ({"serious_specific": 0, "nerve_root": 100, "non_specific": 0}, "wrong", -24),
    ],
)
def test_the_estimate_after_the_examination(
    rikke: Case, book: Book, chances: dict[str, int] | None, mark: str, points: int
) -> None:
    state = replace(first(rikke, book), estimates={"after": chances} if chances else {})
    got = item(marked(rikke, book, state), "estimate")
    assert (got.mark, got.points, got.of, got.category) == (mark, points, 12, "probability")
    assert (got.best, got.kind) == (("non_specific",), "probability")
    assert got.outcomes[0].rule.id == "non_specific"


def test_the_estimate_before_the_examination_gives_no_points(rikke: Case, book: Book) -> None:
    chances = {"serious_specific": 0, "nerve_root": 0, "non_specific": 100}
    state = replace(first(rikke, book), estimates={"before": chances})
    assert item(marked(rikke, book, state), "estimate").mark == "missing"


def test_focus_lets_eight_needless_acts_pass_and_names_more(rikke: Case, book: Book) -> None:
    full = first(rikke, book)
    rules = [o.rule for o in assess(book, visit_facts(rikke, "first", book)).process if o.fired]
    needed = {name for rule in rules for name in (*rule.ask, *rule.examine)}
    idle = [q.id for q in book.guideline.questions if not set(q.findings) & needed]

    def focus(n: int, **more: Any) -> Item:
        extra = tuple(Asked(q, over=False) for q in idle[:n])
        return item(marked(rikke, book, replace(full, asked=(*full.asked, *extra), **more)), "focus")

    assert (focus(0).mark, focus(0).points, focus(0).extra) == ("right", 16, ())
    assert (focus(8).points, focus(8).extra) == (16, ())
    assert focus(9).mark == "partly"
    assert focus(9).points == 2 * len(needed) * 16 // (2 * len(needed) + 1)
    assert focus(9).extra == tuple(idle[:9])
    nothing = item(marked(rikke, book, replace(full, asked=(), examined=())), "focus")
    assert (nothing.mark, nothing.points, nothing.of, nothing.kind) == ("missing", 0, 16, "set")
    assert nothing.category == "time"
    # A needless manoeuvre counts like a needless question.
    manoeuvre = next(m.id for m in book.guideline.manoeuvres if not set(m.findings) & needed)
    more = focus(8, examined=(*full.examined, Examined(manoeuvre, "left")))
    assert more.extra[-1] == manoeuvre
    assert more.points < 16
    half = item(marked(rikke, book, replace(full, examined=())), "focus")
    assert 0 < half.points < 16


def test_what_was_asked_at_an_earlier_visit_and_cannot_change_is_not_missed(rikke: Case, book: Book) -> None:
    model = model_attempt(rikke, book)
    one, two = model.visits
    stable = [q for q in two.asked if all(book.findings[f].stable for f in book.questions[q.question].findings)]
    assert stable
    fewer = replace(two, asked=tuple(a for a in two.asked if a not in stable))
    report = marked(rikke, book, one, fewer)
    focus = [i for i in report.items if i.subject == "focus"]
    assert [i.points for i in focus] == [16, 16]
    alone = score(rikke, attempt_of(rikke, replace(one, asked=(), examined=()), fewer), book, explain=False)
    assert [i.points for i in alone.items if i.subject == "focus"][1] < 16


@pytest.mark.parametrize(
    ("over", "mark", "points"), [(-10, "right", 24), (0, "right", 24), (1, "partly", 20), (400, "wrong", 0)]
)
def test_the_time_of_a_visit(rikke: Case, book: Book, over: int, mark: str, points: int) -> None:
    state = replace(first(rikke, book), seconds=rikke.visits[0].minutes * 60 + over)
    got = item(marked(rikke, book, state), "time")
    assert (got.mark, got.points, got.of, got.category, got.kind) == (mark, points, 24, "time", "time")


def test_time_is_not_kept_by_doing_nothing(rikke: Case, book: Book) -> None:
    idle = item(marked(rikke, book, VisitState("first", choices=best_choices(rikke, "first", book))), "time")
    assert (idle.mark, idle.points) == ("missing", 0)
    asked = VisitState("first", asked=(Asked("cancer", over=False),))
    assert 0 < item(marked(rikke, book, asked), "time").points < 6
    looked = VisitState("first", examined=(Examined("percussion", None),))
    assert 0 < item(marked(rikke, book, looked), "time").points < 6


# ---- the sum ----


def test_the_sum_the_floor_and_the_cap(rikke: Case, book: Book) -> None:
    model = model_attempt(rikke, book)
    full = score(rikke, model, book)
    assert (full.points, full.sum, full.floor, full.cap, full.of) == (806, 806, 0, 0, 806)
    assert (full.percent, full.score, full.passed, full.critical) == (100, 1.0, True, ())
    assert full.versions == {"case": "", "edition": "DSAM2026", "scorer": SCORER}
    worse = {**model.visits[0].choices, "imaging": Choice("mri")}
    capped = score(rikke, replace(model, visits=(replace(model.visits[0], choices=worse), model.visits[1])), book)
    assert capped.sum == 806 - 24 - 12
    assert capped.points == 806 * 40 // 100 == 322
    assert capped.cap == 322 - capped.sum
    assert (capped.percent, capped.passed) == (39, False)
    assert [i.subject for i in capped.critical] == ["imaging"]
    bad = {name: Choice(value) for name, value in {"imaging": "by_specialist", "urgency": "expedited"}.items()}
    floored = marked(rikke, book, VisitState("first", choices=bad))
    assert (floored.sum, floored.floor, floored.points, floored.cap) == (-28, 28, 0, 0)
    assert floored.percent == 0


@pytest.mark.parametrize(
    ("points", "of", "passed"), [(60, 100, True), (59, 100, False), (484, 806, True), (599, 1000, False), (0, 0, False)]
)
def test_the_pass_mark_is_sixty_in_a_hundred(book: Book, points: int, of: int, passed: bool) -> None:
    assert passes(points, of, book) is passed


def test_a_cap_never_raises_what_is_below_it(book: Book, rikke: Case) -> None:
    def one(mark: Any, points: int, of: int) -> Item:
        return Item(0, "decision", "imaging", mark, points, of)

    assert cap_of([one("critical", 0, 10), one("right", 90, 90)], book) == 40 - 90
    assert cap_of([one("critical", 0, 10), one("right", 20, 90)], book) == 0
    assert cap_of([one("critical", -50, 10), one("right", 20, 90)], book) == 0
    assert cap_of([one("too_much", 0, 10), one("right", 90, 90)], book) == 0
    assert cap_of([], book) == 0


def test_an_attempt_is_empty_when_nothing_whatever_was_done(rikke: Case, book: Book) -> None:
    empty = marked(rikke, book, VisitState("first"))
    assert empty.reason is not None
    assert (empty.points, empty.percent, empty.passed) == (0, 0, False)
    chances = {"serious_specific": 0, "nerve_root": 0, "non_specific": 100}
    for done in (
        VisitState("first", asked=(Asked("cancer", over=False),)),
        VisitState("first", examined=(Examined("percussion", None),)),
        VisitState("first", choices={"code": Choice("L84")}),
        VisitState("first", left=("medicines",)),
        VisitState("first", estimates={"before": chances}),
    ):
        assert marked(rikke, book, done).reason is None
    # One visit with something in it is enough.
    assert marked(rikke, book, VisitState("first"), first(rikke, book)).reason is None


def test_a_repeat_is_practice_with_a_sum_of_its_own(rikke: Case, book: Book) -> None:
    report = score(rikke, replace(model_attempt(rikke, book), practice_from=0), book)
    assert (report.practice, report.points, report.of, report.practice_items) == (True, 806, 806, ())
    assert not report.passed


def test_only_a_whole_attempt_passes(rikke: Case, book: Book) -> None:
    model = model_attempt(rikke, book)
    whole = score(rikke, model, book)
    assert (whole.passed, whole.unfinished, whole.undecided, whole.baseless) == (True, False, (), False)
    stopped = score(rikke, replace(model, visits=model.visits[:1], finished=False), book)
    assert (stopped.passed, stopped.unfinished) == (False, True)
    second = model.visits[1]
    open_ = {n: c for n, c in second.choices.items() if n not in ("urgency", "intervention.surgery")}
    silent = score(rikke, replace(model, visits=(model.visits[0], replace(second, choices=open_))), book)
    assert (silent.passed, silent.undecided) == (False, ((1, "urgency"),))  # a row may stay open


def test_decisions_that_rest_on_nothing_are_capped(rikke: Case, book: Book) -> None:
    model = model_attempt(rikke, book)
    copied = tuple(replace(v, asked=(), examined=(), recorded={}, tools={}, seconds=0) for v in model.visits)
    report = score(rikke, replace(model, visits=copied), book)
    assert (report.baseless, report.passed, report.critical) == (True, False, ())
    assert report.points == report.of * 40 // 100 == report.sum + report.cap

    def one(points: int, category: Any = "history") -> Item:
        return Item(0, category, "ask_pain", "partly", points, 100)

    assert lacks_a_basis([one(32)], book)
    assert not lacks_a_basis([one(33)], book)
    assert not lacks_a_basis([one(10), one(56, "examination")], book)
    assert not lacks_a_basis([one(0, "decision")], book)
    assert lacks_a_basis([one(32), one(100, "decision"), one(100, "time")], book)


def test_after_feedback_on_the_way_the_rest_is_left_out_of_the_sum(rikke: Case, book: Book) -> None:
    model = model_attempt(rikke, book)
    whole = score(rikke, model, book)
    report = score(rikke, replace(model, practice_from=1), book)
    assert not report.practice
    assert not report.passed
    assert {i.visit for i in report.items} == {0}
    assert {i.visit for i in report.practice_items} == {1}
    assert len(report.items) + len(report.practice_items) == len(whole.items)
    # What the rest could have given stays: asking must not be a way to be rid of a dangerous visit.
    assert report.of == whole.of
    assert report.points == sum(i.points for i in whole.items if i.visit == 0) < whole.points
    # A critical error in practice does not cap what counts.
    bad = replace(model.visits[1], choices={**model.visits[1].choices, "imaging": Choice("ct")})
    kept = score(rikke, replace(model, visits=(model.visits[0], bad), practice_from=1), book)
    assert kept.points == report.points
    assert score(rikke, replace(model, visits=(model.visits[0], bad)), book).cap < 0


def test_a_case_may_change_a_weight_with_a_reason(rikke: Case, book: Book) -> None:
    reason = same("This case is about restraint.")
    weights = (
        CaseWeight(item="imaging", times=3, reason=reason),
        CaseWeight(item="ask_risk", times=2, reason=reason),
        CaseWeight(item="time", times=0, reason=reason),
    )
    case = rikke.model_copy(update={"weights": weights})
    model = model_attempt(rikke, book)
    report, plain = score(case, model, book), score(rikke, model, book)
    assert report.of == report.points == plain.of + 2 * (2 * 24 + 16 - 24)
    imaging = [i for i in report.items if i.subject == "imaging"]
    assert {(i.points, i.of, i.times, i.why_weight) for i in imaging} == {(72, 72, 3, reason)}
    assert {(i.of, i.points) for i in report.items if i.subject == "time"} == {(0, 0)}
    assert {(i.times, i.why_weight) for i in report.items if i.subject == "urgency"} == {(1, None)}


def test_endings_and_what_could_not_be_judged(selma: Case, jesper: Case, book: Book) -> None:
    model = model_attempt(selma, book)
    report = score(selma, model, book)
    assert [at for at, _ in report.endings] == [1]
    assert report.open == ()
    silent = replace(model.visits[1], asked=(), examined=(), recorded={})
    blind = score(selma, replace(model, visits=(model.visits[0], silent)), book)
    assert {(at, rule) for at, rule, _ in blind.open} >= {(1, "cauda_equina")}
    assert all(missing for _, _, missing in blind.open)
    assert marked(selma, book, model.visits[0]).endings == ()


def test_the_same_attempt_gives_the_same_report_and_the_edition_is_the_attempts_own(rikke: Case, book: Book) -> None:
    attempt: Attempt = model_attempt(rikke, book)
    assert score(rikke, attempt, book) == score(rikke, attempt, book)
    other = score(rikke, replace(attempt, edition="RSD2024", case_hash="abc"), book)
    assert (other.edition, other.versions["edition"], other.versions["case"]) == ("RSD2024", "RSD2024", "abc")
    assert other.case == "rikke-thorsen"


def test_the_percentage_is_rounded_down_and_nothing_of_nothing_is_nothing(rikke: Case, book: Book) -> None:
    report = score(rikke, model_attempt(rikke, book), book)
    assert replace(report, points=805).percent == 99
    assert replace(report, points=403).percent == 50
    assert replace(report, points=0, of=0).percent == 0
    assert replace(report, points=0, of=0).score == 0
    assert replace(report, points=403).score == 0.5
