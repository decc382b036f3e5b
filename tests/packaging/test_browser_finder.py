"""A browser is found where systems keep it, and a stub of that name is not taken."""

from __future__ import annotations

import sys
from pathlib import Path

import browser_finder
import pytest


def test_the_one_asked_for_comes_first() -> None:
    found = browser_finder.candidates({"LBP_BROWSER": "mine/browser"}, "linux", lambda name: f"bin/{name}")
    assert next(iter(found)) == Path("mine/browser")


def test_on_linux_the_names_on_path_are_tried_in_order() -> None:
    here = {"chromium-browser": "bin/chromium-browser", "google-chrome": "bin/google-chrome"}
    found = list(browser_finder.candidates({}, "linux", here.get))
    assert found == [Path("bin/google-chrome"), Path("bin/chromium-browser")]


def test_on_a_mac_applications_are_looked_into() -> None:
    found = list(browser_finder.candidates({"HOME": "me"}, "darwin", lambda name: None))
    assert Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome") in found
    assert Path("me/Applications/Chromium.app/Contents/MacOS/Chromium") in found


def test_on_windows_program_folders_are_looked_into() -> None:
    env = {"PROGRAMFILES": "P", "LOCALAPPDATA": "L"}
    found = list(browser_finder.candidates(env, "win32", lambda name: None))
    assert found[:2] == [Path(p) / "Google/Chrome/Application/chrome.exe" for p in ("P", "L")]
    assert Path("P/Microsoft/Edge/Application/msedge.exe") in found


@pytest.mark.skipif(sys.platform == "win32", reason="there a browser is not started to try it")
def test_a_stub_that_does_not_start_is_passed_over(tmp_path: Path) -> None:
    stub, real = tmp_path / "stub", tmp_path / "real"
    stub.write_text("#!/bin/sh\necho 'install me first' >&2\nexit 1\n", encoding="utf-8")
    real.write_text("#!/bin/sh\necho Chromium 150\n", encoding="utf-8")
    for script in (stub, real):
        script.chmod(0o755)
    assert not browser_finder.starts(stub)
    assert browser_finder.starts(real)
    assert not browser_finder.starts(tmp_path / "missing")


def test_it_prints_the_path_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser_finder, "find_browser", lambda: tmp_path / "chromium")
    assert browser_finder.main(["--install"]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'chromium'}\n"


def test_without_a_browser_every_installer_is_tried_before_giving_up(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    monkeypatch.setattr(browser_finder, "find_browser", lambda: None)
    for name in ("install_with_playwright", "install_with_apt"):
        monkeypatch.setattr(browser_finder, name, lambda name=name: tried.append(name))
    assert browser_finder.main(["--install"]) == 1
    assert tried == ["install_with_playwright", "install_with_apt"]
    assert capsys.readouterr().out == ""
