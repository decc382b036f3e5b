"""One window of one learner in the clinic: takes messages from a screen, records every act, answers.

The same wire as a case has: acts carry an id, are recorded once, and are on the disk before the screen is told.
"""

from __future__ import annotations

import logging
import re
import secrets
import sqlite3
import threading
from typing import Any

from lbp_teach import content
from lbp_teach.clinic.acts import Act, act_for, version
from lbp_teach.clinic.ending import all_plans, ending
from lbp_teach.clinic.model import LAST_MORNING, Counted, Setup, counted
from lbp_teach.clinic.opened import opened
from lbp_teach.clinic.outcomes import Played
from lbp_teach.clinic.patients import patients_of
from lbp_teach.clinic.state import START, Morning, fold, setup_of
from lbp_teach.clinic.view import clock_of, day, frame, named, pack
from lbp_teach.failures import RELOAD, failure
from lbp_teach.generator import load
from lbp_teach.guideline.assess import Book
from lbp_teach.records import NOBODY, Gone, Learner, Stale, Store
from lbp_teach.refusal import Refusal, refuse
from lbp_teach.session import TRIES
from lbp_teach.text import Lang, both

Message = dict[str, Any]
log = logging.getLogger("lbp_teach.clinic")
_ID = re.compile(r"^[A-Za-z0-9_.:-]{1,80}\Z")
_NO_MORNING = both(
    da="Vælg en slags morgen, et antal patienter og et nummer fra 0 til {last}.",
    en="Choose a kind of morning, a number of patients, and a number from 0 to {last}.",
)


