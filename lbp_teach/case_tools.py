"""The assessment tools inside a case: the same exercises on the patient of the visit, recorded with everything else.

The exam is marked with the case. The others are practice: what was done with them is told in the debrief with points of
its own, which do not enter the case's sum. Until then a tool shows what was done with it and nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lbp_teach import content
from lbp_teach.acting import opened
from lbp_teach.bedside.base import LOCK, Exercise
from lbp_teach.bedside.exam.exercise import Exam
from lbp_teach.bedside.exam.observe import sides_of
from lbp_teach.bedside.exam.state import ExamState
from lbp_teach.bedside.tools import tool_class
from lbp_teach.case import Case
from lbp_teach.guideline.assess import Book
from lbp_teach.play import Attempt, VisitState
from lbp_teach.refusal import refuse
from lbp_teach.text import Lang

Plain = dict[str, Any]
#: Acts at the couch that are recorded as events of their own kind.
EXAM_ACTS = ("examine", "record", "feel", "localise")
#: The acts this module decides.
ACTS = (*EXAM_ACTS, "tool")
#: Which tools stand at which stage, beside the exam.
AT_STAGE: dict[str, tuple[str, ...]] = {"flags": ("pain", "flags"), "function": ("icf",), "decision": ("talk",)}
#: What every patient of a case brings up: fear that something is damaged. Choosing it by what is true of her would tell
#: what nobody has asked about.
SITUATION = "damage"
_PRACTICE = tuple(tool for tools in AT_STAGE.values() for tool in tools)


# ---- the exam ----


def exam_state(state: VisitState, exam: Exam) -> ExamState:
    """Return where the exam of a visit stands."""
    rest = exam.after((kind, dict(body)) for kind, body in state.tools.get("exam", ()))
    return ExamState(state.examined, state.recorded, rest.felt, rest.answer, state.seconds)


def exam_view(state: VisitState, case: Case, book: Book, lang: Lang) -> Plain:
    """Return what the learner may see of the exam at a visit."""
    exam = Exam.at_visit(case, state.visit, book)
    return exam.view(exam_state(state, exam), lang, reveal=False)


# ---- what is practised ----


def tool_at(tool: str, state: VisitState, case: Case, *, marks: bool = False) -> Exercise[Any]:
    """Return a tool on the patient of a visit, as far as the learner knows her by asking and examining.

    The conversation needs no more than what playing a case has loaded, until it is marked.
    """
    book = content.book() if tool == "talk" and not marks else content.library()
    setting: Plain = {
        "case": case.id,
        "visit": state.visit,
        "heard": [asked.question for asked in state.asked],
    }
    if tool in ("flags", "icf"):
        setting["examined"] = _examined(state)
    if tool == "talk":
        setting["situation"] = SITUATION
    return tool_class(tool)(book, setting)


def _examined(state: VisitState) -> list[str]:
    """Return what was seen, for tools that repeat it in the words of the couch; the pain tool would name the grades."""
    done = [one for one in state.examined if one.reveals]
    return [one.manoeuvre if side is None else f"{one.manoeuvre}@{side}" for one in done for side in sides_of(one.side)]


def tool_views(state: VisitState, stage: str, case: Case, lang: Lang) -> tuple[Plain, Plain]:
    """Return what the tools of a stage show, and the lists they draw from, both by tool."""
    views, packs = {}, {}
    for tool in AT_STAGE.get(stage, ()):
        exercise = tool_at(tool, state, case)
        done = exercise.after((kind, dict(body)) for kind, body in state.tools.get(tool, ()))
        views[tool] = exercise.view(done, lang, reveal=False)
        packs[tool] = exercise.pack(lang)
    return views, packs


def practised(state: VisitState, case: Case) -> list[tuple[str, Exercise[Any], Any]]:
    """Return the tools that were used at a visit: name, exercise, and how it was left."""
    used = []
    for tool in _PRACTICE:
        acts = state.tools.get(tool, ())
        if acts:
            exercise = tool_at(tool, state, case, marks=True)
            used.append((tool, exercise, exercise.after((kind, dict(body)) for kind, body in acts)))
    return used


# ---- acts ----


def check(
    attempt: Attempt, kind: str, args: Mapping[str, Any], case: Case, book: Book, exam: Exam | None = None
) -> tuple[str, Plain] | None:
    """Decide what an act with an assessment tool records.

    Args:
        attempt: the state as it is now.
        kind: one of `ACTS`; `tool` names the tool in `tool` and what is done with it in `do`.
        args: what the browser sent; nothing in it is trusted.
        case: the case being played.
        book: the guideline.
        exam: the exam of this visit, where it is at hand already.

    Returns:
        The kind and the body of the event, or None when nothing changes.

    Raises:
        Refusal: the act is not possible now, with the reason.
    """
    state = opened(attempt)
    if kind == "tool":
        return _check_tool(state, args, case)
    exam = exam or Exam.at_visit(case, state.visit, book)
    body = exam.checked(exam_state(state, exam), kind, args)
    if body is None:
        return None
    if kind in ("examine", "record"):
        if kind == "examine":
            body["over"] = state.seconds + body["seconds"] > case.visit(state.visit).minutes * 60
        return kind, {"visit": state.visit, **body}
    return "tool", {"visit": state.visit, "tool": "exam", "do": kind, "with": body}


def _check_tool(state: VisitState, args: Mapping[str, Any], case: Case) -> tuple[str, Plain] | None:
    tool, do = args.get("tool"), args.get("do")
    if tool not in _PRACTICE or not isinstance(do, str) or do == LOCK:
        raise refuse("Det findes ikke i denne udgave. Genindlæs siden.", "That does not exist here. Reload the page.")
    exercise = tool_at(str(tool), state, case)
    before = exercise.after((kind, dict(body)) for kind, body in state.tools.get(str(tool), ()))
    body = exercise.check(before, do, args)
    if body is None:
        return None
    return "tool", {"visit": state.visit, "tool": tool, "do": do, "with": body}
