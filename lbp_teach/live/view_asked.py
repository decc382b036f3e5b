"""What had to be asked and examined at a visit, and how many of those who have locked it did so; nobody is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lbp_teach.cohort.dashboard_tree import Child, Node, el
from lbp_teach.debriefing.worked import Needs, asked, examined
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.model import Rule
from lbp_teach.live.keys import Keys
from lbp_teach.live.room import Answer, Group
from lbp_teach.live.say import Say
from lbp_teach.live.topics import Topic, locked
from lbp_teach.live.view_review import sources, step_panel
from lbp_teach.play import found_by


@dataclass(frozen=True)
class Tally:
    """How a question or manoeuvre was dealt with by those whose patient required it.

    Attributes:
        id: of the question or the manoeuvre.
        did: how many asked or examined it.
        missed: how many did not.
        before: how many did not need to, because they knew it from an earlier visit.
        danger: whether an emergency of somebody's patient rests on it.
    """

    id: str
    did: int
    missed: int
    before: int
    danger: bool

    @property
    def due(self) -> int:
        """Return how many had to do it."""
        return self.did + self.missed


@dataclass(frozen=True)
class Reason:
    """A rule that wants something to be asked or examined.

    Attributes:
        rule: the rule.
        edition: of the guideline.
        patients: of how many of those who are counted.
    """

    rule: Rule
    edition: str
    patients: int


def tallies(answers: Sequence[Answer], keys: Keys, book: Book) -> list[Tally]:
    """Return everything that had to be asked or examined with its counts, in the order of the guideline.

    Args:
        answers: of the class at a visit; only of locked ones whose patient is worked out is anything counted.
        keys: what the guideline says.
        book: the guideline.
    """
    counts: dict[str, dict[str, int]] = {}
    danger: set[str] = set()
    for answer, needs in _counted(answers, keys):
        found = found_by((*answer.earlier, answer.state), book)
        both_kinds = asked(needs, answer.state, found, book), examined(needs, answer.state, found, book)
        before, missed = ({n for one in both_kinds for n in getattr(one, kind)} for kind in ("before", "missed"))
        for name, wanted in needs.items.items():
            counted = counts.setdefault(name, {"did": 0, "missed": 0, "before": 0})
            counted["missed" if name in missed else "before" if name in before else "did"] += 1
            if wanted & needs.dangers:
                danger.add(name)
    order = {name: at for at, name in enumerate((*book.questions, *book.manoeuvres))}
    listed = sorted(counts, key=lambda name: order[name]) if _differ(answers, keys) else list(counts)
    return [Tally(name, danger=name in danger, **counts[name]) for name in listed]


def ranked(found: Sequence[Tally], say: Say) -> list[Tally]:
    """Return what most left out first, and of what as many left out, what is dangerous to miss.

    What the class must not see for being of too few says nothing by its place either.
    """
    return sorted(found, key=lambda one: (0 if say.few(one.due) else -one.missed, not one.danger))


def reasons(answers: Sequence[Answer], keys: Keys) -> list[Reason]:
    """Return the rules behind it, as the guideline has them, each with the number of learners for whom it holds."""
    found: dict[str, Reason] = {}
    for answer, needs in _counted(answers, keys):
        for rule in needs.rules:
            had = found.get(rule.id)
            found[rule.id] = Reason(rule, had.edition if had else answer.edition, (had.patients if had else 0) + 1)
    return list(found.values())


def work_page(
    group: Group, topic: Topic, answers: Sequence[Answer], keys: Keys | None, missing: int, place: str, say: Say
) -> list[Node]:
    """Return the step of the review about what was asked and examined; the arguments are those of `step_page`."""
    told = [
        el("h3", {}, say("work.class")),
        el("p", {"class": "lbp-lv-share"}, say("work.locked", n=locked(answers), m=len(answers))),
    ]
    key: list[Child] = []
    if keys is not None and missing:
        key = [el("p", {"role": "status"}, say("review.working", n=missing))]
    elif keys is not None:
        key = _key(answers, keys, say)
    return step_panel(group, topic, answers, told, key, keys is not None, place, say)


def _counted(answers: Sequence[Answer], keys: Keys) -> list[tuple[Answer, Needs]]:
    return [(one, needs) for one in answers if one.state.locked and (needs := keys.needs(one)) is not None]


def _differ(answers: Sequence[Answer], keys: Keys) -> bool:
    return len({frozenset(needs.items) for _, needs in _counted(answers, keys)}) > 1


def _key(answers: Sequence[Answer], keys: Keys, say: Say) -> list[Child]:
    found, of = ranked(tallies(answers, keys, say.book), say), locked(answers)
    note = say.too_few(of) if say.few(of) else say("work.counted")
    return [
        _differ(answers, keys) and el("p", {"class": "lbp-lv-warn"}, say("work.differs")),
        el("p", {"class": "lbp-hint"}, note),
        _table(found, say),
        el("h4", {}, say("work.why")),
        el("div", {}, [_why(one, of, say) for one in reasons(answers, keys)]),
    ]


def _told(one: Tally, say: Say) -> bool:
    """Return whether there is a number, and the viewer may have it."""
    return one.due > 0 and not say.few(one.due)


def _table(found: Sequence[Tally], say: Say) -> Node:
    bars = any(_told(one, say) for one in found)
    heads = [
        el("th", {"scope": "col"}, say("work.item")),
        el("td", {}) if bars else None,
        el("th", {"scope": "col", "class": "lbp-lv-n"}, say("work.did")),
    ]
    return el(
        "table",
        {"class": "lbp-lv-bars lbp-lv-work"},
        el("caption", {"class": "lbp-unseen"}, say("work")),
        el("thead", {"class": "lbp-unseen"}, el("tr", {}, heads)),
        el("tbody", {}, [_row(one, bars, say) for one in found]),
    )


def _row(one: Tally, bars: bool, say: Say) -> Node:
    told = _told(one, say)
    known = one.id in say.book.questions
    words = say.book.questions[one.id].text if known else say.book.manoeuvres[one.id].label
    chip = el("span", {"class": "lbp-lv-grade lbp-lv-unsafe"}, say("work.danger")) if one.danger else None
    before = el("small", {}, say("work.before", n=one.before)) if one.before and not say.few(one.before) else None
    drawn: Child = None
    if told:
        drawn = el(
            "svg",
            {"class": "lbp-lv-bar", "aria-hidden": "true"},
            el("rect", {"class": "lbp-lv-track", "width": "100%", "height": "100%"}),
            el(
                "rect",
                {"class": "lbp-lv-fill", "width": f"{round(100 * one.did / one.due)}%", "height": "100%"},
            ),
        )
    number = say("n_of_m", n=one.did, m=one.due) if told else "·"
    return el(
        "tr",
        {"key": one.id, "data-item": one.id},
        el("th", {"scope": "row"}, say.words(words), chip, before),
        el("td", {}, drawn) if bars else None,
        el("td", {"class": "lbp-lv-n"}, number),
    )


def _why(one: Reason, of: int, say: Say) -> Node:
    title = one.rule.title or one.rule.because
    kids: list[Child] = []
    if one.patients < of:
        kids.append(el("p", {"class": "lbp-lv-mark"}, say("part", n=one.patients, m=of)))
    kids += [el("p", {}, say.words(one.rule.because, one.edition)), sources((one.rule,), one.edition, say)]
    heading = el("summary", {}, el("strong", {}, say.words(title, one.edition)))
    return el("details", {"class": "lbp-lv-why", "key": one.rule.id}, heading, kids)
