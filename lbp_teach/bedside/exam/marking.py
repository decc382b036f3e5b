"""Marks of what was recorded: right value, right side, both sides compared, adequate technique."""

from __future__ import annotations

from collections.abc import Mapping

from lbp_teach.bedside.base import Mark, MarkName
from lbp_teach.bedside.exam.localise import is_abnormal
from lbp_teach.bedside.exam.patient import STEP, Body
from lbp_teach.bedside.exam.record import Record, same_value
from lbp_teach.bedside.exam.state import Done, ExamState, examined
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import SIDE_WORDS, key, value_words
from lbp_teach.guideline.model import SIDES, Finding, Scalar, Side
from lbp_teach.text import Text, both, join

#: Points for a value that is as in everybody, and for one that is not: most findings of most patients are normal, and
#: whoever writes "normal" everywhere must not live well on them. Calling an abnormal finding normal costs, and so does
#: calling a normal one abnormal.
NORMAL, ABNORMAL, OVERLOOKED, OVERCALLED = 1, 4, -2, -1
#: Points for the affected side and for technique.
SIDE, TECHNIQUE = 1, 1
_TITLES = {
    "side": both(da="{what}: den påvirkede side", en="{what}: the affected side"),
    "technique": both(
        da="{what}: begge sider, på en måde der viser det", en="{what}: both sides, in a way that shows it"
    ),
}
_WAS = both(da="{side}: {true}, du noterede {said}", en="{side}: {true}, you recorded {said}")
_POSITIVE = both(
    da="Positiv er kun den kendte smerte ned under knæet, mellem {slr_degrees} grader",
    en="Positive is only the familiar pain below the knee, between {slr_degrees} degrees",
)
_NOTHING = both(da="ingenting", en="nothing")
_SIDE_BECAUSE = both(
    da="Forskellen mellem siderne betyder mere end selve graden.",
    en="The difference between the sides means more than the grade itself.",
)
_LUCK = both(
    da="Værdien passer, men kunne ikke ses på den måde, du undersøgte.",
    en="The value is right, but could not be seen the way you examined.",
)
_RIGHT = both(da="Noteret, som det var.", en="Recorded as it was.")
_WELL_DONE = both(
    da="Begge sider er undersøgt på en måde, der viser fundet.",
    en="Both sides were examined in a way that shows the finding.",
)
_NOT_WELL = {
    "strength": both(
        da="Kraft 4 og 5 skilles kun ad med fuld modstand på begge sider.",
        en="Strength 4 and 5 are told apart only by full resistance on both sides.",
    ),
    "reflex": both(
        da="En refleks mangler først, når den også mangler med forstærkning. Slå på begge sider.",
        en="A reflex is absent only when it is also absent with reinforcement. Strike both sides.",
    ),
    "sensation": both(
        da="Rør begge sider i det område, kilden beskriver, og lad patienten sammenligne.",
        en="Touch both sides in the area the source describes, and let the patient compare.",
    ),
    "slr": both(
        da="Benet løftes passivt, på begge sider, til noget stopper det. Notér vinklen.",
        en="The leg is raised passively, on both sides, until something stops it. Record the angle.",
    ),
    "other": both(da="Undersøg og notér.", en="Examine and record."),
}


def record_marks(body: Body, state: ExamState, needed: tuple[str, ...], book: Book) -> tuple[Mark, ...]:
    """Return the marks of what was recorded.

    Args:
        body: the hidden truth.
        state: what was done and recorded.
        needed: findings that had to be examined.
        book: the guideline.
    """
    seen = examined(state.done, book, well=True)
    return tuple(mark for name in needed for mark in _finding_marks(name, body, state, seen, book))


def _finding_marks(name: str, body: Body, state: ExamState, seen: frozenset[str], book: Book) -> list[Mark]:
    record = state.recorded
    finding = book.findings[name]
    names = [key(name, side) for side in (SIDES if finding.sided else (None,))]
    cites = _cites(name, book)
    right = [k for k in names if k in record and accepts(body, k, record[k].value, book)]
    earned = [k for k in right if k in seen]
    done = [k for k in names if k in record]
    worse = affected_side(name, body, book) if finding.sided else None
    value = sum(_worth(k, name, body, book) for k in names)
    if not done:
        # One line says it: nothing was written down.
        of = value + (TECHNIQUE if finding.sided else 0) + (SIDE if worse else 0)
        told = _told(name, names, body, record, book)
        return [Mark(f"value:{name}", finding.label, "missing", 0, of, told, cites, reviewed=bool(cites))]
    marks = [
        Mark(
            f"value:{name}",
            finding.label,
            _name(len(earned), len(names), wrong=len(done) > len(right)),
            sum(_points(k, name, body, record, book) for k in names if k in seen),
            value,
            _RIGHT
            if len(earned) == len(names)
            else _by_luck(name)
            if len(right) == len(names)
            else _told(name, names, body, record, book),
            cites,
            reviewed=bool(cites),
        )
    ]
    if worse is not None:
        hit = _recorded_side(name, record, book) == worse
        marks.append(
            Mark(
                f"side:{name}",
                _TITLES["side"].format(what=finding.label),
                "right" if hit else "wrong",
                SIDE if hit else 0,
                SIDE,
                _SIDE_BECAUSE,
                ("reflex_asymmetry",) if "reflex" in name else cites,
            )
        )
    if finding.sided:
        adequate = all(k in seen and k in record for k in names) and _angles_right(name, body, record)
        adequate = adequate and ("sensation" not in name or _compared(name, state.done, book))
        marks.append(
            Mark(
                f"technique:{name}",
                _TITLES["technique"].format(what=finding.label),
                "right" if adequate else "missing",
                TECHNIQUE if adequate else 0,
                TECHNIQUE,
                _WELL_DONE if adequate else _NOT_WELL[_technique_kind(name)],
                cites,
            )
        )
    return marks


