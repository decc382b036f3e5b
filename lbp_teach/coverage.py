"""Which facts of the sources the guideline carries: the table behind `lbp-teach guideline coverage`."""

from __future__ import annotations

from dataclasses import dataclass

from lbp_teach.guideline.model import Guideline, NotEncoded, Topic


@dataclass(frozen=True)
class Row:
    """One topic.

    Attributes:
        topic: the topic.
        carried: facts that a statement or a parameter carries.
        skipped: facts that are left out with a reason.
        missing: facts that are neither.
    """

    topic: Topic
    carried: tuple[str, ...]
    skipped: tuple[NotEncoded, ...]
    missing: tuple[str, ...]


def facts_of(topic: Topic) -> tuple[str, ...]:
    """Return the ids of a topic's facts, in order."""
    return tuple(f"F-{topic.id}-{number:02d}" for number in range(1, topic.facts + 1))


def fact_ids(guideline: Guideline) -> frozenset[str]:
    """Return the ids of all facts of the sources."""
    return frozenset(fact for topic in guideline.topics for fact in facts_of(topic))


def coverage(guideline: Guideline) -> tuple[Row, ...]:
    """Return, for each topic, which facts are carried, which are left out with a reason, and which are missing."""
    carried = {fact for statement in guideline.statements for fact in statement.facts}
    carried |= {fact for parameter in guideline.parameters for fact in parameter.facts}
    skipped = {one.fact: one for one in guideline.not_encoded}
    rows = []
    for topic in guideline.topics:
        facts = facts_of(topic)
        rows.append(
            Row(
                topic,
                tuple(fact for fact in facts if fact in carried),
                tuple(skipped[fact] for fact in facts if fact in skipped and fact not in carried),
                tuple(fact for fact in facts if fact not in carried and fact not in skipped),
            )
        )
    return tuple(rows)
