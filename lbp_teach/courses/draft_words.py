"""What is wrong with a field of a plan, and what to write instead."""

from __future__ import annotations

from lbp_teach.text import both

NO_TITLE = both(da="Holdet har intet navn.", en="The course has no name.")
GIVE_TITLE = both(
    da="Skriv et, som de studerende kender, fx »Hold 4, uge 49«.",
    en="Write one that students know, such as “Group 4, week 49”.",
)
LONG = both(da="Der er {n} tegn.", en="There are {n} characters.")
SHORTER = both(da="Skriv det kortere.", en="Write it shorter.")
NOT_ONE_OF = both(da="»{given}« kan ikke stå her.", en="“{given}” cannot stand here.")
ALLOWED = both(da="Mulige: {names}.", en="Allowed: {names}.")
PLAIN_TEXT = both(da="Skriv en tekst.", en="Write a text.")
NO_LIST = both(da="»{given}« er ikke en liste.", en="“{given}” is no list.")
LIST_OF_CASES = both(
    da="Skriv casene i kantede parenteser: [jesper-lund, rikke-thorsen].",
    en="Write the cases in square brackets: [jesper-lund, rikke-thorsen].",
)
LIST_OF_SLOTS = both(
    da="Skriv hver gruppe for sig med en bindestreg foran, som i docs/courses.md.",
    en="Write each group with a dash in front, as in docs/courses.md.",
)
CASE_ID = both(
    da="Skriv casens id; `lbp-teach cases list` viser dem.",
    en="Write the id of a case; `lbp-teach cases list` shows them.",
)
NO_NUMBER = both(da="»{given}« kan ikke bruges her.", en="“{given}” cannot be used here.")
BETWEEN = both(da="Skriv et helt tal fra {least} til {most}.", en="Write a whole number from {least} to {most}.")
WEIGHT = both(da="Skriv et tal over 0 og højst 100.", en="Write a number above 0 and at most 100.")
NO_TIME = both(da="»{given}« er ikke et tidspunkt.", en="“{given}” is no time.")
LIKE_THIS = both(
    da="Skriv det som 2026-12-04T09:00, efter serverens ur og uden tidszone.",
    en="Write it as 2026-12-04T09:00, by the server's clock and without a time zone.",
)
BACKWARDS = both(da="Holdet lukker, før det åbner.", en="The course closes before it opens.")
LATER = both(da="Vælg et senere tidspunkt at lukke.", en="Choose a later time to close.")
EXAM_ONCE = both(da="I en prøve mødes hver patient én gang.", en="In an exam each patient is met once.")
ONE = both(da="Skriv 1 forsøg.", en="Write 1 attempt.")
TOO_MANY = both(da="Det bliver {n}; der kan højst være {most}.", en="That makes {n}; there can be at most {most}.")
FEWER = both(da="Vælg færre.", en="Choose fewer.")
NO_PATIENTS = both(da="Holdet har ingen patienter.", en="The course has no patients.")
NO_CASE = both(da="Gruppen har ingen patienter.", en="The group has no patients.")
CHOOSE_SOME = both(
    da="Vælg patienter selv, eller tag en færdig sammensætning.",
    en="Choose patients yourself, or take a ready-made set.",
)
TOO_FEW = both(
    da="Hver studerende skal møde {count}, men der er kun valgt {n}.",
    en="Each student is to meet {count}, but only {n} are chosen.",
)
MORE_CASES = both(da="Vælg flere patienter, eller sæt antallet ned.", en="Choose more patients, or lower the number.")
TWICE = both(da="{names} er valgt to gange.", en="{names} is chosen twice.")
ONCE = both(da="Vælg hver patient én gang.", en="Choose each patient once.")
TURNS = both(
    da="Et usynligt tegn ({signs}) vender teksten om, så den kan læses forkert.",
    en="An invisible sign ({signs}) turns the text around, so that it can be misread.",
)
WITHOUT = both(da="Slet teksten, og skriv den igen uden det.", en="Delete the text and write it again without it.")
OTHER = both(da="Holdet kan ikke være sådan.", en="The course cannot be like this.")
CHANGE = both(da="Ret det, du ændrede sidst.", en="Change what you changed last.")
