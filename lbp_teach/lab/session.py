"""One window of one learner in the laboratory: takes messages from a screen, records what was committed to, answers.

The same wire as a case has: acts carry an id, are recorded once, and are on the disk before the screen is told.
"""

from __future__ import annotations

import logging
import re
import sqlite3
import threading
from typing import Any

from lbp_teach import content
from lbp_teach.failures import RELOAD, failure
from lbp_teach.lab.ask import ask, known
from lbp_teach.lab.state import ATTEMPT, CERTAINTY, CLAIM, GUESS, LabState, fold
from lbp_teach.lab.view import pack, view
from lbp_teach.probability.checks import BadNumber, share
from lbp_teach.records import NOBODY, Gone, Learner, Stale, Store
from lbp_teach.refusal import Refusal, refuse
from lbp_teach.session import TRIES
from lbp_teach.text import Lang, both

Message = dict[str, Any]
log = logging.getLogger("lbp_teach.lab")
_ID = re.compile(r"^[A-Za-z0-9_.:-]{1,80}\Z")
_GUESS = both(da="Gættet", en="The guess")
_ELSEWHERE = both(
    da="Du havde allerede svaret, måske i et andet vindue. Det første svar er det, der tæller.",
    en="You had already answered, perhaps in another window. The first answer is the one that counts.",
)
_NO_QUESTION = both(
    da="Det spørgsmål findes ikke i laboratoriet. Genindlæs siden.",
    en="There is no such question in the laboratory. Reload the page.",
)


