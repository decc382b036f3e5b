"""Answers the messages of the studio's screen. The text travels with every message; only drafts and cases are kept.

A message is a form's changes and the text they belong to, so that it may be sent again without doing anything twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from lbp_teach import content
from lbp_teach.authoring.skeleton import skeleton
from lbp_teach.edition import EDITION
from lbp_teach.guideline.assess import Book
from lbp_teach.studio import ops, saving, start
from lbp_teach.studio.check import LARGEST, Checked, case_id, check
from lbp_teach.studio.drafts import Draft, Drafts, new_id
from lbp_teach.studio.form import form_view
from lbp_teach.studio.key import facts_list, key_view, near, single_decisions
from lbp_teach.studio.messages import (
    NAME_IT,
    NO_CASE,
    NO_DRAFT,
    NO_WRITE,
    NOT_SAVED,
    PROBLEMS,
    READ_ONLY,
    SORRY,
    UNCHANGED,
    Message,
    about,
    old_name,
    problem,
    short,
    text_of,
    visit_of,
    wish_of,
)
from lbp_teach.studio.pack import pack
from lbp_teach.studio.preview import preview_view
from lbp_teach.studio.tolerant import facts_at, sketch
from lbp_teach.text import Lang

log = logging.getLogger("lbp_teach.studio")
#: Characters that are kept as a draft; what is longer stays in the browser alone.
_KEPT = 2_000_000
_NAME = 60


class StudioSession:
    """What stands behind one screen of the studio."""

    def __init__(self, cases: Path | None = None, home: Path | None = None, book: Book | None = None) -> None:
        """Use the folder of cases and a folder for drafts and backups; by default those of this installation."""
        self._cases = cases or content.cases_root()
        root = (home or content.data_root()) / "studio"
        self.drafts, self._backups = Drafts(root / "drafts"), root / "backups"
        self._book = book
        self._last: tuple[str, Checked] | None = None

    @property
    def book(self) -> Book:
        if self._book is None:
            self._book = content.library()
        return self._book

    def handle(self, message: Any) -> Message | None:
        """Answer a message from the screen, or return None for one that means nothing; nothing in it can raise.

        Args:
            message: plain data with a `type` and a number `n`, which the answer carries too; none of it is trusted.
        """
        if not isinstance(message, dict) or type(message.get("n")) is not int:
            return None
        answer: Callable[[Message, Lang], Message] | None = {
            "hello": self._hello,
            "open": self._open,
            "new": self._new,
            "work": self._work,
            "near": self._near,
            "plan": self._plan,
            "save": self._save,
            "discard": self._discard,
        }.get(str(message.get("type")))
        if answer is None:
            return None
        lang = Lang.EN if message.get("lang") == "en" else Lang.DA
        frame: Message = {"n": message["n"], "lang": lang.value}
        try:
            return {**frame, **answer(message, lang)}
        except Exception:
            log.exception("a message could not be answered")
            return {**frame, "type": "sorry", "text": SORRY(lang)}

    # ---- the list ----

    def _hello(self, message: Message, lang: Lang) -> Message:
        return {
            "type": "contents",
            "strings": content.strings(lang.value, "studio"),
            "pack": pack(self.book, lang),
            "edition": self.book.edition_label(EDITION, lang),
            **self._lists(),
        }

    def _lists(self) -> Message:
        texts = {name: saving.read(self._cases, name) for name in saving.names(self._cases)}
        cases = [
            {**start.headline(saving.as_text(data)), "id": name} for name, data in texts.items() if data is not None
        ]
        drafts = [
            {**start.headline(one.text[:LARGEST]), "draft": one.id, "origin": one.origin, "changed": one.changed}
            for one in self.drafts.all()
        ]
        return {"cases": cases, "drafts": drafts, "writable": saving.writable(self._cases)}

    # ---- opening ----

    def _open(self, message: Message, lang: Lang) -> Message:
        """Open a draft, or a case; a case that has a draft opens as that."""
        name = short(message.get("draft"))
        draft = self.drafts.get(name)
        if name and draft is None:
            return {"type": "sorry", "text": NO_DRAFT(lang), "gone": True}
        if draft is None:
            case = short(message.get("case"))
            draft = next((one for one in self.drafts.all() if one.origin == case), None)
            data = saving.read(self._cases, case)
            if draft is None and data is None:
                return {"type": "sorry", "text": NO_CASE(lang), **self._lists()}
            if draft is None and data is not None:
                draft = Draft(new_id(), case, saving.digest(data), saving.as_text(data))
        assert draft is not None
        return {"type": "opened", **about(draft), "text": draft.text, "resumed": draft.rev > 0}

    def _new(self, message: Message, lang: Lang) -> Message:
        """Begin a case: an empty one, or one that is like another but for its id and its name."""
        name = " ".join(short(message.get("name"))[:_NAME].split())
        if not any(char.isalpha() for char in name):
            return {"type": "sorry", "text": NAME_IT(lang)}
        like = message.get("like")
        before: dict[str, str] = {}
        if isinstance(like, str):
            text = like if len(like) <= LARGEST else ""
            if message.get("case"):
                data = saving.read(self._cases, short(message["case"]))
                text = saving.as_text(data) if data is not None else ""
            found = check(text, self.book)
            try:
                text = start.as_variant(text, found.data, name, self.book)
            except ops.Refused:
                return {"type": "sorry", "text": UNCHANGED(lang)}
            before = start.old_names(found.data)
        else:
            text = skeleton(wish_of(message, name, lang), self.book)
        if (free := saving.free_name(self._cases, start.slug(name))) != start.slug(name):
            text, _ = ops.change(
                text, {"do": "set", "path": ["id"], "value": free}, check(text, self.book).data, self.book
            )
        draft = self.drafts.keep(Draft(new_id(), text=text, tab=short(message.get("tab"))))
        # Of the text as it is opened: its lines are the ones that somebody will look for.
        note = old_name(start.old_name_left(text, before, name), lang)
        return {"type": "opened", **about(draft), "text": text, "resumed": False, "note": note}

    # ---- writing ----

    def _checked(self, text: str) -> Checked:
        if self._last is None or self._last[0] != text:
            self._last = (text, check(text, self.book))
        return self._last[1]

    def _work(self, message: Message, lang: Lang) -> Message:
        """Make the form's changes, keep the draft, and show the case as it is now."""
        text, refused = self._changed(text_of(message), message.get("ops"))
        draft, forked = self._kept(message, text)
        found = self._checked(text)
        disk = saving.read(self._cases, draft.origin) if draft.origin else None
        answer: Message = {
            "type": "worked",
            **about(draft),
            "forked": forked,
            "text": text,
            "refused": UNCHANGED(lang) if refused else "",
            "readable": found.readable,
            "id": case_id(found.data),
            "problems": [problem(one, lang) for one in found.problems],
            "moved": bool(draft.origin) and (saving.digest(disk) if disk is not None else "") != draft.base,
            "pane": message.get("pane"),
        }
        if not found.readable:
            return answer
        case = sketch(found.data)
        index = visit_of(message, case)
        answer["form"] = form_view(case, index, self.book, lang, found.lines)
        if message.get("pane") == "preview":
            answer["preview"] = preview_view(case, index, self.book, lang)
        elif message.get("pane") in ("key", "rules") and case.visits:
            minutes = case.visits[index].get("minutes")
            facts = facts_at(case, index, self.book)
            answer["key"] = key_view(facts, minutes if type(minutes) is int else 0, self.book, lang)
            answer["facts"] = facts_list(facts, self.book, lang)
        return answer

    def _changed(self, text: str, wanted: Any) -> tuple[str, bool]:
        """Return the text after a form's changes, and whether one of them could not be made."""
        changes = wanted if isinstance(wanted, list) else []
        refused = False
        if changes and not (found := self._checked(text)).readable:
            return text, True
        data = found.data if changes else None
        for one in changes[:200]:
            try:
                text, data = ops.change(text, one, data, self.book)
            except ops.Refused:
                refused = True
        return text, refused

    def _kept(self, message: Message, text: str) -> tuple[Draft, bool]:
        """Keep what was written; where another page wrote the same draft since, this becomes a draft of its own."""
        tab, rev = short(message.get("tab")), message.get("rev")
        name = short(message.get("draft"))
        there = self.drafts.get(name)
        given = Draft(there.id if there else name, short(message.get("origin")), short(message.get("base")), text, tab)
        if there is None:
            given = replace(given, id=given.id if len(given.id) == len(new_id()) else new_id())
            disk = saving.read(self._cases, given.origin) if given.origin else None
            same = disk is not None and saving.digest(disk) == given.base and saving.as_text(disk) == text
            return (given if same or len(text) > _KEPT else self.drafts.keep(given)), False
        if there.text == text or len(text) > _KEPT:
            return replace(there, text=text), False
        if there.tab != tab and there.rev != rev:
            return self.drafts.keep(replace(given, id=new_id(), rev=0)), True
        return self.drafts.keep(replace(there, text=text, tab=tab)), False

    def _near(self, message: Message, lang: Lang) -> Message:
        """Say which single changes of the patient would turn a decision."""
        found = self._checked(text_of(message))
        case = sketch(found.data)
        if not case.visits:
            return {"type": "near", "decisions": []}
        facts = facts_at(case, visit_of(message, case), self.book)
        rows = [near(facts, name, self.book, lang) for name in single_decisions(self.book)]
        return {"type": "near", "decisions": [one for one in rows if one["rows"]]}

    # ---- saving ----

    def _plan(self, message: Message, lang: Lang) -> Message:
        """Say what saving would do, before anything is done."""
        text = text_of(message)
        found = self._checked(text)
        name = case_id(found.data) or ""
        wanted = saving.plan(self._cases, name, text, short(message.get("origin")), short(message.get("base")))
        return {
            "type": "plan",
            "name": name,
            "state": wanted.state if name else "new",
            "disk": wanted.disk,
            "diff": list(wanted.diff[:2000]),
            "problems": len(found.problems),
            "writable": saving.writable(self._cases),
            "free": saving.free_name(self._cases, name or "case"),
        }

    def _save(self, message: Message, lang: Lang) -> Message:
        """Write the case where nothing speaks against it; else say what does."""
        text = text_of(message)
        copy = short(message.get("copy"))
        if copy:
            text, refused = self._changed(text, [{"do": "set", "path": ["id"], "value": copy}])
            if refused:
                return {"type": "unsaved", "text": UNCHANGED(lang)}
        found = self._checked(text)
        name = case_id(found.data)
        if not saving.writable(self._cases):
            return {"type": "unsaved", "text": READ_ONLY(lang)}
        if found.problems or not name or (copy and name != copy):
            return {"type": "unsaved", "text": NOT_SAVED.format(why=PROBLEMS)(lang)}
        try:
            base, kept = saving.save(self._cases, name, text, short(message.get("disk")), self._backups)
        except saving.Moved:
            return {**self._plan({**message, "text": text}, lang), "again": True}
        except OSError:
            return {"type": "unsaved", "text": NOT_SAVED.format(why=NO_WRITE)(lang)}
        self.drafts.drop(short(message.get("draft")))
        return {
            "type": "saved",
            **about(Draft(new_id(), name, base)),
            "text": text,
            "file": f"{name}.yaml",
            "backup": str(kept) if kept else "",
            **self._lists(),
        }

    def _discard(self, message: Message, lang: Lang) -> Message:
        """Give a draft up; its text is put beside the backups all the same."""
        draft = self.drafts.get(short(message.get("draft")))
        if draft is not None:
            saving.keep_old(self._backups, "drafts", draft.text.encode("utf-8", "surrogatepass"))
            self.drafts.drop(draft.id)
        return {"type": "listed", **self._lists()}
