"""One window of one learner: takes messages from a screen, records what was done, and answers with what to show.

No widgets and no browser here: the same object plays a case in a test, in a notebook and in the browser edition.
"""

from __future__ import annotations

import logging
import re
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from lbp_teach import case_tools, content, resuming
from lbp_teach.acting import check
from lbp_teach.another import has_variants
from lbp_teach.courses import words as course_words
from lbp_teach.courses.desk import Desk
from lbp_teach.courses.joining import JOIN, WINDOW
from lbp_teach.courses.sealed import TAKE_OVER, under_way
from lbp_teach.courses.view import courses_view, of_case
from lbp_teach.debriefing import asked as asking
from lbp_teach.debriefing.levels import chosen_level
from lbp_teach.failures import RELOAD, failure
from lbp_teach.home import latest_attempts
from lbp_teach.play import Attempt, fold
from lbp_teach.progress.past import Past, Shelf
from lbp_teach.records import NOBODY, Event, Gone, Learner, Stale, Store
from lbp_teach.refusal import Refusal, refuse
from lbp_teach.stages import STAGES, can_open, furthest
from lbp_teach.starting import to_start
from lbp_teach.text import Lang, Text, both
from lbp_teach.view import pack, view

Message = dict[str, Any]
log = logging.getLogger("lbp_teach.session")
#: How often a decision is made anew when other windows of the learner keep recording in between.
TRIES = 5
_ID = re.compile(r"^[A-Za-z0-9_.:-]{1,80}\Z")
_CHANGED = both(
    da="Casen er ændret, siden du begyndte. Dit forløb er gemt, men kan ikke fortsætte. Start casen igen.",
    en="The case has been changed since you began. Your attempt is kept but cannot go on. Start the case again.",
)


