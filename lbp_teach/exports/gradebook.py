"""Gradebook files in the shapes that Canvas, Moodle and Brightspace import. Sources of the shapes: docs/exports.md.

One line for each learner with a result. Attempts at a case can be worth different numbers of points, depending on the
way the learner took, so every result is given as a share of the same maximum.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from lbp_teach import content
from lbp_teach.errors import UsageError
from lbp_teach.exports.columns import NOTICE
from lbp_teach.exports.csv_file import guarded
from lbp_teach.exports.reading import Marked, Store, Tick, Wanted, attempts_of, wanted_learners
from lbp_teach.guideline.assess import Book
from lbp_teach.records import Learner
from lbp_teach.result import partly, told, why_not
from lbp_teach.text import Lang, both
from lbp_teach.variants import base_of

Platform = Literal["canvas", "moodle", "brightspace"]
Counting = Literal["first", "best", "last"]
Identifier = Literal["login", "number", "email"]
_HEADINGS: dict[Platform, dict[Identifier, str]] = {
    "canvas": {"login": "SIS Login ID", "number": "SIS User ID"},
    "moodle": {"login": "Username", "number": "ID number", "email": "Email address"},
    "brightspace": {"login": "Username", "number": "OrgDefinedId"},
}
_FEEDBACK = both(
    da="{points} af {of} point. Forsøg {number}. {practice}{critical}Udgave {edition}, bedømmelse {scorer}. {notice}",
    en="{points} of {of} points. Attempt {number}. {practice}{critical}Edition {edition}, scorer {scorer}. {notice}",
)
_CRITICAL = both(da="Kritisk fejl: {what}.", en="Critical error: {what}.")


@dataclass(frozen=True)
class Person:
    """Who a pseudonym is, from a roster that is kept outside the records."""

    identifier: str
    name: str = ""
    section: str = ""


Roster = Mapping[str, Person]


@dataclass(frozen=True)
class Gradebook:
    """What a gradebook file is made of.

    Attributes:
        platform: whose shape.
        cases: which cases, in the order of the columns.
        headings: name of a case's column, where it is not the patient's name.
        counting: which finished attempt counts.
        most: what a full score is worth.
        identifier: what identifies a person on the platform.
        roster: who the pseudonyms are; None where the pseudonym's id is the identifier.
        hub_users: without a roster, whether the name is the identifier: under JupyterHub it is the hub's user.
        lang: language of the feedback.
    """

    platform: Platform
    cases: tuple[str, ...]
    headings: Mapping[str, str] = field(default_factory=dict)
    counting: Counting = "first"
    most: float = 100.0
    identifier: Identifier = "login"
    roster: Roster | None = None
    hub_users: bool = False
    lang: Lang = Lang.DA

    def column(self, case: str) -> str:
        """Return the name of a case's column."""
        return self.headings.get(case) or f"LBP Teach: {content.load_case(case).persona.name}"

    def check(self) -> None:
        """Raise UsageError where the file could not be made: an unknown identifier, or two columns of one name."""
        columns = [self.column(case) for case in self.cases]
        twice = next((name for name in columns if columns.count(name) > 1), None)
        if twice or not self.heading:
            raise UsageError(f"Two columns would be called {twice!r}. Name one with --column CASE=NAME.")

    @property
    def heading(self) -> str:
        """Return the heading under which persons are identified; raises UsageError where there is none."""
        known = _HEADINGS[self.platform]
        if self.identifier not in known:
            raise UsageError(f"{self.platform} has no {self.identifier}. Use --identifier {' or '.join(known)}.")
        return known[self.identifier]


