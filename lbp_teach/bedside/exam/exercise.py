"""The exam as an exercise: on a patient of a case, or on a seeded drill."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from lbp_teach import content
from lbp_teach.bedside.base import LOCK, Act, Body, Exercise, Mark, Plain
from lbp_teach.bedside.exam.answering import answer_marks, capped, time_mark
from lbp_teach.bedside.exam.lesions import LEVELS, MINUTES, SEEDS, drawn
from lbp_teach.bedside.exam.localise import answer_of, as_act, checked_answer, is_supported
from lbp_teach.bedside.exam.marking import record_marks
from lbp_teach.bedside.exam.model import Content, Person
from lbp_teach.bedside.exam.observe import observe, sides_of
from lbp_teach.bedside.exam.patient import Body as Patient
from lbp_teach.bedside.exam.patient import body_of
from lbp_teach.bedside.exam.record import checked_record
from lbp_teach.bedside.exam.state import ExamState, cost, examined, folded, sides_left
from lbp_teach.bedside.exam.technique import TOOLS, checked_how, kind_of, thorough
from lbp_teach.bedside.exam.view import pack, view
from lbp_teach.bedside.patient import CasePatient, settled_case
from lbp_teach.case import Case
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.guideline.facts import split
from lbp_teach.guideline.model import SIDES
from lbp_teach.play import is_sided
from lbp_teach.refusal import refuse
from lbp_teach.text import Lang

#: What a drill wants examined at each level, beside the signs of the root map.
BESIDE = {1: ("exam.slr",), 2: ("exam.slr",), 3: ("exam.slr", "exam.sensation.saddle", "exam.stocking_sensation")}
_FEEL_SECONDS = 10


class Exam(Exercise[ExamState]):
    """The neurological exam of one patient."""

    tool = "exam"

    @classmethod
    def settled(cls, wanted: Mapping[str, Any]) -> Plain:
        """Return a case and visit, or the level and seed of a drill; a seed that is left out is drawn.

        Raises:
            Refusal: there is no such case, visit, level or seed.
        """
        if wanted.get("case"):
            return settled_case(wanted)
        level, seed = wanted.get("level", 1), wanted.get("seed")
        if type(level) is not int or level not in LEVELS:
            raise refuse("Niveauet er 1, 2 eller 3.", "The level is 1, 2 or 3.")
        if seed is None:
            seed = secrets.randbelow(SEEDS)
        if type(seed) is not int or not 0 <= seed < SEEDS:
            raise refuse(
                f"Frøet er et helt tal fra 0 til {SEEDS - 1}.", f"The seed is a whole number from 0 to {SEEDS - 1}."
            )
        return {"level": level, "seed": seed}

    # ---- the patient ----

    @cached_property
    def content(self) -> Content:
        """Return what can be seen and heard."""
        return content.tool_content("exam", Content)

    @classmethod
    def at_visit(cls, case: Case, visit: str, book: Book) -> Exam:
        """Return the exam of a case's patient at a visit."""
        exam = cls(book, {"case": case.id, "visit": visit})
        exam._case = CasePatient(exam.setting, book, case)
        return exam

    @cached_property
    def _case(self) -> CasePatient | None:
        return CasePatient(self.setting, self.book) if "case" in self.setting else None

    @cached_property
    def body(self) -> Patient:
        """Return the hidden truth."""
        if self._case is not None:
            return body_of(self._case.facts, self._case.case.id, self.book)
        return drawn(self.setting["seed"], self.setting["level"], self.book)[1]

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """Return the findings that have to be examined, in the order in which they are examined."""
        if self._case is not None:
            wanted = {n for o in assess(self.book, self._case.facts).process if o.fired for n in o.rule.examine}
        else:
            signs = self.book.guideline.roots.signs
            wanted = {s.finding for s in signs if s.modality != "functional"} | set(BESIDE[self.setting["level"]])
        return tuple(n for m in self.book.guideline.manoeuvres for n in m.findings if n in wanted)

    @property
    def minutes(self) -> int:
        """Return how long it may take."""
        if self._case is not None:
            return self._case.case.visit(self._case.visit).minutes
        return MINUTES[int(self.setting["level"])]

    @property
    def person(self) -> Person:
        """Return who is on the couch."""
        if self._case is not None:
            who = self._case.case.persona
            return Person(name=who.first_name, age=who.age)
        persons = self.content.persons
        return persons[int(self.setting["seed"]) % len(persons)]

    # ---- acts ----

    def choosable(self, wanted: Mapping[str, Any]) -> Plain:
        """Return what a screen may ask for next: another drill of a level, never one whose key has been seen."""
        if self._case is not None:
            return dict(self.setting)
        return {"level": wanted.get("level", self.setting["level"])}

    def start(self) -> ExamState:
        """Return the state before anything was done."""
        return ExamState()

    def checked(self, state: ExamState, kind: str, args: Mapping[str, Any]) -> Body | None:
        """Check `examine` {manoeuvre, side, how}, `feel` {region, side, tool}, `record`, `localise` and `lock`."""
        match kind:
            case "examine":
                return self.checked_examine(state, args)
            case "feel":
                return self._checked_feel(state, args)
            case "record":
                body = checked_record(args, examined(state.done, self.book), self.book)
                return body if folded(state, kind, body) != state else None
            case "localise":
                answer = checked_answer(args)
                return answer if folded(state, kind, answer) != state else None
            case "lock":
                if state.answer is None:
                    raise refuse("Sig først, hvad det er.", "First say what it is.")
                return {}
        raise refuse("Den handling kender vi ikke. Genindlæs siden.", "We do not know that action. Reload the page.")

    def checked_examine(self, state: ExamState, args: Mapping[str, Any]) -> Body | None:
        """Return the body of a manoeuvre: what, where, how, its cost, and whether it misses the finding.

        Raises:
            Refusal: there is no such manoeuvre, or it cannot be done like that.
        """
        name, side = args.get("manoeuvre"), args.get("side")
        if not isinstance(name, str) or name not in self.book.manoeuvres:
            raise refuse("Den undersøgelse findes ikke. Genindlæs siden.", "No such manoeuvre. Reload the page.")
        manoeuvre = self.book.manoeuvres[name]
        if not is_sided(manoeuvre, self.book):
            side = None
        elif side not in (*SIDES, "both"):
            raise refuse("Vælg venstre, højre eller begge sider.", "Choose left, right or both sides.")
        how = checked_how(manoeuvre, args.get("how"), self.book)
        if kind_of(manoeuvre) not in ("touch", "raise"):
            # Touching both sides at once is a comparison of its own; everything else is done on the side that is left.
            left = sides_left(state.done, name, side, how)
            if not left:
                return None
            side = side if len(left) == len(sides_of(side)) else left[0]
        seen = observe(self.body, manoeuvre, side, how, self.content, self.book)
        seconds = cost(state.done, name, side, manoeuvre.seconds)
        body: Body = {"manoeuvre": name, "side": side, "how": how, "seconds": seconds}
        if not seen.reveals:
            body["partial"] = True
        # The same again changes nothing; the screen shows it once more by itself.
        return body if folded(state, "examine", body) != state else None

    def _checked_feel(self, state: ExamState, args: Mapping[str, Any]) -> Body | None:
        bare = [r.id for r in self.book.guideline.roots.regions if r.finding is None]
        region, side, tool = args.get("region"), args.get("side"), args.get("tool")
        if not isinstance(region, str) or region not in bare:
            raise refuse("Det område findes ikke her. Genindlæs siden.", "There is no such area. Reload the page.")
        if side not in (*SIDES, "both") or tool not in TOOLS:
            raise refuse("Vælg en side og let berøring eller stik.", "Choose a side, and light touch or pinprick.")
        new = (region, side) not in {(f.region, f.side) for f in state.felt}
        body = {"region": region, "side": side, "tool": tool, "seconds": _FEEL_SECONDS if new else 0}
        return body if folded(state, "feel", body) != state else None

    def fold(self, state: ExamState, kind: str, body: Body) -> ExamState:
        """Return the state after an act."""
        return folded(state, kind, body)

    def done(self, state: ExamState) -> bool:
        """Return whether the answer is locked."""
        return state.locked

    # ---- answers ----

    def pack(self, lang: Lang) -> Plain:
        """Return manoeuvres, areas, grades, and the table of roots."""
        return pack(self.book, self.content, lang)

    def view(self, state: ExamState, lang: Lang, *, reveal: bool) -> Plain:
        """Return what was seen and recorded; with `reveal` also what it was."""
        said = None if self._case else self.content.complaint(lang)
        who = {"name": self.person.name, "age": self.person.age, "says": said, "level": self.setting.get("level")}
        time = {"used": state.seconds, "total": self.minutes * 60}
        shown = view(self.body, state, self.content, self.book, lang, reveal=reveal)
        return {"who": who, "time": time, **shown}

    def marks(self, state: ExamState) -> tuple[Mark, ...]:
        """Return the marks of the record, of what it was said to be, and of a drill's time."""
        values = {name: one.value for name, one in state.recorded.items()}
        supported = state.answer is not None and is_supported(values, state.answer, self.book)
        truth = answer_of(self.body, self.book)
        marks = answer_marks(truth, state.answer, self.content, self.book, supported=supported)
        marks += record_marks(self.body, state, self.needed, self.book)
        if self._case is None:
            marks += (time_mark(state.seconds, self.minutes, began=bool(state.done)),)
        return capped(marks, self.book)

    def model(self) -> tuple[Act, ...]:
        """Return the acts of a trained examiner who records what is so and names it."""
        acts: list[Act] = []
        state = self.start()
        for name in dict.fromkeys(self.book.manoeuvre_of[finding].id for finding in self.needed):
            for side, how in thorough(self.book.manoeuvres[name], self.book):
                body = self.checked_examine(state, {"manoeuvre": name, "side": side, "how": how})
                if body is not None:
                    acts.append(("examine", body))
                    state = self.fold(state, "examine", body)
        acts += [("record", self.true_record(name)) for name in self._needed_keys()]
        truth = answer_of(self.body, self.book)
        acts.append(("localise", as_act(truth)))
        return (*acts, (LOCK, {}))

    def _needed_keys(self) -> list[str]:
        return [
            f"{n}@{side}" if side else n
            for n in self.needed
            for side in (SIDES if self.book.findings[n].sided else (None,))
        ]

    def true_record(self, name: str) -> Body:
        """Return the act that records a finding as it is."""
        finding, side = split(name)
        degrees = self.body.angles[side] if finding == "exam.slr" and side else None
        return {"finding": finding, "side": side, "value": self.body.facts[name], "degrees": degrees}
