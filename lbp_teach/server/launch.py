"""From the command line to a running server, and back to the shell without leftovers."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import logging.handlers
import os
import shutil
import signal
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lbp_teach.errors import UsageError
from lbp_teach.server.door import KEY_NAME, Door, fresh_key
from lbp_teach.server.settings import (
    DEFAULT_PORT,
    HOST,
    Refusal,
    Settings,
    bind,
    check,
)

if TYPE_CHECKING:
    import socket

    from lbp_teach.server.app import TeachServer

STOP_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
LOG_BYTES = 1_000_000


def serve(port: int | None, lang: str | None, teacher: bool, open_browser: bool, feedback: str | None = None) -> int:
    """Serve our notebooks with the user's choices; see `lbp_teach.server.serve`."""
    from lbp_teach.content import data_root, notebooks_root
    from lbp_teach.server import hub

    try:
        # Who names a port wants a server of her own, also in a terminal at the hub.
        place = hub.place(os.environ) if port is None else None
        allowed = hub.verdict(os.environ) if teacher else hub.Verdict(False)
        if allowed.reason:
            print(allowed.reason, file=sys.stderr)
        settings = Settings(
            notebooks=notebooks_root(),
            data_dir=data_root(),
            port=place.port if place else DEFAULT_PORT if port is None else port,
            lang=lang or "da",
            teacher=allowed.teacher,
            teacher_key=os.environ.get(KEY_NAME, ""),
            open_browser=open_browser and not place,
            place=place,
            feedback=feedback or os.environ.get("LBP_FEEDBACK") or "full",
        )
    except UsageError as refusal:
        return _refuse(refusal)
    return run(settings)


def run(settings: Settings) -> int:
    """Serve until stopped.

    Returns:
        0 after a stop, 2 when the server could not start.
    """
    try:
        with contextlib.ExitStack() as leave:
            leave.enter_context(_signals_interrupt())
            check(settings)
            bound = leave.enter_context(bind(settings.port, settings.place.host if settings.place else HOST))
            runtime = Path(tempfile.mkdtemp(prefix="lbp-teach-"))
            leave.callback(shutil.rmtree, runtime, ignore_errors=True)
            _set_environment(settings, runtime)
            if settings.prepare:
                _keep_records(settings.data_dir)
                _prepare_content()
            _log_to(settings.data_dir / "log" / "server.log")
            # Behind a hub nobody but the owner comes in, so she needs no key.
            key = (settings.teacher_key or fresh_key()) if settings.teacher and not settings.place else None
            door = Door(key)
            _run_loop(_until_stopped(_load(settings, runtime, door), bound, settings, door, key))
    except UsageError as refusal:
        return _refuse(refusal)
    except KeyboardInterrupt:
        # Stopped while still starting: there is no kernel yet.
        return 0
    return 0


def _run_loop(life: Coroutine[Any, Any, None]) -> None:
    """Run the server's life, and end what is left of its pages.

    `asyncio.run` would wait for every page's request to accept its cancellation, and one that is
    just connecting to its kernel never does. When `life` is over no kernel is left to wait for.
    """
    # ZeroMQ needs the older of the two kinds of loop that Windows has.
    loop = asyncio.SelectorEventLoop() if sys.platform == "win32" else asyncio.new_event_loop()
    try:
        loop.run_until_complete(life)
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        if left:
            loop.run_until_complete(asyncio.wait(left, timeout=0.2))
    finally:
        # It would report every request that was cut off.
        logging.getLogger("asyncio").setLevel(logging.CRITICAL)
        loop.close()


async def _until_stopped(
    server: TeachServer, bound: socket.socket, settings: Settings, door: Door, key: str | None
) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_log_quietly)
    stop = asyncio.Event()
    for number in _stop_signals():
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    # On Windows the loop does not wake for a signal; a short nap lets it look.
    alive = asyncio.create_task(_nap()) if sys.platform == "win32" else None

    def ready(port: int) -> None:
        if settings.place:
            print(f"LBP Teach is ready for {settings.place.owner}: {settings.place.base}/", flush=True)
            return
        address = f"http://{HOST}:{port}/"
        print(f"LBP Teach is ready: {address}  (stop with Ctrl-C)", flush=True)
        if settings.teacher:
            # What is printed may be kept; a key that was made for this run alone is worthless afterwards.
            shown = f"<your {KEY_NAME}>" if settings.teacher_key else key
            print(f"For teachers only, tell no student: {address}teacher?key={shown}", flush=True)
        if settings.open_browser:
            opened = f"{address}teacher?key={door.ticket()}" if settings.teacher else address
            # A browser that starts slowly must not hold up the first page.
            threading.Thread(target=webbrowser.open, args=(opened,), daemon=True).start()

    await server.run(bound, ready, stop)
    if alive:
        alive.cancel()


async def _nap() -> None:
    while True:
        await asyncio.sleep(0.5)


