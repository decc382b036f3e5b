"""Reading a case that is not finished: whatever is there is used, whatever is missing or odd is left out.

While somebody writes, a case is wrong most of the time. The form, the preview and the key still show what can be shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lbp_teach.case import Case, Persona, Variants
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import Facts, keys
from lbp_teach.guideline.model import SIDES, Scalar
from lbp_teach.lint_facts import findings_problems
from lbp_teach.text import Lang, Text
from lbp_teach.variants.words import person_words

Plain = dict[str, Any]
_PLACEHOLDER = re.compile(r"{(\w+)}")


@dataclass(frozen=True)
class Sketch:
    """A case as far as it can be read.

    Attributes:
        data: the plain data; always a mapping.
        visits: the visits among it that are mappings, by their place in the list.
    """

    data: Plain
    visits: dict[int, Plain]

    def lineage(self, index: int) -> list[int]:
        """Return a visit and what it is based on, oldest first; only earlier visits count."""
        chain = [index]
        while True:
            based = self.visits[chain[-1]].get("based_on")
            earlier = [n for n in self.visits if n < chain[-1] and self.visits[n].get("id") == based]
            if based is None or not earlier:
                return chain[::-1]
            chain.append(earlier[0])

    @property
    def words(self) -> dict[str, Text]:
        """Return what each placeholder reads, as far as the persona is written."""
        who = part(self.data, "persona")
        sex, age = who.get("sex"), who.get("age")
        aged = type(age) is int and 0 < age <= 120
        side = part(self.data, "variants").get("side")
        persona: Plain = {
            "name": line(who.get("name")) or "…",
            "first_name": line(who.get("first_name")) or "…",
            "age": age if aged else 1,
            "sex": sex if sex in ("female", "male") else "female",
        }
        case: Plain = {
            "persona": Persona.model_construct(**persona),
            "variants": Variants.model_construct(side=side if side in SIDES else None),
        }
        words = person_words(Case.model_construct(**case))
        return words if aged else {name: said for name, said in words.items() if "age" not in name.lower()}


def sketch(data: Any) -> Sketch:
    """Return plain data as a sketch of a case."""
    whole = data if isinstance(data, dict) else {}
    visits = whole.get("visits")
    found = enumerate(visits if isinstance(visits, list) else [])
    return Sketch(whole, {n: visit for n, visit in found if isinstance(visit, dict)})


def part(data: Plain, name: str) -> Plain:
    """Return a mapping inside another, or an empty one."""
    found = data.get(name)
    return found if isinstance(found, dict) else {}


def items(data: Plain, name: str) -> list[Any]:
    """Return a list inside a mapping, or an empty one."""
    found = data.get(name)
    return found if isinstance(found, list) else []


def line(value: Any) -> str:
    """Return a value as a line of text; what is no single value has none."""
    if isinstance(value, float):
        return f"{value:g}"
    return str(value) if isinstance(value, str | int) else ""


def text(value: Any) -> dict[str, str]:
    """Return a text in both languages; a language that is missing is empty."""
    found = value if isinstance(value, dict) else {}
    return {lang: line(found.get(lang)) for lang in ("da", "en")}


def told(found: dict[str, str], words: dict[str, Text]) -> dict[str, str]:
    """Return a text with its placeholders filled in, as a student reads it; what is no placeholder stays."""

    def fill(lang: Lang) -> str:
        return _PLACEHOLDER.sub(lambda m: words[m[1]](lang) if m[1] in words else m[0], found[lang])

    return {lang.value: fill(lang) for lang in Lang}


def facts_at(case: Sketch, index: int, book: Book) -> Facts:
    """Return everything that is true of the patient at a visit, as `case.visit_facts` does for a finished case."""
    facts: dict[str, Scalar] = {}
    for finding in book.findings.values():
        for name in keys(finding):
            facts[name] = finding.default
    age = part(case.data, "persona").get("age")
    if type(age) is int:
        facts["history.onset_age_years"] = facts["person.age_years"] = age
    for number in case.lineage(index):
        found, _ = findings_problems(part(case.visits[number], "facts"), {}, "", book)
        facts.update({name: value for name, value in found.items() if name != "person.age_years"})
    return facts


def answers_at(case: Sketch, index: int) -> dict[str, Any]:
    """Return the patient's own words at a visit, by question, as they are written."""
    answers: dict[str, Any] = {}
    for number in case.lineage(index):
        answers.update(part(case.visits[number], "answers"))
    return answers


def needs_words(case: Sketch, index: int, book: Book) -> dict[str, str]:
    """Return which questions need words of the patient's own at a visit, each with the fact that asks for them."""
    facts = facts_at(case, index, book)
    chain = case.lineage(index)
    before = facts_at(case, chain[-2], book) if len(chain) > 1 else facts
    own, all_answers = part(case.visits[index], "answers"), answers_at(case, index)
    needed: dict[str, str] = {}
    for question in book.questions.values():
        names = [k for name in question.findings for k in keys(book.findings[name])]
        special = [n for n in names if facts[n] != _ordinary(facts, n, book)]
        changed = [n for n in names if facts[n] != before[n]]
        if special and question.id not in all_answers:
            if len(chain) > 1 and not changed:
                continue  # what is missing at an earlier visit is needed there
            needed[question.id] = special[0]
        elif changed and question.id not in own:
            needed[question.id] = changed[0]
    return needed


def _ordinary(facts: Facts, fact: str, book: Book) -> Scalar:
    name = fact.partition("@")[0]
    return facts["person.age_years"] if name == "history.onset_age_years" else book.findings[name].default
