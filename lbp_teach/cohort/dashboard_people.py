"""The pages about single learners, and the reports that are printed or sent: of a class, of a learner. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape

from lbp_teach.cohort.dashboard_data import Cohort
from lbp_teach.cohort.dashboard_plots import interval_strip
from lbp_teach.cohort.dashboard_say import Say, button, panel, table
from lbp_teach.cohort.dashboard_tree import Child, Node, el, to_html
from lbp_teach.cohort.dashboard_view import head, nothing, overview
from lbp_teach.cohort.dashboard_work import process_page
from lbp_teach.edition import EDITION

#: How many learners are listed.
MOST = 100
CSS = """
:root { color-scheme: light; } body { font: 14px/1.45 system-ui, sans-serif; color: #11242a; max-width: 1000px;
margin: 24px auto; padding: 0 16px; } h1 { font-size: 26px; } h2 { font-size: 18px; margin: 0 0 4px; }
section { border: 1px solid #dae3e5; border-radius: 12px; padding: 14px 18px; margin: 0 0 14px; break-inside: auto; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 5px 8px; vertical-align: top;
border-top: 1px solid #dae3e5; } thead th { border-top: 0; color: #43555c; font-size: 12px; }
tr { break-inside: avoid; }
small { color: #43555c; display: block; } svg { height: 20px; max-width: 220px; } .lbp-co-levels { height: 158px;
max-width: 400px; } .lbp-hint { color: #43555c; font-size: 13px; } .lbp-unseen { position: absolute; left: -9999px; }
.lbp-co-simulated { background: #fff3cf; color: #634700; padding: 6px 10px; border-radius: 8px; font-weight: 650; }
.lbp-co-axis { stroke: #c4d0d3; stroke-width: 2; } .lbp-co-range { stroke: #6e8087; stroke-width: 5; }
.lbp-co-target { stroke: #a87400; stroke-width: 2; stroke-dasharray: 4 3; } .lbp-co-dot { fill: #0a5763; }
.lbp-co-danger .lbp-co-dot { fill: #b01c2b; } .lbp-co-zero { stroke: #6e8087; stroke-width: 1; } svg text { font-size:
12px; } .lbp-segments { display: none; } .lbp-co-heat-2 { background: #bcdce1; } .lbp-co-heat-3 { background: #86bfc7; }
.lbp-co-heat-4 { background: #4f9aa5; } .lbp-co-heatmap { font-size: 12px; }
.lbp-co-heat small { color: inherit; } .lbp-co-heatmap small { white-space: nowrap; } @page { margin: 14mm; }
@media print { body { margin: 0; max-width: none; font-size: 11px; } }
"""


def learners_page(data: Cohort, say: Say, opened: str | None = None) -> list[Node]:
    """Return the learners, those to talk to first, and the one that is open.

    Args:
        data: the class.
        say: the language.
        opened: id of the learner that is open.
    """
    shown = data.people[:MOST]
    rows: list[list[Child]] = []
    for one in shown:
        more = button(
            f"learner:{one.learner}", say("report"), "lbp-link", aria_label=f"{say('report')}: {one.pseudonym}"
        )
        rows.append([one.pseudonym, str(one.under), str(one.over), say.result(one.score), str(one.attempts), more])
    heads = [say("learner"), say("under.n"), say("over.n"), say("score"), say("cases"), say("report")]
    return [
        *(learner_panels(data, say, opened, buttons=True) if opened else []),
        panel(
            "learners",
            say("learners"),
            el("p", None, say("learners.shown", shown=len(shown), all=len(data.people))),
            table(say("learners"), heads, rows),
            about=say("learners.about"),
        ),
    ]


def learner_panels(data: Cohort, say: Say, learner: str, buttons: bool = False) -> list[Node]:
    """Return one learner's attempts and critical errors; nothing where she has none."""
    tries = data.attempts[(data.attempts["learner"] == learner).to_numpy(bool)]
    if tries.empty:
        return []
    name = str(tries["pseudonym"].iloc[0])
    rows: list[list[Child]] = [
        [
            f"{say.case(str(one.base))} ({one.number})",
            "–" if one.finished != one.finished else say.moment(one.finished),
            _beside_the_class(float(one.score), data.middle_of(str(one.base)), say),
            say.result(one.score) if one.score == one.score else "–",
            say("yes" if one.passed else "no"),
            say.number(one.seconds / 60),
        ]
        for one in tries.itertuples()
    ]
    title = say("report.learner", name=name)
    heads = [
        say("attempts"),
        say("attempt.when"),
        say("attempt.beside"),
        say("score"),
        say("attempt.passed"),
        say("process.minutes"),
    ]
    acts = [button(f"save:{learner}", say("export.learner")), button("learner-close", say("close"))] if buttons else []
    return [
        panel("learner", title, table(title, heads, rows), el("div", {"class": "lbp-row"}, acts) if acts else None),
        *(_harms(data, say, learner, harm) for harm in ("under", "over")),
    ]


def _beside_the_class(score: float, middle: tuple[float, float] | None, say: Say) -> Child:
    """Return the drawing of a score with the middle half of the class as a bar, where the class is large enough."""
    if score != score:
        return None
    own = f"{say.result(score)}{say.unit}"
    if middle is None:
        return interval_strip(score / 100, score / 100, score / 100, own)
    low, high = middle
    words = say("attempt.middle", own=own, low=say.number(low), high=say.number(high))
    return interval_strip(score / 100, low / 100, high / 100, words)


def _harms(data: Cohort, say: Say, learner: str, harm: str) -> Node:
    found = data.test[((data.test["learner"] == learner) & (data.test["harm"] == harm)).to_numpy(bool)]
    told = found.drop_duplicates(["base", "visit", "rule"])
    key = "danger" if harm == "under" else "over"
    if told.empty:
        return panel(f"{key}-one", say(key), el("p", None, say("danger.none")))
    rows: list[list[Child]] = [
        [say.rule(str(one.rule), harm), say.case(str(one.base)), say.visit(str(one.base), str(one.visit))]
        for one in told.itertuples()
    ]
    return panel(f"{key}-one", say(key), table(say(key), [say("rule"), say("cases"), say("visit")], rows))


# ---- files ----


def class_report(data: Cohort, say: Say, made: datetime | None = None, selection: str = "") -> str:
    """Return the report of a class as one HTML file without anything from elsewhere; printing it makes a PDF.

    Args:
        data: the class.
        say: the language.
        made: when; None for now.
        selection: the filters in words.
    """
    empty = data.counted.empty
    body = [nothing(say, filtered=False)] if empty else [*overview(data, say), *process_page(data, say)]
    return _file(say("report.class"), [head(data, say), *body], say, made, selection)


def learner_report(data: Cohort, say: Say, learner: str, made: datetime | None = None) -> str | None:
    """Return the report of a learner as one HTML file; None where she has no attempts."""
    panels = learner_panels(data, say, learner)
    if not panels:
        return None
    name = str(data.attempts[(data.attempts["learner"] == learner).to_numpy(bool)]["pseudonym"].iloc[0])
    whole = data.attempts[(data.attempts["learner"] == learner).to_numpy(bool)]["simulated"].any()
    mark = [el("p", {"class": "lbp-co-simulated"}, say("simulated", n=1, all=1))] if whole else []
    return _file(say("report.learner", name=name), [*mark, *panels], say, made)


def _file(title: str, body: Sequence[Node], say: Say, made: datetime | None, selection: str = "") -> str:
    when = f"{made or datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    facts = say("report.made", when=when, edition=say.book.edition_label(EDITION, say.lang))
    foot = f"{facts} {say('education')}."
    chosen = f"<p>{escape(say('report.filter', what=selection))}</p>" if selection else ""
    return (
        f'<!doctype html><html lang="{say.lang.value}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{CSS}</style></head><body>{chosen}"
        + "".join(map(to_html, body))
        + f"<p>{escape(foot)}</p></body></html>\n"
    )
