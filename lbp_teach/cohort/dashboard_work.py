"""The page of the dashboard about how a class worked, and whether it was as sure as it should be. Pure, as trees."""

from __future__ import annotations

from lbp_teach.cohort.dashboard_data import Cohort
from lbp_teach.cohort.dashboard_habits import habits, habits_panel
from lbp_teach.cohort.dashboard_plots import interval_strip, level_plot
from lbp_teach.cohort.dashboard_process import PAYS, Sure, calibration, estimates, process
from lbp_teach.cohort.dashboard_say import Say, panel, table
from lbp_teach.cohort.dashboard_tree import Child, Node, el
from lbp_teach.cohort.effect import CASES_DIFFER, Effect, Group, beside_the_trial
from lbp_teach.cohort.figure import Figure
from lbp_teach.cohort.stated import Stated, overconfidence, stated


def process_page(data: Cohort, say: Say) -> list[Node]:
    """Return how the class worked and thought, whether certainty was deserved, and early against late."""
    return [
        process_panel(data, say),
        habits_panel(habits(data.attempts), say),
        calibration_panel(calibration(data.test), say),
        stated_panel(stated(data.test), overconfidence(data.test), say),
        effect_panel(data.effect, say),
    ]


def process_panel(data: Cohort, say: Say) -> Node:
    """Return the process measures."""
    found = process(data.test, data.attempts)
    names = ("history", "examination", "focus", "time", "left_open")
    rows: list[list[Child]] = [
        [say(f"process.{name}"), say.strip_mean(getattr(found, name)), say.percent(getattr(found, name))]
        for name in names
    ]
    guess = estimates(data.test)
    label = f"{say('process.estimate')} ({say('process.estimate.note')})"
    rows.append([label, say.strip_mean(guess), say.percent(guess)])
    rows.append([say("process.minutes"), None, say.mean(found.minutes, 1)])
    heads = [say("measure"), say("interval"), say("figure")]
    return panel("process", say("process"), table(say("process"), heads, rows), about=say("process.about"))


def calibration_panel(found: list[Sure], say: Say) -> Node:
    """Return certainty against what could be defended, drawn and as a table."""
    told = [one for one in found if one.right.interval]
    points = [
        (say(f"level.{one.level}"), one.right.value or 0, one.right.interval.low, one.right.interval.high)
        for one in told
        if one.right.interval
    ]
    words = "; ".join(f"{say(f'level.{one.level}')}: {say.percent(one.right)}" for one in told)
    rows: list[list[Child]] = [
        [
            say(f"level.{one.level}"),
            str(one.answers) if one.right.told else say("hidden"),
            say.percent(one.right),
            f"{say.number(100 * PAYS[one.level])}{say.unit}",
        ]
        for one in found
    ]
    heads = [say("level"), say("level.answers"), say("figure"), say("level.pays")]
    return panel(
        "calibration",
        say("calibration"),
        level_plot(points, [PAYS[one.level] for one in told], words, say.unit) if points else None,
        table(say("calibration"), heads, rows),
        about=say("calibration.about"),
    )


def stated_panel(found: list[Stated], over: Figure, say: Say) -> Node:
    """Return what was said of the most likely category against how often it held, drawn and as a table."""
    told = [(one, one.held.interval) for one in found if one.held.interval and one.said.told]
    points = [
        (say("stated.bin", low=one.low, high=one.high), one.held.value or 0, interval.low, interval.high)
        for one, interval in told
    ]
    words = "; ".join(f"{name}: {say.percent(one.held)}" for (name, *_), (one, _) in zip(points, told, strict=True))
    rows: list[list[Child]] = [
        [
            say("stated.bin", low=one.low, high=one.high),
            str(one.estimates) if one.held.told else say("hidden"),
            say.percent(one.said),
            say.percent(one.held),
        ]
        for one in found
    ]
    heads = [say("stated.said"), say("stated.n"), say("stated.mean"), say("stated.held")]
    return panel(
        "stated",
        say("stated"),
        level_plot(points, [one.said.value or 0 for one, _ in told], words, say.unit) if points else None,
        table(say("stated"), heads, rows) if rows else None,
        el("p", {}, say("stated.over", figure=say.percent(over))) if rows else el("p", {}, say("stated.none")),
        about=say("stated.about"),
    )


def effect_panel(found: Effect, say: Say) -> Node:
    """Return early against late with its effect size, and the published trial beside it."""

    def group(one: Group | None, whole: Figure) -> str:
        if one is None:
            return say.why(whole)
        return say("sd", mean=say.number(one.mean, 1), sd=say.number(one.sd, 1), n=one.n)

    strip = None
    if found.hedges.value is not None and found.hedges.interval:
        ends, words = found.hedges.interval, say.mean(found.hedges, 2)
        strip = interval_strip(found.hedges.value, ends.low, ends.high, words, least=-2, most=2)
    rows: list[list[Child]] = [
        [say("effect.early"), None, group(found.early, found.difference)],
        [say("effect.late"), None, group(found.late, found.difference)],
        [say("effect.difference"), None, say.mean(found.difference, 1)],
        [say("effect.hedges"), strip, say.mean(found.hedges, 2)],
        [say("effect.cohen"), None, say.mean(found.cohen, 2)],
    ]
    return panel(
        "effect",
        say("effect"),
        table(say("effect"), [say("measure"), say("interval"), say("figure")], rows),
        el("p", {"class": "lbp-hint"}, CASES_DIFFER(say.lang)),
        el("p", {"class": "lbp-hint"}, beside_the_trial()(say.lang)),
        about=say("effect.about", out=found.left_out),
    )
