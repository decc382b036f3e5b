"""What the debrief says of a dangerous choice: what was left undone, or only what was called by the wrong name."""

from __future__ import annotations

import dataclasses

import pytest

from lbp_teach import content
from lbp_teach.debriefing.whole import debrief
from lbp_teach.explain import citation
from lbp_teach.guideline.assess import Book
from lbp_teach.model_answer import model_attempt
from lbp_teach.play import Attempt, Choice
from lbp_teach.scoring import score
from lbp_teach.text import Lang


def headings(attempt: Attempt, book: Book, lang: Lang) -> list[str]:
    case = content.load_case(attempt.case)
    return [one["title"] for one in debrief(score(case, attempt, book), case, attempt, book, lang)["critical"]]


def with_last(attempt: Attempt, **choices: str) -> Attempt:
    """The same attempt with other choices at its last visit."""
    last = attempt.visits[-1]
    changed = dataclasses.replace(last, choices={**last.choices, **{k: Choice(v) for k, v in choices.items()}})
    return dataclasses.replace(attempt, visits=(*attempt.visits[:-1], changed))


@pytest.mark.parametrize("lang", list(Lang))
def test_a_wrong_name_for_what_was_sent_in_is_not_called_leaving_it(book: Book, lang: Lang) -> None:
    model = model_attempt(content.load_case("selma-hodzic"), book)
    missed = next(r.missed for r in book.guideline.rules if r.id == "cauda_equina")
    assert missed is not None
    assert headings(model, book, lang) == []
    named = headings(with_last(model, triage="non_specific"), book, lang)
    assert named == [
        {
            "da": "Triage: Uspecifikke lænderygsmerter er ikke sikkert her",
            "en": "Triage: Non-specific low back pain is not safe here",
        }[lang.value]
    ]
    left = headings(with_last(model, triage="non_specific", urgency="routine"), book, lang)
    assert left == [missed(lang)]


def test_a_disagreement_stands_beside_every_statement_that_it_touches(book: Book) -> None:
    case = content.load_case("jesper-lund")
    attempt = with_last(model_attempt(case, book), urgency="none", imaging="mri", triage="non_specific")
    words = debrief(score(case, attempt, book), case, attempt, book, Lang.EN)
    shown = [cite for item in (*words["critical"], *words["too_much"], *words["rest"]) for cite in item["citations"]]
    touched = 0
    for cite in shown:
        cited = [s for s in book.statements.values() if book.words(s.text).en in cite["statement"]]
        about = {name for s in cited for name in book.conflicts_of(s)}
        told = {one["id"] for one in cite["conflicts"]}
        assert told <= about
        for one in cite["conflicts"]:
            assert one["follow"] == book.words(book.conflicts[one["id"]].follow).en
        touched += bool(told)
    assert touched > 5
    statement = next(s for s in book.statements.values() if set(book.conflicts_of(s)) - set(s.conflicts))
    chip = citation(book, statement.id, Lang.DA, "DSAM2026")
    assert [one["id"] for one in chip["conflicts"]] == list(book.conflicts_of(statement))
