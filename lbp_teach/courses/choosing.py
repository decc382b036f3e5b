"""Which cases a course's file means that says what kind they are: `choose: {category: nerve_root, difficulty: 2}`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from lbp_teach.case import Theme
from lbp_teach.courses.pool import Category, Selector, Suspected, Urgency
from lbp_teach.errors import allowed
from lbp_teach.strict_yaml import Path

#: What is wrong: where, what, and what to do.
Wrong = tuple[Path, str, str]
_WORDS: dict[str, tuple[str, ...]] = {
    "category": get_args(Category),
    "suspected": get_args(Suspected),
    "urgency": get_args(Urgency),
    "theme": get_args(Theme),
}
_WHOLE = {"difficulty": (1, 5), "visits": (1, 12)}
_YES_NO = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
NAMES = tuple(Selector.model_fields)


def selector_of(given: Any, at: Path) -> tuple[Selector | None, list[Wrong]]:
    """Return which cases are meant.

    Args:
        given: what stands under `choose`; nothing in it is trusted.
        at: where that is.

    Returns:
        The selector, None where it cannot be; and everything that is wrong.
    """
    if not isinstance(given, Mapping) or not given:
        what = "it says which cases are meant, as `{category: nerve_root}`."
        return None, [(at, what, allowed("", NAMES))]
    wrong: list[Wrong] = []
    read: dict[str, Any] = {}
    for name, value in given.items():
        where: Path = (*at, name)
        if name not in NAMES:
            wrong.append((where, "there is no such key.", allowed(str(name), NAMES)))
        elif name == "urgency":
            read[name] = _several(where, value, _WORDS[name], wrong)
        elif name == "chronic":
            read[name] = _yes_or_no(where, value, wrong)
        elif name in _WHOLE:
            read[name] = _whole(where, value, *_WHOLE[name], wrong)
        else:
            read[name] = _one_of(where, value, _WORDS[name], wrong)
    return (None if wrong else Selector(**read)), wrong


def whole_number(given: Any) -> int | None:
    """Return a whole number that may stand in quotation marks; None where it is none."""
    text = str(given).strip()
    plain = not isinstance(given, bool) and text.isascii() and text.isdecimal() and len(text) <= 6
    return int(text) if plain else None


def _whole(at: Path, given: Any, least: int, most: int, wrong: list[Wrong]) -> int | None:
    number = whole_number(given)
    if number is not None and least <= number <= most:
        return number
    wrong.append((at, _cannot(given), f"Write a whole number from {least} to {most}."))
    return None


def _yes_or_no(at: Path, given: Any, wrong: list[Wrong]) -> bool | None:
    if isinstance(given, str) and given.lower() in _YES_NO:
        return _YES_NO[given.lower()]
    wrong.append((at, _cannot(given), "Write yes or no, or leave it out where it does not matter."))
    return None


def _one_of(at: Path, given: Any, names: tuple[str, ...], wrong: list[Wrong]) -> str | None:
    if isinstance(given, str) and given in names:
        return given
    # All of them, however many: the themes stand nowhere else where an author could look.
    guess = allowed(str(given), names).partition("Allowed:")[0]
    wrong.append((at, _cannot(given), f"{guess}Allowed: {', '.join(sorted(names))}."))
    return None


def _several(at: Path, given: Any, names: tuple[str, ...], wrong: list[Wrong]) -> tuple[str | None, ...]:
    if not isinstance(given, list):
        return (_one_of(at, given, names, wrong),)
    if not given:
        wrong.append((at, "the list is empty.", f"Leave it out, or name some. {allowed('', names)}"))
    return tuple(_one_of((*at, n), one, names, wrong) for n, one in enumerate(given))


def _cannot(given: Any) -> str:
    if given is None or given == "":
        return "nothing stands here."
    kind = "a list of keys" if isinstance(given, dict) else "a list" if isinstance(given, list) else repr(str(given))
    return f"{kind} cannot stand here."
