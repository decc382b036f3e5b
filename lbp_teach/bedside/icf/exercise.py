"""The function map: each statement is placed in a component of the ICF, and each component is read as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from lbp_teach import content
from lbp_teach.bedside.base import LOCK, Act, Body, Exercise, Mark, Plain, one_of
from lbp_teach.bedside.icf.cards import Card, cards_of, chosen
from lbp_teach.bedside.icf.marking import Marker
from lbp_teach.bedside.icf.model import NOT_EXPLORED, Content
from lbp_teach.bedside.icf.picture import STRATIFICATION, Guide, Reading, sentence
from lbp_teach.bedside.patient import CasePatient, settled_case
from lbp_teach.bedside.statements import statements
from lbp_teach.edition import EDITION
from lbp_teach.explain import by_section, citation
from lbp_teach.guideline.facts import UNKNOWN
from lbp_teach.refusal import refuse
from lbp_teach.text import Lang, both, join

_NOT_EXPLORED = both(da="Ikke afdækket", en="Not explored")
_BECOMES = both(da="{axis}: {after}", en="{axis}: {after}")


@dataclass(frozen=True)
class IcfState:
    """Where each card lies, and how each component was read; what is not named was not touched."""

    placed: Mapping[str, str] = field(default_factory=dict)
    whole: Mapping[str, str] = field(default_factory=dict)
    locked: bool = False


def _with(known: Mapping[str, str], name: str, value: str | None) -> dict[str, str]:
    rest = {key: one for key, one in known.items() if key != name}
    return rest if value is None else {**rest, name: value}


class Icf(Exercise[IcfState]):
    """The function of a patient at one visit of a case."""

    tool = "icf"

    @classmethod
    def settled(cls, wanted: Mapping[str, Any]) -> Plain:
        """Return which case and visit; see `settled_case`."""
        return settled_case(wanted)

    @cached_property
    def _patient(self) -> CasePatient:
        return CasePatient(self.setting, self.book)

    @cached_property
    def _content(self) -> Content:
        return content.tool_content("icf", Content)

    @cached_property
    def _all(self) -> tuple[Card, ...]:
        return cards_of(self.book, statements(self.book, self._patient, self.setting))

    @cached_property
    def _guide(self) -> Guide:
        return Guide(self.book, self._content, self._patient.facts)

    def cards(self, state: IcfState) -> tuple[Card, ...]:
        """Return the cards that are laid out."""
        return chosen(self.setting, self._content, self._all, state.placed)

    def start(self) -> IcfState:
        """Return the state before anything was placed."""
        return IcfState()

    # ---- acts ----

    def _values(self, component: str) -> tuple[str, ...]:
        whole = self._content.whole(component)
        return (*(whole.says if whole else ()), NOT_EXPLORED)

    def checked(self, state: IcfState, kind: str, args: Mapping[str, Any]) -> Body | None:
        """Check `place` {card, component}, `back` {card}, `whole` {component, value}, `unread` {component}, `lock`."""
        if kind == LOCK:
            if not state.placed and self.cards(state):
                raise refuse("Læg mindst ét udsagn, før du låser.", "Place at least one statement before you lock.")
            return {}
        if kind not in ("place", "back", "whole", "unread"):
            raise refuse(
                "Den handling kender vi ikke. Genindlæs siden.", "We do not know that action. Reload the page."
            )
        if kind != "back":
            known = [component.id for component in self.book.guideline.components]
            box = one_of(args.get("component"), known, "Vælg en af de fem kasser.", "Choose one of the five boxes.")
        if kind == "unread":
            return {"component": box} if box in state.whole else None
        if kind == "whole":
            value = one_of(
                args.get("value"), self._values(box), "Vælg en af læsningerne.", "Choose one of the readings."
            )
            return {"component": box, "value": value} if state.whole.get(box) != value else None
        laid_out = [card.id for card in self.cards(state)]
        card = one_of(
            args.get("card"),
            laid_out,
            "Det udsagn er ikke fremme. Vælg et andet.",
            "That statement is not out. Pick another.",
        )
        if kind == "back":
            return {"card": card} if card in state.placed else None
        return {"card": card, "component": box} if state.placed.get(card) != box else None

    def fold(self, state: IcfState, kind: str, body: Body) -> IcfState:
        """Return the state after an act."""
        match kind:
            case "place":
                return replace(state, placed=_with(state.placed, body["card"], body["component"]))
            case "back":
                return replace(state, placed=_with(state.placed, body["card"], None))
            case "whole":
                return replace(state, whole=_with(state.whole, body["component"], body["value"]))
            case "unread":
                return replace(state, whole=_with(state.whole, body["component"], None))
            case "lock":
                return replace(state, locked=True)
        return state

    def done(self, state: IcfState) -> bool:
        """Return whether the answer is locked."""
        return state.locked

    # ---- what is shown ----

    def pack(self, lang: Lang) -> Plain:
        """Return the five components: what they are, how one asks about them, how they can be read."""
        return {
            "components": [
                {
                    "id": one.id,
                    "label": one.label(lang),
                    "about": one.about(lang),
                    "questions": [self.book.questions[name].text(lang) for name in one.questions],
                    "citations": by_section(citation(self.book, name, lang, EDITION) for name in one.cites),
                    "ask": whole.ask(lang) if whole else None,
                    "values": [
                        {"id": value, "label": self._label(one.id, value, lang)} for value in self._values(one.id)
                    ],
                }
                for one in self.book.guideline.components
                for whole in [self._content.whole(one.id)]
            ]
        }

    def _label(self, component: str, value: str, lang: Lang) -> str:
        whole = self._content.whole(component)
        if whole is None or value == NOT_EXPLORED:
            return _NOT_EXPLORED(lang)
        words = self.book.findings[whole.finding].values[value](lang)
        return words[:1].upper() + words[1:]

    def view(self, state: IcfState, lang: Lang, *, reveal: bool) -> Plain:
        """Return the patient, the statements and where they lie; once revealed, the whole picture and what follows."""
        who = self._patient.case.persona
        cards = self.cards(state)
        plain: Plain = {
            "patient": {
                "initials": who.initials,
                "name": who.name,
                "first_name": who.first_name,
                "age": who.age,
                "occupation": who.occupation(lang),
            },
            "cards": [
                {
                    "id": card.id,
                    "seen": card.statement.kind == "seen",
                    "ask": card.statement.ask(lang),
                    "lines": [line(lang) for line in card.statement.lines],
                    "box": state.placed.get(card.id),
                    **({"homes": list(card.homes)} if reveal else {}),
                }
                for card in cards
            ],
            "whole": {one.id: state.whole.get(one.id) for one in self.book.guideline.components},
            "placed": sum(card.id in state.placed for card in cards),
        }
        return {**plain, "picture": self._picture(state, lang)} if reveal else plain

    # ---- the whole picture ----

    def _true(self) -> Reading:
        facts = self._patient.facts
        known = {one.component: (str(facts.get(one.finding, UNKNOWN)), one.says) for one in self._content.wholes}
        return {name: value if value in says else NOT_EXPLORED for name, (value, says) in known.items()}

    def _picture(self, state: IcfState, lang: Lang) -> Plain:
        """Return the summary in words, the true one beside the learner's, and what the guideline decides from each."""
        name = self._patient.first_name
        true = self._true()
        mine = {one: state.whole.get(one, NOT_EXPLORED) for one in true}
        changed = self._guide.changed(true, mine)
        rows = (*STRATIFICATION, *(one for one in changed if one not in STRATIFICATION))
        marker = self._marker(state)
        return {
            "mine": sentence(self._content, name, mine)(lang),
            "true": sentence(self._content, name, true)(lang),
            "same": mine == true,
            "keys": {one.id: list(marker.key(one.id)) for one in self.book.guideline.components},
            "rows": [
                {
                    "decision": row,
                    "axis": self._guide.axis(row)(lang),
                    "true": self._guide.says(row, true)(lang),
                    "mine": self._guide.says(row, mine)(lang),
                    "changed": row in changed,
                    **self._because(row, true, lang),
                }
                for row in rows
            ],
            "otherwise": self._otherwise(true, lang),
        }

    def _because(self, decision: str, reading: Reading, lang: Lang) -> Plain:
        """Return what a decision rests on: the strongest rule that made it."""
        rules = [outcome.rule for outcome in self._guide.verdicts(reading)[decision].reasons[:1]]
        cites = list(dict.fromkeys(name for rule in rules for name in rule.cites))
        sourced = all(self.book.statements[name].reviewed == "sourced" for name in cites)
        return {
            "because": self.book.words(rules[0].because)(lang) if rules else None,
            "citations": by_section(citation(self.book, name, lang, EDITION) for name in cites),
            "reviewed": sourced and all(rule.reviewed == "sourced" for rule in rules),
        }

    def _otherwise(self, true: Reading, lang: Lang) -> list[Plain]:
        """Return every single change of the true picture that changes a decision, and what it changes."""
        rows = []
        for one in self._content.wholes:
            label = next(c.label for c in self.book.guideline.components if c.id == one.component)
            for value in self._values(one.component):
                changes = self._guide.changes(true, {**true, one.component: value})
                if changes:
                    words = f"{label(lang)}: {self._label(one.component, value, lang).lower()}"
                    said = join([_BECOMES.format(axis=c.axis, after=c.after) for c in changes], sep="; ")
                    rows.append({"change": words, "becomes": said(lang)})
        return rows

    # ---- marks ----

    def _marker(self, state: IcfState) -> Marker:
        return Marker(
            self.book, self._content, self._patient.facts, self._patient.first_name, self.cards(state), self._guide
        )

    def marks(self, state: IcfState) -> tuple[Mark, ...]:
        """Return the marks of each component: what was placed there, and how it was read."""
        return self._marker(state).marks(state.placed, state.whole)

    def model(self) -> tuple[Act, ...]:
        """Return every card in its first component, and every component read as it is."""
        state = self.start()
        cards = self.cards(state)
        marker = self._marker(state)
        acts: list[Act] = [("place", {"card": card.id, "component": card.homes[0]}) for card in cards]
        acts += [
            ("whole", {"component": one.component, "value": marker.key(one.component)[0]})
            for one in self._content.wholes
        ]
        if not any("body" in card.homes for card in cards):
            acts.append(("whole", {"component": "body", "value": NOT_EXPLORED}))
        return (*acts, (LOCK, {}))
