"""A changed copy of a frozen record, for where millions are made: replaying what learners did."""

from __future__ import annotations

from typing import Any, TypeVar

T = TypeVar("T")


def changed(one: T, **changes: Any) -> T:
    """Return a copy of a frozen dataclass with some fields changed.

    `dataclasses.replace` does the same by calling the class with every field, which is two thirds of what replaying
    costs. This copies the fields as they are. It is for classes without slots and without `__post_init__`.

    Args:
        one: an instance of a frozen dataclass.
        changes: by field, its new value.

    Raises:
        TypeError: there is no such field.
    """
    fields = one.__dict__
    if not changes.keys() <= fields.keys():
        unknown = min(changes.keys() - fields.keys())
        raise TypeError(f"{type(one).__name__} has no field {unknown!r}")
    made = object.__new__(type(one))
    made.__dict__.update(fields)
    made.__dict__.update(changes)
    return made
