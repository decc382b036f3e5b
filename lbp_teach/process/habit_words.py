"""What is said of a habit: kind, factual, and never without the acts, minutes, findings and numbers it rests on."""

from __future__ import annotations

from collections.abc import Callable

from lbp_teach.guideline.assess import Book
from lbp_teach.process.model import Found, Held
from lbp_teach.process.naming import act_line, choice_words, finding_names, learnt_line, option_words, rule_concern
from lbp_teach.text import Text, both, join

_OR = both(da="eller", en="or")
_AND = both(da="og", en="and")

_HELD = {
    "earlier": both(
        da="Du tog »{value}« med fra det forrige besøg",
        en="You brought ‘{value}’ with you from the visit before",
    ),
    "estimate": both(
        da="{when} gav du »{value}« {percent} % i dit skøn",
        en="{when} you gave ‘{value}’ {percent}% in your estimate",
    ),
    "decision": both(
        da="{when} lagde du dig fast på »{value}«",
        en="{when} you settled on ‘{value}’",
    ),
}
_START = both(da="I begyndelsen", en="At the start")
_AT_MINUTE = both(da="Ved minut {minute}", en="At minute {minute}")
_CLOSURE = both(
    da="{when} lagde du dig fast ({choices}), og det blev stående. Det kunne ikke bedømmes, om "
    "der var {what}, for {left} af de {of} fund, som afgør det hos denne patient, blev ikke hentet. Bedst "
    "havde været: {best}.",
    en="{when} you settled ({choices}), and it stood. Whether there was {what} could not be "
    "judged, because {left} of the {of} findings that decide it in this patient were not obtained. Best would "
    "have been: {best}.",
)
_CLOSURE_LEFT = both(da="Ikke spurgt om eller undersøgt: {left}", en="Not asked or examined: {left}")
_CLOSURE_AFTER = both(
    da="Spurgt om eller undersøgt derefter: {n}",
    en="Asked or examined after that: {n}",
)
_ANCHORING = both(
    da="{held}. Derefter blev noget nyt kendt, som ifølge vejledningen peger på »{instead}«. Konklusionen "
    "blev ikke ændret.",
    en="{held}. After that something new became known which by the guideline points to ‘{instead}’. The "
    "conclusion was not changed.",
)
_BASE_NONE = both(
    da="{when}, før undersøgelsen, gav du alvorlig sygdom {given} %. Du kendte da intet tegn på "
    "den. I almen praksis har under {share} af 100 patienter alvorlig sygdom, og {given} % er mere end "
    "{times} gange så meget.",
    en="{when}, before the examination, you gave serious disease {given}%. You knew of no sign of "
    "it then. In general practice under {share} of 100 patients have serious disease, and {given}% is more "
    "than {times} times as much.",
)
_BASE_ONE = both(
    da="{when}, før undersøgelsen, gav du alvorlig sygdom {given} %. Du kendte da ét svagt tegn. "
    "Over {flagged} af 100 patienter har mindst ét rødt flag, og det flytter højst sandsynligheden fra "
    "{share} til omkring {bears} %.",
    en="{when}, before the examination, you gave serious disease {given}%. You knew of one weak "
    "sign then. Over {flagged} of 100 patients have at least one red flag, and it moves the probability from "
    "{share}% to about {bears}% at most.",
)
_BASE_LOW = both(
    da="{when}, før undersøgelsen, gav du alvorlig sygdom {given} %, ikke mere end hos en hvilken "
    "som helst patient (under {share} %). Men det, du allerede vidste, peger ifølge vejledningen på noget "
    "alvorligt ({what}). Det er den modsatte fejl: at blive ved udgangspunktet, når fundene har flyttet det.",
    en="{when}, before the examination, you gave serious disease {given}%, no more than in any "
    "patient (under {share}%). But by the guideline what you already knew points to something serious "
    "({what}). That is the opposite mistake: staying at the base rate when the findings have moved it.",
)
_BASE_ASKED = both(
    da="Spurgt om indtil da: {n} spørgsmål med svar på fund", en="Asked until then: {n} questions that reveal findings"
)
_CONFIRMATION = both(
    da="{held}. De {acts} spørgsmål og undersøgelser derefter, som angår sagen, kunne kun støtte det. {left} "
    "af de {of} nødvendige fund, der kunne tale imod, blev ikke hentet.",
    en="{held}. The {acts} questions and examinations after that which bear on the matter could only support "
    "it. {left} of the {of} needed findings that could speak against it were not obtained.",
)
_FITTED = both(da="Denne gang holdt konklusionen.", en="This time the conclusion held.")
_AVAILABILITY = both(
    da="Du valgte »{value}«. Det var svaret hos din forrige patient, {name}. Af det, du vidste om denne "
    "patient, taler intet for det. Bedst havde været: {best}.",
    en="You chose ‘{value}’. It was the answer in your previous patient, {name}. Nothing that you knew of "
    "this patient speaks for it. Best would have been: {best}.",
)
_AVAILABILITY_KNEW = both(
    da="Spørgsmål og undersøgelser, der viste et fund: {n}",
    en="Questions and examinations that showed a finding: {n}",
)

