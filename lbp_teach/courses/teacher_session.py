"""Answers the teachers' page on courses: shows them, checks a plan while it is written, makes and changes courses."""

from __future__ import annotations

import base64
import logging
import re
import sqlite3
import threading
import time
from collections.abc import Callable
from typing import Any

from lbp_teach import content
from lbp_teach.courses import qr, teacher_view
from lbp_teach.courses.address import Address, join_address
from lbp_teach.courses.blueprints import blueprints, slots_of
from lbp_teach.courses.closing import close, reopen, reopened
from lbp_teach.courses.draft import decided, plan_of
from lbp_teach.courses.extra import given
from lbp_teach.courses.members import Seen, allow, has_begun, members
from lbp_teach.courses.model import Course
from lbp_teach.courses.neighbours import neighbours
from lbp_teach.courses.planning import kinds, patient, problems
from lbp_teach.courses.record import CourseState, all_courses, create, note, state_of
from lbp_teach.courses.removing import remove
from lbp_teach.courses.teacher_marks import marks_view
from lbp_teach.courses.teacher_words import WORDS
from lbp_teach.courses.trouble import Trouble
from lbp_teach.edition import EDITION
from lbp_teach.exports.reading import Marked
from lbp_teach.records import Gone, Stale, Store, open_records
from lbp_teach.refusal import Refusal
from lbp_teach.text import Lang

Message = dict[str, Any]
Send = Callable[[Message], None]
log = logging.getLogger("lbp_teach.courses")
_ID = re.compile(r"course-[0-9a-f]{12}\Z")
_ACTION = re.compile(r"[A-Za-z0-9-]{8,80}\Z")
#: Answers to acts that are kept, for a page that asks again because the first answer was long in coming.
_KEPT = 50
#: Seconds after which work is shown, and between two signs of it.
_EVERY = 0.3


