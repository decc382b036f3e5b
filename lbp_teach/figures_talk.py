"""Two figures of the talk: the three tracks of the history, and function in five boxes with its questions."""

from __future__ import annotations

from lbp_teach.figure_model import Area, Box, Figure, Part
from lbp_teach.text import both

HISTORY = Figure(
    id="history",
    title=both(da="Anamnesens tre spor", en="The three tracks of the history"),
    lead=both(
        da="Tre spor løber side om side og ender i én samlet vurdering.",
        en="Three tracks run side by side and end in one judgement of the whole person.",
    ),
    boxes=(
        Box(
            "start",
            both(da="Lad patienten fortælle først", en="Let the patient tell it first"),
            ("history_scope_and_patient_view", "history_both_triages", "own_understanding"),
            "strong",
            asks=("anything_else", "worry", "hopes"),
        ),
        Box(
            "symptoms",
            both(da="Smerter og symptomer", en="Pain and symptoms"),
            ("history_three_tracks", "history_pain_checklist", "pain_character_not_seriousness"),
            "head",
        ),
        Box(
            "pain",
            both(
                da="Varighed, sted og styrke, og hvad der forværrer og lindrer",
                en="Duration, site and strength, and what makes it worse or better",
            ),
            ("history_pain_items", "icf_body_pain_questions"),
            asks=("pain_duration", "pain_where", "pain_intensity", "pain_worse_better"),
        ),
        Box(
            "radiation",
            both(da="Udstråling og smertens karakter", en="Radiation and the character of the pain"),
            ("neuropathic_mechanism_radiation", "neuropathic_words", "nociceptive_behaviour", "neuroplastic_extent"),
            asks=("pain_quality", "leg_tingling"),
        ),
        Box(
            "saddle",
            both(da="Skridt, blære og tarm", en="Saddle area, bladder and bowel"),
            ("ask_saddle_bladder_bowel", "cauda_equina_signs"),
            "red",
            asks=("saddle_feeling", "bladder_emptying", "bladder_control", "bowel_control"),
        ),
        Box(
            "sleep",
            both(da="Søvn og energi", en="Sleep and energy"),
            ("icf_body_sleep_energy",),
            asks=("sleep_stress", "energy"),
        ),
        Box(
            "flags",
            both(da="De fem flag", en="The five flags"),
            ("flag_system_five_colours", "several_risk_factors_long_course"),
            "head",
        ),
        Box(
            "red",
            both(da="Rødt: mulig alvorlig sygdom", en="Red: possible serious disease"),
            ("red_flags_five_groups", "red_flags_weigh", "single_flag_adds_little", "history_red_flags"),
            "red",
            asks=("fever", "weight", "cancer", "trauma"),
        ),
        Box(
            "yellow",
            both(da="Gult: tanker og følelser", en="Yellow: thoughts and feelings"),
            ("yellow_flags_definition", "yellow_flags_mood_and_thoughts", "yellow_flag_fear"),
            "yellow",
            asks=("worst_thoughts", "mood", "outlook"),
        ),
        Box(
            "green",
            both(da="Grønt: ressourcer", en="Green: resources"),
            ("green_flags_definition", "green_flags_still_examine"),
            "green",
            asks=("own_efforts", "help_network"),
        ),
        Box(
            "blue",
            both(da="Blåt: arbejdet", en="Blue: work"),
            ("blue_flags_definition", "blue_flags_tasks", "blue_flags_workplace_relations"),
            "blue",
            asks=("work_tasks", "work_climate"),
        ),
        Box(
            "black",
            both(da="Sort: systemerne", en="Black: the systems"),
            ("black_flags_definition", "black_flags_systems", "black_flags_language_literacy"),
            "black",
            asks=("compensation", "money"),
        ),
        Box(
            "function",
            both(da="Funktion (ICF)", en="Function (ICF)"),
            ("icf_what_it_is", "icf_five_components", "function_asked"),
            "head",
        ),
        Box("body", both(da="Kroppen", en="The body"), ("icf_body_definition", "icf_body_then_examine")),
        Box(
            "activities",
            both(da="Aktiviteter i hverdagen", en="Everyday activities"),
            ("icf_activities_definition", "icf_activities_basic_questions"),
            asks=("daily_tasks",),
        ),
        Box(
            "participation",
            both(da="Deltagelse: arbejde, familie, fritid", en="Participation: work, family, leisure"),
            ("icf_participation_definition", "history_participation"),
            asks=("work_managing", "leisure"),
        ),
        Box(
            "environment",
            both(da="Omgivelserne", en="Surroundings"),
            ("icf_environment_definition",),
            asks=("home", "surroundings"),
        ),
        Box(
            "personal",
            both(da="Personen selv", en="The person"),
            ("icf_personal_definition", "history_recovery_and_comorbidity"),
            asks=("earlier_episodes", "activity_view"),
        ),
        Box(
            "whole",
            both(da="Samlet vurdering af hele patienten", en="A judgement of the whole patient"),
            ("work_up_four_aims", "icf_whole_picture_beats_intensity", "history_after_serious_disease_unlikely"),
            "strong",
        ),
        Box(
            "two_visits",
            both(da="Det må gerne tage to konsultationer", en="It may take two consultations"),
            (
                "history_takes_time",
                "history_two_consultations",
                "history_first_consultation",
                "history_second_consultation",
            ),
        ),
    ),
    parts=(
        Part((Area(("start",)),), link="down"),
        Part(
            (
                Area(("symptoms", "pain", "radiation", "sleep", "saddle")),
                Area(("flags", "red", "yellow", "green", "blue", "black")),
                Area(("function", "body", "activities", "participation", "environment", "personal")),
            ),
            link="down",
        ),
        Part((Area(("whole",)), Area(("two_visits",)))),
    ),
)

