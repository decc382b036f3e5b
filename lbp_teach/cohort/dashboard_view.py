"""The page of the dashboard about what is dangerous and what to teach. Pure, as trees."""

from __future__ import annotations

from lbp_teach.cohort.dashboard_counts import THIRDS_FROM, Miss
from lbp_teach.cohort.dashboard_data import Cohort
from lbp_teach.cohort.dashboard_left import left_out
from lbp_teach.cohort.dashboard_say import Say, button, panel, table
from lbp_teach.cohort.dashboard_tree import Child, Node, el
from lbp_teach.cohort.figure import FEWEST, Figure
from lbp_teach.text import join, same

#: From which per cent on a cell of the heat map is drawn how dark.
STEPS = (20, 30, 40, 50)
#: How many misses stand in a panel.
MOST = 6


# ---- the top of every page ----


def head(data: Cohort, say: Say) -> Node:
    """Return who and when this is about, whether it is simulated, and the sentence for Monday."""
    counted = data.counted
    if counted.empty:
        return el("div", {"class": "lbp-co-head", "key": "head"}, el("h1", {"tabindex": "-1"}, say("title")))
    counts = {
        "learners": data.learners,
        "attempts": len(counted),
        "first": len(data.first),
        "cases": int(counted["base"].nunique()),
    }
    days = counted["finished"].dropna()
    simulated = int(counted[counted["simulated"]]["learner"].nunique())
    period = say("period", first=say.day(days.min()), last=say.day(days.max())) if len(days) else ""
    return el(
        "div",
        {"class": "lbp-co-head", "key": "head"},
        el("h1", {"tabindex": "-1"}, say("title")),
        el("p", None, f"{say('counts', **counts)} · {period}"),
        el("p", {"class": "lbp-co-simulated"}, say("simulated", n=simulated, all=data.learners)) if simulated else None,
        el("p", {"class": "lbp-hint"}, say("basis", least=FEWEST)),
    )


def nothing(say: Say, filtered: bool) -> Node:
    """Return what stands where nobody has answered."""
    return el(
        "p", {"class": "lbp-card lbp-co-empty", "key": "nothing"}, say("nobody.filtered" if filtered else "empty")
    )


def headline(data: Cohort, say: Say) -> Node:
    """Return what to teach, the most misunderstood rule and the most frequent dangerous miss, and whom to talk to."""
    worst = next((one for one in data.under if one.share.told), None)
    # The first of the table below it, whatever its columns; a rule that nobody has wrong is no misunderstood one.
    rule = next(((name, one) for name, one, _ in data.heat("base").rows if one.value), None)
    if data.learners < FEWEST:
        teach = [say("headline.none", n=data.learners)]
    else:
        teach = [
            say("headline.rule", rule=say.rule(rule[0]), figure=say.share(rule[1]))
            if rule
            else say("headline.rule.none", least=FEWEST),
            say("headline.danger", rule=say.rule(worst.rule, "under"), figure=say.share(worst.share))
            if worst
            else say("headline.danger.none", least=FEWEST),
        ]
    names = [
        same(
            say(
                "headline.person",
                name=one.pseudonym,
                under=one.under,
                over=one.over,
                score=say.result(one.score),
                n=one.attempts,
            )
        )
        for one in data.people[:2]
    ]
    talk = say("headline.talk", names=join(names, last=same(f" {say('and')} "))) if names else ""
    return el(
        "section",
        {"class": "lbp-card lbp-co-headline", "key": "headline", "data-panel": "headline"},
        el("h2", None, say("headline")),
        *(el("p", {"class": "lbp-co-say"}, one) for one in teach),
        el("p", {"class": "lbp-co-say"}, talk),
    )


# ---- overview ----


def overview(data: Cohort, say: Say, by: str = "base", opened: tuple[str, str] | None = None) -> list[Node]:
    """Return the first page.

    Args:
        data: the class.
        say: the language.
        by: columns of the heat map: `base`, `third` or `group`.
        opened: rule and column of the cell that is open; the column is empty for all.
    """
    return [headline(data, say), misses_panel(data, say, "danger"), misses_panel(data, say, "over"),
            *heat_panel(data, say, by, opened)]  # fmt: skip


