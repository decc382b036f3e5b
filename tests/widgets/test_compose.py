"""Small modules become one text that a browser can load from a Blob."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import lbp_widgets
from lbp_widgets._compose import compose_css, compose_js

PACKAGE = Path(lbp_widgets.__file__).parent
ENTRY = PACKAGE / "player" / "player.js"
DECLARED = re.compile(r"^(?:export )?(?:async )?(?:function\*?|const|let|class) +([\w$]+)", re.MULTILINE)


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder / "main.js"


def modules(entry: Path) -> set[Path]:
    """Every module that is reached by reading imports, found anew without the composer."""
    seen: set[Path] = set()
    todo = [entry.resolve()]
    while todo:
        path = todo.pop()
        if path not in seen:
            seen.add(path)
            found = re.findall(r'\bfrom\s+"(\.[^"]+)"', path.read_text(encoding="utf-8"))
            todo += [(path.parent / name).resolve() for name in found]
    return seen


def test_no_import_and_no_relative_address_is_left() -> None:
    text = compose_js(ENTRY)
    assert re.findall(r"^\s*import\b.*", text, re.MULTILINE) == []
    assert re.findall(r"""\bfrom\s+["']""", text) == []
    assert re.findall(r"""\bimport\s*\(""", text) == []
    assert re.findall(r"""["']\.{1,2}/[^"']*\.js["']""", text) == []
    assert re.findall(r"https?://(?!www\.w3\.org)", text) == []


def test_only_the_default_export_is_left() -> None:
    assert re.findall(r"^export .*", compose_js(ENTRY), re.MULTILINE) == ["export default { render };"]


def test_every_module_is_there_once() -> None:
    text = compose_js(ENTRY)
    found = modules(ENTRY)
    assert len(found) > 10
    for path in found:
        names = DECLARED.findall(path.read_text(encoding="utf-8"))
        assert names, path.name
        for name in names:
            assert (
                len(
                    re.findall(rf"^(?:async )?(?:function\*?|const|let|class) +{re.escape(name)}\b", text, re.MULTILINE)
                )
                == 1
            )


def test_no_module_is_forgotten() -> None:
    apps = tuple(p.name for p in PACKAGE.iterdir() if (p / f"{p.name}.js").is_file())
    assert {"player", "explorer", "lab"} < set(apps)
    written = {p.resolve() for folder in ("front", *apps) for p in (PACKAGE / folder).glob("*.js")}
    reached = {module for app in apps for module in modules(PACKAGE / app / f"{app}.js")}
    assert written - reached == set()


def test_what_is_imported_exists_and_keeps_its_name() -> None:
    for path in modules(ENTRY):
        text = path.read_text(encoding="utf-8")
        for names, source in re.findall(r'^import \{([^}]*)\} from "(\.[^"]+)"', text, re.MULTILINE):
            exported = (path.parent / source).resolve().read_text(encoding="utf-8")
            for name in filter(None, (n.strip() for n in names.split(","))):
                assert " as " not in name, f"{path.name}: a renamed import would lose its name"
                assert re.search(
                    rf"^export (?:async )?(?:function\*?|const|let|class) +{re.escape(name)}\b", exported, re.MULTILINE
                )


def test_the_composed_text_is_javascript(tmp_path: Path) -> None:
    node = shutil.which("node")
    text = compose_js(ENTRY)
    if node:
        path = tmp_path / "player.mjs"
        path.write_text(text, encoding="utf-8")
        done = subprocess.run([node, "--check", str(path)], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    for opening, closing in ("{}", "()", "[]"):
        bare = re.sub(
            r"`(?:\\.|[^`\\])*`|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|//[^\n]*|/\*.*?\*/",
            "",
            text,
            flags=re.DOTALL,
        )
        assert abs(bare.count(opening) - bare.count(closing)) <= 2, (opening, bare.count(opening), bare.count(closing))


def test_imported_modules_come_first_and_once(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        main='import { a } from "./a.js";\nimport { b } from "./b.js";\nexport default { render: () => a + b };\n',
        a='import { b } from "./b.js";\nexport const a = b + 1;\n',
        b="export const b = 1;\n",
    )
    assert compose_js(entry) == "const b = 1;\n\nconst a = b + 1;\n\nexport default { render: () => a + b };\n"


@pytest.mark.parametrize(
    "line",
    [
        'import {\n  b,\n} from "./b.js";',
        "import { b } from './b.js';",
        'import { b } from "./b.js"; // why',
        '  import { b } from "./b.js";',
    ],
    ids=["over several lines", "single quotes", "with a comment", "indented"],
)
def test_an_import_however_it_is_written_is_followed_or_refused(tmp_path: Path, line: str) -> None:
    entry = write(tmp_path, main=f"{line}\nexport default {{ b }};\n", b="export const b = 1;\n")
    try:
        text = compose_js(entry)
    except ValueError:
        return
    assert "import" not in text
    assert "const b = 1;" in text


@pytest.mark.parametrize(
    "line",
    ['import b from "./b.js";', 'import * as b from "./b.js";', 'import "./b.js";', 'export { b } from "./b.js";'],
)
def test_an_import_that_cannot_be_composed_is_refused_and_not_shipped(tmp_path: Path, line: str) -> None:
    entry = write(tmp_path, main=f"{line}\nexport default {{}};\n", b="export const b = 1;\n")
    with pytest.raises(ValueError, match=r"main\.js"):
        compose_js(entry)


def test_a_circle_is_named(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        main='import { a } from "./a.js";\n',
        a='import { b } from "./b.js";\n',
        b='import { a } from "./a.js";\n',
    )
    with pytest.raises(ValueError, match=r"a\.js imports itself through b\.js"):
        compose_js(entry)


def test_a_module_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"gone\.js"):
        compose_js(write(tmp_path, main='import { a } from "./gone.js";\n'))


def test_style_sheets_follow_one_another(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.css").write_text(f".{name} {{}}\n\n", encoding="utf-8")
    assert compose_css(tmp_path / "a.css", tmp_path / "b.css") == ".a {}\n.b {}\n"
