"""How a form was counted, in words: one sentence for each step, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from lbp_teach.bedside.instruments.model import Band, Instrument, Subscale
from lbp_teach.text import Text, both, join, same

_AND = both(da="og", en="and")
_ANSWERED = both(da="{n} af {of} items er besvaret.", en="{n} of {of} items are answered.")
_WITHOUT = both(
    da="{n} af {of} items er besvaret. Ubesvaret: item {which}.",
    en="{n} of {of} items are answered. Not answered: item {which}.",
)
_TURNED = both(
    da="Item {item} vendes: {sum} − {answer} = {counts}.", en="Item {item} is reversed: {sum} − {answer} = {counts}."
)
_BOX = both(da="Item {item}: felt {answer} tæller {counts}.", en="Item {item}: box {answer} counts {counts}.")
_ONE = both(da="Resultatet er {total} af {of}.", en="The result is {total} of {of}.")
_MM = both(da="{total} mm af {of} mm, altså {cm} cm.", en="{total} mm of {of} mm, that is {cm} cm.")
_OF = both(da="{total} af {of}", en="{total} of {of}")
_WITH_UNIT = {"mm": both(da="{total} mm", en="{total} mm"), "%": both(da="{total} %", en="{total}%")}
_TICKS = both(da="{total} krydser af {of}.", en="{total} ticks of {of}.")
_SUM = both(da="{terms} = {total} af {of}.", en="{terms} = {total} of {of}.")
_PLAIN_SUM = both(da="{terms} = {total}.", en="{terms} = {total}.")
_PERCENT = both(
    da="De {n} besvarede kan højst tælle {most} × {n} = {could}. {sum} / {could} × 100 = {total} %.",
    en="The {n} answered can count {most} × {n} = {could} at most. {sum} / {could} × 100 = {total}%.",
)
_PART = both(
    da="{label} (item {which}): {terms} = {total} af {of}.", en="{label} (items {which}): {terms} = {total} of {of}."
)
_NO_PART = both(
    da="{label} (item {which}): ingen sum, når et af dem mangler.",
    en="{label} (items {which}): no sum while one of them is missing.",
)
_BAND = both(da="{total} er {range}. Det giver »{label}«.", en="{total} is {range}. That gives ‘{label}’.")
_BAND_TOO = both(
    da="Totalen {total} er {range}, og {scale} {part} er {limit}. Det giver »{label}«.",
    en="The total {total} is {range}, and {scale} {part} is {limit}. That gives ‘{label}’.",
)
_UP_TO = both(da="højst {up_to}", en="at most {up_to}")
_OVER = both(da="over {over}", en="above {over}")
_BETWEEN = both(da="over {over} og højst {up_to}", en="above {over} and at most {up_to}")
_DISPUTED = both(
    da="Kilderne sætter grænsen forskelligt ved netop {total}; se under grænser.",
    en="The sources put the line differently at exactly {total}; see under cut-offs.",
)
_NO_TOTAL = both(da="Ingen total: der skal mindst {least} svar til.", en="No total: it takes at least {least} answers.")
_NO_TOTAL_ONE = both(da="Ingen total: der er ikke svaret på noget.", en="No total: nothing is answered.")
#: Longer sums than this are not written out term by term.
_TERMS = 13


@dataclass(frozen=True)
class Account:
    """What there is to tell of a counted form.

    Attributes:
        answers: as they were given.
        counts: what each counts.
        total: None where none can be given.
        missing: numbers of the items not answered.
        parts: each subscale with its sum and the highest it can be.
        band: the group of the total.
    """

    answers: tuple[int | None, ...]
    counts: tuple[int | None, ...]
    total: Fraction | None
    missing: tuple[int, ...]
    parts: tuple[tuple[Subscale, int | None, int], ...]
    band: Band | None


def amount(value: Fraction) -> Text:
    """Return a total as it is written: whole, or with one decimal rounded half up."""
    tenths = (20 * value.numerator + value.denominator) // (2 * value.denominator)
    whole, rest = divmod(tenths, 10)
    return both(da=f"{whole},{rest}", en=f"{whole}.{rest}") if rest else same(str(whole))


def of_all(instrument: Instrument, total: Fraction) -> Text:
    """Return a total with what it is measured in: `6 of 9`, `63 mm`, `35.6%`."""
    return measured(instrument, total) if instrument.unit else _OF.format(total=amount(total), of=instrument.of)


def measured(instrument: Instrument, total: Fraction | int) -> Text:
    """Return a total with its unit where it has one: `6`, `63 mm`, `35.6%`."""
    number = amount(Fraction(total))
    return _WITH_UNIT[instrument.unit].format(total=number) if instrument.unit else number


def steps(instrument: Instrument, account: Account) -> tuple[Text, ...]:
    """Return the arithmetic of a form, a sentence for each step; the last says why where there is no total."""
    return tuple(_steps(instrument, account))


def _steps(instrument: Instrument, account: Account) -> Iterator[Text]:
    items = instrument.all_items
    if len(items) > 1 or account.missing:
        yield _how_many(len(items), account.missing)
    if account.total is None:
        least = instrument.missing.at_least
        yield _NO_TOTAL.format(least=least) if least > 1 else _NO_TOTAL_ONE
        return
    yield from _turned(instrument, account)
    yield from _total(instrument, account, account.total)
    yield from (_part(account, *part) for part in account.parts)
    if account.band is not None:
        yield _grouped(instrument, account, account.total, account.band)
        if account.total in instrument.disputed:
            yield _DISPUTED.format(total=measured(instrument, account.total))


def _how_many(of: int, missing: tuple[int, ...]) -> Text:
    if not missing:
        return _ANSWERED.format(n=of, of=of)
    return _WITHOUT.format(n=of - len(missing), of=of, which=join([same(run) for run in spans(missing)], last=_AND))


def _turned(instrument: Instrument, account: Account) -> Iterator[Text]:
    for item, answer, counts in zip(instrument.all_items, account.answers, account.counts, strict=True):
        if answer is None or counts is None:
            continue
        if item.run.reversed:
            yield _TURNED.format(item=item.n, sum=item.run.low + item.run.high, answer=answer, counts=counts)
        elif item.run.points:
            yield _BOX.format(item=item.n, answer=answer, counts=counts)


def _total(instrument: Instrument, account: Account, total: Fraction) -> Iterator[Text]:
    items, of = instrument.all_items, instrument.of
    known = [one for one in account.counts if one is not None]
    if instrument.unit == "mm":
        yield _MM.format(total=amount(total), of=of, cm=amount(total / 10))
    elif len(items) == 1:
        yield _ONE.format(total=amount(total), of=of)
    elif instrument.formula == "percent":
        most, n = items[0].most, len(known)
        yield _PLAIN_SUM.format(terms=_terms(known), total=sum(known))
        yield _PERCENT.format(n=n, most=most, could=most * n, sum=sum(known), total=amount(total))
    elif len(items) > _TERMS:
        yield _TICKS.format(total=amount(total), of=of)
    else:
        yield _SUM.format(terms=_terms(known), total=amount(total), of=of)


def _part(account: Account, scale: Subscale, total: int | None, of: int) -> Text:
    which = join([same(run) for run in spans(scale.items)], last=_AND)
    if total is None:
        return _NO_PART.format(label=scale.label, which=which)
    known = [one for n in scale.items if (one := account.counts[n - 1]) is not None]
    return _PART.format(label=scale.label, which=which, terms=_terms(known), total=total, of=of)


def _grouped(instrument: Instrument, account: Account, total: Fraction, band: Band) -> Text:
    words: dict[str, str | int | Text] = {"total": measured(instrument, total), "label": band.label}
    words["range"] = band_range(instrument, band)
    limit = scale_limit(instrument, band)
    if limit is None:
        return _BAND.format(**words)
    scale, text = limit
    part = next(found for one, found, _ in account.parts if one.id == scale.id)
    return _BAND_TOO.format(**words, scale=scale.within or scale.label, part=part or 0, limit=text)


def band_range(instrument: Instrument, band: Band) -> Text:
    """Return which totals a band takes, in words: `at most 3`, `above 3`, `above 20 and at most 40`."""
    before = instrument.band_from(instrument.bands.index(band))
    over, up_to = measured(instrument, max(before, 0)), measured(instrument, band.up_to)
    if before < 0:
        return _UP_TO.format(up_to=up_to)
    if band.up_to == instrument.of:
        return _OVER.format(over=over)
    return _BETWEEN.format(over=over, up_to=up_to)


def scale_limit(instrument: Instrument, band: Band) -> tuple[Subscale, Text] | None:
    """Return the subscale that decides between two bands of the same totals, and what it has to be for this one."""
    twin = next((b for b in instrument.bands if b.up_to == band.up_to and b.subscale), None)
    if twin is None or twin.subscale is None:
        return None
    limit = twin.subscale
    scale = next(one for one in instrument.subscales if one.id == limit.id)
    return scale, (_UP_TO.format(up_to=limit.up_to) if band is twin else _OVER.format(over=limit.up_to))


def spans(numbers: tuple[int, ...]) -> list[str]:
    """Return numbers with runs of them drawn together: `1–5` and `12`."""
    runs: list[list[int]] = []
    for n in sorted(numbers):
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return [one for run in runs for one in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run))]


def _terms(counts: list[int]) -> Text:
    return same(" + ".join(map(str, counts)))