class ClinicSession:
    """The headless clinic.

    Attributes:
        lang: the language of the answers.
        learner: who is here; None until `hello`.
        mornings: hers, oldest first.
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
        self.mornings: tuple[Morning, ...] = ()
        self._shown: str | None = None
        self._opened: int | None = None
        self._played: dict[str, dict[str, Played]] = {}
        self._token = ""
        self._seq = 0
        self._one_at_a_time = threading.RLock()

    @property
    def _book(self) -> Book:
        return content.book()

    @property
    def _counted(self) -> Counted:
        return counted()

    def handle(self, message: Any) -> list[Message]:
        """Answer one message from the screen; nothing in it is trusted, and nothing is raised.

        Args:
            message: `hello`, or `act`. Its kinds `start`, `ask`, `examine`, `choose`, `close` and `stop` are recorded;
                `look` (at a morning), `open` (a patient of one that is over) and `set_lang` are not.

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
        self._seq, self.mornings, self._played = 0, fold(()), {}
        self._catch_up()
        self._shown = self.mornings[-1].id if self.mornings else None
        notice = None
        pending = message.get("pending")
        for act in pending[:50] if isinstance(pending, list) else []:
            if isinstance(act, dict):
                notice = next((m["text"] for m in self._act(act) if m["type"] == "refused"), notice)
        return [self._pack(), self._view(None, notice)]

    def _catch_up(self) -> None:
        assert self.learner is not None
        self.records.require(self.learner.id)
        events = self.records.events(self.learner.id, self._seq)
        if events:
            self.mornings = fold(events, self.mornings)
            self._seq = events[-1].seq

    # ---- acts ----

    def _act(self, message: Message) -> list[Message]:
        action, kind = message.get("id"), message.get("kind")
        if self.learner is None:
            return []
        if not isinstance(action, str) or not _ID.match(action):
            return [self._refused(None, RELOAD(self.lang))]
        try:
            self._catch_up()
            if kind == "set_lang":
                if message.get("lang") in tuple(Lang):
                    self.lang = Lang(message["lang"])
                return [self._pack(), self._view(action)]
            if kind == "open":
                place = message.get("place")
                self._opened = place if type(place) is int and place >= 0 else None
            elif kind == "look":
                self._opened = None
                self._shown = next((one.id for one in self.mornings if one.id == message.get("morning")), None)
            elif not self.records.has(self.learner.id, action):
                self._record(action, str(kind), message)
            return [self._view(action)]
        except Refusal as refusal:
            return [self._refused(action, refusal.text(self.lang))]
        except Gone as gone:
            return [self._forgotten(action, gone)]
        except Exception as error:
            log.exception("an act could not be carried out")
            return [self._refused(action, failure(error)(self.lang))]

    def _record(self, action: str, kind: str, message: Message) -> None:
        """Record an act; when another window was first, look again whether it is still possible.

        Raises:
            Refusal: it is not possible now.
        """
        assert self.learner is not None
        for _ in range(TRIES):
            act = self._begin(action, message) if kind == "start" else act_for(kind, message, self.mornings)
            if act is None:
                return
            try:
                event = self.records.append(self.learner.id, action, act.attempt, act.kind, act.body, self._seq)
            except Stale:
                self._catch_up()
                continue
            except sqlite3.IntegrityError:
                self._catch_up()
                return
            self.mornings = fold([event], self.mornings)
            self._seq = event.seq
            self._shown, self._opened = act.attempt, None
            return
        raise refuse(
            "Et andet vindue skriver hele tiden. Luk det ene, og prøv igen.",
            "Another window keeps writing. Close one of them and try again.",
        )

    def _begin(self, action: str, message: Message) -> Act:
        # A morning without a number gets one by chance; from then on it is known by it, and anybody can play the same.
        number = message.get("number")
        asked = {**message, "number": secrets.randbelow(LAST_MORNING + 1) if number is None else number}
        setup = setup_of(asked)
        if setup is None:
            raise Refusal(_NO_MORNING.format(last=LAST_MORNING))
        body = {"number": setup.number, "mode": setup.mode, "patients": setup.patients, "version": version()}
        return Act(f"clinic-{action}"[:80], START, body)

    # ---- answers ----

    def _pack(self) -> Message:
        return pack(self._book, self._counted, self.lang)

    def _view(self, ack: str | None, notice: str | None = None) -> Message:
        tone = {"tone": "warn", "text": notice} if notice else None
        return {"type": "view", "ack": ack, "token": self._token, "view": self._plain(), "notice": tone}

    def _plain(self) -> Message:
        assert self.learner is not None
        base = frame(self.learner.name, self._book, self.lang)
        morning = next((one for one in self.mornings if one.id == self._shown and one.version == version()), None)
        if morning is None:
            return {**base, "screen": "start", "past": [self._past(one) for one in reversed(self.mornings)]}
        patients = patients_of(morning.setup)
        if not clock_of(morning, self._counted, self._book).over:
            return {**base, "screen": "day", "day": day(morning, patients, self._counted, self._book, self.lang)}
        return {**base, "screen": "end", "end": self._end(morning)}

    def _end(self, morning: Morning) -> Message:
        """Return a morning that is over; nothing about it changes any more, so it is worked out once."""
        patients = patients_of(morning.setup)
        if morning.id not in self._played:
            self._played[morning.id] = all_plans(morning, patients, self._counted, load.ahead(), self._book)
        played = self._played[morning.id]
        plain = ending(morning, patients, played, self._counted, self.lang)
        place = self._opened
        return {
            **plain,
            "before": self._played_before(morning),
            "opened": None
            if place is None or place >= len(patients)
            else opened(place, patients[place], morning, played, self._counted, self._book, self.lang),
        }

    def _played_before(self, morning: Morning) -> bool:
        at = self.mornings.index(morning)
        return any(_shares(one.setup, morning.setup) for one in self.mornings[:at])

    def _past(self, one: Morning) -> Message:
        ours = one.version == version()
        over = ours and clock_of(one, self._counted, self._book).over
        sent = sum(seen.closed for seen in one.seen)
        return {
            **named(one),
            "started": one.started[:10],
            "state": "over" if over else "open" if ours else "old",
            "sent": sent,
        }

    def _forgotten(self, ack: str | None, gone: Gone) -> Message:
        """Say that the learner has been purged, and show nothing of what was."""
        self.learner, self._token = NOBODY, ""
        self._seq, self.mornings, self._played, self._shown = 0, (), {}, None
        return self._refused(ack, gone.text(self.lang))

    def _refused(self, ack: Any, text: str) -> Message:
        drawn = None
        if self.learner is not None:
            try:
                drawn = self._plain()
            except Exception:
                # It may be the view that went wrong; the sentence must come all the same.
                log.exception("no view could be drawn")
        return {"type": "refused", "ack": ack if isinstance(ack, str) else None, "text": text, "view": drawn}


def _shares(one: Setup, other: Setup) -> bool:
    return (one.number, one.mode) == (other.number, other.mode)
