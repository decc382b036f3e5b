"""New patients, drawn from declared distributions: docs/generator.md.

Everything is invented, and nothing is data about real people. `draw` gives one patient, `morning` twelve who differ.
"""
