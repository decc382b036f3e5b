"""Values as YAML text, in the layout that the case files are written in."""

from __future__ import annotations

import re
import textwrap
from typing import Any

WIDTH = 120
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*|[^\W\d_][\w-]*(?: [\w-]+){0,3}")
#: Words that other readers of YAML would take for something else than text.
_NOT_PLAIN = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
#: Parts of a case that always stand with one entry on a line, however short they are.
_ALWAYS_BLOCK = frozenset(
    ("persona", "visits", "facts", "answers", "next", "endings", "door", "objectives", "variants", "alternatives")
)
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def flow(value: Any) -> str:
    """Return a value on one line."""
    match value:
        case dict():
            return "{" + ", ".join(f"{key_text(k)}: {flow(v)}" for k, v in value.items()) + "}"
        case list():
            return "[" + ", ".join(flow(v) for v in value) + "]"
        case None:
            return "null"
        case bool():
            return quoted(str(value).lower())
        case int():
            return str(value)
        case float():
            return str(int(value)) if value.is_integer() else f"{value:.6f}".rstrip("0")
        case _:
            text = str(value)
            return text if _is_plain(text) else quoted(text)


def _is_plain(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None and text.lower() not in _NOT_PLAIN


def key_text(key: str) -> str:
    """Return a key as it is written."""
    return key if _is_plain(key) else quoted(key)


def quoted(text: str) -> str:
    """Return a text between double quotes; what cannot be seen is written as an escape."""
    return '"' + "".join(_ESCAPES.get(c) or (c if c.isprintable() else _escape(c)) for c in text) + '"'


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02X}" if code < 256 else f"\\u{code:04X}" if code < 65536 else f"\\U{code:08X}"


def after_key(name: str, value: Any, indent: int) -> str:
    """Return what stands after `name:` in a block at a column: a space and the value, or the lines below.

    Args:
        name: the key.
        value: plain data.
        indent: column of the key.
    """
    line = flow(value)
    always = name in _ALWAYS_BLOCK and value and isinstance(value, dict | list)
    if not always and indent + len(key_text(name)) + 2 + len(line) <= WIDTH:
        return f" {line}"
    if isinstance(value, dict) and value:
        return "\n" + mapping(value, indent + 2)
    if isinstance(value, list) and value:
        return "\n" + "\n".join(" " * (indent + 2) + item(one, indent + 2) for one in value)
    if isinstance(value, str) and _folds(value):
        return folded(value, indent + 2)
    return f" {line}"


def mapping(value: dict[str, Any], indent: int) -> str:
    """Return the lines of a mapping, each beginning at a column."""
    return "\n".join(" " * indent + entry(k, v, indent) for k, v in value.items())


def entry(name: str, value: Any, indent: int) -> str:
    """Return one key and its value, for a place where the column is already reached."""
    return f"{key_text(name)}:{after_key(name, value, indent)}"


def item(value: Any, indent: int) -> str:
    """Return one item of a list, for a place where the column of its dash is already reached."""
    line = flow(value)
    whole = isinstance(value, dict) and any(name in _ALWAYS_BLOCK for name in value)
    if not whole and indent + 2 + len(line) <= WIDTH:
        return f"- {line}"
    if isinstance(value, dict) and value:
        return "- " + mapping(value, indent + 2).lstrip()
    if isinstance(value, str) and _folds(value):
        return "-" + folded(value, indent + 2)
    return f"- {line}"


def _folds(text: str) -> bool:
    """Return whether a text reads the same when it is folded over several lines."""
    return text.isprintable() and text == " ".join(text.split()) and text != ""


def folded(text: str, indent: int) -> str:
    """Return a long text over several lines."""
    lines = textwrap.wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    return " >-" + "".join(f"\n{' ' * indent}{line}" for line in lines)
