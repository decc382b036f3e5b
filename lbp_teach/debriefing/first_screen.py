"""The first screen of a debrief: what was done well and what to work on, three of each at most, each with its evidence.

Chosen by what it weighed for this patient, never by a text: an emergency question that was asked, a scan that was left
out. What was only guessed, or came along because everything was asked, is not praised.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lbp_teach.case import Case, visit_facts
from lbp_teach.debriefing.advice import advice, entry_words, leading_rule
from lbp_teach.debriefing.training import trained_by
from lbp_teach.debriefing.worked import dangers
from lbp_teach.explain import fact_words
from lbp_teach.guideline.assess import Assessment, Book, assess
from lbp_teach.guideline.facts import Facts, split
from lbp_teach.model_answer import needed
from lbp_teach.play import Attempt, known_facts
from lbp_teach.rows import heading, together
from lbp_teach.scoring import Item, Report
from lbp_teach.text import Lang, Text, both, join

Plain = dict[str, Any]
#: As many as can be remembered.
MOST = 3
#: What a rule's tier makes of the weight of what it decides.
TIER = {"emergency": 4, "serious": 3, "specific": 2, "general": 1}
#: Asking or examining more than this many times what was needed is no choice of questions.
SCATTERED = 2.5
#: Findings that are named as evidence.
FACTS = 3
#: A choice made as a guess.
GUESS = 1
#: What holding back is worth beside a decision of the same weight: it is the harder of the two.
RESTRAINT = 6
#: What asking for, or examining, something that an emergency rests on is worth.
DANGER = 8
#: A finding that was recorded wrongly comes before all but the critical.
MISREAD = 100

_ASKED = both(da="Du spurgte: ”{question}”", en="You asked: “{question}”")
_EXAMINED = both(da="Du undersøgte og noterede: {what}.", en="You examined and recorded: {what}.")
_ALL_NORMAL = both(
    da="Du undersøgte og noterede det, og det var normalt.", en="You examined and recorded it; it was normal."
)
_CHOSE = both(da="Du valgte: {what}.", en="You chose: {what}.")
_HELD_BACK = both(da="Du lod være med at tage billeder", en="You held back from imaging")
_SO_MANY = both(
    da="{right} af {of} rækker som i vejledningen, og ingen imod den.",
    en="{right} of {of} rows as in the guideline, and none against it.",
)


@dataclass(frozen=True)
class _Visit:
    """What is true of the patient at a visit, and what the guideline says of it."""

    facts: Facts
    key: Assessment
    known: Facts

    @property
    def dangers(self) -> frozenset[str]:
        """Return the findings that the emergencies of this patient rest on."""
        return dangers(self.key)


def done_well(report: Report, case: Case, attempt: Attempt, book: Book, lang: Lang) -> list[Plain]:
    """Return up to three things that were done well, the most important first; fewer where there are fewer."""
    visits = _visits(case, attempt, book)
    items = [i for i in (*report.items, *report.practice_items) if i.mark == "right" and i.of > 0]
    if report.baseless:
        # Decisions that rest on nothing are no merit, however right.
        items = [i for i in items if i.category != "decision"]
    found = [(_weight(i, visits[i.visit], book), i) for i in items if _earned(i, attempt, visits, report, book)]
    # `sorted` keeps the order of the visits among equals.
    ranked = [item for weight, item in sorted(found, key=lambda pair: -pair[0]) if weight > 0]
    told = [_praise(i, visits[i.visit], case, attempt, book, lang) for i in _different(ranked, book, pages=False)]
    tables = [] if report.baseless else _tables(report, attempt, book, case, lang)
    return (told + tables)[:MOST]


def work_on(report: Report, case: Case, attempt: Attempt, book: Book, lang: Lang) -> list[Plain]:
    """Return up to three things to work on, the dangerous first, then what was too much, each with what trains it."""
    visits = _visits(case, attempt, book)
    items = [i for i in (*report.items, *report.practice_items) if i.mark != "right" and i.points < i.of]
    ranked = sorted(items, key=lambda i: -_loss(i, visits[i.visit], book))
    return [advice(i, case, attempt, book, lang) for i in _different(ranked, book, pages=True)]


def _visits(case: Case, attempt: Attempt, book: Book) -> list[_Visit]:
    facts = [visit_facts(case, state.visit, book) for state in attempt.visits]
    return [
        _Visit(one, assess(book, one, attempt.edition), known_facts(attempt, index, case, book))
        for index, one in enumerate(facts)
    ]


# ---- what weighs most ----


def _weight(item: Item, visit: _Visit, book: Book) -> float:
    """Return how much a mark mattered for this patient."""
    if item.category == "decision":
        decision = book.decisions[item.subject]
        if decision.row:
            return 0.5
        tier = TIER[item.outcomes[0].rule.tier] if item.outcomes else 1
        held_back = item.subject == "imaging" and "none" in item.best
        return decision.weight * tier + (RESTRAINT if held_back else 0)
    if item.category in ("history", "examination") and item.outcomes:
        rule = item.outcomes[0].rule
        wanted = {*rule.ask, *rule.examine}
        alarms = sum(bool(wanted & book.findings_of_rule[r.id]) for r in book.guideline.rules if r.tier == "emergency")
        return min(4, alarms) + (DANGER if wanted & visit.dangers else 0) + item.of / 16
    return 1.0


def _loss(item: Item, visit: _Visit, book: Book) -> float:
    """Return how much was lost for this patient: danger before excess, excess before the rest."""
    share = 1 - max(0, item.points) / item.of if item.of else 1.0
    first = {"critical": 200, "too_much": 50}.get(item.mark, 0)
    if item.misread:
        # What was seen and written down wrongly is believed by all who read it.
        first = MISREAD
    if item.mark == "too_much" and book.decisions[item.subject].row:
        first = 4
    if item.category == "time":
        return share
    return first + share * _weight(item, visit, book)


def _different(ranked: Iterable[Item], book: Book, *, pages: bool) -> list[Item]:
    """Return the first few that say different things: no subject, no rule and, with `pages`, no page twice."""
    told: list[Item] = []
    seen: set[str] = set()
    later: list[Item] = []
    for item in ranked:
        names = {item.subject, book.decisions[item.subject].card if item.subject in book.decisions else item.subject}
        if item.category == "decision" and item.outcomes:
            rule = item.outcomes[0].rule
            # Two rules may have one heading; a learner would read the same thing twice.
            heading_of = rule.excess if item.mark in ("too_much", "critical") else None
            names |= {f"rule {rule.id}", *([f"heading {heading_of.en}"] if heading_of else [])}
        if names & seen:
            continue
        page = f"page {trained_by(item.subject, leading_rule(item), book).label.en}"
        if pages and page in seen:
            later.append(item)
            continue
        seen |= {*names, page}
        told.append(item)
    return (told + later)[:MOST] if len(told) < MOST else told[:MOST]


# ---- what was earned ----


def _earned(item: Item, attempt: Attempt, visits: list[_Visit], report: Report, book: Book) -> bool:
    """Return whether a right mark shows a choice: not a guess, not the same answer everywhere, not everything asked."""
    state = attempt.visits[item.visit]
    if item.category == "decision":
        if book.decisions[item.subject].row or item.chosen is None or item.chosen.confidence == GUESS:
            return False
        others = [i for i in (*report.items, *report.practice_items) if i.subject == item.subject and i is not item]
        broken = {leading_rule(i) for i in _marks_at(report, item.visit) if i.mark == "critical"}
        if leading_rule(item) in broken:
            # The right name for what was then left undone is no comfort.
            return False
        everywhere = any(i.chosen and i.chosen.value == item.chosen.value and i.points <= 0 for i in others)
        return not everywhere and _grounded(item, visits[item.visit], book)
    if item.category not in ("history", "examination"):
        return False
    questions, manoeuvres = needed(visits[item.visit].key, book)
    if item.category == "history":
        return len(state.asked) <= SCATTERED * max(1, len(questions))
    done = {one.manoeuvre for one in state.examined}
    return len(done) <= SCATTERED * max(1, len(manoeuvres))


def _marks_at(report: Report, visit: int) -> list[Item]:
    """Return all marks of a visit, whether they count or not."""
    return [i for i in (*report.items, *report.practice_items) if i.visit == visit]


def _grounded(item: Item, visit: _Visit, book: Book) -> bool:
    """Return whether the learner had found something that the choice rests on, where it rests on anything special."""
    special = _special([name for outcome in item.outcomes[:1] for name in outcome.facts], visit.facts, book)
    return not special or any(name in visit.known for name in special)


def _special(names: Iterable[str], facts: Facts, book: Book) -> list[str]:
    """Return the facts among these that are out of the ordinary in the patient."""
    return [n for n in names if n in facts and facts[n] != book.findings[split(n)[0]].default]


def _tables(report: Report, attempt: Attempt, book: Book, case: Case, lang: Lang) -> list[Plain]:
    """Return the tables answered well: most rows as in the guideline, none against it, and not one answer for all."""
    found = []
    entries = [group for group in together(report.items, book) if group[0].mark == "right" and len(group) > 1]
    for group in entries:
        card = book.decisions[group[0].subject].card
        rows = [i for i in report.items if i.visit == group[0].visit and i.subject in book.decisions]
        rows = [i for i in rows if book.decisions[i.subject].card == card and book.decisions[i.subject].row]
        values = {i.chosen.value for i in group if i.chosen}
        if len(values) > 1 and all(i.points >= 0 for i in rows) and len(group) >= 0.75 * len(rows):
            title = heading(group, book)(lang)
            text = _SO_MANY.format(right=len(group), of=len(rows))(lang)
            found.append(entry_words(group[0], title, text, [], case, attempt, lang))
    return found


# ---- in words ----


def _praise(item: Item, visit: _Visit, case: Case, attempt: Attempt, book: Book, lang: Lang) -> Plain:
    if item.category == "decision":
        title, text, names = _praised_decision(item, book, attempt.edition)
    else:
        title, text, names = _praised_work(item, visit, attempt, book)
    special = [name for name in _special(dict.fromkeys(names), visit.facts, book) if name in visit.known]
    facts = [fact_words(book, n, visit.facts[n])(lang) for n in special[:FACTS]]
    return entry_words(item, title(lang), text(lang), facts, case, attempt, lang)


def _praised_decision(item: Item, book: Book, edition: str) -> tuple[Text, Text, list[str]]:
    decision = book.decisions[item.subject]
    assert item.chosen is not None
    option = book.words(decision.option(item.chosen.value).label, edition)
    names = [name for outcome in item.outcomes[:2] for name in outcome.facts]
    if item.subject == "imaging" and item.chosen.value == "none":
        because = book.words(item.outcomes[0].rule.because, edition) if item.outcomes else option
        return _HELD_BACK, because, names
    title = Text(da=f"{decision.axis.da}: {option.da}", en=f"{decision.axis.en}: {option.en}")
    because = book.words(item.outcomes[0].rule.because, edition) if item.outcomes else _CHOSE.format(what=option)
    return title, because, names


def _praised_work(item: Item, visit: _Visit, attempt: Attempt, book: Book) -> tuple[Text, Text, list[str]]:
    rule = item.outcomes[0].rule
    assert rule.title is not None
    state = attempt.visits[item.visit]
    wanted = [name for name in visit.facts if split(name)[0] in {*rule.ask, *rule.examine}]
    # What an emergency rests on is named first, then what is out of the ordinary.
    wanted.sort(key=lambda n: (split(n)[0] not in visit.dangers, visit.facts[n] == book.findings[split(n)[0]].default))
    if item.category == "examination":
        noted = _special(wanted, visit.facts, book)
        if not noted:
            return rule.title, _ALL_NORMAL, []
        what = join([fact_words(book, n, visit.facts[n]) for n in noted[:FACTS]], sep="; ")
        return rule.title, _EXAMINED.format(what=what), []
    asked = [one.question for one in state.asked]
    revealing = [q for n in wanted for q in asked if split(n)[0] in book.questions[q].findings]
    text = _ASKED.format(question=book.questions[revealing[0]].text) if revealing else rule.title
    return rule.title, text, wanted
