"""Which assessment tools there are, and how one is made; each is imported when it is first used."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from lbp_teach import content
from lbp_teach.bedside.base import Exercise

#: Tool, and where its class is: `lbp_teach.bedside.<module>:<class>`.
TOOLS: dict[str, tuple[str, str]] = {
    "exam": ("exam.exercise", "Exam"),
    "pain": ("pain.exercise", "Pain"),
    "flags": ("flags.exercise", "Flags"),
    "icf": ("icf.exercise", "Icf"),
    "instruments": ("instruments.exercise", "Instruments"),
    "triage": ("triage.exercise", "Triage"),
    "talk": ("talk.exercise", "Talk"),
}


def tool_class(tool: str) -> type[Exercise[Any]]:
    """Return the class of a tool; raises KeyError for an unknown one."""
    module, name = TOOLS[tool]
    found: type[Exercise[Any]] = getattr(import_module(f"lbp_teach.bedside.{module}"), name)
    return found


def make(tool: str, setting: Mapping[str, Any]) -> Exercise[Any]:
    """Return a tool on a patient.

    Args:
        tool: one of `TOOLS`.
        setting: as `settled` made it.
    """
    return tool_class(tool)(content.library(), setting)
