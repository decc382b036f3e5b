"""`lbp-teach cases new`: a few questions, and the beginning of a case file. It never overwrites one."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from lbp_teach.errors import UsageError
from lbp_teach.text import Lang, Text, both

Value = TypeVar("Value")
_STOPPED = both(da="Stoppet. Der er ikke skrevet nogen fil.", en="Stopped. No file was written.")
_SEXES = {
    **dict.fromkeys(("female", "f", "kvinde", "k", "woman", "w"), "female"),
    **dict.fromkeys(("male", "m", "mand", "man"), "male"),
}


class _Wrong(Exception):
    """An answer that cannot be used; its text says what can."""


def add_command(cases: Any) -> None:
    """Add the command to the parser of `lbp-teach cases`."""
    new = cases.add_parser("new", help="begin a case: asks a few questions, writes a file to fill in")
    new.add_argument("--name", help="the patient's whole, invented name")
    new.add_argument("--age", help="15 to 110 years")
    new.add_argument("--sex", help="female or male")
    new.add_argument("--job", help="in Danish and English, such as 'gartner / gardener'")
    new.add_argument("--setting", help="the same way (default: Almen praksis / General practice)")
    new.add_argument("--difficulty", help="1 very easy to 5 very hard")
    new.add_argument("--visits", help="1 to 4")
    new.add_argument("--lang", choices=("da", "en"), help="language of the questions and comments (default: da)")
    new.add_argument("--folder", type=Path, metavar="DIR", help="where the file goes (default: the folder of cases)")
    new.set_defaults(run=_new)


def _new(arguments: argparse.Namespace) -> int:
    from lbp_teach import content
    from lbp_teach.authoring import skeleton as made

    lang = Lang(arguments.lang) if arguments.lang else None
    try:
        lang = lang or _ask(both(da="Sprog / language: da, en", en="Language: da, en"), Lang.DA, _lang, "da")
        wish = _wish(arguments, lang)
    except (KeyboardInterrupt, EOFError):
        print()
        raise UsageError(_STOPPED(lang or Lang.EN)) from None
    folder: Path = arguments.folder or _folder()
    path = folder / f"{made.stem_of(wish.name)}.yaml"
    _write(path, made.skeleton(wish, content.library()), lang)
    said = both(
        da="Skrevet: {path}\nErstat alt efter SKRIV: og WRITE:, og kør så:\n  lbp-teach cases validate {path}",
        en="Written: {path}\nReplace all after SKRIV: and WRITE:, then run:\n  lbp-teach cases validate {path}",
    )
    print(said(lang).format(path=path))
    return 0


def _wish(arguments: argparse.Namespace, lang: Lang) -> Any:
    from lbp_teach.authoring import skeleton as made

    def one(name: str, question: Text, read: Callable[[str], Value], default: str = "") -> Value:
        given = getattr(arguments, name)
        if given is None:
            return _ask(question, lang, read, default)
        try:
            return read(given.strip() or default)
        except _Wrong as wrong:
            raise UsageError(f"--{name} {given!r}: {wrong}") from None

    return made.Wish(
        name=one("name", both(da="Patientens navn (opdigtet)", en="The patient's name (invented)"), _name),
        age=one("age", both(da="Alder", en="Age"), _number(*made.AGES)),
        sex=one("sex", both(da="Køn: kvinde eller mand", en="Sex: female or male"), _sex),
        job=one("job", both(da="Arbejde, dansk / engelsk", en="Job, Danish / English"), _both_languages),
        setting=one(
            "setting",
            both(
                da="Sted, dansk / engelsk (Enter: almen praksis)",
                en="Setting, Danish / English (Enter: general practice)",
            ),
            _both_languages,
            made.GENERAL_PRACTICE.da + " / " + made.GENERAL_PRACTICE.en,
        ),
        difficulty=one(
            "difficulty", both(da="Sværhed, 1 til 5", en="Difficulty, 1 to 5"), _number(*made.DIFFICULTIES), "2"
        ),
        visits=one(
            "visits", both(da="Antal besøg, 1 til 4", en="Number of visits, 1 to 4"), _number(*made.VISITS), "2"
        ),
        lang=lang,
    )


def _ask(question: Text, lang: Lang, read: Callable[[str], Value], default: str = "") -> Value:
    """Ask until the answer can be used; an empty one is the default where there is one."""
    while True:
        said = input(f"{question(lang)}{f' [{default}]' if len(default) == 1 else ''}: ").strip() or default
        try:
            return read(said)
        except _Wrong as wrong:
            print(f"  {wrong}")


def _lang(said: str) -> Lang:
    if said not in ("da", "en"):
        raise _Wrong("Write da or en.")
    return Lang(said)


def _name(said: str) -> str:
    from lbp_teach.authoring.skeleton import stem_of

    name = " ".join(said.split())
    if not stem_of(name) or len(name) > 60 or len(name.split()[0]) > 30 or not name.isprintable():
        raise _Wrong("Give a name in letters, at most 60, and a first name of at most 30.")
    return name


def _number(low: int, high: int) -> Callable[[str], int]:
    def read(said: str) -> int:
        if not said.isdecimal() or not low <= int(said) <= high:
            raise _Wrong(f"Give a whole number from {low} to {high}.")
        return int(said)

    return read


def _sex(said: str) -> str:
    if said.lower() not in _SEXES:
        raise _Wrong("Write female or male (kvinde, mand).")
    return _SEXES[said.lower()]


def _both_languages(said: str) -> dict[str, str | None]:
    da, slash, en = (part.strip() for part in said.partition("/"))
    if not da or (slash and not en) or not said.isprintable():
        raise _Wrong("Write it in Danish and English, such as: gartner / gardener.")
    return {"da": da, "en": en or None}


def _folder() -> Path:
    from lbp_teach import content

    # An installed wheel's own folder is no place to write in.
    root = content.cases_root()
    return Path.cwd() if root.name == "_cases" else root


def _write(path: Path, text: str, lang: Lang) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        said = both(
            da="{path} findes allerede og bliver ikke overskrevet. Giv patienten et andet navn, eller flyt filen.",
            en="{path} exists already and is not overwritten. Give the patient another name, or move the file.",
        )
        raise UsageError(said(lang).format(path=path)) from None
    except OSError as error:
        said = both(
            da="{path} kan ikke skrives ({why}). Vælg en anden mappe med --folder.",
            en="{path} cannot be written ({why}). Choose another folder with --folder.",
        )
        raise UsageError(said(lang).format(path=path, why=error.strerror)) from None
