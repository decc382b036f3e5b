"""The board: which cards there are, what completes one, what may be changed, and how rows are marked and told."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from learner import CASES, CORE, attempt_of, best_choices

from lbp_teach import content
from lbp_teach.board_view import board_pack, board_view
from lbp_teach.case import visit_facts
from lbp_teach.debriefing.whole import debrief
from lbp_teach.deciding import Board, Choice, applied, checked, need_every_card, open_cards
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.model_answer import model_attempt
from lbp_teach.refusal import Refusal
from lbp_teach.scoring import decision_items, score, worth
from lbp_teach.text import Lang

CARDS = ["triage", "suspected", "urgency", "destination", "imaging", "follow_up", "step", "work", "code"]
TABLES = ["interventions", "medicines", "communication"]


def act(board: Board, kind: str, book: Book, **args: Any) -> Board:
    body = checked(board, kind, args, book)
    return board if body is None else applied(board, kind, body)


def choose(board: Board, book: Book, **choices: str) -> Board:
    for name, value in choices.items():
        board = act(board, "decide", book, decision=name, value=value)
    return board


# ---- the cards ----


def test_the_board_has_twelve_cards_in_one_order_and_everything_but_two_decisions_is_asked(book: Book) -> None:
    assert list(book.board) == [*CARDS, *TABLES]
    assert [card.id for card in book.board.values() if card.rows] == TABLES
    assert {d.id for d in content.library().advice.values()} == {"pain_type", "annual_status"}
    on_cards = [one.id for card in book.board.values() for one in (*card.singles, *card.rows)]
    assert sorted(on_cards) == sorted(book.decisions)
    assert {one.id for one in book.board["step"].singles} == {"step", "care_package"}
    assert {one.id for one in book.board["medicines"].singles} == {"medicine_plan"}
    assert {len(book.board[name].rows) for name in TABLES} == {13, 8, 16}


def test_the_rows_of_a_table_have_the_same_answers_in_the_same_order(book: Book) -> None:
    for name in TABLES:
        assert len({tuple(o.value for o in row.options) for row in book.board[name].rows}) == 1


def test_no_row_says_by_its_place_what_is_right(book: Book) -> None:
    """In every patient the right answers of a table change several times on the way down."""
    for card in (book.board[name] for name in TABLES):
        assert [row.id for row in card.rows] == sorted(row.id for row in card.rows)
    for name in CASES:
        case = content.load_case(name)
        for visit in (one for one in case.visits if one.id not in ("worse", "eight_days")):
            best = best_choices(case, visit.id, book)
            said = [best[row.id].value for row in book.board["communication"].rows]
            assert sum(here != there for here, there in pairwise(said)) >= 5, (name, said)


def test_what_is_drawn_is_the_same_for_every_patient_and_in_the_order_of_the_guideline(book: Book) -> None:
    for lang in Lang:
        pack = board_pack(book, lang)
        for card, plain in zip(book.board.values(), pack, strict=True):
            shown = [*plain["singles"], *plain["rows"]]
            for decision, one in zip((*card.singles, *card.rows), shown, strict=True):
                assert [o["value"] for o in one["options"]] == [o.value for o in decision.options]
        assert "{" not in str([card["prompt"] for card in pack])


# ---- what completes a card ----


def test_a_card_of_choices_needs_all_of_them(book: Book) -> None:
    board = choose(Board(), book, imaging="none")
    assert "imaging" in open_cards(board, book)
    assert "imaging" not in open_cards(choose(board, book, imaging_timing="not_indicated"), book)


def test_one_row_is_enough_for_a_table_and_so_is_leaving_it(book: Book) -> None:
    assert "interventions" in open_cards(Board(), book)
    row = choose(Board(), book, **{"intervention.bed_rest": "avoid"})
    assert "interventions" not in open_cards(row, book)
    left = act(Board(), "leave", book, card="interventions", left=True)
    assert "interventions" not in open_cards(left, book)
    assert "interventions" in open_cards(act(left, "leave", book, card="interventions", left=False), book)


def test_a_table_beside_a_choice_needs_both(book: Book) -> None:
    left = act(Board(), "leave", book, card="medicines", left=True)
    assert "medicines" in open_cards(left, book)
    assert "medicines" not in open_cards(choose(left, book, medicine_plan="none_needed"), book)


def test_the_open_cards_are_counted_and_named(book: Book) -> None:
    view = board_view(choose(Board(), book, work="nothing"), False, book, Lang.EN)
    assert (view["done"], view["total"]) == (1, 12)
    assert [one["card"] for one in view["missing"]] == [name for name in book.board if name != "work"]
    with pytest.raises(Refusal, match=r"Still to be decided: triage, .*, what you say\."):
        need_every_card(choose(Board(), book, work="nothing"), book)


# ---- changing one's mind ----


def test_a_value_that_is_exchanged_is_marked_as_changed_until_it_is_taken_back(book: Book) -> None:
    board = choose(Board(), book, urgency="routine")
    assert board.changed == ()
    board = act(board, "decide", book, decision="urgency", value="routine", confidence=3)
    assert board.changed == (), "another certainty is not another value"
    board = choose(board, book, urgency="expedited")
    assert board.changed == ("urgency",)
    board = choose(board, book, urgency="routine")
    assert board.changed == ("urgency",)
    board = act(board, "decide", book, decision="urgency", value="routine", confidence=2)
    assert board.changed == ("urgency",), "saying how sure does not take it away"
    board = act(board, "decide", book, decision="urgency", value=None)
    assert (board.changed, dict(board.choices)) == ((), {})


def test_certainty_of_a_table_is_that_of_every_answered_row(book: Book) -> None:
    rows = {"medicine_class.opioid": "avoid", "medicine_class.nsaid": "do"}
    board = choose(Board(), book, work="nothing", **rows)
    board = act(board, "sure", book, card="medicines", confidence=2)
    assert {board.choices[name].confidence for name in rows} == {2}
    assert board.choices["work"].confidence is None
    assert checked(board, "sure", {"card": "medicines", "confidence": 2}, book) is None
    assert checked(board, "sure", {"card": "interventions", "confidence": 2}, book) is None
    assert act(board, "sure", book, card="medicines").choices["medicine_class.nsaid"].confidence is None


@pytest.mark.parametrize(
    ("kind", "args", "words"),
    [
        ("leave", {"card": "urgency", "left": True}, "Only a card with rows"),
        ("leave", {"card": "medicines", "left": "yes"}, "Only a card with rows"),
        ("leave", {"card": "nothing", "left": True}, "does not exist"),
        ("leave", {"card": "interventions", "left": True}, "answered a row"),
        ("sure", {"card": "interventions", "confidence": 4}, "Certainty"),
        ("sure", {"card": [], "confidence": 1}, "does not exist"),
    ],
)
def test_what_the_board_refuses(book: Book, kind: str, args: dict[str, Any], words: str) -> None:
    board = choose(Board(), book, **{"intervention.bed_rest": "avoid"})
    with pytest.raises(Refusal, match=words):
        checked(board, kind, args, book)


# ---- points ----


def test_the_nine_core_decisions_keep_most_of_the_points_and_a_table_is_worth_one_or_two_of_them(book: Book) -> None:
    points = {d.id: worth(d, book) for d in book.decisions.values()}
    core = [points[name] for name in CORE]
    assert sum(core) > 0.6 * sum(points.values())
    for name in TABLES:
        table = sum(points[row.id] for row in book.board[name].rows)
        assert min(core) <= table <= 2 * sum(core) / len(core)


@pytest.mark.parametrize("name", CASES)
def test_guessing_at_a_row_with_one_right_answer_comes_to_nothing(book: Book, name: str) -> None:
    case = content.load_case(name)
    rows = [row for table in TABLES for row in book.board[table].rows]
    answers = {option.value for row in rows for option in row.options}
    seen = 0
    for visit in case.visits:
        key = assess(book, visit_facts(case, visit.id, book))
        given = {
            answer: decision_items(0, key, {row.id: Choice(answer) for row in rows}, {}, book, explain=False)
            for answer in answers
        }
        for row in rows:
            items = [next(i for i in given[o.value] if i.subject == row.id) for o in row.options]
            if len(key.verdicts[row.id].best) == 1 and not key.verdicts[row.id].acceptable:
                assert sum(item.points for item in items) == 0
                seen += 1
            assert {item.mark for item in items if item.points < 0} <= {"wrong", "too_much", "critical"}
    assert seen > 20


def test_an_open_row_gives_nothing_and_a_wrong_one_costs(book: Book) -> None:
    case = content.load_case("rikke-thorsen")
    facts = visit_facts(case, "first", book)
    key = assess(book, facts)

    def points(**choices: str) -> dict[str, tuple[str, int]]:
        made = {name: Choice(value) for name, value in choices.items()}
        items = decision_items(0, key, made, facts, book, explain=False)
        return {i.subject: (i.mark, i.points) for i in items if i.subject in choices or not choices}

    assert points(**{"intervention.bed_rest": "avoid"}) == {"intervention.bed_rest": ("right", 2)}
    assert points(**{"intervention.bed_rest": "do"}) == {"intervention.bed_rest": ("too_much", -1)}
    assert points(**{"intervention.bed_rest": "may"}) == {"intervention.bed_rest": ("wrong", -1)}
    assert points(**{"intervention.manual_treatment": "avoid"}) == {"intervention.manual_treatment": ("partly", 1)}
    assert points(**{"say.worn_out_back": "say"}) == {"say.worn_out_back": ("wrong", -2)}
    assert points(**{"medicine_class.opioid": "do"}) == {"medicine_class.opioid": ("critical", -1)}
    assert set(points().values()) == {("missing", 0)}


# ---- how rows are told ----


@pytest.mark.parametrize("lang", list(Lang))
def test_right_rows_and_open_rows_of_a_table_are_told_together_and_the_points_add_up(book: Book, lang: Lang) -> None:
    case = content.load_case("rikke-thorsen")
    attempt = model_attempt(case, book)
    first = attempt.visits[0]
    kept = {n: c for n, c in first.choices.items() if not n.startswith("intervention.")}
    kept |= {"intervention.bed_rest": Choice("avoid"), "intervention.acupuncture": Choice("avoid")}
    kept["intervention.surgery"] = Choice("do")
    attempt = replace(attempt, visits=(replace(first, choices=kept), *attempt.visits[1:]))
    report = score(case, attempt, book)
    words = debrief(report, case, attempt, book, lang)
    told = [*words["too_much"], *words["rest"]]
    assert sum(one["points"] for one in told) == report.sum
    assert sum(one["of"] for one in told) == report.of
    here = [one for one in told if one["visit_label"] == case.visits[0].label(lang)]
    (right,) = [one for one in here if one["subject"] == "interventions" and one["mark"] == "right"]
    (left,) = [one for one in here if one["subject"] == "interventions" and one["mark"] == "missing"]
    assert (right["points"], right["of"], left["points"], left["of"]) == (4, 4, 0, 20)
    bed_rest = book.decisions["intervention.bed_rest"].axis(lang)
    active = book.decisions["intervention.stay_active"].axis(lang)
    assert bed_rest in right["text"]
    assert active in left["text"]
    assert right["citations"]
    assert left["citations"]
    (surgery,) = [one for one in here if one["subject"] == "intervention.surgery"]
    assert (surgery["mark"], surgery["points"], surgery["harm"]) == ("critical", -1, "over")
    assert len([one for one in here if one["subject"] == "communication"]) == 1


def test_an_attempt_from_before_the_board_still_folds_scores_and_is_explained(book: Book) -> None:
    for name in CASES:
        case = content.load_case(name)
        old = [
            replace(v, choices={n: c for n, c in v.choices.items() if n in CORE})
            for v in model_attempt(case, book).visits
        ]
        attempt = attempt_of(case, *old)
        report = score(case, attempt, book)
        assert {i.mark for i in report.items if i.subject in CORE} == {"right"}
        assert {i.mark for i in report.items if i.category == "decision" and i.subject not in CORE} == {"missing"}
        assert 0.6 < report.score < 1
        for lang in Lang:
            assert debrief(report, case, attempt, book, lang)["rest"]


def test_best_choices_complete_the_board(book: Book) -> None:
    for name in CASES:
        case = content.load_case(name)
        for visit in case.visits:
            assert open_cards(Board(best_choices(case, visit.id, book)), book) == []
