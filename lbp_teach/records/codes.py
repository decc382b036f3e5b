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
from lbp_teach.records.model import Gone, Learner, now

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
            Gone: the learner has been purged.
            sqlite3.Error: nothing was stored; the older code, if any, is still good.
        """
        name = None
        while name is None:
            code, salt = _random(), secrets.token_hex(16)
            name = self._keep_code(learner, code, salt, _slow_hash(code, salt))
        groups = [code[n : n + GROUP] for n in range(0, LENGTH, GROUP)]
        return "-".join([name.upper(), *groups])

    def _keep_code(self, learner: str, code: str, salt: str, kept: str) -> str | None:
        """Store a code and return whose it is; None where its first characters are taken."""
        # The slow hash came before: meanwhile the learner may have been purged, and nobody else had to wait for it.
        with self._write() as run:
            name = self._held(run, learner)
            if run("SELECT 1 FROM codes WHERE selector = :selector", selector=code[:GROUP]):
                return None
            run(
                "INSERT INTO codes (learner, selector, salt, hash, created) "
                "VALUES (:learner, :selector, :salt, :hash, :at) "
                "ON CONFLICT (learner) DO UPDATE SET selector = excluded.selector, salt = excluded.salt, "
                "hash = excluded.hash, created = excluded.created",
                learner=learner,
                selector=code[:GROUP],
                salt=salt,
                hash=kept,
                at=now(),
            )
            return name

    def resume(self, code: str) -> tuple[Learner, str] | None:
        """Return whose code this is, with a token for the device on which it was typed.

        Other devices of the learner keep theirs. A wrong code costs time, more each time.

        Returns:
            None where the code is nobody's, or no longer.
        """
        BRAKE.hold()
        meant = typed(code)
        found = self._read(
            "SELECT salt, hash, learner FROM codes WHERE selector = :selector",
            selector=(meant or "")[:GROUP],
        )
        # As much work where there is no such row: how long it takes tells nothing.
        salt, kept = found[0][:2] if found else (_NO_SALT, "")
        right = hmac.compare_digest(_slow_hash(meant or "", salt), kept) and meant is not None
        BRAKE.note(right)
        if not right:
            return None
        learner = found[0][2]
        try:
            with self._write() as run:
                name = self._held(run, learner)
                # While it was looked at, it may have been replaced.
                if not run("SELECT 1 FROM codes WHERE learner = :learner AND hash = :hash", learner=learner, hash=kept):
                    return None
                return Learner(learner, name), self._new_token(run, learner)
        except Gone:
            return None


def _random() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def _slow_hash(code: str, salt: str) -> str:
    # 16 MiB and some 50 ms for each guess.
    return hashlib.scrypt(code.encode(), salt=bytes.fromhex(salt), n=2**14, r=8, p=1).hex()
