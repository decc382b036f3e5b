"""The laboratory: what tests do to a probability."""
