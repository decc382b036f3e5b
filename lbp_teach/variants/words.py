"""The words of a case that follow its person: name, age, side and pronouns.

An author writes `{first_name}`, `{side}` or `{he}` where a variant may differ, and `{He}` where a sentence begins with
it. Everything that plays, marks or checks a case works on the filled texts of `spoken`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lbp_teach.case import Case
from lbp_teach.text import Text
from lbp_teach.variants.numbers import age_in_words

_PRONOUNS = {
    "female": {
        "he": ("hun", "she"),
        "him": ("hende", "her"),
        "his": ("hendes", "her"),
        "himself": ("sig selv", "herself"),
    },
    "male": {"he": ("han", "he"), "him": ("ham", "him"), "his": ("hans", "his"), "himself": ("sig selv", "himself")},
}
_SIDES = {"left": ("venstre", "left"), "right": ("højre", "right")}
_OTHER = {"left": "right", "right": "left"}
_PLACEHOLDER = re.compile(r"{(\w+)}")


def spoken(case: Case) -> Case:
    """Return a case as it is read: with every `{placeholder}` of its person filled in.

    Raises:
        KeyError: a text has a placeholder that the case has no word for; see `strange_words`.
    """
    words = person_words(case)
    return Case.model_validate(_filled(case.model_dump(by_alias=True), words))


def person_words(case: Case) -> dict[str, Text]:
    """Return what each placeholder reads in a case."""
    persona = case.persona
    words = {
        "name": Text(da=persona.name, en=persona.name),
        "first_name": Text(da=persona.first_name, en=persona.first_name),
        "age": Text(da=str(persona.age), en=str(persona.age)),
    }
    begins = {name: Text(da=da, en=en) for name, (da, en) in _PRONOUNS[persona.sex].items()}
    begins["age_words"] = age_in_words(persona.age)
    if side := case.variants.side:
        begins["side"] = Text(da=_SIDES[side][0], en=_SIDES[side][1])
        begins["other_side"] = Text(da=_SIDES[_OTHER[side]][0], en=_SIDES[_OTHER[side]][1])
    for name, said in begins.items():
        words[name] = said
        words[name.capitalize()] = Text(da=said.da.capitalize(), en=said.en.capitalize())
    return words


def strange_words(case: Case) -> list[tuple[tuple[str | int, ...], str]]:
    """Return where a text has a placeholder that this case has no word for, and which."""
    words = person_words(case)
    return list(_strange(case.model_dump(by_alias=True), words, ()))


def _strange(
    part: Any, words: Mapping[str, Text], path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(part, str):
        yield from ((path, name) for name in _PLACEHOLDER.findall(part) if name not in words)
    elif isinstance(part, dict):
        for name, value in part.items():
            yield from _strange(value, words, (*path, name))
    elif isinstance(part, list | tuple):
        for number, value in enumerate(part):
            yield from _strange(value, words, (*path, number))


def _filled(part: Any, words: Mapping[str, Text]) -> Any:
    if isinstance(part, dict):
        if part.keys() == {"da", "en"}:
            return {lang: _fill(part[lang], lang, words) for lang in ("da", "en")}
        return {name: _filled(value, words) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [_filled(one, words) for one in part]
    return part


def _fill(text: str, lang: str, words: Mapping[str, Text]) -> str:
    def word(match: re.Match[str]) -> str:
        said = words[match.group(1)]
        return said.da if lang == "da" else said.en

    return _PLACEHOLDER.sub(word, text) if "{" in text else text
