"""The words of the page about pass marks, in both languages."""

from __future__ import annotations

from lbp_teach.cohort.waiting_words import WAITING
from lbp_teach.text import Text, both

STANDARD: dict[str, Text] = {
    **WAITING,
    "standard": both(da="Beståelsesgrænse efter Angoff", en="Pass mark by Angoff’s method"),
    "standard.about": both(
        da="Hver bedømmer skriver for hver case, hvor mange procent af pointene en studerende på grænsen ville få. "
        "Mindst {least} bedømmere. Brug initialer eller pseudonymer. Det gemmes, mens du skriver, og kan ses af alle, "
        "der åbner undervisernes sider.",
        en="Each judge writes for each case what per cent of the points a borderline learner would get. "
        "At least {least} judges. Use initials or pseudonyms. It is kept as you type, and can be seen by all who open "
        "the teachers’ pages.",
    ),
    "standard.judge": both(da="Bedømmer {n}", en="Judge {n}"),
    "standard.name": both(da="Initialer for bedømmer {n}", en="Initials of judge {n}"),
    "standard.cell": both(da="{judge}, {case}: procent", en="{judge}, {case}: per cent"),
    "standard.judges": both(da="Antal bedømmere", en="Number of judges"),
    "standard.go": both(da="Regn grænsen ud", en="Work out the mark"),
    "standard.bad": both(
        da="Tallet skal være fra 0 til 100, og initialer højst {most} tegn. Det markerede er ikke gemt.",
        en="The number must be from 0 to 100, and initials have at most {most} characters. What is marked is not kept.",
    ),
    "standard.clash": both(
        da="En anden har skrevet her imens: {what}. Nu står den andens tal her. Skriv igen, hvis dit skal gælde.",
        en="Somebody else has written here meanwhile: {what}. What stands there now is theirs. "
        "Type again if yours is to hold.",
    ),
    "standard.busy": both(
        da="Det blev ikke gemt: en anden skriver hele tiden. Prøv igen om lidt.",
        en="It was not kept: somebody else keeps writing. Try again in a moment.",
    ),
    "standard.saved": both(da="Gemt.", en="Kept."),
    "standard.cut": both(da="Grænse i % af pointene", en="Mark in % of the points"),
    "standard.both": both(da="Grænserne side om side", en="The marks side by side"),
    "standard.both.about": both(
        da="En grænse er et skøn. Angoff bygger på bedømmere, borderline-regression på helhedsindtryk af de studerende "
        "selv. Er de langt fra hinanden, så tal om hvorfor, før en af dem bruges. Begge holdes op mod det, de "
        "studerende selv får: gennemsnittet af deres første forsøg, efter loftet ved en kritisk fejl.",
        en="A mark is a judgement. Angoff’s rests on judges, borderline regression on global ratings of the learners "
        "themselves. If they are far apart, talk about why before one of them is used. Both are held against what "
        "learners get themselves: the mean of their first attempts, after the cap for a critical error.",
    ),
    "standard.angoff": both(da="Angoff", en="Angoff"),
    "standard.regression": both(da="Borderline-regression", en="Borderline regression"),
    "standard.pass": both(da="Ville bestå", en="Would pass"),
    "standard.error": both(da="Standardfejl", en="Standard error"),
    "standard.low": both(da="Består ved intervallets nedre grænse", en="Pass at the lower limit"),
    "standard.high": both(da="Består ved intervallets øvre grænse", en="Pass at the upper limit"),
    "standard.basis": both(da="Bygger på", en="Rests on"),
    "standard.n.judges": both(da="bedømmere: {n}, cases: {k}", en="judges: {n}, cases: {k}"),
    "standard.n.rated": both(da="bedømte studerende: {n}", en="rated learners: {n}"),
    "standard.none": both(da="intet er skrevet", en="nothing has been typed"),
    "standard.empty": both(da="–", en="–"),
    "standard.warning": both(da="{method}: {what}", en="{method}: {what}"),
    "ratings": both(da="Helhedsindtryk til borderline-regression", en="Global ratings for borderline regression"),
    "ratings.about": both(
        da="En eksaminator giver hver studerende et helhedsindtryk, for eksempel 1 dumpet, 2 på grænsen, 3 bestået, "
        "4 godt, 5 fremragende. Giv det, før du ser pointene. Fra {least} studerende, og med indtryk på begge sider "
        "af grænsen. Det gemmes blandt den studerendes egne data, slettes sammen med dem og er med, når de udleveres.",
        en="An examiner gives each learner a global rating, such as 1 fail, 2 borderline, 3 pass, 4 good, 5 excellent. "
        "Give it before you see the points. From {least} learners on, and with ratings on both sides of borderline. "
        "It is kept with the learner: it is deleted with her, and comes with her data when she asks for them.",
    ),
    "ratings.border": both(da="Tallet for »på grænsen«", en="The number for “borderline”"),
    "ratings.paste": both(
        da="To kolonner fra et regneark: pseudonym og tal, en studerende på hver linje",
        en="Two columns from a spreadsheet: pseudonym and number, one learner on each line",
    ),
    "ratings.go": both(da="Gem, og træk linjen", en="Keep, and draw the line"),
    "ratings.one": both(da="Skriv dem én ad gangen", en="Type them one by one"),
    "ratings.learner": both(da="Studerende", en="Learner"),
    "ratings.rating": both(da="Helhedsindtryk", en="Global rating"),
    "ratings.field": both(da="Helhedsindtryk af {name}", en="Global rating of {name}"),
    "ratings.shown": both(
        da="{shown} af {all} vises. Indsæt en liste for at få alle med.",
        en="{shown} of {all} are shown. Paste a list to take in all.",
    ),
    "ratings.n": both(da="Bedømt: {n} af {all}.", en="Rated: {n} of {all}."),
    "ratings.kept": both(da="Gemt: {n} helhedsindtryk.", en="Kept: {n} global ratings."),
    "ratings.unknown": both(da="Ingen hedder {names}.", en="Nobody is called {names}."),
    "ratings.doubtful": both(
        da="Flere hedder {names}. Skriv dem én ad gangen nedenfor.",
        en="Several are called {names}. Type them one by one below.",
    ),
    "ratings.unread": both(
        da="Ikke forstået: {names}. En linje er et pseudonym og et tal fra 0 til {most}.",
        en="Not understood: {names}. A line is a pseudonym and a number from 0 to {most}.",
    ),
    "ratings.lost": both(
        da="Ikke gemt: {n}. De er slettet, eller de svarer hele tiden lige nu.",
        en="Not kept: {n}. They have been deleted, or keep answering just now.",
    ),
    "ratings.more": both(da="{names} og {n} mere", en="{names} and {n} more"),
    "ratings.keeping": both(da="Gemmer helhedsindtryk: {x} af {n}", en="Keeping global ratings: {x} of {n}"),
    "line": both(da="Point mod helhedsindtryk", en="Points against global ratings"),
    "line.words": both(
        da="Punkter: {n} studerende. Linjen ændrer sig {slope} procentpoint for hvert trin og er ved {border} på "
        "{cut} % ({low} til {high}). Helhedsindtrykket forklarer {explained} % af forskellene i point (R²).",
        en="Points: {n} learners. The line moves by {slope} percentage points a step and is at {cut}% "
        "({low} to {high}) where the rating is {border}. The ratings explain {explained}% of the differences in "
        "points (R²).",
    ),
    "line.slope": both(da="Point for hvert trin", en="Points for a step"),
    "line.explained": both(da="Forklaret af indtrykket (R²)", en="Explained by the rating (R²)"),
    "line.by": both(da="Studerende og point for hvert helhedsindtryk", en="Learners and points by global rating"),
    "line.mean": both(da="Point i gennemsnit", en="Mean points"),
    "line.points": both(da="{n} procentpoint", en="{n} percentage points"),
}
