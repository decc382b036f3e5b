"""What the screen draws of the learner's estimates: what she may still say, and, in the debrief, what they came to."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from lbp_teach.case import Case
from lbp_teach.forecast import ASKED, WHEN, Forecast, VisitForecasts, When, even_brier, even_log
from lbp_teach.guideline.assess import Book
from lbp_teach.play import Attempt, VisitState
from lbp_teach.probability.forecasts import EDGE
from lbp_teach.text import Lang, Text, both, join

Plain = dict[str, Any]
#: The estimates that were given.
Said = Mapping[When, Forecast]

_OR = both(da="eller", en="or")
_IS = both(da="Når alt er kendt: {what}.", en="When everything is known: {what}.")
_BRIER = both(
    da="Brier, summen over de tre kategorier: hvor langt skønnet lå fra det, det var. "
    "0 er bedst, {even} er lige meget på alle tre, 2 er helt sikker og forkert.",
    en="Brier, the sum over the three categories: how far the estimate lay from what it was. "
    "0 is best, {even} is the same for all three, 2 is certain and wrong.",
)
_LOG = both(
    da="Log: hvor overrasket du måtte blive over svaret. 0 er bedst, {even} er lige meget på alle tre, "
    "{worst} er 0 % til den rigtige kategori.",
    en="Log: how surprised you had to be by the answer. 0 is best, {even} is the same for all three, "
    "{worst} is 0% for the right category.",
)
_STILL = both(da="Undersøgelsen ændrede ikke dit skøn.", en="The examination did not change your estimate.")
_TOWARD = both(
    da="Undersøgelsen flyttede {moved}. Den rigtige kategori fik {n} mere.",
    en="The examination moved {moved}. The right category gained {n}.",
)
_AWAY = both(
    da="Undersøgelsen flyttede {moved}. Den rigtige kategori mistede {n}.",
    en="The examination moved {moved}. The right category lost {n}.",
)
_ASIDE = both(
    da="Undersøgelsen flyttede {moved}, men hverken til eller fra den rigtige kategori.",
    en="The examination moved {moved}, but neither to nor from the right category.",
)
_SKIPPED: Mapping[When, Text] = {
    "before": both(da="Du gav ikke et skøn, før du undersøgte.", en="You gave no estimate before you examined."),
    "after": both(
        da="Du gav ikke et skøn efter undersøgelsen; det giver 0 af dets point.",
        en="You gave no estimate after the examination; that gives 0 of its points.",
    ),
}
_NEITHER = both(
    da="Du sprang skønnene over. Det giver 0 af pointene for skønnet efter.",
    en="You skipped the estimates. That gives 0 of the points of the one after.",
)


# ---- while the case is played ----


def estimate_view(state: VisitState, book: Book, lang: Lang) -> Plain:
    """Return what the learner may estimate now and what she has said; nothing that depends on the patient.

    Args:
        state: what was done at the visit.
        book: the guideline.
        lang: language of the words.
    """
    return {
        "categories": [
            {
                "value": option.value,
                "label": book.words(option.label)(lang),
                "hint": book.words(option.hint)(lang) if option.hint else None,
            }
            for option in book.decisions[ASKED].options
        ],
        **{
            name: {
                "given": dict(state.estimates[name]) if name in state.estimates else None,
                "open": not state.locked and not (name == "before" and state.examined),
            }
            for name in WHEN
        },
    }


# ---- in the debrief ----


def estimate_words(
    visits: tuple[VisitForecasts, ...], case: Case, attempt: Attempt, book: Book, lang: Lang
) -> list[Plain]:
    """Return, for each visit, before, after, what it was, and the scores with a sentence on their scale.

    Args:
        visits: the estimates, held against what happened (`forecast.forecasts`).
        case: the case that was played.
        attempt: what the learner did.
        book: the guideline.
        lang: language of the words.
    """
    labels = {option.value: book.words(option.label, attempt.edition) for option in book.decisions[ASKED].options}
    return [_visit_words(one, case, attempt, labels, lang) for one in visits]


def _visit_words(found: VisitForecasts, case: Case, attempt: Attempt, labels: Mapping[str, Text], lang: Lang) -> Plain:
    state = attempt.visits[found.visit]
    said: Said = {one.when: one for one in found.given}
    what = join([labels[name] for name in found.happened], last=_OR)
    return {
        "visit_label": case.visit(state.visit).label(lang),
        "place": f"estimate-{found.visit}",
        "was": _IS.format(what=what)(lang),
        "rows": [
            {
                "value": name,
                "label": label(lang),
                "so": name in found.happened,
                **{when: said[when].chances.get(name, 0) if when in said else None for when in WHEN},
            }
            for name, label in labels.items()
        ]
        if said
        else [],
        "scores": _scores(found, said, len(labels), lang) if said else [],
        "moved": _moved(found, lang),
        "skipped": _skipped(said, lang),
    }


def _scores(found: VisitForecasts, said: Said, k: int, lang: Lang) -> list[Plain]:
    n = len(found.happened)

    def line(name: str, label: str, text: Text) -> Plain:
        shown: Plain = {when: _decimal(getattr(said[when], name))(lang) if when in said else None for when in WHEN}
        return {"label": label, **shown, "text": text(lang)}

    return [
        line("brier", "Brier", _BRIER.format(even=_decimal(even_brier(k, n)))),
        line("log", "Log", _LOG.format(even=_decimal(even_log(k, n)), worst=_decimal(-math.log(EDGE)))),
    ]


def _decimal(value: float) -> Text:
    """Return a score with two decimals, as each language writes it."""
    plain = f"{value:.2f}"
    return Text(da=plain.replace(".", ","), en=plain)


def _points(n: int) -> Text:
    """Return a number of percentage points in words."""
    return Text(da=f"{n} procentpoint", en=f"{n} percentage point{'' if n == 1 else 's'}")


def _moved(found: VisitForecasts, lang: Lang) -> str | None:
    if found.moved is None or found.toward is None:
        return None
    if not found.moved:
        return _STILL(lang)
    text = _TOWARD if found.toward > 0 else _AWAY if found.toward < 0 else _ASIDE
    return text.format(moved=_points(found.moved), n=_points(abs(found.toward)))(lang)


def _skipped(said: Said, lang: Lang) -> str | None:
    missing = [name for name in WHEN if name not in said]
    if not missing:
        return None
    return (_NEITHER if len(missing) == 2 else _SKIPPED[missing[0]])(lang)
