"""Who a learner is: a pseudonym behind a browser's token, or the user of a hub."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from lbp_teach.records.base import PAGE, Base, Run
from lbp_teach.records.model import Gone, Learner, Person, now, token_hash

#: What the id of a course's record begins with; a learner's is hexadecimal digits only.
COURSES = "course-"
_TREES = (
    "Birk",
    "Eg",
    "Bøg",
    "Ask",
    "Elm",
    "Lind",
    "Pil",
    "Fyr",
    "Gran",
    "Røn",
    "Hyld",
    "Hassel",
    "Løn",
    "Tjørn",
)
_PEOPLE = """
SELECT l.id, l.name, l.created, coalesce(e.n, 0), e.last, l.hub FROM learners l
LEFT JOIN (SELECT learner, count(*) AS n, max(at) AS last FROM events GROUP BY learner) e ON e.learner = l.id
WHERE l.id NOT LIKE 'course-%'
ORDER BY l.created, l.id
"""


class Identities(Base):
    """The learners of a store."""

    def learner(self, token: str | None) -> tuple[Learner, str]:
        """Return who a browser's token belongs to, making a new pseudonym for an unknown one.

        Under JupyterHub the learner is the hub's user, whatever the browser says.

        Returns:
            The learner, and the token that the browser keeps (empty under JupyterHub).
        """
        if self.hub_user:
            return self.hub_learner(self.hub_user), ""
        if token:
            known = self._read(
                "SELECT l.id, l.name FROM tokens t JOIN learners l ON l.id = t.learner WHERE t.hash = :hash",
                hash=token_hash(token),
            )
            if known:
                return Learner(*known[0]), token
        learner = Learner(secrets.token_hex(8), f"{secrets.choice(_TREES)}-{secrets.randbelow(90) + 10}")
        with self._write() as run:
            run(
                "INSERT INTO learners (id, name, created) VALUES (:id, :name, :at)",
                id=learner.id,
                name=learner.name,
                at=now(),
            )
            return learner, self._new_token(run, learner.id)

    def _new_token(self, run: Run, learner: str) -> str:
        token = secrets.token_urlsafe(24)
        run(
            "INSERT INTO tokens (hash, learner, created) VALUES (:hash, :learner, :at)",
            hash=token_hash(token),
            learner=learner,
            at=now(),
        )
        return token

    def hub_learner(self, user: str) -> Learner:
        """Return the learner of a user of JupyterHub, making one at the first visit.

        Args:
            user: the name by which the hub knows the user; it is also the name that is shown.
        """
        wanted = "SELECT id, name FROM learners WHERE hub = :hub"
        known = self._read(wanted, hub=user)
        if not known:
            with self._write() as run:
                run(
                    "INSERT INTO learners (id, name, created, hub) VALUES (:id, :name, :at, :hub) "
                    "ON CONFLICT (hub) DO NOTHING",
                    id=secrets.token_hex(8),
                    name=user,
                    at=now(),
                    hub=user,
                )
                known = run(wanted, hub=user)
        return Learner(*known[0])

    def require(self, learner: str) -> None:
        """Return if a learner is here.

        Raises:
            Gone: she has been purged.
        """
        if not self._read("SELECT 1 FROM learners WHERE id = :learner", learner=learner):
            raise Gone

    def people(self) -> list[Person]:
        """Return every learner, the first to come first."""
        return [Person(*row) for row in self._read(_PEOPLE)]

    def learners(self) -> Iterator[Learner]:
        """Yield every learner in the order of their ids, with a thousand at most in memory."""
        after = ""
        while True:
            rows = self._read(
                "SELECT id, name FROM learners WHERE id > :after AND id NOT LIKE 'course-%' ORDER BY id LIMIT :page",
                after=after,
                page=PAGE,
            )
            yield from (Learner(*row) for row in rows)
            if len(rows) < PAGE:
                return
            after = rows[-1][0]

    # ---- courses ----

    def add_course(self, course: str, title: str) -> None:
        """Make room for a course's record, which nobody signs in to.

        Args:
            course: its id; begins with `COURSES`.
            title: what it is called.

        Raises:
            sqlite3.Error: it was not made.
        """
        with self._write() as run:
            run("INSERT INTO learners (id, name, created) VALUES (:id, :name, :at)", id=course, name=title, at=now())

    def course_ids(self) -> list[str]:
        """Return the ids of all courses, the first made first."""
        found = self._read("SELECT id FROM learners WHERE id LIKE 'course-%' ORDER BY created, id")
        return [row[0] for row in found]

    def course_heads(self) -> dict[str, int]:
        """Return the number of the last event of each course: what has changed shows in these."""
        # A range, not a pattern: ids are compared as bytes, and the key of the table finds it.
        found = self._read("SELECT learner, seq FROM heads WHERE learner >= 'course-' AND learner < 'course.'")
        return {row[0]: row[1] for row in found}

    # The words about kinds are those of the index `events_of_courses`, without which every event would be read.

    def members(self, course: str) -> list[Learner]:
        """Return every learner in whose record something stands under a course's id: who joined, and who was refused.

        Args:
            course: its id.
        """
        found = self._read(
            "SELECT DISTINCT l.id, l.name FROM events e JOIN learners l ON l.id = e.learner "
            "WHERE e.attempt = :course AND e.kind IN ('join', 'refused') AND l.id <> :course ORDER BY l.id",
            course=course,
        )
        return [Learner(*row) for row in found]

    def joined_by(self, course: str) -> list[str]:
        """Return the ids of the learners who have joined a course."""
        found = self._read(
            "SELECT DISTINCT learner FROM events "
            "WHERE attempt = :course AND kind IN ('join', 'refused') AND kind = 'join'",
            course=course,
        )
        return [row[0] for row in found]

    def known(self, learner: str) -> Learner | None:
        """Return the learner of an id; None where there is none."""
        found = self._read("SELECT id, name FROM learners WHERE id = :learner", learner=learner)
        return Learner(*found[0]) if found else None
