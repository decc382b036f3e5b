"""The tidy tables, declared once: what each column is called, holds and means. Files and documents follow from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from lbp_teach.text import Lang, Text, both

#: What a cell can hold. `time` is ISO 8601 in UTC with milliseconds, `json` is JSON as text.
Kind = Literal["text", "int", "float", "bool", "time", "json"]
Cell = str | int | float | bool | None
Row = Mapping[str, Cell]
NOTICE = both(da="Til undervisning, ikke til patientbehandling.", en="For education, not for patient care.")


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        name: its heading, the same in both languages.
        kind: what its cells hold.
        means: what that is.
        unit: unit of a number, such as `s`; empty where there is none.
        empty: whether a cell may be empty.
    """

    name: str
    kind: Kind
    means: Text
    unit: str = ""
    empty: bool = True


@dataclass(frozen=True)
class Table:
    """A table: one row for each observation."""

    name: str
    row: Text
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """Return the headings, in order."""
        return [column.name for column in self.columns]


class SchemaError(Exception):
    """A row does not fit its table; a fault of ours, never of the user."""


def _column(name: str, kind: Kind, da: str, en: str, unit: str = "", *, empty: bool = True) -> Column:
    return Column(name, kind, both(da=da, en=en), unit, empty)


_LEARNER = _column("learner", "text", "Pseudonymets id", "Id of the pseudonym", empty=False)
_NAME = _column("pseudonym", "text", "Pseudonymets navn", "Name of the pseudonym", empty=False)
_ATTEMPT = _column("attempt", "text", "Forsøgets id", "Id of the attempt", empty=False)
_CASE = _column("case", "text", "Casens id", "Id of the case", empty=False)
_HASH = _column(
    "case_hash", "text", "Casens fingeraftryk, da den blev spillet", "Hash of the case as it was played", empty=False
)
_EDITION = _column(
    "edition", "text", "Den udgave af retningslinjen, der bedømmes efter", "Edition of the guideline", empty=False
)
_SCORER = _column("scorer", "text", "Version af bedømmelsen", "Version of the scorer", empty=False)

EVENTS = Table(
    "events",
    both(da="En handling, som den blev gemt", en="One act, as it was recorded"),
    (
        _LEARNER,
        _NAME,
        _column("seq", "int", "Nummer hos den studerende, fra 1", "Number within the learner, from 1", empty=False),
        _column("at", "time", "Hvornår den blev gemt", "When it was recorded", empty=False),
        _column("action", "text", "Handlingens id", "Id of the act", empty=False),
        _column("attempt", "text", "Det forsøg, den hører til", "The attempt it belongs to", empty=False),
        _column("case", "text", "Casens id; tom uden for en case", "Id of the case; empty outside a case"),
        _column("visit", "text", "Besøgets id", "Id of the visit"),
        _column("kind", "text", "Hvad der blev gjort", "What was done", empty=False),
        _column(
            "subject",
            "text",
            "Spørgsmål, undersøgelse, fund, beslutning eller værktøj",
            "Question, manoeuvre, finding, decision or tool",
        ),
        _column("side", "text", "Side: left, right eller both", "Side: left, right or both"),
        _column("value", "text", "Den valgte eller noterede værdi", "The value chosen or written down"),
        _column("confidence", "int", "Sikkerhed, 1 til 3", "Certainty, 1 to 3"),
        _column("seconds", "int", "Tid, som handlingen tog af besøget", "Time of the visit it took", "s"),
        _column("over", "bool", "Om besøgets tid var brugt op", "Whether the visit's time was used up"),
        _column("text", "text", "Hvad den studerende skrev", "What the learner wrote"),
        _column("body", "json", "Alle detaljer, som de er gemt", "All details, as recorded", empty=False),
    ),
)

ATTEMPTS = Table(
    "attempts",
    both(da="Et forsøg på en case", en="One attempt at a case"),
    (
        _LEARNER,
        _NAME,
        _ATTEMPT,
        _CASE,
        _HASH,
        _EDITION,
        _SCORER,
        _column("number", "int", "Hvilket forsøg på casen, fra 1", "Which attempt at the case, from 1", empty=False),
        _column("started", "time", "Begyndt", "Started", empty=False),
        _column("finished", "time", "Afsluttet; tom, hvis det ikke er", "Finished; empty if it is not"),
        _column("visits", "int", "Antal besøg", "Number of visits", empty=False),
        _column("events", "int", "Antal handlinger", "Number of acts", empty=False),
        _column("seconds", "int", "Tid brugt med patienten", "Time spent with the patient", "s", empty=False),
        _column(
            "feedback",
            "text",
            "Hvor meget der fortælles bagefter: none, correctness, reasons eller full",
            "How much is told afterwards: none, correctness, reasons or full",
            empty=False,
        ),
        _column(
            "practice_from",
            "int",
            "Første besøg, der kun er øvelse, fra 1; tom, hvis alt tæller",
            "First visit that is practice only, from 1; empty if everything counts",
        ),
        _column("practice", "bool", "Om hele forsøget er øvelse", "Whether all of it is practice", empty=False),
        _column(
            "undecided",
            "text",
            "Valg, der skal træffes og ikke blev det: visit.decision, med mellemrum",
            "Choices that must be made and were not: visit.decision, with spaces",
        ),
        _column(
            "counts",
            "bool",
            "Om det tæller: bedømt, afsluttet, alle valg truffet, ikke øvelse som helhed",
            "Whether it counts: marked, finished, all choices made, not practice as a whole",
            empty=False,
        ),
        _column("sum", "int", "Point før loft og bund", "Points before cap and floor"),
        _column(
            "cap",
            "int",
            "Fradrag: en kritisk fejl, eller intet at bygge på",
            "Taken off: a critical error, or no basis",
        ),
        _column("floor", "int", "Tillæg, så summen ikke er under nul", "Added so that the sum is not below zero"),
        _column("points", "int", "Point", "Points"),
        _column("of", "int", "Point, der kunne fås", "Points that could be had"),
        _column("percent", "int", "Resultat, rundet ned", "Score, rounded down", "%"),
        _column("passed", "bool", "Om det er bestået", "Whether it was passed"),
        _column(
            "critical",
            "int",
            "Antal kritiske fejl, som debriefen tæller dem",
            "Number of critical errors, as the debrief counts them",
        ),
        _column("critical_rules", "text", "Reglerne bag dem, med mellemrum", "The rules behind them, with spaces"),
        _column(
            "not_marked",
            "text",
            "Hvorfor det ikke er bedømt: unfinished, case_changed, case_unknown eller unreadable",
            "Why it is not marked: unfinished, case_changed, case_unknown or unreadable",
        ),
        _column(
            "course", "text", "Holdets id; tom for egen øvelse", "Id of the course; empty for practice of one's own"
        ),
        _column("place", "text", "Pladsen i holdet, som 0.1", "The place in the course, such as 0.1"),
    ),
)

