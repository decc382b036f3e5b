"""The marks of the function map: for each component what was placed there, and how the whole of it was read.

A component gives a point for each of its statements, and one that does not belong there takes a point back, so that
putting everything into one box never pays. A reading next to the right one counts in part where there are three.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lbp_teach.bedside.base import Mark, MarkName
from lbp_teach.bedside.icf.cards import Card, key_of
from lbp_teach.bedside.icf.model import NOT_EXPLORED, Content, Whole
from lbp_teach.bedside.icf.picture import Guide
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import Facts
from lbp_teach.guideline.model import Component
from lbp_teach.text import Text, both, join, same

WHOLE = 2
_AND = both(da="og", en="and")
_QUOTED = both(da="”{what}”", en="“{what}”")
_TITLE_PLACED = both(da="{what}: udsagn", en="{what}: statements")
_TITLE_WHOLE = both(da="{what}: samlet læsning", en="{what}: the whole")
_HITS = both(da="{n} af {of} udsagn ligger her, som de skal.", en="{n} of {of} statements lie here as they should.")
_NONE_HERE = both(da="Intet udsagn hører til her.", en="No statement belongs here.")
_ABSENT = both(da="Her mangler svaret på {what}.", en="Missing here: the answer to {what}.")
_STRAY = both(da="Hører et andet sted til: {what}.", en="Belongs elsewhere: {what}.")
_TRUE = both(da="{name} {what}.", en="{name} {what}.")
_READ = both(da="Din læsning: {name} {what}.", en="Your reading: {name} {what}.")
_SAID = both(da="Det, der blev sagt: {name} {what}.", en="What was said: {name} {what}.")
_UNREAD = both(da="Du valgte ikke noget.", en="You chose nothing.")
_NOBODY_ASKED = both(
    da="Ingen har spurgt, så det er ikke afdækket.", en="Nobody has asked, so it has not been explored."
)
_WAS_SAID = both(da="Det blev sagt i samtalen.", en="It was said in the interview.")
_WOULD = both(da="Læst sådan ville vejledningen sige: {what}.", en="Read that way the guideline would say: {what}.")
_INSTEAD = both(da="{axis}: {after} i stedet for {before}", en="{axis}: {after} instead of {before}")


@dataclass(frozen=True)
class Marker:
    """Marks a function map of one patient."""

    book: Book
    content: Content
    facts: Facts
    name: str
    cards: Sequence[Card]
    guide: Guide

    def key(self, component: str) -> tuple[str, ...]:
        """Return the readings of a component that are accepted, the best first."""
        return key_of(self.content, component, self.facts, self.cards)

    def home(self, card: Card, placed: Mapping[str, str]) -> str:
        """Return where a card counts: where it was placed if that is right, else its first component."""
        return placed[card.id] if placed.get(card.id) in card.homes else card.homes[0]

    def marks(self, placed: Mapping[str, str], whole: Mapping[str, str]) -> tuple[Mark, ...]:
        """Return two marks for a component, fewer where nothing is to be had."""
        found: list[Mark] = []
        for component in self.book.guideline.components:
            if any(self._here(component.id, placed)):
                found.append(self._placed(component, placed))
            reads = self.content.whole(component.id)
            if reads is not None:
                found.append(self._whole(component, reads, whole.get(component.id)))
            elif self.key(component.id) == (NOT_EXPLORED,) and not self._belonging(component.id):
                found.append(self._unasked(component, whole.get(component.id)))
        return tuple(found)

    # ---- statements ----

    def _belonging(self, component: str) -> list[Card]:
        return [card for card in self.cards if component in card.homes]

    def _here(self, component: str, placed: Mapping[str, str]) -> tuple[list[Card], list[Card]]:
        """Return the cards that count for a component, and those that were placed there wrongly."""
        counting = [card for card in self.cards if self.home(card, placed) == component]
        return counting, [c for c in self.cards if placed.get(c.id) == component and component not in c.homes]

    def _placed(self, component: Component, placed: Mapping[str, str]) -> Mark:
        counting, strays = self._here(component.id, placed)
        absent = [card for card in counting if placed.get(card.id) != component.id]
        hits = len(counting) - len(absent)
        points = hits - len(strays)
        because = [_HITS.format(n=hits, of=len(counting)) if counting else _NONE_HERE]
        if absent:
            because.append(_ABSENT.format(what=_asked(absent)))
        if strays:
            because.append(_STRAY.format(what=_asked(strays)))
        name = _placed_mark(points, absent=len(absent), strays=len(strays), counting=len(counting))
        title = _TITLE_PLACED.format(what=component.label)
        return Mark(f"place:{component.id}", title, name, points, len(counting), _sentences(because), component.cites)

    # ---- the whole ----

    def _whole(self, component: Component, reads: Whole, chosen: str | None) -> Mark:
        key = self.key(component.id)
        truth = _NOBODY_ASKED if key[0] == NOT_EXPLORED else self._true(reads, key[0])
        title = _TITLE_WHOLE.format(what=component.label)

        def mark(name: MarkName, points: int, *because: Text) -> Mark:
            return Mark(f"whole:{component.id}", title, name, points, WHOLE, _sentences(because), reads.cites)

        if chosen is None:
            return mark("missing", 0, _UNREAD, truth)
        if chosen in key:
            return mark("right", WHOLE, truth if chosen == key[0] else self._true(reads, chosen))
        if chosen == NOT_EXPLORED:
            return mark("wrong", 0, _WAS_SAID, truth)
        mine = _READ.format(name=same(self.name), what=reads.says[chosen])
        if key[0] == NOT_EXPLORED:
            return mark("wrong", 0, mine, truth)
        said = _SAID.format(name=same(self.name), what=reads.says[key[0]])
        order = list(reads.says)
        near = len(order) > 2 and abs(order.index(chosen) - order.index(key[0])) == 1
        effect = self._effect(component.id, key[0], chosen)
        return mark("partly" if near else "wrong", 1 if near else 0, mine, said, *effect)

    def _unasked(self, component: Component, chosen: str | None) -> Mark:
        right = chosen == NOT_EXPLORED
        title = _TITLE_WHOLE.format(what=component.label)
        name: MarkName = "right" if right else "missing"
        return Mark(f"whole:{component.id}", title, name, WHOLE if right else 0, WHOLE, _NOBODY_ASKED, component.cites)

    def _true(self, reads: Whole, value: str) -> Text:
        return _TRUE.format(name=same(self.name), what=reads.says[value])

    def _effect(self, component: str, before: str, after: str) -> list[Text]:
        """Return what a reading would have changed in the guideline's decisions, if anything."""
        changes = self.guide.changes({component: before}, {component: after})
        said = [_INSTEAD.format(axis=one.axis, before=one.before, after=one.after) for one in changes]
        return [_WOULD.format(what=join(said, sep="; "))] if said else []


def _placed_mark(points: int, *, absent: int, strays: int, counting: int) -> MarkName:
    """Return what a component's statements came to."""
    if points < 0:
        return "too_much"
    if not absent and not strays:
        return "right"
    if points > 0:
        return "partly"
    return "missing" if absent == counting and not strays else "wrong"


def _asked(cards: Sequence[Card]) -> Text:
    return join([_QUOTED.format(what=card.statement.ask) for card in cards], last=_AND)


def _sentences(texts: Sequence[Text]) -> Text:
    return join(list(texts), sep=" ")
