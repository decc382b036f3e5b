"""The page about the test: item analysis with its options, and reliability. Pure, as trees."""

from __future__ import annotations

from lbp_teach.cohort.dashboard_data import Cohort
from lbp_teach.cohort.dashboard_say import Say, button, panel, table
from lbp_teach.cohort.dashboard_tree import Child, Node, el
from lbp_teach.cohort.figure import FEWEST, Figure
from lbp_teach.cohort.items import Analysis, ItemAnalysis
from lbp_teach.cohort.options import Option

#: How many items are shown at first.
FIRST = 40


def items_page(data: Cohort, say: Say, opened: str | None = None, whole: bool = False) -> list[Node]:
    """Return item analysis and reliability: of the case that most learners met, or of all together.

    Args:
        data: the class.
        say: the language.
        opened: the item whose options are shown.
        whole: whether all cases are taken together and all items shown, which takes longer.
    """
    case = None if whole else data.usual_case
    found = data.analysis_of(case)
    of = say("items.all") if case is None else say.case(case)
    ranked = sorted(found.items, key=lambda one: (-len(one.flags), one.facility.value or 0, one.item))
    shown = ranked if whole else ranked[:FIRST]
    rows = [_row(one, say) for one in shown]
    heads = [say(f"items.{name}") for name in ("item", "facility", "rest", "upper", "look", "options")]
    chosen = next((one for one in found.items if one.item == opened), None)
    return [
        reliability_panel(found, say),
        *([options_panel(chosen, say)] if chosen and chosen.options else []),
        panel(
            "items",
            say("items"),
            el(
                "p",
                None,
                el("strong", None, of),
                ". ",
                say("items.n", shown=len(shown), all=len(ranked), flagged=len(found.flagged)),
            ),
            table(say("items"), heads, rows, "lbp-co-items"),
            button("items-all", say("items.more")) if not whole else None,
            about=say("items.about"),
        ),
    ]


def _row(one: ItemAnalysis, say: Say) -> list[Child]:
    name = el(
        "span",
        None,
        el("strong", None, one.label(say.lang)),
        el("small", None, f"{say.case(one.base)}, {say.visit(one.base, one.visit)}"),
    )
    look = el("ul", None, [el("li", None, flag.text(say.lang)) for flag in one.flags]) if one.flags else None
    words = f"{say('items.options')}: {one.label(say.lang)}, {say.case(one.base)}"
    more = button(f"item:{one.item}", say("items.options"), "lbp-link", aria_label=words) if one.options else None
    return [name, say.percent(one.facility), say.mean(one.rest, 2), say.mean(one.upper_lower, 2), look, more]


def options_panel(one: ItemAnalysis, say: Say) -> Node:
    """Return what was chosen at a decision."""
    assert one.options is not None

    def count(n: int | None) -> str:
        return say("hidden") if n is None else str(n)

    def row(option: Option) -> list[Child]:
        best = count(option.best_for)
        rest = say.percent(option.rest) if option.rest.told else say("hidden")
        return [option.label(say.lang), count(option.n), _share_of(option.share, say), rest, best]

    title = f"{one.label(say.lang)}, {say.case(one.base)}, {say.visit(one.base, one.visit)} (n = {one.options.n})"
    heads = [say("option"), say("option.n"), say("option.share"), say("option.rest"), say("option.best")]
    rows = [row(option) for option in one.options.options]
    hidden = any(not option.share.told or not option.rest.told for option in one.options.options)
    note = el("p", {"class": "lbp-hint"}, say("option.hidden", least=FEWEST)) if hidden else None
    return panel("options", title, table(title, heads, rows), note, button("item-close", say("close")))


def _share_of(one: Figure, say: Say) -> str:
    return say.share(one) if one.told else say("hidden")


def reliability_panel(found: Analysis, say: Say) -> Node:
    """Return alpha, KR-20 and the standard error of measurement, by items and by cases."""
    rows: list[list[Child]] = []
    several = found.by_case.items > 1
    for name, one in (*((("cases", found.by_case),) if several else ()), ("items", found.reliability)):
        sem = say("reliability.sem", sem=say.mean(one.sem, 1), most=say.number(one.most))
        label = say(f"reliability.{name}", k=one.items)
        rows.append([label, say.mean(one.alpha, 2), say.mean(one.kr20, 2), sem if one.sem.told else say.why(one.sem)])
    heads = [say("measure"), "α", "KR-20", say("reliability.error")]
    none = found.learners > 0 and not found.reliability.learners
    return panel(
        "reliability",
        say("reliability"),
        el("p", None, say("reliability.none", n=found.learners)) if none else table(say("reliability"), heads, rows),
        about=say("reliability.about", n=found.reliability.learners, out=found.reliability.left_out),
    )