ITEMS = Table(
    "items",
    both(da="En bedømmelse i et afsluttet forsøg", en="One mark of a finished attempt"),
    (
        _LEARNER,
        _NAME,
        _ATTEMPT,
        _CASE,
        _HASH,
        _EDITION,
        _SCORER,
        _column("visit", "text", "Besøgets id", "Id of the visit", empty=False),
        _column("visit_number", "int", "Besøgets nummer, fra 1", "Number of the visit, from 1", empty=False),
        _column("category", "text", "Hvor pointene tælles", "Where the points are counted", empty=False),
        _column("kind", "text", "Bedømmelsens formel", "Which formula marked it", empty=False),
        _column("subject", "text", "Beslutningens eller reglens id", "Id of the decision or rule", empty=False),
        _column("label", "text", "Hvad det handler om, i filens sprog", "What it is about, in the file's language"),
        _column("mark", "text", "Bedømmelsen", "The mark", empty=False),
        _column(
            "harm", "text", "Skaden ved en kritisk fejl: under eller over", "Harm of a critical error: under or over"
        ),
        _column("points", "int", "Point", "Points", empty=False),
        _column("of", "int", "Point, der kunne fås", "Points that could be had", empty=False),
        _column("chosen", "text", "Den studerendes valg", "What the learner chose"),
        _column("confidence", "int", "Sikkerhed, 1 til 3", "Certainty, 1 to 3"),
        _column("best", "text", "De bedste værdier, med mellemrum", "The best values, with spaces"),
        _column("missing", "text", "Fund, der manglede, med mellemrum", "Findings that were missing, with spaces"),
        _column("rule", "text", "Den ledende regel", "The leading rule"),
        _column("because", "text", "Hvorfor, i filens sprog", "Why, in the file's language"),
        _column("citation", "text", "Kilde og afsnit, med semikolon", "Source and section, with semicolons"),
        _column("practice", "bool", "Om det kun er øvelse", "Whether it is practice only", empty=False),
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in (EVENTS, ATTEMPTS, ITEMS)}

_TYPES: dict[Kind, tuple[type, ...]] = {
    "text": (str,),
    "int": (int,),
    "float": (float, int),
    "bool": (bool,),
    "time": (str,),
    "json": (str,),
}


def checked(row: Row, table: Table) -> Row:
    """Return a row after holding it against its table.

    Raises:
        SchemaError: a column is missing or unknown, or a cell holds something else than its column says.
    """
    if len(row) != len(table.columns):
        raise SchemaError(f"{table.name}: columns {sorted(set(row) ^ set(table.names))}")
    for column in table.columns:
        cell = row.get(column.name)
        if cell is None:
            if not column.empty or column.name not in row:
                raise SchemaError(f"{table.name}.{column.name} is empty")
        elif not isinstance(cell, _TYPES[column.kind]) or (isinstance(cell, bool) != (column.kind == "bool")):
            raise SchemaError(f"{table.name}.{column.name} is no {column.kind}: {cell!r}")
        elif column.kind == "time":
            moment(str(cell))
        elif column.kind == "json":
            json.loads(str(cell))
    return row


def moment(text: str) -> datetime:
    """Return a recorded time; raises SchemaError for one without a time zone or of another form."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise SchemaError(f"{text!r} is no time") from None
    if found.tzinfo is None:
        raise SchemaError(f"{text!r} has no time zone")
    return found


def described(table: Table, lang: Lang) -> str:
    """Return a table's columns as a table in Markdown, for the documents."""
    heads = {Lang.DA: ("Kolonne", "Indhold", "Enhed", "Betydning"), Lang.EN: ("Column", "Holds", "Unit", "Meaning")}
    lines = ["| " + " | ".join(heads[lang]) + " |", "|---|---|---|---|"]
    for column in table.columns:
        kind = column.kind + (" or empty" if column.empty and lang == Lang.EN else " eller tom" if column.empty else "")
        lines.append(f"| `{column.name}` | {kind} | {column.unit} | {column.means(lang)} |")
    return "\n".join(lines)
