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


#: With one of these given nobody is asked for what has a default: the command may stand in a script.
_ABOUT = ("name", "age", "sex", "job", "setting", "difficulty", "visits")
_DEFAULTS = {"setting": "Almen praksis / General practice", "difficulty": "2", "visits": "2"}


class _Wrong(Exception):
    """An answer that cannot be used; its text says what can."""

    def __init__(self, da: str, en: str) -> None:
        """Keep the sentence in both languages."""
        self.text = both(da=da, en=en)
        super().__init__(en)


def add_command(cases: Any) -> None:
    """Add the command to the parser of `lbp-teach cases`."""
    new = cases.add_parser(
        "new",
        help="begin a case: asks a few questions, writes a file to fill in",
        description="Asks for what is not given. With any option about the patient, those that have a default are not "
        "asked for, and name, age, sex and job are enough for a script.",
    )
    new.add_argument("--name", help="the patient's whole, invented name")
    new.add_argument("--age", help="15 to 110 years")
    new.add_argument("--sex", help="female or male")
    new.add_argument("--job", help="in Danish and English, such as 'gartner / gardener'")
    new.add_argument("--setting", help=f"the same way (default: {_DEFAULTS['setting']})")
    new.add_argument("--difficulty", help="1 very easy to 5 very hard (default: 2)")
    new.add_argument("--visits", help="1 to 4 (default: 2)")
    new.add_argument("--lang", choices=("da", "en"), help="language of the questions and comments (default: da)")
    new.add_argument("--folder", type=Path, metavar="DIR", help="where the file goes (default: the folder of cases)")
    new.set_defaults(run=_new)


def _new(arguments: argparse.Namespace) -> int:
    from lbp_teach import content
    from lbp_teach.authoring import skeleton as made

    lang = Lang(arguments.lang) if arguments.lang else None
    try:
        if lang is None and _in_a_script(arguments):
            lang = Lang.DA
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

    def one(name: str, question: Text, read: Callable[[str], Value]) -> Value:
        given, default = getattr(arguments, name), _DEFAULTS.get(name, "")
        if given is None and default and _in_a_script(arguments):
            given = default
        if given is None:
            return _ask(question, lang, read, default)
        try:
            return read(given.strip() or default)
        except _Wrong as wrong:
            raise UsageError(f"--{name} {given!r}: {wrong.text(lang)}") from None

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
        ),
        difficulty=one(
            "difficulty", both(da="Sværhedsgrad, 1 til 5", en="Difficulty, 1 to 5"), _number(*made.DIFFICULTIES)
        ),
        visits=one("visits", both(da="Antal besøg, 1 til 4", en="Number of visits, 1 to 4"), _number(*made.VISITS)),
        lang=lang,
    )


def _in_a_script(arguments: argparse.Namespace) -> bool:
    return any(getattr(arguments, name) is not None for name in _ABOUT)


def _ask(question: Text, lang: Lang, read: Callable[[str], Value], default: str = "") -> Value:
    """Ask until the answer can be used; an empty one is the default where there is one."""
    while True:
        said = input(f"{question(lang)}{f' [{default}]' if len(default) == 1 else ''}: ").strip() or default
        try:
            return read(said)
        except _Wrong as wrong:
            print(f"  {wrong.text(lang)}")


def _lang(said: str) -> Lang:
    if said not in ("da", "en"):
        raise _Wrong("Skriv da eller en.", "Write da or en.")
    return Lang(said)


def _name(said: str) -> str:
    from lbp_teach.authoring.skeleton import stem_of

    name = " ".join(said.split())
    if not stem_of(name) or len(name) > 60 or len(name.split()[0]) > 30 or not name.isprintable():
        raise _Wrong(
            "Giv et navn i bogstaver, højst 60, og et fornavn på højst 30.",
            "Give a name in letters, at most 60, and a first name of at most 30.",
        )
    return name


def _number(low: int, high: int) -> Callable[[str], int]:
    def read(said: str) -> int:
        if not said.isdecimal() or not low <= int(said) <= high:
            raise _Wrong(f"Giv et helt tal fra {low} til {high}.", f"Give a whole number from {low} to {high}.")
        return int(said)

    return read


def _sex(said: str) -> str:
    if said.lower() not in _SEXES:
        raise _Wrong("Skriv kvinde eller mand (female, male).", "Write female or male (kvinde, mand).")
    return _SEXES[said.lower()]


def _both_languages(said: str) -> dict[str, str | None]:
    da, slash, en = (part.strip() for part in said.partition("/"))
    if not da or (slash and not en) or not said.isprintable():
        raise _Wrong(
            "Skriv det på dansk og engelsk, for eksempel: gartner / gardener.",
            "Write it in Danish and English, such as: gartner / gardener.",
        )
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
