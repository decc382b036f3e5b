"""A changed copy is what `dataclasses.replace` would have made."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lbp_teach.changed import changed
from lbp_teach.play import Asked, Attempt, VisitState

VISIT = VisitState("first", asked=(Asked("pain_where", False),), seconds=30)
ATTEMPT = Attempt("a", "kaj-roenholt", "hash", "DSAM2026", (VISIT,))


def test_it_is_what_replace_makes_and_the_first_stays_as_it_was() -> None:
    moves: list[tuple[VisitState | Attempt, dict[str, Any]]] = [
        (VISIT, {"seconds": 60, "locked": True}),
        (ATTEMPT, {"visits": (VISIT, VISIT)}),
        (ATTEMPT, {}),
    ]
    for one, changes in moves:
        before = repr(one)
        assert changed(one, **changes) == replace(one, **changes)
        assert type(changed(one, **changes)) is type(one)
        assert repr(one) == before


def test_a_field_that_does_not_exist_is_refused() -> None:
    with pytest.raises(TypeError, match="VisitState has no field 'second'"):
        changed(VISIT, second=60)
