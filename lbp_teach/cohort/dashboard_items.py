"""The pages about the test: item analysis with its options, reliability, and a pass mark by Angoff. Pure, as trees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lbp_teach.cohort.dashboard_data import Cohort
from lbp_teach.cohort.dashboard_say import Say, button, panel, table
from lbp_teach.cohort.dashboard_tree import Child, Node, el
from lbp_teach.cohort.figure import FEWEST, Figure
from lbp_teach.cohort.items import Analysis, ItemAnalysis
from lbp_teach.cohort.options import Option
from lbp_teach.cohort.scores import marks_of_test, scores
from lbp_teach.cohort.standard import JUDGES, angoff, pass_rate

#: How many items are shown at first.
FIRST = 40
#: How many judges can be typed in.
MOST_JUDGES = 12


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


def standard_page(data: Cohort, say: Say, judges: int = 5, typed: Mapping[str, str] | None = None) -> list[Node]:
    """Return where judgements are typed in, and the pass mark that follows from them.

    Args:
        data: the class.
        say: the language.
        judges: how many judges there are, at most `MOST_JUDGES`.
        typed: by `judge:case`, the per cent that was typed; what is no number from 0 to 100 is left out.
    """
    table_ = scores(marks_of_test(data.items)).by_case()
    cases = list(table_.items)
    judges = min(MOST_JUDGES, max(JUDGES, judges))
    given = {
        str(judge): _judged(typed or {}, judge, cases)
        for judge in range(1, judges + 1)
        if _judged(typed or {}, judge, cases)
    }
    rows: list[list[Child]] = []
    for case in cases:
        cells = [_field(judge, case, say, typed or {}) for judge in range(1, judges + 1)]
        rows.append([say.case(case), *cells])
    heads = [say("heat.base"), *(say("standard.judge", n=judge) for judge in range(1, judges + 1))]
    form = panel(
        "standard",
        say("standard"),
        el(
            "label",
            {"class": "lbp-co-field"},
            say("standard.judges"),
            el(
                "input",
                {"type": "number", "min": JUDGES, "max": MOST_JUDGES, "value": judges, "data-collect": "judges"},
            ),
        ),
        table(say("standard"), heads, rows),
        button("standard-go", say("standard.go"), "lbp-button lbp-button-main"),
        about=say("standard.about", least=JUDGES),
    )
    if not given:
        return [form]
    most = {case: max(column[column == column]) for case, column in zip(cases, table_.of.T, strict=True)}
    found = angoff(given, most)
    rate = pass_rate(table_.total.tolist(), found.cut)
    told: list[list[Child]] = [[say("standard.cut"), say.mean(found.cut, 1, 100)]]
    if found.error is not None:
        told.append([say("standard.error"), say.number(100 * found.error, 1)])
        told.append([say("standard.pass"), say.share(rate.rate)])
        told += [
            [say(f"standard.{name}"), say.share(one)]
            for name, one in (("low", rate.at_low), ("high", rate.at_high))
            if one
        ]
    note = el("p", {"class": "lbp-hint"}, found.cut.note(say.lang)) if found.cut.note else None
    heads = [say("measure"), say("figure")]
    return [form, panel("cut", say("standard.cut"), table(say("standard.cut"), heads, told), note)]


def _field(judge: int, case: str, say: Say, typed: Mapping[str, str]) -> Node:
    name = f"{judge}:{case}"
    words = say("standard.cell", judge=say("standard.judge", n=judge), case=say.case(case))
    field = {"type": "number", "min": 0, "max": 100, "value": typed.get(name, ""), "data-collect": name}
    return el("input", {**field, "class": "lbp-co-number", "aria-label": words})


def _judged(typed: Mapping[str, str], judge: int, cases: Sequence[str]) -> dict[str, float]:
    found = {}
    for case in cases:
        given = typed.get(f"{judge}:{case}", "").replace(",", ".")
        try:
            percent = float(given)
        except ValueError:
            continue
        if 0 <= percent <= 100:
            found[case] = percent / 100
    return found
