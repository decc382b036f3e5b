"""The way through the case, visit by visit: the learner's beside the guideline's, and where that would have led.

The guideline's way is derived as the key is: what had to be asked and examined for this patient, the best choices, and
the branch of the case that follows from them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from lbp_teach.case import Case, ending, following, visit_facts
from lbp_teach.debriefing.why import looks_at_decisions
from lbp_teach.debriefing.worked import Worked, asked, examined, needs_of
from lbp_teach.guideline.assess import Assessment, Book, assess
from lbp_teach.model_answer import model_attempt, needed_seconds
from lbp_teach.play import Attempt, VisitState, decided, found_by
from lbp_teach.scoring import Item, Report
from lbp_teach.text import Lang, Text, both, join

Plain = dict[str, Any]
_ASKED = both(da="Spurgt", en="Asked")
_EXAMINED = both(da="Undersøgt", en="Examined")
_ESTIMATE = both(da="Skøn", en="Estimate")
_MINUTES = both(da="Tid", en="Time")
_NEXT = both(da="Så skete der", en="What happened next")
_BEFORE = both(da="Før undersøgelsen: {what}", en="Before the examination: {what}")
_AFTER = both(da="Efter undersøgelsen: {what}", en="After the examination: {what}")
_SHARE = both(da="{what} {n} %", en="{what} {n}%")
_SHARES = both(da="Når alt er kendt: {what}", en="When everything is known: {what}")
_OF = both(da="{n} af {of} nødvendige", en="{n} of {of} needed")
_EXTRA = both(da="{n} mere", en="{n} more")
_BEFOREHAND = both(da="heraf {n} kendt fra før", en="{n} of them known from before")
_RELEVANT = both(da="{n} relevant, ikke krævet", en="{n} relevant, not required")
_ALL = both(da="{n} nødvendige", en="{n} needed")
_USED = both(da="{n} min af {of}", en="{n} min of {of}")
_TAKES = both(da="{n} min for det nødvendige", en="{n} min for what was needed")
_NONE = both(da="Intet valgt", en="Nothing chosen")
_ROWS = both(da="{n} af {of} rækker", en="{n} of {of} rows")
_ALL_ROWS = both(da="{of} rækker", en="{of} rows")
_INSTEAD = both(
    da="Med vejledningens valg ({what}) var det gået sådan: {text}",
    en="With the guideline's choices ({what}) it would have gone like this: {text}",
)
_SAME = both(da="Det samme.", en="The same.")
_PATH = both(da="Sådan var det gået hele vejen med vejledningens valg", en="The whole way with the guideline's choices")


def timeline(report: Report, case: Case, attempt: Attempt, book: Book, lang: Lang) -> Plain:
    """Return every visit with the learner's way and the guideline's, and the guideline's whole path where it parts."""
    items = (*report.items, *report.practice_items)
    visits = [_visit(index, items, case, attempt, book, lang) for index in range(len(attempt.visits))]
    model = model_attempt(case, book, attempt.edition)
    same = [state.visit for state in model.visits] == [state.visit for state in attempt.visits]
    return {"visits": visits, "path": None if same else _path(model, case, book, lang)}


def _visit(index: int, items: tuple[Item, ...], case: Case, attempt: Attempt, book: Book, lang: Lang) -> Plain:
    state = attempt.visits[index]
    visit = case.visit(state.visit)
    truth = visit_facts(case, state.visit, book)
    key = assess(book, truth, attempt.edition)
    needs, found = needs_of(key, truth, book), found_by(attempt.visits[: index + 1], book)
    questions = {one.id: one.text for one in book.questions.values()}
    manoeuvres = {one.id: one.label for one in book.manoeuvres.values()}
    here = [item for item in items if item.visit == index]
    rows = [
        _work("asked", _ASKED, asked(needs, state, found, book), questions, lang),
        _work("examined", _EXAMINED, examined(needs, state, found, book), manoeuvres, lang),
        *_estimate(state, key, book, attempt.edition, lang),
        *_decisions(here, book, attempt.edition, lang),
        _minutes(state, key, visit.minutes, book, lang),
        _next(index, key, case, attempt, book, lang),
    ]
    return {
        "visit": index + 1,
        "label": visit.label(lang),
        "place_time": visit.place_time(lang),
        "practice": attempt.practice_from is not None and index >= attempt.practice_from,
        "rows": rows,
    }


def _row(name: str, label: str, you: Plain, guide: Plain, mark: str | None = None) -> Plain:
    """Return a line of the table; a side has a `text` and lists of what belongs to it."""
    empty: Plain = {"text": "", "hit": [], "before": [], "missed": [], "relevant": [], "extra": []}
    return {"id": name, "label": label, "mark": mark, "you": {**empty, **you}, "guide": {**empty, **guide}}


# ---- what was asked and examined ----


