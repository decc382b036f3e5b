"""The calculators in a notebook cell: answers in, the arithmetic out, line by line."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from lbp_teach import content
from lbp_teach.bedside.instruments.model import Content
from lbp_teach.bedside.instruments.scoring import BadAnswers, checked, score
from lbp_teach.text import Lang, Text, both

_EDUCATION = both(
    da="LBP Teach. Til undervisning, ikke til patientbehandling.", en="LBP Teach. For education, not for patient care."
)
_UNREVIEWED = both(
    da="Regnereglen er fra litteraturen ({source}) og afventer klinisk godkendelse.",
    en="The arithmetic is from the literature ({source}) and awaits clinical sign-off.",
)
_UNKNOWN = both(
    da="Der er intet skema {name!r}. Vælg et af {names}.", en="No instrument {name!r}. Choose one of {names}."
)


@lru_cache(maxsize=1)
def instruments() -> Content:
    """Return all instruments, with the guideline's lines in their place. Read once in a process."""
    return content.tool_content("instruments", Content).settled(content.library())


def score_instrument(name: str, answers: Any, lang: str = "da") -> str:
    """Return the arithmetic of a filled-in form, a line for each step.

    Args:
        name: `nrs`, `vas`, `start_back`, `ompsq_sf`, `rmdq`, `pcs` or `odi`.
        answers: one for each item in the order of the official form, None where it is not answered.
        lang: `da` or `en`.

    Raises:
        ValueError: there is no such instrument or language, or the answers are not those of the form; says what is
            allowed.

    Example:
        >>> print(score_instrument("nrs", [7], "en").splitlines()[1])
        The result is 7 of 10.
    """
    try:
        tongue = Lang(lang)
    except ValueError:
        raise ValueError(f"lang is {lang!r}; it can be 'da' or 'en'.") from None
    known = instruments()
    names = [one.id for one in known.instruments]
    if name not in names:
        raise ValueError(unknown(name)(tongue))
    instrument = known.instrument(name)
    try:
        found = score(instrument, checked(instrument, answers))
    except BadAnswers as error:
        raise ValueError(error.text(tongue)) from None
    first = instrument.sources[0]
    source = f"{first.authors.split(',')[0]} {first.year}"
    book = content.library()
    lines = [instrument.full, *found.steps, _UNREVIEWED.format(source=source), _EDUCATION]
    return "\n".join(book.words(line)(tongue) for line in lines)


def unknown(name: Any) -> Text:
    """Return the sentence for an instrument that does not exist."""
    names = ", ".join(one.id for one in instruments().instruments)
    shown = str(name)[:20].replace("{", "(").replace("}", ")")
    return both(da=_UNKNOWN.da.format(name=shown, names=names), en=_UNKNOWN.en.format(name=shown, names=names))
