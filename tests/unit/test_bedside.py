"""What every assessment tool keeps to, whatever it is about: its model answer, its marks, its record, its manners."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest
from learner import sample_visits

from lbp_teach import content
from lbp_teach.bedside.base import LOCK, Exercise, total
from lbp_teach.bedside.session import BedsideSession
from lbp_teach.bedside.tools import TOOLS, make, tool_class
from lbp_teach.records import Records
from lbp_teach.text import Lang

_numbers = itertools.count(1)
BUILT = [
    tool
    for tool, (module, _) in TOOLS.items()
    if (content.HERE / "bedside" / f"{module.replace('.', '/')}.py").is_file()
]
#: Tools that work on a visit of a case; the others bring patients of their own.
ON_A_CASE = [tool for tool in BUILT if "case" in tool_class(tool).settled({})]


def settings(tool: str) -> Iterator[dict[str, Any]]:
    """Patients of a tool: every visit of the sample of cases, or what it chooses by itself."""
    if tool not in ON_A_CASE:
        yield from (tool_class(tool).settled({"seed": seed}) for seed in range(6))
        return
    for case, visit in sample_visits():
        yield tool_class(tool).settled({"case": case, "visit": visit})


PATIENTS = [
    pytest.param(tool, setting, id=f"{tool}-{'-'.join(str(v) for v in setting.values())}")
    for tool in BUILT
    for setting in settings(tool)
]


@pytest.mark.parametrize(("tool", "setting"), PATIENTS)
def test_the_model_answer_gets_every_point_and_nothing_gets_none(tool: str, setting: dict[str, Any]) -> None:
    exercise = make(tool, setting)
    marks = exercise.marks(exercise.after(exercise.model()))
    assert marks
    assert all(mark.points == mark.of for mark in marks), [m for m in marks if m.points != m.of]
    assert exercise.done(exercise.after(exercise.model()))
    assert total(exercise.marks(exercise.start()))[0] == 0
    assert len({mark.subject for mark in marks}) == len(marks)


@pytest.mark.parametrize(("tool", "setting"), PATIENTS)
def test_what_it_says_is_plain_json_in_both_languages_and_cites_what_exists(tool: str, setting: dict[str, Any]) -> None:
    exercise, book = make(tool, setting), content.library()
    state = exercise.after(exercise.model())
    for lang in Lang:
        json.dumps(
            [
                exercise.pack(lang),
                exercise.view(state, lang, reveal=True),
                exercise.view(exercise.start(), lang, reveal=False),
            ]
        )
    for mark in exercise.marks(state):
        assert set(mark.cites) <= set(book.statements)
        assert set(mark.conflicts) <= set(book.conflicts)


@pytest.mark.parametrize("tool", BUILT)
def test_the_words_of_a_tool_exist_in_both_languages(tool: str) -> None:
    for lang in ("da", "en"):
        assert content.strings(lang, "bedside", tool)[f"{tool}.title"]


class Desk:
    """A screen without a browser."""

    def __init__(
        self, records: Records, tool: str, wanted: dict[str, Any] | None = None, token: str | None = None
    ) -> None:
        self.session = BedsideSession(records, tool, wanted)
        answers = self.session.handle({"type": "hello", "token": token, "lang": "en", "pending": []})
        self.pack, self.view, self.token = answers[0], answers[1]["view"], answers[1]["token"]

    def act(self, kind: str, **more: Any) -> dict[str, Any]:
        answer = self.session.handle({"type": "act", "id": f"d{next(_numbers)}", "kind": kind, **more})[-1]
        self.view = answer["view"]
        return answer


@pytest.mark.parametrize("tool", BUILT)
def test_a_run_is_found_again_as_it_was_left_and_a_new_one_starts_empty(tool: str, records: Records) -> None:
    desk = Desk(records, tool)
    exercise = desk.session.exercise
    kind, body = exercise.model()[0]
    assert desk.act(kind, **body)["type"] == "view"
    again = Desk(records, tool, token=desk.token)
    assert again.session.acts() == desk.session.acts() != []
    assert again.view["data"] == desk.session._view(None)["view"]["data"]
    again.act("begin")
    assert again.session.acts() == []
    assert again.view["number"] == 2


HOSTILE: list[Any] = [
    None,
    0,
    -1,
    1e308,
    float("nan"),
    True,
    "",
    "x" * 5000,
    "<img src=x>",
    [],
    [[]],
    {},
    {"a": 1},
    "left",
    ["left"],
    "\ud800",
]


@pytest.mark.parametrize("tool", BUILT)
def test_whatever_is_sent_is_answered_with_a_sentence_or_nothing(tool: str, records: Records) -> None:
    desk = Desk(records, tool)
    kinds = {kind for kind, _ in desk.session.exercise.model()} | {"begin", "nonsense", ""}
    names = {name for _, body in desk.session.exercise.model() for name in body} | {"value", "setting", "case", "seed"}
    for kind in sorted(kinds - {LOCK}):
        for value in HOSTILE:
            answer = desk.act(kind, **dict.fromkeys(names, value))
            assert answer["type"] in ("view", "refused")
            if answer["type"] == "refused":
                assert len(answer["text"]) > 10
                assert "Reload the page: everything" not in answer["text"]
                assert "our side" not in answer["text"], (kind, value, answer["text"])
    for message in [
        None,
        1,
        "x",
        [],
        {},
        {"type": "act"},
        {"type": "act", "id": "../x", "kind": LOCK},
        {"type": "hello", "token": 5},
    ]:
        desk.session.handle(message)


@pytest.mark.parametrize("tool", BUILT)
def test_nothing_can_be_changed_once_it_is_locked(tool: str) -> None:
    exercise: Exercise[Any] = make(tool, next(settings(tool)))
    acts = exercise.model()
    state = exercise.after(acts)
    from lbp_teach.refusal import Refusal

    with pytest.raises(Refusal):
        exercise.check(state, acts[0][0], acts[0][1])
    assert exercise.check(state, LOCK, {}) is None


@pytest.mark.parametrize("tool", BUILT)
def test_a_fold_ignores_what_it_does_not_know(tool: str) -> None:
    exercise = make(tool, next(settings(tool)))
    assert exercise.fold(exercise.start(), "of a later version", {"x": 1}) == exercise.start()
