"""The authoring studio without its screen: a case as text, what is wrong with it, and what the guideline makes of it.

For teachers and authors: it reads YAML, and it shows answer keys. No student's page imports it.
"""
