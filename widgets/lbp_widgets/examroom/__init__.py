"""The teachers' exam page: who sits, more time, the release, the results."""
