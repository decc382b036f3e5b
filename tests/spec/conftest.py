"""Scenarios are about the whole guideline, also where a case does not ask."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from spec.mcdc import Shown, examine

from lbp_teach import content
from lbp_teach.guideline.assess import Book


@pytest.fixture(scope="session")
def book() -> Book:
    """The whole guideline."""
    return content.library()


@pytest.fixture(scope="session")
def shown(book: Book) -> Sequence[Shown]:
    """What `mcdc` found about every clause of the guideline, which takes seconds."""
    return list(examine(book))
