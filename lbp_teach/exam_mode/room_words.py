"""The words of the teachers' exam page, in both languages."""

from __future__ import annotations

from lbp_teach.text import Text, both

WORDS: dict[str, Text] = {
    "title": both(da="Prøve", en="Exam"),
    "private": both(
        da="Her står pseudonymer. Vis ikke siden på lærredet.", en="Pseudonyms stand here. Do not project this page."
    ),
    "empty": both(
        da="Der er ingen prøve endnu. Opret et hold under Hold, og vælg prøve.",
        en="There is no exam yet. Make a course under Courses, and choose exam.",
    ),
    "choose": both(da="Vælg prøve", en="Choose the exam"),
    "code": both(da="Kode", en="Code"),
    "opens": both(da="Åbner", en="Opens"),
    "closes": both(da="Lukker", en="Closes"),
    "minutes": both(da="Tid fra første patient", en="Time from the first patient"),
    "minutes.value": both(da="{n} minutter", en="{n} minutes"),
    "at_once": both(da="straks", en="at once"),
    "never": both(da="ikke af sig selv", en="never by itself"),
    "hand": both(da="lukket af underviseren {at}", en="closed by the teacher {at}"),
    "answers": both(da="Svar", en="Answers"),
    "released": both(da="frigivet {at}", en="released {at}"),
    "held": both(da="holdes tilbage", en="held back"),
    "now": both(da="Nu", en="Now"),
    "count.joined": both(da="er med", en="have joined"),
    "count.waiting": both(da="ikke begyndt", en="not begun"),
    "count.working": both(da="i gang", en="at work"),
    "count.finished": both(da="færdige", en="finished"),
    "count.over": both(da="tiden er gået", en="out of time"),
    "seats": both(da="Kandidater", en="Candidates"),
    "seats.empty": both(
        da="Ingen er kommet med endnu. De slutter sig til med koden {code}.",
        en="Nobody has joined yet. They join with the code {code}.",
    ),
    "seats.none": both(da="Ingen var med.", en="Nobody had joined."),
    "col.who": both(da="Kandidat", en="Candidate"),
    "col.done": both(da="Patienter", en="Patients"),
    "col.left": both(da="Tid tilbage", en="Time left"),
    "col.extra": both(da="Ekstra tid, %", en="Extra time, %"),
    "col.remarks": both(da="Bemærk", en="Note"),
    "done": both(da="{done} af {of} færdige", en="{done} of {of} finished"),
    "left": both(da="{n} min, til kl. {at}", en="{n} min, until {at}"),
    "left.not_begun": both(da="ikke begyndt", en="not begun"),
    "left.never_begun": both(da="begyndte ikke", en="never began"),
    "left.ended": both(da="slut", en="ended"),
    "left.no_end": both(da="ingen grænse", en="no limit"),
    "left.over": both(da="slut {at}", en="ended {at}"),
    "left.done": both(da="færdig", en="finished"),
    "moved": both(da="skiftede vindue {n} gange", en="changed window {n} times"),
    "moved.one": both(da="skiftede vindue 1 gang", en="changed window once"),
    "refused": both(da="afvist {n} gange", en="refused {n} times"),
    "refused.one": both(da="afvist 1 gang", en="refused once"),
    "late": both(da="{n} svar i de sidste 60 sekunder efter tiden", en="{n} answers in the 60 seconds after the end"),
    "late.one": both(da="1 svar i de sidste 60 sekunder efter tiden", en="1 answer in the 60 seconds after the end"),
    "extra.give": both(da="Giv", en="Give"),
    "extra.give.say": both(da="Giv {name} ekstra tid", en="Give {name} extra time"),
    "extra.of": both(da="Ekstra tid til {name} i procent", en="Extra time for {name} in per cent"),
    "extra.wrong": both(
        da="Ekstra tid er et helt tal fra 0 til {most}.", en="Extra time is a whole number from 0 to {most}."
    ),
    "open": both(da="Åbn og luk", en="Open and close"),
    "close": both(da="Luk prøven nu", en="Close the exam now"),
    "close.why": both(
        da="Alle stoppes. Svar, der er undervejs, tages i 60 sekunder.",
        en="Everybody is stopped. Answers on their way are taken for 60 seconds.",
    ),
    "reopen": both(da="Åbn prøven igen", en="Open the exam again"),
    "reopen.why": both(
        da="Du lukkede prøven. Når den åbnes igen, gælder tiderne som før.",
        en="You closed the exam. When it is open again, the times are as before.",
    ),
    "release": both(da="Frigiv svarene", en="Release the answers"),
    "release.why": both(
        da="Før frigivelsen får ingen at vide, hvordan det gik.",
        en="Before the release nobody is told how it went.",
    ),
    "release.sure": both(
        da="Frigiv svarene til alle {n}? Prøven slutter for alle, også for dem, der er i gang ({working}). Det kan "
        "ikke tages tilbage.",
        en="Release the answers to all {n}? The exam ends for everybody, also for those at work ({working}). It cannot "
        "be taken back.",
    ),
    "release.yes": both(da="Ja, frigiv svarene", en="Yes, release the answers"),
    "release.no": both(da="Nej, vent", en="No, wait"),
    "release.done": both(
        da="Svarene er frigivet. Kandidaterne ser dem, når de åbner patienten.",
        en="The answers are released. Candidates see them when they open the patient.",
    ),
    "results": both(da="Resultater", en="Results"),
    "results.why": both(
        da="En zip-fil med resultater, log og segl. Filen nævner pseudonymer og point; del den kun med dem, der skal "
        "bedømme.",
        en="A zip file with results, log and seal. It names pseudonyms and marks; share it only with those who mark.",
    ),
    "export": both(da="Hent resultaterne", en="Fetch the results"),
    "seal": both(da="Skriv seglet ned et andet sted end filen:", en="Note the seal down, apart from the file:"),
    "seal.why": both(
        da="Med lbp-teach exam check FIL --seal SEGL ses, om filen er ændret.",
        en="lbp-teach exam check FILE --seal SEAL shows whether the file has been changed.",
    ),
    "log": both(da="Log", en="Log"),
    "log.show": both(da="Vis loggen", en="Show the log"),
    "log.hide": both(da="Skjul loggen", en="Hide the log"),
    "log.whole": both(da="De {n} optegnelser er hele.", en="The {n} records are whole."),
    "log.broken": both(
        da="Optegnelser er ændret uden om programmet: {who}. Se lbp-teach exam log.",
        en="Records were changed from outside: {who}. See lbp-teach exam log.",
    ),
    "log.others": both(
        da="Øvelse på prøvens cases blev afvist {n} gange for nogen, der ikke er med i prøven.",
        en="Practice on the exam's cases was refused {n} times to people who have not joined the exam.",
    ),
    "log.others.one": both(
        da="Øvelse på prøvens cases blev afvist 1 gang for en, der ikke er med i prøven.",
        en="Practice on the exam's cases was refused once to somebody who has not joined the exam.",
    ),
    "log.more": both(
        da="De {n} nyeste linjer. Hele loggen: lbp-teach exam log {code}",
        en="The newest {n} lines. The whole log: lbp-teach exam log {code}",
    ),
    "teacher": both(da="Underviser", en="Teacher"),
    "sorry": both(
        da="Siden kunne ikke vises. Serverens log siger hvorfor.",
        en="The page could not be shown. The server's log says why.",
    ),
}