_LOW_TITLE = both(da="Fundene flyttede ikke skønnet", en="The findings did not move the estimate")

Told = tuple[Text, list[Text]]


def habit_title(found: Found, book: Book) -> Text:
    """Return what a habit is called; the opposite extreme of the base rate has a name of its own."""
    return _LOW_TITLE if found.form == "low" else book.guideline.way.habit(found.habit).title


def habit_text(found: Found, edition: str, book: Book) -> Told:
    """Return what is said of a habit, and the lines of its evidence."""
    return _TELL[found.habit](found, edition, book)


def _held(held: Held, edition: str, book: Book) -> Text:
    value = option_words(held.decision, held.value, edition, book)
    if held.how == "earlier":
        return _HELD["earlier"].format(value=value)
    if held.how == "estimate":
        return _HELD["estimate"].format(value=value, when=_when(held.minute), percent=held.percent or 0)
    return _HELD["decision"].format(value=value, when=_when(held.minute))


def _when(minute: int) -> Text:
    """Return when something was done, as a sentence begins with it; the first minute is the start."""
    return _START if minute <= 1 else _AT_MINUTE.format(minute=minute)


def _options(decision: str, values: tuple[str, ...], edition: str, book: Book) -> Text:
    return join([option_words(decision, value, edition, book) for value in values], last=_OR)


def _concerns(rules: tuple[str, ...], edition: str, book: Book, last: Text) -> Text:
    named = dict.fromkeys(rule_concern(rule, edition, book) for rule in rules)
    return join(list(named), last=last)


def _closure(found: Found, edition: str, book: Book) -> Told:
    text = _CLOSURE.format(
        when=_when(found.numbers["minute"]),
        choices=join([choice_words(name, value, edition, book) for name, value in found.choices]),
        what=_concerns(found.rules, edition, book, _OR),
        left=found.numbers["left"],
        of=found.numbers["of"],
        best=_options("urgency", found.instead, edition, book),
    )
    evidence = [_CLOSURE_LEFT.format(left=finding_names(found.left, book))]
    evidence.append(_CLOSURE_AFTER.format(n=found.numbers["after"]))
    return text, [*evidence, *(act_line(act, book) for act in found.acts)]


def _anchoring(found: Found, edition: str, book: Book) -> Told:
    assert found.held is not None
    text = _ANCHORING.format(
        held=_held(found.held, edition, book),
        instead=_options(found.held.decision, found.instead, edition, book),
    )
    return text, [learnt_line(one, book) for one in found.learnt]


def _base_rate(found: Found, edition: str, book: Book) -> Told:
    numbers: dict[str, int | Text] = dict(found.numbers)
    numbers["when"] = _when(found.numbers["minute"])
    known = [learnt_line(one, book) for one in found.learnt]
    if found.form == "low":
        return _BASE_LOW.format(what=_concerns(found.rules, edition, book, _AND), **numbers), known
    text = (_BASE_ONE if found.learnt else _BASE_NONE).format(**numbers)
    return text, [_BASE_ASKED.format(n=len(found.acts)), *known]


def _confirmation(found: Found, edition: str, book: Book) -> Told:
    assert found.held is not None
    text = _CONFIRMATION.format(held=_held(found.held, edition, book), **found.numbers)
    if found.form == "fitted":
        text = join([text, _FITTED], sep=" ")
    left = _CLOSURE_LEFT.format(left=finding_names(found.left, book))
    return text, [*(act_line(act, book) for act in found.acts), left]


def _availability(found: Found, edition: str, book: Book) -> Told:
    assert found.earlier is not None
    ((decision, value),) = found.choices
    text = _AVAILABILITY.format(
        value=option_words(decision, value, edition, book),
        name=found.earlier.name,
        best=_options(decision, found.instead, edition, book),
    )
    return text, [_AVAILABILITY_KNEW.format(n=found.numbers["acts"])]


_TELL: dict[str, Callable[[Found, str, Book], Told]] = {
    "premature_closure": _closure,
    "anchoring": _anchoring,
    "base_rate": _base_rate,
    "confirmation": _confirmation,
    "availability": _availability,
}
