"""Scenarios are about the whole guideline, also where a case does not ask."""

from __future__ import annotations

import pytest

from lbp_teach import content
from lbp_teach.guideline.assess import Book


@pytest.fixture(scope="session")
def book() -> Book:
    """The whole guideline."""
    return content.library()
