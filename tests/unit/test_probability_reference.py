"""The statistics written by hand against SciPy, statsmodels and NumPy, which only the tests may import."""

from __future__ import annotations

import itertools
import math
import random
from statistics import fmean, stdev
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import ArrayLike
from scipy import special, stats
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from lbp_teach.probability import TwoByTwo, cohen_kappa, measures, post_test_interval, proportion_interval
from lbp_teach.probability.bayes import Uncertain, expit, logit, post_test_simulated
from lbp_teach.probability.demonstrators import empirical_roc
from lbp_teach.probability.distributions import beta_cdf, beta_quantile, normal_cdf, normal_quantile

LEVELS = (0.5, 0.8, 0.9, 0.95, 0.99, 0.9999)
METHODS = {"wilson": "wilson", "clopper_pearson": "beta", "jeffreys": "jeffreys", "agresti_coull": "agresti_coull"}


def off(got: ArrayLike, right: ArrayLike, *, absolute: float = 0.0) -> float:
    """The largest relative error; an error below `absolute` counts as none."""
    got, right = np.asarray(got, float), np.asarray(right, float)
    assert got.shape == right.shape
    assert got.size > 0
    wrong = np.abs(got - right)
    size = np.abs(right)
    relative = np.divide(wrong, size, out=np.where(wrong > 0, np.inf, 0.0), where=size > 0)
    return float(np.max(np.where(wrong <= absolute, 0.0, relative)))


# ---- distributions ----

PARAMETERS = (0.5, 1.0, 3.0, 10.0, 33.5, 100.0, 1e3, 1e4, 1e5, 1e6)
TAILS = (1e-6, 5e-5, 0.025, 0.25, 0.5, 0.75, 0.995, 1 - 1e-6)
GRID = list(itertools.product(PARAMETERS, PARAMETERS, TAILS))


def scipy_quantile(p: float, a: float, b: float) -> float:
    """SciPy's quantile, put right with SciPy's distribution: betaincinv alone is off at (1000, 1e6, 0.995)."""
    x = float(special.betaincinv(a, b, p))
    for _ in range(2):
        density = stats.beta.pdf(x, a, b)
        if 0 < x < 1 and 0 < density < math.inf:
            x -= (special.betainc(a, b, x) - p) / density
    return float(x)


def test_the_beta_quantile_is_that_of_scipy_to_nine_digits_from_a_half_to_a_million() -> None:
    found = [(off(beta_quantile(p, a, b), scipy_quantile(p, a, b)), (p, a, b)) for a, b, p in GRID]
    assert max(found)[0] < 1e-9, max(found)


def test_the_beta_distribution_is_that_of_scipy_to_nine_digits_from_a_half_to_a_million() -> None:
    places = [(float(special.betaincinv(a, b, p)), a, b) for a, b, p in GRID]
    places = [(x, a, b) for x, a, b in places if 0 < x < 1]
    found = [(off(beta_cdf(x, a, b), float(special.betainc(a, b, x))), (x, a, b)) for x, a, b in places]
    assert len(places) > 700
    assert max(found)[0] < 1e-9, max(found)


def test_the_beta_distribution_agrees_far_from_where_its_mass_is() -> None:
    shapes = list(itertools.product((0.5, 1.0, 2.5, 20.0, 300.0), repeat=2))
    places = [(x, a, b) for a, b in shapes for x in (1e-9, 1e-3, 0.1, 0.37, 0.5, 0.63, 0.9, 0.999)]
    found = [beta_cdf(x, a, b) for x, a, b in places]
    right = [float(special.betainc(a, b, x)) for x, a, b in places]
    assert off(found, right, absolute=1e-300) < 1e-11


def test_the_beta_distribution_begins_at_0_and_ends_at_1() -> None:
    assert [beta_cdf(x, 2, 3) for x in (-1, 0, 1, 2)] == [0, 0, 1, 1]
    assert [beta_quantile(p, 2, 3) for p in (0, 1)] == [0, 1]


def test_the_quantile_undoes_the_distribution() -> None:
    shapes = itertools.product((0.5, 1.0, 2.5, 20.0, 300.0), (0.5, 3.0, 70.0, 5000.0))
    pairs = [(p, beta_cdf(beta_quantile(p, a, b), a, b)) for a, b in shapes for p in TAILS[:-1]]
    assert off([found for _, found in pairs], [p for p, _ in pairs]) < 1e-11


