"""From the progress page's YAML, and the cases, to its content. Authors' path: loads the YAML parser."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from lbp_teach.case import Case
from lbp_teach.content import HERE
from lbp_teach.edition import EDITION
from lbp_teach.errors import InputError, Problem
from lbp_teach.guideline.assess import Book
from lbp_teach.play import Attempt, VisitState
from lbp_teach.progress.evidence import trained
from lbp_teach.progress.model import Progress
from lbp_teach.scoring import score

Load = Callable[[Path], tuple[Any, dict[tuple[str | int, ...], int]]]
ROOT = HERE / "progress"


def read_progress(book: Book, cases: Iterable[Case], load: Load, root: Path = ROOT) -> Progress:
    """Read the competencies and work out what each case trains.

    Args:
        book: the guideline, whole.
        cases: the healthy cases.
        load: reads a YAML file strictly and returns its content and the line of each key.
        root: the folder of the file.

    Raises:
        InputError: with every problem found.
    """
    path = root / "competencies.yaml"
    data, lines = load(path)
    try:
        found = Progress.model_validate(data)
    except ValidationError as error:
        raise InputError([_problem(path.name, item, lines) for item in error.errors(include_url=False)]) from None
    wrong = [Problem(path.name, None, key, what, "Correct it.") for key, what in found.problems(book)]
    if wrong:
        raise InputError(wrong)
    return found.model_copy(update={"trains": {case.id: trains(case, book) for case in cases}})


def _problem(file: str, item: Any, lines: dict[tuple[str | int, ...], int]) -> Problem:
    place = tuple(item["loc"])
    line = next((lines[place[:n]] for n in range(len(place), 0, -1) if place[:n] in lines), None)
    what = f"{item['msg'].rstrip('.')} (found {str(item.get('input'))[:60]!r})."
    return Problem(file, line, ".".join(str(part) for part in place), what, "Correct it.")


def trains(case: Case, book: Book) -> dict[str, int]:
    """Return the points that each rule can give in a case: at the visit where it gives most.

    It is what the marks of somebody would be who did nothing, so that it cannot differ from how a case is marked.
    """
    found: dict[str, int] = {}
    for visit in case.visits:
        nothing = Attempt("", case.id, "", EDITION, (VisitState(visit.id),))
        for rule, worth in trained(score(case, nothing, book, explain=False)).items():
            found[rule] = max(found.get(rule, 0), worth)
    return found
