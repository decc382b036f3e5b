"""Where the tests look for PostgreSQL, and what is said when there is none."""

from __future__ import annotations

from pathlib import Path

import postgres_server
import pytest


def test_what_is_named_comes_before_what_is_found(tmp_path: Path) -> None:
    named, onpath = tmp_path / "named", tmp_path / "bin"
    found = list(postgres_server.candidates({"LBP_POSTGRES": str(named)}, lambda _: str(onpath / "initdb")))
    assert found[:2] == [named, onpath]


def test_the_server_itself_is_wanted_and_not_only_its_client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_server, "candidates", lambda: [tmp_path])
    (tmp_path / "initdb").write_text("", encoding="utf-8")
    assert postgres_server.find_postgres() is None
    (tmp_path / "postgres").write_text("", encoding="utf-8")
    assert postgres_server.find_postgres() == tmp_path


def test_without_one_nothing_is_printed_and_it_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    installed: list[str] = []
    monkeypatch.setattr(postgres_server, "candidates", lambda: [])
    monkeypatch.setattr(postgres_server, "install_with_apt", lambda: installed.append("asked"))
    assert postgres_server.main([]) == 1
    assert installed == []
    assert postgres_server.main(["--install"]) == 1
    assert installed == ["asked"]
    assert capsys.readouterr().out == ""
