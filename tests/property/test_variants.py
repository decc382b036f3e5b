"""Every variant of every case is a sound patient, the same for ever, and differs only where it is meant to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from learner import mirrored

from lbp_teach import content, lint
from lbp_teach.case import Alternative, BothSides, Case, OtherSex, Variants, visit_facts
from lbp_teach.errors import Problem
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.text import both
from lbp_teach.variants import Change, altered, can_vary, draw, every_kind, spoken, variant
from lbp_teach.variants.checking import check_variants
from lbp_teach.variants.drawing import DRAW, ages
from lbp_teach.variants.numbers import age_in_words

SEEDS = ("00000000", "5eed5eed", "ffffffff")
NAMES = [card.id for card in content.catalogue().cards if card.variants]
OTHER = {"venstre": "højre", "højre": "venstre", "Venstre": "Højre", "Højre": "Venstre"}


@pytest.fixture(scope="module")
def whole() -> Book:
    """The whole guideline: a case may hold any of its findings."""
    return content.library()


def texts(part: Any) -> Iterator[tuple[str, str]]:
    """Every text of a case: language and words."""
    if isinstance(part, dict):
        if part.keys() == {"da", "en"}:
            yield from part.items()
        else:
            for value in part.values():
                yield from texts(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from texts(value)


def said(case: Case, lang: str) -> list[str]:
    return [words for name, words in texts(case.model_dump()) if name == lang]


def key_of(case: Case, visit: str, book: Book) -> dict[str, Any]:
    verdicts = assess(book, visit_facts(case, visit, book)).verdicts
    return {name: (set(v.best), set(v.acceptable), set(v.unsafe)) for name, v in verdicts.items()}


# ---- the cases of the library ----


@pytest.mark.parametrize("name", NAMES)
def test_a_variant_is_sound_and_the_same_whenever_it_is_made(name: str, whole: Book) -> None:
    written = content.written_case(name)
    for seed in SEEDS:
        made = variant(written, seed)
        assert made.id == f"{name}~{seed}"
        assert made.model_dump_json() == variant(written, seed).model_dump_json()
        assert made.persona.age in ages(written)
        assert not any("{" in words or "}" in words for _, words in texts(made.model_dump()))
        assert lint.check_case(made.model_copy(update={"id": name}), name, whole, name, {}) == []
        for visit in made.visits:
            facts = visit_facts(made, visit.id, whole)
            assert facts["history.onset_age_years"] <= facts["person.age_years"]  # type: ignore[operator]


@pytest.mark.parametrize("name", NAMES)
def test_the_key_changes_only_where_facts_do(name: str, whole: Book) -> None:
    written = content.written_case(name)
    base = spoken(written)
    for change in every_kind(written):
        made = spoken(altered(written, change))
        assert lint.check_patient(made, whole, name) == []
        for visit in base.visits:
            before, after = (visit_facts(one, visit.id, whole) for one in (base, made))
            if before == after:
                assert key_of(made, visit.id, whole) == key_of(base, visit.id, whole), (change, visit.id)
            if change == Change(written.persona.age, other_sex=change.other_sex, mirrored=True):
                assert after == mirrored(before)
                assert key_of(made, visit.id, whole) == key_of(base, visit.id, whole), visit.id


@pytest.mark.parametrize("name", NAMES)
def test_the_words_follow_the_side_and_the_person(name: str) -> None:
    written = content.written_case(name)
    base = spoken(written)
    if written.variants.side:
        made = spoken(altered(written, Change(written.persona.age, mirrored=True)))
        swapped = [re.sub("|".join(OTHER), lambda m: OTHER[m.group()], words) for words in said(base, "da")]
        assert said(made, "da") == swapped
        assert said(made, "en") != said(base, "en")
    if written.variants.other_sex:
        made = spoken(altered(written, Change(written.persona.age, other_sex=True)))
        name_of = re.compile(rf"\b{written.persona.first_name}s?\b")
        assert [words for _, words in texts(made.model_dump(exclude={"variants"})) if name_of.search(words)] == []
        assert made.persona.sex != base.persona.sex
        twice = altered(altered(written, Change(40, other_sex=True)), Change(40, other_sex=True))
        assert spoken(twice) == spoken(altered(written, Change(40)))


def test_a_case_has_variants_where_its_author_gave_any() -> None:
    assert {"jesper-lund", "rikke-thorsen", "selma-hodzic"} <= set(NAMES)
    for name in NAMES:
        written = content.written_case(name)
        assert can_vary(written)
        assert content.load_case(name) == spoken(written).model_copy(update={"variants": Variants()})


# ---- the draw ----


def made_up() -> Case:
    """A case whose variants do not change when those of the library do."""
    alternatives = tuple(
        Alternative(id=name, axis="severity", visit="first", facts={"history.pain_nrs": value})
        for name, value in (("mild", 3), ("strong", 8))
    )
    other = OtherSex(name="Mads Thorsen", first_name="Mads", initials="MT")
    varied = Variants(age=(40, 59), side="right", other_sex=other, alternatives=alternatives)
    return content.written_case("rikke-thorsen").model_copy(update={"id": "made-up", "variants": varied})


def test_the_same_seed_gives_the_same_patient_for_ever() -> None:
    """If this fails, attempts at variants would be marked on other patients: raise DRAW, then correct the table."""
    drawn = {seed: draw(made_up(), seed) for seed in (*SEEDS, "0000002a")}
    assert DRAW == "1"
    assert drawn == {
        "00000000": Change(42, other_sex=True, mirrored=True, alternative="strong"),
        "5eed5eed": Change(42, mirrored=True, alternative="strong"),
        "ffffffff": Change(48, mirrored=True, alternative="mild"),
        "0000002a": Change(44, other_sex=True, alternative="strong"),
    }


def test_every_choice_is_drawn_and_no_draw_is_the_case_itself() -> None:
    written = made_up()
    drawn = [draw(written, f"{n:08x}") for n in range(600)]
    one_age = written.model_copy(update={"variants": written.variants.model_copy(update={"age": None})})
    assert Change(written.persona.age) not in [draw(one_age, f"{n:08x}") for n in range(200)]
    assert {one.age for one in drawn} == set(range(40, 60))
    for choices in (
        [one.alternative for one in drawn],
        [one.mirrored for one in drawn],
        [one.other_sex for one in drawn],
    ):
        counts = {value: choices.count(value) for value in set(choices)}
        assert min(counts.values()) > 0.8 * len(drawn) / len(counts)


def test_a_new_alternative_takes_patients_only_for_itself() -> None:
    few = made_up()
    more = Alternative(id="new_one", axis="flag", visit="first", facts={"flags.fatigue": "absent"})
    many = few.model_copy(
        update={"variants": few.variants.model_copy(update={"alternatives": (*few.variants.alternatives, more)})}
    )
    for n in range(200):
        before, after = draw(few, f"{n:08x}"), draw(many, f"{n:08x}")
        assert after.alternative in (before.alternative, "new_one")


def test_nobody_is_younger_than_the_pain() -> None:
    written = made_up()
    first, *rest = written.visits
    old = first.model_copy(update={"facts": {**first.facts, "history.onset_age_years": 44}})
    told = written.model_copy(update={"visits": (old, *rest)})
    assert {draw(told, f"{n:08x}").age for n in range(400)} == set(range(44, 60))
    now = first.model_copy(update={"facts": {**first.facts, "history.onset_age_years": written.persona.age}})
    moving = written.model_copy(update={"visits": (now, *rest)})
    assert altered(moving, Change(52)).visits[0].facts["history.onset_age_years"] == 52


def test_an_alternative_keeps_the_side_that_it_does_not_name() -> None:
    written = made_up()
    slr = {"exam.slr": BothSides(right="positive")}
    one = Alternative(id="leg", axis="severity", visit="first", facts=slr)
    varied = written.model_copy(update={"variants": written.variants.model_copy(update={"alternatives": (one,)})})
    assert altered(varied, Change(46, alternative="leg")).visits[0].facts["exam.slr"] == BothSides(
        left="back_only", right="positive"
    )
    swapped = altered(varied, Change(46, mirrored=True, alternative="leg"))
    assert swapped.visits[0].facts["exam.slr"] == BothSides(left="positive", right="back_only")


# ---- what authors are told ----


def problems(whole: Book, **varied: Any) -> list[Problem]:
    written = made_up()
    variants = written.variants.model_copy(update=varied)
    return check_variants(written.model_copy(update={"variants": variants}), whole, "x.yaml", {}, lint.check_patient)


def test_what_is_wrong_with_variants_is_named(whole: Book) -> None:
    def alternative(**more: Any) -> tuple[Alternative, ...]:
        given = {"id": "more", "axis": "severity", "visit": "first", "facts": {"history.pain_nrs": 8}, **more}
        return (Alternative.model_validate(given),)

    words = {"pain_intensity": both("Otte.", "Eight.")}
    assert problems(whole, alternatives=alternative(answers=words)) == []
    wanted = {
        "is no range": problems(whole, age=(50, 40), alternatives=()),
        "lie outside it": problems(whole, age=(50, 60), alternatives=()),
        "is no visit": problems(whole, alternatives=alternative(visit="second")),
        "exists already": problems(whole, alternatives=alternative(answers=words) * 2),
        "changes no fact": problems(whole, alternatives=alternative(facts={"history.pain_nrs": 5})),
        "still says what was written before": problems(whole, alternatives=alternative()),
        "as a variant (more, 46 years)": problems(
            whole, alternatives=alternative(facts={"exam.gait": "foot_drop"}, answers=words)
        ),
    }
    for words_, found in wanted.items():
        assert any(words_ in one.what for one in found), (words_, json.dumps([str(one) for one in found]))
        assert all(one.key.startswith("variants") for one in found)


def test_later_words_that_were_written_for_the_old_value_are_found(whole: Book) -> None:
    """At the last visit she says that she sleeps well, which nobody wrote anew for somebody who sleeps badly."""
    one = Alternative(
        id="bad_sleep",
        axis="flag",
        visit="first",
        facts={"flags.sleep_stress": "present"},
        answers={"sleep_stress": both("Dårligt.", "Badly.")},
    )
    found = problems(whole, alternatives=(one,))
    assert any("at 'three_weeks' 'sleep_stress' still says" in each.what for each in found)


def test_ages_in_words() -> None:
    said_ = {n: (age_in_words(n).da, age_in_words(n).en) for n in (15, 20, 21, 38, 46, 72, 90, 99, 101)}
    assert said_ == {
        15: ("femten", "fifteen"),
        20: ("tyve", "twenty"),
        21: ("enogtyve", "twenty-one"),
        38: ("otteogtredive", "thirty-eight"),
        46: ("seksogfyrre", "forty-six"),
        72: ("tooghalvfjerds", "seventy-two"),
        90: ("halvfems", "ninety"),
        99: ("nioghalvfems", "ninety-nine"),
        101: ("101", "101"),
    }
