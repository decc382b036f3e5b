"""What is wrong with the variants of a case: loose references, changes that change nothing, patients that cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lbp_teach.case import Alternative, Case, visit_answers, visit_facts
from lbp_teach.errors import Problem, allowed
from lbp_teach.guideline.assess import Book
from lbp_teach.strict_yaml import Path, dotted, line_of
from lbp_teach.variants.drawing import Change, ages, alternative, each_kind
from lbp_teach.variants.making import altered

#: Checks a patient, as `lint.check_patient` does. It is given, because it belongs to the authors' path.
Check = Callable[[Case, Book, str], list[Problem]]
_AT: Path = ("variants",)
#: Years an age may have; the same as of a persona.
_YEARS = (15, 110)


def check_variants(written: Case, book: Book, file: str, lines: Mapping[Path, int], check: Check) -> list[Problem]:
    """Return what is wrong with the variants of a case that is itself sound.

    Args:
        written: the case as its author wrote it, with its placeholders.
        book: the guideline.
        file: name of the case file.
        lines: the line of each key of the file.
        check: checks a patient; it is called for each thing that may differ.
    """
    known = dict(lines)
    for look in (_loose(written), _old_words(written, book)):
        if found := [_problem(file, known, at, what, remedy) for at, what, remedy in look]:
            return found
    return _unsound(written, book, file, known, check)


def _unsound(written: Case, book: Book, file: str, known: dict[Path, int], check: Check) -> list[Problem]:
    found: dict[tuple[str, str], Problem] = {}
    for change in each_kind(written):
        for problem in check(altered(written, change), book, file):
            at, who = _place(written, change)
            what = f"as a variant ({who}), {problem.key}: {problem.what}"
            found.setdefault((dotted(at), problem.what), _problem(file, known, at, what, problem.remedy))
    return list(found.values())


def _problem(file: str, lines: dict[Path, int], at: Path, what: str, remedy: str) -> Problem:
    return Problem(file, line_of(at, lines), dotted(at), what, remedy)


def _place(written: Case, change: Change) -> tuple[Path, str]:
    if change.alternative is not None:
        number = [one.id for one in written.variants.alternatives].index(change.alternative)
        return (*_AT, "alternatives", number), f"{change.alternative}, {change.age} years"
    return (*_AT, "age"), f"{change.age} years"


def _loose(written: Case) -> Iterator[tuple[Path, str, str]]:
    varied, now = written.variants, written.persona.age
    if varied.age is not None:
        (low, high), place = varied.age, (*_AT, "age")
        least, most = _YEARS
        if not least <= low <= high <= most:
            yield place, f"{low} to {high} is no range of ages.", f"Give two ages from {least} to {most}."
        elif not low <= now <= high:
            yield place, f"{now} years lie outside it.", "Let the range hold the patient's own age."
        elif ages(written)[-1] > high:
            yield place, "the pain began at a greater age.", "Raise the range, or leave out the age of onset."
    names = [one.id for one in varied.alternatives]
    for number, one in enumerate(varied.alternatives):
        at: Path = (*_AT, "alternatives", number)
        if one.id in names[:number]:
            yield (*at, "id"), f"an alternative {one.id!r} exists already.", "Give it another id."
        visits = [visit.id for visit in written.visits]
        if one.visit not in visits:
            yield (*at, "visit"), f"{one.visit!r} is no visit.", allowed(one.visit, visits)
        elif not _differs(written, one):
            yield (*at, "facts"), "it changes no fact of that visit.", "Change a fact, or remove the alternative."


def _differs(written: Case, one: Alternative) -> bool:
    if one is not alternative(written, one.id):
        return True  # reported already: two of one name
    before = {visit.id: visit.facts for visit in written.visits}
    after = altered(written, Change(written.persona.age, alternative=one.id))
    return any(visit.facts != before[visit.id] for visit in after.visits)


def _old_words(written: Case, book: Book) -> Iterator[tuple[Path, str, str]]:
    """Yield where a patient would go on saying what was written for the value that an alternative changes."""
    for number, one in enumerate(written.variants.alternatives):
        after = altered(written, Change(written.persona.age, alternative=one.id))
        for visit in written.visits:
            if one.visit not in {earlier.id for earlier in written.lineage(visit.id)}:
                continue
            facts, new = visit_facts(written, visit.id, book), visit_facts(after, visit.id, book)
            changed = {name.partition("@")[0] for name in facts if facts[name] != new[name]}
            said, says = visit_answers(written, visit.id), visit_answers(after, visit.id)
            for finding in sorted(changed):
                asked = [q.id for q in book.questions.values() if finding in q.findings and q.id in says]
                kept = [name for name in asked if says[name] == said.get(name)]
                # At its own visit every answer about the fact is written anew; later, one that tells it is enough.
                if kept and (visit.id == one.visit or kept == asked):
                    yield (
                        (*_AT, "alternatives", number, "answers"),
                        f"at {visit.id!r} {kept[0]!r} still says what was written before {finding} changed.",
                        f"Give answers.{kept[0]} here, or state {finding} at the later visit.",
                    )
