"""Messages of the studio's screen: what is read out of one, trusting nothing, and what is put into an answer."""

from __future__ import annotations

from typing import Any

from lbp_teach.authoring.skeleton import AGES, VISITS, Wish
from lbp_teach.errors import Problem
from lbp_teach.studio.check import path_of
from lbp_teach.studio.drafts import Draft
from lbp_teach.studio.problem_words import in_language
from lbp_teach.studio.saving import plain_lines
from lbp_teach.studio.tolerant import Sketch, line
from lbp_teach.text import Lang, both

Message = dict[str, Any]
SORRY = both(
    da="Det gik ikke. Din tekst står her endnu. Prøv igen, eller hent den som fil.",
    en="That did not work. Your text is still here. Try again, or download it as a file.",
)
NO_CASE = both(da="Filen findes ikke længere, eller den kan ikke læses.", en="The file is gone, or it cannot be read.")
NO_DRAFT = both(da="Kladden findes ikke længere.", en="The draft is gone.")
NAME_IT = both(da="Giv patienten et navn.", en="Give the patient a name.")
UNCHANGED = both(
    da="Formularen kan ikke ændre det sted, som YAML-teksten er skrevet. Ret det i YAML-teksten.",
    en="The form cannot change that place as the YAML is laid out. Change it in the YAML.",
)
READ_ONLY = both(
    da="Mappen med cases kan ikke skrives her. Hent casen som fil, og læg den i mappen cases i en kopi af projektet.",
    en="The folder of cases cannot be written here. Download the case and put it into the folder cases of a checkout.",
)
OLD_NAME = both(
    da="Det gamle navn står endnu på linjerne {lines}. Læs dem igennem.",
    en="The old name still stands on lines {lines}. Read them through.",
)
OLD_NAME_ONCE = both(
    da="Det gamle navn står endnu på linje {lines}. Læs den igennem.",
    en="The old name still stands on line {lines}. Read it through.",
)
NOT_SAVED = both(da="Casen blev ikke gemt: {why}.", en="The case was not saved: {why}.")
PROBLEMS = both(da="der er noget at rette først", en="there is something to mend first")
NO_WRITE = both(da="filen kan ikke skrives", en="the file cannot be written")


def wish_of(message: Message, name: str, lang: Lang) -> Wish:
    """Return who a new patient is to be; what makes no sense is what is usual."""
    age, visits = message.get("age"), message.get("visits")
    return Wish(
        name,
        age if type(age) is int and AGES[0] <= age <= AGES[1] else 50,
        "male" if message.get("sex") == "male" else "female",
        visits=visits if type(visits) is int and VISITS[0] <= visits <= VISITS[1] else 1,
        lang=lang,
    )


def old_name(lines: list[int], lang: Lang) -> str:
    """Return where a copy still has the name of the patient that it was made from; nothing where it has not."""
    said = OLD_NAME if len(lines) > 1 else OLD_NAME_ONCE
    return said(lang).format(lines=", ".join(map(str, lines))) if lines else ""


def about(draft: Draft) -> Message:
    """Return what the screen sends back with every message about a draft."""
    return {"draft": draft.id, "origin": draft.origin, "base": draft.base, "rev": draft.rev}


def problem(one: Problem, lang: Lang) -> Message:
    """Return a problem with its line, its field and its words."""
    what, remedy, spoken = in_language(one, lang)
    return {
        "line": one.line,
        "key": one.key[:200],
        "path": path_of(one),
        "what": what,
        "remedy": remedy,
        "lang": spoken.value,
    }


def short(value: Any) -> str:
    """Return a short text of a message; what is none is empty."""
    return line(value)[:200].encode("utf-8", "replace").decode()


def text_of(message: Message) -> str:
    """Return the case's text of a message."""
    text = message.get("text")
    return plain_lines(text) if isinstance(text, str) else ""


def visit_of(message: Message, case: Sketch) -> int:
    """Return the visit that is shown: the one asked for, or the first that there is."""
    index = message.get("visit")
    if type(index) is int and index in case.visits:
        return index
    return next(iter(case.visits), 0)
