"""The function map: where statements belong, what nobody explored, and what follows from another reading."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from learner import mirrored, sample_visits, well

from lbp_teach import content
from lbp_teach.bedside.base import LOCK, Act, Mark, total
from lbp_teach.bedside.icf.cards import Card, left_out
from lbp_teach.bedside.icf.exercise import Icf
from lbp_teach.bedside.icf.model import NOT_EXPLORED, Content
from lbp_teach.bedside.icf.picture import sentence
from lbp_teach.guideline.assess import assess
from lbp_teach.guideline.model import Scalar
from lbp_teach.refusal import Refusal
from lbp_teach.text import Lang

BOOK = content.library()
BOXES = [component.id for component in BOOK.guideline.components]
CONTENT = content.tool_content("icf", Content)
VISITS = sample_visits()
each_visit = pytest.mark.parametrize(("case", "visit"), VISITS)
WHOLE = ("selma-hodzic", "first")  # a visit whose draw leaves nothing out


def mapper(facts: Mapping[str, Scalar] | None = None, case: str = WHOLE[0], visit: str = WHOLE[1], **more: Any) -> Icf:
    exercise = Icf(BOOK, {"case": case, "visit": visit, **more})
    if facts is not None:
        exercise._patient.facts = dict(facts)
    return exercise


def laid_out(exercise: Icf) -> dict[str, Card]:
    return {card.id: card for card in exercise.cards(exercise.start())}


def marked(exercise: Icf, acts: Iterable[Act]) -> dict[str, Mark]:
    return {mark.subject: mark for mark in exercise.marks(exercise.after(acts))}


def points(exercise: Icf, acts: Iterable[Act]) -> int:
    return total(exercise.marks(exercise.after(acts)))[0]


def put(card: str, box: str) -> Act:
    return "place", {"card": card, "component": box}


def read(box: str, value: str) -> Act:
    return "whole", {"component": box, "value": value}


# ---- statements ----


def test_a_statement_belongs_where_the_guideline_asks_it_and_may_belong_to_two() -> None:
    homes = {card.id: card.homes for card in mapper()._all}
    assert homes["daily_tasks"] == ("activities",)
    assert homes["money"] == ("environment",)
    assert homes["sleep_stress"] == ("body",)
    assert homes["mood"] == ("personal",)
    # Asked about under a component, though the answer is no finding of it.
    assert homes["home"] == ("environment",)
    assert homes["worry"] == ("personal",)
    assert homes["pain_worse_better"] == ("body",)
    assert homes["bladder_emptying"] == ("body",)
    assert homes["seen.straight_leg_raise"] == ("body",)
    assert homes["avoided_movements"] == ("participation", "personal")
    assert "allergies" not in homes


@each_visit
def test_every_component_has_its_share_and_one_may_be_left_out(case: str, visit: str) -> None:
    exercise = mapper(case=case, visit=visit)
    gap = left_out(exercise.setting)
    cards = laid_out(exercise).values()
    for quota in CONTENT.components:
        here = [card for card in cards if card.homes[0] == quota.id]
        assert len(here) <= quota.quota
        assert bool(here) == (quota.id != gap)
        whole = CONTENT.whole(quota.id)
        if whole and here:
            assert any(whole.finding in card.statement.findings for card in here)
    assert not [card.id for card in cards if gap in card.homes]


def test_the_draw_does_not_look_at_the_patient() -> None:
    assert left_out({"case": "a", "visit": "b"}) == left_out({"case": "a", "visit": "b"})
    gaps = {left_out({"case": f"case-{n}", "visit": "first"}) for n in range(60)}
    assert gaps == {None, "activities", "participation", "environment", "personal"}
    assert left_out({"case": "jesper-lund", "visit": "first", "heard": []}) is None


def test_a_statement_of_two_components_is_right_in_either() -> None:
    exercise = mapper()
    (both,) = (card for card in laid_out(exercise).values() if len(card.homes) == 2)
    for home in both.homes:
        acts = [put(card, home) if card == both.id else put(card, box) for card, box in placings(exercise)]
        marks = [mark for name, mark in marked(exercise, acts).items() if name.startswith("place:")]
        assert all(mark.mark == "right" for mark in marks), home
        assert sum(mark.of for mark in marks) == len(laid_out(exercise))
    wrong = [put(card, "body") if card == both.id else put(card, box) for card, box in placings(exercise)]
    assert marked(exercise, wrong)["place:body"].points == marked(exercise, wrong)["place:body"].of - 1


def placings(exercise: Icf) -> list[tuple[str, str]]:
    return [(body["card"], body["component"]) for kind, body in exercise.model() if kind == "place"]


@each_visit
@pytest.mark.parametrize("box", BOXES)
def test_one_box_for_everything_loses_against_an_honest_half(case: str, visit: str, box: str) -> None:
    exercise = mapper(case=case, visit=visit)
    fished = [put(card, box) for card in laid_out(exercise)]
    half = [put(card, home) for card, home in placings(exercise)][::2]
    assert points(exercise, fished) == 0 < points(exercise, half)


def test_mirrored_patients_get_the_same_marks() -> None:
    facts = {**well(BOOK), "history.leg_pain@left": "below_knee", "exam.slr@left": "positive"}
    left, right = mapper(facts), mapper(mirrored(facts))
    assert left.model() == right.model()
    for acts in ([], left.model(), [put(card, "body") for card in laid_out(left)]):
        assert left.marks(left.after(acts)) == right.marks(right.after(acts))


# ---- the whole ----


@pytest.mark.parametrize("whole", CONTENT.wholes, ids=lambda whole: whole.component)
def test_each_value_of_a_finding_is_the_key_when_it_is_true_and_its_neighbour_counts_in_part(whole: Any) -> None:
    values = list(whole.says)
    for at, value in enumerate(values):
        exercise = mapper({**well(BOOK), whole.finding: value})
        for other_at, other in enumerate([*values, NOT_EXPLORED]):
            mark = marked(exercise, [read(whole.component, other)])[f"whole:{whole.component}"]
            near = len(values) > 2 and abs(at - other_at) == 1 and other != NOT_EXPLORED
            assert mark.points == (2 if other == value else 1 if near else 0), (value, other)
            assert mark.cites


def test_what_nobody_asked_is_not_explored_and_guessing_it_gets_nothing() -> None:
    exercise = mapper(case="jesper-lund", visit="first")
    assert left_out(exercise.setting) == "environment"
    for value, got in ((NOT_EXPLORED, 2), ("supportive", 0), ("strained", 0)):
        assert marked(exercise, [read("environment", value)])["whole:environment"].points == got
    assert "place:environment" not in marked(exercise, [])


def test_where_something_was_heard_but_not_what_settles_it_the_honest_and_the_true_reading_are_accepted() -> None:
    exercise = mapper(heard=["work_climate", "daily_tasks"])
    for value, got in ((NOT_EXPLORED, 2), ("supportive", 2), ("strained", 0)):
        assert marked(exercise, [read("environment", value)])["whole:environment"].points == got
    assert marked(exercise, [read("activities", NOT_EXPLORED)])["whole:activities"].points == 0


def test_inside_a_case_with_nothing_heard_everything_is_unexplored_the_body_too() -> None:
    exercise = mapper(heard=[])
    assert laid_out(exercise) == {}
    marks = exercise.marks(exercise.after(exercise.model()))
    assert [mark.subject for mark in marks] == [f"whole:{box}" for box in BOXES]
    assert total(marks) == (10, 10)
    shown = json.dumps(exercise.view(exercise.start(), Lang.DA, reveal=False), ensure_ascii=False)
    assert not [card.id for card in mapper()._all if card.statement.lines[0].da in shown]


# ---- what follows ----


@each_visit
def test_the_decisions_of_a_reading_are_those_of_a_patient_of_whom_it_is_true(case: str, visit: str) -> None:
    exercise = mapper(case=case, visit=visit)
    facts = exercise._patient.facts
    before = assess(BOOK, facts, advice=True).verdicts
    for whole in CONTENT.wholes:
        for value in [*whole.says, NOT_EXPLORED]:
            changed = {name: fact for name, fact in facts.items() if name != whole.finding}
            if value != NOT_EXPLORED:
                changed[whole.finding] = value
            after = assess(BOOK, changed, advice=True).verdicts
            found = exercise._guide.changed(exercise._true(), {**exercise._true(), whole.component: value})
            assert set(found) == {name for name in before if before[name].best != after[name].best}


def test_a_reading_that_changes_the_plan_says_so_in_the_mark_and_in_the_picture() -> None:
    exercise = mapper()
    acts = [*exercise.model()[:-1], read("activities", "severely_limited")]
    mark = marked(exercise, acts)["whole:activities"]
    assert "Extended instead of Closer" in mark.because.en
    assert "Udvidet i stedet for Tættere" in mark.because.da
    picture = exercise.view(exercise.after([*acts, (LOCK, {})]), Lang.EN, reveal=True)["picture"]
    rows = {row["decision"]: row for row in picture["rows"]}
    assert not picture["same"]
    assert (rows["follow_up"]["true"], rows["follow_up"]["mine"]) == ("Closer", "Extended")
    assert rows["follow_up"]["changed"]
    assert not rows["work"]["changed"]
    assert all(row["citations"] for row in rows.values())
    assert any("severely limited" in row["change"] for row in picture["otherwise"])


def test_the_right_reading_is_the_whole_picture_and_changes_nothing() -> None:
    exercise = mapper()
    picture = exercise.view(exercise.after(exercise.model()), Lang.DA, reveal=True)["picture"]
    assert picture["same"]
    assert picture["mine"] == picture["true"]
    assert not any(row["changed"] for row in picture["rows"])


def test_the_summary_is_one_sentence_and_what_is_missing_another() -> None:
    reading = {"activities": "limited", "participation": "away", "environment": "supportive", "personal": NOT_EXPLORED}
    said = sentence(CONTENT, "Ane", reading)
    assert said.da == (
        "Ane er begrænset i hverdagen, er væk fra arbejdet og har støttende omgivelser. "
        "Ikke afdækket: synet på at være aktiv."
    )
    assert said.en.startswith("Ane is limited in daily life, is away from work and has supportive surroundings. Not")
    nothing = sentence(CONTENT, "Ane", dict.fromkeys(reading, NOT_EXPLORED))
    assert nothing.en.startswith("Not explored: everyday activities, ")
    assert "Ane" not in nothing.en


# ---- what is told ----


@each_visit
def test_before_the_lock_the_screen_has_neither_homes_nor_picture(case: str, visit: str) -> None:
    exercise = mapper(case=case, visit=visit)
    shown = exercise.view(exercise.after(exercise.model()[:-1]), Lang.EN, reveal=False)
    assert set(shown) == {"patient", "cards", "whole", "placed"}
    assert {name for card in shown["cards"] for name in card} == {"id", "seen", "ask", "lines", "box"}


def test_the_pack_is_the_same_for_every_patient_and_asks_each_component() -> None:
    packs = [mapper(case=case, visit=visit).pack(Lang.DA) for case, visit in VISITS]
    assert all(pack == packs[0] for pack in packs)
    assert [one["id"] for one in packs[0]["components"]] == BOXES
    assert all(one["questions"] and one["citations"] for one in packs[0]["components"])


def test_an_act_can_be_taken_back() -> None:
    exercise = mapper()
    card = next(iter(laid_out(exercise)))
    state = exercise.after([put(card, "body"), ("back", {"card": card}), read("body", NOT_EXPLORED)])
    assert (state.placed, state.whole) == ({}, {"body": NOT_EXPLORED})
    assert exercise.check(state, "back", {"card": card}) is None
    assert exercise.after([read("body", NOT_EXPLORED), ("unread", {"component": "body"})]) == exercise.start()


@pytest.mark.parametrize(
    ("kind", "args", "words"),
    [
        ("place", {"component": "attic"}, "five boxes"),
        ("place", {"component": "body", "card": "nobody"}, "not out"),
        ("whole", {"component": "activities", "value": "away"}, "readings"),
        ("whole", {"component": "body", "value": "managed"}, "readings"),
        (LOCK, {}, "at least one statement"),
        ("shout", {}, "do not know that action"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(kind: str, args: dict[str, Any], words: str) -> None:
    exercise = mapper()
    with pytest.raises(Refusal) as refused:
        exercise.check(exercise.start(), kind, {"card": next(iter(laid_out(exercise))), **args})
    assert words in refused.value.text(Lang.EN)
    assert refused.value.text(Lang.DA) != refused.value.text(Lang.EN)


def test_the_content_names_what_it_lacks() -> None:
    assert list(CONTENT.problems(BOOK)) == []
    whole = CONTENT.wholes[0].model_copy(update={"says": {}, "cites": ("nowhere",), "component": "attic"})
    broken = CONTENT.model_copy(update={"components": CONTENT.components[1:], "wholes": (whole,)})
    assert [name for name, _ in broken.problems(BOOK)] == [
        "components",
        "wholes.attic",
        "wholes.attic.says",
        "wholes.attic.cites",
    ]
