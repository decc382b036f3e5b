"""The conversation: what is right depends on the patient, harm never pays, the reaction gives nothing away."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from random import Random
from statistics import mean
from typing import Any

import pytest
from learner import sample_visits, well
from property.patients import complete

from lbp_teach import content
from lbp_teach.bedside.base import Act, total
from lbp_teach.bedside.talk import marking, mood
from lbp_teach.bedside.talk.exercise import Talk, TalkState, the_content
from lbp_teach.bedside.talk.key import LIMIT, PHASE, Key
from lbp_teach.bedside.talk.model import Content, Reasons, Utterance
from lbp_teach.bedside.talk.mood import EFFECT, TOP, Mood, reaction, respond
from lbp_teach.bedside.talk.telling import in_hash_order
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import Facts
from lbp_teach.guideline.model import Scalar
from lbp_teach.refusal import Refusal
from lbp_teach.text import Lang

SITUATIONS = tuple(one.id for one in the_content().situations)
VISITS = sample_visits()
ORDINARY, ROOT, EMERGENCY = ("rikke-thorsen", "first"), ("jesper-lund", "first"), ("selma-hodzic", "eight_days")
each = pytest.mark.parametrize(
    ("case", "visit", "situation"), [(*where, situation) for where in VISITS for situation in SITUATIONS]
)


@lru_cache
def talk(case: str, visit: str, situation: str) -> Talk:
    return Talk(content.library(), Talk.settled({"case": case, "visit": visit, "situation": situation}))


def kind(where: tuple[str, str], line: str) -> str:
    """What a line comes to for a patient."""
    return talk(*where, line.split("_")[0]).key.judged[line].kind


@pytest.fixture(scope="module")
def book() -> Book:
    """The whole guideline: what to say is not among the decisions that a case asks for."""
    return content.library()


def key_of(book: Book, facts: Facts, situation: str) -> Key:
    return Key(book, the_content(), next(one for one in the_content().situations if one.id == situation), facts)


def points(exercise: Talk, said: tuple[tuple[str, ...], ...]) -> int:
    """Points before the floor: what harmed is seen even where nothing was left to take."""
    return sum(mark.points for mark in exercise.marks(TalkState(said=said)))


# ---- the key ----


@each
def test_the_model_gets_every_point_and_every_turn_has_something_that_helps(
    case: str, visit: str, situation: str
) -> None:
    exercise = talk(case, visit, situation)
    marks = exercise.marks(exercise.after(exercise.model()))
    assert [mark for mark in marks if mark.points != mark.of] == []
    needs = [exercise.key.need(n) for n in range(len(exercise.situation.turns))]
    # One turn may have a single line that helps, for a patient of whom little can be said yet; never more of them.
    assert min(needs) >= 1
    assert sum(need == 1 for need in needs) <= 1
    # Where no turn is like that, at least two of them have an order that can be got wrong.
    assert sum(mark.subject.endswith(".order") for mark in marks) >= 2 - (min(needs) == 1)


@pytest.mark.parametrize(
    ("line", "ordinary", "root", "emergency"),
    [
        ("scan_ordinary", "helpful", "harmful", "unsafe"),
        ("scan_grey_hair", "helpful", "harmful", "harmful"),
        ("scan_nerve", "harmful", "helpful", "unsafe"),
        ("scan_use_back", "helpful", "helpful", "unsafe"),
        ("scan_same_either_way", "helpful", "helpful", "unsafe"),
        ("scan_not_for_this", "harmful", "harmful", "unsafe"),
        ("scan_will_show", "harmful", "harmful", "fair"),
        ("scan_today", "harmful", "harmful", "helpful"),
        ("scan_see_again", "helpful", "helpful", "unsafe"),
        ("scan_hopes", "helpful", "helpful", "idle"),
        ("scan_alarm", "fair", "helpful", "helpful"),
        ("damage_outlook", "helpful", "harmful", "unsafe"),
        ("pills_morphine", "unsafe", "unsafe", "unsafe"),
        ("work_stay", "helpful", "helpful", "unsafe"),
        ("work_job_centre", "fair", "helpful", "harmful"),
        ("scan_call", "helpful", "helpful", "helpful"),
    ],
)
def test_the_same_words_help_one_patient_and_harm_another(line: str, ordinary: str, root: str, emergency: str) -> None:
    assert [kind(where, line) for where in (ORDINARY, ROOT, EMERGENCY)] == [ordinary, root, emergency]


def test_ibuprofen_depends_on_the_stomach() -> None:
    assert kind(ROOT, "pills_ibuprofen") == "helpful"
    assert kind(("selma-hodzic", "first"), "pills_ibuprofen") == "unsafe"


def test_refusing_the_scan_is_wrong_once_it_is_indicated(book: Book) -> None:
    facts: dict[str, Scalar] = {**well(book), "history.leg_pain@left": "below_knee", "exam.slr@left": "positive"}
    facts |= {"history.duration_weeks": 3, "history.pain_nrs": 8, "function.activities": "severely_limited"}
    facts |= {"history.conservative_treatment": "present", "exam.sensation.L5@left": "reduced"}
    early = key_of(book, facts, "scan").judged["scan_same_either_way"]
    later = key_of(book, {**facts, "history.duration_weeks": 9}, "scan").judged["scan_same_either_way"]
    assert (early.kind, later.kind) == ("helpful", "harmful")


def test_a_short_course_of_morphine_is_never_best_but_can_be_defended_in_severe_pain(book: Book) -> None:
    for nrs, expected in ((6, "harmful"), (9, "fair")):
        facts: dict[str, Scalar] = {**well(book), "history.duration_weeks": 1, "history.pain_nrs": nrs}
        assert key_of(book, facts, "pills").judged["pills_few_days_strong"].kind == expected


def test_the_wish_is_the_patients_own_once_the_situation_has_brought_it() -> None:
    # Jesper has not asked for a scan in his case; in this conversation he does.
    assert talk(*ROOT, "scan")._patient.facts["history.wants_imaging"] == "absent"
    assert kind(ROOT, "scan_hopes") == "helpful"


@each
def test_every_line_cites_and_has_a_reason(case: str, visit: str, situation: str) -> None:
    book = content.library()
    for name, judged in talk(case, visit, situation).key.judged.items():
        assert judged.cites, name
        assert set(judged.cites) <= set(book.statements)
        assert set(judged.conflicts) <= set(book.conflicts)
        for lang in Lang:
            assert len(book.words(judged.because)(lang)) > 20


def test_random_patients_all_have_a_good_conversation(book: Book) -> None:
    rng = Random(5)
    for situation in the_content().situations * 15:
        facts = complete(rng, book)
        key = Key(book, the_content(), situation, facts)
        said = tuple(tuple(line.id for line in key.model(n)) for n in range(len(situation.turns)))
        words = {line.id: line.text for turn in situation.turns for line in turn.pool}
        marks = marking.marks_of(key, situation, said, "X", words)
        assert all(mark.points == mark.of for mark in marks), (situation.id, facts)
        assert all(key.model(n) for n in range(len(situation.turns)))
        assert all(judged.cites for judged in key.judged.values())


def test_nothing_in_the_tool_is_written_for_one_case() -> None:
    folder = Path(marking.__file__).parent
    for path in [*folder.glob("*.yaml"), *folder.glob("*.py")]:
        text = path.read_text("utf-8")
        for card in content.catalogue().cards:
            assert card.id not in text
            assert content.load_case(card.id).persona.first_name not in text


def test_what_has_to_be_said_is_critical_when_it_was_not() -> None:
    exercise = talk(*EMERGENCY, "pills")
    kinds = {mark.subject: mark for mark in exercise.marks(TalkState(said=(("pills_understand",),)))}
    for name in ("must.urgency", "must.say.when_to_call"):
        assert (kinds[name].mark, kinds[name].points, kinds[name].of) == ("critical", 0, marking.FOR_MUST)
    assert "must.urgency" not in {mark.subject for mark in talk(*ORDINARY, "pills").marks(TalkState())}


# ---- marks ----


def choices(pool: tuple[Utterance, ...]) -> Iterator[tuple[str, ...]]:
    for size in range(LIMIT + 1):
        yield from itertools.combinations([line.id for line in pool], size)


@pytest.mark.parametrize("where", [ORDINARY, ROOT, EMERGENCY], ids=lambda where: where[0])
@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_line_that_harms_never_pays(where: tuple[str, str], situation: str) -> None:
    exercise = talk(*where, situation)
    for n, turn in enumerate(exercise.situation.turns):
        harmful = [line.id for line in turn.pool if exercise.key.judged[line.id].kind in ("harmful", "unsafe")]
        assert harmful
        for chosen in choices(turn.pool):
            if len(chosen) == LIMIT:
                continue
            before = points(exercise, ((),) * n + (chosen,))
            for more in set(harmful) - set(chosen):
                for at in {0, len(chosen)}:
                    after = points(exercise, ((),) * n + ((*chosen[:at], more, *chosen[at:]),))
                    assert after < before, (chosen, more)


Strategy = Callable[[Talk, int], tuple[str, ...]]


def shown(exercise: Talk, n: int) -> list[str]:
    return [line.id for line in in_hash_order(exercise.situation.turns[n].pool)]


def longest(exercise: Talk, n: int) -> tuple[str, ...]:
    return tuple(sorted(shown(exercise, n), key=lambda name: -len(exercise._words[name].da))[:LIMIT])


def shortest(exercise: Talk, n: int) -> tuple[str, ...]:
    return tuple(sorted(shown(exercise, n), key=lambda name: len(exercise._words[name].da))[:LIMIT])


@pytest.mark.parametrize(
    "strategy",
    [
        lambda exercise, n: tuple(shown(exercise, n)[:LIMIT]),
        lambda exercise, n: tuple(shown(exercise, n)[-LIMIT:]),
        longest,
        shortest,
    ],
    ids=["first", "last", "longest", "shortest"],
)
def test_choosing_without_reading_loses(strategy: Strategy) -> None:
    shares = []
    for where, situation in itertools.product(VISITS, SITUATIONS):
        exercise = talk(*where, situation)
        said = tuple(strategy(exercise, n) for n in range(len(exercise.situation.turns)))
        given, of = total(exercise.marks(TalkState(said=said)))
        shares.append(given / of)
    assert mean(shares) < 0.45, shares


def test_three_at_random_give_a_fraction_of_the_points() -> None:
    rng, shares = Random(3), []
    for where, situation in itertools.product(VISITS, SITUATIONS):
        exercise = talk(*where, situation)
        for _ in range(20):
            said = tuple(tuple(rng.sample(shown(exercise, n), LIMIT)) for n in range(len(exercise.situation.turns)))
            given, of = total(exercise.marks(TalkState(said=said)))
            shares.append(given / of)
    assert mean(shares) < 0.3


def test_one_script_does_not_fit_all_patients() -> None:
    for situation in SITUATIONS:
        said = tuple(tuple(body["lines"]) for kind, body in talk(*ORDINARY, situation).model() if kind == "say")
        for where in (EMERGENCY, ("jesper-lund", "worse")):
            marks = talk(*where, situation).marks(TalkState(said=said))
            given, of = total(marks)
            assert given < 0.6 * of, (situation, where)
            assert "must.urgency" in [mark.subject for mark in marks if mark.mark == "critical"]


def order_points(exercise: Talk, n: int, lines: tuple[str, ...]) -> int:
    marks = {mark.subject: mark.points for mark in exercise.marks(TalkState(said=((),) * n + (lines,)))}
    return marks[f"turn{n + 1}.order"]


def test_the_order_counts_pairs_and_not_places() -> None:
    exercise = talk(*ORDINARY, "scan")
    ask, explain, plan, net = "scan_not_just_wait", "scan_use_back", "scan_see_again", "scan_call"
    assert order_points(exercise, 2, (ask, explain, net)) == 2
    assert order_points(exercise, 2, (net, explain, ask)) == 0
    # A plan and the safety net belong together, in either order.
    assert order_points(exercise, 2, (ask, plan, net)) == order_points(exercise, 2, (ask, net, plan)) == 2
    assert order_points(exercise, 2, (explain, ask, net)) == 1
    # What harms is no part of the order, wherever it stands.
    assert order_points(exercise, 2, ("scan_spare_it", ask, net)) == order_points(exercise, 2, (ask, net)) == 2
    # One step alone is no order.
    assert order_points(exercise, 2, (plan, net)) == order_points(exercise, 2, (ask,)) == 0


def test_unsafe_lines_are_critical_too_much_is_named_and_both_are_explained() -> None:
    emergency = talk(*EMERGENCY, "scan").marks(TalkState(said=((), ("scan_ordinary",))))
    unsafe = next(mark for mark in emergency if mark.subject == "turn2.scan_ordinary")
    assert (unsafe.mark, unsafe.points, unsafe.of) == ("critical", -marking.UNSAFE, 0)
    ordinary = talk(*ORDINARY, "scan").marks(TalkState(said=((), ("scan_xray_instead",))))
    excess = next(mark for mark in ordinary if mark.subject == "turn2.scan_xray_instead")
    assert (excess.mark, excess.points) == ("too_much", -marking.HARM)
    assert unsafe.cites
    assert excess.cites
    assert not unsafe.reviewed  # the rule behind it awaits sign-off


# ---- the patient's reaction ----

ROLES = tuple(EFFECT)
TURNS = [turn for size in (1, 2, 3) for turn in itertools.product(ROLES, repeat=size)]
MOODS = [
    Mood(worry, trust, heard) for worry in (0, 1, 5, 9, 10) for trust in (0, 1, 5, 9, 10) for heard in (False, True)
]


def no_worse(a: Mood, b: Mood) -> bool:
    """Whether `a` is at least as good as `b` in every way."""
    return a.worry <= b.worry and a.trust >= b.trust and a.heard >= b.heard


def test_the_reaction_is_bounded_and_deterministic() -> None:
    for before, roles in itertools.product(MOODS, TURNS):
        after = respond(before, roles)
        assert 0 <= after.worry <= TOP
        assert 0 <= after.trust <= TOP
        assert abs(after.worry - before.worry) <= mood.STEP
        assert abs(after.trust - before.trust) <= mood.STEP
        assert after == respond(before, roles)
        assert reaction(before, roles) in {one.reaction for one in the_content().replies}


def test_the_reaction_is_monotone() -> None:
    pairs = [(a, b) for a in MOODS for b in MOODS if no_worse(a, b)]
    for roles in TURNS[:: len(TURNS) // 60]:
        for better, worse in pairs:
            assert no_worse(respond(better, roles), respond(worse, roles)), (better, worse, roles)
    for roles in TURNS:
        for n, role in enumerate(roles):
            if role in mood.HEARS:  # asking earlier never makes it worse
                earlier = (role, *roles[:n], *roles[n + 1 :])
                assert no_worse(respond(MOODS[4], earlier), respond(MOODS[4], roles)), roles
    for before in MOODS:
        for bad in (("dismiss",), ("frighten",), ("dismiss", "frighten")):
            after = respond(before, bad)
            assert after.worry >= before.worry
            assert after.trust <= before.trust


def test_an_explanation_reaches_only_somebody_who_was_heard() -> None:
    before = Mood(6, 5)
    assert respond(before, ["explain"]) == before
    assert respond(before, ["acknowledge", "explain"]).worry < respond(before, ["explain", "acknowledge"]).worry
    assert reaction(before, ["explain", "ask"]) == "unheard"
    assert reaction(before, ["ask", "explain"]) == "explained"


def test_the_reaction_does_not_tell_what_is_right() -> None:
    # The same words are taken in the same way by a patient whom they help and by one whom they endanger.
    for situation in SITUATIONS:
        ordinary, emergency = talk("selma-hodzic", "first", situation), talk(*EMERGENCY, situation)
        assert ordinary._opening_mood == emergency._opening_mood
        for line in ordinary.situation.turns[0].pool:
            state = TalkState(said=((line.id,),))
            views = [one.view(state, Lang.EN, reveal=False) for one in (ordinary, emergency)]
            assert views[0]["mood"] == views[1]["mood"]
            assert views[0]["talk"][0]["reply"][-1] == views[1]["talk"][0]["reply"][-1]


def test_false_comfort_calms_in_the_room_and_costs_a_week_later() -> None:
    exercise = talk(*EMERGENCY, "scan")
    state = TalkState(
        said=(("scan_understand", "scan_will_show"), ("scan_fair_question", "scan_ordinary"), ("scan_not_just_wait",))
    )
    moods = exercise.moods(state)
    assert moods[2].worry < moods[0].worry
    later = exercise.view(TalkState(said=state.said, locked=True), Lang.EN, reveal=True)["later"]
    assert later["worry"] > mood.level(moods[-1].worry)
    assert later["trust"] < mood.level(moods[-1].trust)


def test_worry_begins_with_what_the_patient_brings() -> None:
    calm, afraid = (talk("rikke-thorsen", visit, "damage")._opening_mood for visit in ("first", "after_scan"))
    assert afraid.worry > calm.worry
    assert afraid.trust < calm.trust


# ---- what is shown ----


def leaves(plain: Any) -> Iterator[str]:
    if isinstance(plain, dict):
        for value in plain.values():
            yield from leaves(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from leaves(value)
    elif isinstance(plain, str):
        yield plain


@each
def test_nothing_is_told_before_the_lock(case: str, visit: str, situation: str) -> None:
    exercise, book = talk(case, visit, situation), content.library()
    state = exercise.start()
    for kind_, body in exercise.model()[:-1]:
        for lang in Lang:
            told = json.dumps([exercise.pack(lang), exercise.view(state, lang, reveal=False)], ensure_ascii=False)
            for name, judged in exercise.key.judged.items():
                assert book.words(judged.because)(lang) not in told, name
            assert not {"helpful", "harmful", "unsafe", "idle", "fair"} & set(leaves(json.loads(told)))
            assert not set(PHASE) & set(leaves(json.loads(told)))
        state = exercise.fold(state, kind_, body)
    over = exercise.view(state, Lang.DA, reveal=False)
    assert over["later"] is None
    assert all("model" not in one for one in over["talk"])
    assert all("kind" not in line for one in over["talk"] for line in one["lines"])
    told = exercise.view(state, Lang.DA, reveal=True)
    assert all(line["kind"] == "helpful" for one in told["talk"] for line in one["lines"])


def test_the_lines_and_their_order_are_the_same_for_every_patient() -> None:
    for situation in SITUATIONS:
        pools = set()
        for where in VISITS:
            exercise = talk(*where, situation)
            views = [exercise.view(TalkState(said=((),) * n), Lang.DA, reveal=False) for n in range(3)]
            pools.add(json.dumps([view["pool"] for view in views]))
        assert len(pools) == 1


def test_neither_place_nor_length_gives_the_answer_away() -> None:
    for where in VISITS:
        for lang in Lang:
            lengths: dict[bool, list[int]] = {True: [], False: []}
            for situation in SITUATIONS:
                exercise = talk(*where, situation)
                for name, judged in exercise.key.judged.items():
                    if judged.kind in ("helpful", "harmful", "unsafe"):
                        lengths[judged.kind == "helpful"].append(len(exercise._words[name](lang)))
            good, bad = mean(lengths[True]), mean(lengths[False])
            assert abs(good - bad) <= 0.25 * max(good, bad), (where, lang, good, bad)
        first = [
            talk(*where, situation).key.judged[shown(talk(*where, situation), n)[0]].kind
            for situation, n in itertools.product(SITUATIONS, range(3))
        ]
        assert 2 <= first.count("helpful") <= 10, (where, first)


def test_in_a_case_only_what_was_asked_is_shown() -> None:
    setting = Talk.settled({"case": "selma-hodzic", "visit": "eight_days", "situation": "work"})
    silent = Talk(content.library(), {**setting, "heard": []}).view(TalkState(), Lang.EN, reveal=False)
    assert "umb" not in json.dumps(silent["known"])
    assert silent["talk"][0]["says"].startswith("What about work?")  # that she is at home has not been asked yet
    asked = Talk(content.library(), {**setting, "heard": ["saddle_feeling"]}).view(TalkState(), Lang.EN, reveal=False)
    assert "Numbness in the saddle area" in json.dumps(asked["known"])
    alone = Talk(content.library(), setting).view(TalkState(), Lang.EN, reveal=False)
    assert "Numbness in the saddle area" in json.dumps(alone["known"])
    assert alone["talk"][0]["says"].startswith("When can I start working again?")
    assert (silent["setting"], alone["setting"]) == (None, {"case": "selma-hodzic", "visit": "eight_days"})


def test_a_question_is_answered_in_the_words_of_the_case() -> None:
    exercise = talk(*EMERGENCY, "scan")
    reply = exercise.view(TalkState(said=(("scan_alarm",),)), Lang.EN, reveal=False)["talk"][0]["reply"]
    assert reply[0] == exercise._patient.says("saddle_feeling")(Lang.EN)
    wish = talk(*ORDINARY, "scan").view(TalkState(), Lang.EN, reveal=False)["talk"][0]["says"]
    assert wish == talk(*ORDINARY, "scan")._patient.says("scan_thoughts")(Lang.EN)


def test_the_same_reaction_twice_is_not_the_same_sentence() -> None:
    exercise = talk(*ORDINARY, "scan")
    said = (("scan_understand",), ("scan_fair_question",), ("scan_not_just_wait",))
    replies = [one["reply"][-1] for one in exercise.view(TalkState(said=said), Lang.DA, reveal=False)["talk"]]
    assert len(set(replies)) == 3


def test_what_is_left_open_is_filled_in_and_what_is_unknown_is_refused() -> None:
    first = content.catalogue().cards[0].id
    assert Talk.settled({}) == {"case": first, "visit": "first", "situation": "scan"}
    for wrong in ({"situation": "tea"}, {"situation": ["scan"]}, {"situation": 3}, {"case": "nobody"}, {"visit": "x"}):
        with pytest.raises(Refusal):
            Talk.settled(wrong)


@pytest.mark.parametrize(
    "args",
    [
        {"turn": 0, "lines": ["scan_hopes"] * 2},
        {"turn": 0, "lines": ["scan_hopes", "scan_understand", "scan_alarm", "scan_legs_fine"]},
        {"turn": 0, "lines": ["scan_call"]},
        {"turn": 1, "lines": ["scan_fair_question"]},
        {"turn": False, "lines": ["scan_hopes"]},
        {"turn": 0.0, "lines": ["scan_hopes"]},
        {"turn": 0, "lines": "scan_hopes"},
        {"turn": 0, "lines": [["scan_hopes"]]},
        {"turn": 0, "lines": {}},
        {},
    ],
)
@pytest.mark.parametrize("kind_", ["draft", "say"])
def test_what_cannot_be_said_is_refused_in_both_languages(kind_: str, args: dict[str, Any]) -> None:
    exercise = talk(*ORDINARY, "scan")
    with pytest.raises(Refusal) as refused:
        exercise.check(exercise.start(), kind_, args)
    assert refused.value.text.da != refused.value.text.en


def test_a_draft_is_kept_said_once_and_the_end_comes_after_the_last_turn() -> None:
    exercise = talk(*ORDINARY, "scan")
    acts: list[Act] = [("draft", {"turn": 0, "lines": ["scan_understand"]})]
    state = exercise.after(acts)
    assert state.draft == ("scan_understand",)
    assert exercise.check(state, "draft", {"turn": 0, "lines": ["scan_understand"]}) is None
    for kind_, wrong in (("say", {"turn": 0, "lines": []}), ("lock", {}), ("dance", {})):
        with pytest.raises(Refusal):
            exercise.check(state, kind_, wrong)
    for kind_, body in exercise.model()[:-1]:
        state = exercise.fold(state, kind_, body)
    assert state.draft == ()
    with pytest.raises(Refusal):
        exercise.check(state, "draft", {"turn": 3, "lines": []})
    assert exercise.check(state, "lock", {}) == {}


# ---- the content ----


def test_every_text_is_in_both_languages_calm_and_without_holes() -> None:
    book = content.library()
    texts = [line.text for line in the_content().utterances]
    texts += [text for reply in the_content().replies for text in reply.texts]
    texts += [reason.because for reasons in the_content().reasons for reason in reasons.of]
    texts += [said.text for one in the_content().situations for turn in one.turns for said in turn.says if said.text]
    for text in texts:
        assert text.da != text.en
        for lang in Lang:
            words = book.words(text)(lang)
            assert not set("!{}") & set(words), words
            assert len(words) < 200, words
    assert len({text.da for text in texts}) == len({text.en for text in texts}) == len(texts)


def test_every_line_of_the_content_is_used_and_every_reaction_has_words() -> None:
    used = {line.reasons for line in the_content().utterances}
    assert {one.id for one in the_content().reasons} == used - {None}
    possible = {reaction(before, roles) for before in MOODS[:2] for roles in TURNS}
    assert {one.reaction for one in the_content().replies} == possible
    assert {line.role for line in the_content().utterances} == set(ROLES)


def test_a_reference_that_leads_nowhere_is_named(book: Book) -> None:
    plain = json.loads(the_content().model_dump_json(by_alias=True, exclude_none=True))
    assert list(Content.model_validate(plain).problems(book)) == []
    pool = plain["situations"][0]["turns"][0]["pool"]
    pool[0]["decision"], pool[1]["reasons"], pool[2]["value"] = "say.tea", "tea", "perhaps"
    pool[3]["id"] = pool[4]["id"]
    plain["reasons"][0]["of"][0]["cites"] = ["tea"]
    plain["situations"][0]["facts"] = {"tea.cups": 3}
    plain["known"][0]["findings"] = ["tea"]
    plain["situations"][1]["turns"][0]["says"].insert(0, {"when": {"concept": "tea"}, "text": {"da": "a", "en": "b"}})
    found = list(Content.model_validate(plain).problems(book))
    assert len(found) == 8, found
    assert all(where and what for where, what in found)


def test_shared_reasons_end_with_one_for_everyone() -> None:
    one = json.loads(the_content().reasons[0].model_dump_json(exclude_none=True))
    with pytest.raises(ValueError, match="without `when`"):
        Reasons.model_validate({**one, "of": [*one["of"], *one["of"]]})
