"""The stages of a visit, in order: which can be opened now, and why the others cannot."""

from __future__ import annotations

from lbp_teach.play import Attempt
from lbp_teach.text import Text, both

STAGES: dict[str, Text] = {
    "history": both(da="Anamnese", en="History"),
    "examination": both(da="Undersøgelse", en="Examination"),
    "flags": both(da="Flag", en="Flags"),
    "function": both(da="Funktion", en="Function"),
    "decision": both(da="Beslutning", en="Decision"),
    "follow_up": both(da="Genbesøg", en="Follow-up"),
    "debrief": both(da="Debrief", en="Debrief"),
}


#: The stages that can be left and entered again until the decisions are locked.
BEFORE_LOCK = ("history", "examination", "flags", "function", "decision")


def furthest(attempt: Attempt) -> str:
    """Return the stage the learner has got to."""
    if attempt.finished:
        return "debrief"
    now = attempt.now
    if now.locked:
        return "follow_up"
    if now.choices or now.left or "after" in now.estimates:
        return "decision"
    for stage, tools in (("function", {"icf"}), ("flags", {"pain", "flags"})):
        if tools & set(now.tools):
            return stage
    return "examination" if now.examined else "history"


def stage_states(attempt: Attempt, stage: str) -> dict[str, tuple[str, Text | None]]:
    """Return for each stage whether it can be opened, and if not, why."""
    locked = attempt.now.locked
    later = Text(da="Åbner, når beslutningerne er låst.", en="Opens when the decisions are locked.")
    gone = Text(da="Beslutningerne er låst.", en="The decisions are locked.")
    after = Text(da="Åbner efter det sidste besøg.", en="Opens after the last visit.")
    over = Text(da="Casen er afsluttet.", en="The case is finished.")
    states: dict[str, tuple[str, Text | None]] = {}
    for name in STAGES:
        if attempt.finished:
            states[name] = ("done", None if name == "debrief" else over)
        elif name in BEFORE_LOCK:
            states[name] = ("done", gone) if locked else ("open", None)
        elif name == "follow_up":
            states[name] = ("open", None) if locked else ("closed", later)
        else:
            states[name] = ("closed", after)
        if name == stage:
            states[name] = ("current", None)
    return states


def can_open(attempt: Attempt, stage: str) -> bool:
    """Return whether a stage can be shown now."""
    if attempt.finished:
        return stage == "debrief"
    if attempt.now.locked:
        return stage == "follow_up"
    return stage in BEFORE_LOCK
