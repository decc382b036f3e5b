"""How far an exam in a case was right: what was seen and written down, and what it was put to. Shares, not points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lbp_teach.bedside.exam.localise import Answer, answer_share, is_supported
from lbp_teach.bedside.exam.marking import ABNORMAL, NORMAL, misread_units
from lbp_teach.bedside.exam.record import Record, same_value
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import Facts
from lbp_teach.guideline.model import Scalar


@dataclass(frozen=True)
class Reading:
    """What was written down of the findings that one rule wants.

    Attributes:
        units: what was earned; never below 0.
        of: what could be earned.
        missing: keys that were not seen.
        unnoted: keys that were seen and not written down.
        misread: keys written down wrongly, with what was written.
    """

    units: int
    of: int
    missing: tuple[str, ...]
    unnoted: tuple[str, ...]
    misread: tuple[tuple[str, Scalar], ...]


def reading(needed: tuple[str, ...], known: Facts, truth: Facts, record: Record, book: Book) -> Reading:
    """Return how the findings of a rule were read.

    Args:
        needed: keys that had to be examined.
        known: what was obtained, well enough to be seen.
        truth: everything that is true of the patient.
        record: what was written down.
        book: the guideline.
    """
    units, of = 0, 0
    missing, unnoted, misread = [], [], []
    for name in (one for one in needed if asked_for(one, truth)):
        finding = book.findings[name.partition("@")[0]]
        worth = NORMAL if truth[name] == finding.default else ABNORMAL
        of += worth
        if name not in known:
            missing.append(name)
        elif name not in record:
            unnoted.append(name)
        elif same_value(finding, record[name].value, truth[name]):
            units += worth
        else:
            misread.append((name, record[name].value))
            units += misread_units(finding, record[name].value, truth[name])
    return Reading(max(0, units), of, tuple(missing), tuple(unnoted), tuple(misread))


def asked_for(name: str, truth: Facts) -> bool:
    """Return whether a finding is wanted: the crossed raise is done on a leg whose own raise is not positive."""
    finding, _, side = name.partition("@")
    return finding != "exam.crossed_slr" or truth[f"exam.slr@{side}"] != "positive"


def located(truth: Answer, said: Answer | None, values: Mapping[str, Scalar], book: Book) -> float | None:
    """Return how right it is what the findings were put to, 0 to 1; None where no answer is the right one.

    An answer that the learner's own record does not bear out is a guess and counts 0.
    """
    if truth.what == "unclear":
        return None
    if said is None or not is_supported(values, said, book):
        return 0.0
    return answer_share(truth, said)
