"""What holds for any test, any table and any patient, found true for many random ones."""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Iterator
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from lbp_teach.probability import (
    TwoByTwo,
    cohen_kappa,
    combined_steps,
    measures,
    natural_frequencies,
    parallel,
    post_test,
    post_test_interval,
    post_test_simulated,
    proportion_interval,
    rates_from_ratios,
    series,
)
from lbp_teach.probability.bayes import Uncertain, after_result, expit, logit
from lbp_teach.probability.combine import (
    CHOSEN,
    CONTRADICTORY,
    INDEPENDENT,
    ONLY_DISEASED,
    ONLY_HEALTHY,
    Result,
    Step,
    covariance_bounds,
    together,
)
from lbp_teach.probability.demonstrators import (
    any_flag,
    area_under_curve,
    at_cut_off,
    begg_greenes,
    empirical_roc,
    mixed_sensitivity,
)
from lbp_teach.probability.forecasts import EDGE, brier, calibration, log_score, mean_brier, mean_log_score
from lbp_teach.probability.frequencies import half_up
from lbp_teach.probability.intervals import METHODS, Interval
from lbp_teach.probability.table import Estimate, Measures, Rates
from lbp_teach.probability.when_to_test import ratio_to_reach, thresholds
from lbp_teach.text import Text

SHARES = ("sensitivity", "specificity", "ppv", "npv", "accuracy", "prevalence")
RATIOS = ("lr_positive", "lr_negative", "diagnostic_odds_ratio")
BITS = 4e-15  # a few roundings

shares = st.floats(0, 1)
inner = st.floats(0.001, 0.999)
ratios = st.floats(1e-4, 1e4)
methods = st.sampled_from(sorted(METHODS))
levels = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.9999])
counts = st.one_of(st.integers(0, 3), st.integers(0, 500), st.integers(0, 10**8))
some = st.one_of(st.integers(1, 30), st.integers(1, 10**6))
tables = st.tuples(counts, counts, counts, counts).filter(any)
full_tables = st.tuples(some, some, some, some)
rates = st.builds(Rates, shares, shares)
uncertain = st.builds(Uncertain, inner, st.one_of(st.just(0.0), st.floats(0.01, 1.5)))
results = st.lists(st.builds(Result, uncertain, uncertain, st.booleans()), min_size=1, max_size=4)


def close(one: float | None, other: float | None, tolerance: float = BITS) -> bool:
    assert one is not None
    assert other is not None
    return math.isclose(one, other, rel_tol=tolerance, abs_tol=tolerance)


