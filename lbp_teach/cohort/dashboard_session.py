"""Answers the dashboard's screen: reads the records, keeps what was worked out, and hands out pages as trees."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

import pandas as pd

from lbp_teach import content
from lbp_teach.cohort import dashboard_items, dashboard_people, dashboard_standard, dashboard_view, dashboard_work
from lbp_teach.cohort.dashboard_data import Cohort, Filters
from lbp_teach.cohort.dashboard_say import Say
from lbp_teach.cohort.dashboard_tree import Node
from lbp_teach.cohort.dashboard_typed import Desk, fields
from lbp_teach.cohort.dashboard_words import WORDS
from lbp_teach.cohort.frame import Marks
from lbp_teach.edition import EDITION
from lbp_teach.guideline.assess import Book
from lbp_teach.records import Store
from lbp_teach.records.opening import open_records
from lbp_teach.text import Lang

Message = dict[str, Any]
log = logging.getLogger("lbp_teach.cohort")
TABS = ("overview", "process", "items", "standard", "learners")
#: No id and nothing that is typed is longer.
_LONGEST = 200
#: A progress bar is moved no more often than this, in seconds.
_EVERY = 0.2


class Source(Protocol):
    """Where the marks come from; `Marks` is one."""

    def refresh(self, tick: Callable[[int, int], None] | None = None) -> object:
        """Read what changed."""

    def attempts(self, groups: Mapping[str, str] | None = None) -> pd.DataFrame:
        """Return the attempts."""

    def items(self, groups: Mapping[str, str] | None = None) -> pd.DataFrame:
        """Return the marks."""


def open_marks() -> Marks:
    """Return the marks of this installation's records."""
    home = content.data_root()
    return Marks(open_records(home), content.book(), home)


def course_titles(marks: Source) -> dict[str, str]:
    """Return the titles of the courses that marks come from by their ids, with the code where two have the same title.

    Args:
        marks: where the marks come from; what knows of no courses gives none.
    """
    found = [one.course for one in marks.courses()] if isinstance(marks, Marks) else []
    titles = Counter(one.title for one in found)
    return {one.id: one.title if titles[one.title] == 1 else f"{one.title} ({one.code})" for one in found}


