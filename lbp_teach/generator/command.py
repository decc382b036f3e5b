"""`lbp-teach cases draw`: a new patient, or a table of them, printed with what was drawn (which spoils them)."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import Any

from lbp_teach.errors import UsageError

_EDUCATION = {"da": "Til undervisning, ikke til patientbehandling.", "en": "For education, not for patient care."}
_MOST = 100_000
#: Named here, too: the types would load the guideline's for every command.
_MODES = ("primary_care", "enriched")


def add_command(cases: Any) -> None:
    """Add the command to `lbp-teach cases`."""
    draw = cases.add_parser("draw", help="draw new patients from the declared distributions (spoils them)")
    draw.add_argument("--seed", type=int, default=0, metavar="N", help="the first seed (default 0)")
    draw.add_argument("--mode", choices=_MODES, default="primary_care", help="from which shares (default primary_care)")
    draw.add_argument("--n", type=int, default=1, metavar="N", help="how many; more than one are listed in a table")
    draw.add_argument("--shares", action="store_true", help="only count what they have, without words")
    draw.add_argument("--assumptions", action="store_true", help="print what is assumed, as docs/generator.md")
    draw.add_argument("--lang", choices=("da", "en"), default="en")
    draw.set_defaults(run=_draw)


def _draw(arguments: argparse.Namespace) -> int:
    from lbp_teach.generator.drawing import draw
    from lbp_teach.text import Lang

    if arguments.assumptions:
        from lbp_teach import content
        from lbp_teach.generator import load
        from lbp_teach.generator.assumptions import page

        print(page(load.generator(), content.library()), end="")
        return 0
    if not 1 <= arguments.n <= _MOST:
        raise UsageError(f"--n is {arguments.n}; it must be from 1 to {_MOST}.")
    lang = Lang(arguments.lang)
    print(_EDUCATION[lang])
    if arguments.shares:
        _shares(arguments, lang)
    elif arguments.n == 1:
        _patient(draw(arguments.seed, arguments.mode), lang)
    else:
        for seed in range(arguments.seed, arguments.seed + arguments.n):
            one = draw(seed, arguments.mode)
            who, label = one.case.persona, one.truth.course.label(lang)
            hours = "" if one.truth.deadline is None else f", {one.truth.deadline:g} h"
            print(f"{seed:>6}  {who.name:24} {who.age:>3}  {who.occupation(lang):34} {label}{hours}")
    return 0


def _shares(arguments: argparse.Namespace, lang: Any) -> None:
    from lbp_teach.generator import load
    from lbp_teach.generator.drawing import draw_truth

    seeds = range(arguments.seed, arguments.seed + arguments.n)
    counts = Counter(draw_truth(seed, arguments.mode).condition for seed in seeds)
    declared = load.generator().distributions.family("conditions").values[arguments.mode]
    assert isinstance(declared, dict)
    for name, percent in declared.items():
        label = load.generator().courses.condition(name).label(lang)
        print(f"{label:44} {counts[name]:>7}  {100 * counts[name] / arguments.n:6.2f}%  ({percent:g}%)")


def _patient(one: Any, lang: Any) -> None:
    from lbp_teach import content
    from lbp_teach.explain import fact_words
    from lbp_teach.guideline.facts import split

    book, case, truth = content.book(), one.case, one.truth
    visit = case.visits[0]
    print(f"{case.persona.name}, {case.persona.age}, {case.persona.occupation(lang)}  [{case.id}]")
    for door in visit.door:
        print(f"  {door.label(lang)}: {door.value(lang)}")
    print(f"\n“{visit.opening(lang)}”\n")
    for name, question in book.questions.items():
        said = visit.answers.get(name, question.answer)
        print(f"  {question.text(lang)}\n      {said(lang)}")
    print(f"\n{truth.course.label(lang)}" + (f" ({truth.course.why(lang)})" if truth.course.why else ""))
    for name, value in truth.facts.items():
        if value != book.findings[split(name)[0]].default:
            print(f"  {fact_words(book, name, value)(lang)}")
