"""The teachers' page on courses."""
