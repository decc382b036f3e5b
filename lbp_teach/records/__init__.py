"""The record: append-only events, hash-chained per learner, durable before anyone is told that they are saved.

One store for a data directory, in SQLite through the standard library, or in PostgreSQL by one setting. Several kernels
may write at once; one writer path, `append`, orders them. Learners are pseudonyms; the token that proves who is who
stays in the browser, here lies only its hash.
"""

from __future__ import annotations

from lbp_teach.records.model import (
    GENESIS,
    NOBODY,
    Body,
    Event,
    Gone,
    Learner,
    Person,
    Repeated,
    Stale,
    Unsaved,
    chain_hash,
)
from lbp_teach.records.opening import open_records
from lbp_teach.records.sqlite import Records
from lbp_teach.records.store import Store

__all__ = [
    "GENESIS",
    "NOBODY",
    "Body",
    "Event",
    "Gone",
    "Learner",
    "Person",
    "Records",
    "Repeated",
    "Stale",
    "Store",
    "Unsaved",
    "chain_hash",
    "open_records",
]
