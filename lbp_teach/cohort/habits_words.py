"""The words about habits of thought of a class, in both languages; `guideline/way.yaml` has each in full."""

from __future__ import annotations

from lbp_teach.text import Text, both

HABITS: dict[str, Text] = {
    "habits": both(da="Tankevaner", en="Habits of thought"),
    "habit": both(da="Vane", en="Habit"),
    "habits.about": both(
        da="Andel af de studerende, hos hvem vanen viste sig mindst én gang i et første forsøg. Den giver og koster "
        "ingen point. Kun det klare tælles, så den rigtige andel kan være større. Et mønster er noget at tale om, "
        "ikke en diagnose af en studerende.",
        en="Share of the learners in whom the habit showed at least once in a first attempt. It gives and costs no "
        "points. Only what is clear is counted, so the true share may be larger. A pattern is something to talk "
        "about, not a diagnosis of a student.",
    ),
    "habits.hidden": both(
        da="Skjult: 1 til 4 studerende. Tal fra {least} vises.",
        en="Hidden: 1 to 4 learners. From {least} on it is shown.",
    ),
    "habit.premature_closure": both(da="For tidlig afslutning", en="Premature closure"),
    "habit.premature_closure.is": both(
        da="Afgjorde, om det hastede, og tog fejl, mens det afgørende hverken var spurgt om eller undersøgt",
        en="Settled how urgent it was, wrongly, while what decides it had been neither asked nor examined",
    ),
    "habit.anchoring": both(da="Forankring", en="Anchoring"),
    "habit.anchoring.is": both(
        da="Holdt fast i sin første konklusion, da det, der kom frem siden, pegede et andet sted hen",
        en="Held on to the first conclusion when what came out later pointed elsewhere",
    ),
    "habit.base_rate": both(da="Udgangspunktet blev glemt", en="The base rate was forgotten"),
    "habit.base_rate.is": both(
        da="Skønnede alvorlig sygdom langt mere sandsynlig, end dens sjældenhed og de kendte fund kunne bære",
        en="Thought serious disease far more likely than its rarity and the known findings could bear",
    ),
    "habit.base_rate_low": both(da="For tryg", en="Too easily reassured"),
    "habit.base_rate_low.is": both(
        da="Skønnede alvorlig sygdom lige så sjælden som hos alle andre, selv om kendte fund rejste mistanken",
        en="Thought serious disease as rare as in everybody although known findings raised the suspicion",
    ),
    "habit.confirmation": both(da="Kun det, der bekræfter", en="Only what confirms"),
    "habit.confirmation.is": both(
        da="Ledte efter konklusionen kun efter det, der kunne støtte den",
        en="After the conclusion, looked only for what could support it",
    ),
    "habit.availability": both(da="Den forrige patient", en="The previous patient"),
    "habit.availability.is": both(
        da="Gav patienten den forriges diagnose, skønt intet kendt fund talte for den. Blandt dem, der først havde "
        "fået svarene på en anden patient at se",
        en="Gave the patient the previous one’s diagnosis although no known finding spoke for it. Among those who had "
        "been shown the answers of another patient before",
    ),
}
