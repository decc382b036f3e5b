"""Variants of a case: the same story with another person in it, keyed anew by the rules."""

from __future__ import annotations

from lbp_teach.variants.words import spoken

__all__ = ["spoken"]
