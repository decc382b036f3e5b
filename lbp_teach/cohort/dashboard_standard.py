"""The page about pass marks: where judges and examiners type, and the two marks side by side. Pure, as trees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lbp_teach.cohort.dashboard_data import Cohort
from lbp_teach.cohort.dashboard_plots import scatter_plot
from lbp_teach.cohort.dashboard_say import Say, button, panel, table
from lbp_teach.cohort.dashboard_tree import Child, Node, el
from lbp_teach.cohort.figure import FEW, Figure
from lbp_teach.cohort.judging import JUDGES_LEAST, JUDGES_MOST, NAME_LONGEST, clean
from lbp_teach.cohort.standard import Standard
from lbp_teach.cohort.standard_marks import PassMarks

#: How many learners can be rated one by one; a longer list is pasted.
MOST_FIELDS = 100


@dataclass(frozen=True)
class Typed:
    """What stands in the fields.

    Attributes:
        cells: by field (`judging.clean`), what is kept.
        ratings: by learner id, the global rating that is kept.
        open: what was typed and is not kept, by field.
        round: changes when a pasted list was taken in, so that its field is empty again.
    """

    cells: Mapping[str, str] = field(default_factory=dict)
    ratings: Mapping[str, float] = field(default_factory=dict)
    open: Mapping[str, str] = field(default_factory=dict)
    round: int = 0


def standard_page(data: Cohort, say: Say, typed: Typed) -> list[Node]:
    """Return where judgements and ratings are typed in, and the pass marks that follow from them.

    Args:
        data: the class.
        say: the language.
        typed: what stands in the fields.
    """
    good = {key: text for key, text in typed.open.items() if not key.startswith("rate:") and clean(key, text)}
    marks = PassMarks.of(data.attempts, {**typed.cells, **good}, typed.ratings)
    return [
        judges_panel(marks, typed, say),
        ratings_panel(data, marks, typed, say),
        *([both_panel(marks, say)] if marks.methods else []),
        *([line_panel(marks, marks.regression, say)] if marks.regression and marks.regression.cut.told else []),
    ]


# ---- what is typed ----


def _field(key: str, words: str, kept: str, typed: Typed, **more: str | float) -> Node:
    text = typed.open.get(key, kept)
    wrong = key in typed.open and clean(key, text) is None
    props = {"type": "text", "inputmode": "decimal", **more, "value": text, "data-collect": key, "aria-label": words}
    return el("input", {"class": "lbp-co-number", **props, "aria-invalid": "true" if wrong else None})


def judges_panel(marks: PassMarks, typed: Typed, say: Say) -> Node:
    """Return where judges type, case by case."""
    judges = range(1, marks.judges + 1)
    names = [
        el(
            "div",
            None,
            el("span", {"class": "lbp-unseen"}, say("standard.judge", n=judge)),
            _field(f"name:{judge}", say("standard.name", n=judge), marks.name(judge), typed, inputmode="text",
                   maxlength=NAME_LONGEST, placeholder=say("standard.judge", n=judge)),
        )
        for judge in judges
    ]  # fmt: skip
    rows: list[list[Child]] = []
    for case in marks.cases:
        cells: list[Child] = []
        for judge in judges:
            who = marks.name(judge) or say("standard.judge", n=judge)
            words = say("standard.cell", judge=who, case=say.case(case))
            cells.append(_field(f"{judge}:{case}", words, typed.cells.get(f"{judge}:{case}", ""), typed))
        rows.append([say.case(case), *cells])
    many = {"type": "number", "min": JUDGES_LEAST, "max": JUDGES_MOST, "value": marks.judges, "data-collect": "judges"}
    wrong = any(clean(key, text) is None for key, text in typed.open.items())
    return panel(
        "standard",
        say("standard"),
        el("label", {"class": "lbp-co-field"}, say("standard.judges"), el("input", many)),
        table(say("standard"), [say("heat.base"), *names], rows),
        el("p", {"class": "lbp-co-wrong", "role": "alert"}, say("standard.bad", most=NAME_LONGEST)) if wrong else None,
        button("standard-go", say("standard.go"), "lbp-button lbp-button-main"),
        about=say("standard.about", least=JUDGES_LEAST),
    )


def ratings_panel(data: Cohort, marks: PassMarks, typed: Typed, say: Say) -> Node:
    """Return where an examiner's ratings are typed or pasted."""
    people = pseudonyms(data)
    rated = sum(learner in typed.ratings for learner in people)
    shown = sorted(people, key=lambda learner: (people[learner], learner))[:MOST_FIELDS]
    rows: list[list[Child]] = []
    for learner in shown:
        kept = typed.ratings.get(learner)
        words = say("ratings.field", name=people[learner])
        text = "" if kept is None else f"{kept:g}"
        rows.append([people[learner], _field(f"rate:{learner}", words, text, typed)])
    heads = [say("ratings.learner"), say("ratings.rating")]
    border = _field("border", say("ratings.border"), f"{marks.border:g}", typed)
    paste = {"key": f"paste-{typed.round}", "class": "lbp-co-paste", "rows": 6, "data-collect": "pasted"}
    return panel(
        "ratings",
        say("ratings"),
        el("p", None, say("ratings.n", n=rated, all=len(people))),
        el("label", {"class": "lbp-co-field"}, say("ratings.border"), border),
        el("label", {"class": "lbp-co-field lbp-co-wide"}, say("ratings.paste"), el("textarea", paste)),
        button("standard-go", say("ratings.go"), "lbp-button lbp-button-main"),
        el(
            "details",
            {"class": "lbp-co-more"},
            el("summary", None, say("ratings.one")),
            el("p", None, say("ratings.shown", shown=len(shown), all=len(people)))
            if len(shown) < len(people)
            else None,
            table(say("ratings"), heads, rows, "lbp-co-ratings"),
        ),
        about=say("ratings.about", least=FEW),
    )


