"""What the laboratory's screen is told: the tests are everybody's, an answer is there only once it has been earned."""

from __future__ import annotations

from typing import Any

from lbp_teach import content
from lbp_teach.edition import EDITION
from lbp_teach.explain import by_section, citation, conflict
from lbp_teach.guideline.accuracy import Accuracy
from lbp_teach.guideline.assess import Book
from lbp_teach.lab.answers import answer, bound, flagged_share, percent, verdict, words
from lbp_teach.lab.ask import METHODS
from lbp_teach.lab.model import AfterTest, Bench, Claim, Found, Guess, Lab, Part, RateOf
from lbp_teach.lab.state import LabState, standing
from lbp_teach.text import Lang, both

Plain = dict[str, Any]
_REFERENCES = {
    "mri": both(da="Facit: MR", en="Reference: MRI"),
    "not_stated": both(da="Facit er ikke nævnt i tabellen", en="The table names no reference"),
}
_ROW = both(
    da="Sensitivitet {sens} (95 %-interval {sens_ci}), specificitet {spec} ({spec_ci}).",
    en="Sensitivity {sens} (95% interval {sens_ci}), specificity {spec} ({spec_ci}).",
)
_GUESSED = both(da="Du gættede {said}, svaret er {answer}.", en="You guessed {said}, the answer is {answer}.")
_VERDICTS = {
    "holds": both(da="Påstanden holder.", en="The claim holds."),
    "fails": both(da="Påstanden holder ikke.", en="The claim does not hold."),
    "either": both(da="Retningen holder, nytten gør ikke.", en="The direction holds, the usefulness does not."),
}


def pack(book: Book, lang: Lang) -> Plain:
    """Return what is the same for every learner: words, and the accuracy table with its sources."""
    rows = book.guideline.accuracies
    return {
        "type": "pack",
        "lang": lang.value,
        "strings": content.strings(lang.value, "lab"),
        "tests": [_test(book, row, lang) for row in rows],
        "methods": [{"id": name, "label": label(lang)} for name, label in METHODS.items()],
        "flagged": flagged_share(book),
        "bounds": {
            "lr_positive": bound(book, "useful_lr_positive"),
            "lr_negative": bound(book, "useful_lr_negative"),
            "sensitivity": bound(book, "high_sensitivity_percent") / 100,
        },
        "anchor": [_bare(book, "epi_triage_shares", lang)],
        "flag_sources": [_bare(book, name, lang) for name in ("red_flags_weigh", "epi_serious_by_setting")],
    }


def _test(book: Book, row: Accuracy, lang: Lang) -> Plain:
    sensitivity, specificity = row.uncertain()
    return {
        "id": row.id,
        "label": row.label(lang),
        "short": row.short(lang),
        "positive": row.positive(lang),
        "negative": row.negative(lang),
        "reference": _REFERENCES[row.reference](lang),
        "sensitivity": {"value": row.sensitivity.value, "low": row.sensitivity.low, "high": row.sensitivity.high},
        "specificity": {"value": row.specificity.value, "low": row.specificity.low, "high": row.specificity.high},
        "sd": {"sensitivity": sensitivity.sd, "specificity": specificity.sd},
        "citations": [_source(book, row, lang)],
        "reviewed": row.reviewed == "sourced",
        "conflicts": [_conflict(book, name, lang) for name in row.conflicts],
    }


def _source(book: Book, row: Accuracy, lang: Lang) -> Plain:
    """Return where a row stands, with its numbers and nothing more: what to make of them is what the claims ask."""
    chip = citation(book, row.statement, lang, EDITION)
    figures = _ROW.format(**{name: book.figures[f"{row.id}_{name}"] for name in ("sens", "sens_ci", "spec", "spec_ci")})
    return {**chip, "statement": figures(lang), "conflicts": []}


def _bare(book: Book, statement: str, lang: Lang) -> Plain:
    """Return a citation without the disagreements: their resolutions are told where they have been earned."""
    return {**citation(book, statement, lang, EDITION), "conflicts": []}


def _conflict(book: Book, name: str, lang: Lang) -> Plain:
    """Return a disagreement about a test without its resolution: that is what the claims are about."""
    return {"id": name, "question": book.words(book.conflicts[name].question)(lang)}


