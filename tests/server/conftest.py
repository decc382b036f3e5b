"""Servers for these tests: one shared by those that only look, fresh ones for those that break something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from server.serving import Page, Server, write_site


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A student's server that the test leaves as it was."""
    folder = tmp_path_factory.mktemp("shared")
    write_site(folder / "notebooks")
    server = Server(folder).ready()
    yield server
    server.close()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start a server with settings of its own."""
    write_site(tmp_path / "notebooks")
    servers = []

    def begin(**settings: Any) -> Server:
        servers.append(Server(tmp_path, **settings))
        return servers[-1]

    yield begin
    for server in servers:
        server.close()


@pytest.fixture
def page(shared: Server) -> Iterator[Page]:
    """The home page of the shared server, with its websocket open."""
    opened = Page(shared)
    yield opened
    opened.close()
