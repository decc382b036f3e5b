"""The examination in a file with an attempt: what was written down of it, and what the findings were put to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from lbp_teach.bedside.exam.localise import Answer
from lbp_teach.bedside.exam.record import Record, Recorded, checked_record, recordable, values_of
from lbp_teach.bedside.exam.state import examined as looked_for
from lbp_teach.errors import MOST, Problem, allowed
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import key, split
from lbp_teach.guideline.model import SIDES, Finding
from lbp_teach.play import Act, Examined
from lbp_teach.refusal import Refusal

#: The only finding that is recorded with an angle.
RAISED = "exam.slr"


@dataclass(frozen=True)
class Page:
    """One visit of a file, and where its problems are gathered."""

    file: str
    at: str
    problems: list[Problem]

    def say(self, place: str, what: str, remedy: str) -> None:
        """Note a problem at a place below the visit."""
        self.problems.append(Problem(self.file, None, f"{self.at}.{place}", what, remedy))

    def knows(self, name: str, known: list[str], place: str) -> bool:
        """Return whether a name is one of those known; if not, it is a problem."""
        if name in known:
            return True
        # A guess at what was meant costs time; nobody reads the thousandth.
        remedy = allowed(name, known) if len(self.problems) < MOST else "Correct it."
        self.say(place, f"{name!r} is not known.", remedy)
        return False


class LocalisedAnswer(BaseModel):
    """What the findings were put to; roots and side only where the pattern is a root."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pattern: Literal["root", "cauda_equina", "polyneuropathy", "functional", "normal"]
    roots: tuple[Literal["L4", "L5", "S1"], ...] = ()
    side: Literal["left", "right", "both"] | None = None


def localised_acts(given: LocalisedAnswer | None, page: Page) -> dict[str, tuple[Act, ...]]:
    """Return an answer as the act that gives it; one that is not whole is a problem."""
    if given is None:
        return {}
    if given.pattern == "root" and not (given.roots and given.side):
        what = f"a root needs {'a side' if given.roots else 'its roots' if given.side else 'its roots and a side'}."
        page.say("localised", what, 'Write it as {"pattern": "root", "roots": ["L5"], "side": "left"}.')
    elif given.pattern != "root" and (given.roots or given.side):
        page.say("localised", f"{given.pattern} has no roots and no side.", 'Leave out "roots" and "side".')
    body = {"what": given.pattern, "roots": sorted(set(given.roots)), "place": given.side}
    return {"exam": (("localise", body),)}


def record_of(given: Mapping[str, Any], done: tuple[Examined, ...], page: Page, book: Book) -> dict[str, Recorded]:
    """Return what was written down of the examination, as on the screen: only of what was examined at this visit.

    Args:
        given: by finding, a value; for a finding with sides `{"left": …, "right": …}`, one or both. For a raised leg a
            value may be `{"value": …, "degrees": …}`.
        done: what was examined.
        page: where problems go.
        book: the guideline.
    """
    known, seen = recordable(book), looked_for(done, book)
    record: dict[str, Recorded] = {}
    for name, values in given.items():
        if name in book.findings and name not in known:
            page.say("recorded", f"{name!r} is nothing that an examination shows.", "Remove it: it is asked about.")
        elif page.knows(name, list(known), "recorded"):
            for side, value in _by_side(known[name], values, page):
                one = _one(known[name], side, value, seen, page, book)
                if one is not None:
                    record[key(name, side)] = one
    return record


def _by_side(finding: Finding, values: Any, page: Page) -> Iterator[tuple[str | None, Any]]:
    place = f"recorded.{finding.id}"
    if not finding.sided:
        if isinstance(values, dict):
            page.say(place, "the finding has no sides.", "Give its value alone.")
        else:
            yield None, values
    elif not isinstance(values, dict) or not values or set(values) - set(SIDES):
        page.say(place, "the finding has two sides.", 'Write it as {"left": …, "right": …}, or one of the two.')
    else:
        yield from values.items()


def _one(
    finding: Finding, side: str | None, value: Any, seen: frozenset[str], page: Page, book: Book
) -> Recorded | None:
    """Return one value, or None where it is a problem."""
    name, place = key(finding.id, side), f"recorded.{key(finding.id, side)}"
    degrees = None
    if isinstance(value, dict):
        if finding.id != RAISED or set(value) - {"value", "degrees"} or "value" not in value:
            form = ' or {"value": …, "degrees": …}' if finding.id == RAISED else ""
            page.say(place, "the value has another form.", f"Give a word or a number{form}.")
            return None
        value, degrees = value["value"], value.get("degrees")
    if value is None:
        page.say(place, "there is no value.", "Leave out what was not written down.")
        return None
    if name not in seen:
        what = "it was not examined at this visit, so it cannot be written down."
        page.say(place, what, f'Add {book.manoeuvre_of[finding.id].id} to "examined", or remove it.')
        return None
    args = {"finding": finding.id, "side": side, "value": value, "degrees": degrees}
    try:
        body = checked_record(args, seen, book)
    except Refusal as refusal:
        words = finding.kind != "number" and not (isinstance(value, str) and value in values_of(finding))
        remedy = allowed(str(value), values_of(finding)) if words and len(page.problems) < MOST else refusal.text.en
        page.say(place, f"{value!r} cannot be written down." if degrees is None or words else "it is no angle.", remedy)
        return None
    return Recorded(body["value"], body["degrees"])


# ---- the same way back ----


def plain_record(record: Record) -> dict[str, Any]:
    """Return a record in the form that `record_of` reads."""
    found: dict[str, Any] = {}
    for name, one in record.items():
        finding, side = split(name)
        value = one.value if one.degrees is None else {"value": one.value, "degrees": one.degrees}
        if side:
            found.setdefault(finding, {})[side] = value
        else:
            found[finding] = value
    return found


def plain_answer(answer: Answer) -> dict[str, Any]:
    """Return what findings were put to, in the form of `LocalisedAnswer`."""
    roots = {"roots": sorted(answer.roots), "side": answer.side} if answer.what == "root" else {}
    return {"pattern": answer.what, **roots}
