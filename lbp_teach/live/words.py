"""The words of the live page, in both languages."""

from __future__ import annotations

from lbp_teach.text import Text, both

WORDS: dict[str, Text] = {
    "title": both(da="Klassen nu", en="The class now"),
    "sorry": both(
        da="Klassen kunne ikke læses lige nu. Siden prøver igen.",
        en="The class could not be read just now. The page tries again.",
    ),
    "no_course": both(
        da="Her er intet hold endnu. Lav et på siden »Hold«; så kan de studerende slutte sig til med dets kode.",
        en="There is no course here yet. Make one on the page “Courses”; students then join with its code.",
    ),
    "simulated": both(
        da="SIMULERET. {n} af {all} studerende er fundet på af en model.",
        en="SIMULATED. {n} of {all} learners were made up by a model.",
    ),
    # ---- controls ----
    "course": both(da="Hold", en="Course"),
    "pages": both(da="Sider", en="Pages"),
    "tab.class": both(da="Klassen", en="The class"),
    "tab.answers": both(da="Svar", en="Answers"),
    "tab.review": both(da="Gennemgang", en="Review"),
    "mode": both(da="Hvem ser denne side?", en="Who sees this page?"),
    "mode.projector": both(da="Hele holdet", en="The whole class"),
    "mode.private": both(da="Kun mig, med navne", en="Only me, with names"),
    "mode.projector.hint": both(
        da="Klar til lærredet: ingen navne, og kun de svar, du viser.",
        en="Ready for the projector: no names, and only the answers that you show.",
    ),
    "mode.private.hint": both(
        da="Navne og alle svar vises. Hold denne side væk fra lærredet.",
        en="Names and all answers are shown. Keep this page off the projector.",
    ),
    "limit.quiet": both(da="Gået i stå efter minutter uden svar", en="Stuck after minutes without an act"),
    "limit.slow": both(da="… eller på samme trin", en="… or at the same stage"),
    "fresh": both(
        da="Siden følger med af sig selv, med få sekunders forsinkelse.",
        en="The page follows by itself, a few seconds behind.",
    ),
    "stale": both(
        da="Forbindelsen er væk. Det, du ser, er ikke nyt. Siden prøver igen.",
        en="The connection is lost. What you see is not new. The page tries again.",
    ),
    # ---- the course ----
    "code": both(da="Kode", en="Code"),
    "soon": both(da="Åbner {at}", en="Opens {at}"),
    "open": both(da="Åbent", en="Open"),
    "open.until": both(da="Åbent til {at}", en="Open until {at}"),
    "over": both(da="Lukket", en="Closed"),
    "counts.one": both(da="1 studerende er med, {done} færdig", en="1 learner has joined, {done} finished"),
    "counts": both(da="{n} studerende er med, {done} færdige", en="{n} learners have joined, {done} finished"),
    # ---- who is where ----
    "where": both(da="Hvem er hvor", en="Who is where"),
    "where.none": both(
        da="Ingen er med endnu. De studerende skriver koden på deres forside.",
        en="Nobody has joined yet. Students type the code on their first page.",
    ),
    "where.legend.busy": both(da="arbejder", en="working"),
    "where.legend.stuck": both(da="er gået i stå", en="stuck"),
    "stage.new": both(da="Ikke begyndt", en="Not begun"),
    "stage.done": both(da="Færdig", en="Finished"),
    "people": both(da="De studerende", en="The learners"),
    "people.hint": both(
        da="Dem, der er gået i stå, står først. Pseudonymer; kun du ser dem.",
        en="Those who are stuck come first. Pseudonyms; only you see them.",
    ),
    "people.name": both(da="Pseudonym", en="Pseudonym"),
    "people.patient": both(da="Patient", en="Patient"),
    "people.visit": both(da="Besøg", en="Visit"),
    "people.stage": both(da="Trin", en="Stage"),
    "people.state": both(da="Lige nu", en="Just now"),
    "n_of_m": both(da="{n} af {m}", en="{n} of {m}"),
    "state.quiet": both(da="Intet svar i {n} min.", en="No act for {n} min."),
    "state.slow": both(da="Samme trin i {n} min.", en="Same stage for {n} min."),
    "state.new": both(da="Ikke begyndt", en="Not begun"),
    "state.busy": both(da="Arbejder", en="Working"),
    "state.done": both(da="Færdig", en="Finished"),
    "state.still": both(da="Ikke i gang", en="Not working"),
    # ---- answers ----
    "answers": both(da="Svar indtil nu", en="Answers so far"),
    "answers.none": both(
        da="Ingen er begyndt på en patient endnu. Svarene kommer her, mens de gives.",
        en="Nobody has opened a patient yet. Answers come here as they are given.",
    ),
    "outdated.one": both(
        da="1 forsøg er lavet på en ældre udgave af casen og tælles ikke med.",
        en="1 attempt was made at an earlier version of the case and is not counted.",
    ),
    "outdated": both(
        da="{n} forsøg er lavet på en ældre udgave af casen og tælles ikke med.",
        en="{n} attempts were made at an earlier version of the case and are not counted.",
    ),
    "groups": both(da="Patient og besøg", en="Patient and visit"),
    "group": both(da="{name}, {visit}", en="{name}, {visit}"),
    "group.variants": both(
        da="Hver studerende har sin egen udgave af patienten; svarene er lagt sammen.",
        en="Each learner has a version of the patient of her own; the answers are put together.",
    ),
    "group.here": both(da="{n} har mødt patienten ved dette besøg.", en="{n} have met the patient at this visit."),
    "group.unlocked": both(
        da="{n} har ikke låst beslutningerne endnu og kan ændre dem.",
        en="{n} have not locked their decisions yet and can change them.",
    ),
    "n": both(da="n = {n}", en="n = {n}"),
    "few": both(
        da="For få til at vise på lærredet (n = {n}; mindst {least}).",
        en="Too few to show on the projector (n = {n}; at least {least}).",
    ),
    "nobody": both(da="Ingen har svaret endnu.", en="Nobody has answered yet."),
    "open_left": both(da="Låst uden svar", en="Locked without an answer"),
    "show": both(da="Vis", en="Show"),
    "hide": both(da="Skjul", en="Hide"),
    "show.of": both(da="Vis svarene for holdet: {what}", en="Show the answers to the class: {what}"),
    "hide.of": both(da="Skjul svarene for holdet: {what}", en="Hide the answers from the class: {what}"),
    "hidden": both(da="Skjult for holdet", en="Hidden from the class"),
    "shown": both(da="Vises for holdet", en="Shown to the class"),
    "option": both(da="Svar", en="Answer"),
    "chosen": both(da="Antal", en="Number"),
    "row": both(da="Punkt", en="Item"),
    # ---- review ----
    "review.none": both(
        da="Der er ingen svar at gennemgå endnu.",
        en="There are no answers to review yet.",
    ),
    "review.exam": both(
        da="Prøven er ikke frigivet, så vejledningens svar vises ikke, og svarene kan ikke vises for holdet. "
        "Frigiv den først på siden »Prøve«.",
        en="The exam has not been released, so the guideline's answers are not shown, and answers cannot be shown to "
        "the class. Release it first on the page “Exam”.",
    ),
    "review.elsewhere": both(
        da="Patienten bruges i en prøve, der ikke er frigivet. Gennemgå den, når prøven er frigivet.",
        en="This patient is used in an exam that has not been released. Review it when the exam has been released.",
    ),
    "review.step": both(da="{n} af {m}", en="{n} of {m}"),
    "review.next": both(da="Næste", en="Next"),
    "review.previous": both(da="Forrige", en="Previous"),
    "review.key": both(da="Vis vejledningens svar", en="Show the guideline's answer"),
    "review.unkey": both(da="Skjul vejledningens svar", en="Hide the guideline's answer"),
    "review.keys": both(
        da="Piletasterne →/← eller PageDown/PageUp: først klassens svar, så vejledningens, så videre.",
        en="Arrow keys →/← or PageDown/PageUp: first the class's answers, then the guideline's, then on.",
    ),
    "review.unlocked": both(
        da="{n} er stadig ved dette besøg. De får svaret at se, før de har låst deres eget.",
        en="{n} are still at this visit. They will see the answer before they have locked their own.",
    ),
    "review.unlocked.one": both(
        da="1 er stadig ved dette besøg og får svaret at se, før beslutningerne er låst.",
        en="1 is still at this visit and will see the answer before locking in decisions.",
    ),
    "review.working": both(
        da="Udleder svaret for klassens patienter: {n} mangler.",
        en="Deriving the answer for the class's patients: {n} to go.",
    ),
    "review.follow": both(da="Følges med dine andre vinduer", en="Goes along with your other windows"),
    "review.follow.hint": both(
        da="Gå videre i ét vindue, så kommer lærredet efter, når det også står på Gennemgang.",
        en="Step on in one window, and the projector comes after it when it is on Review as well.",
    ),
    "review.alone": both(
        da="Vinduet står alene: det flytter ingen andre og flyttes ikke af dem.",
        en="The window stands alone: it moves no other and is moved by none.",
    ),
    "review.jump": both(da="Gå til", en="Go to"),
    "class": both(da="Klassen valgte", en="The class chose"),
    "guideline": both(da="Vejledningens svar", en="The guideline's answer"),
    "differs": both(
        da="Svaret er ikke det samme for alle klassens patienter.",
        en="The answer is not the same for all of the class's patients.",
    ),
    "part": both(da="For {n} af {m} studerendes patienter", en="For the patients of {n} of {m} learners"),
    "best_share": both(da="{k} af {n} valgte det bedste.", en="{k} of {n} chose the best."),
    "harm_share": both(
        da="{k} af {n} valgte noget, der kan skade patienten.",
        en="{k} of {n} chose something that can harm the patient.",
    ),
    "much_share": both(
        da="{k} af {n} valgte mere, end patienten har gavn af.",
        en="{k} of {n} chose more than the patient benefits from.",
    ),
    "work": both(da="Spurgt og undersøgt", en="Asked and examined"),
    "work.prompt": both(
        da="Hvad skal der spørges om og undersøges hos denne patient ved dette besøg?",
        en="What has to be asked and examined in this patient at this visit?",
    ),
    "work.class": both(da="Klassen spurgte og undersøgte", en="The class asked and examined"),
    "work.locked": both(da="{n} af {m} har låst besøget.", en="{n} of {m} have locked the visit."),
    "work.counted": both(
        da="Talt er de, der har låst besøget: hvor mange gjorde det, ud af dem, der skulle. Det, flest sprang over, "
        "står først.",
        en="Counted are those who have locked the visit: how many did it, of those who had to. What most left out "
        "comes first.",
    ),
    "work.item": both(da="Spørgsmål eller undersøgelse", en="Question or examination"),
    "work.did": both(da="Gjort", en="Done"),
    "work.danger": both(da="Farligt at overse", en="Dangerous to miss"),
    "work.before": both(da="{n} vidste det fra et tidligere besøg", en="{n} knew it from an earlier visit"),
    "work.differs": both(
        da="Det er ikke det samme, der kræves hos alle klassens patienter.",
        en="Not the same is required of all of the class's patients.",
    ),
    "work.why": both(da="Derfor", en="Why"),
    "acceptable": both(da="Kan forsvares: {what}.", en="Can be defended: {what}."),
    "facts": both(da="Det ligger bag", en="What is behind it"),
    "sources": both(da="Kilder", en="Sources"),
    "conflict": both(
        da="Kilderne er ikke enige: {question} Vi følger: {follow}",
        en="The sources disagree: {question} We follow: {follow}",
    ),
    "why_not": both(da="Derfor ikke »{what}«: {because}", en="Why not “{what}”: {because}"),
    "unreviewed": both(da="afventer klinisk godkendelse", en="awaiting clinical sign-off"),
    "depends": both(da="Afhænger af patienten", en="Depends on the patient"),
    "grade.best": both(da="Bedst", en="Best"),
    "grade.acceptable": both(da="Kan forsvares", en="Can be defended"),
    "grade.unsafe": both(da="Kan skade", en="Can harm"),
    "grade.too_much": both(da="For meget", en="Too much"),
    "edition": both(da="Efter {edition}.", en="According to {edition}."),
    "keys.next": both(da="Vis svaret, eller gå videre", en="Show the answer, or go on"),
    "keys.previous": both(da="Gå tilbage", en="Go back"),
}
