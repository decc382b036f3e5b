"""A QR code: an address as a picture that a phone reads. For teachers' pages: the one module that knows segno."""

from __future__ import annotations

import io
from dataclasses import dataclass

import segno

#: Modules of white that a reader needs around a code, by the standard.
QUIET = 4
#: Medium: some seven of a hundred modules may be lost, as to a reflection on a projector's screen.
_LEVEL = "m"
_PIXELS = 12


@dataclass(frozen=True)
class Drawn:
    """A QR code as a drawing.

    Attributes:
        size: of its square with the quiet zone, in modules.
        path: the dark modules, as the `d` of an SVG path in that square.
    """

    size: int
    path: str


def drawn(text: str) -> Drawn:
    """Return the QR code of a text."""
    code = segno.make_qr(text, error=_LEVEL)
    parts = []
    for y, row in enumerate(code.matrix):
        x = 0
        while x < len(row):
            run = 0
            while x + run < len(row) and row[x + run]:
                run += 1
            if run:
                parts.append(f"M{x + QUIET} {y + QUIET}h{run}v1h-{run}z")
            x += max(run, 1)
    return Drawn(len(code.matrix) + 2 * QUIET, "".join(parts))


def picture(text: str) -> bytes:
    """Return the QR code of a text as a PNG, large enough for a slide."""
    out = io.BytesIO()
    segno.make_qr(text, error=_LEVEL).save(out, kind="png", scale=_PIXELS, border=QUIET)
    return out.getvalue()
