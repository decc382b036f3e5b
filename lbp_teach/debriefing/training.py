"""Where a thing that went wrong is trained: the one map from decisions and rules to pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lbp_teach.guideline.assess import Book
from lbp_teach.text import Lang, Text, both

Plain = dict[str, Any]


@dataclass(frozen=True)
class Target:
    """A page that trains something.

    Attributes:
        notebook: the page, as the server serves it.
        place: where on the page, as it stands behind the # of its address; empty for its beginning.
        label: what the link says.
    """

    notebook: str
    place: str
    label: Text


def _guideline(topic: str, da: str, en: str) -> Target:
    return Target("guideline/browse.ipynb", f"topic/{topic}", both(da=f"Læs: {da}", en=f"Read: {en}"))


TARGETS: dict[str, Target] = {
    "board": Target("bedside/triage_board.ipynb", "", both(da="Øv: triagetavlen", en="Practise: the triage board")),
    "exam": Target(
        "bedside/neuro_exam.ipynb", "", both(da="Øv: neurologisk undersøgelse", en="Practise: the neurological exam")
    ),
    "flags": Target("bedside/flag_sorter.ipynb", "", both(da="Øv: flagene", en="Practise: the flags")),
    "pain": Target("bedside/pain_type.ipynb", "", both(da="Øv: smertetyper", en="Practise: pain types")),
    "function": Target("bedside/icf_mapper.ipynb", "", both(da="Øv: funktion", en="Practise: function")),
    "talk": Target("bedside/conversation.ipynb", "", both(da="Øv: samtalen", en="Practise: the conversation")),
    "one_flag": Target(
        "labs/probability.ipynb", "part/one_flag", both(da="Laboratorium: ét rødt flag", en="Laboratory: one red flag")
    ),
    "two_groups": Target(
        "labs/probability.ipynb",
        "part/two_groups",
        both(da="Laboratorium: to tal, to grupper", en="Laboratory: two numbers, two groups"),
    ),
    "several": Target(
        "labs/probability.ipynb",
        "part/several",
        both(da="Laboratorium: flere fund på én gang", en="Laboratory: several findings at once"),
    ),
    "acute": _guideline("ACUTE", "akutte tilstande", "emergencies"),
    "imaging": _guideline("IMG", "billeddiagnostik", "imaging"),
    "triage": _guideline("TRIAGE", "diagnostisk triage", "diagnostic triage"),
    "history": _guideline("HIST", "anamnesen", "history taking"),
    "risk": _guideline("STRAT", "stratificering og risiko", "stratification and risk"),
    "follow_up": _guideline("FOLLOW", "opfølgning", "follow-up"),
    "referral": _guideline("REF", "henvisning", "referral"),
    "treatment": _guideline("TREAT", "behandling", "treatment"),
    "medicine": _guideline("MED", "medicin", "medicines"),
    "work": _guideline("WORK", "arbejde og sygemelding", "work and sick leave"),
    "code": _guideline("CODE", "diagnosekoder", "diagnosis codes"),
    "annual": _guideline("ANNUAL", "årsstatus", "the annual status"),
}
#: By rule of what had to be asked or examined, and by mark that is neither a rule nor a decision.
OF_PROCESS: dict[str, str] = {
    "ask_pain": "history",
    "ask_red_flags": "flags",
    "ask_saddle": "acute",
    "screen_saddle": "acute",
    "ask_deficit": "acute",
    "ask_weakness_age": "acute",
    "ask_risk": "risk",
    "examine_basic": "exam",
    "examine_strength": "exam",
    "examine_sensation": "exam",
    "examine_reflexes": "exam",
    "examine_stretch": "exam",
    "screen_strength": "exam",
    "examine_abdomen": "acute",
    "outside_pregnancy": "history",
    "localise": "exam",
    "estimate": "several",
    "focus": "history",
    "time": "history",
}
#: By decision.
OF_DECISION: dict[str, str] = {
    "triage": "board",
    "suspected": "triage",
    "urgency": "acute",
    "destination": "referral",
    "imaging": "imaging",
    "imaging_timing": "imaging",
    "follow_up": "follow_up",
    "step": "treatment",
    "care_package": "risk",
    "work": "work",
    "code": "code",
    "medicine_plan": "medicine",
    "pain_type": "pain",
    "annual_status": "annual",
}
#: By card, for the rows of its table.
OF_CARD: dict[str, str] = {"interventions": "treatment", "medicines": "medicine", "communication": "talk"}
#: By rule, where what broke it is better trained elsewhere than the decision as such.
OF_RULE: dict[str, str] = {"lone_weak_flag": "one_flag"}


def trained_by(subject: str, leading: str | None, book: Book) -> Target:
    """Return the page that trains what a mark is about.

    Args:
        subject: id of the decision or process rule, or `localise`, `estimate`, `focus`, `time`.
        leading: id of the rule that decided the mark, or None.
        book: the guideline.
    """
    decision = book.decisions.get(subject)
    of_row = OF_CARD.get(decision.card) if decision is not None and decision.row else None
    names = (OF_RULE.get(leading or ""), of_row, OF_DECISION.get(subject), OF_PROCESS.get(subject))
    return TARGETS[next((name for name in names if name), "history")]


#: By kind and name of what the reading of the way says trains something; a stage of a case has no page of its own.
OF_WAY: dict[tuple[str, str], str] = {
    ("bedside", "exam"): "exam",
    ("bedside", "flags"): "flags",
    ("bedside", "pain"): "pain",
    ("bedside", "icf"): "function",
    ("bedside", "talk"): "talk",
    ("bedside", "triage"): "board",
    ("lab", "two_groups"): "two_groups",
    ("lab", "several"): "several",
    ("lab", "one_flag"): "one_flag",
}


def link(target: Target, lang: Lang) -> Plain:
    """Return a page as the screen links to it."""
    return {"notebook": target.notebook, "place": target.place, "label": target.label(lang)}
