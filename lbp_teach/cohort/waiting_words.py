"""What the dashboard says while the server does not answer, and of what was typed meanwhile."""

from __future__ import annotations

from lbp_teach.text import Text, both

WAITING: dict[str, Text] = {
    "unkept": both(da="Ikke gemt endnu: serveren svarer ikke.", en="Not kept yet: the server does not answer."),
    "unkept.soon": both(da="Det bliver gemt, så snart den svarer.", en="It is kept as soon as it does."),
    "unkept.dead": both(
        da="Genindlæs siden, når serveren kører igen. Findes siden så ikke, åbner du først undervisernes adresse, i "
        "denne fane. Det, du har skrevet, ligger i fanen, kommer tilbage og bliver gemt.",
        en="Reload the page when the server runs again. If it is not found then, open the teachers’ address first, in "
        "this tab. What you have typed is held in the tab, comes back and is kept.",
    ),
    "unkept.loose": both(
        da="Luk ikke siden, og genindlæs den ikke: browseren kan ikke holde på det, du har skrevet. Skriv det ned.",
        en="Do not close or reload the page: the browser cannot hold what you have typed. Write it down.",
    ),
    "unanswered": both(da="Serveren har ikke svaret endnu.", en="The server has not answered yet."),
    "unanswered.soon": both(
        da="Det, der står her, er fra før. Vi prøver igen.", en="What stands here is from before. Trying again."
    ),
    "unanswered.dead": both(
        da="Det, der står her, er fra før. Genindlæs siden, når serveren kører igen.",
        en="What stands here is from before. Reload the page when the server runs again.",
    ),
    "back": both(da="Det, du havde skrevet, er her igen.", en="What you had typed is back."),
    "back.kept": both(
        da="Det, du havde skrevet, er her igen og er gemt.", en="What you had typed is back and has been kept."
    ),
}
