"""More words of the teachers' page on courses: marks, and removing a course."""

from __future__ import annotations

from lbp_teach.text import Text, both

MORE_WORDS: dict[str, Text] = {
    "about.mark": both(da="Samlet resultat", en="Mark of the course"),
    "about.mark.how": both(
        da="Gennemsnit af patienterne efter vægt. Når holdet er slut, giver det, der mangler, 0.",
        en="Mean of the patients by weight. When the course is over, what is missing gives 0.",
    ),
    "about.mark.exam": both(
        da="Gennemsnit af patienterne efter vægt. Når prøven er slut, giver en patient, der ikke blev mødt, 0, og en, "
        "der ikke blev færdig, det, hun står til.",
        en="Mean of the patients by weight. When the exam is over, a patient who was not met gives 0, and one who was "
        "not finished gives what she stands at.",
    ),
    "marks": both(da="Resultater", en="Marks"),
    "marks.why": both(
        da="Her står pseudonymer og resultater. Luk denne del, mens der vises på lærredet.",
        en="Pseudonyms and marks stand here. Close this part while the projector is on.",
    ),
    "marks.get": both(da="Regn ud", en="Work them out"),
    "marks.again": both(da="Regn ud igen", en="Work them out again"),
    "marks.working": both(da="Regner ud: {x} af {n} studerende", en="Working out: {x} of {n} students"),
    "marks.done": both(da="Resultaterne er regnet ud.", en="The marks are worked out."),
    "marks.none": both(da="Ingen er med endnu.", en="Nobody has joined yet."),
    "marks.who": both(da="Studerende", en="Student"),
    "marks.finished": both(da="Afsluttet", en="Finished"),
    "marks.finished.of": both(da="{done} af {of}", en="{done} of {of}"),
    "marks.mark": both(da="Resultat", en="Mark"),
    "marks.percent": both(da="{n} %", en="{n}%"),
    "marks.so_far": both(da="{n} % indtil nu", en="{n}% so far"),
    "marks.no_mark": both(da="intet endnu", en="none yet"),
    "marks.lost": both(
        da="Hos {n} er en patient udeladt, fordi casen er ændret siden og ikke kan bedømmes.",
        en="For {n} a patient is left out, because the case was changed since and cannot be marked.",
    ),
    "marks.export": both(
        da="Som fil: lbp-teach records export --format gradebook-canvas --course {code} --out FIL",
        en="As a file: lbp-teach records export --format gradebook-canvas --course {code} --out FILE",
    ),
}
