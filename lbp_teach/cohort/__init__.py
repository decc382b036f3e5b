"""What a teacher reads of a whole class: marks as one table, and what follows from it. Never on a student's path.

pandas and numpy belong here; SciPy stands beside it in the tests only.
"""
