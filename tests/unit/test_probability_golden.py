"""Every golden number (R, statsmodels, publications; tests/golden/README.md) against lbp_teach.probability."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lbp_teach.probability import (
    BadNumber,
    TwoByTwo,
    cohen_kappa,
    measures,
    parallel,
    post_test,
    proportion_interval,
    rates_from_ratios,
    series,
)
from lbp_teach.probability.bayes import after_result, logit
from lbp_teach.probability.combine import together
from lbp_teach.probability.demonstrators import area_under_curve, at_cut_off, begg_greenes, empirical_roc
from lbp_teach.probability.distributions import normal_quantile
from lbp_teach.probability.intervals import Interval, difference_interval
from lbp_teach.probability.table import Rates
from lbp_teach.probability.when_to_test import thresholds

GOLDEN = Path(__file__).parents[1] / "golden"

#: R printed fifteen digits; what goes through two roundings or a root finder has a little less.
CLOSE = 1e-12

EPIR = {
    "exact": "clopper_pearson",
    "clopper-pearson": "clopper_pearson",
    "wilson": "wilson",
    "jeffreys": "jeffreys",
    "agresti": "agresti_coull",
}


class Pair(NamedTuple):
    """A number of the library and the golden one; the key of the output that it answers for."""

    key: str
    got: float | bool | None
    golden: float | bool | None


def ends(key: str, interval: Interval | None, golden: dict[str, Any]) -> Iterator[Pair]:
    assert interval is not None
    for end in ("low", "high"):
        if end in golden:
            yield Pair(key, getattr(interval, end), golden[end])


def two_by_two(given: dict[str, Any], golden: dict[str, Any]) -> Iterator[Pair]:
    table = TwoByTwo(*(given[cell] for cell in ("tp", "fp", "fn", "tn")))
    found = measures(table, EPIR[given["method"]], given["confidence"])
    for key, one in golden.items():
        if key == "youden_paired_limits":  # epiR's own limits, not Newcombe's
            continue
        if key == "apparent_prevalence":
            yield Pair(key, table.positive / table.total, one["value"])
            method, level = EPIR[given["method"]], given["confidence"]
            yield from ends(key, proportion_interval(table.positive, table.total, method, level), one)
            continue
        estimate = getattr(found, key)
        yield Pair(key, estimate.value, one["value"])
        if key != "youden":
            yield from ends(key, estimate.interval, one)
    positive, negative = found.post_test
    yield Pair("ppv", positive.value, golden["ppv"]["value"])
    yield from ends("ppv", positive.interval, golden["ppv"])
    yield Pair("npv", negative.value, 1 - golden["npv"]["value"])
    yield from ends("npv", negative.interval, {"low": 1 - golden["npv"]["high"], "high": 1 - golden["npv"]["low"]})


def proportions(given: dict[str, Any], golden: dict[str, Any]) -> Iterator[Pair]:
    found = proportion_interval(given["x"], given["n"], given["method"], given["confidence"])
    assert (found.method, found.level) == (given["method"], given["confidence"])
    yield from ends("low and high", found, golden)


def after_test(given: dict[str, Any], golden: dict[str, Any]) -> Iterator[Pair]:
    pre = given["pre_test"]
    if "sensitivity" in given:
        rates = Rates(given["sensitivity"], given["specificity"])
        ratios = {"positive": rates.lr_positive, "negative": rates.lr_negative}
        for sign in ("positive", "negative"):
            if f"lr_{sign}" in golden:
                yield Pair(f"lr_{sign}", ratios[sign], golden[f"lr_{sign}"])
            if f"post_test_{sign}" in golden:
                after = after_result(pre, rates.sensitivity, rates.specificity, positive=sign == "positive")
                yield Pair(f"post_test_{sign}", after, golden[f"post_test_{sign}"])
    else:
        ratios = {sign: given.get(f"lr_{sign}") for sign in ("positive", "negative")}
        if set(ratios.values()) == {1}:
            with pytest.raises(BadNumber):
                rates_from_ratios(1, 1)
            ratios = dict.fromkeys(ratios, Rates(0.3, 0.7).lr_positive)
        elif "lr_positive" in golden:  # there and back through sensitivity and specificity
            rates = rates_from_ratios(given["lr_positive"], given["lr_negative"])
            ratios = {"positive": rates.lr_positive, "negative": rates.lr_negative}
        for sign in ("positive", "negative"):
            if f"lr_{sign}" in golden:
                yield Pair(f"lr_{sign}", ratios[sign], golden[f"lr_{sign}"])
        ratios = {sign: given.get(f"lr_{sign}") for sign in ("positive", "negative")}
    for sign, ratio in ratios.items():
        if ratio and f"post_test_{sign}" in golden:
            yield Pair(f"post_test_{sign}", post_test(pre, ratio), golden[f"post_test_{sign}"])


def kappa(given: dict[str, Any], golden: dict[str, Any]) -> Iterator[Pair]:
    found = cohen_kappa(given["table"], given["confidence"])
    assert found.kappa is not None
    assert found.interval is not None
    yield Pair("kappa", found.kappa, golden["kappa"])
    yield Pair("observed_agreement", found.observed, golden["observed_agreement"])
    yield Pair("expected_agreement", found.expected, golden["expected_agreement"])
    yield Pair("low", found.interval.low, max(golden["low"], -1))
    yield Pair("high", found.interval.high, min(golden["high"], 1))  # vcd does not clip
    assert golden["low"] > -1
    error = (found.kappa - found.interval.low) / normal_quantile(given["confidence"])
    yield Pair("standard_error", error, golden["standard_error"])


def combined(given: dict[str, Any], golden: dict[str, Any]) -> Iterator[Pair]:
    combine = {"series": series, "parallel": parallel}[given["interpretation"]]
    tests = [Rates(*pair) for pair in zip(given["se"], given["sp"], strict=True)]
    *others, second, third = tests
    found = combine(second, third, given["covariance_diseased"], given["covariance_healthy"])
    for test in others:
        found = combine(test, found)
    yield Pair("se", found.sensitivity, golden["se"])
    yield Pair("sp", found.specificity, golden["sp"])
    if given["covariance_diseased"] == given["covariance_healthy"] == 0:
        serial = given["interpretation"] == "series"
        ill = together(given["se"], [serial] * len(tests))
        well = together([1 - sp for sp in given["sp"]], [serial] * len(tests))
        yield Pair("se", ill if serial else 1 - ill, golden["se"])
        yield Pair("sp", 1 - well if serial else well, golden["sp"])


def verification(given: dict[str, Any], golden: dict[str, Any]) -> Iterator[Pair]:
    names = ("tp_verified", "fp_verified", "positive_unverified", "fn_verified", "tn_verified", "negative_unverified")
    found = begg_greenes(*(given[name] for name in names), level=given["confidence"])
    for key in ("naive_sensitivity", "naive_specificity"):
        yield Pair(key, getattr(found, key), golden[key])
    for key in ("sensitivity", "specificity"):
        estimate = getattr(found, key)
        yield Pair(key, estimate.value, golden[key]["value"])
        yield from ends(key, estimate.interval, golden[key])
        width = logit(estimate.interval.high) - logit(estimate.interval.low)
        yield Pair(key, width / (2 * normal_quantile(given["confidence"])), golden[key]["se_logit"])


def roc(given: dict[str, Any], golden: dict[str, Any]) -> Iterator[Pair]:
    if given["kind"] == "binormal_auc":
        yield Pair("auc", area_under_curve(given["d"]), golden["auc"])
    elif given["kind"] == "binormal_point":
        rates = at_cut_off(given["d"], given["c"])
        yield Pair("sensitivity", rates.sensitivity, golden["sensitivity"])
        yield Pair("specificity", rates.specificity, golden["specificity"])
    else:
        curve = empirical_roc(given["diseased_counts"], given["healthy_counts"])
        yield Pair("auc", curve.area, golden["auc"])
        for point in golden.get("points", []):
            false_alarms, hits = curve.points[-point["cutoff"]]
            yield Pair("points", hits, point["sensitivity"])
            yield Pair("points", 1 - false_alarms, point["specificity"])


def paying(given: dict[str, Any], golden: dict[str, Any]) -> Iterator[Pair]:
    benefit, harm = given["benefit"], given["harm"]
    test, action, cost = Rates(given["se"], given["sp"]), harm / (harm + benefit), given["test_harm"] / benefit
    if cost > 1:  # a test that harms more than the action is worth is refused; even at 1 it pays nowhere
        with pytest.raises(BadNumber):
            thresholds(test, action, cost)
    found = thresholds(test, action, min(cost, 1.0))
    yield Pair("treatment_threshold", found.action, golden["treatment_threshold"])
    yield Pair("testing_threshold", found.testing, golden["testing_threshold"])
    yield Pair("test_treatment_threshold", found.test_action, golden["test_treatment_threshold"])
    yield Pair("testing_pays", found.testing is not None, golden["testing_pays"])
    yield Pair("testing_pays", found.note is None, golden["testing_pays"])


def newcombe(given: dict[str, Any], golden: dict[str, Any]) -> Iterator[Pair]:
    table = TwoByTwo(*(given[cell] for cell in ("tp", "fp", "fn", "tn")))
    youden = measures(table, level=given["confidence"]).youden
    yield from ends("low and high", youden.interval, golden)
    p1, p2 = given["x1"] / given["n1"], given["x2"] / given["n2"]
    if "value" in golden:
        yield Pair("value", youden.value, golden["value"])
    shares = [
        proportion_interval(given[x], given[n], level=given["confidence"]) for x, n in (("x1", "n1"), ("x2", "n2"))
    ]
    yield from ends("low and high", difference_interval(*shares, p1, p2), golden)


Answer = Callable[[dict[str, Any], dict[str, Any]], Iterator[Pair]]

#: For each file what answers for it, how many comparisons it makes, and the outputs that the library does not give.
FILES: dict[str, tuple[Answer, int, set[str]]] = {
    "two_by_two.json": (two_by_two, 2035, {"youden_paired_limits"}),
    "proportions.json": (proportions, 232, {"value", "low_unclipped", "high_unclipped"}),
    "post_test.json": (after_test, 87, set()),
    "kappa.json": (kappa, 36, set()),
    "combined.json": (combined, 56, set()),
    "verification.json": (verification, 50, {"prevalence"}),
    "roc.json": (roc, 41, {"delong_standard_error", "delong_low", "delong_high"}),
    "thresholds.json": (paying, 45, {"crossing_nothing_test", "crossing_test_treat"}),
    "newcombe_difference.json": (newcombe, 84, set()),
}


def records(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((GOLDEN / name).read_text(encoding="utf-8"))
    return found


def agrees(pair: Pair, decimals: int | None) -> bool:
    if pair.got is None or pair.golden is None or isinstance(pair.golden, bool):
        return pair.got is pair.golden
    if decimals is not None:
        return round(pair.got, decimals) == pair.golden
    return math.isclose(pair.got, pair.golden, rel_tol=CLOSE, abs_tol=CLOSE)


def test_every_golden_file_is_compared() -> None:
    # The cohort's have a test of their own.
    assert {path.name for path in GOLDEN.glob("*.json") if not path.name.startswith("cohort")} == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_every_record_of_the_file_agrees(name: str) -> None:
    answer, least, elsewhere = FILES[name]
    made = 0
    wrong = []
    assert records(name)
    for place, record in enumerate(records(name)):
        pairs = list(answer(record["input"], record["output"]))
        assert pairs, f"record {place} of {name} is compared with nothing"
        answered = {key for pair in pairs for key in pair.key.split(" and ")}
        assert set(record["output"]) - elsewhere - answered == set(), f"record {place} of {name}: nothing answers"
        made += len(pairs)
        wrong += [(place, record["input"], pair) for pair in pairs if not agrees(pair, record.get("decimals"))]
    assert wrong == []
    assert made >= least, f"{name}: only {made} comparisons"


def test_a_number_that_is_off_in_the_tenth_digit_is_noticed() -> None:
    assert agrees(Pair("x", 0.25, 0.25), None)
    assert not agrees(Pair("x", 0.25 + 1e-10, 0.25), None)
    assert not agrees(Pair("x", None, 0.25), None)
    assert agrees(Pair("x", 0.2849, 0.28), 2)
    assert not agrees(Pair("x", 0.2851, 0.28), 2)
