"""What the screen is told of the instruments, in one language. Nothing of a sheet's arithmetic is in `pack`."""

from __future__ import annotations

from collections.abc import Iterable

from lbp_teach.bedside.base import Plain
from lbp_teach.bedside.instruments.model import Claim, Content, Instrument, Item, Publication
from lbp_teach.bedside.instruments.scoring import Answers, score
from lbp_teach.bedside.instruments.telling import band_range, of_all, scale_limit
from lbp_teach.edition import EDITION
from lbp_teach.explain import by_section, citation, conflict
from lbp_teach.guideline.assess import Book
from lbp_teach.text import Lang, Text, both

#: Up to so many answers stand side by side; longer scales are typed.
SIDE_BY_SIDE = 6
_NOT_ANSWERED = both(da="ubesvaret", en="not answered")
_BOX = both(da="felt {n}", en="box {n}")
_EMPTY = both(
    da="Skriv svarene fra skemaet, så regnes de ud her.",
    en="Enter the answers from the form and they are counted here.",
)
_HELD = both(
    da="Det er svarene fra opgaven. Lås dit eget svar først, så regner vi dem ud.",
    en="These are the answers of the task. Lock your own answer first, then they are counted.",
)
_ON_SCREEN = both(
    da="Item {item}: skriv et helt tal fra {low} til {high}, eller lad feltet stå tomt.",
    en="Item {item}: write a whole number from {low} to {high}, or leave the field empty.",
)
_CONDITION = both(da="{range}, {scale} {limit}", en="{range}, {scale} {limit}")


def pack(book: Book, content: Content, lang: Lang) -> Plain:
    """Return every instrument in one language, and what is asked about the use of its result."""
    return {
        "instruments": [_instrument(book, one, lang) for one in content.instruments],
        "uses": [{"id": use.id, "instruments": list(use.instruments), "text": use.text(lang)} for use in content.uses],
    }


def _instrument(book: Book, one: Instrument, lang: Lang) -> Plain:
    def said(text: Text | None) -> str | None:
        return None if text is None else book.words(text)(lang)

    return {
        "id": one.id,
        "name": one.name,
        "full": said(one.full),
        "measures": said(one.measures),
        "of": one.of,
        "unit": one.unit,
        "items": [_item(item, lang) for item in one.all_items],
        "notes": [note for run in one.items if (note := said(run.note))],
        "question": said(one.items[0].question),
        "bands": [
            {"id": band.id, "label": said(band.label), "range": said(range_words(one, i))}
            for i, band in enumerate(one.bands)
        ],
        "claims": [{"about": about, **_claim(book, claim, lang)} for about, claim in one.claims.items()],
        "owner": said(one.licence.owner),
        "form": said(one.licence.form),
        "sources": [publication(source, lang) for source in one.sources],
        "note": said(one.note),
        "says": [said(book.statements[name].text) for name in one.says],
        "citations": by_section(citation(book, name, lang, EDITION) for name in one.says),
        "conflicts": [conflict(book, name, lang) for name in one.conflicts],
    }


def _item(item: Item, lang: Lang) -> Plain:
    run = item.run
    names = [name(lang) for name in run.answers] or [str(n) for n in range(run.low, run.high + 1)]
    few = len(names) <= SIDE_BY_SIDE
    answers = [{"value": run.low + i, "label": name} for i, name in enumerate(names)] if few else []
    return {"n": item.n, "low": run.low, "high": run.high, "answers": answers}


def range_words(one: Instrument, index: int) -> Text:
    """Return which totals belong to a group, with the subscale that decides where one does."""
    band = one.bands[index]
    limit = scale_limit(one, band)
    if limit is None:
        return band_range(one, band)
    scale, text = limit
    return _CONDITION.format(range=band_range(one, band), scale=scale.within or scale.label, limit=text)


def _claim(book: Book, claim: Claim, lang: Lang) -> Plain:
    return {
        "text": book.words(claim.text)(lang),
        "verified": claim.verified,
        "seen": claim.seen,
        "outside": claim.outside,
        "citations": by_section(citation(book, name, lang, EDITION) for name in claim.cites),
    }


def publication(source: Publication, lang: Lang) -> str:
    """Return a reference as it is printed."""
    note = f" ({source.note(lang)})" if source.note else ""
    return f"{source.authors.rstrip('.')}. {source.journal}, {source.year}{note}."


def sheet(instrument: Instrument, answers: Answers, lang: Lang) -> list[Plain]:
    """Return a filled-in sheet: what stands at each item, as it stands on the form, not as it counts."""
    return [
        {"n": item.n, "shown": _shown(item, answer, lang), "empty": answer is None}
        for item, answer in zip(instrument.all_items, answers, strict=True)
    ]


def _shown(item: Item, answer: int | None, lang: Lang) -> str:
    if answer is None:
        return _NOT_ANSWERED(lang)
    if item.run.answers:
        return item.run.answers[answer - item.run.low](lang)
    return _BOX.format(n=answer)(lang) if item.run.points else str(answer)


def lines(book: Book, steps: Iterable[Text], lang: Lang) -> list[str]:
    """Return steps in one language."""
    return [book.words(step)(lang) for step in steps]


def typed(total: str | None, lang: Lang) -> str:
    """Return a total as it stands in the field."""
    return "" if total is None else total.replace(".", ",") if lang == Lang.DA else total


def result(book: Book, instrument: Instrument, own: Answers, lang: Lang, *, held: bool) -> Plain:
    """Return what the calculator shows: a total with its group and steps, or why there is none."""
    if all(answer is None for answer in own):
        return {"note": _EMPTY(lang), "total": None, "band": None, "means": None, "steps": []}
    if held:
        return {"note": _HELD(lang), "total": None, "band": None, "means": None, "steps": []}
    found = score(instrument, own)
    total = None if found.total is None else of_all(instrument, found.total)(lang)
    missing = found.total is None or bool(found.missing)
    return {
        "note": book.words(instrument.missing.text)(lang) if missing and found.missing else None,
        "total": total,
        "band": book.words(found.band.label)(lang) if found.band else None,
        "means": book.words(found.band.means)(lang) if found.band else None,
        "steps": lines(book, found.steps, lang),
    }


def on_screen(instrument: Instrument, n: int) -> Text:
    """Return the sentence for an answer that item `n` does not have, for somebody who types into a field."""
    run = instrument.all_items[n - 1].run
    return _ON_SCREEN.format(item=n, low=run.low, high=run.high)
