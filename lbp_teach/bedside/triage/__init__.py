"""The triage board."""
