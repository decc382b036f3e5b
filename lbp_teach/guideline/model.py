"""Types of the guideline as data: findings, parameters, statements, concepts, rules, decisions.

These pydantic models are the single definition; the YAML beside them is checked against them when it is compiled.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from lbp_teach.edition import EDITION
from lbp_teach.guideline.accuracy import Accuracy
from lbp_teach.guideline.roots import RootMap
from lbp_teach.guideline.way import Way
from lbp_teach.guideline.weights import Weight
from lbp_teach.text import Frozen, Text

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")
Reviewed = Literal["sourced", "awaiting_clinician"]
Tier = Literal["emergency", "serious", "specific", "general"]
TIERS: tuple[Tier, ...] = ("emergency", "serious", "specific", "general")
Kind = Literal["presence", "choice", "number"]
StatementKind = Literal[
    "definition",
    "criterion",
    "number",
    "technique",
    "statement",
    "recommendation_for",
    "recommendation_against",
    "weak_against",
    "consider",
    "risk_factor",
    "protective_factor",
    "organisational",
    "study_spec",
    "patient_voice",
    "derived",
]
Strength = Literal["recommended", "may_be_considered", "weakly_against", "against", "none"]
_STRENGTHS: dict[str, Strength] = {
    "recommendation_for": "recommended",
    "consider": "may_be_considered",
    "weak_against": "weakly_against",
    "recommendation_against": "against",
}
Scalar = str | int | float


class ValueWords(Text):
    """A value of a finding: its words in the notepad and what a clinician sees of it."""

    seen: Text | None = None


class Finding(Frozen):
    """One thing that can be asked about or examined, and what it is in a patient who is otherwise well."""

    id: str
    kind: Kind
    label: Text
    short: Text | None = Field(None, description="How a notepad line that holds several findings tells this one")
    default: Scalar
    sided: bool = False
    stable: bool = Field(False, description="Cannot change between visits: asked once, known from then on")
    door: bool = Field(False, description="Known before the visit begins; nobody has to ask")
    unit: str | None = None
    values: dict[str, ValueWords] = Field(default_factory=dict)
    seen: dict[str, Text] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _shape(self) -> Finding:
        if self.kind == "choice" and (not self.values or self.default not in self.values):
            raise ValueError("a choice needs `values`, and its default must be one of them")
        if self.kind == "number" and not self.unit:
            raise ValueError("a number needs a `unit`")
        if self.kind == "presence" and self.default not in ("present", "absent"):
            raise ValueError("the default of a presence is present or absent")
        return self


class Findings(Frozen):
    """The catalogue of findings."""

    findings: tuple[Finding, ...]
    units: dict[str, Text]


class Source(Frozen):
    """A document that is cited."""

    id: str
    title: str
    publisher: str
    year: int
    standing: Text


class Edition(Frozen):
    """A reading of the guideline: which value of each parameter applies."""

    id: str
    label: Text


class Parameter(Frozen):
    """A threshold with its unit, its value per edition, and where it comes from."""

    id: str
    unit: str
    values: dict[str, float | tuple[float, float]]
    label: Text
    source: str
    section: str
    facts: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    reviewed: Reviewed = "sourced"

    def value(self, edition: str) -> float | tuple[float, float]:
        """Return the value under `edition`; an edition without its own uses DSAM2026."""
        return self.values.get(edition, self.values[EDITION])


class Citation(Frozen):
    """A place in a source."""

    source: str
    section: str


class Statement(Frozen):
    """One thing the guideline says, in our own words, with source, section and the facts it carries or rests on."""

    id: str
    text: Text
    source: str
    section: str
    also: tuple[Citation, ...] = Field((), description="Further places that say the same")
    facts: tuple[str, ...]
    kind: StatementKind
    conflicts: tuple[str, ...] = ()
    reviewed: Reviewed = "sourced"

    @property
    def strength(self) -> Strength:
        """Return how strongly it is said; the sources grade nothing more finely than their choice of words."""
        return _STRENGTHS.get(self.kind, "none")


class NotEncoded(Frozen):
    """A fact that no statement carries, and why."""

    fact: str
    reason: Literal["duplicate_of", "document_history", "organisational", "licence"]
    of: str | None = None

    @model_validator(mode="after")
    def _names_its_twin(self) -> NotEncoded:
        if (self.of is not None) != (self.reason == "duplicate_of"):
            raise ValueError("`of` names the fact that a duplicate repeats, and stands with duplicate_of only")
        return self


class Topic(Frozen):
    """A chapter of the fact base, and how many facts it has."""

    id: str
    facts: int = Field(ge=1)
    label: Text


class Position(Frozen):
    """What one source says in one place."""

    source: str
    section: str
    text: Text


class Conflict(Frozen):
    """A disagreement between or within the sources, and how the toolkit reads it.

    Attributes:
        type: what kind of disagreement it is.
        priority: high where it could harm a patient or spoil an exercise if taught wrongly.
        question: the disagreement as a question.
        says: who says what.
        why: why it matters.
        follow: how the toolkit resolves it.
        teach: the teaching point, in one sentence.
        sign_off: whether the resolution goes beyond the sources.
    """

    id: str
    type: Literal["cross_source", "self", "dubious", "extraction", "gap", "terminology", "tension", "time_bound"]
    priority: Literal["high", "medium", "low"]
    question: Text
    says: tuple[Position, ...] = Field(min_length=1)
    why: Text
    follow: Text
    teach: Text
    sign_off: bool = False
    reviewed: Reviewed = "awaiting_clinician"


# ---- conditions ----


class ParameterRef(Frozen):
    """A threshold taken from a parameter; `bound` picks an end of a range."""

    parameter: str
    bound: Literal["lower", "upper"] = "lower"


Threshold = float | ParameterRef


class FindingIs(Frozen):
    """True when a finding has one of the values or lies within the bound; alone it means present."""

    finding: str
    side: Literal["any", "both", "left", "right"] = "any"
    one_of: tuple[str, ...] = ()
    at_most: Threshold | None = None
    at_least: Threshold | None = None
    more_than: Threshold | None = None
    less_than: Threshold | None = None

    @model_validator(mode="after")
    def _one_test(self) -> FindingIs:
        tests = [self.at_most, self.at_least, self.more_than, self.less_than]
        if (self.one_of != ()) + sum(t is not None for t in tests) > 1:
            raise ValueError("use one of one_of, at_most, at_least, more_than, less_than")
        return self


class ConceptIs(Frozen):
    """True when a named concept holds."""

    concept: str


class DecisionIs(Frozen):
    """True when the learner chose one of the values; only for branching and endings."""

    decision: str
    visit: str | None = Field(None, description="An earlier visit; left out: the visit just locked")
    one_of: tuple[str, ...] = Field(min_length=1)


class AllOf(Frozen):
    """True when every part is; with no parts it always is."""

    all: tuple[Condition, ...]


class AnyOf(Frozen):
    """True when at least one part is."""

    any: tuple[Condition, ...] = Field(min_length=1)


class NotOf(Frozen):
    """True when its part is false."""

    not_: Condition = Field(alias="not")


class CountOf(Frozen):
    """True when at least `count` of the parts are."""

    count: Threshold
    of: tuple[Condition, ...] = Field(min_length=1)


_FORMS = ("finding", "concept", "decision", "all", "any", "not", "count")


def _form(value: Any) -> str | None:
    if isinstance(value, dict):
        return next((name for name in _FORMS if name in value), None)
    fields = getattr(type(value), "model_fields", {})
    return next((name for name in _FORMS if name in fields or f"{name}_" in fields), None)


Condition = Annotated[
    Annotated[FindingIs, Tag("finding")]
    | Annotated[ConceptIs, Tag("concept")]
    | Annotated[DecisionIs, Tag("decision")]
    | Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[NotOf, Tag("not")]
    | Annotated[CountOf, Tag("count")],
    Discriminator(
        _form,
        custom_error_type="condition",
        custom_error_message="a condition needs one of the keys finding, concept, decision, all, any, not, count",
    ),
]


class Concept(Frozen):
    """A named condition that rules share."""

    id: str
    label: Text
    when: Condition


# ---- decisions and rules ----


class Option(Frozen):
    """One value of a decision, in words."""

    value: str
    label: Text
    hint: Text | None = None


class Decision(Frozen):
    """One question the learner answers at a visit."""

    id: str
    asked: bool = Field(True, description="False: the guideline answers it, but a case does not ask it of the learner")
    row: bool = Field(False, description="A row of its card's table: it may be left open and weighs little")
    ordinal: bool = Field(False, description="Its options stand in order: a neighbour of the best is nearly right")
    card: str
    icon: str
    weight: int = Field(ge=1)
    axis: Text
    prompt: Text
    options: tuple[Option, ...]

    def option(self, value: str) -> Option:
        """Return the option with this value; raises KeyError for an unknown one."""
        for option in self.options:
            if option.value == value:
                return option
        raise KeyError(value)


class DecisionCard(Frozen):
    """A card of the board; without words of its own it has those of its first decision."""

    id: str
    icon: str | None = None
    axis: Text | None = None
    prompt: Text | None = None
    quoted: bool = Field(False, description="Its rows are sentences to the patient, judged as they stand")


class Effect(Frozen):
    """What a rule says about one decision."""

    best: tuple[str, ...] = ()
    acceptable: tuple[str, ...] = ()
    unsafe: tuple[str, ...] = ()
    too_much: tuple[str, ...] = ()


class Rule(Frozen):
    """One rule: when it holds, what it recommends, why, and where that stands.

    Attributes:
        tier: emergency outranks serious (disease that is planned, not acute), which outranks specific, then general.
        then: effects by decision id.
        ask: findings that must be asked for.
        examine: findings that must be examined.
        title: heading of the process item that `ask` or `examine` becomes.
        missed: heading when an unsafe value was chosen against this rule.
        excess: heading when more than needed was chosen against this rule.
        harms: by decision, those of its values that are more than needed which harm the patient so much that choosing
            one is a critical error, as an unsafe one is.
    """

    id: str
    tier: Tier
    when: Condition
    then: dict[str, Effect] = Field(default_factory=dict)
    ask: tuple[str, ...] = ()
    examine: tuple[str, ...] = ()
    title: Text | None = None
    because: Text
    missed: Text | None = None
    excess: Text | None = None
    harms: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    cites: tuple[str, ...] = Field(min_length=1)
    conflicts: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    reviewed: Reviewed


# ---- how findings are sorted ----


Colour = Literal["red", "yellow", "green", "blue", "black"]


class Flag(Frozen):
    """A finding as a flag: its colour, or colours where the sources differ, and what a red one points to.

    Attributes:
        when: when the finding is this flag.
        colours: the colours that are accepted, the guideline's own first.
        points_to: for a red flag, the conditions it speaks for (values of the decision `suspected`).
        alone: whether it is acted on alone, or only together with others.
    """

    id: str
    label: Text
    when: Condition
    colours: tuple[Colour, ...] = Field(min_length=1)
    points_to: tuple[str, ...] = ()
    alone: bool = False
    cites: tuple[str, ...] = Field(min_length=1)
    conflicts: tuple[str, ...] = ()
    reviewed: Reviewed = "sourced"


class Component(Frozen):
    """One of the five components of the ICF: what belongs to it and how one asks about it."""

    id: Literal["body", "activities", "participation", "environment", "personal"]
    label: Text
    about: Text
    findings: tuple[str, ...] = Field(min_length=1)
    questions: tuple[str, ...] = Field((), description="Ids of questions a learner can ask that explore it")
    cites: tuple[str, ...] = Field(min_length=1)


# ---- what the learner can ask and do ----


class Named(Frozen):
    """An id with its words."""

    id: str
    label: Text


class Synonyms(Frozen):
    """Further words that find a question, in each language."""

    da: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class Question(Frozen):
    """A question the learner can ask, what it reveals, and the answer of a patient who is otherwise well."""

    id: str
    category: str
    text: Text
    synonyms: Synonyms = Field(default_factory=Synonyms)
    seconds: int = Field(ge=5, le=300)
    findings: tuple[str, ...]
    answer: Text


class Manoeuvre(Frozen):
    """Something the learner can examine, how it is done, and what it reveals."""

    id: str
    group: str
    label: Text
    technique: Text
    seconds: int = Field(ge=5, le=600)
    findings: tuple[str, ...] = Field(min_length=1)
    outside: Literal["sourced", "no_source"]


class Line(Frozen):
    """One line of the notepad and the findings that fill it."""

    id: str
    label: Text
    findings: tuple[str, ...] = Field(min_length=1)


class Track(Frozen):
    """One part of the notepad."""

    id: str
    label: Text
    lines: tuple[Line, ...]


class Contradiction(Frozen):
    """What cannot be true of one patient at one visit."""

    when: Condition
    what: str


class Guideline(Frozen):
    """Everything the toolkit knows about low back pain that does not depend on a patient."""

    findings: Findings
    sources: tuple[Source, ...]
    editions: tuple[Edition, ...]
    parameters: tuple[Parameter, ...]
    topics: tuple[Topic, ...] = ()
    statements: tuple[Statement, ...]
    not_encoded: tuple[NotEncoded, ...] = ()
    conflicts: tuple[Conflict, ...]
    concepts: tuple[Concept, ...]
    cards: tuple[DecisionCard, ...] = ()
    decisions: tuple[Decision, ...]
    rules: tuple[Rule, ...]
    contradictions: tuple[Contradiction, ...]
    flags: tuple[Flag, ...] = ()
    components: tuple[Component, ...] = ()
    accuracies: tuple[Accuracy, ...] = ()
    roots: RootMap = Field(default_factory=RootMap)
    way: Way = Field(default_factory=Way)
    weights: tuple[Weight, ...] = ()
    categories: tuple[Named, ...]
    questions: tuple[Question, ...]
    manoeuvre_groups: tuple[Named, ...]
    manoeuvres: tuple[Manoeuvre, ...]
    tracks: tuple[Track, ...]
