"""Finds a Chromium-like browser for the browser tests, or installs one.

    python tests/browser_finder.py [--install]

Prints the path on stdout and exits 0, or prints nothing there and exits 1. Standard library only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

NAMES = (
    "chromium",
    "google-chrome-stable",
    "google-chrome",
    "chromium-browser",
    "chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
)

PLAYWRIGHTS_OWN = """
from playwright.sync_api import sync_playwright
with sync_playwright() as p:
    print(p.chromium.executable_path)
"""


def well_known_paths(platform: str, env: Mapping[str, str]) -> list[Path]:
    """Where browsers are installed on systems that do not put them on PATH."""
    if platform == "darwin":
        roots = [Path("/Applications"), Path(env.get("HOME", "/")) / "Applications"]
        names = ["Google Chrome", "Chromium", "Microsoft Edge"]
        return [root / f"{name}.app/Contents/MacOS/{name}" for root in roots for name in names]
    if platform == "win32":
        variables = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"]
        roots = [Path(env[name]) for name in variables if env.get(name)]
        names = ["Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"]
        return [root / name for name in names for root in roots]
    return []


def candidates(
    env: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
    which: Callable[[str], str | None] = shutil.which,
) -> Iterable[Path]:
    """Every place where a browser may be, the most wanted first."""
    if env.get("LBP_BROWSER"):
        yield Path(env["LBP_BROWSER"])
    for name in NAMES:
        found = which(name)
        if found:
            yield Path(found)
    yield from well_known_paths(platform, env)


def starts(browser: Path) -> bool:
    """Whether it is a browser that runs here; some systems have only a stub of that name."""
    if not browser.is_file():
        return False
    if sys.platform == "win32":  # there, asking for the version opens a window
        return True
    try:
        asked = subprocess.run([browser, "--version"], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0 and bool(asked.stdout.strip())


def find_browser() -> Path | None:
    """A browser that is already here."""
    for browser in candidates():
        if starts(browser):
            return browser
    own = playwrights_own()
    return own if own and starts(own) else None


def playwrights_own() -> Path | None:
    asked = subprocess.run([sys.executable, "-c", PLAYWRIGHTS_OWN], capture_output=True, text=True)
    path = asked.stdout.strip()
    return Path(path) if asked.returncode == 0 and path else None


def install_with_playwright() -> None:
    run(sys.executable, "-m", "playwright", "install", "chromium")


def install_with_apt() -> None:
    if not sys.platform.startswith("linux") or not shutil.which("apt-get"):
        return
    if os.geteuid() != 0:
        tell("With root rights this would help: apt-get install chromium")
        return
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run("apt-get", "update", "-qq")
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation")


def run(*command: str) -> None:
    """Run an installer; what it says goes to stderr only when it fails."""
    tell(f"Trying: {' '.join(command[-3:])}")
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=900)
    except (OSError, subprocess.TimeoutExpired) as error:
        tell(f"  {error}")
        return
    if done.returncode:
        tell("  failed: " + "\n  ".join((done.stderr or done.stdout).strip().splitlines()[-3:]))


def tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """Print the browser's path; with ``--install``, get one when there is none."""
    browser = find_browser()
    if browser is None and "--install" in arguments:
        tell("No browser found for the browser tests; installing one.")
        for install in (install_with_playwright, install_with_apt):
            install()
            browser = find_browser()
            if browser:
                break
    if browser is None:
        return 1
    print(browser)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
