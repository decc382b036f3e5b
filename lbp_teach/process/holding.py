"""Working conclusions: what was settled on, when, and whether it stood unchanged to the end."""

from __future__ import annotations

from collections.abc import Sequence

from lbp_teach.process.model import Held
from lbp_teach.process.trail import Trail


def held(trails: Sequence[Trail], index: int, decision: str, majority: int) -> Held | None:
    """Return the conclusion that stood to the end of a visit, and since when without a break.

    A conclusion is what was decided at the visit before, a decision, or (for the category) an estimate that gives one
    category more than `majority` per cent. An estimate that is spread out, a decision that was taken back and another
    value all break it, so that whoever reconsidered and came back counts from then.

    Args:
        trails: all visits.
        index: which visit.
        decision: `triage` or `suspected`.
        majority: the limit in per cent.

    Returns:
        The conclusion, or None where nothing was decided in the end or her own last estimate says otherwise.
    """
    trail = trails[index]
    final = trail.value(decision)
    if final is None or not trail.recorded:
        return None
    since: Held | None = None
    for value, found in _conclusions(trails, index, decision, majority):
        if value != final:
            since = None
        elif since is None:
            since = found
    return since


def _conclusions(
    trails: Sequence[Trail], index: int, decision: str, majority: int
) -> list[tuple[str | None, Held | None]]:
    """Return every conclusion in order; None stands for one that was given up."""
    found: list[tuple[str | None, Held | None]] = []
    trail = trails[index]
    before = trails[index - 1].value(decision) if index else None
    if before is not None:
        found.append((before, Held(decision, before, "earlier", 0, 0)))
    estimated = last_estimates(trail)
    for at, move in enumerate(trail.moves):
        step = move.step
        if step.kind == "decide" and step.subject == decision:
            value = str(step.value) if step.value is not None else None
            found.append((value, Held(decision, value, "decision", at, move.minute) if value else None))
        elif decision == "triage" and estimated.get(step.subject) == at and step.kind == "estimate":
            chances = trail.state.estimates[step.subject]
            top = max(chances, key=lambda name: chances[name])
            if chances[top] > majority:
                found.append((top, Held(decision, top, "estimate", at, move.minute, chances[top])))
            else:
                found.append((None, None))
    return found


def last_estimates(trail: Trail) -> dict[str, int]:
    """Return where each estimate was given for the last time, as it stands; earlier ones were replaced."""
    return {
        move.step.subject: at
        for at, move in enumerate(trail.moves)
        if move.step.kind == "estimate" and move.step.subject in trail.state.estimates
    }


def first_settled(trail: Trail, decisions: Sequence[str]) -> int | None:
    """Return the place of the first decision among these that stood to the end; None where there was none."""
    last: dict[str, int] = {}
    for at, move in enumerate(trail.moves):
        if move.step.kind == "decide" and move.step.subject in decisions:
            last[move.step.subject] = at
    standing = [at for name, at in last.items() if trail.value(name) is not None]
    return min(standing, default=None)
