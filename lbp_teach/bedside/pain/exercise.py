"""Pain drawing and pain type: read the drawing and the words, say what each feature points to, and choose the type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

from lbp_teach.bedside.base import LOCK, Act, Body, Exercise, Mark, Plain, one_of
from lbp_teach.bedside.pain.drawing import Area, areas
from lbp_teach.bedside.pain.features import Found, found, known_facts
from lbp_teach.bedside.pain.grading import feature_mark, type_mark
from lbp_teach.bedside.pain.model import NOWHERE, TYPES, Content
from lbp_teach.bedside.pain.show import drawing_words, feature_words, pack_words, patient_words, revealed_words
from lbp_teach.bedside.patient import CasePatient, settled_case
from lbp_teach.content import tool_content
from lbp_teach.guideline.assess import Verdict, assess
from lbp_teach.guideline.facts import Facts
from lbp_teach.refusal import refuse
from lbp_teach.text import Lang

#: What a feature is filed under when the learner takes it back.
OPEN = "open"


@lru_cache(maxsize=1)
def table() -> Content:
    """Return the table of features and the words of the drawing. Read once in a process."""
    return tool_content("pain", Content)


@dataclass(frozen=True)
class PainState:
    """What was done so far.

    Attributes:
        filed: what each feature was said to point to, by the feature's id.
        type: the type that was chosen.
        locked: whether the work is done.
    """

    filed: Mapping[str, str] = field(default_factory=dict)
    type: str | None = None
    locked: bool = False


class Pain(Exercise[PainState]):
    """The pain of a patient in a case: its drawing, its features, its type."""

    tool = "pain"

    @classmethod
    def settled(cls, wanted: Mapping[str, Any]) -> Plain:
        """Return which case and visit; see `settled_case`."""
        return settled_case(wanted)

    @cached_property
    def patient(self) -> CasePatient:
        """Return the patient."""
        return CasePatient(self.setting, self.book)

    @cached_property
    def facts(self) -> Facts:
        """Return what the learner can know of the patient; the type is graded by everything that is true."""
        return known_facts(self.patient.facts, self.setting, self.book)

    @cached_property
    def features(self) -> tuple[Found, ...]:
        """Return the features; inside a case the examination only where the case says what was found."""
        examined = "heard" not in self.setting or "examined" in self.setting
        return found(table(), self.facts, self.book, examined=examined)

    @cached_property
    def drawn(self) -> tuple[Area, ...]:
        """Return what the patient has drawn, as far as the learner has asked."""
        return areas(self.facts)

    @cached_property
    def verdict(self) -> Verdict:
        """Return what the guideline says of the type."""
        return assess(self.book, self.patient.facts, advice=True).verdicts["pain_type"]

    def start(self) -> PainState:
        """Return the state before anything was done."""
        return PainState()

    def checked(self, state: PainState, kind: str, args: Mapping[str, Any]) -> Body | None:
        """Check `file` {feature, to}, `type` {value} and `lock`; `to` may be `open`, which takes it back."""
        match kind:
            case "file":
                return self._check_file(state, args)
            case "type":
                values = [option.value for option in self.book.decision("pain_type").options]
                chosen = one_of(args.get("value"), values, "Vælg en af smertetyperne.", "Choose one of the pain types.")
                return {"value": chosen} if chosen != state.type else None
            case "lock":
                if state.type is None:
                    raise refuse("Vælg en smertetype først.", "Choose a pain type first.")
                return {}
        raise refuse("Den handling kender vi ikke. Genindlæs siden.", "We do not know that action. Reload the page.")

    def _check_file(self, state: PainState, args: Mapping[str, Any]) -> Body | None:
        known = [one.feature.id for one in self.features if one.reading]
        da, en = "Det træk er ikke kendt endnu. Spørg patienten først.", "That feature is not known yet. Ask first."
        name = one_of(args.get("feature"), known, da, en)
        da, en = (
            "Vælg en af typerne, eller at trækket ikke peger på nogen.",
            "Choose one of the types, or none of them.",
        )
        to = one_of(args.get("to"), (*TYPES, NOWHERE, OPEN), da, en)
        return {"feature": name, "to": to} if to != state.filed.get(name, OPEN) else None

    def fold(self, state: PainState, kind: str, body: Body) -> PainState:
        """Return the state after an act."""
        match kind:
            case "file":
                filed = {name: to for name, to in state.filed.items() if name != body["feature"]}
                if body["to"] != OPEN:
                    filed[body["feature"]] = body["to"]
                return replace(state, filed=filed)
            case "type":
                return replace(state, type=body["value"])
            case "lock":
                return replace(state, locked=True)
        return state

    def done(self, state: PainState) -> bool:
        """Return whether the answer is locked."""
        return state.locked

    def pack(self, lang: Lang) -> Plain:
        """Return the types, what a feature can be filed under, and the legend of the drawing."""
        return pack_words(self.book, table(), lang)

    def view(self, state: PainState, lang: Lang, *, reveal: bool) -> Plain:
        """Return the drawing, the patient's words, and what was done; with `reveal` what points where."""
        who, filed = self.patient, state.filed
        plain = {
            **patient_words(who, table(), lang),
            "drawing": drawing_words(who, self.drawn, self.facts, table(), lang),
            "features": [feature_words(self.book, who, one, filed.get(one.feature.id), lang) for one in self.features],
            "type": state.type,
        }
        if reveal:
            plain["revealed"] = revealed_words(self.book, self.features, state.type, self.marks(state), lang)
        return plain

    def marks(self, state: PainState) -> tuple[Mark, ...]:
        """Return a mark for the type, then one for each feature that is known."""
        known = [one for one in self.features if one.reading]
        return (
            type_mark(self.book, self.verdict, state.type),
            *(feature_mark(self.book, one, state.filed.get(one.feature.id)) for one in known),
        )

    def model(self) -> tuple[Act, ...]:
        """Return each feature filed where it points, then the best type."""
        filed = [{"feature": f.feature.id, "to": f.reading.points_to} for f in self.features if f.reading]
        return (*(("file", body) for body in filed), ("type", {"value": self.verdict.best[0]}), (LOCK, {}))
