"""The words of the teachers' page on courses, in both languages."""

from __future__ import annotations

from lbp_teach.courses.teacher_mark_words import MORE_WORDS
from lbp_teach.text import Text, both

WORDS: dict[str, Text] = MORE_WORDS | {
    "title": both(da="Hold", en="Courses"),
    "list.why": both(
        da="Et hold er de patienter, en klasse møder, med tid, feedback og en kode at slutte sig til med.",
        en="A course is the patients that a class meets, with times, feedback and a code to join with.",
    ),
    "new": both(da="Nyt hold", en="New course"),
    "empty": both(da="Der er ingen hold endnu.", en="There are no courses yet."),
    "empty.how": both(
        da="Giv holdet et navn, tag en færdig sammensætning af patienter, og gem. Så er koden klar.",
        en="Give the course a name, take a ready-made set of patients, and save. The code is ready then.",
    ),
    "open": both(da="Vis kode", en="Show code"),
    "open.named": both(da="Vis koden til {title}", en="Show the code of {title}"),
    "copy": both(da="Kopiér", en="Duplicate"),
    "copy.named": both(da="Kopiér {title}", en="Duplicate {title}"),
    "copy.title": both(da="{title} (kopi)", en="{title} (copy)"),
    "edit": both(da="Ret", en="Edit"),
    "back": both(da="Alle hold", en="All courses"),
    "exam": both(da="Prøve", en="Exam"),
    "practice": both(da="Øvelse", en="Practice"),
    "standing.soon": both(da="Åbner {at}", en="Opens {at}"),
    "standing.open": both(da="Åbent", en="Open"),
    "standing.until": both(da="Åbent til {at}", en="Open until {at}"),
    "standing.over": both(da="Slut {at}", en="Ended {at}"),
    "standing.unreleased": both(
        da="Slut {at}, svarene er ikke frigivet", en="Ended {at}, the answers are not released"
    ),
    "standing.released": both(da="Slut, svarene er frigivet", en="Ended, the answers are released"),
    "standing.closed": both(da="Lukket {at}", en="Closed {at}"),
    "standing.closed.unreleased": both(
        da="Lukket {at}, svarene er ikke frigivet", en="Closed {at}, the answers are not released"
    ),
    # ---- one course ----
    "join.code": both(da="Holdkode", en="Course code"),
    "join.at": both(da="Åbn {base}, og skriv koden", en="Open {base} and type the code"),
    "join.here": both(da="Eller åbn adressen med koden i", en="Or open the address that holds the code"),
    "join.copy": both(da="Kopiér adressen", en="Copy the address"),
    "join.copied": both(da="Adressen er kopieret.", en="The address is copied."),
    "join.picture": both(da="Hent QR-kode som billede", en="Get the QR code as a picture"),
    "join.qr": both(da="QR-kode, der åbner {url}", en="QR code that opens {url}"),
    "join.local": both(
        da="Adressen {base} virker kun på denne maskine. En telefon eller en anden computer kan ikke åbne den.",
        en="The address {base} works on this machine only. A phone or another computer cannot open it.",
    ),
    "join.local.do": both(
        da="Har serveren en adresse, som de studerende når, så skriv den her. Adresse og QR-kode følger med.",
        en="If the server has an address that students reach, write it here. Address and QR code follow.",
    ),
    "join.nowhere": both(
        da="Denne side ved ikke, hvor de studerende finder serveren. Koden virker på serverens første side. "
        "Skriv serverens adresse for at få link og QR-kode.",
        en="This page does not know where students find the server. The code works on the server's first page. "
        "Write the server's address to get a link and a QR code.",
    ),
    "join.base": both(da="De studerendes adresse", en="The students' address"),
    "join.base.example": both(da="https://…", en="https://…"),
    "join.base.use": both(da="Brug", en="Use"),
    "join.base.own": both(da="Brug denne sides adresse", en="Use this page's address"),
    "join.base.wrong": both(
        da="»{given}« er ikke en adresse. Skriv den som https://server.example/.",
        en="“{given}” is no address. Write it as https://server.example/.",
    ),
    "joined": both(da="{n} er med", en="{n} have joined"),
    "joined.one": both(da="1 er med", en="1 has joined"),
    "big": both(da="Til lærredet", en="For the projector"),
    "big.end": both(da="Tilbage", en="Back"),
    "close": both(da="Luk nu", en="Close now"),
    "close.ask": both(da="Luk holdet nu?", en="Close the course now?"),
    "close.what": both(
        da="Svar, der er på vej, tages i et minut endnu; derefter ingen. Det, de nåede, er gemt. Du kan åbne igen.",
        en="Answers on their way are taken for one minute more, then none. What they did is kept. "
        "You can open it again.",
    ),
    "closed": both(da="Holdet er lukket.", en="The course is closed."),
    "reopen": both(da="Åbn igen", en="Open again"),
    "over.how": both(
        da="Tiden er gået. Ret lukketiden for at åbne igen.",
        en="Its time is up. Change the closing time to open it again.",
    ),
    "cancel": both(da="Fortryd", en="Cancel"),
    "live": both(da="Se klassen nu", en="Watch the class"),
    "exams": both(da="Prøver: frigiv og hent", en="Exams: release and fetch"),
    "about": both(da="Sådan er holdet", en="How the course is"),
    "about.when": both(da="Tid", en="Time"),
    "about.always": both(da="Altid åbent", en="Always open"),
    "about.from": both(da="Fra {at}", en="From {at}"),
    "about.to": both(da="Til {at}", en="Until {at}"),
    "about.both": both(da="Fra {a} til {b}", en="From {a} until {b}"),
    "about.minutes": both(da="{n} minutter fra den første patient", en="{n} minutes from the first patient"),
    "about.feedback": both(da="Efter en patient", en="After a patient"),
    "about.feedback.exam": both(da="Når svarene frigives", en="When the answers are released"),
    "about.attempts": both(da="Forsøg", en="Attempts"),
    "about.lang": both(da="Sprog", en="Language"),
    "about.patients": both(da="Patienter til hver studerende", en="Patients for each student"),
    "group.draws": both(da="{count} af {n}", en="{count} of {n}"),
    "group.all": both(da="Alle møder", en="All meet"),
    "group.weight": both(da="vægt {weight}", en="weight {weight}"),
    "group.variants": both(da="hver sin variant", en="a variant each"),
    "group.same": both(da="uden varianter", en="without variants"),
    "people": both(da="Ekstra tid til en studerende", en="Extra time for a student"),
    "people.why": both(
        da="I procent af de andres tid. Det gælder fra nu og står i den studerendes egen historik. "
        "Luk denne del, mens der vises på lærredet.",
        en="In per cent of the others' time. It counts from now and stands in the student's own record. "
        "Close this part while the projector is on.",
    ),
    "people.none": both(da="Ingen er med endnu.", en="Nobody has joined yet."),
    "people.percent": both(da="Ekstra tid i procent til {name}", en="Extra time in per cent for {name}"),
    "people.unit": both(da="% ekstra", en="% extra"),
    "people.give": both(da="Giv", en="Give"),
    "people.begun": both(da="er begyndt", en="has begun"),
    "people.joined": both(da="er med", en="has joined"),
    # ---- the form ----
    "form.new": both(da="Nyt hold", en="New course"),
    "form.edit": both(da="Ret {title}", en="Edit {title}"),
    "form.title": both(da="Navn", en="Name"),
    "form.title.hint": both(da="Ses af de studerende", en="Students see it"),
    "form.patients": both(da="Patienter", en="Patients"),
    "form.fixed": both(
        da="Nogen er begyndt, så patienterne kan ikke ændres. Tid, forsøg, vægt og feedback kan. "
        "Kopiér holdet for at vælge andre.",
        en="Somebody has begun, so the patients cannot be changed. Times, attempts, weights and feedback can. "
        "Duplicate the course to choose others.",
    ),
    "form.ready": both(da="Færdige sammensætninger", en="Ready-made sets"),
    "form.ready.hint": both(
        da="Lige svære inden for hver gruppe, også i varianterne. Erstatter de grupper, der står nedenfor.",
        en="Equally difficult within each group, variants included. Replaces the groups below.",
    ),
    "form.group": both(da="Gruppe {n}", en="Group {n}"),
    "form.label": both(da="Hvad du kalder gruppen", en="What you call the group"),
    "form.label.hint": both(da="Ses kun af undervisere", en="Seen by teachers only"),
    "form.count": both(da="Hver studerende møder", en="Each student meets"),
    "form.count.of": both(da="af {n}", en="of {n}"),
    "form.weight": both(da="Vægt", en="Weight"),
    "form.variant": both(da="Hver studerende møder sin egen variant", en="Each student meets a variant of their own"),
    "form.choose": both(da="Vælg patienter", en="Choose patients"),
    "form.choose.done": both(da="Skjul listen", en="Hide the list"),
    "form.chosen": both(da="{n} valgt", en="{n} chosen"),
    "form.add": both(da="Tilføj gruppe", en="Add a group"),
    "form.remove": both(da="Fjern gruppe {n}", en="Remove group {n}"),
    "form.remove.case": both(da="Fjern {name}", en="Remove {name}"),
    "form.all": both(da="Vælg de viste", en="Choose those shown"),
    "form.none": both(da="Fravælg alle", en="Choose none"),
    "form.found": both(da="{n} patienter", en="{n} patients"),
    "form.found.one": both(da="1 patient", en="1 patient"),
    "filter.search": both(da="Søg efter navn", en="Search by name"),
    "filter.category": both(da="Kategori", en="Category"),
    "filter.difficulty": both(da="Sværhedsgrad", en="Difficulty"),
    "filter.visits": both(da="Besøg", en="Visits"),
    "filter.theme": both(da="Tema", en="Theme"),
    "filter.any": both(da="Alle", en="All"),
    "case.level": both(da="sværhedsgrad {difficulty}, besøg {visits}", en="difficulty {difficulty}, visits {visits}"),
    "case.chronic": both(da="kronisk", en="chronic"),
    "case.fixed": both(da="ingen varianter", en="no variants"),
    "form.when": both(da="Tid", en="Time"),
    "form.opens": both(da="Åbner", en="Opens"),
    "form.closes": both(da="Lukker", en="Closes"),
    "form.when.hint": both(
        da="Efter serverens ur; nu er det {now}. Tomt: åbent med det samme, og uden slutning.",
        en="By the server's clock; it is {now} now. Empty: open at once, and without an end.",
    ),
    "form.how": both(da="Sådan foregår det", en="How it goes"),
    "form.mode": both(da="Form", en="Kind"),
    "form.mode.exam": both(
        da="Ingen får noget at vide, før du frigiver svarene. Fra prøven åbner og til da kan ingen øve sig på "
        "patienterne, heller ikke andre hold.",
        en="Nothing is told until you release the answers. From the opening of the exam until then nobody can practise "
        "with its patients, other courses included.",
    ),
    "form.minutes": both(da="Minutter i alt", en="Minutes in all"),
    "form.minutes.hint": both(
        da="Fra den første patient. Tomt: så længe holdet er åbent.",
        en="From the first patient. Empty: as long as the course is open.",
    ),
    "form.attempts": both(da="Forsøg ved hver patient", en="Attempts at each patient"),
    "form.feedback": both(da="Hvad fortælles efter en patient", en="What is told after a patient"),
    "form.feedback.exam": both(da="Hvad fortælles, når du frigiver", en="What is told when you release"),
    "feedback.none": both(da="Intet", en="Nothing"),
    "feedback.correctness": both(da="Rigtigt og forkert", en="Right and wrong"),
    "feedback.reasons": both(da="Også begrundelser", en="Reasons as well"),
    "feedback.full": both(da="Hele debriefen", en="The whole debrief"),
    "form.lang": both(da="De studerendes sprog", en="The students' language"),
    "lang.own": both(da="Deres eget valg", en="Their own choice"),
    "lang.da": both(da="Begynder på dansk", en="Begins in Danish"),
    "lang.en": both(da="Begynder på engelsk", en="Begins in English"),
    "form.save": both(da="Gem og få kode", en="Save and get the code"),
    "form.save.edit": both(da="Gem ændringer", en="Save changes"),
    "form.cancel": both(da="Gem ikke", en="Do not save"),
    "form.saved": both(da="Gemt.", en="Saved."),
    "form.stop": both(da="Ret det, der er markeret, og gem igen.", en="Mend what is marked and save again."),
    # ---- beside the form ----
    "check": both(da="Er det i orden?", en="Is it in order?"),
    "check.good": both(
        da="Ja. Inden for hver gruppe er patienterne lige svære.",
        en="Yes. Within each group the patients are equally difficult.",
    ),
    "check.note": both(da="Det kan gemmes. Se efter:", en="It can be saved. Look at this:"),
    "check.wrong": both(da="{n} ting skal rettes", en="{n} things to mend"),
    "check.wrong.one": both(da="1 ting skal rettes", en="1 thing to mend"),
    "check.wait": both(da="Ser på det", en="Looking at it"),
    "check.working": both(da="Ser på varianter: {x} af {n} patienter", en="Looking at variants: {x} of {n} patients"),
    "check.sum": both(
        da="Hver studerende: {n} patienter, cirka {minutes} minutter.",
        en="Each student: {n} patients, about {minutes} minutes.",
    ),
    "check.sum.one": both(
        da="Hver studerende: 1 patient, cirka {minutes} minutter.",
        en="Each student: 1 patient, about {minutes} minutes.",
    ),
    "beside": both(da="To naboer", en="Two neighbours"),
    "beside.why": both(
        da="Sådan kunne to studerende ved siden af hinanden få det.",
        en="What two students side by side could get.",
    ),
    "beside.one": both(da="Den ene", en="One"),
    "beside.other": both(da="Den anden", en="The other"),
    "beside.person": both(da="{name}, {age} år", en="{name}, {age}"),
    "beside.written": both(da="som skrevet", en="as written"),
    "beside.different": both(
        da="{n} forskellige patienter blandt {of} studerende",
        en="{n} different patients among {of} students",
    ),
    "beside.different.one": both(
        da="Den samme patient til alle {of} studerende", en="The same patient for all {of} students"
    ),
    # ---- what cannot be ----
    "gone": both(da="Holdet findes ikke længere. Vælg et andet.", en="The course is gone. Choose another."),
    "moved": both(
        da="En anden har ændret holdet imens. Åbn det igen, og ret derfra.",
        en="Somebody else has changed the course meanwhile. Open it again and edit from there.",
    ),
    "begun": both(
        da="Nogen er begyndt, så patienter og form kan ikke ændres.",
        en="Somebody has begun, so patients and kind cannot be changed.",
    ),
    "begun.do": both(
        da="Kopiér holdet, og vælg andre patienter i kopien.",
        en="Duplicate the course and choose other patients in the copy.",
    ),
    "lacking": both(
        da="Der er ikke patienter nok her til den sammensætning.", en="There are not enough patients here for that set."
    ),
    "sorry": both(
        da="Noget gik galt hos os. Prøv igen. Det, der er gemt, er gemt.",
        en="Something went wrong on our side. Try again. What is saved is saved.",
    ),
    "store": both(
        da="Det kunne ikke gemmes lige nu. Intet er ændret. Prøv igen om lidt.",
        en="It could not be saved just now. Nothing is changed. Try again in a moment.",
    ),
}
#: What authors call their cases; for teachers.
THEMES: dict[str, Text] = {
    "wants_imaging": both(da="vil scannes", en="wants a scan"),
    "wants_opioid": both(da="vil have opioid", en="wants an opioid"),
    "wants_nsaid": both(da="vil have NSAID", en="wants an NSAID"),
    "wants_sick_note": both(da="vil sygemeldes", en="wants a sick note"),
    "interpreter": both(da="tolk", en="interpreter"),
    "low_health_literacy": both(da="lav sundhedskompetence", en="low health literacy"),
    "hip_mimic": both(da="ligner ryg, er en hofte", en="looks like the back, is a hip"),
    "visceral_mimic": both(da="ligner ryg, kommer fra organer", en="looks like the back, comes from organs"),
    "root_mimic": both(da="ligner rodirritation", en="looks like root irritation"),
    "after_physiotherapy": both(da="efter fysioterapi", en="after physiotherapy"),
    "recurrent_pain": both(da="tilbagevendende smerter", en="recurrent pain"),
    "late_diagnosis": both(da="sen diagnose", en="late diagnosis"),
    "annual_status": both(da="årsstatus", en="annual status"),
    "opioid_tapering": both(da="nedtrapning af opioid", en="opioid tapering"),
    "outside_guideline": both(da="uden for vejledningen", en="outside the guideline"),
}
