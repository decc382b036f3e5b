"""What a learner is told when something cannot be done now."""

from __future__ import annotations

from lbp_teach.text import Text


class Refusal(Exception):
    """An action that is not possible now; carries the sentence for the learner."""

    def __init__(self, text: Text) -> None:
        """Keep the sentence in both languages."""
        self.text = text
        super().__init__(text.en)


def refuse(da: str, en: str) -> Refusal:
    """Return a refusal with its sentence in both languages."""
    return Refusal(Text(da=da, en=en))
