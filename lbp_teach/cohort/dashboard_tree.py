"""A page as a plain tree: drawn by the browser, and written to a file by Python, from the same description.

A node is `[tag, properties, children]`, a child a node or a text. Only what stands in `TAGS` and `PROPS` can be drawn:
nothing that runs, loads or leads away. Text is escaped where it is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

Node = list[Any]
Child = Any
TAGS = frozenset(
    [
        "section",
        "div",
        "span",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "ul",
        "ol",
        "li",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "strong",
        "small",
        "details",
        "summary",
        "button",
        "svg",
        "g",
        "line",
        "rect",
        "circle",
        "path",
        "text",
        "title",
        "dl",
        "dt",
        "dd",
        "label",
        "input",
        "textarea",
    ]
)
#: `data-…` and `aria-…` are allowed as well.
PROPS = frozenset(
    [
        "class",
        "id",
        "key",
        "scope",
        "colspan",
        "role",
        "tabindex",
        "lang",
        "type",
        "x",
        "y",
        "x1",
        "x2",
        "y1",
        "y2",
        "cx",
        "cy",
        "r",
        "d",
        "width",
        "height",
        "viewBox",
        "text-anchor",
        "open",
        "value",
        "min",
        "max",
        "inputmode",
        "for",
        "title",
        "step",
        "rows",
        "placeholder",
        "maxlength",
    ]
)
_VOID = frozenset({"input"})


def el(tag: str, props: dict[str, Any] | None = None, *kids: Child) -> Node:
    """Return a node; nested lists of children are laid flat, and None, False and empty texts are left out.

    Raises:
        ValueError: the tag or a property cannot be drawn; a fault of ours.
    """
    if tag not in TAGS:
        raise ValueError(f"a page has no <{tag}>")
    kept = {name: value for name, value in (props or {}).items() if value is not None and value is not False}
    for name in kept:
        if name not in PROPS and not name.startswith(("data-", "aria-")):
            raise ValueError(f"a page has no property {name!r}")
    return [tag, kept, list(_flat(kids))]


def _flat(kids: Iterable[Child]) -> Iterable[Child]:
    for kid in kids:
        if kid is None or kid is False or kid == "":
            continue
        if isinstance(kid, (list, tuple)) and not _is_node(kid):
            yield from _flat(kid)
        else:
            yield kid if isinstance(kid, list) else str(kid)


def _is_node(kid: Any) -> bool:
    return isinstance(kid, list) and len(kid) == 3 and isinstance(kid[0], str) and isinstance(kid[1], dict)


def to_html(node: Child) -> str:
    """Return a tree as HTML; what can only be pressed on the page is left out."""
    if isinstance(node, str):
        return escape(node)
    tag, props, kids = node
    if tag in ("input", "label", "textarea"):
        return ""
    inside = "".join(map(to_html, kids))
    if tag == "button":  # what it says still has to be read
        return f"<span>{inside}</span>"
    given = {**props, "open": True} if tag == "details" else props
    written = "".join(
        f" {name}" if value is True else f' {name}="{escape(str(value))}"'
        for name, value in given.items()
        if name != "key" and not name.startswith("data-act")
    )
    return f"<{tag}{written}>" + ("" if tag in _VOID else f"{inside}</{tag}>")


def text_of(node: Child) -> str:
    """Return the words of a tree with spaces between them, for tests and for what is read aloud."""
    if isinstance(node, str):
        return node
    return " ".join(word for word in map(text_of, node[2]) if word)
