"""The declared distributions as something that can be drawn from fast."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from random import Random
from statistics import NormalDist

from lbp_teach.edition import EDITION
from lbp_teach.generator.model import Distributions
from lbp_teach.guideline.accuracy import Accuracy
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.model import Scalar

_NORMAL = NormalDist()


class Tables:
    """Shares and weights by family and key; numbers that the guideline has are taken from the guideline."""

    def __init__(
        self, distributions: Distributions, accuracies: Mapping[str, Accuracy], flagged: float, retired: float
    ):
        """Index the distributions.

        Args:
            distributions: what patients are drawn from.
            accuracies: the guideline's accuracy table.
            flagged: share of those without serious disease who have a red flag, 0 to 1.
            retired: age from which a patient counts as retired, in years.
        """
        self.distributions = distributions
        self.version = distributions.version
        self.flagged = flagged
        self.retired = int(retired)
        self._shares: dict[tuple[str, str], float] = {}
        self._weights: dict[tuple[str, str], tuple[list[Scalar], list[float]]] = {}
        self.rates: dict[str, tuple[float, float]] = {}
        self.numbers: dict[tuple[str, str], float] = {}
        self.patterns = {name: tuple(what) for name, what in distributions.pattern_facts.items()}
        for one in distributions.declared:
            if one.accuracy is not None:
                row = accuracies[one.accuracy]
                self.rates[one.id] = (row.sensitivity.value, row.specificity.value)
            for name, value in one.values.items():
                if isinstance(value, dict):
                    options = [_option(option) for option in value]
                    self._weights[one.id, name] = options, [w / 100 for w in accumulate(value.values())]
                elif one.kind == "share":
                    self._shares[one.id, name] = value / 100
                else:
                    self.numbers[one.id, name] = value

    @classmethod
    def of(cls, distributions: Distributions, book: Book) -> Tables:
        """Return the tables with the figures of the guideline."""
        accuracies = {row.id: row for row in book.guideline.accuracies}
        flagged = book.parameters["red_flag_share_percent"].value(EDITION)
        retired = book.parameters["retirement_age_years"].value(EDITION)
        assert not isinstance(flagged, tuple)
        assert not isinstance(retired, tuple)
        return cls(distributions, accuracies, flagged / 100, retired)

    def share(self, family: str, name: str) -> float:
        """Return a share, 0 to 1; a family may keep one for all other keys."""
        found = self._shares.get((family, name))
        return self._shares[family, "other"] if found is None else found

    def has(self, family: str, name: str) -> bool:
        """Return whether a family declares this key."""
        return (family, name) in self._shares or (family, name) in self._weights

    def pick(self, rng: Random, family: str, name: str) -> Scalar:
        """Draw an option by its weight."""
        options, sums = self._weights[family, name]
        return options[min(bisect_right(sums, rng.random()), len(options) - 1)]

    def options(self, family: str, name: str) -> list[Scalar]:
        """Return the options of a family, in order."""
        return self._weights[family, name][0]

    def chance(self, rng: Random, family: str, name: str) -> bool:
        """Draw yes or no."""
        return rng.random() < self.share(family, name)

    def age(self, rng: Random, name: str) -> int:
        """Draw an age: a group by its weight, and any year of it."""
        low, high = str(self.pick(rng, "age", name)).split("-")
        return rng.randint(int(low), int(high))


class Severity:
    """A latent severity that several yes/no findings of one patient share; each keeps its own probability.

    A finding of probability p is there when √r·Z + √(1-r)·e < Φ⁻¹(p), with Z common and e of its own, both standard
    normal (a Gaussian copula with correlation r).
    """

    def __init__(self, rng: Random, common: float):
        """Draw the latent severity of one patient; `common` is r, 0 to 1."""
        self._rng = rng
        self._own = (1 - common) ** 0.5
        self._shift = common**0.5 * rng.gauss(0, 1)

    def there(self, probability: float) -> bool:
        """Draw whether a finding of this probability is there."""
        e = self._rng.gauss(0, 1)
        if probability <= 0 or probability >= 1:
            return probability >= 1
        found: bool = self._shift + self._own * e < _cut(probability)
        return found


_CUTS: dict[float, float] = {}


def _cut(probability: float) -> float:
    found = _CUTS.get(probability)
    if found is None:
        found = _CUTS[probability] = _NORMAL.inv_cdf(probability)
    return found


def _option(name: str) -> Scalar:
    try:
        number = float(name)
    except ValueError:
        return name
    return int(number) if number == int(number) else number
