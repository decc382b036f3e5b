"""The words of xAPI statements: verbs and activity types of the virtual-patient profile, and the parts around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid5

from lbp_teach import content
from lbp_teach.case import Case
from lbp_teach.errors import UsageError
from lbp_teach.exports.columns import NOTICE
from lbp_teach.exports.flat import label
from lbp_teach.exports.reading import Marked
from lbp_teach.guideline.assess import Book
from lbp_teach.records import Event, Learner
from lbp_teach.scoring import Item
from lbp_teach.text import Lang, Text, both

Plain = dict[str, Any]
#: Reserved never to exist (RFC 2606), so that nobody else's address is claimed; a school sets its own.
HOME_PAGE = "https://lbp-teach.invalid"
PROFILE = "https://w3id.org/xapi/virtual-patient/v1.0"
IDS = UUID("6f1f4cf4-3c39-5a0c-8d4c-7d3c1b7c5a10")
_ADL, _MEDBIQ = "http://adlnet.gov/expapi/verbs/", "https://w3id.org/xapi/medbiq/verbs/"
SIMULATION = "http://adlnet.gov/expapi/activities/simulation"
INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction"
QUESTION = "http://adlnet.gov/expapi/activities/question"
OBJECTIVE = "http://adlnet.gov/expapi/activities/objective"
NODE = "http://activitystrea.ms/schema/1.0/node"
VERBS: dict[str, tuple[str, Text]] = {
    "initialized": (_ADL, both(da="begyndte", en="initialized")),
    "arrived": (_MEDBIQ, both(da="kom til", en="arrived")),
    "asked": (_ADL, both(da="spurgte", en="asked")),
    "interacted": (_ADL, both(da="arbejdede med", en="interacted")),
    "responded": (_ADL, both(da="svarede", en="responded")),
    "commented": (_ADL, both(da="skrev", en="commented")),
    "completed": (_ADL, both(da="afsluttede", en="completed")),
    "scored": (_ADL, both(da="fik point for", en="scored")),
    "ignored": (_MEDBIQ, both(da="gjorde ikke det ventede", en="ignored")),
}
#: The verb of each kind of event; whatever else there is, the learner interacted with something.
VERB_OF = {
    "start": "initialized",
    "ask": "asked",
    "record": "responded",
    "decide": "responded",
    "sure": "responded",
    "leave": "responded",
    "estimate": "responded",
    "guess": "responded",
    "claim": "responded",
    "note": "commented",
    "reflect": "commented",
}


@dataclass(frozen=True)
class Lrs:
    """What statements need to know of the place they come from.

    Attributes:
        book: the guideline.
        home: home page of the accounts, and the start of every activity's id; the specification wants an URL.
    """

    book: Book
    home: str = HOME_PAGE

    def iri(self, *parts: str) -> str:
        """Return the id of an activity."""
        return _iri(self.home, parts)


@lru_cache(maxsize=8192)
def _iri(home: str, parts: tuple[str, ...]) -> str:
    # The same few hundred, a million times over. Half a character can be written only as its escape.
    return "/".join([home.rstrip("/"), *(quote(part, safe="", errors="replace") for part in parts)])


def actor(learner: Learner, lrs: Lrs) -> Plain:
    """Return the learner, by the account of her pseudonym."""
    return {"objectType": "Agent", "account": {"homePage": lrs.home, "name": learner.id}}


def verb(name: str) -> Plain:
    """Return a verb with its words."""
    start, words = VERBS[name]
    return {"id": start + name, "display": _map(words)}


def _map(words: Text) -> Plain:
    return {"da": words(Lang.DA), "en": words(Lang.EN)}


def activity(iri: str, kind: str, name: Text, **more: Any) -> Plain:
    """Return an activity."""
    return {"objectType": "Activity", "id": iri, "definition": {"type": kind, "name": _map(name), **more}}


def case_as_now(one: Marked) -> Case | None:
    """Return the case for its names, also where it was changed since; None where it is gone."""
    try:
        return content.load_case(one.attempt.case)
    except UsageError:
        return None


def the_case_of(one: Marked, lrs: Lrs) -> Plain:
    """Return the case."""
    case = case_as_now(one)
    name = case.persona.name if case else one.attempt.case
    return activity(lrs.iri("cases", one.attempt.case), SIMULATION, Text(da=name, en=name), description=_map(NOTICE))


def the_visit(one: Marked, visit: str, lrs: Lrs) -> Plain:
    """Return a visit of a case."""
    words = Text(da=visit, en=visit)
    case = case_as_now(one)
    if case:
        words = next((found.label for found in case.visits if found.id == visit), words)
    return activity(lrs.iri("cases", one.attempt.case, "visits", visit), NODE, words)


def the_decision(name: str, lrs: Lrs) -> Plain:
    """Return a decision, with what could be chosen."""
    decision = lrs.book.decisions[name]
    choices = [{"id": o.value, "description": _map(lrs.book.words(o.label))} for o in decision.options]
    return activity(lrs.iri("decisions", name), INTERACTION, decision.axis, interactionType="choice", choices=choices)


def the_subject(item: Item, lrs: Lrs) -> Plain:
    """Return what a mark is about."""
    if item.subject in lrs.book.decisions:
        return the_decision(item.subject, lrs)
    return activity(lrs.iri("marks", item.subject), OBJECTIVE, label(item, lrs.book))


def the_object(event: Event, one: Marked | None, lrs: Lrs) -> Plain:
    """Return what an event was about: a question, manoeuvre, finding, decision, visit, the case, or its own kind."""
    body, book = event.body, lrs.book
    question, manoeuvre, decision = (_name(body, key) for key in ("question", "manoeuvre", "decision"))
    if question in book.questions:
        return activity(lrs.iri("questions", question), QUESTION, book.questions[question].text)
    if manoeuvre in book.manoeuvres:
        return activity(lrs.iri("manoeuvres", manoeuvre), INTERACTION, book.manoeuvres[manoeuvre].label)
    if decision in book.decisions:
        return the_decision(decision, lrs)
    if _name(body, "finding") in book.findings:
        name = _name(body, "finding")
        return activity(lrs.iri("findings", name), QUESTION, book.findings[name].label)
    if one is not None:
        visit = _name(body, "visit")
        finished = event.kind == "next" and not visit
        return the_visit(one, visit, lrs) if visit and not finished and event.kind != "start" else the_case_of(one, lrs)
    about = [name for name in (_name(body, key) for key in ("tool", "guess", "claim")) if name]
    name = "/".join([event.kind, *about])
    return activity(lrs.iri("activities", *name.split("/")), INTERACTION, Text(da=name, en=name))


def _name(body: Mapping[str, Any], key: str) -> str:
    value = body.get(key)
    return value if isinstance(value, str) else ""


def context(one: Marked | None, lrs: Lrs, extensions: Plain) -> Plain:
    """Return where and under what something was done."""
    known: Plain = {"contextActivities": {"category": [{"id": PROFILE}]}, "platform": "LBP Teach"}
    if one is None:
        return {**known, "extensions": extensions}
    attempt = one.attempt
    known["contextActivities"]["grouping"] = [{"id": lrs.iri("cases", attempt.case)}]
    versions = {"case-hash": attempt.case_hash, "edition": attempt.edition}
    return {
        **known,
        "registration": str(uuid5(IDS, f"attempt\n{lrs.home}\n{one.learner.id}\n{attempt.id}")),
        "revision": attempt.case_hash,
        "extensions": {**{lrs.iri("xapi", name): value for name, value in versions.items()}, **extensions},
    }


def without_null(value: Any) -> Any:
    """Return plain data without what is null: the specification allows it inside extensions, many stores do not."""
    if isinstance(value, dict):
        return {key: without_null(part) for key, part in value.items() if part is not None}
    return [without_null(part) for part in value if part is not None] if isinstance(value, list) else value
