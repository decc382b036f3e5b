"""The JSON Schema of a case file, generated from the models, with the ids of findings and questions filled in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lbp_teach.case import Case
from lbp_teach.content import cases_root
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import NOT_APPLICABLE, UNKNOWN
from lbp_teach.guideline.model import Finding
from lbp_teach.lint_facts import BOTH


def case_schema(book: Book) -> dict[str, Any]:
    """Return the schema that editors use for completion and hover help in `cases/*.yaml`."""
    schema = Case.model_json_schema(by_alias=True)
    visit = schema["$defs"]["Visit"]["properties"]
    visit["facts"] = {
        "type": "object",
        "description": "Only what differs from a patient who is otherwise well.",
        "additionalProperties": False,
        "properties": {f.id: _finding(f) for f in book.findings.values() if not f.door},
    }
    visit["answers"] = {
        "type": "object",
        "description": "The patient's own words, by question.",
        "additionalProperties": False,
        "properties": {
            q.id: {"$ref": "#/$defs/Text", "description": f"{q.text.da} / {q.text.en}"} for q in book.questions.values()
        },
    }
    schema["$defs"]["DecisionIs"]["properties"]["decision"] = {"enum": list(book.decisions)}
    values = sorted({option.value for decision in book.decisions.values() for option in decision.options})
    schema["$defs"]["DecisionIs"]["properties"]["one_of"]["items"] = {"enum": values}
    schema["$schema"] = "http://json-schema.org/draft-07/schema#"
    schema["title"] = "LBP Teach case"
    return schema


def _finding(finding: Finding) -> dict[str, Any]:
    words = f"{finding.label.da} / {finding.label.en}"
    value: dict[str, Any]
    if finding.kind == "number":
        value = {"anyOf": [{"type": "number"}, {"enum": [UNKNOWN, NOT_APPLICABLE]}]}
        words += f" ({finding.unit})"
    elif finding.kind == "presence":
        value = {"enum": ["present", "absent", UNKNOWN]}
    else:
        value = {"enum": [*finding.values, UNKNOWN]}
    if not finding.sided:
        return {**value, "description": words}
    sides = {
        "type": "object",
        "additionalProperties": False,
        "properties": {"left": value, "right": value, BOTH: value},
    }
    return {**sides, "description": words}


def schema_text(book: Book) -> str:
    """Return the schema as it is committed."""
    return json.dumps(case_schema(book), ensure_ascii=False, indent=1) + "\n"


def write(folder: Path) -> Path:
    """Write the schema into the folder of cases and return where it stands."""
    from lbp_teach.compile import read_guideline

    target = folder / "case.schema.json"
    target.write_text(schema_text(read_guideline()), encoding="utf-8")
    return target


if __name__ == "__main__":
    print(f"written: {write(cases_root())}")
