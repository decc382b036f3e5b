"""The `serve` command: the notebooks as Voila dashboards on this machine.

Importing this package loads nothing heavy; Voila is imported when a server starts.
"""

from __future__ import annotations

__all__ = ["serve"]


def serve(port: int | None, lang: str | None, teacher: bool, open_browser: bool, feedback: str | None = None) -> int:
    """Start the dashboards and stay until they are stopped.

    Args:
        port: Port on 127.0.0.1, 0 for any free one, `None` for the default.
        lang: Language of the pages before the learner chooses, "da" or "en".
        teacher: Also serve the notebooks in `teacher/`, and the list of notebooks.
        open_browser: Open the home page in the default browser when it is ready.
        feedback: How much a learner is told after a case: none, correctness, reasons or full. `None` for
            `LBP_FEEDBACK`, else full.

    Returns:
        The exit code: 0 after a normal stop, 2 when the server could not start.
    """
    from lbp_teach.server.launch import serve as launch

    return launch(port, lang, teacher, open_browser, feedback)
