"""Where content is found and how it is read: compiled JSON for the student, YAML only to compile it.

A wheel carries `_compiled`. A checkout compiles on demand into the user's data directory, keyed by a hash of every
source file, so that an edited case is picked up and an unchanged one costs nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from lbp_teach.cards import Broken as Broken
from lbp_teach.cards import Card as Card
from lbp_teach.cards import Catalogue as Catalogue
from lbp_teach.case import Case
from lbp_teach.errors import UsageError
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.model import Guideline
from lbp_teach.text import Frozen
from lbp_teach.variants.drawing import DRAW
from lbp_teach.variants.making import variant
from lbp_teach.variants.names import base_of, is_seed, seed_of, variant_id

if TYPE_CHECKING:
    from lbp_teach.lab.model import Lab
    from lbp_teach.progress.model import Progress

Model = TypeVar("Model", bound=Frozen)
HERE = Path(__file__).resolve().parent
#: Raised when the compiled form changes, so that an old cache is never read.
FORMAT = "5"


@dataclass(frozen=True)
class Prepared:
    """What `prepare` made: where, and which case files are broken."""

    root: Path
    broken: list[tuple[str, str]]


def cases_root() -> Path:
    """Return the folder of case files: packaged with the wheel, or the checkout's own."""
    packaged = HERE / "_cases"
    return packaged if packaged.is_dir() else HERE.parent / "cases"


def notebooks_root() -> Path:
    """Return the folder of notebooks: packaged with the wheel, or the checkout's own."""
    packaged = HERE / "_notebooks"
    return packaged if packaged.is_dir() else HERE.parent / "notebooks"


def data_root() -> Path:
    """Return the folder for learner data and caches, creating it if need be.

    `LBP_HOME` if set, else the user's data directory of the platform.

    Raises:
        UsageError: the folder cannot be made or written.
    """
    root = Path(os.environ.get("LBP_HOME") or _user_data())
    try:
        root.mkdir(parents=True, exist_ok=True)
        if not os.access(root, os.W_OK):
            raise PermissionError
    except OSError:
        raise UsageError(
            f"The data folder {root} cannot be written. Give yourself write permission, "
            "or set LBP_HOME to a folder of yours and start again."
        ) from None
    return root


def _user_data() -> Path:
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "lbp-teach"


def sources() -> list[Path]:
    """Return every YAML file that content is compiled from, in a stable order."""
    guideline = HERE / "guideline"
    return [
        HERE / "strings.yaml",
        *sorted(guideline.rglob("*.yaml")),
        *sorted((HERE / "lab").rglob("*.yaml")),
        *sorted((HERE / "bedside").rglob("*.yaml")),
        *sorted((HERE / "progress").glob("*.yaml")),
        *sorted((HERE / "generator").rglob("*.yaml")),
        *sorted((HERE / "clinic").glob("*.yaml")),
        *sorted((HERE / "studio").glob("*.yaml")),
        *sorted(path for path in cases_root().iterdir() if path.suffix in (".yaml", ".yml")),
    ]


