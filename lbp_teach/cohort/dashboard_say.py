"""Figures, rules and cases in words, and the panels and tables that hold them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from lbp_teach import content
from lbp_teach.cohort.dashboard_plots import interval_strip
from lbp_teach.cohort.dashboard_tree import Child, Node, el
from lbp_teach.cohort.dashboard_words import WORDS
from lbp_teach.cohort.figure import Figure, rounded
from lbp_teach.errors import UsageError
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.model import Rule
from lbp_teach.text import Lang, Text


@dataclass(frozen=True)
class Say:
    """Says things in one language.

    Attributes:
        book: the guideline.
        lang: the language.
    """

    book: Book
    lang: Lang

    def __call__(self, key: str, **values: str | int | float | Text) -> str:
        """Return the words of a key."""
        return WORDS[key].format(**values)(self.lang)

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number as the language writes it, with a true minus."""
        return rounded(value, digits)(self.lang).replace("-", "−")

    def result(self, percent: float) -> str:
        """Return a mark in whole per cent, rounded down as in the learner's own report (`Report.percent`)."""
        return self.number(math.floor(percent + 1e-9))  # a mean of marks may miss a whole number by the last digit

    def share(self, one: Figure) -> str:
        """Return a share of learners: how many of how many, per cent, interval; or why it is not told, with n."""
        if one.value is None or one.interval is None:
            return self.why(one)
        ends = one.interval
        return self(
            "x_of_n",
            x=round(one.value * one.n),
            n=one.n,
            p=self.number(100 * one.value),
            low=self.number(100 * ends.low),
            high=self.number(100 * ends.high),
        )

    def mean(self, one: Figure, digits: int = 0, scale: float = 1, unit: str = "") -> str:
        """Return another figure with its interval and n; or why it is not told, with n."""
        if one.value is None:
            return self.why(one)
        value = self.number(scale * one.value, digits) + unit
        if one.interval is None:
            return f"{value}, n = {one.n}"
        low, high = (self.number(scale * end, digits) for end in (one.interval.low, one.interval.high))
        return self("mean_n", p=value, low=low, high=high, n=one.n)

    def percent(self, one: Figure) -> str:
        """Return a mean share in per cent."""
        return self.mean(one, 0, 100, self.unit)

    def told(self, one: Figure) -> str:
        """Return a share of learners, or shortly that it is hidden; the reason stands under the table."""
        return self.share(one) if one.told else self("of_n", why=self("hidden"), n=one.n)

    def day(self, at: datetime) -> str:
        """Return a day as the language writes it in a table."""
        return f"{at.day}.{at.month}.{at.year}" if self.lang is Lang.DA else f"{at.day} {at:%b} {at.year}"

    def moment(self, at: datetime) -> str:
        """Return a day and a time of day as the language writes them in a table."""
        return f"{self.day(at)} {at:%H.%M}" if self.lang is Lang.DA else f"{self.day(at)} {at:%H:%M}"

    @property
    def unit(self) -> str:
        """Return the sign of per cent with what stands before it."""
        return "\N{NO-BREAK SPACE}%" if self.lang is Lang.DA else "%"

    def why(self, one: Figure) -> str:
        """Return why a figure is not told."""
        words = one.refused(self.lang) if one.refused else ""
        return words if str(one.n) in words else self("of_n", why=words.rstrip("."), n=one.n)

    def rule(self, name: str, harm: str = "") -> str:
        """Return a rule in words: the heading of how it was broken, its title, or its reason; without a full stop."""
        rule = _rules(self.book).get(name)
        if rule is None:
            return name
        broken = {"over": rule.excess, "under": rule.missed}.get(harm) if harm else rule.title or rule.missed
        named = broken or rule.title or rule.excess
        return self.book.words(named or rule.because)(self.lang).removesuffix(".")

    def case(self, name: str) -> str:
        """Return whom a case is about; its id where it is no longer there."""
        return _person(name) or name

    def visit(self, case: str, name: str) -> str:
        """Return what a visit is called; its id where it is no longer there."""
        label = _visits(case).get(name)
        return label(self.lang) if label else name

    def finding(self, name: str) -> str:
        """Return a finding in words."""
        found = self.book.findings.get(name)
        return found.label(self.lang) if found else name

    # ---- parts of a page ----

    def strip(self, one: Figure, tone: str = "") -> Child:
        """Return the drawing of a share, or nothing where it is not told."""
        if one.value is None or one.interval is None:
            return None
        return interval_strip(one.value, one.interval.low, one.interval.high, self.share(one), tone)

    def strip_mean(self, one: Figure) -> Child:
        """Return the drawing of a mean share, or nothing where it is not told."""
        if one.value is None or one.interval is None:
            return None
        return interval_strip(one.value, one.interval.low, one.interval.high, self.percent(one))


@lru_cache(maxsize=2)
def _rules(book: Book) -> dict[str, Rule]:
    return {rule.id: rule for rule in book.guideline.rules}


@lru_cache(maxsize=512)
def _person(case: str) -> str | None:
    try:
        return content.load_case(case).persona.name
    except UsageError:
        return None


@lru_cache(maxsize=512)
def _visits(case: str) -> dict[str, Text]:
    try:
        return {visit.id: visit.label for visit in content.load_case(case).visits}
    except UsageError:
        return {}


def panel(key: str, title: str, *kids: Child, about: str = "") -> Node:
    """Return a card with a heading, and with what it is about in small words."""
    return el(
        "section",
        {"class": f"lbp-card lbp-co-panel lbp-co-{key}", "key": key, "data-panel": key, "aria-label": title},
        el("h2", None, title),
        el("p", {"class": "lbp-hint"}, about) if about else None,
        *kids,
    )


def table(
    caption: str, heads: Sequence[Child], rows: Sequence[Sequence[Child]], look: str = "", unseen: bool = True
) -> Node:
    """Return a table with a caption and headers; the first cell of a row is its header. It scrolls where it is wide.

    Args:
        caption: what it is.
        heads: the headers of the columns.
        rows: cells; a cell that is a `td` already is taken as it is.
        look: class of the table.
        unseen: whether the caption is only for who does not see the heading above it.
    """

    def cell(kid: Child) -> Node:
        return kid if isinstance(kid, list) and kid and kid[0] == "td" else el("td", None, kid)

    inside = el(
        "table",
        {"class": f"lbp-co-table {look}".strip()},
        el("caption", {"class": "lbp-unseen"} if unseen else None, caption),
        el("thead", None, el("tr", None, [el("th", {"scope": "col"}, head) for head in heads])),
        el(
            "tbody",
            None,
            [el("tr", None, el("th", {"scope": "row"}, row[0]), [cell(one) for one in row[1:]]) for row in rows],
        ),
    )
    return el("div", {"class": "lbp-co-scroll", "tabindex": "0", "role": "group", "aria-label": caption}, inside)


def button(act: str, words: Child, look: str = "lbp-button lbp-button-plain", **more: str) -> Node:
    """Return a button; `act` is what the page does with it."""
    given = {name.replace("_", "-"): value for name, value in more.items()}
    return el("button", {"type": "button", "class": look, "data-act": act, **given}, words)
