"""What is refused, in which words; what empty cells lead to; and that nothing thrown at it breaks a calculation."""

from __future__ import annotations

import dataclasses
import inspect
import math
import re
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from lbp_teach import probability
from lbp_teach.probability import (
    BadNumber,
    TwoByTwo,
    agreement,
    bayes,
    checks,
    cohen_kappa,
    combine,
    combined_steps,
    demonstrators,
    distributions,
    forecasts,
    frequencies,
    intervals,
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
from lbp_teach.probability import table as tables
from lbp_teach.probability.bayes import Uncertain, after_result, odds
from lbp_teach.probability.combine import CONTRADICTORY, Result
from lbp_teach.probability.demonstrators import (
    any_flag,
    area_under_curve,
    at_cut_off,
    begg_greenes,
    empirical_roc,
    mixed_sensitivity,
)
from lbp_teach.probability.forecasts import brier, calibration, log_score, mean_brier, mean_log_score
from lbp_teach.probability.intervals import level_of
from lbp_teach.probability.table import Estimate, Measures, Rates
from lbp_teach.probability.when_to_test import ratio_to_reach, thresholds
from lbp_teach.text import Text

JUNK = ["0.5", "", None, True, False, [], [0.5], {}, {"a": 1}, math.nan, math.inf, -math.inf, 10**400, -(10**400), 1j]

PAYING = thresholds(Rates(0.9, 0.8), 0.3)
GUESS = Uncertain(0.3, 0.5)


def refused(call: Callable[[], Any]) -> BadNumber:
    with pytest.raises(BadNumber) as caught:
        call()
    spoken(caught.value.text)
    return caught.value


def spoken(text: Text) -> None:
    """Both languages say something, with every brace filled, and it is two different sentences."""
    assert isinstance(text, Text)
    for words in (text.da, text.en):
        assert len(words) > 15
        assert not re.search(r"[{}]|None|\bnan\b|\binf\b|Text\(", words), words
        assert words[0].isupper() or words.startswith("LR")
        assert words.endswith((".", "?"))
    assert text.da != text.en


# ---- the sentences ----

SENTENCES = [
    (
        lambda: post_test(80, 2),
        "pre",
        "Sandsynligheden før testen er 80, men skal være en andel mellem 0 og 1. Mente du 0,8 (altså 80 %)?",
        "The pre-test probability is 80 but must be a share between 0 and 1. Did you mean 0.8 (that is 80%)?",
    ),
    (
        lambda: post_test("0.1", 2),
        "pre",
        "Sandsynligheden før testen er ikke et tal. Skriv et tal, for eksempel 0,10.",
        "The pre-test probability is not a number. Write a number, for example 0.10.",
    ),
    (
        lambda: post_test(-0.5, 2),
        "pre",
        "Sandsynligheden før testen er -0,5, men skal ligge fra 0 til 1. Ret tallet.",
        "The pre-test probability is -0.5 but must lie from 0 to 1. Correct the number.",
    ),
    (
        lambda: post_test(100.5, 2),
        "pre",
        "Sandsynligheden før testen er 100,5, men skal ligge fra 0 til 1. Ret tallet.",
        "The pre-test probability is 100.5 but must lie from 0 to 1. Correct the number.",
    ),
    (
        lambda: post_test(0.1, 0),
        "lr",
        "Likelihood-ratioen er 0, men skal være over 0. En ratio på 1 betyder, at resultatet ikke siger noget.",
        "The likelihood ratio is 0 but must be above 0. A ratio of 1 means that the result tells nothing.",
    ),
    (
        lambda: ratio_to_reach(0, 0.5),
        "pre",
        (
            "Sandsynligheden før testen er 0, men skal ligge mellem 0 og 1 og ikke på kanten. "
            "Brug for eksempel 0,001 eller 0,999."
        ),
        "The pre-test probability is 0 but must lie between 0 and 1, not at the edge. Use 0.001 or 0.999, for example.",
    ),
    (
        lambda: TwoByTwo(1, -2, 3, 4),
        "fp",
        "Falsk positive er -2, men et antal kan ikke være negativt. Skriv 0 eller mere.",
        "False positives is -2, but a count cannot be negative. Write 0 or more.",
    ),
    (
        lambda: TwoByTwo(1, 2, 3.5, 4),
        "fn",
        "Falsk negative er 3,5, men et antal skal være helt. Rund af, eller regn med andele i stedet.",
        "False negatives is 3.5, but a count must be whole. Round it, or work with shares instead.",
    ),
    (
        lambda: TwoByTwo(1, 2, 3, 10**9 + 1),
        "tn",
        "Sandt negative er over 1.000.000.000. Brug et mindre antal; forholdet mellem tallene er det, der tæller.",
        "True negatives is above 1,000,000,000. Use a smaller count; it is the ratio between the numbers that matters.",
    ),
    (
        lambda: TwoByTwo("x", 2, 3, 4),
        "tp",
        "Sandt positive er ikke et tal. Skriv et tal, for eksempel 40.",
        "True positives is not a number. Write a number, for example 40.",
    ),
    (
        lambda: TwoByTwo(0, 0, 0, 0),
        "",
        "Tabellen er tom: alle fire felter er 0. Skriv mindst én person i et felt.",
        "The table is empty: all four cells are 0. Write at least one person in a cell.",
    ),
    (
        lambda: proportion_interval(3, 2),
        "x",
        "Antallet med fundet (3) er større end antallet i alt (2). Byt om, eller ret det ene.",
        "The number with the finding (3) is larger than the total (2). Swap them, or correct one.",
    ),
    (
        lambda: proportion_interval(0, 0),
        "n",
        "Der er ingen at regne på: antallet i alt er 0. Skriv mindst én.",
        "There is nobody to calculate on: the total is 0. Write at least one.",
    ),
    (
        lambda: measures(TwoByTwo(1, 2, 3, 4), "wald"),
        "method",
        "Metoden 'wald' kendes ikke. Vælg wilson, clopper_pearson, jeffreys eller agresti_coull.",
        "The method 'wald' is not known. Choose wilson, clopper_pearson, jeffreys or agresti_coull.",
    ),
    (
        lambda: measures(TwoByTwo(1, 2, 3, 4), level=95),
        "level",
        "Konfidensniveauet er 95, men skal være en andel mellem 0 og 1. Mente du 0,95 (altså 95 %)?",
        "The confidence level is 95 but must be a share between 0 and 1. Did you mean 0.95 (that is 95%)?",
    ),
    (
        lambda: level_of(0.4),
        "level",
        "Konfidensniveauet er 0,4, men skal ligge fra 0,5 til 0,9999. Ret tallet.",
        "The confidence level is 0.4 but must lie from 0.5 to 0.9999. Correct the number.",
    ),
    (
        lambda: rates_from_ratios(1, 1),
        "lr_negative",
        (
            "LR+ er 1 og LR− er 1, men den ene skal ligge over 1 og den anden under. Ret den ene. "
            "Er begge 1, er sensitivitet + specificitet = 1, og så kan de ikke regnes ud."
        ),
        (
            "LR+ is 1 and LR− is 1, but one must lie above 1 and the other below. Correct one. "
            "If both are 1, sensitivity + specificity = 1 and they cannot be worked out."
        ),
    ),
    (
        lambda: rates_from_ratios(-3, 0.5),
        "lr_positive",
        "LR+ er -3, men skal være over 0. En ratio på 1 betyder, at resultatet ikke siger noget.",
        "LR+ is -3 but must be above 0. A ratio of 1 means that the result tells nothing.",
    ),
    (
        lambda: series(Rates(0.9, 0.8), Rates(0.8, 0.7), 0.2),
        "covariance_diseased",
        "Kovariansen hos de syge er 0,2, men skal ligge fra -0,02 til 0,08. Ret tallet.",
        "The covariance in the diseased is 0.2 but must lie from -0.02 to 0.08. Correct the number.",
    ),
    (
        lambda: parallel(Rates(0.9, 0.8), Rates(0.8, 0.7), 0, -0.1),
        "covariance_healthy",
        "Kovariansen hos de raske er -0,1, men skal ligge fra -0,06 til 0,14. Ret tallet.",
        "The covariance in the healthy is -0.1 but must lie from -0.06 to 0.14. Correct the number.",
    ),
    (
        lambda: begg_greenes(1, 1, 5, 0, 0, 5),
        "negative_diseased",
        "Der skal være mindst én med facit blandt de positive og én blandt de negative, ellers kan der ikke rettes.",
        "At least one positive and one negative must have had the reference test, or nothing can be corrected.",
    ),
    (
        lambda: after_result(0.0, 0.9, 1.0, positive=True),
        "",
        "Det resultat kan ikke forekomme med de tal, så der er ingen sandsynlighed bagefter.",
        "That result cannot occur with these figures, so there is no probability after it.",
    ),
    (
        lambda: Uncertain.between(0.5, 0.6, 0.7),
        "",
        "Sandsynligheden før testen: intervallet skal gå fra lavt til højt og omslutte tallet. Ret det.",
        "The pre-test probability: the interval must go from low to high and contain the number. Correct it.",
    ),
    (
        lambda: combined_steps(GUESS, []),
        "",
        "Vælg mindst én test.",
        "Choose at least one test.",
    ),
    (
        lambda: combined_steps(GUESS, [Result(GUESS, GUESS, True)], 1.5),
        "dependence",
        "Afhængigheden er 1,5, men skal være en andel mellem 0 og 1. Mente du 0,015 (altså 1,5 %)?",
        "The dependence is 1.5 but must be a share between 0 and 1. Did you mean 0.015 (that is 1.5%)?",
    ),
    (
        lambda: cohen_kappa([[1, 2], [3]]),
        "",
        "Tabellen skal have lige mange rækker og kolonner, mindst to, og mindst én patient.",
        "The table needs as many rows as columns, at least two, and at least one patient.",
    ),
    (
        lambda: empirical_roc([1, 2], [0, 0]),
        "",
        "De to grupper skal have lige mange trin, mindst to, og mindst én person hver.",
        "The two groups need the same number of levels, at least two, and at least one person each.",
    ),
    (
        lambda: any_flag(0.1, 0.05),
        "flagged",
        "Så få kan ikke have et flag, når 10 % af alle er syge og har et. Gør andelen med flag større.",
        "So few cannot have a flag when 10% of all are ill and have one. Make the share with a flag larger.",
    ),
    (
        lambda: any_flag(0.1, 0.99, 0.5),
        "flagged",
        "Så mange kan ikke have et flag, når 5 % af alle er syge uden flag. Gør andelen med flag mindre.",
        "So many cannot have a flag when 5% of all are ill without one. Make the share with a flag smaller.",
    ),
    (
        lambda: at_cut_off(7, 0),
        "distance",
        "Afstanden mellem grupperne er 7, men skal ligge fra 0 til 6. Ret tallet.",
        "The distance between the groups is 7 but must lie from 0 to 6. Correct the number.",
    ),
    (
        lambda: thresholds(Rates(0.9, 0.9), 1),
        "action",
        "Handlegrænsen er 1, men skal ligge mellem 0 og 1 og ikke på kanten. Brug for eksempel 0,001 eller 0,999.",
        "The action threshold is 1 but must lie between 0 and 1, not at the edge. Use 0.001 or 0.999, for example.",
    ),
    (
        lambda: thresholds(Rates(0.9, 0.9), 0.3, 1.01),
        "test_harm",
        "Testens egen ulempe er 1,01, men skal ligge fra 0 til 1. Ret tallet.",
        "The test's own harm is 1.01 but must lie from 0 to 1. Correct the number.",
    ),
]


@pytest.mark.parametrize(("call", "field", "da", "en"), SENTENCES)
def test_a_refusal_says_what_is_wrong_and_what_to_do(call: Callable[[], Any], field: str, da: str, en: str) -> None:
    with pytest.raises(BadNumber) as caught:
        call()
    assert (caught.value.field, caught.value.text.da, caught.value.text.en) == (field, da, en)
    assert str(caught.value) == en
    assert isinstance(caught.value, ValueError)


def test_asking_for_nobody_says_that_it_takes_a_patient_and_not_that_a_table_is_empty() -> None:
    found = refused(lambda: natural_frequencies(0.1, 0.9, 0.9, 0))
    assert found.field == "total"
    assert "cells" not in found.text.en


@pytest.mark.parametrize("level", [1, 0.49, 0.99991, 0, 95, -1, *JUNK])
def test_no_function_takes_a_level_that_is_none(level: Any) -> None:
    ill = Result(GUESS, GUESS, True)
    for call in (
        lambda: measures(TwoByTwo(1, 2, 3, 4), level=level),
        lambda: proportion_interval(1, 2, level=level),
        lambda: cohen_kappa([[1, 2], [3, 4]], level),
        lambda: combined_steps(GUESS, [ill], level=level),
        lambda: post_test_interval(GUESS, GUESS, GUESS, positive=True, level=level),
        lambda: post_test_simulated(GUESS, GUESS, GUESS, positive=True, level=level),
        lambda: begg_greenes(1, 2, 3, 4, 5, 6, level),
        lambda: Uncertain.between(0.3, 0.2, 0.4, level),
    ):
        assert refused(call).field == "level"


SHARES: dict[str, tuple[Callable[[Any], Any], str]] = {
    "post_test": (lambda x: post_test(x, 2), "pre"),
    "odds": (odds, "pre"),
    "after_result pre": (lambda x: after_result(x, 0.9, 0.8, positive=True), "pre"),
    "after_result sensitivity": (lambda x: after_result(0.1, x, 0.8, positive=True), "sensitivity"),
    "after_result specificity": (lambda x: after_result(0.1, 0.9, x, positive=False), "specificity"),
    "Rates sensitivity": (lambda x: Rates(x, 0.8), "sensitivity"),
    "Rates specificity": (lambda x: Rates(0.9, x), "specificity"),
    "natural_frequencies prevalence": (lambda x: natural_frequencies(x, 0.9, 0.8), "prevalence"),
    "natural_frequencies sensitivity": (lambda x: natural_frequencies(0.1, x, 0.8), "sensitivity"),
    "natural_frequencies specificity": (lambda x: natural_frequencies(0.1, 0.9, x), "specificity"),
    "combined_steps": (lambda x: combined_steps(GUESS, [Result(GUESS, GUESS, True)], x), "dependence"),
    "course": (PAYING.course, "pre"),
    "ratio_to_reach pre": (lambda x: ratio_to_reach(x, 0.5), "pre"),
    "ratio_to_reach target": (lambda x: ratio_to_reach(0.5, x), "target"),
    "thresholds": (lambda x: thresholds(Rates(0.9, 0.8), x), "action"),
    "mixed_sensitivity weight": (lambda x: mixed_sensitivity(x, 0.9, 0.5), "severe_share"),
    "mixed_sensitivity severe": (lambda x: mixed_sensitivity(0.5, x, 0.5), "in_severe"),
    "mixed_sensitivity mild": (lambda x: mixed_sensitivity(0.5, 0.9, x), "in_mild"),
    "any_flag prevalence": (lambda x: any_flag(x, 0.5), "prevalence"),
    "any_flag flagged": (lambda x: any_flag(0.1, x), "flagged"),
    "any_flag sensitivity": (lambda x: any_flag(0.1, 0.5, x), "sensitivity"),
    "brier": (lambda x: brier(x, True), "guess"),
    "log_score": (lambda x: log_score(x, False), "guess"),
    "mean_brier guess": (lambda x: mean_brier(x, 0.5), "guess"),
    "mean_brier truth": (lambda x: mean_brier(0.5, x), "truth"),
    "mean_log_score guess": (lambda x: mean_log_score(x, 0.5), "guess"),
    "mean_log_score truth": (lambda x: mean_log_score(0.5, x), "truth"),
    "calibration": (lambda x: calibration([(0.5, True), (x, False)]), "guess"),
    "known": (lambda x: Uncertain.known(x, field="se"), "se"),
}


@pytest.mark.parametrize("name", SHARES)
def test_no_share_is_taken_from_what_is_none(name: str) -> None:
    call, field = SHARES[name]
    for bad in (*JUNK, -0.1, 1.5, 100, 101, 1e300):
        assert refused(lambda bad=bad: call(bad)).field == field, bad
    call(0.5)


@pytest.mark.parametrize("name", ["ratio_to_reach pre", "ratio_to_reach target", "thresholds", "any_flag prevalence"])
def test_the_edge_is_refused_where_odds_are_needed(name: str) -> None:
    call, field = SHARES[name]
    for edge in (0, 1, 0.0, 1.0):
        found = refused(lambda edge=edge: call(edge))
        assert found.field == field
        assert "not at the edge" in found.text.en


COUNTS: dict[str, tuple[Callable[[Any], Any], str]] = {
    **{
        f"TwoByTwo {cell}": (lambda x, cell=cell: TwoByTwo(**{"tp": 1, "fp": 2, "fn": 3, "tn": 4, cell: x}), cell)
        for cell in ("tp", "fp", "fn", "tn")
    },
    "proportion_interval x": (lambda x: proportion_interval(x, 10**9), "x"),
    "proportion_interval n": (lambda x: proportion_interval(0, x), "n"),
    "natural_frequencies": (lambda x: natural_frequencies(0.1, 0.9, 0.8, x), "total"),
    "cohen_kappa": (lambda x: cohen_kappa([[1, x], [2, 3]]), "1"),
    "empirical_roc ill": (lambda x: empirical_roc([1, x], [2, 3]), ""),
    "empirical_roc well": (lambda x: empirical_roc([2, 3], [1, x]), ""),
    **{
        f"begg_greenes {name}": (
            lambda x, name=name: begg_greenes(**{**dict.fromkeys(list(demonstrators._VERIFIED), 7), name: x}),
            name,
        )
        for name in demonstrators._VERIFIED
    },
}


@pytest.mark.parametrize("name", COUNTS)
def test_no_count_is_taken_from_what_is_none(name: str) -> None:
    call, field = COUNTS[name]
    for bad in (*JUNK, -1, 0.5, 10**9 + 1, 1e12):
        assert refused(lambda bad=bad: call(bad)).field == field, bad
    call(5)
    assert call(5.0) == call(5)  # a browser sends whole numbers as it likes


RATIOS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "post_test": (lambda x: post_test(0.1, x), "lr"),
    "rates_from_ratios positive": (lambda x: rates_from_ratios(x, 0.5), "lr_positive"),
    "rates_from_ratios negative": (lambda x: rates_from_ratios(5, x), "lr_negative"),
}


