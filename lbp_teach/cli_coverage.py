"""`lbp-teach cases coverage`: which case fires which rule, and which kinds of patients there are."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from lbp_teach.text import Lang, Text, both

_SAYS: dict[str, Text] = {
    "broken": both(
        da="{file} er ikke talt med: `lbp-teach cases validate` siger hvorfor.",
        en="{file} is not counted: `lbp-teach cases validate` says why.",
    ),
    "fired": both(da="{visits} besøg i {cases} cases{which}", en="{visits} visits of {cases} cases{which}"),
    "more": both(da="og {n} til", en="and {n} more"),
    "near": both(da="tavs på grund af ét fund", en="silent by one fact"),
    "always": both(da="aldrig tavs: den gælder for enhver patient", en="never silent: it holds for every patient"),
    "excused": both(da="undtaget ({lacks}): {why}", en="excused ({lacks}): {why}"),
    "missing": both(da="MANGLER", en="MISSING"),
    "without_case": both(da="ingen case udløser", en="no case fires"),
    "without_near_miss": both(da="intet besøg er ét fund fra", en="no visit is one fact away from"),
    "excused_without_need": both(
        da="excused.yaml nævner, selv om samlingen har den,", en="excused.yaml names, though the library has it,"
    ),
    "rules": both(da="{rules} regler, {cases} cases.", en="{rules} rules, {cases} cases."),
    "of": both(da="{reached} af {least}", en="{reached} of {least}"),
    "rows": both(da="{held} af {rows} rækker, {cases} cases.", en="{held} of {rows} rows, {cases} cases."),
}


def add_command(cases: Any) -> None:
    """Add the command to the parser of `lbp-teach cases`."""
    coverage = cases.add_parser("coverage", help="rules × cases; exit 1 if a rule has no case or no near miss")
    coverage.add_argument(
        "files", nargs="*", type=Path, metavar="PATH", help="case files, or folders of them (default: all cases)"
    )
    coverage.add_argument("--matrix", action="store_true", help="instead: which kinds of patients the library has")
    coverage.add_argument("--json", action="store_true")
    coverage.add_argument("--lang", choices=("da", "en"), default="en")
    coverage.set_defaults(run=_coverage)


def _say(name: str, lang: Lang, **values: Any) -> str:
    return _SAYS[name](lang).format(**values)


def _coverage(arguments: argparse.Namespace) -> int:
    from lbp_teach import content

    lang = Lang(arguments.lang)
    written, broken = _cases(arguments.files)
    for file in broken:
        print(_say("broken", lang, file=file), file=sys.stderr)
    if arguments.matrix:
        from lbp_teach.variants import spoken

        missing = _matrix(arguments, content.library(), [spoken(case) for case in written])
    else:
        missing = _rules(arguments, content.library(), written)
    return 1 if missing or broken else 0


def _cases(paths: list[Path]) -> tuple[list[Any], list[str]]:
    """Return the healthy cases as they are written, and the files that are not counted."""
    from lbp_teach import compile, content
    from lbp_teach.case_files import case_files
    from lbp_teach.errors import InputError, UsageError

    if not paths:
        catalogue = content.catalogue()
        cards = catalogue.cards
        written = [content.written_case(one.id) if one.variants else content.load_case(one.id) for one in cards]
        return written, [one.file for one in catalogue.broken]
    book = compile.read_guideline()
    healthy, broken = [], []
    for path in case_files(paths):
        if not path.is_file():
            raise UsageError(f"{path} is not there. Name a case file or a folder of them.")
        try:
            healthy.append(compile.read_written(path, book))
        except InputError:
            broken.append(str(path))
    return healthy, broken


def _rules(arguments: argparse.Namespace, book: Any, cases: list[Any]) -> bool:
    """Print rules × cases, and return whether something is missing."""
    from lbp_teach.authoring import rules_by_case as found
    from lbp_teach.explain import fact_words

    lang = Lang(arguments.lang)
    rows = found.rules_by_case(book, cases, found.read_excuses())
    plain = found.as_plain(rows)
    missing = bool(plain["without_case"] or plain["without_near_miss"] or plain["excused_without_need"])
    if arguments.json:
        print(json.dumps(plain, ensure_ascii=False, indent=2))
        return missing
    for row in rows:
        names = list(dict.fromkeys(f"{at.case}+{at.alternative}" if at.alternative else at.case for at in row.fired))
        fired = _say("fired", lang, visits=len(row.fired), cases=len(names), which=_some(names, lang))
        print(f"{row.rule.id}: {fired}")
        for near in row.near[:1]:
            now, other = (fact_words(book, near.fact, value)(lang) for value in (near.now, near.instead))
            print(f"    {_say('near', lang)}: {near.at}: {now} -> {other}")
        if row.always:
            print(f"    {_say('always', lang)}")
        if row.excuse:
            print(f"    {_say('excused', lang, lacks=row.excuse.lacks, why=row.excuse.why)}")
    for name in ("without_case", "without_near_miss", "excused_without_need"):
        for rule in plain[name]:
            print(f"{_say('missing', lang)}: {_say(name, lang)} {rule}")
    print(_say("rules", lang, rules=len(rows), cases=len(cases)))
    return missing


def _some(names: list[str], lang: Lang, most: int = 4) -> str:
    more = f" {_say('more', lang, n=len(names) - most)}" if len(names) > most else ""
    return f" ({', '.join(names[:most])}{more})" if names else ""


def _matrix(arguments: argparse.Namespace, book: Any, cases: list[Any]) -> bool:
    """Print which kinds of patients the library has, and return whether one is missing."""
    from lbp_teach.authoring.matrix import as_plain, matrix, read_matrix

    lang = Lang(arguments.lang)
    rows = matrix(book, read_matrix(book), cases)
    if arguments.json:
        print(json.dumps(as_plain(rows), ensure_ascii=False, indent=2))
        return not all(row.covered for row in rows)
    for row in rows:
        missing, words = "" if row.covered else f"{_say('missing', lang)}: ", row.kind.says(lang)
        if row.kind.whole is not None:
            reached = _say("of", lang, reached=f"{row.reached:g}", least=f"{row.kind.whole.at_least:g}")
            print(f"{missing}{words}: {reached}")
        else:
            print(f"{missing}{words}: {len(row.cases)}{_some(list(row.cases), lang, 6)}")
    print(_say("rows", lang, held=sum(row.covered for row in rows), rows=len(rows), cases=len(cases)))
    return not all(row.covered for row in rows)