def numbers(value: Any) -> Iterator[float]:
    """Every number inside a result."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from numbers(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from numbers(one)
    elif isinstance(value, int | float):
        yield value
    else:
        assert value is None or isinstance(value, str | Text), value


def intervals(found: Measures) -> dict[str, Interval]:
    named = {name: getattr(found, name).interval for name in (*SHARES, *RATIOS, "youden")}
    return {name: interval for name, interval in named.items() if interval is not None}


def mirrored(interval: Interval | None, turn: Any) -> tuple[float, float]:
    assert interval is not None
    return turn(interval.high), turn(interval.low)


def same_interval(one: Interval | None, low: float, high: float, tolerance: float = 1e-11) -> bool:
    assert one is not None
    return close(one.low, low, tolerance) and close(one.high, high, tolerance)


# ---- from before to after ----


@given(shares)
def test_a_ratio_of_1_changes_nothing_at_all(p: float) -> None:
    assert post_test(p, 1) == p


@given(shares, shares, ratios)
def test_who_starts_higher_ends_higher(p: float, q: float, lr: float) -> None:
    low, high = sorted((p, q))
    assert post_test(low, lr) <= post_test(high, lr) + BITS


@given(shares, ratios, ratios)
def test_a_larger_ratio_takes_you_higher(p: float, a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert post_test(p, low) <= post_test(p, high) + BITS


@given(inner, st.floats(1.1, 1e4))
def test_a_ratio_above_1_raises_and_its_inverse_lowers(p: float, lr: float) -> None:
    assert post_test(p, 1 / lr) < p < post_test(p, lr)


@given(shares, ratios, ratios)
def test_two_results_are_one_with_the_product_of_their_ratios(p: float, a: float, b: float) -> None:
    assert close(post_test(post_test(p, a), b), post_test(p, a * b), 1e-9 if p > 1 - 1e-6 else 1e-11)


@given(inner, inner)
def test_the_ratio_to_reach_a_probability_reaches_it(pre: float, target: float) -> None:
    assert close(post_test(pre, ratio_to_reach(pre, target)), target, 1e-12)


@given(inner, ratios)
def test_the_ratio_to_reach_where_a_result_took_you_is_that_of_the_result(pre: float, lr: float) -> None:
    assert close(ratio_to_reach(pre, post_test(pre, lr)) / lr, 1, 1e-8)


@given(inner, inner, inner, st.booleans())
def test_bayes_by_rates_and_by_ratio_agree(pre: float, se: float, sp: float, positive: bool) -> None:
    test = Rates(se, sp)
    lr = test.lr_positive if positive else test.lr_negative
    assert lr is not None
    assert close(after_result(pre, se, sp, positive=positive), post_test(pre, lr), 1e-12)


@given(inner, inner, inner)
def test_on_average_a_test_leaves_the_probability_where_it_was(pre: float, se: float, sp: float) -> None:
    positive = pre * se + (1 - pre) * (1 - sp)
    after = (after_result(pre, se, sp, positive=True), after_result(pre, se, sp, positive=False))
    assert close(positive * after[0] + (1 - positive) * after[1], pre, 1e-12)


@given(st.floats(0.01, 0.999), st.floats(0.01, 0.999))
def test_ratios_give_back_the_rates_that_they_came_from(se: float, sp: float) -> None:
    test = Rates(se, sp)
    if abs(se + sp - 1) < 0.01:
        return
    found = rates_from_ratios(test.lr_positive or 0, test.lr_negative or 0)
    assert close(found.sensitivity, se, 1e-11)
    assert close(found.specificity, sp, 1e-11)


@given(st.floats(1.001, 1e12), st.floats(1e-12, 0.999))
def test_rates_made_from_ratios_have_these_ratios(high: float, low: float) -> None:
    found = rates_from_ratios(high, low)
    assert close(found.sensitivity * (1 - low / high), 1 - low, 1e-9)
    assert close(found.specificity * (high - low), high - 1, 1e-9)


@given(uncertain, uncertain, uncertain, st.booleans(), levels)
def test_the_interval_after_a_test_holds_the_point(
    pre: Uncertain, se: Uncertain, sp: Uncertain, positive: bool, level: float
) -> None:
    point, interval = post_test_interval(pre, se, sp, positive=positive, level=level)
    assert close(point, after_result(pre.value, se.value, sp.value, positive=positive), 1e-12)
    assert 0 <= interval.low <= point <= interval.high <= 1
    widest = post_test_interval(pre, se, sp, positive=positive, level=0.9999)[1]
    assert widest.low <= interval.low
    assert interval.high <= widest.high


@settings(max_examples=8)
@given(uncertain, uncertain, uncertain, st.booleans(), st.integers(0, 10**6))
def test_a_simulation_gives_the_same_again(
    pre: Uncertain, se: Uncertain, sp: Uncertain, positive: bool, seed: int
) -> None:
    made = [post_test_simulated(pre, se, sp, positive=positive, draws=300, seed=seed) for _ in range(2)]
    assert made[0] == made[1]
    assert 0 <= made[0].low <= made[0].high <= 1
    another = post_test_simulated(pre, se, sp, positive=positive, draws=300, seed=seed + 1)
    assert (another == made[0]) == (pre.sd == se.sd == sp.sd == 0)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_counted_share_lies_inside_and_is_the_share(x: int, extra: int) -> None:
    found = Uncertain.counted(x, x + extra)
    assert 0 < found.value < 1
    assert found.sd > 0
    assert close(found.value, x / (x + extra) if x else 0.5 / (extra + 1))


# ---- the 2×2 table ----


@example((0, 0, 0, 1), "wilson", 0.95)
@example((5, 0, 0, 5), "jeffreys", 0.95)
@example((0, 5, 5, 0), "agresti_coull", 0.9999)
@example((0, 10**8, 1, 0), "clopper_pearson", 0.9999)
@given(tables, methods, levels)
def test_every_number_of_a_table_is_finite_and_in_its_place(
    cells: tuple[int, int, int, int], method: str, level: float
) -> None:
    found = measures(TwoByTwo(*cells), method, level)
    assert all(math.isfinite(number) for number in numbers(found))
    assert all(math.isfinite(number) for number in numbers(found.post_test))
    named = {name: getattr(found, name) for name in (*SHARES, *RATIOS, "youden")}
    for name, estimate in {**named, "positive": found.post_test[0], "negative": found.post_test[1]}.items():
        if estimate.value is None:
            assert estimate.interval is None
            assert estimate.note is not None
            continue
        low, high = estimate.interval.low, estimate.interval.high
        assert low <= estimate.value <= high, name
        if name in RATIOS:
            assert low > 0
        else:
            assert (-1 if name == "youden" else 0) <= low
            assert high <= 1
        assert estimate.interval.level == level


@settings(max_examples=30)
@given(full_tables, methods, levels)
def test_ten_times_the_people_narrow_every_interval(
    cells: tuple[int, int, int, int], method: str, level: float
) -> None:
    few = measures(TwoByTwo(*cells), method, level)
    many = measures(TwoByTwo(*(10 * cell for cell in cells)), method, level)
    assert len(intervals(many)) == len(SHARES) + len(RATIOS) + 1
    for name, narrow in intervals(many).items():
        wide = intervals(few)[name]
        assert narrow.high - narrow.low < wide.high - wide.low, name
        assert close(getattr(many, name).value, getattr(few, name).value)


@settings(max_examples=30)
@given(tables, methods)
def test_a_higher_level_widens_every_interval(cells: tuple[int, int, int, int], method: str) -> None:
    table = TwoByTwo(*cells)
    for lower, higher in itertools.pairwise((0.8, 0.95, 0.99)):
        wide = intervals(measures(table, method, higher))
        for name, narrow in intervals(measures(table, method, lower)).items():
            assert wide[name].low <= narrow.low, name
            assert narrow.high <= wide[name].high, name
            assert wide[name].high - wide[name].low > narrow.high - narrow.low, name


@settings(max_examples=30)
@given(tables, methods, levels)
def test_renaming_both_disease_and_result_swaps_sensitivity_and_specificity(
    cells: tuple[int, int, int, int], method: str, level: float
) -> None:
    tp, fp, fn, tn = cells
    one, other = measures(TwoByTwo(tp, fp, fn, tn), method, level), measures(TwoByTwo(tn, fn, fp, tp), method, level)
    for mine, theirs, turn in (
        ("sensitivity", "specificity", None),
        ("specificity", "sensitivity", None),
        ("ppv", "npv", None),
        ("npv", "ppv", None),
        ("accuracy", "accuracy", None),
        ("youden", "youden", None),
        ("diagnostic_odds_ratio", "diagnostic_odds_ratio", None),
        ("prevalence", "prevalence", rest),
        ("lr_positive", "lr_negative", inverse),
        ("lr_negative", "lr_positive", inverse),
    ):
        assert turned(getattr(one, mine), getattr(other, theirs), turn), mine


@settings(max_examples=30)
@given(tables, methods, levels)
def test_calling_the_healthy_diseased_turns_every_measure_round(
    cells: tuple[int, int, int, int], method: str, level: float
) -> None:
    tp, fp, fn, tn = cells
    one, other = measures(TwoByTwo(tp, fp, fn, tn), method, level), measures(TwoByTwo(fp, tp, tn, fn), method, level)
    for mine, theirs, turn in (
        ("sensitivity", "specificity", rest),
        ("specificity", "sensitivity", rest),
        ("ppv", "ppv", rest),
        ("npv", "npv", rest),
        ("accuracy", "accuracy", rest),
        ("prevalence", "prevalence", rest),
        ("youden", "youden", minus),
        ("lr_positive", "lr_positive", inverse),
        ("lr_negative", "lr_negative", inverse),
        ("diagnostic_odds_ratio", "diagnostic_odds_ratio", inverse),
    ):
        assert turned(getattr(one, mine), getattr(other, theirs), turn), mine


@settings(max_examples=30)
@given(tables, methods, levels)
def test_calling_negative_positive_exchanges_the_ratios(
    cells: tuple[int, int, int, int], method: str, level: float
) -> None:
    tp, fp, fn, tn = cells
    one, other = measures(TwoByTwo(tp, fp, fn, tn), method, level), measures(TwoByTwo(fn, tn, tp, fp), method, level)
    for mine, theirs, turn in (
        ("sensitivity", "sensitivity", rest),
        ("specificity", "specificity", rest),
        ("ppv", "npv", rest),
        ("lr_positive", "lr_negative", None),
        ("lr_negative", "lr_positive", None),
        ("youden", "youden", minus),
        ("diagnostic_odds_ratio", "diagnostic_odds_ratio", inverse),
        ("prevalence", "prevalence", None),
    ):
        assert turned(getattr(one, mine), getattr(other, theirs), turn), mine
    after_positive, after_negative = one.post_test
    assert turned(after_positive, other.post_test[1], None)
    assert turned(after_negative, other.post_test[0], None)


def rest(value: float) -> float:
    return 1 - value


def minus(value: float) -> float:
    return -value


def inverse(value: float) -> float:
    return 1 / value


def turned(one: Estimate, other: Estimate, turn: Any) -> bool:
    if one.value is None or other.value is None:
        return one.value is other.value and one.interval is other.interval
    assert other.interval is not None
    if turn is None:
        return close(one.value, other.value) and same_interval(one.interval, other.interval.low, other.interval.high)
    return close(one.value, turn(other.value), 1e-14) and same_interval(one.interval, *mirrored(other.interval, turn))


@given(full_tables)
def test_the_measures_of_a_table_fit_each_other(cells: tuple[int, int, int, int]) -> None:
    found = measures(TwoByTwo(*cells))
    se, sp, prevalence = (getattr(found, name).value for name in ("sensitivity", "specificity", "prevalence"))
    test = Rates(se, sp)
    assert close(found.lr_positive.value, test.lr_positive, 1e-9)
    assert close(found.lr_negative.value, test.lr_negative, 1e-9)
    ratio = (found.lr_positive.value or 0) / (found.lr_negative.value or 1)
    assert close(found.diagnostic_odds_ratio.value, ratio, 1e-12)
    assert close(found.youden.value, se + sp - 1, 1e-15)
    assert close(found.ppv.value, after_result(prevalence, se, sp, positive=True), 1e-9)
    assert close(found.post_test[1].value, after_result(prevalence, se, sp, positive=False), 1e-9)
    assert close(found.accuracy.value, prevalence * se + (1 - prevalence) * sp, 1e-14)
    says_nothing = cells[0] * cells[3] == cells[1] * cells[2]
    wrong_way = cells[0] * cells[3] < cells[1] * cells[2]
    assert (found.lr_positive.note is None) == (not says_nothing and not wrong_way)
    assert found.lr_positive.note == found.lr_negative.note == found.diagnostic_odds_ratio.note == found.youden.note
    if says_nothing:
        assert "ratio is 1" in (found.youden.note or "").en
    if wrong_way:
        assert "wrong way" in (found.youden.note or "").en


@given(st.integers(0, 10**5), st.integers(0, 10**5), methods, levels)
def test_having_and_lacking_have_mirrored_intervals(x: int, others: int, method: str, level: float) -> None:
    n = max(x + others, 1)
    x = min(x, n)
    one, other = proportion_interval(x, n, method, level), proportion_interval(n - x, n, method, level)
    assert close(one.low, 1 - other.high, 1e-13)
    assert close(one.high, 1 - other.low, 1e-13)
    assert (one.low == 0) >= (x == 0)
    assert (one.high == 1) >= (x == n)


# ---- people ----


@given(shares, shares, shares, st.integers(1, 10**9))
def test_people_add_up_exactly_and_lie_within_rounding(prevalence: float, se: float, sp: float, total: int) -> None:
    found = natural_frequencies(prevalence, se, sp, total)
    table = found.table
    assert found.total == total == found.diseased + found.healthy == table.total
    assert (found.diseased, found.healthy) == (table.tp + table.fn, table.fp + table.tn)
    edge = 0.5 + 1e-6
    assert abs(found.diseased - total * prevalence) <= edge
    assert abs(table.tp - found.diseased * se) <= edge
    assert abs(table.tn - found.healthy * sp) <= edge
    assert abs(table.tp - total * prevalence * se) <= edge * 2
    assert abs(table.tn - total * (1 - prevalence) * sp) <= edge * 2


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100))
def test_round_figures_of_a_million_need_no_rounding(prevalence: int, se: int, sp: int) -> None:
    found = natural_frequencies(prevalence / 100, se / 100, sp / 100, 1_000_000).table
    ill, well = prevalence * 100, (100 - prevalence) * 100
    assert (found.tp, found.fp) == (ill * se, well * (100 - sp))
    assert (found.fn, found.tn) == (ill * (100 - se), well * sp)


def test_a_half_person_is_rounded_up_also_where_a_computer_has_a_little_less() -> None:
    assert [half_up(x) for x in (0.5, 1.5, 2.5, 2.4999, 0.0)] == [1, 2, 3, 2, 0]
    assert half_up(1.005 * 100) == 101  # 100.49999999999999
    assert natural_frequencies(0.5, 0.5, 0.5, 1).table == TwoByTwo(1, 0, 0, 0)


# ---- several tests ----


@given(rates, rates, shares, shares)
def test_series_and_parallel_hold_the_single_tests_between_them(one: Rates, two: Rates, a: float, b: float) -> None:
    low, high = covariance_bounds(one.sensitivity, two.sensitivity)
    ill = low + a * (high - low)
    low, high = covariance_bounds(one.specificity, two.specificity)
    well = low + b * (high - low)
    serial, either = series(one, two, ill, well), parallel(one, two, ill, well)
    weak, strong = sorted((one.sensitivity, two.sensitivity))
    assert 0 <= serial.sensitivity <= weak + BITS
    assert strong <= either.sensitivity + BITS
    assert either.sensitivity <= 1
    weak, strong = sorted((one.specificity, two.specificity))
    assert 0 <= either.specificity <= weak + BITS
    assert strong <= serial.specificity + BITS
    assert serial.specificity <= 1
    # Both positive and at least one positive share out the single ones.
    assert close(serial.sensitivity + either.sensitivity, one.sensitivity + two.sensitivity)
    assert close(serial.specificity + either.specificity, one.specificity + two.specificity)
    assert close(serial.sensitivity - one.sensitivity * two.sensitivity, ill)
    assert close(either.specificity - one.specificity * two.specificity, well)
    assert (series(one, two, ill, well), parallel(one, two, ill, well)) == (
        series(two, one, ill, well),
        parallel(two, one, ill, well),
    )


@given(rates, rates)
def test_independence_is_no_covariance(one: Rates, two: Rates) -> None:
    assert series(one, two) == series(one, two, 0.0, 0.0)
    assert close(series(one, two).sensitivity, one.sensitivity * two.sensitivity)
    assert close(1 - series(one, two).specificity, (1 - one.specificity) * (1 - two.specificity))
    assert close(1 - parallel(one, two).sensitivity, (1 - one.sensitivity) * (1 - two.sensitivity))
    assert close(parallel(one, two).specificity, one.specificity * two.specificity)


@given(shares, shares)
def test_no_covariance_outside_the_bounds_leaves_four_possible_cells(p: float, q: float) -> None:
    low, high = covariance_bounds(p, q)
    for covariance in (low, high):
        cells = (p * q + covariance, p - p * q - covariance, q - p * q - covariance, (1 - p) * (1 - q) + covariance)
        assert min(cells) >= -BITS
        assert abs(min(cells)) <= BITS  # one cell is used up: the bound is the bound


@given(st.lists(shares, min_size=1, max_size=5), shares)
def test_the_patterns_of_results_share_out_everybody(positive: list[float], dependence: float) -> None:
    patterns = itertools.product((True, False), repeat=len(positive))
    parts = [together(positive, pattern, dependence) for pattern in patterns]
    assert all(-BITS <= part <= 1 + BITS for part in parts)
    assert close(sum(parts), 1, 1e-13)
    first = sum(together(positive, (True, *others), dependence) for others in patterns_of(len(positive) - 1))
    assert close(first, positive[0], 1e-13)  # each test keeps its own rate


def patterns_of(n: int) -> list[tuple[bool, ...]]:
    return list(itertools.product((True, False), repeat=n))


@settings(max_examples=30)
@given(uncertain, results, shares, levels, st.randoms(use_true_random=False))
def test_the_last_step_does_not_depend_on_the_order(
    pre: Uncertain, found: list[Result], dependence: float, level: float, chance: Any
) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    one, other = (combined_steps(pre, order, dependence, level)[-1] for order in (found, shuffled))
    assert len(combined_steps(pre, found, dependence, level)) == len(found)
    if one.lr is None or other.lr is None:
        assert close(one.lr or 0, other.lr or 0)
        return
    assert close(one.lr, other.lr, 1e-9)
    assert close(one.probability, other.probability, 1e-9)
    assert one.note == other.note
    if other.interval is None:
        assert one.interval is None
    else:
        assert same_interval(one.interval, other.interval.low, other.interval.high, 1e-11)


@given(uncertain, results, shares, levels)
def test_every_step_is_finite_and_holds_its_point(
    pre: Uncertain, found: list[Result], dependence: float, level: float
) -> None:
    for number, step in enumerate(combined_steps(pre, found, dependence, level), start=1):
        assert all(math.isfinite(value) for value in numbers(step))
        if number > 1 and dependence > 0:
            assert step.interval is None
            if step.note == CHOSEN:
                assert close(step.probability, post_test(pre.value, step.lr or 0), 1e-11)
            else:  # only an extreme lets results occur in one group alone, or in nobody
                assert dependence == 1
                assert step in (
                    Step(None, None, None, CONTRADICTORY),
                    Step(None, 1.0, None, ONLY_DISEASED),
                    Step(0.0, 0.0, None, ONLY_HEALTHY),
                )
            continue
        assert step.lr is not None
        assert step.probability is not None
        assert step.interval is not None
        assert step.lr > 0
        assert 0 <= step.interval.low <= step.probability <= step.interval.high <= 1
        assert close(step.probability, post_test(pre.value, step.lr), 1e-11)
        assert step.note == (INDEPENDENT if number > 1 else None)


def test_results_that_occur_in_one_group_only_settle_the_matter() -> None:
    one, other = Result(Uncertain(0.8), Uncertain(0.9), True), Result(Uncertain(0.6), Uncertain(0.5), False)
    assert combined_steps(Uncertain(0.3), [one, other], 1.0)[-1] == Step(None, 1.0, None, ONLY_DISEASED)
    one, other = Result(Uncertain(0.4), Uncertain(0.2), True), Result(Uncertain(0.6), Uncertain(0.5), False)
    assert combined_steps(Uncertain(0.3), [one, other], 1.0)[-1] == Step(0.0, 0.0, None, ONLY_HEALTHY)


@given(uncertain, results)
def test_without_dependence_the_ratios_multiply_and_the_variances_add(pre: Uncertain, found: list[Result]) -> None:
    product, variance = 1.0, pre.sd**2
    for result, step in zip(found, combined_steps(pre, found), strict=True):
        se, sp = result.sensitivity, result.specificity
        test = Rates(se.value, sp.value)
        product *= (test.lr_positive if result.positive else test.lr_negative) or 0
        slopes = (1 - se.value, sp.value) if result.positive else (se.value, 1 - sp.value)
        variance += (slopes[0] * se.sd) ** 2 + (slopes[1] * sp.sd) ** 2
        assert close(step.lr, product, 1e-11)
        middle, half = logit(pre.value) + math.log(product), 1.959963984540054 * math.sqrt(variance)
        assert same_interval(step.interval, expit(middle - half), expit(middle + half), 1e-7)


@given(uncertain, results)
def test_one_result_alone_is_the_plain_interval(pre: Uncertain, found: list[Result]) -> None:
    result = found[0]
    point, interval = post_test_interval(pre, result.sensitivity, result.specificity, positive=result.positive)
    for dependence in (0.0, 0.4, 1.0):
        step = combined_steps(pre, found[:1], dependence)[0]
        assert close(step.probability, point, 1e-12)
        assert same_interval(step.interval, interval.low, interval.high, 1e-7)


@given(inner, inner, inner, inner, inner, shares)
def test_two_positives_are_the_series_with_that_part_of_the_largest_covariance(
    pre: float, se1: float, sp1: float, se2: float, sp2: float, r: float
) -> None:
    one, two = Rates(se1, sp1), Rates(se2, sp2)
    pair = series(one, two, r * covariance_bounds(se1, se2)[1], r * covariance_bounds(sp1, sp2)[1])
    found = [Result(Uncertain(test.sensitivity), Uncertain(test.specificity), True) for test in (one, two)]
    step = combined_steps(Uncertain(pre), found, r)[-1]
    assert close(step.lr, pair.lr_positive, 1e-9)
    assert close(step.probability, after_result(pre, pair.sensitivity, pair.specificity, positive=True), 1e-9)
    negative = [dataclasses.replace(result, positive=False) for result in found]
    pair = parallel(one, two, r * covariance_bounds(se1, se2)[1], r * covariance_bounds(sp1, sp2)[1])
    step = combined_steps(Uncertain(pre), negative, r)[-1]
    assert close(step.lr, pair.lr_negative, 1e-9)


@given(uncertain, results)
def test_wholly_dependent_positives_tell_what_the_rarest_tells(pre: Uncertain, found: list[Result]) -> None:
    positive = [dataclasses.replace(result, positive=True) for result in found]
    step = combined_steps(pre, positive, 1.0)[-1]
    least = min(result.sensitivity.value for result in found)
    assert close(step.lr, least / min(1 - result.specificity.value for result in found), 1e-11)


@given(inner, inner, inner, st.floats(0.01, 1))
def test_the_same_test_twice_tells_less_than_if_it_were_two(pre: float, se: float, sp: float, r: float) -> None:
    twice = [Result(Uncertain(se), Uncertain(sp), True)] * 2
    alone, pretended = combined_steps(Uncertain(pre), twice)
    honest = combined_steps(Uncertain(pre), twice, r)[-1]
    assert alone.lr is not None
    assert pretended.lr is not None
    assert honest.lr is not None
    low, high = sorted((alone.lr, pretended.lr))
    assert low * (1 - 1e-9) <= honest.lr <= high * (1 + 1e-9)


# ---- when to test ----


@given(rates, inner, st.floats(0, 0.3))
def test_testing_pays_on_both_sides_of_the_action_threshold_or_nowhere(test: Rates, action: float, cost: float) -> None:
    found = thresholds(test, action, cost)
    assert all(math.isfinite(number) for number in numbers(found))
    assert found.action == action
    if found.testing is None or found.test_action is None:
        assert found.testing is found.test_action is None
        assert found.note is not None
        return
    assert found.note is None
    assert 0 <= found.testing <= action + BITS
    assert action <= found.test_action + BITS
    assert found.test_action <= 1


@given(rates, inner, st.floats(0, 0.3), shares)
def test_the_course_is_the_one_with_the_best_outcome(test: Rates, action: float, cost: float, p: float) -> None:
    harm = action / (1 - action)
    worth = {
        "leave": 0.0,
        "act": p - (1 - p) * harm,
        "test": p * test.sensitivity - (1 - p) * (1 - test.specificity) * harm - cost,
    }
    chosen = thresholds(test, action, cost).course(p)
    assert worth[chosen] >= max(worth.values()) - 1e-12 * (1 + harm)


@given(st.floats(0.02, 0.999), st.floats(0.02, 0.999), inner)
def test_at_the_thresholds_the_answer_just_decides(se: float, sp: float, action: float) -> None:
    found = thresholds(Rates(se, sp), action)
    if se + sp < 1.001:
        assert found.testing is None or se + sp > 1 - 1e-9
        return
    assert found.testing is not None
    assert found.test_action is not None
    assert close(after_result(found.testing, se, sp, positive=True), action, 1e-10)
    assert close(after_result(found.test_action, se, sp, positive=False), action, 1e-10)
    assert found.course(found.testing) == found.course(found.test_action) == found.course(action) == "test"
    assert found.course(found.testing * (1 - 1e-9)) == "leave"
    assert found.course(min(found.test_action * (1 + 1e-9), 1.0)) in {"act", "test" if found.test_action == 1 else ""}


@given(st.integers(0, 100), st.integers(1, 99))
def test_a_test_that_tells_nothing_never_pays(sensitivity: int, action: int) -> None:
    found = thresholds(Rates(sensitivity / 100, (100 - sensitivity) / 100), action / 100)
    assert (found.testing, found.test_action) == (None, None)
    assert found.note is not None
    assert [found.course(p) for p in (0.0, action / 100, 1.0)] == ["leave", "act", "act"]


@given(rates, inner, st.floats(0, 0.2), st.floats(0, 0.2))
def test_a_costlier_test_pays_in_a_narrower_range(test: Rates, action: float, one: float, two: float) -> None:
    cheap, dear = (thresholds(test, action, cost) for cost in sorted((one, two)))
    if dear.testing is None or dear.test_action is None:
        return
    assert cheap.testing is not None
    assert cheap.test_action is not None
    assert cheap.testing <= dear.testing
    assert dear.test_action <= cheap.test_action


# ---- demonstrators ----


@given(st.floats(0.001, 0.5), shares, shares)
def test_the_flagged_share_comes_back_from_the_rates(prevalence: float, se: float, alarms: float) -> None:
    flagged = prevalence * se + (1 - prevalence) * alarms
    found = any_flag(prevalence, min(flagged, 1.0), se)
    assert found.sensitivity == se
    assert close(prevalence * found.sensitivity + (1 - prevalence) * (1 - found.specificity), flagged, 1e-14)
    assert close(1 - found.specificity, alarms, 1e-13)


@settings(max_examples=30)
@given(tables, levels)
def test_with_everybody_verified_nothing_is_corrected(cells: tuple[int, int, int, int], level: float) -> None:
    tp, fp, fn, tn = cells
    if not tp + fp or not fn + tn:
        return
    found, plain = begg_greenes(tp, fp, 0, fn, tn, 0, level), measures(TwoByTwo(tp, fp, fn, tn), level=level)
    for name in ("sensitivity", "specificity"):
        corrected, simple = getattr(found, name), getattr(plain, name)
        if simple.value is None:
            assert corrected.value is getattr(found, f"naive_{name}") is None
            assert corrected.note is not None
            continue
        assert close(corrected.value, simple.value, 1e-14)
        assert close(getattr(found, f"naive_{name}"), simple.value, 1e-14)
        if corrected.interval is None:
            assert 0 in cells
            assert corrected.note is not None
        else:  # the log-odds interval of a plain share
            x, n = (tp, tp + fn) if name == "sensitivity" else (tn, tn + fp)
            wide = (logit(corrected.interval.high) - logit(corrected.interval.low)) / 2
            wanted = Uncertain.counted(x, n).sd
            assert math.isclose(wide, wanted * norm(level), rel_tol=1e-6)


def norm(level: float) -> float:
    widths = {0.5: 0.674489750196, 0.8: 1.281551565545, 0.9: 1.644853626951, 0.95: 1.959963984540}
    return {**widths, 0.99: 2.575829303549, 0.9999: 3.890591886413}[level]


@given(st.lists(counts, min_size=6, max_size=6), levels)
def test_correcting_for_verification_gives_finite_numbers(cells: list[int], level: float) -> None:
    if not cells[0] + cells[1] or not cells[3] + cells[4]:
        return
    found = begg_greenes(*cells, level=level)
    assert all(math.isfinite(number) for number in numbers(found))
    for estimate in (found.sensitivity, found.specificity):
        if estimate.interval is None:
            assert estimate.note is not None
        else:
            assert 0 <= estimate.interval.low <= (estimate.value or 0) <= estimate.interval.high <= 1


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=2, max_size=8))
def test_a_curve_rises_from_nothing_to_everything(levels: list[tuple[int, int]]) -> None:
    ill, well = [a for a, _ in levels], [b for _, b in levels]
    if not sum(ill) or not sum(well):
        return
    curve = empirical_roc(ill, well)
    assert (curve.points[0], curve.points[-1]) == ((0.0, 0.0), (1.0, 1.0))
    assert all(a <= c and b <= d for (a, b), (c, d) in itertools.pairwise(curve.points))
    assert -BITS <= curve.area <= 1 + BITS
    assert close(curve.area + empirical_roc(well, ill).area, 1, 1e-13)
    assert close(curve.area + empirical_roc(ill[::-1], well[::-1]).area, 1, 1e-13)


@given(st.floats(0, 6), st.floats(-6, 11), st.floats(0.001, 1))
def test_a_higher_cut_off_buys_specificity_with_sensitivity(distance: float, cut_off: float, step: float) -> None:
    one, other = at_cut_off(distance, cut_off), at_cut_off(distance, cut_off + step)
    assert other.sensitivity <= one.sensitivity
    assert other.specificity >= one.specificity
    assert one.sensitivity >= 1 - one.specificity - BITS
    middle = at_cut_off(distance, distance / 2)
    assert close(middle.sensitivity, middle.specificity)
    assert 0.5 <= area_under_curve(distance) <= 1


@given(shares, shares, shares)
def test_a_mixed_sensitivity_lies_between_its_two(weight: float, severe: float, mild: float) -> None:
    low, high = sorted((severe, mild))
    assert low - BITS <= mixed_sensitivity(weight, severe, mild) <= high + BITS
    assert mixed_sensitivity(1, severe, mild) == severe
    assert mixed_sensitivity(0, severe, mild) == mild


# ---- two examiners ----


@given(st.integers(2, 5).flatmap(lambda n: st.lists(st.lists(counts, min_size=n, max_size=n), min_size=n, max_size=n)))
def test_kappa_is_finite_and_inside_its_interval(table: list[list[int]]) -> None:
    if not any(map(any, table)):
        return
    found = cohen_kappa(table)
    assert all(math.isfinite(number) for number in numbers(found))
    if found.kappa is None or found.interval is None:
        assert found.interval is None
        assert found.note is not None
        return
    assert -1 <= found.interval.low <= found.kappa <= found.interval.high <= 1
    swapped = cohen_kappa([list(column) for column in zip(*table, strict=True)])
    assert close(swapped.kappa, found.kappa, 1e-12)
    assert same_interval(swapped.interval, found.interval.low, found.interval.high, 1e-9)


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=5))
def test_examiners_who_always_agree_have_a_kappa_of_exactly_1(agreed: list[int]) -> None:
    table = [[count if row == column else 0 for column in range(len(agreed))] for row, count in enumerate(agreed)]
    if not any(agreed):
        return
    found = cohen_kappa(table)
    if sum(map(bool, agreed)) == 1:
        assert found.kappa is None
    else:
        assert found.kappa == 1
        assert found.interval is None
        assert "Full agreement" in (found.note or "").en


def test_only_full_agreement_is_called_full_agreement() -> None:
    for table in ([[0, 5], [5, 0]], [[0, 7], [0, 0]], [[5 * 10**8, 1], [0, 4 * 10**8]]):
        found = cohen_kappa(table)
        assert found.observed < 1
        assert found.note is None or "Full agreement" not in found.note.en


@given(st.lists(st.lists(some, min_size=3, max_size=3), min_size=3, max_size=3))
def test_ten_times_the_patients_narrow_the_interval_of_kappa(table: list[list[int]]) -> None:
    few, many = cohen_kappa(table), cohen_kappa([[10 * cell for cell in row] for row in table])
    assert few.interval is not None
    assert many.interval is not None
    assert many.interval.high - many.interval.low < few.interval.high - few.interval.low


# ---- guesses ----


@given(shares, shares)
def test_nobody_gains_by_saying_something_else_than_the_truth(guess: float, truth: float) -> None:
    assert close(mean_brier(guess, truth) - mean_brier(truth, truth), (guess - truth) ** 2, 1e-15)
    assert mean_brier(truth, truth) <= mean_brier(guess, truth) + BITS
    assert close(mean_brier(truth, truth), truth * (1 - truth))


@given(shares, st.floats(EDGE, 1 - EDGE))
def test_the_log_score_is_best_at_the_truth_too(guess: float, truth: float) -> None:
    excess = mean_log_score(guess, truth) - mean_log_score(truth, truth)
    assert excess >= -BITS
    said = min(max(guess, EDGE), 1 - EDGE)
    apart = truth * math.log(truth / said) + (1 - truth) * math.log((1 - truth) / (1 - said))
    assert close(excess, apart, 1e-12)


@given(shares, st.booleans())
def test_the_scores_are_bounded_and_do_not_care_what_is_called_a_disease(guess: float, happened: bool) -> None:
    assert 0 <= brier(guess, happened) <= 1
    assert 0 <= log_score(guess, happened) <= -math.log(EDGE)
    assert close(brier(guess, happened), brier(1 - guess, not happened))
    assert close(log_score(guess, happened), log_score(1 - guess, not happened), 1e-12)


def test_a_wrong_certainty_costs_what_one_in_a_thousand_costs() -> None:
    assert EDGE == 0.001
    for guess, happened in ((0.0, True), (1.0, False), (0.0005, True), (0.001, True)):
        assert close(log_score(guess, happened), math.log(1000), 1e-13)
    assert close(log_score(0.002, True), math.log(500), 1e-13)
    assert close(log_score(1.0, True), -math.log(0.999), 1e-13)


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9, 1.0]), st.booleans()), max_size=60))
def test_the_bands_hold_every_guess_once(guesses: list[tuple[float, bool]]) -> None:
    bands = calibration(guesses)
    assert [band.said for band in bands] == sorted({guess for guess, _ in guesses})
    assert sum(band.n for band in bands) == len(guesses)
    for band in bands:
        assert band.share * band.n == sum(hit for guess, hit in guesses if guess == band.said)
