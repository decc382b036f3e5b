"""The assessment tools inside a case: the same exercises on the patient of the visit, recorded with everything else.

Their marks wait for the debrief; until then a tool shows what was done with it and nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lbp_teach.bedside.exam.exercise import Exam
from lbp_teach.bedside.exam.state import ExamState
from lbp_teach.case import Case
from lbp_teach.guideline.assess import Book
from lbp_teach.play import Attempt, VisitState, opened
from lbp_teach.text import Lang

Plain = dict[str, Any]
#: Acts at the couch that are recorded as events of their own kind.
EXAM_ACTS = ("examine", "record", "feel", "localise")


def exam_state(state: VisitState, exam: Exam) -> ExamState:
    """Return where the exam of a visit stands."""
    rest = exam.after((kind, dict(body)) for kind, body in state.tools.get("exam", ()))
    return ExamState(state.examined, state.recorded, rest.felt, rest.answer, state.seconds)


def check(attempt: Attempt, kind: str, args: Mapping[str, Any], case: Case, book: Book) -> tuple[str, Plain] | None:
    """Decide what an act with an assessment tool records.

    Args:
        attempt: the state as it is now.
        kind: one of `EXAM_ACTS`.
        args: what the browser sent; nothing in it is trusted.
        case: the case being played.
        book: the guideline.

    Returns:
        The kind and the body of the event, or None when nothing changes.

    Raises:
        Refusal: the act is not possible now, with the reason.
    """
    state = opened(attempt)
    exam = Exam.at_visit(case, state.visit, book)
    body = exam.checked(exam_state(state, exam), kind, args)
    if body is None:
        return None
    if kind in ("examine", "record"):
        if kind == "examine":
            body["over"] = state.seconds + body["seconds"] > case.visit(state.visit).minutes * 60
        return kind, {"visit": state.visit, **body}
    return "tool", {"visit": state.visit, "tool": "exam", "do": kind, "with": body}


def exam_view(state: VisitState, case: Case, book: Book, lang: Lang) -> Plain:
    """Return what the learner may see of the exam at a visit."""
    exam = Exam.at_visit(case, state.visit, book)
    return exam.view(exam_state(state, exam), lang, reveal=False)
