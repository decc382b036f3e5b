"""A real server in a process of its own, and a page's side of the wire. Shared by the tests here."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import re
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import psutil
import websocket

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0

START = """
import json, sys
from pathlib import Path
from lbp_teach.server.launch import run
from lbp_teach.server.settings import Settings
given = json.loads(sys.argv[1])
for key in ("notebooks", "data_dir"):
    given[key] = Path(given[key])
sys.exit(run(Settings(**given)))
"""

ECHO = """
import anywidget
class Echo(anywidget.AnyWidget):
    _esm = '''
    export default { render({ model, el }) {
      const button = document.createElement("button");
      button.id = "echo";
      button.textContent = "0";
      button.onclick = () => model.send({ n: Number(button.textContent) });
      model.on("msg:custom", (message) => { button.textContent = String(message.n); });
      el.append(button);
    } };
    '''
    def __init__(self):
        super().__init__()
        self.on_msg(lambda _, message, __: self.send({"n": message["n"] + 1}))
Echo()
"""

WIDGETS = """
import ipywidgets
label = ipywidgets.Label("before")
button = ipywidgets.Button(description="Press")
button.on_click(lambda _: setattr(label, "value", "after"))
ipywidgets.VBox([button, label])
"""


def until(condition: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
    """Wait until something is true, and return it; fail with words when it never is."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"After {patience} s still not: {what}")


def write_notebook(path: Path, *cells: str) -> None:
    """Write a notebook of code cells; a cell that starts with # is text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        json.dumps(
            {
                "cells": [
                    {"cell_type": "markdown", "id": f"c{n}", "metadata": {}, "source": cell}
                    if cell.startswith("#")
                    else {
                        "cell_type": "code",
                        "id": f"c{n}",
                        "metadata": {},
                        "execution_count": None,
                        "outputs": [],
                        "source": cell,
                    }
                    for n, cell in enumerate(cells)
                ],
                "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
                "nbformat": 4,
                "nbformat_minor": 5,
            }
        )
    )


def write_site(folder: Path) -> Path:
    """Write the folder of notebooks that these tests serve."""
    write_notebook(folder / "practice" / "home.ipynb", ECHO)
    write_notebook(folder / "practice" / "widgets.ipynb", "# A heading", WIDGETS)
    write_notebook(folder / "practice" / "broken.ipynb", "1 / 0", "print('never')")
    write_notebook(folder / "teacher" / "key.ipynb", "print('the model answer')")
    (folder / "teacher" / "figure.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "practice" / "figure.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "practice" / "case.yaml").write_text("secret: 1")
    (folder / "practice" / "helper.py").write_text("SECRET = 1")
    return folder


def free_port() -> int:
    """Return a port that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One running server.

    Attributes:
        url: Address without the last slash.
        process: The server's process.
        folder: Holds the folders `notebooks` and `data`.
    """

    def __init__(self, folder: Path, **settings: Any) -> None:
        """Start it; `environment` among the settings adds environment variables."""
        self.folder = folder
        environment = {**os.environ, **settings.pop("environment", {})}
        paths = [str(ROOT), str(ROOT / "widgets"), environment.get("PYTHONPATH", "")]
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
        given = {"port": 0, "prepare": False, "preheat": False, **settings}
        given.setdefault("notebooks", str(folder / "notebooks"))
        given.setdefault("data_dir", str(folder / "data"))
        self.process = subprocess.Popen(
            [sys.executable, "-c", START, json.dumps(given)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            text=True,
            start_new_session=True,
        )
        self.lines: queue.Queue[str] = queue.Queue()
        self.errors: list[str] = []
        self._readers = [
            threading.Thread(target=self._read_out, daemon=True),
            threading.Thread(target=self._read_errors, daemon=True),
        ]
        for reader in self._readers:
            reader.start()
        self.url = ""
        self.children: set[psutil.Process] = set()

    def _read_out(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)

    def _read_errors(self) -> None:
        assert self.process.stderr
        self.errors.extend(self.process.stderr)

    def ready(self) -> Server:
        """Wait for the line with the address."""

        def line() -> str | None:
            assert self.process.poll() is None, "".join(self.errors)
            return None if self.lines.empty() else self.lines.get()

        self.ready_line = until(line, "the server is ready")
        found = re.search(r"(http://127\.0\.0\.1:\d+)/", self.ready_line)
        assert found, self.ready_line
        self.url = found[1]
        return self

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    def kernels(self) -> list[psutil.Process]:
        """Return the kernels that run now."""
        found = []
        for child in psutil.Process(self.process.pid).children(recursive=True):
            try:
                if "ipykernel_launcher" in child.cmdline():
                    found.append(child)
            except psutil.Error:
                continue
        self.children.update(found)
        return found

    def get(self, path: str, **headers: str) -> httpx.Response:
        return httpx.get(self.url + path, headers=headers, timeout=PATIENCE)

    def ended(self) -> int:
        """Wait for the end, and return the exit code."""
        code = self.process.wait(PATIENCE)
        for reader in self._readers:
            reader.join(PATIENCE)
        return code

    def close(self) -> None:
        """Leave nothing behind, whatever the test did."""
        with contextlib.suppress(psutil.Error):
            self.kernels()
        if self.process.poll() is None:
            self.process.kill()
        self.ended()
        for child in self.children:
            if child.is_running():
                child.kill()


def teachers_address(server: Server) -> str:
    """Return the path and key that a teacher's server has printed after its first line."""
    line = until(lambda: None if server.lines.empty() else server.lines.get(), "the teachers' address is printed")
    found = re.search(r"http://127\.0\.0\.1:\d+(/teacher\?key=\S+)", line)
    assert found, line
    return found[1]


