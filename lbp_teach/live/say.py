"""The page's words in one language, and the pieces that several of its parts are made of."""

from __future__ import annotations

from dataclasses import dataclass

from lbp_teach import content
from lbp_teach.cohort.dashboard_tree import Child, Node, el
from lbp_teach.edition import EDITION
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.model import Decision
from lbp_teach.live.room import Group
from lbp_teach.live.topics import Count
from lbp_teach.live.words import WORDS
from lbp_teach.text import Lang, Text

#: On the projector, fewer answers than this are not shown: the class would know whose they are.
LEAST = 3


@dataclass(frozen=True)
class Say:
    """Says things in one language, to one of two kinds of viewers.

    Attributes:
        book: the guideline.
        lang: the language.
        private: whether only the teacher sees it.
    """

    book: Book
    lang: Lang
    private: bool = False

    def __call__(self, key: str, **values: str | int | float | Text) -> str:
        """Return the words of a key; with n = 1 those of `key.one` where there are any."""
        one = WORDS.get(f"{key}.one") if values.get("n") == 1 else None
        return (one or WORDS[key]).format(**values)(self.lang)

    def option(self, decision: Decision, value: str, edition: str = EDITION) -> str:
        """Return a value of a decision in words."""
        return self.book.words(decision.option(value).label, edition)(self.lang)

    def words(self, text: Text, edition: str = EDITION) -> str:
        """Return a text of the guideline with its thresholds."""
        return self.book.words(text, edition)(self.lang)

    def few(self, n: int) -> bool:
        """Return whether so few have answered that the class must not see what."""
        return not self.private and n < LEAST

    def group(self, group: Group) -> str:
        """Return a patient and a visit in words."""
        base, visit = group
        card = content.base_card(base)
        label = content.load_case(base).visit(visit).label(self.lang)
        return self("group", name=card.name if card else base, visit=label[:1].lower() + label[1:])

    def too_few(self, n: int) -> str:
        """Return why a count is not shown."""
        return self("few", n=n, least=LEAST) if n else self("nobody")


def panel(name: str, title: str, *kids: Child, aside: Child = None) -> Node:
    """Return a card with a heading.

    Args:
        name: for tests and for the focus.
        title: the heading.
        kids: what is below it.
        aside: what stands beside the heading.
    """
    head = el("div", {"class": "lbp-lv-head"}, el("h2", {}, title), aside)
    return el("section", {"class": "lbp-card lbp-lv-panel", "data-panel": name, "key": name}, head, *kids)


def scrolled(label: str, table: Node) -> Node:
    """Return a table that may be wider than the page."""
    return el("div", {"class": "lbp-lv-scroll", "tabindex": "0", "role": "region", "aria-label": label}, table)


def bars(decision: Decision, counted: Count, say: Say, grades: dict[str, str] | None = None) -> Node:
    """Return how many chose what, as a table with bars.

    Args:
        decision: what was decided.
        counted: by how many.
        say: the language.
        grades: by value, what the guideline calls it; None where that is not told.
    """
    most = max([*counted.by.values(), counted.open, 1])
    rows = [
        _bar(say.option(decision, value), n, most, say, (grades or {}).get(value)) for value, n in counted.by.items()
    ]
    if counted.open:
        rows.append(_bar(say("open_left"), counted.open, most, say, None))
    head = el(
        "tr",
        {},
        el("th", {"scope": "col"}, say("option")),
        el("td", {}),
        el("th", {"scope": "col", "class": "lbp-lv-n"}, say("chosen")),
    )
    return el(
        "table",
        {"class": "lbp-lv-bars"},
        el("caption", {"class": "lbp-unseen"}, decision.axis(say.lang)),
        el("thead", {"class": "lbp-unseen"}, head),
        el("tbody", {}, rows),
    )


def _bar(label: str, n: int, most: int, say: Say, grade: str | None) -> Node:
    told = grade if grade in ("best", "acceptable", "unsafe", "too_much") else None
    chip = el("span", {"class": f"lbp-lv-grade lbp-lv-{told}"}, say(f"grade.{told}")) if told else None
    width = f"{round(100 * n / most)}%"
    drawn = el(
        "svg",
        {"class": "lbp-lv-bar", "aria-hidden": "true"},
        el("rect", {"class": "lbp-lv-track", "width": "100%", "height": "100%"}),
        el("rect", {"class": f"lbp-lv-fill lbp-lv-fill-{told}", "width": width, "height": "100%"}),
    )
    return el(
        "tr",
        {"class": f"lbp-lv-row-{told}" if told else None},
        el("th", {"scope": "row"}, label, chip),
        el("td", {}, drawn),
        el("td", {"class": "lbp-lv-n"}, str(n)),
    )


def chips(title: str, act: str, items: list[tuple[str, str, str]], chosen: str) -> Node:
    """Return a row of choices, one of them pressed.

    Args:
        title: of the row.
        act: what pressing one does.
        items: by name, the words and what stands small beside them.
        chosen: name of the one that is pressed.
    """
    buttons = [
        el(
            "button",
            {
                "type": "button",
                "key": name,
                "class": "lbp-lv-choice",
                "data-act": f"{act}:{name}",
                "aria-pressed": "true" if name == chosen else "false",
            },
            words,
            el("small", {}, small),
        )
        for name, words, small in items
    ]
    return el("div", {"class": "lbp-lv-choices", "role": "group", "aria-label": title}, buttons)
