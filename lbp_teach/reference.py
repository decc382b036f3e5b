"""The guideline as pages to read: every statement, disagreement, threshold and rule, written from the data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from lbp_teach.coverage import coverage
from lbp_teach.edition import EDITION
from lbp_teach.editions import differences
from lbp_teach.guideline.assess import Book, amount
from lbp_teach.guideline.model import TIERS, Rule, Statement
from lbp_teach.guideline.words import condition_lines
from lbp_teach.text import Lang, Text, both

_HEAD = both(
    da="Til undervisning, ikke til patientbehandling. Lavet af `make docs`; ret i `lbp_teach/guideline/`.",
    en="For education, not for patient care. Made by `make docs`; make changes in `lbp_teach/guideline/`.",
)
_UNREVIEWED = both(da="*afventer klinisk godkendelse*", en="*not yet approved by a clinician*")
_OWN = both(da="vores læsning", en="our reading")
_KEY = both(
    da="Reglerne står efter rang: akut, alvorlig, særlig, almindelig. Den højeste rang med et bedste svar gælder. "
    "*Bedst*: følger vejledningen. *Kan forsvares*: halvt. *Farligt*: kan skade ved for lidt eller for sent. "
    "*For meget*: kan skade ved overforbrug. Et svar, som ingen regel nævner, er forkert, men ikke farligt. "
    "Det, der ikke er spurgt om eller undersøgt, er ukendt: så siger reglen hverken ja eller nej.",
    en="The rules stand by rank: emergency, serious, specific, general. The highest rank that has a best answer holds. "
    "*Best*: follows the guideline. *Acceptable*: half. *Unsafe*: can harm by too little or too late. "
    "*Too much*: can harm by overuse. An answer that no rule names is wrong, but not unsafe. "
    "What was not asked or examined is unknown: the rule then says neither yes nor no.",
)
_TIERS = {
    "emergency": both(da="Rang: akut", en="Rank: emergency"),
    "serious": both(da="Rang: alvorlig, planlagt", en="Rank: serious, planned"),
    "specific": both(da="Rang: særlig", en="Rank: specific"),
    "general": both(da="Rang: almindelig", en="Rank: general"),
}
_ONLY = both(da="kun under {editions}", en="only under {editions}")
_WORDS = {
    "statements": both(da="Udsagn", en="Statements"),
    "conflicts": both(da="Uenigheder", en="Disagreements"),
    "thresholds": both(da="Grænser", en="Thresholds"),
    "rules": both(da="Regler", en="Rules"),
    "concepts": both(da="Begreber, som reglerne bygger på", en="Concepts that the rules are built on"),
    "index": both(da="Vejledningen", en="The guideline"),
    "when": both(da="Når", en="When"),
    "then": both(da="Så", en="Then"),
    "because": both(da="Fordi", en="Because"),
    "ask": both(da="Spørg om", en="Ask about"),
    "examine": both(da="Undersøg", en="Examine"),
    "why": both(da="Hvorfor det betyder noget", en="Why it matters"),
    "follow": both(da="Vi følger", en="We follow"),
    "teach": both(da="At huske", en="To remember"),
    "best": both(da="bedst", en="best"),
    "acceptable": both(da="kan forsvares", en="acceptable"),
    "unsafe": both(da="farligt", en="unsafe"),
    "too_much": both(da="for meget", en="too much"),
    "harms": both(da="heraf skadeligt", en="of these harmful"),
}


def pages(book: Book, lang: Lang) -> dict[str, str]:
    """Return the pages in one language: file name to Markdown.

    Args:
        book: the whole guideline (`content.library()`).
        lang: language of the pages.
    """
    makers: dict[str, Callable[[Book, Lang], Iterable[str]]] = {
        "statements": _statements,
        "conflicts": _conflicts,
        "thresholds": _thresholds,
        "rules": _rules,
        "concepts": _concepts,
    }
    made = {f"{name}.{lang}.md": _page(_WORDS[name], make(book, lang), lang) for name, make in makers.items()}
    links = [f"- [{_WORDS[name](lang)}]({name}.{lang}.md)" for name in makers]
    rows = [
        f"| {r.topic.label(lang)} | {r.topic.facts} | {len(r.carried)} | {len(r.skipped)} |"
        for r in coverage(book.guideline)
    ]
    table = both(da="| Emne | Fakta | Bæres | Udeladt |", en="| Topic | Facts | Carried | Left out |")(lang)
    made[f"README.{lang}.md"] = _page(_WORDS["index"], [*links, "", table, "| --- | --: | --: | --: |", *rows], lang)
    return made


def write_pages(book: Book, folder: Path) -> list[Path]:
    """Write all pages in both languages, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for lang in Lang:
        for name, text in pages(book, lang).items():
            (folder / name).write_text(text, encoding="utf-8")
            written.append(folder / name)
    return written


def _page(title: Text, lines: Iterable[str], lang: Lang) -> str:
    return "\n".join([f"# {title(lang)}", "", _HEAD(lang), "", *lines]).rstrip() + "\n"


def _cited(statement: Statement, lang: Lang) -> str:
    if statement.source == "toolkit":
        return _OWN(lang)
    places = [(statement.source, statement.section), *((place.source, place.section) for place in statement.also)]
    return "; ".join(f"{source}, {section}" for source, section in places)


