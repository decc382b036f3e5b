"""Which line a patient says: by situation, by the style of the voice, and by the patient's place in the morning."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lbp_teach.generator.template_model import STYLES, Line
from lbp_teach.text import Text

if TYPE_CHECKING:
    from lbp_teach.generator.telling import Life

_SLOT = re.compile(r"{(\w+)}")
#: How often a voice puts something of its own before or after an answer, and where it may.
_OFTEN = 0.15
_COLOURED = ("pain_", "leg", "daily", "energy", "fever", "saddle", "bladder", "earlier_e", "avoided", "worst")
#: Voices of each style in a morning.
_OF_A_STYLE = 3
#: Situations in which there is nothing to tell, by how their names end; and how often a style then says just that.
_NOTHING = (" no", "no", " none", " good", " safe", " any", " now", " never")
_PLAIN = {"chatty": 0.3, "worried": 0.25, "dry": 0.45, "any": 0.0}
#: A reaction of its own does not fit before a bare word.
_STOMACH: tuple[Text, ...] = (
    Text.model_construct(da="Men maven er ikke glad for piller.", en="But my stomach isn't fond of pills."),
    Text.model_construct(da="Maven kan ikke lide dem.", en="My stomach doesn't like that sort of thing."),
    Text.model_construct(
        da="Jeg skal passe på med piller, jeg har haft ondt i maven af dem.",
        en="I have to watch it with pills, they've upset my stomach before.",
    ),
)
#: What a voice answers itself, and in which situation that is true.
_VOICED = {"outlook": "no", "own_efforts": "active", "hopes": "voice", "worry": "any", "anything_else": "any"}


class Lines:
    """The lines of one patient."""

    def __init__(self, life: Life, slots: Mapping[str, Text]):
        """Take a place in the morning.

        Args:
            life: who the patient is.
            slots: what lines leave open, filled.
        """
        self._life = life
        self._slots = slots
        style = life.voice.style
        before = life.voices[: life.place % len(life.voices)]
        self._nth = sum(voice.style == style for voice in before)
        self._style = STYLES.index(style) if style in STYLES else 0
        self._own = {"before": list(life.voice.before), "after": list(life.voice.after)}

    def choose(self, what: str, lines: Sequence[Line]) -> Line:
        """Choose a line: one of the voice's own style while there are some, then one that fits everybody."""
        style = self._life.voice.style
        order = self._life.shuffled(what, list(lines))
        own = [line for line in order if line[0] == style]
        shared = [line for line in order if line[0] == "any"]
        # Nobody jokes, tells or frets in every answer: where there is nothing to tell, many answer in a word.
        if what.endswith(_NOTHING) and style != "terse" and self._life.rng.random() < _PLAIN[style]:
            own = [line for line in order if line[0] == "terse"]
        if shared:
            start = self._style * len(shared) // len(STYLES)
            shared = shared[start:] + shared[:start]
        candidates = own + shared or order
        # Those of one style take every third line, so that a line that is untrue of one does not push two together.
        mine = [*candidates[self._nth :: _OF_A_STYLE], candidates[self._nth % len(candidates)]]
        mine += [*reversed(candidates), *order]
        return next(line for line in mine if self._true(line))

    def _true(self, line: Line) -> bool:
        need = line[3] if len(line) == 4 else None
        return need is None or (not self._life.home.alone if need == "company" else self._life.seen.able)

    def answer(self, question: str, situation: str) -> Text | None:
        """Return what the patient answers in a situation; None where there are no lines for it."""
        lines = self._life.templates.answers.get(question, {}).get(situation)
        if not lines:
            return None
        said = self._filled(self.choose(f"{question} {situation}", lines))
        telling = question.startswith(_COLOURED) and not situation.endswith(_NOTHING)
        return self._coloured(said) if telling else said

    def voiced(self, question: str) -> Text | None:
        """Return the voice's own answer to a question that reveals nothing; None where it has none that is true."""
        from lbp_teach.generator.situations import RULES, situation

        lines = self._life.voice.says.get(question)
        if not lines:
            return None
        if question in RULES and situation(question, self._life.seen) != _VOICED.get(question):
            return None
        # A voice has a word or two of its own; other patients with it get the other one.
        return self._filled(lines[self._life.block % len(lines)])

    def opening(self) -> Text:
        """Return the patient's first sentence."""
        seen, truth = self._life.seen, self._life.truth
        if seen.has("history.walking_leg_pain"):
            kind = "walking"
        elif seen.has("history.leg_dominant"):
            kind = "leg"
        elif seen.long:
            kind = "long"
        elif seen.has("history.previous_episodes") and truth.seed % 2:
            kind = "again"
        else:
            kind = "back"
        return self._filled(self.choose(f"opening {kind}", self._life.templates.openings[kind]))

    def second(self, opening: Text) -> Text:
        """Return what the patient says on entering: the first sentence, and mostly a second one."""
        lines = self._life.templates.second["free" if self._life.seen.free else "working"]
        if self._life.rng.random() < (0.5 if self._life.voice.style == "terse" else 0.15):
            return opening
        fitting = [line for line in lines if self._true(line)]
        return self.joined([opening, self._filled(self._life.turn("second", fitting))])

    def stomach(self) -> Text:
        """Return what a patient with a delicate stomach adds about pills."""
        return self._life.turn("stomach", _STOMACH)

    def filled(self, text: Text) -> Text:
        """Return a text with its slots filled."""
        return Text.model_construct(da=self._fill(text.da, "da"), en=self._fill(text.en, "en"))

    def joined(self, parts: Sequence[Text]) -> Text:
        """Return sentences one after another."""
        return Text.model_construct(da=" ".join(p.da for p in parts), en=" ".join(p.en for p in parts))

    def _coloured(self, said: Text) -> Text:
        """Now and then put something of the voice's own before or after an answer, each at most once."""
        rng = self._life.rng
        for where in ("before", "after"):
            if self._own[where] and rng.random() < _OFTEN:
                own = self._filled(self._own[where].pop(rng.randrange(len(self._own[where]))))
                said = self.joined([own, said] if where == "before" else [said, own])
        return said

    def _filled(self, line: Line) -> Text:
        return Text.model_construct(da=self._fill(line[1], "da"), en=self._fill(line[2], "en"))

    def _fill(self, words: str, lang: str) -> str:
        if "{" not in words:
            return words
        filled = _SLOT.sub(lambda match: str(getattr(self._slots[match.group(1)], lang)), words)
        # A slot that ends a sentence may bring its own full stop.
        return filled.replace("..", ".")


def capital(words: str) -> str:
    """Return words as they begin a sentence."""
    return words[:1].upper() + words[1:]
