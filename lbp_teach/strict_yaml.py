"""YAML for medical content: no duplicate keys, no `no` that turns into False, and a line for every key.

Only authors' and maintainers' paths import this module; a student's kernel reads compiled JSON.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from lbp_teach.errors import InputError, Problem

Path = tuple[str | int, ...]
_REMEDY_SYNTAX = "Check the indentation and the quotes on this line and the one above it."


#: What the parser says most often, and what that means for somebody who writes a text.
_PLAINLY = (
    ("'\\t'", "a tab stands here; YAML is indented by spaces"),
    ("mapping values are not allowed", "a colon stands where YAML expects none: put a text that has one in quotes"),
    ("could not find expected ':'", "a colon is missing after a key, or a line is not indented far enough"),
    ("but found ','", "a comma stands where YAML expects none: put a text that has one in quotes"),
    ("found '<scalar>'", "text stands after a closing quotation mark, or the indentation does not fit the lines above"),
    (
        "sequence entries are not allowed",
        "a dash stands where YAML expects none: put a text that begins with one in quotes",
    ),
    ("expected <block end>", "the indentation does not fit the lines above"),
    ("unexpected end of stream", "a quotation mark is not closed"),
    ("expected ',' or '}'", "a closing } or a comma is missing"),
    ("expected ',' or ']'", "a closing ] or a comma is missing"),
    ("unknown escape character", "a backslash stands within double quotes: write it twice, or leave it out"),
)


class _Loader(yaml.SafeLoader):
    """SafeLoader for which only plain decimal numbers and `null` are not text.

    YAML 1.1 would also read `no` as false, 9:10 as a number of minutes and 010 as eight.
    """


_STANDARD = "tag:yaml.org,2002:"
_TEXT = f"{_STANDARD}str"
_NUMBERS = {
    f"{_STANDARD}int": r"[-+]?(?:0|[1-9][0-9]*)",
    f"{_STANDARD}float": r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+",
    f"{_STANDARD}null": r"~|null|",
}
#: Nothing that is counted or measured in a patient needs more digits; Python itself stumbles over thousands of them.
_DIGITS = 18
#: What a word processor makes of a quotation mark that was meant for YAML. Within straight ones they may stand.
_CURLY = re.compile("[“”„‟‘’‚‛«»]")
# A private copy: changing SafeLoader itself would change every other user of PyYAML in the process.
_Loader.yaml_implicit_resolvers = {}
#: The same in C, ten times as fast; None where PyYAML was built without it.
_Fast: Any = None
if yaml.__with_libyaml__:
    _Fast = type("_Fast", (yaml.CSafeLoader,), {"yaml_implicit_resolvers": _Loader.yaml_implicit_resolvers})
#: What is deeper than this is left to Python, which stumbles over depth with an exception; C would fall.
_DEEPEST = 100
for _tag, _first in (("int", "-+0123456789"), ("float", "-+0123456789"), ("null", ("~", "n", ""))):
    _pattern = _NUMBERS[f"{_STANDARD}{_tag}"]
    _Loader.add_implicit_resolver(f"{_STANDARD}{_tag}", re.compile(rf"^(?:{_pattern})$"), list(_first))


def load(text: str, file: str) -> tuple[Any, dict[Path, int]]:
    """Read YAML strictly.

    Args:
        text: the YAML text.
        file: name for error messages.

    Returns:
        The plain data, and the line number (from 1) of every key and list item by its path.

    Raises:
        InputError: the text is not YAML, uses a duplicate key, or a key that is not text.
    """
    return _quickly(text) or _carefully(text, file)


def _quickly(text: str) -> tuple[Any, dict[Path, int]] | None:
    """Return what `load` does for a file without fault; None for any other, which is then read with care."""
    if _Fast is None or _is_deep(text):
        return None
    loader = None
    try:
        loader = _Fast(text)
        node = loader.get_single_node()
        lines: dict[Path, int] = {}
        problems: list[Problem] = []
        if node is None:
            return None
        _walk(node, (), lines, problems, "", set())
        return None if problems else (loader.construct_document(node), lines)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        return None
    finally:
        if loader is not None:
            loader.dispose()


def _is_deep(text: str) -> bool:
    """Return whether lists and keys may stand so far inside one another that reading them takes a deep stack."""
    depth = 0
    for sign in re.findall(r"[][{}]", text):
        depth += 1 if sign in "[{" else -1
        if depth > _DEEPEST:
            return True
    return any(len(line) - len(line.lstrip(" -?:")) > _DEEPEST for line in text.splitlines())


def _carefully(text: str, file: str) -> tuple[Any, dict[Path, int]]:
    loader: _Loader | None = None
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is None:
            raise InputError([Problem(file, 1, "", "The file is empty.", "Start from a copy of another file.")])
        lines: dict[Path, int] = {}
        problems: list[Problem] = []
        _walk(node, (), lines, problems, file, set())
        if problems:
            raise InputError(problems)
        return loader.construct_document(node), lines
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        said = error.problem or error.context or ""
        plainly = next((f": {plain}" for part, plain in _PLAINLY if part in said), f" ({said})")
        what = f"This is not valid YAML{plainly}."
        raise InputError([Problem(file, line, "", what, _REMEDY_SYNTAX)]) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        what = f"the character U+{error.character:04X} cannot stand in YAML."
        raise InputError([Problem(file, line, "", what, "Remove it.")]) from None
    except RecursionError:
        line = loader.line + 1 if loader is not None else None
        what = "too many lists or keys are inside one another."
        raise InputError([Problem(file, line, "", what, "Start from a copy of another file.")]) from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # An escape beyond all characters, such as \U00110000, carries no mark.
        line = loader.line + 1 if loader is not None else None
        what = f"This is not valid YAML ({' '.join(str(error).split())[:120]})."
        raise InputError([Problem(file, line, "", what, _REMEDY_SYNTAX)]) from None
    finally:
        if loader is not None:
            loader.dispose()


def _walk(
    node: yaml.Node,
    path: Path,
    lines: dict[Path, int],
    problems: list[Problem],
    file: str,
    seen_nodes: set[int],
) -> None:
    if id(node) in seen_nodes:
        # An alias can also make a file of a kilobyte unfold to gigabytes.
        what = "a reference (*name) to another part is not allowed."
        line = lines.get(path, node.start_mark.line + 1)
        problems.append(Problem(file, line, dotted(path), what, "Write the part out here."))
        return
    seen_nodes.add(id(node))
    wrong = _wrong(node)
    if wrong is not None:
        problems.append(Problem(file, node.start_mark.line + 1, dotted(path), *wrong))
        return
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                problems.append(Problem(file, line, dotted(path), "A key must be plain text.", "Rewrite this key."))
                continue
            if not key.style and _CURLY.match(key.value):
                what = f"{key.value[:40]!r} stands in curly quotation marks, which YAML takes for a part of the key."
                problems.append(Problem(file, line, dotted(path), what, "Write the key without them."))
                continue
            if key.value in seen:
                what = f"duplicate key {key.value!r}, first used on line {seen[key.value]}."
                problems.append(Problem(file, line, dotted((*path, key.value)), what, "Keep one of the two."))
            seen.setdefault(key.value, line)
            key.tag = _TEXT  # a key is always text, also `null:` and `3:`
            lines[(*path, key.value)] = line
            _walk(value, (*path, key.value), lines, problems, file, seen_nodes)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            lines[(*path, index)] = item.start_mark.line + 1
            _walk(item, (*path, index), lines, problems, file, seen_nodes)


def _wrong(node: yaml.Node) -> tuple[str, str] | None:
    """Return what is wrong with a value that YAML would have made something else of, and what to do."""
    kind = {yaml.MappingNode: "map", yaml.SequenceNode: "seq", yaml.ScalarNode: "str"}[type(node)]
    plain = node.tag == f"{_STANDARD}{kind}"
    if not plain and not (kind == "str" and re.fullmatch(_NUMBERS.get(node.tag, "(?!)"), node.value)):
        name = node.tag.replace(_STANDARD, "!!", 1)
        return f"a tag ({name}) is not allowed.", "Write the value without it."
    if not plain and len(node.value) > _DIGITS:
        return "this number has too many digits.", "Correct the number."
    if isinstance(node, yaml.ScalarNode) and not node.style and _CURLY.match(node.value):
        what = f"{node.value[:40]!r} stands in curly quotation marks, which YAML takes for a part of the text."
        return what, 'Use straight ones: "...".'
    if kind == "str" and re.search("[\ud800-\udfff]", node.value):
        return "half a character stands in this text.", "Write the whole character."
    return None


def dotted(path: Path) -> str:
    """Return a path as a person reads it: `visits[0].facts`."""
    words = ""
    for part in path:
        words += f"[{part}]" if isinstance(part, int) else f".{part}" if words else part
    return words


def line_of(path: Path, lines: dict[Path, int]) -> int | None:
    """Return the line of a path, or of the nearest thing around it that has one."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path)
