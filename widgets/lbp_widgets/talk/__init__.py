"""The conversation: the front end."""
