"""The diagnostic-test laboratory without a screen: parts, guesses, claims, and what a learner has committed to."""