@pytest.mark.parametrize("name", RATIOS)
def test_no_ratio_is_taken_from_what_is_none(name: str) -> None:
    call, field = RATIOS[name]
    for bad in (*JUNK, 0, 0.0, -2):
        assert refused(lambda bad=bad: call(bad)).field == field, bad


WITHIN: dict[str, tuple[Callable[[Any], Any], str]] = {
    "series ill": (lambda x: series(Rates(0.9, 0.8), Rates(0.8, 0.7), x), "covariance_diseased"),
    "series well": (lambda x: series(Rates(0.9, 0.8), Rates(0.8, 0.7), 0, x), "covariance_healthy"),
    "parallel ill": (lambda x: parallel(Rates(0.9, 0.8), Rates(0.8, 0.7), x), "covariance_diseased"),
    "parallel well": (lambda x: parallel(Rates(0.9, 0.8), Rates(0.8, 0.7), 0, x), "covariance_healthy"),
    "thresholds": (lambda x: thresholds(Rates(0.9, 0.8), 0.3, x), "test_harm"),
    "at_cut_off distance": (lambda x: at_cut_off(x, 0), "distance"),
    "at_cut_off": (lambda x: at_cut_off(1, x), "cut_off"),
    "area_under_curve": (area_under_curve, "distance"),
}


