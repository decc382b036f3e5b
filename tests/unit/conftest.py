"""What unit tests may ask for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from postgres_server import Server, find_postgres, started


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server, started when the first test asks for it."""
    programs = find_postgres()
    if programs is None:
        why = "PostgreSQL is not installed: apt-get install postgresql, or name its programs' folder in LBP_POSTGRES"
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)
    server = started(programs)
    yield server
    server.stop()
    shutil.rmtree(server.folder)
