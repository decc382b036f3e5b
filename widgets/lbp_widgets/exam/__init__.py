"""The neurological exam: the front end."""