@pytest.mark.parametrize("name", WITHIN)
def test_no_number_is_taken_from_outside_its_range(name: str) -> None:
    call, field = WITHIN[name]
    for bad in (*JUNK, -7, 13, -1e300):
        assert refused(lambda bad=bad: call(bad)).field == field, bad
    call(0.01)


@pytest.mark.parametrize("bad", [*JUNK, "wald", "Wilson", "wilson ", 3])
def test_no_method_is_taken_that_is_not_one(bad: Any) -> None:
    table = TwoByTwo(1, 2, 3, 4)
    for call in (lambda: proportion_interval(1, 2, bad), lambda: measures(table, bad)):
        with pytest.raises(BadNumber) as caught:
            call()
        assert caught.value.field == "method"
        assert repr(bad) in caught.value.text.da
        assert repr(bad) in caught.value.text.en


# ---- what the sentences must not do ----


@pytest.mark.parametrize("value", [1 + 1e-3, 1 + 1e-6, 1 + 1e-9])
def test_a_share_a_hair_above_1_is_not_said_to_be_1_when_1_is_allowed(value: float) -> None:
    found = refused(lambda: post_test(value, 2))
    assert not re.search(r"\bis 1 but\b", found.text.en)
    assert "0.01" not in found.text.en


def test_a_sum_that_is_1_but_for_the_last_bit_is_taken_as_1() -> None:
    above = math.nextafter(1, 2)
    assert post_test(above, 2) == 1
    assert Rates(above, 0.5).sensitivity == 1


