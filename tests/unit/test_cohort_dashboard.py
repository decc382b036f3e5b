"""The dashboard of a class against small tables that were worked out by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import pytest

from lbp_teach import content
from lbp_teach.cohort import dashboard_people, dashboard_view, dashboard_work
from lbp_teach.cohort.dashboard_counts import first_marks, heat, judged, misses, people, share, thirds
from lbp_teach.cohort.dashboard_data import Cohort, Filters
from lbp_teach.cohort.dashboard_left import left_out
from lbp_teach.cohort.dashboard_process import calibration, process
from lbp_teach.cohort.dashboard_say import Say
from lbp_teach.cohort.dashboard_session import TABS, CohortSession
from lbp_teach.cohort.dashboard_standard import Typed, standard_page
from lbp_teach.cohort.dashboard_tree import el, text_of, to_html
from lbp_teach.cohort.standard_marks import PassMarks
from lbp_teach.text import Lang

Plain = dict[str, Any]
WORDS = ("learner", "item", "base", "visit", "category", "kind", "subject", "mark", "grade", "harm", "rule", "missing")
MORE = ("chosen", "best", "attempt", "case", "edition", "group")
CASE, OTHER = "kaj-roenholt", "bent-olesen"


def a_mark(learner: int, rule: str, mark: str = "right", base: str = CASE, **more: Any) -> Plain:
    """One mark of a decision; what is not said is ordinary."""
    plain: Plain = {
        "learner": f"l{learner:05}",
        "base": base,
        "visit": "first",
        "category": "decision",
        "kind": "choice",
        "subject": "imaging",
        "mark": mark,
        "grade": {"right": "best", "critical": "unsafe", "missing": None}.get(mark, mark),
        "harm": None,
        "rule": rule,
        "missing": None,
        "points": 10 if mark == "right" else 0,
        "of": 10,
        "confidence": None,
        "number": 1,
        "chosen": "none",
        "best": "none",
        "group": None,
        "practice": False,
        "counts": True,
    } | more
    parts = (plain[name] for name in ("base", "visit", "category", "kind", "subject"))
    place = {"item": "/".join(parts), "attempt": f"{plain['learner']}-{base}-{plain['number']}"}
    return plain | place | {"case": base, "edition": "DSAM2026", "visit_number": 1, "order": 1, "to_last": 1}


def marks(rows: list[Plain]) -> pd.DataFrame:
    table = pd.DataFrame(rows)
    for name in (*WORDS, *MORE):
        table[name] = table[name].astype("category")
    table["confidence"] = table["confidence"].astype("Int8")
    return table


def attempts(rows: pd.DataFrame, names: Mapping[str, str] | None = None) -> pd.DataFrame:
    one = rows.drop_duplicates("attempt")
    table = pd.DataFrame({name: one[name].astype(str).to_numpy() for name in ("learner", "attempt", "case", "base")})
    table["pseudonym"] = [(names or {}).get(name, f"Ravn-{name[-2:]}") for name in table["learner"]]
    for name in ("learner", "attempt", "case", "base", "pseudonym"):
        table[name] = table[name].astype("category")
    table["group"] = one["group"].to_numpy()
    table["number"] = one["number"].to_numpy()
    table["finished"] = pd.to_datetime(["2026-09-07T10:00:00Z"] * len(table), utc=True)
    sums = rows.groupby("attempt", observed=True)[["points", "of"]].sum()
    table["score"] = (100.0 * sums["points"] / sums["of"]).reindex(table["attempt"].astype(str)).to_numpy()
    table["seconds"], table["passed"] = 600, True
    table["counts"], table["order"], table["to_last"] = one["counts"].to_numpy(), 1, 1
    table["habits"] = pd.Categorical(["read"] * len(table))
    table["simulated"] = table["pseudonym"].astype(str).str.startswith("Simuleret-")
    return table


def a_class() -> pd.DataFrame:
    """Thirty learners: 9 break `tumour` dangerously, 3 `red`, 12 scan too much; two meet another case only."""
    rows = []
    for n in range(28):
        rows.append(a_mark(n, "tumour", "critical" if n < 9 else "right", harm="under" if n < 9 else None))
        # Two decisions that break one rule at one visit are one miss.
        if n < 9:
            rows.append(a_mark(n, "tumour", "critical", harm="under", subject="urgency"))
        red = n < 3
        rows.append(a_mark(n, "red", "critical" if red else "right", harm="under" if red else None, subject="code"))
        much = n >= 16
        rows.append(
            a_mark(n, "scan", "critical" if much else "right", harm="over" if much else None, subject="work")
            | ({"grade": "too_much"} if much else {})
        )
    # The last has no points at all, and has harmed nobody.
    rows += [a_mark(28, "scan", base=OTHER), a_mark(29, "scan", "wrong", base=OTHER)]
    return marks(rows)


def say(lang: Lang = Lang.EN) -> Say:
    return Say(content.book(), lang)


def cohort(rows: pd.DataFrame, names: Mapping[str, str] | None = None) -> Cohort:
    return Cohort.of(attempts(rows, names), rows, content.book())


# ---- dangerous ----


def test_a_miss_counts_learners_of_those_who_met_a_visit_where_the_rule_decides() -> None:
    found = misses(first_marks(a_class()), "under")
    assert [one.rule for one in found] == ["tumour", "red"]
    worst = found[0].share
    assert (worst.n, worst.value) == (28, 9 / 28)
    # Wilson by hand: centre (9 + 1.9208) / (28 + 3.8415), half width 1.95996 / (28 + 3.8415) * sqrt(9·19/28 + 0.9604).
    assert worst.interval is not None
    assert worst.interval.low == pytest.approx(0.1793, abs=5e-5)
    assert worst.interval.high == pytest.approx(0.5066, abs=5e-5)
    assert found[0].cases == (CASE,)
    over = misses(first_marks(a_class()), "over")[0]
    assert (over.share.n, over.share.value) == (30, 0.4), "the rule decides a mark of the other case, too"


def test_nothing_that_points_at_fewer_than_five_is_told() -> None:
    red = misses(first_marks(a_class()), "under")[1]
    assert red.share.value is None
    assert red.cases == ()
    assert share(0, 30).value == 0
    assert share(4, 30).value is None
    assert share(5, 30).value == pytest.approx(5 / 30)
    assert share(2, 4).value is None


def test_practice_and_second_attempts_do_not_count() -> None:
    rows = [a_mark(n, "tumour") for n in range(8)]
    rows += [a_mark(n, "tumour", "critical", harm="under", number=2) for n in range(8)]
    rows += [a_mark(n, "tumour", "critical", harm="under", subject="code", practice=True) for n in range(8)]
    rows += [a_mark(n, "tumour", "critical", harm="under", subject="work", counts=False) for n in range(8)]
    assert misses(first_marks(marks(rows)), "under") == []


def test_whom_to_talk_to_is_who_was_most_dangerous_then_who_did_too_much_then_who_has_fewest_points() -> None:
    rows = a_class()
    found = people(first_marks(rows), attempts(rows))
    assert [one.learner for one in found[:4]] == ["l00000", "l00001", "l00002", "l00003"]
    assert (found[0].under, found[0].over, found[0].attempts) == (2, 0, 1)
    # 2 of 4 marks right for the first (tumour twice and red wrong, scan right): 10 of 40 points.
    assert found[0].score == 25
    assert found[9].over == 1


def test_a_result_is_the_mean_of_the_marks_that_a_learner_gets_after_the_cap() -> None:
    # 9 of 10 marks right at both cases; the first learner's tenth mark at one of them is a critical error: 40% there.
    rows = marks(
        [
            a_mark(n, "rule", "right" if place < 9 else "wrong", base=base, subject=f"s{place}")
            for n in range(6)
            for base in (CASE, OTHER)
            for place in range(10)
        ]
        # A second attempt, here at a variant, changes no result.
        + [a_mark(1, "rule", "wrong", number=2)]
    )
    table = attempts(rows)
    table.loc[(table["learner"] == "l00000") & (table["base"] == CASE), "score"] = 40.0
    data = Cohort.of(table, rows, content.book())
    found = {one.learner: (one.score, one.attempts) for one in data.people}
    assert found == {"l00000": (pytest.approx(65), 2)} | {f"l{n:05}": (pytest.approx(90), 2) for n in range(1, 6)}
    assert data.people[0].learner == "l00000", "the lowest result is to be talked to first"
    assert "Ravn-00 (dangerous misses: 0, too much: 0, 65% of the points, cases: 2)" in text_of(
        dashboard_view.headline(data, say())
    )
    # Judges say 70 at one case and 60 at the other: cases weigh the same, and 65 is at the mark.
    cells = {f"{judge}:{base}": text for judge in (1, 2, 3) for base, text in ((CASE, "70"), (OTHER, "60"))}
    for more, passing in (({}, "6 of 6"), ({"1:" + CASE: "71", "2:" + CASE: "71", "3:" + CASE: "71"}, "5 of 6")):
        cut = next(n for n in standard_page(data, say(), Typed({**cells, **more})) if n[1]["data-panel"] == "cut")
        assert f"Would pass {passing}" in text_of(cut)
    # The header counts the attempt that is not a first one, and says so.
    head = text_of(dashboard_view.head(data, say()))
    assert "completed attempts: 13, of these first at a case: 12" in head


def test_borderline_regression_is_of_the_results_after_the_cap() -> None:
    rows = marks([a_mark(n, "rule") for n in range(30)])
    table = attempts(rows)
    table["score"] = [40.0 + 20 * (n // 10) for n in range(30)]
    ratings = {f"l{n:05}": 1.0 + n // 10 for n in range(30)}
    found = PassMarks.of(table, {}, ratings)
    assert found.regression is not None
    # Ten each at 40, 60 and 80, rated 1, 2 and 3; borderline is 2. All item points are 100%.
    assert found.regression.cut.value == pytest.approx(0.6)
    assert found.regression.slope == pytest.approx(0.2)
    assert found.passing(found.regression).rate.value == pytest.approx(20 / 30)


def test_a_percentage_is_rounded_down_as_in_the_learners_own_report() -> None:
    assert [say().result(value) for value in (59.96, 60.0, 60 - 1e-12, 39.5)] == ["59", "60", "60", "39"]


# ---- rules and groups ----


def test_a_rule_is_misunderstood_from_half_of_its_marks_on_and_open_choices_do_not_count() -> None:
    rows = []
    for n in range(6):
        rows.append(a_mark(n, "rule", "wrong"))
        rows.append(a_mark(n, "rule", "right", subject="code"))
        rows.append(a_mark(n, "open", "missing", subject="work"))
        rows.append(a_mark(n, "asked", "missing", subject="ask", category="history", kind="finding"))
    found = judged(first_marks(marks(rows))).set_index(["learner", "rule"])["wrong"]
    assert found["l00000", "rule"]
    assert found["l00000", "asked"]
    assert "open" not in found.index.get_level_values("rule")


def test_right_and_wrong_answers_to_one_question_stand_under_the_rule_that_leads_most_of_them() -> None:
    rows = [a_mark(n, "no_imaging" if n < 7 else "restraint", "right" if n < 7 else "wrong") for n in range(12)]
    chart = heat(judged(first_marks(marks(rows))), "base")
    assert [(rule, one.n, one.value) for rule, one, _ in chart.rows] == [("no_imaging", 12, 5 / 12)]


def test_a_single_hidden_group_does_not_follow_from_the_whole() -> None:
    rows = [a_mark(n, "rule", "wrong" if n in (0, *range(10, 16), *range(20, 29)) else "right") for n in range(30)]
    table = judged(first_marks(marks(rows)))
    table["third"] = ["low"] * 10 + ["middle"] * 10 + ["high"] * 10
    _, whole, (low, middle, high) = heat(table, "third", {"low": "", "middle": "", "high": ""}).rows[0]
    assert whole.value == pytest.approx(16 / 30)
    assert [one and one.value for one in (low, middle, high)] == [None, None, pytest.approx(0.9)]


def test_thirds_are_by_points_and_not_of_a_small_class() -> None:
    rows = a_class()
    found = people(first_marks(rows), attempts(rows))
    assert sorted(thirds(found).values()).count("low") == 10
    assert thirds(found)["l00000"] == "low"
    assert thirds(found[:14]) == {}


def test_what_was_not_asked_is_told_for_those_with_the_rule_wrong_and_for_the_others() -> None:
    rows = []
    for n in range(20):
        rows.append(a_mark(n, "rule", "wrong" if n < 10 else "right"))
        left = "a.one@left a.one@right" if n < 8 or n >= 15 else None
        rows.append(a_mark(n, "ask", "partly", subject="ask", category="history", kind="finding", missing=left))
    test = first_marks(marks(rows))
    found = left_out(test, judged(test), "rule", CASE, frozenset({"a.one"}))
    assert [one.finding for one in found] == ["a.one"]
    one = found[0]
    assert (one.all.n, one.all.value) == (20, 13 / 20)
    assert (one.wrong.n, one.wrong.value) == (10, 0.8)
    assert (one.right.n, one.right.value) == (10, 0.5)


# ---- process and certainty ----


def test_process_and_certainty_are_means_over_learners() -> None:
    rows = []
    for n in range(6):
        rows.append(a_mark(n, "ask", "partly", subject="ask", category="history", kind="finding", points=n))
        rows.append(a_mark(n, "rule", confidence=3))
        rows.append(a_mark(n, "rule", "wrong" if n < 3 else "right", subject="code", confidence=3))
        rows.append(a_mark(n, "rule", "missing", subject="work"))
    table = marks(rows)
    found = process(first_marks(table), attempts(table))
    assert found.history.value == pytest.approx(0.25)
    assert found.left_open.value == pytest.approx(1 / 3)
    assert found.minutes.value == pytest.approx(10)
    assert found.focus.value is None
    sure = {one.level: one for one in calibration(first_marks(table))}
    assert (sure[3].answers, sure[3].right.n) == (12, 6)
    assert sure[3].right.value == pytest.approx(0.75)
    assert sure[1].right.value is None


# ---- pages ----


def test_the_first_page_names_the_rule_and_the_two_learners() -> None:
    words = text_of(dashboard_view.headline(cohort(a_class()), say()))
    assert "Most frequent dangerous miss: “A suspicion of cancer was not pursued” (9 of 28, 32% (18 to 51))" in words
    assert "Ravn-00 (dangerous misses: 2" in words
    assert "Ravn-01" in words
    assert "Ravn-02" not in words


def test_on_monday_the_misunderstood_rule_and_the_dangerous_miss_are_two_sentences() -> None:
    # `no_imaging` is misunderstood by 14 of 20, more than the 8 who miss a tumour; each is the first of its own table.
    rows = [a_mark(n, "tumour", "critical" if n < 8 else "right", harm="under" if n < 8 else None) for n in range(20)]
    rows += [a_mark(n, "no_imaging", "wrong" if n >= 6 else "right", subject="work") for n in range(20)]
    data = cohort(marks(rows))
    first = data.heat("base").rows[0]
    assert (first[0], first[1].value) == ("no_imaging", 0.7)
    assert data.under[0].rule == "tumour"
    for lang, heads in (
        (Lang.EN, ("Most misunderstood: “", "Most frequent dangerous miss: “")),
        (Lang.DA, ("Mest misforstået: »", "Hyppigste farlige overseelse: »")),
    ):
        said = [text_of(one) for one in tags(dashboard_view.headline(data, say(lang)), "p")]
        assert said[0].startswith(f"{heads[0]}{say(lang).rule('no_imaging')}")
        assert said[1].startswith(f"{heads[1]}{say(lang).rule('tumour', 'under')}")
    right = cohort(marks([a_mark(n, "tumour") for n in range(20)]))
    words = text_of(dashboard_view.headline(right, say()))
    assert "No rule is misunderstood by 5 or more." in words
    assert "No dangerous miss is shared by 5 or more." in words


def test_three_learners_get_no_figures_and_simulated_ones_are_marked() -> None:
    rows = marks([a_mark(n, "tumour", "critical", harm="under") for n in range(3)])
    data = cohort(rows, {"l00000": "Simuleret-0001"})
    page = [
        dashboard_view.head(data, say()),
        *dashboard_view.overview(data, say()),
        *dashboard_work.process_page(data, say()),
    ]
    words = " ".join(map(text_of, page))
    assert "SIMULATED. 1 of 3" in words
    assert "%" not in words.replace("95% intervals", "").split("Talk to")[0]
    assert not re.search(r"\bnan\b", words.lower())


@pytest.mark.parametrize("lang", list(Lang))
def test_every_page_of_every_class_can_be_shown(lang: Lang) -> None:
    for rows in (a_class(), marks([a_mark(0, "tumour")])):
        session = CohortSession(Fixed(rows), content.book())
        for tab in TABS:
            message = {"type": "show", "n": 1, "lang": lang.value, "tab": tab, "cell": ["tumour", ""]}
            answer = session.handle(message)
            assert answer is not None
            assert (answer["type"], answer["tab"]) == ("shown", tab)
            words = " ".join(map(text_of, answer["nodes"]))
            assert not re.search(r"\bnan\b|None(?!\.)|\{\w+\}", words), words


class Fixed:
    """Marks that stand in memory."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self.rows, self.read = rows, 0

    def refresh(self, tick: Any = None) -> None:
        self.read += 1
        if tick:
            tick(1, 1)

    def attempts(self, groups: Any = None) -> pd.DataFrame:
        return attempts(self.rows)

    def items(self, groups: Any = None) -> pd.DataFrame:
        return self.rows


