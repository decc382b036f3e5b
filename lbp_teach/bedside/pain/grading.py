"""The marks of the pain tool: the type by the guideline's verdict, each feature by the table."""

from __future__ import annotations

from collections.abc import Iterable

from lbp_teach.bedside.base import Mark, MarkName
from lbp_teach.bedside.pain.features import Found
from lbp_teach.bedside.pain.model import TYPES
from lbp_teach.guideline.assess import Book, Outcome, Verdict
from lbp_teach.text import Text, both, join

TYPE_POINTS = 4
ACCEPTABLE_POINTS = 2
#: A feature filed right gives as much as one filed wrong costs; one left open neither gives nor costs. So guessing,
#: and filing everything in one place, does not pay. The screen says so beforehand.
FEATURE_POINTS = 1
_OR = both(da="eller", en="or")
_NONE = both(da="ingen af dem", en="none of them")
_TITLE = both(da="{title}: {noted}", en="{title}: {noted}")
_CHOSEN = both(da="{axis}: {choice}", en="{axis}: {choice}")
_RIGHT = both(da="Peger på: {right}. {because}", en="Points to: {right}. {because}")
_WRONG = both(
    da="Du svarede {chosen}. Svaret er {right}. {because}", en="You answered {chosen}. The answer is {right}. {because}"
)
_BEST = both(da="Bedst: {best}. {because}", en="Best: {best}. {because}")


def type_words(book: Book, name: str) -> Text:
    """Return a type, or `none`, within a sentence."""
    if name == "none":
        return _NONE
    label = book.decision("pain_type").option(name).label
    return Text(da=label.da.lower(), en=label.en.lower())


def type_mark(book: Book, verdict: Verdict, chosen: str | None) -> Mark:
    """Return the mark of the chosen type.

    Args:
        book: the guideline.
        verdict: what it says of this patient's pain.
        chosen: the type, or None.
    """
    decision = book.decision("pain_type")
    title = decision.axis
    if chosen:
        title = _CHOSEN.format(axis=title, choice=decision.option(chosen).label)
    mark, points = _grade(verdict, chosen)
    rules = [one.rule for one in _reasons(verdict, chosen, mark)]
    because = join([rule.because for rule in rules], sep=" ")
    if mark != "right":
        best = join([type_words(book, name) for name in verdict.best], last=_OR)
        because = _BEST.format(best=best, because=because)
    return Mark(
        "type",
        title,
        mark,
        points,
        TYPE_POINTS,
        because,
        _each(rule.cites for rule in rules),
        _each(rule.conflicts for rule in rules),
        all(rule.reviewed == "sourced" for rule in rules),
    )


def _grade(verdict: Verdict, chosen: str | None) -> tuple[MarkName, int]:
    if chosen is None:
        return "missing", 0
    match verdict.grade(chosen):
        case "best":
            return "right", TYPE_POINTS
        case "acceptable":
            return "partly", ACCEPTABLE_POINTS
        case "unsafe":
            return "critical", 0
    return "wrong", 0


def _reasons(verdict: Verdict, chosen: str | None, mark: MarkName) -> list[Outcome]:
    """Return the rule that made the best type best, after the one that calls the chosen type unsafe, if any."""
    leading = list(verdict.reasons[:1])
    if mark != "critical":
        return leading
    unsafe = next(one for one in verdict.against if chosen in one.rule.then["pain_type"].unsafe)
    return [unsafe, *(one for one in leading if one.rule.id != unsafe.rule.id)]


def feature_mark(book: Book, found: Found, filed: str | None) -> Mark:
    """Return the mark of one feature.

    Args:
        book: the guideline.
        found: the feature, with a reading.
        filed: what the learner said it points to, or None.
    """
    reading = found.reading
    assert reading is not None  # marked only where it is known
    assert found.noted is not None
    right = join([type_words(book, name) for name in reading.right], last=_OR)
    mark, points = _filed(reading.right, filed)
    words = (
        _WRONG.format(chosen=type_words(book, filed), right=right, because=reading.because)
        if (filed and mark != "right")
        else _RIGHT.format(right=right, because=reading.because)
    )
    return Mark(
        found.feature.id,
        _TITLE.format(title=found.feature.title, noted=found.noted),
        mark,
        points,
        FEATURE_POINTS,
        words,
        reading.cites,
        reading.conflicts,
        reading.reviewed == "sourced",
    )


def _filed(right: tuple[str, ...], filed: str | None) -> tuple[MarkName, int]:
    if filed is None:
        return "missing", 0
    if filed in right:
        return "right", FEATURE_POINTS
    # Saying of something that points nowhere that it points to a type is reading too much into it.
    return ("too_much" if not set(right) & set(TYPES) else "wrong"), -FEATURE_POINTS


def _each(names: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for some in names for name in some))
