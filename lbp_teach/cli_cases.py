"""`lbp-teach cases ...`: list, show and check case files, begin a new one, see which rules the library exercises."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from lbp_teach.cli_coverage import add_command as add_coverage_command
from lbp_teach.cli_new import add_command as add_new_command
from lbp_teach.edition import EDITION, EDITIONS
from lbp_teach.errors import InputError, UsageError
from lbp_teach.generator.command import add_command as add_draw_command
from lbp_teach.text import both

_GRADES = {
    "acceptable": both(da="acceptabelt", en="acceptable"),
    "unsafe": both(da="usikkert", en="unsafe"),
    "too_much": both(da="for meget", en="too much"),
}
_UNSEEN = both(da="endnu ikke godkendt af en kliniker", en="not yet approved by a clinician")
_OPEN = both(da="kunne ikke bedømmes ({rule}); mangler: {names}", en="could not be judged ({rule}); missing: {names}")
_IN_ORDER = both(da="{good} af {files} casefiler er i orden.", en="{good} of {files} case files are in order.")
EDUCATION = {"da": "Til undervisning, ikke til patientbehandling.", "en": "For education, not for patient care."}


def add_commands(commands: Any) -> None:
    """Add the commands to the parser of `lbp-teach`."""
    cases = commands.add_parser("cases", help="work with case files").add_subparsers(required=True, metavar="WHAT")
    listing = cases.add_parser("list", help="list the cases")
    listing.add_argument("--lang", choices=("da", "en"), default="en")
    listing.set_defaults(run=_list)
    show = cases.add_parser("show", help="show a case with its derived key (spoils it)")
    show.add_argument("case", metavar="CASE", help="id of a case, or the path of a case file")
    show.add_argument("--lang", choices=("da", "en"), default="en")
    show.add_argument("--edition", choices=EDITIONS, default=EDITION)
    show.set_defaults(run=_show)
    validate = cases.add_parser("validate", help="check case files; names every problem at once")
    validate.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="files or folders to check (default: all cases)"
    )
    validate.add_argument("--lang", choices=("da", "en"), default="en")
    validate.set_defaults(run=_validate)
    add_new_command(cases)
    add_draw_command(cases)
    add_coverage_command(cases)
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
    case = _case_of(arguments.case, lang)
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


def _case_of(words: str, lang: Any) -> Any:
    """Return a case by its id, or the case of a file as it is read."""
    from lbp_teach import compile, content
    from lbp_teach.case_files import is_path
    from lbp_teach.studio.problem_words import told

    if not is_path(words):
        return content.load_case(words)
    try:
        return compile.read_case(Path(words), compile.read_guideline())
    except InputError as error:
        raise InputError([told(problem, lang) for problem in error.problems]) from None


def print_verdicts(verdicts: Any, book: Any, lang: Any, edition: str) -> None:
    """Print the derived key with its reasons and citations."""
    for name, verdict in verdicts.items():
        decision = book.decision(name)
        best = " / ".join(book.words(decision.option(v).label, edition)(lang) for v in verdict.best)
        print(f"  {decision.axis(lang)}: {best or '-'}")
        for grade in ("acceptable", "unsafe", "too_much"):
            values = [book.words(decision.option(v).label, edition)(lang) for v in getattr(verdict, grade)]
            if values:
                print(f"      {_GRADES[grade](lang)}: {', '.join(values)}")
        for outcome in verdict.reasons:
            unseen = "" if outcome.rule.reviewed == "sourced" else f" ({_UNSEEN(lang)})"
            print(f"      {book.words(outcome.rule.because, edition)(lang)}{unseen}")
            sources = dict.fromkeys(f"{s.source}, {s.section}" for s in map(book.statements.get, outcome.rule.cites))
            print(f"      [{'; '.join(sources)}]")
        for outcome in verdict.open:
            names = dict.fromkeys(book.findings[f.partition("@")[0]].label(lang) for f in outcome.facts)
            print(f"      {_OPEN(lang).format(rule=outcome.rule.id, names=', '.join(names))}")


def _validate(arguments: argparse.Namespace) -> int:
    from lbp_teach import compile, content
    from lbp_teach.authoring.checks import problems_of
    from lbp_teach.case_files import case_files
    from lbp_teach.studio.problem_words import told
    from lbp_teach.text import Lang

    lang = Lang(arguments.lang)
    book = compile.read_guideline()
    files = case_files(arguments.files or [content.cases_root()])
    good = 0
    for path in files:
        problems = problems_of(path, book)
        for problem in problems:
            print(told(problem, lang), file=sys.stderr)
        good += not problems
    print(_IN_ORDER(lang).format(good=good, files=len(files)))
    if any(not path.is_file() for path in files):
        return 2
    return 0 if good == len(files) else 1


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
