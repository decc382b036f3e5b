"""What may be done next in a case: each act is checked and turned into what is recorded, or refused. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lbp_teach import deciding
from lbp_teach.case import Case, following
from lbp_teach.guideline.assess import Book
from lbp_teach.play import Attempt, VisitState, decided
from lbp_teach.refusal import refuse

NOTE_LIMIT = 500
NOTES_LIMIT = 200
REFLECTION_LIMIT = 2000
_FINISHED = (
    "Casen er afsluttet. Start den igen fra oversigten.",
    "The case is finished. Start it again from the list.",
)


def check(attempt: Attempt, kind: str, args: Mapping[str, Any], case: Case, book: Book) -> dict[str, Any] | None:
    """Decide what an action records.

    Args:
        attempt: the state as it is now.
        kind: the kind of action.
        args: what the browser sent; nothing in it is trusted.
        case: the case being played.
        book: the guideline.

    Returns:
        The body of the event to record, or None when the action changes nothing (asked already, say).

    Raises:
        Refusal: the action is not possible now, with the reason.
    """
    match kind:
        case "reflect":
            return _check_reflection(attempt, args)
        case "more":
            return _check_more(attempt)
    if attempt.finished:
        raise refuse(*_FINISHED)
    match kind:
        case "estimate":
            return _check_estimate(opened(attempt), args, book)
        case "ask":
            return _check_ask(attempt, _known(args.get("question"), book.questions), case, book)
        case "note":
            return _check_note(attempt, args)
        case "unnote":
            wanted = args.get("note")
            return {"note": wanted} if any(n.id == wanted for n in attempt.notes) else None
        case "decide" | "sure" | "leave":
            state = opened(attempt)
            decided_now = deciding.checked(state.board, kind, args, book)
            return decided_now and {"visit": state.visit, **decided_now}
        case "lock":
            return _check_lock(attempt, book)
        case "next":
            return _check_next(attempt, case, book)
        case _:
            raise refuse(
                "Den handling kender vi ikke. Genindlæs siden.",
                "We do not know that action. Reload the page.",
            )


def _known(name: Any, names: Mapping[str, Any]) -> str:
    if not isinstance(name, str) or name not in names:
        raise refuse(
            "Det findes ikke i denne udgave. Genindlæs siden.",
            "That does not exist in this version. Reload the page.",
        )
    return name


def opened(attempt: Attempt) -> VisitState:
    """Return the visit the learner is at, while things can still be done there; raises Refusal after that."""
    if attempt.finished:
        raise refuse(*_FINISHED)
    if attempt.now.locked:
        raise refuse(
            "Beslutningerne for dette besøg er låst, måske i et andet vindue. Gå videre herfra.",
            "The decisions for this visit are locked, perhaps in another window. Go on from here.",
        )
    return attempt.now


def _check_ask(attempt: Attempt, question: str, case: Case, book: Book) -> dict[str, Any] | None:
    state = opened(attempt)
    if any(a.question == question for a in state.asked):
        return None
    seconds = book.questions[question].seconds
    over = state.seconds + seconds > case.visit(state.visit).minutes * 60
    return {"visit": state.visit, "question": question, "seconds": seconds, "over": over}


def _check_note(attempt: Attempt, args: Mapping[str, Any]) -> dict[str, Any] | None:
    text = args.get("text")
    if not isinstance(text, str) or not text.strip():
        return None
    if len(text) > NOTE_LIMIT:
        raise refuse(
            f"En linje kan højst være {NOTE_LIMIT} tegn. Del den i to.",
            f"A line can hold {NOTE_LIMIT} characters. Split it in two.",
        )
    if len(attempt.notes) >= NOTES_LIMIT:
        raise refuse(
            "Der er ikke plads til flere linjer. Slet en først.",
            "There is no room for more lines. Delete one first.",
        )
    # Half an emoji, cut by a browser, is no text that can be kept; it becomes a question mark.
    whole = text.strip().encode("utf-8", "replace").decode()
    return {"note": str(args.get("id")), "text": whole}


def _check_estimate(state: VisitState, args: Mapping[str, Any], book: Book) -> dict[str, Any] | None:
    when, chances = args.get("when"), args.get("chances")
    categories = [option.value for option in book.decisions["triage"].options]
    if when not in ("before", "after"):
        raise refuse("Genindlæs siden, og giv dit skøn igen.", "Reload the page and give your estimate again.")
    if when == "before" and state.examined:
        raise refuse(
            "Du er begyndt at undersøge, så skønnet fra før står fast.",
            "You have begun to examine, so the estimate from before stands.",
        )
    numbers = chances if isinstance(chances, Mapping) and set(chances) == set(categories) else {}
    if not numbers or not all(type(one) is int and 0 <= one <= 100 for one in numbers.values()):
        raise refuse(
            "Giv hver kategori et helt tal fra 0 til 100 procent.",
            "Give each category a whole number from 0 to 100 per cent.",
        )
    total = sum(numbers.values())
    if total != 100:
        raise refuse(
            f"Tallene skal give 100 i alt; de giver {total}.",
            f"The numbers must add up to 100; they give {total}.",
        )
    given = {name: numbers[name] for name in categories}
    return None if state.estimates.get(when) == given else {"visit": state.visit, "when": when, "chances": given}


def _check_reflection(attempt: Attempt, args: Mapping[str, Any]) -> dict[str, Any] | None:
    text = args.get("text")
    if not attempt.finished:
        raise refuse("Se tilbage, når casen er afsluttet.", "Look back when the case is finished.")
    if not isinstance(text, str) or len(text) > REFLECTION_LIMIT:
        raise refuse(
            f"Skriv højst {REFLECTION_LIMIT} tegn. Forkort teksten.",
            f"Write {REFLECTION_LIMIT} characters at most. Shorten the text.",
        )
    whole = text.strip().encode("utf-8", "replace").decode()
    return None if whole == attempt.reflection else {"text": whole}


def _check_more(attempt: Attempt) -> dict[str, Any] | None:
    if attempt.feedback == "none":
        raise refuse("Der gives ikke svar i en prøve.", "No feedback is given in an exam.")
    if not attempt.finished and not attempt.now.locked:
        raise refuse("Lås beslutningerne først.", "Lock the decisions first.")
    if attempt.more and (attempt.finished or attempt.practice_from is not None):
        return None
    return {"visit": attempt.now.visit}


def _check_lock(attempt: Attempt, book: Book) -> dict[str, Any] | None:
    if attempt.now.locked:
        return None
    deciding.need_every_card(attempt.now.board, book)
    return {"visit": attempt.now.visit}


def _check_next(attempt: Attempt, case: Case, book: Book) -> dict[str, Any]:
    if not attempt.now.locked:
        raise refuse("Lås beslutningerne først.", "Lock the decisions first.")
    branch = following(case, attempt.now.visit, decided(attempt, len(attempt.visits) - 1), book)
    return {"from": attempt.now.visit, "visit": branch.visit if branch else None}
