"""Stopping: whatever ends the server ends its kernels, with exit code 0 and without noise."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psutil
import pytest
from server.serving import Page, Server, until

Start = Callable[..., Server]
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")


def gone(kernels: list[psutil.Process]) -> bool:
    """Tell whether every kernel has ended; a zombie waits only for its new parent."""
    return all(not kernel.is_running() or kernel.status() == psutil.STATUS_ZOMBIE for kernel in kernels)


@contextlib.contextmanager
def hang_up(disposition: signal.Handlers) -> Iterator[None]:
    """While a server is started, treat the hang-up signal as the user's shell would; a child inherits it."""
    before = signal.signal(signal.SIGHUP, disposition)
    try:
        yield
    finally:
        signal.signal(signal.SIGHUP, before)


@posix
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_everything_also_with_several_pages_open(start: Start, name: str, tmp_path: Path) -> None:
    runtime = tmp_path / "runtime"
    runtime.mkdir()
    with hang_up(signal.SIG_DFL):  # the tests themselves may run under nohup
        server = start(preheat=True, environment={"TMPDIR": str(runtime)}).ready()
    pages = [Page(server), Page(server, "/voila/render/practice/widgets.ipynb"), Page(server)]
    kernels = server.kernels()
    assert len(kernels) >= 3
    server.process.send_signal(getattr(signal, name))
    assert server.ended() == 0
    assert server.errors == []
    assert gone(kernels)
    assert list(runtime.glob("lbp-teach-*")) == []
    for page in pages:
        page.close()


@posix
def test_a_signal_while_kernels_are_starting_leaves_none(start: Start) -> None:
    server = start(preheat=True).ready()
    until(server.kernels, "the first kernel is starting")
    server.process.send_signal(signal.SIGINT)
    assert server.ended() == 0
    assert server.errors == []
    assert until(lambda: gone(list(server.children)), "the starting kernel is gone", 10)


@posix
def test_a_hang_up_is_ignored_where_the_user_asked_for_it(start: Start) -> None:
    with hang_up(signal.SIG_IGN):
        server = start().ready()
    server.process.send_signal(signal.SIGHUP)
    assert server.get("/").status_code == 200


@posix
def test_a_killed_server_leaves_no_kernels(start: Start) -> None:
    server = start().ready()
    page = Page(server)
    kernels = server.kernels()
    assert kernels
    server.process.kill()
    server.ended()
    assert until(lambda: gone(kernels), "the kernels have noticed", 15)
    page.close()


def test_a_page_that_is_left_ends_its_kernel(start: Start) -> None:
    server = start().ready()
    page = Page(server)
    assert len(server.kernels()) == 1
    address = f"{server.url}/voila/api/shutdown/{page.kernel}"
    assert httpx.post(address).status_code == 403, "without an origin"
    assert httpx.post(address, headers={"Origin": "http://evil.example"}).status_code == 403
    assert len(server.kernels()) == 1
    assert httpx.post(address, headers={"Origin": server.url}, timeout=30).status_code == 204
    until(lambda: not server.kernels(), "the kernel has ended")
    page.close()


def test_idle_kernels_of_abandoned_pages_are_culled_and_connected_pages_are_spared(start: Start) -> None:
    server = start(cull_idle=2, cull_interval=1).ready()
    staying, leaving = Page(server), Page(server)
    assert len(server.kernels()) == 2
    leaving.close()
    until(lambda: len(server.kernels()) == 1, "the abandoned kernel is culled", 30)
    # The page that stays has been idle for as long as the other by now.
    assert staying.act(1) == 2
    staying.close()


def test_nothing_is_written_outside_the_data_and_runtime_folders(start: Start, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    server = start(environment={"HOME": str(home)}).ready()
    page = Page(server)
    page.close()
    server.process.terminate()
    assert server.ended() == 0
    assert list(home.rglob("*")) == []
    written = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*")}
    assert written <= {"home", "notebooks", "data"}
