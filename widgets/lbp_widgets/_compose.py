"""One module text from several small ones, because anywidget loads a widget's code from a Blob.

Inside a Blob a relative import has nothing to be relative to. So the sources stay small modules with ordinary named
imports, and are put together here when the kernel starts: docs/decisions/005-front-end-as-text.md.
"""

from __future__ import annotations

import re
from pathlib import Path

_IMPORT = re.compile(r'^import \{[^}]*\} from "(\.{1,2}/[\w./-]+\.js)";?\s*$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|let|class)\b)", re.MULTILINE)

# What a Blob cannot resolve, or what would export twice: refused here rather than found out in the browser.
_LEFT = re.compile(r"^\s*(?:import\b(?!\()|export\s*[{*])", re.MULTILINE)


def compose_js(entry: Path) -> str:
    """Return the text of an ES module with everything it imports, each module once, imported ones first.

    Args:
        entry: the module with `export default`; only its default export is kept.

    Raises:
        FileNotFoundError: an imported module does not exist.
        ValueError: modules import each other in a circle, or in a form that cannot be composed.
    """
    done: dict[Path, str] = {}

    def visit(path: Path, chain: tuple[Path, ...]) -> None:
        if path in chain:
            raise ValueError(f"{path.name} imports itself through {chain[-1].name}")
        if path in done:
            return
        text = path.read_text(encoding="utf-8")
        for name in _IMPORT.findall(text):
            visit((path.parent / name).resolve(), (*chain, path))
        rest = _EXPORT.sub("", _IMPORT.sub("", text)).strip()
        if _LEFT.search(rest) or ("export default" in rest and path != entry.resolve()):
            raise ValueError(
                f'{path.name} uses an import or export other than `import {{a}} from "./x.js"` on one line'
            )
        done[path] = rest

    visit(entry.resolve(), ())
    return "\n\n".join(done.values()) + "\n"


def compose_css(*files: Path) -> str:
    """Return style sheets one after the other."""
    return "\n".join(path.read_text(encoding="utf-8").strip() for path in files) + "\n"
