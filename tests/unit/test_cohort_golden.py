"""The statistics of a class beside R, psych, SciPy and statsmodels: tests/golden/cohort.json, made by make_cohort.R."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import optimize, stats
from statsmodels.api import OLS, add_constant

from lbp_teach.cohort.discrimination import counts_of_draws, facility, group_size, item_rest, upper_lower
from lbp_teach.cohort.effect import Group, group_of, independent, paired
from lbp_teach.cohort.figure import Figure
from lbp_teach.cohort.quantiles import f_quantile, hedges_correction, t_quantile
from lbp_teach.cohort.reliability import alpha, kr20, reliability
from lbp_teach.cohort.scores import Scores, in_order
from lbp_teach.cohort.standard import angoff, borderline_regression

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
GIVEN: dict[str, Any] = json.loads((GOLDEN / "cohort_input.json").read_text())
R: dict[str, Any] = json.loads((GOLDEN / "cohort.json").read_text())


def about(value: Any) -> Any:
    return pytest.approx(value, rel=1e-9, abs=1e-9)


def table_of(points: Any, of: Any) -> Scores:
    points = np.array(points, float)
    of = np.where(np.isnan(points), np.nan, np.broadcast_to(np.array(of, float), points.shape))
    n, k = points.shape
    return Scores(tuple(f"l{i:03}" for i in range(n)), tuple(f"c/v/decision/choice/i{i}" for i in range(k)), points, of)


TABLES = {
    "right": table_of(GIVEN["right"], [1] * 8),
    "points": table_of(GIVEN["points"], GIVEN["weights"]),
}


def ends(figure: Figure) -> list[float]:
    assert figure.interval is not None
    return [figure.interval.low, figure.interval.high]


@pytest.mark.parametrize("name", ["right", "points"])
def test_discrimination_and_facility_are_those_of_r(name: str) -> None:
    table, of = TABLES[name], np.nanmax(TABLES[name].of, axis=0)
    for i, expected in enumerate(R[name]["rest"]):
        found = item_rest(table, i)
        assert found.value == about(expected["r"])
        assert found.value == about(R[name]["drop"][i])
        assert ends(found) == about([expected["low"], expected["high"]])
        assert facility(table, i).value == about(R[name]["mean"][i] / of[i])
        assert ends(facility(table, i)) == about(R["wilson" if name == "right" else "mean_t"][i])


def test_point_biserial_is_the_correlation_with_the_rest() -> None:
    table = TABLES["right"]
    for i in range(8):
        rest = table.points.sum(axis=1) - table.points[:, i]
        assert item_rest(table, i).value == about(stats.pointbiserialr(table.points[:, i], rest).statistic)


@pytest.mark.parametrize("name", ["right", "points"])
def test_reliability_is_that_of_r(name: str) -> None:
    found, expected = reliability(TABLES[name]), R[name]
    assert found.alpha.value == about(expected["alpha"])
    assert ends(found.alpha) == about([expected["low"], expected["high"]])
    assert found.sem.value == about(expected["sem"])
    assert found.spread.value == about(expected["sd"])
    assert (found.learners, found.left_out, found.rare, found.constant) == (30, 0, 0, 0)
    if name == "right":
        assert found.kr20.value == about(expected["alpha"])


def test_alpha_by_the_covariance_matrix() -> None:
    points = TABLES["points"].points
    cov = np.cov(points.T)
    k = len(cov)
    assert alpha(points).value == about(k * (cov.sum() - np.trace(cov)) / ((k - 1) * cov.sum()))


def test_feldt_interval_by_scipy() -> None:
    found = kr20(TABLES["right"].points > 0, level=0.9)
    assert found.value is not None
    quantiles = stats.f.ppf([0.95, 0.05], 29, 29 * 7)
    assert ends(found) == about(list(1 - (1 - found.value) * quantiles))


def test_upper_lower_by_sorting() -> None:
    table = TABLES["points"]
    totals = table.points.sum(axis=1)
    size = group_size(30)
    assert size == 8
    ranked = sorted(totals)
    upper = [i for i in range(30) if totals[i] >= ranked[30 - size]]
    lower = [i for i in range(30) if totals[i] <= ranked[size - 1]]
    for i, figure in enumerate(upper_lower(table)):
        share = table.points[:, i] / GIVEN["weights"][i]
        assert figure.value == about(sum(share[upper]) / len(upper) - sum(share[lower]) / len(lower))
        assert figure.n == len(upper) + len(lower)
        low, high = ends(figure)
        assert low < figure.value < high


def test_borderline_regression_is_that_of_r_and_statsmodels() -> None:
    found = borderline_regression(GIVEN["scores"], GIVEN["ratings"], 2)
    assert found.cut.value == about(R["border"]["cut"])
    assert found.slope == about(R["border"]["slope"])
    assert found.explained == about(R["border"]["r2"])
    line = OLS(np.array(GIVEN["scores"]), add_constant(np.array(GIVEN["ratings"], float))).fit()
    assert found.cut.value == about(line.predict([1, 2])[0])
    # The bootstrap agrees with the textbook error of a point on a line as well as 2,000 draws can.
    textbook = line.get_prediction([1, 2]).se_mean[0]
    assert found.error == pytest.approx(textbook, rel=0.25)
    assert borderline_regression(GIVEN["scores"], GIVEN["ratings"], 2) == found


def test_the_bootstrap_of_the_line_is_that_of_drawing_learners_one_by_one() -> None:
    pairs = sorted(zip(GIVEN["ratings"], GIVEN["scores"], strict=True))
    cuts = []
    for counts in counts_of_draws(30, 40, 5):
        for row in counts.astype(int):
            drawn = [pair for pair, times in zip(pairs, row, strict=True) for _ in range(times)]
            assert len(drawn) == 30
            slope, start = np.polyfit(*np.array(drawn).T, 1)
            cuts.append(start + 2 * slope)
    found = borderline_regression(GIVEN["scores"], GIVEN["ratings"], 2, draws=40, seed=5)
    assert ends(found.cut) == about(list(np.quantile(cuts, [0.025, 0.975])))
    assert found.error == about(np.std(cuts, ddof=1))


def test_angoff_is_that_of_r() -> None:
    items = [f"i{n}" for n in range(6)]
    judges = {f"j{n}": dict(zip(items, row, strict=True)) for n, row in enumerate(GIVEN["judges"])}
    found = angoff(judges, dict(zip(items, GIVEN["of"], strict=True)))
    assert found.cut.value == about(R["angoff"]["cut"])
    assert found.error == about(R["angoff"]["error"])
    assert ends(found.cut) == about(R["angoff"]["ci"])
    assert (found.cut.n, found.items, found.cut.note) == (7, 6, None)


def test_two_groups_are_those_of_r_and_statsmodels() -> None:
    early, late = GIVEN["early"], GIVEN["late"][:24]
    found = independent(group_of(early), group_of(late))
    assert ends(found.difference) == about(R["welch"])
    assert found.cohen.value == about(R["d"])
    # Another route to d and its variance: from the t statistic, and from the harmonic mean of the group sizes.
    t, n1, n2 = stats.ttest_ind(late, early).statistic, 30, 24
    d = t * math.sqrt(1 / n1 + 1 / n2)
    assert found.cohen.value == about(d)
    error = math.sqrt(2 / stats.hmean([n1, n2]) + d**2 / (2 * (n1 + n2)))
    assert ends(found.cohen) == about(list(stats.norm.interval(0.95, d, error)))
    j = stats.chi.mean(52 - 1) / math.sqrt(52)  # what a standard deviation is too small by, another way to write J
    assert found.hedges.value == about(d * j)
    assert ends(found.hedges) == about(list(stats.norm.interval(0.95, d * j, error * j)))


def test_pairs_are_those_of_r() -> None:
    early, late = GIVEN["early"], GIVEN["late"]
    found = paired(early, late)
    assert ends(found.difference) == about(R["paired"])
    assert found.cohen.value == about(R["d_av"])
    assert found.relation == about(R["r"])
    d, r = R["d_av"], R["r"]
    error = math.sqrt(2 * (1 - r) / 30 * (1 + d * d / 2))
    assert ends(found.cohen) == about(list(stats.norm.interval(0.95, d, error)))
    assert found.hedges.value == about(d * stats.chi.mean(28) / math.sqrt(29))


def test_the_trial() -> None:
    found = independent(Group(28, 62.0, 8.6), Group(27, 79.5, 10.4))
    assert found.cohen.value == about(17.5 / math.sqrt((27 * 8.6**2 + 26 * 10.4**2) / 53))
    welch = stats.ttest_ind_from_stats(79.5, 10.4, 27, 62.0, 8.6, 28, equal_var=False)
    assert welch.pvalue < 0.001  # as the trial says
    # The large-sample interval lies near the exact one, by the noncentral t.
    root = math.sqrt(28 * 27 / 55)
    t = found.cohen.value * root
    exact = [optimize.brentq(lambda c, p=p: stats.nct.cdf(t, 53, c) - p, 0, 20) / root for p in (0.975, 0.025)]
    assert ends(found.cohen) == pytest.approx(exact, abs=0.02)


@pytest.mark.parametrize("df", [1, 2, 5, 19, 29, 299, 9999, 590_000])
def test_quantiles_are_those_of_scipy(df: int) -> None:
    for level in (0.5, 0.9, 0.95, 0.99):
        assert t_quantile(level, df) == pytest.approx(stats.t.ppf((1 + level) / 2, df), rel=1e-9)
    for p in (0.005, 0.025, 0.5, 0.975, 0.995):
        for over in (1, 4, 19, 299):
            assert f_quantile(p, over, df) == pytest.approx(stats.f.ppf(p, over, df), rel=1e-9)
            assert f_quantile(p, df, over) == pytest.approx(stats.f.ppf(p, df, over), rel=1e-9)


def test_hedges_correction_is_near_its_usual_approximation() -> None:
    for df in (10, 30, 53, 1000):
        assert hedges_correction(df) == pytest.approx(1 - 3 / (4 * df - 1), abs=5e-4)


def test_the_bootstrap_of_the_index_is_that_of_drawing_learners_one_by_one() -> None:
    table = in_order(TABLES["points"])
    share = table.share[np.argsort(table.total, kind="stable")]
    total = np.sort(table.total)
    drawn = []
    for counts in counts_of_draws(30, 30):
        for row in counts.astype(int):
            who = np.repeat(np.arange(30), row)
            ranked = np.sort(total[who])
            upper, lower = who[total[who] >= ranked[-8]], who[total[who] <= ranked[7]]
            drawn.append(share[upper].mean(axis=0) - share[lower].mean(axis=0))
    for i, found in enumerate(upper_lower(TABLES["points"], draws=30)):
        assert ends(found) == about(list(np.quantile(np.array(drawn)[:, i], [0.025, 0.975])))
