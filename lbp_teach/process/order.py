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
    pairs: list[Pair] = []
    for constraint in book.guideline.way.order:
        if constraint.when is not None:
            context = book.context(trail.at_end, edition)
            if evaluate(ConceptIs(concept=constraint.when), context).truth is not Truth.TRUE:
                continue
        pairs += _pairs(constraint, trail.moves, book)
    return Ordered(trail.index, recorded=True, pairs=tuple(pairs))


def _pairs(constraint: Precedence, moves: Sequence[Move], book: Book) -> Iterator[Pair]:
    if constraint.after is None:
        yield from _together(constraint, moves, book)
        return
    for (at, one), (later, other) in product(
        _done(constraint.before, moves, book), _done(constraint.after, moves, book)
    ):
        yield Pair(constraint.id, one.act, other.act, at < later)


def _done(acts: Acts, moves: Sequence[Move], book: Book) -> list[Placed]:
    """Return the acts that were done: each when it was done first, a decision when it was made last."""
    found: dict[tuple[str, str], Placed] = {}
    for at, move in enumerate(moves):
        name = (move.step.kind, move.step.subject)
        if not _is_meant(acts, move, book):
            continue
        if move.step.kind == "decide":
            found.pop(name, None)
            if move.step.value is not None:
                found[name] = (at, move)
        else:
            found.setdefault(name, (at, move))
    placed = sorted(found.values(), key=lambda one: one[0])
    match acts.take:
        case "first":
            return placed[:1]
        case "last":
            return placed[-1:]
    return placed


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
