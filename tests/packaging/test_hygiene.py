"""Nothing that ships fetches from elsewhere; nothing committed belongs to one machine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SKIPPED = {".git", ".venv", "build", "dist", "node_modules", "test-results"}
BINARY = {".png", ".jpg", ".ico", ".woff2", ".pyc"}
LOADED_AT_RUN_TIME = {".js", ".css", ".html", ".j2", ".ipynb", ".py", ".svg"}

# Names for documents and namespaces, which nothing is fetched from.
NAMES_ONLY = re.compile(r"https?://(www\.w3\.org/|127\.0\.0\.1|localhost|creativecommons\.org/)")
ADDRESS = re.compile(r"""(?:https?:|wss?:)?//[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b""", re.IGNORECASE)
FETCHES = re.compile(r"""@import\b|url\(|\bsrc=|\bhref=|\bfetch\(|\bimport\b.*from|import\(""")
CDN = re.compile(
    r"jsdelivr|unpkg\.com|esm\.sh|cdnjs|googleapis\.com|gstatic\.com|skypack|cloudflare",
    re.IGNORECASE,
)
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:home|Users|root|work|tmp|var/folders)/[\w.-]+|[A-Z]:\\\\?Users")


def committed_files() -> list[Path]:
    """The files git knows or would add; without git (an sdist), all but the usual rubbish."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if listed.returncode == 0 and listed.stdout:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        paths = [
            path
            for path in ROOT.rglob("*")
            if not SKIPPED & set(path.relative_to(ROOT).parts) and "cache" not in path.as_posix()
        ]
    return [path for path in paths if path.is_file() and path.suffix not in BINARY]


FILES = committed_files()


def hits(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT).as_posix()}:{number}: {line.strip()[:120]}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def shipped() -> list[Path]:
    folders = ("lbp_teach/", "widgets/", "notebooks/", "cases/")
    return [path for path in FILES if path.relative_to(ROOT).as_posix().startswith(folders)]


def test_there_is_something_to_check() -> None:
    assert len(FILES) > 30
    assert {path.suffix for path in shipped()} >= {".py", ".js", ".css", ".yaml", ".ipynb"}


def test_no_shipped_file_names_a_content_network() -> None:
    assert hits(CDN, shipped()) == []


def test_no_shipped_file_fetches_from_another_origin() -> None:
    loaded = [path for path in shipped() if path.suffix in LOADED_AT_RUN_TIME]
    found = [line for line in hits(ADDRESS, loaded) if FETCHES.search(line) and not NAMES_ONLY.search(line)]
    assert found == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    me = Path(__file__).resolve()
    # Container files name paths of the container.
    others = [path for path in FILES if path != me and "deploy" not in path.parts]
    assert hits(MACHINE_PATH, others) == []


def test_no_file_names_a_package_index() -> None:
    index = re.compile(r"--(extra-)?index-url|--find-links|\b(files\.)?pythonhosted\.org|pypi\.org/simple")
    own = {Path(__file__).resolve(), (Path(__file__).parent / "test_pins.py").resolve()}
    assert hits(index, [path for path in FILES if path not in own]) == []


@pytest.mark.parametrize("line", ['@import "https://fonts.example.org/x.css";', '<img src="//a.example.com/x.png">'])
def test_a_foreign_origin_is_recognised(line: str) -> None:
    assert ADDRESS.search(line)
    assert FETCHES.search(line)
    assert not NAMES_ONLY.search(line)


def test_a_machine_path_is_recognised() -> None:
    for line in ('open("/home/ann/x")', "C:\\Users\\ann", "cd /root/x"):
        assert MACHINE_PATH.search(line), line
    for line in ("lbp_teach/work/x", "https://example.org/home/x", "./tmp/x"):
        assert not MACHINE_PATH.search(line), line


def test_code_and_cases_have_their_licences() -> None:
    assert "MIT License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "CC BY 4.0" in (ROOT / "cases" / "LICENSE").read_text(encoding="utf-8")


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT).as_posix()} -> {link}"
        for page in FILES
        if page.suffix == ".md"
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    ]
    assert broken == []
