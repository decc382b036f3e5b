"""Learner data as files for others: tidy tables (CSV, Parquet), gradebooks of learning platforms, xAPI statements.

Teachers' path. Everything is read and written one learner at a time, and nothing here writes to the records.
"""
