"""Runs the notebooks and stores the outputs that nbval compares; everything else in them stays as it is.

    python scripts/refresh_notebooks.py [--check]

With --check nothing is written; exit code 1 and the names of the notebooks whose stored outputs are out of date. Run it
after a change of the guideline, the cases or the words, and read the difference: it says what learners will see.
"""

import json
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
CHECKED = "nbval-check-output"


def plain(output):
    """Return an output as it is stored: text only, without what differs from run to run."""
    if output["output_type"] == "stream":
        return {"name": output["name"], "output_type": "stream", "text": output["text"].splitlines(keepends=True)}
    text = output["data"]["text/plain"]
    return {
        "data": {"text/plain": text.splitlines(keepends=True)},
        "execution_count": output["execution_count"],
        "metadata": {},
        "output_type": output["output_type"],
    }


def refreshed(path):
    """Return the notebook's text with the outputs of a fresh run in its checked cells."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    run = nbformat.read(path, as_version=4)
    NotebookClient(run, timeout=300, kernel_name="python3", resources={"metadata": {"path": path.parent}}).execute()
    for cell, ran in zip(stored["cells"], run.cells):
        if cell["cell_type"] != "code":
            continue
        checked = CHECKED in cell["metadata"].get("tags", [])
        cell["outputs"] = [plain(one) for one in ran.outputs] if checked else []
        cell["execution_count"] = ran.execution_count
    return json.dumps(stored, ensure_ascii=False, indent=1) + "\n"


def main(arguments):
    stale = []
    for path in sorted((ROOT / "notebooks").rglob("*.ipynb")):
        if ".ipynb_checkpoints" in path.parts:
            continue
        text = refreshed(path)
        if text == path.read_text(encoding="utf-8"):
            continue
        stale.append(path.relative_to(ROOT).as_posix())
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
    for name in stale:
        print(("out of date: " if "--check" in arguments else "written: ") + name)
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
