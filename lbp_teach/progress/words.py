"""Why a case is recommended, in words."""

from __future__ import annotations

from lbp_teach.progress.model import Progress
from lbp_teach.progress.next_case import Recommendation
from lbp_teach.text import Text, both

_FIRST = both(
    da="Valgt, fordi den er et godt sted at begynde.",
    en="Chosen because it is a good place to begin.",
)
_DUE = both(
    da="Valgt, fordi {competency} er på tur igen: sidst, {ago}, gik noget af det galt.",
    en="Chosen because {competency} is due again: last time, {ago}, some of it was missed.",
)
_REFRESH = both(
    da="Valgt, fordi {competency} trænger til at blive frisket op: sidst var {ago}.",
    en="Chosen because {competency} is due for a refresher: the last time was {ago}.",
)
_FEW = both(
    da="Valgt, fordi du kun har mødt {competency} hos {n} patienter.",
    en="Chosen because you have met {competency} in only {n} patients.",
)
_FEW_ONE = both(
    da="Valgt, fordi du kun har mødt {competency} hos 1 patient.",
    en="Chosen because you have met {competency} in only 1 patient.",
)
_FEW_NONE = both(
    da="Valgt, fordi du ikke har mødt {competency} endnu.",
    en="Chosen because you have not met {competency} yet.",
)
_NEW = both(
    da="Valgt, fordi du ikke har prøvet den endnu, og fordi der er noget nyt i den.",
    en="Chosen because you have not tried it yet and there is something new in it.",
)
_HARDER = both(
    da="Valgt, fordi det gik godt sidst: denne er sværere.",
    en="Chosen because the last one went well: this one is harder.",
)
_EASIER = both(
    da="Valgt, fordi det sidste var svært: denne er lettere.",
    en="Chosen because the last one was hard: this one is easier.",
)
_KNOWN = both(
    da="Du kender patienten, så den tæller som øvelse.",
    en="You know the patient, so it counts as practice.",
)
_TODAY = both(da="for mindre end et døgn siden", en="less than a day ago")
_YESTERDAY = both(da="for 1 dag siden", en="1 day ago")
_DAYS = both(da="for {n} dage siden", en="{n} days ago")
_PLAIN = {"beginning": _FIRST, "new": _NEW, "harder": _HARDER, "easier": _EASIER}


def reason(found: Recommendation, content: Progress) -> Text:
    """Return why a case is recommended, in a sentence or two that tell nothing of the patient."""
    text = _PLAIN.get(found.why) or _about(found, _named(found.competency, content))
    if not found.known:
        return text
    return both(da=f"{text.da} {_KNOWN.da}", en=f"{text.en} {_KNOWN.en}")


def _about(found: Recommendation, competency: Text) -> Text:
    if found.why == "few":
        few = {0: _FEW_NONE, 1: _FEW_ONE}.get(found.n, _FEW)
        return _filled(few, competency=competency, n=found.n)
    return _filled(_DUE if found.why == "due" else _REFRESH, competency=competency, ago=ago(found.days))


def ago(days: int) -> Text:
    """Return how long ago something was."""
    return _TODAY if days < 1 else _YESTERDAY if days == 1 else _filled(_DAYS, n=days)


def _named(name: str | None, content: Progress) -> Text:
    """Return a competency as it stands inside a sentence."""
    label = next(one.label for one in content.competencies if one.id == name)
    return both(da=_inside(label.da), en=_inside(label.en))


def _inside(words: str) -> str:
    return words[:1].lower() + words[1:]


def _filled(text: Text, **values: Text | int) -> Text:
    def words(lang: str) -> dict[str, object]:
        return {name: getattr(v, lang) if isinstance(v, Text) else v for name, v in values.items()}

    return both(da=text.da.format(**words("da")), en=text.en.format(**words("en")))
