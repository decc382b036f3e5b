"""The marks of the flag sorter: each flag for its colour; a red one also for what it points to and how much it weighs.

Points can be had for flags only. A statement that is none earns nothing by being left alone and costs a point when it
is filed under a colour, so that filing everything red, or everything as no flag, never pays. For having filed the
others as no flag there is one mark for all of them together, given only where a flag was found as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lbp_teach.bedside.base import Mark, MarkName
from lbp_teach.bedside.flags.cards import RED, Card
from lbp_teach.bedside.flags.model import Content
from lbp_teach.guideline.assess import Book
from lbp_teach.text import Text, both, join

COLOUR, POINTS_TO, WEIGHT, OTHERS = 2, 2, 1, 2
#: How much weight a red flag carries: acted on alone, or only together with others.
WEIGHTS = ("alone", "together")
_OR, _AND = both(da="eller", en="or"), both(da="og", en="and")
_IT_IS = both(da="Det er et {colour} flag.", en="It is a {colour} flag.")
_IT_CAN_BE = both(
    da="Flaget kan være {colour}: kilderne giver det flere farver, og de godtages alle.",
    en="The flag can be {colour}: the sources give it several colours, and all are accepted.",
)
_POINTS = both(da="Det peger på {what}.", en="It points to {what}.")
_ALONE = both(
    da="Det er nok i sig selv: handl på det uden at vente på flere flag.",
    en="It is enough by itself: act on it without waiting for more flags.",
)
_TOGETHER = both(
    da="Alene vejer det let. Vej det sammen med alder, sygehistorie, forløb og fund.",
    en="Alone it weighs little. Weigh it with age, history, course and findings.",
)
_FILED = both(da="Du lagde det som {pile}.", en="You filed it as {pile}.")
_UNFILED = both(da="Kortet blev ikke lagt.", en="The card was not filed.")
_DECIDES = both(
    da="Svaret rummer også et rødt flag, og det må ikke blive væk.",
    en="The answer holds a red flag as well, and that one must not be lost.",
)
_NOT_RED = both(
    da="Rødt kalder på udredning for alvorlig sygdom, og det gør dette flag ikke.",
    en="Red calls for a work-up for serious disease, and this flag does not.",
)
_NO_FLAG = both(
    da="Her er intet flag: svaret er almindeligt eller siger nej.",
    en="There is no flag here: the answer is ordinary, or says no.",
)
_KIND_READING = both(
    da="{pile} godtages også: det er det modsatte af et flag, og det siger kilderne ikke noget om.",
    en="{pile} is accepted too: it is the opposite of a flag, on which the sources are silent.",
)
_RED_COSTS = both(
    da="Et rødt flag for meget koster unødig udredning og bekymring.",
    en="One red flag too many costs needless work-up and worry.",
)
_LEFT_OUT = both(da="Du manglede {what}.", en="You left out {what}.")
_TOO_MANY = both(
    da="Du satte også kryds ved {what}. Det knytter kilderne ikke flaget til.",
    en="You also ticked {what}. The sources do not tie the flag to that.",
)
_NOTHING_TICKED = both(da="Du satte ingen krydser.", en="You ticked nothing.")
_SAID_ALONE = both(da="Du sagde, at det er nok alene.", en="You said it is enough alone.")
_SAID_TOGETHER = both(da="Du sagde, at det kun tæller med andre.", en="You said it counts only with others.")
_NO_WEIGHT = both(da="Du sagde ikke, hvor meget det vejer.", en="You did not say how much it weighs.")
_TITLE_POINTS = both(da="{what}: hvad det peger på", en="{what}: what it points to")
_TITLE_WEIGHT = both(da="{what}: hvor meget det vejer", en="{what}: how much it weighs")
_TITLE_OTHERS = both(da="Svar uden flag", en="Answers that are no flag")
_OTHERS_FILED = both(
    da="{n} af {of} svar uden flag blev lagt som intet flag.",
    en="{n} of {of} answers without a flag were filed as no flag.",
)
_OTHERS_ALONE = both(
    da="Det tæller først, når mindst ét flag også er fundet.",
    en="It counts once at least one flag has been found as well.",
)


@dataclass(frozen=True)
class Filed:
    """How one card was filed.

    Attributes:
        pile: a colour, or `none`.
        points_to: for red, the conditions that were ticked.
        weight: for red, one of `WEIGHTS`.
    """

    pile: str
    points_to: frozenset[str] = frozenset()
    weight: str | None = None


@dataclass(frozen=True)
class Marker:
    """Marks cards; `content` has the words for the piles."""

    book: Book
    content: Content
    filed: Mapping[str, Filed] = field(default_factory=dict)

    def marks(self, cards: Sequence[Card]) -> tuple[Mark, ...]:
        """Return the marks of all cards, in their order, and the one mark for those that are no flag."""
        found = [mark for card in cards for mark in (self._flag(card) if card.flags else self._other(card))]
        others = [card for card in cards if not card.flags]
        return (*found, self._others(cards, others)) if others else tuple(found)

    def fits(self, card: Card) -> bool:
        """Return whether a card lies where it belongs."""
        filed = self.filed.get(card.id)
        return filed is not None and filed.pile in card.accepted

    # ---- flags ----

    def _flag(self, card: Card) -> list[Mark]:
        filed = self.filed.get(card.id)
        whole = COLOUR + POINTS_TO + WEIGHT if card.red else COLOUR
        if filed is None:
            return [self._mark(card, "missing", 0, whole, _UNFILED, *self._what(card, whole=True))]
        if filed.pile in card.accepted:
            right = self._mark(card, "right", COLOUR, COLOUR, *self._what(card))
            return [right, self._condition_mark(card, filed), self._weight_mark(card, filed)] if card.red else [right]
        said = _FILED.format(pile=self._pile(filed.pile))
        if filed.pile in card.partly:
            return [self._mark(card, "partly", 1, whole, said, _DECIDES, *self._what(card, whole=True))]
        if card.red:
            name: MarkName = "critical" if card.alone else "wrong"
            return [self._mark(card, name, 0, whole, said, *self._what(card, whole=True))]
        if filed.pile == RED:
            return [self._mark(card, "too_much", -1, whole, said, *self._what(card), _NOT_RED)]
        return [self._mark(card, "wrong", 0, whole, said, *self._what(card))]

    def _condition_mark(self, card: Card, filed: Filed) -> Mark:
        wanted = frozenset(card.points_to)
        hits, extra = filed.points_to & wanted, filed.points_to - wanted
        points = condition_points(wanted, filed.points_to)
        because = [self._points_to(card)]
        if not filed.points_to:
            because.append(_NOTHING_TICKED)
        elif wanted - hits:
            because.append(_LEFT_OUT.format(what=self._conditions(wanted - hits, _AND)))
        if extra:
            because.append(_TOO_MANY.format(what=self._conditions(extra, _AND)))
        name = _condition_name(points) if filed.points_to else "missing"
        return self._mark(card, name, points, POINTS_TO, *because, part="points_to", title=_TITLE_POINTS)

    def _weight_mark(self, card: Card, filed: Filed) -> Mark:
        truth = _ALONE if card.alone else _TOGETHER
        if filed.weight is None:
            return self._weighed(card, "missing", 0, _NO_WEIGHT, truth)
        if (filed.weight == "alone") == card.alone:
            return self._weighed(card, "right", WEIGHT, truth)
        return self._weighed(card, "wrong", 0, _SAID_TOGETHER if card.alone else _SAID_ALONE, truth)

    def _weighed(self, card: Card, name: MarkName, points: int, *because: Text) -> Mark:
        cites = () if card.alone else ("red_flags_weigh", "single_flag_adds_little")
        return self._mark(
            card, name, points, WEIGHT, *because, part="weight", title=_TITLE_WEIGHT, cites=cites, conflicts=("C-12",)
        )

    # ---- no flags ----

    def _other(self, card: Card) -> list[Mark]:
        filed = self.filed.get(card.id)
        if filed is None or filed.pile in card.accepted:
            return []
        said = _FILED.format(pile=self._pile(filed.pile))
        cost = [_RED_COSTS] if filed.pile == RED else []
        cites = ("single_flag_adds_little",) if filed.pile == RED else ("flag_system_five_colours",)
        because = _sentences(said, _NO_FLAG, *cost)
        conflicts = ("C-11",) if filed.pile == RED else ()
        return [Mark(card.id, card.statement.ask, "too_much", -1, 0, because, cites, conflicts)]

    def _others(self, cards: Sequence[Card], others: Sequence[Card]) -> Mark:
        kept = sum(self.fits(card) for card in others)
        flags = [card for card in cards if card.flags]
        found = not flags or any(self.fits(card) for card in flags)
        points = 0 if not found else OTHERS if kept == len(others) else 1 if 2 * kept >= len(others) else 0
        because = [_OTHERS_FILED.format(n=kept, of=len(others))]
        if kept and not found:
            because.append(_OTHERS_ALONE)
        name: MarkName = "right" if points == OTHERS else "partly" if points else "missing"
        cites = ("flag_system_five_colours", "red_flags_weigh")
        return Mark("others", _TITLE_OTHERS, name, points, OTHERS, _sentences(*because), cites, reviewed=False)

    # ---- words ----

    def explained(self, card: Card) -> Text:
        """Return what a card is, in one or a few sentences."""
        if card.flags:
            return _sentences(*self._what(card, whole=True))
        return _sentences(_NO_FLAG, *(_KIND_READING.format(pile=self.content.label(one)) for one in card.accepted[1:]))

    def _what(self, card: Card, *, whole: bool = False) -> list[Text]:
        """Return what a flag is; `whole` adds what a red one points to and how much it weighs."""
        colours = join([_small(self.content.label(one)) for one in card.accepted], last=_OR)
        said = [(_IT_IS if len(card.accepted) == 1 else _IT_CAN_BE).format(colour=colours)]
        if whole and card.red:
            said += [self._points_to(card), _ALONE if card.alone else _TOGETHER]
        return said

    def _points_to(self, card: Card) -> Text:
        return _POINTS.format(what=self._conditions(card.points_to, _AND))

    def _conditions(self, names: Sequence[str] | frozenset[str], last: Text) -> Text:
        options = self.book.decision("suspected").options
        return join([_small(option.label) for option in options if option.value in names], last=last)

    def _pile(self, pile: str) -> Text:
        return _small(self.content.label(pile))

    def _mark(
        self,
        card: Card,
        name: MarkName,
        points: int,
        of: int,
        *because: Text,
        part: str = "",
        title: Text | None = None,
        cites: tuple[str, ...] = (),
        conflicts: tuple[str, ...] = (),
    ) -> Mark:
        """Return a mark of a flag, with what the flag itself rests on."""
        what = join([flag.label for flag in card.flags], sep="; ")
        own_cites = [cite for flag in card.flags for cite in flag.cites]
        touched = [conflict for flag in card.flags for conflict in flag.conflicts]
        return Mark(
            f"{card.id}:{part}" if part else card.id,
            title.format(what=what) if title else what,
            name,
            points,
            of,
            _sentences(*because),
            tuple(dict.fromkeys([*cites, *own_cites])),
            tuple(dict.fromkeys([*conflicts, *touched])),
            all(flag.reviewed == "sourced" for flag in card.flags),
        )


def condition_points(wanted: frozenset[str], ticked: frozenset[str]) -> int:
    """Return the points for what a red flag points to: 2 for exactly that, 1 for more hits than strays, else 0 or -1.

    A tick too many takes back what a hit gave, so that ticking everything costs a point.
    """
    if ticked == wanted:
        return POINTS_TO
    balance = len(ticked & wanted) - len(ticked - wanted)
    return 1 if balance > 0 else -1 if balance < 0 else 0


def _condition_name(points: int) -> MarkName:
    if points < 0:
        return "too_much"
    return "right" if points == POINTS_TO else "partly" if points else "wrong"


def _sentences(*texts: Text) -> Text:
    return join(list(texts), sep=" ") if len(texts) > 1 else texts[0]


def _small(text: Text) -> Text:
    """Return a label as it stands inside a sentence; names that are written large stay so."""

    def lower(words: str) -> str:
        return words[:1].lower() + words[1:] if words[1:2].islower() or words[1:2] == " " else words

    return Text(da=lower(text.da), en=lower(text.en))
