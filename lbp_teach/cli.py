"""The `lbp-teach` command. Exit codes: 0 fine, 1 a check found something, 2 bad usage or input."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lbp_teach.cli_cases import EDUCATION, print_verdicts
from lbp_teach.cli_cases import add_commands as add_cases_commands
from lbp_teach.cli_cohort import add_commands as add_cohort_commands
from lbp_teach.cli_course import add_commands as add_course_commands
from lbp_teach.cli_exam import add_commands as add_exam_commands
from lbp_teach.cli_guideline import add_commands as add_guideline_commands
from lbp_teach.cli_records import add_commands as add_records_commands
from lbp_teach.cli_replay import add_command as add_replay_command
from lbp_teach.edition import EDITION, EDITIONS
from lbp_teach.errors import InputError, UsageError


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns:
        The exit code. Errors of the user are one clear line each on stderr, never a traceback.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A redirect on Windows would otherwise use a code page that lacks half of what is printed.
            # A file's name may hold what is no character; it must not be the end of the message about it.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        arguments = _parser().parse_args(argv)
        code: int = arguments.run(arguments)
    except InputError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return 2
    except UsageError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        # `lbp-teach ... | head` closed the pipe; a traceback would only be noise.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lbp-teach",
        description="Learn to reason about low back pain. For education, not for patient care.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="start the dashboards on this machine")
    serve.add_argument("--port", type=int, help="port on 127.0.0.1 (default 8866)")
    serve.add_argument("--lang", choices=("da", "en"), help="language until the learner chooses")
    serve.add_argument("--teacher", action="store_true", help="also the teachers' pages; prints what opens them")
    serve.add_argument("--feedback", metavar="LEVEL", help="told after a case: none, correctness, reasons or full")
    serve.add_argument("--open", action="store_true", help="open the home page in the browser")
    serve.set_defaults(run=_serve)

    add_cases_commands(commands)

    assess = commands.add_parser("assess", help="run the guideline on a findings file (YAML or JSON)")
    assess.add_argument("file", type=Path)
    assess.add_argument("--edition", choices=EDITIONS, default=EDITION)
    assess.add_argument("--lang", choices=("da", "en"), default="en")
    assess.add_argument("--json", action="store_true")
    assess.set_defaults(run=_assess)

    score = commands.add_parser("score", help="mark a recorded attempt (JSON)")
    score.add_argument("case")
    score.add_argument("answers", type=Path)
    score.add_argument("--edition", choices=EDITIONS, default=EDITION)
    score.add_argument("--lang", choices=("da", "en"), default="en")
    score.add_argument("--json", action="store_true")
    score.set_defaults(run=_score)

    add_guideline_commands(commands)
    add_records_commands(commands)
    add_cohort_commands(commands)
    add_exam_commands(commands)
    add_course_commands(commands)
    add_replay_command(commands)

    bench = commands.add_parser("bench", help="measure against the budgets in docs/benchmarks.md")
    bench.add_argument("--json", action="store_true")
    bench.add_argument("--runs", type=int, default=3, help="how often each thing is measured (default 3)")
    bench.add_argument("--million", action="store_true", help="export a million events, not a hundred thousand")
    bench.add_argument("--no-browser", action="store_true", help="only what needs no browser")
    bench.set_defaults(run=_bench)
    return parser


def _serve(arguments: argparse.Namespace) -> int:
    from lbp_teach.server import serve

    return serve(arguments.port, arguments.lang, arguments.teacher, arguments.open, arguments.feedback)


def _read_findings(path: Path, book: Any) -> dict[str, Any]:
    from lbp_teach import strict_yaml
    from lbp_teach.lint_facts import findings_problems

    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}). Check the path.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8 text. Save it again as UTF-8.") from None
    data, lines = strict_yaml.load(text, path.name)  # JSON is YAML
    facts, problems = findings_problems(data, lines, path.name, book)
    if problems:
        raise InputError(problems)
    return facts


def _assess(arguments: argparse.Namespace) -> int:
    from lbp_teach import content
    from lbp_teach.explain import fact_words
    from lbp_teach.guideline.assess import assess
    from lbp_teach.guideline.sorting import by_component, flags_of
    from lbp_teach.logic import Truth
    from lbp_teach.text import Lang

    book, lang = content.library(), Lang(arguments.lang)
    facts = _read_findings(arguments.file, book)
    result = assess(book, facts, arguments.edition, advice=True)
    if not arguments.json:
        print(f"{EDUCATION[lang]} {book.edition_label(result.edition, lang)}")
        print_verdicts(result.verdicts, book, lang, arguments.edition)
        return 0
    plain = {
        "about": EDUCATION[lang],
        "edition": result.edition,
        "facts": [fact_words(book, name, value)(lang) for name, value in facts.items()],
        "flags": [
            {
                "id": flag.id,
                "label": flag.label(lang),
                "colours": flag.colours,
                "points_to": flag.points_to,
                "alone": flag.alone,
                "conflicts": flag.conflicts,
            }
            for flag in flags_of(book, facts, arguments.edition)[Truth.TRUE]
        ],
        "function": by_component(book, facts),
        "decisions": {
            name: {
                "best": verdict.best,
                "acceptable": verdict.acceptable,
                "unsafe": verdict.unsafe,
                "too_much": verdict.too_much,
                "because": [_reason(o, book, lang, arguments.edition) for o in verdict.reasons],
                "against": [_reason(o, book, lang, arguments.edition) for o in verdict.against],
                "not_judged": [{"rule": o.rule.id, "missing": list(o.facts)} for o in verdict.open],
            }
            for name, verdict in result.verdicts.items()
        },
    }
    print(json.dumps(plain, ensure_ascii=False, indent=2))
    return 0


def _reason(outcome: Any, book: Any, lang: Any, edition: str) -> dict[str, Any]:
    from lbp_teach.explain import citation

    return {
        "rule": outcome.rule.id,
        "text": book.words(outcome.rule.because, edition)(lang),
        "facts": list(outcome.facts),
        "citations": [citation(book, name, lang, edition) for name in outcome.rule.cites],
        "conflicts": list(outcome.rule.conflicts),
        "reviewed": outcome.rule.reviewed,
    }


def _score(arguments: argparse.Namespace) -> int:
    from lbp_teach import content
    from lbp_teach.attempt_file import read_answers
    from lbp_teach.debriefing.whole import debrief
    from lbp_teach.result import told, why_not
    from lbp_teach.scoring import score
    from lbp_teach.text import Lang

    book, lang = content.book(), Lang(arguments.lang)
    case = content.load_case(arguments.case)
    attempt = read_answers(arguments.answers, case, book, arguments.edition, content.case_hash(case.id))
    report = score(case, attempt, book)
    words = debrief(report, case, attempt, book, lang)
    reason = why_not(report)
    why = told(reason, report, attempt, case, book)(lang) if reason else ""
    if arguments.json:
        print(json.dumps({**words, "does_not_count": why}, ensure_ascii=False, indent=2))
        return 0
    print(f"{words['score']['points']} of {words['score']['of']} points ({words['score']['percent']}%)")
    if why:
        print({"da": "Tæller ikke", "en": "Does not count"}[lang] + f": {why}")
    for error in words["critical"]:
        print(f"\nCRITICAL  {error['title']}\n  {error['text']}\n  {error['chosen']}\n  -> {error['best']}")
    for item in [*words["too_much"], *words["rest"]]:
        print(f"{item['points']:>4} of {item['of']:<3} {item['mark']:9} {item['visit_label']}: {item['title']}")
        if item["mark"] != "right":
            print(f"              {item['text']}")
    for line in words["adjustments"]:
        print(f"{line['points']:>4}        {line['label']}")
    print(EDUCATION[lang])
    return 0


def _bench(arguments: argparse.Namespace) -> int:
    if arguments.runs < 1:
        raise UsageError(f"--runs is {arguments.runs}; it must be at least 1.")
    from lbp_teach.bench import EVENTS, run

    events = 1_000_000 if arguments.million else EVENTS
    return run(runs=arguments.runs, as_json=arguments.json, browser=not arguments.no_browser, events=events)


__all__ = ["main"]
