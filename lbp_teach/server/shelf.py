"""What the teachers' first page offers: each notebook with a sentence, and when it is needed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from lbp_teach.text import Text

FOLDER = "teacher"


@dataclass(frozen=True, slots=True)
class Page:
    """One of the teachers' notebooks.

    Attributes:
        path: Below the notebook folder, with forward slashes.
        title: Its name.
        sentence: What it is for, or `None` where nobody has said.
    """

    path: str
    title: Text
    sentence: Text | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Notebooks for the same moment."""

    title: Text
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    title: Text
    sentence: Text


BEFORE = (
    _Known(
        "course",
        Text(da="Hold", en="Courses"),
        Text(
            da="Vælg patienter, tid og feedback, og få en kode, som de studerende slutter sig til med.",
            en="Choose patients, times and feedback, and get a code with which students join.",
        ),
    ),
    _Known(
        "model_answer",
        Text(da="Modelbesvarelser", en="Model answers"),
        Text(
            da="Casene spillet til fulde point, med begrundelser. De røber det hele.",
            en="Cases played to full marks, with the reasons. They give everything away.",
        ),
    ),
    _Known(
        "probability",
        Text(da="Laboratoriet: svar", en="The laboratory: answers"),
        Text(
            da="Alle svar om tests og sandsynligheder, med punkter til diskussion.",
            en="All answers about tests and probabilities, with points for discussion.",
        ),
    ),
    _Known(
        "studio",
        Text(da="Caseværkstedet", en="The case studio"),
        Text(
            da="Skriv en ny patient, og se facit blive udledt imens. Ingen programmering.",
            en="Write a new patient and watch the key being derived. No programming.",
        ),
    ),
)
DURING = (
    _Known(
        "live",
        Text(da="Klassen nu", en="The class now"),
        Text(
            da="Se, hvem der er med, hvor de er, og hvem der er gået i stå. Uden navne på lærredet.",
            en="See who has joined, where they are and who is stuck. No names on the projector.",
        ),
    ),
    _Known(
        "exam",
        Text(da="Prøve", en="Exam"),
        Text(
            da="Start en prøve, frigiv svarene bagefter, og hent resultaterne.",
            en="Start an exam, release the answers afterwards and fetch the results.",
        ),
    ),
)
AFTER = (
    _Known(
        "cohort",
        Text(da="Holdets svar", en="The class’s answers"),
        Text(
            da="Hvad der var farligt, hvad der var for meget, og hvilken regel der skal undervises i næste gang.",
            en="What was dangerous, what was too much, and which rule to teach next time.",
        ),
    ),
    _Known(
        "items",
        Text(da="Spørgsmålenes kvalitet", en="Item analysis"),
        Text(
            da="Hvor svært hvert spørgsmål var, om det skiller, og hvor pålidelige pointene er.",
            en="How hard each question was, whether it discriminates, and how reliable the marks are.",
        ),
    ),
    _Known(
        "reports",
        Text(da="Rapporter", en="Reports"),
        Text(
            da="Rapporter til udskrift for hver studerende og for holdet.",
            en="Reports to print for each student and for the class.",
        ),
    ),
)
MOMENTS = (
    (Text(da="Før timen", en="Before class"), BEFORE),
    (Text(da="I timen", en="In class"), DURING),
    (Text(da="Efter timen", en="After class"), AFTER),
)
OTHERS = Text(da="Andre notebooks", en="Other notebooks")


def shelves(notebooks: list[str]) -> list[Shelf]:
    """Sort the notebooks of the teachers' folder by when they are needed.

    Args:
        notebooks: Paths below the notebook folder; those of other folders are passed over.

    Returns:
        Shelves with something on them. A notebook that nobody has described stands on the last, under its file's name.
    """
    ours = {PurePosixPath(path).stem: path for path in notebooks if str(PurePosixPath(path).parent) == FOLDER}
    found = [
        Shelf(title, tuple(Page(ours.pop(one.name), one.title, one.sentence) for one in known if one.name in ours))
        for title, known in MOMENTS
    ]
    found.append(Shelf(OTHERS, tuple(Page(path, Text(da=name, en=name), None) for name, path in sorted(ours.items()))))
    return [shelf for shelf in found if shelf.pages]
