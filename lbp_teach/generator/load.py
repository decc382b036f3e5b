"""The generator's content as it was compiled; read once in a process, and only by who draws patients."""

from __future__ import annotations

from functools import lru_cache

from lbp_teach import content
from lbp_teach.generator.course import Ahead
from lbp_teach.generator.model import Generator
from lbp_teach.generator.tables import Tables


@lru_cache(maxsize=1)
def generator() -> Generator:
    """Return distributions, courses and templates."""
    return Generator.model_validate_json((content.compiled_root() / "generator.json").read_bytes())


@lru_cache(maxsize=1)
def tables() -> Tables:
    """Return the distributions, ready to be drawn from."""
    return Tables.of(generator().distributions, content.book())


@lru_cache(maxsize=1)
def ahead() -> Ahead:
    """Return what happens in the weeks after the visit."""
    return Ahead(generator().courses, content.book())
