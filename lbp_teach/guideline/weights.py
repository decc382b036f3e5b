"""What an answer is worth: one table, by kind of item, with formula and reason in words. The toolkit's choice."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lbp_teach.text import Frozen, Text

Kind = Literal["choice", "ordinal", "row", "set", "finding", "located", "probability", "time", "rule"]


class Weight(Frozen):
    """One line of the table of weights.

    Attributes:
        id: what it is the weight of.
        kind: the kind of item it belongs to; `rule` for what holds for all of them.
        value: whole points, or per cent where `unit` says so.
        what: what is marked.
        formula: how the points are worked out, in words.
        reason: why it weighs that much.
    """

    id: str
    kind: Kind
    value: int = Field(ge=-100, le=100)
    unit: Literal["points", "percent"] = "points"
    what: Text
    formula: Text
    reason: Text
