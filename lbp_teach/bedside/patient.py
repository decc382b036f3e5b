"""The patient of an exercise that works on a case: which case, which visit, and what the learner has heard there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lbp_teach import content
from lbp_teach.bedside.base import Plain
from lbp_teach.case import Case, answer, visit_facts
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import Facts
from lbp_teach.refusal import refuse
from lbp_teach.text import Text


def settled_case(wanted: Mapping[str, Any]) -> Plain:
    """Return which case and visit an exercise is about: the ones wished for, else the first.

    Args:
        wanted: `case` and `visit`, each may be left out. `heard` (ids of questions) is set by the player alone: only
            what was asked is then shown.

    Raises:
        Refusal: there is no such case or visit; the sentence names those there are.
    """
    known = [card.id for card in content.catalogue().cards]
    case_id = wanted.get("case") or known[0]
    if content.current_hash(case_id) is None:
        names = ", ".join(known)
        raise refuse(
            f"Der er ingen case {case_id!r}. Vælg en af {names}.", f"No case {case_id!r}. Choose one of {names}."
        )
    visits = [visit.id for visit in content.load_case(case_id).visits]
    visit = wanted.get("visit") or visits[0]
    if visit not in visits:
        names = ", ".join(visits)
        raise refuse(
            f"Der er intet besøg {visit!r}. Vælg et af {names}.", f"No visit {visit!r}. Choose one of {names}."
        )
    return {"case": case_id, "visit": visit}


class CasePatient:
    """A patient at one visit of a case: what is true, what is said, and what of it may be shown."""

    def __init__(self, setting: Mapping[str, Any], book: Book, case: Case | None = None) -> None:
        """Read the case that a setting names, unless it is given."""
        self.case: Case = case or content.load_case(setting["case"])
        self.visit: str = setting["visit"]
        self.facts: Facts = visit_facts(self.case, self.visit, book)
        self._book = book
        heard = setting.get("heard")
        self.heard: frozenset[str] = frozenset(book.questions if heard is None else heard)

    @property
    def first_name(self) -> str:
        """Return how the patient is called."""
        return self.case.persona.first_name

    def says(self, question: str) -> Text:
        """Return what the patient answers to a question."""
        return answer(self.case, self.visit, question, self._book)
