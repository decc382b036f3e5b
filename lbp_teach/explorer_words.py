"""Words of the guideline explorer for what the guideline only names by id: chapters, kinds, strengths, priorities."""

from __future__ import annotations

from lbp_teach.guideline.model import StatementKind
from lbp_teach.text import Text, both

#: Chapters in the order in which a consultation meets them; a topic that none of them names stands in the last.
CHAPTERS: dict[str, tuple[Text, tuple[str, ...]]] = {
    "talk": (both(da="Samtale og undersøgelse", en="Talk and examination"), ("HIST", "ICF", "EXAM", "TEST", "PAIN")),
    "flags": (both(da="Flag og risiko", en="Flags and risk"), ("FLAG", "STRAT")),
    "triage": (both(da="Triage og det akutte", en="Triage and emergencies"), ("TRIAGE", "ACUTE", "DDX", "CODE")),
    "imaging": (both(da="Billeddiagnostik", en="Imaging"), ("IMG",)),
    "treatment": (
        both(da="Behandling og forløb", en="Treatment and course"),
        ("TREAT", "MED", "FOLLOW", "REF", "WORK", "ANNUAL", "PREVENT"),
    ),
    "words": (both(da="Kommunikation", en="Communication"), ("COMM", "PATIENT")),
    "background": (both(da="Baggrund", en="Background"), ("DEF", "PARA", "EPI", "PICO")),
}
KINDS: dict[StatementKind, Text] = {
    "definition": both(da="Definition", en="Definition"),
    "criterion": both(da="Kriterium", en="Criterion"),
    "number": both(da="Tal", en="Number"),
    "technique": both(da="Fremgangsmåde", en="How to"),
    "statement": both(da="Udsagn", en="Statement"),
    "recommendation_for": both(da="Anbefaling", en="Recommendation"),
    "recommendation_against": both(da="Anbefaling imod", en="Recommendation against"),
    "weak_against": both(da="Svag anbefaling imod", en="Weak recommendation against"),
    "consider": both(da="Overvejelse", en="Consideration"),
    "risk_factor": both(da="Risikofaktor", en="Risk factor"),
    "protective_factor": both(da="Beskyttende faktor", en="Protective factor"),
    "organisational": both(da="Organisation", en="Organisation"),
    "study_spec": both(da="Undersøgt spørgsmål, ikke et råd", en="Question studied, not advice"),
    "patient_voice": both(da="Patienternes ord", en="Patients' words"),
    "derived": both(da="Udledt af kilden", en="Derived from the source"),
}
STRENGTHS: dict[str, Text] = {
    "recommended": both(da="Anbefales", en="Recommended"),
    "may_be_considered": both(da="Kan overvejes", en="May be considered"),
    "weakly_against": both(da="Frarådes svagt", en="Weakly advised against"),
    "against": both(da="Frarådes", en="Advised against"),
}
CONFLICT_TYPES: dict[str, Text] = {
    "cross_source": both(da="Kilder er uenige", en="Sources disagree"),
    "self": both(da="Kilden modsiger sig selv", en="A source contradicts itself"),
    "dubious": both(da="Tvivlsomt", en="Doubtful"),
    "extraction": both(da="Tabt i teksten", en="Lost in the text"),
    "gap": both(da="Hul", en="Gap"),
    "terminology": both(da="Ord", en="Terms"),
    "tension": both(da="Spænding", en="Tension"),
    "time_bound": both(da="Bundet til sin tid", en="Bound to its time"),
}
PRIORITIES: dict[str, Text] = {
    "high": both(da="Vigtig for sikkerheden", en="Matters for safety"),
    "medium": both(da="Middel", en="Medium"),
    "low": both(da="Mindre", en="Minor"),
}
COLOURS: dict[str, Text] = {
    "red": both(da="Rødt", en="Red"),
    "yellow": both(da="Gult", en="Yellow"),
    "green": both(da="Grønt", en="Green"),
    "blue": both(da="Blåt", en="Blue"),
    "black": both(da="Sort", en="Black"),
}
UNITS: dict[str, Text] = {
    "percent": both(da="{n} %", en="{n}%"),
    "count": both(da="{n}", en="{n}"),
    "ratio": both(da="{n}", en="{n}"),
}
GLOSSARY: dict[str, Text] = {
    "topic": both(da="Emne", en="Topic"),
    "figure": both(da="Figur", en="Figure"),
    "parameter": both(da="Grænseværdi", en="Threshold"),
}
