"""pyproject.toml, environment.yml, requirements.lock and the hooks say the same about versions."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUNTIME = [Requirement(line) for line in PROJECT["dependencies"]]
EXTRAS = [Requirement(r) for extra in PROJECT["optional-dependencies"].values() for r in extra]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
#: What was not found on conda-forge: pip brings it along with the project.
PIP_ONLY = {"fsrs"}
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))

PLATFORMS = {
    f"{system} {python}": {
        "sys_platform": sys_platform,
        "platform_system": system,
        "os_name": "nt" if system == "Windows" else "posix",
        "python_version": python,
        "python_full_version": f"{python}.9",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    for system, sys_platform in [("Linux", "linux"), ("Darwin", "darwin"), ("Windows", "win32")]
    for python in ["3.11", "3.12", "3.13"]
}


def bounds(requirement: Requirement) -> tuple[str, frozenset[str]]:
    name = canonicalize_name(requirement.name)
    return name, frozenset(str(part) for part in requirement.specifier)


def locked() -> list[Requirement]:
    lines = [line for line in LOCK.splitlines() if line and not line.startswith("#")]
    return [Requirement(line) for line in lines]


def test_conda_installs_what_pyproject_asks_for() -> None:
    named = [Requirement(line) for line in CONDA["dependencies"] if isinstance(line, str)]
    conda = dict(bounds(requirement) for requirement in named)
    assert conda.pop("pip") == frozenset()
    assert ",".join(conda.pop("python")) == PROJECT["requires-python"]
    assert conda == dict(bounds(requirement) for requirement in RUNTIME if requirement.name not in PIP_ONLY)
    assert {requirement.name for requirement in RUNTIME} >= PIP_ONLY
    assert {"pip": ["--editable ."]} in CONDA["dependencies"]
    assert CONDA["channels"] == ["conda-forge"]


def test_every_runtime_dependency_has_an_upper_bound() -> None:
    assert [r.name for r in RUNTIME if not any("<" in part for part in bounds(r)[1])] == []


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_lock_satisfies_pyproject_on(platform: str) -> None:
    pins: dict[str, Version] = {}
    for pin in locked():
        if pin.marker is None or Marker(str(pin.marker)).evaluate(PLATFORMS[platform]):
            (exact,) = pin.specifier
            assert canonicalize_name(pin.name) not in pins, f"{pin.name} is pinned twice"
            pins[canonicalize_name(pin.name)] = Version(exact.version)
    for requirement in RUNTIME + EXTRAS:
        version = pins.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is not locked: make lock"
        assert version in requirement.specifier, f"{requirement} is locked at {version}: make lock"


def test_the_lock_holds_exact_versions_and_no_address() -> None:
    for pin in locked():
        assert [part.operator for part in pin.specifier] == ["=="], str(pin)
        assert pin.url is None
    assert not re.search(r"://|--(extra-)?index-url|--find-links|(?m:^\s*/)| @ ", LOCK)


def test_the_lock_knows_what_only_one_platform_needs() -> None:
    only = {"appnope": "darwin", "pywinpty": "nt", "colorama": "win32"}
    markers = {pin.name: str(pin.marker) for pin in locked()}
    assert {name for name, system in only.items() if system not in markers.get(name, "")} == set()


def test_hooks_have_the_versions_of_the_lock() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    pins = {canonicalize_name(pin.name): str(pin.specifier) for pin in locked()}
    hooks = [hook for repo in config["repos"] for hook in repo["hooks"]]
    for hook in hooks:
        for line in hook["additional_dependencies"]:
            hooked = Requirement(line)
            if canonicalize_name(hooked.name) in pins:
                assert str(hooked.specifier) == pins[canonicalize_name(hooked.name)], hook["id"]


def test_the_content_hook_builds_with_the_bounds_of_the_project() -> None:
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    hook = tool["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]
    runtime = dict(bounds(requirement) for requirement in RUNTIME)
    for line in hook["dependencies"]:
        name, specifiers = bounds(Requirement(line))
        assert runtime[name] == specifiers
