"""Pain drawing and pain type: read the drawing and the words, choose the type, say what counts for and against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from lbp_teach.bedside.base import LOCK, Act, Body, Exercise, Mark, Plain, one_of
from lbp_teach.bedside.patient import CasePatient, settled_case
from lbp_teach.guideline.assess import assess
from lbp_teach.refusal import refuse
from lbp_teach.text import Lang


@dataclass(frozen=True)
class PainState:
    """What was chosen so far."""

    type: str | None = None
    locked: bool = False


class Pain(Exercise[PainState]):
    """The pain type of a patient in a case."""

    tool = "pain"

    @classmethod
    def settled(cls, wanted: Mapping[str, Any]) -> Plain:
        """Return which case and visit; see `settled_case`."""
        return settled_case(wanted)

    @cached_property
    def _patient(self) -> CasePatient:
        return CasePatient(self.setting, self.book)

    def start(self) -> PainState:
        """Return the state before anything was chosen."""
        return PainState()

    def checked(self, state: PainState, kind: str, args: Mapping[str, Any]) -> Body | None:
        """Check `type` {value} and `lock`."""
        match kind:
            case "type":
                values = [option.value for option in self.book.decision("pain_type").options]
                chosen = one_of(args.get("value"), values, "Vælg en af smertetyperne.", "Choose one of the pain types.")
                return {"value": chosen} if chosen != state.type else None
            case "lock":
                if state.type is None:
                    raise refuse("Vælg en smertetype først.", "Choose a pain type first.")
                return {}
        raise refuse("Den handling kender vi ikke. Genindlæs siden.", "We do not know that action. Reload the page.")

    def fold(self, state: PainState, kind: str, body: Body) -> PainState:
        """Return the state after an act."""
        match kind:
            case "type":
                return replace(state, type=body["value"])
            case "lock":
                return replace(state, locked=True)
        return state

    def done(self, state: PainState) -> bool:
        """Return whether the answer is locked."""
        return state.locked

    def pack(self, lang: Lang) -> Plain:
        """Return the pain types."""
        options = self.book.decision("pain_type").options
        return {"types": [{"id": o.value, "label": self.book.words(o.label)(lang)} for o in options]}

    def view(self, state: PainState, lang: Lang, *, reveal: bool) -> Plain:
        """Return the patient's words and what was chosen."""
        said = self._patient.says("pain_quality")(lang)
        return {"name": self._patient.first_name, "says": [said], "type": state.type}

    def marks(self, state: PainState) -> tuple[Mark, ...]:
        """Return one mark for the type."""
        verdict = assess(self.book, self._patient.facts, advice=True).verdicts["pain_type"]
        grade = verdict.grade(state.type or "")
        because = verdict.reasons[0].rule
        mark = "right" if grade == "best" else "partly" if grade == "acceptable" else "wrong"
        points = {"right": 4, "partly": 2}.get(mark, 0)
        title = self.book.decision("pain_type").axis
        return (Mark("type", title, mark, points, 4, because.because, because.cites, because.conflicts),)  # type: ignore[arg-type]

    def model(self) -> tuple[Act, ...]:
        """Return the best type."""
        verdict = assess(self.book, self._patient.facts, advice=True).verdicts["pain_type"]
        return (("type", {"value": verdict.best[0]}), (LOCK, {}))
