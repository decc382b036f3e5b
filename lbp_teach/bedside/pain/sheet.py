"""A text that notebooks print: a described pain, where its features point, and what the guideline says of it."""

from __future__ import annotations

from collections.abc import Mapping

from lbp_teach import content
from lbp_teach.bedside.pain.drawing import areas, in_words
from lbp_teach.bedside.pain.exercise import table
from lbp_teach.bedside.pain.features import Found, found
from lbp_teach.bedside.pain.grading import type_words
from lbp_teach.errors import UsageError
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.guideline.facts import ABSENT, PRESENT, UNKNOWN, Facts, keys, split
from lbp_teach.guideline.model import Finding, Scalar
from lbp_teach.text import Lang, Text, both, join

_OR = both(da="eller", en="or")
_DRAWN = both(da="## Tegningen", en="## The drawing")
_POINTS = both(da="## Hvad hvert træk peger på", en="## What each feature points to")
_SAYS = both(da="## Hvad vejledningen siger", en="## What the guideline says")
_BEST = both(da="Bedst: {best}.", en="Best: {best}.")
_ALSO = both(da="Kan forsvares: {also}.", en="Defensible: {also}.")
_WAITS = both(da="Vores læsning, afventer klinisk godkendelse.", en="Our reading, awaiting clinical sign-off.")


def pain_sheet(differs: Mapping[str, Scalar], lang: str = "da") -> str:
    """Return how a pain is read that differs from ordinary back pain in some facts. For a made-up patient.

    Args:
        differs: facts by key, such as `{"history.pain_quality": "shooting", "history.leg_pain@left": "below_knee"}`;
            everything else is as in a person who is otherwise well.
        lang: `da` or `en`.

    Raises:
        UsageError: there is no such fact or value; the text says what there is.
    """
    words, book = Lang(lang), content.library()
    facts = described(differs, book)
    verdict = assess(book, facts, advice=True).verdicts["pain_type"]
    rule = verdict.reasons[0].rule
    said = [
        _DRAWN(words),
        *(f"- {sentence(words)}" for sentence in in_words(areas(facts), facts, table())),
        _POINTS(words),
        *(_line(book, one, words) for one in found(table(), facts, book)),
        _SAYS(words),
        _BEST.format(best=_listed(book, verdict.best))(words),
    ]
    if verdict.acceptable:
        said.append(_ALSO.format(also=_listed(book, verdict.acceptable))(words))
    said.append(f"{book.words(rule.because)(words)} {_sources(book, rule.cites, rule.conflicts)}")
    if rule.reviewed != "sourced":
        said.append(_WAITS(words))
    return "\n".join(said)


def described(differs: Mapping[str, Scalar], book: Book) -> Facts:
    """Return the facts of a person who is well but for some facts; see `pain_sheet`."""
    facts: dict[str, Scalar] = {}
    for finding in book.findings.values():
        facts.update(dict.fromkeys(keys(finding), finding.default))
    for name, value in differs.items():
        if name not in facts:
            raise UsageError(f"There is no fact {name!r}; a fact of one side is written such as history.leg_pain@left.")
        finding = book.findings[split(name)[0]]
        allowed = _values(finding)
        if allowed and value not in allowed:
            raise UsageError(f"{name} cannot be {value!r}. It can be {', '.join(allowed)}.")
        if not allowed and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise UsageError(f"{name} cannot be {value!r}. It is a number of {finding.unit}.")
        facts[name] = value
    return facts


def _values(finding: Finding) -> tuple[str, ...]:
    match finding.kind:
        case "presence":
            return (PRESENT, ABSENT, UNKNOWN)
        case "choice":
            return (*finding.values, UNKNOWN)
    return ()


def _listed(book: Book, names: tuple[str, ...]) -> Text:
    return join([type_words(book, name) for name in names], last=_OR)


def _line(book: Book, one: Found, lang: Lang) -> str:
    if one.reading is None or one.noted is None:
        return f"- {one.feature.title(lang)}: ?"
    to = _listed(book, one.reading.right)(lang)
    sources = _sources(book, one.reading.cites, one.reading.conflicts)
    return f"- {one.feature.title(lang)}: {one.noted(lang)} -> {to} {sources}"


def _sources(book: Book, cites: tuple[str, ...], conflicts: tuple[str, ...]) -> str:
    """Return what a line rests on: each source with its facts, then the disagreements."""
    facts: dict[str, dict[str, None]] = {}
    for name in cites:
        statement = book.statements[name]
        facts.setdefault(statement.source, {}).update(dict.fromkeys(statement.facts))
    cited = [f"{source}: {', '.join(ids)}" for source, ids in facts.items()]
    return f"[{'; '.join([*cited, *conflicts])}]"