def test_an_empty_class_says_so_and_filters_that_leave_nobody_say_so() -> None:
    nobody = a_class().iloc[:0]
    shown = CohortSession(Fixed(nobody), content.book()).handle({"type": "show", "lang": "en", "hello": True})
    assert shown is not None
    assert "Nobody has completed a case yet" in text_of(shown["nodes"][1])
    session = CohortSession(Fixed(a_class()), content.book())
    shown = session.handle({"type": "show", "lang": "en", "since": "2026-09-08"})
    assert shown is not None
    assert "match the filters" in text_of(shown["nodes"][1])


def test_filters_leave_what_they_name() -> None:
    rows = a_class()
    one = Cohort.of(attempts(rows), rows, content.book(), Filters(case=OTHER))
    assert (one.learners, len(one.items)) == (2, 2)
    assert Cohort.of(attempts(rows), rows, content.book(), Filters(until=date(2026, 9, 7))).learners == 30


def test_the_screen_cannot_ask_for_nonsense_and_long_work_says_how_far_it_is() -> None:
    source = Fixed(a_class())
    session = CohortSession(source, content.book())
    said: list[Plain] = []
    for message in (None, 3, {"type": "run"}, {"type": "show", "cell": [1, 2], "typed": 5, "by": "<b>", "tab": "x"}):
        session.handle(message, said.append)
    assert source.read == 1, "the records are read once"
    assert said == [{"type": "progress", "x": 1, "of": 1, "words": "Retter nye forsøg: 1 af 1 studerende"}]
    session.handle({"type": "show", "fresh": True}, said.append)
    assert source.read == 2


