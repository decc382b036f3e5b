"""The laboratory without a screen: answers are derived, first guesses count, and nothing is told before its time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbp_teach import content
from lbp_teach.guideline.assess import Book
from lbp_teach.lab import by_hand
from lbp_teach.lab.answers import answer, percent, verdict, words
from lbp_teach.lab.model import Lab
from lbp_teach.lab.session import LabSession
from lbp_teach.lab.sheet import claims_sheet, part_sheet
from lbp_teach.lab.state import CERTAINTY, LabState, fold, standing
from lbp_teach.records import Records
from lbp_teach.session import Session
from lbp_teach.text import Lang

# The accuracy table as it is printed, and what follows from it, worked out once by hand: facts F-TEST-05 to F-TEST-26.
PRINTED = {
    "straight_leg_raise": (0.64, 0.57, 1.49, 0.63, 14.2, 6.6, 59.8, 38.7),
    "crossed_leg_raise": (0.28, 0.90, 2.80, 0.80, 23.7, 8.2, 73.7, 44.4),
    "strength": (0.27, 0.93, 3.86, 0.78, 30.0, 8.0, 79.4, 44.0),
    "reflexes": (0.15, 0.93, 2.14, 0.91, 19.2, 9.2, 68.2, 47.8),
    "sensation": (0.28, 0.66, 0.82, 1.09, 8.4, 10.8, 45.2, 52.2),
}
ANSWERS = {
    "straight_leg_raise_missed": 0.36,
    "straight_leg_raise_positive": 0.064 / (0.064 + 0.9 * 0.43),
    "crossed_positive_at_10": 0.028 / (0.028 + 0.9 * 0.10),
    "crossed_positive_at_50": 0.28 / (0.28 + 0.10),
    "crossed_missed": 0.72,
    "crossed_negative_at_10": 0.072 / (0.072 + 0.9 * 0.90),
    "sensory_positive_at_10": 0.028 / (0.028 + 0.9 * 0.34),
    "sensory_negative_at_50": 0.72 / (0.72 + 0.66),
    "strength_reflexes_independent": 0.1 * 0.27 * 0.15 / (0.1 * 0.27 * 0.15 + 0.9 * 0.07 * 0.07),
    "strength_reflexes_together": 0.1 * 0.15 / (0.1 * 0.15 + 0.9 * 0.07),
    "any_flag_at_1": 0.01 / 0.80,
    "any_flag_at_5": 0.05 / 0.80,
}
VERDICTS = {
    "sensitivity_in_people": "holds",
    "crossed_rules_out": "fails",
    "straight_finds": "fails",
    "specificity_in_people": "holds",
    "deficits_specific": "fails",
    "deficits_confirm_absence": "fails",
    "no_test_alone": "holds",
    "more_negatives": "either",
    "normal_examination": "fails",
}


@pytest.fixture(scope="module")
def library() -> Book:
    return content.library()


@pytest.fixture(scope="module")
def lab() -> Lab:
    return content.lab()


@pytest.fixture
def session(records: Records) -> LabSession:
    session = LabSession(records, Lang.EN)
    session.handle({"type": "hello", "lang": "en"})
    return session


def act(session: LabSession, kind: str, action: str = "a1", **more: Any) -> dict[str, Any]:
    (found,) = session.handle({"type": "act", "id": action, "kind": kind, **more})
    return found


def shown_guess(view: dict[str, Any], name: str) -> dict[str, Any]:
    return next(guess for part in view["parts"] for guess in part["guesses"] if guess["id"] == name)


# ---- answers ----


@pytest.mark.parametrize("test", PRINTED)
def test_the_figures_that_statements_show_are_those_worked_out_by_hand(library: Book, test: str) -> None:
    names = ("sens", "spec", "lr_pos", "lr_neg", "10_pos", "10_neg", "50_pos", "50_neg")
    for name, wanted in zip(names, PRINTED[test], strict=True):
        assert float(library.figures[f"{test}_{name}"].en) == wanted, name
    said = library.words(library.statements[f"lr_{test}"].text)
    for number in PRINTED[test][2:4]:
        assert f"{number:.2f}" in said.en
        assert f"{number:.2f}".replace(".", ",") in said.da


def test_every_guess_has_the_answer_worked_out_by_hand(library: Book, lab: Lab) -> None:
    assert set(lab.guesses) == set(ANSWERS)
    for name, guess in lab.guesses.items():
        assert answer(library, guess).value == pytest.approx(ANSWERS[name], rel=1e-12), name


def test_an_answer_lies_in_its_interval_and_its_counts_agree_with_it(library: Book, lab: Lab) -> None:
    for guess in lab.guesses.values():
        found = answer(library, guess)
        if found.interval:
            assert found.interval.low < found.value < found.interval.high
        if "with_result" in found.words:
            ill, all_of_them = float(found.words["ill"].en), float(found.words["with_result"].en)
            assert ill / all_of_them == pytest.approx(found.value, abs=0.002)


def test_even_the_best_end_of_the_sensory_ratio_hardly_raises_the_probability(library: Book, lab: Lab) -> None:
    found = answer(library, lab.guesses["sensory_positive_at_10"])
    assert (found.words["lr_low"].en, found.words["lr_high"].en) == ("0.56", "1.20")
    assert found.interval is not None
    assert found.interval.high < 0.12


def test_what_all_five_negative_tests_say_is_worked_out_from_the_table(library: Book) -> None:
    independent = 0.36 / 0.57 * 0.72 / 0.90 * 0.73 / 0.93 * 0.85 / 0.93 * 0.72 / 0.66
    assert float(library.figures["all_lr_neg"].en) == pytest.approx(independent, abs=0.005)
    after = 0.1 * independent / (0.1 * independent + 0.9)
    assert float(library.figures["all_10_neg"].en) == pytest.approx(100 * after, abs=0.05)
    together = 0.36 / 0.57  # the fewest negatives decide: 36 of 100 with, 57 of 100 without
    assert float(library.figures["all_10_neg_together"].en) == pytest.approx(
        100 * 0.1 * together / (0.1 * together + 0.9), abs=0.05
    )


def test_every_claim_stands_as_reasoned_in_the_conflict_register(library: Book, lab: Lab) -> None:
    assert {claim.id: verdict(library, claim) for claim in lab.claims} == VERDICTS


@pytest.mark.parametrize("positive", [4, 5, 10])
@pytest.mark.parametrize("negative", [0.1, 0.2, 0.3])
@pytest.mark.parametrize("sensitivity", [0.80, 0.90, 0.95])
def test_no_verdict_depends_on_where_a_customary_bound_is_set(
    library: Book, lab: Lab, positive: float, negative: float, sensitivity: float
) -> None:
    limits = {"useful_lr_positive": positive, "useful_lr_negative": negative}
    limits["high_sensitivity_percent"] = 100 * sensitivity
    assert {claim.id: verdict(library, claim, limits) for claim in lab.claims} == VERDICTS


@pytest.mark.parametrize(
    ("test", "rate", "value", "claim", "wanted"),
    [
        ("crossed_leg_raise", "sensitivity", 0.97, "crossed_rules_out", "holds"),
        ("straight_leg_raise", "sensitivity", 0.93, "straight_finds", "holds"),
        ("sensation", "specificity", 0.92, "deficits_specific", "holds"),
        ("strength", "specificity", 0.97, "no_test_alone", "fails"),
        ("reflexes", "specificity", 0.80, "more_negatives", "fails"),
        ("straight_leg_raise", "sensitivity", 0.90, "normal_examination", "holds"),
        ("straight_leg_raise", "sensitivity", 0.70, "sensitivity_in_people", "fails"),
        ("crossed_leg_raise", "specificity", 0.95, "specificity_in_people", "fails"),
    ],
)
def test_a_claim_is_judged_by_the_table_and_not_by_an_author(
    library: Book, lab: Lab, test: str, rate: str, value: float, claim: str, wanted: str
) -> None:
    rows = library.guideline.accuracies
    changed = [
        row.model_copy(update={rate: getattr(row, rate).model_copy(update={"value": value})}) if row.id == test else row
        for row in rows
    ]
    other = Book(library.guideline.model_copy(update={"accuracies": tuple(changed)}))
    assert verdict(other, lab.claim(claim)) == wanted != VERDICTS[claim]


@pytest.mark.parametrize("lang", list(Lang))
def test_no_text_of_the_laboratory_keeps_an_unfilled_figure(library: Book, lab: Lab, lang: Lang) -> None:
    texts = [part_sheet(number, lang) for number in range(1, 7)] + [claims_sheet(lang)]
    texts += [words(library, guess.prompt)(lang) for guess in lab.guesses.values()]
    assert all("{" not in text and "}" not in text for text in texts)


def test_percentages_keep_a_decimal_where_it_tells_something() -> None:
    assert [percent(p).en for p in (0.082, 0.0823, 0.10, 0.237, 0.0125, 0.5, 0.999, 1.0)] == [
        "8.2%", "8.2%", "10%", "24%", "1.3%", "50%", "99.9%", "100%",
    ]  # fmt: skip
    assert percent(0.082).da == "8,2 %"


# ---- the session ----


def test_a_guess_is_kept_and_only_then_answered(session: LabSession) -> None:
    view = act(session, "guess", guess="crossed_positive_at_10", value=0.55)["view"]
    shown = shown_guess(view, "crossed_positive_at_10")
    assert shown["answer"]["verdict"] == "You guessed 55%, the answer is 24%."
    assert "Of 118 positives 28 have a prolapse" in shown["answer"]["after"]
    assert shown_guess(view, "crossed_positive_at_50")["answer"] is None
    assert view["standing"]["dots"] == [
        {"guess": "crossed_positive_at_10", "said": 0.55, "truth": pytest.approx(0.23728813559322037)}
    ]


def test_a_second_guess_changes_nothing(session: LabSession) -> None:
    act(session, "guess", guess="crossed_missed", value=0.10)
    again = act(session, "guess", "a2", guess="crossed_missed", value=0.72)
    assert shown_guess(again["view"], "crossed_missed")["said"] == 0.10
    assert "The first answer is the one that counts." in again["notice"]["text"]
    assert session.learner is not None
    assert len(session.records.events(session.learner.id)) == 1


def test_a_repeated_act_is_recorded_once_and_another_window_sees_it(session: LabSession) -> None:
    act(session, "guess", guess="crossed_missed", value=0.3)
    act(session, "guess", guess="crossed_missed", value=0.3)
    other = LabSession(session.records)
    _, view = other.handle({"type": "hello", "token": session._token, "lang": "da"})
    assert shown_guess(view["view"], "crossed_missed")["said"] == 0.3
    act(other, "guess", "b1", guess="crossed_negative_at_10", value=0.02)
    seen = session.handle({"type": "hello", "token": session._token})
    assert shown_guess(seen[1]["view"], "crossed_negative_at_10")["said"] == 0.02
    assert session.learner is not None
    assert session.records.verify(session.learner.id) is None


def test_what_to_take_along_waits_for_the_claims_where_there_are_any(session: LabSession, lab: Lab) -> None:
    part = next(part for part in lab.parts if part.id == "ruling_out")
    for number, guess in enumerate(part.guesses):
        found = act(session, "guess", f"g{number}", guess=guess.id, value=0.5)
    shown = next(p for p in found["view"]["parts"] if p["id"] == part.id)
    assert (shown["open"], shown["done"], shown["claims_left"]) == (True, False, len(lab.claims))
    assert (shown["takeaway"], shown["conflicts"], shown["citations"]) == (None, [], [])
    for number, claim in enumerate(lab.claims):
        found = act(session, "claim", f"c{number}", claim=claim.id, holds=True, certainty=1)
    shown = next(p for p in found["view"]["parts"] if p["id"] == part.id)
    assert shown["done"]
    assert [one["id"] for one in shown["conflicts"]] == ["C-24", "C-26"]


def test_two_windows_that_guess_the_same_question_keep_the_first(session: LabSession) -> None:
    other = LabSession(session.records)
    other.handle({"type": "hello", "token": session._token})
    act(session, "guess", "a1", guess="any_flag_at_1", value=0.5)
    view = act(other, "guess", "b1", guess="any_flag_at_1", value=0.0125)["view"]
    assert shown_guess(view, "any_flag_at_1")["said"] == 0.5


def test_an_act_that_waited_through_a_reload_is_carried_out_with_the_hello(records: Records) -> None:
    session = LabSession(records)
    waiting = {"id": "w1", "kind": "guess", "guess": "crossed_missed", "value": 0.4}
    _, view = session.handle({"type": "hello", "lang": "en", "pending": [waiting]})
    assert shown_guess(view["view"], "crossed_missed")["said"] == 0.4


def test_a_claim_is_judged_once_and_resolved_with_its_disagreement(session: LabSession) -> None:
    view = act(session, "claim", claim="crossed_rules_out", holds=True, certainty=3)["view"]
    judged = next(c for c in view["claims"] if c["id"] == "crossed_rules_out")["judged"]
    assert (judged["right"], judged["verdict"], judged["words"]) == (False, "fails", "The claim does not hold.")
    assert [note["id"] for note in judged["conflicts"]] == ["C-24"]
    again = act(session, "claim", "a2", claim="crossed_rules_out", holds=False, certainty=1)["view"]
    assert next(c for c in again["claims"] if c["id"] == "crossed_rules_out")["judged"]["holds"] is True


@pytest.mark.parametrize("holds", [True, False])
def test_either_answer_to_a_disputed_claim_is_right_and_does_not_count(session: LabSession, holds: bool) -> None:
    view = act(session, "claim", claim="more_negatives", holds=holds, certainty=2)["view"]
    assert next(c for c in view["claims"] if c["id"] == "more_negatives")["judged"]["right"] is True
    assert view["standing"]["bands"] == []


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ({"kind": "guess", "guess": "crossed_missed", "value": 55}, "Did you mean 0.55 (that is 55%)?"),
        ({"kind": "guess", "guess": "crossed_missed", "value": "a lot"}, "The guess is not a number."),
        ({"kind": "guess", "guess": "crossed_missed"}, "The guess is not a number."),
        ({"kind": "guess", "guess": "the_moon", "value": 0.5}, "There is no such question in the laboratory."),
        ({"kind": "claim", "claim": "crossed_rules_out", "holds": "yes", "certainty": 1}, "Choose whether"),
        ({"kind": "claim", "claim": "crossed_rules_out", "holds": True, "certainty": 4}, "Choose whether"),
        ({"kind": "claim", "claim": "crossed_rules_out", "holds": True, "certainty": True}, "Choose whether"),
        ({"kind": "dance"}, "There is no such question"),
    ],
)
def test_what_cannot_be_committed_to_is_refused_with_a_sentence_and_not_recorded(
    session: LabSession, message: dict[str, Any], sentence: str
) -> None:
    (refused,) = session.handle({"type": "act", "id": "a1", **message})
    assert (refused["type"], refused["ack"]) == ("refused", "a1")
    assert sentence in refused["text"]
    assert session.learner is not None
    assert session.records.events(session.learner.id) == []


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=8,
)
NAMES = ("kind", "guess", "claim", "value", "holds", "certainty", "what", "tp", "fp", "fn", "tn", "table", "token", "n")


@given(
    kind=st.sampled_from(["hello", "act", "ask", "dance"]),
    what=st.sampled_from(["table", "rates", "ratios", "kappa", "verification", "roc", "nothing"]),
    more=st.dictionaries(st.sampled_from(NAMES), JUNK),
)
def test_no_message_is_answered_with_an_exception(records: Records, kind: str, what: str, more: dict[str, Any]) -> None:
    session = LabSession(records)
    session.handle({"type": "hello"})
    for message in ({"what": what, **more, "type": kind, "id": "a1"}, more, [more], None, "hello"):
        for found in session.handle(message):
            json.dumps(found, allow_nan=False)
            assert found["type"] in ("pack", "view", "refused", "answer")


@pytest.mark.parametrize("lang", list(Lang))
def test_nothing_is_told_before_it_is_earned(library: Book, lab: Lab, records: Records, lang: Lang) -> None:
    session = LabSession(records, lang)
    told = json.dumps(session.handle({"type": "hello", "lang": lang.value}), ensure_ascii=False)
    for part in lab.parts:
        assert words(library, part.takeaway)(lang) not in told
    for guess in lab.guesses.values():
        found = answer(library, guess)
        assert words(library, guess.after, {**found.words, "answer": percent(found.value)})(lang) not in told
    for claim in lab.claims:
        assert words(library, claim.because)(lang) not in told
        for name in claim.conflicts:
            conflict = library.conflicts[name]
            for text in (conflict.why, conflict.follow, conflict.teach):
                assert library.words(text)(lang) not in told, name
    assert '"verdict"' not in told
    # And once it is earned, it is told: the check above looks at the right words.
    for number, name in enumerate(lab.guesses):
        found = act(session, "guess", f"g{number}", guess=name, value=0.5)
    for number, claim in enumerate(lab.claims):
        found = act(session, "claim", f"c{number}", claim=claim.id, holds=True, certainty=1)
    earned = json.dumps(found, ensure_ascii=False)
    for part in lab.parts:
        assert json.dumps(words(library, part.takeaway)(lang), ensure_ascii=False)[1:-1] in earned
    for claim in lab.claims:
        assert json.dumps(words(library, claim.because)(lang), ensure_ascii=False)[1:-1] in earned


def test_a_case_and_the_laboratory_share_a_learner_and_not_their_events(records: Records) -> None:
    lab_session = LabSession(records)
    _, first = lab_session.handle({"type": "hello"})
    act(lab_session, "guess", guess="crossed_missed", value=0.5)
    case_session = Session(records)
    case_session.handle({"type": "hello", "token": first["token"]})
    assert case_session.attempts == {}
    case_session.handle({"type": "act", "id": "s1", "kind": "start", "case": "rikke-thorsen"})
    assert len(case_session.attempts) == 1
    _, again = lab_session.handle({"type": "hello", "token": first["token"]})
    assert again["view"]["learner"] == first["view"]["learner"]
    assert shown_guess(again["view"], "crossed_missed")["said"] == 0.5


# ---- how good the guesses were ----


def test_exact_guesses_reach_the_best_score_and_no_other_guesses_do(library: Book, lab: Lab) -> None:
    exact = standing(library, lab, LabState({n: answer(library, g).value for n, g in lab.guesses.items()}))
    assert exact.brier == pytest.approx(exact.brier_best, abs=1e-15)
    assert exact.log == pytest.approx(exact.log_best, abs=1e-15)
    assert exact.distance == 0
    rough = standing(library, lab, LabState(dict.fromkeys(lab.guesses, 0.5)))
    assert rough.brier is not None
    assert rough.brier_best is not None
    assert rough.brier > rough.brier_best == pytest.approx(exact.brier_best)


def test_certainty_is_held_against_how_often_it_was_right(session: LabSession) -> None:
    act(session, "claim", "a1", claim="crossed_rules_out", holds=False, certainty=3)
    view = act(session, "claim", "a2", claim="no_test_alone", holds=False, certainty=3)["view"]
    assert view["standing"]["bands"] == [{"said": CERTAINTY[3], "share": 0.5, "n": 2}]
    assert view["standing"]["claims_brier"] == pytest.approx((0.05**2 + 0.95**2) / 2)


def test_an_empty_state_has_no_scores(library: Book, lab: Lab) -> None:
    empty = standing(library, lab, fold([]))
    assert (empty.dots, empty.distance, empty.brier, empty.claims_brier) == ((), None, None, None)


def test_a_sheet_asks_for_a_part_that_exists() -> None:
    with pytest.raises(ValueError, match="the laboratory has parts 1 to 6"):
        part_sheet(7)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: by_hand.post_test_text(0.05, (80, 70, 87), (0.85, 0.8, 0.89)), "The sensitivity is 80 but must"),
        (lambda: by_hand.post_test_text(0.05, 0.8, 0.85), "The sensitivity must be given as 3 numbers in brackets"),  # type: ignore[arg-type]
        (lambda: by_hand.pair_text((0.8,), (0.7, 0.9)), "must be given as 2 numbers in brackets"),  # type: ignore[arg-type]
        (lambda: by_hand.verification_text(60, 5), "The counts (ill, not ill, not verified) must be given"),  # type: ignore[arg-type]
        (lambda: by_hand.kappa_text(5), "The table needs as many rows as columns"),  # type: ignore[arg-type]
        (lambda: by_hand.table_text(1, 2, 3, 4, "de"), "lang is 'de'; it can be 'da' or 'en'."),
        (lambda: part_sheet(1, "de"), "lang is 'de'; it can be 'da' or 'en'."),
    ],
)
def test_a_slip_in_a_notebook_gets_one_clear_sentence(call: Callable[[], object], sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        call()