def _work(name: str, label: Text, found: Worked, names: Mapping[str, Text], lang: Lang) -> Plain:
    def words(those: Iterable[str]) -> list[str]:
        return [names[name](lang) for name in those]

    of = len(found.done) + len(found.before) + len(found.missed)
    told = [_OF.format(n=len(found.done) + len(found.before), of=of)]
    counts = ((_BEFOREHAND, found.before), (_RELEVANT, found.relevant), (_EXTRA, found.extra))
    told += [text.format(n=len(those)) for text, those in counts if those]
    you = {kind: words(getattr(found, kind)) for kind in ("before", "relevant", "extra")}
    return _row(
        name,
        label(lang),
        {"text": join(told)(lang), "hit": words(found.done), **you},
        {"text": _ALL.format(n=of)(lang), "missed": words(found.missed)},
    )


# ---- what was thought and decided ----


def _estimate(state: VisitState, key: Assessment, book: Book, edition: str, lang: Lang) -> list[Plain]:
    triage = book.decisions["triage"]
    told = []
    for when, sentence in (("before", _BEFORE), ("after", _AFTER)):
        chances = state.estimates.get(when)
        if chances:
            shares = [_SHARE.format(what=triage.option(name).label, n=n) for name, n in chances.items() if n]
            told.append(sentence.format(what=join(shares))(lang))
    if not told:
        return []
    best = join([book.words(triage.option(v).label, edition) for v in key.verdicts["triage"].best], sep=" / ")
    return [_row("estimate", _ESTIMATE(lang), {"text": "\n".join(told)}, {"text": _SHARES.format(what=best)(lang)})]


def _decisions(items: list[Item], book: Book, edition: str, lang: Lang) -> list[Plain]:
    rows = []
    of_table: dict[str, list[Item]] = {}
    for item in items:
        if item.category != "decision":
            continue
        decision = book.decisions[item.subject]
        if decision.row:
            of_table.setdefault(decision.card, []).append(item)
            continue
        chosen = decision.option(item.chosen.value).label if item.chosen else _NONE
        best = join([book.words(decision.option(v).label, edition) for v in item.best], sep=" / ")
        you = {"text": book.words(chosen, edition)(lang)}
        rows.append(_row(item.subject, decision.axis(lang), you, {"text": best(lang)}, item.mark))
    for card, group in of_table.items():
        right = sum(item.mark == "right" for item in group)
        mark = "right" if right == len(group) else "critical" if any(i.mark == "critical" for i in group) else "partly"
        you = {"text": _ROWS.format(n=right, of=len(group))(lang)}
        guide = {"text": _ALL_ROWS.format(of=len(group))(lang)}
        rows.append(_row(card, book.board[card].axis(lang), you, guide, mark if right else "missing"))
    return rows


def _minutes(state: VisitState, key: Assessment, minutes: int, book: Book, lang: Lang) -> Plain:
    used, takes = (math.ceil(state.seconds / 60), math.ceil(needed_seconds(key, book) / 60))
    you = {"text": _USED.format(n=used, of=minutes)(lang)}
    return _row("minutes", _MINUTES(lang), you, {"text": _TAKES.format(n=takes)(lang)})


# ---- where it led ----


def _next(index: int, key: Assessment, case: Case, attempt: Attempt, book: Book, lang: Lang) -> Plain:
    """Return what followed, and what would have followed after the best choices at this visit, all else the same."""
    state = attempt.visits[index]
    mine = decided(attempt, index)
    best = {
        name: mine[name] if mine.get(name) in verdict.best else verdict.best[0]
        for name, verdict in key.verdicts.items()
        if verdict.best
    }
    theirs = {**mine, **best, **{f"{state.visit}.{name}": value for name, value in best.items()}}
    you, guide = (_after(case, state.visit, mine, book), _after(case, state.visit, theirs, book))
    if you == guide:
        return _row("next", _NEXT(lang), {"text": you(lang)}, {"text": _SAME(lang)})
    visit = case.visit(state.visit)
    conditions = [b.when for b in visit.next if b.when] + [e.when for e in visit.endings if e.when]
    looked_at = {name for when in conditions for name, earlier in looks_at_decisions(when) if earlier is None}
    other = [d for d in book.decisions.values() if d.id in looked_at and mine.get(d.id) != best.get(d.id)]
    named = [
        Text(da=f"{d.axis.da}: {label.da}", en=f"{d.axis.en}: {label.en}")
        for d in other
        for label in [book.words(d.option(best[d.id]).label, attempt.edition)]
    ]
    text = _INSTEAD.format(what=join(named, sep="; "), text=guide) if named else guide
    return _row("next", _NEXT(lang), {"text": you(lang)}, {"text": text(lang)}, "differs")


def _after(case: Case, visit_id: str, choices: dict[str, str], book: Book) -> Text:
    branch = following(case, visit_id, choices, book)
    return branch.bridge if branch else ending(case, visit_id, choices, book) or _NONE


def _path(model: Attempt, case: Case, book: Book, lang: Lang) -> Plain:
    """Return the visits that the guideline's choices lead to from the beginning, with what happens after each."""
    steps = []
    for index, state in enumerate(model.visits):
        visit = case.visit(state.visit)
        text = _after(case, state.visit, decided(model, index), book)
        steps.append({"label": visit.label(lang), "place_time": visit.place_time(lang), "text": text(lang)})
    return {"title": _PATH(lang), "steps": steps}
