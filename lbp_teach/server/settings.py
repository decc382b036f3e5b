"""What one server needs to know, and the reasons it may refuse to start.

Standard library only: `serve` must be able to refuse clearly even when Voila is missing.
"""

from __future__ import annotations

import socket
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from lbp_teach.errors import UsageError
from lbp_teach.server.door import KEY_NAME, key_problem
from lbp_teach.server.hub import Place

HOST = "127.0.0.1"
DEFAULT_PORT = 8866
LANGUAGES = ("da", "en")
# The levels of `lbp_teach.play.FEEDBACK`, which a test compares: this module loads nothing of the library.
FEEDBACK = ("none", "correctness", "reasons", "full")
HOME = "practice/home.ipynb"

# The ports a user may pick; below 1024 the operating system asks for administrator rights.
FIRST_PORT, LAST_PORT = 1024, 65535


class Refusal(UsageError):
    """The server cannot start."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One server.

    Attributes:
        notebooks: Folder that is served.
        data_dir: Folder for learner records and the server's log; given on to every kernel.
        home: Notebook behind `/`, relative to `notebooks`.
        port: Port on 127.0.0.1, or on the address of `place`; 0 means any free one.
        lang: Language of a page until the learner has chosen.
        teacher: Serve `teacher/` and the list of notebooks to browsers that have shown the key.
        teacher_key: The key; empty for a fresh one at each start.
        feedback: How much a learner is told after a case, one of `FEEDBACK`.
        open_browser: Open the home page when ready.
        preheat: Keep one kernel of the home notebook ready.
        refill_after: Seconds from a kernel being taken until the next is started. A start takes
            most of one core, and the page that has just opened needs that core first.
        cull_idle: Seconds a kernel may be idle and without a page before it is stopped.
        cull_interval: Seconds between two looks for such kernels.
        prepare: Compile the cases first (off to serve any folder of notebooks).
        nodelay: Send small websocket messages at once (off only to measure what it gives).
        place: Where it stands behind a hub; `None` away from one.
    """

    notebooks: Path
    data_dir: Path
    home: str = HOME
    port: int = DEFAULT_PORT
    lang: str = "da"
    teacher: bool = False
    teacher_key: str = field(default="", repr=False)
    feedback: str = "full"
    open_browser: bool = False
    preheat: bool = True
    refill_after: float = 4.0
    cull_idle: int = 600
    cull_interval: int = 30
    prepare: bool = True
    nodelay: bool = True
    place: Place | None = None


def check(settings: Settings) -> None:
    """Refuse settings that cannot work, before anything is started.

    Raises:
        Refusal: With one sentence for the user.
    """
    if settings.lang not in LANGUAGES:
        raise Refusal(f"Language {settings.lang!r} is not known: --lang takes da (Danish) or en (English).")
    _check_port_number(settings.port)
    if settings.feedback not in FEEDBACK:
        raise Refusal(
            f"There is no feedback level {settings.feedback!r}: --feedback (or LBP_FEEDBACK) takes "
            f"{', '.join(FEEDBACK[:-1])} or {FEEDBACK[-1]}. See docs/teaching.md."
        )
    problem = key_problem(settings.teacher_key) if settings.teacher and settings.teacher_key else None
    if problem:
        raise Refusal(
            f"The key in {KEY_NAME} {problem}. Unset it, and a fresh key is made at each start; or make one with: "
            'python -c "import secrets; print(secrets.token_urlsafe(16))"'
        )
    if not (settings.notebooks / settings.home).is_file():
        raise Refusal(
            f"The notebooks are missing: there is no {settings.home} in {settings.notebooks}. "
            "Install lbp-teach again, or run from a complete checkout."
        )
    _check_writable(settings.data_dir)


def _check_port_number(port: int) -> None:
    if port != 0 and not FIRST_PORT <= port <= LAST_PORT:
        raise Refusal(
            f"Port {port} is not allowed: --port takes {FIRST_PORT} to {LAST_PORT}, or 0 for any "
            f"free port. Try: lbp-teach serve --port {DEFAULT_PORT}"
        )


def _check_writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Only a real write tells: access bits do not know read-only mounts and full quotas.
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as problem:
        raise Refusal(
            f"Cannot write to the data folder {folder} ({problem.strerror or problem}). Allow "
            "writing there, or set LBP_HOME to a folder that may be written."
        ) from None


def bind(port: int, host: str = HOST) -> socket.socket:
    """Return a socket bound to the port, not yet listening, so a taken port is known at once.

    Raises:
        Refusal: When the port is taken or not allowed.
    """
    # A program listening on all addresses does not stop a bind to 127.0.0.1 on every system;
    # if somebody answers there, the port is taken.
    if port and _answers(port):
        raise port_refusal(port, taken=True)
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":
            # Without it the port stays closed for a minute after a stop. (On Windows the same
            # option would let two servers share a port.)
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except OSError as problem:
        bound.close()
        raise port_refusal(port, taken=not isinstance(problem, PermissionError)) from None
    bound.setblocking(False)
    return bound


def port_refusal(port: int, *, taken: bool) -> Refusal:
    """Return the sentence for a port that cannot be used."""
    other = port + 1 if FIRST_PORT <= port < LAST_PORT else DEFAULT_PORT
    why = "is already in use, perhaps by another LBP Teach" if taken else "may not be used by this user"
    return Refusal(
        f"Port {port} on {HOST} {why}. Stop the other program, or choose another port from "
        f"{FIRST_PORT} to {LAST_PORT}, for example: lbp-teach serve --port {other}"
    )


def _answers(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((HOST, port)) == 0
