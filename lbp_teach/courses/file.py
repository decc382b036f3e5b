"""A course as a YAML file: read strictly, every problem with its line; written so that it reads back to the same."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from lbp_teach import strict_yaml
from lbp_teach.courses.blueprints import blueprints, slots_of
from lbp_teach.courses.choosing import selector_of, whole_number
from lbp_teach.courses.draft import Plain, decided, plan_of
from lbp_teach.courses.model import MOST_PATIENTS, Course
from lbp_teach.courses.planning import equal, pool, problems
from lbp_teach.courses.record import CourseState
from lbp_teach.courses.trouble import At, Trouble
from lbp_teach.errors import InputError, Problem, UsageError, allowed
from lbp_teach.text import Lang

_KEYS = ("title", "lang", "feedback", "opens", "closes", "attempts", "mode", "minutes", "slots", "blueprint")
_SLOT_KEYS = ("label", "cases", "choose", "count", "variant", "weight")
_LARGEST = 200_000
Lines = dict[strict_yaml.Path, int]


def load(path: Path, others: Iterable[CourseState] = ()) -> tuple[Course, list[Problem]]:
    """Read a course from a file; what `read` does with its text.

    Raises:
        UsageError: the file cannot be read.
        InputError: it is no course; every problem is named.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise UsageError(f"{path} is larger than any course. Name a course file.")
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}). Check the path.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8 text. Save it again as UTF-8.") from None
    return read(text, path.name, others)


def read(text: str, file: str, others: Iterable[CourseState] = ()) -> tuple[Course, list[Problem]]:
    """Read a course.

    Args:
        text: YAML.
        file: its name, for messages.
        others: the courses that there are already, where they are known.

    Returns:
        The course, with an id and a code that stand for none (`create` gives it both), and what its author should
        know without having to change it.

    Raises:
        InputError: it is no course, or its patients are not of equal difficulty; every problem is named.
    """
    data, lines = strict_yaml.load(text, file)
    if not isinstance(data, dict):
        what = "A course is a list of keys such as `title:` and `slots:`."
        raise InputError([Problem(file, 1, "", what, "Start from the example in docs/courses.md.")])
    found = [_unknown(file, lines, (), key, _KEYS) for key in data if key not in _KEYS]
    plain = {key: data[key] for key in data if key in _KEYS and key != "blueprint"}
    _blueprint(data, plain, file, lines, found)
    # Which groups were not understood: that they have no patients would only be noise.
    vague = set[int]()
    if isinstance(plain.get("slots"), list):
        plain["slots"] = _slots(plain["slots"], file, lines, found, vague)
    course, troubles = decided(plain)
    if course is not None and not found:
        troubles = problems(course, others)
    else:
        course, troubles = None, [*troubles, *_patients_alone(plain, vague, troubles)]
    noise: list[At] = [("slots", number, "cases") for number in vague]
    noise += [("slots",)] if "blueprint" in data else []
    told = [(one, _told(one, file, lines)) for one in troubles if one.at not in noise]
    if course is None or found or any(one.blocks for one, _ in told):
        raise InputError([*found, *(problem for one, problem in told if one.blocks)])
    return course, [problem for _, problem in told]


def _patients_alone(plain: Plain, vague: set[int], troubles: list[Trouble]) -> list[Trouble]:
    """Return what is wrong with the patients of a file in which something else is wrong: all is told at once."""
    slots = plain.get("slots")
    if not isinstance(slots, list):
        return []
    # As far as the field of a slot: what is wrong in a list is wrong with the list.
    wrong = {one.at[:3] for one in troubles}
    sound = [n for n in range(len(slots)) if n not in vague and ("slots", n, "cases") not in wrong]
    # A field that cannot be is left out: its patients are looked at all the same.
    alone = [{key: slots[n][key] for key in slots[n] if ("slots", n, key) not in wrong} for n in sound]
    course, _ = decided({"title": "-", "slots": alone})
    found = problems(course) if course is not None else []
    return [
        replace(one, at=("slots", sound[one.at[1]], *one.at[2:]))
        for one in found
        if len(one.at) > 1 and isinstance(one.at[1], int)
    ]


def write(course: Course) -> str:
    """Return a course as a file's text, without its id and code: what is read from it is a course of its own."""
    plan = plan_of(course)
    lines = [
        "# A course of LBP Teach, see docs/courses.md. Times are those of the server's clock, without a time zone."
    ]
    lines += [f"{key}: {_said(plan[key])}" for key in _KEYS if key not in ("slots", "blueprint") and plan[key] != ""]
    lines.append("slots:")
    for slot in course.slots:
        lines.append(f"  - label: {_said(slot.label)}")
        lines.append(f"    cases: [{', '.join(map(_said, slot.cases))}]")
        lines.append(f"    count: {slot.count}")
        lines.append(f"    variant: {'yes' if slot.variant else 'no'}")
        lines.append(f"    weight: {_decimal(slot.weight)}")
    return "\n".join(lines) + "\n"


