"""Values and messages that mean harm or come from a broken program: seeded, and each with the name of its kind."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Message = dict[str, Any]
Make = Callable[[random.Random], Any]
MEGABYTE = 1_000_000
_MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style><svg onload=alert(1)>",
    "javascript:alert(1)",
    "&lt;b&gt;",
    "]]>",
)
_CODE = (
    "'; DROP TABLE events; --",
    '" OR 1=1 --',
    "{0.__class__.__mro__}",
    "%s%s%s%n",
    "${jndi:ldap://x}",
    "{{7*7}}",
    "$(reboot)",
    "`id`",
    "__import__('os')",
    "=HYPERLINK(1)",
)
_PATHS = ("../../../etc/passwd", "..\\..\\windows", "/dev/zero", "C:\\con", "file:///etc/passwd", "a\x00.yaml", "~root")
_NAMES = ("__class__", "__proto__", "constructor", "toString", "self", "None", "null", "undefined", "NaN", "true", "0")
_STRANGE = (
    "\u202eabc\u202c",
    "\u200b",
    "\ufeff",
    "e\u0301" * 40,
    "Z\u0351\u036b\u0343" * 30,
    "𝒄𝒂𝒏𝒄𝒆𝒓",
    "🦴👩‍⚕️",
    "\u2028\u2029",
    "ﷺ" * 20,
    "caußa",
    "İ",
)
_CONTROL = ("\x00", "\x1b[2J\x1b[31m", "\r\n\r\n", "\b" * 9, "a\x7fb", "\x9b31m", "\t", "\x1f")
_HALF = ("\ud83d", "x\udc00", "\udfff\ud800", "\ud800" * 50)
_BIG = (2**31, 2**53 + 1, 2**63, -(2**63) - 1, 10**400, -(10**30))
_FLOATS = (float("nan"), float("inf"), float("-inf"), 1e308, -1e308, 5e-324, -0.0, 0.1 + 0.2, 1.0, 2.5)
_EMPTY: tuple[Any, ...] = ("", " ", [], {}, "\n")


def deep(chance: random.Random) -> Any:
    """Return a list or an object that holds itself, some thousand times over."""
    value: Any = "core"
    for _ in range(chance.choice((50, 3000, 3000))):
        value = [value] if chance.random() < 0.5 else {"case": value}
    return value


def wide(chance: random.Random) -> Any:
    """Return a long list or an object of many keys."""
    many = range(chance.choice((100, 5000)))
    return list(many) if chance.random() < 0.5 else {f"k{n}": n for n in many}


def long_text(chance: random.Random) -> str:
    """Return a very long text; now and then one of a megabyte."""
    piece = chance.choice(("x", "<b>", "æ", "\n", "0", "🦴"))
    return piece * (MEGABYTE // len(piece) if chance.random() < 0.2 else 20_000)


KINDS: dict[str, Make] = {
    "nothing": lambda chance: None,
    "yes or no": lambda chance: chance.choice((True, False)),
    "whole number": lambda chance: chance.choice((-1, 0, 1, 2, 4, 7, -99)),
    "giant number": lambda chance: chance.choice(_BIG),
    "strange number": lambda chance: chance.choice(_FLOATS),
    "empty": lambda chance: copy.deepcopy(chance.choice(_EMPTY)),
    "markup": lambda chance: chance.choice(_MARKUP),
    "code": lambda chance: chance.choice(_CODE),
    "path": lambda chance: chance.choice(_PATHS),
    "reserved name": lambda chance: chance.choice(_NAMES),
    "strange characters": lambda chance: chance.choice(_STRANGE),
    "control characters": lambda chance: chance.choice(_CONTROL),
    "half a character": lambda chance: chance.choice(_HALF),
    "long text": long_text,
    "deep": deep,
    "wide": wide,
    "list": lambda chance: [chance.choice(("x", 1, None, [], True))] * chance.choice((1, 3)),
    "object": lambda chance: {"id": "x", "value": chance.choice((1, None, "y"))},
}


class Hostile:
    """Makes hostile messages out of good ones.

    Attributes:
        made: how many of each kind were made.
    """

    def __init__(self, seed: int, ids: Iterable[str]) -> None:
        """Start.

        Args:
            seed: the same seed makes the same messages.
            ids: ids that exist somewhere, to be put where they do not belong.
        """
        self.chance = random.Random(seed)
        self.ids = sorted(ids)
        self.made: dict[str, int] = {}

    def value(self) -> tuple[str, Any]:
        """Return a hostile value and the name of its kind."""
        kind = self.chance.choice((*KINDS, "id of something else", "nearly an id"))
        if kind == "id of something else":
            return kind, self.chance.choice(self.ids)
        if kind == "nearly an id":
            name = self.chance.choice(self.ids)
            return kind, self.chance.choice(
                (name.upper(), f"{name} ", f" {name}", f"{name}\x00", f"{name}s", name[:-1])
            )
        return kind, KINDS[kind](self.chance)

    def message(self, good: Message, number: int) -> Any:
        """Return a damaged copy of a good message; its id is new, unless the damage is to the id."""
        bad = dict(good)
        bad["id"] = f"hostile-{number}"
        ways = ("field", "field", "field", "inside", "missing", "extra", "extra", "two fields", "type", "whole")
        way = self.chance.choice(ways)
        kind = way
        match way:
            case "missing":
                del bad[self.chance.choice(sorted(bad))]
            case "whole":
                kind, bad = self.value()
            case "type":
                kind, bad["type"] = self.value()
            case "extra":
                kind, value = self.value()
                bad[self.chance.choice((*KINDS, "attempt", "visit", "run", "seconds", "over", "side", "again"))] = value
            case "inside":
                kind = self._inside(bad)
            case _:
                for name in self.chance.sample(sorted(bad), 1 + (way == "two fields")):
                    kind, bad[name] = self.value()
        self.made[kind] = self.made.get(kind, 0) + 1
        return bad

    def every(self, good: Message, fields: Iterable[str]) -> Iterator[Message]:
        """Yield a message for each kind of value in each of these fields, so that none is left to chance."""
        for field in fields:
            for kind, make in KINDS.items():
                for turn in range(2):
                    self.made[kind] = self.made.get(kind, 0) + 1
                    yield {
                        **good,
                        "id": f"every-{field}-{len(kind)}-{turn}-{sum(self.made.values())}",
                        field: make(self.chance),
                    }

    def _inside(self, bad: Message) -> str:
        """Damage something inside a list or an object of the message, if there is one."""
        holders = sorted(name for name, value in bad.items() if isinstance(value, dict | list) and value)
        kind, value = self.value()
        if not holders:
            bad[self.chance.choice(sorted(bad))] = value
            return kind
        name = self.chance.choice(holders)
        holder = bad[name] = copy.copy(bad[name])
        place = self.chance.choice(sorted(holder) if isinstance(holder, dict) else list(range(len(holder))))
        holder[place] = value
        return kind