ICF = Figure(
    id="icf",
    title=both(da="Funktion i fem felter (ICF)", en="Function in five boxes (ICF)"),
    lead=both(
        da="Hvert felt har sine spørgsmål. Pilene går begge veje: alt påvirker alt.",
        en="Each box has its questions. The arrows go both ways: everything affects everything.",
    ),
    boxes=(
        Box(
            "condition",
            both(da="Helbredstilstand: lænderygsmerter", en="Health condition: low back pain"),
            ("icf_figure_layout", "icf_supplements_code", "icf_same_impairment_different_weight"),
            "strong",
        ),
        Box(
            "body",
            both(da="Krop", en="Body"),
            ("icf_body_definition", "icf_five_components"),
            "head",
        ),
        Box(
            "body_pain",
            both(
                da="Hvor længe, hvor, hvor stærkt, og hvad gør en forskel?",
                en="How long, where, how strong, and what changes it?",
            ),
            ("icf_body_pain_questions",),
            asks=("pain_duration", "pain_where", "pain_intensity", "pain_worse_better"),
        ),
        Box(
            "body_sleep",
            both(da="Hvordan går det med søvn og energi?", en="How are sleep and energy?"),
            ("icf_body_sleep_energy",),
            asks=("sleep_stress", "energy"),
        ),
        Box(
            "body_examine",
            both(da="Så undersøges kroppen", en="Then the body is examined"),
            ("icf_body_then_examine", "exam_basic_then_neuro"),
        ),
        Box("activities", both(da="Aktiviteter", en="Activities"), ("icf_activities_definition",), "head"),
        Box(
            "activities_basic",
            both(da="Kan du købe ind, lave mad, vaske dig?", en="Can you shop, cook, wash?"),
            ("icf_activities_basic_questions",),
            asks=("daily_tasks",),
        ),
        Box(
            "activities_heavy",
            both(da="Kan du løfte, gøre rent, cykle, køre bil?", en="Can you lift, clean, cycle, drive?"),
            ("icf_activities_heavier_questions",),
            asks=("daily_tasks",),
        ),
        Box(
            "activities_help",
            both(da="Hvor stort er behovet for hjælp?", en="How great is the need for help?"),
            ("icf_activities_urgency_of_help", "icf_activities_questionnaire"),
            asks=("home",),
        ),
        Box("participation", both(da="Deltagelse", en="Participation"), ("icf_participation_definition",), "head"),
        Box(
            "participation_work",
            both(da="Kan du passe dit arbejde?", en="Can you do your job?"),
            ("icf_participation_questions", "icf_participation_sick_leave"),
            asks=("work_managing", "sick_leave"),
        ),
        Box(
            "participation_leisure",
            both(da="Hvad med sport, have og venner?", en="What of sport, garden and friends?"),
            ("icf_participation_questions", "history_participation"),
            asks=("leisure",),
        ),
        Box(
            "participation_fear",
            both(da="Bliver du væk af frygt?", en="Do you stay away out of fear?"),
            ("icf_staying_away_from_fear",),
            asks=("avoided_movements",),
        ),
        Box(
            "environment",
            both(da="Omgivelser", en="Environment"),
            ("icf_environment_definition", "icf_environment_moving_on"),
            "head",
        ),
        Box(
            "environment_work",
            both(da="Forstår chef og kolleger det?", en="Do boss and colleagues understand?"),
            ("icf_environment_work_questions",),
            asks=("work_climate", "work_tasks"),
        ),
        Box(
            "environment_home",
            both(da="Hjælp hjemme, økonomi, arbejdsskadesag?", en="Help at home, money, a work-injury case?"),
            ("icf_environment_home_and_case",),
            asks=("home", "money", "compensation"),
        ),
        Box(
            "personal",
            both(da="Personlige faktorer", en="Personal factors"),
            ("icf_personal_definition", "icf_personal_prognosis"),
            "head",
        ),
        Box(
            "personal_view",
            both(da="Er aktivitet farlig eller vejen frem?", en="Is activity a danger or the way forward?"),
            ("own_understanding",),
            asks=("activity_view", "own_explanation"),
        ),
        Box(
            "personal_mood",
            both(da="Humør, og hvordan gik det sidst?", en="Mood, and how did it go last time?"),
            ("icf_personal_mood_and_experience",),
            asks=("mood", "earlier_episodes"),
        ),
        Box(
            "personal_illness",
            both(da="Er der anden sygdom, der bremser?", en="Does other illness hold you back?"),
            ("icf_personal_comorbidity",),
            asks=("other_illness",),
        ),
    ),
    parts=(
        Part((Area(("condition",)),), link="both"),
        Part(
            (
                Area(("body", "body_pain", "body_sleep", "body_examine")),
                Area(("activities", "activities_basic", "activities_heavy", "activities_help")),
                Area(("participation", "participation_work", "participation_leisure", "participation_fear")),
            ),
            link="both",
            across=True,
        ),
        Part(
            (
                Area(("environment", "environment_work", "environment_home")),
                Area(("personal", "personal_view", "personal_mood", "personal_illness")),
            ),
            across=True,
        ),
    ),
)
