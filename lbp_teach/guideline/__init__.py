"""The guideline as data, and the small evaluator that runs it."""
