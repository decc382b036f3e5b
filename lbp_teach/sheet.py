"""Texts that notebooks print: what there is, a fresh mark sheet, and the model answer replayed.

They are deterministic, so that CI can compare them, and they run through the same session that a learner plays.
"""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from lbp_teach import content
from lbp_teach.case import Case
from lbp_teach.debriefing.whole import debrief
from lbp_teach.edition import EDITION
from lbp_teach.guideline.facts import split
from lbp_teach.model_answer import model_attempt
from lbp_teach.play import Attempt, VisitState
from lbp_teach.records import Records
from lbp_teach.scoring import score
from lbp_teach.session import Session
from lbp_teach.text import Lang, Text


def overview(lang: str = "da") -> str:
    """Return what this installation holds: the guideline in numbers and the cases by name.

    Args:
        lang: `da` or `en`.
    """
    words, book = Lang(lang), content.library()
    guideline = book.guideline
    line = Text(
        da="{edition}: {rules} regler, {statements} udsagn med kilde, {conflicts} uenigheder, {questions} spørgsmål.",
        en="{edition}: {rules} rules, {statements} cited statements, {conflicts} disagreements, {questions} questions.",
    ).format(
        edition=book.edition_label(EDITION, words),
        rules=len(guideline.rules),
        statements=len(guideline.statements),
        conflicts=len(guideline.conflicts),
        questions=len(guideline.questions),
    )
    cards = [f"- {c.name}, {c.age}, {c.occupation(words)} ({c.id})" for c in content.catalogue().cards]
    return "\n".join([line(words), *cards])


def sheet(case: str, lang: str = "da") -> str:
    """Return the mark sheet of somebody who has only opened a case; it spoils nothing.

    Args:
        case: id of the case.
        lang: `da` or `en`.

    Raises:
        UsageError: there is no such case.
    """
    words, book = Lang(lang), content.book()
    loaded = content.load_case(case)
    fresh = Attempt("fresh", case, content.case_hash(case), EDITION, (VisitState(loaded.visits[0].id),))
    report = score(loaded, fresh, book)
    total = Text(
        da="{name}, første besøg: 0 af {n} kort besvaret, {points} point.",
        en="{name}, first visit: 0 of {n} cards answered, {points} points.",
    ).format(name=loaded.persona.name, n=len(book.board), points=report.points)
    rows = [f"- {c.axis(words)}: {Text(da='ikke besvaret', en='not answered')(words)}" for c in book.board.values()]
    return "\n".join([total(words), *rows])


def replay(case: str, lang: str = "da") -> str:
    """Play the model answer through the real session and return its mark sheet. For teachers: it spoils the case.

    Args:
        case: id of the case.
        lang: `da` or `en`.

    Raises:
        UsageError: there is no such case.
    """
    words = Lang(lang)
    loaded, book = content.load_case(case), content.book()
    (attempt,) = _played(loaded, words, model_attempt(loaded, book)).attempts.values()
    told = debrief(score(loaded, attempt, book), loaded, attempt, book, words)
    total = Text(da="{points} af {of} point ({percent} %)", en="{points} of {of} points ({percent}%)")
    lines = [total.format(**told["score"])(words), told["headline"], ""]
    visit = ""
    for item in told["rest"]:
        if item["visit_label"] != visit:
            visit = item["visit_label"]
            lines.append(f"## {visit}")
        chosen = f" = {item['chosen']}" if item["chosen"] else ""
        cited = f"  [{item['citations'][0]['label']}]" if item["citations"] else ""
        lines.append(f"{item['points']:>2}/{item['of']:<2} {item['title']}{chosen}{cited}")
        if item["rows"]:
            lines.append(f"      {item['text']}")
    return "\n".join(lines)


def play_through(case: Case, lang: Lang = Lang.DA, attempt: Attempt | None = None) -> dict[str, Any]:
    """Play a whole attempt, the model answer by default, as a browser would, and return the last case view.

    Args:
        case: the case.
        lang: language of the views.
        attempt: what to do at each visit.

    Raises:
        RuntimeError: the session refused a step; the text says which and why.
    """
    session = _played(case, lang, attempt or model_attempt(case, content.book()))
    shown = session.handle({"type": "act", "id": str(uuid.uuid4()), "kind": "go", "case": case.id, "stage": "debrief"})
    plain: dict[str, Any] = shown[-1]["view"]["case"]
    return plain


def _played(case: Case, lang: Lang, wanted: Attempt) -> Session:
    """Return the session in which an attempt was played, act by act."""
    session = Session(Records(Path(":memory:")), lang)
    session.handle({"type": "hello", "token": None, "lang": lang.value, "route": {}, "pending": []})

    def act(kind: str, **args: Any) -> None:
        answers = session.handle({"type": "act", "id": str(uuid.uuid4()), "kind": kind, **args})
        for answer in answers:
            if answer["type"] == "refused":
                raise RuntimeError(f"{kind} {args} was refused: {answer['text']}")

    act("start", case=case.id)
    for state in wanted.visits:
        for asked in state.asked:
            act("ask", question=asked.question)
        for done in state.examined:
            act("examine", manoeuvre=done.manoeuvre, side=done.side, how={**done.how, "consent": True})
        for name, one in state.recorded.items():
            finding, side = split(name)
            act("record", finding=finding, side=side, value=one.value, degrees=one.degrees)
        for kind, body in state.tools.get("exam", ()):
            act(kind, **body)
        for when, chances in state.estimates.items():
            act("estimate", when=when, chances=dict(chances))
        for name, choice in state.choices.items():
            act("decide", decision=name, value=choice.value, confidence=choice.confidence)
        for card in state.left:
            act("leave", card=card, left=True)
        act("lock")
        act("next")
    return session
