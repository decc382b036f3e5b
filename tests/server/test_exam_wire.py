"""A candidate's kernel behind a real server: an exam can be sat in it, and no message makes it do anything but play."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import websocket
from server.serving import PATIENCE, Page, Server, write_notebook

from lbp_teach import content, courses
from lbp_teach.case import answer as says
from lbp_teach.records import Records

CASE = "selma-hodzic"
SPY = "__import__('pathlib').Path(r'{file}').write_text('ran')"


class Candidate(Page):
    """A candidate's page, with every frame that it received.

    Attributes:
        frames: all of them, as they came.
    """

    def __init__(self, server: Server) -> None:
        super().__init__(server)
        self.server = server
        self.frames: list[str] = []

    def told(self, message: dict[str, Any]) -> list[dict[str, Any]]:
        """Send the player a message, and return what it sent back, up to the view."""
        data = {"method": "custom", "content": message}
        name = self.send("comm_msg", {"comm_id": self.model, "data": data})
        answers: list[dict[str, Any]] = []
        while not answers or answers[-1].get("type") not in ("view", "refused"):
            self.frames.append(str(self.socket.recv()))
            frame = json.loads(self.frames[-1])
            if frame["parent_header"].get("msg_id") == name and frame["msg_type"] == "comm_msg":
                answers.append(frame["content"]["data"].get("content", {}))
        return answers

    def act(self, kind: str, **more: Any) -> dict[str, Any]:  # type: ignore[override]
        """Do one thing in the player, and return the answer."""
        return self.told({"type": "act", "id": uuid.uuid4().hex, "kind": kind, **more})[-1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exam")
    write_notebook(folder / "notebooks" / "practice" / "home.ipynb", "from lbp_widgets import player", "player()")
    return folder


@pytest.fixture(scope="module")
def candidate(folder: Path) -> Iterator[Candidate]:
    """A candidate who has opened her patient."""
    (folder / "data").mkdir()
    store = Records(folder / "data" / "records.sqlite3")
    slots = [{"cases": [CASE], "variant": False}]
    exam = courses.create(store, title="Prøven", slots=slots, mode="exam")
    store.close()
    # Whoever starts the server says nothing of exams: the server does.
    environment = {"LBP_COMPILED": str(content.compiled_root()), "LBP_SEALED": ""}
    server = Server(folder, environment=environment).ready()
    try:
        page = Candidate(server)
        page.told({"type": "hello", "token": None, "lang": "da", "route": {"join": exam.course.code}, "pending": []})
        answer = page.act("start", course=exam.course.id, place="0.0")
        assert answer["type"] == "view", answer.get("text")
        assert answer["view"]["case"]["course"]["exam"] is True
        yield page
        page.close()
    finally:
        server.close()


def code(folder: Path, name: str) -> str:
    return SPY.format(file=folder / name)


def messages(folder: Path, comm: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Everything that somebody could say to a kernel to make it tell or do something: kind, channel, content."""
    run = {"silent": False, "store_history": True, "allow_stdin": True, "stop_on_error": False}
    spied = {"code": code(folder, "run"), "user_expressions": {"x": code(folder, "expression")}, **run}
    found: list[tuple[str, str, dict[str, Any]]] = []
    for channel in ("shell", "control", "stdin", "iopub"):
        found += [
            ("execute_request", channel, spied),
            ("inspect_request", channel, {"code": "player", "cursor_pos": 3, "detail_level": 1}),
            ("complete_request", channel, {"code": "play", "cursor_pos": 4}),
            ("history_request", channel, {"hist_access_type": "tail", "n": 9, "output": True, "raw": True}),
            ("is_complete_request", channel, {"code": "1"}),
            ("input_reply", channel, {"value": code(folder, "input"), "status": "ok"}),
            ("input_request", channel, {"prompt": "x", "password": False}),
            ("debug_request", channel, {"type": "request", "seq": 1, "command": "evaluate",
                                        "arguments": {"expression": code(folder, "debug")}}),
            ("debug_request", channel, {"type": "request", "seq": 2, "command": "richInspectVariables",
                                        "arguments": {"variableName": "_"}}),
            ("usage_request", channel, {}),
            ("interrupt_request", channel, {}),
            ("shutdown_request", channel, {"restart": True}),
            ("create_subshell_request", channel, {}),
            ("apply_request", channel, {}),
        ]  # fmt: skip
    # What a page may say, said with other things in it.
    widget = {
        "_model_module": "@jupyter-widgets/controls",
        "_model_name": "HTMLModel",
        "_model_module_version": "2.0.0",
    }
    found += [
        ("comm_open", "shell", {"comm_id": "a", "target_name": "os.system", "data": {"code": code(folder, "target")}}),
        ("comm_open", "shell", {"comm_id": "b", "target_name": "x", "target_module": "lbp_teach.content", "data": {}}),
        ("comm_open", "shell", {"comm_id": "c", "target_name": "jupyter.widget", "data": {"state": widget}}),
        ("comm_msg", "shell", {"comm_id": comm, "data": {"method": "request_state"}}),
        ("comm_msg", "shell", {"comm_id": comm, "data": {"method": "_session"}}),
        ("comm_msg", "shell", {"comm_id": comm, "data": {"method": "custom", "content": {"kind": "anywidget-command",
                                                                                     "name": "session", "id": "1"}}}),
    ]  # fmt: skip
    return found


