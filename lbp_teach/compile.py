"""From YAML to compact JSON: read strictly, check everything, write only what is healthy.

Authors' path: this module loads the YAML parser. One broken case never keeps the others from being served.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from lbp_teach import lint, lint_facts, strict_yaml
from lbp_teach.bedside import read as tools
from lbp_teach.case import Case, Variants
from lbp_teach.clinic.read import read_clinic
from lbp_teach.content import HERE, Broken, Card, Catalogue
from lbp_teach.errors import InputError, Problem, allowed
from lbp_teach.generator.read import read_generator
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.model import (
    Guideline,
)
from lbp_teach.guideline.roots import RootMap
from lbp_teach.lab.read import read_lab
from lbp_teach.lint_guideline import check_guideline
from lbp_teach.progress.read import read_progress
from lbp_teach.shape_problems import ENTRIES, shape_problems
from lbp_teach.signs import written_out
from lbp_teach.strict_yaml import dotted, line_of
from lbp_teach.variants import can_vary
from lbp_teach.variants.checking import check_variants
from lbp_teach.variants.words import person_words, spoken, strange_words

#: Bytes of a file; the longest that was ever written by hand has a twentieth of it. A larger one is not read.
_LARGEST = 1_000_000
_GUIDELINE = {
    "findings": (),
    "sources": ("sources", "editions"),
    "topics": ("topics",),
    "way": (),
    "weights": ("weights",),
    "contradictions": ("contradictions",),
    "questions": ("categories", "questions"),
    "notepad": ("tracks",),
}
# These are folders: one file for each topic, so that a topic can be read and judged by itself.
_FOLDERS = ("statements", "conflicts", "parameters", "concepts", "decisions", "rules", "sorting", "accuracy")


def read_guideline(root: Path = HERE / "guideline") -> Book:
    """Read the guideline's YAML and check that every reference in it resolves.

    Raises:
        InputError: with every problem found, each naming file, line and key.
    """
    data: dict[str, Any] = {name: [] for name in ENTRIES}
    for name, parts in _GUIDELINE.items():
        content, _ = _load(root / f"{name}.yaml")
        data.update({part: content[part] for part in parts} if parts else {name: content})
    manoeuvres, _ = _load(root / "manoeuvres.yaml")
    roots = RootMap.model_validate(_load(root / "roots.yaml")[0])
    sided = frozenset(one["id"] for one in data["findings"]["findings"] if one.get("sided"))
    data["roots"] = roots
    data["manoeuvre_groups"], data["manoeuvres"] = manoeuvres["groups"], manoeuvres["manoeuvres"]
    problems: list[Problem] = []
    for folder in _FOLDERS:
        for path in sorted((root / folder).glob("*.yaml")):
            content, lines = _load(path)
            for name, entries in content.items():
                if name not in ENTRIES:
                    key, what = str(name), f"unknown key {name!r}."
                    problems.append(Problem(path.name, lines.get((name,)), key, what, allowed(key, list(ENTRIES))))
                    continue
                for index, entry in enumerate(entries or ()):
                    try:
                        data[name].append(ENTRIES[name].model_validate(written_out(entry, roots, sided)))
                    except ValidationError as error:
                        problems += shape_problems(error, path.name, lines, (name, index), ENTRIES[name])
    if problems:
        raise InputError(problems)
    # The board shows its cards in one order for everybody, whatever file a decision stands in. Rows stand by their ids:
    # the files put what helps before what harms, which would give the answers away.
    place = {card.id: number for number, card in enumerate(data["cards"])}
    data["decisions"].sort(key=lambda one: (place.get(one.card, len(place)), one.id if one.row else ""))
    try:
        book = Book(Guideline.model_validate(data))
    except ValidationError as error:
        raise InputError(shape_problems(error, "guideline", {}, (), Guideline)) from None
    problems = check_guideline(book)
    if problems:
        raise InputError(problems)
    return book


def read_case(path: Path, book: Book) -> Case:
    """Read and check one case file, and return the case as it is read: with its placeholders filled in.

    Raises:
        InputError: with all problems of the file at once.
    """
    return spoken(read_written(path, book))


def read_written(path: Path, book: Book) -> Case:
    """Read and check one case file, and return the case as it is written: with its placeholders.

    Raises:
        InputError: with all problems of the file at once.
    """
    name = path.name
    content, lines = _load(path)
    try:
        case = Case.model_validate(content)
    except ValidationError as error:
        shape = shape_problems(error, name, lines, (), Case, content)
        said = {problem.key for problem in shape}
        more = [p for p in lint_facts.raw_problems(content, lines, name, book) if p.key not in said]
        raise InputError([*shape, *more]) from None
    if strange := strange_words(case):
        known = list(person_words(case))
        raise InputError(
            [
                Problem(
                    name, line_of(at, lines), dotted(at), f"the case has no word for {{{word}}}.", allowed(word, known)
                )
                for at, word in strange
            ]
        )
    problems = lint.check_case(spoken(case), path.stem, book, name, lines)
    if not problems and can_vary(case):
        problems = check_variants(case, book, name, lines, lint.check_patient)
    if problems:
        raise InputError(problems)
    return case


def read_cases(folder: Path, book: Book) -> tuple[list[Case], list[Broken]]:
    """Read every case of a folder, as it is read; a broken one is named and left out."""
    written, broken = read_all_written(folder, book)
    return [spoken(case) for case in written], broken


def read_all_written(folder: Path, book: Book) -> tuple[list[Case], list[Broken]]:
    """Read every case of a folder, as it is written; a broken one is named and left out."""
    healthy: list[Case] = []
    broken: list[Broken] = []
    for path in sorted(folder.glob("*.yml")):
        what = "The file is not read: the name of a case ends in .yaml."
        broken.append(Broken(file=path.name, problems=(str(Problem(path.name, None, "", what, "Rename it.")),)))
    for path in sorted(folder.glob("*.yaml")):
        try:
            healthy.append(read_written(path, book))
        except InputError as error:
            broken.append(Broken(file=path.name, problems=tuple(str(p) for p in error.problems)))
    return healthy, broken


def build(out_dir: Path, cases_dir: Path) -> None:
    """Compile the guideline and all cases into `out_dir`.

    The folder appears whole or not at all, so that two processes that compile at once cannot read a half of it.

    Args:
        out_dir: where the JSON goes; made if missing.
        cases_dir: the folder of case files.

    Raises:
        InputError: the guideline itself is broken (a broken case is only left out).
    """
    book = read_guideline()
    written, broken = read_all_written(cases_dir, book)
    # What may differ is for variants alone; a case that is played as written is the same whether it has any or not.
    cases = [spoken(case).model_copy(update={"variants": Variants()}) for case in written]
    out_dir.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out_dir.parent, prefix=".compiling-") as temporary:
        work = Path(temporary) / "content"
        work.mkdir()
        guideline = _compact(what_playing_needs(book.guideline))
        (work / "guideline.json").write_bytes(guideline)
        (work / "library.json").write_bytes(_compact(book.guideline))
        cards = []
        for case, source in zip(cases, written, strict=True):
            compact, source_hash = _compact(case), ""
            (work / f"case-{case.id}.json").write_bytes(compact)
            if can_vary(source):
                source_hash = _hash(_compact(source))
                (work / f"written-{case.id}.json").write_bytes(_compact(source))
            cards.append(_card(case, _hash(compact), source_hash))
        words, _ = _load(HERE / "strings.yaml")
        (work / "strings.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        (work / "lab.json").write_bytes(_compact(read_lab(book, _load)))
        (work / "strings-lab.json").write_text(
            json.dumps(_words_of(HERE / "lab" / "words"), ensure_ascii=False), encoding="utf-8"
        )
        (work / "generator.json").write_bytes(_compact(read_generator(book, _load)))
        (work / "clinic.json").write_bytes(_compact(read_clinic(book, _load)))
        words, _ = _load(HERE / "clinic" / "words.yaml")
        (work / "strings-clinic.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        (work / "progress.json").write_bytes(_compact(read_progress(book, cases, _load)))
        words, _ = _load(HERE / "progress" / "words.yaml")
        (work / "strings-progress.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        words, _ = _load(HERE / "studio" / "words.yaml")
        (work / "strings-studio.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        for tool, found in tools.contents(book, _load):
            (work / f"bedside-{tool}.json").write_bytes(_compact(found))
        for tool, said in tools.words(_load):
            (work / f"strings-{tool}.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        catalogue = Catalogue(
            guideline_hash=_hash(guideline),
            cards=tuple(cards),
            broken=tuple(broken),
        )
        (work / "catalogue.json").write_bytes(_compact(catalogue))
        _publish(work, out_dir)


def _words_of(folder: Path) -> dict[str, Any]:
    """Return the words of an app that keeps them in several files; a word in two files is an error."""
    found: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yaml")):
        words, lines = _load(path)
        twice = [name for name in words if name in found]
        if twice:
            what = f"{twice[0]!r} stands in another file, too."
            raise InputError([Problem(path.name, lines.get((twice[0],)), twice[0], what, "Rename one of them.")])
        found |= words
    return found


def what_playing_needs(guideline: Guideline) -> Guideline:
    """Return the guideline with only what a case asks of the learner, and what a debrief can show of it.

    A student's kernel loads this; the whole is for the explorer, the command line and teachers.
    """
    asked = {decision.id for decision in guideline.decisions if decision.asked}
    rules = tuple(rule for rule in guideline.rules if not rule.then or asked & set(rule.then))
    cited = {name for rule in rules for name in rule.cites} | set(guideline.way.cites())
    touched = {name for rule in rules for name in rule.conflicts}
    touched |= {name for parameter in guideline.parameters for name in parameter.conflicts}
    touched |= {name for s in guideline.statements if s.id in cited for name in s.conflicts}
    return guideline.model_copy(
        update={
            "decisions": tuple(d for d in guideline.decisions if d.asked),
            "rules": rules,
            "statements": tuple(s for s in guideline.statements if s.id in cited),
            "conflicts": tuple(c for c in guideline.conflicts if c.id in touched),
            "not_encoded": (),
            "flags": (),
            "components": (),
        }
    )


def _publish(work: Path, out_dir: Path) -> None:
    if (out_dir / "catalogue.json").is_file():
        # Keyed by content: whoever was first wrote the same bytes. A wheel's folder is written file by file.
        for path in work.iterdir():
            path.replace(out_dir / path.name)
        return
    try:
        work.replace(out_dir)
    except OSError:
        if not (out_dir / "catalogue.json").is_file():
            out_dir.mkdir(parents=True, exist_ok=True)
            for path in work.iterdir():
                path.replace(out_dir / path.name)


def _hash(compact: bytes) -> str:
    return hashlib.sha256(compact).hexdigest()[:12]


def _card(case: Case, digest: str, variants: str) -> Card:
    who = case.persona
    first = case.visits[0]
    return Card(
        id=case.id,
        hash=digest,
        name=who.name,
        initials=who.initials,
        age=who.age,
        occupation=who.occupation,
        opening=case.opening,
        minutes=first.minutes + max((v.minutes for v in case.visits[1:]), default=0),
        visits=_longest(case, first.id),
        difficulty=case.difficulty,
        variants=variants,
    )


def _longest(case: Case, visit_id: str) -> int:
    return 1 + max((_longest(case, branch.visit) for branch in case.visit(visit_id).next), default=0)


def _compact(model: BaseModel) -> bytes:
    return model.model_dump_json(by_alias=True, exclude_defaults=True).encode()


def _load(path: Path) -> tuple[Any, dict[strict_yaml.Path, int]]:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        what = f"The file cannot be read ({error.strerror})."
        raise InputError([Problem(path.name, None, "", what, "Check that it exists and may be read.")]) from None
    if len(data) > _LARGEST:
        what = f"The file is larger than {_LARGEST // 1000} kB."
        raise InputError([Problem(path.name, None, "", what, "Keep only what a person has written in it.")])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        what, line = "The file is not UTF-8 text.", data.count(b"\n", 0, error.start) + 1
        raise InputError([Problem(path.name, line, "", what, "Save it again as UTF-8.")]) from None
    return strict_yaml.load(text, path.name)
