"""Two figures of the plan: the triage flow with its way back, and the steps of treatment."""

from __future__ import annotations

from lbp_teach.figure_model import Area, Box, Figure, Loop, Part
from lbp_teach.text import both

TRIAGE = Figure(
    id="triage",
    title=both(da="Diagnostisk triage", en="Diagnostic triage"),
    lead=both(
        da="Fra alt det, du har samlet, til én af tre grupper, og tilbage igen, når noget ændrer sig.",
        en="From all you have gathered to one of three groups, and back again when something changes.",
    ),
    boxes=(
        Box(
            "history",
            both(da="Anamnese", en="History"),
            ("history_red_flags", "history_four_aims"),
        ),
        Box(
            "examination",
            both(da="Undersøgelse", en="Examination"),
            ("exam_basic", "exam_neuro", "exam_percussion"),
        ),
        Box("function", both(da="Funktion", en="Function"), ("function_asked", "icf_rsd_basis_of_work_up")),
        Box(
            "gather",
            both(da="Saml det hele, før du vælger gruppe", en="Gather it all before you choose a group"),
            ("triage_gather_first", "triage_inputs", "triage_four_questions", "triage_purpose"),
            "strong",
        ),
        Box(
            "serious",
            both(da="Specifik, mulig alvorlig sygdom", en="Specific, possible serious disease"),
            ("triage_category_serious", "triage_categories"),
            "head",
            share="triage_category_serious",
        ),
        Box(
            "serious_which",
            both(
                da="Kræft, infektion, inflammation, brud, cauda equina",
                en="Cancer, infection, inflammation, fracture, cauda equina",
            ),
            ("triage_category_serious", "red_flags_five_groups", "aneurysm_outside_five_groups"),
        ),
        Box(
            "serious_act",
            both(da="Begrundet mistanke: henvis nu", en="Reasoned suspicion: refer now"),
            ("serious_disease_acute", "cauda_equina_acute", "step_3_means_suspicion", "red_flags_weigh"),
            "red",
        ),
        Box(
            "root",
            both(da="Rodirritation", en="Root irritation"),
            ("triage_category_root", "root_signs"),
            "head",
            share="triage_category_root",
        ),
        Box(
            "root_which",
            both(da="Prolaps, spinalstenose, listese", en="Prolapse, spinal stenosis, listhesis"),
            ("triage_category_root", "stenosis_picture"),
        ),
        Box(
            "root_act",
            both(da="Behandl som uspecifik, følg tættere", en="Treat as non-specific, follow more closely"),
            ("root_conservative_first", "root_suspicion_whole_plan", "root_closer_follow_up", "root_clock"),
        ),
        Box(
            "root_alarm",
            both(
                da="Ny svaghed eller tiltagende udfald: akut",
                en="New weakness or growing deficit: at once",
            ),
            ("acute_paresis", "progressive_deficit_acute", "watch_for_cauda_equina"),
            "red",
        ),
        Box(
            "non_specific",
            both(da="Uspecifikke lænderygsmerter", en="Non-specific low back pain"),
            ("triage_category_non_specific",),
            "head",
            share="triage_category_non_specific",
        ),
        Box(
            "non_specific_which",
            both(da="Ingen specifik årsag efter en god udredning", en="No specific cause after a sound work-up"),
            ("triage_category_non_specific", "non_specific_workup_harm"),
        ),
        Box(
            "non_specific_act",
            both(da="Basisbehandling hos egen læge", en="Basic treatment with the own GP"),
            ("step_1_all", "uncomplicated_seen_once", "stay_alert_other_disease"),
        ),
        Box(
            "again",
            both(da="Vurdér igen: gruppen kan skifte begge veje", en="Assess again: the group can change both ways"),
            ("triage_repeated", "triage_moves_both_ways"),
            "strong",
        ),
        Box(
            "modify",
            both(da="Prøver og billeder kan ændre vurderingen", en="Tests and images may change the assessment"),
            ("triage_tests_may_modify", "imaging_must_change_plan"),
        ),
    ),
    parts=(
        Part((Area(("history",)), Area(("examination",)), Area(("function",))), link="down"),
        Part((Area(("gather",)),), link="down"),
        Part(
            (
                Area(("serious", "serious_which", "serious_act")),
                Area(("root", "root_which", "root_act", "root_alarm")),
                Area(("non_specific", "non_specific_which", "non_specific_act")),
            ),
            link="down",
            across=True,
        ),
        Part((Area(("again",)), Area(("modify",)))),
    ),
    conflicts=("C-01", "C-02", "C-12"),
    loop=Loop(3, 1, both(da="ny vurdering", en="reassessment")),
)

