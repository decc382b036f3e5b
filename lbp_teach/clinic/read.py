"""From the clinic's YAML to its model: read strictly, every reference checked. Authors' path: loads the YAML parser."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from lbp_teach.clinic.model import Clinic
from lbp_teach.content import HERE
from lbp_teach.errors import InputError, Problem, allowed
from lbp_teach.generator.model import ROOT, SERIOUS
from lbp_teach.guideline.assess import Book

Loader = Any
_FILE = "clinic.yaml"


def read_clinic(book: Book, load: Loader, path: Path = HERE / "clinic" / _FILE) -> Clinic:
    """Read what a clinic morning counts with.

    Args:
        book: the guideline, whose decisions, values and parameters it names.
        load: reads a YAML file strictly and returns its content and the line of each key.
        path: the file.

    Raises:
        InputError: with every problem found.
    """
    content, lines = load(path)
    try:
        found = Clinic.model_validate(content)
    except ValidationError as error:
        raise InputError(
            [
                Problem(
                    _FILE,
                    lines.get(tuple(item["loc"][:2])),
                    ".".join(str(part) for part in item["loc"]),
                    f"{item['msg'].rstrip('.')}.",
                    "Correct it.",
                )
                for item in error.errors(include_url=False)
            ]
        ) from None
    problems = [*_references(book, found, lines)]
    if problems:
        raise InputError(problems)
    return found


def _references(book: Book, clinic: Clinic, lines: dict[Any, int]) -> Iterator[Problem]:
    def unknown(name: str, known: Collection[str], *at: str) -> Iterator[Problem]:
        if name not in known:
            what = f"{name!r} is not known."
            yield Problem(_FILE, lines.get(at), ".".join(at), what, allowed(name, list(known)))

    for part in ("decisions", "medicines"):
        for name in getattr(clinic, part):
            yield from unknown(name, book.decisions, part)
    places = {one.value for one in book.decisions["destination"].options}
    images = {one.value for one in book.decisions["imaging"].options}
    conditions = {"paresis", *ROOT, *SERIOUS}
    for place, finds in clinic.places.items():
        yield from unknown(place, places, "places", place)
        for name in () if finds == "all" else finds:
            yield from unknown(name, conditions, "places", place)
    for image, shows in clinic.images.items():
        yield from unknown(image, images, "images", image)
        for name in shows:
            yield from unknown(name, conditions, "images", image)
    for name, one in clinic.numbers.items():
        if one.parameter:
            yield from unknown(one.parameter, book.parameters, "numbers", name)
        yield from unknown(one.source, {"toolkit", *(s.id for s in book.guideline.sources)}, "numbers", name)
    for own in clinic.own:
        yield from unknown(own.guideline, [one.value for one in own.options], "own", own.id)
