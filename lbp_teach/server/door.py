"""The door to the teachers' pages: the key that opens it, and the browsers that came through.

Nothing here is written down: when the server stops, every key of its own making and every browser's pass are gone.
Standard library only.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import re
import secrets
import time
from collections import deque
from collections.abc import Awaitable, Callable

KEY_NAME = "LBP_TEACHER_KEY"
KEY_BYTES = 16  # 128 bits
SHORTEST, LONGEST, FEWEST_SIGNS = 20, 200, 8
#: Browsers that may be inside at a time; the one that came first has to show the key again.
MOST_BROWSERS = 64
# A wrong key is answered after a while, each soon after another after a longer one.
FIRST_WAIT, LONGEST_WAIT, FORGIVEN_AFTER = 0.25, 4.0, 60.0
# Waiting costs a connection. Beyond so many at a time the answer comes at once: a key is long enough to
# stand any number of guesses, and the server must have connections left for the students.
MOST_WAITING = 8


def fresh_key() -> str:
    """Return a key of 128 random bits that can stand in an address."""
    return secrets.token_urlsafe(KEY_BYTES)


def key_problem(key: str) -> str | None:
    """Return what is wrong with a key that somebody chose, or `None`."""
    if not re.fullmatch(r"[A-Za-z0-9._~-]*", key):
        return "may hold the letters a to z, digits and - . _ ~ only, because it stands in an address"
    if len(key) < SHORTEST:
        return f"has {len(key)} characters and needs at least {SHORTEST}"
    if len(key) > LONGEST:
        return f"has {len(key)} characters and may have at most {LONGEST}"
    if len(set(key)) < FEWEST_SIGNS:
        return f"is too easy to guess: it needs at least {FEWEST_SIGNS} different characters"
    return None


class Door:
    """Lets in who has the key.

    Without a key it is a wall: nobody comes in. The right key always opens at once, however many wrong ones
    were tried, so nobody can lock the teacher out.
    """

    def __init__(
        self,
        key: str | None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Make a door.

        Args:
            key: What opens it; `None` for nothing.
            sleep: Waits so many seconds.
            clock: Tells seconds.
        """
        self._key = None if key is None else _digest(key.encode())
        self._passes: deque[bytes] = deque(maxlen=MOST_BROWSERS)
        self._tickets: set[bytes] = set()
        self._sleep, self._clock = sleep, clock
        self._wrong = self._lately = self._waiting = 0
        self._last = 0.0

    def ticket(self) -> str:
        """Return a key that opens once: others may see it a moment later, for instance in a list of processes."""
        ticket = fresh_key()
        self._tickets.add(_digest(ticket.encode()))
        return ticket

    def enter(self, given: bytes) -> str | None:
        """Return a new pass for a browser that shows the right key, or `None`."""
        shown = _digest(given)
        opens = self._key is not None and hmac.compare_digest(shown, self._key)
        for ticket in tuple(self._tickets):
            if hmac.compare_digest(shown, ticket):
                self._tickets.discard(ticket)
                opens = True
        if not opens:
            return None
        given_out = secrets.token_urlsafe(32)
        self._passes.append(_digest(given_out.encode()))
        return given_out

    def admits(self, shown: str | None) -> bool:
        """Tell whether a browser's cookie is a pass."""
        digest = _digest((shown or "").encode(errors="replace"))
        found = False
        for one in self._passes:
            found |= hmac.compare_digest(digest, one)
        return found

    def leave(self, shown: str | None) -> None:
        """Make a pass worthless."""
        digest = _digest((shown or "").encode(errors="replace"))
        for one in tuple(self._passes):
            if hmac.compare_digest(digest, one):
                self._passes.remove(one)

    async def turn_away(self) -> None:
        """Note a wrong key, and make whoever tried it wait."""
        now = self._clock()
        self._lately = 1 if now - self._last > FORGIVEN_AFTER else self._lately + 1
        self._last = now
        self._wrong += 1
        if self._wrong & (self._wrong - 1) == 0:  # 1, 2, 4, 8 ...: a flood of guesses must not be a flood of lines
            logging.getLogger("lbp_teach.server").warning("Wrong key for the teachers' pages, %d so far", self._wrong)
        if self._waiting >= MOST_WAITING:
            return
        self._waiting += 1
        try:
            await self._sleep(min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(self._lately - 1, 10)))
        finally:
            self._waiting -= 1


def _digest(words: bytes) -> bytes:
    # Equal lengths, whatever is shown: a comparison then takes equally long.
    return hashlib.sha256(words).digest()
