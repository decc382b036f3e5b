"""Critical errors in words: which rule was broken dangerously, by which of the two harms, and what decided it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lbp_teach.case import Case, visit_facts
from lbp_teach.debriefing.first_screen import TIER
from lbp_teach.debriefing.happened import told_next
from lbp_teach.explain import all_reviewed, citations_of, conflicts_of_rules, facts_behind, options, what_if_words
from lbp_teach.guideline.assess import Book
from lbp_teach.play import Attempt
from lbp_teach.scoring import Harm, Item, Report
from lbp_teach.text import Lang, Text, both, same

Plain = dict[str, Any]
HARMS: dict[Harm, Text] = {
    "under": both(da="For lidt eller for sent", en="Too little or too late"),
    "over": both(da="Mere end patienten har gavn af", en="More than the patient benefits from"),
}
#: A medicine, a treatment or a sentence that was chosen and harms is neither too little nor too late.
_CHOICE = both(da="Skadeligt valg", en="A harmful choice")
_GIVEN = ("medicine_class.", "intervention.", "say.")
#: Decisions that give a thing its name; getting one wrong is not the same as leaving something undone.
NAMES_ONLY = {"triage", "suspected", "code"}
_NOT_SAFE = both(da="{choice} er ikke sikkert her", en="{choice} is not safe here")


def critical_words(report: Report, case: Case, attempt: Attempt, book: Book, lang: Lang) -> list[Plain]:
    """Return one entry for each rule that was broken dangerously at a visit, with every decision that broke it.

    What an emergency rests on stands first, then visit by visit: where there are many, only the first are read at once.
    """
    groups = report.critical_groups
    found = []
    # `sorted` keeps the order of the visits among equals.
    for (index, *_), items in sorted(groups.items(), key=lambda one: -TIER[one[1][0].outcomes[0].rule.tier]):
        leading = items[0].outcomes[:1]
        rule = leading[0].rule
        state = attempt.visits[index]
        facts = visit_facts(case, state.visit, book)
        chosen = [
            f"{book.decisions[i.subject].axis(lang)}: "
            f"{options(book, i.subject, (i.chosen.value,), lang, attempt.edition)}"
            for i in items
            if i.chosen
        ]
        best = [
            f"{book.decisions[i.subject].axis(lang)}: {options(book, i.subject, i.best, lang, attempt.edition)}"
            for i in items
        ]
        did_it = any(i.subject not in NAMES_ONLY for i in items)
        harm = items[0].harm or "under"
        named = rule.excess if harm == "over" else rule.missed
        title = named if named and did_it else _NOT_SAFE.format(choice=same(chosen[0]))
        changes = next((i for i in items if i.subject == "urgency" and i.what_if), items[0])
        found.append(
            {
                "rule": rule.id,
                "visit": index + 1,
                "harm": harm,
                "harm_label": harm_label(items, harm)(lang),
                "visit_label": case.visit(state.visit).label(lang),
                "title": title(lang),
                "text": book.words(rule.because, attempt.edition)(lang),
                "chosen": " · ".join(chosen),
                "best": " · ".join(best),
                "choices": [_pair(i, book, lang, attempt.edition) for i in items if i.chosen],
                # The ending of the last visit is the headline already.
                "happened": told_next(case, attempt, index, book, lang),
                "facts": facts_behind(book, leading, facts, lang),
                "citations": citations_of(book, leading, lang, attempt.edition),
                "what_if": what_if_words(book, changes.subject, changes.what_if, lang, attempt.edition),
                "conflicts": conflicts_of_rules(book, leading, lang),
                "reviewed": all_reviewed(book, leading),
            }
        )
    return found


def harm_label(items: Sequence[Item], harm: Harm) -> Text:
    """Return how critical errors of one rule harm the patient, in a few words.

    Args:
        items: the errors.
        harm: by which of the two harms the score is capped.
    """
    given = all(i.subject.startswith(_GIVEN) and i.chosen is not None and i.chosen.value != "avoid" for i in items)
    # What had to be given and was withheld (an operation, a number to call) stays too little.
    withheld = any(i.best and set(i.best) <= {"do", "say"} for i in items)
    return _CHOICE if harm == "under" and given and not withheld else HARMS[harm]


def _pair(item: Item, book: Book, lang: Lang, edition: str) -> Plain:
    """Return one decision as it stands on a line: what it is about, what was chosen, what is best."""
    assert item.chosen is not None
    return {
        "axis": book.decisions[item.subject].axis(lang),
        "chosen": options(book, item.subject, (item.chosen.value,), lang, edition),
        "best": options(book, item.subject, item.best, lang, edition),
    }
