"""Who is a teacher under JupyterHub, asked of a small fake of the hub's API that answers as JupyterHub 6.1.1 did."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from lbp_teach.errors import UsageError
from lbp_teach.server import launch
from lbp_teach.server.hub import verdict
from lbp_teach.server.settings import Settings

TOKEN = "a-token-of-the-hub"


class Hub(ThreadingHTTPServer):
    """Answers `GET /hub/api/user` as JupyterHub does: 403 without a known token, else the user's model."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.model: Any = {}
        self.move_to = ""
        self.asked: list[str] = []

    def environ(self, **more: str) -> dict[str, str]:
        return {
            "JUPYTERHUB_API_URL": f"http://127.0.0.1:{self.server_port}/hub/api",
            "JUPYTERHUB_API_TOKEN": TOKEN,
            "JUPYTERHUB_USER": "kari",
            **more,
        }


class _Handler(BaseHTTPRequestHandler):
    server: Hub

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if self.server.move_to:
            self.send_response(302)
            self.send_header("Location", self.server.move_to)
            self.end_headers()
            return
        known = self.path == "/hub/api/user" and self.headers["Authorization"] == f"token {TOKEN}"
        self.send_response(200 if known else 403)
        self.end_headers()
        self.wfile.write(
            (self.server.model if isinstance(self.server.model, bytes) else json.dumps(self.server.model).encode())
            if known
            else b"{}"
        )

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def serving_hub() -> Iterator[Hub]:
    """Run a hub's API for a while."""
    hub = Hub()
    threading.Thread(target=hub.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield hub
    hub.shutdown()
    hub.server_close()


@pytest.fixture(scope="module")
def running() -> Iterator[Hub]:
    with serving_hub() as hub:
        yield hub


@pytest.fixture
def hub(running: Hub) -> Hub:
    running.model, running.move_to, running.asked = {}, "", []
    return running


def kari(**more: Any) -> dict[str, Any]:
    return {"kind": "user", "name": "kari", "admin": False, "groups": ["teachers"], **more}


def test_away_from_a_hub_whoever_starts_the_server_decides() -> None:
    assert verdict({}).teacher


def test_a_group_without_a_hub_is_a_mistake_that_is_named() -> None:
    with pytest.raises(UsageError, match="LBP_TEACHER_GROUP"):
        verdict({"LBP_TEACHER_GROUP": "teachers"})


def test_a_member_of_the_group_is_a_teacher(hub: Hub) -> None:
    hub.model = kari()
    assert verdict(hub.environ(LBP_TEACHER_GROUP="teachers")).teacher
    assert hub.asked == ["/hub/api/user"]


def test_an_administrator_is_a_teacher_also_without_a_group(hub: Hub) -> None:
    hub.model = kari(admin=True, groups=[])
    assert verdict(hub.environ()).teacher


@pytest.mark.parametrize(
    ("model", "group", "why"),
    [
        (kari(groups=["students"]), "teachers", "not a member of the group teachers"),
        (kari(groups=["Teachers", "teachers2"]), "teachers", "not a member"),
        (kari(), "", "no group is named"),
        ({"kind": "user", "name": "kari"}, "teachers", "read:users:groups!user"),
        (kari(groups="teachers"), "teachers", "read:users:groups!user"),
        (kari(admin="true", groups=[]), "teachers", "not a member"),
        (kari(name="olav"), "teachers", "owner"),
        (kari(kind="service"), "teachers", "owner"),
        ([], "teachers", "something else"),
        (b"<html>", "teachers", "could not be asked"),
    ],
)
def test_everybody_else_finds_the_pages_closed_and_is_told_why(hub: Hub, model: Any, group: str, why: str) -> None:
    hub.model = model
    found = verdict(hub.environ(LBP_TEACHER_GROUP=group))
    assert not found.teacher
    assert why in found.reason
    assert TOKEN not in found.reason


def test_a_token_that_the_hub_does_not_know_opens_nothing(hub: Hub) -> None:
    hub.model = kari()
    found = verdict(hub.environ(LBP_TEACHER_GROUP="teachers", JUPYTERHUB_API_TOKEN="another"))
    assert not found.teacher
    assert "403" in found.reason


def test_a_redirection_is_not_followed_with_the_token(hub: Hub) -> None:
    hub.model, hub.move_to = kari(), "/elsewhere"
    assert not verdict(hub.environ(LBP_TEACHER_GROUP="teachers")).teacher
    assert hub.asked == ["/hub/api/user"]


def test_a_hub_that_does_not_answer_leaves_the_pages_closed() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}/hub/api"
        found = verdict({"JUPYTERHUB_API_URL": address, "LBP_TEACHER_GROUP": "teachers"})
    assert not found.teacher
    assert "could not be asked" in found.reason


def test_an_address_that_is_no_web_address_is_not_opened() -> None:
    found = verdict({"JUPYTERHUB_API_URL": "file:///etc", "LBP_TEACHER_GROUP": "teachers"})
    assert not found.teacher


@pytest.mark.parametrize("member", [True, False])
def test_the_command_opens_what_the_hub_allows_and_serves_the_students_anyway(
    hub: Hub, member: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.model = kari(groups=["teachers"] if member else [])
    for name, value in hub.environ(LBP_TEACHER_GROUP="teachers", LBP_TEACHER_KEY="the-key-of-this-test-012").items():
        monkeypatch.setenv(name, value)
    started: list[Settings] = []
    monkeypatch.setattr(launch, "run", lambda settings: started.append(settings) or 0)
    assert launch.serve(0, "da", teacher=True, open_browser=False) == 0
    assert [(one.teacher, one.teacher_key) for one in started] == [(member, "the-key-of-this-test-012")]
    said = capsys.readouterr().err
    assert said == ("" if member else "The teachers' pages stay closed: you are not a member of the group teachers.\n")
    assert launch.serve(0, "da", teacher=False, open_browser=False) == 0
    assert not started[1].teacher
    assert len(hub.asked) == 1, "who wants no teachers' pages asks no hub"
