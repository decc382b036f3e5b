"""A report as a file, and as what a notebook shows of it."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from html import escape
from pathlib import Path

from lbp_teach.text import Lang, both

_SAVE = both(
    da="Hent rapporten (HTML). Åbn den, og udskriv den eller gem den som PDF fra browseren.",
    en="Download the report (HTML). Open it, and print it or save it as PDF from the browser.",
)
#: As wide as the tables of the same page.
_PLACE = "box-sizing: border-box; max-width: 1200px; margin: 8px auto 20px; padding: 0 16px"


@dataclass(frozen=True)
class Report:
    """A report: one HTML file that loads nothing and runs nothing; printing it makes a PDF by way of the browser.

    Attributes:
        name: name of the file.
        title: what it is.
        html: the file.
        lang: its language.
        nobody: why there is nothing to report, in its language; empty where there is something.
    """

    name: str
    title: str
    html: str
    lang: Lang
    nobody: str = ""

    def save(self, folder: str | Path = ".") -> Path:
        """Write the file and return where it is.

        Args:
            folder: made if need be; a file of the same name is replaced.
        """
        path = Path(folder) / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.html, encoding="utf-8")
        return path

    def __repr__(self) -> str:
        """Return what it is; the file itself would fill the page."""
        return f"<LBP Teach report {self.name}>"

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the report in a frame, and the file to be fetched; or why there is none."""
        if self.nobody:
            return f'<div class="lbp-report" style="{_PLACE}"><p>{escape(self.nobody)}</p></div>'
        data = base64.b64encode(self.html.encode()).decode()
        link = (
            f'<a download="{escape(self.name)}" href="data:text/html;base64,{data}" '
            f'style="display: inline-block; padding: 10px 0; color: inherit">{escape(_SAVE(self.lang))}</a>'
        )
        frame = (
            f'<iframe title="{escape(self.title)}" sandbox="" srcdoc="{escape(self.html)}" '
            'style="box-sizing: border-box; width: 100%; height: 640px; '
            'border: 1px solid #c4d0d3; border-radius: 12px; background: #fff">'
            "</iframe>"
        )
        return f'<div class="lbp-report" style="{_PLACE}"><p>{link}</p>{frame}</div>'
