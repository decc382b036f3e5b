"""The neurological exam without a screen: what is seen, what is recorded, what it is put to, and what is never told."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from learner import mirrored, well

from lbp_teach import content
from lbp_teach.bedside.base import total
from lbp_teach.bedside.exam.exercise import Exam
from lbp_teach.bedside.exam.lesions import KINDS, LEVELS, drawn
from lbp_teach.bedside.exam.localise import ROOTS, Answer, answer_of, pattern
from lbp_teach.bedside.exam.model import Content
from lbp_teach.bedside.exam.observe import Observation, observe
from lbp_teach.bedside.exam.patient import Body, body_of, slr_limits
from lbp_teach.bedside.exam.technique import checked_how, kind_of
from lbp_teach.bedside.session import BedsideSession
from lbp_teach.bedside.tools import make
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import key
from lbp_teach.guideline.model import SIDES, Manoeuvre, Scalar
from lbp_teach.play import is_sided
from lbp_teach.records import Records
from lbp_teach.refusal import Refusal
from lbp_teach.text import Lang

PANEL = [(level, seed) for level in LEVELS for seed in range(10)]
OTHER = {"left": "right", "right": "left", "both": "both", None: None}


@pytest.fixture(scope="module")
def library() -> Book:
    return content.library()


@pytest.fixture(scope="module")
def said() -> Content:
    return content.tool_content("exam", Content)


def exam(level: int, seed: int) -> Exam:
    found = make("exam", {"level": level, "seed": seed})
    assert isinstance(found, Exam)
    return found


def swapped(acts: tuple[tuple[str, dict[str, Any]], ...]) -> list[tuple[str, dict[str, Any]]]:
    """The acts of somebody who takes left for right in whatever is written down."""
    out = []
    for kind, body in acts:
        if kind == "record":
            out.append((kind, {**body, "side": OTHER[body["side"]]}))
        elif kind == "localise":
            out.append((kind, {**body, "place": OTHER[body["place"]]}))
        else:
            out.append((kind, body))
    return out


# ---- drills ----


@pytest.mark.parametrize(("level", "seed"), PANEL)
def test_a_perfect_examiner_gets_everything_and_a_side_swapper_nothing_for_sides(level: int, seed: int) -> None:
    one = exam(level, seed)
    perfect = one.marks(one.after(one.model()))
    assert [m for m in perfect if m.points != m.of] == []
    wrong = one.marks(one.after(swapped(one.model())))
    about_sides = [m for m in wrong if m.subject.startswith("side:") or m.subject == "place"]
    assert all(m.points == 0 for m in about_sides if answer_of(one.body, one.book).side != "both")
    lesion, body = drawn(seed, level, one.book)
    if lesion.kind in ("root", "two_roots"):
        assert about_sides
        assert total(wrong)[0] < total(perfect)[0]
    else:
        assert answer_of(body, one.book).side is None


@pytest.mark.parametrize(("level", "seed"), [(level, seed) for level in LEVELS for seed in range(60)])
def test_the_key_of_a_drill_is_what_the_root_map_says_of_it(level: int, seed: int, library: Book) -> None:
    lesion, body = drawn(seed, level, library)
    answer = answer_of(body, library)
    wanted = {"root": "root", "two_roots": "root"}.get(lesion.kind, lesion.kind)
    assert answer.what == wanted
    if wanted == "root":
        assert (set(answer.roots), answer.side) == (set(lesion.roots), lesion.side)
    assert drawn(seed, level, library) == (lesion, body)


def test_every_kind_of_lesion_is_met_on_both_sides(library: Book) -> None:
    for level in LEVELS:
        met = {drawn(seed, level, library)[0].kind for seed in range(80)}
        assert met == set(KINDS[level])
    roots = {(drawn(s, 1, library)[0].roots, drawn(s, 1, library)[0].side) for s in range(80)}
    assert roots == {((root,), side) for root in ROOTS for side in SIDES}


def test_a_lesion_keeps_to_the_contradictions_of_the_guideline(library: Book) -> None:
    low, high = slr_limits(library)
    for level, seed in itertools.product(LEVELS, range(80)):
        _, body = drawn(seed, level, library)
        for side in SIDES:
            if body.value("exam.slr", side) == "positive":
                assert low <= body.angles[side] <= high
            weak = int(body.value("exam.strength.dorsiflexion", side)) < 4
            assert (body.value("exam.heel_walk", side) == "unable") is weak


# ---- observations ----


def bodies(manoeuvre: Manoeuvre, book: Book) -> Iterator[Body]:
    """Bodies with every value of every finding of a manoeuvre, on either side."""
    for name in manoeuvre.findings:
        finding = book.findings[name]
        if finding.unit == "mrc":
            values: list[Scalar] = [0, 1, 2, 3, 4, 5]
        elif finding.kind == "number":
            values = [37.0, 38.4] if finding.unit == "celsius" else [0, 340]
        else:
            values = ["absent", "present"] if finding.kind == "presence" else list(finding.values)
        for left, right in itertools.product(values, values) if finding.sided else ((v, v) for v in values):
            facts = well(book)
            for side, value in zip(SIDES, (left, right), strict=True):
                facts[key(name, side if finding.sided else None)] = value
            yield body_of(facts, "test", book)


def ways(manoeuvre: Manoeuvre, book: Book) -> Iterator[dict[str, Any] | None]:
    """Every way in which a manoeuvre can be done."""
    match kind_of(manoeuvre):
        case "strength":
            yield from ({"resistance": r} for r in ("none", "light", "full"))
        case "reflex":
            yield from ({"reinforced": r} for r in (False, True))
        case "touch":
            for region in book.guideline.roots.regions:
                if region.finding in manoeuvre.findings:
                    yield from ({"tool": t, "region": region.id, "consent": True} for t in ("light", "pin"))
        case "raise":
            yield from ({"by": by, "degrees": d} for by in ("passive", "active") for d in (0, 20, 50, 90))
        case _:
            yield {"consent": True}


def all_observations(book: Book, said: Content) -> Iterator[tuple[Manoeuvre, str | None, Any, Body, Observation]]:
    for manoeuvre in book.guideline.manoeuvres:
        sides: tuple[str | None, ...] = ("left", "right", "both") if is_sided(manoeuvre, book) else (None,)
        for body, how, side in itertools.product(list(bodies(manoeuvre, book)), list(ways(manoeuvre, book)), sides):
            checked = checked_how(manoeuvre, how, book)
            yield manoeuvre, side, checked, body, observe(body, manoeuvre, side, checked, said, book)


def test_every_manoeuvre_and_finding_gives_an_observation_in_both_languages_and_never_a_grade(
    library: Book, said: Content
) -> None:
    count = 0
    grades = {"0", "1", "2", "3", "4", "5", "+", "++", "+++", "++++", "+/−"}
    for manoeuvre, _, _, _, seen in all_observations(library, said):
        assert seen.lines, manoeuvre.id
        for line in seen.lines:
            for lang in Lang:
                words = line.text(lang)
                assert words
                assert "{" not in words
                if not any(f in ("exam.temperature_celsius", "exam.residual_urine_ml") for f in manoeuvre.findings):
                    assert not grades & set(words.replace(".", " ").replace(",", " ").split()), words
        count += 1
    assert count > 2000


def told(seen: Observation, *, mirror: bool) -> list[tuple[str, str | None]]:
    """What is seen, each with its side; mirrored where wished for, also in words that name a side."""
    rows = []
    for line in seen.lines:
        words = line.text(Lang.EN)
        if mirror:
            for one, other in (("left", "right"), ("Left", "Right")):
                words = words.replace(one, "§").replace(other, one).replace("§", other)
        rows.append((words, OTHER[line.side] if mirror else line.side))
    return sorted(rows, key=str)


def test_mirroring_a_patient_mirrors_what_is_seen_and_nothing_else(library: Book, said: Content) -> None:
    for manoeuvre, side, how, body, seen in all_observations(library, said):
        other = observe(body.mirrored(), manoeuvre, OTHER[side], how, said, library)
        assert told(other, mirror=False) == told(seen, mirror=True), (manoeuvre.id, side)
        assert (other.reveals, other.stop) == (seen.reveals, seen.stop)
    assert mirrored(mirrored(body.facts)) == dict(body.facts)


@pytest.mark.parametrize("bad", SIDES)
def test_what_is_seen_stands_on_the_side_where_it_is(library: Book, said: Content, bad: str) -> None:
    """Mirroring alone cannot see a swap: here the side of the finding is held against the side that is told."""
    good = OTHER[bad]
    facts = {
        **well(library),
        f"exam.sensation.L5@{bad}": "reduced",
        f"exam.strength.dorsiflexion@{bad}": 3,
        f"exam.reflex.achilles@{bad}": "reduced",
        f"exam.heel_walk@{bad}": "unable",
        f"exam.slr@{bad}": "positive",
    }
    body = body_of(facts, "x", library)

    def lines(manoeuvre: str, side: str | None, how: dict[str, Any]) -> dict[str | None, str]:
        seen = observe(body, library.manoeuvres[manoeuvre], side, how, said, library)
        return {line.side: line.text(Lang.EN) for line in seen.lines}

    touch = {"tool": "light", "region": "L5-foot"}
    assert lines("sensation_L5", "both", touch) == {
        None: f"{str(good).title()} is fine. On the {bad} it is less, as if asleep."
    }
    assert "dull" in lines("sensation_L5", bad, touch)[bad]
    assert "I can feel" in lines("sensation_L5", good, touch)[good]
    weak = lines("strength_dorsiflexion", "both", {"resistance": "full"})
    assert "gives way at once" in weak[bad]
    assert "Holds fully" in weak[good]
    assert "sluggish" in lines("reflex_achilles", bad, {"reinforced": False})[bad]
    assert "clear twitch" in lines("reflex_achilles", good, {"reinforced": False})[good]
    walk = lines("heel_walk", "both", {})
    assert "drops" in walk[bad]
    assert "stays up" in walk[good]
    raised = {"by": "passive", "degrees": 90}
    assert "below the knee" in lines("straight_leg_raise", bad, raised)[bad]
    assert "below the knee" not in lines("straight_leg_raise", good, raised)[good]
    # Raising the painful leg hurts in it, whichever test it is raised for.
    assert lines("crossed_straight_leg_raise", bad, raised) == lines("straight_leg_raise", bad, raised)


@pytest.mark.parametrize(
    ("grade", "resistance", "tells"),
    [
        (5, "none", False),
        (5, "light", False),
        (5, "full", True),
        (4, "light", False),
        (4, "full", True),
        (3, "none", False),
        (3, "light", True),
        (2, "none", True),
        (0, "none", True),
    ],
)
def test_grade_4_and_5_are_told_apart_by_full_resistance_only(
    library: Book, said: Content, grade: int, resistance: str, tells: bool
) -> None:
    facts = {**well(library), "exam.strength.dorsiflexion@left": grade}
    manoeuvre = library.manoeuvres["strength_dorsiflexion"]
    seen = observe(body_of(facts, "x", library), manoeuvre, "left", {"resistance": resistance}, said, library)
    assert seen.reveals is tells


def test_an_absent_reflex_is_known_only_with_reinforcement(library: Book, said: Content) -> None:
    manoeuvre = library.manoeuvres["reflex_achilles"]
    for value, plain, strong in (("absent", False, True), ("weak", False, True), ("normal", True, True)):
        body = body_of({**well(library), "exam.reflex.achilles@left": value}, "x", library)
        for reinforced, reveals in ((False, plain), (True, strong)):
            seen = observe(body, manoeuvre, "left", {"reinforced": reinforced}, said, library)
            assert seen.reveals is reveals, (value, reinforced)


def test_a_leg_is_silent_below_its_angle_and_stops_at_it(library: Book, said: Content) -> None:
    manoeuvre = library.manoeuvres["straight_leg_raise"]
    for value in ("positive", "back_only", "negative"):
        body = body_of({**well(library), "exam.slr@right": value}, "x", library)
        end = body.angles["right"]
        for degrees in range(0, 91):
            how = {"by": "passive", "degrees": degrees}
            seen = observe(body, manoeuvre, "right", how, said, library)
            assert seen.reveals is (degrees >= end)
            assert seen.picture["angle"] == min(degrees, end)
            if degrees < end:
                assert seen.lines[0].text == said.raise_["nothing_yet"]
        assert not observe(body, manoeuvre, "right", {"by": "active", "degrees": 90}, said, library).reveals


# ---- recording ----


def test_only_what_was_examined_can_be_recorded_and_only_as_a_known_value() -> None:
    one = exam(1, 0)
    args = {"finding": "exam.reflex.achilles", "side": "left", "value": "normal"}
    with pytest.raises(Refusal):
        one.check(one.start(), "record", args)
    how = {"reinforced": False}
    body = one.check(one.start(), "examine", {"manoeuvre": "reflex_achilles", "side": "left", "how": how})
    assert body is not None
    state = one.fold(one.start(), "examine", body)
    assert one.check(state, "record", args) == {**args, "degrees": None}
    for bad in ({"value": "++"}, {"side": "both"}, {"side": "right"}, {"finding": "history.leg_pain"}, {"value": 4}):
        with pytest.raises(Refusal):
            one.check(state, "record", {**args, **bad})


def test_recording_everything_as_normal_never_beats_recording_what_is_there() -> None:
    for level, seed in PANEL:
        one = exam(level, seed)
        if answer_of(one.body, one.book).what == "normal":
            continue
        blind = []
        for kind, body in one.model():
            if kind == "record":
                default = one.book.findings[body["finding"]].default
                blind.append((kind, {**body, "value": default, "degrees": 85 if body["degrees"] else None}))
            elif kind == "localise":
                blind.append((kind, {"what": "normal", "roots": [], "place": None}))
            else:
                blind.append((kind, body))
        got, of = total(one.marks(one.after(blind)))
        assert got < total(one.marks(one.after(one.model())))[0]
        assert got < 0.65 * of, (level, seed)


def test_naming_every_root_on_both_sides_does_not_pay() -> None:
    for level, seed in PANEL:
        one = exam(level, seed)
        truth = answer_of(one.body, one.book)
        if truth.what != "root" or len(truth.roots) > 1:
            continue
        everything = one.after(one.model()[:-1])
        for answer in (Answer("root", frozenset(ROOTS), "both"), Answer("root", frozenset(ROOTS), truth.side)):
            marks = {m.subject: m.points for m in one.marks(replace(everything, answer=answer))}
            assert marks["roots"] == 0
            assert marks["what"] == marks["place"] == 0, "it is not borne out by what was written down"


def test_an_answer_without_findings_is_a_guess_and_gets_nothing() -> None:
    for level, seed in PANEL:
        one = exam(level, seed)
        truth = answer_of(one.body, one.book)
        assert total(one.marks(replace(one.start(), answer=truth)))[0] == 0, (level, seed)


def test_missing_a_cauda_equina_is_critical_and_caps_the_drill() -> None:
    one = next(e for seed in range(200) if answer_of((e := exam(3, seed)).body, e.book).what == "cauda_equina")
    state = replace(one.after(one.model()[:-1]), answer=Answer("normal"))
    marks = one.marks(state)
    assert next(m for m in marks if m.subject == "what").mark == "critical"
    points, of = total(marks)
    assert points <= 0.4 * of
    assert total(one.marks(one.after(one.model())))[0] == of


def test_only_a_level_can_be_chosen_by_a_screen(records: Records) -> None:
    session = BedsideSession(records, "exam", {"level": 1, "seed": 3})
    session.handle({"type": "hello", "lang": "en", "pending": []})
    for wish in ({"case": "selma-hodzic", "visit": "eight_days"}, {"seed": 5}, {"level": 2, "seed": 3}):
        session.handle({"type": "act", "id": f"w{len(str(wish))}", "kind": "begin", "setting": wish})
        assert "case" not in session.exercise.setting
        assert session.exercise.setting.get("seed") != 5
    assert session.exercise.setting["level"] == 2
    assert session.exercise.setting["seed"] != 3


def test_the_same_manoeuvre_again_costs_nothing_and_the_other_side_does() -> None:
    one = exam(1, 0)
    state = one.start()
    for how, side, seconds in (
        ({"resistance": "none"}, "left", 10),
        ({"resistance": "full"}, "left", 0),
        ({"resistance": "full"}, "both", 10),
        ({"resistance": "light"}, "right", 0),
    ):
        args = {"manoeuvre": "strength_dorsiflexion", "side": side, "how": how}
        body = one.check(state, "examine", args)
        assert body is not None
        assert body["seconds"] == seconds
        state = one.fold(state, "examine", body)
        assert one.check(state, "examine", args) is None


def test_the_saddle_is_touched_only_after_asking_leave() -> None:
    one = exam(3, 0)
    how = {"tool": "light", "region": "S4-perianal"}
    with pytest.raises(Refusal) as refused:
        one.check(one.start(), "examine", {"manoeuvre": "sensation_saddle", "side": None, "how": how})
    assert "ask leave" in refused.value.text.en
    asked = {"manoeuvre": "sensation_saddle", "side": None, "how": {**how, "consent": True}}
    assert one.check(one.start(), "examine", asked)


# ---- the pattern ----


def test_the_pattern_says_what_fits_what_does_not_and_what_is_missing(library: Book) -> None:
    values: dict[str, Scalar] = {
        "exam.strength.dorsiflexion@right": 4,
        "exam.sensation.L5@right": "reduced",
        "exam.reflex.medial_hamstring@right": "normal",
        "exam.reflex.achilles@right": "normal",
        "exam.reflex.achilles@left": "absent",
    }
    found = pattern(values, Answer("root", frozenset({"L5"}), "right"), library)
    assert set(found.fits) == {"exam.strength.dorsiflexion@right", "exam.sensation.L5@right"}
    assert found.against == ("exam.reflex.achilles@left",)
    assert found.lacking == ("exam.reflex.medial_hamstring@right",)
    assert "exam.heel_walk@right" in found.missing
    assert [sign.root for sign in found.would_say] == ["L4", "S1"]


# ---- nothing unearned ----


def test_two_bodies_that_agree_on_what_was_examined_give_the_same_bytes(records: Records, library: Book) -> None:
    """What crosses before the lock is the same for a body that differs only where nobody looked."""
    for level, seed in PANEL[:12]:
        one, other = exam(level, seed), exam(level, seed)
        facts = dict(one.body.facts)
        facts["exam.reflex.achilles@left"] = "clonus"
        facts["exam.sensation.S1@right"] = "increased"
        facts["exam.sensation.saddle"] = "reduced"
        other.__dict__["body"] = replace(one.body, facts=facts, angles={"left": 30, "right": 30})
        looked = ("strength_dorsiflexion", "reflex_patellar", "sensation_L5")
        acts = [a for a in one.model() if a[0] == "examine" and a[1]["manoeuvre"] in looked]
        state = one.after(acts)
        for lang in Lang:
            assert json.dumps(one.view(state, lang, reveal=False)) == json.dumps(other.view(state, lang, reveal=False))
            assert json.dumps(one.pack(lang)) == json.dumps(other.pack(lang))


def test_a_drill_tells_neither_seed_nor_lesion(records: Records) -> None:
    session = BedsideSession(records, "exam", {"level": 2, "seed": 123456})
    text = json.dumps(session.handle({"type": "hello", "lang": "en", "pending": []}))
    assert "123456" not in text
    assert '"was": null' in text
