"""Coverage, order and time in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lbp_teach.guideline.assess import Book
from lbp_teach.process.model import Act, Ordered, Pair, Process, Spent
from lbp_teach.process.naming import act_name, finding_names
from lbp_teach.text import Lang, Text, both, join

Plain = dict[str, Any]
Label = Callable[[int], str]
#: How many pairs of one constraint are named one by one.
PAIRS_NAMED = 3
OTHERS_NAMED = 5

_COVERAGE = both(da="Dækning", en="Coverage")
_COVERED = both(
    da="Du hentede {done} af de {of} fund, som denne patient kaldte på.",
    en="You obtained {done} of the {of} findings that this patient called for.",
)
_GROUP = both(da="{rule}: {done} af {of}", en="{rule}: {done} of {of}")
_LEFT = both(da="Mangler: {what}", en="Missing: {what}")
_WRONG = both(da="Noteret forkert: {what}", en="Recorded wrongly: {what}")
_COVERAGE_ADVICE = both(
    da="Gå grupperne igennem, før du går videre: hvilken har du ikke rørt?",
    en="Go through the groups before you move on: which one have you not touched?",
)
_COVERAGE_NONE = both(
    da="Begynd med at spørge og undersøge: først et åbent spørgsmål, så alarmtegnene. Beslut dig bagefter.",
    en="Begin by asking and examining: an open question first, then the alarm signs. Decide after that.",
)
_COVERAGE_FULL = both(da="Der manglede intet.", en="Nothing was missing.")

_ORDER = both(da="Rækkefølge", en="Order")
_ORDER_KEPT = both(
    da="Af {of} par, der kan bedømmes, stod alle i en rækkefølge, der kan forsvares.",
    en="Of {of} pairs that can be judged, all stood in an order that can be defended.",
)
_ORDER_BROKEN = both(
    da="Af {of} par, der kan bedømmes, stod {broken} omvendt ({percent} %). Rækkefølgen giver og koster ingen point.",
    en="Of {of} pairs that can be judged, {broken} stood the other way round ({percent}%). The order gives "
    "and costs no points.",
)
_ORDER_NONE = both(
    da="Der var ikke nok at bedømme rækkefølgen på.",
    en="There was not enough to judge the order by.",
)
_NOT_RECORDED = both(
    da="Rækkefølgen blev ikke gemt i dette forsøg, så den kan ikke bedømmes.",
    en="The order was not recorded in this attempt, so it cannot be judged.",
)
_PAIR = both(da="{title}: {late} kom efter {early}", en="{title}: {late} came after {early}")
_EXAMPLE = both(da="For eksempel kom {late} efter {early}.", en="For example, {late} came after {early}.")
_APART = both(
    da="{title}: mellem de to sider af {what} kom noget andet",
    en="{title}: something else came between the two sides of {what}",
)
_MORE = both(da="{title}: og {n} par mere", en="{title}: and {n} more pairs")
_ORDER_ADVICE = both(
    da="Find din egen faste rækkefølge: lyt, spørg om alarmtegn, se, rør, og slut med det ubehagelige.",
    en="Find a fixed order of your own: listen, ask for alarm signs, look, touch, and end with the unpleasant.",
)

_TIME = both(da="Tid", en="Time")
_TIME_SPENT = both(
    da="Du brugte {used} af {planned} minutter.",
    en="You used {used} of {planned} minutes.",
)
_TIME_LINE = both(
    da="Samtale {talk} min, heraf {needed} på det, patienten kaldte på, {open} på åbne spørgsmål og {other} "
    "på andet. Undersøgelse {exam} min, heraf {exam_needed} på det, patienten kaldte på",
    en="Talking {talk} min, of which {needed} on what the patient called for, {open} on open questions and "
    "{other} on other things. Examining {exam} min, of which {exam_needed} on what the patient called for",
)
_TIME_REST = both(da="{line}. {rest} min gik til andet", en="{line}. {rest} min went elsewhere")
_TIME_OTHERS = both(da="Tog tid uden at være nødvendigt her: {what}", en="Took time without being needed here: {what}")
_TIME_ADVICE = both(
    da="Vil du spare tid, så drop først det, der ikke kunne ændre noget. De åbne spørgsmål er sjældent spild.",
    en="To save time, first drop what could change nothing. The open questions are seldom a waste.",
)


def coverage_entry(process: Process, label: Label, edition: str, book: Book, lang: Lang) -> Plain | None:
    """Return the entry of coverage; None where nothing was called for."""
    of = sum(one.of for one in process.coverage)
    if not of:
        return None
    done = sum(one.done for one in process.coverage)
    rules = {rule.id: rule for rule in book.guideline.rules}
    lines, cites, exam_left = [], [], False
    for visit in process.coverage:
        for group in visit.groups:
            if not group.left and not group.wrong:
                continue
            title = rules[group.rule].title
            assert title is not None  # the linter of the guideline sees to it
            told = [_GROUP.format(rule=title, done=group.done, of=len(group.needed))]
            told += [_WRONG.format(what=finding_names(group.wrong, book))] if group.wrong else []
            told += [_LEFT.format(what=finding_names(group.left, book))] if group.left else []
            lines.append(_at(label(visit.visit), join(told, sep=". "), lang) + ".")
            cites += [name for name in rules[group.rule].cites[:1] if name not in cites]
            exam_left = exam_left or group.category == "examination"
    text = _COVERED.format(done=done, of=of)(lang)
    full = done == of
    return {
        "id": "coverage",
        "kind": "coverage",
        "visit": None,
        "title": _COVERAGE(lang),
        "value": {"done": done, "of": of},
        "text": f"{text} {_COVERAGE_FULL(lang)}" if full else text,
        "evidence": lines,
        "about": None,
        "advice": None if full else (_COVERAGE_ADVICE if done else _COVERAGE_NONE)(lang),
        "train": None if full else {"kind": "bedside", "target": "exam" if exam_left else "flags"},
        "cites": cites[:3],
        "reviewed": all(
            rules[g.rule].reviewed == "sourced" for v in process.coverage for g in v.groups if g.left or g.wrong
        ),
    }


def order_entry(process: Process, label: Label, book: Book, lang: Lang) -> Plain | None:
    """Return the entry of order, or one that says that it was not recorded."""
    pairs = [pair for visit in process.order for pair in visit.pairs]
    broken = [pair for pair in pairs if not pair.kept]
    example = _example(broken, book)
    entry: Plain = {
        "id": "order",
        "kind": "order",
        "visit": None,
        "title": _ORDER(lang),
        "value": None,
        "evidence": [],
        "about": None,
        "advice": None,
        "train": None,
        "cites": [],
        "reviewed": False,
    }
    if not pairs:
        missing = not all(visit.recorded for visit in process.order)
        return {**entry, "text": (_NOT_RECORDED if missing else _ORDER_NONE)(lang)}
    percent = round(100 * len(broken) / len(pairs))
    text = _ORDER_BROKEN if broken else _ORDER_KEPT
    numbers = {"of": len(pairs), "broken": len(broken), "percent": percent}
    cites = [name for one in book.guideline.way.order if one.id in {p.constraint for p in broken} for name in one.cites]
    return {
        **entry,
        "value": {"done": len(pairs) - len(broken), "of": len(pairs)},
        "text": text.format(**numbers)(lang) + (f" {example(lang)}" if example else ""),
        "evidence": [line for visit in process.order for line in _order_lines(visit, label, book, lang)],
        "advice": _ORDER_ADVICE(lang) if broken else None,
        "train": {"kind": "bedside", "target": "exam"} if broken else None,
        "cites": cites,
    }


def _example(broken: list[Pair], book: Book) -> Text | None:
    """Return one pair that came the other way round, in a sentence."""
    precedes = {one.id for one in book.guideline.way.order if one.after is not None}
    one = next((pair for pair in broken if pair.constraint in precedes), None)
    return None if one is None else _EXAMPLE.format(late=act_name(one.before, book), early=act_name(one.after, book))


def _order_lines(visit: Ordered, label: Label, book: Book, lang: Lang) -> list[str]:
    lines = []
    for constraint in book.guideline.way.order:
        pairs = [pair for pair in visit.broken if pair.constraint == constraint.id]
        for pair in pairs[:PAIRS_NAMED]:
            if constraint.after is None:
                both_sides = Act(pair.before.kind, pair.before.subject, None, pair.before.minute)
                line = _APART.format(title=constraint.title, what=act_name(both_sides, book))
            else:
                named = {"late": act_name(pair.before, book), "early": act_name(pair.after, book)}
                line = _PAIR.format(title=constraint.title, **named)
            lines.append(_at(label(visit.visit), line, lang))
        if len(pairs) > PAIRS_NAMED:
            line = _MORE.format(title=constraint.title, n=len(pairs) - PAIRS_NAMED)
            lines.append(_at(label(visit.visit), line, lang))
        if pairs:
            lines.append(constraint.reason(lang))
    return lines


def time_entry(process: Process, label: Label, book: Book, lang: Lang) -> Plain | None:
    """Return the entry of time."""
    used, planned = (sum(getattr(one, name) for one in process.time) for name in ("used", "planned"))
    lines = [line for one in process.time if one.used for line in _time_lines(one, label, book, lang)]
    others = any(one.others for one in process.time)
    return {
        "id": "time",
        "kind": "time",
        "visit": None,
        "title": _TIME(lang),
        "value": {"done": -(-used // 60), "of": planned // 60},
        "text": _TIME_SPENT.format(used=-(-used // 60), planned=planned // 60)(lang),
        "evidence": lines,
        "about": None,
        "advice": _TIME_ADVICE(lang) if others else None,
        "train": {"kind": "stage", "target": "history"} if others else None,
        "cites": [],
        "reviewed": False,
    }


def _time_lines(spent: Spent, label: Label, book: Book, lang: Lang) -> list[str]:
    talk = spent.needed_history + spent.open_history + spent.other_history
    line = _TIME_LINE.format(
        talk=_minutes(talk),
        needed=_minutes(spent.needed_history),
        open=_minutes(spent.open_history),
        other=_minutes(spent.other_history),
        exam=_minutes(spent.needed_exam + spent.other_exam),
        exam_needed=_minutes(spent.needed_exam),
    )
    if round(spent.rest / 30):
        line = _TIME_REST.format(line=line, rest=_minutes(spent.rest))
    lines = [_at(label(spent.visit), line, lang)]
    if spent.others:
        longest = sorted(spent.others, key=lambda one: (-one[2], one[1]))[:OTHERS_NAMED]
        named = join([act_name(Act(kind, name, None, 0), book) for kind, name, _ in longest])
        lines.append(_at(label(spent.visit), _TIME_OTHERS.format(what=named), lang))
    return lines


def _minutes(seconds: int) -> Text:
    """Return seconds in minutes to the half, as each language writes it."""
    halves = round(seconds / 30)
    plain = f"{halves / 2:g}"
    return both(da=plain.replace(".", ","), en=plain)


def _at(visit: str, line: Text, lang: Lang) -> str:
    return f"{visit}: {line(lang)}"
