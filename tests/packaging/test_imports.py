"""Dependency runs one way: notebooks -> lbp_widgets -> lbp_teach -> data."""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import lbp_teach.text
from lbp_teach import content

ROOT = Path(__file__).parents[2]
LIBRARY = sorted((ROOT / "lbp_teach").rglob("*.py"))
WIDGETS = sorted((ROOT / "widgets" / "lbp_widgets").rglob("*.py"))

HEAVY = {"lbp_widgets", "ipywidgets", "anywidget", "IPython", "pandas", "numpy", "scipy", "yaml"}
HEAVY |= {"sqlalchemy", "psycopg", "segno"}


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter has after running the code."""
    command = [sys.executable, "-c", code + "; import sys, json; print(json.dumps([*sys.modules]))"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports anywhere, also inside functions and under TYPE_CHECKING."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def offenders(paths: list[Path], forbidden: set[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT).as_posix()} imports {module}"
        for path in paths
        for module in imports(path)
        if module.partition(".")[0] in forbidden
    ]


def test_importing_the_library_loads_nothing_heavy() -> None:
    assert loaded_by("import lbp_teach") & HEAVY == set()


@pytest.mark.parametrize("module", ["content", "scoring", "play", "session"])
def test_the_students_path_loads_nothing_heavy(module: str) -> None:
    if not list((ROOT / "lbp_teach").glob(f"{module}*")):
        pytest.fail(f"lbp_teach.{module} is gone: name the student's modules here anew")
    assert loaded_by(f"import lbp_teach.{module}") & HEAVY == set()


USE_THE_LABORATORY = """
from pathlib import Path
from lbp_teach.lab.session import LabSession
from lbp_teach.records import Records
session = LabSession(Records(Path({store!r})))
assert [m["type"] for m in session.handle({{"type": "hello"}})] == ["pack", "view"]
table = {{"tp": 4, "fp": 2, "fn": 1, "tn": 9, "method": "jeffreys"}}
assert session.handle({{"type": "ask", "n": 1, "what": "table", **table}})[0]["rows"]
guessed = session.handle({{"type": "act", "id": "a", "kind": "guess", "guess": "crossed_missed", "value": 0.5}})
assert guessed[0]["type"] == "view"
""".strip()


def test_the_laboratory_is_used_without_anything_heavy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LBP_COMPILED", str(content.compiled_root()))
    code = USE_THE_LABORATORY.format(store=str(tmp_path / "records.sqlite3"))
    assert loaded_by(code) & (HEAVY | {"statsmodels", "matplotlib"}) == set()


def test_importing_the_widgets_loads_no_teachers_tools() -> None:
    assert loaded_by("import lbp_widgets") & {"pandas", "scipy", "yaml", "matplotlib", "segno"} == set()


def test_the_library_never_imports_the_widgets_or_jupyters_front() -> None:
    forbidden = {
        "lbp_widgets",
        "widgets",
        "cases",
        "notebooks",
        "ipywidgets",
        "IPython",
        "anywidget",
    }
    assert len(LIBRARY) > 3
    assert offenders(LIBRARY, forbidden) == []


def test_only_the_server_knows_voila() -> None:
    outside = [path for path in LIBRARY if "server" not in path.relative_to(ROOT).parts]
    assert offenders(outside, {"voila", "jupyter_server", "jupyter_client", "tornado"}) == []


def test_only_the_store_in_postgresql_knows_its_layer() -> None:
    store = ROOT / "lbp_teach" / "records" / "postgres.py"
    assert {module.partition(".")[0] for module in imports(store)} >= {"sqlalchemy", "psycopg"}
    assert offenders([path for path in LIBRARY + WIDGETS if path != store], {"sqlalchemy", "psycopg"}) == []


def test_only_the_cohort_knows_pandas_and_no_student_reads_the_cohort() -> None:
    others = [path for path in LIBRARY + WIDGETS if "/cohort/" not in path.as_posix()]
    assert len(others) < len(LIBRARY + WIDGETS)
    assert offenders(others, {"pandas", "numpy", "scipy", "matplotlib"}) == []
    assert offenders([path for path in LIBRARY if "/cohort/" in path.as_posix()], {"scipy", "matplotlib"}) == []
    code = "import lbp_teach.session, lbp_teach.home, lbp_widgets, sys; sys.exit('lbp_teach.cohort' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_widgets_never_import_notebooks_or_tests() -> None:
    assert WIDGETS
    assert offenders(WIDGETS, {"notebooks", "tests", "widgets", "cases"}) == []


def test_the_import_checks_see_an_import_inside_a_function(tmp_path: Path) -> None:
    sneaky = ROOT / "lbp_teach" / "sneaky.py"  # only its name is used
    code = "def f():\n    from lbp_widgets.player import Player\n"
    (tmp_path / sneaky.name).write_text(code, encoding="utf-8")
    assert list(imports(tmp_path / sneaky.name)) == ["lbp_widgets.player"]


def test_importing_what_plays_a_case_validates_nothing_yet() -> None:
    """Pydantic loads its plugins at the first validation: 60 ms that a kernel need not spend to start."""
    code = "import lbp_teach.session, sys; sys.exit('pydantic.plugin._loader' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_text_that_stands_in_code_has_both_languages() -> None:
    # All modules, whatever other tests of this process have imported: a check must not depend on its neighbours.
    for module in pkgutil.walk_packages(lbp_teach.__path__, "lbp_teach."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found = [
        value
        for name, module in sys.modules.items()
        if name.startswith("lbp_teach") and module is not None
        for constant in vars(module).values()
        for value in (constant.values() if isinstance(constant, dict) else [constant])
        if isinstance(value, lbp_teach.text.Text)
    ]
    assert len(found) > 15
    for value in found:
        assert lbp_teach.text.Text.model_validate(value.model_dump()) == value
