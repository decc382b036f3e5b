"""The accuracy of the neurological tests as the guideline prints it, and every number that follows, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from lbp_teach.text import Frozen, Text

if TYPE_CHECKING:
    from lbp_teach.probability.bayes import Uncertain

#: Pre-test probabilities, in percent, for which the statements give the probability after each test.
_BEFORE = (10, 50)


class Rate(Frozen):
    """A sensitivity or a specificity with its 95% interval, all as shares, and the facts it stands in."""

    value: float
    low: float
    high: float
    facts: tuple[str, ...]


class Accuracy(Frozen):
    """One test of the accuracy table.

    Attributes:
        id: in English.
        label: what the test is called.
        short: its abbreviation; the label again where it has none.
        positive: what a positive test is called.
        negative: what a negative test is called.
        reference: what the table names as the reference; `not_stated` where it names none.
        sensitivity: share of those with the target condition who test positive.
        specificity: share of those without who test negative.
        statement: id of the statement that carries the two numbers.
        ratios: id of the statement that carries the likelihood ratios.
        conflicts: the disagreements that touch the row.
    """

    id: str
    label: Text
    short: Text
    positive: Text
    negative: Text
    reference: Literal["mri", "not_stated"]
    sensitivity: Rate
    specificity: Rate
    source: str
    section: str
    statement: str
    ratios: str
    conflicts: tuple[str, ...] = ()
    reviewed: Literal["sourced", "awaiting_clinician"] = "sourced"

    def uncertain(self) -> tuple[Uncertain, Uncertain]:
        """Return sensitivity and specificity with the uncertainty of their printed intervals."""
        from lbp_teach.probability.bayes import Uncertain

        rates = (self.sensitivity, self.specificity)
        first, second = (Uncertain.between(rate.value, rate.low, rate.high) for rate in rates)
        return first, second


def figures(accuracies: tuple[Accuracy, ...]) -> dict[str, Text]:
    """Return every number of the table and those that follow from it, under the names that texts put in braces.

    For a test `t`: `t_sens`, `t_spec` (two decimals), `t_sens_ci`, `t_spec_ci`, `t_lr_pos`, `t_lr_pos_ci`, `t_lr_neg`,
    `t_sum`, `t_miss` (1 - sensitivity), `t_tp`, `t_fn`, `t_tn`, `t_fp` (of 100 with and 100 without), and for 10 and 50
    percent before the test `t_10_pos`, `t_10_neg`, `t_50_pos`, `t_50_neg` (percent, one decimal). For all tests
    negative: `all_lr_neg` if they were independent, `all_10_neg` and, if they go together entirely,
    `all_10_neg_together`.
    """
    found = {name: words for test in accuracies for name, words in _figures_of(test).items()}
    return found | _all_negative(accuracies) if accuracies else found


def _all_negative(accuracies: tuple[Accuracy, ...]) -> dict[str, Text]:
    from lbp_teach.probability.bayes import Uncertain
    from lbp_teach.probability.combine import Result, combined_steps

    results = [Result(Uncertain(t.sensitivity.value), Uncertain(t.specificity.value), False) for t in accuracies]
    apart, close = (combined_steps(Uncertain(0.1), results, dependence)[-1] for dependence in (0.0, 1.0))
    return {
        "all_lr_neg": fixed(apart.lr or 0.0, 2),
        "all_10_neg": fixed(100 * (apart.probability or 0.0), 1),
        "all_10_neg_together": fixed(100 * (close.probability or 0.0), 1),
    }


def _figures_of(test: Accuracy) -> dict[str, Text]:
    from lbp_teach.probability.bayes import Uncertain, after_result, odds, post_test_interval
    from lbp_teach.probability.frequencies import half_up
    from lbp_teach.probability.table import Rates

    sens, spec = test.sensitivity, test.specificity
    rates = Rates(sens.value, spec.value)
    found: dict[str, Text] = {
        "sens": fixed(sens.value, 2),
        "spec": fixed(spec.value, 2),
        "sens_ci": _range(sens),
        "spec_ci": _range(spec),
        "sum": fixed(sens.value + spec.value, 2),
        "miss": fixed(1 - sens.value, 2),
        "tp": fixed(half_up(100 * sens.value), 0),
        "fn": fixed(100 - half_up(100 * sens.value), 0),
        "tn": fixed(half_up(100 * spec.value), 0),
        "fp": fixed(100 - half_up(100 * spec.value), 0),
        "lr_pos": fixed(rates.lr_positive or 0.0, 2),
        "lr_neg": fixed(rates.lr_negative or 0.0, 2),
    }
    # The interval of a ratio is that of the odds after it from even odds.
    _, ends = post_test_interval(Uncertain.known(0.5), *test.uncertain(), positive=True)
    low, high = fixed(odds(ends.low), 2), fixed(odds(ends.high), 2)
    found["lr_pos_ci"] = Text.model_construct(da=f"{low.da}–{high.da}", en=f"{low.en}–{high.en}")
    for percent in _BEFORE:
        for name, positive in (("pos", True), ("neg", False)):
            after = after_result(percent / 100, rates.sensitivity, rates.specificity, positive=positive)
            found[f"{percent}_{name}"] = fixed(100 * after, 1)
    return {f"{test.id}_{name}": words for name, words in found.items()}


def fixed(value: float, decimals: int) -> Text:
    """Return a number with so many decimals, written as each language writes it; a half is rounded upwards."""
    from lbp_teach.probability.frequencies import half_up

    scale = 10**decimals
    plain = f"{half_up(value * scale) / scale:.{decimals}f}"
    return Text.model_construct(da=plain.replace(".", ","), en=plain)


def _range(rate: Rate) -> Text:
    low, high = fixed(rate.low, 2), fixed(rate.high, 2)
    return Text.model_construct(da=f"{low.da}–{high.da}", en=f"{low.en}–{high.en}")
