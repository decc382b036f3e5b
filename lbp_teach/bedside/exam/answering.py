"""Marks of what the findings were put to: pattern, roots and side, and of the time."""

from __future__ import annotations

from lbp_teach.bedside.base import Mark, MarkName, total
from lbp_teach.bedside.exam.localise import PLACE_WORDS, Answer, roots_share
from lbp_teach.bedside.exam.model import Content
from lbp_teach.guideline.assess import Book
from lbp_teach.text import Text, both, join

#: Points for what it is, for the roots, for their side, for the time.
WHAT, ROOTS, PLACE, TIME = 8, 10, 6, 2
_IS = both(da="Hvad det er", en="What it is")
_WHICH = both(da="Hvilken rod", en="Which root")
_WHERE = both(da="Hvilken side", en="Which side")
_TRUE = both(da="Det var: {what}.", en="It was: {what}.")
_GUESS = both(
    da="Det, du har noteret, peger ikke på dit svar, så det tæller som et gæt.",
    en="What you recorded does not point to your answer, so it counts as a guess.",
)
_MISSED = both(
    da="Følesansen i skridtet, lukkemusklen eller resturinen var afvigende. Det er en indlæggelse samme dag.",
    en="Saddle sensation, the sphincter or the residual urine was abnormal. That is an admission the same day.",
)
_CAP = both(da="Loft ved kritisk fejl", en="Cap after a critical error")
_CAP_WHY = both(da="Højst {percent} % af pointene er tilbage.", en="At most {percent}% of the points are left.")
_TIME = both(da="Tiden", en="The time")
_IN_TIME = both(da="Inden for {n} minutter.", en="Within {n} minutes.")
_LATE = both(
    da="Det tog længere end {n} minutter. Gør det i samme rækkefølge hver gang.",
    en="It took more than {n} minutes. Do it in the same order every time.",
)


def answer_marks(
    truth: Answer, said: Answer | None, content: Content, book: Book, *, supported: bool = True
) -> tuple[Mark, ...]:
    """Return the marks of an answer: the pattern, and where it is a root, which and on which side.

    Args:
        truth: what it is; nothing is marked where that is unclear.
        said: what the learner says it is.
        content: the names of the patterns.
        book: the guideline.
        supported: whether what was written down bears the answer out; a guess gets nothing.
    """
    if truth.what == "unclear":
        return ()
    pattern = content.pattern(truth.what)
    named = join([pattern.label, pattern.note], sep=". ") if pattern.note else pattern.label
    told = _TRUE.format(what=named)
    if said and not supported:
        told = join([_GUESS, told], sep=" ")
    right = supported and said is not None and said.what == truth.what
    missed = truth.what == "cauda_equina" and said is not None and said.what != truth.what
    mark: MarkName = "right" if right else "critical" if missed else "wrong" if said else "missing"
    of = WHAT if truth.what == "root" else WHAT + ROOTS + PLACE
    because = join([told, _MISSED], sep=" ") if missed else told
    first = Mark("what", _IS, mark, of if right else 0, of, because, pattern.cites, reviewed=not pattern.outside)
    if truth.what != "root":
        return (first,)
    return (first, *_root_marks(truth, said if supported else None, given=said is not None, book=book))


def _root_marks(truth: Answer, said: Answer | None, *, given: bool, book: Book) -> tuple[Mark, Mark]:
    share = roots_share(truth, said) if said else 0.0
    names = Text(da=" + ".join(sorted(truth.roots)), en=" + ".join(sorted(truth.roots)))
    described = [root for root in book.guideline.roots.roots if root.id in truth.roots]
    cites = tuple(c for root in described for c in root.cites)
    conflicts = tuple(dict.fromkeys(c for root in described for c in root.conflicts))
    points = int(ROOTS * share)
    mark: MarkName = "right" if points == ROOTS else "partly" if points else "wrong" if given else "missing"
    hit = said is not None and said.side == truth.side
    side: MarkName = "right" if hit else "wrong" if given else "missing"
    place = _TRUE.format(what=PLACE_WORDS[truth.side or "both"])
    return (
        Mark("roots", _WHICH, mark, points, ROOTS, _TRUE.format(what=names), cites, conflicts),
        Mark("place", _WHERE, side, PLACE if hit else 0, PLACE, place, ("root_signs",)),
    )


def capped(marks: tuple[Mark, ...], book: Book) -> tuple[Mark, ...]:
    """Return the marks, and after a critical one the line that takes away what lies above the cap."""
    points, of = total(marks)
    percent = book.weights["cap"].value  # as in a case
    over = points - of * percent // 100
    if over <= 0 or all(mark.mark != "critical" for mark in marks):
        return marks
    why = _CAP_WHY.format(percent=percent)
    return (*marks, Mark("cap", _CAP, "critical", -over, 0, why, reviewed=False))


def time_mark(seconds: int, minutes: int, *, began: bool) -> Mark:
    """Return the mark of a drill's time; an examination typically takes 5 to 10 minutes."""
    kept = began and seconds <= minutes * 60
    mark: MarkName = "right" if kept else "partly" if began else "missing"
    words = (_IN_TIME if kept else _LATE).format(n=minutes)
    return Mark("time", _TIME, mark, TIME if kept else 0, TIME, words, ("exam_same_order",), reviewed=False)