class CohortSession:
    """What a teacher looks at: the records as marks, read when asked for.

    Typical use: `CohortSession().handle({"type": "show", "n": 1, "lang": "da", "fresh": True})`.
    """

    def __init__(self, marks: Source | None = None, book: Book | None = None, groups: Mapping[str, str] | None = None):
        """Begin; nothing is read before the first message.

        Args:
            marks: where they come from; None for the records of this installation.
            book: the guideline; None for that of the toolkit.
            groups: by learner id or id of a course, the group; None for the courses, each by its title.
        """
        self._marks, self._book, self._groups = marks, book, groups
        self._tables: tuple[pd.DataFrame, pd.DataFrame] | None = None
        self.desk = Desk()
        self._of = lru_cache(maxsize=8)(self._cohort)

    def read(self, tick: Callable[[int, int], None] | None = None) -> None:
        """Read what changed in the records."""
        if self._marks is None:
            self._marks = open_marks()
        self._marks.refresh(tick)
        groups = course_titles(self._marks) if self._groups is None else self._groups
        self._tables = self._marks.attempts(groups), self._marks.items(groups)
        self._of.cache_clear()
        if isinstance(self._marks, Marks):
            store = self._marks.store
            self.desk.attach(store if isinstance(store, Store) else None, self._marks.ratings())

    @property
    def book(self) -> Book:
        """Return the guideline."""
        return self._book or content.book()

    def frames(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return attempts and marks as pandas tables, for a teacher who goes on by herself."""
        if self._tables is None:
            self.read()
        assert self._tables is not None
        return self._tables

    def _cohort(self, filters: Filters) -> Cohort:
        attempts, items = self.frames()
        return Cohort.of(attempts, items, self.book, filters)

    # ---- messages ----

    def handle(self, message: Any, send: Callable[[Message], None] | None = None) -> Message | None:
        """Answer one message of the screen; nothing in it is trusted.

        Args:
            message: plain data: `show` (a page), `save` (a report as a file) or `keep` (what was typed), each with a
                number `n`.
            send: is told how far long work is.

        Returns:
            The answer, or None for a message that means nothing.
        """
        if not isinstance(message, dict) or message.get("type") not in ("show", "save", "keep"):
            return None
        lang = Lang(message["lang"]) if message.get("lang") in tuple(Lang) else Lang.DA
        n = message.get("n")
        frame: Message = {"n": n if type(n) is int else None, "lang": lang.value}
        try:
            if self._tables is None or message.get("fresh") is True:
                self.read(_ticker(send, lang) if send else None)
            say = Say(self.book, lang)
            match message["type"]:
                case "save":
                    return frame | self._save(message, say)
                case "keep":
                    return frame | self._keep(message, say)
            return frame | self._show(message, say, send)
        except Exception:
            log.exception("a message could not be answered")
            return frame | {"type": "sorry", "text": WORDS["sorry"](lang)}

    def _keep(self, message: Message, say: Say) -> Message:
        names = dashboard_standard.pseudonyms(self._of(Filters()))
        return {"type": "kept"} | self.desk.keep(fields(message.get("typed")), _seen(message), names, say)

    def _show(self, message: Message, say: Say, send: Callable[[Message], None] | None = None) -> Message:
        filters = _filters(message)
        data = self._of(filters)
        tab = message.get("tab") if message.get("tab") in TABS else "overview"
        body: list[Node]
        said = ""
        if isinstance(message.get("pasted"), str) and message["pasted"].strip():
            names = dashboard_standard.pseudonyms(self._of(Filters()))
            tick = _ticker(send, say.lang, "ratings.keeping") if send else None
            said = self.desk.paste(message["pasted"], names, say, tick)
        if data.counted.empty:
            body = [dashboard_view.nothing(say, filters != Filters())]
        else:
            body = self._page(str(tab), message, data, say)
        answer: Message = {"type": "shown", "tab": tab, "nodes": [dashboard_view.head(data, say), *body], "said": said}
        answer["seq"] = self.desk.seq
        if message.get("hello") is True:
            strings = content.strings(say.lang.value) | {f"cohort.{key}": text(say.lang) for key, text in WORDS.items()}
            answer |= {"strings": strings, "edition": self.book.edition_label(EDITION, say.lang)}
        return answer | {"choices": self._choices(say)}

    def _page(self, tab: str, message: Message, data: Cohort, say: Say) -> list[Node]:
        match tab:
            case "process":
                return dashboard_work.process_page(data, say)
            case "items":
                return dashboard_items.items_page(data, say, _text(message.get("item")), message.get("whole") is True)
            case "standard":
                return dashboard_standard.standard_page(data, say, self.desk.typed(fields(message.get("typed"))))
            case "learners":
                return dashboard_people.learners_page(data, say, _text(message.get("learner")))
        cell = message.get("cell")
        opened = None
        if isinstance(cell, list) and len(cell) == 2:
            opened = _text(cell[0]) or "", _text(cell[1]) or ""
        return dashboard_view.overview(data, say, _text(message.get("by")) or "base", opened)

    def _choices(self, say: Say) -> Message:
        attempts, _ = self.frames()
        cases = sorted(attempts["base"].dropna().astype(str).unique(), key=say.case)
        groups = sorted(attempts["group"].dropna().astype(str).unique())
        return {"cases": [[case, say.case(case)] for case in cases], "groups": groups}

    def _save(self, message: Message, say: Say) -> Message:
        filters = _filters(message)
        data = self._of(filters)
        learner = _text(message.get("learner"))
        if learner:
            html = dashboard_people.learner_report(data, say, learner)
            name = f"lbp-{learner}.html"
        else:
            html = dashboard_people.class_report(data, say, selection=_selection(filters, say))
            name = f"lbp-class-{date.today():%Y-%m-%d}.html"
        if html is None:
            return {"type": "sorry", "text": say("nobody.filtered")}
        return {"type": "file", "name": "".join(c for c in name if c.isalnum() or c in "-."), "html": html}


def _ticker(send: Callable[[Message], None], lang: Lang, words: str = "working") -> Callable[[int, int], None]:
    last = 0.0

    def tick(x: int, n: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _EVERY or x == n:
            last = now
            send({"type": "progress", "x": x, "of": n, "words": WORDS[words].format(x=x, n=n)(lang)})

    return tick


def _text(value: Any) -> str | None:
    return value[:_LONGEST] if isinstance(value, str) and value else None


def _seen(message: Message) -> int:
    seen = message.get("seen")
    return seen if type(seen) is int else 0


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _filters(message: Message) -> Filters:
    return Filters(
        _text(message.get("case")), _text(message.get("group")), _day(message.get("since")), _day(message.get("until"))
    )


def _selection(filters: Filters, say: Say) -> str:
    found = {
        "case": say.case(filters.case) if filters.case else "",
        "group": filters.group or "",
        "since": str(filters.since or ""),
        "until": str(filters.until or ""),
    }
    return ", ".join(f"{say(f'filter.{name}')} {value}" for name, value in found.items() if value)
