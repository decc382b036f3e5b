"""Which decisions can be defended: one answer for certainty, for the progress page and for habits of thought. Pure."""

from __future__ import annotations

from lbp_teach.scoring import Item

#: How the guideline sees a choice that can be defended. A wrong step of a scale beside the best one gives some points
#: and is still wrong.
DEFENSIBLE = ("best", "acceptable")


def defensible(item: Item) -> bool:
    """Return whether what was decided is what the guideline recommends or accepts; False where nothing was."""
    return item.grade in DEFENSIBLE
