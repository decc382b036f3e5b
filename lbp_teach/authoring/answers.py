"""Answers that contradict the facts: another number, a plain yes or no, the other leg. No more than is said plainly."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lbp_teach.authoring import heard
from lbp_teach.case import Case, Visit, visit_facts
from lbp_teach.edition import EDITION
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import ABSENT, PRESENT, Facts, key
from lbp_teach.guideline.model import SIDES, Scalar
from lbp_teach.strict_yaml import Path
from lbp_teach.text import Text
from lbp_teach.variants import Change, altered, spoken
from lbp_teach.variants.drawing import each_kind

Report = Callable[[Path, str, str], None]
#: Question, language and what is wrong.
Found = tuple[str, str, str]
_REMEDY = "Let the answer and the fact say the same."
_LANGS = ("da", "en")
# The numbers below come from no source: they are the toolkit's own choice of what is taken for a contradiction, and say
# nothing about medicine. Not approved by a clinician.
#: How far a span may be from the fact, as a share of it and at least in weeks: people round.
_SHARE, _LEAST = 0.15, 0.45
#: Which numbers of an answer are taken for a temperature, in °C.
_DEGREES = (35.0, 42.9)
#: Which are taken for an age in years.
_YOUNGEST, _OLDEST = 5, 110
_OPENING = "opening"


def check_answers(written: Case, book: Book, report: Report) -> None:
    """Report answers that contradict the facts, in the case itself and in each of its variants.

    Args:
        written: the case with its placeholders.
        book: the guideline.
        report: takes path, what and remedy.
    """
    told: set[tuple[str, ...]] = set()
    names = [one.id for one in written.variants.alternatives]
    for change in (Change(written.persona.age), *each_kind(written)):
        case, as_written = spoken(altered(written, change)), change.age == written.persona.age
        for index, visit in enumerate(case.visits):
            for question, lang, what in contradictions(case, visit, book, digits=as_written):
                # What is wrong in the case itself is wrong in its variants too, and is told once.
                place = (visit.id, question, lang, *((what,) if as_written else ()))
                if place in told:
                    continue
                told |= {place, place[:3]}
                at: Path = ("visits", index, *(() if question == _OPENING else ("answers",)), question, lang)
                if change.alternative:
                    at = ("variants", "alternatives", names.index(change.alternative))
                    what = f"at {visit.id!r}, {question}: {what}"
                elif change.age != written.persona.age:
                    at, what = ("variants", "age"), f"at {visit.id!r}, with {change.age} years, {question}: {what}"
                report(at, what, _REMEDY)


def contradictions(case: Case, visit: Visit, book: Book, *, digits: bool = True) -> Iterator[Found]:
    """Yield what the patient says at a visit that a fact contradicts; answers that were copied were checked before.

    Args:
        case: the case as it is read.
        visit: one of its visits.
        book: the guideline.
        digits: whether an age in digits counts; where the age varies, `check_person` names it already.
    """
    facts, lists = visit_facts(case, visit.id, book), heard.heard()
    for question, text in visit.answers.items():
        for lang in _LANGS:
            said = getattr(text, lang)
            what = None
            if question in lists.numbers:
                what = _number(said, lang, lists.numbers[question], facts, book)
            what = what or _yes_no(said, lang, question, facts, book)
            if question in lists.sides:
                what = what or _side(said, lang, list(book.questions[question].findings), facts)
            what = what or _age(said, lang, case.persona.age, digits=digits)
            if what:
                yield question, lang, what
    legs = list(dict.fromkeys(name for one in lists.sides for name in book.questions[one].findings))
    yield from _opening(visit.opening, legs, facts, case.persona.age, digits=digits)


def _opening(text: Text, legs: list[str], facts: Facts, age: int, *, digits: bool) -> Iterator[Found]:
    for lang in _LANGS:
        said = getattr(text, lang)
        if what := _side(said, lang, legs, facts) or _age(said, lang, age, digits=digits):
            yield _OPENING, lang, what


# ---- numbers ----


def _number(said: str, lang: str, told: heard.Told, facts: Facts, book: Book) -> str | None:
    value = facts[told.finding]
    if told.read == "temperature":
        return _temperature(said, lang, value, book)
    if isinstance(value, str):
        return None
    wrong = {"score": _score, "weeks": _weeks, "years": _years}[told.read](said, lang, value)
    return wrong and f"{wrong!r} is said, but {told.finding} is {value:g}."


def _score(said: str, lang: str, value: float) -> str | None:
    """Return the number that is said instead of the intensity, where the answer gives none that it could be."""
    parts = heard.sentences(said)
    each = [[one for one in heard.numbers(part, lang) if one.high <= 10 and (one.plain or one.bare)] for part in parts]
    first, told = each[0] if each else [], [one for part in each for one in part]
    if first and first[0].bare:
        return None if any(one.bare and _holds(one, value) for one in told) else first[0].words
    if any(_holds(one, value) for one in told):
        return None
    return next((one.words for one in first if heard.opens_with(parts[0], one, lang)), None)


def _holds(one: heard.Number, value: float, tolerance: float = 0.0) -> bool:
    return one.low - tolerance <= value <= one.high + tolerance


def _weeks(said: str, lang: str, value: float) -> str | None:
    """Return the span that is said instead of the fact, where no span of the answer is near it."""
    tolerance = max(_LEAST, _SHARE * value)
    stated: list[heard.Number] = []
    for number, part in enumerate(heard.sentences(said)):
        found = list(heard.spans(part, lang))
        if any(_holds(one, value, tolerance) for one in found):
            return None
        denied = heard.denies(part, lang)
        stated += [one for one in found if not denied and (number == 0 or heard.opens_with(part, one, lang))]
    return stated[0].words if stated else None


def _years(said: str, lang: str, value: float) -> str | None:
    """Return the age that is said instead of the fact, where none that is said is it."""
    stated: list[heard.Number] = []
    for number, part in enumerate(heard.sentences(said)):
        spans = {one.start for one in heard.spans(part, lang)}
        found = [one for one in heard.numbers(part, lang) if one.plain and one.start not in spans]
        if any(_holds(one, value) for one in found):
            return None
        stated += [
            one
            for one in found
            if _YOUNGEST <= one.low <= _OLDEST
            and (heard.opens_with(part, one, lang) or (number == 0 and heard.says_age(part, one, lang)))
        ]
    return stated[0].words if stated else None


def _age(said: str, lang: str, age: int, *, digits: bool) -> str | None:
    """Return what is wrong where the patient says how old she is, and is not."""
    for part in heard.sentences(said) if heard.may_tell_age(said) else ():
        for one in heard.numbers(part, lang):
            if one.words[0].isdigit() and not digits:
                continue
            if one.plain and heard.is_own_age(part, one, lang) and not _holds(one, age):
                return f"{one.words!r} is said, but persona.age is {age}."
    return None


def _temperature(said: str, lang: str, value: Scalar, book: Book) -> str | None:
    given = book.parameters["fever_celsius"].value(EDITION)
    limit = given[0] if isinstance(given, tuple) else given
    low, high = _DEGREES
    measured = [one for part in heard.sentences(said) for one in heard.numbers(part, lang) if low <= one.low <= high]
    if not measured:
        return None
    feverish = [one for one in measured if one.high >= limit]
    if value == ABSENT and feverish:
        return f"{feverish[0].words!r} is said, but flags.fever is absent."
    if value == PRESENT and not feverish:
        return f"{measured[0].words!r} is said, but flags.fever is present."
    return None


# ---- yes, no and sides ----


def _yes_no(said: str, lang: str, question: str, facts: Facts, book: Book) -> str | None:
    kinds, answer = heard.heard().yes_no, heard.yes_or_no(said, lang)
    if answer is None or not any(question in part for part in (kinds.present, kinds.absent, kinds.no_only)):
        return None
    if question in kinds.no_only and answer == "yes":
        return None
    names = [
        name
        for finding in book.questions[question].findings
        for name in ([key(finding, side) for side in SIDES] if book.findings[finding].sided else [finding])
    ]
    if any(isinstance(facts[name], str) and facts[name] not in (PRESENT, ABSENT) for name in names):
        return None
    there = [name for name in names if facts[name] == PRESENT or (not isinstance(facts[name], str) and facts[name])]
    means_present = (answer == "yes") != (question in kinds.absent)
    if means_present == bool(there):
        return None
    name = (there or names)[0]
    return f"the answer begins with {said.split()[0].strip('.,!;:')!r}, but {name} is {facts[name]}."


def _side(said: str, lang: str, findings: list[str], facts: Facts) -> str | None:
    """Return what is wrong where only the leg is named in which nothing is the matter."""
    sides = heard.leg_sides(said, lang)
    unusual = {side for name in findings for side in SIDES if facts[key(name, side)] not in (ABSENT, "none")}
    if len(sides) != 1 or len(unusual) != 1 or sides == unusual:
        return None
    names = [name for name in findings if facts[key(name, next(iter(unusual)))] not in (ABSENT, "none")]
    return f"the answer names the {next(iter(sides))} leg only, but {names[0]} is on the {next(iter(unusual))}."