def test_a_covariance_just_outside_is_not_said_to_be_its_bound() -> None:
    pair = Rates(0.9, 0.8), Rates(0.8, 0.7)
    assert series(*pair, 0.08) == series(*pair, 0.08 + 1e-15)
    found = refused(lambda: series(*pair, 0.08 + 1e-9))
    assert "is 0.08 but" not in found.text.en


@pytest.mark.parametrize("call", [lambda: TwoByTwo(1, 1, 1, 12_345_678.5), lambda: TwoByTwo(1, 1, 1, -(10**8))])
def test_a_large_number_is_written_as_people_write_it(call: Callable[[], Any]) -> None:
    found = refused(call)
    assert not re.search(r"\de[+-]?\d", found.text.da + found.text.en)


@pytest.mark.parametrize(("prevalence", "words"), [(0.996, "99.6%"), (0.9999, "99.99%"), (0.5, "50%"), (0.001, "0.1%")])
def test_a_percentage_is_never_written_with_an_exponent(prevalence: float, words: str) -> None:
    found = refused(lambda: any_flag(prevalence, prevalence / 2))
    assert words in found.text.en or (words == "99.6%" and "100%" in found.text.en)


def test_nothing_negative_comes_of_a_negative_zero() -> None:
    assert math.copysign(1, post_test(-0.0, 2)) == 1
    assert math.copysign(1, Rates(-0.0, 0.5).sensitivity) == 1


