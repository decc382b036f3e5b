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
    "remove": both(da="Slet", en="Remove"),
    "remove.ask": both(da="Slet holdet?", en="Remove the course?"),
    "remove.what": both(
        da="Ingen har mødt en patient endnu. Holdet forsvinder fra alle lister, og koden åbner ikke noget mere. "
        "Det kan ikke fortrydes.",
        en="Nobody has met a patient yet. The course goes from all lists, and its code opens nothing any more. "
        "It cannot be undone.",
    ),
    "remove.joined": both(da="{n} er med og mister holdet.", en="{n} have joined and lose the course."),
    "remove.joined.one": both(da="1 er med og mister holdet.", en="1 has joined and loses the course."),
    "remove.cannot": both(da="Holdet kan ikke slettes", en="The course cannot be removed"),
    "remove.begun": both(
        da="Nogen har mødt en patient på holdet. Luk det i stedet; det, de nåede, er gemt.",
        en="Somebody has met a patient of the course. Close it instead; what they did is kept.",
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
