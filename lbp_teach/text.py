"""Words in both languages: the one type, and the one place where a language is chosen."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator


class Lang(StrEnum):
    """A language a learner can read."""

    DA = "da"
    EN = "en"


_PLACEHOLDER = re.compile(r"{(\w+)}")
#: Words that follow the person a case is about. The languages need them in different places, so they need not match.
PERSON_WORDS = frozenset(
    (
        *("name", "first_name", "age", "age_words", "side", "other_side", "he", "him", "his", "himself"),
        *("Age_words", "Side", "Other_side", "He", "Him", "His", "Himself"),
    )
)
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Frozen(BaseModel):
    """Base of all content models: immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Text(Frozen):
    """A sentence a learner reads, in both languages; neither may be missing."""

    da: Words
    en: Words

    @model_validator(mode="after")
    def _same_placeholders(self) -> Text:
        if not placeholders_match(self):
            raise ValueError(_different(self))
        return self

    def __call__(self, lang: Lang) -> str:
        """Return the words in `lang`."""
        return self.da if lang == Lang.DA else self.en

    def format(self, **values: str | int | float | Text) -> Text:
        """Return the text with its `{placeholders}` filled in, in both languages.

        A `Text` value is filled in with its own words in each language.
        """

        def fill(lang: Lang) -> str:
            words = {k: v(lang) if isinstance(v, Text) else v for k, v in values.items()}
            return self(lang).format(**words)

        return Text(da=fill(Lang.DA), en=fill(Lang.EN))


def _different(text: Text) -> str:
    """Return which `{placeholders}` stand in one language only."""
    da, en = set(_PLACEHOLDER.findall(text.da)), set(_PLACEHOLDER.findall(text.en))
    only = [
        f"{', '.join(f'{{{name}}}' for name in sorted(names - PERSON_WORDS))} only in the {lang}"
        for names, lang in ((da - en, "Danish"), (en - da, "English"))
        if names - PERSON_WORDS
    ]
    return f"the two languages use different {{placeholders}}: {' and '.join(only)}"


def placeholders(text: Text) -> list[str]:
    """Return the names in braces that a text uses."""
    return _PLACEHOLDER.findall(text.da)


def placeholders_match(text: Text) -> bool:
    """Return whether both languages use the same `{placeholders}`, but for those that follow a person."""
    if "{" not in text.da + text.en:
        return True
    return set(_PLACEHOLDER.findall(text.da)) ^ set(_PLACEHOLDER.findall(text.en)) <= PERSON_WORDS


def both(da: str, en: str) -> Text:
    """Return a text that stands in this code, without checking it.

    Checking loads pydantic's validators and plugins, which would cost every kernel 60 ms before anybody has asked for
    anything; a test checks all of them instead.
    """
    return Text.model_construct(da=da, en=en)


def same(words: str) -> Text:
    """Return a `Text` that reads the same in both languages, such as a name or a number."""
    return Text(da=words, en=words)


def number(value: float) -> Text:
    """Return a number written as each language writes it (`0,5` and `0.5`)."""
    plain = f"{value:g}"
    return Text(da=plain.replace(".", ","), en=plain)


def join(texts: list[Text], *, last: Text | None = None, sep: str = ", ") -> Text:
    """Return the texts as one enumeration, `last` (such as " and ") before the final one."""

    def one(lang: Lang) -> str:
        words = [text(lang) for text in texts]
        if last is None or len(words) < 2:
            return sep.join(words)
        return sep.join(words[:-1]) + " " + last(lang) + " " + words[-1]

    return Text(da=one(Lang.DA), en=one(Lang.EN))
