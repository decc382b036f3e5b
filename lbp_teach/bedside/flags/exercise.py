"""The flag sorter: each statement is filed as a flag of a colour or as none; a red one also says what it points to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, get_args

from lbp_teach import content
from lbp_teach.bedside.base import LOCK, Act, Body, Exercise, Mark, Plain, one_of
from lbp_teach.bedside.flags.cards import NONE, RED, Card, all_conditions, card_of, chosen, flags_by_finding
from lbp_teach.bedside.flags.marking import WEIGHTS, Filed, Marker
from lbp_teach.bedside.flags.model import Content
from lbp_teach.bedside.patient import CasePatient, settled_case
from lbp_teach.bedside.statements import statements
from lbp_teach.edition import EDITION
from lbp_teach.explain import by_section, citation, conflict
from lbp_teach.guideline.model import Colour
from lbp_teach.refusal import refuse
from lbp_teach.text import Lang

PILES: tuple[str, ...] = (*get_args(Colour), NONE)


@dataclass(frozen=True)
class FlagsState:
    """Where each card lies; a card that is not named was not filed."""

    filed: Mapping[str, Filed] = field(default_factory=dict)
    locked: bool = False

    def put(self, card: str, filed: Filed | None) -> FlagsState:
        """Return the state with a card filed anew, or taken back."""
        rest = {name: one for name, one in self.filed.items() if name != card}
        return replace(self, filed=rest if filed is None else {**rest, card: filed})


class Flags(Exercise[FlagsState]):
    """The flags among a patient's statements at one visit of a case."""

    tool = "flags"

    @classmethod
    def settled(cls, wanted: Mapping[str, Any]) -> Plain:
        """Return which case and visit; see `settled_case`."""
        return settled_case(wanted)

    @cached_property
    def _patient(self) -> CasePatient:
        return CasePatient(self.setting, self.book)

    @cached_property
    def _content(self) -> Content:
        return content.tool_content("flags", Content)

    @cached_property
    def _all(self) -> tuple[Card, ...]:
        looking = flags_by_finding(self.book)
        made = (card_of(self.book, one, looking) for one in statements(self.book, self._patient, self.setting))
        return tuple(card for card in made if card is not None)

    def cards(self, state: FlagsState) -> tuple[Card, ...]:
        """Return the cards that are laid out."""
        return chosen(self.setting, self._all, state.filed)

    def start(self) -> FlagsState:
        """Return the state before anything was filed."""
        return FlagsState()

    # ---- acts ----

    def checked(self, state: FlagsState, kind: str, args: Mapping[str, Any]) -> Body | None:
        """Check `file` {card, colour}, `back` {card}, `points` {card, condition, on}, `weight` {card, weight}."""
        if kind == LOCK:
            if not state.filed and self.cards(state):
                raise refuse("Læg mindst ét kort, før du låser.", "File at least one card before you lock.")
            return {}
        if kind not in ("file", "back", "points", "weight"):
            raise refuse(
                "Den handling kender vi ikke. Genindlæs siden.", "We do not know that action. Reload the page."
            )
        laid_out = [card.id for card in self.cards(state)]
        card = one_of(
            args.get("card"), laid_out, "Det kort er ikke fremme. Vælg et andet.", "That card is not out. Pick another."
        )
        filed = state.filed.get(card)
        if kind == "back":
            return {"card": card} if filed is not None else None
        if kind == "file":
            colour = one_of(
                args.get("colour"), PILES, "Vælg en farve eller intet flag.", "Choose a colour, or no flag."
            )
            return {"card": card, "colour": colour} if filed is None or filed.pile != colour else None
        if filed is None or filed.pile != RED:
            raise refuse("Læg først kortet som rødt flag.", "File the card as a red flag first.")
        if kind == "weight":
            weight = one_of(args.get("weight"), WEIGHTS, "Vælg, hvor meget det vejer.", "Choose how much it weighs.")
            return {"card": card, "weight": weight} if filed.weight != weight else None
        condition = one_of(
            args.get("condition"), all_conditions(self.book), "Vælg en af sygdommene.", "Choose one of the diseases."
        )
        on = args.get("on")
        if not isinstance(on, bool):
            raise refuse("Sæt eller fjern krydset.", "Tick the box or clear it.")
        return {"card": card, "condition": condition, "on": on} if on != (condition in filed.points_to) else None

    def fold(self, state: FlagsState, kind: str, body: Body) -> FlagsState:
        """Return the state after an act."""
        if kind == LOCK:
            return replace(state, locked=True)
        filed = state.filed.get(body.get("card", ""))
        match kind:
            case "file":
                return state.put(body["card"], Filed(body["colour"]))
            case "back":
                return state.put(body["card"], None)
            case "points" if filed is not None:
                name = frozenset({body["condition"]})
                points_to = filed.points_to | name if body["on"] else filed.points_to - name
                return state.put(body["card"], replace(filed, points_to=points_to))
            case "weight" if filed is not None:
                return state.put(body["card"], replace(filed, weight=body["weight"]))
        return state

    def done(self, state: FlagsState) -> bool:
        """Return whether the answer is locked."""
        return state.locked

    # ---- what is shown ----

    def pack(self, lang: Lang) -> Plain:
        """Return the piles with what they mean, and the conditions that a red flag can point to."""
        found = self._content
        options = self.book.decision("suspected").options
        named = all_conditions(self.book)
        cites = dict.fromkeys(name for one in found.colours for name in one.cites)
        return {
            "piles": [
                *({"id": one.id, "label": one.label(lang), "about": one.about(lang)} for one in found.colours),
                {"id": NONE, "label": found.none.label(lang), "about": found.none.about(lang)},
            ],
            "conditions": [{"id": o.value, "label": o.label(lang)} for o in options if o.value in named],
            "weights": list(WEIGHTS),
            "citations": by_section(citation(self.book, name, lang, EDITION) for name in cites),
        }

    def view(self, state: FlagsState, lang: Lang, *, reveal: bool) -> Plain:
        """Return the patient, the statements and how they were filed; once revealed, what each is."""
        who = self._patient.case.persona
        cards = self.cards(state)
        return {
            "patient": {
                "initials": who.initials,
                "name": who.name,
                "first_name": who.first_name,
                "age": who.age,
                "occupation": who.occupation(lang),
            },
            "cards": [self._shown(card, state, lang, reveal=reveal) for card in cards],
            "filed": sum(card.id in state.filed for card in cards),
        }

    def _shown(self, card: Card, state: FlagsState, lang: Lang, *, reveal: bool) -> Plain:
        filed = state.filed.get(card.id)
        statement = card.statement
        plain: Plain = {
            "id": card.id,
            "seen": statement.kind == "seen",
            "ask": statement.ask(lang),
            "lines": [line(lang) for line in statement.lines],
            "pile": filed.pile if filed else None,
            "points_to": [name for name in all_conditions(self.book) if filed and name in filed.points_to],
            "weight": filed.weight if filed else None,
        }
        if reveal:
            several = [name for flag in card.flags if len(flag.colours) > 1 for name in flag.conflicts]
            plain["key"] = {
                "fits": self._marker(state).fits(card),
                "accepted": list(card.accepted),
                "note": self._marker(state).explained(card)(lang),
                "conflicts": [conflict(self.book, name, lang) for name in dict.fromkeys(several)],
                "reviewed": all(flag.reviewed == "sourced" for flag in card.flags) and card.accepted[1:] == (),
            }
        return plain

    # ---- marks ----

    def _marker(self, state: FlagsState) -> Marker:
        return Marker(self.book, self._content, state.filed)

    def marks(self, state: FlagsState) -> tuple[Mark, ...]:
        """Return the marks of the cards, and one for the statements that are no flag."""
        return self._marker(state).marks(self.cards(state))

    def model(self) -> tuple[Act, ...]:
        """Return every card filed as the guideline files it."""
        acts: list[Act] = []
        for card in self.cards(self.start()):
            acts.append(("file", {"card": card.id, "colour": card.accepted[0]}))
            if card.red:
                acts += [("points", {"card": card.id, "condition": one, "on": True}) for one in card.points_to]
                acts.append(("weight", {"card": card.id, "weight": "alone" if card.alone else "together"}))
        return (*acts, (LOCK, {}))
