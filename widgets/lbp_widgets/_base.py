"""What all widgets share: an unknown keyword is an error, and the text form is stable enough to be checked."""

from __future__ import annotations

from typing import Any, ClassVar

import anywidget


class LbpWidget(anywidget.AnyWidget):
    """Base of the toolkit's widgets."""

    #: Keywords of the constructor that are not traits.
    _arguments: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, **traits: Any) -> None:
        """Make the widget; a misspelt keyword is refused instead of being lost."""
        unknown = [name for name in traits if not self.has_trait(name)]
        if unknown:
            raise TypeError(f"{type(self).__name__} has no argument {unknown[0]!r}. Check the spelling.")
        super().__init__(**traits)

    def __repr__(self) -> str:
        """Return a text without a memory address, so that nbval can compare it."""
        return f"<LBP Teach {type(self).__name__.lower()}>"
