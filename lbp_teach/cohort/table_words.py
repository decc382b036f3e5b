"""The words of the tables for notebooks, in both languages: what a page puts above each column."""

from __future__ import annotations

from lbp_teach.text import Text, both

#: By the identifier of a column; one that is not here stands as it is.
HEADS: dict[str, Text] = {
    "learners": both(da="Studerende", en="Learners"),
    "attempts": both(da="Forsøg", en="Attempts"),
    "cases": both(da="Cases", en="Cases"),
    "case": both(da="Case", en="Case"),
    "visit": both(da="Besøg", en="Visit"),
    "simulated": both(da="Simulerede", en="Simulated"),
    "label": both(da="Spørgsmål", en="Item"),
    "facility": both(da="Andel af pointene", en="Share of the points"),
    "item_rest": both(da="Sammenhæng med resten", en="Correlation with the rest"),
    "upper_lower": both(da="Bedste minus svageste", en="Best minus weakest"),
    "look_at": both(da="Se efter", en="Look at"),
    "note": both(da="Note", en="Note"),
    "item": both(da="Navn i tabellen", en="Name in the table"),
    "option": both(da="Mulighed", en="Option"),
    "of": both(da="Af", en="Of"),
    "share": both(da="Andel", en="Share"),
    "rest": both(da="Deres andel på resten", en="Their share on the rest"),
    "best_for": both(da="Bedst for", en="Best for"),
    "items": both(da="Spørgsmål", en="Items"),
    "alpha": both(da="Alfa", en="Alpha"),
    "kr20": both(da="KR-20", en="KR-20"),
    "sem": both(da="Målefejl i point", en="Error of measurement, points"),
    "most": both(da="Point i alt", en="Points in all"),
    "method": both(da="Metode", en="Method"),
    "cut": both(da="Grænse", en="Pass mark"),
    "error": both(da="Standardfejl", en="Standard error"),
    "pass": both(da="Består", en="Pass"),
    "pass_at_low": both(da="Består ved laveste grænse", en="Pass at the lowest mark"),
    "pass_at_high": both(da="Består ved højeste grænse", en="Pass at the highest mark"),
    "slope": both(da="Hældning", en="Slope"),
    "r_squared": both(da="Forklaret", en="Explained"),
    "habit": both(da="Vane", en="Habit"),
    "pseudonym": both(da="Pseudonym", en="Pseudonym"),
    "dangerous": both(da="Farlige overseelser", en="Dangerous misses"),
    "too_much": both(da="For meget", en="Too much"),
    "score": both(da="Point i procent", en="Points, per cent"),
    "learner": both(da="Id", en="Id"),
}
INTERVAL = both(da="95\N{NO-BREAK SPACE}%", en="95%")
ENDS = both(da="{low} til {high}", en="{low} to {high}")
BOX = both(da="Tabel", en="Table")
EMPTY = both(da="Tabellen er tom.", en="The table is empty.")
ALL_SHOWN = both(da="Rækker: {n}.", en="Rows: {n}.")
SOME_SHOWN = both(da="Rækker: de første {shown} af {n}.", en="Rows: the first {shown} of {n}.")
SAVE = both(da="Hent alle rækker og kolonner (CSV)", en="Download all rows and columns (CSV)")
