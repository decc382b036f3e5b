"""The result in words: the caps with their arithmetic, whether it is passed, and why a gamer is stopped. Pure."""

from __future__ import annotations

from typing import Any

from lbp_teach.guideline.assess import Book
from lbp_teach.mark_sums import percent, signed
from lbp_teach.scoring import Report
from lbp_teach.text import Lang, Text, both, join

Plain = dict[str, Any]
_FLOOR = both(da="Ikke under nul", en="Not below zero")
_CAP = both(
    da="Loft efter en kritisk fejl: højst {cap} af {of} = {most}",
    en="Cap after a critical error: at most {cap} of {of} = {most}",
)
_BASELESS = both(
    da="Loft, for lidt at bygge på: anamnese og undersøgelse {got} af {work} (mindst {basis}): "
    "højst {cap} af {of} = {most}",
    en="Cap, too little to go by: history and examination {got} of {work} (at least {basis}): "
    "at most {cap} of {of} = {most}",
)
_BOTH = both(
    da="Loft efter en kritisk fejl, og for lidt at bygge på ({got} af {work}, mindst {basis}): "
    "højst {cap} af {of} = {most}",
    en="Cap after a critical error, and too little to go by ({got} of {work}, at least {basis}): "
    "at most {cap} of {of} = {most}",
)
_NOT_REACHED = both(da="{cap}. Loft {most}: ikke nået", en="{cap}. Cap {most}: not reached")

_PASSED = both(da="Bestået", en="Passed")
_FAILED = both(da="Ikke bestået: {why}", en="Not passed: {why}")
_LIMIT = both(
    da="Grænsen er {limit} af {of}: mindst {least} point.",
    en="The pass mark is {limit} of {of}: at least {least} points.",
)
_OF_PRACTICE = both(da="øvelse", en="practice")
_OF_PART = both(da="ikke hele casen", en="not the whole case")
_OF_CRITICAL = both(da="kritisk fejl", en="a critical error")
_OF_BASELESS = both(da="for lidt at bygge på", en="too little to go by")
_OF_POINTS = both(da="under {limit}", en="below {limit}")

_WHY_BASELESS = both(
    da="Du spurgte og undersøgte for lidt til, at dine beslutninger hviler på noget: {got} af {work} point.",
    en="You asked and examined too little for your decisions to rest on anything: {got} of {work} points.",
)
_WHY_RESTRAINT = both(
    da="Billeder eller henvisning til alle er ikke den sikre vej: skader det patienten, er loftet det samme som for "
    "overset akut sygdom, {cap} af {of} = {most} point.",
    en="Imaging or referring everybody is not the safe way: where it harms the patient, the cap is the same as for "
    "a missed emergency, {cap} of {of} = {most} points.",
)


def adjustments(report: Report, book: Book, lang: Lang) -> list[Plain]:
    """Return what stands between the sum and the points, each with its arithmetic.

    A cap that the sum stays below is a line with 0 points: an error that costs nothing here must not look free.

    Args:
        report: the marks.
        book: the guideline, for the weights.
        lang: language of the words.
    """
    found = []
    if report.floor:
        found.append({"label": _FLOOR(lang), "points": report.floor, "kind": "floor"})
    if report.critical or report.baseless:
        text = _CAP if not report.baseless else _BOTH if report.critical else _BASELESS
        label = text.format(**_cap(report, book), **_work(report), basis=percent(book.weights["basis"].value))
        if not report.cap:
            name = _OF_CRITICAL if report.critical else _OF_BASELESS
            first = Text(da=name.da[0].upper() + name.da[1:], en=name.en[0].upper() + name.en[1:])
            label = _NOT_REACHED.format(cap=first, most=_most(report, book))
        found.append({"label": label(lang), "points": report.cap, "kind": "cap"})
    return found


def passed_words(report: Report, book: Book, lang: Lang, *, practice: bool) -> Plain:
    """Return whether it is passed, why not, and the limit.

    Args:
        report: the marks.
        book: the guideline, for the pass mark.
        lang: language of the words.
        practice: whether any of it is practice.

    Returns:
        `passed`, `label` and `limit`.
    """
    weight = book.weights["pass"].value
    limit, least = percent(weight), -(-report.of * weight // 100)
    why = [
        text
        for text, holds in (
            (_OF_PRACTICE, practice),
            (_OF_PART, report.unfinished or report.undecided),
            (_OF_CRITICAL, report.critical),
            (_OF_BASELESS, report.baseless),
        )
        if holds
    ]
    # A cap below the pass mark says that already.
    if report.points < least and not (report.critical or report.baseless):
        why.append(_OF_POINTS.format(limit=limit))
    label = _PASSED if report.passed else _FAILED.format(why=join(why or [_OF_POINTS.format(limit=limit)], sep="; "))
    told = _LIMIT.format(limit=limit, of=report.of, least=least)
    return {"passed": report.passed, "label": label(lang), "limit": told(lang)}


def basis_words(report: Report, lang: Lang) -> str:
    """Return why decisions that rest on nothing are capped, or nothing where they rest on something."""
    return _WHY_BASELESS.format(**_work(report))(lang) if report.baseless else ""


def restraint_words(report: Report, book: Book, lang: Lang) -> str:
    """Return what doing too much to be on the safe side costs, or nothing where it harmed nobody."""
    if not any(item.harm == "over" for item in report.critical):
        return ""
    return _WHY_RESTRAINT.format(**_cap(report, book))(lang)


def _most(report: Report, book: Book) -> int:
    return report.of * book.weights["cap"].value // 100


def _cap(report: Report, book: Book) -> dict[str, int | Text]:
    return {"cap": percent(book.weights["cap"].value), "of": report.of, "most": _most(report, book)}


def _work(report: Report) -> dict[str, str | int]:
    """Return what was earned of history and examination, and what could be."""
    work = [item for item in report.items if item.category in ("history", "examination")]
    return {"got": signed(sum(item.points for item in work)), "work": sum(item.of for item in work)}
