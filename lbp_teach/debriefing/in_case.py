"""What a learner sees of feedback while playing: between two visits, after the last one, and looking back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lbp_teach import content
from lbp_teach.acting import REFLECTION_LIMIT
from lbp_teach.case import Case, following
from lbp_teach.debriefing.happened import told_next
from lbp_teach.debriefing.levels import level_of, may_ask, next_words, trimmed
from lbp_teach.debriefing.once import told_once
from lbp_teach.debriefing.whole import debrief, visit_words
from lbp_teach.guideline.assess import Book
from lbp_teach.play import Attempt, decided
from lbp_teach.process import Earlier, about
from lbp_teach.scoring import score
from lbp_teach.text import Lang, both
from lbp_teach.variants import base_of

Plain = dict[str, Any]
#: A patient longer ago than this many others is not in the way of the next.
EARLIER = 3
#: What was worked out once, by attempt (or visit of one) and language.
Kept = dict[tuple[str, Lang], Plain]
_LAST = both(
    da="Det var det sidste besøg. Nu kan du se, hvad der skete, og hvorfor hvert point blev, som det blev.",
    en="That was the last visit. Now you can see what happened, and why each point came out as it did.",
)
_LAST_SILENT = both(da="Det var det sidste besøg.", en="That was the last visit.")
_SEE = both(da="Se debrief", en="See the debrief")
_FINISH = both(da="Afslut casen", en="Finish the case")
_AGAIN = both(da="Tag imod {name}", en="See {name} again")
_ASK = both(
    da="Se vejledningens svar på dette besøg nu. Resten af casen tæller så som øvelse.",
    en="See the guideline's answer to this visit now. The rest of the case then counts as practice.",
)
_ASK_PRACTICE = both(
    da="Se vejledningens svar på dette besøg nu. Casen er øvelse i forvejen.",
    en="See the guideline's answer to this visit now. The case is practice already.",
)
_ASK_LAST = both(da="Se vejledningens svar på dette besøg nu.", en="See the guideline's answer to this visit now.")
_MORE = both(
    da="Din underviser har valgt at vise dig en del. I øvelse må du se det hele.",
    en="Your teacher has chosen to show you a part. In practice you may see all of it.",
)


def between_visits(case: Case, attempt: Attempt, book: Book, lang: Lang, kept: Kept) -> Plain:
    """Return what is shown once a visit is locked: what happened, and the guideline's answer where it was asked for."""
    index = len(attempt.visits) - 1
    branch = following(case, attempt.now.visit, decided(attempt, index), book)
    silent = attempt.feedback == "none"
    told: Plain = {
        "bridge": next_words(branch.bridge(lang), attempt, lang)
        if branch
        else (_LAST_SILENT if silent else _LAST)(lang),
        "button": (_AGAIN.format(name=case.persona.first_name) if branch else _FINISH if silent else _SEE)(lang),
        "last": branch is None,
        "ask": None,
        "answer": None,
    }
    if attempt.more and not silent:
        told["answer"] = _answer(case, attempt, index, book, lang, kept)
    elif not silent and branch is not None:
        told["ask"] = (_ASK if attempt.practice_from is None else _ASK_PRACTICE)(lang)
    return told


def _answer(case: Case, attempt: Attempt, index: int, book: Book, lang: Lang, kept: Kept) -> Plain:
    key = (f"{attempt.id}/{index}", lang)
    if key not in kept:
        told = visit_words(score(case, attempt, book), case, attempt, index, book, lang)
        kept[key] = told_once(told, book, lang, attempt.edition)
    return kept[key]


def bridge_words(case: Case, attempt: Attempt, book: Book, lang: Lang) -> str | None:
    """Return what happened before the visit the learner is at, or None at the first."""
    index = len(attempt.visits) - 1
    bridge = told_next(case, attempt, index - 1, book, lang) if index else None
    return next_words(bridge, attempt, lang) if bridge else None


def after_the_end(
    case: Case,
    attempt: Attempt,
    attempts: Mapping[str, Attempt],
    practised: Callable[[], list[Plain]],
    book: Book,
    lang: Lang,
    kept: Kept,
) -> Plain:
    """Return the debrief as far as this learner is given it, whether she can ask for more, and what she wrote."""
    if (attempt.id, lang) not in kept:
        told = debrief(score(case, attempt, book), case, attempt, book, lang, _earlier(attempt, attempts, book))
        kept[attempt.id, lang] = {**told, "practised": practised()}
    told = trimmed(kept[attempt.id, lang], level_of(attempt), lang)
    return {
        **told_once(told, book, lang, attempt.edition),
        "ask": _MORE(lang) if may_ask(attempt) else None,
        "reflection": {"text": attempt.reflection, "limit": REFLECTION_LIMIT},
    }


def _earlier(attempt: Attempt, attempts: Mapping[str, Attempt], book: Book) -> list[Earlier]:
    """Return what the last few patients before this one were about, of those the learner has been told of."""
    before: list[Attempt] = []
    for one in attempts.values():
        if one.id == attempt.id:
            break
        before.append(one)
    told = [one for one in before if one.finished and level_of(one) in ("reasons", "full") and _as_played(one)]
    same = base_of(attempt.case)
    cases = [(content.load_case(one.case), one) for one in told[-EARLIER:] if base_of(one.case) != same]
    return [about(case, score(case, one, book, explain=False)) for case, one in cases]


def _as_played(attempt: Attempt) -> bool:
    return content.current_hash(attempt.case) == attempt.case_hash
