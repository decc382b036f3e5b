"""What the learner knows of the patient before the talk: the same lines for everyone, and only what may be shown."""

from __future__ import annotations

from collections.abc import Iterator

from lbp_teach.bedside.talk.model import Known
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import NOT_APPLICABLE, SIDE_WORDS, Facts, keys, split, value_words
from lbp_teach.guideline.model import Finding, Scalar
from lbp_teach.text import Lang, Text, both

_BOTH_SIDES = both(da="begge sider", en="both sides")


def shown(book: Book, facts: Facts, heard: frozenset[str] | None) -> Facts:
    """Return the facts that may be shown.

    Args:
        book: the guideline.
        facts: what is true of the patient.
        heard: the questions that were asked where a case keeps count; what was examined then stands in its own notepad.
            None: the patient was asked and examined beforehand.
    """
    if heard is None:
        return facts
    told = {finding for name in heard if name in book.questions for finding in book.questions[name].findings}
    return {
        name: value for name, value in facts.items() if split(name)[0] in told or book.findings[split(name)[0]].door
    }


def rows(book: Book, known: tuple[Known, ...], facts: Facts, lang: Lang) -> list[dict[str, str]]:
    """Return each line in words; a line of which nothing is known is left out.

    Args:
        book: the guideline.
        known: the lines.
        facts: what may be shown.
        lang: language of the words.
    """
    found = []
    for row in known:
        findings = [book.findings[name] for name in row.findings]
        notes = [note for finding in findings for note in _noted(book, finding, facts, lang, always=row.always)]
        # "Nothing" may be said only where everything was asked about.
        whole = all(name in facts for finding in findings for name in keys(finding))
        if notes or whole:
            found.append({"label": row.label(lang), "text": "; ".join(notes) or row.nothing(lang)})
    return found


def _noted(book: Book, finding: Finding, facts: Facts, lang: Lang, *, always: bool) -> Iterator[str]:
    here: dict[Scalar, list[str]] = {}
    for name in keys(finding):
        if name in facts:
            here.setdefault(facts[name], []).append(name)
    for value, names in here.items():
        usual = value == finding.default
        if value == NOT_APPLICABLE or (usual and (not always or finding.kind == "presence" or value == 0)):
            continue
        yield _in_words(book, finding, value, names)(lang)


def _in_words(book: Book, finding: Finding, value: Scalar, names: list[str]) -> Text:
    label, where = finding.label, _where(finding, names)
    if finding.kind == "presence" and value == "present":
        return both(da=label.da + where.da, en=label.en + where.en)
    words = value_words(finding, value, book.guideline.findings.units)
    return both(da=f"{label.da}{where.da}: {words.da}", en=f"{label.en}{where.en}: {words.en}")


def _where(finding: Finding, names: list[str]) -> Text:
    if not finding.sided:
        return both(da="", en="")
    side = split(names[0])[1]
    words = _BOTH_SIDES if len(names) > 1 or side is None else SIDE_WORDS[side]
    return both(da=f", {words.da}", en=f", {words.en}")
