"""Build hook: compile the cases and the guideline into the wheel."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileContent(BuildHookInterface[Any]):
    """Puts ``lbp_teach/_compiled`` into a wheel; an editable install compiles on demand."""

    _scratch: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        sys.path[:0] = [str(root)]
        try:
            from lbp_teach.compile import build
        finally:
            sys.path.remove(str(root))
        self._scratch = Path(tempfile.mkdtemp(prefix="lbp-teach-build-"))
        compiled = self._scratch / "compiled"
        build(compiled, root / "cases")
        build_data["force_include"][str(compiled)] = "lbp_teach/_compiled"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
