"""A course as somebody writes it, in a form or a file: checked field by field, with words for what is wrong."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from lbp_teach.courses import draft_words as words
from lbp_teach.courses.model import MOST_PATIENTS, Course
from lbp_teach.courses.trouble import At, Trouble
from lbp_teach.play import FEEDBACK

Plain = dict[str, Any]
log = logging.getLogger("lbp_teach.courses")
#: What a course has before it is made: neither is ever kept.
NO_ID, NO_CODE = "course-000000000000", "AAAAAA"
#: The times of a plan are the server's own clock's, without a zone: nobody writes a zone right by hand.
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?\Z", re.ASCII)
_DECIMAL = re.compile(r"\d{1,6}(\.\d{1,6})?\Z", re.ASCII)
_WHOLE = re.compile(r"\d{1,6}\Z", re.ASCII)
#: Slots, cases of one slot, and signs of a text that anybody needs; more is not read.
_MOST_SLOTS, _MOST_CASES, _LONGEST = 30, 500, 80
#: Signs that change the direction of the text around them.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_YES, _NO = frozenset({"yes", "true", "on"}), frozenset({"no", "false", "off"})


def decided(plain: Mapping[str, Any], stored: Course | None = None) -> tuple[Course | None, list[Trouble]]:
    """Return what a plan comes to.

    Args:
        plain: as it was typed; nothing in it is trusted. Numbers may be text, and what is empty is left out.
        stored: the course that is edited, None for a new one. A time that stands as its plan gave it stays the very
            same time: without a zone the hour that clocks repeat in autumn is two, and fractions are not shown.

    Returns:
        The course, with an id and a code that stand for none, or None where it cannot be; and everything that is wrong.
        Whether its cases exist and are of equal difficulty is another question: `planning.problems`.
    """
    found: list[Trouble] = []
    read = _Reader(found)
    mode = read.one_of(plain, "mode", ("practice", "exam"), "practice")
    fields: Plain = {
        "title": read.text(plain, ("title",), needed=True),
        "slots": read.slots(plain.get("slots")),
        "lang": read.one_of(plain, "lang", ("da", "en"), None),
        "feedback": read.one_of(plain, "feedback", FEEDBACK, "full"),
        "opens": read.time(plain, "opens", stored.opens if stored else None),
        "closes": read.time(plain, "closes", stored.closes if stored else None),
        "attempts": read.whole(plain, ("attempts",), 1, 20, 1),
        "mode": mode,
        "minutes": read.whole(plain, ("minutes",), 1, 24 * 60, None),
    }
    if not found:
        _together(fields, found)
    if found:
        return None, found
    try:
        return Course(id=NO_ID, code=NO_CODE, **fields), []
    except ValidationError:
        # Whatever is checked there and not above is a mistake of ours; it must still not look like a course.
        log.exception("a course was thought to be in order and is not")
        return None, [Trouble(("title",), words.OTHER, words.CHANGE)]


def local_time(utc: str | None) -> str:
    """Return a time of the record as plans have it: by this machine's clock, without a zone; empty for none."""
    if utc is None:
        return ""
    time = datetime.fromisoformat(utc).astimezone().replace(tzinfo=None)
    return time.isoformat(timespec="seconds" if time.second else "minutes")


def plan_of(course: Course) -> Plain:
    """Return a course as a plan, which `decided` reads back to the same."""
    return {
        "title": course.title,
        "slots": [slot.model_dump(mode="json") for slot in course.slots],
        "lang": course.lang or "",
        "feedback": course.feedback,
        "opens": local_time(course.opens),
        "closes": local_time(course.closes),
        "attempts": course.attempts,
        "mode": course.mode,
        "minutes": course.minutes or "",
    }


def _together(fields: Plain, found: list[Trouble]) -> None:
    """Note what is wrong only when several fields are seen together."""
    if fields["opens"] and fields["closes"] and _seconds(fields["closes"]) <= _seconds(fields["opens"]):
        found.append(Trouble(("closes",), words.BACKWARDS, words.LATER))
    if fields["mode"] == "exam" and fields["attempts"] != 1:
        found.append(Trouble(("attempts",), words.EXAM_ONCE, words.ONE))
    patients = sum(slot["count"] for slot in fields["slots"])
    if patients > MOST_PATIENTS:
        found.append(Trouble(("slots",), words.TOO_MANY.format(n=patients, most=MOST_PATIENTS), words.FEWER))


def _seconds(time: str) -> float:
    return datetime.fromisoformat(time).astimezone().timestamp()


