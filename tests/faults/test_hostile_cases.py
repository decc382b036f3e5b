"""Five hundred hostile case files: each is in order, or is told what is wrong, where, and what to do."""

from __future__ import annotations

import copy
import itertools
import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from faults.hostile import Hostile

from lbp_teach import compile, content
from lbp_teach.errors import LONGEST, MOST, InputError, Problem
from lbp_teach.guideline.assess import Book

SEED, FILES = 6, 500
CASES = ("selma-hodzic", "jesper-lund", "rikke-thorsen")
#: What is said of a file as a whole, where no line can be named.
WHOLE = ("there are", "The file is larger")
Change = Callable[[Hostile, str], bytes]


@lru_cache
def text_of(case: str) -> str:
    """Return the text of a case as its author wrote it."""
    return (content.cases_root() / f"{case}.yaml").read_text(encoding="utf-8")


@lru_cache
def data_of(case: str) -> str:
    return json.dumps(yaml.safe_load(text_of(case)))


def lines_of(text: str) -> list[str]:
    return text.splitlines(keepends=True)


# ---- damage to the text ----


def with_line(change: Callable[[random.Random, str], str]) -> Change:
    """Return a change of one line of the text, somewhere."""

    def changed(hostile: Hostile, text: str) -> bytes:
        lines = lines_of(text)
        place = hostile.chance.randrange(len(lines))
        lines[place] = change(hostile.chance, lines[place])
        return "".join(lines).encode("utf-8", "surrogatepass")

    return changed


def anywhere(pieces: tuple[str, ...]) -> Change:
    """Return a change that puts the next of these pieces between two lines, at the indentation that is there."""
    turns = itertools.cycle(pieces)

    def changed(hostile: Hostile, text: str) -> bytes:
        lines = lines_of(text)
        place = hostile.chance.randrange(len(lines))
        indent = re.match(r" *", lines[place])
        piece = next(turns).replace("\n", f"\n{indent.group() if indent else ''}")
        lines.insert(place, f"{indent.group() if indent else ''}{piece}\n")
        return "".join(lines).encode("utf-8", "surrogatepass")

    return changed


def cut(hostile: Hostile, text: str) -> bytes:
    data = text.encode()
    return data[: hostile.chance.randrange(len(data))]


def swapped(hostile: Hostile, text: str) -> bytes:
    lines = lines_of(text)
    one, other = hostile.chance.sample(range(len(lines)), 2)
    lines[one], lines[other] = lines[other], lines[one]
    return "".join(lines).encode()


def noise(hostile: Hostile, text: str) -> bytes:
    data = bytearray(text.encode())
    for _ in range(hostile.chance.choice((1, 3, 40))):
        data[hostile.chance.randrange(len(data))] = hostile.chance.randrange(256)
    return bytes(data)


def encoded(hostile: Hostile, text: str) -> bytes:
    encoding = hostile.chance.choice(("utf-16", "utf-32", "utf-16-le", "latin-1", "cp1252", "utf-8-sig", "utf-7"))
    return text.encode(encoding, "replace")


def line_ends(hostile: Hostile, text: str) -> bytes:
    ending = hostile.chance.choice(("\r\n", "\r", "\n\n", "\u0085", "\u2028", "\x0b"))
    return text.replace("\n", ending).encode()


def binary(hostile: Hostile, text: str) -> bytes:
    start = hostile.chance.choice((b"", b"\x89PNG\r\n", b"PK\x03\x04", b"%YAML 1.1\n---\n", b"%PDF-1.7", b"\x00" * 99))
    return start + hostile.chance.randbytes(hostile.chance.choice((0, 20, 4000)))


def nested(hostile: Hostile, text: str) -> bytes:
    opening = hostile.chance.choice(("[", "{a: ", "- ", "? ", "!x [", "&a [", "a:\n "))
    if opening == "a:\n ":
        return "".join(" " * n + "a:\n" for n in range(900)).encode()
    return (opening * hostile.chance.choice((90, 2000, 20_000))).encode()


