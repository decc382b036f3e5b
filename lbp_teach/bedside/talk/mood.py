"""How the patient takes what is said: worry and trust, as one can see them on a person. The toolkit's own reading.

No source measures this. What is here is a small, deterministic picture that teaches three things: being heard comes
before an explanation, a promise calms at once, and what calms is not always what is right. The patient answers to how a
line sounds (its role), never to whether it is right: otherwise the reaction would give the answer away, and nobody who
is falsely reassured looks worried. What is right shows later: see `a_week_later`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lbp_teach.bedside.talk.model import Kind, Reaction, Role
from lbp_teach.guideline.facts import PRESENT, Facts

#: Both scales run from 0 to this.
TOP: Final = 10
#: No turn moves worry or trust further than this.
STEP: Final = 2
LEVELS: Final = 5
START_TRUST: Final = 5

#: What each role does to worry and trust.
EFFECT: Final[Mapping[Role, tuple[int, int]]] = {
    "ask": (0, 1),
    "acknowledge": (-1, 1),
    "explain": (-1, 1),
    "normalise": (-1, 0),
    "plan": (-1, 1),
    "safety_net": (0, 1),
    "alert": (1, 1),
    "dismiss": (1, -2),
    "frighten": (2, 0),
    "promise": (-2, 1),
}
#: Roles that reach only somebody who has been asked or met first.
NEEDS_HEARING: Final[frozenset[Role]] = frozenset({"explain", "normalise", "plan", "safety_net"})
HEARS: Final[frozenset[Role]] = frozenset({"ask", "acknowledge"})

#: What the patient brings along: finding, its value, and what it does to worry and trust at the start.
BRINGS: Final[tuple[tuple[str, str, int, int], ...]] = (
    ("flags.fear_of_movement", PRESENT, 1, 0),
    ("flags.catastrophic_thoughts", PRESENT, 2, -1),
    ("flags.depression_anxiety", PRESENT, 1, -1),
    ("flags.negative_expectations", PRESENT, 1, -1),
    ("flags.good_understanding", PRESENT, -1, 1),
)

#: What a line has done a week later, by what it came to.
LATER: Final[Mapping[Kind, tuple[int, int]]] = {
    "helpful": (0, 0),
    "fair": (0, 0),
    "idle": (0, 0),
    "harmful": (1, -1),
    "unsafe": (3, -3),
}


@dataclass(frozen=True)
class Mood:
    """How a patient is.

    Attributes:
        worry: 0 (calm) to 10 (frightened).
        trust: 0 (none) to 10 (great).
        heard: whether the patient has been asked or met in this conversation.
    """

    worry: int
    trust: int
    heard: bool = False


def _within(value: int) -> int:
    return max(0, min(TOP, value))


def level(value: int) -> int:
    """Return which of the five words, 0 to 4, a value on the scale has."""
    return min(LEVELS - 1, value * LEVELS // (TOP + 1))


def start(worry: int, facts: Facts) -> Mood:
    """Return how the patient is at the beginning.

    Args:
        worry: what the situation brings, 0 to 10.
        facts: what is true of the patient.
    """
    brought = [(more, trust) for name, value, more, trust in BRINGS if facts.get(name) == value]
    # Nobody begins at an end of a scale: there would be nothing to see of a good or a bad turn.
    return Mood(
        max(2, min(TOP - 1, worry + sum(more for more, _ in brought))),
        max(2, min(TOP - 2, START_TRUST + sum(trust for _, trust in brought))),
    )


def respond(mood: Mood, roles: Sequence[Role]) -> Mood:
    """Return how the patient is after a turn.

    Bounded, deterministic, and monotone: a calmer patient stays calmer, asking earlier never makes it worse, and a line
    with a better effect never leaves a worse mood.

    Args:
        mood: how the patient was.
        roles: the roles of what was said, in order.
    """
    heard, worry, trust = mood.heard, 0, 0
    for role in roles:
        heard = heard or role in HEARS
        if heard or role not in NEEDS_HEARING:
            worry += EFFECT[role][0]
            trust += EFFECT[role][1]
    return Mood(
        _within(mood.worry + max(-STEP, min(STEP, worry))), _within(mood.trust + max(-STEP, min(STEP, trust))), heard
    )


def reaction(mood: Mood, roles: Sequence[Role]) -> Reaction:
    """Return how the patient takes a turn, which decides what is answered.

    What hurts is answered first, then what frightens, then what is urgent, then what is promised. Otherwise the answer
    is to the last thing said, unless an explanation came before the patient was heard.

    Args:
        mood: how the patient was before the turn.
        roles: the roles of what was said, in order; at least one.
    """
    loud: tuple[tuple[Role, Reaction], ...] = (
        ("dismiss", "dismissed"),
        ("frighten", "frightened"),
        ("alert", "alerted"),
        ("promise", "promised"),
    )
    for role, taken in loud:
        if role in roles:
            return taken
    heard = mood.heard
    for role in roles:
        heard = heard or role in HEARS
        if not heard and role in NEEDS_HEARING:
            return "unheard"
    last = roles[-1]
    if last in ("plan", "safety_net"):
        return "planned"
    return "explained" if last in ("explain", "normalise") else "heard"


def a_week_later(mood: Mood, kinds: Iterable[Kind]) -> Mood:
    """Return how the patient is a week later, when what was untrue or unwise has shown itself.

    Args:
        mood: how the patient went home.
        kinds: what each line of the whole conversation came to.
    """
    said = list(kinds)
    worry = sum(LATER[kind][0] for kind in said)
    trust = sum(LATER[kind][1] for kind in said)
    return Mood(_within(mood.worry + worry), _within(mood.trust + trust), mood.heard)
