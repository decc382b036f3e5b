"""From the generator's YAML to its model, read strictly. Authors' path: this module loads the YAML parser.

The templates are long. They are read with the C parser where there is one; what they may say is the same as everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from lbp_teach import strict_yaml
from lbp_teach.edition import EDITION
from lbp_teach.errors import InputError, Problem, allowed
from lbp_teach.generator.model import Distributions, Generator
from lbp_teach.generator.situations import SITUATIONS, SLOTS
from lbp_teach.generator.template_model import Line, Templates
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.model import ParameterRef

Load = Callable[[Path], tuple[Any, dict[tuple[str | int, ...], int]]]
ROOT = Path(__file__).resolve().parent
_SLOT = re.compile(r"{(\w+)}")


def read_generator(book: Book, load: Load, root: Path = ROOT) -> Generator:
    """Read and check distributions, courses and templates.

    Args:
        book: the guideline, whose parameters, accuracies, facts and questions they name.
        load: reads a YAML file strictly and returns its content and the line of each key.
        root: the folder of the files.

    Raises:
        InputError: with every problem found.
    """
    parts: dict[str, Any] = {}
    for path in sorted((root / "templates").glob("*.yaml")):
        for name, value in quickly(path).items():
            if name in parts and not (name in ("answers", "stories") and not set(parts[name]) & set(value)):
                raise InputError([Problem(path.name, None, name, "this stands in another file, too.", "Rename it.")])
            parts[name] = {**parts[name], **value} if name in parts else value
    data = {
        "distributions": load(root / "distributions.yaml")[0],
        "courses": load(root / "course.yaml")[0],
        "templates": parts,
    }
    try:
        found = Generator.model_validate(data)
    except ValidationError as error:
        raise InputError(
            [
                Problem("generator", None, ".".join(map(str, e["loc"])), f"{e['msg']}.", "Correct it.")
                for e in error.errors(include_url=False)
            ]
        ) from None
    problems = [*_distributions(found.distributions, book), *_courses(found, book), *_templates(found.templates, book)]
    if problems:
        raise InputError(problems)
    return found


def _distributions(found: Distributions, book: Book) -> Iterator[Problem]:
    file = "generator/distributions.yaml"
    accuracies = {row.id for row in book.guideline.accuracies}
    for one in found.declared:
        if one.accuracy is not None and one.accuracy not in accuracies:
            yield Problem(file, None, one.id, f"no test {one.accuracy!r}.", allowed(one.accuracy, list(accuracies)))
        for name in one.conflicts:
            if name not in book.conflicts:
                yield Problem(file, None, one.id, f"no conflict {name!r}.", allowed(name, list(book.conflicts)))
        yield from _facts(one.id, [fact for cite in one.cites for fact in cite.facts], book, file)
    shares = found.family("conditions").values["primary_care"]
    assert isinstance(shares, dict)
    for bound in found.bounds:
        yield from _facts("bounds", bound.facts, book, file)
        top = bound.at_most
        if isinstance(top, ParameterRef):
            value = book.parameters[top.parameter].value(EDITION)
            top = value[1] if isinstance(value, tuple) else value
        total = sum(shares.get(name, 0) for name in bound.of)
        if not bound.at_least <= total <= top + 1e-9:
            what = f"{', '.join(bound.of)} are {total:g}%, outside {bound.at_least:g} to {top:g}%."
            yield Problem(file, None, "bounds", what, "Correct the shares of `conditions`.")
    patterns = {name for value in found.family("patterns").values.values() if isinstance(value, dict) for name in value}
    for name in patterns - set(found.pattern_facts):
        yield Problem(file, None, "pattern_facts", f"the pattern {name!r} has no facts.", "List them.")
    for name, facts in found.pattern_facts.items():
        for fact in facts:
            if "." in fact and fact not in book.findings:
                yield Problem(file, None, name, f"unknown finding {fact!r}.", allowed(fact, list(book.findings)))


def _courses(found: Generator, book: Book) -> Iterator[Problem]:
    file = "generator/course.yaml"
    recoveries = {one.id for one in found.courses.recoveries}
    for one in found.courses.conditions:
        yield from _facts(one.id, one.facts, book, file)
        if one.recovery not in recoveries:
            yield Problem(file, None, one.id, f"no course {one.recovery!r}.", allowed(one.recovery, list(recoveries)))
    for recovery in found.courses.recoveries:
        yield from _facts(recovery.id, recovery.facts, book, file)
        for week, name in recovery.parameters.items():
            if name not in book.parameters or week not in recovery.weeks:
                yield Problem(file, None, recovery.id, f"no week {week!r} or no parameter {name!r}.", "Correct it.")
    for name, number in found.courses.numbers.items():
        yield from _facts(name, number.facts, book, file)
        if number.parameter is not None and number.parameter not in book.parameters:
            yield Problem(file, None, name, f"no parameter {number.parameter!r}.", "Name one of the guideline's.")


def _facts(where: str, named: Any, book: Book, file: str) -> Iterator[Problem]:
    known = {fact for s in book.statements.values() for fact in s.facts}
    known |= {one.fact for one in book.guideline.not_encoded}
    for fact in named:
        if fact not in known:
            yield Problem(file, None, where, f"no fact {fact!r}.", "Cite a fact of the guideline.")


def _templates(found: Templates, book: Book) -> Iterator[Problem]:
    """Every question the picker has, every situation a question can be in, and no slot that nobody fills."""
    file = "generator/templates"
    for question, situations in SITUATIONS.items():
        if question not in book.questions:
            yield Problem(file, None, question, "unknown question.", allowed(question, list(book.questions)))
        have = found.answers.get(question, {})
        for name in situations:
            if not have.get(name):
                yield Problem(file, None, f"{question}.{name}", "the patient has no words.", "Write some lines.")
        for name in have:
            if name not in situations:
                yield Problem(file, None, f"{question}.{name}", "no such situation.", allowed(name, list(situations)))
    for question in found.answers:
        if question not in SITUATIONS:
            yield Problem(file, None, question, "unknown question.", allowed(question, list(SITUATIONS)))
    for where, line in _lines(found):
        for words in (line[1], line[2]):
            for slot in _SLOT.findall(words):
                if slot not in SLOTS:
                    yield Problem(file, None, where, f"nobody fills {{{slot}}}.", allowed(slot, list(SLOTS)))


def _lines(found: Templates) -> Iterator[tuple[str, Line]]:
    for group in (found.openings, found.second):
        for name, lines in group.items():
            yield from ((name, line) for line in lines)
    for question, situations in found.answers.items():
        for name, lines in situations.items():
            yield from ((f"{question}.{name}", line) for line in lines)
    for voice in found.voices:
        for name, lines in voice.says.items():
            yield from ((f"{voice.id}.{name}", line) for line in lines)


# ---- the quick loader ----


class _Quick(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The strict loader's reading of numbers and words, on the C parser."""

    yaml_implicit_resolvers = strict_yaml._Loader.yaml_implicit_resolvers


def quickly(path: Path) -> dict[str, Any]:
    """Read a YAML file of templates; a key that stands twice is an error.

    Raises:
        InputError: the file is not YAML, or has a key twice.
    """
    try:
        loader = _Quick(path.read_text(encoding="utf-8"))
        node = loader.get_single_node()
        twice = list(_twice(node))
        if twice:
            raise InputError(
                [Problem(path.name, line, key, "this key stands twice.", "Rename it.") for key, line in twice]
            )
        found = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        what = f"This is not valid YAML ({error.problem or error.context})."
        raise InputError([Problem(path.name, line, "", what, "Check quotes and commas.")]) from None
    assert isinstance(found, dict)
    return found


def _twice(node: yaml.Node) -> Iterator[tuple[str, int]]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield str(key.value), key.start_mark.line + 1
            seen.add(key.value)
            yield from _twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _twice(value)