def _load(settings: Settings, runtime: Path, door: Door) -> TeachServer:
    # jsonschema, deep below Voila, would compile a grammar for a kind of web address that no
    # notebook has: two thirds of our start-up time. It does without when the package is missing.
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    try:
        from lbp_teach.server.app import TeachServer
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("lbp_teach"):
            raise
        raise Refusal(
            f"Cannot serve: the package {missing.name} is not installed in {sys.prefix}. "
            "Install LBP Teach with what it needs: make serve, or pip install lbp-teach"
        ) from None
    finally:
        del sys.modules["rfc3987_syntax"]
    return TeachServer(settings, runtime, door)


def _keep_records(home: Path) -> None:
    """See that the records can be used, and purge whom `LBP_KEEP_DAYS` says."""
    from lbp_teach.cohort.forgetting import forget_marks
    from lbp_teach.courses.keeping import tidy_courses
    from lbp_teach.records.opening import keep_days
    from lbp_teach.records.retention import tidy

    keep = keep_days()
    said = tidy(home, keep)
    if said:
        forget_marks(home)
        print(said, flush=True)
    said = tidy_courses(home, keep)
    if said:
        print(said, flush=True)


def _prepare_content() -> None:
    """Compile the cases, tell the kernels where they are, and name the files that are broken."""
    from lbp_teach.content import prepare

    prepared = prepare()
    os.environ["LBP_COMPILED"] = str(prepared.root)
    problems: dict[str, list[str]] = {}
    for file, message in prepared.broken:
        problems.setdefault(file, []).append(message.splitlines()[0])
    for file, messages in problems.items():
        more = f" ({len(messages) - 1} more)" if len(messages) > 1 else ""
        print(
            f"Left out {file}: {messages[0].removeprefix(f'{file}:').strip()}{more} See: lbp-teach cases validate",
            file=sys.stderr,
        )


def _set_environment(settings: Settings, runtime: Path) -> None:
    """Keep Jupyter and IPython out of the home folder, here and in every kernel.

    A home folder may be read-only, and what a user has configured for other notebooks must not
    change ours.
    """
    # What opens the teachers' pages is no business of a student's kernel.
    os.environ.pop(KEY_NAME, None)
    os.environ.update(
        LBP_HOME=str(settings.data_dir),
        LBP_LANG=settings.lang,
        LBP_FEEDBACK=settings.feedback,
        JUPYTER_RUNTIME_DIR=str(runtime),
        JUPYTER_DATA_DIR=str(runtime / "data"),
        JUPYTER_CONFIG_DIR=str(runtime / "config"),
        JUPYTER_NO_CONFIG="1",
        IPYTHONDIR=str(runtime / "ipython"),
        # ipykernel asks the debugger's support code to be silent about frozen modules.
        PYDEVD_DISABLE_FILE_VALIDATION="1",
    )


def _log_to(path: Path) -> None:
    """Send what Voila and Jupyter say to a file, and one line about real failures to the user."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = logging.handlers.RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8", delay=True)
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    file.setLevel(logging.WARNING)
    terminal = logging.StreamHandler()
    terminal.setLevel(logging.ERROR)
    terminal.setFormatter(_OneLine(path))
    logging.basicConfig(level=logging.WARNING, handlers=[file, terminal], force=True)
    logging.captureWarnings(True)
    # jupyter_server and nbconvert speak through the traitlets logger, which prints by itself.
    for name in ("traitlets", "lbp_teach.server"):
        logger = logging.getLogger(name)
        logger.handlers = [logging.NullHandler()]
        logger.propagate = True


class _OneLine(logging.Formatter):
    """A failure in one line; the traceback is in the file."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info[1] if record.exc_info else None
        if error is None:
            what = record.getMessage().splitlines()[0]
        else:
            name = getattr(error, "ename", type(error).__name__)
            text = str(getattr(error, "evalue", error)).strip().splitlines()
            what = f"{name}: {text[0] if text else ''}"
        return f"LBP Teach could not show a page ({what}). Details: {self._path}"


def _log_quietly(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    logging.getLogger("lbp_teach.server").warning("%s", context.get("message"), exc_info=context.get("exception"))


@contextlib.contextmanager
def _signals_interrupt() -> Iterator[None]:
    """While starting, end on every stop signal as on Ctrl-C, so that nothing is left behind."""
    before: dict[signal.Signals, Any] = {}

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    for number in _stop_signals():
        before[number] = signal.signal(number, interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop_signals() -> list[signal.Signals]:
    found = [getattr(signal, name) for name in STOP_SIGNALS if hasattr(signal, name)]
    # Under nohup the hang-up signal is ignored on purpose. (An ignored interrupt only means that
    # a shell started us in the background.)
    return [number for number in found if number.name != "SIGHUP" or signal.getsignal(number) is not signal.SIG_IGN]


def _refuse(refusal: UsageError) -> int:
    print(refusal, file=sys.stderr)
    return 2
