"""Nothing reaches the screen before it is earned.

Words: every text of a case is replaced by a mark of its own, so that a mark in an answer proves where it came from.
Values: two patients that agree on everything the learner found must give the same answers, byte for byte.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from learner import CASES, Screen, ways

from lbp_teach import content
from lbp_teach.bedside.exam.observe import sides_of
from lbp_teach.bedside.exam.state import examined
from lbp_teach.case import Case, visit_facts
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import key
from lbp_teach.guideline.model import Scalar
from lbp_teach.play import known_facts
from lbp_teach.records import Records

Step = tuple[str, dict[str, Any]]
MARK = re.compile(r"⟦[^⟧]+⟧")
FORBIDDEN_KEYS = {"best", "acceptable", "unsafe", "too_much", "points", "rule", "rules", "citations", "what_if"}
FORBIDDEN_KEYS |= {"endings", "ending", "objectives", "facts", "truth", "when", "based_on", "debrief", "branch"}


def both(mark: str) -> dict[str, str]:
    return {"da": f"⟦{mark}⟧", "en": f"⟦{mark}⟧"}


def marked(case: Case, book: Book) -> Case:
    """The case with a mark in place of every text, and with visit ids that would be noticed."""
    plain = case.model_dump(by_alias=True, mode="json")
    ids = {visit["id"]: f"secretvisit_{n}" for n, visit in enumerate(plain["visits"])}
    plain["objectives"] = [both("objective")]
    for visit in plain["visits"]:
        name = visit["id"] = ids[visit["id"]]
        visit["based_on"] = ids.get(visit["based_on"])
        visit.update({field: both(f"visit:{name}:{field}") for field in ("label", "place_time", "opening")})
        visit["door"] = [{"label": both(f"visit:{name}:door"), "value": both(f"visit:{name}:door")}]
        visit["answers"] = {question: both(f"answer:{name}:{question}") for question in book.questions}
        for number, branch in enumerate(visit["next"]):
            branch["visit"] = ids[branch["visit"]]
            branch["bridge"] = both(f"bridge:{name}:{number}:{branch['visit']}")
        for ending in visit["endings"]:
            ending["text"] = both(f"ending:{name}")
    return Case.model_validate(plain)


def walk(rng: random.Random, case: str, book: Book, length: int) -> Iterator[Step]:
    """A learner who does things in no order; `lock` is always tried before `next`."""
    yield "start", {"case": case, "again": False}
    for _ in range(length):
        kind = rng.choice(
            ["ask"] * 6 + ["examine"] * 6 + ["estimate", "decide", "note", "go", "set_lang", "lock", "next", "all"]
        )
        match kind:
            case "ask":
                yield "ask", {"question": rng.choice(list(book.questions))}
            case "examine":
                name = rng.choice(list(book.manoeuvres))
                side, how = rng.choice(ways(book, name, rng.choice(["left", "right", "both"])))
                yield "examine", {"manoeuvre": name, "side": side, "how": how}
            case "estimate":
                first = rng.randint(0, 100)
                chances = {"serious_specific": first, "nerve_root": 100 - first, "non_specific": 0}
                yield "estimate", {"when": rng.choice(["before", "after"]), "chances": chances}
            case "decide":
                yield "decide", decision(rng, rng.choice(list(book.decisions)), book)
            case "note":
                yield "note", {"text": "husk"}
            case "go":
                yield "go", {"case": rng.choice([case, None]), "stage": rng.choice(["history", "debrief", "follow_up"])}
                yield "go", {"case": case, "stage": rng.choice(["examination", "decision", None])}
            case "set_lang":
                yield "set_lang", {"lang": rng.choice(["da", "en"])}
            case "all":
                for name in book.decisions:
                    yield "decide", decision(rng, name, book)
                yield "lock", {}
                yield "next", {}
            case _:
                yield kind, {}


def decision(rng: random.Random, name: str, book: Book) -> dict[str, Any]:
    value = rng.choice(book.decisions[name].options).value
    return {"decision": name, "value": value, "confidence": rng.choice([None, 1, 2, 3])}


def keys_in(plain: Any) -> set[str]:
    if isinstance(plain, dict):
        return set(plain) | {k for value in plain.values() for k in keys_in(value)}
    if isinstance(plain, list):
        return {k for value in plain for k in keys_in(value)}
    return set()


def teachers_texts(book: Book) -> list[str]:
    texts = [text for rule in book.guideline.rules for text in (rule.because, rule.missed, rule.excess) if text]
    texts += [statement.text for statement in book.guideline.statements]
    texts += [text for one in book.guideline.conflicts for text in (one.why, one.follow, one.teach)]
    texts += [position.text for one in book.guideline.conflicts for position in one.says]
    words = [word for text in texts for word in (book.words(text).da, book.words(text).en)]
    names = [rule.id for rule in book.guideline.rules if "_" in rule.id and rule.id not in book.decisions]
    options = {option.value for decision in book.decisions.values() for option in decision.options}
    findings = {"cauda_equina_suspected", "F-ACUTE", "C-08"}
    return [*words, *(name for name in names if name not in options and name != "follow_up"), *findings]


def earned_marks(screen: Screen) -> set[str]:
    """What this learner may have seen by now, derived from what was done and from nothing that was shown."""
    marks: set[str] = set()
    for attempt in screen.session.attempts.values():
        for number, state in enumerate(attempt.visits):
            marks |= {f"⟦visit:{state.visit}:{field}⟧" for field in ("label", "place_time", "opening", "door")}
            marks |= {f"⟦answer:{state.visit}:{asked.question}⟧" for asked in state.asked}
            later = attempt.visits[number + 1].visit if number + 1 < len(attempt.visits) else None
            if state.locked:
                marks |= {f"⟦bridge:{state.visit}:{n}:{later}⟧" for n in range(9)} if later else set()
    return marks


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", CASES)
def test_no_word_arrives_before_it_is_earned(
    records: Records, book: Book, monkeypatch: pytest.MonkeyPatch, name: str, seed: int
) -> None:
    case = marked(content.load_case(name), book)
    monkeypatch.setattr(content, "load_case", lambda _: case)
    texts = teachers_texts(book)
    screen = Screen(records)
    screen.hello()
    bridges: set[str] = set()
    for kind, args in walk(random.Random(f"{name}{seed}"), name, book, 120):
        screen.received.clear()
        screen.act(kind, **args)
        if "debrief" in screen.view.get("case", {}):
            break
        for message in screen.received:
            wire = json.dumps(message, ensure_ascii=False)
            allowed = earned_marks(screen) | bridges
            if screen.session.attempts and next(iter(screen.session.attempts.values())).now.locked:
                follow = screen.view.get("case", {}).get("follow_up", {}).get("bridge", "")
                shown = set(MARK.findall(follow))
                assert len(shown) <= 1  # one branch, never the others
                bridges |= shown
                allowed |= shown
            assert set(MARK.findall(wire)) <= allowed
            assert "secretvisit" not in MARK.sub("", wire)
            assert [text for text in texts if text in wire] == []
            shown_keys = keys_in({k: v for k, v in message.items() if k != "strings"}) - {"strings"}
            assert shown_keys & FORBIDDEN_KEYS == set()
    else:
        assert screen.session.attempts


def disguised(case: Case, known: dict[str, set[str]], book: Book, rng: random.Random) -> Case:
    """Another patient, who agrees with this one on what was found at each visit and on nothing else."""
    plain = case.model_dump(by_alias=True, mode="json")
    for visit in plain["visits"]:
        facts: dict[str, Any] = {}
        for fact, value in visit_facts(case, visit["id"], book).items():
            finding, _, side = fact.partition("@")
            new = value if fact in known.get(visit["id"], set()) else other(finding, value, book, rng)
            if side:
                facts.setdefault(finding, {})[side] = new
            else:
                facts[finding] = new
        visit["facts"] = facts
    return Case.model_validate(plain)


def other(name: str, value: Scalar, book: Book, rng: random.Random) -> Scalar:
    finding = book.findings[name]
    if finding.kind == "number":
        return rng.choice([n for n in (0, 1, 2, 3) if n != value])
    values = ["present", "absent"] if finding.kind == "presence" else list(finding.values)
    return rng.choice([v for v in values if v != value])


def anonymous(screen: Screen) -> list[str]:
    """Everything that was received, without what is random for each learner."""
    names = (str(screen.token), str(screen.view["learner"]), screen.session._desk.sitting.name)
    wires = [json.dumps(message, ensure_ascii=False, sort_keys=True) for message in screen.received]
    return [re.sub(r"test-\d+|" + "|".join(map(re.escape, names)), "", wire) for wire in wires]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", CASES)
def test_no_value_shows_in_any_way_before_it_is_found(
    records: Records, book: Book, monkeypatch: pytest.MonkeyPatch, name: str, seed: int
) -> None:
    original = content.load_case(name)
    steps = [step for step in walk(random.Random(f"v{name}{seed}"), name, book, 110) if step[0] not in ("lock", "next")]
    # One visit is passed on the way, the last one is never left: no debrief.
    cut = len(steps) // 2
    pass_on: list[Step] = [("decide", decision(random.Random(seed), d, book)) for d in book.decisions]
    steps[cut:cut] = [*pass_on, ("lock", {}), ("next", {})]

    def play() -> Screen:
        screen = Screen(records)
        screen.hello()
        for kind, args in steps:
            screen.act(kind, **args)
        return screen

    first = play()
    (attempt,) = first.session.attempts.values()
    assert len(attempt.visits) == 2
    known = {
        state.visit: set(known_facts(attempt, index, original, book)) for index, state in enumerate(attempt.visits)
    }
    for state in attempt.visits:
        # What was looked at in a way that does not settle it still shows something of it, and whoever raises a leg to
        # test the other one sees how the raised leg answers.
        known[state.visit] |= examined(state.examined, book)
        known[state.visit] |= {
            key("exam.slr", side)
            for done in state.examined
            if done.manoeuvre == "crossed_straight_leg_raise"
            for side in sides_of(done.side)
        }
    assert sum(map(len, known.values())) > 10
    # What cannot change and was found at the first visit is known at the second; it must stay true at the first.
    patient = disguised(original, known, book, random.Random(seed))
    monkeypatch.setattr(content, "load_case", lambda _: patient)
    assert anonymous(play()) == anonymous(first)


def test_the_debrief_arrives_at_the_end_and_only_then(records: Records, book: Book) -> None:
    screen = Screen(records)
    screen.hello()
    screen.play("selma-hodzic", book)
    assert "debrief" in screen.received[-1]["view"]["case"]
    assert all("debrief" not in m.get("view", {}).get("case", {}) for m in screen.received[:-1] if m.get("view"))


def test_a_mark_that_is_not_earned_would_be_seen(book: Book) -> None:
    case = marked(content.load_case("selma-hodzic"), book)
    wire = case.model_dump_json()
    assert len(set(MARK.findall(wire))) > 100
    assert "secretvisit" in wire