def sources_hash() -> str:
    """Return a short hash over the names and bytes of all content sources."""
    digest = hashlib.sha256(FORMAT.encode())
    for path in sources():
        digest.update(path.relative_to(path.parents[1]).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@lru_cache(maxsize=1)
def compiled_root() -> Path:
    """Return the folder of compiled content, compiling it first where that is needed.

    `LBP_COMPILED` (set by `serve` for its kernels) wins, then the wheel's own, then the checkout's cache.
    """
    given = os.environ.get("LBP_COMPILED")
    if given and (Path(given) / "catalogue.json").is_file():
        return Path(given)
    packaged = HERE / "_compiled"
    if packaged.is_dir():
        return packaged
    root = data_root() / "compiled" / sources_hash()
    if not (root / "catalogue.json").is_file():
        from lbp_teach.compile import build  # the authors' path: loads the YAML parser

        build(root, cases_root())
    return root


def prepare() -> Prepared:
    """Compile what is not compiled yet, for `serve`.

    Returns:
        The folder, and one (file, message) for every case file that is left out.
    """
    compiled_root.cache_clear()
    catalogue.cache_clear()
    root = compiled_root()
    broken = [(b.file, problem) for b in catalogue().broken for problem in b.problems]
    return Prepared(root, broken)


@lru_cache(maxsize=1)
def book() -> Book:
    """Return the guideline, indexed. Read once in a process."""
    return Book(Guideline.model_validate_json((compiled_root() / "guideline.json").read_bytes()))


@lru_cache(maxsize=1)
def library() -> Book:
    """Return the whole guideline, with every statement and conflict; `book` has only what playing needs."""
    return Book(Guideline.model_validate_json((compiled_root() / "library.json").read_bytes()))


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return the catalogue of cases. Read once in a process."""
    return Catalogue.model_validate_json((compiled_root() / "catalogue.json").read_bytes())


@lru_cache(maxsize=8)
def load_case(case_id: str) -> Case:
    """Return a case by its id, or a variant of one by `<id>~<seed>`, as it is played.

    Raises:
        UsageError: there is no healthy case of that name, or it has no variants.
    """
    seed, base = seed_of(case_id), base_of(case_id)
    if seed is None and base_card(base) is not None:
        return Case.model_validate_json((compiled_root() / f"case-{base}.json").read_bytes())
    if seed is not None and current_hash(case_id) is not None:
        return variant(written_case(base), seed)
    known = ", ".join(card.id for card in catalogue().cards) or "none"
    raise UsageError(f"There is no case called {case_id!r}. Known cases: {known}. See `lbp-teach cases list`.")


@lru_cache(maxsize=2)
def written_case(case_id: str) -> Case:
    """Return a case as its author wrote it, with its placeholders and what may differ in a variant.

    Raises:
        UsageError: there is no healthy case of that name, or it has no variants.
    """
    card = base_card(case_id)
    if card is None or not card.variants or seed_of(case_id) is not None:
        raise UsageError(f"There is no case called {case_id!r} that has variants. See `lbp-teach cases list`.")
    return Case.model_validate_json((compiled_root() / f"written-{case_id}.json").read_bytes())


def find_card(case_id: str) -> Card | None:
    """Return the card of a case or a variant; a variant's shows its own person. None where there is no such case."""
    card = base_card(case_id)
    if seed_of(case_id) is None or card is None:
        return card
    found = current_hash(case_id)
    if found is None:
        return None
    case = load_case(case_id)
    who = case.persona
    person = {"name": who.name, "initials": who.initials, "age": who.age, "occupation": who.occupation}
    return card.model_copy(
        update={"id": case_id, "hash": found, **person, "opening": case.opening, "variants": ""},
    )


def base_card(case_id: str) -> Card | None:
    """Return the card of a case, of a variant that of the case it is a variant of; None where there is none."""
    base = base_of(case_id)
    return next((card for card in catalogue().cards if card.id == base), None)


@lru_cache(maxsize=1)
def lab() -> Lab:
    """Return the laboratory: its parts and claims. Read once in a process."""
    from lbp_teach.lab.model import Lab

    return Lab.model_validate_json((compiled_root() / "lab.json").read_bytes())


@lru_cache(maxsize=1)
def progress() -> Progress:
    """Return the competencies, and what each case trains. Read once in a process."""
    from lbp_teach.progress.model import Progress

    return Progress.model_validate_json((compiled_root() / "progress.json").read_bytes())


def tool_content(tool: str, model: type[Model]) -> Model:
    """Return the content of an assessment tool, such as `flags`, as its model. Read once in a process."""
    found = _tool_content(tool, model)
    assert isinstance(found, model)
    return found


@lru_cache(maxsize=16)
def _tool_content(tool: str, model: type[Frozen]) -> Frozen:
    return model.model_validate_json((compiled_root() / f"bedside-{tool}.json").read_bytes())


def case_hash(case_id: str) -> str:
    """Return the hash of a case or a variant, which marks the attempts made on it.

    Raises:
        UsageError: there is no healthy case of that name.
    """
    found = current_hash(case_id)
    if found is None:
        raise UsageError(f"There is no case called {case_id!r}. See `lbp-teach cases list`.")
    return found


def current_hash(case_id: str) -> str | None:
    """Return the hash of a case or a variant as it is now, None where there is no such case here.

    That of a variant follows from the case as written and the seed, so that it is known without making the patient.
    """
    seed, card = seed_of(case_id), base_card(case_id)
    if card is None or seed is None:
        return card.hash if card else None
    if not card.variants or not is_seed(seed):
        return None
    return hashlib.sha256(f"{card.variants}:{DRAW}:{variant_id(card.id, seed)}".encode()).hexdigest()[:12]


def strings(lang: str, *more: str) -> dict[str, str]:
    """Return the words of the interface in one language.

    Args:
        lang: `da` or `en`.
        more: names of apps that bring words of their own, such as `lab`.
    """
    words: dict[str, dict[str, str]] = {}
    for name in ("strings", *(f"strings-{app}" for app in more)):
        words |= json.loads((compiled_root() / f"{name}.json").read_text(encoding="utf-8"))
    return {name: text[lang] for name, text in words.items()}