@pytest.mark.parametrize(
    "module", [checks, intervals, tables, bayes, combine, frequencies, demonstrators, agreement, forecasts]
)
def test_every_sentence_of_the_package_is_there_in_both_languages(module: Any) -> None:
    constants = [*vars(module).values(), *(sys.modules["lbp_teach.probability.when_to_test"].__dict__.values())]
    texts = [
        text
        for value in constants
        for text in (value.values() if isinstance(value, dict) else [value])
        if isinstance(text, Text)
    ]
    assert texts
    for text in texts:
        assert Text.model_validate(text.model_dump()) == text
        assert text.da.strip() == text.da
        assert text.en.strip() == text.en


# ---- empty cells, word for word ----

NOBODY_ILL = Text(
    da="Kan ikke regnes: ingen i tabellen har sygdommen.",
    en="Cannot be calculated: nobody in the table has the disease.",
)
NOBODY_WELL = Text(
    da="Kan ikke regnes: alle i tabellen har sygdommen.",
    en="Cannot be calculated: everybody in the table has the disease.",
)
NOBODY_POSITIVE = Text(
    da="Kan ikke regnes: ingen i tabellen har en positiv test.",
    en="Cannot be calculated: nobody in the table tests positive.",
)
NOBODY_NEGATIVE = Text(
    da="Kan ikke regnes: ingen i tabellen har en negativ test.",
    en="Cannot be calculated: nobody in the table tests negative.",
)
ONE_GROUP = Text(
    da="Kan ikke regnes: der skal være mindst én med og én uden sygdommen.",
    en="Cannot be calculated: it takes at least one person with and one without the disease.",
)
HALF_ADDED = Text(
    da="Et felt er 0, så der er lagt ½ til hvert felt, før tallet er regnet ud. Det er derfor kun et skøn.",
    en="One cell is 0, so ½ was added to every cell before this was calculated. It is therefore only a rough estimate.",
)
NO_INFORMATION = Text(
    da="Sensitivitet + specificitet = 1, så ratioen er 1: testen siger ikke noget, uanset svaret.",
    en="Sensitivity + specificity = 1, so the ratio is 1: the test tells nothing, whichever way it falls.",
)
WRONG_WAY = Text(
    da="Sensitivitet + specificitet er under 1: testen peger den forkerte vej.",
    en="Sensitivity + specificity is below 1: the test points the wrong way.",
)
Z = 1.959963984540054


def simel(x: float, n: float, y: float, m: float) -> tuple[float, float, float]:
    value, half = (x / n) / (y / m), Z * math.sqrt(1 / x - 1 / n + 1 / y - 1 / m)
    return value, value * math.exp(-half), value * math.exp(half)


def shown(estimate: Estimate) -> tuple[float, float, float]:
    assert estimate.value is not None
    assert estimate.interval is not None
    return estimate.value, estimate.interval.low, estimate.interval.high


