"""When does a test pay? Between the two probabilities where its answer can change what is done.

The decision is between leaving the patient alone, acting at once, and testing first and acting on a positive result.
The action is worth 1 to a person with the disease and costs `harm` to a person without.
"""

from __future__ import annotations

from dataclasses import dataclass

from lbp_teach.probability.bayes import odds
from lbp_teach.probability.checks import PRE_TEST, share, within
from lbp_teach.probability.table import Rates
from lbp_teach.text import Text, both

_ACTION = both(da="Handlegrænsen", en="The action threshold")
_TEST_HARM = both(da="Testens egen ulempe", en="The test's own harm")
_TARGET = both(da="Den ønskede sandsynlighed", en="The probability to reach")
_USELESS = both(
    da="Med de tal kan testen ikke ændre, hvad du gør, uanset sandsynligheden: den er for svag eller for dyr.",
    en="With these figures the test cannot change what you do at any probability: it is too weak or too costly.",
)


@dataclass(frozen=True)
class Thresholds:
    """Where the best course changes.

    Attributes:
        action: the probability above which acting is better than leaving alone, when there is no test.
        testing: below it, leave alone without testing; None where testing never pays.
        test_action: above it, act without testing; None where testing never pays.
        note: why testing never pays, else None.
    """

    action: float
    testing: float | None
    test_action: float | None
    note: Text | None = None

    def course(self, probability: float) -> str:
        """Return `leave`, `test` or `act` for a patient with this probability."""
        p = share(probability, PRE_TEST, "pre")
        if self.testing is None or self.test_action is None:
            return "act" if p >= self.action else "leave"
        return "leave" if p < self.testing else "test" if p <= self.test_action else "act"


def thresholds(test: Rates, action: float, test_harm: float = 0.0) -> Thresholds:
    """Return the testing and the test-treatment threshold of Pauker and Kassirer.

    With benefit B = 1 and harm R = t/(1-t), where t is the action threshold, and the test's own harm T:
    testing = ((1-spec)·R + T) / ((1-spec)·R + sens), test-treatment = (spec·R - T) / (spec·R + (1-sens)).

    Args:
        test: sensitivity and specificity.
        action: t, strictly between 0 and 1: act when the probability is at least this.
        test_harm: T, what the test itself costs the patient, as a share of what the action is worth, 0 to 1.

    Raises:
        BadNumber: a number cannot be used.

    Source:
        Pauker and Kassirer 1980, N Engl J Med 302:1109.
    """
    t = share(action, _ACTION, "action", inside=True)
    cost = within(test_harm, 0.0, 1.0, _TEST_HARM, "test_harm")
    harm = t / (1 - t)
    se, sp = test.sensitivity, test.specificity
    low_denominator = (1 - sp) * harm + se
    high_denominator = sp * harm + (1 - se)
    if low_denominator == 0 or high_denominator == 0:
        return Thresholds(t, None, None, _USELESS)
    low = ((1 - sp) * harm + cost) / low_denominator
    high = (sp * harm - cost) / high_denominator
    if low >= high - 1e-12:  # equal but for rounding: a test that tells nothing
        return Thresholds(t, None, None, _USELESS)
    return Thresholds(t, low, high)


def ratio_to_reach(pre: float, target: float) -> float:
    """Return the likelihood ratio that moves a probability to another: odds(target) / odds(pre).

    Args:
        pre: probability now, strictly between 0 and 1.
        target: probability to reach, strictly between 0 and 1.

    Raises:
        BadNumber: one of them is at the edge or outside.
    """
    before = share(pre, PRE_TEST, "pre", inside=True)
    after = share(target, _TARGET, "target", inside=True)
    return min(max(odds(after) / odds(before), 1e-300), 1e300)
