"""Types of the figures: boxes, and the parts they stand in from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from lbp_teach.text import Text

Tone = Literal["plain", "head", "strong", "red", "yellow", "green", "blue", "black"]


@dataclass(frozen=True)
class Box:
    """One place in a figure that can be opened.

    Attributes:
        id: name within the figure.
        title: its words.
        statements: what it opens; never empty.
        tone: how it looks; the five colours are for flags and for danger only.
        share: statement out of which the share beside the title is read.
        asks: questions of the cases that explore it, by id.
        root: the nerve root whose regions on the body it stands for, or the reflex point.
        sourced: whether a source describes it; what is not is drawn dashed.
    """

    id: str
    title: Text
    statements: tuple[str, ...]
    tone: Tone = "plain"
    share: str | None = None
    asks: tuple[str, ...] = ()
    root: str | None = None
    sourced: bool = True


@dataclass(frozen=True)
class Area:
    """Boxes that belong together: the first heads the others."""

    boxes: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One layer of a figure.

    Attributes:
        kind: `row` for areas side by side, `tiers` for pyramids with the top first, `body` for the drawing of the legs.
        areas: areas side by side, or the pyramids.
        link: arrows to the layer below.
        titles: headings of the pyramids.
        across: whether there are arrows between the areas.
        express: words on an arrow that leads past the lower tiers straight to the top of the first pyramid.
    """

    areas: tuple[Area, ...]
    kind: Literal["row", "tiers", "body"] = "row"
    link: Literal["none", "down", "both"] = "none"
    titles: tuple[Text, ...] = ()
    across: bool = False
    express: Text | None = None


@dataclass(frozen=True)
class Loop:
    """An arrow that leads back, from the layer `start` up to the layer `end`."""

    start: int
    end: int
    label: Text


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes:
        id: name in the address.
        title: its heading.
        lead: one sentence on how to read it.
        boxes: everything that can be opened, in reading order.
        parts: the layers, from the top.
        conflicts: disagreements that are shown beside it.
        loop: an arrow back.
    """

    id: str
    title: Text
    lead: Text
    boxes: tuple[Box, ...]
    parts: tuple[Part, ...]
    conflicts: tuple[str, ...] = ()
    loop: Loop | None = None
    names: dict[str, Box] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        """Index the boxes by name."""
        object.__setattr__(self, "names", {box.id: box for box in self.boxes})
