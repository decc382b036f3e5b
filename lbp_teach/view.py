"""What a screen shows: plain data in one language, holding nothing that the learner has not earned.

Two kinds: the `pack`, the same for every patient, and the `view`, which is everything this learner may see now.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lbp_teach import content
from lbp_teach.bedside.exam.model import Content as ExamContent
from lbp_teach.bedside.exam.record import recordable
from lbp_teach.bedside.exam.state import examined
from lbp_teach.bedside.exam.view import pack as exam_pack
from lbp_teach.bedside.marks import result
from lbp_teach.bedside.tools import TOOLS
from lbp_teach.board_view import board_pack, board_view
from lbp_teach.case import Case, answer
from lbp_teach.case_tools import exam_view, practised, tool_views
from lbp_teach.debriefing.in_case import after_the_end, between_visits, bridge_words
from lbp_teach.debriefing.reflection import before as written_before
from lbp_teach.edition import EDITION
from lbp_teach.estimate_view import estimate_view
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import Facts, keys
from lbp_teach.home import home, resume_list
from lbp_teach.notepad import noted_facts, notepad
from lbp_teach.play import Attempt, VisitState, known_facts
from lbp_teach.progress.past import Past
from lbp_teach.progress.view import progress_view
from lbp_teach.records import Learner
from lbp_teach.stages import STAGES, stage_states
from lbp_teach.text import Lang

Plain = dict[str, Any]


# ---- the pack ----


def pack(book: Book, lang: Lang) -> Plain:
    """Return everything that is the same for every patient: words, questions, the examination, decisions."""
    guideline = book.guideline
    return {
        "type": "pack",
        "lang": lang.value,
        "strings": content.strings(lang.value, "bedside", "progress", *TOOLS),
        "categories": [{"id": c.id, "label": c.label(lang)} for c in guideline.categories],
        "questions": [
            {
                "id": q.id,
                "category": q.category,
                "text": q.text(lang),
                "synonyms": list(getattr(q.synonyms, lang.value)),
                "seconds": q.seconds,
            }
            for q in guideline.questions
        ],
        "tools": {"exam": exam_pack(book, content.tool_content("exam", ExamContent), lang)},
        "board": board_pack(book, lang),
    }


# ---- a case ----


def case_view(
    case: Case,
    attempt: Attempt,
    stage: str,
    attempts: Mapping[str, Attempt],
    book: Book,
    lang: Lang,
    debriefs: dict[tuple[str, Lang], Plain],
) -> Plain:
    """Return what the learner may see of a case now.

    `debriefs` keeps what was worked out once: what was done at a locked visit never changes again.
    """
    index = len(attempt.visits) - 1
    state = attempt.now
    visit = case.visit(state.visit)
    noted = _noted(attempt, index, case, book)
    before = _noted(attempt, index - 1, case, book) if index else {}
    who = case.persona
    tools, packs = tool_views(state, stage, case, lang)
    view: Plain = {
        "id": case.id,
        "attempt": attempt.id,
        "patient": {
            "initials": who.initials,
            "name": who.name,
            "first_name": who.first_name,
            "age": who.age,
            "occupation": who.occupation(lang),
        },
        "visit": {
            "number": index + 1,
            "label": visit.label(lang),
            "place_time": visit.place_time(lang),
            "opening": visit.opening(lang),
            "door": [{"label": d.label(lang), "value": d.value(lang)} for d in visit.door],
            "bridge": bridge_words(case, attempt, book, lang),
        },
        "stages": [
            {
                "id": name,
                "label": STAGES[name](lang),
                "state": kind,
                "why": why(lang) if why else None,
            }
            for name, (kind, why) in stage_states(attempt, stage).items()
        ],
        "stage": stage,
        "time": {"used": state.seconds, "total": visit.minutes * 60},
        "history": _history(case, state, book, lang),
        "tools": {"exam": exam_view(state, case, book, lang), **tools},
        "packs": packs,
        "notepad": notepad(attempt, noted, before, book, lang, examined(state.examined, book)),
        "estimate": estimate_view(state, book, lang),
        "board": board_view(state.board, state.locked, book, lang),
    }
    if stage == "history" and not index:
        view["written_before"] = written_before(case, attempt, attempts, lang)
    if state.locked and not attempt.finished:
        view["follow_up"] = between_visits(case, attempt, book, lang, debriefs)
    if attempt.finished:
        view["debrief"] = after_the_end(
            case, attempt, attempts, lambda: _practised(case, attempt, lang), book, lang, debriefs
        )
    return view


def _practised(case: Case, attempt: Attempt, lang: Lang) -> list[Plain]:
    """Return what was done with the tools that do not enter the sum, each with points of its own."""
    strings = content.strings(lang.value, *TOOLS)
    return [
        {
            "tool": tool,
            "title": f"{strings[f'{tool}.title']} \u00b7 {case.visit(state.visit).label(lang)}",
            "place": f"{tool}-{index}",
            "result": result(exercise.book, exercise.marks(left), lang),
        }
        for index, state in enumerate(attempt.visits)
        for tool, exercise, left in practised(state, case)
    ]


def _noted(attempt: Attempt, index: int, case: Case, book: Book) -> Facts:
    shown = frozenset(k for finding in recordable(book).values() for k in keys(finding))
    return noted_facts(known_facts(attempt, index, case, book), attempt.visits[index].recorded, shown)


def _history(case: Case, state: VisitState, book: Book, lang: Lang) -> list[Plain]:
    return [
        {
            "question": asked.question,
            "text": book.questions[asked.question].text(lang),
            "answer": answer(case, state.visit, asked.question, book)(lang),
            "seconds": book.questions[asked.question].seconds,
            "over": asked.over,
        }
        for asked in state.asked
        if asked.question in book.questions
    ]


# ---- the whole ----


def view(
    learner: Learner,
    attempts: Mapping[str, Attempt],
    attempt: Attempt | None,
    stage: str | None,
    book: Book,
    lang: Lang,
    debriefs: dict[tuple[str, Lang], Plain] | None = None,
    *,
    past: Past,
    screen: str = "home",
) -> Plain:
    """Return the whole view: one case at one stage, or else the progress page or the home screen."""
    edition = attempt.edition if attempt else EDITION
    plain: Plain = {
        "lang": lang.value,
        "screen": "case" if attempt else screen,
        "learner": learner.name,
        "route": {"case": attempt.case if attempt else None, "stage": stage},
        "edition": book.edition_label(edition, lang),
    }
    if (attempt is None or stage is None) and screen == "progress":
        plain["route"]["screen"] = screen
        plain["progress"] = progress_view(past, resume_list(attempts, lang), book, lang)
    elif attempt is None or stage is None:
        plain["home"] = home(attempts, past, book, lang)
    else:
        plain["case"] = case_view(
            content.load_case(attempt.case),
            attempt,
            stage,
            past.attempts,
            book,
            lang,
            {} if debriefs is None else debriefs,
        )
    return plain
