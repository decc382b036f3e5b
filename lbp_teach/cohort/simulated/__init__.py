"""Simulated learners: a declared model of skill (`skill.yaml`) that plays real cases through the real player.

For tests, demonstrations and measurements. Nobody's answers are imitated, and nothing here was measured on people.
"""

#: How the pseudonym of every simulated learner begins, so that it shows in every list, table and export.
PREFIX = "Simuleret-"
#: Kind of the first event of every simulated learner: with what it was made.
KIND = "simulated"


def is_simulated(pseudonym: str) -> bool:
    """Return whether a learner of this pseudonym was simulated."""
    return pseudonym.startswith(PREFIX)
