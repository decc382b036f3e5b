"""Habits of thought of a class: of how many learners each one showed, with n and interval. Pure, then as a panel.

They are feedback and never points (`docs/process.md`). A habit that is not said proves nothing: the detectors leave the
doubtful case in peace.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from lbp_teach.cohort.dashboard_counts import share
from lbp_teach.cohort.dashboard_say import Say, panel, table
from lbp_teach.cohort.dashboard_tree import Child, Node, el
from lbp_teach.cohort.figure import FEWEST, Figure
from lbp_teach.cohort.habits_seen import AFTER, LOW, READ

#: In the order of the learner's own page (`guideline/way.yaml`); the opposite extreme after the habit it belongs to.
HABITS = ("premature_closure", "anchoring", "base_rate", LOW, "confirmation", "availability")


@dataclass(frozen=True)
class Habit:
    """One habit.

    Attributes:
        habit: one of `HABITS`.
        share: of the learners in whom it could have shown, those in whom it did at least once.
    """

    habit: str
    share: Figure


def habits(attempts: pd.DataFrame) -> list[Habit]:
    """Return for each habit in how many learners it showed, in first attempts that count.

    A learner counts where the way through at least one such attempt is known; for availability only where she had been
    told the answers of another patient before.

    Args:
        attempts: attempts, as `Marks.attempts` returns them.
    """
    first = attempts[attempts["counts"] & (attempts["number"] == 1) & attempts["habits"].notna()]
    seen: dict[str, set[str]] = {}
    for learner, words in zip(first["learner"].astype(str), first["habits"].astype(str), strict=True):
        seen.setdefault(learner, set()).update(words.split())
    found = []
    for habit in HABITS:
        could = [words for words in seen.values() if (AFTER if habit == "availability" else READ) in words]
        found.append(Habit(habit, share(sum(habit in words for words in could), len(could))))
    return found


def habits_panel(found: list[Habit], say: Say) -> Node:
    """Return the habits with what each is in plain words, drawn and as a table."""
    rows: list[list[Child]] = [
        [
            el(
                "span",
                None,
                el("strong", None, say(f"habit.{one.habit}")),
                el("small", None, say(f"habit.{one.habit}.is")),
            ),
            el("div", None, say.strip(one.share), el("div", None, _figure(one, say))),
        ]
        for one in found
    ]
    hidden = any(one.share.n >= FEWEST and not one.share.told for one in found)
    return panel(
        "habits",
        say("habits"),
        table(say("habits"), [say("habit"), say("interval")], rows),
        el("p", {"class": "lbp-hint"}, say("habits.hidden", least=FEWEST)) if hidden else None,
        about=say("habits.about"),
    )


def _figure(one: Habit, say: Say) -> str:
    return say.told(one.share) if one.share.n >= FEWEST else say.why(one.share)
