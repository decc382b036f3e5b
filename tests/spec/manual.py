"""Prints the scenarios as a manual: what the guideline makes of whom, one sentence each.

python tests/spec/manual.py
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lbp_teach import strict_yaml

HERE = Path(__file__).parent


def manual() -> str:
    """Return the sentences of all scenarios as Markdown, file by file."""
    lines = ["# What the guideline makes of whom", ""]
    for path in sorted(HERE.glob("*.yaml")):
        scenarios, _ = strict_yaml.load(path.read_text(encoding="utf-8"), path.name)
        lines += [f"## {path.stem.replace('_', ' ').capitalize()}", "", *(f"- {one['name']}" for one in scenarios), ""]
    return "\n".join(lines)


if __name__ == "__main__":
    print(manual())