def hidden() -> list[str]:
    """What the candidate has not heard and must not be told: answers, what comes later, reasons, names of rules."""
    case, book = content.load_case(CASE), content.book()
    later = case.visits[1]
    texts = [answer for visit in case.visits for answer in visit.answers.values()]
    texts += [later.opening, *(branch.bridge for branch in case.visits[0].next), *(e.text for e in later.endings)]
    texts += [book.words(text) for rule in book.guideline.rules for text in (rule.because, rule.missed) if text]
    words = [word for text in texts for word in (text.da, text.en)]
    taken = {o.value for d in book.decisions.values() for o in d.options} | set(book.decisions)
    rules = [rule.id for rule in book.guideline.rules if rule.id.count("_") > 1 and rule.id not in taken]
    return [word for word in words if len(word) > 12] + rules


def test_a_candidates_kernel_does_nothing_but_play(candidate: Candidate, folder: Path) -> None:
    assert candidate.act("ask", question="fever")["type"] == "view"
    for kind, channel, body in messages(folder, candidate.model):
        candidate.send(kind, body, channel)
    before = len(candidate.frames)
    # The kernel answers in order: once the player has answered, whatever these have led to would be here.
    answer = candidate.act("ask", question="trauma")
    assert answer["type"] == "view"
    assert len(answer["view"]["case"]["history"]) == 2
    kinds = {json.loads(frame)["msg_type"] for frame in candidate.frames[before:]}
    assert kinds <= {"comm_msg", "comm_close", "status", "stream"}, kinds
    assert sorted(path.name for path in folder.iterdir()) == ["data", "notebooks"], "something was run"


def test_the_newer_form_of_the_wire_lets_nothing_else_through(candidate: Candidate, folder: Path) -> None:
    wire = websocket.create_connection(
        f"ws://127.0.0.1:{candidate.server.port}/api/kernels/{candidate.kernel}/channels?session_id=v1",
        origin=candidate.server.url,
        subprotocols=["v1.kernel.websocket.jupyter.org"],
        timeout=PATIENCE,
    )
    spied = {"code": code(folder, "v1"), "silent": False, "user_expressions": {}, "allow_stdin": False}
    for channel in ("shell", "control"):
        wire.send_binary(packed("execute_request", spied, channel))
    assert wire.subprotocol == "v1.kernel.websocket.jupyter.org"
    # It is answered, in order: what came before would have been done by then.
    for channel in ("shell", "control"):
        wire.send_binary(packed("kernel_info_request", {}, channel))
        while b"kernel_info_reply" not in wire.recv():  # type: ignore[operator]
            pass
    wire.close()
    assert candidate.act("ask", question="cancer")["type"] == "view"
    assert not (folder / "v1").exists()


def packed(kind: str, body: dict[str, Any], channel: str) -> bytes:
    """Return a message as the newer form of the wire has it: offsets, then the parts."""
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": kind,
        "session": "x",
        "username": "",
        "version": "5.3",
        "date": "",
    }
    parts = [channel.encode(), *(json.dumps(part).encode() for part in (header, {}, {}, body))]
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    numbers = [len(offsets), *offsets]
    return b"".join(number.to_bytes(8, "little") for number in numbers) + b"".join(parts)


def test_nothing_hidden_came_over_the_wire_or_stands_in_the_page_or_the_log(candidate: Candidate, folder: Path) -> None:
    case, book = content.load_case(CASE), content.book()
    heard = {"fever", "trauma", "cancer"}
    told = {text for q in heard for text in _both(says(case, case.visits[0].id, q, book))}
    frames = [json.loads(frame) for frame in candidate.frames]
    wire = "\n".join(json.dumps(_without_words(frame), ensure_ascii=False) for frame in frames)
    page = candidate.html
    log = "".join(path.read_text() for path in (folder / "data" / "log").glob("*"))
    assert len(wire) > 10_000
    secrets = [word for word in hidden() if not any(word in text for text in told)]
    assert len(secrets) > 500
    for place in (wire, page, log):
        assert [word for word in secrets if word in place] == []
    assert CASE not in page


def _both(text: Any) -> tuple[str, str]:
    return text.da, text.en


def _without_words(frame: dict[str, Any]) -> dict[str, Any]:
    """Leave the words of the page out, which are the same for everybody and hold names of keys."""
    content_ = frame.get("content", {}).get("data", {}).get("content", {})
    if isinstance(content_, dict):
        content_.pop("strings", None)
    return frame
