"""Answers the live page: looks what is new in the records, and sends the parts of the page that have changed."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from lbp_teach import content
from lbp_teach.courses import CourseState, Place, note, patients, state_of
from lbp_teach.courses.desk import Desk
from lbp_teach.edition import EDITION
from lbp_teach.guideline.assess import Book
from lbp_teach.live.asking import Asked
from lbp_teach.live.keys import Keys
from lbp_teach.live.room import Answer, Group, Room, grouped, in_order, outdated
from lbp_teach.live.say import Say
from lbp_teach.live.steps import at_of, steps_of
from lbp_teach.live.topics import WORK, reviewed, shown_as, shown_names, topics
from lbp_teach.live.view_answers import answers_page
from lbp_teach.live.view_asked import work_page
from lbp_teach.live.view_class import people, top, where_board
from lbp_teach.live.view_review import step_page
from lbp_teach.live.where import FEWEST_MINUTES, MOST_MINUTES, QUIET, SLOW, Limits, Where, where
from lbp_teach.live.words import WORDS
from lbp_teach.records import Store
from lbp_teach.records.chain import Head
from lbp_teach.records.identity import COURSES
from lbp_teach.records.opening import open_records
from lbp_teach.refusal import Refusal
from lbp_teach.text import Lang

Message = dict[str, Any]
log = logging.getLogger("lbp_teach.live")
#: Seconds of one answer that go to deriving keys: while the page waits for them, and while it does not need them yet.
WANTED, AHEAD = 0.5, 0.05


class LiveSession:
    """What a teacher watches: the courses of a store, read step by step.

    Typical use: `LiveSession().handle({"type": "tick", "n": 1, "lang": "da"})`.
    """

    def __init__(self, store: Store | None = None, book: Book | None = None) -> None:
        """Begin; nothing is read before the first message.

        Args:
            store: where the records are; None for those of this installation.
            book: the guideline; None for that of the toolkit.
        """
        self._store, self._book = store, book
        self._heads: dict[str, Head] = {}
        self._states: dict[str, CourseState] = {}
        self._rooms: dict[str, Room] = {}
        self._places: dict[tuple[str, int], dict[str, tuple[Place, ...]]] = {}
        self._groups: tuple[tuple[str, int, int], dict[Group, list[Answer]]] | None = None
        self._keys: Keys | None = None
        self._kept: tuple[tuple[object, ...], Message] | None = None
        # JupyterLab hands a widget's messages to whichever thread is free.
        self._one_at_a_time = threading.RLock()

    @property
    def store(self) -> Store:
        """Return where the records are."""
        if self._store is None:
            self._store = open_records(content.data_root())
        return self._store

    @property
    def book(self) -> Book:
        """Return the guideline."""
        return self._book or content.book()

    # ---- messages ----

    def handle(self, message: Any, now: datetime | None = None) -> Message | None:
        """Answer one message of the page; nothing in it is trusted.

        Args:
            message: `tick` asks what is new; `set` shows (`on`) or hides something (`what`) and then does the same;
                `step` goes to a step of the review (`at`), also for the windows that go along.
            now: the server's time; for tests.

        Returns:
            The parts of the page that differ from what the window has, or None for a message that means nothing.
        """
        if not isinstance(message, dict) or message.get("type") not in ("tick", "set", "step"):
            return None
        lang = Lang(message["lang"]) if message.get("lang") in tuple(Lang) else Lang.DA
        n = message.get("n")
        frame: Message = {"n": n if type(n) is int else None, "lang": lang.value}
        try:
            with self._one_at_a_time:
                return frame | self._answer(message, lang, now or datetime.now(UTC))
        except Exception:
            log.exception("a message could not be answered")
            return frame | {"type": "sorry", "text": WORDS["sorry"](lang)}

    def _answer(self, message: Message, lang: Lang, now: datetime) -> Message:
        asked = Asked.of(message)
        say = Say(self.book, lang, asked.private)
        self._look()
        state = self._chosen(asked.course)
        answer: Message = {"type": "now", "course": state.course.id if state else ""}
        answer["mode"] = "private" if asked.private else "projector"
        if message.get("hello") is True:
            answer["strings"] = content.strings(lang.value) | {f"live.{k}": text(lang) for k, text in WORDS.items()}
            answer["edition"] = self.book.edition_label(EDITION, lang)
            answer["limits"] = {"quiet": QUIET, "slow": SLOW, "fewest": FEWEST_MINUTES, "most": MOST_MINUTES}
        if state is None:
            parts: dict[str, Message] = {"top": {"nodes": [], "courses": [], "empty": WORDS["no_course"](lang)}}
        else:
            room = self._room(state)
            if message["type"] == "set":
                state = self._set(state, room, message)
            elif message["type"] == "step":
                state = self._step(state, room, asked)
            if asked.tab == "review":
                answer["stepped"] = state.stepped
            parts = self._parts(state, room, asked, say, now)
        sent = {name: {**part, "digest": _digest(part)} for name, part in parts.items()}
        answer["parts"] = {name: part for name, part in sent.items() if asked.have.get(name) != part["digest"]}
        answer["gone"] = [name for name in asked.have if name not in parts]
        return answer

    # ---- what is new ----

    def _look(self) -> None:
        """Read the heads, and the courses that have moved."""
        heads = self.store.heads()
        for name, head in heads.items():
            if name.startswith(COURSES) and self._heads.get(name) != head:
                state = state_of(self.store, name, self._states.get(name))
                if state is not None:
                    self._states[name] = state
                else:
                    self._states.pop(name, None)
        self._states = {name: state for name, state in self._states.items() if name in heads}
        self._heads = heads

    def _chosen(self, course: str) -> CourseState | None:
        """Return the course that was asked for; else the newest that has not been closed, else the newest."""
        if course in self._states:
            return self._states[course]
        return max(self._states.values(), key=lambda one: (one.closed is None, one.created), default=None)

    def _room(self, state: CourseState) -> Room:
        name = state.course.id
        if name not in self._rooms:
            self._rooms[name] = Room(self.store, name)
        room = self._rooms[name]
        room.look(self._heads)
        return room

    def _answers(self, state: CourseState, room: Room) -> dict[Group, list[Answer]]:
        version = state.course.id, state.seq, room.version
        if self._groups is None or self._groups[0] != version:
            found = grouped(room.members.values())
            self._groups = version, {group: found[group] for group in in_order(found, state.course)}
        return self._groups[1]

    def _where(self, state: CourseState, room: Room, limits: Limits, now: datetime) -> list[Where]:
        # Whom a learner meets follows from the course as it is now.
        key = state.course.id, hash(state.course)
        if key not in self._places:
            self._places = {key: {}}
        known = self._places[key]
        for name in room.members:
            if name not in known:
                known[name] = patients(state.course, name)
        return [where(member, known[name], state, limits, now) for name, member in room.members.items()]

    # ---- what may be shown ----

    def _refused(self, state: CourseState, base: str = "") -> str:
        """Return which words say that the class may not see answers; empty where it may."""
        if state.course.mode == "exam" and state.released is None:
            return "review.exam"
        if base:
            try:
                Desk(self.store).check_practice(base)
            except Refusal:
                return "review.elsewhere"
        return ""

    def _set(self, state: CourseState, room: Room, message: Message) -> CourseState:
        what, on = message.get("what"), message.get("on") is True
        for group in self._answers(state, room):
            if isinstance(what, str) and what in shown_names(group, self.book):
                if on == (what in state.shown) or (on and self._refused(state, group[0])):
                    return state
                state = note(self.store, state.course.id, "show" if on else "hide", {"what": what})
                self._states[state.course.id] = state
                return state
        return state

    def _step(self, state: CourseState, room: Room, asked: Asked) -> CourseState:
        """Write down to which step a window has gone, so that those that go along come after it."""
        steps = steps_of(self._answers(state, room), reviewed(self.book))
        if asked.at in steps and asked.at != state.step and not self._refused(state):
            state = note(self.store, state.course.id, "step", {"what": asked.at})
            self._states[state.course.id] = state
        return state

    # ---- parts ----

    def _parts(self, state: CourseState, room: Room, asked: Asked, say: Say, now: datetime) -> dict[str, Message]:
        places = self._where(state, room, asked.limits, now)
        others = sorted(self._states.values(), key=lambda one: one.created, reverse=True)
        courses = [[one.course.id, one.course.title] for one in others]
        parts: dict[str, Message] = {"top": {"nodes": top(state, places, now, say), "courses": courses, "empty": ""}}
        groups = self._answers(state, room)
        if asked.tab == "class":
            parts["where"] = {"nodes": where_board(places, say)}
            if asked.private:
                parts["people"] = {"nodes": people(places, say)}
        elif asked.tab == "answers":
            parts["answers"] = self._answers_part(state, room, groups, asked, say)
        else:
            parts["review"] = self._review(state, groups, asked, say)
        if asked.tab != "review" and not self._refused(state):
            # So that the review need not wait.
            self._derived.work((one for answers in groups.values() for one in answers), AHEAD)
        return parts

    def _answers_part(
        self, state: CourseState, room: Room, groups: Mapping[Group, list[Answer]], asked: Asked, say: Say
    ) -> Message:
        group = _named(asked.group, groups)
        refused = self._refused(state, group[0] if group else "")
        words = WORDS[refused](say.lang) if refused else ""
        # The one part that is long and does not change with the time: as long as nobody acts it is not made anew.
        key = state.course.id, state.seq, room.version, group, words, say.lang, say.private
        if self._kept is None or self._kept[0] != key:
            nodes = answers_page(
                groups, group, topics(self.book), state.shown, words, outdated(room.members.values()), say
            )
            self._kept = key, {"nodes": nodes, "group": ":".join(group) if group else ""}
        return self._kept[1]

    @property
    def _derived(self) -> Keys:
        if self._keys is None:
            self._keys = Keys(self.book)
        return self._keys

    def _review(self, state: CourseState, groups: Mapping[Group, list[Answer]], asked: Asked, say: Say) -> Message:
        steps = steps_of(groups, reviewed(self.book))
        part: Message = {"nodes": [], "refused": "", "at": "", "steps": [], "previous": "", "next": ""}
        part |= {"key": "", "on": False, "working": 0}
        refused = self._refused(state)
        if refused or not steps:
            return part | {"refused": WORDS[refused or "review.none"](say.lang)}
        names, at = list(steps), at_of(steps, state, asked)
        index = names.index(at)
        part |= {
            "at": at,
            "steps": [[name, f"{say.group(one)}: {topic.title(say.lang)}"] for name, (one, topic) in steps.items()],
            "previous": names[index - 1] if index else "",
            "next": names[index + 1] if index + 1 < len(steps) else "",
        }
        group, topic = steps[at]
        elsewhere = self._refused(state, group[0])
        if elsewhere:
            return part | {"refused": WORDS[elsewhere](say.lang)}
        key = shown_as("key", group, topic)
        on = key in state.shown
        left = self._derived.work(groups[group], WANTED) if on else 0
        place = say("review.step", n=index + 1, m=len(steps))
        page = work_page if topic == WORK else step_page
        nodes = page(group, topic, groups[group], self._derived if on else None, left, place, say)
        return part | {"nodes": nodes, "key": key, "on": on, "working": left}


def _named(name: str, groups: Mapping[Group, Sequence[Answer]]) -> Group | None:
    """Return the group of that name, else the first."""
    return next((group for group in groups if ":".join(group) == name), next(iter(groups), None))


def _digest(part: Message) -> str:
    return hashlib.sha256(json.dumps(part, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]