def read_roster(path: Path) -> dict[str, Person]:
    """Read who is who: CSV with the columns `pseudonym,identifier`, and `name` and `section` where they are known.

    Args:
        path: the file; it is read and never stored. `pseudonym` is the id or the name of a pseudonym.

    Raises:
        UsageError: the file cannot be read, or a pseudonym or an identifier stands in it twice.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = {"pseudonym", "identifier"} - set(reader.fieldnames or ())
            lines = [] if missing else list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"The roster {path} cannot be read ({error}). It must be CSV in UTF-8.") from None
    if missing:
        raise UsageError(f"The roster {path} has no column {sorted(missing)[0]}. It needs pseudonym,identifier.")
    found: dict[str, Person] = {}
    for line in lines:
        cells = {key: (value or "").strip() for key, value in line.items() if isinstance(value, str | None) and key}
        pseudonym, identifier = cells["pseudonym"], cells["identifier"]
        if pseudonym in found:
            raise UsageError(f"The roster {path} has {pseudonym!r} twice. Keep one line.")
        found[pseudonym] = Person(_safe(identifier), cells.get("name", ""), cells.get("section", ""))
    return found


def gradebook_lines(
    store: Store,
    book: Book,
    wanted: Wanted,
    sheet: Gradebook,
    tick: Tick | None = None,
    left_out: Counter[str] | None = None,
) -> Iterator[list[str]]:
    """Yield the lines of a gradebook file, the headings first.

    Args:
        store: the records.
        book: the guideline.
        wanted: which learners, and since when; a learner with nothing newer gets no line.
        sheet: what the file is made of.
        tick: told how many events were read.
        left_out: counts what has no place in the file: `not_in_roster` (learners), finished attempts by the reason
            why they are not marked, and cells that are left empty although the learner has finished the case:
            `first_changed` where the first attempt is not marked, `none_counts` where none counts.

    Raises:
        UsageError: two learners have the same identifier, or one has none that is safe.
    """
    left_out = Counter() if left_out is None else left_out
    yield from top(sheet, [sheet.column(case) for case in sheet.cases])
    used: dict[str, str] = {}
    for learner in wanted_learners(store, wanted):
        attempts = attempts_of(learner, store, book, tick=tick)
        left_out.update(one.not_marked for one in attempts if one.not_marked and one.attempt.finished)
        results = {case: _counting(attempts, case, sheet.counting, left_out) for case in sheet.cases}
        fresh = {case: one for case, one in results.items() if one and wanted.time(one.last)}
        if not fresh:
            continue
        person = person_of(learner, sheet)
        if person is None:
            left_out["not_in_roster"] += 1
            continue
        if used.setdefault(person.identifier, learner.id) != learner.id:
            raise UsageError(f"{person.identifier!r} stands for two learners. Correct the roster and export again.")
        grades = [_grade(fresh.get(case), sheet.most) for case in sheet.cases]
        said = [feedback(fresh.get(case), book, sheet.lang) for case in sheet.cases]
        yield line_of(sheet, learner, person, grades, said)


def _counting(attempts: list[Marked], case: str, counting: Counting, left_out: Counter[str]) -> Marked | None:
    """Return the attempt that counts, among equals the earliest; None where none does, which is counted.

    The first attempt is the first: where it can no longer be marked, a later one, made with the answers known, is no
    stand-in. Practice counts only where a later or the best attempt is asked for. A variant is an attempt at its case.
    """
    played = [one for one in attempts if base_of(one.attempt.case) == case and one.finished]
    if counting == "first" and played and played[0].report is None:
        left_out["first_changed"] += 1
        return None
    whole = [one for one in played if one.report and why_not(one.report, practice=counting != "first") is None]
    if not whole:
        if any(one.report for one in played):
            left_out["none_counts"] += 1
        return None
    if counting == "best":
        return max(whole, key=lambda one: one.report.score if one.report else 0.0)
    return whole[0] if counting == "first" else whole[-1]


def top(sheet: Gradebook, columns: Sequence[str]) -> Iterator[list[str]]:
    """Yield the headings of a file.

    Args:
        sheet: what the file is made of.
        columns: names of what is graded.
    """
    heading = sheet.heading
    most = amount(sheet.most)
    match sheet.platform:
        case "canvas":
            yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *map(guarded, columns)]
            yield ["    Points Possible", "", "", "", "", *[most for _ in columns]]
        case "moodle":
            yield [heading, *[guarded(h) for name in columns for h in (name, f"Feedback: {name}")]]
        case "brightspace":
            grades = [guarded(f"{name} Points Grade <Numeric MaxPoints:{most}>") for name in columns]
            yield [heading, *grades, "End-of-Line Indicator"]


def line_of(
    sheet: Gradebook, learner: Learner, person: Person, grades: Sequence[str], said: Sequence[str]
) -> list[str]:
    """Return the line of a learner.

    Args:
        sheet: what the file is made of.
        learner: who.
        person: who that is.
        grades: one for each column; empty for none.
        said: what is said of each, where the platform takes words.
    """
    match sheet.platform:
        case "canvas":
            login, number = (person.identifier, "") if sheet.identifier == "login" else ("", person.identifier)
            section = guarded(person.section) if person.section else ""
            return [guarded(person.name or learner.name), "", number, login, section, *grades]
        case "moodle":
            return [person.identifier, *[cell for pair in zip(grades, said, strict=True) for cell in pair]]
        case "brightspace":
            return [person.identifier, *grades, "#"]


def _grade(one: Marked | None, most: float) -> str:
    return amount(most * one.report.score) if one and one.report else ""


def amount(value: float) -> str:
    """Return a number with at most two decimals, with a point, as all three platforms read it."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def feedback(one: Marked | None, book: Book, lang: Lang) -> str:
    """Return what is said of a result; nothing where there is none."""
    if one is None or one.report is None or one.case is None:
        return ""
    why = why_not(one.report)  # practice that counts, because the best or the last attempt was asked for
    practice = told(why, one.report, one.attempt, one.case, book) if why else partly(one.report, one.attempt, one.case)
    rules = {i.outcomes[0].rule.id: i.outcomes[0].rule for i in one.report.items if i.mark == "critical"}
    missed = [book.words(rule.missed or rule.because, one.report.edition)(lang) for rule in rules.values()]
    words = _FEEDBACK(lang).format(
        points=one.report.points,
        of=one.report.of,
        number=one.number,
        practice=f"{practice(lang)} " if practice else "",
        critical=_CRITICAL(lang).format(what="; ".join(words.rstrip(".") for words in missed)) + " " if missed else "",
        edition=book.edition_label(one.report.edition, lang),
        scorer=one.report.versions["scorer"],
        notice=NOTICE(lang),
    )
    return guarded(words)


def person_of(learner: Learner, sheet: Gradebook) -> Person | None:
    """Return who a learner is; None where there is a roster and she is not in it."""
    if sheet.roster is None:
        return Person(_safe(learner.name if sheet.hub_users else learner.id), learner.name)
    return sheet.roster.get(learner.id) or sheet.roster.get(learner.name)


def _safe(identifier: str) -> str:
    """Return an identifier; it must match exactly on the platform, so one that a spreadsheet would run is refused."""
    if guarded(identifier) != identifier:
        raise UsageError(
            f"The identifier {identifier!r} is empty or holds a sign in a place where a spreadsheet runs as a formula "
            "what follows. Correct it in the roster."
        )
    return identifier
