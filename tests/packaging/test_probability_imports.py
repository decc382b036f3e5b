"""The statistics load the standard library and pydantic, nothing else, and their names mean what they say."""

from __future__ import annotations

import ast
import itertools
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = sorted((ROOT / "lbp_teach" / "probability").glob("*.py"))
ALLOWED = {"lbp_teach", "pydantic"}
#: What pydantic itself brings along.
PYDANTIC = {"pydantic", "pydantic_core", "annotated_types", "typing_extensions", "typing_inspection"}
CALCULATE = """
import lbp_teach.probability as p
found = p.measures(p.TwoByTwo(40, 21, 11, 212), "jeffreys")
assert round(found.lr_positive.value, 2) == 8.7
assert p.post_test(0.5, 1) == 0.5
try:
    p.post_test(80, 2)
except p.BadNumber as refused:
    assert "Did you mean 0.8" in str(refused)
else:
    raise SystemExit("80 was taken for a share")
"""


def python(code: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout


def loaded_by(code: str) -> set[str]:
    """The top-level modules that the code loads in a fresh interpreter, beyond those that it starts with."""
    before = "import sys, json; before = {*sys.modules}\n"
    found = python(before + code + "\nprint(json.dumps(sorted({*sys.modules} - before)))")
    return {name.partition(".")[0] for name in json.loads(found.splitlines()[-1])}


def foreign(names: set[str]) -> set[str]:
    return {name for name in names if name not in sys.stdlib_module_names and not name.startswith("_")}


def test_importing_the_statistics_loads_the_standard_library_and_pydantic_alone() -> None:
    assert foreign(loaded_by("import lbp_teach.probability")) <= {"lbp_teach"}
    everything = "".join(f"import lbp_teach.probability.{path.stem}\n" for path in PACKAGE if path.stem != "__init__")
    assert foreign(loaded_by(everything)) <= {"lbp_teach"} | PYDANTIC


def test_calculating_and_refusing_load_no_more_than_that() -> None:
    found = loaded_by(CALCULATE)
    assert "lbp_teach" in found
    assert foreign(found) <= {"lbp_teach"} | PYDANTIC | plugins_of_pydantic()


def plugins_of_pydantic() -> set[str]:
    """What validating one `Text` loads in this environment, such as plugins of pydantic that others installed."""
    return foreign(loaded_by("from lbp_teach.text import Text\nText(da='ja', en='yes')"))


def test_what_validating_a_text_loads_is_not_heavy_either() -> None:
    heavy = {"numpy", "scipy", "pandas", "statsmodels", "yaml", "IPython", "ipywidgets", "anywidget", "lbp_widgets"}
    assert plugins_of_pydantic() & heavy == set()


def test_importing_the_statistics_validates_nothing_yet() -> None:
    modules = ", ".join(f"lbp_teach.probability.{path.stem}" for path in PACKAGE if path.stem != "__init__")
    python(f"import {modules}, sys; sys.exit('pydantic.plugin._loader' in sys.modules)")


def test_no_file_of_the_statistics_imports_anything_else() -> None:
    assert len(PACKAGE) > 10
    for path in PACKAGE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, path.name
                names = [node.module or ""]
            for name in names:
                top = name.partition(".")[0]
                assert top in ALLOWED or top in sys.stdlib_module_names, f"{path.name} imports {name}"
                if top == "lbp_teach":  # and of the library only itself and the words
                    assert name.startswith(("lbp_teach.probability", "lbp_teach.text")), f"{path.name}: {name}"


def names() -> list[str]:
    return json.loads(python("import json, lbp_teach.probability as p; print(json.dumps(p.__all__))"))


def test_every_name_of_the_package_is_there_and_none_other() -> None:
    code = (
        "import lbp_teach.probability as p\nfor name in p.__all__: getattr(p, name)\nassert {*p.__all__} <= {*dir(p)}"
    )
    python(code + "\nassert p.__all__ == sorted(p.__all__) and {*p._HOME} == {*p.__all__}")
    python("import lbp_teach.probability as p\ntry: p.nonsense\nexcept AttributeError: pass\nelse: raise SystemExit(1)")


@pytest.mark.parametrize("order", ["as listed", "backwards", "modules first"])
def test_a_name_of_the_package_is_never_the_module_of_that_name(order: str) -> None:
    first = ""
    listed = names()
    if order == "backwards":
        listed.reverse()
    if order == "modules first":
        first = "".join(f"import lbp_teach.probability.{path.stem}\n" for path in PACKAGE if path.stem != "__init__")
    imports = "".join(f"from lbp_teach.probability import {name}\n" for name in listed)
    check = "".join(f"assert callable({name}), '{name} is ' + repr({name})\n" for name in listed)
    python(first + imports + check)


def test_no_name_of_the_package_is_also_the_name_of_a_module() -> None:
    assert set(names()) & {path.stem for path in PACKAGE} == set()


def test_the_check_of_what_is_loaded_sees_a_foreign_package() -> None:
    assert "yaml" in foreign(loaded_by("import yaml"))
    assert all(not foreign({name}) for name in itertools.islice(sys.stdlib_module_names, 20))
