"""What a learner masters, what was played before, and which case comes next.

The student's path: standard library and pydantic; the scheduler is loaded when the first finished case asks for it.
"""