class CourseSession:
    """What a teacher plans with. Typical use: `CourseSession().handle({"type": "show", "n": 1, "lang": "da"})`."""

    def __init__(self, store: Store | None = None) -> None:
        """Begin; nothing is read before the first message.

        Args:
            store: where the records are; None for those of this installation.
        """
        self._given = store
        self._done: dict[str, Message] = {}
        self._seen: dict[tuple[str, str], Seen] = {}
        self._marked: dict[tuple[str, int, bool], Marked] = {}
        # JupyterLab hands a widget's messages to whichever thread is free.
        self._one_at_a_time = threading.RLock()

    @property
    def store(self) -> Store:
        """Return where the records are, opened when first asked for."""
        if self._given is None:
            self._given = open_records(content.data_root())
        return self._given

    def handle(self, message: Any, send: Send | None = None) -> Message | None:
        """Answer one message of the screen; nothing in it is trusted.

        Args:
            message: plain data: `show`, `check`, `blueprint`, `save`, `close`, `reopen`, `allow`, `remove`, `count`,
                `marks` or `picture`, each with a number `n`. What writes has an `id`, and is done once however often it
                comes.
            send: is told how far long work is.

        Returns:
            The answer, or None for a message that means nothing.
        """
        kind = message.get("type") if isinstance(message, dict) else None
        if not isinstance(kind, str) or kind not in _ANSWERS:
            return None
        lang = Lang(message["lang"]) if message.get("lang") in tuple(Lang) else Lang.DA
        n = message.get("n")
        frame: Message = {"n": n if type(n) is int else None, "lang": lang.value}
        with self._one_at_a_time:
            try:
                return frame | self._once(message, lang, send)
            except Refusal as refusal:
                return frame | {"type": "sorry", "text": refusal.text(lang)}
            except Gone:
                return frame | {"type": "sorry", "text": WORDS["gone"](lang)}
            except sqlite3.Error:
                log.exception("the store could not do it")
                return frame | {"type": "sorry", "text": WORDS["store"](lang)}
            except Exception:
                log.exception("a message could not be answered")
                return frame | {"type": "sorry", "text": WORDS["sorry"](lang)}

    def _once(self, message: Message, lang: Lang, send: Send | None) -> Message:
        kind, action = str(message["type"]), message.get("id")
        answer = _ANSWERS[kind]
        if kind not in _WRITES:
            return answer(self, message, lang, send)
        if not isinstance(action, str) or not _ACTION.match(action):
            raise Refusal(WORDS["sorry"])
        if action not in self._done:
            self._done[action] = answer(self, message, lang, send)
            while len(self._done) > _KEPT:
                del self._done[next(iter(self._done))]
        return self._done[action]

    # ---- showing ----

    def _show(self, message: Message, lang: Lang, _send: Send | None) -> Message:
        answer: Message = {"type": "shown"}
        if message.get("hello") is True:
            strings = content.strings(lang.value) | {f"courses.{key}": text(lang) for key, text in WORDS.items()}
            answer |= {"strings": strings, "edition": content.book().edition_label(EDITION, lang)}
        match message.get("screen"):
            case "form":
                source = self._state(message) if message.get("course") else None
                copied = message.get("copy") is True
                begun = source is not None and not copied and has_begun(self.store, source.course.id, self._seen)
                form = teacher_view.form_view(source, copied, begun, lang)
                return answer | {"screen": "form", "form": form}
            case "course":
                return answer | self._course(self._state(message), message, lang)
        courses = teacher_view.list_view(all_courses(self.store), lang)
        return answer | {"screen": "list", "courses": courses}

    def _course(self, state: CourseState, message: Message, lang: Lang) -> Message:
        people = members(self.store, state.course.id, self._seen)
        view = teacher_view.course_view(state, people, self._address(state, message), lang)
        wrong = message.get("base") if message.get("typed") is True and view["join"] is None else None
        told = WORDS["join.base.wrong"].format(given=str(wrong)[:100])(lang) if wrong else None
        return {"screen": "course", "course": view, "base_wrong": told}

    def _address(self, state: CourseState, message: Message) -> Address | None:
        return join_address(state.course, message.get("base"))

    def _count(self, message: Message, _lang: Lang, _send: Send | None) -> Message:
        state = self._state(message)
        return {"type": "counted", "course": state.course.id, "joined": len(self.store.joined_by(state.course.id))}

    def _marks(self, message: Message, lang: Lang, send: Send | None) -> Message:
        # A page that waits asks again: then only what is new is marked.
        view = marks_view(self.store, self._state(message), content.book(), lang, send, self._marked)
        return {"type": "marks", **view}

    def _picture(self, message: Message, lang: Lang, _send: Send | None) -> Message:
        state = self._state(message)
        address = self._address(state, message)
        if address is None:
            raise Refusal(WORDS["join.nowhere"])
        data = base64.b64encode(qr.picture(address.url)).decode("ascii")
        return {"type": "file", "name": f"lbp-{state.course.code}.png", "png": data}

    def _state(self, message: Message) -> CourseState:
        state = self._state_or_none(message)
        if state is None:
            raise Refusal(WORDS["gone"])
        return state

    def _state_or_none(self, message: Message) -> CourseState | None:
        name = message.get("course")
        return state_of(self.store, name) if isinstance(name, str) and _ID.match(name) else None

    # ---- planning ----

    def _check(self, message: Message, lang: Lang, send: Send | None) -> Message:
        course, troubles = self._judged(message, lang, send, self._state_or_none(message))
        seen = course
        if course is None and (seen := _patients_alone(message.get("plan"))):
            # Something else is not written yet, such as the name: the patients are looked at all the same.
            _warm(seen, lang, send)
            troubles += problems(seen)
        sound = seen is not None and all(patient(case) for slot in seen.slots for case in slot.cases)
        beside = teacher_view.beside_view(seen, neighbours(seen), lang) if seen and sound else None
        return {"type": "checked", "problems": teacher_view.troubles_view(troubles, lang), "beside": beside}

    def _judged(
        self, message: Message, lang: Lang, send: Send | None, state: CourseState | None
    ) -> tuple[Course | None, list[Trouble]]:
        plan = message.get("plan")
        course, troubles = decided(plan if isinstance(plan, dict) else {}, state.course if state else None)
        if course is None:
            return None, troubles
        _warm(course, lang, send)
        return course, problems(course, self._others(state))

    def _others(self, state: CourseState | None) -> list[CourseState]:
        """Return the courses beside the one that is edited; none where it is an exam of which nothing is secret."""
        if state is not None and state.released:
            return []
        return [one for one in all_courses(self.store) if state is None or one.course.id != state.course.id]

    def _blueprint(self, message: Message, lang: Lang, _send: Send | None) -> Message:
        wanted = next((one for one in blueprints() if one.id == message.get("blueprint")), None)
        slots = slots_of(wanted, lang) if wanted else None
        if slots is None:
            raise Refusal(WORDS["lacking"])
        return {"type": "filled", "slots": [slot.model_dump(mode="json") for slot in slots]}

    # ---- deciding ----

    def _save(self, message: Message, lang: Lang, send: Send | None) -> Message:
        state = self._unmoved(message)
        course, troubles = self._judged(message, lang, send, state)
        # To look at the patients takes a while, in which another teacher may have decided something.
        state = self._unmoved(message)
        other = state is not None and course is not None and _other_patients(course, state.course)
        # Who has begun has her patients; another draw would give her others.
        if state is not None and other and has_begun(self.store, state.course.id, self._seen):
            troubles.append(Trouble(("slots",), WORDS["begun"], WORDS["begun.do"]))
        if course is None or any(one.blocks for one in troubles):
            return {"type": "checked", "problems": teacher_view.troubles_view(troubles, lang), "stopped": True}
        if state is None:
            saved = create(self.store, **course.model_dump(exclude={"id", "code"}))
        else:
            body = course.model_dump(mode="json") | {"id": state.course.id, "code": state.course.code}
            try:
                saved = note(self.store, state.course.id, "course", body, expect=state.seq)
            except Stale:
                raise Refusal(WORDS["moved"]) from None
        return {"type": "shown", "said": WORDS["form.saved"](lang), **self._course(saved, message, lang)}

    def _unmoved(self, message: Message) -> CourseState | None:
        """Return the course that is edited, as the form was given it; None for a new one."""
        state = self._state(message) if message.get("course") else None
        if state is not None and message.get("was") != plan_of(state.course):
            raise Refusal(WORDS["moved"])
        return state

    def _close(self, message: Message, lang: Lang, _send: Send | None) -> Message:
        state = close(self.store, self._state(message))
        return {"type": "shown", "said": WORDS["closed"](lang), **self._course(state, message, lang)}

    def _reopen(self, message: Message, lang: Lang, _send: Send | None) -> Message:
        state = reopen(self.store, self._state(message))
        return {"type": "shown", "said": reopened(state)(lang), **self._course(state, message, lang)}

    def _remove(self, message: Message, lang: Lang, _send: Send | None) -> Message:
        said = remove(self.store, self._state(message))(lang)
        courses = teacher_view.list_view(all_courses(self.store), lang)
        return {"type": "shown", "said": said, "screen": "list", "courses": courses, "removed": True}

    def _allow(self, message: Message, lang: Lang, _send: Send | None) -> Message:
        state = self._state(message)
        typed = str(message.get("extra", "")).strip()
        extra = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else -1
        member = allow(self.store, state.course.id, str(message.get("learner")), extra)
        said = given(state.course, member.name, member.extra)(lang)
        return {"type": "shown", "said": said, **self._course(state, message, lang)}


