"""The kernel's side of a comm, without a kernel: what is sent is kept, what arrives is made up."""

from __future__ import annotations

import json
from typing import Any


class Wire:
    """Stands in for a comm.

    Attributes:
        sent: what the widget sent since the last message arrived.
        opened: the state that it opened the comm with.
    """

    comm_id = "fake"

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.opened: dict[str, Any] = {}

    def create(self, *args: Any, **kwargs: Any) -> Wire:
        """Be the comm that a new widget opens."""
        self.opened = json.loads(json.dumps(kwargs.get("data") or {}, default=str))
        return self

    def send(self, data: Any = None, metadata: Any = None, buffers: Any = None) -> None:
        self.sent.append(json.loads(json.dumps(data)))  # whatever is no plain JSON would not arrive

    def on_msg(self, callback: Any) -> None:
        self.callback = callback

    def on_close(self, callback: Any) -> None:
        pass

    def close(self, *args: Any, **kwargs: Any) -> None:
        pass

    def arrive(self, message: Any) -> list[dict[str, Any]]:
        """Deliver a message of the screen and return the answers to it."""
        self.sent.clear()
        self.callback({"content": {"data": {"method": "custom", "content": message}}, "buffers": []})
        return [sent["content"] for sent in self.sent if sent.get("method") == "custom"]
