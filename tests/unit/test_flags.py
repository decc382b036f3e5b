"""The flag sorter: which statements become cards, the key the guideline gives each, marks that cannot be fished."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

import pytest
from learner import mirrored, sample_visits, well

from lbp_teach import content
from lbp_teach.bedside.base import LOCK, Act, Mark, total
from lbp_teach.bedside.flags.cards import LIMIT, NONE, OTHERS, RED, Card, all_conditions
from lbp_teach.bedside.flags.exercise import PILES, Flags
from lbp_teach.bedside.flags.marking import condition_points
from lbp_teach.bedside.flags.model import Content
from lbp_teach.bedside.tools import make
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.evaluate import looks_at, threshold
from lbp_teach.guideline.facts import key
from lbp_teach.guideline.model import FindingIs, Flag, Scalar
from lbp_teach.refusal import Refusal
from lbp_teach.text import Lang

BOOK = content.library()
FLAGS = {flag.id: flag for flag in BOOK.guideline.flags}
VISITS = sample_visits()
each_visit = pytest.mark.parametrize(("case", "visit"), VISITS)


def sorter(facts: Mapping[str, Scalar] | None = None, book: Book = BOOK, **setting: Any) -> Flags:
    """The tool on a visit of a case, or on a patient of whom these things are true and who speaks as that one does."""
    exercise = Flags(book, {**Flags.settled({}), **setting})
    if facts is not None:
        exercise._patient.facts = dict(facts)
    return exercise


def makes_true(test: FindingIs) -> Scalar:
    """A value of a finding for which a test of it holds."""
    context = BOOK.context({})
    for bound, step in ((test.at_most, 0), (test.at_least, 0), (test.more_than, 1), (test.less_than, -1)):
        if bound is not None:
            return threshold(bound, context) + step
    return test.one_of[0] if test.one_of else "present"


def with_flag(flag: Flag) -> dict[str, Scalar]:
    """A patient who has one flag more than one who is well."""
    test = next(looks_at(flag.when, BOOK.concepts))
    sided = BOOK.findings[test.finding].sided
    return {**well(BOOK), key(test.finding, "left" if sided else None): makes_true(test)}


def card_with(exercise: Flags, flag: str) -> Card:
    (found,) = (card for card in exercise.cards(exercise.start()) if flag in [one.id for one in card.flags])
    return found


def marked(exercise: Flags, acts: Iterable[Act]) -> dict[str, Mark]:
    return {mark.subject: mark for mark in exercise.marks(exercise.after(acts))}


def points(exercise: Flags, acts: Iterable[Act]) -> int:
    return total(exercise.marks(exercise.after(acts)))[0]


def file_all(exercise: Flags, pile: str, *, tick: bool = False) -> list[Act]:
    """Every card in one pile; where wished, every box ticked and a weight chosen."""
    acts: list[Act] = []
    for card in exercise.cards(exercise.start()):
        acts.append(("file", {"card": card.id, "colour": pile}))
        if tick and pile == RED:
            acts += [("points", {"card": card.id, "condition": one, "on": True}) for one in all_conditions(BOOK)]
            acts.append(("weight", {"card": card.id, "weight": "together"}))
    return acts


def honest_half(exercise: Flags) -> list[Act]:
    """Somebody who files every second flag rightly, leaves the other flags, and files the rest as no flag."""
    flags = [card for card in exercise.cards(exercise.start()) if card.flags]
    left = {card.id for card in flags[1::2]}
    return [(kind, body) for kind, body in exercise.model() if kind == "file" and body["card"] not in left]


# ---- cards and their keys ----


@pytest.mark.parametrize("name", FLAGS)
def test_every_flag_of_the_guideline_can_be_a_card_with_its_key(name: str) -> None:
    flag = FLAGS[name]
    card = card_with(sorter(with_flag(flag)), name)
    assert card.accepted[0] == flag.colours[0]
    assert set(flag.points_to) <= set(card.points_to)
    assert card.alone == flag.alone
    assert card.red == (flag.colours[0] == RED)


@each_visit
def test_the_cards_stand_in_the_order_of_the_questions_and_every_flag_is_among_them(case: str, visit: str) -> None:
    exercise = sorter(case=case, visit=visit)
    cards = exercise.cards(exercise.start())
    order = [question.id for question in BOOK.guideline.questions] + [f"seen.{m.id}" for m in BOOK.guideline.manoeuvres]
    assert [card.id for card in cards] == sorted((card.id for card in cards), key=order.index)
    flags = [card for card in exercise._all if card.flags]
    assert all(card in cards for card in flags)
    assert len(cards) == max(LIMIT, len(flags) + OTHERS)
    assert sum(card.statement.kind == "seen" and not card.flags for card in cards) >= 2


def test_the_sample_is_the_same_each_time_and_another_at_another_visit() -> None:
    def others(visit: str) -> list[str]:
        exercise = sorter(well(BOOK), case="rikke-thorsen", visit=visit)
        return [card.id for card in exercise.cards(exercise.start()) if not card.flags]

    assert others("first") == others("first") != others("three_weeks")


def test_what_the_patient_denies_is_no_flag_and_what_is_in_between_is_no_card() -> None:
    assert sorter(well(BOOK))._all
    for facts, card, accepted in [
        ({}, "cancer", (NONE,)),
        ({"flags.previous_cancer": "unknown"}, "cancer", None),
        ({"history.deficit_course": "stable"}, "deficit_course", None),
        ({"history.morning_stiffness_minutes": 20}, "pain_morning", (NONE,)),
        ({}, "mood", (NONE, "green")),
        ({"flags.active_coping": "absent"}, "own_efforts", (NONE, "yellow")),
        ({"flags.social_support": "absent"}, "help_network", ("black", "yellow")),
        ({"function.personal": "activity_is_harmful"}, "activity_view", None),
    ]:
        found = {one.id: one.accepted for one in sorter({**well(BOOK), **facts})._all}
        assert found.get(card) == accepted, (card, facts)


def test_two_flags_in_one_answer_that_are_both_red_are_one_card_that_points_to_both() -> None:
    facts = {**well(BOOK), "flags.night_pain_fixed": "present", "flags.night_pain_persistent": "present"}
    card = card_with(sorter(facts), "night_pain_fixed")
    assert [flag.id for flag in card.flags] == ["night_pain_fixed", "night_pain_persistent"]
    assert card.points_to == ("malignancy", "inflammatory")


def test_a_red_flag_in_an_answer_outranks_a_milder_one_and_the_milder_colour_counts_in_part() -> None:
    mild = FLAGS["fear_of_movement"].model_copy(update={"id": "mild", "when": FLAGS["fever"].when})
    book = Book(BOOK.guideline.model_copy(update={"flags": (*BOOK.guideline.flags, mild)}))
    exercise = sorter(with_flag(FLAGS["fever"]), book)
    card = card_with(exercise, "mild")
    assert (card.accepted, card.partly) == ((RED,), ("yellow",))
    mark = marked(exercise, [("file", {"card": card.id, "colour": "yellow"})])[card.id]
    assert (mark.mark, mark.points, mark.of) == ("partly", 1, 5)


def test_what_was_seen_on_both_sides_is_said_once_and_a_difference_side_by_side() -> None:
    for weak, lines in [
        (5, ["Both sides: Holds fully."]),
        (0, ["Left: No flicker in the muscle.", "Right: Holds fully."]),
    ]:
        cards = {card.id: card for card in sorter({**well(BOOK), "exam.strength.dorsiflexion@left": weak})._all}
        assert [line.en for line in cards["seen.strength_dorsiflexion"].statement.lines] == lines


# ---- marks ----


@pytest.mark.parametrize("name", [name for name, flag in FLAGS.items() if len(flag.colours) > 1])
def test_where_the_sources_differ_each_colour_is_right_and_the_note_is_shown(name: str) -> None:
    exercise = sorter(with_flag(FLAGS[name]))
    card = card_with(exercise, name)
    assert len(card.accepted) > 1
    for colour in PILES:
        acts: list[Act] = [("file", {"card": card.id, "colour": colour})]
        mark = marked(exercise, acts)[card.id]
        assert (mark.points == 2) == (colour in card.accepted), colour
        assert "C-61" in mark.conflicts
        shown = exercise.view(exercise.after([*acts, (LOCK, {})]), Lang.EN, reveal=True)["cards"]
        (mine,) = (one for one in shown if one["id"] == card.id)
        assert [one["id"] for one in mine["key"]["conflicts"]] == ["C-61"]


@pytest.mark.parametrize(
    ("flag", "pile", "mark", "got"),
    [
        ("bladder_retention", None, "missing", 0),
        ("bladder_retention", NONE, "critical", 0),
        ("bladder_retention", "yellow", "critical", 0),
        ("fatigue", NONE, "wrong", 0),
        ("fear_of_movement", RED, "too_much", -1),
        ("fear_of_movement", "blue", "wrong", 0),
        ("fear_of_movement", NONE, "wrong", 0),
        ("fear_of_movement", None, "missing", 0),
    ],
)
def test_a_flag_in_the_wrong_pile(flag: str, pile: str | None, mark: str, got: int) -> None:
    exercise = sorter(with_flag(FLAGS[flag]))
    card = card_with(exercise, flag)
    found = marked(exercise, [("file", {"card": card.id, "colour": pile})] if pile else [])[card.id]
    assert (found.mark, found.points, found.of) == (mark, got, 5 if card.red else 2)
    assert len(found.because.da) > 20
    assert found.cites


def test_calling_an_ordinary_answer_a_flag_costs_a_point_and_leaving_it_does_not() -> None:
    exercise = sorter(case="rikke-thorsen")
    card = next(card for card in exercise.cards(exercise.start()) if card.accepted == (NONE,))
    for pile in PILES[:-1]:
        mark = marked(exercise, [("file", {"card": card.id, "colour": pile})])[card.id]
        assert (mark.mark, mark.points, mark.of) == ("too_much", -1, 0)
    assert card.id not in marked(exercise, [("file", {"card": card.id, "colour": NONE})])
    assert card.id not in marked(exercise, [])


def test_the_kind_reading_of_the_opposite_of_a_flag_neither_costs_nor_counts_less() -> None:
    exercise = sorter(case="rikke-thorsen")
    card = next(card for card in exercise.cards(exercise.start()) if card.accepted == (NONE, "green"))
    acts = [
        (kind, {**body, "colour": "green"} if kind == "file" and body["card"] == card.id else body)
        for kind, body in exercise.model()
    ]
    assert points(exercise, acts) == points(exercise, exercise.model())


@each_visit
@pytest.mark.parametrize("pile", PILES)
def test_one_pile_for_everything_loses_against_an_honest_half(case: str, visit: str, pile: str) -> None:
    exercise = sorter(case=case, visit=visit)
    fished = points(exercise, file_all(exercise, pile, tick=True))
    assert fished < points(exercise, honest_half(exercise))
    assert points(exercise, file_all(exercise, NONE)) == 0


def test_ticking_every_disease_costs_and_no_tick_more_ever_pays_unless_it_is_right() -> None:
    names = all_conditions(BOOK)
    keys = {frozenset(flag.points_to) for flag in FLAGS.values() if flag.points_to}
    for wanted in keys:
        assert condition_points(wanted, wanted) == 2
        assert condition_points(wanted, frozenset(names)) == -1
        assert condition_points(wanted, frozenset()) == 0
        for size in range(len(names)):
            for ticked in map(frozenset, combinations(names, size)):
                for more in set(names) - ticked:
                    after, before = condition_points(wanted, ticked | {more}), condition_points(wanted, ticked)
                    assert after >= before if more in wanted else after <= before


def test_every_box_ticked_loses_against_none_ticked() -> None:
    exercise = sorter(case="selma-hodzic", visit="eight_days")
    right: list[Act] = [act for act in exercise.model() if act[0] == "file"]
    ticks: list[Act] = [
        ("points", {"card": card.id, "condition": one, "on": True})
        for card in exercise.cards(exercise.start())
        if card.red
        for one in all_conditions(BOOK)
    ]
    assert points(exercise, [*right, *ticks]) < points(exercise, right)


def test_the_weight_follows_the_flag_and_a_guess_gets_nothing_else() -> None:
    for flag, weight in [("saddle_numbness", "alone"), ("fatigue", "together")]:
        exercise = sorter(with_flag(FLAGS[flag]))
        card = card_with(exercise, flag).id
        filed: list[Act] = [("file", {"card": card, "colour": RED})]
        for said in ("alone", "together"):
            mark = marked(exercise, [*filed, ("weight", {"card": card, "weight": said})])[f"{card}:weight"]
            assert mark.points == (said == weight)
        assert marked(exercise, filed)[f"{card}:weight"].mark == "missing"


def test_mirrored_patients_get_the_same_marks() -> None:
    facts = {**well(BOOK), "exam.strength.dorsiflexion@left": 2, "history.leg_pain@left": "below_knee"}
    left, right = sorter(facts), sorter(mirrored(facts))
    assert left.model() == right.model()
    for acts in ([], left.model(), file_all(left, RED, tick=True), file_all(left, NONE)):
        assert left.marks(left.after(acts)) == right.marks(right.after(acts))


# ---- inside a case ----


def test_inside_a_case_only_what_was_asked_and_examined_is_a_card() -> None:
    everything = sorter(case="selma-hodzic", visit="eight_days")
    heard = ["energy", "saddle_feeling", "pain_where"]
    exercise = sorter(case="selma-hodzic", visit="eight_days", heard=heard)
    assert [card.id for card in exercise.cards(exercise.start())] == ["saddle_feeling", "energy"]
    shown = json.dumps(exercise.view(exercise.start(), Lang.DA, reveal=False), ensure_ascii=False)
    for card in everything._all:
        if card.id not in heard:
            assert card.statement.ask.da not in shown
    looked = sorter(
        case="jesper-lund", visit="worse", heard=[], examined=["temperature", "strength_dorsiflexion@right"]
    )
    cards = {card.id: card for card in looked.cards(looked.start())}
    assert list(cards) == ["seen.strength_dorsiflexion", "seen.temperature"]
    assert not cards["seen.strength_dorsiflexion"].flags  # the weak foot is the left one
    assert list(cards["seen.strength_dorsiflexion"].statement.facts) == ["exam.strength.dorsiflexion@right"]


def test_with_nothing_heard_there_is_nothing_to_sort_and_it_can_be_locked() -> None:
    exercise = sorter(heard=[])
    assert exercise.cards(exercise.start()) == exercise.marks(exercise.start()) == ()
    assert exercise.check(exercise.start(), LOCK, {}) == {}


def test_a_card_that_was_filed_stays_when_more_is_heard() -> None:
    few = [question.id for question in BOOK.guideline.questions][:30]
    exercise = sorter(heard=few)
    filed = exercise.after(file_all(exercise, NONE))
    more = sorter(heard=[question.id for question in BOOK.guideline.questions])
    assert {card.id for card in exercise.cards(filed)} <= {card.id for card in more.cards(filed)}


# ---- what is told ----


@each_visit
def test_before_the_lock_the_screen_has_no_key(case: str, visit: str) -> None:
    exercise = sorter(case=case, visit=visit)
    state = exercise.after([act for act in exercise.model() if act[0] != LOCK])
    for card in exercise.view(state, Lang.EN, reveal=False)["cards"]:
        assert set(card) == {"id", "seen", "ask", "lines", "pile", "points_to", "weight"}
    assert "key" in exercise.view(state, Lang.EN, reveal=True)["cards"][0]


def test_the_pack_is_the_same_for_every_patient() -> None:
    packs = [make("flags", {"case": case, "visit": visit}).pack(Lang.DA) for case, visit in VISITS]
    assert all(pack == packs[0] for pack in packs)


@pytest.mark.parametrize(
    ("kind", "args", "words"),
    [
        ("file", {"colour": "pink"}, "Choose a colour"),
        ("file", {"card": "nobody", "colour": RED}, "not out"),
        ("points", {"condition": "infection", "on": True}, "red flag first"),
        ("weight", {"weight": "alone"}, "red flag first"),
        (LOCK, {}, "at least one card"),
        ("shout", {}, "do not know that action"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(kind: str, args: dict[str, Any], words: str) -> None:
    exercise = sorter(case="rikke-thorsen")
    first = exercise.cards(exercise.start())[0].id
    with pytest.raises(Refusal) as refused:
        exercise.check(exercise.start(), kind, {"card": first, **args})
    assert words in refused.value.text(Lang.EN)
    assert refused.value.text(Lang.DA) != refused.value.text(Lang.EN)


def test_the_colours_need_every_colour_once_and_citations_that_exist() -> None:
    found = content.tool_content("flags", Content)
    assert list(found.problems(BOOK)) == []
    red = found.colours[0].model_copy(update={"cites": ("nowhere",)})
    broken = found.model_copy(update={"colours": (red, *found.colours[2:])})
    assert [name for name, _ in broken.problems(BOOK)] == ["colours", "colours.red.cites"]
