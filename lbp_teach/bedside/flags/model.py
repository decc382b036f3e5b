"""The flag sorter's content: the five colours in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.model import Colour
from lbp_teach.text import Frozen, Text


class ColourWords(Frozen):
    """A colour of the flag system: its name, what it is for, and where that stands."""

    id: Colour
    label: Text
    about: Text
    cites: tuple[str, ...]


class NoFlag(Frozen):
    """The sixth pile."""

    label: Text
    about: Text


class Content(Frozen):
    """The piles, in the order they are shown."""

    colours: tuple[ColourWords, ...]
    none: NoFlag

    def problems(self, book: Book) -> Iterator[tuple[str, str]]:
        """Yield (key, what is wrong) for colours left out and citations that lead nowhere."""
        if tuple(one.id for one in self.colours) != get_args(Colour):
            yield "colours", f"The colours are {', '.join(get_args(Colour))}, each once and in this order."
        for colour in self.colours:
            for name in colour.cites:
                if name not in book.statements:
                    yield f"colours.{colour.id}.cites", f"There is no statement {name!r}."

    def label(self, pile: str) -> Text:
        """Return the name of a pile: a colour, or `none`."""
        return next((one.label for one in self.colours if one.id == pile), self.none.label)
