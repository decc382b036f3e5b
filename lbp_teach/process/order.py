"""Order: the distance of a visit from an acceptable partial order, with every pair that came the other way round.

The order never enters the points (`Ordered` says why). What no constraint mentions may come in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from lbp_teach.bedside.exam.observe import sides_of
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.evaluate import evaluate
from lbp_teach.guideline.model import ConceptIs
from lbp_teach.guideline.way import Acts, Precedence
from lbp_teach.logic import Truth
from lbp_teach.process.model import Ordered, Pair
from lbp_teach.process.trail import Move, Trail

#: A step and its place among the steps of the visit.
Placed = tuple[int, Move]


def ordered(trail: Trail, edition: str, book: Book) -> Ordered:
    """Return how the order of a visit compares with the partial order of `way.yaml`."""
    if not trail.recorded:
        return Ordered(trail.index, recorded=False)
    placed = _once(trail.moves)
    pairs: list[Pair] = []
    for constraint in book.guideline.way.order:
        if constraint.when is not None:
            context = book.context(trail.at_end, edition)
            if evaluate(ConceptIs(concept=constraint.when), context).truth is not Truth.TRUE:
                continue
        if constraint.after is None:
            pairs += _together(constraint, trail.moves, book)
            continue
        before, after = (_taken(acts, placed, book) for acts in (constraint.before, constraint.after))
        pairs += [
            Pair(constraint.id, one.act, other.act, at < later) for (at, one), (later, other) in product(before, after)
        ]
    return Ordered(trail.index, recorded=True, pairs=tuple(pairs))


def _once(moves: Sequence[Move]) -> list[Placed]:
    """Return the acts of a visit: each when it was done first, a decision when it was made last."""
    found: dict[tuple[str, str], Placed] = {}
    for at, move in enumerate(moves):
        name = (move.step.kind, move.step.subject)
        if move.step.kind in ("ask", "examine"):
            found.setdefault(name, (at, move))
        elif move.step.kind == "decide":
            found.pop(name, None)
            if move.step.value is not None:
                found[name] = (at, move)
    return sorted(found.values(), key=lambda one: one[0])


def _taken(acts: Acts, placed: Sequence[Placed], book: Book) -> Sequence[Placed]:
    meant = [one for one in placed if _is_meant(acts, one[1], book)]
    match acts.take:
        case "first":
            return meant[:1]
        case "last":
            return meant[-1:]
    return meant


def _is_meant(acts: Acts, move: Move, book: Book) -> bool:
    subject = move.step.subject
    match move.step.kind:
        case "ask":
            question = book.questions.get(subject)
            if question is None or subject in acts.without:
                return False
            return subject in acts.questions or question.category in acts.categories
        case "examine":
            manoeuvre = book.manoeuvres.get(subject)
            if manoeuvre is None or {subject, manoeuvre.group} & set(acts.without):
                return False
            return acts.any_manoeuvre or subject in acts.manoeuvres or manoeuvre.group in acts.groups
        case "decide":
            return subject in acts.decisions
    return False


def _together(constraint: Precedence, moves: Sequence[Move], book: Book) -> Iterator[Pair]:
    """Yield each manoeuvre that was done one side at a time, kept where nothing else was done between the sides."""
    done = [move for move in moves if move.step.kind in ("ask", "examine")]
    meant = [(at, move) for at, move in enumerate(done) if _is_meant(constraint.before, move, book)]
    for name in dict.fromkeys(move.step.subject for _, move in meant):
        firsts = _first_of_each_side((at, move) for at, move in meant if move.step.subject == name)
        if len(firsts) == 2:
            (at, one), (later, other) = sorted(firsts, key=lambda placed: placed[0])
            between = done[at + 1 : later]
            yield Pair(constraint.id, one.act, other.act, all(m.step.subject == name for m in between))


def _first_of_each_side(placed: Iterable[Placed]) -> list[Placed]:
    found: dict[str | None, Placed] = {}
    for at, move in placed:
        for side in sides_of(move.step.side):
            found.setdefault(side, (at, move))
    return list(dict.fromkeys(found.values()))
