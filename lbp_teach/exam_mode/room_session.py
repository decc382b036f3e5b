"""Answers the teachers' exam page: reads who sits, and does what the teacher presses."""

from __future__ import annotations

import base64
import logging
import re
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from lbp_teach import content
from lbp_teach.courses.closing import close, reopen, reopened
from lbp_teach.courses.extra import given
from lbp_teach.courses.record import CourseState
from lbp_teach.edition import EDITION
from lbp_teach.exam_mode.acts import MOST_EXTRA, allow, exams, member_of, release
from lbp_teach.exam_mode.log import log_of
from lbp_teach.exam_mode.roll import Roll
from lbp_teach.exam_mode.room_view import Say, page
from lbp_teach.exam_mode.room_words import WORDS
from lbp_teach.exam_mode.sealing import packed
from lbp_teach.records import Store
from lbp_teach.records.opening import open_records
from lbp_teach.refusal import Refusal
from lbp_teach.text import Lang

Message = dict[str, Any]
log = logging.getLogger("lbp_teach.exam")
_ACTION = re.compile(r"[A-Za-z0-9-]{8,80}\Z")
#: Answers to acts that are kept, for a page that asks again because the first answer was long in coming.
_KEPT = 20


class RoomSession:
    """What a teacher sees of an exam, and does with it.

    Typical use: `RoomSession().handle({"type": "show", "n": 1, "lang": "da"})`.
    """

    def __init__(self, store: Store | None = None) -> None:
        """Begin; nothing is read before the first message.

        Args:
            store: where the records are; None for those of this installation.
        """
        self._store = store
        self._roll: Roll | None = None
        self._done: dict[str, Message] = {}
        #: Of each export by the act that made it: of which exam, and its seal.
        self._seals: dict[str, tuple[str, str]] = {}
        self._one_at_a_time = threading.RLock()

    @property
    def store(self) -> Store:
        """Return where the records are."""
        if self._store is None:
            self._store = open_records(content.data_root())
        return self._store

    def handle(self, message: Any, now: datetime | None = None) -> Message | None:
        """Answer one message of the page; nothing in it is trusted.

        Args:
            message: `show` asks for the page; `do` does something (`what`: `close`, `reopen`, `release`, `allow`,
                `export`) and then does the same. `course` names the exam. What does something has an `id`, and is done
                once however often it comes; `file` is the id of the export that the page has got, of which the seal is
                shown.
            now: the server's time; for tests.

        Returns:
            The page, with a file where one was asked for; or None for a message that means nothing.
        """
        if not isinstance(message, dict) or message.get("type") not in ("show", "do"):
            return None
        lang = Lang(message["lang"]) if message.get("lang") in tuple(Lang) else Lang.DA
        n = message.get("n")
        frame: Message = {"n": n if type(n) is int else None, "lang": lang.value}
        try:
            with self._one_at_a_time:
                return frame | self._once(message, Say(lang), now or datetime.now(UTC))
        except Exception:
            log.exception("a message could not be answered")
            return frame | {"type": "sorry", "text": WORDS["sorry"](lang)}

    def _once(self, message: Message, say: Say, now: datetime) -> Message:
        """Answer; a page that waits asks again, and is given the same: a file belongs to the seal beside it."""
        action = message.get("id")
        if message["type"] == "show":
            return self._answer(message, say, now)
        if not isinstance(action, str) or not _ACTION.match(action):
            return {"type": "sorry", "text": say("sorry")}
        if action not in self._done:
            self._done[action] = self._answer(message, say, now)
            while len(self._done) > _KEPT:
                del self._done[next(iter(self._done))]
        return self._done[action]

    def _answer(self, message: Message, say: Say, now: datetime) -> Message:
        every = exams(self.store)
        state = _chosen(every, message.get("course"))
        done: Message = {}
        if message["type"] == "do" and state is not None:
            done = self._do(str(message.get("what")), message, state, say)
            every = exams(self.store)
            state = _chosen(every, state.course.id)
        self._roll = self._roll or Roll(self.store)
        asked = {
            "confirm": message.get("confirm") is True,
            "log": log_of(self.store, state) if state and message.get("log") is True else None,
            "seal": self._seal(state, done.get("file", {}).get("id", message.get("file"))) if state else None,
        }
        seats = self._roll.seats(state, now) if state else []
        answer: Message = {"type": "shown", "course": state.course.id if state else None, "title": say("title")}
        if message.get("hello") is True:
            answer["strings"] = content.strings(say.lang.value)
            answer["edition"] = content.book().edition_label(EDITION, say.lang)
        return answer | {"nodes": page(say, every, state, seats, now, asked)} | done

    def _do(self, what: str, message: Message, state: CourseState, say: Say) -> Message:
        acts: dict[str, Callable[[], Message]] = {
            "close": lambda: self._close(state),
            "reopen": lambda: {"notice": reopened(reopen(self.store, state))(say.lang)},
            "release": lambda: self._release(state),
            "allow": lambda: self._allow(message, state, say),
            "export": lambda: self._export(str(message["id"]), state, say),
        }
        try:
            return acts[what]() if what in acts else {}
        except Refusal as refusal:
            return {"notice": refusal.text(say.lang)}

    def _close(self, state: CourseState) -> Message:
        close(self.store, state)
        return {}

    def _release(self, state: CourseState) -> Message:
        release(self.store, state)
        return {}

    def _allow(self, message: Message, state: CourseState, say: Say) -> Message:
        learner = member_of(self.store, state, str(message.get("learner")))
        typed = message.get("extra")
        extra = int(typed) if isinstance(typed, str) and re.fullmatch(r"[0-9]{1,4}", typed.strip()) else -1
        if not 0 <= extra <= MOST_EXTRA:
            return {"notice": say("extra.wrong", most=MOST_EXTRA)}
        allow(self.store, state, learner, extra)
        return {"notice": given(state.course, learner.name, extra)(say.lang)}

    def _export(self, action: str, state: CourseState, say: Say) -> Message:
        data, made = packed(self.store, state, content.book(), say.lang)
        self._seals[action] = (state.course.id, made.seal)
        name = f"lbp-exam-{state.course.code}-{date.today():%Y-%m-%d}.zip"
        return {"file": {"id": action, "name": name, "data": base64.b64encode(data).decode()}}

    def _seal(self, state: CourseState, action: Any) -> str | None:
        """Return the seal of the file that the page has, where it is one of this exam."""
        course, seal = self._seals.get(action, ("", "")) if isinstance(action, str) else ("", "")
        return seal if course == state.course.id else None


def _chosen(every: list[CourseState], wanted: Any) -> CourseState | None:
    """Return the exam that was chosen, else the newest."""
    return next((one for one in every if one.course.id == wanted), every[0] if every else None)
