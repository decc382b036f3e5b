"""Marks of an exam: right value, right side, both sides compared, adequate technique, right root."""

from __future__ import annotations

from collections.abc import Mapping

from lbp_teach.bedside.base import Mark, MarkName
from lbp_teach.bedside.exam.localise import PLACE_WORDS, Answer, is_abnormal
from lbp_teach.bedside.exam.model import Content
from lbp_teach.bedside.exam.patient import STEP, Body
from lbp_teach.bedside.exam.record import Record, same_value
from lbp_teach.bedside.exam.state import ExamState, examined
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import SIDE_WORDS, key, value_words
from lbp_teach.guideline.model import SIDES, Scalar, Side
from lbp_teach.text import Text, both, join

#: Points for a value that is as in everybody, and for one that is not: most findings of most patients are normal, and
#: whoever writes "normal" everywhere must not live well on them. Calling an abnormal finding normal costs.
NORMAL, ABNORMAL, OVERLOOKED = 1, 4, -2
#: Points for the affected side, for technique, for what it is, for the roots, for their side, for the time.
SIDE, TECHNIQUE, WHAT, ROOTS, PLACE, TIME = 1, 1, 8, 10, 6, 2
_TITLES = {
    "side": both(da="{what}: den rette side", en="{what}: the right side"),
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
    return tuple(mark for name in needed for mark in _finding_marks(name, body, state.recorded, seen, book))


def _finding_marks(name: str, body: Body, record: Record, seen: frozenset[str], book: Book) -> list[Mark]:
    finding = book.findings[name]
    names = [key(name, side) for side in (SIDES if finding.sided else (None,))]
    cites = _cites(name, book)
    right = [k for k in names if k in record and accepts(body, k, record[k].value, book)]
    done = [k for k in names if k in record]
    worse = affected_side(name, body, book) if finding.sided else None
    value = sum(_worth(k, name, body, book) for k in names)
    if not done:
        # One line says it: nothing was written down.
        of = value + (TECHNIQUE if finding.sided else 0) + (SIDE if worse else 0)
        return [Mark(f"value:{name}", finding.label, "missing", 0, of, _told(name, names, body, record, book), cites)]
    marks = [
        Mark(
            f"value:{name}",
            finding.label,
            _name(len(right), len(names), wrong=len(done) > len(right)),
            sum(_points(k, name, body, record, book) for k in names),
            value,
            _told(name, names, body, record, book) if len(right) < len(names) else _RIGHT,
            cites,
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


def _worth(one: str, name: str, body: Body, book: Book) -> int:
    return NORMAL if body.facts[one] == book.findings[name].default else ABNORMAL


def _points(one: str, name: str, body: Body, record: Record, book: Book) -> int:
    if one not in record:
        return 0
    if accepts(body, one, record[one].value, book):
        return _worth(one, name, body, book)
    return OVERLOOKED if record[one].value == book.findings[name].default else 0


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


# ---- what it is ----

_IS = both(da="Hvad det er", en="What it is")
_WHICH = both(da="Hvilken rod", en="Which root")
_WHERE = both(da="Hvilken side", en="Which side")
_TRUE = both(da="Det var: {what}.", en="It was: {what}.")


def answer_marks(truth: Answer, said: Answer | None, content: Content, book: Book) -> tuple[Mark, ...]:
    """Return the marks of what it was said to be: the pattern, and where it is a root, which and on which side."""
    pattern = content.pattern(truth.what)
    told = _TRUE.format(what=pattern.label)
    marks = [
        _answer_mark(
            "what",
            _IS,
            said is not None,
            said is not None and said.what == truth.what,
            WHAT if truth.what == "root" else WHAT + ROOTS + PLACE,
            told,
            pattern.cites,
            not pattern.outside,
        )
    ]
    if truth.what != "root":
        return tuple(marks)
    roots = said.roots if said else frozenset()
    hits, extra = len(roots & truth.roots), len(roots - truth.roots)
    share = max(0.0, (hits - extra) / len(truth.roots))
    names = Text(da=" + ".join(sorted(truth.roots)), en=" + ".join(sorted(truth.roots)))
    cites = tuple(c for root in book.guideline.roots.roots if root.id in truth.roots for c in root.cites)
    conflicts = tuple(
        dict.fromkeys(c for root in book.guideline.roots.roots if root.id in truth.roots for c in root.conflicts)
    )
    points = int(ROOTS * share)
    mark: MarkName = "right" if points == ROOTS else "partly" if points else "wrong" if roots else "missing"
    marks.append(Mark("roots", _WHICH, mark, points, ROOTS, _TRUE.format(what=names), cites, conflicts))
    place = _TRUE.format(what=PLACE_WORDS[truth.side or "both"])
    marks.append(
        _answer_mark(
            "place",
            _WHERE,
            bool(said and said.side),
            bool(said and said.side == truth.side),
            PLACE,
            place,
            ("root_signs",),
        )
    )
    return tuple(marks)


def _answer_mark(
    subject: str,
    title: Text,
    given: bool,
    right: bool,
    of: int,
    because: Text,
    cites: tuple[str, ...],
    reviewed: bool = True,
) -> Mark:
    return Mark(
        subject,
        title,
        "right" if right else "wrong" if given else "missing",
        of if right else 0,
        of,
        because,
        cites,
        reviewed=reviewed,
    )


_TIME = both(da="Tiden", en="The time")
_IN_TIME = both(da="Inden for {n} minutter.", en="Within {n} minutes.")
_LATE = both(
    da="Det tog længere end {n} minutter. Gør det i samme rækkefølge hver gang.",
    en="It took more than {n} minutes. Do it in the same order every time.",
)


def time_mark(seconds: int, minutes: int, *, began: bool) -> Mark:
    """Return the mark of a drill's time; an examination typically takes 5 to 10 minutes."""
    kept = began and seconds <= minutes * 60
    mark: MarkName = "right" if kept else "partly" if began else "missing"
    return Mark(
        "time",
        _TIME,
        mark,
        TIME if kept else 0,
        TIME,
        (_IN_TIME if kept else _LATE).format(n=minutes),
        ("exam_same_order",),
        reviewed=False,
    )
