"""What every app of ours brings to the browser: one text without imports, words that exist, colours from tokens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import lbp_widgets
from lbp_teach import content
from lbp_teach.bedside.tools import TOOLS
from lbp_widgets._compose import compose_js

PACKAGE = Path(lbp_widgets.__file__).parent
DECLARED = re.compile(r"^(?:export )?(?:async )?(?:function\*?|const|let|class) +([\w$]+)", re.MULTILINE)
KEYFRAME = re.compile(r"from|to|[\d.]+%")
#: The apps, and the words of their own that each brings beside the common ones.
APPS: dict[str, tuple[str, ...]] = {
    "player": ("bedside", "progress", *TOOLS),
    "explorer": (),
    "lab": ("lab",),
    "clinic": ("clinic",),
}
APPS["studio"] = ("studio",)
APPS["examroom"] = ()
APPS |= {tool: ("bedside", tool) for tool in TOOLS if (PACKAGE / tool / f"{tool}.js").is_file()}
each_app = pytest.mark.parametrize("app", APPS)


def composed(app: str) -> str:
    return compose_js(PACKAGE / app / f"{app}.js")


@each_app
def test_the_module_is_composed_without_imports_and_without_a_name_twice(app: str) -> None:
    text = composed(app)
    assert re.findall(r"^\s*import\b.*", text, re.MULTILINE) == []
    assert re.findall(r"^export .*", text, re.MULTILINE) == ["export default { render };"]
    assert re.findall(r"https?://(?!www\.w3\.org)", text) == []
    assert re.findall(r"\bfetch\(|XMLHttpRequest|innerHTML", text) == []
    names = DECLARED.findall(text)
    assert [name for name in set(names) if names.count(name) > 1] == []


@each_app
def test_no_module_of_an_app_is_forgotten(app: str) -> None:
    text = composed(app)
    for path in (PACKAGE / app).glob("*.js"):
        for name in DECLARED.findall(path.read_text("utf-8")):
            assert re.search(rf"\b{re.escape(name)}\b", text), f"{path.name}: {name}"


@each_app
def test_every_word_a_screen_asks_for_exists(app: str) -> None:
    strings = content.strings("da", *APPS[app])
    for path in (PACKAGE / app).glob("*.js"):
        for key in re.findall(r'\bt\("([\w.]+)"', path.read_text(encoding="utf-8")):
            assert key in strings, f"{path.name}: {key}"


@each_app
def test_colours_and_type_come_from_tokens_and_selectors_from_the_root(app: str) -> None:
    for path in (PACKAGE / app).glob("*.css"):
        css = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        if app != "player":
            assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgb\(|\bhsl\(", css) == [], path.name
        for selector in re.findall(r"([^{}]+)\{", css):
            for one in filter(None, (part.strip() for part in re.split(r",(?![^(]*\))", selector))):
                known = one.startswith((".lbp", "@")) or "width" in one or "pointer" in one or KEYFRAME.fullmatch(one)
                assert known, f"{path.name}: {one}"


def test_every_word_of_the_laboratory_is_used() -> None:
    strings = set(content.strings("da", "lab")) - set(content.strings("da"))
    text = composed("lab")
    # A key is either written out or put together from a beginning that is: t(`lab.grade.${grade}`).
    starts = set(re.findall(r"[`\"]((?:lab|bar)\.[\w.]*)", text))
    unused = [
        key
        for key in sorted(strings)
        if not any(key == s or (s.endswith((".", "_")) and key.startswith(s)) for s in starts)
        and not (key.endswith(".one") and key[:-4] in starts)
    ]
    assert unused == []
