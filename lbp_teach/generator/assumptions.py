"""What the generator and the simulated weeks assume, each with its source or as the toolkit's own reading.

For whoever wants to know: `assumptions` gives them in both languages, `page` writes docs/generator.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lbp_teach.edition import EDITION
from lbp_teach.generator.model import Declared, Generator
from lbp_teach.guideline.accuracy import fixed
from lbp_teach.guideline.assess import Book
from lbp_teach.text import Lang, Text, both, number

_OWN = both(
    da="værktøjets egen læsning, ikke godkendt af en kliniker",
    en="the toolkit's own reading, not yet approved by a clinician",
)
_LEANS = both(da="egen læsning, støttet af", en="own reading, leaning on")


@dataclass(frozen=True)
class Assumption:
    """One thing that is assumed.

    Attributes:
        group: conditions, patients, together or weeks.
        label: what it is.
        value: the numbers.
        origin: where they come from.
        sourced: whether the numbers stand in a source.
    """

    group: str
    label: Text
    value: Text
    origin: Text
    sourced: bool


def assumptions(content: Generator, book: Book) -> list[Assumption]:
    """Return everything that is assumed, in the order of the files."""
    return [*_drawn(content, book), *_together(content), *_weeks(content, book)]


def _drawn(content: Generator, book: Book) -> Iterator[Assumption]:
    accuracies = {row.id: row for row in book.guideline.accuracies}
    names = Names(content, book)
    for one in content.distributions.declared:
        group = "conditions" if one.id == "conditions" else "patients"
        if one.accuracy is not None:
            row = accuracies[one.accuracy]
            sens, spec = fixed(row.sensitivity.value, 2), fixed(row.specificity.value, 2)
            value = both(
                da=f"sensitivitet {sens.da}, specificitet {spec.da}", en=f"sensitivity {sens.en}, specificity {spec.en}"
            )
            facts = (*row.sensitivity.facts, *row.specificity.facts)
            yield Assumption(group, one.label, value, _place(row.source, row.section, facts), sourced=True)
        else:
            yield Assumption(group, one.label, _values(one, names), _origin(one), one.reviewed == "sourced")


def _together(content: Generator) -> Iterator[Assumption]:
    for text in content.distributions.dependence:
        yield Assumption("together", text, both(da="", en=""), _OWN, sourced=False)


def _weeks(content: Generator, book: Book) -> Iterator[Assumption]:
    courses = content.courses
    for one in courses.recoveries:
        points = ", ".join(f"{week}: {share:g}%" for week, share in one.points(book).items() if week != "0")
        label = both(da=f"I bedring efter uger: {one.label.da}", en=f"Better after weeks: {one.label.en}")
        yield Assumption("weeks", label, both(da=points, en=points), _leaning(one.facts), one.reviewed == "sourced")
    for condition in courses.conditions:
        if condition.deadline_hours is not None:
            hours = f"{condition.deadline_hours:g} h; {condition.harm_in_time:g}% / {condition.harm_late:g}%"
            label = both(
                da=f"Frist, og varig skade i og efter fristen: {condition.label.da}",
                en=f"Deadline, and lasting harm within and after it: {condition.label.en}",
            )
            yield Assumption("weeks", label, both(da=hours, en=hours), _leaning(condition.facts), sourced=False)
    for number_ in courses.numbers.values():
        found = book.parameters[number_.parameter].value(EDITION) if number_.parameter else number_.value
        amount = number(found[0] if isinstance(found, tuple) else found)
        units = {
            "hours": ("timer", "hours"),
            "weeks": ("uger", "weeks"),
            "years": ("år", "years"),
            "percent": ("%", "%"),
        }
        da, en = units.get(number_.unit, ("", ""))
        value = both(da=f"{amount.da} {da}".strip(), en=f"{amount.en} {en}".strip())
        sourced = number_.reviewed == "sourced"
        place = _place(number_.source, number_.section, number_.facts) if sourced else _leaning(number_.facts)
        yield Assumption("weeks", number_.label, value, place, sourced)


def _values(one: Declared, names: Names) -> Text:
    parts = [(names.word(name), value) for name, value in one.values.items()]
    single = len(parts) == 1 and next(iter(one.values)) == "all"

    def plain(lang: Lang) -> str:
        said = [(name(lang), _value(value, names, lang)) for name, value in parts]
        return said[0][1] if single else "; ".join(f"{name}: {value}" for name, value in said)

    return both(da=plain(Lang.DA), en=plain(Lang.EN))


def _value(value: float | Mapping[str, float], names: Names, lang: Lang) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{names.word(option)(lang)} ({number(share)(lang)})" for option, share in value.items())
    return number(value)(lang)


class Names:
    """What the keys of the declared families are called."""

    def __init__(self, content: Generator, book: Book):
        """Collect the words: of the file itself, of conditions and modes, of findings and their values."""
        found: dict[str, Text] = {}
        for finding in book.findings.values():
            found |= finding.values
        found |= {finding.id: finding.label for finding in book.findings.values()}
        found |= {one.id: one.label for one in content.courses.conditions}
        found |= {one.id: one.label for one in content.distributions.modes}
        found |= content.distributions.words
        self._found = found
        for name, facts in content.distributions.pattern_facts.items():
            found[name] = self.word("+".join(facts)) if facts else both(da="intet", en="nothing")

    def word(self, name: str) -> Text:
        """Return what a key is called; one of several parts is put together.

        Raises:
            KeyError: there are no words for it.
        """
        if name in self._found:
            return self._found[name]
        if "+" in name:
            return self._joined([self.word(part) for part in name.split("+")], " + ")
        if re.fullmatch(r"[0-9.-]+", name):
            return both(da=name.replace(".", ","), en=name)
        for at in range(len(name) - 1, 0, -1):
            if name[at] == "_" and name[:at] in self._found:
                return self._joined([self._found[name[:at]], self.word(name[at + 1 :])], ", ")
        raise KeyError(name)

    def _joined(self, parts: list[Text], by: str) -> Text:
        return both(da=by.join(part.da for part in parts), en=by.join(part.en for part in parts))


def _origin(one: Declared) -> Text:
    if not one.cites:
        return _OWN
    lead = both(da="", en="") if one.reviewed == "sourced" else _LEANS
    places = [f"{c.source}, {c.section} ({', '.join(c.facts)})" for c in one.cites]
    says = [c.says for c in one.cites]
    da = "; ".join(f"{place}: {text.da}" for place, text in zip(places, says, strict=True))
    en = "; ".join(f"{place}: {text.en}" for place, text in zip(places, says, strict=True))
    return both(da=f"{lead.da} {da}".strip(), en=f"{lead.en} {en}".strip())


def _place(source: str, section: str, facts: tuple[str, ...]) -> Text:
    if source == "toolkit":
        return _OWN
    plain = f"{source}, {section} ({', '.join(facts)})"
    return both(da=plain, en=plain)


def _leaning(facts: tuple[str, ...]) -> Text:
    if not facts:
        return _OWN
    plain = ", ".join(facts)
    return both(da=f"{_LEANS.da} {plain}", en=f"{_LEANS.en} {plain}")


# ---- the page ----

_HEAD = """# The generator: what new patients are drawn from

