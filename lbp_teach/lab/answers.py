"""What the right answers are: every one worked out from the guideline's figures, with the numbers that explain it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Literal

from lbp_teach.edition import EDITION
from lbp_teach.guideline.accuracy import Accuracy, fixed
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.model import ParameterRef
from lbp_teach.lab.model import (
    AfterFlag,
    AfterSeveral,
    AfterTest,
    Check,
    Claim,
    EachNegativeLowers,
    Finds,
    Found,
    Guess,
    NoneAlone,
    OfHundred,
    RateOf,
    RulesOut,
    RulesOutTogether,
    SpecificityWithin,
)
from lbp_teach.probability.bayes import Uncertain, after_result, odds, post_test_interval
from lbp_teach.probability.combine import Result, combined_steps
from lbp_teach.probability.demonstrators import any_flag
from lbp_teach.probability.frequencies import half_up, natural_frequencies
from lbp_teach.probability.intervals import Interval
from lbp_teach.probability.table import Rates
from lbp_teach.text import Text, both

PEOPLE = 1000
#: What a claim turns out to be: it holds, it fails, or the table supports either answer.
Verdict = Literal["holds", "fails", "either"]


@dataclass(frozen=True)
class Answer:
    """The right answer to a guess.

    Attributes:
        value: the probability, 0 to 1.
        interval: its uncertainty from the intervals of the table; None where nothing uncertain goes in.
        words: the numbers that its explanation names.
    """

    value: float
    interval: Interval | None
    words: dict[str, Text]


def accuracy(book: Book, test: str) -> Accuracy:
    """Return a row of the accuracy table; raises KeyError for an unknown test."""
    return {row.id: row for row in book.guideline.accuracies}[test]


def rates(book: Book, test: str) -> Rates:
    """Return the point estimates of a row."""
    row = accuracy(book, test)
    return Rates(row.sensitivity.value, row.specificity.value)


def flagged_share(book: Book) -> float:
    """Return the share of patients with at least one red flag, from the guideline."""
    value = book.parameters["red_flag_share_percent"].value(EDITION)
    assert isinstance(value, float)
    return value / 100


def answer(book: Book, guess: Guess) -> Answer:
    """Return the right answer to a guess."""
    match guess.answer:
        case RateOf(test=test):
            row = accuracy(book, test).sensitivity
            missed = 1 - row.value
            return Answer(missed, Interval(1 - row.high, 1 - row.low, "published", 0.95), {})
        case AfterTest(test=test, result=result, pre=pre):
            return _after_test(book, test, result == "positive", pre)
        case AfterSeveral(results=results, pre=pre, dependence=dependence):
            step = combined_steps(Uncertain.known(pre), uncertain_results(book, results), dependence)[-1]
            assert step.probability is not None
            assert step.lr is not None
            return Answer(step.probability, step.interval, {"lr": fixed(step.lr, 2)})
        case AfterFlag(pre=pre):
            return _after_flag(book, pre)
    raise TypeError(guess.answer)


def uncertain_results(book: Book, results: Iterable[Found]) -> list[Result]:
    """Return results with the uncertainty that the table prints."""
    return [Result(*accuracy(book, found.test).uncertain(), found.result == "positive") for found in results]


def _after_test(book: Book, test: str, positive: bool, pre: float) -> Answer:
    sensitivity, specificity = accuracy(book, test).uncertain()
    value, interval = post_test_interval(Uncertain.known(pre), sensitivity, specificity, positive=positive)
    found = rates(book, test)
    people = natural_frequencies(pre, found.sensitivity, found.specificity, PEOPLE)
    ill, well = (people.table.tp, people.table.fp) if positive else (people.table.fn, people.table.tn)
    ratio = found.lr_positive if positive else found.lr_negative
    before = pre / (1 - pre)
    ends = {name: fixed(odds(end) / before, 2) for name, end in (("lr_low", interval.low), ("lr_high", interval.high))}
    counts = {"with_result": ill + well, "ill": ill, "well": well}
    counts |= {"diseased": people.diseased, "healthy": people.healthy, "all": people.total}
    return Answer(value, interval, {**_counts(counts), **ends, "lr": fixed(ratio or 0.0, 2)})


def _after_flag(book: Book, pre: float) -> Answer:
    flags = any_flag(pre, flagged_share(book))
    value = after_result(pre, flags.sensitivity, flags.specificity, positive=True)
    people = natural_frequencies(pre, flags.sensitivity, flags.specificity, PEOPLE)
    counts = {"with_result": people.table.tp + people.table.fp, "ill": people.table.tp, "all": people.total}
    return Answer(value, None, {**_counts(counts), "lr": fixed(flags.lr_positive or 0.0, 2)})


def _counts(numbers: dict[str, int]) -> dict[str, Text]:
    return {name: fixed(value, 0) for name, value in numbers.items()}


def words(book: Book, text: Text, more: dict[str, Text] | None = None) -> Text:
    """Return a text of the laboratory with the figures of the table, and those of an answer, filled in."""
    if "{" not in text.da:
        return text
    known = {**book.figures, "flagged": percent(flagged_share(book)), **(more or {})}
    return text.format(**known)


def percent(value: float) -> Text:
    """Return a probability as a percentage: one decimal below 10% and above 90%, none between."""
    number = 100 * value
    if 0 < number < 0.05 or 99.95 < number < 100:
        return both(da="<0,1 %", en="<0.1%") if number < 1 else both(da=">99,9 %", en=">99.9%")
    decimals = 0 if 9.95 <= number <= 90.05 or abs(number - round(number)) < 1e-9 else 1
    plain = fixed(number, decimals)
    return both(da=f"{plain.da} %", en=f"{plain.en}%")


# ---- claims ----


#: Values by parameter id, tried instead of the guideline data's own.
Limits = Mapping[str, float]


def verdict(book: Book, claim: Claim, limits: Limits | None = None) -> Verdict:
    """Return whether a claim holds against the table.

    Args:
        book: the guideline.
        claim: the claim.
        limits: when a test is called good; the guideline data's own bounds where none is given.
    """
    return _judge(book, claim.check, limits or {})


def bound(book: Book, name: str, limits: Limits | None = None) -> float:
    """Return a bound for calling a test good: a likelihood ratio, or a percentage."""
    value = (limits or {}).get(name, book.parameters[name].value(EDITION))
    assert not isinstance(value, tuple)
    return float(value)


def _judge(book: Book, check: Check, limits: Limits) -> Verdict:
    def negative(test: str) -> float:
        return rates(book, test).lr_negative or 0.0

    def limit(reference: ParameterRef) -> float:
        return bound(book, reference.parameter, limits)

    match check:
        case RulesOut(tests=tests):
            good = all(negative(test) <= limit(check.bound) for test in tests)
        case RulesOutTogether(tests=tests):
            good = prod(map(negative, tests)) <= limit(check.bound)
        case Finds(test=test):
            good = 100 * rates(book, test).sensitivity >= limit(check.bound)
        case SpecificityWithin(tests=tests, low=low, high=high):
            good = all(low <= rates(book, test).specificity <= high for test in tests)
        case EachNegativeLowers(tests=tests):
            if any(negative(test) >= 1 for test in tests):
                return "fails"
            return "holds" if prod(map(negative, tests)) <= limit(check.bound) else "either"
        case OfHundred(test=test, group=group, result=result, number=number):
            found = rates(book, test)
            positive = found.sensitivity if group == "diseased" else 1 - found.specificity
            good = half_up(100 * (positive if result == "positive" else 1 - positive)) == number
        case NoneAlone(tests=tests):
            good = all(
                (rates(book, t).lr_positive or 0.0) < limit(check.confirms) and negative(t) > limit(check.rules_out)
                for t in tests
            )
    return "holds" if good else "fails"
