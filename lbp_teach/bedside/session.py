"""One window of one learner at one assessment tool: takes messages, records what was done, answers with what to show.

The same wire as a case has: acts carry an id, are recorded once, and are on the disk before the screen is told.
"""

from __future__ import annotations

import logging
import re
import sqlite3
import threading
from collections.abc import Mapping
from typing import Any

from lbp_teach import content
from lbp_teach.bedside.base import Act, Exercise, Plain
from lbp_teach.bedside.marks import result
from lbp_teach.bedside.tools import make, tool_class
from lbp_teach.courses.holding import secret_in
from lbp_teach.courses.words import ANOTHER_MEANWHILE, IN_EXAM
from lbp_teach.edition import EDITION
from lbp_teach.failures import RELOAD, failure
from lbp_teach.records import NOBODY, Gone, Learner, Stale, Store
from lbp_teach.refusal import Refusal, refuse
from lbp_teach.session import TRIES
from lbp_teach.text import Lang

Message = dict[str, Any]
log = logging.getLogger("lbp_teach.bedside")
START, DO = "bedside_start", "bedside"
_ID = re.compile(r"^[A-Za-z0-9_.:-]{1,80}\Z")


class BedsideSession:
    """The headless assessment tool.

    Attributes:
        lang: the language of the answers.
        learner: who is here; None until `hello`.
        exercise: the tool on its patient; None until `hello`.
        state: what was done.
    """

    def __init__(
        self, records: Store, tool: str, wanted: Mapping[str, Any] | None = None, lang: Lang = Lang.DA
    ) -> None:
        """Start a session.

        Args:
            records: where events are kept.
            tool: which tool.
            wanted: which patient; checked at once.
            lang: language until the screen asks for another.

        Raises:
            Refusal: there is no such patient.
        """
        self.records = records
        self.tool = tool
        self.lang = lang
        self.learner: Learner | None = None
        self._first = tool_class(tool).settled(wanted or {})
        self._fixed = bool(wanted)
        self.exercise: Exercise[Any] = make(tool, self._first)
        self.state: Any = self.exercise.start()
        self._run = ""
        self._runs = 0
        self._token = ""
        self._seq = 0
        self._one_at_a_time = threading.RLock()

    def handle(self, message: Any) -> list[Message]:
        """Answer one message from the screen; nothing in it is trusted, and nothing is raised.

        Args:
            message: `hello` or `act`: kinds `set_lang`, `begin` (a new patient) and those of the tool.

        Returns:
            The messages to send back, in order.
        """
        with self._one_at_a_time:
            try:
                if isinstance(message, dict) and message.get("type") != "hello" and self._in_exam():
                    text = IN_EXAM(self.lang)
                    return [{"type": "refused", "ack": message.get("id"), "text": text, "view": None}]
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

    def _in_exam(self) -> bool:
        """Return whether the patient is met in a running exam: a tool that is done shows what is true of her."""
        case = self.exercise.setting.get("case")
        return isinstance(case, str) and secret_in(self.records, case) is not None

    def _elsewhere(self) -> Plain | None:
        """Return the setting with a patient of no running exam, None where every patient is in one."""
        for card in content.catalogue().cards:
            if secret_in(self.records, card.id) is None:
                wanted = {name: value for name, value in self._first.items() if name != "visit"}
                return tool_class(self.tool).settled(wanted | {"case": card.id})
        return None

    # ---- hello ----

    def _hello(self, message: Message) -> list[Message]:
        if message.get("lang") in tuple(Lang):
            self.lang = Lang(message["lang"])
        token = message.get("token")
        self.learner, self._token = self.records.learner(token if isinstance(token, str) else None)
        self._start_over()
        self._catch_up()
        notice = None
        if self._in_exam():
            other = self._elsewhere()
            if other is None:
                return [{"type": "refused", "ack": None, "text": IN_EXAM(self.lang), "view": None}]
            self._first, notice = other, ANOTHER_MEANWHILE(self.lang)
            self._start_over()
        pending = message.get("pending")
        for act in pending[:50] if isinstance(pending, list) else []:
            if isinstance(act, dict):
                notice = next((m["text"] for m in self._act(act) if m["type"] == "refused"), notice)
        return [self._pack(), self._view(None, notice)]

    def _start_over(self) -> None:
        self._seq, self._run, self._runs = 0, "", 0
        self.exercise = make(self.tool, self._first)
        self.state = self.exercise.start()

    def _catch_up(self) -> None:
        assert self.learner is not None
        self.records.require(self.learner.id)
        for event in self.records.events(self.learner.id, self._seq):
            self._seq = event.seq
            if event.kind == START and event.body["tool"] == self.tool and self._mine(event.body):
                self._open(event.attempt, event.body["setting"])
            elif event.kind == DO and event.attempt == self._run:
                self.state = self.exercise.fold(self.state, event.body["do"], event.body["with"])

    def _mine(self, body: Message) -> bool:
        """Return whether a run belongs to this page: one that a notebook fixed goes on only with the same patient."""
        return bool(body["page"] == (self._first if self._fixed else None))

    def _open(self, run: str, setting: Mapping[str, Any]) -> None:
        self.exercise = make(self.tool, setting)
        self.state = self.exercise.start()
        self._run = run
        self._runs += 1

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
            if not self.records.has(self.learner.id, action):
                self._record(action, kind if isinstance(kind, str) else "", message)
            return [self._view(action)]
        except Refusal as refusal:
            return [self._refused(action, refusal.text(self.lang))]
        except Gone as gone:
            return [self._forgotten(action, gone)]
        except Exception as error:
            log.exception("an act could not be carried out")
            return [self._refused(action, failure(error)(self.lang))]

    def _record(self, action: str, kind: str, message: Message) -> None:
        """Decide and record; when another window was first, look again and decide anew."""
        for _ in range(TRIES):
            try:
                if kind == "begin":
                    wanted = message.get("setting")
                    chosen = self.exercise.choosable(wanted if isinstance(wanted, dict) else {})
                    setting = type(self.exercise).settled(chosen)
                    self._begin(action, setting)
                    return
                seen = message.get("run")
                if seen and self._run and seen != self._run:
                    raise refuse(
                        "Du er begyndt forfra i et andet vindue. Her er det nyeste.",
                        "You have started over in another window. Here is the newest.",
                    )
                body = self.exercise.check(self.state, kind, message)
                if body is None:
                    return
                if not self._run:
                    self._begin(f"{action}:start", self._first)
                self._append(action, DO, {"tool": self.tool, "do": kind, "with": body})
                self.state = self.exercise.fold(self.state, kind, body)
                return
            except Stale:
                self._catch_up()
            except sqlite3.IntegrityError:
                self._catch_up()
                return
        raise refuse(
            "Et andet vindue skriver hele tiden. Luk det ene, og prøv igen.",
            "Another window keeps writing. Close one of them and try again.",
        )

    def _begin(self, action: str, setting: Plain) -> None:
        run = f"bedside-{action}"
        page = self._first if self._fixed else None
        before = self._run
        self._run = run
        try:
            self._append(action, START, {"tool": self.tool, "setting": setting, "page": page})
        except BaseException:
            self._run = before
            raise
        self._open(run, setting)

    def _append(self, action: str, kind: str, body: Message) -> None:
        assert self.learner is not None
        event = self.records.append(self.learner.id, action, self._run, kind, body, self._seq)
        self._seq = event.seq

    # ---- answers ----

    def _pack(self) -> Message:
        return {
            "type": "pack",
            "lang": self.lang.value,
            "strings": content.strings(self.lang.value, "bedside", self.tool),
            "tool": self.exercise.pack(self.lang),
        }

    def _view(self, ack: str | None, notice: str | None = None) -> Message:
        assert self.learner is not None
        tone = {"tone": "warn", "text": notice} if notice else None
        done = self.exercise.done(self.state)
        plain: Plain = {
            "screen": "bedside",
            "tool": self.tool,
            "lang": self.lang.value,
            "learner": self.learner.name,
            "edition": self.exercise.book.edition_label(EDITION, self.lang),
            "run": self._run,
            "number": max(self._runs, 1),
            "done": done,
            "data": self.exercise.view(self.state, self.lang, reveal=done),
            "result": result(self.exercise.book, self.exercise.marks(self.state), self.lang) if done else None,
        }
        return {"type": "view", "ack": ack, "token": self._token, "view": plain, "notice": tone}

    def _forgotten(self, ack: str | None, gone: Gone) -> Message:
        """Say that the learner has been purged, and show nothing of what was."""
        self.learner, self._token = NOBODY, ""
        self._start_over()
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

    # ---- for tests and teachers ----

    def acts(self) -> list[Act]:
        """Return what was recorded of the present run."""
        assert self.learner is not None
        return [
            (event.body["do"], event.body["with"])
            for event in self.records.events(self.learner.id)
            if event.kind == DO and event.attempt == self._run
        ]