@pytest.mark.parametrize(
    "cells", [(40, 0, 11, 212), (0, 21, 11, 212), (40, 21, 0, 212), (40, 21, 11, 0), (38, 0, 0, 25)]
)
def test_an_empty_cell_adds_a_half_to_every_cell_of_the_ratios_and_says_so(cells: tuple[int, int, int, int]) -> None:
    found = measures(TwoByTwo(*cells))
    tp, fp, fn, tn = (cell + 0.5 for cell in cells)
    odds_ratio, half = tp * tn / (fp * fn), Z * math.sqrt(1 / tp + 1 / fp + 1 / fn + 1 / tn)
    for estimate, right, method in (
        (found.lr_positive, simel(tp, tp + fn, fp, fp + tn), "simel"),
        (found.lr_negative, simel(fn, tp + fn, tn, fp + tn), "simel"),
        (found.diagnostic_odds_ratio, (odds_ratio, odds_ratio / math.exp(half), odds_ratio * math.exp(half)), "log"),
    ):
        assert shown(estimate) == pytest.approx(right, rel=1e-13)
        assert estimate.note == HALF_ADDED
        assert estimate.interval is not None
        assert estimate.interval.method == method
    # Shares are never corrected.
    assert found.sensitivity.value == cells[0] / (cells[0] + cells[2])
    assert found.specificity.value == cells[3] / (cells[3] + cells[1])
    for estimate in (found.sensitivity, found.specificity, found.ppv, found.npv, found.accuracy, found.prevalence):
        assert estimate.note is None
        value, low, high = shown(estimate)
        assert (low == 0, high == 1) == (value == 0, value == 1)
    assert found.youden.note is None or found.youden.note == WRONG_WAY


def test_one_full_cell_less_and_the_half_is_gone() -> None:
    found = measures(TwoByTwo(40, 1, 11, 212))
    assert found.lr_positive.note is None
    assert shown(found.lr_positive) == pytest.approx(simel(40, 51, 1, 213), rel=1e-13)


def test_nobody_ill_leaves_what_can_be_calculated_and_says_why_the_rest_cannot() -> None:
    found = measures(TwoByTwo(0, 3, 0, 7))
    assert found.sensitivity == Estimate(None, None, NOBODY_ILL)
    for estimate in (found.lr_positive, found.lr_negative, found.diagnostic_odds_ratio, found.youden):
        assert estimate == Estimate(None, None, ONE_GROUP)
    assert (found.specificity.value, found.ppv.value, found.npv.value) == (0.7, 0, 1)
    assert (found.accuracy.value, found.prevalence.value) == (0.7, 0)
    assert found.post_test[1].value == 0


def test_nobody_well_leaves_what_can_be_calculated_and_says_why_the_rest_cannot() -> None:
    found = measures(TwoByTwo(3, 0, 7, 0))
    assert found.specificity == Estimate(None, None, NOBODY_WELL)
    for estimate in (found.lr_positive, found.lr_negative, found.diagnostic_odds_ratio, found.youden):
        assert estimate == Estimate(None, None, ONE_GROUP)
    assert (found.sensitivity.value, found.ppv.value, found.npv.value) == (0.3, 1, 0)
    assert found.prevalence.value == 1


def test_nobody_positive_or_negative_has_no_predictive_value() -> None:
    found = measures(TwoByTwo(0, 0, 5, 9))
    assert found.ppv == found.post_test[0] == Estimate(None, None, NOBODY_POSITIVE)
    assert found.npv.value == 9 / 14
    found = measures(TwoByTwo(5, 9, 0, 0))
    assert found.npv == found.post_test[1] == Estimate(None, None, NOBODY_NEGATIVE)
    assert found.ppv.value == 5 / 14


def test_a_test_that_tells_nothing_or_points_the_wrong_way_says_so() -> None:
    for cells, note in (((3, 6, 2, 4), NO_INFORMATION), ((3, 7, 2, 4), WRONG_WAY), ((4, 6, 2, 4), None)):
        found = measures(TwoByTwo(*cells))
        for estimate in (found.lr_positive, found.lr_negative, found.diagnostic_odds_ratio, found.youden):
            assert estimate.note == note
    assert [Rates(0.3, 0.7).note, Rates(0.3, 0.6).note, Rates(0.3, 0.8).note] == [NO_INFORMATION, WRONG_WAY, None]
    assert Rates(0.3 + 1e-14, 0.7).note == NO_INFORMATION  # a sum that is 1 but for rounding


def test_rates_at_the_edge_have_no_infinite_ratio() -> None:
    assert (Rates(0.9, 1).lr_positive, Rates(0.9, 0).lr_negative) == (None, None)
    assert (Rates(0.0, 0.9).lr_positive, Rates(1.0, 0.9).lr_negative) == (0, 0)
    assert math.isfinite(Rates(0.5, 5e-324).lr_negative or 0)
    assert math.isfinite(ratio_to_reach(1e-310, 0.9))
    assert ratio_to_reach(0.9, 1e-320) > 0


def test_examiners_of_one_mind_have_no_kappa() -> None:
    found = cohen_kappa([[0, 0], [0, 12]])
    assert (found.observed, found.expected, found.kappa, found.interval) == (1, 1, None, None)
    assert found.note == Text(
        da="Begge undersøgere gav alle samme svar, så der er ingen tilfældig enighed at måle mod, "
        "og kappa findes ikke.",
        en="Both examiners gave everybody the same answer, so there is no chance agreement to measure against: "
        "no kappa.",
    )


