"""How much of a debrief is given. The teacher chooses; what is not given never leaves Python. Pure but for one setting.

A level is a list of what it gives, not of what it holds back: a part that is added to the debrief later is part of the
full level only, until somebody says otherwise here.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from lbp_teach.errors import UsageError
from lbp_teach.play import FEEDBACK, Attempt
from lbp_teach.text import Lang, both

Plain = dict[str, Any]
#: The setting that a server hands on to its kernels.
SETTING = "LBP_FEEDBACK"
#: What every level tells: that it is recorded, where it comes from, and what it is not for.
ALWAYS = ("edition_line", "versions", "disclaimer")
#: What is told beside the marks, from the level at which it is told.
GIVEN: dict[str, tuple[str, ...]] = {
    "none": ALWAYS,
    "correctness": (*ALWAYS, "score", "sum", "categories", "adjustments", "passed", "basis", "cbm", "practice"),
    "reasons": (
        *(*ALWAYS, "score", "sum", "categories", "adjustments", "passed", "basis", "cbm", "practice"),
        *("restraint", "well", "work", "unknown", "objectives", "practised", "estimates"),
    ),
}
#: What is told of one mark.
OF_ITEM: dict[str, tuple[str, ...]] = {
    "correctness": (
        "mark",
        "category",
        "visit_label",
        "category_id",
        "title",
        "chosen",
        "points",
        "of",
        "rows",
        "practice",
    ),
    "reasons": (
        *(
            "mark",
            "category",
            "category_id",
            "visit_label",
            "subject",
            "title",
            "text",
            "chosen",
            "best",
            "points",
            "of",
            "rows",
        ),
        *("citations", "conflicts", "facts", "reviewed", "rules", "for", "against", "unknown", "practice"),
        *("kind", "harm", "formula", "weight"),
    ),
}
#: What is told of a critical error.
OF_CRITICAL: dict[str, tuple[str, ...]] = {
    "correctness": ("visit", "visit_label", "practice"),
    "reasons": (
        *(
            "rule",
            "visit",
            "visit_label",
            "harm",
            "harm_label",
            "title",
            "text",
            "chosen",
            "best",
            "choices",
            "facts",
            "citations",
            "conflicts",
        ),
        *("reviewed", "for", "against", "unknown", "practice"),
    ),
}
_RECORDED = both(
    da="Dine svar er gemt. Din underviser har valgt, at der ikke gives svar her.",
    en="Your answers are recorded. Your teacher has chosen that no feedback is given here.",
)
_DONE = both(da="Du har afsluttet casen.", en="You have finished the case.")
_DANGEROUS = both(da="Det kunne skade patienten: {chosen}", en="This could harm the patient: {chosen}")
_WENT_ON = both(da="Forløbet går videre.", en="The course goes on.")


def chosen_level() -> str:
    """Return the level of feedback for new attempts, from the setting `LBP_FEEDBACK`; `full` where it is not set.

    Raises:
        UsageError: the setting is none of the levels.
    """
    return checked_level(os.environ.get(SETTING) or "full")


def checked_level(level: str) -> str:
    """Return a level of feedback; raises UsageError with one sentence where it is none."""
    if level not in FEEDBACK:
        raise UsageError(
            f"There is no feedback level {level!r}: --feedback (or {SETTING}) takes {', '.join(FEEDBACK[:-1])} "
            f"or {FEEDBACK[-1]}. See docs/teaching.md."
        )
    return level


def level_of(attempt: Attempt) -> str:
    """Return how much this learner is told of this attempt: what the teacher chose, or everything once she asked."""
    return "full" if attempt.more and attempt.feedback != "none" else attempt.feedback


def may_ask(attempt: Attempt) -> bool:
    """Return whether there is more to ask for after the end."""
    return level_of(attempt) in ("correctness", "reasons")


def trimmed(debrief: Plain, level: str, lang: Lang) -> Plain:
    """Return the debrief without what the level does not give.

    Args:
        debrief: the whole debrief.
        level: one of `FEEDBACK`.
        lang: language of the sentences that take the place of what is left out.

    Returns:
        Plain data that holds nothing of what is withheld. Every part keeps its place; one that is withheld is empty.
    """
    if level == "full":
        return {**debrief, "level": level}
    plain = {name: value if name in GIVEN[level] else _empty(value) for name, value in debrief.items()}
    plain["level"] = level
    plain["headline"] = (_RECORDED if level == "none" else _DONE)(lang)
    if level == "none":
        return plain
    plain["critical"] = [_critical(one, level, lang) for one in debrief["critical"]]
    if level == "correctness":
        # That something was too much says in which direction the answer lies; here it is only wrong.
        plain["too_much"], plain["rest"] = [], _bare([*debrief["too_much"], *debrief["rest"]], level)
    else:
        plain["too_much"], plain["rest"] = _kept(debrief["too_much"], level), _kept(debrief["rest"], level)
    return plain


def next_words(bridge: str, attempt: Attempt, lang: Lang) -> str:
    """Return what is told between two visits: at `none` nothing that judges what was decided."""
    return _WENT_ON(lang) if attempt.feedback == "none" else bridge


def _empty(value: Any) -> Any:
    return [] if isinstance(value, list) else "" if isinstance(value, str) else None


def _only(plain: Plain, names: Iterable[str]) -> Plain:
    """Return all keys, with the values of those that are given and empty ones in place of the others."""
    given = frozenset(names)
    return {name: value if name in given else _empty(value) for name, value in plain.items()}


def _kept(items: list[Plain], level: str) -> list[Plain]:
    return [_only(item, OF_ITEM[level]) for item in items]


def _bare(items: list[Plain], level: str) -> list[Plain]:
    """Return which answers were right and what they gave; what had to be asked or examined is told as one sum.

    The heading of such a mark is what had to be done, so a list of them would be the answer.
    """
    told: list[Plain] = []
    sums: dict[tuple[str, str], Plain] = {}
    for item in items:
        if item["category_id"] in ("decision", "time"):
            bare = _only(item, OF_ITEM[level])
            told.append({**bare, "mark": "wrong"} if item["mark"] == "too_much" else bare)
            continue
        known = sums.get((item["category_id"], item["visit_label"]))
        if known is None:
            known = {**_only(item, OF_ITEM[level]), "title": item["category"]}
            known["chosen"] = None
            sums[item["category_id"], item["visit_label"]] = known
            told.append(known)
        else:
            known["points"] += item["points"]
            known["of"] += item["of"]
    for one in sums.values():
        one["mark"] = "right" if one["points"] == one["of"] else "partly" if one["points"] > 0 else "missing"
    return told


def _critical(error: Plain, level: str, lang: Lang) -> Plain:
    plain = _only(error, OF_CRITICAL[level])
    if level == "correctness":
        plain["title"] = _DANGEROUS.format(chosen=error["chosen"])(lang)
    return plain
