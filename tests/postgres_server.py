"""A PostgreSQL server for the tests: found, installed from Debian's package where it is missing, started and stopped.

    python tests/postgres_server.py [--install]

Prints the folder of the server's programs on stdout and exits 0, or prints nothing there and exits 1. Finding
needs the standard library only, as with the browser.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

#: Where systems put the programs without putting them on PATH, the newest version first.
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
USER, PASSWORD = "teach", "a secret / with @ signs"


def candidates(
    env: Mapping[str, str] = os.environ, which: Callable[[str], str | None] = shutil.which
) -> Iterable[Path]:
    """Every folder in which the programs may be, the most wanted first."""
    if env.get("LBP_POSTGRES"):
        yield Path(env["LBP_POSTGRES"])
    found = which("initdb")
    if found:
        yield Path(found).resolve().parent
    for place in PLACES:
        yield from sorted(Path("/").glob(place.lstrip("/")), reverse=True)


def find_postgres() -> Path | None:
    """The folder of the programs that are already here."""
    for folder in candidates():
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    return None


def install_with_apt() -> None:
    if not sys.platform.startswith("linux") or not shutil.which("apt-get"):
        return
    if os.geteuid() != 0:
        tell("With root rights this would help: apt-get install postgresql")
        return
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"]
    for command in (["apt-get", "update", "-qq"], install):
        tell(f"Trying: {' '.join(command)}")
        done = subprocess.run(command, capture_output=True, text=True, timeout=900, env=env)
        if done.returncode:
            tell("  failed: " + "\n  ".join((done.stderr or done.stdout).strip().splitlines()[-3:]))


def tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


# ---- a server of one's own ----


@dataclass
class Server:
    """A server in a folder of its own, reached through a socket in that folder and by nobody else."""

    programs: Path
    folder: Path
    process: subprocess.Popen[bytes] | None = None
    schemas: int = 0

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def address(self, database: str, user: str = USER, password: str = PASSWORD) -> str:
        """How a database is named in LBP_RECORDS."""
        from urllib.parse import quote

        return f"postgresql://{user}:{quote(password, safe='')}@/{database}?host={quote(str(self.folder), safe='')}"

    def empty(self) -> str:
        """The address of a schema of its own, in which there is nothing yet."""
        import psycopg

        self.schemas += 1
        with psycopg.connect(self.address("postgres"), autocommit=True) as db:
            db.execute(f"CREATE SCHEMA s{self.schemas}".encode())
        return f"{self.address('postgres')}&options=-csearch_path%3Ds{self.schemas}"

    def create(self) -> None:
        words = self.folder / "password"
        words.write_text(PASSWORD, encoding="utf-8")
        _give_away(self.folder, words)
        command = [self.programs / "initdb", "--pgdata", self.data, "--username", USER, "--pwfile", words, "--no-sync"]
        command += ["--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C"]
        done = subprocess.run(command, capture_output=True, text=True, **_as_nobody())
        if done.returncode:
            raise RuntimeError(f"initdb failed: {done.stderr}")

    def start(self) -> None:
        """Start, and wait until it takes connections."""
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": self.folder,
            "fsync": "off",
            "max_connections": "40",
            # Not the default, so that the tests see whether the store asks for what it promises.
            "synchronous_commit": "off",
        }
        command = [self.programs / "postgres", "-D", self.data]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, **_as_nobody())
        for _ in range(600):
            pid = self.data / "postmaster.pid"
            if pid.is_file() and "ready" in pid.read_text(encoding="utf-8").splitlines()[-1]:
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"PostgreSQL did not start: {(self.folder / 'log').read_text(encoding='utf-8')}")

    def stop(self) -> None:
        """Stop at once; what was committed is kept."""
        if self.process:
            self.process.send_signal(2)  # SIGINT: its fast shutdown
            self.process.wait(30)
            self.process = None


def started(programs: Path) -> Server:
    # The path of a socket must be short, which pytest's folders are not.
    server = Server(programs, Path(tempfile.mkdtemp(prefix="lbp-pg-")))
    server.create()
    server.start()
    return server


def _as_nobody() -> dict[str, object]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    import pwd

    return {"user": _nobody(), "group": pwd.getpwnam(_nobody()).pw_gid, "extra_groups": []}


def _nobody() -> str:
    import pwd  # Windows has none

    names = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _give_away(*paths: Path) -> None:
    if os.geteuid() == 0:
        for path in paths:
            shutil.chown(path, _nobody())


def main(arguments: list[str]) -> int:
    """Print the folder of the programs; with ``--install``, get them when there are none."""
    found = find_postgres()
    if found is None and "--install" in arguments:
        tell("No PostgreSQL found for the tests; installing it.")
        install_with_apt()
        found = find_postgres()
    if found is None:
        return 1
    print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