def test_a_pass_mark_follows_from_what_judges_typed() -> None:
    typed = {"1:" + CASE: "40", "2:" + CASE: "50", "3:" + CASE: "60", "1:" + OTHER: "40", "2:" + OTHER: "50"}
    typed |= {"3:" + OTHER: "60,0", "4:" + CASE: "many", "5:" + CASE: "101"}
    words = " ".join(map(text_of, standard_page(cohort(a_class()), say(), Typed(open=typed))))
    # Mean 50, standard deviation 10, so a standard error of 10 / sqrt(3), and t with two degrees of freedom is 4.3027.
    assert "50.0 (25.2 to 74.8), n = 3" in words
    assert "Standard error 5.8" in words
    assert "What is marked is not kept" in words


def test_both_pass_marks_stand_side_by_side_with_who_would_pass() -> None:
    # Ten each with 2, 4 and 6 of 8 marks right, rated 1, 2 and 3: the line is at 50 where the rating is 2.
    rows = [
        a_mark(n, "rule", "right" if place < 2 * (1 + n // 10) else "wrong", subject=f"s{place}")
        for n in range(30)
        for place in range(8)
    ]
    ratings = {f"l{n:05}": 1.0 + n // 10 for n in range(30)}
    cells = {f"{judge}:{CASE}": percent for judge, percent in ((1, "70"), (2, "70"), (3, "70"))}
    nodes = standard_page(cohort(marks(rows)), say(), Typed(cells, ratings))
    parts = {node[1]["data-panel"]: node for node in nodes}
    rows_ = {row[2][0][2][0]: [text_of(one) for one in row[2][1:]] for row in tags(parts["cut"], "tr")[1:]}
    assert rows_["Mark in % of the points"] == ["70.0 (70.0 to 70.0), n = 3", "50.0 (50.0 to 50.0), n = 30"]
    assert rows_["Would pass"][0].startswith("10 of 30, 33%")
    assert rows_["Would pass"][1].startswith("20 of 30, 67%")
    assert rows_["Explained by the rating (R²)"] == ["–", "100%"]
    assert rows_["Points for a step"] == ["–", "25.0 percentage points"]
    assert rows_["Rests on"] == ["judges: 3, cases: 1", "rated learners: 30"]
    assert "3 judges are few" in text_of(parts["cut"])
    (drawing,) = tags(parts["line"], "svg")
    assert "Points: 30 learners. The line moves by 25.0 percentage points a step and is at 50.0%" in text_of(
        parts["line"]
    )
    assert drawing[1]["aria-label"] in text_of(parts["line"])
    assert [one[1]["r"] for one in tags(drawing, "circle")] == [6.0, 6.0, 6.0, 6]


def test_too_few_ratings_give_a_reason_and_no_line() -> None:
    ratings = {f"l{n:05}": 1.0 + n % 3 for n in range(19)}
    nodes = standard_page(cohort(a_class()), say(), Typed({}, ratings))
    parts = {node[1]["data-panel"]: text_of(node) for node in nodes}
    assert "Too few: 19. The figure is shown from 20 on." in parts["cut"]
    assert "line" not in parts
    alike = standard_page(cohort(a_class()), say(), Typed({}, {f"l{n:05}": 2.0 for n in range(30)}))
    assert "All 30 got the same global rating" in text_of(alike[2])


def test_a_falling_line_is_warned_of_and_few_at_a_rating_are_hidden() -> None:
    rows = [
        a_mark(n, "rule", "right" if place < 1 + n % 7 else "wrong", subject=f"s{place}")
        for n in range(30)
        for place in range(8)
    ]
    ratings = {f"l{n:05}": 3.0 - (n % 7) / 3 for n in range(28)} | {"l00028": 0.0, "l00029": 4.0}
    parts = {n[1]["data-panel"]: n for n in standard_page(cohort(marks(rows)), say(), Typed({}, ratings))}
    assert "Borderline regression: The line falls" in text_of(parts["cut"])
    by = {row[2][0][2][0]: [text_of(one) for one in row[2][1:]] for row in tags(parts["line"], "tr")[1:]}
    assert by["0"] == ["hidden", "Too few: 1. The figure is shown from 5 on."]


def tags(node: Any, tag: str) -> list[Any]:
    if isinstance(node, str):
        return []
    mine = [node] if node[0] == tag else []
    return mine + [one for kid in node[2] for one in tags(kid, tag)]


# ---- files ----


def test_a_report_holds_what_was_written_as_text_and_loads_nothing() -> None:
    evil = '<script>alert("x")</script>'
    html = dashboard_people.class_report(cohort(a_class(), {"l00000": evil}), say(), selection=evil)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 2
    assert not re.search(r"(src|href)=", html)
    one = dashboard_people.learner_report(cohort(a_class(), {"l00000": evil}), say(), "l00000")
    assert one is not None
    assert "<script" not in one
    assert "A suspicion of cancer was not pursued" in one
    assert dashboard_people.learner_report(cohort(a_class()), say(), "nobody") is None


def test_a_learner_stands_beside_the_middle_half_of_a_class_that_is_large_enough() -> None:
    rows = a_class()
    data = cohort(rows)
    data.attempts["score"] = [float(n) for n in range(len(data.attempts))]
    # Scores 0 to 27 at the one case: quartiles 6.75 and 20.25; two learners at the other are too few.
    assert data.middle_of(CASE) == (6.75, 20.25)
    assert data.middle_of(OTHER) is None
    again = cohort(rows)
    again.attempts["score"] = data.attempts["score"]
    again.attempts.loc[again.attempts.index[:8], "number"] = 2
    assert again.middle_of(CASE) == (12.75, 22.25), "first attempts only"
    html = dashboard_people.learner_report(data, say(), "l00003")
    assert html is not None
    assert "3%; the middle half of the class: 7 to 20%" in html
    other = dashboard_people.learner_report(data, say(), "l00028")
    assert other is not None
    assert 'aria-label="28%"' in other


def test_a_tree_has_no_tag_or_property_that_runs() -> None:
    for tag, props in (("script", {}), ("a", {}), ("p", {"onclick": "x"}), ("p", {"style": "x"})):
        with pytest.raises(ValueError, match="a page has no"):
            el(tag, props)
    assert to_html(el("p", {"title": '"<'}, "a & b", None, ["c"])) == '<p title="&quot;&lt;">a &amp; bc</p>'


def test_every_drawing_says_in_words_what_it_shows() -> None:
    def drawings(node: Any) -> list[Plain]:
        if isinstance(node, str):
            return []
        mine = [node[1]] if node[0] == "svg" else []
        return mine + [one for kid in node[2] for one in drawings(kid)]

    data = cohort(a_class())
    found = [one for page in dashboard_view.overview(data, say()) for one in drawings(page)]
    assert found
    assert all(one["role"] == "img" and " of " in one["aria-label"] for one in found)
