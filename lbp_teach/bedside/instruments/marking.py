"""The marks of a counted sheet. Points: can there be a total, which is it, which group, what may it be used for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction

from lbp_teach.bedside.base import Mark
from lbp_teach.bedside.instruments.model import Claim, Instrument, Use
from lbp_teach.bedside.instruments.scoring import Scored
from lbp_teach.bedside.instruments.telling import amount, of_all
from lbp_teach.guideline.assess import Book
from lbp_teach.text import Lang, Text, both

#: Points. Where no total can be given, seeing that is the whole of the arithmetic, and is worth as much as all of it.
POSSIBLE, TOTAL, BAND, NO_TOTAL, USE = 1, 3, 2, 4, 1
#: A percentage may be rounded to a whole number, as the form itself does.
NEAR = Fraction(1, 2)
_POSSIBLE = both(da="Kan der gives en total?", en="Can a total be given?")
_TOTAL_IS = both(da="Totalen: {total}", en="The total: {total}")
_BAND_IS = both(da="Gruppen: {label}", en="The group: {label}")
_SAID = both(da="Du skrev {said}.", en="You wrote {said}.")
_NOT_SAID = both(da="Du skrev ingen total.", en="You wrote no total.")
_MORE = both(
    da="Du gav en total, selv om der mangler svar. {rule}", en="You gave a total although answers are missing. {rule}"
)
_OF_ALL = both(da="Alle {of} items er besvaret.", en="All {of} items are answered.")
_ONE_ANSWER = both(da="Svaret er der, og mere skal der ikke til.", en="The answer is there, and no more is needed.")


def nearest(total: Fraction) -> str:
    """Return a total as somebody would write it, with a point."""
    return amount(total)(Lang.EN)


def marks(
    book: Book,
    instrument: Instrument,
    key: Scored,
    uses: Collection[Use],
    possible: bool | None,
    total: str | None,
    band: str | None,
    picked: Collection[str],
) -> tuple[Mark, ...]:
    """Return the marks of an answer.

    Args:
        book: the guideline.
        instrument: which form.
        key: what the sheet comes to.
        uses: what was asked about the use of the result.
        possible: whether the learner says that a total can be given; None where nothing was said.
        total: what the learner wrote.
        band: the group that the learner chose.
        picked: the uses that the learner picked.
    """
    counted = _empty(instrument, possible)
    if key.total is not None:
        counted = _counted(book, instrument, key, possible, total, band)
    return (*counted, *(mark for use in uses if (mark := _use(use, picked)) is not None))


def _empty(instrument: Instrument, possible: bool | None) -> Iterator[Mark]:
    rule = instrument.missing
    because = _MORE.format(rule=rule.text) if possible else rule.text
    name = "right" if possible is False else "missing" if possible is None else "wrong"
    yield _mark("possible", _POSSIBLE, name, NO_TOTAL, because, rule)


def _counted(
    book: Book, instrument: Instrument, key: Scored, possible: bool | None, total: str | None, band: str | None
) -> Iterator[Mark]:
    assert key.total is not None
    name = "right" if possible else "missing" if possible is None else "wrong"
    yield _mark("possible", _POSSIBLE, name, POSSIBLE, _why_possible(instrument, key), instrument.missing)
    steps = key.steps[:-1] if key.band is not None else key.steps
    said = both(da=total.replace(".", ","), en=total) if total else None
    near = total is not None and abs(Fraction(total) - key.total) <= (NEAR if key.total.denominator > 1 else 0)
    told = () if near else (_SAID.format(said=said),) if said else (_NOT_SAID,)
    because = _joined((*told, *steps))
    title = _TOTAL_IS.format(total=of_all(instrument, key.total))
    name = "right" if near else "wrong" if total else "missing"
    yield _mark("total", title, name, TOTAL, because, instrument.arithmetic)
    if key.band is not None and instrument.cut_offs is not None:
        name = "right" if band == key.band.id else "wrong" if band else "missing"
        title = _BAND_IS.format(label=book.words(key.band.label))
        because = _joined((key.steps[-1], key.band.means))
        yield _mark("band", title, name, BAND, because, instrument.cut_offs)


def _why_possible(instrument: Instrument, key: Scored) -> Text:
    if key.missing:
        return instrument.missing.text
    of = len(instrument.all_items)
    return _OF_ALL.format(of=of) if of > 1 else _ONE_ANSWER


def _use(use: Use, picked: Collection[str]) -> Mark | None:
    if use.may:
        name, points = ("right", USE) if use.id in picked else ("missing", 0)
        return Mark(f"use:{use.id}", use.text, name, points, USE, use.because, use.cites)  # type: ignore[arg-type]
    if use.id in picked:
        return Mark(f"use:{use.id}", use.text, "too_much", -USE, 0, use.because, use.cites)
    return None


def _mark(subject: str, title: Text, name: str, of: int, because: Text, claim: Claim) -> Mark:
    points = of if name == "right" else 0
    return Mark(subject, title, name, points, of, because, claim.cites, (), not claim.outside)  # type: ignore[arg-type]


def _joined(steps: tuple[Text, ...]) -> Text:
    return both(da=" ".join(step.da for step in steps), en=" ".join(step.en for step in steps))
