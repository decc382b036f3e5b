"""The arithmetic of one mark in words: every number that went in, and what came out. Pure.

The marks were worked out in `scoring`; here nothing is marked again, the same numbers are only written down.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from lbp_teach.forecast import brier
from lbp_teach.guideline.assess import Book
from lbp_teach.scoring import Counts, Item
from lbp_teach.text import Text, both, join, same

#: Needless questions and manoeuvres that are named one by one.
NAMED = 5

_DOWN = both(da="{sum} (rundet ned)", en="{sum} (rounded down)")
_IN_CASE = both(da="{sum}; × {n} i denne case = {points}", en="{sum}; × {n} in this case = {points}")

_IDLE = both(
    da="Du hverken spurgte eller undersøgte, så der er ingen tid at give point for.",
    en="You neither asked nor examined, so there is no time to give points for.",
)
_KEPT = both(
    da="Inden for tiden, og alt nødvendigt blev gjort: {of}.",
    en="Within the time, and everything needed was done: {of}.",
)
_KEPT_PART = both(
    da="Inden for tiden. Du gjorde {hits} af {needed} nødvendige: {share}.",
    en="Within the time. You did {hits} of {needed} needed: {share}.",
)
_OVER = both(
    da="{n} påbegyndte minutter over tiden: {kept}.",
    en="{n} started minutes over the time: {kept}.",
)
_OVER_ONE = both(da="1 påbegyndt minut over tiden: {kept}.", en="1 started minute over the time: {kept}.")
_OVER_PART = both(
    da="{late} Og du gjorde {hits} af {needed} nødvendige: {share}.",
    en="{late} And you did {hits} of {needed} needed: {share}.",
)
_OVER_ALSO = both(
    da="{late} Og du gjorde {hits} af {needed} nødvendige.", en="{late} And you did {hits} of {needed} needed."
)
_NOTHING_LEFT = both(da="{of} − {cost}, dog mindst 0", en="{of} − {cost}, but at least 0")

_FOCUSED = both(da="Det, du tog, var det, der skulle tages.", en="What you did was what had to be done.")
_UNFOCUSED = both(
    da="Du tog {extra} spørgsmål og undersøgelser, der ikke var nødvendige her ({free} er frie): {names}.",
    en="You took {extra} questions and manoeuvres that were not needed here ({free} are free): {names}.",
)
_MISSED = both(da="Du manglede {missed} af {needed} nødvendige.", en="You left {missed} of {needed} needed.")
_AND_MORE = both(da="{names}; og {n} mere", en="{names}; and {n} more")
_FOCUS_SUM = both(
    da="{of} × 2·T / (2·T + F + M) = {sum}, hvor T = {hits} nødvendige, du tog, F = {false} andre ud over de {free} "
    "frie, og M = {missed} nødvendige, du manglede.",
    en="{of} × 2·T / (2·T + F + M) = {sum}, where T = {hits} needed that you took, F = {false} others beyond the "
    "{free} free ones, and M = {missed} needed that you left.",
)

_GRADES: Mapping[str, Text] = {
    "best": both(da="bedst", en="best"),
    "acceptable": both(da="acceptabelt", en="acceptable"),
    "near": both(da="lige ved siden af", en="right beside it"),
    "too_much": both(da="mere end nødvendigt", en="more than needed"),
    "wrong": both(da="forkert", en="wrong"),
    "unsafe": both(da="usikkert", en="unsafe"),
}
_NO_CHOICE = both(da="Intet valg: 0 af {of}.", en="No choice: 0 of {of}.")
_OPEN = both(da="Ikke besvaret: 0 af {of}.", en="Not answered: 0 of {of}.")
_SHARE = both(da="{factors} × {share} ({grade}) = {points}.", en="{factors} × {share} ({grade}) = {points}.")
_WHOLE = both(da="{factors} ({grade}) = {points}.", en="{factors} ({grade}) = {points}.")
_ROW = both(da="{points} af {of} point: {grade}.", en="{points} of {of} points: {grade}.")
_ROW_WRONG = both(
    da="{points} af {of} point: {grade}. Med {n} svar giver rent gætteri så 0 i gennemsnit.",
    en="{points} of {of} points: {grade}. With {n} answers pure guessing then gives 0 on average.",
)
_CAPPED = both(da="{sum} Det er en kritisk fejl, som sætter et loft.", en="{sum} It is a critical error, which caps.")
_NO_ESTIMATE = both(da="Intet skøn: 0 af {of}.", en="No estimate: 0 of {of}.")
_ESTIMATE = both(
    da="{of} × (1 − {factor} × {brier}) = {exact} → {points} (Brier {brier}; rundet mod nul).",
    en="{of} × (1 − {factor} × {brier}) = {exact} → {points} (Brier {brier}; rounded towards zero).",
)
_FOUND = both(da="{n} × {each} = {points} af {of}.", en="{n} × {each} = {points} of {of}.")
_EXAMINED = both(
    da="{n} × {each} = {points} af {of}. Et normalt fund tæller 1 og et abnormt 4; noteret forkert trækker fra.",
    en="{n} × {each} = {points} of {of}. A normal finding counts 1, an abnormal one 4; one recorded wrongly subtracts.",
)


def signed(n: int) -> str:
    """Return a whole number with a true minus sign."""
    return str(n).replace("-", "−")


def percent(n: int) -> Text:
    """Return whole per cent as each language writes them."""
    return Text(da=f"{signed(n)}\u00a0%", en=f"{signed(n)}%")


def sum_of(item: Item, chances: Mapping[str, int] | None, book: Book) -> Text | None:
    """Return how the points of a mark were worked out, with its numbers; None where only the formula can be told.

    Args:
        item: the mark.
        chances: the estimate after the examination, whole per cent by category, for the mark of that.
        book: the guideline.
    """
    if not item.times:
        return None
    if item.category == "decision":
        return _row(item, book) if book.decisions[item.subject].row else _choice(item, book)
    if item.subject == "estimate":
        return _estimate(item, chances)
    if item.kind == "finding":
        line = "unit" if item.category == "examination" else "asked"
        each = book.weights[line].value * item.times
        words = _EXAMINED if line == "unit" else _FOUND
        return words.format(n=item.points // each, each=each, points=item.points, of=item.of)
    return None


def rows_sum(items: tuple[Item, ...]) -> Text:
    """Return how the points of rows that came out alike were worked out, one of them standing for all."""
    first, points, of = items[0], sum(item.points for item in items), sum(item.of for item in items)
    if first.grade is None or len({item.points for item in items}) > 1:
        return _OPEN.format(of=of) if first.grade is None else _ROW.format(points=points, of=of, grade=_grade(first))
    return _WHOLE.format(factors=f"{len(items)} × {first.points}", grade=_grade(first), points=points)


def time_text(item: Item, book: Book) -> Text:
    """Return why the mark of time is what it is: nothing done, the needed left out, over the time, or both."""
    counts = item.counts
    assert counts is not None
    if not counts.acts:
        return _IDLE
    of, minutes = book.weights["time"].value, -(-counts.over // 60)
    cost = minutes * book.weights["minute"].value
    kept = max(0, of - cost)
    part = counts.hits < counts.needed
    if not minutes:
        told = _KEPT_PART.format(**_hit(counts), share=_of_needed(kept, counts)) if part else _KEPT.format(of=of)
        return _in_case(told, item)
    less: Text = _NOTHING_LEFT.format(of=of, cost=cost) if cost > of else same(f"{of} − {cost}")
    left = Text(da=f"{less.da} = {kept}", en=f"{less.en} = {kept}")
    late = _OVER_ONE.format(kept=left) if minutes == 1 else _OVER.format(n=minutes, kept=left)
    if not part:
        return _in_case(late, item)
    if not kept:
        return _OVER_ALSO.format(late=late, **_hit(counts))
    return _in_case(_OVER_PART.format(late=late, **_hit(counts), share=_of_needed(kept, counts)), item)


def focus_cause(item: Item, book: Book) -> Text:
    """Return what was taken that was not needed, by name, and how much of the needed was left."""
    if item.mark == "right":
        return _FOCUSED
    counts = item.counts
    assert counts is not None
    told = []
    if item.extra:
        told.append(_UNFOCUSED.format(extra=counts.others, free=counts.free, names=_names(item.extra, book)))
    if counts.hits < counts.needed:
        told.append(_MISSED.format(missed=counts.needed - counts.hits, needed=counts.needed))
    return join(told, sep=" ") if told else _FOCUSED


def focus_text(item: Item, book: Book) -> Text:
    """Return how well what was done hit what was needed, with the arithmetic."""
    counts = item.counts
    assert counts is not None
    of, hits, missed = book.weights["focus"].value, counts.hits, counts.needed - counts.hits
    false = max(0, counts.others - counts.free)
    whole = 2 * hits + false + missed
    numbers = same(f"{of} × 2·{hits} / (2·{hits} + {false} + {missed}) = {2 * hits * of // whole if hits else 0}")
    if hits and 2 * hits * of % whole:
        numbers = _DOWN.format(sum=numbers)
    words = {"hits": hits, "false": false, "free": counts.free, "missed": missed}
    told = _FOCUS_SUM.format(of=of, sum=numbers, **words)
    return _in_case(join([focus_cause(item, book), told], sep=" "), item)


def _hit(counts: Counts) -> dict[str, int]:
    return {"hits": counts.hits, "needed": counts.needed}


def _of_needed(kept: int, counts: Counts) -> Text:
    points = kept * counts.hits // counts.needed
    told = same(f"{kept} × {counts.hits}/{counts.needed} = {points}")
    return _DOWN.format(sum=told) if kept * counts.hits % counts.needed else told


def _in_case(told: Text, item: Item) -> Text:
    """Return the arithmetic with what the case's own weight makes of it."""
    if item.times == 1:
        return told
    bare = Text(da=told.da.removesuffix("."), en=told.en.removesuffix("."))
    return join([_IN_CASE.format(sum=bare, n=item.times, points=item.points), same(".")], sep="")


