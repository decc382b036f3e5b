"""A case file: one patient over several visits, what is true of them, and what they say. Never the answer key."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.evaluate import evaluate
from lbp_teach.guideline.facts import Facts, key
from lbp_teach.guideline.model import SIDES, Condition, Reviewed, Scalar
from lbp_teach.logic import Truth
from lbp_teach.text import Frozen, Text

#: What findings do not show of a case: what the patient asks for, how the two of them talk, what looks like a back.
Theme = Literal[
    "wants_imaging",
    "wants_opioid",
    "wants_nsaid",
    "wants_sick_note",
    "interpreter",
    "low_health_literacy",
    "hip_mimic",
    "visceral_mimic",
    "root_mimic",
    "after_physiotherapy",
    "recurrent_pain",
    "late_diagnosis",
    "annual_status",
    "opioid_tapering",
    "outside_guideline",
]
SLUG = r"^[a-z][a-z0-9-]{1,60}$"
Slug = Annotated[str, StringConstraints(pattern=SLUG)]
VisitId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,40}$")]


class BothSides(Frozen):
    """A sided fact; a side that is left out keeps its value. `{both: value}` is written for the two of them."""

    left: Scalar | None = None
    right: Scalar | None = None

    @model_validator(mode="before")
    @classmethod
    def _both(cls, given: Any) -> Any:
        if isinstance(given, dict) and given.keys() == {"both"}:
            return dict.fromkeys(SIDES, given["both"])
        return given


class Persona(Frozen):
    """Who the patient is, as far as anyone sees at the door."""

    name: str = Field(min_length=1, max_length=60)
    first_name: str = Field(min_length=1, max_length=30)
    initials: str = Field(min_length=1, max_length=3)
    age: int = Field(ge=15, le=110, description="15 and older; under 18 the guideline does not reach (conflict C-73)")
    sex: Literal["female", "male"]
    occupation: Text


class Door(Frozen):
    """One fact known before the visit begins."""

    label: Text
    value: Text


class Branch(Frozen):
    """Where the story goes after a visit, and what happened in between."""

    when: Condition | None = Field(None, description="Left out: otherwise. Tests decisions, not findings.")
    visit: VisitId
    bridge: Text = Field(description="Shown after locking. Must not reveal what has to be asked for.")


class Ending(Frozen):
    """What happened to the patient in the end; shown in the debrief."""

    when: Condition | None = None
    text: Text


class Visit(Frozen):
    """One consultation."""

    id: VisitId
    kind: Literal["first", "follow_up"]
    based_on: VisitId | None = Field(None, description="Facts and answers start as a copy of that visit.")
    label: Text
    place_time: Text
    minutes: int = Field(ge=3, le=60)
    opening: Text
    door: tuple[Door, ...] = Field((), max_length=6)
    facts: dict[str, Scalar | BothSides] = Field(default_factory=dict)
    answers: dict[str, Text] = Field(default_factory=dict)
    next: tuple[Branch, ...] = ()
    endings: tuple[Ending, ...] = ()

    @model_validator(mode="after")
    def _goes_on_or_ends(self) -> Visit:
        if bool(self.next) == bool(self.endings):
            raise ValueError("a visit needs either `next` (the story goes on) or `endings` (it is the last one)")
        return self


class CaseWeight(Frozen):
    """A weight that a case changes, because of what it is there to teach."""

    item: str = Field(description="Id of a decision or of a rule of the work-up, or localise, estimate, focus, time")
    times: int = Field(ge=0, le=3, description="How many times its usual weight; 0: it does not count here")
    reason: Text = Field(description="Why, shown with the mark")


class OtherSex(Frozen):
    """The same patient as the other sex, for a variant."""

    name: str = Field(min_length=1, max_length=60)
    first_name: str = Field(min_length=1, max_length=30)
    initials: str = Field(min_length=1, max_length=3)


class Alternative(Frozen):
    """One authored change of the patient, with the words that go with it."""

    id: VisitId
    axis: Literal["duration", "severity", "flag"] = Field(description="What it changes")
    visit: VisitId = Field(description="The visit at which it is so; what builds on that visit follows")
    facts: dict[str, Scalar | BothSides] = Field(min_length=1)
    answers: dict[str, Text] = Field(default_factory=dict)


class Variants(Frozen):
    """What may differ when the case is played as a variant; the key is derived anew for each."""

    age: tuple[int, int] | None = Field(None, description="Youngest and oldest; texts say {age}")
    side: Literal["left", "right"] | None = Field(
        None, description="What {side} is as written; a mirrored variant swaps it. Texts then name no side otherwise."
    )
    other_sex: OtherSex | None = Field(None, description="Texts then say {first_name}, {he}, {him} and {his}")
    alternatives: tuple[Alternative, ...] = Field((), max_length=8)


class Case(Frozen):
    """A case as its author writes it."""

    id: Slug
    licence: Literal["CC-BY-4.0"]
    reviewed: Reviewed
    difficulty: int = Field(ge=1, le=5, description="1 very easy, 2 easy, 3 middle, 4 hard, 5 very hard")
    persona: Persona
    setting: Text
    objectives: tuple[Text, ...] = Field(min_length=1, description="Shown only when the case is finished")
    themes: tuple[Theme, ...] = Field((), description="What findings do not show; for teachers and for coverage")
    opening: Text
    visits: tuple[Visit, ...] = Field(min_length=1, max_length=12)
    weights: tuple[CaseWeight, ...] = Field((), max_length=20)
    variants: Variants = Field(default_factory=Variants, description="What may differ when it is played as a variant")

    def visit(self, visit_id: str) -> Visit:
        """Return the visit with this id; raises KeyError for an unknown one."""
        for visit in self.visits:
            if visit.id == visit_id:
                return visit
        raise KeyError(visit_id)

    def lineage(self, visit_id: str) -> list[Visit]:
        """Return the visit and what it is based on, oldest first."""
        chain: list[Visit] = []
        current: str | None = visit_id
        while current is not None:
            chain.append(self.visit(current))
            current = chain[-1].based_on
        return chain[::-1]


def visit_facts(case: Case, visit_id: str, book: Book) -> Facts:
    """Return everything that is true of the patient at a visit: defaults, then each visit it builds on."""
    facts = dict(book.usual)
    facts["history.onset_age_years"] = facts["person.age_years"] = case.persona.age
    for visit in case.lineage(visit_id):
        for name, value in visit.facts.items():
            if isinstance(value, BothSides):
                for side in SIDES:
                    given = getattr(value, side)
                    if given is not None:
                        facts[key(name, side)] = given
            elif book.findings[name].sided:
                facts.update({key(name, side): value for side in SIDES})
            else:
                facts[name] = value
    return facts


def visit_answers(case: Case, visit_id: str) -> dict[str, Text]:
    """Return the patient's own words at a visit, by question."""
    answers: dict[str, Text] = {}
    for visit in case.lineage(visit_id):
        answers.update(visit.answers)
    return answers


def answer(case: Case, visit_id: str, question_id: str, book: Book) -> Text:
    """Return what the patient says; a question without words of its own gets its natural default."""
    return visit_answers(case, visit_id).get(question_id, book.questions[question_id].answer)


def following(case: Case, visit_id: str, choices: dict[str, str], book: Book) -> Branch | None:
    """Return where the story goes after these decisions, or None at a last visit."""
    context = book.context({}, choices=choices)
    for branch in case.visit(visit_id).next:
        if branch.when is None or evaluate(branch.when, context).truth is Truth.TRUE:
            return branch
    return None


def ending(case: Case, visit_id: str, choices: dict[str, str], book: Book) -> Text | None:
    """Return what happened in the end after these decisions, or None where the story goes on."""
    context = book.context({}, choices=choices)
    for option in case.visit(visit_id).endings:
        if option.when is None or evaluate(option.when, context).truth is Truth.TRUE:
            return option.text
    return None
