"""What a learner has committed to in the laboratory: the fold of her events, and how good it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lbp_teach.guideline.assess import Book
from lbp_teach.lab.answers import answer, verdict
from lbp_teach.lab.model import Lab
from lbp_teach.probability.forecasts import Band, brier, calibration, log_score, mean_brier, mean_log_score
from lbp_teach.records import Event

#: The attempt under which the laboratory's events are kept; no case has such an id.
ATTEMPT = "lab"
GUESS, CLAIM = "lab_guess", "lab_claim"
#: What a certainty of 1, 2 or 3 says: the probability that one's own judgement is right.
CERTAINTY = {1: 0.55, 2: 0.75, 3: 0.95}


@dataclass(frozen=True)
class Judged:
    """How a claim was judged: whether it was said to hold, and how sure (1 to 3)."""

    holds: bool
    certainty: int


@dataclass(frozen=True)
class LabState:
    """First guesses and first judgements count; later ones come after the answer and are not kept as such.

    Attributes:
        guesses: by guess id, the probability that was locked.
        claims: by claim id, how it was judged.
    """

    guesses: Mapping[str, float] = field(default_factory=dict)
    claims: Mapping[str, Judged] = field(default_factory=dict)


def fold(events: Iterable[Event], state: LabState | None = None) -> LabState:
    """Return the state after these events, on top of the one given; events of cases are passed over."""
    state = state or LabState()
    guesses, claims = dict(state.guesses), dict(state.claims)
    for event in events:
        if event.attempt != ATTEMPT:
            continue
        body: Mapping[str, Any] = event.body
        if event.kind == GUESS:
            guesses.setdefault(body["guess"], body["value"])
        elif event.kind == CLAIM:
            claims.setdefault(body["claim"], Judged(body["holds"], body["certainty"]))
    return LabState(guesses, claims)


@dataclass(frozen=True)
class Dot:
    """One guess in the calibration plot."""

    guess: str
    said: float
    truth: float


@dataclass(frozen=True)
class Standing:
    """How good the learner's probabilities were.

    Attributes:
        dots: each guess beside its answer.
        distance: mean distance between guess and answer; None before the first guess.
        brier: mean Brier score over the patients that the answers speak of; None likewise.
        brier_best: the score of one who had guessed every answer exactly.
        log: mean log score likewise.
        log_best: the best log score.
        bands: for the claims: what each certainty promised, and how often the judgement was right.
        claims_brier: mean Brier score of the claims; None before the first.
        claims_log: mean log score of the claims; None before the first.
    """

    dots: tuple[Dot, ...]
    distance: float | None
    brier: float | None
    brier_best: float | None
    log: float | None
    log_best: float | None
    bands: tuple[Band, ...]
    claims_brier: float | None
    claims_log: float | None


def standing(book: Book, lab: Lab, state: LabState) -> Standing:
    """Return how good the guesses and judgements so far were; claims that both answers fit are left out."""
    known = lab.guesses
    dots = tuple(Dot(n, said, answer(book, known[n]).value) for n, said in state.guesses.items() if n in known)
    judged = [
        (CERTAINTY[one.certainty], one.holds == (key == "holds"))
        for name, one in state.claims.items()
        if name in {c.id for c in lab.claims} and (key := verdict(book, lab.claim(name))) != "either"
    ]
    return Standing(
        dots=dots,
        distance=_mean(abs(d.said - d.truth) for d in dots),
        brier=_mean(mean_brier(d.said, d.truth) for d in dots),
        brier_best=_mean(mean_brier(d.truth, d.truth) for d in dots),
        log=_mean(mean_log_score(d.said, d.truth) for d in dots),
        log_best=_mean(mean_log_score(d.truth, d.truth) for d in dots),
        bands=calibration(judged),
        claims_brier=_mean(brier(p, right) for p, right in judged),
        claims_log=_mean(log_score(p, right) for p, right in judged),
    )


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return sum(found) / len(found) if found else None
