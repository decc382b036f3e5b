"""The laboratory on paper: what a teacher discusses, with the numbers behind it."""

from __future__ import annotations

from lbp_teach import content
from lbp_teach.edition import EDITION
from lbp_teach.explain import citation
from lbp_teach.lab.answers import answer, bound, percent, verdict, words
from lbp_teach.lab.by_hand import language
from lbp_teach.text import both, number

_ANSWER = both(da="Svar: {answer}", en="Answer: {answer}")
_RANGE = both(da="(95 %-interval {low} til {high})", en="(95% interval {low} to {high})")
_SOURCES = both(da="Kilder", en="Sources")
_DISPUTES = both(da="Uenigheder", en="Disagreements")
_OWN = both(
    da="Afventer klinisk godkendelse: læsningen af påstandene, grænserne og punkterne til diskussion er vores egne.",
    en="Awaiting clinical sign-off: the reading of the claims, the bounds and the points for discussion are our own.",
)
_DISCUSS = both(da="Til diskussion", en="To discuss")
_TAKEAWAY = both(da="Tag med", en="Take away")
_EDUCATION = both(da="Til undervisning, ikke til patientbehandling.", en="For education, not for patient care.")
_VERDICTS = {
    "holds": both(da="holder", en="holds"),
    "fails": both(da="holder ikke", en="does not hold"),
    "either": both(da="begge svar godtages", en="either answer is accepted"),
}


def part_sheet(number: int, lang: str = "da") -> str:
    """Return one part with answers and discussion points, for teachers: it gives the answers away.

    Args:
        number: 1 for the first part.
        lang: `da` or `en`.

    Raises:
        ValueError: there is no such part.
    """
    lab, book, tongue = content.lab(), content.library(), language(lang)
    if not 1 <= number <= len(lab.parts):
        raise ValueError(f"part {number} does not exist; the laboratory has parts 1 to {len(lab.parts)}.")
    part = lab.parts[number - 1]
    lines = [f"{number}. {part.title(tongue)}", words(book, part.why)(tongue), ""]
    for guess in part.guesses:
        found = answer(book, guess)
        shown = percent(found.value)
        said = _ANSWER.format(answer=shown)(tongue)
        if found.interval is not None:
            ends = {"low": percent(found.interval.low), "high": percent(found.interval.high)}
            said += " " + _RANGE.format(**ends)(tongue)
        lines += [f"? {words(book, guess.prompt)(tongue)}", f"  {said}"]
        lines += [f"  {words(book, guess.after, {**found.words, 'answer': shown})(tongue)}", ""]
    if any(bench.kind == "claims" for bench in part.benches):
        lines += [*claims_sheet(lang).splitlines(), ""]
    lines += [f"{_TAKEAWAY(tongue)}: {words(book, part.takeaway)(tongue)}", f"{_DISCUSS(tongue)}:"]
    lines += [f"- {words(book, point)(tongue)}" for point in part.discuss]
    labels = dict.fromkeys(citation(book, name, tongue, EDITION)["label"] for name in part.cites)
    lines.append(f"{_SOURCES(tongue)}: {'; '.join(labels)}")
    disputes = [f"{name} {book.words(book.conflicts[name].question)(tongue)}" for name in part.conflicts]
    lines.append(f"{_DISPUTES(tongue)}: {'; '.join(disputes)}")
    lines += [_OWN(tongue), _EDUCATION(tongue)]
    return "\n".join(lines)


def claims_sheet(lang: str = "da") -> str:
    """Return every claim of the draft with how it stands against its own table, for teachers."""
    lab, book, tongue = content.lab(), content.library(), language(lang)
    limits = {
        "negative": number(bound(book, "useful_lr_negative")),
        "positive": number(bound(book, "useful_lr_positive")),
        "sensitivity": percent(bound(book, "high_sensitivity_percent") / 100),
    }
    said = content.strings(tongue.value, "lab")["lab.claims.bounds"]
    lines = [said.format(**{name: value(tongue) for name, value in limits.items()})]
    for claim in lab.claims:
        key = _VERDICTS[verdict(book, claim)](tongue)
        lines += [f"! {claim.text(tongue)}", f"  = {key}. {words(book, claim.because)(tongue)}"]
    return "\n".join(lines)
