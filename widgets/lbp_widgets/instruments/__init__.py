"""Risk and function instruments: the front end."""
