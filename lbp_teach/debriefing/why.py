"""Why the story went as it did: the decisions that a branch or an ending rests on, from the case's conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.evaluate import Context, evaluate
from lbp_teach.guideline.model import AllOf, AnyOf, Condition, CountOf, DecisionIs, NotOf
from lbp_teach.logic import Truth

#: A decision, and the earlier visit it was made at; None for the visit itself.
Decided = tuple[str, str | None]


def rests_on(condition: Condition, choices: Mapping[str, str], book: Book) -> list[Decided]:
    """Return the decisions that make a condition come out as it does, in the order of the case, each once.

    Args:
        condition: when a branch or an ending is taken.
        choices: what was decided, by decision and by `visit.decision`.
        book: the guideline.
    """
    context = book.context({}, choices=dict(choices))
    wanted = evaluate(condition, context).truth is Truth.TRUE
    return list(dict.fromkeys(_walk(condition, wanted, context)))


def looks_at_decisions(condition: Condition) -> Iterator[Decided]:
    """Yield every decision that a condition looks at."""
    match condition:
        case DecisionIs():
            yield condition.decision, condition.visit
        case NotOf(not_=part):
            yield from looks_at_decisions(part)
        case AllOf(all=parts) | AnyOf(any=parts) | CountOf(of=parts):
            for part in parts:
                yield from looks_at_decisions(part)


def _walk(condition: Condition, wanted: bool, context: Context) -> Iterator[Decided]:
    if (evaluate(condition, context).truth is Truth.TRUE) is not wanted:
        return
    match condition:
        case DecisionIs():
            yield condition.decision, condition.visit
        case NotOf(not_=part):
            yield from _walk(part, not wanted, context)
        case AllOf(all=parts) | AnyOf(any=parts) | CountOf(of=parts):
            for part in parts:
                yield from _walk(part, wanted, context)
