"""The clinic day's front end."""
