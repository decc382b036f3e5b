#!/usr/bin/env python3
"""Build .venv when it is missing or out of date, then do one thing in it.

    python scripts/bootstrap.py serve|test|check|schema|docs|notebooks|lock [arguments]

Standard library only, and no syntax newer than Python 3.6: an old Python must get as far as the
sentence that says it is too old. ``make`` calls this file; without make, call it yourself.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "lbp-teach-installed.json"
LOG = VENV / "install.log"
LOCK = ROOT / "requirements.lock"
OLDEST = (3, 11)

# What an environment's folder holds; anything else in .venv is somebody's own and is not cleared.
ENVIRONMENT_PARTS = {
    *("bin", "Scripts", "include", "Include", "lib", "Lib", "lib64", "share", "etc"),
    *("pyvenv.cfg", ".gitignore", ".lock", "CACHEDIR.TAG", STAMP.name, LOG.name),
}

# Where the user's own settings and records are; tests get empty ones.
PERSONAL_FOLDERS = [
    "LBP_HOME",
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_DATA_DIR",
    "JUPYTER_RUNTIME_DIR",
    "IPYTHONDIR",
]

# The folders of tests/, in the order of the closing summary. Each must run at least one test.
GROUPS = [
    "unit",
    "spec",
    "property",
    "content",
    "faults",
    "widgets",
    "notebooks",
    "server",
    "browser",
    "packaging",
]


class Stop(Exception):
    """A reason to stop that the user can act on: what, where, what to do."""


def say(text):
    print(text, flush=True)


# --- the environment ---------------------------------------------------------------------------


def fingerprint():
    """Changes when an installed environment no longer fits the checkout."""
    digest = hashlib.sha256(str(ROOT).encode())
    for name in ("pyproject.toml", "requirements.lock", "hatch_build.py"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def installed():
    """The stamp of the last complete install, or an empty one."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        return stamp if PYTHON.exists() else {}
    except (OSError, ValueError):
        return {}


def ensure_environment(extras):
    """Make .venv hold this project with at least these extras, unless it already does."""
    stamp = installed()
    have = set(stamp.get("extras", []))
    if stamp.get("fingerprint") == fingerprint() and have >= set(extras):
        return
    check_python()
    check_writable()
    create_environment()
    extras = sorted(have | set(extras))
    STAMP.unlink() if STAMP.exists() else None
    install(extras)
    STAMP.write_text(json.dumps({"fingerprint": fingerprint(), "extras": extras}) + "\n", encoding="utf-8")


def check_python():
    if sys.version_info < OLDEST:
        raise Stop(
            "LBP Teach needs Python 3.11 or newer; {} is {}.{}. Install a newer one and run this again with it.".format(
                sys.executable, *sys.version_info[:2]
            )
        )
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        if PYTHON.exists():
            return
        raise Stop(
            "Python at {} cannot make environments (its venv module is incomplete). On Debian and "
            "Ubuntu: sudo apt-get install python{}.{}-venv; then run this again.".format(
                sys.executable, *sys.version_info[:2]
            )
        ) from None


def check_writable():
    folder = VENV if VENV.is_dir() else ROOT
    try:
        with tempfile.TemporaryFile(dir=str(folder)):
            pass
    except OSError as error:
        raise Stop(
            "Cannot write in {} ({}). The environment is kept in .venv there: copy the project to "
            "a folder that is yours, or ask for write permission, and run this again.".format(folder, error.strerror)
        ) from None


def runs(*command):
    try:
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        return False
    return done.returncode == 0


def create_environment():
    # Without pyvenv.cfg its pip would install into the system's Python.
    inside = "import pip, sys; sys.exit(sys.prefix == sys.base_prefix)"
    if (VENV / "pyvenv.cfg").exists() and runs(str(PYTHON), "-c", inside):
        return
    if VENV.exists() and not {item.name for item in VENV.iterdir()} <= ENVIRONMENT_PARTS:
        raise Stop("{} exists but is not a Python environment. Move it away and run this again.".format(VENV))
    if PYTHON.exists() and Path(sys.prefix).resolve() == VENV.resolve():
        raise Stop("The environment in {} is broken. Run make clean, then this again.".format(VENV))
    say("Making a Python {}.{} environment in .venv".format(*sys.version_info[:2]))
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
    )
    if done.returncode:
        raise Stop(
            "Python could not make the environment in {}:\n{}\nOn Debian and Ubuntu, "
            "sudo apt-get install python{}.{}-venv usually helps; then run this again.".format(
                VENV, done.stdout.strip(), *sys.version_info[:2]
            )
        )