class Session:
    """The headless player.

    Attributes:
        lang: the language of the answers.
        learner: who is playing; None until `hello`.
    """

    def __init__(self, records: Store, lang: Lang = Lang.DA, only: str | None = None) -> None:
        """Start a session.

        Args:
            records: where events are kept.
            lang: language until the screen asks for another.
            only: id of the one case that is played, for single-case notebooks; None for the whole catalogue.
        """
        self.records = records
        self.lang = lang
        self.only = only
        self.learner: Learner | None = None
        self._token = ""
        self._seq = 0
        self._attempts: dict[str, Attempt] = {}
        self._case: str | None = only
        # The attempt that was opened, where it may be another than the newest one at its case.
        self._opened = ""
        self._stage: str | None = None
        self._screen = "home"
        self._shelf = Shelf()
        self._one_at_a_time = threading.RLock()
        self._debriefs: dict[tuple[str, Lang], Message] = {}
        # Read when the session begins: what is wrong is said then, and not to a learner who presses Start.
        self._feedback = chosen_level()
        self._desk = Desk(records)

    def handle(self, message: Any) -> list[Message]:
        """Answer one message from the screen.

        Args:
            message: plain data as it came from the browser; nothing in it is trusted.

        Returns:
            The messages to send back, in order. Bad input is answered with a sentence, never with an exception.
        """
        with self._one_at_a_time:
            return self._answer(message)

    def _answer(self, message: Any) -> list[Message]:
        try:
            if not isinstance(message, dict):
                return []
            match message.get("type"):
                case "hello":
                    return self._hello(message)
                case "act":
                    return [*self._act(message)]
                case _:
                    return []
        except Gone as gone:
            return [self._forgotten(None, gone)]
        except Exception as error:
            # A learner must never be left with a page that waits: whatever it was, it is said, and logged for us.
            log.exception("a message could not be answered")
            return [self._refused(message.get("id") if isinstance(message, dict) else None, failure(error))]

    # ---- hello ----

    def _hello(self, message: Message) -> list[Message]:
        lang = message.get("lang")
        if lang in tuple(Lang):
            self.lang = Lang(lang)
        token = message.get("token")
        self.learner, self._token = self.records.learner(token if isinstance(token, str) else None)
        self._seq, self._attempts = 0, {}
        self._desk.begin(self.learner.id, message.get("window"))
        self._catch_up()
        self._come_back()
        refused: list[Message] = []
        pending = message.get("pending")
        for act in pending[:50] if isinstance(pending, list) else []:
            if isinstance(act, dict):
                refused += [m for m in self._act(act) if m["type"] == "refused"]
        route = message.get("route")
        notice = self._open_route(route if isinstance(route, dict) else {})
        tone = "warn"
        if isinstance(route, dict) and route.get("join") is not None:
            tone, notice = self._join_at_once(route["join"])
        for one in refused:
            tone, notice = "warn", one["text"]
        return [pack(content.book(), self.lang), self._view(None, notice, tone)]

    def _come_back(self) -> None:
        """Go on with an exam in this window where its page was only loaded again."""
        for _ in range(TRIES):
            try:
                self._desk.come_back(self._attempts)
            except Stale:
                self._catch_up()
                continue
            return self._catch_up()

    def _join_at_once(self, code: object) -> tuple[str, str]:
        """Join the course that the address names, and return what to say of it, and in which tone."""
        try:
            state = self._desk.join(code)
            self._record(f"join-{state.course.id}", JOIN, {"code": code})
        except Refusal as refusal:
            return "warn", refusal.text(self.lang)
        return "note", course_words.JOINED.format(title=state.course.title)(self.lang)

    def _open_route(self, route: Message) -> str | None:
        """Open what the address names; an address that leads nowhere opens the list and says so."""
        wanted = self.only or route.get("case")
        if wanted != self._case or route.get("attempt"):
            named = route.get("attempt")
            self._opened = named if isinstance(named, str) else ""
        self._case, self._stage = self.only, None
        self._screen = "progress" if route.get("screen") == "progress" and not wanted else "home"
        if not isinstance(wanted, str):
            return None
        if content.current_hash(wanted) is None:
            text = Text(
                da="Den case findes ikke her. Vælg en fra oversigten.",
                en="That case is not here. Choose one from the list.",
            )
            return text(self.lang)
        self._case = wanted
        try:
            if self.only and wanted not in self._current():
                self._record(f"auto-{self._seq}-{wanted}", "start", {"case": wanted})
            here = self._here()
            if here is not None:
                self._opened = here.id
                self._desk.check_told(here, "go")
                self._desk.check_shown(here, self._attempts)
        except Refusal as refusal:
            self._case = None
            return refusal.text(self.lang)
        if wanted not in self._current():
            self._case = None
            if wanted in latest_attempts(self._desk.living(self._attempts)):
                return _CHANGED(self.lang)
            return None
        stage = route.get("stage")
        self._stage = stage if isinstance(stage, str) else None
        return None

    # ---- actions ----

    def _act(self, message: Message) -> list[Message]:
        action, kind = message.get("id"), message.get("kind")
        if self.learner is None:
            return []
        if not isinstance(action, str) or not _ID.match(action):
            return [self._refused(None, RELOAD)]
        try:
            self._catch_up()
            if kind == "go":
                return [self._view(action, self._go(message))]
            if kind == "set_lang":
                if message.get("lang") in tuple(Lang):
                    self.lang = Lang(message["lang"])
                return [pack(content.book(), self.lang), self._view(action)]
            if kind == asking.KIND:
                return [self._explained(action, message)]
            if kind == resuming.NEW:
                return [resuming.new_code(self.records, self.learner), self._view(action)]
            if kind == resuming.TYPED:
                self._become(*resuming.by_code(self.records, message.get("code")))
                return [self._view(action)]
            if not self.records.has(self.learner.id, action):
                self._record(action, kind if isinstance(kind, str) else "", message)
            return [self._view(action)]
        except Refusal as refusal:
            return [self._refused(action, refusal.text)]
        except Gone as gone:
            return [self._forgotten(action, gone)]
        except Exception as error:
            log.exception("an action could not be carried out")
            return [self._refused(action, failure(error))]

    def _explained(self, action: str, message: Message) -> Message:
        """Answer with the debrief that was shown and, in it, what would have changed one decision."""
        attempt, _ = self._shown()
        if attempt is not None:
            self._desk.check_told(attempt, asking.KIND)
        case = content.load_case(attempt.case) if attempt else None
        found = asking.asked(attempt, message, case, content.book(), self.lang)
        assert attempt is not None
        self._view(None)  # the debrief is worked out, if this window has not shown it yet
        told = self._debriefs[attempt.id, self.lang]
        self._debriefs[attempt.id, self.lang] = {**told, "asked": {**told.get("asked", {}), **found}}
        return self._view(action)

    def _become(self, learner: Learner, token: str) -> None:
        """Go on as another learner, whose code was typed here."""
        self.learner, self._token = learner, token
        self._seq, self._attempts, self._shelf = 0, {}, Shelf()
        self._desk.begin(learner.id)
        self._catch_up()
        self._open_route({})

    def _go(self, message: Message) -> str | None:
        case, stage = message.get("case"), message.get("stage")
        if case is None:
            self._case, self._stage = self.only, None
            self._screen = "progress" if message.get("screen") == "progress" else "home"
            return None
        notice = self._open_route({"case": case, "stage": stage, "attempt": message.get("attempt")})
        if notice is None and self._case is None:
            raise refuse("Start casen først.", "Start the case first.")
        return notice

    def _record(self, action: str, kind: str, message: Message) -> None:
        """Decide and record; when another window was first, look again and decide anew."""
        assert self.learner is not None
        for _ in range(TRIES):
            try:
                attempt, recorded, body = self._decide(action, kind, message)
                if body is None:
                    return
                event = self.records.append(self.learner.id, action, attempt, recorded, body, self._seq)
            except Stale:
                self._catch_up()
                continue
            except sqlite3.IntegrityError:
                self._catch_up()
                return
            self._take([event])
            self._moved(kind)
            return
        raise refuse(
            "Et andet vindue skriver hele tiden. Luk det ene, og prøv igen.",
            "Another window keeps writing. Close one of them and try again.",
        )

    def _decide(self, action: str, kind: str, message: Message) -> tuple[str, str, Message | None]:
        if kind == "start":
            return self._decide_start(action, message)
        if kind == JOIN:
            course = self._desk.join(message.get("code")).course.id
            return course, JOIN, None if course in self._desk.mine else {"course": course}
        if kind == TAKE_OVER:
            body = self._desk.take_over(message, self._attempts)
            sat = under_way(str(message.get("course")), self._attempts)
            if sat is not None:
                self._case, self._opened = sat.case, sat.id
            return str(message.get("course")), WINDOW, body
        attempt = self._here()
        wanted = message.get("attempt")
        if attempt is None and isinstance(wanted, str) and wanted in self._attempts:
            # An act that waited through a reload still knows its attempt.
            self._desk.check(self._attempts[wanted], self._attempts, kind)
            attempt = next((a for a in self._current().values() if a.id == wanted), None)
            if attempt is None:
                raise Refusal(_CHANGED)
        if attempt is None:
            raise refuse("Åbn en case først.", "Open a case first.")
        seen = message.get("visit")
        if (wanted is not None and wanted != attempt.id) or (seen is not None and seen != len(attempt.visits)):
            raise refuse(
                "Casen er kommet længere i et andet vindue. Her er, hvor du er nået til.",
                "The case has moved on in another window. Here is where you have got to.",
            )
        self._desk.check(attempt, self._attempts, kind)
        case, book = content.load_case(attempt.case), content.book()
        if kind in case_tools.ACTS:
            recorded, body = case_tools.check(attempt, kind, message, case, book) or (kind, None)
            return attempt.id, recorded, body
        return attempt.id, kind, check(attempt, kind, message, case, book)

    def _decide_start(self, action: str, message: Message) -> tuple[str, str, Message | None]:
        assert self.learner is not None
        found = to_start(self.learner.id, message, self._attempts, self._current(), self._desk, self._feedback)
        self._case, self._stage = found.case, None
        self._opened = found.attempt or f"a-{action}"
        return self._opened, "start", None if found.attempt else found.body

    def _moved(self, kind: str) -> None:
        """After an event that changes the stage, show the stage it leads to."""
        if kind in ("start", "lock", "next"):
            self._stage = None

    def _here(self) -> Attempt | None:
        """Return the attempt that is open: of a course the one that was opened, else the newest at the case."""
        opened = self._attempts.get(self._opened)
        if opened is None or not opened.course or opened.case != self._case:
            opened = None
        if opened is not None and opened.case_hash == content.current_hash(opened.case):
            return opened
        return self._current().get(self._case or "")

    def _current(self) -> dict[str, Attempt]:
        """Return the newest attempt at each case that can be gone on with or looked at.

        Left out are those that a course has ended, and those on a version of the case that is no longer here.

        An author may change a case while somebody plays it. Such an attempt stays in the record, but its marks and its
        way through the case would be those of another patient.
        """
        latest = latest_attempts(self._desk.living(self._attempts))
        return {c: a for c, a in latest.items() if a.case_hash == content.current_hash(c)}

    def _catch_up(self) -> None:
        """Take in what other windows of this learner have recorded."""
        assert self.learner is not None
        self.records.require(self.learner.id)
        events = self.records.events(self.learner.id, self._seq)
        self._desk.refresh()
        self._take(events)

    def _take(self, events: Sequence[Event]) -> None:
        """Take in new events of the learner, and what her teachers have decided since."""
        self._desk.take(events)
        if events:
            self._attempts = fold(events, self._attempts)
            self._seq = events[-1].seq
        attempts = self._desk.released(self._attempts)
        if attempts != self._attempts:
            # What was worked out held back what may be told now.
            self._attempts, self._shelf, self._debriefs = attempts, Shelf(), {}

    # ---- answers ----

    def _shown(self) -> tuple[Attempt | None, str | None]:
        attempt = self._here()
        if attempt is None or not self._desk.shows(attempt, self._attempts):
            return None, None
        stage = self._stage
        if stage not in STAGES or not can_open(attempt, stage):
            stage = furthest(attempt)
        self._stage = stage
        return attempt, stage

    def _view(self, ack: str | None, notice: str | None = None, tone: str = "warn") -> Message:
        assert self.learner is not None
        attempt, stage = self._shown()
        past = Past(self._desk.living(self._attempts), datetime.now(UTC), self._shelf, self._desk.held())
        plain = view(
            self.learner,
            self._current(),
            attempt,
            stage,
            content.book(),
            self.lang,
            self._debriefs,
            past=past,
            screen=self._screen,
        )
        if plain["screen"] == "home":
            plain["elsewhere"] = resuming.offered(self.records) and self.learner != NOBODY
            plain["home"]["courses"] = courses_view(self._desk, self.learner.id, self._attempts, self.lang)
        if attempt is not None and attempt.finished and "case" in plain:
            plain["case"]["another"] = not self.only and not attempt.course and has_variants(attempt.case)
        if attempt is not None and self._current().get(attempt.case) != attempt:
            plain["route"]["attempt"] = attempt.id
        if attempt is not None and attempt.course and "case" in plain:
            plain["case"]["course"] = of_case(self._desk, attempt, self._attempts, self.lang)
        said = {"tone": tone, "text": notice} if notice else None
        window = self._desk.sitting.name
        return {"type": "view", "ack": ack, "token": self._token, "window": window, "view": plain, "notice": said}

    def _forgotten(self, ack: str | None, gone: Gone) -> Message:
        """Say that the learner has been purged, and show nothing of what was."""
        self.learner, self._token = NOBODY, ""
        self._seq, self._attempts, self._shelf, self._debriefs = 0, {}, Shelf(), {}
        self._case, self._opened, self._stage, self._screen = self.only, "", None, "home"
        self._desk.begin()
        return self._refused(ack, gone.text)

    def _refused(self, ack: str | None, text: Text) -> Message:
        message: Message = {"type": "refused", "ack": ack, "text": text(self.lang), "view": None}
        if self.learner is not None:
            try:
                message["view"] = self._view(None)["view"]
            except Exception:
                log.exception("no view could be drawn")
                self._case, self._stage = self.only, None
        return message

    # ---- for tests and teachers ----

    @property
    def attempts(self) -> Mapping[str, Attempt]:
        """Return the learner's attempts as they are now."""
        return self._attempts
