"""What a variant is called: the id of its case and a seed, as in `rikke-thorsen~1a2b3c4d`."""

from __future__ import annotations

import re

SIGN = "~"
_SEED = re.compile(r"[0-9a-f]{8}\Z")


def is_seed(seed: str) -> bool:
    """Return whether a text is a seed: eight hexadecimal digits in lower case."""
    return bool(_SEED.match(seed))


def base_of(case_id: str) -> str:
    """Return the id of the case that a case is a variant of, and a case's own id where it is none."""
    return case_id.partition(SIGN)[0]


def seed_of(case_id: str) -> str | None:
    """Return the seed of a variant, None where the id is that of a case as written."""
    _, sign, seed = case_id.partition(SIGN)
    return seed if sign else None


def variant_id(case_id: str, seed: str) -> str:
    """Return the id of the variant of a case that a seed gives.

    Raises:
        ValueError: the seed is not eight hexadecimal digits.
    """
    if not is_seed(seed):
        raise ValueError(f"{seed!r} is no seed: it must be eight digits of 0-9 and a-f")
    return f"{case_id}{SIGN}{seed}"
