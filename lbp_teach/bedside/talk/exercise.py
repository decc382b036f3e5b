"""The conversation with a patient: choose what to say and in which order, and see how it is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from lbp_teach import content as store
from lbp_teach.bedside.base import LOCK, Act, Body, Exercise, Mark, Plain, one_of
from lbp_teach.bedside.patient import CasePatient, settled_case
from lbp_teach.bedside.talk import marking, mood
from lbp_teach.bedside.talk.key import LIMIT, Key
from lbp_teach.bedside.talk.known import rows, shown
from lbp_teach.bedside.talk.model import Content, Situation, Utterance
from lbp_teach.bedside.talk.mood import Mood
from lbp_teach.bedside.talk.telling import annotated, in_hash_order, later, mood_words
from lbp_teach.guideline.evaluate import evaluate
from lbp_teach.logic import Truth
from lbp_teach.refusal import refuse
from lbp_teach.text import Lang, Text

Lines = tuple[str, ...]


@lru_cache(maxsize=1)
def the_content() -> Content:
    """Return the conversation's content, read once."""
    return store.tool_content("talk", Content)


@dataclass(frozen=True)
class TalkState:
    """What was said so far.

    Attributes:
        draft: what is chosen for the turn that is on, in order.
        said: what was said in each turn.
        locked: whether the marks were asked for.
    """

    draft: Lines = ()
    said: tuple[Lines, ...] = ()
    locked: bool = False


