"""Drills: seeded bodies with a lesion, drawn from the root map that the rules use."""

from __future__ import annotations

import random
from dataclasses import dataclass

from lbp_teach.bedside.exam.patient import STEP, TIGHT, Body, body_of
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import PRESENT, key
from lbp_teach.guideline.model import SIDES, Scalar
from lbp_teach.guideline.roots import Sign

LEVELS = (1, 2, 3)
SEEDS = 1_000_000
#: What can be met at each level; each is as likely as the others.
KINDS: dict[int, tuple[str, ...]] = {
    1: ("root",),
    2: ("root", "root", "normal"),
    3: ("root", "two_roots", "cauda_equina", "polyneuropathy", "functional", "normal"),
}
#: Minutes that a drill may take by the time cost of its manoeuvres.
MINUTES = {1: 8, 2: 8, 3: 12}
#: How many of a root's signs are there at each level; two at least, since one faint sign alone names no root (C-90). A
#: positive leg raise goes with L4 seldom (it stretches the lower roots); these shares are the toolkit's own reading.
SIGNS_SHOWN = {1: (3, 3), 2: (2, 2), 3: (2, 3)}
_WEAK_REFLEXES = ("absent", "weak", "reduced")
#: The lowest grade with which the functional test is still passed; the draft says passing means normal strength (C-31).
PASSES_FROM = 4


@dataclass(frozen=True)
class Lesion:
    """What was drawn: its kind, roots and side; only tests and teachers see it."""

    kind: str
    roots: tuple[str, ...] = ()
    side: str | None = None


def drawn(seed: int, level: int, book: Book) -> tuple[Lesion, Body]:
    """Return the lesion and the body of a drill.

    Args:
        seed: 0 to `SEEDS` - 1; the same seed gives the same body.
        level: 1 to 3.
        book: the guideline with its root map.
    """
    # Text as a seed: the same on every machine and version of Python.
    rng = random.Random(f"lbp-teach exam {level} {seed}")
    kind = rng.choice(KINDS[level])
    side = rng.choice(SIDES)
    roots = _roots(rng, kind, book)
    facts = _well(book)
    jerks: frozenset[str] = frozenset()
    match kind:
        case "root" | "two_roots":
            for root in roots:
                facts |= _root_lesion(rng, root, side, level, book)
            if rng.random() < (0.1 if roots == ("L4",) else 0.8 if level < 3 else 0.6):
                facts[key("exam.slr", side)] = "positive"
                facts[key("history.leg_pain", side)] = "below_knee"
                if rng.random() < 0.3:
                    facts[key("exam.crossed_slr", _other(side))] = "positive"
        case "cauda_equina":
            facts |= {"exam.sensation.saddle": "reduced", "exam.anal_tone": rng.choice(["normal", "reduced"])}
            facts["exam.residual_urine_ml"] = rng.choice([250, 400, 600])
            for one in SIDES:
                facts[key("exam.reflex.achilles", one)] = rng.choice(_WEAK_REFLEXES)
        case "polyneuropathy":
            facts["exam.stocking_sensation"] = PRESENT
            for one in SIDES:
                facts |= {key(sign.finding, one): "reduced" for sign in book.guideline.roots.of("sensation")}
                facts[key("exam.reflex.achilles", one)] = "absent"
        case "functional":
            names = [sign.finding for sign in book.guideline.roots.of("strength")]
            jerks = frozenset(key(name, side) for name in rng.sample(names, 2))
    body = body_of(facts, f"drill/{level}/{seed}", book)
    if rng.random() < 0.3:
        low, high = TIGHT
        tight = low + STEP * rng.randrange((high - low) // STEP + 1)
        body = _tightened(body, tight)
    body = Body(body.facts, body.angles, body.tight, jerks)
    return Lesion(kind, roots, side if kind in ("root", "two_roots", "functional") else None), body


def _roots(rng: random.Random, kind: str, book: Book) -> tuple[str, ...]:
    known = [root.id for root in book.guideline.roots.roots]
    if kind == "root":
        return (rng.choice(known),)
    if kind == "two_roots":
        at = rng.randrange(len(known) - 1)
        return (known[at], known[at + 1])
    return ()


def _root_lesion(rng: random.Random, root: str, side: str, level: int, book: Book) -> dict[str, Scalar]:
    """Return the abnormal signs of one root on one side: some of sensation, strength and reflex."""
    signs = [s for s in book.guideline.roots.signs if s.root == root and s.modality != "functional"]
    shown = rng.sample(signs, rng.randint(*SIGNS_SHOWN[level]))
    found: dict[str, Scalar] = {}
    for sign in sorted(shown, key=lambda s: s.finding):
        found[key(sign.finding, side)] = _abnormal(rng, sign, level)
    grades = [int(v) for name, v in found.items() if name.startswith("exam.strength.")]
    if grades and min(grades) < PASSES_FROM:
        for sign in book.guideline.roots.of("functional"):
            if sign.root == root:
                sided = book.findings[sign.finding].sided
                found[key(sign.finding, side if sided else None)] = "unable"
    return found


def _abnormal(rng: random.Random, sign: Sign, level: int) -> Scalar:
    match sign.modality:
        case "strength":
            return rng.choice({1: (3, 4), 2: (4,), 3: (2, 3, 4)}[level])
        case "reflex":
            return rng.choice({1: ("absent", "reduced"), 2: ("weak", "reduced"), 3: _WEAK_REFLEXES}[level])
        case _:
            return rng.choice(("reduced",) if level == 1 else ("reduced", "changed", "increased"))


def _tightened(body: Body, angle: int) -> Body:
    """Return the body with hamstrings that stop a pain-free leg early: no positive test, although the angle is low."""
    free = [side for side in SIDES if body.value("exam.slr", side) == "negative"]
    return Body(body.facts, {**body.angles, **dict.fromkeys(free, angle)}, body.tight | frozenset(free), body.jerks)


def _well(book: Book) -> dict[str, Scalar]:
    return {key(f.id, side): f.default for f in book.findings.values() for side in (SIDES if f.sided else (None,))}


def _other(side: str) -> str:
    return "right" if side == "left" else "left"
