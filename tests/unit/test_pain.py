"""The pain tool: what is drawn is what the facts say, what points where is one table, and guessing does not pay."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import lbp_widgets
from lbp_teach import compile, content
from lbp_teach.bedside.base import LOCK, Mark, total
from lbp_teach.bedside.pain.drawing import Area, areas, in_words
from lbp_teach.bedside.pain.exercise import Pain, table
from lbp_teach.bedside.pain.features import found, speaks
from lbp_teach.bedside.pain.model import NOWHERE, TYPES, Content
from lbp_teach.bedside.pain.sheet import described, pain_sheet
from lbp_teach.bedside.tools import make
from lbp_teach.errors import InputError, UsageError
from lbp_teach.guideline.evaluate import evaluate, looks_at
from lbp_teach.guideline.facts import key
from lbp_teach.guideline.model import SIDES
from lbp_teach.logic import Truth
from lbp_teach.refusal import Refusal
from lbp_teach.text import Lang

FIRST = {"case": "selma-hodzic", "visit": "first"}
PLACES = (*TYPES, NOWHERE)
#: Everything that the drawing and the features are made from, with every value.
VALUES: dict[str, tuple[Any, ...]] = {
    "history.pain_quality": ("aching", "shooting", "widespread"),
    "history.leg_pain": ("none", "above_knee", "below_knee"),
    "history.paraesthesia": ("absent", "present"),
    "history.leg_numbness": ("absent", "present"),
    "history.eased_by_rest": ("present", "absent"),
    "history.better_with_activity": ("absent", "present"),
    "history.heightened_sensitivity": ("absent", "present"),
    "history.leg_dominant": ("absent", "present"),
}
DRAWN = ("history.pain_quality", "history.leg_pain", "history.paraesthesia", "history.leg_numbness")


def patients(names: tuple[str, ...], *unknown: Any) -> Iterator[dict[str, Any]]:
    """Every combination of the values of some findings, each side by itself; `unknown` are further values."""
    book = content.library()
    facts = [key(n, side) for n in names for side in (SIDES if book.findings[n].sided else (None,))]
    for values in itertools.product(*((*VALUES[name.partition("@")[0]], *unknown) for name in facts)):
        yield dict(zip(facts, values, strict=True))


def pain(differs: dict[str, Any] | None = None, **setting: Any) -> Pain:
    """The tool on a patient who is well but for some facts; `heard` as inside a case."""
    exercise = make("pain", {**FIRST, **setting})
    assert isinstance(exercise, Pain)
    exercise.patient.facts = described(differs or {}, exercise.book)
    return exercise


def mirrored(facts: dict[str, Any]) -> dict[str, Any]:
    other = {"left": "right", "right": "left"}
    return {re.sub(r"@(\w+)", lambda m: "@" + other[m.group(1)], name): value for name, value in facts.items()}


def marks_of(exercise: Pain, filed: dict[str, str], chosen: str | None = None) -> dict[str, Mark]:
    state = exercise.start()
    for name, to in filed.items():
        state = exercise.fold(state, "file", {"feature": name, "to": to})
    if chosen:
        state = exercise.fold(state, "type", {"value": chosen})
    return {mark.subject: mark for mark in exercise.marks(state)}


# ---- the drawing ----


def test_every_combination_of_facts_gives_a_drawing_and_the_same_in_words() -> None:
    words = table()
    parts = {part.id: part for part in words.parts}
    kinds = {kind.id: kind for kind in words.kinds}
    for facts in patients(DRAWN):
        drawn = areas(facts)
        assert "low_back" in {area.part for area in drawn}
        assert len(set(drawn)) == len(drawn)
        for lang in Lang:
            told = [sentence(lang) for sentence in in_words(drawn, facts, words)]
            for area in drawn:
                line = next(one for one in told if one.startswith(kinds[area.kind].label(lang) + ":"))
                sides = {a.side for a in drawn if (a.part, a.kind) == (area.part, area.kind)}
                name = getattr(parts[area.part], "both" if len(sides) == 2 else area.side)(lang)
                assert name in line
            listed = [one for one in told if ":" in one]
            assert len(listed) == len({area.kind for area in drawn})
            assert sum(len(re.split(r", | og | and ", one.partition(": ")[2])) for one in listed) == len(
                {(area.part, area.kind) for area in drawn}
            )


def test_what_is_drawn_on_a_leg_is_what_that_leg_has() -> None:
    for facts in patients(DRAWN):
        drawn = areas(facts)
        for side in SIDES:
            on = {area.kind: set() for area in drawn}
            for area in drawn:
                if area.side == side:
                    on[area.kind].add(area.part)
            hurts = {part for kind in ("pain", "shooting", "widespread") for part in on.get(kind, set())}
            reach = facts[f"history.leg_pain@{side}"]
            assert ("thigh" in hurts) == (reach != "none")
            assert ("calf" in hurts) == (reach == "below_knee")
            assert (on.get("tingling") == {"shin", "foot"}) == (facts[f"history.paraesthesia@{side}"] == "present")
            assert (on.get("numbness") == {"shin", "foot"}) == (facts[f"history.leg_numbness@{side}"] == "present")


def test_pain_that_shoots_into_a_leg_is_drawn_shooting_there_and_widespread_pain_at_many_places() -> None:
    leg = areas({"history.pain_quality": "shooting", "history.leg_pain@left": "below_knee"})
    assert Area("calf", "left", "shooting") in leg
    assert Area("low_back", "middle", "pain") in leg
    assert areas({"history.pain_quality": "shooting", "history.leg_pain@left": "none"}) == (
        Area("low_back", "middle", "shooting"),
    )
    wide = areas({"history.pain_quality": "widespread", "history.leg_pain@left": "none"})
    assert {area.kind for area in wide} == {"widespread"}
    assert {"neck", "shoulder", "arm", "low_back"} <= {area.part for area in wide}


def test_a_mirrored_patient_has_a_mirrored_drawing_and_nothing_else_changes() -> None:
    book, well, seen = content.library(), described({}, content.library()), 0
    swap = {"left": "right", "right": "left", "middle": "middle"}
    for facts in patients(DRAWN):
        other = mirrored(facts)
        if other == facts:
            continue
        seen += 1
        drawn = areas(facts)
        assert set(areas(other)) == {Area(area.part, swap[area.side], area.kind) for area in drawn}
        assert set(areas(other)) != set(drawn)
        both = [found(table(), {**well, **one}, book, examined=False) for one in (facts, other)]
        assert [f.reading and f.reading.id for f in both[0]] == [f.reading and f.reading.id for f in both[1]]
    assert seen > 100
    left = pain({"history.leg_pain@left": "below_knee", "history.pain_quality": "shooting"})
    right = pain({"history.leg_pain@right": "below_knee", "history.pain_quality": "shooting"})
    told = [json.dumps(one.view(one.start(), Lang.EN, reveal=False)) for one in (left, right)]
    assert told[0] != told[1]
    assert told[0].replace("left", "right") == told[1]
    assert left.verdict.best == right.verdict.best
    assert [m.points for m in left.marks(left.after(right.model()))] == [m.of for m in right.marks(right.start())]


def test_the_drawing_has_a_place_for_every_part_and_a_mark_for_every_kind() -> None:
    text = (Path(lbp_widgets.__file__).parent / "pain" / "body.js").read_text("utf-8")
    parts = text[text.index("const PAIN_PARTS") : text.index("const PAIN_MARKS")]
    marks = text[text.index("const PAIN_MARKS") : text.index("function painSmooth")]
    assert set(re.findall(r"^  (\w+): \{ view", parts, re.MULTILINE)) == {part.id for part in table().parts}
    assert re.findall(r"^  (\w+): \[\[", marks, re.MULTILINE) == [kind.id for kind in table().kinds]


# ---- what points where ----


def test_exactly_one_reading_of_each_feature_holds_for_every_patient() -> None:
    book, well = content.library(), described({}, content.library())
    for feature in table().features:
        asked = {test.finding for r in feature.readings for test in looks_at(r.when, book.concepts)}
        names = tuple(name for name in VALUES if name in asked and not feature.examined)
        for facts in patients(names):
            context = book.context({**well, **facts})
            holds = [r.id for r in feature.readings if evaluate(r.when, context).truth is Truth.TRUE]
            assert len(holds) == 1, (feature.id, holds, facts)


def test_what_is_noted_is_whole_in_both_languages() -> None:
    book, well = content.library(), described({}, content.library())
    for facts in patients(DRAWN):
        for one in found(table(), {**well, **facts}, book, examined=False):
            assert one.noted is not None
            for lang in Lang:
                assert "?" not in one.noted(lang)
                assert "{" not in one.noted(lang)


def test_the_table_rests_on_every_fact_of_the_pain_types() -> None:
    book = content.library()
    cited = {name for f in table().features for r in f.readings for name in r.cites}
    facts = {fact for name in cited for fact in book.statements[name].facts}
    assert facts >= {f"F-PAIN-{n:02}" for n in range(4, 18)}
    touched = {name for f in table().features for r in f.readings for name in r.conflicts}
    assert touched >= {"C-18", "C-34", "C-35", "C-41"}


def test_only_what_the_figure_says_as_it_stands_counts_as_sourced() -> None:
    book = content.library()
    for feature in table().features:
        for reading in feature.readings:
            if reading.reviewed == "sourced":
                assert {book.statements[name].reviewed for name in reading.cites} == {"sourced"}, reading.id
            # What is absent points nowhere.
            if reading.id in ("normal", "ordinary", "no_root"):
                assert reading.right == (NOWHERE,)
                assert reading.against


@pytest.mark.parametrize(
    ("differs", "feature", "right"),
    [
        ({}, "words", {"nociceptive"}),
        ({"history.pain_quality": "shooting"}, "words", {"neuropathic"}),
        ({"history.pain_quality": "widespread"}, "words", {"neuroplastic"}),
        ({}, "spread", {"nociceptive"}),
        ({"history.leg_pain@left": "above_knee"}, "spread", {NOWHERE}),
        ({"history.leg_pain@left": "above_knee", "history.leg_pain@right": "below_knee"}, "spread", {"neuropathic"}),
        ({"history.leg_numbness@right": "present"}, "feeling", {"neuropathic"}),
        ({}, "feeling", {NOWHERE}),
        ({}, "rest", {"nociceptive"}),
        ({"history.eased_by_rest": "absent"}, "rest", {NOWHERE, "neuropathic"}),
        ({"history.eased_by_rest": "absent", "history.better_with_activity": "present"}, "rest", {NOWHERE}),
        ({"history.heightened_sensitivity": "present"}, "touch", {"neuroplastic"}),
        ({"history.pain_nrs": 9}, "strength", {NOWHERE}),
        ({"history.leg_dominant": "present"}, "worst", {NOWHERE}),
        ({"history.leg_pain@left": "below_knee", "exam.slr@left": "positive"}, "signs", {"neuropathic"}),
    ],
)
def test_a_feature_points_where_the_figure_has_it(differs: dict[str, Any], feature: str, right: set[str]) -> None:
    one = next(f for f in pain(differs).features if f.feature.id == feature)
    assert one.reading is not None
    assert set(one.reading.right) == right


def test_tingling_without_leg_pain_points_to_a_nerve_and_still_leaves_the_type_open() -> None:
    exercise = pain({"history.paraesthesia@left": "present"})
    assert {area for area in exercise.drawn if area.side == "left"} == {
        Area("shin", "left", "tingling"),
        Area("foot", "left", "tingling"),
    }
    feature = next(f for f in exercise.features if f.feature.id == "feeling")
    assert feature.reading is not None
    assert feature.reading.points_to == "neuropathic"
    marks = marks_of(exercise, {"feeling": "neuropathic"}, "neuropathic")
    assert (marks["feeling"].mark, marks["type"].mark) == ("right", "wrong")
    assert "unclear" in marks["type"].because.en
    assert marks_of(exercise, {}, "nociceptive")["type"].mark == "partly"
    assert "C-34" in marks["type"].conflicts
    # The same with pain in that leg is mixed.
    assert pain({"history.paraesthesia@left": "present", "history.leg_pain@left": "above_knee"}).verdict.best == (
        "mixed",
    )


def test_the_columns_are_the_table_read_for_the_chosen_type() -> None:
    exercise = pain({"history.pain_quality": "shooting", "history.leg_pain@left": "below_knee"})
    state = exercise.after((("type", {"value": "neuropathic"}), (LOCK, {})))
    pros, cons = exercise.view(state, Lang.EN, reveal=True)["revealed"]["columns"]
    assert [one["title"] for one in pros["features"]] == ["The words", "Place and spread"]
    assert [one["title"] for one in cons["features"]] == ["Feeling in the legs", "Movement and rest", "The examination"]
    mixed = exercise.after((("type", {"value": "mixed"}), (LOCK, {})))
    by_type = exercise.view(mixed, Lang.EN, reveal=True)["revealed"]["columns"]
    assert [len(column["features"]) for column in by_type] == [1, 2, 0, 5]
    for feature in table().features:
        for reading in feature.readings:
            if reading.points_to in TYPES:
                assert speaks(reading, reading.points_to) == "for"
                assert {speaks(reading, name) for name in TYPES if name != reading.points_to} == {"against"}


# ---- marks ----


def test_filing_everything_in_one_place_does_not_pay() -> None:
    for facts in patients(("history.pain_quality", "history.leg_pain", "history.heightened_sensitivity")):
        exercise = pain(facts)
        for place in PLACES:
            filed = {one.feature.id: place for one in exercise.features}
            points, of = total(marks_of(exercise, filed).values())
            assert points <= of / 3, (facts, place)


def test_a_right_filing_gives_what_a_wrong_one_costs_and_an_open_one_neither() -> None:
    exercise = pain()
    right = marks_of(exercise, {"words": "nociceptive"})["words"]
    wrong = marks_of(exercise, {"words": NOWHERE})["words"]
    excess = marks_of(exercise, {"strength": "neuropathic"})["strength"]
    assert [(m.mark, m.points) for m in (right, wrong, excess)] == [("right", 1), ("wrong", -1), ("too_much", -1)]
    untouched = marks_of(exercise, {})["words"]
    assert (untouched.mark, untouched.points) == ("missing", 0)
    assert "nociceptive" in untouched.because.en
    assert "You answered none of them." in wrong.because.en
    assert right.cites == ("nociceptive_words",)


def test_an_answer_that_the_sources_leave_open_gets_the_point_as_well() -> None:
    exercise = pain({"history.eased_by_rest": "absent"})
    for place in (NOWHERE, "neuropathic"):
        assert marks_of(exercise, {"rest": place})["rest"].mark == "right"
    assert marks_of(exercise, {"rest": "nociceptive"})["rest"].points == -1


def test_calling_pain_neuroplastic_while_a_serious_disease_is_suspected_is_a_critical_error() -> None:
    facts = {"history.pain_quality": "widespread", "history.heightened_sensitivity": "present"}
    assert marks_of(pain(facts), {}, "neuroplastic")["type"].mark == "right"
    suspected = marks_of(pain({**facts, "flags.previous_cancer": "present"}), {}, "neuroplastic")["type"]
    assert (suspected.mark, suspected.points) == ("critical", 0)
    assert "serious disease" in suspected.because.en


def test_a_choice_can_be_taken_back_and_the_same_choice_twice_is_one_act() -> None:
    exercise = pain()
    act = {"feature": "words", "to": "neuropathic"}
    state = exercise.fold(exercise.start(), "file", act)
    assert exercise.check(state, "file", act) is None
    assert exercise.fold(state, "file", {"feature": "words", "to": "open"}) == exercise.start()
    assert exercise.check(exercise.start(), "file", {"feature": "words", "to": "open"}) is None
    with pytest.raises(Refusal):
        exercise.check(exercise.start(), LOCK, {})


# ---- inside a case: only what was asked for ----


def test_nobody_has_drawn_anything_before_the_patient_was_asked() -> None:
    exercise = pain(heard=[])
    view = exercise.view(exercise.start(), Lang.EN, reveal=False)
    assert view["drawing"]["areas"] == []
    assert view["drawing"]["note"] == "Selma has not drawn anything yet: ask where it hurts."
    assert [one["noted"] for one in view["features"]] == [None] * 7
    assert all(one["ask"] and not one["says"] for one in view["features"])
    assert [mark.subject for mark in exercise.marks(exercise.start())] == ["type"]
    with pytest.raises(Refusal) as refused:
        exercise.check(exercise.start(), "file", {"feature": "words", "to": "neuropathic"})
    assert "Ask first" in refused.value.text(Lang.EN)


@pytest.mark.parametrize(
    ("heard", "kinds", "noted"),
    [
        (["pain_where"], {"pain"}, {"spread"}),
        (["pain_quality"], set(), {"words"}),
        (["pain_where", "pain_quality"], {"pain", "shooting"}, {"words", "spread"}),
        (["leg_tingling"], {"tingling"}, {"feeling"}),
        (["leg_feeling"], set(), set()),
        (["pain_movement_rest"], set(), {"rest"}),
        (["pain_worse_better", "pain_night"], set(), set()),
    ],
)
def test_what_was_asked_is_drawn_and_can_be_filed(heard: list[str], kinds: set[str], noted: set[str]) -> None:
    facts = {"history.pain_quality": "shooting", "history.leg_pain@left": "below_knee"}
    exercise = pain({**facts, "history.paraesthesia@left": "present"}, heard=heard)
    view = exercise.view(exercise.start(), Lang.DA, reveal=False)
    assert {area["kind"] for area in view["drawing"]["areas"]} == kinds
    assert {one["id"] for one in view["features"] if one["noted"]} == noted
    assert (view["drawing"]["note"] is None) == ("pain_where" in heard)
    assert exercise.done(exercise.after(exercise.model()))
    marks = exercise.marks(exercise.after(exercise.model()))
    assert all(mark.points == mark.of for mark in marks)
    assert len(marks) == 1 + len(noted)


def test_what_nobody_asked_about_changes_nothing_on_the_screen() -> None:
    for heard, hidden in [
        (
            [],
            {"history.leg_pain@left": "below_knee", "history.pain_quality": "widespread", "exam.slr@left": "positive"},
        ),
        (["pain_where"], {"history.pain_quality": "shooting", "history.paraesthesia@left": "present"}),
        (["pain_quality"], {"history.leg_pain@right": "above_knee", "history.heightened_sensitivity": "present"}),
        (["leg_tingling"], {"history.leg_numbness@left": "present", "history.eased_by_rest": "absent"}),
    ]:
        plain, other = pain(heard=heard), pain(hidden, heard=heard)
        for lang in Lang:
            views = [one.view(one.start(), lang, reveal=False) for one in (plain, other)]
            if heard == ["pain_where"]:  # whether pain that stays in the back is local depends on the words
                for view in views:
                    view["features"] = [one for one in view["features"] if one["id"] != "spread"]
            assert views[0] == views[1]
            assert plain.pack(lang) == other.pack(lang)


def test_root_signs_are_there_only_where_they_were_examined() -> None:
    facts = {"history.leg_pain@left": "below_knee", "exam.slr@left": "positive"}
    assert "signs" in {one.feature.id for one in pain(facts).features}
    assert "signs" not in {one.feature.id for one in pain(facts, heard=["pain_where"]).features}
    seen = pain(facts, heard=["pain_where"], examined=["exam.slr@left"])
    signs = next(one for one in seen.features if one.feature.id == "signs")
    assert signs.reading is not None
    assert signs.reading.id == "root"
    assert signs.signs is not None
    assert "Straight leg raise" in signs.signs.en
    view = pain(facts, heard=["pain_where"], examined=[])
    assert next(one for one in view.features if one.feature.id == "signs").reading is None


def test_nothing_that_is_not_earned_is_in_what_the_screen_gets() -> None:
    exercise = pain({"history.pain_quality": "shooting", "history.leg_pain@left": "below_knee"})
    for lang in Lang:
        told = json.dumps(
            [exercise.pack(lang), exercise.view(exercise.start(), lang, reveal=False)], ensure_ascii=False
        )
        for feature in table().features:
            for reading in feature.readings:
                assert reading.because(lang) not in told
        for rule in exercise.book.guideline.rules:
            assert rule.because(lang) not in told
        assert "revealed" not in told
        assert "points_to" not in told


# ---- the file, and the text for notebooks ----


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("cites: [nociceptive_words]", "cites: [no_such]", "no statement 'no_such'"),
        ("conflicts: [C-41]", "conflicts: [C-999]", "no conflict 'C-999'"),
        ("questions: [pain_touch]", "questions: [no_question]", "no question 'no_question'"),
        ("{concept: nerve_root_involvement}\n", "{concept: no_concept}\n", "no concept 'no_concept'"),
        ("{finding: history.leg_dominant}", "{finding: history.no}", "no finding 'history.no'"),
        ('{da: "{nrs}", en: "{nrs}"}', '{da: "{x}", en: "{x}"}', "no blank 'x'"),
        ("points_to: nociceptive", "points_to: tissue", "'nociceptive'"),
        ("accepts: [neuropathic]", "accepts: [none]", "other types"),
        ("- id: shooting\n        when", "- id: aching\n        when", "twice"),
        ("{id: low_back, middle: {da: lænden, en: the low back}}", "{id: low_back}", "words for `middle`"),
    ],
)
def test_a_slip_in_the_file_is_named(
    tmp_path: Path, before: str, after: str, words: str, guideline_read_once: None
) -> None:
    from lbp_teach.bedside import read

    text = (read.ROOT / "pain" / "content.yaml").read_text("utf-8")
    assert before in text
    (tmp_path / "content.yaml").write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(InputError) as error:
        read.read_content("pain", tmp_path / "content.yaml", compile.read_guideline(), compile._load)
    assert words in str(error.value)


def test_the_committed_file_is_what_was_compiled() -> None:
    assert isinstance(table(), Content)
    assert [feature.id for feature in table().features] == [
        "words",
        "spread",
        "feeling",
        "rest",
        "touch",
        "strength",
        "worst",
        "signs",
    ]


def test_a_described_pain_is_printed_in_both_languages() -> None:
    near_miss = {"history.paraesthesia@left": "present"}
    danish, english = pain_sheet(near_miss), pain_sheet(near_miss, "en")
    assert "- Prikken: venstre skinneben og venstre fod." in danish
    assert "Best: unclear.\nDefensible: nociceptive or mixed." in english
    assert "[DSAM2026: F-PAIN-05]" in english
    assert len(danish.splitlines()) == len(english.splitlines())
    for wrong in ({"history.no": 1}, {"history.leg_pain@left": "knee"}, {"history.pain_nrs": "much"}):
        with pytest.raises(UsageError):
            pain_sheet(wrong)