def test_the_normal_distribution_is_that_of_scipy() -> None:
    levels = [*np.linspace(0.01, 0.999, 200), *LEVELS, 1 - 1e-9]
    assert off([normal_quantile(x) for x in levels], stats.norm.ppf((1 + np.array(levels)) / 2)) < 1e-14
    places = np.linspace(-12, 12, 481)
    assert off([normal_cdf(z) for z in places], stats.norm.cdf(places)) < 1e-12


# ---- a proportion ----


def reference(x: int, n: int, method: str, level: float) -> tuple[float, float]:
    low, high = proportion_confint(x, n, 1 - level, METHODS[method])
    return (0.0 if x == 0 else max(low, 0.0)), (1.0 if x == n else min(high, 1.0))


@pytest.mark.parametrize("method", METHODS)
def test_every_proportion_up_to_200_has_the_interval_of_statsmodels(method: str) -> None:
    found, right = [], []
    for n in [*range(1, 21), 33, 64, 99, 128, 200]:
        level = LEVELS[n % len(LEVELS)]
        x = np.arange(n + 1)
        low, high = proportion_confint(x, n, 1 - level, METHODS[method])
        low, high = np.where(x == 0, 0.0, np.maximum(low, 0.0)), np.where(x == n, 1.0, np.minimum(high, 1.0))
        right += [*low, *high]
        mine = [proportion_interval(int(k), n, method, level) for k in x]
        found += [*(i.low for i in mine), *(i.high for i in mine)]
    assert len(found) > 1500
    # Agresti and Coull subtract two nearly equal numbers: what is left of a low end near 0 has fewer digits.
    assert off(found, right, absolute=1e-15) < 1e-9


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("n", [1_000, 10_000, 1_000_000])
def test_a_large_sample_has_the_interval_of_statsmodels(method: str, n: int) -> None:
    places = [(x, level) for x in (0, 1, 2, n // 100, n // 3, n // 2, n - 2, n - 1, n) for level in LEVELS]
    found = [proportion_interval(x, n, method, level) for x, level in places]
    right = [reference(x, n, method, level) for x, level in places]
    assert off([(i.low, i.high) for i in found], right, absolute=2e-16) < 1e-9


@pytest.mark.parametrize("method", METHODS)
def test_the_largest_allowed_sample_still_has_its_interval(method: str) -> None:
    n = 10**9
    places = [(x, level) for x in (0, 1, n // 3, n - 1, n) for level in (0.5, 0.95)]
    found = [proportion_interval(x, n, method, level) for x, level in places]
    right = [reference(x, n, method, level) for x, level in places]
    assert off([(i.low, i.high) for i in found], right, absolute=1e-12) < 1e-9


# ---- a 2×2 table ----

TABLES = [
    (40, 21, 11, 212),
    (64, 43, 36, 57),
    (5, 2, 1, 9),
    (1, 1, 1, 1),
    (3, 17, 40, 8),
    (815, 115, 208, 327),
    (9, 990, 1, 9000),
    (1, 3, 7, 99_989),
    (450_000, 2_000, 3_000, 12_000_000),
]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("cells", TABLES)
def test_ratios_and_their_intervals_are_those_of_statsmodels(cells: tuple[int, int, int, int], level: float) -> None:
    tp, fp, fn, tn = cells
    found = measures(TwoByTwo(*cells), level=level)
    by_positive, by_negative = Table2x2([[tp, fn], [fp, tn]]), Table2x2([[fn, tp], [tn, fp]])
    for estimate, value, interval in (
        (found.lr_positive, by_positive.riskratio, by_positive.riskratio_confint(1 - level)),
        (found.lr_negative, by_negative.riskratio, by_negative.riskratio_confint(1 - level)),
        (found.diagnostic_odds_ratio, by_positive.oddsratio, by_positive.oddsratio_confint(1 - level)),
    ):
        assert estimate.interval is not None
        assert off([estimate.value, estimate.interval.low, estimate.interval.high], [value, *interval]) < 1e-11
        assert estimate.interval.level == level


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("cells", [*TABLES, (38, 0, 0, 25), (0, 3, 12, 40), (7, 0, 3, 10), (0, 0, 5, 5), (0, 4, 6, 0)])
def test_youdens_interval_is_newcombes_of_statsmodels(cells: tuple[int, int, int, int], level: float) -> None:
    tp, fp, fn, tn = cells
    interval = measures(TwoByTwo(*cells), "jeffreys", level).youden.interval
    right = confint_proportions_2indep(tp, tp + fn, fp, fp + tn, method="newcomb", compare="diff", alpha=1 - level)
    assert interval is not None
    assert (interval.method, interval.level) == ("newcombe", level)
    assert off([interval.low, interval.high], np.clip(right, -1, 1), absolute=1e-15) < 1e-9


def test_kappa_and_its_interval_are_those_of_statsmodels() -> None:
    generator = np.random.default_rng(7)
    found, right = [], []
    for size in (2, 2, 2, 3, 3, 4, 5, 6) * 8:
        table = generator.integers(0, 30, (size, size)) + np.diag(generator.integers(0, 60, size))
        mine, theirs = cohen_kappa(table.tolist()), cohens_kappa(table)
        assert mine.interval is not None
        found.append((mine.kappa, mine.interval.low, mine.interval.high))
        right.append((theirs.kappa, max(theirs.kappa_low, -1), min(theirs.kappa_upp, 1)))
    assert len({kappa for kappa, _, _ in found}) > 50
    assert off(found, right, absolute=1e-13) < 1e-9


def test_the_empirical_area_is_that_of_mann_and_whitney() -> None:
    generator = np.random.default_rng(3)
    for levels in (2, 3, 5, 9):
        for _ in range(8):
            ill, well = generator.integers(0, 20, levels), generator.integers(0, 20, levels)
            ill[-1] += 1
            well[0] += 1
            grades = np.arange(levels)
            statistic = stats.mannwhitneyu(np.repeat(grades, ill), np.repeat(grades, well)).statistic
            area = empirical_roc(ill.tolist(), well.tolist()).area
            assert off(area, statistic / (ill.sum() * well.sum())) < 1e-12


# ---- the probability after a test, with its uncertainty ----


class Situation(NamedTuple):
    """Three uncertain numbers and a result."""

    pre: Uncertain
    sensitivity: Uncertain
    specificity: Uncertain
    positive: bool


ONLY_PRE = [Situation(Uncertain(0.2, 0.7), Uncertain(0.8), Uncertain(0.9), sign) for sign in (True, False)]
CERTAIN = [Situation(Uncertain(0.3, 0.03), Uncertain(0.8, 0.04), Uncertain(0.7, 0.05), sign) for sign in (True, False)]
COUNTED = [
    Situation(Uncertain.between(0.1, 0.05, 0.2), Uncertain.counted(40, 51), Uncertain.counted(212, 233), True),
    Situation(Uncertain.known(0.113), Uncertain.counted(40, 51), Uncertain.counted(212, 233), False),
    Situation(Uncertain.known(0.5), Uncertain.counted(7, 9), Uncertain.counted(10, 14), True),
    Situation(Uncertain.between(0.4, 0.2, 0.7), Uncertain.counted(20, 20), Uncertain.counted(11, 30), False),
]
SEEDS = range(1, 7)
NEAR = 4  # standard errors


def ends_by_seed(case: Situation) -> np.ndarray:
    """The ends on the log-odds scale, one row for each seed."""
    found = [post_test_simulated(*case[:3], positive=case.positive, draws=5_000, seed=seed) for seed in SEEDS]
    return np.array([(logit(i.low), logit(i.high)) for i in found])


def by_numpy(case: Situation, draws: int = 100_000) -> np.ndarray:
    """The same ends by another road: NumPy's generator, Bayes' rule on probabilities, NumPy's quantiles."""
    found = []
    for seed in SEEDS:
        generator = np.random.default_rng(seed)
        pre, se, sp = (special.expit(generator.normal(logit(u.value), u.sd, draws)) for u in case[:3])
        ill, well = (se, 1 - sp) if case.positive else (1 - se, sp)
        after = pre * ill / (pre * ill + (1 - pre) * well)
        found.append(special.logit(np.quantile(after, [0.025, 0.975])))
    return np.array(found)


def distance(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The difference of two means in standard errors; a single row is taken as exact."""
    error = sum(np.var(rows, axis=0, ddof=1) / len(rows) for rows in (one, other) if len(rows) > 1)
    return np.abs(one.mean(axis=0) - other.mean(axis=0)) / np.sqrt(error)


def closed(case: Situation) -> np.ndarray:
    _, interval = post_test_interval(*case[:3], positive=case.positive)
    return np.array([(logit(interval.low), logit(interval.high))])


@pytest.mark.parametrize("case", ONLY_PRE + CERTAIN)
def test_the_closed_interval_is_the_simulated_one_where_it_is_exact_or_the_figures_are(case: Situation) -> None:
    assert np.all(distance(ends_by_seed(case), closed(case)) < NEAR)


@pytest.mark.parametrize("case", ONLY_PRE + CERTAIN + COUNTED)
def test_the_simulated_interval_is_that_of_an_independent_simulation(case: Situation) -> None:
    assert np.all(distance(ends_by_seed(case), by_numpy(case)) < NEAR)


@pytest.mark.parametrize("case", COUNTED)
def test_the_closed_interval_is_off_by_less_than_a_tenth_of_its_width_even_with_few_patients(case: Situation) -> None:
    right, found = by_numpy(case).mean(axis=0), closed(case)[0]
    assert np.all(np.abs(found - right) < 0.1 * (right[1] - right[0]))


def test_the_point_after_the_test_is_bayes_rule() -> None:
    for case in ONLY_PRE + CERTAIN + COUNTED:
        pre, se, sp = (u.value for u in case[:3])
        ill, well = (se, 1 - sp) if case.positive else (1 - se, sp)
        point, interval = post_test_interval(*case[:3], positive=case.positive)
        assert off(point, pre * ill / (pre * ill + (1 - pre) * well)) < 1e-14
        assert interval.low < point < interval.high


def test_with_counted_rates_and_a_known_start_the_interval_is_simels_in_odds() -> None:
    table = TwoByTwo(40, 21, 11, 212)
    ratios = measures(table, level=0.9)
    se, sp = Uncertain.counted(40, 51), Uncertain.counted(212, 233)
    for positive, ratio in ((True, ratios.lr_positive), (False, ratios.lr_negative)):
        _, found = post_test_interval(Uncertain.known(0.3), se, sp, positive=positive, level=0.9)
        assert ratio.interval is not None
        right = [expit(logit(0.3) + math.log(end)) for end in (ratio.interval.low, ratio.interval.high)]
        assert off([found.low, found.high], right) < 1e-12


def test_an_uncertain_share_carries_the_interval_it_was_made_from() -> None:
    for level in LEVELS:
        share = Uncertain.between(0.3, 0.2, 0.5, level)
        assert off(2 * stats.norm.ppf((1 + level) / 2) * share.sd, logit(0.5) - logit(0.2)) < 1e-12
    counted = Uncertain.counted(40, 51)
    assert off([counted.value, counted.sd**2], [40 / 51, 1 / 40 + 1 / 11]) < 1e-14
    nobody = Uncertain.counted(0, 20)
    assert off([nobody.value, nobody.sd**2], [0.5 / 21, 1 / 0.5 + 1 / 20.5]) < 1e-14


def test_the_simulation_takes_percentiles_as_numpy_does() -> None:
    generator = random.Random(5)
    drawn = [generator.gauss(logit(0.2), 0.7) + math.log(0.8 / 0.1) for _ in range(999)]
    case = ONLY_PRE[0]
    for level in (0.5, 0.9, 0.95):
        found = post_test_simulated(*case[:3], positive=True, level=level, draws=999, seed=5)
        right = special.expit(np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2]))
        assert off([found.low, found.high], right) < 1e-12
        assert (found.method, found.level) == ("simulated", level)


def test_sixteen_times_the_draws_leave_about_a_quarter_of_the_scatter() -> None:
    case = CERTAIN[0]
    spread = [post_test_simulated(*case[:3], positive=True, draws=100, seed=seed).low for seed in range(20)]
    more = [post_test_simulated(*case[:3], positive=True, draws=1600, seed=seed).low for seed in range(20)]
    assert stdev(more) < stdev(spread) / 2  # sixteen times the draws: a quarter, less what chance does
    assert abs(fmean(more) - fmean(spread)) < NEAR * math.sqrt((stdev(more) ** 2 + stdev(spread) ** 2) / 20)
