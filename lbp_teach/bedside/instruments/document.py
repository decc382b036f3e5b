"""The instruments as a page to read: `python -m lbp_teach.bedside.instruments.document docs/instruments.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from lbp_teach import content
from lbp_teach.bedside.instruments.by_hand import instruments
from lbp_teach.bedside.instruments.model import Claim, Instrument
from lbp_teach.bedside.instruments.showing import publication, range_words
from lbp_teach.guideline.assess import Book
from lbp_teach.text import Lang

_HEAD = """# The instruments

For education, not for patient care. Written by `python -m lbp_teach.bedside.instruments.document docs/instruments.md`
from `lbp_teach/bedside/instruments/content.yaml`; change it there. A test compares the two.

The Danish sources name these instruments but print neither items nor arithmetic. What stands here is the toolkit's
reading of the literature and awaits a clinician, except where a statement of the guideline is named. No wording of a
form is reproduced: an item is a number and a range. **Not verified** means that we could not find the rule, or the
terms, in what we could read; the same stands on the screen.
"""
_ABOUT = {
    "arithmetic": "How it is counted",
    "missing": "Missing answers",
    "cut_offs": "Cut-offs",
    "licence": "Licence",
}


def markdown(book: Book) -> str:
    """Return the page, in English."""
    parts = ["\n".join(_section(book, one)) for one in instruments().instruments]
    return _HEAD + "\n" + "\n\n".join(parts) + "\n"


def _section(book: Book, one: Instrument) -> Iterator[str]:
    lang = Lang.EN
    yield f"## {one.name}"
    yield ""
    yield f"{book.words(one.full)(lang)}. {one.measures(lang)}" + (f" {one.note(lang)}" if one.note else "")
    yield ""
    for about, claim in one.claims.items():
        yield f"- **{_ABOUT[about]}.** {book.words(claim.text)(lang)}{_standing(claim)}"
        if about == "cut_offs":
            bands = enumerate(one.bands)
            yield from (f"  - {book.words(b.label)(lang)}: {range_words(one, i)(lang)}" for i, b in bands)
    yield f"- **Owner and form.** {one.licence.owner(lang).rstrip('.')}. {one.licence.form(lang).rstrip('.')}."
    yield f"- **Published.** {' '.join(publication(source, lang) for source in one.sources)}"
    links = ", ".join(f"[{name}](guideline/statements.en.md#{name})" for name in one.says)
    conflicts = "".join(f", [{name}](guideline/conflicts.en.md#{name.lower()})" for name in one.conflicts)
    yield f"- **What the guideline says.** {links}{conflicts}"


def _standing(claim: Claim) -> str:
    cites = "".join(f" [{name}](guideline/statements.en.md#{name})" for name in claim.cites)
    seen = f" Seen in: {claim.seen}." if claim.seen else ""
    return seen + ("" if claim.verified else " **Not verified.**") + cites


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(markdown(content.library()), encoding="utf-8")
