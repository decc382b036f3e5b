"""What the debrief draws of a learner's certainty: points of its own, the scale, and what the answers say of her."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from lbp_teach.certainty import ENOUGH, LEVELS, RIGHT, WRONG, Certainty, Level, break_even
from lbp_teach.text import Lang, Text, both, join, same

Plain = dict[str, Any]

#: As the buttons name them (`confidence.1` to `confidence.3`).
LABELS: Mapping[int, Text] = {
    1: both(da="Gætter", en="Guessing"),
    2: both(da="Ret sikker", en="Fairly sure"),
    3: both(da="Helt sikker", en="Certain"),
}
_OR = both(da="eller", en="or")
_SCALE = both(
    da="Rigtigt giver {right} point, forkert {wrong}. {first} lønner sig, når du har ret i mere end {low}; "
    "{second} ved mere end {high}.",
    en="Right gives {right} points, wrong {wrong}. {first} pays when you are right more than {low} of the time; "
    "{second} above {high}.",
)
_APART = both(
    da="Kun svar med en sikkerhed tæller, og pointene er ikke med i casens sum. Rækkerne på et kort får deres "
    "sikkerhed med ét tryk; de giver point, men siger ikke noget om dig.",
    en="Only answers with a certainty count, and these points are not part of the case's sum. The rows of a card get "
    "their certainty by one press; they give points, but say nothing about you.",
)
_FEW = both(
    da="Der er for få enkeltvalg til at sige noget om dig; det kræver {n}.",
    en="There are too few single choices to say anything about you; it takes {n}.",
)
_OVER = both(
    da="”{level}”: {right} af {n} enkeltvalg kunne forsvares. Det niveau lønner sig først over {limit}, "
    "så her var du for sikker.",
    en="“{level}”: {right} of {n} single choices could be defended. That level pays only above {limit}, "
    "so here you were too sure.",
)
_UNDER = both(
    da="”{level}”: {right} af {n} enkeltvalg kunne forsvares. Du vidste mere, end du sagde: "
    "over {limit} lønner næste niveau sig.",
    en="“{level}”: {right} of {n} single choices could be defended. You knew more than you said: "
    "above {limit} the next level pays.",
)
_FITS = both(
    da="Så vidt {n} enkeltvalg kan vise, passede din sikkerhed til, hvor tit du havde ret.",
    en="As far as {n} single choices can show, your certainty fitted how often you were right.",
)
_UNDECIDED = both(
    da="”{level}” lønnede sig ikke her, men {n} enkeltvalg er for få til at afgøre, om du var for sikker.",
    en="“{level}” did not pay here, but {n} single choices are too few to decide whether you were too sure.",
)
_ONE = both(
    da="{right} af {n} kunne forsvares. Skulle alle svar have samme sikkerhed, gav ”{level}” mest.",
    en="{right} of {n} could be defended. Had all answers to share one level, “{level}” would have given most.",
)


def certainty_words(found: Certainty, lang: Lang) -> Plain | None:
    """Return the certainty of an attempt in words; None where no decision was given one.

    Args:
        found: what the certainties came to (`certainty.certainty`).
        lang: language of the words.
    """
    if not found.n:
        return None
    most = max(found.always.values())
    return {
        "points": found.points,
        "of": found.of,
        "levels": [
            {
                "level": one.level,
                "label": LABELS[one.level](lang),
                "right": one.right,
                "of": one.n,
                "points": one.points,
            }
            for one in found.levels
        ],
        "always": [
            {"level": level, "label": LABELS[level](lang), "points": points, "most": points == most}
            for level, points in found.always.items()
        ],
        "insight": [text(lang) for text in _insight(found)],
        "scale": _scale()(lang),
        "apart": _APART(lang),
    }


def _insight(found: Certainty) -> list[Text]:
    """Return what can be said about the learner; with few single choices only that they are few."""
    if not found.enough or found.fitting is None:
        return [_FEW.format(n=ENOUGH)]
    leaning = [_lean(one) for one in found.levels if one.lean]
    one = _ONE.format(right=found.right, n=found.n, level=LABELS[found.fitting])
    return [*(leaning or _unsaid(found)), one]


def _unsaid(found: Certainty) -> list[Text]:
    """Return what is said where no level was clearly wrong: that it fits only where no level lost points."""
    lost = [one for one in found.levels if one.lost]
    return [_UNDECIDED.format(level=LABELS[one.level], n=one.singles) for one in lost] or [
        _FITS.format(n=found.singles)
    ]


def _lean(one: Level) -> Text:
    text, limit = (_OVER, break_even(one.level)) if one.lean == "over" else (_UNDER, break_even(one.level + 1))
    return text.format(level=LABELS[one.level], right=one.singles_right, n=one.singles, limit=_percent(limit))


def _scale() -> Text:
    """Return the scale and its break-even points in one or two sentences."""
    right = join([same(str(RIGHT[level])) for level in LEVELS], last=_OR)
    wrong = join([same(str(WRONG[level]).replace("-", "\u2212")) for level in LEVELS], last=_OR)
    low, high = (_percent(break_even(level)) for level in LEVELS[1:])
    return _SCALE.format(right=right, wrong=wrong, first=LABELS[2], second=_lower(LABELS[3]), low=low, high=high)


def _lower(text: Text) -> Text:
    return Text(da=text.da.lower(), en=text.en.lower())


def _percent(share: Fraction) -> Text:
    n = round(100 * share)
    return Text(da=f"{n}\u00a0%", en=f"{n}%")
