"""What a decision did, as the end of a sentence that begins with "because you": the first line of a debrief."""

from __future__ import annotations

from lbp_teach.guideline.assess import Book
from lbp_teach.text import Text, both

#: By decision and value; `{name}` is the patient. No negation: then "Du …" and "fordi du …" have one order in Danish.
CLAUSES: dict[tuple[str, str], Text] = {
    ("urgency", "emergency_today"): both(da="behandlede det som akut", en="treated it as an emergency"),
    ("urgency", "expedited"): both(da="bad om fremskyndet udredning", en="asked for an expedited work-up"),
    ("urgency", "routine"): both(da="lod det gå den planlagte vej", en="referred as planned"),
    ("urgency", "none"): both(da="mente, at det kunne vente", en="judged that it could wait"),
    ("destination", "emergency_department"): both(
        da="sendte {name} til akutmodtagelsen", en="sent {name} to the emergency department"
    ),
    ("destination", "vascular_surgery"): both(
        da="sendte {name} til karkirurgerne", en="sent {name} to the vascular surgeons"
    ),
    ("destination", "hospital_pathway"): both(
        da="sendte {name} til udredning på sygehuset", en="sent {name} for a work-up in hospital"
    ),
    ("destination", "rheumatology"): both(
        da="henviste {name} til en reumatolog", en="referred {name} to a rheumatologist"
    ),
    ("destination", "neurology"): both(da="henviste {name} til en neurolog", en="referred {name} to a neurologist"),
    ("destination", "back_medicine"): both(da="henviste {name} til rygmedicin", en="referred {name} to back medicine"),
    ("destination", "spine_surgery"): both(
        da="henviste {name} til en rygkirurg", en="referred {name} to a spine surgeon"
    ),
    ("destination", "pain_centre"): both(
        da="henviste {name} til et smertecenter", en="referred {name} to a pain centre"
    ),
    ("destination", "physiotherapy"): both(
        da="henviste {name} til en fysioterapeut", en="referred {name} to a physiotherapist"
    ),
    ("destination", "chiropractor"): both(
        da="henviste {name} til en kiropraktor", en="referred {name} to a chiropractor"
    ),
    ("destination", "municipality"): both(
        da="henviste {name} til et kommunalt tilbud", en="referred {name} to a municipal offer"
    ),
    ("destination", "own_gp"): both(da="selv fulgte {name} videre", en="went on following {name} yourself"),
    ("imaging", "none"): both(da="lod være med at tage billeder", en="did no imaging"),
    ("imaging", "mri"): both(da="bestilte en MR-scanning", en="ordered an MRI scan"),
    ("imaging", "xray"): both(da="bestilte et røntgenbillede", en="ordered an X-ray"),
    ("imaging", "ct"): both(da="bestilte en CT-scanning", en="ordered a CT scan"),
    ("imaging", "by_specialist"): both(
        da="overlod billederne til specialisten", en="left the images to the specialist"
    ),
    ("follow_up", "basis"): both(
        da="gav åben adgang uden aftalt kontrol", en="gave open access without a booked check"
    ),
    ("follow_up", "closer"): both(da="aftalte en kontrol", en="booked a check"),
    ("follow_up", "extended"): both(da="aftalte udvidet opfølgning", en="arranged extended follow-up"),
    ("follow_up", "hospital_managed"): both(
        da="overlod opfølgningen til sygehuset", en="left the follow-up to the hospital"
    ),
    ("triage", "serious_specific"): both(
        da="regnede med mulig alvorlig sygdom", en="took it for possible serious disease"
    ),
    ("triage", "nerve_root"): both(da="regnede med rodirritation", en="took it for root irritation"),
    ("triage", "non_specific"): both(da="regnede med almindelige rygsmerter", en="took it for ordinary back pain"),
}
_CHOSE = both(da="valgte ”{what}” under {axis}", en="chose “{what}” under {axis}")


def clause(decision: str, value: str, name: str, book: Book, edition: str) -> Text:
    """Return what choosing a value did, as the end of a sentence that begins with "you".

    Args:
        decision: id of the decision.
        value: what was chosen.
        name: the patient's first name.
        book: the guideline.
        edition: edition of the guideline.
    """
    known = CLAUSES.get((decision, value))
    if known is not None:
        return known.format(name=name) if "{" in known.da else known
    option = book.words(book.decisions[decision].option(value).label, edition)
    axis = book.decisions[decision].axis
    return _CHOSE.format(what=option, axis=Text(da=axis.da.lower(), en=axis.en.lower()))
