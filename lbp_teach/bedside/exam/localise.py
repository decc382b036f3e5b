"""From signs to roots, by the root map: the key of a drill, and the pattern that a learner's own record makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from lbp_teach.bedside.exam.patient import Body
from lbp_teach.edition import EDITION
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.evaluate import evaluate
from lbp_teach.guideline.facts import PRESENT, SIDE_WORDS, key
from lbp_teach.guideline.model import SIDES, Scalar
from lbp_teach.guideline.roots import Sign
from lbp_teach.logic import Truth
from lbp_teach.refusal import refuse
from lbp_teach.text import Text, both

ROOTS = ("L4", "L5", "S1")
Where = Literal["left", "right", "both"]
PLACES: tuple[Where, ...] = ("left", "right", "both")
PATTERNS = ("root", "cauda_equina", "polyneuropathy", "functional", "normal")


@dataclass(frozen=True)
class Answer:
    """What it is; roots and side only where it is a root."""

    what: str
    roots: frozenset[str] = frozenset()
    side: Where | None = None


def is_abnormal(sign: Sign, value: Scalar, book: Book) -> bool:
    """Return whether a sign with this value is abnormal, by the root map."""
    test = book.guideline.roots.abnormal[sign.modality]
    if test.below is None:
        return value in test.one_of
    limit = book.parameters[test.below].value(EDITION)
    assert not isinstance(limit, tuple)
    return not isinstance(value, str) and value < limit


def affected(values: Mapping[str, Scalar], book: Book) -> dict[str, frozenset[str]]:
    """Return, for each side, the roots with an abnormal sign there; a sign without sides tells no side."""
    return {
        side: frozenset(
            sign.root
            for sign in book.guideline.roots.signs
            if (value := values.get(key(sign.finding, side))) is not None and is_abnormal(sign, value, book)
        )
        for side in SIDES
    }


def answer_of(body: Body, book: Book) -> Answer:
    """Return what is wrong with a body: saddle and sphincter first, then what is no root, then the roots.

    Where the signs tell neither root nor side (a stretch test without a deficit, a squat that fails, reflexes of the
    spinal cord) the answer is `unclear`, and nothing is marked by it.
    """
    cauda = evaluate(book.concepts["cauda_equina_suspected"].when, book.context(body.facts)).truth
    if cauda is Truth.TRUE:
        return Answer("cauda_equina")
    if body.facts.get("exam.stocking_sensation") == PRESENT:
        return Answer("polyneuropathy")
    if body.jerks:
        return Answer("functional")
    found = affected(body.facts, book)
    roots = found["left"] | found["right"]
    if not roots:
        return Answer("unclear" if _hints(body, book) else "normal")
    sides = [side for side in SIDES if found[side]]
    return Answer("root", roots, "both" if len(sides) == 2 else sides[0])


def _hints(body: Body, book: Book) -> bool:
    """Return whether something is abnormal that tells neither a root nor a side."""
    context = book.context(body.facts)
    concepts = ("nerve_stretch_positive", "myelopathy_suspected", "weakness")
    return any(evaluate(book.concepts[name].when, context).truth is Truth.TRUE for name in concepts)


def is_supported(values: Mapping[str, Scalar], said: Answer, book: Book) -> bool:
    """Return whether an answer can be read from what was written down.

    A root needs an abnormal sign of each root that is named, on a side that is named; everything else needs signs of
    sensation, strength and reflexes on both sides, or it is a guess.
    """
    found = affected(values, book)
    if said.what == "root":
        places = SIDES if said.side == "both" else (said.side,)
        return all(any(root in found[place] for place in places if place) for root in said.roots)
    recorded = {
        (sign.modality, side)
        for sign in book.guideline.roots.signs
        for side in SIDES
        if key(sign.finding, side) in values
    }
    return all((m, side) in recorded for m in ("sensation", "strength", "reflex") for side in SIDES)


def roots_share(truth: Answer, said: Answer) -> float:
    """Return how right the roots are, 0 to 1: those that are right less those that are not."""
    hits, extra = len(said.roots & truth.roots), len(said.roots - truth.roots)
    return max(0.0, (hits - extra) / len(truth.roots))


def answer_share(truth: Answer, said: Answer) -> float:
    """Return how right an answer is, 0 to 1: a third each for pattern, roots and side, all for what is no root."""
    if said.what != truth.what:
        return 0.0
    if truth.what != "root":
        return 1.0
    return (1 + roots_share(truth, said) + (said.side == truth.side)) / 3


def checked_answer(args: Mapping[str, Any]) -> dict[str, Any]:
    """Check what a learner says it is.

    Args:
        args: `what`, and for a root `roots` and `place` (`left`, `right`, `both`).

    Raises:
        Refusal: something is missing or does not exist.
    """
    what, roots, place = args.get("what"), args.get("roots"), args.get("place")
    if not isinstance(what, str) or what not in PATTERNS:
        raise refuse("Vælg, hvad det er.", "Choose what it is.")
    if what != "root":
        return {"what": what, "roots": [], "place": None}
    if not isinstance(roots, list) or not roots or any(not isinstance(r, str) or r not in ROOTS for r in roots):
        raise refuse("Vælg en rod eller flere.", "Choose one root or more.")
    if place not in PLACES:
        raise refuse("Vælg venstre, højre eller begge sider.", "Choose left, right or both sides.")
    return {"what": what, "roots": [root for root in ROOTS if root in roots], "place": place}


def answered(body: Mapping[str, Any]) -> Answer:
    """Return a recorded answer."""
    return Answer(body["what"], frozenset(body["roots"]), body["place"])


def as_act(answer: Answer) -> dict[str, Any]:
    """Return an answer as the act that gives it; where the right one is unclear, as "no deficit"."""
    what = answer.what if answer.what in PATTERNS else "normal"
    return {"what": what, "roots": sorted(answer.roots), "place": answer.side}


def said_of(acts: Iterable[tuple[str, Mapping[str, Any]]]) -> Answer | None:
    """Return the last answer among recorded acts; None where none was given."""
    last = None
    for kind, body in acts:
        if kind == "localise":
            last = answered(body)
    return last


@dataclass(frozen=True)
class Pattern:
    """The learner's own findings beside an answer of hers; nothing here knows the truth.

    Attributes:
        fits: keys recorded as abnormal that the answer explains.
        against: keys recorded as abnormal that it does not explain.
        lacking: keys of the named roots that were recorded as normal.
        missing: keys of the named roots that were not recorded.
        would_say: signs that would have pointed to another root, had they been abnormal.
    """

    fits: tuple[str, ...]
    against: tuple[str, ...]
    lacking: tuple[str, ...]
    missing: tuple[str, ...]
    would_say: tuple[Sign, ...]


def pattern(values: Mapping[str, Scalar], answer: Answer, book: Book) -> Pattern:
    """Return how recorded values fit an answer that names roots and a side.

    Args:
        values: what was recorded, by key.
        answer: the learner's answer.
        book: the guideline with its root map.
    """
    places = SIDES if answer.side == "both" else (answer.side,)
    fits: list[str] = []
    against: list[str] = []
    lacking: list[str] = []
    missing: list[str] = []
    for sign in book.guideline.roots.signs:
        sided = book.findings[sign.finding].sided
        for side in SIDES if sided else (None,):
            name = key(sign.finding, side)
            named = sign.root in answer.roots and (side is None or side in places)
            if name not in values:
                if named:
                    missing.append(name)
            elif is_abnormal(sign, values[name], book):
                (fits if named else against).append(name)
            elif named:
                lacking.append(name)
    abnormal = affected(values, book)
    quiet = [r for r in ROOTS if r not in answer.roots and not any(r in abnormal[str(s)] for s in places if s)]
    would_say = tuple(s for s in book.guideline.roots.of("reflex") if s.root in quiet)
    return Pattern(tuple(fits), tuple(against), tuple(lacking), tuple(missing), would_say)


_NAMES = {
    "root": both(da="nerverod {roots}, {place}", en="nerve root {roots}, {place}"),
    "cauda_equina": both(da="cauda equina", en="cauda equina"),
    "polyneuropathy": both(da="nerver i begge fødder (polyneuropati)", en="nerves of both feet (polyneuropathy)"),
    "functional": both(da="kraft, der giver efter i ryk", en="strength that gives way in jerks"),
    "normal": both(da="intet udfald", en="no deficit"),
}
PLACE_WORDS = {**SIDE_WORDS, "both": both(da="begge sider", en="both sides")}


def answer_words(answer: Answer) -> Text:
    """Return an answer as it stands in a sentence."""
    if answer.what != "root":
        return _NAMES[answer.what]
    return _NAMES["root"].format(roots=" + ".join(sorted(answer.roots)), place=PLACE_WORDS[answer.side or "both"])
