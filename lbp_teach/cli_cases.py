"""`lbp-teach cases ...`: list, show and check case files, begin a new one, see which rules the library exercises."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from lbp_teach.cli_new import add_command as add_new_command
from lbp_teach.errors import UsageError
from lbp_teach.generator.command import add_command as add_draw_command

EDITIONS = ("DSAM2026", "RSD2024")
EDUCATION = {"da": "Til undervisning, ikke til patientbehandling.", "en": "For education, not for patient care."}


def add_commands(commands: Any) -> None:
    """Add the commands to the parser of `lbp-teach`."""
    cases = commands.add_parser("cases", help="work with case files").add_subparsers(required=True, metavar="WHAT")
    listing = cases.add_parser("list", help="list the cases")
    listing.add_argument("--lang", choices=("da", "en"), default="en")
    listing.set_defaults(run=_list)
    show = cases.add_parser("show", help="show a case with its derived key (spoils it)")
    show.add_argument("case")
    show.add_argument("--lang", choices=("da", "en"), default="en")
    show.add_argument("--edition", choices=EDITIONS, default="DSAM2026")
    show.set_defaults(run=_show)
    validate = cases.add_parser("validate", help="check case files; names every problem at once")
    validate.add_argument("files", nargs="*", type=Path, metavar="FILE", help="files to check (default: all cases)")
    validate.set_defaults(run=_validate)
    add_new_command(cases)
    add_draw_command(cases)
    coverage = cases.add_parser("coverage", help="rules × cases; exit 1 if a rule has no case or no near miss")
    coverage.add_argument("--matrix", action="store_true", help="instead: which kinds of patients the library has")
    coverage.add_argument("--json", action="store_true")
    coverage.add_argument("--lang", choices=("da", "en"), default="en")
    coverage.set_defaults(run=_coverage)
    schema = cases.add_parser("schema", help="print the JSON Schema of case files")
    schema.add_argument("--write", type=Path, metavar="FILE", help="write it to a file instead")
    schema.set_defaults(run=_schema)


def _list(arguments: argparse.Namespace) -> int:
    from lbp_teach import content
    from lbp_teach.text import Lang

    lang = Lang(arguments.lang)
    catalogue = content.catalogue()
    for card in catalogue.cards:
        print(
            f"{card.id:24} {card.name}, {card.age}, {card.occupation(lang)}; {card.visits} visits, {card.minutes} min"
        )
    for broken in catalogue.broken:
        for problem in broken.problems:
            print(problem, file=sys.stderr)
    return 1 if catalogue.broken else 0


def _show(arguments: argparse.Namespace) -> int:
    from lbp_teach import content
    from lbp_teach.case import visit_facts
    from lbp_teach.explain import fact_words
    from lbp_teach.guideline.assess import assess
    from lbp_teach.guideline.facts import split
    from lbp_teach.text import Lang
    from lbp_teach.variants import base_of, describe, seed_of

    lang = Lang(arguments.lang)
    book = content.book()
    case = content.load_case(arguments.case)
    print(EDUCATION[lang])
    print(f"{case.persona.name}, {case.persona.age}, {case.persona.occupation(lang)}")
    if (seed := seed_of(case.id)) is not None:
        for line in describe(content.written_case(base_of(case.id)), seed):
            print(f"  {line(lang)}")
    for visit in case.visits:
        facts = visit_facts(case, visit.id, book)
        print(f"\n{visit.id}: {visit.label(lang)}, {visit.place_time(lang)}")
        for name, value in facts.items():
            if value != book.findings[split(name)[0]].default:
                print(f"  {fact_words(book, name, value)(lang)}")
        print_verdicts(assess(book, facts, arguments.edition).verdicts, book, lang, arguments.edition)
    return 0


def print_verdicts(verdicts: Any, book: Any, lang: Any, edition: str) -> None:
    """Print the derived key with its reasons and citations."""
    for name, verdict in verdicts.items():
        decision = book.decision(name)
        best = " / ".join(book.words(decision.option(v).label, edition)(lang) for v in verdict.best)
        print(f"  {decision.axis(lang)}: {best or '-'}")
        for grade in ("acceptable", "unsafe", "too_much"):
            values = [book.words(decision.option(v).label, edition)(lang) for v in getattr(verdict, grade)]
            if values:
                print(f"      {grade.replace('_', ' ')}: {', '.join(values)}")
        for outcome in verdict.reasons:
            unseen = "" if outcome.rule.reviewed == "sourced" else " (not yet approved by a clinician)"
            print(f"      {book.words(outcome.rule.because, edition)(lang)}{unseen}")
            sources = dict.fromkeys(f"{s.source}, {s.section}" for s in map(book.statements.get, outcome.rule.cites))
            print(f"      [{'; '.join(sources)}]")
        for outcome in verdict.open:
            names = dict.fromkeys(book.findings[f.partition("@")[0]].label(lang) for f in outcome.facts)
            print(f"      could not be judged ({outcome.rule.id}); missing: {', '.join(names)}")


def _validate(arguments: argparse.Namespace) -> int:
    from lbp_teach import compile, content
    from lbp_teach.authoring.checks import problems_of

    book = compile.read_guideline()
    files = arguments.files or sorted(content.cases_root().glob("*.yaml"))
    good = 0
    for path in files:
        problems = problems_of(path, book)
        for problem in problems:
            print(problem, file=sys.stderr)
        good += not problems
    print(f"{good} of {len(files)} case files are in order.")
    if any(not path.is_file() for path in files):
        return 2
    return 0 if good == len(files) else 1


def _coverage(arguments: argparse.Namespace) -> int:
    from lbp_teach import content

    catalogue = content.catalogue()
    for broken in catalogue.broken:
        print(f"{broken.file} is not counted: `lbp-teach cases validate` says why.", file=sys.stderr)
    if arguments.matrix:
        missing = _matrix(arguments, content.library(), [content.load_case(card.id) for card in catalogue.cards])
    else:
        written = [content.written_case(c.id) if c.variants else content.load_case(c.id) for c in catalogue.cards]
        missing = _rules(arguments, content.library(), written)
    return 1 if missing or catalogue.broken else 0


def _rules(arguments: argparse.Namespace, book: Any, cases: list[Any]) -> bool:
    """Print rules × cases, and return whether something is missing."""
    from lbp_teach.authoring import rules_by_case as found
    from lbp_teach.explain import fact_words
    from lbp_teach.text import Lang

    lang = Lang(arguments.lang)
    rows = found.rules_by_case(book, cases, found.read_excuses())
    plain = found.as_plain(rows)
    missing = bool(plain["without_case"] or plain["without_near_miss"] or plain["excused_without_need"])
    if arguments.json:
        print(json.dumps(plain, ensure_ascii=False, indent=2))
        return missing
    for row in rows:
        names = list(dict.fromkeys(f"{at.case}+{at.alternative}" if at.alternative else at.case for at in row.fired))
        print(f"{row.rule.id}: {len(row.fired)} visits of {len(names)} cases{_some(names)}")
        for near in row.near[:1]:
            now, other = (fact_words(book, near.fact, value)(lang) for value in (near.now, near.instead))
            print(f"    silent by one fact: {near.at}: {now} -> {other}")
        if row.always:
            print("    never silent: it holds for every patient")
        if row.excuse:
            print(f"    excused ({row.excuse.lacks}): {row.excuse.why}")
    for name, words in (
        ("without_case", "no case fires"),
        ("without_near_miss", "no visit is one fact away from"),
        ("excused_without_need", "excused.yaml names, though the library has it,"),
    ):
        for rule in plain[name]:
            print(f"MISSING: {words} {rule}")
    print(f"{len(rows)} rules, {len(cases)} cases.")
    return missing


def _some(names: list[str], most: int = 4) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f" ({', '.join(names[:most])}{more})" if names else ""


def _matrix(arguments: argparse.Namespace, book: Any, cases: list[Any]) -> bool:
    """Print which kinds of patients the library has, and return whether one is missing."""
    from lbp_teach.authoring.matrix import as_plain, matrix, read_matrix
    from lbp_teach.text import Lang

    rows = matrix(book, read_matrix(book), cases)
    if arguments.json:
        print(json.dumps(as_plain(rows), ensure_ascii=False, indent=2))
        return not all(row.covered for row in rows)
    for row in rows:
        words = row.kind.says(Lang(arguments.lang))
        if row.kind.whole is not None:
            print(f"{'' if row.covered else 'MISSING: '}{words}: {row.reached:g} of {row.kind.whole.at_least:g}")
        else:
            print(f"{'' if row.covered else 'MISSING: '}{words}: {len(row.cases)}{_some(list(row.cases), 6)}")
    print(f"{sum(row.covered for row in rows)} of {len(rows)} rows, {len(cases)} cases.")
    return not all(row.covered for row in rows)


def _schema(arguments: argparse.Namespace) -> int:
    from lbp_teach import compile
    from lbp_teach.schema import schema_text

    text = schema_text(compile.read_guideline())
    if arguments.write:
        try:
            arguments.write.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{arguments.write} cannot be written ({error.strerror}). Check the folder.") from None
    else:
        print(text, end="")
    return 0