def _statements(book: Book, lang: Lang) -> Iterable[str]:
    for topic in book.guideline.topics:
        yield f"## {topic.label(lang)}"
        yield ""
        for statement in book.guideline.statements:
            if _topic(statement) == topic.id:
                touched = "".join(
                    f" [{name}](conflicts.{lang}.md#{name.lower()})" for name in book.conflicts_of(statement)
                )
                review = "" if statement.reviewed == "sourced" else f" {_UNREVIEWED(lang)}"
                yield f'- <a id="{statement.id}"></a>{book.words(statement.text)(lang)}'
                yield f"  <br>`{_cited(statement, lang)}` {', '.join(statement.facts)}{touched}{review}"
        yield ""


def _topic(statement: Statement) -> str:
    """Return the topic under which a statement stands: that of its first fact, else the flags, where readings are."""
    return statement.facts[0].split("-")[1] if statement.facts else "FLAG"


def _conflicts(book: Book, lang: Lang) -> Iterable[str]:
    for one in book.guideline.conflicts:
        yield f'## <a id="{one.id.lower()}"></a>{one.id}. {one.question(lang)}'
        yield ""
        for position in one.says:
            yield f"- **{position.source}**, {position.section}: {book.words(position.text)(lang)}"
        yield ""
        for name, text in (("why", one.why), ("follow", one.follow), ("teach", one.teach)):
            yield f"**{_WORDS[name](lang)}.** {book.words(text)(lang)}"
            yield ""
        if one.reviewed != "sourced":
            yield _UNREVIEWED(lang)
            yield ""


def _thresholds(book: Book, lang: Lang) -> Iterable[str]:
    head = both(da="| Grænse | Værdi | Kilde | Fakta |", en="| Threshold | Value | Source | Facts |")
    yield head(lang)
    yield "| --- | --- | --- | --- |"
    for one in book.guideline.parameters:
        own = one.source == "toolkit"
        # A value without an edition of its own is kept under DSAM2026, whoever said it.
        named = {edition: edition for edition in one.values} | {"DSAM2026": _OWN(lang) if own else one.source}
        values = "; ".join(f"{named[edition]}: {amount(value)(lang)}" for edition, value in one.values.items())
        where = _OWN(lang) if own else f"{one.source}, {one.section}"
        unit = book.guideline.findings.units.get(one.unit)
        measured = f" ({unit(lang).replace('{n}', '').strip()})" if unit and one.unit != "mrc" else ""
        yield f"| {one.label(lang)}{measured} | {values} | {where} | {', '.join(one.facts)} |"
    yield ""
    yield both(da="## RSD2024 mod DSAM2026", en="## RSD2024 against DSAM2026")(lang)
    yield ""
    for item in differences(book, "DSAM2026", "RSD2024"):
        if item.kind != "disagreement":
            yield f"- {item.title(lang)}: {item.first(lang)} / {item.second(lang)}"


def _rules(book: Book, lang: Lang) -> Iterable[str]:
    yield _KEY(lang)
    yield ""
    ranked = sorted(book.guideline.rules, key=lambda rule: TIERS.index(rule.tier))
    for rule in ranked:
        yield f'## <a id="{rule.id}"></a>{rule.id}'
        yield ""
        limits = f"; {_ONLY.format(editions=', '.join(rule.editions))(lang)}" if rule.editions else ""
        yield f"*{_TIERS[rule.tier](lang)}{limits}*"
        yield ""
        yield from rule_lines(rule, book, lang)
        yield ""


def _concepts(book: Book, lang: Lang) -> Iterable[str]:
    for concept in book.guideline.concepts:
        yield f'## <a id="{concept.id}"></a>{concept.label(lang)}'
        yield ""
        for depth, words in condition_lines(concept.when, book):
            yield f"{'  ' * depth}- {words(lang)}"
        yield ""


def rule_lines(rule: Rule, book: Book, lang: Lang) -> Iterable[str]:
    """Yield one rule as Markdown: when, then, because, and what it stands on."""
    edition = rule.editions[0] if rule.editions else EDITION
    yield f"**{_WORDS['when'](lang)}**"
    yield ""
    for depth, words in condition_lines(rule.when, book, edition):
        yield f"{'  ' * depth}- {words(lang)}"
    yield ""
    for name, effect in rule.then.items():
        decision = book.decision(name)
        said = []
        for grade in ("best", "acceptable", "unsafe", "too_much"):
            values = [book.words(decision.option(value).label, edition)(lang) for value in getattr(effect, grade)]
            if values:
                said.append(f"{_WORDS[grade](lang)}: {', '.join(values)}")
        harms = [book.words(decision.option(value).label, edition)(lang) for value in rule.harms.get(name, ())]
        if harms:
            said.append(f"{_WORDS['harms'](lang)}: {', '.join(harms)}")
        yield f"- **{decision.axis(lang)}**: {'; '.join(said)}"
    for name in ("ask", "examine"):
        found = [book.findings[finding].label(lang) for finding in getattr(rule, name)]
        if found:
            yield f"- **{_WORDS[name](lang)}**: {', '.join(found)}"
    yield ""
    review = "" if rule.reviewed == "sourced" else f" {_UNREVIEWED(lang)}"
    yield f"**{_WORDS['because'](lang)}.** {book.words(rule.because, edition)(lang)}{review}"
    yield ""
    yield ", ".join(f"[{name}](statements.{lang}.md#{name})" for name in rule.cites)