def view(book: Book, lab: Lab, state: LabState, learner: str, lang: Lang) -> Plain:
    """Return the laboratory as one learner sees it now.

    Args:
        book: the guideline.
        lab: parts and claims.
        state: what she has committed to.
        learner: her pseudonym.
        lang: language of the words.
    """
    return {
        "screen": "lab",
        "lang": lang.value,
        "learner": learner,
        "edition": book.edition_label(EDITION, lang),
        "parts": [_part(book, part, state, lang) for part in lab.parts],
        "claims": [_claim(book, claim, state, lang) for claim in lab.claims],
        "standing": _standing(book, lab, state),
    }


def _part(book: Book, part: Part, state: LabState, lang: Lang) -> Plain:
    guesses = [_guess(book, guess, state, lang) for guess in part.guesses]
    opened = all(guess["said"] is not None for guess in guesses)
    asks = any(bench.kind == "claims" for bench in part.benches)
    left = [claim.id for claim in content.lab().claims if claim.id not in state.claims] if asks else []
    # What to take along would answer the claims, so it waits for them.
    done = opened and not left
    return {
        "id": part.id,
        "title": part.title(lang),
        "why": words(book, part.why)(lang),
        "guesses": guesses,
        "open": opened,
        "claims_left": len(left),
        "done": done,
        "benches": [_bench(bench) for bench in part.benches],
        "takeaway": words(book, part.takeaway)(lang) if done else None,
        "citations": by_section(citation(book, name, lang, EDITION) for name in part.cites) if done else [],
        "conflicts": [conflict(book, name, lang) for name in part.conflicts] if done else [],
    }


def _guess(book: Book, guess: Guess, state: LabState, lang: Lang) -> Plain:
    said = state.guesses.get(guess.id)
    plain: Plain = {"id": guess.id, "prompt": words(book, guess.prompt)(lang), "said": said, "answer": None}
    if said is None:
        return plain
    found = answer(book, guess)
    shown = percent(found.value)
    interval = found.interval
    plain["answer"] = {
        "value": found.value,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "verdict": _GUESSED.format(said=percent(said), answer=shown)(lang),
        "after": words(book, guess.after, {**found.words, "answer": shown})(lang),
        "of": _asked(guess),
        # A rate is read from the table alone; every other answer also rests on the probability before.
        "from_before": not isinstance(guess.answer, RateOf),
    }
    return plain


def _asked(guess: Guess) -> Plain | None:
    """Return the result that a guess was about, so that the nomogram can show the guess where it belongs."""
    spec = guess.answer
    return {"test": spec.test, "result": spec.result, "pre": spec.pre} if isinstance(spec, AfterTest) else None


def _bench(bench: Bench) -> Plain:
    return {
        "kind": bench.kind,
        "test": bench.test,
        "result": bench.result,
        "pre": bench.pre,
        "results": [_found(one) for one in bench.results],
    }


def _found(found: Found) -> Plain:
    return {"test": found.test, "result": found.result}


def _claim(book: Book, claim: Claim, state: LabState, lang: Lang) -> Plain:
    judged = state.claims.get(claim.id)
    plain: Plain = {
        "id": claim.id,
        "text": claim.text(lang),
        "place": f"{claim.place.source} · {claim.place.section}",
        "try_with": _found(claim.try_with) if claim.try_with else None,
        "judged": None,
    }
    if judged is None:
        return plain
    key = verdict(book, claim)
    plain["judged"] = {
        "holds": judged.holds,
        "certainty": judged.certainty,
        "verdict": key,
        "right": key == "either" or judged.holds == (key == "holds"),
        "words": _VERDICTS[key](lang),
        "because": words(book, claim.because)(lang),
        "citations": [citation(book, claim.statement, lang, EDITION)],
        "reviewed": False,
        "conflicts": [conflict(book, name, lang) for name in claim.conflicts],
    }
    return plain


def _standing(book: Book, lab: Lab, state: LabState) -> Plain:
    found = standing(book, lab, state)
    return {
        "dots": [{"guess": dot.guess, "said": dot.said, "truth": dot.truth} for dot in found.dots],
        "bands": [{"said": band.said, "share": band.share, "n": band.n} for band in found.bands],
        "distance": found.distance,
        "brier": found.brier,
        "brier_best": found.brier_best,
        "log": found.log,
        "log_best": found.log_best,
        "claims_brier": found.claims_brier,
        "claims_log": found.claims_log,
        "guesses": len(lab.guesses),
        "claims": len(lab.claims),
    }
