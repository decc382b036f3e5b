"""What a user gets: the wheel, also when made from the sdist, holds exactly the right things."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = {"lbp_teach": ROOT / "lbp_teach", "lbp_widgets": ROOT / "widgets" / "lbp_widgets"}
SOURCES = {".py", ".js", ".css", ".yaml", ".j2", ".svg", ".html", ".typed"}


def build(folder: Path, target: str, out: Path) -> Path:
    # hatchling itself, not pip: no network, and what pip would call.
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(out)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (artifact,) = out.glob("*.whl" if target == "wheel" else "*.tar.gz")
    return artifact


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    return names_in(wheel)


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run_from(site: Path, *arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run Python with the unpacked wheel before anything else, outside the checkout."""
    env = dict(os.environ, PYTHONPATH=str(site), LBP_HOME=str(home))
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=home, env=env, capture_output=True, text=True)


def test_the_wheel_claims_exactly_our_two_names(names: set[str]) -> None:
    tops = {PurePosixPath(name).parts[0] for name in names}
    assert tops == {"lbp_teach", "lbp_widgets", "lbp_teach-0.1.0.dist-info"}


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_every_source_file_of_a_package_is_in_the_wheel(package: str, names: set[str]) -> None:
    folder = PACKAGES[package]
    made = {"__pycache__", "_compiled", "_cases", "_notebooks"}
    wanted = {
        f"{package}/{path.relative_to(folder).as_posix()}"
        for path in folder.rglob("*")
        if path.suffix in SOURCES and not made & set(path.relative_to(folder).parts)
    }
    assert f"{package}/py.typed" in wanted
    assert wanted <= names


def test_the_front_end_is_in_the_wheel(names: set[str]) -> None:
    suffixes = {PurePosixPath(name).suffix for name in names if name.startswith("lbp_widgets/")}
    assert {".py", ".js", ".css"} <= suffixes


def test_cases_notebooks_and_compiled_content_are_in_the_wheel(names: set[str]) -> None:
    cases = {f"lbp_teach/_cases/{path.name}" for path in (ROOT / "cases").glob("*.yaml")}
    assert cases
    assert cases <= names
    assert "lbp_teach/_cases/LICENSE" in names
    assert any(name.startswith("lbp_teach/_notebooks/") and name.endswith(".ipynb") for name in names)
    for case in cases:
        assert f"lbp_teach/_compiled/case-{PurePosixPath(case).stem}.json" in names
    for name in ("guideline", "lab", "strings-lab", "clinic", "strings-clinic"):
        assert f"lbp_teach/_compiled/{name}.json" in names


def test_nothing_is_in_the_wheel_that_only_lies_about_in_a_checkout(names: set[str]) -> None:
    unwanted = ("__pycache__", ".ipynb_checkpoints", ".pyc", ".sqlite3", ".DS_Store", "~")
    assert [name for name in names if any(mark in name for mark in unwanted)] == []
    # An __init__.py among the data would hide the real package from an editable install.
    data = ("lbp_teach/_cases/", "lbp_teach/_notebooks/", "lbp_teach/_compiled/")
    assert [name for name in names if name.startswith(data) and name.endswith(".py")] == []


def test_both_licences_are_named_in_the_wheel(wheel: Path, names: set[str]) -> None:
    licences = {name for name in names if "/licenses/" in name}
    assert {name.split("/licenses/")[1] for name in licences} == {"LICENSE", "cases/LICENSE"}
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read("lbp_teach-0.1.0.dist-info/METADATA").decode()
    assert "License-Expression: MIT AND CC-BY-4.0" in metadata


def test_the_wheel_has_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        entry_points = archive.read("lbp_teach-0.1.0.dist-info/entry_points.txt").decode()
    assert "lbp-teach = lbp_teach.cli:main" in entry_points


def test_a_wheel_from_the_sdist_holds_the_same_files(names: set[str], tmp_path: Path) -> None:
    sdist = build(ROOT, "sdist", tmp_path / "sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    assert names_in(build(source, "wheel", tmp_path / "wheel")) == names


def test_an_installed_wheel_lists_its_own_cases(unpacked: Path, tmp_path: Path) -> None:
    where = run_from(unpacked, "-c", "import lbp_teach; print(lbp_teach.__file__)", home=tmp_path)
    assert Path(where.stdout.strip()).is_relative_to(unpacked), where.stderr
    listed = run_from(unpacked, "-m", "lbp_teach", "cases", "list", home=tmp_path)
    assert listed.returncode == 0, listed.stderr
    for case in (ROOT / "cases").glob("*.yaml"):
        assert case.stem in listed.stdout


def test_an_installed_wheel_reads_compiled_content_and_no_yaml(unpacked: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from lbp_teach import content; content.catalogue(); content.book();"
        "print(content.compiled_root()); print('yaml' in sys.modules)"
    )
    done = run_from(unpacked, "-c", code, home=tmp_path)
    assert done.returncode == 0, done.stderr
    root, yaml_loaded = done.stdout.split()
    assert Path(root).is_relative_to(unpacked)
    assert yaml_loaded == "False"


def test_a_widgets_or_cases_package_does_not_exist(unpacked: Path, tmp_path: Path) -> None:
    code = "import importlib.util as u; print([n for n in ('widgets', 'cases') if u.find_spec(n)])"
    # -S: without site-packages, an editable install of the checkout is out of sight.
    done = run_from(unpacked, "-S", "-c", code, home=tmp_path)
    assert done.stdout.strip() == "[]", done.stderr
