"""Function map: the front end."""