class Talk(Exercise[TalkState]):
    """One conversation with the patient of a case."""

    tool = "talk"

    def choosable(self, wanted: Mapping[str, Any]) -> Plain:
        """Return which conversation a screen may ask for, always with the same patient."""
        return {**self.setting, **({"situation": wanted["situation"]} if "situation" in wanted else {})}

    @classmethod
    def settled(cls, wanted: Mapping[str, Any]) -> Plain:
        """Return which case, visit and situation; the first of each where it is left open."""
        names = [one.id for one in the_content().situations]
        situation = one_of(
            wanted.get("situation") or names[0],
            names,
            f"Den samtale findes ikke. Vælg en af {', '.join(names)}.",
            f"There is no such conversation. Choose one of {', '.join(names)}.",
        )
        return {**settled_case(wanted), "situation": situation}

    # ---- what follows from the setting ----

    @cached_property
    def _patient(self) -> CasePatient:
        return CasePatient(self.setting, self.book)

    @cached_property
    def situation(self) -> Situation:
        """Return which conversation it is."""
        return next(one for one in the_content().situations if one.id == self.setting["situation"])

    @cached_property
    def key(self) -> Key:
        """Return the answers for this patient."""
        return Key(self.book, the_content(), self.situation, self._patient.facts)

    @cached_property
    def _lines(self) -> dict[str, Utterance]:
        return {line.id: line for turn in self.situation.turns for line in turn.pool}

    @cached_property
    def _words(self) -> dict[str, Text]:
        return {name: self.book.words(line.text) for name, line in self._lines.items()}

    @cached_property
    def _heard(self) -> frozenset[str] | None:
        return self._patient.heard if "heard" in self.setting else None

    @cached_property
    def _opening_mood(self) -> Mood:
        return mood.start(self.situation.worry, shown(self.book, self._patient.facts, self._heard))

    # ---- acts ----

    def start(self) -> TalkState:
        """Return the state before anything was said."""
        return TalkState()

    def checked(self, state: TalkState, kind: str, args: Mapping[str, Any]) -> Body | None:
        """Check `draft` {turn, lines}, `say` {turn, lines} and `lock`."""
        match kind:
            case "draft":
                lines = self._chosen(state, args)
                return {"turn": len(state.said), "lines": list(lines)} if lines != state.draft else None
            case "say":
                lines = self._chosen(state, args)
                if not lines:
                    raise refuse("Vælg mindst én ting at sige.", "Choose at least one thing to say.")
                return {"turn": len(state.said), "lines": list(lines)}
            case "lock":
                if len(state.said) < len(self.situation.turns):
                    raise refuse("Tag samtalen til ende først.", "Take the conversation to its end first.")
                return {}
        raise refuse("Den handling kender vi ikke. Genindlæs siden.", "We do not know that action. Reload the page.")

    def _chosen(self, state: TalkState, args: Mapping[str, Any]) -> Lines:
        turn, lines = args.get("turn"), args.get("lines")
        if len(state.said) >= len(self.situation.turns):
            raise refuse("Samtalen er slut. Lås for at se svaret.", "The conversation is over. Lock to see the answer.")
        if type(turn) is not int or turn != len(state.said):
            raise refuse(
                "Samtalen er gået videre, måske i et andet vindue. Her er det nyeste.",
                "The conversation has moved on, perhaps in another window. Here is the newest.",
            )
        pool = {line.id for line in self.situation.turns[turn].pool}
        if not isinstance(lines, list) or any(not isinstance(one, str) or one not in pool for one in lines):
            raise refuse("Vælg mellem de linjer, der står der.", "Choose among the lines that are there.")
        if len(lines) > LIMIT or len(set(lines)) < len(lines):
            raise refuse(
                f"Du kan sige højst {LIMIT} ting ad gangen, hver én gang.",
                f"You can say at most {LIMIT} things at a time, each once.",
            )
        return tuple(lines)

    def fold(self, state: TalkState, kind: str, body: Body) -> TalkState:
        """Return the state after an act."""
        match kind:
            case "draft":
                return replace(state, draft=tuple(body["lines"]))
            case "say":
                return replace(state, draft=(), said=(*state.said, tuple(body["lines"])))
            case "lock":
                return replace(state, locked=True)
        return state

    def done(self, state: TalkState) -> bool:
        """Return whether the conversation is locked."""
        return state.locked

    # ---- what is shown ----

    def pack(self, lang: Lang) -> Plain:
        """Return the situations, and how many lines a turn can hold."""
        found = the_content().situations
        return {"situations": [{"id": one.id, "label": one.label(lang)} for one in found], "limit": LIMIT}

    def view(self, state: TalkState, lang: Lang, *, reveal: bool) -> Plain:
        """Return the conversation so far, the patient's mood, and what can be said now."""
        turns = self.situation.turns
        over = len(state.said) >= len(turns)
        moods = self.moods(state)
        pool = () if over else in_hash_order(turns[len(state.said)].pool)
        known = shown(self.book, self._patient.facts, self._heard)
        return {
            "name": self._patient.first_name,
            "initials": self._patient.case.persona.initials,
            "situation": self.situation.id,
            "setting": None
            if self._heard is not None
            else {"case": self.setting["case"], "visit": self.setting["visit"]},
            "known": rows(self.book, the_content().known, known, lang),
            "turn": len(state.said),
            "turns": len(turns),
            "over": over,
            "mood": mood_words(moods[-1]),
            "talk": [
                self._exchange(state, n, moods, lang, reveal=reveal) for n in range(len(turns)) if n <= len(state.said)
            ],
            "pool": [{"id": line.id, "text": self._words[line.id](lang)} for line in pool],
            "draft": list(state.draft),
            "later": mood_words(later(self.key, state.said, moods[-1])) if reveal else None,
        }

    def moods(self, state: TalkState) -> list[Mood]:
        """Return how the patient was at the start and after each turn."""
        found = [self._opening_mood]
        for spoken in state.said:
            found.append(mood.respond(found[-1], [self._lines[name].role for name in spoken]))
        return found

    def _exchange(self, state: TalkState, n: int, moods: list[Mood], lang: Lang, *, reveal: bool) -> Plain:
        """Return one turn: what the patient says, what was said, how it was taken."""
        spoken = state.said[n] if n < len(state.said) else ()
        plain: Plain = {
            "says": self._says(n)(lang),
            "lines": [{"id": name, "text": self._words[name](lang)} for name in spoken],
            "reply": [text(lang) for text in self._reply(state, n, moods)] if spoken else [],
            "before": mood_words(moods[n]),
            "after": mood_words(moods[n + 1]) if spoken else None,
        }
        if reveal:
            plain |= annotated(self.book, self.key, n, spoken, self._words, lang)
        return plain

    def _says(self, turn: int) -> Text:
        facts = shown(self.book, self._patient.facts, self._heard)
        context = self.book.context(facts)
        for line in self.situation.turns[turn].says:
            if line.when is not None and evaluate(line.when, context).truth is not Truth.TRUE:
                continue
            if line.text is not None:
                return line.text
            assert line.question is not None
            return self._patient.says(line.question)
        raise AssertionError("the last line is for everyone")  # `Turn` makes sure of it

    def _reply(self, state: TalkState, turn: int, moods: list[Mood]) -> list[Text]:
        """Return what the patient answers: to what was asked, in the words of the case, and to how it was said."""
        asked = [self._lines[name].question for name in state.said[turn]]
        answers = [self._patient.says(question) for question in asked if question is not None]
        taken = [
            mood.reaction(moods[n], [self._lines[name].role for name in said]) for n, said in enumerate(state.said)
        ]
        texts = next(reply.texts for reply in the_content().replies if reply.reaction == taken[turn])
        return [*answers, texts[taken[:turn].count(taken[turn]) % len(texts)]]

    # ---- marks ----

    def marks(self, state: TalkState) -> tuple[Mark, ...]:
        """Return the marks: see `marking`."""
        return marking.marks_of(self.key, self.situation, state.said, self._patient.first_name, self._words)

    def model(self) -> tuple[Act, ...]:
        """Return what a good colleague says to this patient."""
        turns = range(len(self.situation.turns))
        said = [("say", {"turn": n, "lines": [line.id for line in self.key.model(n)]}) for n in turns]
        return (*said, (LOCK, {}))
