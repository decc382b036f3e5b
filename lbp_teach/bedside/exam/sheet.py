"""The exam as text, for a notebook: the root map, and one worked example from findings to a root."""

from __future__ import annotations

from collections.abc import Mapping

from lbp_teach import content
from lbp_teach.bedside.exam.localise import Answer, affected, answer_words, pattern
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import SIDE_WORDS, split, value_words
from lbp_teach.guideline.model import SIDES, Scalar
from lbp_teach.text import Lang, Text, both, join

#: The worked example: what somebody recorded who examined a right L5 root with slight weakness.
EXAMPLE: Mapping[str, Scalar] = {
    "exam.sensation.L5@right": "reduced",
    "exam.sensation.L5@left": "normal",
    "exam.strength.dorsiflexion@right": 4,
    "exam.strength.dorsiflexion@left": 5,
    "exam.reflex.achilles@right": "normal",
    "exam.reflex.achilles@left": "normal",
}
_SIGN = both(da="{root}: {sign}, nævnt som {named}", en="{root}: {sign}, named as {named}")
_KINDS = {
    "fits": both(da="Passer", en="Fits"),
    "against": both(da="Passer ikke", en="Does not fit"),
    "lacking": both(da="Var normalt", en="Was normal"),
    "missing": both(da="Ikke undersøgt", en="Not examined"),
}
_NOTHING = both(da="intet", en="nothing")
_SAYS = both(da="Fundene taler for {answer}.", en="The findings say {answer}.")
_NORMAL = both(da="Fundene taler ikke for en rod.", en="The findings say no root.")
_WOULD = both(da="Havde {sign} manglet, havde det talt for {root}.", en="An absent {sign} would have said {root}.")


def root_map(lang: str = "da") -> str:
    """Return the root map as lines: which sign belongs to which root, and where that stands.

    Args:
        lang: `da` or `en`.
    """
    words, book = Lang(lang), content.library()
    lines = []
    for root in book.guideline.roots.roots:
        for sign in (s for s in book.guideline.roots.signs if s.root == root.id):
            row = _SIGN.format(root=root.id, sign=book.findings[sign.finding].label, named=sign.named)
            sections = dict.fromkeys(f"{book.statements[c].source}, {book.statements[c].section}" for c in sign.cites)
            lines.append(f"{row(words)}  [{'; '.join(sections)}]")
    return "\n".join(lines)


def worked_example(lang: str = "da", values: Mapping[str, Scalar] = EXAMPLE) -> str:
    """Return how recorded findings are put to a root, step by step.

    Args:
        lang: `da` or `en`.
        values: what was recorded, by key (finding and side).
    """
    words, book = Lang(lang), content.library()
    units = book.guideline.findings.units
    lines = []
    for name, value in values.items():
        finding, side = split(name)
        label = join([book.findings[finding].label, SIDE_WORDS[side or "left"]])
        lines.append(f"- {label(words)}: {value_words(book.findings[finding], value, units)(words)}")
    found = affected(values, book)
    sides = [side for side in SIDES if found[side]]
    if not sides:
        return "\n".join([*lines, _NORMAL(words)])
    answer = Answer("root", found["left"] | found["right"], "both" if len(sides) == 2 else sides[0])
    lines += ["", _SAYS.format(answer=answer_words(answer))(words)]
    told = pattern(values, answer, book)
    for kind, label in _KINDS.items():
        lines.append(f"{label(words)}: {_named(getattr(told, kind), book)(words)}")
    lines += [_WOULD.format(sign=book.findings[s.finding].label, root=s.root)(words) for s in told.would_say]
    return "\n".join(lines)


def _named(keys: tuple[str, ...], book: Book) -> Text:
    if not keys:
        return _NOTHING
    names = []
    for one in keys:
        finding, side = split(one)
        label = book.findings[finding].label
        names.append(join([label, SIDE_WORDS[side]]) if side else label)
    return join(names, sep="; ")
