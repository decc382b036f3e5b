"""What the class has answered so far, added up and without names; on the projector only what the teacher shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lbp_teach.cohort.dashboard_tree import Node, el
from lbp_teach.guideline.model import Decision
from lbp_teach.live.room import Answer, Group
from lbp_teach.live.say import Say, bars, chips, panel, scrolled
from lbp_teach.live.topics import Topic, count, locked, shown_as
from lbp_teach.variants import seed_of


def answers_page(
    groups: Mapping[Group, Sequence[Answer]],
    chosen: Group | None,
    topics: Sequence[Topic],
    shown: frozenset[str],
    refused: str,
    outdated: int,
    say: Say,
) -> list[Node]:
    """Return the answers at one visit of one patient and her variants.

    Args:
        groups: all answers, in the order of the course.
        chosen: which of them are shown; None for none.
        topics: what is decided.
        shown: what the class may see, as the course's record has it.
        refused: why the class may see nothing; empty where it may.
        outdated: how many attempts are left out because their case has been rewritten.
        say: the language, and who is looking.
    """
    left_out = el("p", {"class": "lbp-lv-warn"}, say("outdated", n=outdated)) if outdated else None
    if chosen is None:
        return [panel("answers", say("answers"), el("p", {}, say("answers.none")), left_out)]
    answers = groups[chosen]
    items = [(":".join(group), say.group(group), say("n", n=len(those))) for group, those in groups.items()]
    return [
        panel(
            "answers",
            say("answers"),
            chips(say("groups"), "group", items, ":".join(chosen)),
            group_notes(answers, say),
            left_out,
            refused and el("p", {"class": "lbp-lv-warn"}, refused),
        ),
        el(
            "div",
            {"class": "lbp-lv-topics", "key": ":".join(chosen)},
            [_topic(topic, answers, chosen, shown, bool(refused), say) for topic in topics],
        ),
    ]


def group_notes(answers: Sequence[Answer], say: Say) -> Node:
    """Return how many have met the patient, and how many can still change their answers."""
    free = len(answers) - locked(answers)
    varied = any(seed_of(one.case) for one in answers)
    told = [
        say("group.here", n=len(answers)),
        free and say("group.unlocked", n=free),
        varied and say("group.variants"),
    ]
    return el("p", {"class": "lbp-hint"}, " ".join(one for one in told if one))


def _topic(
    topic: Topic, answers: Sequence[Answer], group: Group, shown: frozenset[str], refused: bool, say: Say
) -> Node:
    what = shown_as("answers", group, topic)
    seen = what in shown and not refused
    title = topic.title(say.lang)
    toggle = el(
        "button",
        {
            "type": "button",
            "class": "lbp-button lbp-button-plain lbp-button-small",
            "data-act": f"{'hide' if seen else 'show'}:{what}",
            "aria-label": say("hide.of" if seen else "show.of", what=title),
        },
        say("hide" if seen else "show"),
    )
    body = topic_counts(topic, answers, say) if seen or say.private else None
    mark = el("p", {"class": "lbp-lv-mark"}, say("shown" if seen else "hidden"))
    return panel(f"topic:{topic.id}", title, mark, body, aside=None if refused else toggle)


def topic_counts(topic: Topic, answers: Sequence[Answer], say: Say) -> Node:
    """Return how many chose what at one topic, without what the guideline says."""
    if topic.rows:
        return rows_table(topic, answers, say)
    counted = count(answers, topic.decisions[0])
    if not counted.n or say.few(counted.n):
        return el("p", {"class": "lbp-lv-few"}, say.too_few(counted.n))
    return el("div", {}, bars(topic.decisions[0], counted, say), el("p", {"class": "lbp-hint"}, say("n", n=counted.n)))


def rows_table(
    topic: Topic, answers: Sequence[Answer], say: Say, best: Mapping[str, tuple[str, ...] | None] | None = None
) -> Node:
    """Return the rows of a card with how many chose what.

    Args:
        topic: the card.
        answers: of the class.
        say: the language.
        best: by decision, the best values, None where they differ between patients; None where that is not told.
    """
    values = list(dict.fromkeys(option.value for row in topic.decisions for option in row.options))
    first = topic.decisions[0]
    heads = [el("th", {"scope": "col"}, say("row"))]
    if best is not None:
        heads.append(el("th", {"scope": "col"}, say("guideline")))
    counted = [*(say.option(first, value) for value in values), "n"]
    heads += [el("th", {"scope": "col", "class": "lbp-lv-n"}, head) for head in counted]
    rows = [_row(topic, row, values, answers, say, best) for row in topic.decisions]
    table = el(
        "table",
        {"class": "lbp-lv-rows"},
        el("thead", {}, el("tr", {}, heads)),
        el("tbody", {}, rows),
    )
    return scrolled(topic.title(say.lang), table)


def _row(
    topic: Topic,
    row: Decision,
    values: Sequence[str],
    answers: Sequence[Answer],
    say: Say,
    best: Mapping[str, tuple[str, ...] | None] | None,
) -> Node:
    counted = count(answers, row)
    right = best.get(row.id) if best is not None else ()
    hidden = counted.n > 0 and say.few(counted.n)
    cells: list[Node] = []
    if best is not None:
        words = say("depends") if right is None else ", ".join(say.option(row, value) for value in right)
        cells.append(el("td", {"class": "lbp-lv-key"}, words))
    for value in values:
        good = right is not None and value in right
        shown = "·" if hidden or not counted.by.get(value) else str(counted.by[value])
        cells.append(el("td", {"class": "lbp-lv-n" + (" lbp-lv-good" if good else "")}, shown))
    cells.append(el("td", {"class": "lbp-lv-n"}, str(counted.n)))
    sentence = el("small", {}, say.words(row.prompt)) if topic.quoted else None
    return el("tr", {"key": row.id}, el("th", {"scope": "row"}, say.words(row.axis), sentence), cells)
