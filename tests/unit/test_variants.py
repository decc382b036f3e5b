"""Variants in play: started, resumed, debriefed, replayed and exported, and counted under the case they vary."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from learner import Screen, best_choices

from lbp_teach import content
from lbp_teach.bedside.patient import settled_case
from lbp_teach.cli import main
from lbp_teach.errors import UsageError
from lbp_teach.exports.flat import attempt_rows
from lbp_teach.exports.gradebook import Gradebook, gradebook_lines
from lbp_teach.exports.reading import Wanted, attempts_of
from lbp_teach.exports.xapi import statements
from lbp_teach.exports.xapi_words import Lrs
from lbp_teach.grading import grade
from lbp_teach.guideline.assess import Book
from lbp_teach.play import fold
from lbp_teach.progress.past import Past
from lbp_teach.records import Records
from lbp_teach.refusal import Refusal
from lbp_teach.replay import replay
from lbp_teach.text import Lang
from lbp_teach.variants import describe, draw, fresh_seed, seed_for, seed_of, variant_id

CASE = "rikke-thorsen"


@pytest.fixture
def screen(records: Records, book: Book) -> Screen:
    """A learner who has played the case as written, and gone on to another patient like it."""
    screen = Screen(records, lang="en")
    screen.hello()
    screen.play(CASE, book)
    screen.act("start", case=CASE, another=True)
    return screen


def past_of(screen: Screen) -> Past:
    return Past(screen.session.attempts, datetime.now(UTC))


def finished(screen: Screen, book: Book) -> str:
    """Play the variant to its end and return its id."""
    name = next(one.case for one in screen.session.attempts.values() if seed_of(one.case) and not one.finished)
    screen.play(name, book)
    return name


# ---- a variant is a case ----


def test_a_variant_is_loaded_by_its_id_and_nothing_else_is() -> None:
    made = content.load_case(f"{CASE}~0000002a")
    assert made.id == f"{CASE}~0000002a"
    assert content.load_case(f"{CASE}~0000002a") == made
    for wrong in (f"{CASE}~", f"{CASE}~2a", f"{CASE}~0000002A", f"{CASE}~0000002a~0000002a", "nobody~0000002a"):
        assert content.find_card(wrong) is None
        assert content.current_hash(wrong) is None
        with pytest.raises(UsageError):
            content.load_case(wrong)
        with pytest.raises(UsageError):
            content.case_hash(wrong)


def test_each_variant_has_a_hash_of_its_own() -> None:
    names = [CASE, *(f"{CASE}~{n:08x}" for n in range(20))]
    assert len({content.case_hash(name) for name in names}) == len(names)


def test_the_card_of_a_variant_shows_its_own_person() -> None:
    seed = next(f"{n:08x}" for n in range(50) if draw(content.written_case(CASE), f"{n:08x}").other_sex)
    card = content.find_card(f"{CASE}~{seed}")
    assert card is not None
    assert (card.name, card.initials) == ("Mads Thorsen", "MT")
    assert card.age == content.load_case(card.id).persona.age


def test_a_teacher_is_told_what_was_changed() -> None:
    written = content.written_case(CASE)
    seed = next(f"{n:08x}" for n in range(400) if draw(written, f"{n:08x}").alternative == "old_ulcer")
    told = "\n".join(line(Lang.EN) for line in describe(written, seed))
    assert "Flag: old_ulcer (at first): health.stomach_trouble present" in told


def test_the_command_line_shows_a_variant(capsys: pytest.CaptureFixture[str]) -> None:
    written = content.written_case(CASE)
    seed = next(f"{n:08x}" for n in range(400) if draw(written, f"{n:08x}").alternative == "old_ulcer")
    assert main(["cases", "show", f"{CASE}~{seed}", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "  Flag: old_ulcer (at first): health.stomach_trouble present\n" in said
    assert main(["cases", "show", f"{CASE}~nothing"]) == 2


# ---- playing ----


def test_another_patient_like_this_one_is_a_variant_and_counts_as_a_new_patient(screen: Screen) -> None:
    shown = screen.view["case"]
    assert seed_of(shown["id"])
    assert shown["stage"] == "history"
    attempt = screen.session.attempts[shown["attempt"]]
    assert attempt.practice_from is None
    assert attempt.case_hash == content.case_hash(shown["id"])


def test_the_same_learner_meets_the_same_patients_in_the_same_order(records: Records) -> None:
    assert seed_for("learner", CASE, 1) == seed_for("learner", CASE, 1)
    assert len({seed_for("learner", CASE, salt) for salt in range(50)}) == 50
    assert seed_for("learner", CASE, 1) != seed_for("another", CASE, 1)


def test_a_variant_under_way_is_gone_on_with_and_not_begun_again(screen: Screen) -> None:
    name = screen.view["case"]["id"]
    for asked in (CASE, name):
        screen.act("go", case=None)
        screen.act("start", case=asked, another=True)
        assert screen.view["case"]["id"] == name
    assert len(screen.session.attempts) == 2


def test_a_third_patient_is_somebody_else_again(screen: Screen, book: Book) -> None:
    written, seen = content.written_case(CASE), []
    for _ in range(3):
        name = finished(screen, book)
        seen.append(draw(written, name.partition("~")[2]))
        screen.act("start", case=name, another=True)
    assert len(set(seen)) == 3
    assert {one.alternative for one in seen} == {one.id for one in written.variants.alternatives}


def test_what_was_not_met_comes_before_what_was() -> None:
    written = content.written_case(CASE)
    for learner in range(10):
        met: list[str] = []
        for salt in range(5):
            met.append(fresh_seed(f"learner {learner}", written, met, salt))
        drawn = [draw(written, seed) for seed in met]
        assert len({one.alternative for one in drawn[:3]} - {None}) == 3
        assert len(set(drawn)) == 5


def test_the_debrief_offers_another_patient_and_says_nothing_of_what_is_different(screen: Screen, book: Book) -> None:
    name = finished(screen, book)
    assert screen.view["case"]["another"] is True
    screen.act("go", case=None)
    screen.act("start", case=name, another=True)
    later = screen.view["case"]["id"]
    sent = json.dumps(screen.view, ensure_ascii=False)
    written = content.written_case(CASE)
    for word in ("alternative", *(one.id for one in written.variants.alternatives)):
        assert word not in sent
    for line in describe(written, later.partition("~")[2]):
        assert line.en not in sent


def test_a_case_in_one_version_has_no_other_patient(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    now = content.catalogue()
    plain = now.model_copy(update={"cards": tuple(c.model_copy(update={"variants": ""}) for c in now.cards)})
    monkeypatch.setattr(content, "catalogue", lambda: plain)
    screen = Screen(records, lang="en")
    screen.hello()
    said = screen.act("start", case=CASE, another=True)
    assert (said["type"], said["text"]) == ("refused", "That case comes in one version only.")


def test_a_variant_is_resumed_after_a_crash_and_by_its_address(records: Records, screen: Screen) -> None:
    name = screen.view["case"]["id"]
    screen.act("ask", question="pain_where")
    later = Screen(records, token=screen.token, lang="en")
    later.hello(route={"case": name})
    assert later.view["case"]["history"] == screen.view["case"]["history"] != []
    assert screen.session.learner is not None
    assert fold(records.events(screen.session.learner.id)) == later.session.attempts


def test_a_variant_of_a_case_that_was_changed_is_closed_with_a_sentence(
    records: Records, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, now = screen.view["case"]["id"], content.catalogue()
    changed = now.model_copy(update={"cards": tuple(c.model_copy(update={"variants": "another"}) for c in now.cards)})
    monkeypatch.setattr(content, "catalogue", lambda: changed)
    later = Screen(records, token=screen.token, lang="en")
    (_, view) = later.hello(route={"case": name})
    assert later.view["screen"] == "home"
    assert "has been changed" in view["notice"]["text"]


def test_the_tools_work_on_the_variant(screen: Screen) -> None:
    screen.act("ask", question="pain_where")
    for stage in ("examination", "flags", "function", "decision"):
        assert screen.act("go", case=screen.view["case"]["id"], stage=stage)["type"] == "view"
        assert screen.view["case"]["stage"] == stage


# ---- the screens around it ----


def test_home_shows_the_variant_beside_its_case(screen: Screen, book: Book) -> None:
    name = screen.view["case"]["id"]
    screen.act("go", case=None)
    assert [one["case"] for one in screen.view["home"]["resume"]] == [name]
    cards = {card["id"]: card for card in screen.view["home"]["cases"]}
    assert cards[name]["variant_of"] == "Rikke Thorsen"
    assert cards[name]["status"]["kind"] == "in_progress"
    assert cards[CASE]["another"] is True
    assert "another" not in cards["selma-hodzic"], "not before the case is finished"
    assert screen.view["home"]["recommended"]["case"] != CASE
    finished(screen, book)
    screen.act("go", case=None)
    order = [card["id"] for card in screen.view["home"]["cases"]]
    assert order.index(name) == order.index(CASE) + 1


def test_of_many_variants_only_the_newest_that_is_done_has_a_card(screen: Screen, book: Book) -> None:
    first = finished(screen, book)
    screen.act("start", case=CASE, another=True)
    second = finished(screen, book)
    screen.act("go", case=None)
    cards = [card["id"] for card in screen.view["home"]["cases"] if "~" in card["id"]]
    assert cards == [second]
    rows = past_of(screen)
    assert {one.case for one in rows.history(book)} == {CASE}
    screen.act("go", case=None, screen="progress")
    shown = [(row["case"], row["open"], row["kind"]) for row in screen.view["progress"]["history"]]
    assert shown == [(second, True, "counts"), (first, True, "counts"), (CASE, True, "counts")]


def test_a_variant_counts_for_mastery_under_its_case(screen: Screen, book: Book) -> None:
    before = past_of(screen).history(book)
    finished(screen, book)
    after = past_of(screen).history(book)
    assert [one.case for one in after] == [CASE, CASE]
    assert after[1].points
    assert not after[1].practice
    assert len(after) == len(before) + 1
    assert past_of(screen).open() == set()


def test_a_case_of_which_a_variant_is_under_way_is_not_recommended(screen: Screen, book: Book) -> None:
    assert past_of(screen).open() == {CASE}
    found = past_of(screen).next_case(book)
    assert found is None or found.case != CASE


# ---- records ----


def test_an_attempt_at_a_variant_is_exported_graded_and_replayed(screen: Screen, records: Records, book: Book) -> None:
    name = finished(screen, book)
    learner = screen.session.learner
    assert learner is not None
    base, one = attempts_of(learner, records, book)
    assert (base.attempt.case, one.attempt.case) == (CASE, name)
    assert one.report is not None
    assert (base.number, one.number) == (1, 2)
    rows = [row["case"] for row in attempt_rows(records, book, Wanted(cases=frozenset({CASE})))]
    assert rows == [CASE, name]
    assert [row["case"] for row in attempt_rows(records, book, Wanted(cases=frozenset({name})))] == [name]
    assert float(grade(one.attempt, max_points=100)) == pytest.approx(100 * one.report.score, abs=0.01)
    made = list(replay(records, book, "RSD2024", Wanted(cases=frozenset({CASE}))))
    assert [(each.one.attempt.case, each.report is None) for each in made] == [(CASE, False), (name, False)]
    said = [json.dumps(each) for each in statements(records, Lrs(book), Wanted())]
    assert any(f"/cases/{name}" in each for each in said)


def test_the_gradebook_counts_a_variant_as_an_attempt_at_its_case(screen: Screen, records: Records, book: Book) -> None:
    name = screen.view["case"]["id"]
    made = content.load_case(name)
    best = [{n: c.value for n, c in best_choices(made, visit.id, book).items()} for visit in made.visits[:1]]
    screen.play(name, book, *best)
    learner = screen.session.learner
    assert learner is not None
    base, one = attempts_of(learner, records, book)
    assert base.report
    assert one.report
    assert base.report.score != one.report.score
    for counting, wanted in (("first", base), ("last", one)):
        sheet = Gradebook("moodle", (CASE,), counting=counting)  # type: ignore[arg-type]
        (_, line) = gradebook_lines(records, book, Wanted(), sheet)
        assert wanted.report is not None
        assert line[1] == f"{100 * wanted.report.score:.2f}".rstrip("0").rstrip(".")


def test_only_a_variant_that_was_seen_is_practice(screen: Screen, book: Book) -> None:
    name = finished(screen, book)
    screen.act("start", case=name, again=True)
    again: Any = screen.session.attempts[screen.view["case"]["attempt"]]
    assert (again.case, again.practice_from) == (name, 0)


def test_a_tool_by_itself_takes_a_variant_and_refuses_what_is_none() -> None:
    assert settled_case({"case": f"{CASE}~0000002a"}) == {"case": f"{CASE}~0000002a", "visit": "first"}
    with pytest.raises(Refusal):
        settled_case({"case": f"{CASE}~2a"})


def test_a_seed_is_eight_digits() -> None:
    with pytest.raises(ValueError, match="is no seed"):
        variant_id(CASE, "2a")
