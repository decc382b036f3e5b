"""What a learner is told when a database server did not take an answer."""

from __future__ import annotations

from lbp_teach.text import both

UNREACHABLE = both(
    da="Svaret kunne ikke gemmes: databasen svarer ikke. Prøv igen om lidt. Alt, der er bekræftet, er gemt.",
    en="The answer could not be saved: the database does not answer. Try again soon. Everything confirmed is saved.",
)
BUSY = both(
    da="Svaret kunne ikke gemmes: databasen er optaget. Prøv igen om lidt. Alt, der er bekræftet, er gemt.",
    en="The answer could not be saved: the database is busy. Try again soon. Everything confirmed is saved.",
)
FULL = both(
    da="Svaret kunne ikke gemmes: databasens disk er fuld. Sig det til din underviser. Alt, der er bekræftet, er gemt.",
    en="The answer could not be saved: the database's disk is full. Tell your teacher. Everything confirmed is saved.",
)
READ_ONLY = both(
    da="Svaret kunne ikke gemmes: der må ikke skrives i databasen. Sig det til din underviser. "
    "Alt, der er bekræftet, er gemt.",
    en="The answer could not be saved: the database may not be written. Tell your teacher. "
    "Everything confirmed is saved.",
)
