"""Detectors of habits of thought: pure functions from a visit to a finding with its evidence, or None.

Each leaves a reasonable learner in peace: what can be defended is never called a habit, and the limits (`way.yaml`)
leave room. None of them enters the points.
"""

from lbp_teach.process.habits.anchoring import anchoring
from lbp_teach.process.habits.availability import availability
from lbp_teach.process.habits.base_rate import base_rate
from lbp_teach.process.habits.closure import premature_closure
from lbp_teach.process.habits.confirmation import confirmation
from lbp_teach.process.habits.visit import Visit

DETECTORS = {
    "premature_closure": premature_closure,
    "anchoring": anchoring,
    "base_rate": base_rate,
    "confirmation": confirmation,
    "availability": availability,
}

__all__ = ["DETECTORS", "Visit"]
