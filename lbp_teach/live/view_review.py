"""Going through the cases together: what the class chose, then what the guideline says, why, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from lbp_teach.cohort.dashboard_tree import Child, Node, el
from lbp_teach.edition import EDITION
from lbp_teach.explain import by_section, citation, fact_words, options
from lbp_teach.guideline.model import Decision, Rule
from lbp_teach.live.keys import Keys, Part
from lbp_teach.live.room import Answer, Group
from lbp_teach.live.say import Say, bars, panel
from lbp_teach.live.topics import Topic, count, locked
from lbp_teach.live.view_answers import group_notes, rows_table, topic_counts

#: The grades that are told of an option.
_TOLD = ("best", "acceptable", "unsafe", "too_much")


def step_page(
    group: Group, topic: Topic, answers: Sequence[Answer], keys: Keys | None, missing: int, place: str, say: Say
) -> list[Node]:
    """Return one step of the review.

    Args:
        group: patient and visit.
        topic: what is talked about.
        answers: of the class at that visit.
        keys: what the guideline says; None while it is not shown.
        missing: for how many patients that is not worked out yet.
        place: which step of how many, in words.
        say: the language, and who is looking.
    """
    told: Child = topic_counts(topic, answers, say)
    key: list[Child] = []
    if keys is not None and missing:
        key = [el("p", {"role": "status"}, say("review.working", n=missing))]
    elif keys is not None and topic.rows:
        told, key = _rows(topic, answers, keys, say)
    elif keys is not None:
        told, key = _single(topic.decisions[0], answers, keys, say)
    return step_panel(group, topic, answers, [el("h3", {}, say("class")), told], key, keys is not None, place, say)


def step_panel(
    group: Group,
    topic: Topic,
    answers: Sequence[Answer],
    told: Child,
    key: Sequence[Child],
    on: bool,
    place: str,
    say: Say,
) -> list[Node]:
    """Return the card of a step.

    Args:
        group: patient and visit.
        topic: what is talked about.
        answers: of the class at that visit.
        told: what the class did.
        key: what the guideline says; nothing while it is not shown.
        on: whether it is shown.
        place: which step of how many, in words.
        say: the language, and who is looking.
    """
    free = len(answers) - locked(answers)
    return [
        panel(
            "step",
            topic.title(say.lang),
            el("p", {"class": "lbp-lv-prompt"}, topic.prompt(say.lang)),
            group_notes(answers, say) if say.private else None,
            not on and free > 0 and el("p", {"class": "lbp-lv-warn"}, say("review.unlocked", n=free)),
            told,
            el("div", {"class": "lbp-lv-answer", "data-panel": "key"}, el("h3", {}, say("guideline")), key)
            if key
            else None,
            aside=el("p", {"class": "lbp-lv-place"}, say.group(group), el("span", {}, place)),
        )
    ]


# ---- one choice ----


def _single(decision: Decision, answers: Sequence[Answer], keys: Keys, say: Say) -> tuple[Child, list[Child]]:
    parts = keys.parts(answers, decision.id)
    counted = count(answers, decision)
    told: Child = el("p", {"class": "lbp-lv-few"}, say.too_few(counted.n))
    if counted.n and not say.few(counted.n):
        grades = {value: parts[0].key.grade(value) for value in counted.by} if len(parts) == 1 else None
        told = [bars(decision, counted, say, grades), el("p", {"class": "lbp-hint"}, say("n", n=counted.n))]
    key: list[Child] = []
    if len(parts) > 1:
        key.append(el("p", {"class": "lbp-lv-warn"}, say("differs")))
    # What one part says of few follows from the whole and the other parts: then no part says it.
    may_tell = not any(say.few(n) for part in parts if (n := count(part.answers, decision).n))
    key += [_part(decision, part, len(answers) if len(parts) > 1 else 0, may_tell, say) for part in parts]
    return told, key


def _part(decision: Decision, part: Part, of: int, may_tell: bool, say: Say) -> Node:
    key, edition = part.key, part.answers[0].edition
    best = options(say.book, decision.id, key.best, say.lang, edition)
    kids: list[Child] = []
    if of:
        kids.append(el("p", {"class": "lbp-lv-mark"}, say("part", n=len(part.answers), m=of)))
    kids.append(el("p", {"class": "lbp-lv-best-answer"}, best))
    if key.acceptable:
        named = ", ".join(say.option(decision, value, edition) for value in key.acceptable)
        kids.append(el("p", {}, say("acceptable", what=named)))
    kids.append(el("p", {"class": "lbp-lv-because"}, [say.words(rule.because, edition) for rule in key.rules[:1]]))
    if may_tell:
        kids.append(_shares(decision, part, say))
    if part.facts:
        units = [fact_words(say.book, name, value)(say.lang) for name, value in part.facts]
        kids.append(
            el(
                "div",
                {"class": "lbp-lv-facts"},
                el("h4", {}, say("facts")),
                el("ul", {}, [el("li", {}, one) for one in units]),
            )
        )
    if may_tell:
        kids.append(_why_not(decision, part, say))
    kids.append(sources(key.rules, edition, say))
    return el("div", {"class": "lbp-lv-part"}, kids)


def _shares(decision: Decision, part: Part, say: Say) -> Node | None:
    counted = count(part.answers, decision)
    if not counted.n:
        return None
    by = {grade: sum(n for value, n in counted.by.items() if part.key.grade(value) == grade) for grade in _TOLD}
    told = [say("best_share", k=by["best"], n=counted.n)]
    if by["unsafe"]:
        told.append(say("harm_share", k=by["unsafe"], n=counted.n))
    if by["too_much"]:
        told.append(say("much_share", k=by["too_much"], n=counted.n))
    return el("p", {"class": "lbp-lv-share"}, " ".join(told))


def _why_not(decision: Decision, part: Part, say: Say) -> Node | None:
    """Return why what somebody chose is dangerous or too much."""
    counted, edition = count(part.answers, decision), part.answers[0].edition
    told = [
        say("why_not", what=say.option(decision, value, edition), because=say.words(rule.because, edition))
        for value, rule in part.key.against
        if counted.by.get(value) and rule not in part.key.rules[:1]
    ]
    return el("ul", {"class": "lbp-lv-why-not"}, [el("li", {}, one) for one in told]) if told else None


def sources(rules: Sequence[Rule], edition: str, say: Say) -> Node:
    """Return where rules stand, to be unfolded, with the disagreements of the sources."""
    book = say.book
    names = list(dict.fromkeys(name for rule in rules for name in rule.cites))
    cited = by_section(citation(book, name, say.lang, edition) for name in names)
    own = not all(
        one == "sourced" for one in [r.reviewed for r in rules] + [book.statements[n].reviewed for n in names]
    )
    wait = el("span", {"class": "lbp-chip lbp-chip-wait"}, say("unreviewed")) if own else None
    lines = []
    for one in cited:
        small = [*one["facts"], *filter(None, [one["edition"]])]
        lines.append(
            el(
                "li",
                {},
                el("strong", {}, one["label"]),
                " ",
                one["statement"],
                el("small", {}, " · ".join(small)),
                [el("p", {}, say("conflict", question=c["question"], follow=c["follow"])) for c in one["conflicts"]],
            )
        )
    labels = [el("span", {"class": "lbp-chip"}, one["label"]) for one in cited]
    return el(
        "details",
        {"class": "lbp-lv-sources"},
        el("summary", {}, say("sources"), " ", labels, wait),
        el("ul", {}, lines),
        el("p", {"class": "lbp-hint"}, say("edition", edition=book.edition_label(edition, say.lang))),
    )


# ---- the rows of a card ----


def _rows(topic: Topic, answers: Sequence[Answer], keys: Keys, say: Say) -> tuple[Child, list[Child]]:
    parts = {row.id: keys.parts(answers, row.id) for row in topic.decisions}
    best = {name: _one_best(found) for name, found in parts.items()}
    differs = el("p", {"class": "lbp-lv-warn"}, say("differs")) if None in best.values() else None
    why = [_row_why(row, parts[row.id], best[row.id], len(answers), say) for row in topic.decisions]
    return rows_table(topic, answers, say, best), [differs, why]


def _one_best(parts: Sequence[Part]) -> tuple[str, ...] | None:
    """Return what is best for all patients; None where it differs."""
    return parts[0].key.best if len({tuple(sorted(part.key.best)) for part in parts}) == 1 else None


def _row_why(row: Decision, parts: Sequence[Part], best: tuple[str, ...] | None, of: int, say: Say) -> Node:
    kids: list[Child] = []
    for part in parts:
        edition, rules = part.answers[0].edition, part.key.rules[:1]
        named = options(say.book, row.id, part.key.best, say.lang, edition)
        if len(parts) > 1:
            kids.append(el("p", {"class": "lbp-lv-mark"}, say("part", n=len(part.answers), m=of), f": {named}"))
        kids += [el("p", {}, say.words(rule.because, edition)) for rule in rules]
        kids.append(sources(rules, edition, say))
    words = say("depends") if best is None else options(say.book, row.id, best, say.lang, EDITION)
    heading = el("summary", {}, el("strong", {}, say.words(row.axis)), f": {words}")
    return el("details", {"class": "lbp-lv-why", "key": row.id}, heading, kids)