def bomb(hostile: Hostile, text: str) -> bytes:
    """Return a file of a kilobyte that would unfold to terabytes, by aliases or by merged keys."""
    ten = range(30)
    if hostile.chance.random() < 0.5:
        lines = ["l0: &l0 [lol, lol, lol]"] + [f"l{n + 1}: &l{n + 1} [{', '.join([f'*l{n}'] * 9)}]" for n in ten]
    else:
        lines = ["m0: &m0 {a: b}"] + [f"m{n + 1}: &m{n + 1} {{<<: [{', '.join([f'*m{n}'] * 9)}]}}" for n in ten]
    bombs = "\n".join(lines) + "\n"
    return (bombs + text if hostile.chance.random() < 0.5 else text + bombs).encode()


def huge(hostile: Hostile, text: str) -> bytes:
    piece = hostile.chance.choice(("x" * 5_000_000, "# " + "c" * 3_000_000, "[1], " * 900_000, "a: 1\n" * 500_000))
    return f"{text}\nextra: {piece}\n".encode()


TAGS = (
    "x: !!python/object:os.system {}",
    "x: !!python/object/apply:os.system ['true']",
    "x: !!python/name:os.system ''",
    "x: !!binary aGVq",
    "x: !!timestamp 2026-01-01",
    "x: !!int seven",
    "x: !!float [1]",
    "x: !!set {a, b}",
    "x: !!omap [a: 1]",
    "x: !!null {}",
    "x: !!bool maybe",
    "x: !<tag:example.org,2026:x> y",
    "x: !unknown y",
    "x: !!str [1, 2]",
    "x: !!map [1, 2]",
    "!!python/object:x.y {}",
    "? [a, b]\n: c",
    "? {a: b}\n: c",
    "<<: {id: other}",
    "<<: [1, 2]",
    "<<: *nothing",
    "x: &a [*a]",
    "x: &a {b: *a}",
    "x: *undefined",
    "%TAG ! tag:x,2026:",
    "--- \nid: second",
    "...",
    "x: |\n\ttab",
    "x: >-9\n text",
    "x: 'open",
    'x: "\\ud83d"',
    'x: "\\x00"',
    'x: "\\U00110000"',
    "x: {a: 1, a: 2}",
    "x: [a, [b, [c",
    "\tx: y",
    "x: @y",
    "x: `y`",
    "x: y: z",
    "1e999: 1",
    "null: null",
    "~: ~",
    "x: !!timestamp x",
    "x: !!timestamp 2026-99-99",
    "x: !!int ''",
    "x: !!int 0x",
    "x: !!float x",
    "x: !!binary a",
    "x: !!pairs [a]",
    f"x: {'9' * 5000}",
    f"x: {'9' * 400}.0",
    "x: 1000000000000000000000",
)
TEXT: dict[str, Change] = {
    "cut off": cut,
    "a line twice": with_line(lambda chance, line: line * 2),
    "a line gone": with_line(lambda chance, line: ""),
    "two lines exchanged": swapped,
    "indented otherwise": with_line(lambda chance, line: " " * chance.choice((1, 2, 3, 7)) + line),
    "less indented": with_line(lambda chance, line: line[chance.choice((1, 2)) :] if line.startswith("  ") else line),
    "tabs": with_line(lambda chance, line: line.replace("  ", "\t", chance.choice((1, 9)))),
    "no colon": with_line(lambda chance, line: line.replace(":", chance.choice(("", "=", " :", "::")), 1)),
    "quotes": with_line(lambda chance, line: line.replace(" ", chance.choice((" '", ' "', " [", " {", " &x ")), 1)),
    "unicode": with_line(
        lambda chance, line: line.rstrip("\n") + chance.choice(("\u202e", "\u200b", "\ufeff", "\ud83d")) + "\n"
    ),
    "control characters": with_line(
        lambda chance, line: line.rstrip("\n") + chance.choice(("\x00", "\x1b[2J", "\x7f")) + "\n"
    ),
    "yaml of another kind": anywhere(TAGS),
    "noise": noise,
    "encoding": encoded,
    "line ends": line_ends,
    "binary": binary,
    "nested": nested,
    "bomb": bomb,
}


