"""`lbp-teach guideline ...`: read the guideline as the toolkit has it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from lbp_teach.errors import UsageError

SOURCES = ("DSAM2026", "RSD2024", "UFL2026", "NKR2016", "KOM2015")


def add_commands(commands: Any) -> None:
    """Add the commands to the parser of `lbp-teach`."""
    about = "read the guideline as the toolkit has it"
    guideline = commands.add_parser("guideline", help=about).add_subparsers(required=True, metavar="WHAT")

    coverage = guideline.add_parser("coverage", help="which facts of the sources are carried; exit 1 if one is not")
    coverage.add_argument("--json", action="store_true")
    coverage.set_defaults(run=_coverage)

    about = "show a statement, rule, concept, threshold, conflict (C-08) or fact (F-IMG-07)"
    show = guideline.add_parser("show", help=about)
    show.add_argument("id")
    _lang(show)
    show.set_defaults(run=_show)

    conflicts = guideline.add_parser("conflicts", help="where the sources disagree, and how it is resolved")
    conflicts.add_argument("id", nargs="?", help="one of them, such as C-08 (default: all)")
    conflicts.add_argument("--json", action="store_true")
    _lang(conflicts)
    conflicts.set_defaults(run=_conflicts)

    diff = guideline.add_parser("diff", help="what differs between two sources")
    diff.add_argument("first", choices=SOURCES)
    diff.add_argument("second", choices=SOURCES)
    diff.add_argument("--json", action="store_true")
    _lang(diff)
    diff.set_defaults(run=_diff)

    vocabulary = guideline.add_parser("vocabulary", help="every finding that a findings file may hold")
    vocabulary.add_argument("--json", action="store_true")
    _lang(vocabulary)
    vocabulary.set_defaults(run=_vocabulary)

    docs = guideline.add_parser("docs", help="write the reference pages")
    docs.add_argument("folder", type=Path)
    docs.set_defaults(run=_docs)


def _lang(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=("da", "en"), default="en")


def _coverage(arguments: argparse.Namespace) -> int:
    from lbp_teach import content
    from lbp_teach.coverage import coverage

    rows = coverage(content.library().guideline)
    missing = [fact for row in rows for fact in row.missing]
    if arguments.json:
        plain = {
            row.topic.id: {
                "facts": row.topic.facts,
                "carried": list(row.carried),
                "not_encoded": {one.fact: one.reason for one in row.skipped},
                "missing": list(row.missing),
            }
            for row in rows
        }
        print(json.dumps(plain, indent=2))
        return 1 if missing else 0
    print(f"{'topic':9} {'facts':>5} {'carried':>8} {'not encoded':>12} {'missing':>8}")
    for row in rows:
        print(
            f"{row.topic.id:9} {row.topic.facts:5} {len(row.carried):8} {len(row.skipped):12} {len(row.missing):8}  "
            f"{row.topic.label.en}"
        )
    facts, carried = sum(row.topic.facts for row in rows), sum(len(row.carried) for row in rows)
    skipped = [one for row in rows for one in row.skipped]
    print(f"{'all':9} {facts:5} {carried:8} {len(skipped):12} {len(missing):8}  {100 * carried / facts:.1f}% carried")
    for one in skipped:
        print(f"  not encoded: {one.fact}, {one.reason}{f' {one.of}' if one.of else ''}")
    for fact in missing:
        print(f"  MISSING: {fact}")
    return 1 if missing else 0


def _show(arguments: argparse.Namespace) -> int:
    from lbp_teach import content
    from lbp_teach.guideline.assess import amount
    from lbp_teach.guideline.words import condition_lines
    from lbp_teach.reference import rule_lines
    from lbp_teach.text import Lang

    book, lang, name = content.library(), Lang(arguments.lang), arguments.id
    name = name.upper() if name[:2].lower() in ("c-", "f-") else name
    if name in book.conflicts:
        _print_conflict(book, name, lang)
        return 0
    rules = {rule.id: rule for rule in book.guideline.rules}
    found = False
    if name in rules:
        found = True
        print("\n".join(rule_lines(rules[name], book, lang)))
    if name in book.parameters:
        found = True
        one = book.parameters[name]
        values = "; ".join(f"{edition}: {amount(value)(lang)}" for edition, value in one.values.items())
        print(f"{one.label(lang)} ({one.unit}): {values}\n  [{one.source}, {one.section}] {', '.join(one.facts)}")
    if name in book.concepts:
        found = True
        print(book.concepts[name].label(lang))
        for depth, words in condition_lines(book.concepts[name].when, book):
            print(f"{'  ' * (depth + 1)}{words(lang)}")
        users = [rule.id for rule in rules.values() if f"concept={name!r}" in repr(rule.when)]
        print(f"  used by {', '.join(users) or 'other concepts only'}")
    for statement in book.guideline.statements:
        if name == statement.id or name in statement.facts:
            found = True
            used = [rule.id for rule in rules.values() if statement.id in rule.cites]
            print(f"{statement.id}: {book.words(statement.text)(lang)}")
            print(f"  [{statement.source}, {statement.section}] {statement.kind}; {', '.join(statement.facts)}")
            if statement.reviewed != "sourced":
                print("  not yet approved by a clinician")
            for conflict in book.conflicts_of(statement):
                print(f"  see {conflict}: {book.conflicts[conflict].question(lang)}")
            if used:
                print(f"  used by {', '.join(used)}")
    if not found:
        import difflib

        known = [*rules, *book.concepts, *book.parameters, *book.statements, *book.conflicts]
        near = difflib.get_close_matches(name, known, 3)
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        raise UsageError(
            f"{name!r} is no statement, rule, concept, threshold, conflict or fact.{hint} "
            "`lbp-teach guideline docs FOLDER` writes them all."
        )
    return 0


def _print_conflict(book: Any, name: str, lang: Any) -> None:
    one = book.conflicts[name]
    print(f"{one.id}  {one.question(lang)}  ({one.type}, {one.priority})")
    for position in one.says:
        print(f"  {position.source}, {position.section}: {book.words(position.text)(lang)}")
    labels = {"da": ("hvorfor", "vi følger", "husk"), "en": ("why", "we follow", "remember")}[lang.value]
    for label, text in zip(labels, (one.why, one.follow, one.teach), strict=True):
        print(f"  {label}: {book.words(text)(lang)}")
    if one.reviewed != "sourced":
        print({"da": "  afventer klinisk godkendelse", "en": "  not yet approved by a clinician"}[lang.value])


def _conflicts(arguments: argparse.Namespace) -> int:
    from lbp_teach import content
    from lbp_teach.text import Lang

    book, lang = content.library(), Lang(arguments.lang)
    if arguments.id and arguments.id not in book.conflicts:
        last = book.guideline.conflicts[-1].id
        raise UsageError(f"There is no conflict {arguments.id!r}. They are numbered C-01 to {last}.")
    names = [arguments.id] if arguments.id else list(book.conflicts)
    if arguments.json:
        plain = [book.conflicts[name].model_dump(mode="json") for name in names]
        print(json.dumps(plain, ensure_ascii=False, indent=2))
        return 0
    for name in names:
        _print_conflict(book, name, lang)
    return 0


def _diff(arguments: argparse.Namespace) -> int:
    from lbp_teach import content
    from lbp_teach.editions import differences
    from lbp_teach.text import Lang

    lang = Lang(arguments.lang)
    found = differences(content.library(), arguments.first, arguments.second)
    if arguments.json:
        plain = [
            {
                "kind": one.kind,
                "id": one.id,
                "title": one.title(lang),
                arguments.first: one.first(lang),
                arguments.second: one.second(lang),
                "follow": one.follow(lang) if one.follow else None,
            }
            for one in found
        ]
        print(json.dumps(plain, ensure_ascii=False, indent=2))
        return 0
    for one in found:
        print(f"{one.id}  {one.title(lang)}")
        print(f"  {arguments.first}: {one.first(lang)}")
        print(f"  {arguments.second}: {one.second(lang)}")
        if one.follow:
            print(f"  {'vi følger' if lang == Lang.DA else 'we follow'}: {one.follow(lang)}")
    if not found:
        print({"da": "Ingen forskelle er registreret.", "en": "No differences are on record."}[lang.value])
    return 0


def _vocabulary(arguments: argparse.Namespace) -> int:
    from lbp_teach import content
    from lbp_teach.text import Lang

    book, lang = content.library(), Lang(arguments.lang)
    if arguments.json:
        print(json.dumps([_finding(book, one) for one in book.findings.values()], ensure_ascii=False, indent=2))
        return 0
    for one in book.findings.values():
        allowed = {"presence": "present, absent", "choice": ", ".join(one.values), "number": f"number ({one.unit})"}
        sides = "; left and right" if one.sided else ""
        print(f"{one.id:36} {one.label(lang)}: {allowed[one.kind]}, unknown{sides}")
    return 0


def _finding(book: Any, one: Any) -> dict[str, Any]:
    asked, examined = book.question_of.get(one.id), book.manoeuvre_of.get(one.id)
    plain: dict[str, Any] = {
        "id": one.id,
        "kind": one.kind,
        "label": {"da": one.label.da, "en": one.label.en},
        "sided": one.sided,
        "default": one.default,
        "unit": one.unit,
        "values": {value: {"da": words.da, "en": words.en} for value, words in one.values.items()},
        "obtained_by": None,
    }
    if asked:
        plain["obtained_by"] = {"question": asked.id, "da": asked.text.da, "en": asked.text.en}
    elif examined:
        plain["obtained_by"] = {"manoeuvre": examined.id, "da": examined.label.da, "en": examined.label.en}
    return plain


def _docs(arguments: argparse.Namespace) -> int:
    from lbp_teach import content
    from lbp_teach.reference import write_pages

    try:
        written = write_pages(content.library(), arguments.folder)
    except OSError as error:
        raise UsageError(f"{arguments.folder} cannot be written ({error.strerror}). Choose another folder.") from None
    print(f"{len(written)} pages written to {arguments.folder}.")
    return 0
