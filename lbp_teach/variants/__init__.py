"""Variants of a case: the same story with another person in it, keyed anew by the rules."""

from __future__ import annotations

from lbp_teach.variants.drawing import Change, can_vary, draw, each_kind, every_kind, fresh_seed, seed_for
from lbp_teach.variants.making import altered, variant
from lbp_teach.variants.names import base_of, seed_of, variant_id
from lbp_teach.variants.telling import describe
from lbp_teach.variants.words import spoken

__all__ = [
    "Change",
    "altered",
    "base_of",
    "can_vary",
    "describe",
    "draw",
    "each_kind",
    "every_kind",
    "fresh_seed",
    "seed_for",
    "seed_of",
    "spoken",
    "variant",
    "variant_id",
]
