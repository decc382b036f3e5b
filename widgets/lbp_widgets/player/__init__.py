"""The player: the student's screens, mounted by one notebook that never reloads the page."""