TREATMENT = Figure(
    id="treatment",
    title=both(da="Behandlingens trin", en="The steps of treatment"),
    lead=both(
        da="Trekanten er DSAM2026, pyramiden er RSD2024. De deler ikke patienterne helt ens.",
        en="The triangle is DSAM2026, the pyramid is RSD2024. They do not divide patients quite alike.",
    ),
    boxes=(
        Box(
            "step_3",
            both(da="Trin 3: specialiseret", en="Step 3: specialised"),
            ("treat_step_3_share", "treat_step_3_groups"),
            "head",
            share="treat_step_3_share",
        ),
        Box(
            "step_2",
            both(da="Trin 2: supplerende", en="Step 2: supplementary"),
            ("treat_step_2_share", "step_2_consider", "treat_exercise_effect", "treat_manual_not_alone"),
            "head",
            share="treat_step_2_share",
        ),
        Box(
            "step_1",
            both(da="Trin 1: basis, til alle", en="Step 1: basic, for everyone"),
            (
                "step_1_all",
                "treat_step_1_share",
                "treat_good_back_talk",
                "treat_safe_to_use_back",
                "treat_simple_analgesics",
            ),
            "head",
            share="treat_step_1_share",
        ),
        Box(
            "few",
            both(da="FÅ: sygehus og smertecenter", en="FEW: hospital and pain centre"),
            ("treat_pyramid_few", "treat_ufl_tier_3"),
            "head",
        ),
        Box(
            "some",
            both(
                da="NOGLE: undervisning, træning, manuel behandling", en="SOME: education, exercise, manual treatment"
            ),
            ("treat_pyramid_some", "treat_ufl_tiers_1_2"),
            "head",
        ),
        Box(
            "all",
            both(
                da="ALLE: støtte til at klare det selv, bevægelse, arbejde",
                en="ALL: help to manage oneself, movement, work",
            ),
            ("treat_pyramid_all", "treat_basic_offer_shared"),
            "head",
        ),
        Box(
            "up_2",
            both(da="Fra trin 1 til 2", en="From step 1 to 2"),
            ("step_2_consider", "treat_escalate_when", "follow_up_tightens_before_treatment"),
        ),
        Box(
            "up_3",
            both(da="Fra trin 2 til 3", en="From step 2 to 3"),
            ("treat_step_2_to_3_unclear", "treat_step_3_groups"),
        ),
        Box(
            "red",
            both(da="Røde flag: direkte til trin 3", en="Red flags: straight to step 3"),
            ("step_3_acute", "treat_red_flags_reading", "step_3_means_suspicion"),
            "red",
        ),
        Box(
            "gp",
            both(da="Egen læge holder trådene på alle trin", en="The GP coordinates at every step"),
            ("gp_coordinates", "treat_gp_main_task"),
            "strong",
        ),
        Box(
            "ground",
            both(
                da="Under det hele: information, aktivitet og støtte til at klare det selv",
                en="Under it all: information, activity and support for managing oneself",
            ),
            ("treat_foundation_and_fit", "treat_non_drug_all_steps", "treat_drugs_imaging_indication"),
            "strong",
        ),
    ),
    parts=(
        Part(
            (Area(("step_3", "step_2", "step_1")), Area(("few", "some", "all"))),
            kind="tiers",
            express=both(da="røde flag", en="red flags"),
            titles=(
                both(da="DSAM2026: tre trin", en="DSAM2026: three steps"),
                both(da="RSD2024: alle, nogle, få", en="RSD2024: all, some, few"),
            ),
        ),
        Part((Area(("ground",)),)),
        Part((Area(("up_2",)), Area(("up_3",)), Area(("red",)), Area(("gp",)))),
    ),
    conflicts=("C-04", "C-69", "C-12"),
)
