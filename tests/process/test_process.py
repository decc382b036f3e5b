"""Reading the way: the model answer, random clickers, old attempts, order, time, and that none of it is marked."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from learner import cases, paths
from process.played import Player, along, marks, named, play, reading

from lbp_teach import content
from lbp_teach.bedside.exam.record import Recorded
from lbp_teach.bedside.tools import TOOLS
from lbp_teach.case import Case
from lbp_teach.debriefing.first_screen import work_on
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.way import Way
from lbp_teach.lint_way import check_way
from lbp_teach.model_answer import model_attempt
from lbp_teach.play import Attempt, Step, VisitState
from lbp_teach.probability.demonstrators import any_flag
from lbp_teach.process import Ordered, Process, process_words, read_process
from lbp_teach.process.habits.base_rate import with_a_flag
from lbp_teach.process.naming import finding_names
from lbp_teach.process.order import ordered
from lbp_teach.process.page import filled
from lbp_teach.process.trail import trails
from lbp_teach.refusal import Refusal
from lbp_teach.scoring import score
from lbp_teach.stages import STAGES
from lbp_teach.text import Lang

ROOT = Path(__file__).parents[2]
KEYS = {
    "id",
    "kind",
    "visit",
    "title",
    "value",
    "text",
    "evidence",
    "about",
    "advice",
    "train",
    "citations",
    "reviewed",
}


def told(process: Process, case: Case, attempt: Attempt, book: Book, lang: str = "en") -> dict[str, Any]:
    entries = process_words(process, case, attempt, book, Lang(lang))
    assert all(set(entry) == KEYS for entry in entries)
    return {entry["id"]: entry for entry in entries}


@pytest.fixture(scope="module")
def jesper() -> Case:
    return content.load_case("jesper-lund")


# ---- the model answer ----


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_the_model_answer_has_no_habit_on_any_path(case: Case, book: Book) -> None:
    for path in dict.fromkeys(paths(case, book)):
        attempt = along(case, path, book)
        process = reading(case, attempt, book)
        assert list(named(process)) == []
        assert process.recorded
        assert all(visit.done == visit.of > 0 for visit in process.coverage)
        assert all(visit.distance == 0 for visit in process.order)
        entries = told(process, case, attempt, book)
        assert list(entries) == ["coverage", "order", "time"]
        assert entries["order"]["evidence"] == entries["coverage"]["evidence"] == []


# ---- anybody ----


def clicked(case: Case, seed: int, book: Book) -> Attempt:
    """Somebody who presses whatever is there."""
    chance, player = random.Random(seed), Player(case, book)
    for _ in range(60):
        if player.attempt.finished:
            break
        try:
            match chance.randrange(12):
                case 0 | 1 | 2 | 3:
                    player.act("ask", question=chance.choice(list(book.questions)))
                case 4 | 5 | 6:
                    player.line(f"examine {chance.choice(list(book.manoeuvres))}")
                case 7 | 8 | 9:
                    decision = book.decisions[chance.choice(["triage", "suspected", "urgency"])]
                    player.decide(decision.id, chance.choice([None, *(option.value for option in decision.options)]))
                case 10:
                    low, high = sorted((chance.randrange(101), chance.randrange(101)))
                    player.line(f"estimate {chance.choice(['before', 'after'])} {low} {high - low} {100 - high}")
                case _:
                    player.lock()
        except Refusal:
            continue
    return player.attempt


@pytest.mark.parametrize("seed", range(12))
def test_whatever_somebody_clicks_it_is_read_and_twice_the_same(seed: int, book: Book) -> None:
    case = cases()[seed % 3]
    attempt = clicked(case, seed, book)
    report = marks(case, attempt, book)
    process = read_process(case, attempt, report, book)
    assert process == read_process(case, attempt, report, book)
    for lang in ("da", "en"):
        assert told(process, case, attempt, book, lang) == told(process, case, attempt, book, lang)
    for spent, state in zip(process.time, attempt.visits, strict=True):
        parts = (spent.needed_history, spent.open_history, spent.other_history, spent.needed_exam, spent.other_exam)
        assert sum(parts) + spent.rest == spent.used == state.seconds


def test_an_attempt_that_only_began_is_read(jesper: Case, book: Book) -> None:
    attempt = Player(jesper, book).attempt
    entries = told(reading(jesper, attempt, book), jesper, attempt, book)
    assert entries["coverage"]["value"]["done"] == 0
    assert entries["order"]["value"] is None


def test_an_attempt_without_its_steps_says_so_and_accuses_nobody(book: Book) -> None:
    case = content.load_case("selma-hodzic")
    lines = ["ask pain_where", "decide urgency routine", "decide triage serious_specific", "lock"]
    attempt = play(case, [["ask needed", "examine needed", "lock"], lines], book)
    assert list(named(reading(case, attempt, book))) == ["premature_closure"]
    old = replace(attempt, visits=tuple(replace(state, log=()) for state in attempt.visits))
    process = reading(case, old, book)
    assert not process.recorded
    assert process.habits == ()
    entries = told(process, case, old, book)
    assert "not recorded" in entries["order"]["text"]
    with_steps = told(reading(case, attempt, book), case, attempt, book)
    assert entries["coverage"] == with_steps["coverage"]
    assert entries["time"] == with_steps["time"]


def test_the_way_does_not_change_a_mark(jesper: Case, book: Book) -> None:
    good = play(jesper, [["ask needed", "examine needed", "lock"]], book)
    bad = play(jesper, [["decide triage nerve_root", "examine needed", "ask needed", "lock"]], book)
    assert reading(jesper, good, book).order[0].distance == 0
    assert (reading(jesper, bad, book).order[0].distance or 0) > 0.4
    one, other = score(jesper, good, book), score(jesper, bad, book)
    assert (one.points, one.of) == (other.points, other.of)
    assert one.items == other.items


# ---- what is read where the learner wrote something down wrongly ----


def test_a_finding_that_was_written_down_as_normal_is_not_held_against_her(jesper: Case, book: Book) -> None:
    lines = ["ask pain_duration", "estimate before 5 15 80", "examine strength_dorsiflexion"]
    player = Player(jesper, book)
    for line in lines:
        player.line(line)
    player.act("record", finding="exam.strength.dorsiflexion", side="left", value=5)
    (trail,) = trails(jesper, player.attempt, book)
    assert trail.at_end["exam.strength.dorsiflexion@left"] == 5


# ---- order ----

OPEN, INSPECTION = "pain_where", ["gait", "general_condition"]
FIRST_HANDS = ["movement", "percussion", "palpation"]
UNPLEASANT = ["sensation_saddle", "anal_tone", "residual_urine"]


def walked(steps: list[Step], case: Case, book: Book) -> Ordered:
    attempt = Attempt("a", case.id, "", "DSAM2026", (VisitState("first", log=tuple(steps)),))
    (trail,) = trails(case, attempt, book)
    return ordered(trail, "DSAM2026", book)


def acts(*names: str, book: Book) -> list[Step]:
    return [Step("ask" if name in book.questions else "examine", name, side=None) for name in names]


@pytest.mark.parametrize("seed", range(20))
def test_every_order_that_keeps_the_constraints_has_distance_0(seed: int, jesper: Case, book: Book) -> None:
    chance = random.Random(seed)

    def mixed(names: list[str]) -> list[str]:
        return chance.sample(names, len(names))

    questions = mixed([name for name in book.questions if name != OPEN])
    middle = mixed([m for m in book.manoeuvres if m not in (*INSPECTION, *FIRST_HANDS, *UNPLEASANT)])
    last = mixed(UNPLEASANT)
    order = [*mixed(INSPECTION), OPEN, *questions, *FIRST_HANDS, *middle, *last]
    steps = [*acts(*order, book=book), Step("decide", "triage", "nerve_root")]
    found = walked(steps, jesper, book)
    assert found.broken == ()
    assert len(found.pairs) > 100
    assert {pair.constraint for pair in found.pairs} >= {c.id for c in book.guideline.way.order if c.after}
    backwards = walked(steps[::-1], jesper, book)
    # One open question suffices, and the last of them is now the first.
    assert {pair.constraint for pair in backwards.pairs if pair.kept} <= {"open_before_flags"}


def left_right(book: Book, between: str) -> list[Step]:
    left, right = (Step("examine", "reflex_achilles", side=side) for side in ("left", "right"))
    return [left, *acts(between, book=book), right]


@pytest.mark.parametrize(
    ("constraint", "steps"),
    [
        ("open_before_flags", ["fever", "pain_where"]),
        ("history_before_examination", ["percussion", "fever"]),
        ("alarm_in_history", ["pain_where", "percussion", "bladder_control"]),
        ("look_before_touch", ["straight_leg_raise", "gait"]),
        ("move_before_touch", ["palpation", "movement"]),
        ("unpleasant_last", ["anal_tone", "percussion"]),
    ],
)
def test_each_constraint_names_the_pair_that_broke_it(
    constraint: str, steps: list[str], jesper: Case, book: Book
) -> None:
    found = [pair for pair in walked(acts(*steps, book=book), jesper, book).broken if pair.constraint == constraint]
    assert [(pair.before.subject, pair.after.subject) for pair in found] == [(steps[-1], steps[-2])]
    kept = walked(acts(*reversed(steps), book=book), jesper, book)
    assert constraint not in {pair.constraint for pair in kept.broken}


def test_alarm_questions_matter_for_the_order_only_with_leg_symptoms(book: Book) -> None:
    rikke = content.load_case("rikke-thorsen")
    found = walked(acts("pain_where", "percussion", "bladder_control", book=book), rikke, book)
    assert "alarm_in_history" not in {pair.constraint for pair in found.pairs}


def test_the_sides_are_apart_when_something_else_came_between(jesper: Case, book: Book) -> None:
    assert walked(left_right(book, "reflex_achilles"), jesper, book).broken == ()
    (pair,) = walked(left_right(book, "percussion"), jesper, book).broken
    assert (pair.constraint, pair.before.side, pair.after.side) == ("sides_together", "left", "right")


def test_an_act_counts_from_when_it_was_done_first(jesper: Case, book: Book) -> None:
    assert walked(acts("gait", "straight_leg_raise", "gait", book=book), jesper, book).broken == ()


def test_a_decision_counts_from_its_last_change(jesper: Case, book: Book) -> None:
    early, late = Step("decide", "triage", "nerve_root"), Step("decide", "triage", "non_specific")
    exam = acts("percussion", book=book)
    assert [p.constraint for p in walked([early, *exam], jesper, book).broken] == ["examination_before_decision"]
    assert walked([early, *exam, late], jesper, book).broken == ()
    assert walked([early, *exam, replace(late, value=None)], jesper, book).pairs == ()


def test_a_broken_order_is_told_pair_by_pair_with_its_reason(jesper: Case, book: Book) -> None:
    attempt = play(jesper, [["examine percussion", "ask fever", "ask pain_where", "ask weight", "lock"]], book)
    entry = told(reading(jesper, attempt, book), jesper, attempt, book)["order"]
    lines = " ".join(entry["evidence"])
    assert "came after" in lines
    assert book.manoeuvres["percussion"].label.en in lines
    assert entry["value"]["done"] < entry["value"]["of"]
    assert "no points" in entry["text"]
    assert entry["citations"]


# ---- coverage and time ----


def test_a_finding_recorded_wrongly_is_missing_and_stands_first_in_what_to_work_on(jesper: Case, book: Book) -> None:
    attempt = model_attempt(jesper, book)
    state = attempt.visits[0]
    name = next(k for k, one in state.recorded.items() if k.startswith("exam.strength") and one.value == 4)
    wrong = replace(state, recorded={**state.recorded, name: Recorded(5)})
    attempt = replace(attempt, visits=(wrong, *attempt.visits[1:]))
    process = reading(jesper, attempt, book)
    assert process.coverage[0].done == process.coverage[0].of - 1
    (line,) = told(process, jesper, attempt, book)["coverage"]["evidence"]
    assert "Recorded wrongly: " in line
    assert "Missing" not in line
    report = score(jesper, attempt, book)
    assert work_on(report, jesper, attempt, book, Lang.EN)[0]["text"].startswith("You recorded wrongly: ")


def test_a_side_is_named_once_before_its_findings(book: Book) -> None:
    names = ["exam.sensation.L4@left", "exam.sensation.L5@left", "exam.slr@right", "exam.gait"]
    label = {name: book.findings[name.partition("@")[0]].label.en for name in names}
    assert finding_names(names, book).en == (
        f"{label[names[3]]}; left: {label[names[0]]}; {label[names[1]]}; {label[names[2]]}, right"
    )


def test_coverage_names_what_is_left_by_group(jesper: Case, book: Book) -> None:
    attempt = play(
        jesper, [["ask needed but fever, bladder_control", "examine needed but reflex_achilles", "lock"]], book
    )
    first = reading(jesper, attempt, book).coverage[0]
    left = {group.rule: group.left for group in first.groups if group.left}
    assert left == {
        "ask_red_flags": ("flags.fever",),
        "ask_saddle": ("history.urinary_incontinence",),
        "examine_reflexes": ("exam.reflex.achilles@left", "exam.reflex.achilles@right"),
    }
    assert first.of - first.done == 4


def test_time_tells_the_needed_from_the_open_and_the_rest(jesper: Case, book: Book) -> None:
    lines = [
        "ask fever",
        "ask pain_onset",
        "ask allergies",
        "ask smoking_alcohol",
        "ask infections",
        "examine percussion",
    ]
    attempt = play(jesper, [[*lines, "examine abdomen", "lock"]], book)
    process = reading(jesper, attempt, book)
    spent = process.time[0]
    assert (spent.needed_history, spent.open_history, spent.other_history) == (20, 70, 30)
    assert (spent.needed_exam, spent.other_exam) == (20, 30)
    assert spent.others == (("ask", "infections", 30), ("examine", "abdomen", 30))
    assert spent.rest == 0
    assert "elsewhere" not in told(process, jesper, attempt, book)["time"]["evidence"][0]


# ---- the data ----


def test_what_trains_a_habit_exists(jesper: Case, book: Book) -> None:
    targets = {"bedside": set(TOOLS), "stage": set(STAGES), "lab": {part.id for part in content.lab().parts}}
    attempt = play(jesper, [["examine percussion", "ask fever", "ask infections", "lock"]], book)
    entries = told(reading(jesper, attempt, book), jesper, attempt, book).values()
    trains = [entry["train"] for entry in entries if entry["train"]]
    assert len(trains) == 3
    trains += [{"kind": h.train.kind, "target": h.train.target} for h in book.guideline.way.habits]
    assert [one for one in trains if one["target"] not in targets[one["kind"]]] == []


def test_every_citation_of_the_way_can_be_shown_while_playing(book: Book) -> None:
    assert [name for name in book.guideline.way.cites() if name not in book.statements] == []


def test_a_flag_bears_what_the_laboratory_says(book: Book) -> None:
    share = book.parameters["serious_share_percent"].value("DSAM2026")
    flagged = book.parameters["red_flag_share_percent"].value("DSAM2026")
    assert isinstance(share, float)
    assert isinstance(flagged, float)
    rates = any_flag(share / 100, flagged / 100)
    ratio = rates.sensitivity / (1 - rates.specificity)
    odds = share / (100 - share) * ratio
    assert with_a_flag(share, flagged) == pytest.approx(100 * odds / (1 + odds))


def test_a_name_in_the_way_that_leads_nowhere_is_found(book: Book) -> None:
    way = book.guideline.way
    assert check_way(book) == []
    order = (way.order[0].model_copy(update={"when": "legs", "cites": ("nothing",)}), *way.order[1:])
    broken = Way(order=order, limits=way.limits[1:], alarms=way.alarms, habits=way.habits[1:])
    faulty = Book(book.guideline.model_copy(update={"way": broken}))
    found = [str(problem) for problem in check_way(faulty)]
    assert len(found) == 4
    for name in ("legs", "nothing", way.limits[0].id, way.habits[0].id):
        assert any(name in one for one in found)


def test_the_tables_of_the_page_are_up_to_date(book: Book) -> None:
    page = (ROOT / "docs" / "process.md").read_text(encoding="utf-8")
    assert filled(page, book) == page, "run `python -m lbp_teach.process.page docs/process.md`"
    for part in ("order", "limits", "habits", "alarms"):
        assert f"<!-- table: {part} -->" in page
