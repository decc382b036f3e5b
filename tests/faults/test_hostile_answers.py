"""Ten thousand hostile messages: each is answered by a sentence or by nothing, and changes nothing by that."""

from __future__ import annotations

import json
import logging
import re
import reprlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from faults.hostile import Hostile
from faults.script import DRILLS, Afternoon, Step, hello, keep, session_for

from lbp_teach import content
from lbp_teach.attempt_file import read_answers
from lbp_teach.case import Case
from lbp_teach.errors import LONGEST, MOST, InputError, Problem
from lbp_teach.explorer_session import answer as explorer_answer
from lbp_teach.guideline.assess import Book
from lbp_teach.lab.ask import _COUNTS
from lbp_teach.play import Attempt
from lbp_teach.records import Records
from lbp_teach.scoring import score
from lbp_teach.text import Lang

SEED = 6
#: How many hostile inputs each entrance gets.
CASE, DRILL, LAB, EXPLORER, SCORER, HELLO = 2600, 400, 1500, 1000, 2000, 100
ALL = CASE + DRILL * len(DRILLS) + LAB + EXPLORER + SCORER + HELLO
#: What no learner may ever read: the insides of the program.
INSIDES = re.compile(r"Traceback|object at 0x|<class|[A-Z][a-z]+Error\b|NoneType|\{'|\['|\bdict\b|lbp_teach\.|\.py\b")
SENTENCE = 600
Message = dict[str, Any]
counted: Counter[str] = Counter()