def misses_panel(data: Cohort, say: Say, key: str) -> Node:
    """Return the panel of dangerous misses (`danger`) or of overuse (`over`)."""
    found = data.under if key == "danger" else data.over
    harm = "under" if key == "danger" else "over"
    shown = found[:MOST]
    if not shown:
        return panel(key, say(key), el("p", None, say("danger.none")))

    def row(one: Miss) -> list[Child]:
        cases = ", ".join(map(say.case, one.cases)) or say("cases.few", least=FEWEST)
        return [say.rule(one.rule, harm), cases, say.strip(one.share, key), say.share(one.share)]

    heads = [say("rule"), say("cases"), say("interval"), say("figure")]
    return panel(key, say(key), table(say(key), heads, [row(one) for one in shown]), about=say("danger.about"))


def heat_panel(data: Cohort, say: Say, by: str, opened: tuple[str, str] | None) -> list[Node]:
    """Return the heat map, and what was not asked where a cell is open."""
    grouped = data.attempts["group"].notna().any()
    ways = ["base", "third", *(["group"] if grouped else [])]
    by = by if by in ways else "base"
    few = by == "third" and data.learners < THIRDS_FROM
    chart = data.heat("base" if few else by)
    names = {name: _column(name, "base" if few else by, say) for name in chart.columns}
    rows: list[list[Child]] = []
    for rule, whole, parts in chart.rows:
        cells = [_cell(rule, name, one, by, say) for name, one in zip(chart.columns, parts, strict=True)]
        rows.append([say.rule(rule), *cells, _cell(rule, "", whole, by, say)])
    choose = el(
        "div",
        {"class": "lbp-segments", "role": "group", "aria-label": say("heat.by")},
        [
            el(
                "button",
                {"type": "button", "data-act": f"by:{way}", "aria-pressed": "true" if way == by else "false"},
                say(f"heat.{way}"),
            )
            for way in ways
        ],
    )
    shown = panel(
        "heat",
        say("heat"),
        choose,
        el("p", {"class": "lbp-hint"}, say("heat.few", least=THIRDS_FROM, n=data.learners)) if few else None,
        table(say("heat"), [say("rule"), *names.values(), say("all")], rows, "lbp-co-heatmap"),
        about=say("heat.about"),
    )
    return [shown, *([drill(data, say, *opened, by)] if opened else [])]


def _column(name: str, by: str, say: Say) -> str:
    return say.case(name) if by == "base" else say(f"third.{name}") if by == "third" else name


def _cell(rule: str, column: str, one: Figure | None, by: str, say: Say) -> Node:
    if one is None:
        return el("td", {"class": "lbp-co-none"}, "·")
    if one.value is None:
        if one.n < FEWEST:
            return el("td", {"class": "lbp-co-few"}, el("span", {"title": say.why(one)}, f"n < {FEWEST}"))
        return el("td", {"class": "lbp-co-few"}, el("span", {"title": say.why(one)}, f"<{FEWEST}"), _n(one))
    percent = round(100 * one.value)
    shade = sum(percent >= step for step in STEPS)
    words = f"{say.rule(rule)}, {_column(column, by, say) if column else say('all')}: {say.share(one)}"
    return el(
        "td",
        {"class": f"lbp-co-heat lbp-co-heat-{shade}"},
        button(f"cell:{rule}:{column}", str(percent), "lbp-co-cell", aria_label=words, title=say.share(one)),
        _ends(one, say),
        _n(one),
    )


def _ends(one: Figure, say: Say) -> Child:
    ends = one.interval
    return ends and el("small", None, f"{say.number(100 * ends.low)}–{say.number(100 * ends.high)}")


def _n(one: Figure) -> Node:
    return el("small", None, f"n = {one.n}")


def drill(data: Cohort, say: Say, rule: str, column: str, by: str) -> Node:
    """Return which needed findings were left, for a cell of the heat map."""
    judged = data.judged
    if column and by != "base":
        judged = judged[(judged[by] == column).to_numpy(bool)]
    looked_at = data.book.findings_of_rule.get(rule, frozenset())
    found = left_out(data.test, judged, rule, column if column and by == "base" else None, looked_at)
    where = _column(column, by, say) if column else say("drill.everywhere")
    title = say("drill", rule=say.rule(rule), where=where)
    heads = [say(f"drill.{name}") for name in ("finding", "all", "wrong", "right")]
    rows = [[say.finding(one.finding), say.told(one.all), say.told(one.wrong), say.told(one.right)] for one in found]
    hidden = any(not part.told for one in found for part in (one.all, one.wrong, one.right))
    return panel(
        "drill",
        title,
        table(title, heads, rows) if rows else el("p", None, say("drill.none")),
        el("p", {"class": "lbp-hint"}, say("drill.hidden", least=FEWEST)) if hidden else None,
        button("cell-close", say("close")),
    )
