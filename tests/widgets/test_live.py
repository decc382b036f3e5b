"""The live page's two halves fit together; what it shows is tested in tests/unit/test_live.py."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import lbp_widgets
from lbp_teach.live.session import LiveSession
from lbp_teach.live.words import WORDS
from lbp_teach.records import Records
from lbp_widgets import Live, live
from lbp_widgets._compose import compose_js

FOLDER = Path(lbp_widgets.__file__).parent / "live"


def test_the_module_has_no_name_twice_and_asks_for_no_word_that_is_not_there() -> None:
    text = compose_js(FOLDER / "live.js")
    names = re.findall(r"^(?:async )?(?:const|let|function|class)\s+(\w+)", text, re.MULTILINE)
    assert len(names) > 40
    assert [name for name in set(names) if names.count(name) > 1] == []
    assert re.findall(r"\bfetch\(|XMLHttpRequest|innerHTML", text) == []
    own = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.js"))
    asked = re.findall(r'"live\.([\w.]+)"', own)
    # Those that are put together: `live.tab.${tab}` and the like have all their members.
    for stem in re.findall(r"`live\.([\w.]+)\.\$", own):
        assert any(name.startswith(f"{stem}.") for name in WORDS), stem
    assert asked
    assert [name for name in asked if name not in WORDS] == []


def test_the_widget_hands_messages_on_and_back(tmp_path: Path) -> None:
    store = Records(tmp_path / "records.sqlite3")
    widget = Live(LiveSession(store))
    sent: list[Any] = []
    widget.send = sent.append
    widget._receive(widget, {"type": "tick", "n": 3, "lang": "en"}, [])
    widget._receive(widget, {"type": "nonsense"}, [])
    store.close()
    assert [(one["type"], one["n"], one["mode"]) for one in sent] == [("now", 3, "projector")]
    assert repr(widget) == "<LBP Teach live>"
    with pytest.raises(ValueError, match="'da' or 'en'"):
        live("sv")
