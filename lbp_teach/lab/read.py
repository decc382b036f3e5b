"""From the laboratory's YAML to its model: read strictly, every reference and every figure checked.

Authors' path: this module loads the YAML parser.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from lbp_teach.content import HERE
from lbp_teach.errors import InputError, Problem, allowed
from lbp_teach.guideline.assess import Book
from lbp_teach.lab.answers import answer, verdict, words
from lbp_teach.lab.model import Claim, Lab, Part
from lbp_teach.text import Text

Loader = Any


def read_lab(book: Book, load: Loader, root: Path = HERE / "lab") -> Lab:
    """Read the laboratory's parts and claims.

    Args:
        book: the guideline, whose figures, statements and conflicts they name.
        load: reads a YAML file strictly and returns its content and the line of each key.
        root: the folder of the files.

    Raises:
        InputError: with every problem found.
    """
    problems: list[Problem] = []
    parts = _entries(load, root / "parts.yaml", "parts", Part, problems)
    claims = _entries(load, root / "claims.yaml", "claims", Claim, problems)
    if problems:
        raise InputError(problems)
    lab = Lab(parts=tuple(parts), claims=tuple(claims))
    problems = [*_references(book, lab)]
    if problems:
        raise InputError(problems)
    problems = [*_figures(book, lab)]
    if problems:
        raise InputError(problems)
    return lab


def _entries(load: Loader, path: Path, key: str, model: Any, problems: list[Problem]) -> list[Any]:
    content, lines = load(path)
    found = []
    for index, entry in enumerate(content.get(key) or ()):
        try:
            found.append(model.model_validate(entry))
        except ValidationError as error:
            for item in error.errors(include_url=False):
                place = ".".join(str(part) for part in item["loc"])
                what = f"{item['msg'].rstrip('.')}."
                problems.append(Problem(path.name, lines.get((key, index)), place, what, "Correct it."))
    return found


def _references(book: Book, lab: Lab) -> Iterator[Problem]:
    tests = {row.id for row in book.guideline.accuracies}
    named: list[tuple[str, str, Collection[str], str]] = []
    for part in lab.parts:
        named += [("parts.yaml", part.id, book.statements, name) for name in part.cites]
        named += [("parts.yaml", part.id, book.conflicts, name) for name in part.conflicts]
    for claim in lab.claims:
        named.append(("claims.yaml", claim.id, book.statements, claim.statement))
        named.append(("claims.yaml", claim.id, {s.id for s in book.guideline.sources}, claim.place.source))
        named += [("claims.yaml", claim.id, book.conflicts, name) for name in claim.conflicts]
    for file, where, known, name in named:
        if name not in known:
            yield Problem(file, None, where, f"{name!r} is not known.", allowed(name, list(known)))
    for file, entries in (("parts.yaml", lab.parts), ("claims.yaml", lab.claims)):
        for entry in entries:
            for name in _tests_in(entry.model_dump()):
                if name not in tests:
                    yield Problem(file, None, entry.id, f"{name!r} is not a test.", allowed(name, list(tests)))
            for name in _named(entry.model_dump(), "parameter"):
                if name not in book.parameters:
                    known = allowed(name, list(book.parameters))
                    yield Problem(file, None, entry.id, f"{name!r} is not a threshold.", known)
    ids = [guess.id for part in lab.parts for guess in part.guesses] + [claim.id for claim in lab.claims]
    for name in {name for name in ids if ids.count(name) > 1}:
        yield Problem("parts.yaml", None, name, "this id stands twice.", "Rename one of them.")


def _tests_in(value: Any) -> Iterator[str]:
    yield from _named(value, "test")
    for names in _named(value, "tests"):
        yield from names


def _named(value: Any, key: str) -> Iterator[Any]:
    """Return what stands under a key, wherever it stands; a list of names comes as one."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == key and inner is not None:
                yield inner
            else:
                yield from _named(inner, key)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _named(inner, key)


def _figures(book: Book, lab: Lab) -> Iterator[Problem]:
    for part in lab.parts:
        for text in (part.title, part.why, part.takeaway, *part.discuss):
            yield from _fills(book, text, {}, "parts.yaml", part.id)
        for guess in part.guesses:
            yield from _fills(book, guess.prompt, {}, "parts.yaml", guess.id)
            found = answer(book, guess)
            more = {**found.words, "answer": guess.prompt}
            yield from _fills(book, guess.after, more, "parts.yaml", guess.id)
    for claim in lab.claims:
        verdict(book, claim)
        for text in (claim.text, claim.because):
            yield from _fills(book, text, {}, "claims.yaml", claim.id)


def _fills(book: Book, text: Text, more: dict[str, Text], file: str, where: str) -> Iterator[Problem]:
    try:
        words(book, text, more)
    except KeyError as missing:
        yield Problem(
            file, None, where, f"there is no figure called {missing}.", "See lbp_teach/guideline/accuracy.py."
        )
