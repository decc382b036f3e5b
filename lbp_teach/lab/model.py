"""What an author writes of the laboratory; every answer is derived from the guideline's figures, never typed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from lbp_teach.guideline.model import Citation, ParameterRef
from lbp_teach.text import Frozen, Text

Sign = Literal["positive", "negative"]
Share = Annotated[float, Field(gt=0, lt=1)]


class RateOf(Frozen):
    """The share of the diseased whom a test misses."""

    kind: Literal["missed"]
    test: str


class AfterTest(Frozen):
    """The probability of the target condition after one result."""

    kind: Literal["post_test"]
    test: str
    result: Sign
    pre: Share


class Found(Frozen):
    """One result of one test."""

    test: str
    result: Sign


class AfterSeveral(Frozen):
    """The probability after several results, between independence (0) and going together entirely (1)."""

    kind: Literal["combined"]
    results: tuple[Found, ...] = Field(min_length=2)
    pre: Share
    dependence: Annotated[float, Field(ge=0, le=1)]


class AfterFlag(Frozen):
    """The probability of serious disease in a patient with at least one red flag, if every ill patient has one."""

    kind: Literal["any_flag"]
    pre: Share


AnswerSpec = Annotated[RateOf | AfterTest | AfterSeveral | AfterFlag, Field(discriminator="kind")]


class Guess(Frozen):
    """A question that the learner answers with a probability before the numbers are shown.

    Attributes:
        id: in English; it stands in the record.
        prompt: the question; figures in braces.
        answer: how the answer is worked out.
        after: what is said once the guess is locked; figures and the numbers of the answer in braces.
    """

    id: str
    prompt: Text
    answer: AnswerSpec
    after: Text


class Bench(Frozen):
    """A workbench that a part opens, and what it starts from."""

    kind: Literal["one_test", "combine", "claims", "flags", "thresholds"]
    test: str | None = None
    result: Sign = "positive"
    pre: Share | None = None
    results: tuple[Found, ...] = ()


class Part(Frozen):
    """One short part of the laboratory."""

    id: str
    title: Text
    why: Text
    guesses: tuple[Guess, ...] = Field(min_length=1)
    benches: tuple[Bench, ...]
    takeaway: Text
    discuss: tuple[Text, ...] = Field(min_length=1)
    cites: tuple[str, ...] = Field(min_length=1)
    conflicts: tuple[str, ...] = ()


class RulesOut(Frozen):
    """Each of the tests is good for ruling out: a negative result has an LR- at or below the bound."""

    kind: Literal["rules_out"]
    tests: tuple[str, ...]
    bound: ParameterRef


class RulesOutTogether(Frozen):
    """All of the tests negative rule out, even if they were independent."""

    kind: Literal["rules_out_together"]
    tests: tuple[str, ...]
    bound: ParameterRef


class Finds(Frozen):
    """The test finds nearly all who have it: its sensitivity is at or above the bound."""

    kind: Literal["finds"]
    test: str
    bound: ParameterRef


class SpecificityWithin(Frozen):
    """Each of the tests has a specificity within the range, ends included."""

    kind: Literal["specificity_within"]
    tests: tuple[str, ...]
    low: float
    high: float


class EachNegativeLowers(Frozen):
    """Each further negative result lowers the probability; it settles something only where all together rule out."""

    kind: Literal["each_negative_lowers"]
    tests: tuple[str, ...]
    bound: ParameterRef


class OfHundred(Frozen):
    """Of 100 people in one group so many have that result."""

    kind: Literal["of_hundred"]
    test: str
    group: Literal["diseased", "healthy"]
    result: Sign
    number: int


class NoneAlone(Frozen):
    """None of the tests is good for confirming or for ruling out by itself."""

    kind: Literal["none_alone"]
    tests: tuple[str, ...]
    confirms: ParameterRef
    rules_out: ParameterRef


Check = Annotated[
    RulesOut | RulesOutTogether | Finds | SpecificityWithin | EachNegativeLowers | OfHundred | NoneAlone,
    Field(discriminator="kind"),
]


class Claim(Frozen):
    """Something the draft guideline says about its tests, to be held against its own table.

    Attributes:
        id: in English; it stands in the record.
        text: the claim in our words.
        place: where it is made.
        check: how the table answers it.
        because: what is said once it has been judged; figures in braces.
        try_with: what to put into the calculator.
        statement: the statement behind the citation chip.
        conflicts: the disagreements that resolve it.
    """

    id: str
    text: Text
    place: Citation
    check: Check
    because: Text
    try_with: Found | None = None
    statement: str
    conflicts: tuple[str, ...] = ()


class Lab(Frozen):
    """The whole laboratory."""

    parts: tuple[Part, ...]
    claims: tuple[Claim, ...]

    @property
    def guesses(self) -> dict[str, Guess]:
        """Return every guess by its id."""
        return {guess.id: guess for part in self.parts for guess in part.guesses}

    def claim(self, claim_id: str) -> Claim:
        """Return a claim by its id; raises KeyError."""
        return {claim.id: claim for claim in self.claims}[claim_id]