def _by_luck(name: str) -> Text:
    """Return why a value that is right counts for nothing: it was written down without being seen."""
    return join([_LUCK, _NOT_WELL[_technique_kind(name)]], sep=" ")


def _compared(name: str, done: tuple[Done, ...], book: Book) -> bool:
    """Return whether light touch was put to both sides at once, so that the patient compared them."""
    return any(
        d.side == "both"
        and d.how.get("tool") == "light"
        and d.reveals
        and name in book.manoeuvres[d.manoeuvre].findings
        for d in done
        if d.manoeuvre in book.manoeuvres
    )


def _worth(one: str, name: str, body: Body, book: Book) -> int:
    return NORMAL if body.facts[one] == book.findings[name].default else ABNORMAL


def _points(one: str, name: str, body: Body, record: Record, book: Book) -> int:
    if one not in record:
        return 0
    if accepts(body, one, record[one].value, book):
        return _worth(one, name, body, book)
    return misread_units(book.findings[name], record[one].value, body.facts[one])


def misread_units(finding: Finding, said: Scalar, truth: Scalar) -> int:
    """Return what a wrong value costs: abnormal called normal, normal called abnormal; another grade costs nothing."""
    if said == finding.default:
        return OVERLOOKED
    return OVERCALLED if truth == finding.default else 0


def accepts(body: Body, name: str, value: Scalar, book: Book) -> bool:
    """Return whether a recorded value is right; strength that gives way in jerks may be called 4 or 5."""
    finding = book.findings[name.partition("@")[0]]
    if name in body.jerks:
        return value in (4, 5)
    return same_value(finding, value, body.facts[name])


def affected_side(name: str, body: Body, book: Book) -> str | None:
    """Return the side on which a sided finding is worse; None where the sides are alike."""
    return _worse(name, {side: body.value(name, side) for side in SIDES}, book)


def _recorded_side(name: str, record: Record, book: Book) -> str | None:
    if any(key(name, side) not in record for side in SIDES):
        return None
    return _worse(name, {side: record[key(name, side)].value for side in SIDES}, book)


def _worse(name: str, values: Mapping[Side, Scalar], book: Book) -> str | None:
    """Return the side that is worse: the abnormal one, or the lower grade where both are."""
    if values["left"] == values["right"]:
        return None
    sign = next((s for s in book.guideline.roots.signs if s.finding == name), None)
    finding = book.findings[name]
    abnormal = [s for s in SIDES if (is_abnormal(sign, values[s], book) if sign else values[s] != finding.default)]
    if len(abnormal) == 1:
        return abnormal[0]
    if finding.kind == "choice":
        order = list(finding.values)
        return min(SIDES, key=lambda s: order.index(str(values[s]))) if "reflex" in name else None
    return min(SIDES, key=lambda s: float(values[s]))


def _angles_right(name: str, body: Body, record: Record) -> bool:
    if name != "exam.slr":
        return True
    return all(
        (degrees := record[key(name, side)].degrees) is not None and abs(degrees - body.angles[side]) <= STEP
        for side in SIDES
    )


def _told(name: str, names: list[str], body: Body, record: Record, book: Book) -> Text:
    """Return what was and what was recorded, for the sides where the two differ."""
    finding = book.findings[name]
    units = book.guideline.findings.units
    parts = []
    for one in names:
        side = one.partition("@")[2]
        said = value_words(finding, record[one].value, units) if one in record else _NOTHING
        if one in record and accepts(body, one, record[one].value, book):
            continue
        label = SIDE_WORDS[side] if side else finding.label
        parts.append(_WAS.format(side=label, true=value_words(finding, body.facts[one], units), said=said))
    words = join(parts, sep="; ")
    if name == "exam.slr":
        words = join([words, _POSITIVE], sep=". ")
    return Text(da=words.da[:1].upper() + words.da[1:] + ".", en=words.en[:1].upper() + words.en[1:] + ".")


def _technique_kind(name: str) -> str:
    for part in ("strength", "reflex", "sensation", "slr"):
        if part in name:
            return part
    return "other"


def _cites(name: str, book: Book) -> tuple[str, ...]:
    for sign in book.guideline.roots.signs:
        if sign.finding == name:
            return sign.cites
    return {"exam.slr": ("exam_slr_positive",), "exam.crossed_slr": ("exam_crossed_slr",)}.get(name, ())


def _name(right: int, of: int, *, wrong: bool) -> MarkName:
    if right == of:
        return "right"
    return "partly" if right else "wrong" if wrong else "missing"