class Page:
    """What a browser does with a page, without the browser: its kernel, its websocket."""

    def __init__(self, server: Server, path: str = "/", origin: str | None = None, cookie: str = "") -> None:
        self.html = server.get(path, **({"Cookie": cookie} if cookie else {})).text
        config = re.search(r'"kernelId": "([^"]+)"', self.html)
        assert config, self.html
        self.kernel = config[1]
        model = re.search(r'"model_id": "([^"]+)"', self.html)
        self.model = model[1] if model else ""
        self.session = uuid.uuid4().hex
        self.socket = websocket.create_connection(
            f"ws://127.0.0.1:{server.port}/api/kernels/{self.kernel}/channels?session_id={self.session}",
            origin=origin or server.url,
            cookie=cookie or None,
            sockopt=((socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),),
            timeout=PATIENCE,
        )

    def send(self, kind: str, content: dict[str, Any], channel: str = "shell") -> str:
        """Send a kernel message, and return its id."""
        name = uuid.uuid4().hex
        header = {
            "msg_id": name,
            "msg_type": kind,
            "session": self.session,
            "username": "",
            "version": "5.3",
            "date": "2026-01-01T00:00:00Z",
        }
        self.socket.send(
            json.dumps(
                {
                    "header": header,
                    "parent_header": {},
                    "metadata": {},
                    "content": content,
                    "channel": channel,
                    "buffers": [],
                }
            )
        )
        return name

    def until_echo(self, n: int = 0) -> list[dict[str, Any]]:
        """Send the echo widget a number, and return everything up to its answer."""
        content = {"comm_id": self.model, "data": {"method": "custom", "content": {"n": n}}}
        name = self.send("comm_msg", content)
        seen = []
        while True:
            seen.append(json.loads(self.socket.recv()))
            if seen[-1]["parent_header"].get("msg_id") == name and seen[-1]["msg_type"] == "comm_msg":
                return seen

    def act(self, n: int) -> int:
        """Send the echo widget a number, and return its answer."""
        return int(self.until_echo(n)[-1]["content"]["data"]["content"]["n"])

    def close(self) -> None:
        self.socket.close()