def _names(names: tuple[str, ...], book: Book) -> Text:
    asked = [
        Text(da=f"”{book.questions[name].text.da}”", en=f"“{book.questions[name].text.en}”")
        if name in book.questions
        else book.manoeuvres[name].label
        for name in names[:NAMED]
    ]
    few = join(asked, sep="; ")
    return _AND_MORE.format(names=few, n=len(names) - NAMED) if len(names) > NAMED else few


def _grade(item: Item) -> Text:
    assert item.grade is not None
    return _GRADES[item.grade]


def _choice(item: Item, book: Book) -> Text:
    if item.grade is None:
        return _NO_CHOICE.format(of=item.of)
    factors = f"{book.decisions[item.subject].weight} × {book.weights['choice'].value}"
    factors += f" × {item.times}" if item.times != 1 else ""
    words: dict[str, str | int | Text] = {"factors": factors, "grade": _grade(item), "points": signed(item.points)}
    if item.grade == "best":
        return _WHOLE.format(**words)
    share: Text = percent(book.weights[item.grade].value) if item.grade in book.weights else same("0")
    told = _SHARE.format(share=share, **words)
    return _CAPPED.format(sum=told) if item.mark == "critical" else told


def _row(item: Item, book: Book) -> Text:
    if item.grade is None:
        return _OPEN.format(of=item.of)
    words: dict[str, str | int | Text] = {"points": signed(item.points), "of": item.of, "grade": _grade(item)}
    if item.grade in ("best", "acceptable"):
        return _ROW.format(**words)
    told = _ROW_WRONG.format(n=len(book.decisions[item.subject].options), **words)
    return _CAPPED.format(sum=told) if item.mark == "critical" else told


def _estimate(item: Item, chances: Mapping[str, int] | None) -> Text:
    if not chances:
        return _NO_ESTIMATE.format(of=item.of)
    k = len(chances)
    factor, squares = Fraction(k, k - 1), round(10_000 * brier(chances, item.best))
    # Cut off, not rounded: 11.98 must not be told as 12 that became 11.
    hundredths = int(100 * item.of * (1 - factor * Fraction(squares, 10_000)))
    exact = f"{'−' if hundredths < 0 else ''}{abs(hundredths) // 100}.{abs(hundredths) % 100:02}"
    words = {"factor": f"{float(factor):g}", "brier": f"{squares / 10_000:.4f}", "exact": exact}
    decimal = {name: Text(da=word.replace(".", ","), en=word) for name, word in words.items()}
    return _ESTIMATE.format(of=item.of, points=signed(item.points), **decimal)