def install(extras):
    target = str(ROOT) + ("[{}]".format(",".join(extras)) if extras else "")
    command = [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    command += ["--progress-bar", "off", "--constraint", str(LOCK), "--editable", target]
    # The same versions for what builds the project: pip before 25.3 reads the first of the two.
    env = dict(os.environ, PIP_CONSTRAINT=str(LOCK), PIP_BUILD_CONSTRAINT=str(LOCK))
    say("Installing LBP Teach and what it needs (once; a minute or two)")
    began = time.time()
    progress = Progress()
    pip = subprocess.Popen(
        command,
        cwd=str(ROOT),
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    with pip, LOG.open("w", encoding="utf-8") as log:
        for line in pip.stdout:
            log.write(line)
            progress.follow(line)
    progress.close()
    if pip.returncode:
        raise Stop(explain_pip(LOG.read_text(encoding="utf-8")))
    say("Installed in {:.0f} s".format(time.time() - began))


class Progress:
    """pip's chatter as one moving line, or a line every few seconds where there is no terminal."""

    def __init__(self):
        self.tty = sys.stdout.isatty()
        self.seen = 0
        self.shown = time.time()

    def follow(self, line):
        collecting = re.match(r"\s*Collecting ([A-Za-z0-9._-]+)", line)
        unpacking = re.match(r"\s*Installing collected packages: (.*)", line)
        if collecting:
            self.seen += 1
            self.show("  {} packages found, now {}".format(self.seen, collecting.group(1)))
        elif unpacking:
            count = unpacking.group(1).count(",") + 1
            self.show("  unpacking {} packages".format(count), always=True)

    def show(self, text, always=False):
        if self.tty:
            sys.stdout.write("\r\033[K" + text)
            sys.stdout.flush()
        elif always or time.time() - self.shown > 5:
            self.shown = time.time()
            say(text)

    def close(self):
        if self.tty:
            sys.stdout.write("\r\033[K")
            sys.stdout.flush()


def explain_pip(log):
    errors = [line.strip() for line in log.splitlines() if line.strip().startswith("ERROR")]
    reason = "\n".join(errors[-3:] or log.strip().splitlines()[-5:])
    if "No space left" in log:
        advice = "The disk is full: about 700 MB are needed."
    elif re.search(r"connection broken by|NewConnectionError|timed out|ProxyError|SSLError", log):
        advice = "The package index was not reached: check the network or the proxy."
    else:
        advice = "The whole log is in {}.".format(LOG)
    return "Installing failed.\n{}\n{} Then run this again.".format(reason, advice)


def become(*command):
    """Run in the environment in this process's place, so that signals go straight to it."""
    os.chdir(str(ROOT))
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(str(PYTHON), [str(PYTHON), *command])
    child = subprocess.Popen([str(PYTHON), *command])  # Windows cannot replace a process
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:  # the child got it too, and is closing down
            pass


# --- the tests ---------------------------------------------------------------------------------


class Steps:
    """Runs commands one after another, all of them, and remembers how each ended."""

    def __init__(self, env):
        self.env = env
        self.results = []  # (ok, name, words)

    def run(self, name, *command):
        say("\n--- {} {}".format(name, "-" * max(0, 70 - len(name))))
        began = time.time()
        code = subprocess.call([str(PYTHON), *command], cwd=str(ROOT), env=self.env)
        words = "{:.0f} s".format(time.time() - began)
        if code:
            words += ", exit code {}".format(code)
        self.add(code == 0, name, words)

    def add(self, ok, name, words):
        self.results.append((ok, name, words))

    def close(self):
        say("\n--- summary " + "-" * 63)
        for ok, name, words in self.results:
            say("{}  {:<14} {}".format("ok    " if ok else "FAILED", name, words))
        failed = [name for ok, name, _ in self.results if not ok]
        say("Failed: {}.".format(", ".join(failed)) if failed else "Everything passed.")
        return 1 if failed else 0


def lint(steps):
    steps.run("lint", "-m", "ruff", "check", ".")
    steps.run("format", "-m", "ruff", "format", "--check", ".")
    steps.run("types", "-m", "mypy")


def check(arguments):
    ensure_environment(["dev", "test"])
    steps = Steps(dict(os.environ))
    lint(steps)
    return steps.close()


def test(arguments):
    ensure_environment(["dev", "test"])
    with tempfile.TemporaryDirectory(prefix="lbp-teach-test-") as scratch:
        env = dict(os.environ, PYTHONUTF8="1")
        for name in PERSONAL_FOLDERS:
            env[name] = str(Path(scratch) / name.lower())
        browser = find_browser(env)
        if browser:
            env["LBP_BROWSER"] = browser
        postgres = find_postgres(env)
        if postgres:
            env["LBP_POSTGRES"] = postgres
        steps = Steps(env)
        lint(steps)
        report = Path(scratch) / "tests.xml"
        command = ["-m", "pytest", "--timeout=300", "--junitxml=" + str(report)]
        # Two processes share them, one where there is one core. ARGS="-n 0" does without, for -s and a debugger.
        command += ["--numprocesses=logical", "--maxprocesses=2"]
        if not browser:
            command.append("--ignore=tests/browser")
        steps.run("tests", *command, *arguments)
        if not arguments:
            summarise(report, steps, browser)
            notebooks = ["--nbval-lax", "--nbval-current-env", "--timeout=300", "notebooks"]
            steps.run("nbval", "-m", "pytest", *notebooks)
        if not browser:
            steps.add(
                os.environ.get("CI") != "true",
                "no browser",
                "BROWSER TESTS DID NOT RUN: install Chromium or Chrome, or set LBP_BROWSER to one",
            )
        if not postgres:
            steps.add(
                os.environ.get("CI") != "true",
                "no PostgreSQL",
                "TESTS AGAINST POSTGRESQL DID NOT RUN: install postgresql, or set LBP_POSTGRES to its programs' folder",
            )
        return steps.close()


def find_browser(env):
    """The browser for the tests; its installer reports on stderr what it does."""
    return find("Browser", "browser_finder.py", env)


def find_postgres(env):
    """The folder of the programs of a database server for the tests, found or installed in the same way."""
    return find("PostgreSQL", "postgres_server.py", env)


def find(what, finder, env):
    command = [str(PYTHON), str(ROOT / "tests" / finder), "--install"]
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, universal_newlines=True)
    path = done.stdout.strip()
    say("{} for the tests: {}".format(what, path or "NONE"))
    return path


def summarise(report, steps, browser):
    """One line for each folder of tests/; a folder where nothing ran has failed."""
    counts = {}
    if report.exists():
        for case in ET.parse(str(report)).iter("testcase"):
            group = (case.get("classname") or "").split(".")[1:2]
            kinds = {child.tag for child in case}
            kind = "failed" if kinds & {"failure", "error"} else "passed"
            kind = "skipped" if "skipped" in kinds else kind
            tally = counts.setdefault(group[0] if group else "", {})
            tally[kind] = tally.get(kind, 0) + 1
    for group in GROUPS:
        if group == "browser" and not browser:
            continue
        tally = counts.get(group, {})
        words = ", ".join("{} {}".format(tally[kind], kind) for kind in sorted(tally))
        ran = tally.get("passed", 0) + tally.get("failed", 0)
        steps.add(ran > 0 and not tally.get("failed"), "  " + group, words or "no test ran")


# --- the rest ----------------------------------------------------------------------------------


def serve(arguments):
    ensure_environment([])
    return become("-m", "lbp_teach", "serve", *arguments)


def schema(arguments):
    ensure_environment([])
    return become("-m", "lbp_teach.schema", *arguments)


def docs(arguments):
    ensure_environment([])
    return become("-m", "lbp_teach", "guideline", "docs", "docs/guideline", *arguments)


def notebooks(arguments):
    ensure_environment(["test"])
    return become("scripts/refresh_notebooks.py", *arguments)


def lock(arguments):
    """Resolve requirements.lock anew, for every platform and for Python 3.11 and newer at once."""
    check_python()
    header = (
        "# Exact versions for a reproducible install: pip install -c requirements.lock -e .\n"
        "# Made by `make lock` from pyproject.toml, for all platforms; do not edit.\n"
    )
    with tempfile.TemporaryDirectory(prefix="lbp-teach-lock-") as scratch:
        say("Resolving versions (a resolver goes into a temporary environment)")
        subprocess.check_call([sys.executable, "-m", "venv", scratch])
        bin_folder = Path(scratch) / ("Scripts" if os.name == "nt" else "bin")
        pip = [str(bin_folder / "python"), "-m", "pip", "install", "--quiet"]
        subprocess.check_call([*pip, "--disable-pip-version-check", "uv>=0.5"], stderr=subprocess.DEVNULL)
        out = Path(scratch) / "requirements.lock"
        command = [str(bin_folder / "uv"), "pip", "compile", "--quiet", "--universal"]
        command += ["--python-version", "3.11", "--all-extras", "--no-header", "--no-annotate"]
        command += ["--no-emit-index-url", "--no-emit-find-links", "--output-file", str(out)]
        command += ["pyproject.toml", *arguments]
        subprocess.check_call(command, cwd=str(ROOT), stdout=subprocess.DEVNULL)
        text = header + out.read_text(encoding="utf-8")
    LOCK.write_text(text, encoding="utf-8")
    say("Wrote requirements.lock: {} versions".format(len(text.splitlines()) - 2))
    return 0


COMMANDS = {
    "serve": serve,
    "test": test,
    "check": check,
    "schema": schema,
    "docs": docs,
    "notebooks": notebooks,
    "lock": lock,
}


def main(arguments):
    if not arguments or arguments[0] not in COMMANDS:
        say(__doc__)
        return 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except Stop as reason:
        sys.stderr.write("{}\n".format(reason))
        return 1
    except subprocess.CalledProcessError as error:
        sys.stderr.write("This command failed: {}\n".format(" ".join(error.cmd)))
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. The next run goes on from here.\n")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
