"""From a case as written and a change to the patient it gives. Pure; the rules then derive the key as for any case."""

from __future__ import annotations

from collections.abc import Mapping

from lbp_teach.case import Alternative, BothSides, Case, OtherSex, Variants, Visit
from lbp_teach.guideline.model import Scalar
from lbp_teach.variants.drawing import Change, alternative, draw, moved_onset
from lbp_teach.variants.names import variant_id
from lbp_teach.variants.words import spoken

Facts = Mapping[str, Scalar | BothSides]
_ONSET = "history.onset_age_years"


def variant(written: Case, seed: str) -> Case:
    """Return the patient that a seed makes of a case, as it is read: `<id>~<seed>`, with every placeholder filled in.

    Args:
        written: the case as its author wrote it, with its placeholders.
        seed: eight hexadecimal digits.

    Raises:
        ValueError: the seed is none.
    """
    name = variant_id(written.id, seed)
    said = spoken(altered(written, draw(written, seed)))
    return said.model_copy(update={"id": name, "variants": Variants()})


def altered(written: Case, change: Change) -> Case:
    """Return a case as its author would have written it with that change: same id, placeholders and all.

    Args:
        written: the case as its author wrote it.
        change: what is changed; what the case does not allow is left as it is.
    """
    varied, persona = written.variants, written.persona
    other = varied.other_sex if change.other_sex else None
    mirrored = change.mirrored and varied.side is not None
    story = alternative(written, change.alternative)
    person: dict[str, int | str] = {"age": change.age}
    if other is not None:
        person |= {"sex": "male" if persona.sex == "female" else "female", **other.model_dump()}
        back = OtherSex(name=persona.name, first_name=persona.first_name, initials=persona.initials)
        varied = varied.model_copy(update={"other_sex": back})
    if mirrored:
        varied = varied.model_copy(update={"side": "left" if varied.side == "right" else "right"})
    visits = tuple(_visit(visit, written, change, story, mirrored) for visit in written.visits)
    return written.model_copy(
        update={"persona": persona.model_copy(update=person), "visits": visits, "variants": varied}
    )


def _visit(visit: Visit, written: Case, change: Change, story: Alternative | None, mirrored: bool) -> Visit:
    facts: Facts = visit.facts
    answers = visit.answers
    if story is not None and story.visit == visit.id:
        facts = {**facts, **{name: _over(facts.get(name), value) for name, value in story.facts.items()}}
        answers = {**answers, **story.answers}
    if mirrored:
        facts = {name: _mirror(value) for name, value in facts.items()}
    if _ONSET in facts:
        facts = {**facts, _ONSET: moved_onset(facts[_ONSET], written, change)}
    return visit.model_copy(update={"facts": dict(facts), "answers": dict(answers)})


def _over(before: Scalar | BothSides | None, after: Scalar | BothSides) -> Scalar | BothSides:
    """Return what an alternative makes of a fact: a side that it does not name keeps what was written of it."""
    if not isinstance(after, BothSides) or before is None:
        return after
    kept = before if isinstance(before, BothSides) else BothSides(left=before, right=before)
    return BothSides(
        left=kept.left if after.left is None else after.left, right=kept.right if after.right is None else after.right
    )


def _mirror(value: Scalar | BothSides) -> Scalar | BothSides:
    return BothSides(left=value.right, right=value.left) if isinstance(value, BothSides) else value