def pseudonyms(data: Cohort) -> dict[str, str]:
    """Return by learner id the pseudonym, of the learners with an attempt that counts."""
    each = data.counted.drop_duplicates("learner")
    return dict(zip(each["learner"].astype(str), each["pseudonym"].astype(str), strict=True))


# ---- what follows ----


def both_panel(marks: PassMarks, say: Say) -> Node:
    """Return the two marks side by side, with what share of the class would pass by each."""
    names = ("angoff", "regression")
    found = {name: marks.methods.get(name) for name in names}
    rates = {name: marks.passing(one) for name, one in found.items() if one is not None}
    none = say("standard.none")

    def row(words: str, cells: Sequence[str | None]) -> list[Child]:
        return [words, *(cell or say("standard.empty") for cell in cells)]

    def cut(one: Standard | None) -> str:
        return say.mean(one.cut, 1, 100) if one else none

    def rate(name: str, part: str) -> str | None:
        figure: Figure | None = getattr(rates[name], part) if name in rates else None
        return say.share(figure) if figure and found[name] and (part == "rate" or figure.told) else None

    angoff, line = found["angoff"], found["regression"]
    rests = [
        say("standard.n.judges", n=angoff.cut.n, k=angoff.items) if angoff else None,
        say("standard.n.rated", n=line.cut.n) if line else None,
    ]
    rows = [
        row(say("standard.cut"), [cut(found[name]) for name in names]),
        row(say("standard.error"), [_error(found[name], say) for name in names]),
        row(say("standard.pass"), [rate(name, "rate") if _told(found[name]) else None for name in names]),
        row(say("standard.low"), [rate(name, "at_low") for name in names]),
        row(say("standard.high"), [rate(name, "at_high") for name in names]),
        row(say("line.slope"), [None, _slope(line, say)]),
        row(say("line.explained"), [None, _explained(line, say)]),
        row(say("standard.basis"), rests),
    ]
    notes = [
        say("standard.warning", method=say(f"standard.{name}"), what=one.cut.note)
        for name, one in found.items()
        if one and one.cut.note
    ]
    heads = [say("measure"), *(say(f"standard.{name}") for name in names)]
    return panel(
        "cut",
        say("standard.both"),
        table(say("standard.both"), heads, rows),
        el("ul", {"class": "lbp-co-warnings"}, [el("li", None, note) for note in notes]) if notes else None,
        about=say("standard.both.about"),
    )


def _told(one: Standard | None) -> bool:
    return one is not None and one.cut.told


def _error(one: Standard | None, say: Say) -> str | None:
    return say.number(100 * one.error, 1) if one and one.error is not None else None


def _slope(one: Standard | None, say: Say) -> str | None:
    return say("line.points", n=say.number(100 * one.slope, 1)) if one and one.slope is not None else None


def _explained(one: Standard | None, say: Say) -> str | None:
    return say.number(100 * one.explained) + say.unit if one and one.explained is not None else None


def line_panel(marks: PassMarks, found: Standard, say: Say) -> Node:
    """Return the line of points on ratings, drawn and as a table."""
    assert found.cut.value is not None
    assert found.slope is not None
    points, ratings = marks.rated
    ends = found.cut.interval
    low, high = (ends.low, ends.high) if ends else (found.cut.value, found.cut.value)
    words = say(
        "line.words",
        n=found.cut.n,
        slope=say.number(100 * found.slope, 1),
        border=f"{marks.border:g}",
        cut=say.number(100 * found.cut.value, 1),
        low=say.number(100 * low, 1),
        high=say.number(100 * high, 1),
        explained=say.number(100 * (found.explained or 0)),
    )
    rows: list[list[Child]] = [
        [f"{rating:g}", str(n) if mean.told else say("hidden"), say.percent(mean)]
        for rating, n, mean in marks.by_rating()
    ]
    heads = [say("ratings.rating"), say("option.n"), say("line.mean")]
    return panel(
        "line",
        say("line"),
        scatter_plot(ratings, points, marks.border, found.cut.value, found.slope, (low, high), words, say.unit),
        el("p", {"class": "lbp-hint"}, words),
        table(say("line.by"), heads, rows),
    )
