"""What shows in the words of a case without knowing medicine: unfinished, lopsided, a clinician's, one person's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from lbp_teach.authoring import words
from lbp_teach.case import Case, visit_facts
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.strict_yaml import Path

Report = Callable[[Path, str, str], None]
_LANG = {"da": "Danish", "en": "English"}


def texts_of(case: Case) -> Iterator[tuple[Path, dict[str, str]]]:
    """Yield every text of a case with the path to it, as the author's file has it."""
    yield from _texts(case.model_dump(by_alias=True), ())


def _texts(part: Any, path: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    if isinstance(part, dict):
        if part.keys() == {"da", "en"}:
            yield path, part
            return
        for name, value in part.items():
            yield from _texts(value, (*path, name))
    elif isinstance(part, list | tuple):
        for number, value in enumerate(part):
            yield from _texts(value, (*path, number))


def spoken_by_patient(path: Path) -> bool:
    """Return whether the patient says the text at a path: openings and answers, also those of alternatives."""
    return path[-1] == "opening" or "answers" in path


def check_unfinished(case: Case, report: Report) -> None:
    """Report texts that are still to be written; nobody may meet such a case."""
    for path, text in texts_of(case):
        marks = {lang: mark for lang, said in text.items() if (mark := words.unfinished(said, lang))}
        if marks:
            at = (*path, *(marks if len(marks) == 1 else ()))
            what = f"this text is still to be written ({' and '.join(map(repr, marks.values()))})."
            report(at, what, f"Write it in {' and in '.join(_LANG[lang] for lang in marks)}.")


def check_balance(case: Case, report: Report) -> None:
    """Report texts of which one language says much more than the other."""
    limits = words.words().limits
    for path, text in texts_of(case):
        short, long = sorted(text, key=lambda lang: len(text[lang]))
        if len(text[long]) >= limits.compared_from and len(text[long]) > limits.times * len(text[short]):
            what = (
                f"the {_LANG[long]} has {len(text[long])} characters, the {_LANG[short]} {len(text[short])}: "
                f"more than {limits.times:g} times as many."
            )
            report((*path, short), what, "Let both say the same.")


def told_before(path: Path) -> bool:
    """Return whether a learner reads the text at a path before judging a visit, and no patient says it."""
    return path[-1] in ("setting", "label", "place_time", "bridge") or "door" in path


def check_terms(case: Case, report: Report) -> None:
    """Report words of clinicians that a patient is made to say, or that a door or a bridge says for the learner.

    At a door and in a bridge they may stand in quotation marks: there a letter or a report is quoted.
    """
    for path, text in texts_of(case):
        if spoken_by_patient(path):
            for lang, said in text.items():
                for word in words.terms(said, lang):
                    report((*path, lang), f"no patient says {word!r}.", "Say it in the patient's own words.")
        elif told_before(path):
            for lang, said in text.items():
                for word in words.terms(words.unquoted(said), lang):
                    what = f"{word!r} is a clinician's word, and finding it is the learner's work."
                    report((*path, lang), what, "Say it plainly, or in quotation marks where a letter is quoted.")


def check_conditions(case: Case, book: Book, report: Report) -> None:
    """Report texts that name a condition before the visit at which the learner is to suspect it.

    A condition that was suspected at an earlier visit may be named: by then a doctor or a scan may have told it.
    """
    suspected = [set(assess(book, visit_facts(case, one.id, book)).verdicts["suspected"].best) for one in case.visits]
    place = {visit.id: number for number, visit in enumerate(case.visits)}
    for path, text in texts_of(case):
        if path[0] == "opening" or path[0] == "setting":
            at = 0
        elif path[0] == "visits" and (path[-1] == "opening" or told_before(path)):
            at = int(path[1])
            if path[-1] == "bridge":
                at = place[case.visits[at].next[int(path[3])].visit]
        else:
            continue
        fresh = suspected[at] - set().union(*(suspected[place[one]] for one in before(case, case.visits[at].id)))
        for name in sorted(fresh):
            for lang, said in text.items():
                if word := words.condition(said, lang, name):
                    what = f"{word!r} names what the learner is to suspect at {case.visits[at].id!r}."
                    report((*path, lang), what, "Tell what happened or what it is like, not what it is.")


def before(case: Case, visit: str) -> set[str]:
    """Return the visits that lie before one on every way or on some."""
    found: set[str] = set()
    led = {visit}
    while led:
        led = {one.id for one in case.visits for branch in one.next if branch.visit in led} - found
        found |= led
    return found


def check_person(written: Case, report: Report) -> None:
    """Report what a variant would make untrue: a side, a name, an age or a pronoun that is not a placeholder.

    Args:
        written: the case with its placeholders.
        report: takes path, what and remedy.
    """
    varied, persona = written.variants, written.persona
    age = re.compile(
        rf"(?<![\d:.,]){persona.age}(?![\d:.,]\d|\s*(?:min|kilo|kg|km|%|kr|timer|hours|uger|weeks|dage|days))"
    )
    names = words.pattern(dict.fromkeys((persona.name, persona.first_name)))
    for path, text in texts_of(written):
        if path[0] == "persona":
            continue
        for lang, said in text.items():
            at = (*path, lang)
            plain = re.sub(r"{\w+}", "{}", said)
            if varied.side and (side := words.side_word(plain, lang)):
                what = f"{side!r} names a side, and `variants.side` swaps the sides."
                report(at, what, "Write {side} or {other_side}.")
            if varied.age and age.search(plain):
                report(at, f"{persona.age} stands here in digits, and `variants.age` changes the age.", "Write {age}.")
            if varied.other_sex is None:
                continue
            if named := names.search(plain):
                what = f"{named.group()!r} stands here, and `variants.other_sex` changes the name."
                report(at, what, "Write {first_name}.")
            if not spoken_by_patient(path) and (pronoun := words.pronoun(plain, lang, persona.sex)):
                what = f"{pronoun!r} stands here, and `variants.other_sex` changes the sex."
                report(at, what, "Write {he}, {him} or {his}; name anybody else who is meant.")
