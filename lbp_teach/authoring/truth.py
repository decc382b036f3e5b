"""Whether a patient can be so: more contradictions, ordinary answers that would be untrue, themes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from lbp_teach import strict_yaml
from lbp_teach.case import Case, Theme, Visit, visit_answers, visit_facts
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.evaluate import Context, evaluate
from lbp_teach.guideline.facts import ABSENT, PRESENT, Facts, key
from lbp_teach.guideline.model import SIDES, Condition, Contradiction, Reviewed
from lbp_teach.logic import Truth
from lbp_teach.signs import written_out
from lbp_teach.strict_yaml import Path as At
from lbp_teach.text import Frozen

TRUTH = Path(__file__).with_name("truth.yaml")
Report = Callable[[At, str, str], None]
_WEEKS = 52


class OwnAnswer(Frozen):
    """Questions that such a patient must answer in their own words."""

    when: Condition
    questions: tuple[str, ...]
    because: str


class Known(Frozen):
    """The whole file."""

    reviewed: Reviewed
    contradictions: tuple[Contradiction, ...]
    answers: tuple[OwnAnswer, ...]
    themes: dict[Theme, Condition]


@lru_cache(maxsize=2)
def known(book: Book) -> Known:
    """Return what truth.yaml says, with the signs written out as the guideline has them."""
    data, _ = strict_yaml.load(TRUTH.read_text(encoding="utf-8"), TRUTH.name)
    sided = frozenset(one.id for one in book.findings.values() if one.sided)
    return Known.model_validate(written_out(data, book.guideline.roots, sided))


def contradictions(case: Case, facts: Facts, book: Book) -> Iterator[str]:
    """Yield what cannot be true of the patient at a visit, beyond what the guideline itself rules out."""
    context = book.context(facts)
    for item in known(book).contradictions:
        if _holds(item.when, context):
            yield item.what
    if case.persona.sex == "male" and facts["health.pregnant"] == PRESENT:
        yield "a man is pregnant"
    yield from _onset(facts)


def _onset(facts: Facts) -> Iterator[str]:
    onset, weeks, age = (
        facts[name] for name in ("history.onset_age_years", "history.duration_weeks", "person.age_years")
    )
    if isinstance(onset, str) or isinstance(age, str):
        return
    if onset > age:
        yield f"the back first hurt at {onset:g}, and the patient is {age:g}"
    long_ago = not isinstance(weeks, str) and age - onset > weeks / _WEEKS + 1
    if long_ago and facts["history.previous_episodes"] == ABSENT:
        yield f"the back first hurt at {onset:g}, long before this pain, but history.previous_episodes is absent"


def untrue_answers(case: Case, visit: Visit, book: Book) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield questions that the patient has no own answer to although the ordinary one would be untrue, and why."""
    context, own = book.context(visit_facts(case, visit.id, book)), visit_answers(case, visit.id)
    told: set[str] = set()
    for item in known(book).answers:
        missing = tuple(name for name in item.questions if name not in own and name not in told)
        if missing and _holds(item.when, context):
            told |= set(missing)
            yield missing, item.because


def check_themes(case: Case, book: Book, report: Report) -> None:
    """Report themes of which the facts of no visit show anything."""
    contexts = [book.context(visit_facts(case, visit.id, book)) for visit in case.visits]
    for number, theme in enumerate(case.themes):
        wanted = known(book).themes.get(theme)
        if wanted is not None and not any(_holds(wanted, context) for context in contexts):
            report(("themes", number), f"the facts of no visit show {theme!r}.", "Add the fact, or remove the theme.")


def check_side(case: Case, book: Book, report: Report) -> None:
    """Report a `variants.side` that the facts do not have, for `{side}` would then name the healthy side."""
    side = case.variants.side
    if side is None:
        return
    only: dict[str, int] = dict.fromkeys(SIDES, 0)
    for visit in case.visits:
        facts = visit_facts(case, visit.id, book)
        for finding in book.findings.values():
            # The crossed leg raise is written on the side of the leg that is raised, which is the good one.
            if not finding.sided or finding.id == "exam.crossed_slr":
                continue
            unusual = [one for one in SIDES if facts[key(finding.id, one)] != finding.default]
            if len(unusual) == 1:
                only[unusual[0]] += 1
    other = next(one for one in SIDES if one != side)
    if only[side] < only[other]:
        what = f"in the facts {only[side]} findings are on the {side} only, {only[other]} on the {other} only."
        report(("variants", "side"), what, "Name the side on which the facts are.")


def _holds(condition: Condition, context: Context) -> bool:
    return evaluate(condition, context).truth is Truth.TRUE