def test_results_that_cannot_occur_together_have_no_probability() -> None:
    # Whoever is positive to the rarer test must be positive to the other.
    rare, common = Result(Uncertain(0.2), Uncertain(0.9), True), Result(Uncertain(0.8), Uncertain(0.5), False)
    first, second = combined_steps(GUESS, [rare, common], 1.0)
    assert first.probability is not None
    assert (second.lr, second.probability, second.interval, second.note) == (None, None, None, CONTRADICTORY)
    spoken(CONTRADICTORY)


def test_a_table_that_can_be_made_can_be_measured() -> None:
    try:
        table = TwoByTwo(10**9, 10**9, 10**9, 10**9)
    except BadNumber:
        return
    assert isinstance(measures(table), Measures)


def test_many_strong_results_do_not_run_out_of_numbers() -> None:
    strong = [Result(Uncertain(0.99), Uncertain(1 - 1e-15), True)]
    for n in (21, 25, 60):
        last = combined_steps(Uncertain(0.5), strong * n)[-1]
        assert last.note != CONTRADICTORY
        assert last.probability == 1


def test_an_uncertain_share_is_checked_like_any_other() -> None:
    for call in (
        lambda: Uncertain(0.0),
        lambda: Uncertain(1.0),
        lambda: Uncertain(80),
        lambda: Uncertain("x"),
        lambda: Uncertain(0.5, -1),
        lambda: Uncertain(0.5, math.nan),
        lambda: Uncertain.known(1),
        lambda: Uncertain.between(0.5, 0, 0.6),
        lambda: Uncertain.between(0.5, 0.4, 1),
        lambda: Uncertain.counted(5, 3),
        lambda: Uncertain.counted(-1, 3),
        lambda: Uncertain.counted(1.5, 3),
        lambda: Uncertain.counted("a", 3),
        lambda: Uncertain.counted(0, 0),
    ):
        refused(call)


@pytest.mark.parametrize("draws", [0, -1, 1.5, "many", None, math.nan])
def test_a_simulation_needs_a_number_of_draws(draws: Any) -> None:
    refused(lambda: post_test_simulated(GUESS, GUESS, GUESS, positive=True, draws=draws))


@pytest.mark.parametrize("happened", ["x", 5, None, 0.5, math.nan, []])
def test_what_happened_is_yes_or_no(happened: Any) -> None:
    for call in (
        lambda: brier(0.5, happened),
        lambda: log_score(0.5, happened),
        lambda: calibration([(0.5, happened)]),
    ):
        refused(call)


@pytest.mark.parametrize("junk", [5, "ab", [], None, {}, [5], [[1, 2], 3], [None, None], {"a": [1]}, [[1, 2], "ab"]])
def test_a_table_of_counts_is_refused_when_it_is_none(junk: Any) -> None:
    refused(lambda: cohen_kappa(junk))
    refused(lambda: empirical_roc(junk, [1, 2]))
    refused(lambda: empirical_roc([1, 2], junk))
    if junk not in ([], {}):
        refused(lambda: calibration(junk))


# ---- anything at all ----

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 120),
    st.integers(),
    st.floats(0, 1),
    st.floats(),
    st.text(max_size=4),
    st.sampled_from([10**400, -(10**400), 5e-324, 1e308, 10**9, 10**9 + 1, "wilson", "jeffreys", "{x}", -0.0]),
)
anything = st.one_of(scalars, st.lists(scalars, max_size=2), st.dictionaries(st.text(max_size=2), scalars, max_size=1))
plausible = st.one_of(st.floats(0, 1), st.floats(0.01, 0.99), anything)
people = st.one_of(st.integers(0, 60), st.integers(0, 10**9), anything)
rows = st.one_of(st.lists(st.integers(0, 50), min_size=2, max_size=2), st.lists(people, max_size=3), anything)


def sure(value: Any, sd: Any = 0.0) -> Uncertain:
    return Uncertain(value, sd)


def pair(a: Any, b: Any, c: Any, d: Any) -> tuple[Rates, Rates]:
    return Rates(a, b), Rates(c, d)


def step(a: Any, b: Any, sign: Any) -> Result:
    return Result(sure(a, 0.5), sure(b, 0.5), sign)


