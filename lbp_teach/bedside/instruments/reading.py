"""A total as a learner writes it: `6`, `35,6` or `35.6`."""

from __future__ import annotations

import re
from typing import Any

from lbp_teach.refusal import refuse

_TOTAL = re.compile(r"^ *([0-9]{1,3})(?:[.,]([0-9]{1,2}))? *%? *$")


def read_total(value: Any, of: int) -> str | None:
    """Return a written total in one form, with a point; None where the field was emptied.

    Args:
        value: what was written; nothing in it is trusted.
        of: the highest total there can be.

    Raises:
        Refusal: it is not a number from 0 to `of`.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1000 else value
    found = _TOTAL.match(text) if isinstance(text, str) and len(text) < 20 else None
    if found is None or float(f"{found[1]}.{found[2] or 0}") > of:
        raise refuse(
            f"Skriv et tal fra 0 til {of}, for eksempel {min(12, of)}.",
            f"Write a number from 0 to {of}, for example {min(12, of)}.",
        )
    rest = (found[2] or "").rstrip("0")
    return f"{int(found[1])}.{rest}" if rest else str(int(found[1]))
