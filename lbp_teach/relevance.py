"""What is never called needless, though no rule asks for it: what bears on a danger, and the patient's voice."""

from __future__ import annotations

from lbp_teach.guideline.assess import Assessment, Book

#: What a patient fears, believes and hopes for, and what daily life has become. No rule asks for all of it of everybody
#: (at an alarm, for none of it), and it is never wasted time.
#: The toolkit's own reading; not clinician-approved.
VOICE = frozenset(
    {
        "history.wishes_more_support",
        "flags.catastrophic_thoughts",
        "flags.fear_of_movement",
        "flags.negative_expectations",
        "flags.good_understanding",
        "flags.depression_anxiety",
        "function.activities",
        "function.participation",
    }
)


def never_needless(assessment: Assessment, book: Book) -> frozenset[str]:
    """Return the findings that are not required of this patient, and still never count as beyond what was needed.

    They are those that decide an emergency which this patient may have (a danger that the guideline makes urgent), and
    what the patient fears, believes and hopes for.

    Args:
        assessment: what the guideline says of the patient at a visit.
        book: the guideline.
    """
    fired = (o.rule for o in assessment.outcomes if o.fired and o.rule.tier == "emergency" and "urgency" in o.rule.then)
    return VOICE.union(*(book.findings_of_rule[rule.id] for rule in fired))
