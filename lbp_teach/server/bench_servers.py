"""The two servers that `bench` compares: stock Voila with a bare notebook, and ours."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lbp_teach.errors import UsageError

if TYPE_CHECKING:
    import psutil  # type: ignore[import-untyped]

PATIENCE = 60.0

BARE = """import ipywidgets
label = ipywidgets.Label("0")
button = ipywidgets.Button(description="go")
button.on_click(lambda _: setattr(label, "value", "1"))
ipywidgets.VBox([button, label])"""


@contextlib.contextmanager
def stock(notebook: Path, preheat: bool) -> Iterator[tuple[str, psutil.Process]]:
    """Serve one notebook with Voila as it comes; give the address and the process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--preheat_kernel=True", "--pool_size=1"] if preheat else []
    command = [sys.executable, "-m", "voila", str(notebook), "--no-browser", f"--port={port}", *options]
    with _process(command, {}) as process:
        address = f"http://127.0.0.1:{port}"

        def answers() -> bool:
            with socket.socket() as knock:
                return knock.connect_ex(("127.0.0.1", port)) == 0

        _until(answers, "stock Voila answers")
        yield address, process


@contextlib.contextmanager
def ours(notebooks: Path, data: Path, preheat: bool) -> Iterator[tuple[str, psutil.Process]]:
    """Serve a folder with our server; give the address and the process."""
    start = (
        "import json, sys; from pathlib import Path; from lbp_teach.server.launch import run; "
        "from lbp_teach.server.settings import Settings; given = json.loads(sys.argv[1]); "
        "given.update({key: Path(given[key]) for key in ('notebooks', 'data_dir')}); sys.exit(run(Settings(**given)))"
    )
    given = {"notebooks": str(notebooks), "data_dir": str(data), "port": 0, "preheat": preheat, "refill_after": 0.1}
    said = data.with_suffix(".out")
    with said.open("w") as out, _process([sys.executable, "-c", start, json.dumps(given)], {"stdout": out}) as process:
        _until(lambda: "http://" in said.read_text(), "our server is ready")
        address = said.read_text().partition("http://")[2].partition("/")[0]
        yield f"http://{address}", process


@contextlib.contextmanager
def _process(command: list[str], streams: dict[str, Any]) -> Iterator[psutil.Process]:
    import psutil

    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **streams}
    with subprocess.Popen(command, **quiet) as process:
        try:
            yield psutil.Process(process.pid)
        finally:
            process.terminate()


def _until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise UsageError(f"bench gave up after {PATIENCE:.0f} s; still not: {what}. Is the machine very busy?")
        time.sleep(0.1)


def write_bare(path: Path) -> None:
    """Write the notebook that everything is compared with: a button and a label."""
    cell: dict[str, Any] = {
        "cell_type": "code",
        "id": "c0",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": BARE,
    }
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), encoding="utf-8")
