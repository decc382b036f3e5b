"""The triage board by itself: one patient on one page, everything decided, and a mark for each decision.

The cards, the choices and the marks are those of a case; only the patient is told instead of asked and examined.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from lbp_teach import deciding
from lbp_teach.bedside.base import LOCK, Act, Body, Exercise, Mark, Plain
from lbp_teach.bedside.patient import CasePatient, settled_case
from lbp_teach.bedside.triage.patient import told_patient
from lbp_teach.board_view import board_pack, board_view
from lbp_teach.deciding import Board
from lbp_teach.edition import EDITION
from lbp_teach.guideline.assess import Assessment, assess
from lbp_teach.refusal import refuse
from lbp_teach.rows import card_of, heading, together, told
from lbp_teach.scoring import Item, cap_of, decision_items
from lbp_teach.text import Lang, Text, both, join

#: Of the marks on one card the first of these is the card's.
WORST_FIRST = ("critical", "too_much", "wrong", "missing", "partly", "right")
_OR = both(da="eller", en="or")
_NOTHING = both(da="Ingen beslutning.", en="No decision.")
_CHOSE = both(da="Du valgte: {choice}.", en="You chose: {choice}.")
_GUIDELINE = both(da="Vejledningen: {best}.", en="The guideline: {best}.")
_CAP = both(da="Loft ved kritisk fejl", en="Cap after a critical error")
_CAP_WHY = both(
    da="Efter et valg, der ikke er sikkert, er højst {percent} % af pointene tilbage.",
    en="After a choice that is not safe at most {percent}% of the points are left.",
)


@dataclass(frozen=True)
class TriageState:
    """What was decided so far."""

    board: Board = field(default_factory=Board)
    locked: bool = False


class Triage(Exercise[TriageState]):
    """Every decision of one visit of a case."""

    tool = "triage"

    @classmethod
    def settled(cls, wanted: Mapping[str, Any]) -> Plain:
        """Return which case and visit; see `settled_case`."""
        return settled_case(wanted)

    @cached_property
    def _patient(self) -> CasePatient:
        return CasePatient(self.setting, self.book)

    @cached_property
    def _key(self) -> Assessment:
        return assess(self.book, self._patient.facts, EDITION)

    def start(self) -> TriageState:
        """Return the state before anything was decided."""
        return TriageState()

    def checked(self, state: TriageState, kind: str, args: Mapping[str, Any]) -> Body | None:
        """Check the acts of the board (`deciding.checked`) and `lock`, which needs every card."""
        if kind in deciding.KINDS:
            return deciding.checked(state.board, kind, args, self.book)
        if kind == LOCK:
            deciding.need_every_card(state.board, self.book)
            return {}
        raise refuse("Den handling kender vi ikke. Genindlæs siden.", "We do not know that action. Reload the page.")

    def fold(self, state: TriageState, kind: str, body: Body) -> TriageState:
        """Return the state after an act."""
        if kind == LOCK:
            return replace(state, locked=True)
        return replace(state, board=deciding.applied(state.board, kind, body))

    def done(self, state: TriageState) -> bool:
        """Return whether the decisions are locked."""
        return state.locked

    def pack(self, lang: Lang) -> Plain:
        """Return the cards with their options, the same for every patient and in the same order."""
        return {"board": board_pack(self.book, lang)}

    def view(self, state: TriageState, lang: Lang, *, reveal: bool) -> Plain:
        """Return the patient on one page and what was decided; once locked, how each card came out."""
        plain = {
            "patient": told_patient(self._patient, self.book, EDITION, lang),
            **board_view(state.board, state.locked, self.book, lang),
            "grades": {},
        }
        if reveal:
            plain["grades"] = self._grades(state)
        return plain

    # ---- marks ----

    def _items(self, state: TriageState) -> list[Item]:
        return decision_items(0, self._key, state.board.choices, self._patient.facts, self.book, explain=False)

    def _grades(self, state: TriageState) -> dict[str, str]:
        """Return how each decision came out, and each card: as its worst decision."""
        grades: dict[str, str] = {item.subject: item.mark for item in self._items(state)}
        for card in self.book.board.values():
            marks = {grades[one.id] for one in (*card.singles, *card.rows)}
            grades[f"card:{card.id}"] = next(mark for mark in WORST_FIRST if mark in marks)
        return grades

    def marks(self, state: TriageState) -> tuple[Mark, ...]:
        """Return a mark for each choice and each row that went wrong, one for other rows of a table, and the cap."""
        items = self._items(state)
        marks = [
            self._mark(group[0]) if len(group) == 1 else self._rows_mark(group) for group in together(items, self.book)
        ]
        cap = cap_of(items, self.book)
        if cap:
            why = _CAP_WHY.format(percent=self.book.weights["cap"].value)
            marks.append(Mark("cap", _CAP, "critical", cap, 0, why))
        return tuple(marks)

    def _mark(self, item: Item) -> Mark:
        decision, shown = self.book.decisions[item.subject], item.outcomes[:2]
        chose = _CHOSE.format(choice=self._words(item, (item.chosen.value,))) if item.chosen else _NOTHING
        said = [chose]
        if item.mark != "right" and item.best:
            said.append(_GUIDELINE.format(best=self._words(item, item.best)))
        if shown:
            said.append(self.book.words(shown[0].rule.because, EDITION))
        return Mark(
            subject=item.subject,
            title=decision.axis,
            mark=item.mark,
            points=item.points,
            of=item.of,
            because=join(said, sep=" "),
            cites=_cited(shown),
            # What touches a cited statement opens with its citation; here stands what touches the rule itself.
            conflicts=shown[0].rule.conflicts if shown else (),
            reviewed=all(o.rule.reviewed == "sourced" for o in shown),
        )

    def _words(self, item: Item, values: tuple[str, ...]) -> Text:
        decision = self.book.decisions[item.subject]
        return join([self.book.words(decision.option(value).label, EDITION) for value in values], last=_OR)

    def _rows_mark(self, items: tuple[Item, ...]) -> Mark:
        leading = tuple(o for item in items for o in item.outcomes[:1])
        return Mark(
            subject=f"{card_of(items[0], self.book)}:{items[0].mark}",
            title=heading(items, self.book),
            mark=items[0].mark,
            points=sum(item.points for item in items),
            of=sum(item.of for item in items),
            because=told(items, self.book, EDITION),
            cites=_cited(leading),
            reviewed=all(o.rule.reviewed == "sourced" for o in leading),
        )

    def model(self) -> tuple[Act, ...]:
        """Return the best value of every decision."""
        best = [
            ("decide", {"decision": name, "value": verdict.best[0], "confidence": None})
            for name, verdict in self._key.verdicts.items()
        ]
        return (*best, (LOCK, {}))


def _cited(outcomes: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for o in outcomes for name in o.rule.cites))
