"""Another patient like this one: which variant of a case a learner meets next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lbp_teach import content
from lbp_teach.play import Attempt
from lbp_teach.refusal import refuse
from lbp_teach.variants import base_of, fresh_seed, seed_of, variant_id


def wanted_case(learner: str, message: Mapping[str, Any], attempts: Mapping[str, Attempt]) -> str:
    """Return the id of the case that a message asks to start: the one it names, or another patient like it.

    Args:
        learner: id of the learner.
        message: `case`, and `another` where another patient like it is meant; nothing in it is trusted.
        attempts: all attempts of the learner, by id.

    Raises:
        Refusal: there is no such case here, or nothing may differ in it.
    """
    named = message.get("case")
    if not isinstance(named, str) or content.current_hash(named) is None:
        raise refuse(
            "Den case findes ikke her. Vælg en fra oversigten.",
            "That case is not here. Choose one from the list.",
        )
    return another(learner, base_of(named), attempts) if message.get("another") is True else named


def another(learner: str, case_id: str, attempts: Mapping[str, Attempt]) -> str:
    """Return the id of the variant that a learner meets next: the one that is under way, else a new one.

    Args:
        learner: id of the learner.
        case_id: id of the case as written.
        attempts: all attempts of the learner, by id.

    Raises:
        Refusal: nothing may differ in the case.
    """
    if not has_variants(case_id):
        raise refuse("Den case findes kun i én udgave.", "That case comes in one version only.")
    tried = [one for one in attempts.values() if base_of(one.case) == case_id]
    for one in reversed(tried):
        if not one.finished and seed_of(one.case) and content.current_hash(one.case) == one.case_hash:
            return one.case
    met = dict.fromkeys(seed for one in tried if (seed := seed_of(one.case)) is not None)
    return variant_id(case_id, fresh_seed(learner, content.written_case(case_id), met, len(tried)))


def has_variants(case_id: str) -> bool:
    """Return whether there are other patients like the one of a case or a variant."""
    card = content.base_card(case_id)
    return card is not None and bool(card.variants)