This page is written from `lbp_teach/generator/distributions.yaml` and `course.yaml` by
`lbp-teach cases draw --assumptions > docs/generator.md`. Change the numbers there, never here; a test keeps the two
together.

`lbp-teach cases draw --seed 7 --mode enriched` prints a patient, `--n 12` a table, `--n 10000 --shares` counts what
they have. In Python: `draw(seed, mode)` and `morning(number, mode)` in `lbp_teach/generator/drawing.py`; `drawn.truth`
tells what was drawn, `drawn.truth.course` what has to be met and by when, and `load.ahead().later(...)` (`course.py`)
how the patient is some weeks on.

Everything is invented. **For education, not for patient care.** The patients are right for practising decisions and
wrong for learning how common anything is: most numbers below stand in no source.

## How a patient is drawn

1. The condition, by the mode's shares; then age, sex, work, duration, pain and course given the condition.
2. What shows the condition. Serious disease is drawn as patterns of findings that come together; a small part shows one
   weak sign only, and the guideline then suspects nothing (`recognised` in `drawing.py` tells which).
3. Signs of the nerves, with the guideline's own sensitivities and specificities where it has them.
4. What the pain does to a life, what the patient makes of it, other illness and medicines.
5. A name, a job, a home and a voice, and lines that say what is true. Twelve seeds in a row share one shuffling, so
   that a morning's patients differ in voice, name, job and lines. Names, jobs and illness are drawn apart from each
   other.

Nothing is rejected and drawn again: contradictions cannot arise, so no share is bent by leaving patients out.
`tests/unit/test_generator_distributions.py` draws 10,000 patients in each mode and compares shares, ages, sex,
durations, pain, sensitivities, specificities and red flags with the declaration by chi-square, at a level of 0.01 for
all together.

## What the guideline makes of them

The truth and the guideline's answer are two things, here as in a clinic. The leg raise has a sensitivity of 0.64 in the
table, so some with a prolapse show nothing; sensation has a specificity of 0.66, so some with nothing are taken for
root trouble. That is not a fault of the generator but what these numbers mean.
"""
_TITLES = {
    "conditions": "Shares of the conditions, in per cent",
    "patients": "Patients, in per cent unless the label says otherwise",
    "together": "What goes together",
    "weeks": "The weeks after the visit",
}


def page(content: Generator, book: Book) -> str:
    """Return docs/generator.md."""
    parts = [_HEAD]
    found = assumptions(content, book)
    for group, title in _TITLES.items():
        parts.append(f"\n## {title}\n")
        rows = [one for one in found if one.group == group]
        if group == "together":
            parts += [f"- {one.label.en}" for one in rows]
            parts.append("\nAll of this is the toolkit's own reading, not yet approved by a clinician.")
            continue
        parts += ["| What | Numbers | From where |", "|---|---|---|"]
        parts += [f"| {one.label(Lang.EN)} | {one.value(Lang.EN)} | {one.origin(Lang.EN)} |" for one in rows]
    return "\n".join(parts) + "\n"