class LabSession:
    """The headless laboratory.

    Attributes:
        lang: the language of the answers.
        learner: who is here; None until `hello`.
        state: what she has committed to.
    """

    def __init__(self, records: Store, lang: Lang = Lang.DA) -> None:
        """Start a session.

        Args:
            records: where events are kept.
            lang: language until the screen asks for another.
        """
        self.records = records
        self.lang = lang
        self.learner: Learner | None = None
        self.state = LabState()
        self._token = ""
        self._seq = 0
        self._one_at_a_time = threading.RLock()

    def handle(self, message: Any) -> list[Message]:
        """Answer one message from the screen; nothing in it is trusted, and nothing is raised.

        Args:
            message: `hello`, `act` (kinds `guess`, `claim`, `set_lang`) or `ask` (a calculation, with a number `n`).

        Returns:
            The messages to send back, in order.
        """
        with self._one_at_a_time:
            try:
                match message:
                    case {"type": "hello"}:
                        return self._hello(message)
                    case {"type": "act"}:
                        return self._act(message)
                    case {"type": "ask"}:
                        return [self._ask(message)]
                return []
            except Gone as gone:
                return [self._forgotten(None, gone)]
            except Exception as error:
                log.exception("a message could not be answered")
                return [self._refused(message.get("id"), failure(error)(self.lang))]

    # ---- hello ----

    def _hello(self, message: Message) -> list[Message]:
        if message.get("lang") in tuple(Lang):
            self.lang = Lang(message["lang"])
        token = message.get("token")
        self.learner, self._token = self.records.learner(token if isinstance(token, str) else None)
        self._seq, self.state = 0, LabState()
        self._catch_up()
        notice = None
        pending = message.get("pending")
        for act in pending[:50] if isinstance(pending, list) else []:
            if isinstance(act, dict):
                notice = next((m["text"] for m in self._act(act) if m["type"] == "refused"), notice)
        return [pack(content.library(), self.lang), self._view(None, notice)]

    def _catch_up(self) -> None:
        assert self.learner is not None
        self.records.require(self.learner.id)
        events = self.records.events(self.learner.id, self._seq)
        if events:
            self.state = fold(events, self.state)
            self._seq = events[-1].seq

    # ---- acts ----

    def _act(self, message: Message) -> list[Message]:
        action, kind = message.get("id"), _word(message.get("kind"))
        if self.learner is None:
            return []
        if not isinstance(action, str) or not _ID.match(action):
            return [self._refused(None, RELOAD(self.lang))]
        try:
            self._catch_up()
            if kind == "set_lang":
                if message.get("lang") in tuple(Lang):
                    self.lang = Lang(message["lang"])
                return [pack(content.library(), self.lang), self._view(action)]
            if not self.records.has(self.learner.id, action) and not self._record(action, *_body(kind, message)):
                return [self._view(action, _ELSEWHERE(self.lang))]
            return [self._view(action)]
        except Refusal as refusal:
            return [self._refused(action, refusal.text(self.lang))]
        except Gone as gone:
            return [self._forgotten(action, gone)]
        except Exception as error:
            log.exception("an act could not be carried out")
            return [self._refused(action, failure(error)(self.lang))]

    def _record(self, action: str, kind: str, body: Message) -> bool:
        """Record; when another window was first, look again. What is committed already stays as it is.

        Returns:
            Whether this is what is kept now; False where something was committed to before.
        """
        assert self.learner is not None
        for _ in range(TRIES):
            if body.get("guess") in self.state.guesses or body.get("claim") in self.state.claims:
                return False
            try:
                event = self.records.append(self.learner.id, action, ATTEMPT, kind, body, self._seq)
            except Stale:
                self._catch_up()
                continue
            except sqlite3.IntegrityError:
                self._catch_up()
                return True
            self.state = fold([event], self.state)
            self._seq = event.seq
            return True
        raise refuse(
            "Et andet vindue skriver hele tiden. Luk det ene, og prøv igen.",
            "Another window keeps writing. Close one of them and try again.",
        )

    # ---- calculations ----

    def _ask(self, message: Message) -> Message:
        # Only what is known is said back: the rest of a message may be no text that can be sent at all.
        n, what = message.get("n"), message.get("what")
        frame = {"type": "answer", "n": n if type(n) is int else None, "lang": self.lang.value}
        return {**frame, "what": what if known(what) else None, **ask(message, self.lang)}

    # ---- answers ----

    def _view(self, ack: str | None, notice: str | None = None) -> Message:
        assert self.learner is not None
        plain = view(content.library(), content.lab(), self.state, self.learner.name, self.lang)
        tone = {"tone": "warn", "text": notice} if notice else None
        return {"type": "view", "ack": ack, "token": self._token, "view": plain, "notice": tone}

    def _forgotten(self, ack: str | None, gone: Gone) -> Message:
        """Say that the learner has been purged, and show nothing of what was."""
        self.learner, self._token = NOBODY, ""
        self._seq, self.state = 0, LabState()
        return self._refused(ack, gone.text(self.lang))

    def _refused(self, ack: Any, text: str) -> Message:
        drawn = None
        if self.learner is not None:
            try:
                drawn = self._view(None)["view"]
            except Exception:
                # It may be the view that went wrong; the sentence must come all the same.
                log.exception("no view could be drawn")
        return {"type": "refused", "ack": ack if isinstance(ack, str) else None, "text": text, "view": drawn}


def _word(kind: Any) -> str:
    return kind if isinstance(kind, str) else ""


def _body(kind: str, message: Message) -> tuple[str, Message]:
    """Return the kind and the body of the event for an act, after checking every part of it.

    Raises:
        Refusal: it is not something that can be committed to.
    """
    lab = content.lab()
    name = message.get(kind)
    if not isinstance(name, str):
        raise Refusal(_NO_QUESTION)
    if kind == "guess" and name in lab.guesses:
        try:
            value = share(message.get("value"), _GUESS, "value")
        except BadNumber as bad:
            raise Refusal(bad.text) from None
        return GUESS, {"guess": name, "value": value}
    if kind == "claim" and name in {claim.id for claim in lab.claims}:
        holds, certainty = message.get("holds"), message.get("certainty")
        # True is an int and equals 1, but is no certainty.
        if isinstance(holds, bool) and type(certainty) is int and certainty in CERTAINTY:
            return CLAIM, {"claim": name, "holds": holds, "certainty": certainty}
        raise refuse(
            "Vælg, om påstanden holder, og hvor sikker du er.", "Choose whether the claim holds, and how sure you are."
        )
    raise Refusal(_NO_QUESTION)
