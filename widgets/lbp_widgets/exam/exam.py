"""The exam's Python half."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lbp_widgets._bedside import BedsideWidget, mounted
from lbp_widgets._compose import compose_js
from lbp_widgets._screen import styles

_HERE = Path(__file__).parent


def body_figure() -> str:
    """Return the drawing of the body, as text; the explorer shows the same one."""
    return (_HERE.parent / "explorer" / "body-figure.svg").read_text(encoding="utf-8")


class NeuroExam(BedsideWidget):
    """The neurological exam of a patient whose findings have to be discovered.

    Example:
        >>> from lbp_widgets import neuro_exam
        >>> neuro_exam(level=1)  # doctest: +SKIP
    """

    tool = "exam"
    _esm = compose_js(_HERE / "exam.js")
    _css = styles(_HERE)

    def _answers(self, message: Any) -> Iterator[Mapping[str, Any]]:
        for answer in super()._answers(message):
            yield {**answer, "figure": body_figure()} if answer["type"] == "pack" else answer


def neuro_exam(case: str = "", visit: str = "", level: int = 1, seed: int | None = None, lang: str = "da") -> NeuroExam:
    """Return the exam of a patient of a case, or a drill.

    Args:
        case: id of a case; empty for a drill.
        visit: id of one of its visits; empty for the first.
        level: difficulty of a drill, 1 to 3.
        seed: which drill, 0 to 999,999; None for another one each time.
        lang: `da` or `en`; a learner's own choice in the browser wins.

    Raises:
        ValueError: there is no such case, visit, level, seed or language.
    """
    wanted: dict[str, Any] = {"case": case} if case else {"level": level, "seed": seed}
    if case and visit:
        wanted["visit"] = visit
    if not case and seed is None:
        wanted = {} if level == 1 else {"level": level}
    widget: NeuroExam = mounted(NeuroExam, wanted, lang)
    return widget
