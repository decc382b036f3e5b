"""What a morning assumes, in words and as tables: every declared number with its source, or as our own reading."""

from __future__ import annotations

from typing import Any

from lbp_teach.clinic.model import Counted
from lbp_teach.edition import EDITION
from lbp_teach.generator import load
from lbp_teach.generator.model import Expected
from lbp_teach.guideline.assess import Book, amount
from lbp_teach.text import Lang, Text, both, number, same

Plain = dict[str, Any]
_UNITS = {
    "minutes": both(da="{n} minutter", en="{n} minutes"),
    "seconds": both(da="{n} sekunder", en="{n} seconds"),
    "hours": both(da="{n} timer", en="{n} hours"),
    "days": both(da="{n} dage", en="{n} days"),
    "weeks": both(da="{n} uger", en="{n} weeks"),
    "years": both(da="{n} år", en="{n} years"),
    "percent": both(da="{n} %", en="{n}%"),
    "units": both(da="{n} enheder", en="{n} units"),
    "points": both(da="{n} point", en="{n} points"),
    "ratio": both(da="{n} gange", en="{n} times"),
}
_OWN = both(da="Vores læsning", en="Our reading")
_TITLES = {
    "clinic": both(da="Uret, ventetider, enheder og tillid", en="The clock, waits, units and trust"),
    "ahead": both(da="Ugerne efter besøget", en="The weeks after the visit"),
    "deadlines": both(da="Hvor hurtigt tilstande skal mødes", en="How soon conditions have to be met"),
    "shares": both(da="Hvor ofte tilstandene trækkes", en="How often the conditions are drawn"),
}
_HARM = both(
    da="{deadline}; varig skade hos {in_time} % i tide og {late} % for sent",
    en="{deadline}; lasting harm in {in_time}% in time and {late}% too late",
)
_NO_DEADLINE = both(da="ingen frist", en="no deadline")


def about(book: Book, counted: Counted, lang: Lang) -> Plain:
    """Return what a morning assumes."""
    courses = load.generator().courses
    tables = {
        "clinic": [
            {**_row(one, book, lang), **({"value": _clock(one.value)(lang)} if name == "start" else {})}
            for name, one in counted.clinic.numbers.items()
        ],
        "ahead": [_row(one, book, lang) for one in courses.numbers.values()],
        "deadlines": [
            _plain(
                one.label(lang), _deadline(one.deadline_hours, one.harm_in_time, one.harm_late)(lang), one.facts, lang
            )
            for one in courses.conditions
        ],
        "shares": _shares(lang),
    }
    return {
        "assumptions": [one(lang) for one in counted.clinic.assumptions],
        "tables": [{"id": name, "title": _TITLES[name](lang), "rows": rows} for name, rows in tables.items()],
    }


def _row(one: Expected, book: Book, lang: Lang) -> Plain:
    if one.parameter:
        unit, value = one.unit, amount(book.parameters[one.parameter].value(EDITION))
    else:
        unit, plain = _readable(one.unit, one.value)
        value = number(plain)
    words = _UNITS[unit].format(n=value)(lang) if unit in _UNITS else value(lang)
    source = None if one.source == "toolkit" else f"{one.source} · {one.section}"
    return {
        "label": one.label(lang),
        "value": words,
        "source": source or _OWN(lang),
        "facts": list(one.facts),
        "reviewed": one.reviewed == "sourced",
    }


def _readable(unit: str, value: float) -> tuple[str, float]:
    """Return a length of time in the unit that people say it in: 672 hours are 28 days."""
    if unit == "hours" and value >= 72 and value % 24 == 0:
        return "days", value / 24
    if unit == "seconds" and value >= 120 and value % 60 == 0:
        return "minutes", value / 60
    return unit, value


def _clock(minutes: float) -> Text:
    """Return minutes after midnight as a time of day."""
    hour, minute = divmod(int(minutes), 60)
    return both(da="kl. {hour}.{minute}", en="{hour}:{minute}").format(hour=hour, minute=f"{minute:02d}")


def _deadline(hours: float | None, in_time: float, late: float) -> Text:
    if hours is None:
        return _NO_DEADLINE
    unit, value = ("hours", hours) if hours < 72 else ("days", hours / 24)
    return _HARM.format(deadline=_UNITS[unit].format(n=number(value)), in_time=number(in_time), late=number(late))


def _shares(lang: Lang) -> list[Plain]:
    generator = load.generator()
    family = generator.distributions.family("conditions")
    labels = {mode.id: mode.label for mode in generator.distributions.modes}
    rows = []
    for condition in generator.courses.conditions:
        shares = [
            (labels[mode], values[condition.id])
            for mode, values in sorted(family.values.items(), reverse=True)
            if mode in labels and isinstance(values, dict) and condition.id in values
        ]
        words = [f"{label(lang)} {_UNITS['percent'].format(n=number(share))(lang)}" for label, share in shares]
        facts = tuple(dict.fromkeys(fact for one in family.cites for fact in one.facts))
        rows.append(_plain(condition.label(lang), "; ".join(words), facts, lang))
    return rows


def _plain(label: str, value: str, facts: tuple[str, ...], lang: Lang) -> Plain:
    return {
        "label": label[:1].upper() + label[1:],
        "value": value,
        "source": (_OWN if not facts else same("DSAM2026"))(lang),
        "facts": list(facts),
        "reviewed": False,
    }
