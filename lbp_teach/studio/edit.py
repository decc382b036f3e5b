"""Changes of a YAML text that touch nothing but what they change: comments, quotes and line breaks stay as they are.

The parser tells where each part stands; a change replaces exactly that. What a change made of the text is read again by
`ops`, which takes nothing for granted.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Sequence
from typing import Any

import yaml

from lbp_teach.strict_yaml import Path
from lbp_teach.studio.emit import WIDTH, after_key, entry, flow, item, key_text

# The parser in C is ten times as fast and tells the same places; where it is missing the other one does.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


Step = tuple[Any, int]
Order = Callable[[Path], Sequence[str]]


class Untouchable(Exception):
    """This part of the text is laid out in a way that a form cannot change."""


def set_value(text: str, path: Path, value: Any, data: Any, order: Order) -> str:
    """Return the text with one part set.

    Args:
        text: YAML that could be read strictly.
        path: where; parts that do not exist yet are made.
        value: plain data.
        data: what the text says now.
        order: for the way to a part, its keys in the order in which they are written.
    """
    known = _known(data, path)
    if known < len(path) - 1:
        # What lies between does not exist: it is made around the value.
        for part in reversed(path[known + 1 :]):
            value = [value] if isinstance(part, int) else {part: value}
        return set_value(text, path[: known + 1], value, data, order)
    steps = _steps(text, path[:known])
    parent = _at(data, path[:-1])
    if known == len(path):
        return _replace(text, steps, path, value, data)
    if not parent:
        # An empty part has no entry to stand beside.
        whole: Any = [value] if isinstance(path[-1], int) else {path[-1]: value}
        return _replace(text, steps, path[:-1], whole, data) if len(path) > 1 else text + flow(whole)
    if isinstance(path[-1], int):
        return _append(text, steps, path, value, data)
    return _insert(text, steps, path, value, data, order(path[:-1]))


def insert(text: str, path: Path, value: Any) -> str:
    """Return the text with an item before one that a list has already; the rest moves down."""
    parent, index = _steps(text, path)[-1]
    start = _entry_start(parent, index)
    if parent.flow_style:
        return text[:start] + f"{flow(value)}, " + text[start:]
    line, column = _line_start(text, start), int(parent.start_mark.column)
    if text[line:start].strip() != "-":
        raise Untouchable
    return text[:line] + " " * column + item(value, column) + "\n" + text[line:]


def remove(text: str, path: Path, data: Any) -> str:
    """Return the text without one entry of a mapping or one item of a list; its neighbours stay."""
    steps = _steps(text, path)
    parent, index = steps[-1]
    if parent.flow_style:
        return _remove_flow(text, parent, index)
    start = _line_start(text, _entry_start(parent, index))
    end = _line_end(text, _content_end(text, _value(parent, index)))
    lead = text[start : _entry_start(parent, index)]
    if isinstance(parent, yaml.MappingNode):
        if lead.strip() and index + 1 < len(parent.value):
            # The first key beside the dash of a list: the next one takes its place.
            return text[: _entry_start(parent, index)] + text[_entry_start(parent, index + 1) :]
        if lead.strip():
            raise Untouchable
    elif lead.strip() != "-":
        raise Untouchable
    return text[:start] + text[end + 1 :]


# ---- where things stand ----


def _known(data: Any, path: Path) -> int:
    """Return how many parts of a path exist."""
    for number, part in enumerate(path):
        if isinstance(part, int):
            if not isinstance(data, list) or part >= len(data):
                return number
            data = data[part]
        elif not isinstance(data, dict) or part not in data:
            return number
        else:
            data = data[part]
    return len(path)


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _steps(text: str, path: Path) -> list[Step]:
    """Return, for each part of a path, the node it stands in and which entry of it."""
    node: Any = yaml.compose(text, Loader=_LOADER)
    found: list[Step] = []
    for part in path:
        names = [k.value for k, _ in node.value] if isinstance(node, yaml.MappingNode) else range(len(node.value))
        index = list(names).index(part)
        found.append((node, index))
        node = _value(node, index)
    return found or [(node, -1)]


def _value(node: Any, index: int) -> Any:
    one = node.value[index]
    return one[1] if isinstance(node, yaml.MappingNode) else one


def _entry_start(node: Any, index: int) -> int:
    one = node.value[index]
    start: int = (one[0] if isinstance(node, yaml.MappingNode) else one).start_mark.index
    return start


def _node_at(steps: list[Step]) -> Any:
    node, index = steps[-1]
    return node if index < 0 else _value(node, index)


def _content_end(text: str, node: Any) -> int:
    """Return where a part really ends; a block reaches to the next token, past blank lines and comments."""
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    if isinstance(node, yaml.ScalarNode):
        return start + len(text[start:end].rstrip()) if node.style in ("|", ">") else end
    if node.flow_style:
        return end
    last = _value(node, -1)
    if isinstance(last, yaml.ScalarNode) and not last.value and not last.style and isinstance(node, yaml.MappingNode):
        return _after_colon(text, node.value[-1][0])
    return _content_end(text, last)


def _after_colon(text: str, key: Any) -> int:
    found = re.compile(r"[ \t]*:").match(text, key.end_mark.index)
    if not found:
        raise Untouchable
    return found.end()


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


# ---- changes ----


def _replace(text: str, steps: list[Step], path: Path, value: Any, data: Any) -> str:
    flowing = next((n for n, (node, _) in enumerate(steps) if node.flow_style), None)
    if flowing is not None:
        return _replace_flow(text, steps, path, value, data, flowing)
    parent, index = steps[-1]
    node = _value(parent, index)
    if isinstance(parent, yaml.SequenceNode):
        start, end = node.start_mark.index, _content_end(text, node)
        if node.start_mark.line != text.count("\n", 0, start):
            raise Untouchable
        return text[:start] + item(value, node.start_mark.column - 2).removeprefix("- ") + text[end:]
    key = parent.value[index][0]
    start = _after_colon(text, key)
    empty = isinstance(node, yaml.ScalarNode) and not node.value and not node.style
    end = start if empty else _content_end(text, node)
    new = after_key(key.value, value, key.start_mark.column)
    gap = text[start : _line_end(text, start)] if node.start_mark.line > key.start_mark.line else ""
    rest = text[end : _line_end(text, end)]
    if "\n" in new and "#" in rest:
        new = f" {flow(value)}"  # what follows on the line is a comment, and would become part of the text
    elif "#" in gap and new.startswith("\n"):
        new = gap.rstrip() + new
    return text[:start] + new + text[end:]


def _replace_flow(text: str, steps: list[Step], path: Path, value: Any, data: Any, flowing: int) -> str:
    """Replace inside `{...}`; when its line gets too long, the whole of it is written out over several lines."""
    parent, index = steps[-1]
    node = _value(parent, index)
    if isinstance(parent, yaml.MappingNode):
        start, lead = _after_colon(text, parent.value[index][0]), " "
        empty = isinstance(node, yaml.ScalarNode) and not node.value and not node.style
        end = start if empty else node.end_mark.index
    else:
        start, end, lead = node.start_mark.index, node.end_mark.index, ""
    new = text[:start] + lead + flow(value) + text[end:]
    return _unless_long(text, new, start, steps, path, value, data, flowing)


def _unless_long(
    text: str, new: str, at: int, steps: list[Step], path: Path, value: Any, data: Any, flowing: int
) -> str:
    outer = steps[flowing][0] if flowing < len(steps) else _node_at(steps)
    alone = "\n" not in text[outer.start_mark.index : outer.end_mark.index]
    if not flowing or not alone or _line_end(new, at) - _line_start(new, at) <= WIDTH:
        return new
    whole = copy.deepcopy(_at(data, path[:flowing]))
    inner = _at(whole, path[flowing:-1])
    if isinstance(inner, list) and path[-1] == len(inner):
        inner.append(value)
    else:
        inner[path[-1]] = value
    return _replace(text, steps[:flowing], path[:flowing], whole, data)


def _insert(text: str, steps: list[Step], path: Path, value: Any, data: Any, order: Sequence[str]) -> str:
    """Add a key, after the last of those that are written before it."""
    node, name = _node_at(steps), str(path[-1])
    if not isinstance(node, yaml.MappingNode):
        raise Untouchable
    names = [key.value for key, _ in node.value]
    before = [n for n in names if n in order and name in order and order.index(n) < order.index(name)]
    at = names.index(before[-1]) if before else -1 if name in order and names else len(names) - 1
    if node.flow_style:
        ends = [_content_end(text, v) for _, v in node.value]
        place: int = ends[at] if at >= 0 else node.value[0][0].start_mark.index
        words = f"{key_text(name)}: {flow(value)}"
        new = text[:place] + (f", {words}" if at >= 0 else f"{words}, ") + text[place:]
        flowing = next((n for n, (one, _) in enumerate(steps) if one.flow_style), len(steps))
        return _unless_long(text, new, place, steps, path, value, data, flowing)
    column = int(node.value[0][0].start_mark.column)
    if at < 0:
        start: int = node.value[0][0].start_mark.index
        return text[:start] + entry(name, value, column) + "\n" + " " * column + text[start:]
    previous_key, previous = node.value[at]
    empty = isinstance(previous, yaml.ScalarNode) and not previous.value and not previous.style
    end = _after_colon(text, previous_key) if empty else _content_end(text, previous)
    place = _line_end(text, end)
    return text[:place] + "\n" + " " * column + entry(name, value, column) + text[place:]


def _append(text: str, steps: list[Step], path: Path, value: Any, data: Any) -> str:
    """Add an item at the end of a list that has some already."""
    node = _node_at(steps)
    if not isinstance(node, yaml.SequenceNode):
        raise Untouchable
    end: int = _content_end(text, node.value[-1])
    if node.flow_style:
        new = text[:end] + f", {flow(value)}" + text[end:]
        flowing = next((n for n, (one, _) in enumerate(steps) if one.flow_style), len(steps))
        return _unless_long(text, new, end, steps, path, value, data, flowing)
    place, column = _line_end(text, end), int(node.start_mark.column)
    between = "\n\n" if path[-2] == "visits" else "\n"
    return text[:place] + between + " " * column + item(value, column) + text[place:]


def _remove_flow(text: str, parent: Any, index: int) -> str:
    starts = [_entry_start(parent, n) for n in range(len(parent.value))]
    if index + 1 < len(starts):
        return text[: starts[index]] + text[starts[index + 1] :]
    end = _content_end(text, _value(parent, index))
    start = _content_end(text, _value(parent, index - 1)) if index else starts[index]
    return text[:start] + text[end:]
