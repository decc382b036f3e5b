"""Starting and refusing to start: one clear sentence, exit code 2, no traceback."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from server.serving import ROOT, Page, Server, until

Start = Callable[..., Server]


def refusal(server: Server) -> str:
    """Return the one sentence of a server that did not start."""
    assert server.ended() == 2
    assert server.lines.empty()
    said = "".join(server.errors)
    assert "Traceback" not in said
    assert len(said.splitlines()) == 1, said
    return said


def test_ready_is_one_line_with_an_address_that_answers(start: Start) -> None:
    server = start().ready()
    assert server.ready_line == f"LBP Teach is ready: {server.url}/  (stop with Ctrl-C)\n"
    assert server.get("/").status_code == 200
    assert server.lines.empty()
    assert server.errors == []


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, lbp_teach.server; "
        "print([m for m in ('voila', 'tornado', 'jupyter_client', 'jinja2', 'asyncio', 'yaml') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert said.stdout.strip() == "[]"


def test_a_taken_port_is_named_and_another_is_proposed(start: Start) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = refusal(start(port=port))
    assert f"Port {port} on 127.0.0.1 is already in use" in said
    assert f"--port {port + 1}" in said or "--port 8866" in said


def test_a_port_taken_on_all_addresses_counts_as_taken(start: Start) -> None:
    with socket.socket() as other:
        other.bind(("0.0.0.0", 0))
        other.listen()
        assert "already in use" in refusal(start(port=other.getsockname()[1]))


@pytest.mark.parametrize("port", [-1, 80, 70000])
def test_a_port_outside_the_range_is_refused_with_the_range(start: Start, port: int) -> None:
    said = refusal(start(port=port))
    assert f"Port {port} is not allowed" in said
    assert "1024 to 65535" in said


def test_the_port_is_free_again_at_once_after_a_stop(start: Start) -> None:
    first = start().ready()
    page = Page(first)
    first.process.terminate()
    assert first.ended() == 0
    page.close()
    assert start(port=first.port).ready().port == first.port


def test_a_data_folder_that_cannot_be_written_is_named(start: Start, tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("not a folder")
    said = refusal(start(data_dir=str(blocker / "data")))
    assert str(blocker / "data") in said
    assert "LBP_HOME" in said


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_data_folder_is_refused(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    assert "Cannot write" in refusal(start(data_dir=str(folder)))


def test_missing_notebooks_are_named(start: Start, tmp_path: Path) -> None:
    said = refusal(start(notebooks=str(tmp_path / "nowhere")))
    assert str(tmp_path / "nowhere") in said


def test_an_unknown_language_is_refused_with_the_known_ones(start: Start) -> None:
    said = refusal(start(lang="sv"))
    assert "da" in said
    assert "en" in said


def test_a_missing_voila_is_named_with_the_remedy(start: Start, tmp_path: Path) -> None:
    shadow = tmp_path / "shadow" / "voila"
    shadow.mkdir(parents=True)
    (shadow / "__init__.py").write_text("raise ModuleNotFoundError(\"No module named 'voila'\", name='voila')")
    said = refusal(start(environment={"PYTHONPATH": str(shadow.parent)}))
    assert "voila" in said
    assert "make serve" in said


@pytest.mark.skipif(os.name == "nt", reason="POSIX folders")
def test_a_home_folder_is_neither_needed_nor_written(start: Start, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(stat.S_IRUSR | stat.S_IXUSR)
    nowhere = dict.fromkeys(("JUPYTER_PATH", "JUPYTER_DATA_DIR", "XDG_DATA_HOME"), "")
    server = start(environment={"HOME": str(home), **nowhere}).ready()
    page = Page(server)
    assert page.act(4) == 5
    page.close()
    assert list(home.iterdir()) == []


def test_the_kernel_runs_the_interpreter_that_serves(start: Start, tmp_path: Path) -> None:
    impostor = tmp_path / "jupyter" / "kernels" / "python3"
    impostor.mkdir(parents=True)
    (impostor / "kernel.json").write_text('{"argv": ["false"], "display_name": "Wrong", "language": "python"}')
    server = start(environment={"JUPYTER_PATH": str(tmp_path / "jupyter")}).ready()
    page = Page(server)
    (kernel,) = until(server.kernels, "a kernel runs")
    assert kernel.cmdline()[0] == sys.executable
    page.close()
