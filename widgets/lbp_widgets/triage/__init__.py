"""The triage board: the front end."""