Answer = Callable[[CourseSession, Message, Lang, Send | None], Message]
_WRITES: dict[str, Answer] = {
    "save": CourseSession._save,
    "close": CourseSession._close,
    "reopen": CourseSession._reopen,
    "allow": CourseSession._allow,
    "remove": CourseSession._remove,
}
_ANSWERS: dict[str, Answer] = _WRITES | {
    "show": CourseSession._show,
    "check": CourseSession._check,
    "blueprint": CourseSession._blueprint,
    "count": CourseSession._count,
    "marks": CourseSession._marks,
    "picture": CourseSession._picture,
}


def _patients_alone(plan: Any) -> Course | None:
    """Return a plan's patients as a course, whatever else of it is not in order."""
    course, _ = decided({"title": "-", "slots": plan.get("slots")} if isinstance(plan, dict) else {})
    return course


def _warm(course: Course, lang: Lang, send: Send | None) -> None:
    """Work out the variants of all cases, and tell how far it is: each takes a while the first time."""
    names = [case for slot in course.slots if slot.variant for case in slot.cases]
    told = time.monotonic()
    for done, name in enumerate(names):
        kinds(name)
        if send is not None and time.monotonic() - told > _EVERY:
            told = time.monotonic()
            send({"type": "progress", "words": WORDS["check.working"].format(x=done + 1, n=len(names))(lang)})


def _other_patients(new: Course, old: Course) -> bool:
    """Return whether somebody could meet other patients, or be examined instead of practising."""
    now, before = ([(slot.cases, slot.count, slot.variant) for slot in one.slots] for one in (new, old))
    return now != before or new.mode != old.mode
