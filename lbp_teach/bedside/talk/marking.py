"""From what was said to marks: each turn its choice, order and harms; the whole, what had to be said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lbp_teach.bedside.base import Mark, MarkName
from lbp_teach.bedside.talk.key import Judged, Key, Must
from lbp_teach.bedside.talk.model import Situation, Utterance
from lbp_teach.text import Text, both

#: Points for each helpful line, and for the order of a turn.
PER_LINE: Final = 2
FOR_ORDER: Final = 2
#: What is taken for a line that spends the patient's time, that harms, or that is unsafe.
IDLE: Final = 1
HARM: Final = 3
UNSAFE: Final = 6
#: Points for what has to be said somewhere: leaving it out costs as much as an unsafe line.
FOR_MUST: Final = UNSAFE

_CHOICE = both(da="Tur {n}: det, du sagde", en="Turn {n}: what you said")
_ORDER = both(da="Tur {n}: rækkefølgen", en="Turn {n}: the order")
_HARM = both(da="Tur {n}: ”{text}”", en="Turn {n}: ‘{text}’")
_MUST = both(da="Sagt undervejs: {what}", en="Said along the way: {what}")
_ALL_SAID = both(
    da="Du valgte det, der hjælper hos {name}.",
    en="You chose what helps {name}.",
)
_SOME_SAID = both(
    da="{said} af {need} linjer hjalp hos {name}. Ved turen står, hvad en god kollega kunne have sagt.",
    en="{said} of {need} lines helped {name}. Beside the turn is what a good colleague could have said.",
)
_NONE_SAID = both(
    da="Ingen af linjerne hjalp hos {name}. Ved turen står, hvad en god kollega kunne have sagt.",
    en="None of the lines helped {name}. Beside the turn is what a good colleague could have said.",
)
_IDLE = both(
    da="{n} flyttede ikke noget og brugte af tiden.",
    en="{n} moved nothing and spent some of the time.",
)
_IN_ORDER = both(
    da="Først høre, så forklare, så aftale.",
    en="First hear, then explain, then agree.",
)
_OUT_OF_ORDER = both(
    da="Rækkefølgen er: høre, forklare, aftale, og sikkerhedsnettet til sidst. {right} af {all} par stod sådan.",
    en="The order is: hear, explain, agree, with the safety net last. {right} of {all} pairs stood so.",
)
_NO_ORDER = both(
    da="Der skal noget, som hjælper, i mere end ét led (høre, forklare, aftale), før der er en rækkefølge.",
    en="It takes something helpful in more than one step (hear, explain, agree) before there is an order.",
)


def marks_of(
    key: Key, situation: Situation, said: Sequence[tuple[str, ...]], name: str, words: Mapping[str, Text]
) -> tuple[Mark, ...]:
    """Return the marks of a conversation, in a fixed order.

    Args:
        key: the answers for this patient.
        situation: which conversation.
        said: the ids said in each turn so far, in order.
        name: the patient's first name.
        words: what each line says, with its numbers filled in.
    """
    found: list[Mark] = []
    for n, turn in enumerate(situation.turns):
        spoken = said[n] if n < len(said) else ()
        of_id = {line.id: line for line in turn.pool}
        lines = [of_id[one] for one in spoken]
        found.append(_choice(key, n, lines, name))
        if key.pairs(key.model(n))[1]:
            found.append(_order(key, situation, n, lines))
        found += _harms(key, n, lines, words)
    everything = {one for turn in said for one in turn}
    return (*found, *(_must(one, everything) for one in key.musts))


def _choice(key: Key, turn: int, lines: Sequence[Utterance], name: str) -> Mark:
    need = key.need(turn)
    helped = [line for line in lines if key.judged[line.id].kind == "helpful"]
    idle = [line for line in lines if key.judged[line.id].kind == "idle"]
    points = max(0, PER_LINE * len(helped) - IDLE * len(idle))
    of = PER_LINE * need
    mark: MarkName = "right" if points == of else "partly" if points else "missing"
    because = _ALL_SAID if len(helped) == need else _SOME_SAID if helped else _NONE_SAID
    text = because.format(said=len(helped), need=need, name=name)
    if idle:
        more = _IDLE.format(n=len(idle))
        text = both(da=f"{text.da} {more.da}", en=f"{text.en} {more.en}")
    judged = [key.judged[line.id] for line in key.model(turn)]
    return Mark(
        f"turn{turn + 1}.choice",
        _CHOICE.format(n=turn + 1),
        mark,
        points,
        of,
        text,
        tuple(dict.fromkeys(cite for one in judged for cite in one.cites)),
        reviewed=all(one.reviewed for one in judged),
    )


def _order(key: Key, situation: Situation, turn: int, lines: Sequence[Utterance]) -> Mark:
    right, pairs = key.pairs(lines)
    points = FOR_ORDER * right // pairs if pairs else 0
    mark: MarkName = "right" if points == FOR_ORDER else "partly" if points else "missing" if not pairs else "wrong"
    because = _IN_ORDER if mark == "right" else _OUT_OF_ORDER.format(right=right, all=pairs) if pairs else _NO_ORDER
    return Mark(
        f"turn{turn + 1}.order",
        _ORDER.format(n=turn + 1),
        mark,
        points,
        FOR_ORDER,
        because,
        situation.order_cites,
        reviewed=situation.order_reviewed,
    )


def _harms(key: Key, turn: int, lines: Sequence[Utterance], words: Mapping[str, Text]) -> Iterator[Mark]:
    for line in lines:
        judged = key.judged[line.id]
        if judged.kind not in ("harmful", "unsafe"):
            continue
        unsafe = judged.kind == "unsafe"
        mark: MarkName = "critical" if unsafe else "too_much" if judged.excess else "wrong"
        yield Mark(
            f"turn{turn + 1}.{line.id}",
            _HARM.format(n=turn + 1, text=words[line.id]),
            mark,
            -UNSAFE if unsafe else -HARM,
            0,
            *_why(judged),
        )


def _must(must: Must, said: set[str]) -> Mark:
    done = bool(said & set(must.lines))
    title = _MUST.format(what=must.title) if done else must.missed
    return Mark(
        f"must.{must.decision}",
        title,
        "right" if done else "critical",
        FOR_MUST if done else 0,
        FOR_MUST,
        *_why(must.judged),
    )


def _why(judged: Judged) -> tuple[Text, tuple[str, ...], tuple[str, ...], bool]:
    return judged.because, judged.cites, judged.conflicts, judged.reviewed