#: Every calculation with the kinds of its arguments. An argument that is an object is made from junk first.
HOSTILE: dict[str, tuple[Callable[..., Any], tuple[Any, ...]]] = {
    "measures": (lambda a, b, c, d, m, v: measures(TwoByTwo(a, b, c, d), m, v), (*(people,) * 4, plausible, plausible)),
    "measures plain": (lambda a, b, c, d: measures(TwoByTwo(a, b, c, d)), (people,) * 4),
    "measures.post_test": (lambda a, b, c, d: measures(TwoByTwo(a, b, c, d)).post_test, (people,) * 4),
    "proportion_interval": (proportion_interval, (people, people, st.just("jeffreys") | anything, plausible)),
    "proportion_interval plain": (proportion_interval, (people, people)),
    "level_of": (level_of, (plausible,)),
    "Rates": (lambda a, b: (Rates(a, b).lr_positive, Rates(a, b).lr_negative, Rates(a, b).note), (plausible,) * 2),
    "rates_from_ratios": (rates_from_ratios, (st.floats(1, 50) | anything, plausible)),
    "post_test": (post_test, (plausible, plausible)),
    "odds": (odds, (plausible,)),
    "after_result": (lambda a, b, c, s: after_result(a, b, c, positive=s), (*(plausible,) * 3, st.booleans())),
    "Uncertain": (Uncertain, (plausible, plausible)),
    "Uncertain.known": (Uncertain.known, (plausible,)),
    "Uncertain.between": (Uncertain.between, (plausible,) * 4),
    "Uncertain.counted": (Uncertain.counted, (people, people)),
    "post_test_interval": (
        lambda a, b, c, d, s, v: post_test_interval(sure(a, d), sure(b, d), sure(c, d), positive=s, level=v),
        (*(plausible,) * 4, st.booleans(), plausible),
    ),
    "post_test_simulated": (
        lambda a, b, c, d, n, v: post_test_simulated(sure(a, d), sure(b), sure(c), positive=True, draws=n, level=v),
        (*(plausible,) * 4, st.integers(1, 50) | st.sampled_from([0, -1, 1.5, None, "x", math.nan]), plausible),
    ),
    "series": (lambda a, b, c, d, x, y: series(*pair(a, b, c, d), x, y), (plausible,) * 6),
    "series independent": (lambda a, b, c, d: series(*pair(a, b, c, d)), (plausible,) * 4),
    "parallel": (lambda a, b, c, d, x, y: parallel(*pair(a, b, c, d), x, y), (plausible,) * 6),
    "combined_steps": (
        lambda a, b, c, d, e, r, v: combined_steps(sure(a), [step(b, c, True), step(d, e, False)], r, v),
        (plausible,) * 7,
    ),
    "combined_steps plain": (
        lambda a, b, c, d, e, r: combined_steps(sure(a), [step(b, c, True), step(d, e, False)], r),
        (plausible,) * 6,
    ),
    "natural_frequencies": (natural_frequencies, (*(plausible,) * 3, people)),
    "thresholds": (lambda a, b, t, c: thresholds(Rates(a, b), t, c), (plausible,) * 4),
    "Thresholds.course": (lambda a, b, t, p: thresholds(Rates(a, b), t).course(p), (plausible,) * 4),
    "ratio_to_reach": (ratio_to_reach, (plausible, plausible)),
    "at_cut_off": (at_cut_off, (plausible, plausible)),
    "area_under_curve": (area_under_curve, (plausible,)),
    "empirical_roc": (empirical_roc, (rows, rows)),
    "mixed_sensitivity": (mixed_sensitivity, (plausible,) * 3),
    "begg_greenes": (begg_greenes, (*(people,) * 6, plausible)),
    "begg_greenes plain": (begg_greenes, (people,) * 6),
    "any_flag": (any_flag, (plausible,) * 3),
    "cohen_kappa": (cohen_kappa, (st.lists(rows, min_size=2, max_size=2) | st.lists(rows, max_size=3) | anything,)),
    "brier": (brier, (plausible, st.booleans() | anything)),
    "log_score": (log_score, (plausible, st.booleans() | anything)),
    "mean_brier": (mean_brier, (plausible, plausible)),
    "mean_log_score": (mean_log_score, (plausible, plausible)),
    "calibration": (calibration, (st.lists(st.tuples(plausible, st.booleans() | anything), max_size=3) | anything,)),
}

#: What takes no input of anybody: it is handed numbers that a function above has checked.
INSIDE = (
    "logit expit result_rates together covariance_bounds ratio_interval difference_interval half_up Interval "
    "Estimate Measures Step Result Agreement Frequencies Band Roc Verification Thresholds TwoByTwo "
    "normal_quantile normal_cdf beta_cdf beta_quantile part_of_all known_method"
)


def walk(value: Any, *, braces: bool = False) -> None:
    """Nothing that comes back holds a NaN, an infinite number or an empty sentence."""
    if isinstance(value, Text):
        assert value.da.strip()
        assert value.en.strip()
        assert braces or not re.search(r"[{}]", value.da + value.en)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            walk(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for one in value:
            walk(one)
    elif isinstance(value, int | float):
        assert math.isfinite(value)
    else:
        assert value is None or isinstance(value, str)


@pytest.mark.parametrize("name", HOSTILE)
@settings(max_examples=25, phases=[Phase.explicit, Phase.generate])  # junk is not worth shrinking
@given(data=st.data())
def test_whatever_is_thrown_at_it_it_answers_or_refuses_in_words(name: str, data: st.DataObject) -> None:
    call, kinds = HOSTILE[name]
    arguments = data.draw(st.tuples(*kinds))
    try:
        answer = call(*arguments)
    except BadNumber as refusal:
        answer = refusal.text
    walk(answer, braces=bool(re.search(r"[{}]", repr(arguments))))


def test_the_table_of_what_is_attacked_is_complete() -> None:
    modules = (
        agreement,
        bayes,
        combine,
        demonstrators,
        distributions,
        forecasts,
        frequencies,
        intervals,
        tables,
    )
    decisions = sys.modules["lbp_teach.probability.when_to_test"]
    public = {
        name
        for module in (*modules, decisions)
        for name, value in vars(module).items()
        if (inspect.isfunction(value) or inspect.isclass(value))
        and value.__module__ == module.__name__
        and not name.startswith("_")
    }
    attacked = {part for name in HOSTILE for part in re.split(r"[ .]", name)}
    assert public - attacked - set(INSIDE.split()) == set()
    assert set(probability.__all__) <= public | {"BadNumber"}
