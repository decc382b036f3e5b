"""The course, who is where, and, for the teacher's eyes only, the list of learners."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from lbp_teach.cohort.dashboard_tree import Node, el
from lbp_teach.cohort.simulated import is_simulated
from lbp_teach.courses import CourseState, Joined, window
from lbp_teach.courses.words import local
from lbp_teach.live.say import Say, panel, scrolled
from lbp_teach.live.where import Where
from lbp_teach.live.words import WORDS
from lbp_teach.stages import STAGES

#: More dots than this say no more than the number below them.
DOTS = 30
COLUMNS = ("new", *STAGES, "done")


def top(state: CourseState, places: Sequence[Where], now: datetime, say: Say) -> list[Node]:
    """Return what the course is, its code, and how many have joined.

    Args:
        state: the course.
        places: where each learner is.
        now: the server's time.
        say: the language.
    """
    course = state.course
    found = window(state, Joined(course.id, ""), None, now)
    if found.status == "soon":
        status = say("soon", at=local(course.opens or ""))
    elif found.status == "open":
        status = say("open.until", at=local(found.ends.isoformat())) if found.ends else say("open")
    else:
        status = say("over")
    done = sum(one.stage == "done" for one in places)
    made_up = sum(is_simulated(one.member.name) for one in places)
    return [
        el(
            "div",
            {"class": "lbp-lv-top", "key": "top"},
            el(
                "div",
                {},
                el("h1", {"data-home": "true", "tabindex": "-1"}, course.title),
                el("p", {"class": "lbp-lv-sub"}, status, " · ", say("counts", n=len(places), done=done)),
                made_up > 0 and el("p", {"class": "lbp-lv-simulated"}, say("simulated", n=made_up, all=len(places))),
            ),
            el("p", {"class": "lbp-lv-code"}, el("span", {}, say("code")), el("strong", {}, course.code)),
        )
    ]


def where_board(places: Sequence[Where], say: Say) -> list[Node]:
    """Return how many are at which stage; on the projector nobody is marked as stuck."""
    if not places:
        return [panel("where", say("where"), el("p", {}, say("where.none")))]
    columns = []
    for stage in COLUMNS:
        here = [one for one in places if one.stage == stage]
        here.sort(key=lambda one: one.stuck is None)
        dots = [
            el("span", {"class": "lbp-lv-dot" + (" lbp-lv-stuck" if say.private and one.stuck else "")})
            for one in here[:DOTS]
        ]
        label = _stage(stage, say)
        columns.append(
            el(
                "li",
                {"class": "lbp-lv-column" + ("" if here else " lbp-lv-empty"), "key": stage, "data-stage": stage},
                el("span", {"class": "lbp-lv-stage"}, label),
                el("span", {"class": "lbp-lv-dots", "aria-hidden": "true"}, dots),
                el("strong", {}, str(len(here))),
            )
        )
    legend = None
    if say.private:
        stuck = sum(one.stuck is not None for one in places)
        legend = el(
            "p",
            {"class": "lbp-lv-legend"},
            el("span", {"class": "lbp-lv-dot", "aria-hidden": "true"}),
            say("where.legend.busy"),
            el("span", {"class": "lbp-lv-dot lbp-lv-stuck", "aria-hidden": "true"}),
            f"{say('where.legend.stuck')}: {stuck}",
        )
    return [panel("where", say("where"), el("ol", {"class": "lbp-lv-where"}, columns), aside=legend)]


def people(places: Sequence[Where], say: Say) -> list[Node]:
    """Return the list of learners with their pseudonyms.

    Raises:
        ValueError: it is not for the teacher alone; a fault of ours.
    """
    if not say.private:
        raise ValueError("names are for the teacher alone")
    if not places:
        return []
    order = sorted(places, key=lambda one: (one.stuck is None, one.stage == "done", -one.minutes, one.member.name))
    heads = ("name", "state", "patient", "visit", "stage")
    table = el(
        "table",
        {"class": "lbp-lv-people"},
        el("caption", {"class": "lbp-unseen"}, say("people")),
        el("thead", {}, el("tr", {}, [el("th", {"scope": "col"}, say(f"people.{name}")) for name in heads])),
        el("tbody", {}, [_person(one, say) for one in order]),
    )
    hint = el("p", {"class": "lbp-hint"}, say("people.hint"))
    return [panel("people", say("people"), hint, scrolled(say("people"), table))]


def _person(one: Where, say: Say) -> Node:
    finished = one.stage == "done"
    busy = one.member.spot is not None
    key = "state.done" if finished else f"state.{one.stuck}" if one.stuck else "state.busy" if busy else "state.new"
    return el(
        "tr",
        {"key": one.member.id, "class": "lbp-lv-is-stuck" if one.stuck else None},
        el("th", {"scope": "row"}, one.member.name),
        el("td", {}, say(key, n=one.minutes)),
        el("td", {}, say("n_of_m", n=one.number, m=one.of)),
        el("td", {}, str(one.visit) if one.visit else "–"),
        el("td", {}, _stage(one.stage, say)),
    )


def _stage(stage: str, say: Say) -> str:
    text = STAGES.get(stage) or WORDS[f"stage.{stage}"]
    return text(say.lang)
