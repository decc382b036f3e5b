"""An xAPI 1.0.3 statement, as far as it is used here: the types that every statement is held against when written.

Narrower than the specification (adlnet/xAPI-Spec, xAPI-Data.md), never wider: no null anywhere, an actor is always an
account and never an address, times have a zone, a scaled score lies in [-1, 1] and a raw one is not above the highest.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from lbp_teach.exports.columns import SchemaError, moment

_IRI = re.compile(r"^[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+$", re.IGNORECASE)


def _iri(text: str) -> str:
    if not _IRI.match(text):
        raise ValueError("no IRI with a scheme")
    return text


def _time(text: str) -> str:
    try:
        moment(text)
    except SchemaError as error:
        raise ValueError(str(error)) from None
    if text.endswith("-00:00"):
        raise ValueError("-00:00 is not allowed")
    return text


Iri = Annotated[str, AfterValidator(_iri)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+"), AfterValidator(_iri)]
Uuid = Annotated[
    str, StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
]
Time = Annotated[str, AfterValidator(_time)]
Duration = Annotated[str, StringConstraints(pattern=r"^PT(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?$")]
Extensions = dict[Iri, Any]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LanguageMap(_Part):
    """Words in both languages."""

    da: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Account(_Part):
    """Who, by an account on a system; the name is a pseudonym."""

    homePage: Url
    name: str = Field(min_length=1)


class Actor(_Part):
    """The learner. There is no `mbox`: a pseudonym has no address."""

    objectType: Literal["Agent"]
    account: Account


class Verb(_Part):
    """What was done."""

    id: Iri
    display: LanguageMap


class Component(_Part):
    """One answer of a choice."""

    id: str
    description: LanguageMap


class Definition(_Part):
    """What an activity is."""

    type: Iri
    name: LanguageMap
    description: LanguageMap | None = None
    interactionType: Literal["choice"] | None = None
    choices: list[Component] | None = None


class Activity(_Part):
    """What it was done to."""

    objectType: Literal["Activity"]
    id: Iri
    definition: Definition


class Score(_Part):
    """Points."""

    scaled: float | None = Field(None, ge=-1, le=1)
    raw: float
    min: float | None = None
    max: float

    @model_validator(mode="after")
    def _in_order(self) -> Score:
        if self.raw > self.max or (self.min is not None and not self.min <= self.raw):
            raise ValueError("raw is not between min and max")
        return self


class Result(_Part):
    """What came of it."""

    score: Score | None = None
    completion: bool | None = None
    response: str | None = None
    duration: Duration | None = None
    extensions: Extensions | None = None


class Reference(_Part):
    """An activity that is only named."""

    id: Iri


class ContextActivities(_Part):
    """What it belongs to."""

    parent: list[Reference] | None = None
    grouping: list[Reference] | None = None
    category: list[Reference]


class Context(_Part):
    """Where and under what it was done."""

    registration: Uuid | None = None
    contextActivities: ContextActivities
    revision: str | None = None
    platform: str
    language: Literal["da", "en"] | None = None
    extensions: Extensions


class Statement(_Part):
    """One statement."""

    id: Uuid
    actor: Actor
    verb: Verb
    object: Activity
    result: Result | None = None
    context: Context
    timestamp: Time


def checked(plain: dict[str, Any]) -> dict[str, Any]:
    """Return a statement after holding it against its types.

    Raises:
        SchemaError: it does not fit; a fault of ours.
    """
    try:
        Statement.model_validate(plain, strict=True)
    except ValueError as error:
        raise SchemaError(f"statement {plain.get('id')}: {error}") from None
    if _has_null(plain):
        raise SchemaError(f"statement {plain['id']}: null is not allowed")
    return plain


def _has_null(plain: dict[str, Any]) -> bool:
    waiting: list[Any] = [plain]
    while waiting:
        value = waiting.pop()
        if value is None:
            return True
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return False