class _Reader:
    """Reads fields, and notes what is wrong with them."""

    def __init__(self, found: list[Trouble]) -> None:
        self._found = found

    def _wrong(self, at: At, what: Any, remedy: Any) -> None:
        self._found.append(Trouble(at, what, remedy))

    def text(self, plain: Mapping[str, Any], at: At, needed: bool = False) -> str:
        given = plain.get(str(at[-1]))
        if given is not None and not isinstance(given, str | int | float):
            self._wrong(at, words.NOT_ONE_OF.format(given=_short(given)), words.PLAIN_TEXT)
            return ""
        text = " ".join(str(given).split()) if isinstance(given, str | int | float) else ""
        # It could make one course look like another, or hide what stands behind it.
        turning = sorted({f"U+{ord(sign):04X}" for sign in text if sign in _TURNING})
        if turning:
            self._wrong(at, words.TURNS.format(signs=", ".join(turning)), words.WITHOUT)
        # What else cannot be seen has no place in a name, and no file holds it.
        text = "".join(sign for sign in text if sign.isprintable()).strip()
        if needed and not text and not turning:
            self._wrong(at, words.NO_TITLE, words.GIVE_TITLE)
        elif len(text) > _LONGEST:
            self._wrong(at, words.LONG.format(n=len(text), most=_LONGEST), words.SHORTER)
        return text

    def one_of(self, plain: Mapping[str, Any], name: str, values: tuple[str, ...], other: str | None) -> str | None:
        given = plain.get(name)
        if given in (None, ""):
            return other
        if given not in values:
            self._wrong((name,), words.NOT_ONE_OF.format(given=_short(given)), words.ALLOWED.format(names=_or(values)))
            return other
        return str(given)

    def whole(self, plain: Mapping[str, Any], at: At, least: int, most: int, other: int | None) -> int | None:
        given = plain.get(str(at[-1]))
        if given in (None, ""):
            return other
        text = str(given).strip()
        if isinstance(given, bool) or not _WHOLE.match(text) or not least <= int(text) <= most:
            self._wrong(at, words.NO_NUMBER.format(given=_short(given)), words.BETWEEN.format(least=least, most=most))
            return other
        return int(text)

    def time(self, plain: Mapping[str, Any], name: str, stored: str | None = None) -> str | None:
        given = plain.get(name)
        if given in (None, ""):
            return None
        text = str(given).strip()
        if stored is not None and text == local_time(stored):
            return stored
        if _TIME.match(text):
            try:
                # The last day that a clock knows has no other side of the world.
                return datetime.fromisoformat(text).astimezone().replace(tzinfo=None).isoformat()
            except (ValueError, OverflowError, OSError):
                pass
        self._wrong((name,), words.NO_TIME.format(given=_short(given)), words.LIKE_THIS)
        return None

    def slots(self, given: Any) -> list[Plain]:
        if given and not isinstance(given, list):
            self._wrong(("slots",), words.NO_LIST.format(given=_short(given)), words.LIST_OF_SLOTS)
            return []
        if not given:
            self._wrong(("slots",), words.NO_PATIENTS, words.CHOOSE_SOME)
            return []
        if len(given) > _MOST_SLOTS:
            self._wrong(("slots",), words.TOO_MANY.format(n=len(given), most=_MOST_SLOTS), words.FEWER)
        return [self._slot(number, one) for number, one in enumerate(given[:_MOST_SLOTS])]

    def _slot(self, number: int, given: Any) -> Plain:
        at: At = ("slots", number)
        plain: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
        cases = self._cases((*at, "cases"), plain.get("cases"))
        count = self.whole(plain, (*at, "count"), 1, MOST_PATIENTS, 1) or 1
        if cases and count > len(cases):
            what = words.TOO_FEW.format(count=count, n=len(cases))
            self._wrong((*at, "count"), what, words.MORE_CASES)
        return {
            "cases": cases,
            "label": self.text(plain, (*at, "label")),
            "count": count,
            "variant": self._yes((*at, "variant"), plain.get("variant")),
            "weight": self._weight((*at, "weight"), plain.get("weight")),
        }

    def _cases(self, at: At, given: Any) -> list[str]:
        if given and not isinstance(given, list):
            self._wrong(at, words.NO_LIST.format(given=_short(given)), words.LIST_OF_CASES)
            return []
        listed = (given or [])[:_MOST_CASES]
        strange = [(index, one) for index, one in enumerate(listed) if not isinstance(one, str)]
        for index, one in strange:
            self._wrong((*at, index), words.NOT_ONE_OF.format(given=_short(one)), words.CASE_ID)
        names = [one.strip()[:_LONGEST] for one in listed if isinstance(one, str) and one.strip()]
        if not names and not strange:
            self._wrong(at, words.NO_CASE, words.CHOOSE_SOME)
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            self._wrong(at, words.TWICE.format(names=", ".join(twice)), words.ONCE)
        return names

    def _yes(self, at: At, given: Any) -> bool:
        if isinstance(given, bool):
            return given
        if given in (None, "") or str(given).lower() in _YES:
            return True
        if str(given).lower() not in _NO:
            self._wrong(at, words.NOT_ONE_OF.format(given=_short(given)), words.ALLOWED.format(names="yes, no"))
        return False

    def _weight(self, at: At, given: Any) -> float:
        if given in (None, ""):
            return 1.0
        number = _number(given)
        if number is None or not 0 < number <= 100:
            self._wrong(at, words.NO_NUMBER.format(given=_short(given)), words.WEIGHT)
            return 1.0
        return number


def _number(given: Any) -> float | None:
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        return None
    text = str(given).strip().replace(",", ".")
    return float(text) if _DECIMAL.match(text) else None


def _short(given: Any) -> str:
    text = str(given)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _or(values: tuple[str, ...]) -> str:
    return ", ".join(values)
