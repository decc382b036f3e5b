"""A made-up sheet to count, and a calculator: can a total be given, which, and what may it be used for?"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from lbp_teach.bedside.base import LOCK, Act, Body, Exercise, Mark, Plain, one_of
from lbp_teach.bedside.instruments import showing
from lbp_teach.bedside.instruments.by_hand import instruments, unknown
from lbp_teach.bedside.instruments.marking import marks, nearest
from lbp_teach.bedside.instruments.model import Instrument, Use
from lbp_teach.bedside.instruments.reading import read_total
from lbp_teach.bedside.instruments.scoring import Answers, BadAnswers, Scored, checked_answer, score
from lbp_teach.bedside.instruments.sheets import FIRST, sheet
from lbp_teach.refusal import Refusal, refuse
from lbp_teach.text import Lang, Text, both

START_WITH, SEEDS = "start_back", 100_000
#: Acts of the calculator. They are no part of the answer, so they go on when the answer is locked.
CALCULATOR = ("item", "clear")
_WHY_POSSIBLE = both(da="Sig først, om der kan gives en total.", en="First say whether a total can be given.")
_WHY_TOTAL = both(da="Skriv totalen først.", en="Write the total first.")
_WHY_BAND = both(da="Vælg gruppen først.", en="Choose the group first.")
_NO_TOTAL_NOW = both(
    da="Du har sagt, at der ikke kan gives en total. Lav det om først.",
    en="You have said that no total can be given. Change that first.",
)


@dataclass(frozen=True)
class InstrumentsState:
    """What was done.

    Attributes:
        possible: whether the learner says that a total can be given; None before that.
        total: the total as it was written, with a point: `35.6`.
        band: the group that was chosen.
        uses: what the learner says the result may be used for.
        own: the calculator's answers, by number of the item.
        locked: whether the answer is locked.
    """

    possible: bool | None = None
    total: str | None = None
    band: str | None = None
    uses: frozenset[str] = frozenset()
    own: Mapping[int, int] = field(default_factory=dict)
    locked: bool = False


class Instruments(Exercise[InstrumentsState]):
    """One instrument: a sheet to count and a calculator."""

    tool = "instruments"

    def choosable(self, wanted: Mapping[str, Any]) -> Plain:
        """Return which instrument and sheet a screen may ask for: any, since a made-up sheet is nobody's secret."""
        return {**self.setting, **{name: wanted[name] for name in ("instrument", "seed") if name in wanted}}

    @classmethod
    def settled(cls, wanted: Mapping[str, Any]) -> Plain:
        """Return which instrument and which sheet.

        Args:
            wanted: `instrument` and `seed`; each may be left out. Seed `new` takes a sheet by chance.

        Raises:
            Refusal: there is no such instrument or sheet.
        """
        name, seed = wanted.get("instrument") or START_WITH, wanted.get("seed")
        if not isinstance(name, str) or name not in {one.id for one in instruments().instruments}:
            raise Refusal(unknown(name))
        if seed is None or seed == "":
            seed = FIRST
        elif seed == "new":
            seed = secrets.randbelow(SEEDS)
        if not isinstance(seed, int) or isinstance(seed, bool) or not 0 <= seed < SEEDS:
            raise refuse(
                f"Et skemanummer er et helt tal fra 0 til {SEEDS - 1}.",
                f"A sheet number is a whole number from 0 to {SEEDS - 1}.",
            )
        return {"instrument": name, "seed": seed}

    @cached_property
    def instrument(self) -> Instrument:
        """Return which form it is."""
        return instruments().instrument(self.setting["instrument"])

    @cached_property
    def sheet(self) -> Answers:
        """Return the made-up answers."""
        return sheet(self.instrument, self.setting["seed"])

    @cached_property
    def key(self) -> Scored:
        """Return what the sheet comes to."""
        return score(self.instrument, self.sheet)

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Return what is asked about the use of the result."""
        return instruments().uses_of(self.instrument.id)

    def start(self) -> InstrumentsState:
        """Return the state before anything was done."""
        return InstrumentsState()

    # ---- acts ----

    def check(self, state: InstrumentsState, kind: str, args: Mapping[str, Any]) -> Body | None:
        """Decide what an act records; the calculator can be used after the lock, too."""
        return self.checked(state, kind, args) if kind in CALCULATOR else super().check(state, kind, args)

    def checked(self, state: InstrumentsState, kind: str, args: Mapping[str, Any]) -> Body | None:
        """Check an act.

        `possible` {value: yes, no}, `total` {value}, `band` {value}, `use` {use, value: yes, no}, `lock`; and for the
        calculator `item` {item, value: a number or None} and `clear`.
        """
        match kind:
            case "possible":
                said = _yes_or_no(args.get("value"))
                return {"value": said} if state.possible != (said == "yes") else None
            case "total" | "band":
                if state.possible is False:
                    raise Refusal(_NO_TOTAL_NOW)
                value = self._total(args) if kind == "total" else self._band(args)
                return {"value": value} if value != getattr(state, kind) else None
            case "use":
                return self._use(state, args)
            case "item":
                return self._item(state, args)
            case "clear":
                return {} if state.own else None
            case "lock":
                why = self.why_not(state)
                if why is not None:
                    raise Refusal(why)
                return {}
        raise refuse("Den handling kender vi ikke. Genindlæs siden.", "We do not know that action. Reload the page.")

    def why_not(self, state: InstrumentsState) -> Text | None:
        """Return why the answer cannot be locked yet."""
        if state.possible is None:
            return _WHY_POSSIBLE
        if state.possible and state.total is None:
            return _WHY_TOTAL
        if state.possible and self.instrument.bands and state.band is None:
            return _WHY_BAND
        return None

    def _total(self, args: Mapping[str, Any]) -> str | None:
        return read_total(args.get("value"), self.instrument.of)

    def _band(self, args: Mapping[str, Any]) -> str:
        known = [band.id for band in self.instrument.bands]
        return one_of(args.get("value"), known, "Vælg en af grupperne.", "Choose one of the groups.")

    def _use(self, state: InstrumentsState, args: Mapping[str, Any]) -> Body | None:
        known = [use.id for use in self.uses]
        name = one_of(
            args.get("use"), known, "Vælg et af punkterne på listen.", "Choose one of the points on the list."
        )
        said = _yes_or_no(args.get("value"))
        return {"use": name, "value": said} if (name in state.uses) != (said == "yes") else None

    def _item(self, state: InstrumentsState, args: Mapping[str, Any]) -> Body | None:
        n, most = args.get("item"), len(self.instrument.all_items)
        if not isinstance(n, int) or isinstance(n, bool) or not 1 <= n <= most:
            raise refuse(f"Item går fra 1 til {most}.", f"Items run from 1 to {most}.")
        try:
            value = checked_answer(self.instrument, n, args.get("value"))
        except BadAnswers:
            raise Refusal(showing.on_screen(self.instrument, n)) from None
        return {"item": n, "value": value} if value != state.own.get(n) else None

    def fold(self, state: InstrumentsState, kind: str, body: Body) -> InstrumentsState:
        """Return the state after an act. Saying that there is no total takes back the total and the group."""
        match kind:
            case "possible" if body["value"] == "no":
                return replace(state, possible=False, total=None, band=None)
            case "possible":
                return replace(state, possible=True)
            case "total":
                return replace(state, total=body["value"])
            case "band":
                return replace(state, band=body["value"])
            case "use":
                without = state.uses - {body["use"]}
                return replace(state, uses=without | {body["use"]} if body["value"] == "yes" else without)
            case "item":
                rest = {n: value for n, value in state.own.items() if n != body["item"]}
                return replace(state, own=rest if body["value"] is None else rest | {body["item"]: body["value"]})
            case "clear":
                return replace(state, own={})
            case "lock":
                return replace(state, locked=True)
        return state

    def done(self, state: InstrumentsState) -> bool:
        """Return whether the answer is locked."""
        return state.locked

    # ---- what is shown ----

    def pack(self, lang: Lang) -> Plain:
        """Return every instrument: items, groups, rules, licence, and what the guideline says."""
        return showing.pack(self.book, instruments(), lang)

    def view(self, state: InstrumentsState, lang: Lang, *, reveal: bool) -> Plain:
        """Return the sheet, what was answered, and the calculator; the arithmetic of the sheet only when revealed."""
        why = self.why_not(state)
        own = tuple(state.own.get(item.n) for item in self.instrument.all_items)
        held = not reveal and copies(self.sheet, own)
        return {
            "instrument": self.instrument.id,
            "seed": self.setting["seed"],
            "sheet": showing.sheet(self.instrument, self.sheet, lang),
            "possible": None if state.possible is None else "yes" if state.possible else "no",
            "total": showing.typed(state.total, lang),
            "band": state.band,
            "uses": sorted(state.uses),
            "why": why(lang) if why else None,
            "steps": showing.lines(self.book, self.key.steps, lang) if reveal else None,
            "own": list(own),
            "result": showing.result(self.book, self.instrument, own, lang, held=held),
        }

    def marks(self, state: InstrumentsState) -> tuple[Mark, ...]:
        """Return the marks: whether there is a total, which, its group, and what it may be used for."""
        said = (state.possible, state.total, state.band, state.uses)
        return marks(self.book, self.instrument, self.key, self.uses, *said)

    def model(self) -> tuple[Act, ...]:
        """Return the acts of somebody who counts right and knows what the guideline says."""
        uses = [("use", {"use": use.id, "value": "yes"}) for use in self.uses if use.may]
        if self.key.total is None:
            return (("possible", {"value": "no"}), *uses, (LOCK, {}))
        band = [("band", {"value": self.key.band.id})] if self.key.band else []
        total = ("total", {"value": nearest(self.key.total)})
        return (("possible", {"value": "yes"}), total, *band, *uses, (LOCK, {}))


def copies(sheet: Answers, own: Answers) -> bool:
    """Return whether the calculator is being fed the sheet: half of its answers or more, and none that differs."""
    both_ways = [(mine, theirs) for mine, theirs in zip(own, sheet, strict=True) if mine is not None]
    there = sum(one is not None for one in sheet)
    return 2 * len(both_ways) >= there and all(mine == theirs for mine, theirs in both_ways)


def _yes_or_no(value: Any) -> str:
    return one_of(value, ("yes", "no"), "Svar ja eller nej.", "Answer yes or no.")
