"""Resume codes: what a person can write down on one device and type on another.

`BIRK-42-7K3M-9QXD-R5TN`: the name is for the person, the twelve characters behind it are the code. The first four of
them find the row, all twelve prove it. A code is 60 random bits; only a salted, slow hash of it is kept.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
import unicodedata
from collections.abc import Callable

from lbp_teach.records.identity import Identities
from lbp_teach.records.model import PURGED, Learner, Unsaved, now

#: Crockford's base 32: no I, L, O or U, which are misread or make words.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 12, 4
_AS_MEANT = str.maketrans("OIL", "011")
_NO_SALT = "0" * 32


def typed(text: str) -> str | None:
    """Return the twelve characters of a code as somebody typed it, or None where it cannot be one.

    Small letters, spaces and hyphens do not matter, nor does the name in front, nor O for 0 and I or L for 1.
    """
    if len(text) > 200:
        return None
    plain = unicodedata.normalize("NFKC", text).upper().translate(_AS_MEANT)
    meant = re.sub(f"[^{ALPHABET}]", "", plain)[-LENGTH:]
    return meant if len(meant) == LENGTH else None


class Brake:
    """Makes each wrong code cost more time than the one before it, in this process."""

    def __init__(self, sleep: Callable[[float], object] = time.sleep) -> None:
        """Begin with no failures."""
        self._sleep = sleep
        self._failures = 0

    def hold(self) -> None:
        """Wait before a code is looked at: not at all, then a quarter of a second, doubling up to four."""
        if self._failures:
            # Less than the five seconds after which the page would send the code again.
            self._sleep(min(0.25 * 2 ** min(self._failures - 1, 10), 4.0))

    def note(self, right: bool) -> None:
        """Remember how it ended."""
        self._failures = 0 if right else self._failures + 1


BRAKE = Brake()


class Codes(Identities):
    """The resume codes of a store."""

    def new_resume_code(self, learner: str) -> str:
        """Make a code with which a learner goes on elsewhere; an older one is no longer good.

        Args:
            learner: id of the learner.

        Returns:
            The code as it is shown, this once: only its hash is kept.

        Raises:
            sqlite3.Error: nothing was stored; the older code, if any, is still good.
        """
        with self._write() as run:
            found = run("SELECT name FROM learners WHERE id = :learner", learner=learner)
            if not found:
                raise Unsaved(PURGED)
            code = _random()
            while run("SELECT 1 FROM codes WHERE selector = :selector", selector=code[:GROUP]):
                code = _random()
            salt = secrets.token_hex(16)
            run(
                "INSERT INTO codes (learner, selector, salt, hash, created) "
                "VALUES (:learner, :selector, :salt, :hash, :at) "
                "ON CONFLICT (learner) DO UPDATE SET selector = excluded.selector, salt = excluded.salt, "
                "hash = excluded.hash, created = excluded.created",
                learner=learner,
                selector=code[:GROUP],
                salt=salt,
                hash=_slow_hash(code, salt),
                at=now(),
            )
        groups = [code[n : n + GROUP] for n in range(0, LENGTH, GROUP)]
        return "-".join([found[0][0].upper(), *groups])

    def resume(self, code: str) -> tuple[Learner, str] | None:
        """Return whose code this is, with a token for the device on which it was typed.

        Other devices of the learner keep theirs. A wrong code costs time, more each time.

        Returns:
            None where the code is nobody's.
        """
        BRAKE.hold()
        meant = typed(code)
        found = self._read(
            "SELECT c.salt, c.hash, l.id, l.name FROM codes c JOIN learners l ON l.id = c.learner "
            "WHERE c.selector = :selector",
            selector=(meant or "")[:GROUP],
        )
        # As much work where there is no such row: how long it takes tells nothing.
        salt, kept = found[0][:2] if found else (_NO_SALT, "")
        right = hmac.compare_digest(_slow_hash(meant or "", salt), kept) and meant is not None
        BRAKE.note(right)
        if not right:
            return None
        learner = Learner(*found[0][2:])
        with self._write() as run:
            return learner, self._new_token(run, learner.id)


def _random() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def _slow_hash(code: str, salt: str) -> str:
    # 16 MiB and some 50 ms for each guess.
    return hashlib.scrypt(code.encode(), salt=bytes.fromhex(salt), n=2**14, r=8, p=1).hex()
