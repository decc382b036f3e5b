"""The figure of the leg: its dermatomes and reflexes, and which of them the sources describe."""

from __future__ import annotations

from lbp_teach.figure_model import Area, Box, Figure, Part
from lbp_teach.text import both

_UNSOURCED = ("exam_three_dermatomes", "exam_not_in_any_source")

DERMATOMES = Figure(
    id="dermatomes",
    title=both(da="Dermatomer på benet", en="Dermatomes of the leg"),
    lead=both(
        da="Fuld streg: det område står i vejledningen. Stiplet: almindelig anatomi, som ingen af kilderne beskriver.",
        en="Solid edge: the guideline names that area. Dashed: common anatomy that none of the sources describes.",
    ),
    boxes=(
        Box(
            "L4",
            both(da="L4: indersiden af underbenet", en="L4: inner lower leg"),
            ("root_profile_l4", "exam_three_dermatomes", "exam_light_touch"),
            root="L4",
        ),
        Box(
            "L5",
            both(da="L5: fodryg og storetå", en="L5: top of the foot and big toe"),
            ("root_profile_l5", "exam_three_dermatomes", "exam_light_touch"),
            root="L5",
        ),
        Box(
            "S1",
            both(da="S1: ydre fodrand og lilletå", en="S1: outer edge of the foot and little toe"),
            ("root_profile_s1", "exam_three_dermatomes", "exam_light_touch"),
            root="S1",
        ),
        Box(
            "L2",
            both(da="L2: låret foran, øverst", en="L2: front of the thigh, upper part"),
            _UNSOURCED,
            root="L2",
            sourced=False,
        ),
        Box(
            "L3",
            both(da="L3: låret foran, nederst", en="L3: front of the thigh, lower part"),
            _UNSOURCED,
            root="L3",
            sourced=False,
        ),
        Box("S2", both(da="S2: låret bagpå", en="S2: back of the thigh"), _UNSOURCED, root="S2", sourced=False),
        Box(
            "S3",
            both(da="S3: ballen, inderst", en="S3: inner buttock"),
            (*_UNSOURCED, "ask_saddle_bladder_bowel"),
            root="S3",
            sourced=False,
        ),
        Box(
            "S4",
            both(da="S4: huden om endetarmen", en="S4: skin around the anus"),
            ("exam_not_in_any_source", "ask_saddle_bladder_bowel", "cauda_equina_signs"),
            root="S4",
            sourced=False,
        ),
        Box(
            "patellar",
            both(da="Patellarrefleks", en="Patellar reflex"),
            ("exam_patellar_reflex", "reflex_asymmetry"),
            root="patellar",
        ),
        Box(
            "medial-hamstring",
            both(da="Medial haserefleks", en="Medial hamstring reflex"),
            ("exam_medial_hamstring_reflex", "reflex_asymmetry"),
            root="medial-hamstring",
        ),
        Box(
            "achilles",
            both(da="Akillesrefleks", en="Achilles reflex"),
            ("exam_achilles_reflex", "reflex_asymmetry"),
            root="achilles",
        ),
        Box(
            "how",
            both(da="Sådan undersøges følesansen", en="How sensation is examined"),
            ("exam_light_touch", "exam_compare_sides", "exam_pinprick_or_temperature"),
            "strong",
        ),
        Box(
            "pattern",
            both(da="Hvad et dermatom siger om smerten", en="What a dermatome says about the pain"),
            ("neuropathic_pattern", "root_signs"),
            "strong",
        ),
    ),
    parts=(
        Part(
            (
                Area(("L2", "L3", "L4", "L5", "S1", "S2", "S3", "S4")),
                Area(("patellar", "medial-hamstring", "achilles")),
            ),
            kind="body",
        ),
        Part((Area(("how",)), Area(("pattern",)))),
    ),
    conflicts=("C-90", "C-10"),
)
