"""The teachers' exam page as trees: who sits, the release, more time, the results."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lbp_teach.cohort.dashboard_tree import Node, el
from lbp_teach.courses.extra import in_vain
from lbp_teach.courses.record import CourseState
from lbp_teach.courses.words import local
from lbp_teach.exam_mode.acts import MOST_EXTRA
from lbp_teach.exam_mode.log import Log
from lbp_teach.exam_mode.roll import Seat, counts
from lbp_teach.exam_mode.room_words import WORDS
from lbp_teach.text import Lang

#: So many lines of the log are shown.
LINES = 40


@dataclass(frozen=True)
class Say:
    """The words in one language."""

    lang: Lang

    def __call__(self, key: str, **values: Any) -> str:
        """Return the words of a key; with `n` of 1 those of `key.one` where there are some."""
        one = f"{key}.one"
        found = WORDS[one] if values.get("n") == 1 and one in WORDS else WORDS[key]
        return found.format(**values)(self.lang)

    def clock(self, at: datetime) -> str:
        """Return the time of the day by the clock of the server."""
        here = at.astimezone()
        return f"{here.hour}.{here.minute:02}" if self.lang is Lang.DA else f"{here.hour:02}:{here.minute:02}"

    def time(self, at: str | datetime) -> str:
        """Return a time by the clock of the server."""
        return local(at if isinstance(at, str) else at.isoformat())(self.lang)


def page(
    say: Say,
    every: list[CourseState],
    state: CourseState | None,
    seats: list[Seat],
    now: datetime,
    asked: dict[str, Any],
) -> list[Node]:
    """Return the page.

    Args:
        say: the words.
        every: all exams, the newest first.
        state: the one that is shown; None where there is none.
        seats: its candidates.
        now: the server's time.
        asked: what the page asks for: `confirm` whether the release is to be confirmed, `log` a log, `seal` a seal.
    """
    if state is None:
        return [el("section", {"class": "lbp-card lbp-er-panel", "key": "empty"}, el("p", {}, say("empty")))]
    return [
        choosing(say, every, state),
        facts(say, state, seats),
        candidates(say, state, seats, now),
        releasing(say, state, seats, asked.get("confirm") is True),
        results(say, asked.get("seal")),
        logged(say, state, asked.get("log")),
    ]


def choosing(say: Say, every: list[CourseState], state: CourseState) -> Node:
    """Return the row from which the exam is chosen; nothing where there is only one."""
    if len(every) < 2:
        return el("div", {"key": "choose"})
    return el(
        "div",
        {"class": "lbp-er-choose", "key": "choose", "role": "group", "aria-label": say("choose")},
        [
            el(
                "button",
                {
                    "type": "button",
                    "class": "lbp-button lbp-button-small lbp-button-plain",
                    "key": one.course.id,
                    "data-act": f"course:{one.course.id}",
                    "aria-pressed": "true" if one.course.id == state.course.id else "false",
                },
                f"{one.course.title} \u00b7 {one.course.code}",
            )
            for one in every
        ],
    )


def _panel(name: str, title: str, *kids: Any) -> Node:
    return el(
        "section",
        {"class": "lbp-card lbp-er-panel", "key": name, "data-panel": name},
        el("h2", {}, title),
        *kids,
    )


def facts(say: Say, state: CourseState, seats: list[Seat]) -> Node:
    """Return what was decided about the exam, and how many are where."""
    course = state.course
    closes = (
        say("hand", at=say.time(state.closed)) if state.closed else say.time(course.closes) if course.closes else ""
    )
    rows = [
        ("code", course.code),
        ("opens", say.time(course.opens) if course.opens else say("at_once")),
        ("closes", closes or say("never")),
        ("minutes", say("minutes.value", n=course.minutes) if course.minutes else ""),
        ("answers", say("released", at=say.time(state.released)) if state.released else say("held")),
    ]
    shown = counts(seats)
    return _panel(
        "facts",
        course.title,
        el("p", {"class": "lbp-hint"}, say("private")),
        el(
            "dl",
            {"class": "lbp-er-facts"},
            [el("div", {"key": key}, el("dt", {}, say(key)), el("dd", {}, words)) for key, words in rows if words],
        ),
        el(
            "ul",
            {"class": "lbp-er-counts"},
            [
                el("li", {"key": k, "data-count": k}, el("strong", {}, str(n)), f" {say(f'count.{k}')}")
                for k, n in shown.items()
            ],
        ),
        _opening(say, state),
    )


def _opening(say: Say, state: CourseState) -> Node | None:
    if state.released:
        return None
    act = "reopen" if state.closed else "close"
    return el(
        "div",
        {"class": "lbp-er-row", "key": "open"},
        _button(say(act), act, plain=True),
        el("p", {"class": "lbp-hint"}, say(f"{act}.why")),
    )


def _button(words: str, act: str, *, plain: bool = False, **more: Any) -> Node:
    look = "lbp-button lbp-button-plain" if plain else "lbp-button lbp-button-main"
    return el("button", {"type": "button", "class": look, "key": act, "data-act": act, **more}, words)


def candidates(say: Say, state: CourseState, seats: list[Seat], now: datetime) -> Node:
    """Return the table of candidates."""
    title = say("seats")
    if not seats:
        none = say("seats.none") if state.released else say("seats.empty", code=state.course.code)
        return _panel("seats", title, el("p", {}, none))
    heads = [el("th", {"scope": "col", "key": c}, say(f"col.{c}")) for c in ("who", "done", "left", "extra", "remarks")]
    rows = [_row(say, state, one, now) for one in seats]
    table = el("table", {"class": "lbp-er-table"}, el("thead", {}, el("tr", {}, heads)), el("tbody", {}, rows))
    why = in_vain(state.course)
    return _panel(
        "seats",
        title,
        el("p", {"class": "lbp-er-warn", "data-vain": ""}, why(say.lang)) if why and not state.released else None,
        el("div", {"class": "lbp-er-scroll", "tabindex": "0", "role": "region", "aria-label": title}, table),
    )


def _row(say: Say, state: CourseState, one: Seat, now: datetime) -> Node:
    name = one.learner.name
    remarks = [say(key, n=n) for key, n in (("moved", one.moved), ("refused", one.refused), ("late", one.late)) if n]
    extra = str(one.extra) if state.released else _more(say, one)
    return el(
        "tr",
        {"key": one.learner.id, "data-seat": name},
        el("th", {"scope": "row"}, name),
        el("td", {"data-name": say("col.done")}, say("done", done=one.done, of=one.of)),
        el("td", {"data-name": say("col.left")}, left(say, one, now)),
        el("td", {"data-name": say("col.extra")}, el("div", {"class": "lbp-er-extra"}, extra)),
        el("td", {"data-name": say("col.remarks")}, ", ".join(remarks)),
    )


def _more(say: Say, one: Seat) -> list[Node]:
    """Return the field and the button for more time."""
    name = one.learner.name
    field = {
        "class": "lbp-er-number",
        "type": "number",
        "min": "0",
        "max": str(MOST_EXTRA),
        "step": "5",
        "key": "n",
        "value": str(one.extra),
        "data-collect": f"extra:{one.learner.id}",
        "aria-label": say("extra.of", name=name),
    }
    spoken = {"aria-label": say("extra.give.say", name=name)}
    return [el("input", field), _button(say("extra.give"), f"allow:{one.learner.id}", plain=True, **spoken)]


def left(say: Say, one: Seat, now: datetime) -> str:
    """Return how much time a candidate has left, in words."""
    if one.of and one.done >= one.of:
        return say("left.done")
    if one.began is None:
        return say("left.never_begun" if one.status == "over" else "left.not_begun")
    if one.status == "over":
        return say("left.over", at=say.time(one.ends)) if one.ends else say("left.ended")
    if one.ends is None:
        return say("left.no_end")
    return say("left", n=math.ceil((one.ends - now).total_seconds() / 60), at=say.clock(one.ends))


def releasing(say: Say, state: CourseState, seats: list[Seat], confirm: bool) -> Node:
    """Return the release, with the step that asks whether it is meant."""
    title = say("release")
    if state.released:
        return _panel("release", title, el("p", {}, say("release.done")))
    if not confirm:
        return _panel("release", title, el("p", {}, say("release.why")), _button(title, "release", plain=True))
    shown = counts(seats)
    sure = say("release.sure", n=shown["joined"], working=shown["working"])
    row = el(
        "div",
        {"class": "lbp-er-row"},
        _button(say("release.yes"), "release-yes"),
        _button(say("release.no"), "release-no", plain=True),
    )
    return _panel("release", title, el("p", {"role": "alert", "class": "lbp-er-warn"}, sure), row)


def results(say: Say, seal: str | None) -> Node:
    """Return the export, and the seal of what was just exported."""
    given: list[Node] = []
    if seal:
        given = [
            el("p", {}, say("seal")),
            el("p", {"class": "lbp-er-seal", "data-seal": ""}, seal),
            el("p", {"class": "lbp-hint"}, say("seal.why")),
        ]
    return _panel(
        "results",
        say("results"),
        el("p", {}, say("results.why")),
        _button(say("export"), "export", plain=True),
        given,
    )


def logged(say: Say, state: CourseState, log: Log | None) -> Node:
    """Return the log, where it was asked for."""
    if log is None:
        return _panel("log", say("log"), _button(say("log.show"), "log", plain=True))
    newest = list(reversed(log.entries))[:LINES]
    rows = [
        el(
            "li",
            {"key": str(n)},
            f"{say.time(e.at)}  ",
            el("strong", {}, e.who.name if e.who else say("teacher")),
            f" {e.what(say.lang)}",
        )
        for n, e in enumerate(newest)
    ]
    names = ", ".join(dict.fromkeys(name for name, _ in log.breaks))
    whole = say("log.broken", who=names) if log.breaks else say("log.whole", n=log.records)
    return _panel(
        "log",
        say("log"),
        el(
            "p",
            {"class": "lbp-er-warn" if log.breaks else "lbp-hint", "data-whole": "false" if log.breaks else "true"},
            whole,
        ),
        el("ol", {"class": "lbp-er-log"}, rows),
        el("p", {"class": "lbp-hint", "data-others": ""}, say("log.others", n=log.others)) if log.others else None,
        el("p", {"class": "lbp-hint"}, say("log.more", n=len(newest), code=state.course.code)),
        _button(say("log.hide"), "log-hide", plain=True),
    )
