"""A class while it works: who is where, what was answered so far, and the review of it together. For teachers.

Read from the records step by step: what was read once is not read again, and who has not joined costs nothing.
"""
