"""Which patients fit a course, whether those of a slot are equally hard, and what neighbours would differ in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from lbp_teach import content
from lbp_teach.cards import Broken
from lbp_teach.case import visit_facts
from lbp_teach.courses import planning
from lbp_teach.courses import pool as pool_module
from lbp_teach.courses.blueprints import Blueprint, Wanted, blueprints, slots_of
from lbp_teach.courses.draft import NO_CODE, NO_ID
from lbp_teach.courses.model import Course, Slot
from lbp_teach.courses.neighbours import CLASS, neighbours
from lbp_teach.courses.planning import Patient, Selector, equal, kinds, patient, pool, problems
from lbp_teach.courses.trouble import Trouble
from lbp_teach.guideline.assess import assess
from lbp_teach.text import Lang, both


def course(*slots: dict[str, Any]) -> Course:
    return Course(id=NO_ID, code=NO_CODE, title="Hold 4", slots=tuple(Slot(**one) for one in slots))


def unequal_pair() -> tuple[Patient, Patient, Patient]:
    """Two cases of one level and one of another."""
    everyone = pool()
    for one in everyone:
        like = [other for other in everyone if other.level == one.level and other.id != one.id]
        unlike = [other for other in everyone if other.level != one.level]
        if like and unlike:
            return one, like[0], unlike[0]
    raise AssertionError("the library has no two cases of one level")


def at(found: Sequence[Trouble], *place: str | int) -> list[Trouble]:
    return [one for one in found if one.at == place]


# ---- the pool ----


def test_the_pool_has_every_case_with_what_the_rules_derive_at_its_first_visit() -> None:
    book, found = content.book(), {one.id: one for one in pool()}
    assert set(found) == {card.id for card in content.catalogue().cards}
    for card in content.catalogue().cards[::9]:
        case = content.load_case(card.id)
        key = assess(book, visit_facts(case, case.visits[0].id, book), "DSAM2026").verdicts
        kind = found[card.id].kind
        assert (kind.category,) == key["triage"].best[:1]
        assert (kind.suspected,) == key["suspected"].best[:1]
        assert found[card.id].level == (card.difficulty, card.visits)
        assert found[card.id].themes == case.themes


@pytest.mark.parametrize(
    "selector",
    [
        Selector(category="nerve_root"),
        Selector(suspected="cauda_equina"),
        Selector(urgency=("routine", "none"), chronic=True),
        Selector(theme="wants_imaging"),
        Selector(difficulty=2, visits=1),
    ],
)
def test_a_selector_takes_those_that_are_meant_and_leaves_the_others(selector: Selector) -> None:
    meant = pool(selector)
    assert meant
    assert len(meant) < len(pool())
    for one in pool():
        fits = all(
            (
                selector.category in (None, one.kind.category),
                selector.suspected in (None, one.kind.suspected),
                not selector.urgency or one.kind.urgency in selector.urgency,
                selector.chronic in (None, one.kind.chronic),
                selector.theme is None or selector.theme in one.themes,
                selector.difficulty in (None, one.difficulty),
                selector.visits in (None, one.visits),
            )
        )
        assert (one in meant) is fits, one.id


def test_equal_patients_are_of_one_level_and_of_the_kind_in_all_their_variants() -> None:
    wanted = Selector(category="non_specific", urgency=("routine", "none"))
    found = equal(wanted, 2)
    assert len(found) >= 2
    assert len({one.level for one in map(patient, found) if one}) == 1
    for name in found:
        assert {kind.category for kind in kinds(name)} == {"non_specific"}
    # A library where some variants are something else shows that this was looked at.
    turning = [one.id for one in pool(wanted) if {kind.category for kind in kinds(one.id)} != {"non_specific"}]
    assert turning, "no case of the library turns any more: choose another selector"
    assert not set(turning) & set(found)
    assert found[0] not in equal(wanted, 1, without=found)
    assert equal(wanted, 30) == ()


def test_the_largest_set_is_that_of_the_patients_who_are_meant_in_all_variants(monkeypatch: pytest.MonkeyPatch) -> None:
    lund = patient("jesper-lund")
    assert lund is not None
    levels = {"a": 3, "b": 3, "c": 3, "d": 2, "e": 2, "f": 1, "g": 1, "h": 4}
    everyone = tuple(replace(lund, id=name, difficulty=level) for name, level in levels.items())
    turning, asked = {"a", "b"}, list[str]()

    def meant(_: Selector, one: Patient) -> bool:
        asked.append(one.id)
        return one.id not in turning

    monkeypatch.setattr(pool_module, "pool", lambda _: everyone)
    monkeypatch.setattr(pool_module, "steady", meant)
    assert equal(Selector(), 1) == ("f", "g"), "two of the largest turn, and of two sets alike the easier is taken"
    assert "h" not in asked, "variants are not worked out for what is too small anyway"
    assert equal(Selector(), 2, without=["f"]) == ("d", "e")
    assert equal(Selector(), 3) == ()


@pytest.mark.parametrize("name", [one.id for one in blueprints()])
def test_a_blueprint_gives_a_course_that_is_in_order(name: str) -> None:
    blueprint = next(one for one in blueprints() if one.id == name)
    slots = slots_of(blueprint, Lang.EN)
    assert slots is not None, "the library lacks what this blueprint asks for"
    assert [slot.count for slot in slots] == [part.count for part in blueprint.parts]
    names = [case for slot in slots for case in slot.cases]
    assert len(set(names)) == len(names)
    for slot, part in zip(slots, blueprint.parts, strict=True):
        assert slot.label == part.label.en
        assert all(part.selector.fits(one) for one in map(patient, slot.cases) if one)
    made = Course(id=NO_ID, code=NO_CODE, title="x", slots=slots)
    assert [one.what.en for one in problems(made) if one.blocks] == []


def test_two_parts_of_one_kind_share_no_patient() -> None:
    part = Wanted(both("Rod", "Root"), Selector(category="nerve_root", urgency=("routine",)))
    slots = slots_of(Blueprint("twice", both("To", "Two"), (part, part)), Lang.EN)
    assert slots is not None
    assert not set(slots[0].cases) & set(slots[1].cases)


# ---- what is wrong ----


def test_a_slot_of_unequal_patients_is_named_with_what_to_choose() -> None:
    one, like, other = unequal_pair()
    found = problems(course({"cases": (one.id, like.id, other.id), "count": 2}))
    (trouble,) = at(found, "slots", 0, "cases")
    assert trouble.blocks
    assert f"difficulty {other.difficulty}, visits {other.visits}: {other.name}" in trouble.what.en
    assert f"sværhedsgrad {other.difficulty}" in trouble.what.da
    assert f"Keep only {one.name}, {like.name}," in trouble.remedy.en
    assert at(problems(course({"cases": (one.id, like.id), "count": 1})), "slots", 0, "cases") == []


def test_who_meets_all_patients_has_no_harder_ones_than_the_others() -> None:
    one, _, other = unequal_pair()
    assert at(problems(course({"cases": (one.id, other.id), "count": 2})), "slots", 0, "cases") == []


def test_where_no_level_has_enough_the_remedy_is_another() -> None:
    by_level: dict[tuple[int, int], str] = {one.level: one.id for one in pool()}
    three = tuple(by_level.values())[:3]
    (trouble,) = at(problems(course({"cases": three, "count": 2})), "slots", 0, "cases")
    assert "one group for each difficulty" in trouble.remedy.en


def test_a_case_that_does_not_exist_is_named_with_those_that_look_like_it() -> None:
    (trouble,) = problems(course({"cases": ("jesper-lundd",)}))
    assert trouble.blocks
    assert trouble.at == ("slots", 0, "cases", 0)
    assert "jesper-lundd" in trouble.what.en
    assert "these: jesper-lund," in trouble.remedy.en
    assert "cases list" in problems(course({"cases": ("qqq",)}))[0].remedy.en


def test_a_case_with_an_error_is_named_with_the_error(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = content.catalogue()
    broken = Broken(file="some-where/half-done.yaml", problems=("half-done.yaml:3: no persona.",))
    monkeypatch.setattr(content, "catalogue", lambda: whole.model_copy(update={"broken": (broken,)}))
    (trouble,) = problems(course({"cases": ("half-done",)}))
    assert trouble.blocks
    assert "half-done.yaml:3: no persona." in trouble.what.en
    assert "validate" in trouble.remedy.en


def test_neighbours_who_would_meet_the_same_patient_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    (trouble,) = problems(course({"cases": ("jesper-lund",), "variant": False}))
    assert not trouble.blocks
    assert "exactly the same patient" in trouble.what.en

    lund = patient("jesper-lund")
    assert lund is not None
    assert problems(course({"cases": ("jesper-lund",)})) == []
    monkeypatch.setattr(planning, "patient", lambda name: replace(lund, varies=False) if name == lund.id else None)
    (trouble,) = problems(course({"cases": ("jesper-lund",)}))
    assert trouble.at == ("slots", 0, "variant")
    assert lund.name in trouble.what.en


def test_variants_that_are_judged_otherwise_are_told_of() -> None:
    turning = next(one for one in pool() if len({kind.category for kind in kinds(one.id)}) > 1)
    (trouble,) = problems(course({"cases": (turning.id,)}))
    assert not trouble.blocks
    assert turning.name in trouble.what.en
    assert all("judged" not in one.what.en for one in problems(course({"cases": (turning.id,), "variant": False})))


def test_a_case_in_two_slots_is_told_of_where_somebody_could_meet_it_twice() -> None:
    one, like, _ = unequal_pair()
    twice = course({"cases": (one.id,)}, {"cases": (one.id,)})
    assert any("earlier group" in trouble.what.en for trouble in problems(twice))
    enough = course({"cases": (one.id,)}, {"cases": (one.id, like.id)})
    assert all("earlier group" not in trouble.what.en for trouble in problems(enough))


def test_nothing_is_read_of_variants_where_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    lund = patient("jesper-lund")
    assert lund is not None
    kinds.cache_clear()
    monkeypatch.setattr(pool_module, "patient", lambda _: replace(lund, varies=False))
    monkeypatch.setattr(content, "written_case", lambda _: pytest.fail("it has no variants"))
    assert kinds(lund.id) == frozenset({lund.kind})
    kinds.cache_clear()


# ---- neighbours ----


def test_two_neighbours_get_patients_of_the_slot_that_differ() -> None:
    slots = slots_of(next(one for one in blueprints() if one.id == "mixed"), Lang.EN)
    assert slots is not None
    rows = neighbours(Course(id=NO_ID, code=NO_CODE, title="x", slots=slots))
    assert [row.slot for row in rows] == [0, 1, 1, 2]
    for row in rows:
        assert {met.base for met in row.met} <= set(slots[row.slot].cases)
        assert 2 < row.different <= CLASS
    assert any(row.met[0] != row.met[1] for row in rows)


def test_without_variants_all_meet_one_patient() -> None:
    (row,) = neighbours(course({"cases": ("jesper-lund",), "variant": False}))
    assert row.different == 1
    assert row.met[0] == row.met[1]
    assert row.met[0].changed == ()


def test_what_differs_is_told_in_the_words_of_the_findings() -> None:
    (row,) = neighbours(course({"cases": ("jesper-lund",)}))
    told = [line for met in row.met for line in met.changed]
    assert told
    assert all("_" not in line.en and "." not in line.en.replace("e.g.", "").rstrip(".") for line in told)