def _said(value: object) -> str:
    if isinstance(value, int):
        return str(value)
    text = str(value)
    plain = text.isascii() and text.replace("-", "").replace("_", "").replace(":", "").isalnum() and text[0] not in "-:"
    # A text in quotation marks as JSON has it is the same text in YAML.
    return text if plain and not text.endswith(":") and text != "null" else json.dumps(text, ensure_ascii=False)


def _decimal(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:.6f}".rstrip("0")


# ---- what a file may say in other words: a blueprint, or which cases are meant ----


def _blueprint(data: Plain, plain: Plain, file: str, lines: Lines, found: list[Problem]) -> None:
    if "blueprint" not in data:
        return
    at: strict_yaml.Path = ("blueprint",)
    name = str(data["blueprint"])
    if "slots" in data:
        what = "a course has either a blueprint or slots."
        found.append(_problem(file, lines, at, what, "Remove one of the two."))
        return
    known = {one.id: one for one in blueprints()}
    if name not in known:
        what = f"there is no blueprint {name!r}."
        found.append(_problem(file, lines, at, what, allowed(name, list(known))))
        return
    lang = Lang(data["lang"]) if data.get("lang") in tuple(Lang) else Lang.DA
    slots = slots_of(known[name], lang)
    if slots is None:
        what = f"the cases that are here cannot fill {name!r} with patients of equal difficulty."
        found.append(_problem(file, lines, at, what, "Write `slots:` with cases of your own."))
        return
    plain["slots"] = [slot.model_dump(mode="json") for slot in slots]


def _slots(given: list[Any], file: str, lines: Lines, found: list[Problem], vague: set[int]) -> list[Any]:
    ready: list[Any] = []
    taken: set[str] = set()
    for number, one in enumerate(given):
        at: strict_yaml.Path = ("slots", number)
        if not isinstance(one, dict):
            what = "a slot is a list of keys such as `cases:` and `count:`."
            found.append(_problem(file, lines, at, what, "Start from the example in docs/courses.md."))
            vague.add(number)
            ready.append({})
            continue
        found += [_unknown(file, lines, at, key, _SLOT_KEYS) for key in one if key not in _SLOT_KEYS]
        slot = {key: value for key, value in one.items() if key in _SLOT_KEYS and key != "choose"}
        if "choose" in one and "cases" in one:
            what = "a slot has either cases or choose."
            found.append(_problem(file, lines, (*at, "choose"), what, "Remove one of the two."))
        elif "choose" in one:
            slot["cases"] = list(_chosen(one, (*at, "choose"), taken, file, lines, found))
            vague |= set() if slot["cases"] else {number}
        cases = slot.get("cases")
        taken.update(one for one in cases if isinstance(one, str)) if isinstance(cases, list) else None
        ready.append(slot)
    return ready


def _chosen(
    slot: Plain, at: strict_yaml.Path, taken: set[str], file: str, lines: Lines, found: list[Problem]
) -> tuple[str, ...]:
    selector, wrong = selector_of(slot["choose"], at)
    found += [_problem(file, lines, *one) for one in wrong]
    count = whole_number(slot.get("count", 1))
    if selector is None or count is None or not 1 <= count <= MOST_PATIENTS:
        return ()
    cases = equal(selector, count, taken)
    if not cases:
        fit = ", ".join(one.id for one in pool(selector)) or "none"
        what = f"no {count} cases of equal difficulty fit in all their variants. As written these fit: {fit}."
        found.append(_problem(file, lines, at, what, "Ask for less, lower `count`, or name `cases:` yourself."))
    return cases


# ---- problems ----


def _problem(file: str, lines: Lines, at: strict_yaml.Path, what: str, remedy: str) -> Problem:
    return Problem(file, strict_yaml.line_of(at, lines), strict_yaml.dotted(at), what, remedy)


def _unknown(file: str, lines: Lines, at: strict_yaml.Path, key: str, names: tuple[str, ...]) -> Problem:
    return _problem(file, lines, (*at, key), "there is no such key.", allowed(key, names))


def _told(trouble: Trouble, file: str, lines: Lines) -> Problem:
    return _problem(file, lines, trouble.at, trouble.what.en, trouble.remedy.en)