# ---- damage to the data ----


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if len(path) == 9:
        return  # a case is no deeper; what was put into it may be
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield (*path, key)
        yield from places(value, (*path, key))


def at(data: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


def value_changed(hostile: Hostile, data: Any, path: tuple[Any, ...]) -> None:
    at(data, path[:-1])[path[-1]] = hostile.value()[1]


def key_gone(hostile: Hostile, data: Any, path: tuple[Any, ...]) -> None:
    del at(data, path[:-1])[path[-1]]


def key_renamed(hostile: Hostile, data: Any, path: tuple[Any, ...]) -> None:
    holder = at(data, path[:-1])
    if isinstance(holder, list):
        holder.append(holder[path[-1]])
        return
    name = hostile.chance.choice(
        (f"{path[-1]}s", path[-1].upper(), "", "__class__", hostile.chance.choice(hostile.ids))
    )
    holder[name] = holder.pop(path[-1])


def moved(hostile: Hostile, data: Any, path: tuple[Any, ...]) -> None:
    """Put one part of the case into the place of another."""
    other = hostile.chance.choice(list(places(data)))
    part = copy.deepcopy(at(data, other))
    at(data, path[:-1])[path[-1]] = part


def story(hostile: Hostile, data: Any, path: tuple[Any, ...]) -> None:
    """Break the way from visit to visit: circles, visits that do not exist, decisions nobody knows."""
    chance, visits = hostile.chance, data["visits"]
    visit, ids = chance.choice(visits), [one["id"] for one in visits]
    somewhere = chance.choice((*ids, "nowhere", "", None, 5))
    match chance.randrange(7):
        case 0:
            visit["based_on"] = somewhere
        case 1:
            visit["next"] = [{"visit": somewhere, "bridge": {"da": "Så.", "en": "Then."}}]
        case 2:
            visit["id"] = somewhere
        case 3:
            when = {"decision": chance.choice(hostile.ids), "one_of": [chance.choice(hostile.ids)], "visit": somewhere}
            visit["endings"] = [{"when": when, "text": {"da": "Slut.", "en": "End."}}]
        case 4:
            when = {"not": {"all": [{"any": [{"decision": "imaging", "one_of": ["none"]}]}]}}
            visit["endings"] = [{"when": when, "text": {"da": "Slut.", "en": "End."}}]
        case 5:
            data["visits"] = visits * chance.choice((2, 4, 8))
        case _:
            data["visits"] = list(reversed(visits))


def facts(hostile: Hostile, data: Any, path: tuple[Any, ...]) -> None:
    """Put findings and values where they do not belong."""
    visit = hostile.chance.choice(data["visits"])
    book = content.library()
    found = visit.setdefault("facts", {})
    for name in hostile.chance.sample(sorted(book.findings), 4):
        values = (
            *book.findings[name].values,
            "present",
            "absent",
            "unknown",
            "not_applicable",
            -1,
            0,
            6,
            10**30,
            1e300,
        )
        one = hostile.chance.choice(values)
        found[name] = hostile.chance.choice((one, {"left": one, "right": hostile.chance.choice(values)}, {"left": one}))
    found[hostile.value()[0]] = hostile.value()[1]


DATA: dict[str, Callable[[Hostile, Any, tuple[Any, ...]], None]] = {
    "another value": value_changed,
    "a key gone": key_gone,
    "a key renamed": key_renamed,
    "a part moved": moved,
    "the story broken": story,
    "facts": facts,
}


def damaged(hostile: Hostile, case: str, kind: str) -> bytes:
    """Return a case file that was damaged as data and written out again, one key to a line."""
    data = json.loads(data_of(case))
    for _ in range(hostile.chance.choice((1, 1, 1, 3))):
        DATA[kind](hostile, data, hostile.chance.choice(list(places(data))))
        if kind != "facts":
            break
    try:
        return json.dumps(data, indent=1, ensure_ascii=hostile.chance.random() < 0.5).encode("utf-8", "surrogatepass")
    except RecursionError:
        return text_of(case).replace("persona:", "persona:\n  deep: " + "[" * 3000, 1).encode()


def files(ids: set[str]) -> Iterator[tuple[str, str, bytes]]:
    """Yield five hundred hostile files: kind, name of the case, bytes."""
    hostile = Hostile(SEED, ids)
    # What is damaged as data gets further into the checks; of the strange YAML each is tried.
    kinds = [*TEXT, "yaml of another kind", "yaml of another kind", *DATA, *DATA]
    for number in range(FILES - 4):
        kind = kinds[number % len(kinds)]
        case = CASES[0] if number % 5 else hostile.chance.choice(CASES[1:])
        yield kind, case, damaged(hostile, case, kind) if kind in DATA else TEXT[kind](hostile, text_of(case))
    for _ in range(4):
        yield "huge", CASES[0], huge(hostile, text_of(CASES[0]))


def said(path: Path, book: Book) -> list[Problem]:
    """Return what `lbp-teach cases validate` says of a file; nothing where it is in order."""
    try:
        compile.read_case(path, book)
    except InputError as error:
        return error.problems
    return []


@pytest.fixture(scope="module")
def ids() -> set[str]:
    book = content.library()
    return {*book.questions, *book.manoeuvres, *book.findings, *book.decisions, "cauda_equina", "mri", "routine"}


def test_five_hundred_hostile_files_are_in_order_or_explained(tmp_path: Path, ids: set[str]) -> None:
    book = content.library()
    made: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    without_line: Counter[str] = Counter()
    for kind, case, data in files(ids):
        path = tmp_path / f"{case}.yaml"
        path.write_bytes(data)
        problems = said(path, book)
        made[kind] += 1
        refused[kind] += bool(problems)
        without_line[kind] += not all(problem.line or problem.what.startswith(WHOLE) for problem in problems)
        assert len(problems) <= MOST + 1
        for problem in problems:
            line = str(problem)
            assert problem.file == path.name
            assert problem.what.strip()
            assert problem.remedy.strip()
            assert len(line) < 4 * LONGEST, line[:600]
            assert line.isprintable(), repr(line)[:600]
            assert not re.search(r"Traceback|object at 0x|<class|\.py\b|RecursionError", line), line
    print({kind: (made[kind], refused[kind], without_line[kind]) for kind in made})
    assert sum(made.values()) == FILES
    assert set(made) == {*TEXT, *DATA, "huge"}
    assert FILES // 2 < sum(refused.values()) < FILES, "some do no harm: a comment, a line end, words of a patient"
    assert +without_line == Counter(), "a line is named wherever there is one"


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
from lbp_teach.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit of memory")
def test_the_command_names_the_worst_of_them_in_a_gigabyte(tmp_path: Path) -> None:
    """One run of the real command over all: no traceback, exit code 2, and each file is named."""
    hostile = Hostile(SEED, {"x"})
    good = text_of(CASES[0])
    worst = {
        "bomb-one": bomb(hostile, good),
        "bomb-two": bomb(hostile, good),
        "huge": huge(hostile, good),
        "half": good.replace("id: selma-hodzic", 'id: "\\ud83d\\x1b[2J"', 1).encode(),
        "object": (good + "x: !!python/object/apply:os.system ['echo harm']\n").encode(),
        "binary": random.Random(SEED).randbytes(9000),
        "nested": b"[" * 20_000,
        "empty": b"",
    }
    paths = []
    for name, data in worst.items():
        paths.append(tmp_path / f"{name}.yaml")
        paths[-1].write_bytes(data)
    strange = tmp_path / os.fsdecode(b"not-utf8-\xff.yaml")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, "cases", "validate", *map(str, paths), str(strange)],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 2, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    assert "harm" not in done.stdout.replace("harmful", "")
    assert f"0 of {len(worst) + 1} case files are in order." in done.stdout
    for name in worst:
        assert f"{name}.yaml" in done.stderr
    assert "not-utf8-" in done.stderr
    assert "\x1b" not in done.stderr
