"""The root map as data: signs of the examination and areas of skin, each with its nerve root."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lbp_teach.text import Frozen, Text

Modality = Literal["strength", "functional", "sensation", "reflex"]
MODALITIES: tuple[Modality, ...] = ("sensation", "strength", "reflex", "functional")
RootId = Literal["L4", "L5", "S1"]


class Root(Frozen):
    """A nerve root that the guideline describes."""

    id: RootId
    cites: tuple[str, ...]
    conflicts: tuple[str, ...] = ()


class Sign(Frozen):
    """A finding of the examination and the root it belongs to; `named` is how the sources write the level."""

    finding: str
    modality: Modality
    root: RootId
    named: str
    cites: tuple[str, ...]


class Region(Frozen):
    """An area of skin on the figure.

    Attributes:
        id: root and part, as the drawing names it.
        root: the dermatome it is drawn as.
        finding: whose value the patient's answer follows; None where the toolkit lets it feel normal.
        sourced: whether a source describes the area; the others are drawn dashed.
        distal: whether it lies where a stocking would.
        views: the parts of the drawing that show it.
    """

    id: str
    root: str
    label: Text
    finding: str | None = None
    sourced: bool = False
    distal: bool = False
    views: tuple[Literal["front", "back", "feet"], ...]


class Abnormal(Frozen):
    """When a sign is abnormal: one of these values, or below a threshold (the id of a parameter)."""

    one_of: tuple[str, ...] = ()
    below: str | None = None


class RootMap(Frozen):
    """The one table that drawing, rules, drills and tests use."""

    roots: tuple[Root, ...] = ()
    abnormal: dict[Modality, Abnormal] = Field(default_factory=dict)
    signs: tuple[Sign, ...] = ()
    regions: tuple[Region, ...] = ()

    def of(self, modality: str) -> tuple[Sign, ...]:
        """Return the signs of one modality, in order."""
        return tuple(sign for sign in self.signs if sign.modality == modality)

    def region(self, region_id: str) -> Region:
        """Return an area by its id; raises KeyError for an unknown one."""
        for region in self.regions:
            if region.id == region_id:
                return region
        raise KeyError(region_id)
