"""Draw a patient: what is true, and a case that can be played.

from lbp_teach.generator.drawing import draw, morning
drawn = draw(7, "primary_care")
drawn.case      # one visit, in both languages
drawn.truth     # what was drawn, with the condition behind it
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lbp_teach import content
from lbp_teach.case import BothSides, Case, visit_facts
from lbp_teach.errors import UsageError
from lbp_teach.generator import load, telling
from lbp_teach.generator.course import Course
from lbp_teach.generator.facts import Sketch, Status, sketch
from lbp_teach.generator.model import MODES, Mode
from lbp_teach.generator.tables import Tables
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.guideline.facts import split
from lbp_teach.guideline.model import Scalar

SEEDS = 1_000_000
#: Patients of a morning; so many in a row differ in voice, name, job and what they like to do.
MORNING = 12
#: What the guideline calls a condition where its name is another.
SUSPECTED = {"non_specific": "none", "fragility_fracture": "fracture", "traumatic_fracture": "fracture"}
#: What a status is called among the findings.
_WORK: Mapping[Status, str] = {"working": "working", "student": "studying", "retired": "retired"}
_SHORT: dict[Mode, str] = {"primary_care": "primary", "enriched": "enriched"}


@dataclass(frozen=True)
class Truth:
    """What was drawn of a patient; nothing of it is known to whoever plays the case.

    Attributes:
        seed: the seed, 0 to `SEEDS` - 1.
        mode: from which shares.
        version: of the distributions; the same seed means another patient under another version.
        condition: what the patient has, such as `cauda_equina` or `non_specific`.
        age: in years.
        sex: female or male.
        status: working, student or retired.
        heavy: whether the work is physically heavy.
        weeks: how long it has hurt.
        pain: intensity, NRS 0 to 10.
        pattern: which findings came together, or how many red flags; empty where there are none.
        root: the nerve root that findings point to; None where no leg is concerned.
        side: the side of the leg that hurts, where one does.
        facts: what was drawn, by finding and side; what is missing is as in somebody who is otherwise well.
    """

    seed: int
    mode: Mode
    version: int
    condition: str
    age: int
    sex: Literal["female", "male"]
    status: Status
    heavy: bool
    weeks: float
    pain: int
    pattern: str
    root: str | None
    side: Literal["left", "right"]
    facts: Mapping[str, Scalar]

    @property
    def course(self) -> Course:
        """Return what lies ahead: deadline, natural course, harm if missed."""
        return load.ahead().course_of(self)

    @property
    def deadline(self) -> float | None:
        """Return the hours within which the condition has to be met; None where nothing runs out."""
        return self.course.deadline_hours


@dataclass(frozen=True)
class Drawn:
    """A new patient.

    Attributes:
        case: one visit, playable like any other case.
        truth: what was drawn.
    """

    case: Case
    truth: Truth


def draw_truth(seed: int, mode: Mode, tables: Tables | None = None) -> Truth:
    """Draw what is true of a patient, without words.

    Args:
        seed: 0 to `SEEDS` - 1.
        mode: from which shares.
        tables: other distributions than the declared ones, for tests.
    """
    tables = tables or load.tables()
    return _truth(seed, sketch(seed, mode, tables), tables)


def _truth(seed: int, one: Sketch, tables: Tables) -> Truth:
    return Truth(
        seed=seed,
        mode=one.mode,
        version=tables.version,
        condition=one.condition,
        age=one.age,
        sex=one.sex,
        status=one.status,
        heavy=one.heavy,
        weeks=one.weeks,
        pain=one.pain,
        pattern=one.pattern,
        root=one.root,
        side=one.side,
        facts=one.facts,
    )


def draw(seed: int, mode: Mode = "primary_care") -> Drawn:
    """Draw a patient.

    Pure and deterministic: the same seed, mode and version give the same patient on every machine.

    Args:
        seed: 0 to `SEEDS` - 1. Twelve seeds in a row, from a multiple of twelve, make a morning of patients who differ.
        mode: `primary_care` or `enriched`.

    Raises:
        UsageError: there is no such seed or mode.
    """
    if mode not in MODES:
        raise UsageError(f"There is no mode {mode!r}. Modes: {', '.join(MODES)}.")
    if not 0 <= seed < SEEDS:
        raise UsageError(f"The seed is {seed}; it must be from 0 to {SEEDS - 1}.")
    truth = draw_truth(seed, mode)
    return Drawn(telling.told(truth, case_id(seed, mode), case_facts(truth, content.book())), truth)


def recognised(drawn: Drawn) -> bool:
    """Return whether the guideline suspects what the patient has, given everything that can be asked and examined.

    Some serious disease shows itself by one weak sign only; nobody can be blamed for not knowing it that day.
    """
    facts = visit_facts(drawn.case, drawn.case.visits[0].id, content.book())
    verdict = assess(content.book(), facts).verdicts["suspected"]
    return SUSPECTED.get(drawn.truth.condition, drawn.truth.condition) in (*verdict.best, *verdict.acceptable)


def morning(number: int, mode: Mode = "primary_care", patients: int = MORNING) -> list[Drawn]:
    """Draw a morning of patients, no two of whom share a voice, a name or a job.

    Args:
        number: which morning, from 0.
        mode: `primary_care` or `enriched`.
        patients: up to `MORNING`.
    """
    return [draw(number * MORNING + place, mode) for place in range(min(patients, MORNING))]


def case_id(seed: int, mode: Mode) -> str:
    """Return the id of a drawn patient's case, such as drawn-primary-7."""
    return f"drawn-{_SHORT[mode]}-{seed}"


def case_facts(truth: Truth, book: Book) -> dict[str, Scalar | BothSides]:
    """Return the facts as a case file has them: what differs from the ordinary, both sides of a finding together."""
    found: dict[str, Scalar | BothSides] = {}
    if truth.status != "working":
        found["person.work"] = _WORK[truth.status]
    sides: dict[str, dict[str, Scalar]] = {}
    for fact in sorted(truth.facts):
        name, side = split(fact)
        value = truth.facts[fact]
        ordinary = truth.age if name == "history.onset_age_years" else book.findings[name].default
        if value == ordinary:
            continue
        if side is None:
            found[name] = value
        else:
            sides.setdefault(name, {})[side] = value
    return found | {name: BothSides.model_validate(both) for name, both in sides.items()}