@pytest.fixture(autouse=True)
def nothing_unexpected(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """An error that is caught and logged is a defect, too: what was sent was not refused but stumbled over."""
    caplog.set_level(logging.ERROR, logger="lbp_teach")
    yield
    # Of the test itself: by now, `caplog.records` is about what comes after it.
    assert [str(record.exc_info) for record in caplog.get_records("call") if record.levelno >= logging.ERROR] == []


@pytest.fixture(scope="module")
def afternoon(tmp_path_factory: pytest.TempPathFactory) -> Afternoon:
    records = Records(tmp_path_factory.mktemp("afternoon") / "records.sqlite3")
    return keep(records, SEED)


@pytest.fixture(scope="module")
def ids() -> set[str]:
    book = content.library()
    names = {*book.questions, *book.manoeuvres, *book.findings, *book.decisions, *book.statements, *book.board}
    return names | {option.value for decision in book.decisions.values() for option in decision.options} | set(DRILLS)


def told(answers: list[Message]) -> list[str]:
    """Return the sentences of answers that are about the message and not the screen."""
    texts = [answer.get("text") for answer in answers]
    texts += [(answer.get("notice") or {}).get("text") for answer in answers]
    texts += [(answer.get("problem") or {}).get("text") for answer in answers]
    return [text for text in texts if text is not None]


def fit_to_send(answers: list[Message], about: Any) -> None:
    """Assert that answers can go to a browser, and that what they say is for people."""
    shown = reprlib.repr(about)
    text = json.dumps(answers, ensure_ascii=False, allow_nan=False)
    text.encode()  # half a character cannot be sent
    assert len(text) < 600_000, shown
    for sentence in told(answers):
        assert 0 < len(sentence) < SENTENCE, shown
        assert not INSIDES.search(sentence), (sentence, shown)


class Target:
    """One entrance, and everything that can be seen of its state."""

    def __init__(self, surface: str, records: Records) -> None:
        self.surface, self.records = surface, records
        self.session = session_for(surface, records)
        self.token = self.session.handle(hello(None, Step(surface, {}, {})))[-1]["token"]

    def state(self) -> Any:
        return self.session.attempts if self.surface == "case" else self.session.state

    def events(self) -> int:
        assert self.session.learner is not None
        return len(self.records.events(self.session.learner.id))

    def send(self, message: Any) -> list[Message]:
        answers: list[Message] = self.session.handle(message)
        fit_to_send(answers, message)
        return answers

    def harm(self, message: Any) -> None:
        """Send a hostile message; what is refused or not understood must change nothing."""
        state, events = self.state(), self.events()
        answers = self.send(message)
        counted[self.surface] += 1
        assert all(answer["type"] in ("pack", "view", "refused", "answer") for answer in answers)
        if not any(answer["type"] == "view" for answer in answers):
            assert self.state() == state, reprlib.repr(message)
            assert self.events() == events, reprlib.repr(message)
        assert self.events() - events <= 2, "an act is one event, and the first of a drill begins it as well"


def attacked(surface: str, number: int, afternoon: Afternoon, ids: set[str], records: Records) -> Target:
    """Play what was played, with hostile messages between all good ones."""
    target = Target(surface, records)
    good = [step.message for step in afternoon.steps if step.surface == surface]
    hostile = Hostile(SEED + sum(map(ord, surface)), ids)
    sent = 0
    for message in hostile.every(good[len(good) // 2], ("id", "kind", "type")):
        target.harm(message)
        sent += 1
    for place, message in enumerate(good):
        target.send(message)
        while sent * len(good) < number * (place + 1):
            target.harm(hostile.message(hostile.chance.choice(good), sent))
            sent += 1
    assert sent == number
    for kind, many in hostile.made.items():
        counted[f"kind: {kind}"] += many
    return target


def test_a_case_under_hostile_messages(afternoon: Afternoon, ids: set[str], records: Records) -> None:
    target = attacked("case", CASE, afternoon, ids, records)
    before = target.events()
    target.send({"type": "act", "id": "calm-1", "kind": "start", "case": "rikke-thorsen", "again": True})
    answer = target.send({"type": "act", "id": "calm-2", "kind": "note", "text": "roligt igen"})[-1]
    assert answer["type"] == "view"
    assert answer["view"]["case"]["notepad"]["own"][-1]["text"] == "roligt igen"
    assert target.events() in (before + 1, before + 2)
    assert records.verify(target.session.learner.id) is None


@pytest.mark.parametrize("tool", DRILLS)
def test_a_drill_under_hostile_messages(tool: str, afternoon: Afternoon, ids: set[str], records: Records) -> None:
    target = attacked(tool, DRILL, afternoon, ids, records)
    before = target.events()
    answer = target.send({"type": "act", "id": "calm", "kind": "begin", "setting": {}})[-1]
    assert answer["type"] == "view"
    assert target.events() == before + 1
    assert records.verify(target.session.learner.id) is None


def test_the_laboratory_under_hostile_messages(afternoon: Afternoon, ids: set[str], records: Records) -> None:
    asks: list[Message] = [
        {"type": "ask", "n": 1, "what": "table", "tp": 40, "fp": 10, "fn": 5, "tn": 45, "method": "wilson"},
        {"type": "ask", "n": 2, "what": "rates", "sensitivity": 0.9, "specificity": 0.8, "prevalence": 0.1},
        {"type": "ask", "n": 3, "what": "ratios", "lr_positive": 4.5, "lr_negative": 0.2},
        {"type": "ask", "n": 4, "what": "kappa", "table": [[20, 5], [10, 15]]},
        {"type": "ask", "n": 5, "what": "verification", **dict.fromkeys(_COUNTS, 20)},
        {"type": "ask", "n": 6, "what": "roc", "diseased": [1, 2, 3], "healthy": [3, 2, 1]},
    ]
    assert not any("problem" in Target("lab", records).send(one)[-1] for one in asks)
    target = attacked("lab", LAB - 600, afternoon, ids, records)
    hostile = Hostile(SEED + 1, ids)
    every = list(hostile.every(asks[0], ("n", "what", "method", "tp", "type")))
    for number in range(600 - len(every)):
        every.append(hostile.message(asks[number % len(asks)], number))
    for message in every:
        target.harm(message)
    left = next(name for name in content.lab().guesses if name not in target.session.state.guesses)
    answer = target.send({"type": "act", "id": "calm", "kind": "guess", "guess": left, "value": 0.25})[-1]
    assert answer["type"] == "view"
    assert target.session.state.guesses[left] == 0.25


def test_first_messages_that_mean_harm(afternoon: Afternoon, ids: set[str], records: Records) -> None:
    """`hello` brings a token, a language, an address, and acts that wait; all of it may be junk."""
    hostile = Hostile(SEED + 2, ids)
    surfaces = ("case", "lab", *DRILLS)
    for number in range(HELLO):
        target = Target(surfaces[number % len(surfaces)], records)
        good = [step.message for step in afternoon.steps if step.surface == target.surface]
        waiting = [hostile.message(hostile.chance.choice(good), number * 100 + n) for n in range(5)]
        first = hello(target.token, Step(target.surface, {}, {"case": "jesper-lund", "stage": "history"}), *waiting)
        bad = hostile.message(first, number)
        answers = target.send({**bad, "type": "hello"} if isinstance(bad, dict) else bad)
        counted["hello"] += 1
        if isinstance(bad, dict):
            assert answers[-1]["type"] == "view", reprlib.repr(bad)
        assert target.send(hello(target.token, Step(target.surface, {}, {})))[-1]["type"] == "view"


def test_the_explorer_under_hostile_messages(ids: set[str]) -> None:
    book = content.library()
    good: list[Message] = [
        {"type": "hello", "n": 1, "lang": "da"},
        {"type": "search", "n": 2, "text": "rygsmerter", "lang": "en"},
        *({"type": "open", "n": 3, "what": "topic", "id": t.id} for t in book.guideline.topics[:2]),
        *({"type": "open", "n": 4, "what": "statement", "id": name} for name in list(book.statements)[:2]),
        {"type": "open", "n": 5, "what": "editions"},
    ]
    hostile = Hostile(SEED + 3, ids)
    every = list(hostile.every(good[1], ("n", "lang", "text", "type"))) + list(hostile.every(good[-2], ("what", "id")))
    for number in range(EXPLORER):
        message = hostile.message(hostile.chance.choice(good[1:] if number % 20 else good), number)
        message = every[number] if number < len(every) else message
        found = explorer_answer(message, Lang.DA)
        counted["explorer"] += 1
        if found is not None:
            text = json.dumps(found, ensure_ascii=False, allow_nan=False)
            text.encode()
            if found["type"] == "missing":
                assert len(text) < SENTENCE, reprlib.repr(message)
                assert not INSIDES.search(text), text
    assert explorer_answer(good[1]) is not None


# ---- the scorer ----

ANSWERS: Message = {
    "visits": [
        {
            "asked": ["pain_where", "saddle_feeling"],
            "examined": [{"manoeuvre": "gait"}, {"manoeuvre": "reflex_achilles", "side": "left"}],
            "recorded": {"exam.reflex.achilles": {"left": "absent"}, "exam.gait": "normal"},
            "localised": {"pattern": "root", "roots": ["S1"], "side": "left"},
            "decisions": {"urgency": "none", "imaging": {"value": "mri", "confidence": 2}, "triage": "nerve_root"},
            "left": ["medicines"],
        },
        {"asked": ["cancer"], "examined": [], "decisions": {"urgency": "routine"}},
    ],
    "notes": ["afraid"],
}


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    if len(path) == 6:
        return  # what was damaged before may be deeper than anybody can go
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from places(value, (*path, key))


def damaged(hostile: Hostile) -> bytes:
    """Return a hostile file of answers: damaged as data, or as text."""
    data, chance = json.loads(json.dumps(ANSWERS)), hostile.chance
    for _ in range(chance.choice((1, 1, 2))):
        path = chance.choice(list(places(data)))
        holder = data
        for step in path[:-1]:
            holder = holder[step]
        kind, value = hostile.value()
        way = chance.choice(("replace", "replace", "remove", "add", "repeat"))
        if way == "remove":
            del holder[path[-1]]
        elif way == "add" and isinstance(holder, dict):
            name = hostile.value()[1]
            holder[name if isinstance(name, str) else "more"] = value
        elif way == "repeat" and isinstance(holder, list):
            holder += [holder[path[-1]]] * chance.choice((1, 50, 400))
        else:
            holder[path[-1]] = value
        hostile.made[kind] = hostile.made.get(kind, 0) + 1
        if not isinstance(data.get("visits"), list) or not data["visits"]:
            break
    try:
        text = json.dumps(data, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    except RecursionError:
        text = b'{"visits": ' + b"[" * 3000
    match chance.randrange(12):
        case 0:
            return text[: chance.randrange(len(text))]
        case 1:
            place = chance.randrange(len(text))
            return text[:place] + chance.randbytes(3) + text[place + 1 :]
        case 2:
            return b"\xef\xbb\xbf" + text
        case 3:
            return text.decode("utf-8", "replace").encode("utf-16")
        case 4:
            return text + text
        case 5:
            return text.replace(b'"asked"', b'"asked": ["cancer"], "asked"')
    return text


def answers_of(path: Path, case: Case, book: Book) -> tuple[Attempt | None, list[Problem]]:
    try:
        return read_answers(path, case, book, "DSAM2026", "hash"), []
    except InputError as error:
        return None, error.problems


def test_hostile_files_of_answers(tmp_path: Path, ids: set[str], book: Book) -> None:
    case = content.load_case("selma-hodzic")
    hostile, path = Hostile(SEED + 4, ids), tmp_path / "answers.json"
    read = 0
    for _ in range(SCORER):
        data = damaged(hostile)
        path.write_bytes(data)
        counted["scorer"] += 1
        attempt, problems = answers_of(path, case, book)
        if attempt is None:
            assert 0 < len(problems) <= MOST + 1
            for problem in problems:
                line = str(problem)
                assert problem.what
                assert problem.remedy
                assert len(line) < 4 * LONGEST, line
                assert line.isprintable(), repr(line)
                assert not re.search(r"Traceback|object at 0x|<class", line), line
            continue
        read += 1
        if read % 10 == 0:
            report = score(case, attempt, book)
            assert 0 <= report.percent <= 100
    assert 100 < read < SCORER // 2, "most were refused, and some could be read"


def test_ten_thousand_were_sent(request: pytest.FixtureRequest) -> None:
    """Runs last: the numbers of the tests above, as they were counted one by one."""
    here = {name for name in globals() if name.startswith("test_")}
    if here - {getattr(item, "originalname", "") for item in request.session.items}:
        pytest.skip("counts what the other tests of this file sent, and not all of them were run")
    print(dict(counted))
    sent = {name: many for name, many in counted.items() if not name.startswith("kind: ")}
    assert sum(sent.values()) == ALL == 10_000
