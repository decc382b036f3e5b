"""What a browser may fetch from this server, and what a page may do. Everything else is 404."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path

TEMPLATE = Path(__file__).parent / "template"

# Lab extensions a page loads. Whatever else is installed beside us (plotly alone is 4.8 MB)
# stays out of the page and off the server.
EXTENSIONS = (
    "@jupyter-widgets/jupyterlab-manager",
    "@voila-dashboards/widgets-manager8",
    "anywidget",
)
IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"})
TEACHER = "teacher"

# Names a browser on this machine uses for us. Any other Host is a foreign page that has pointed
# its own name at 127.0.0.1 (DNS rebinding).
LOCAL_HOSTS = r"(127\.0\.0\.1|localhost)"
# Behind a hub the name is the hub's, and a browser that came by another has no cookie of it.
ANY_HOST = r".*"


@dataclass(frozen=True, slots=True)
class Site:
    """The served folder and who asks.

    Attributes:
        root: Resolved notebook folder.
        teacher: Whether `teacher/` is open.
    """

    root: Path
    teacher: bool

    def for_students(self) -> Site:
        """Return the same folder for somebody who is no teacher."""
        return replace(self, teacher=False)

    def notebook(self, path: str) -> str | None:
        """Return the notebook's path below the root with forward slashes, or `None`."""
        return self._allowed(path, frozenset({".ipynb"}))

    def image(self, path: str) -> str | None:
        """Return the image's path below the root with forward slashes, or `None`."""
        return self._allowed(path, IMAGES)

    def notebooks(self) -> list[str]:
        """Return every notebook that may be opened, in order of path."""
        found = (path.relative_to(self.root).as_posix() for path in self.root.rglob("*.ipynb"))
        return sorted(name for name in found if self.notebook(name))

    def _allowed(self, path: str, suffixes: frozenset[str]) -> str | None:
        if "\0" in path or "\\" in path or path.startswith("/"):
            return None
        try:
            target = (self.root / path).resolve()
        except (OSError, ValueError):
            return None
        if not target.is_relative_to(self.root):
            return None
        # The resolved path is checked too: links, short names and letter case must not open a
        # closed folder.
        parts = (*path.split("/"), *target.relative_to(self.root).parts)
        if any(part.startswith(".") for part in parts):
            return None
        if not self.teacher and teachers_only(parts):
            return None
        if target.suffix.lower() not in suffixes or not target.is_file():
            return None
        return target.relative_to(self.root).as_posix()


def teachers_only(parts: Iterable[str]) -> bool:
    """Tell whether a path, given as its parts, leads into a folder for teachers."""
    return any(part.casefold() == TEACHER for part in parts)


def security_headers(port: int, host: str | None = None) -> dict[str, str]:
    """Return the headers of every answer.

    Widget modules are started from blob: addresses by anywidget, and the widget manager writes
    style elements; nothing may come from another machine.

    Args:
        port: Where this machine's browsers find us.
        host: Behind a hub, the name by which the browser found us; not every browser takes 'self' for websockets, too.
    """
    sockets = f"ws://127.0.0.1:{port} ws://localhost:{port}"
    if host is not None:
        sockets = f"ws://{host} wss://{host}" if re.fullmatch(r"[\w.:\[\]-]+", host, re.ASCII) else ""
    policy = {
        "default-src": "'none'",
        "script-src": "'self' blob:",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "media-src": "'self' data: blob:",
        "connect-src": f"'self' {sockets}".strip(),
        "worker-src": "'self' blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'self'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{key} {value}" for key, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def assets_version() -> str:
    """Return a name for the present set of static files; a new name makes browsers fetch anew."""
    digest = hashlib.sha256()
    for package in ("voila", "ipywidgets", "jupyterlab-widgets", "anywidget"):
        try:
            digest.update(f"{package}={metadata.version(package)};".encode())
        except metadata.PackageNotFoundError:
            continue
    for path in sorted(TEMPLATE.iterdir()):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
