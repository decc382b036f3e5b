"""What is typed on the page about pass marks: taken in, kept in the records, and what is said of it."""

from __future__ import annotations

import logging
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

from lbp_teach.cohort import judging
from lbp_teach.cohort.dashboard_say import Say
from lbp_teach.cohort.dashboard_standard import Typed
from lbp_teach.cohort.judging import Judged
from lbp_teach.cohort.rating_list import pasted
from lbp_teach.records import Gone, Stale
from lbp_teach.text import join, same

log = logging.getLogger("lbp_teach.cohort")
#: No field and nothing that is typed into one is longer; a pasted list holds a line for each of ten thousand learners.
LONGEST, LIST_LONGEST = 200, 1_000_000
#: So many names stand in a sentence.
_NAMED = 5
Tick = Callable[[int, int], None]


class Desk:
    """What judges and examiners typed, between the page and the records."""

    def __init__(self) -> None:
        """Begin with nothing; `attach` names the records."""
        self.store: judging.Records | None = None
        self.ratings: dict[str, float] = {}
        self._judged = Judged()
        self._me = secrets.token_hex(4)
        self._round = 0

    def attach(self, store: judging.Records | None, ratings: Mapping[str, float]) -> None:
        """Take what the records hold.

        Args:
            store: the records; None where there are none that can be written.
            ratings: by learner id, the global rating.
        """
        self.store, self.ratings = store, dict(ratings)

    @property
    def seq(self) -> int:
        """Return the number of the last event that a page shows."""
        return self._judged.seq

    def look(self) -> Judged:
        """Return what judges said, as it is now."""
        if self.store is not None:
            self._judged = judging.judged(self.store)
        return self._judged

    def typed(self, given: Mapping[str, str]) -> Typed:
        """Return what stands in the fields.

        Args:
            given: what was typed on the page and has not been kept.
        """
        return Typed(self.look().cells, self.ratings, given, self._round)

    def keep(self, given: Mapping[str, str], seen: int, names: Mapping[str, str], say: Say) -> dict[str, Any]:
        """Keep what was typed, field by field, and return what the page has to know.

        Args:
            given: by field, what was typed.
            seen: number of the last event that the page shows.
            names: by learner id, the pseudonyms of those who can be rated.
            say: the language.

        Returns:
            `kept` (fields that the page can forget), `seq` (what it has seen now), `again` (whether it should be drawn
            anew, because others wrote) and `text` (what to say; empty where there is nothing).
        """
        good = {key: text for key, given_ in given.items() if (text := judging.clean(key, given_)) is not None}
        rates = {key.partition(":")[2]: text for key, text in good.items() if key.startswith("rate:")}
        cells = {key: text for key, text in good.items() if not key.startswith("rate:")}
        answer: dict[str, Any] = {"kept": [], "seq": seen, "again": False, "text": ""}
        try:
            lost = self._rate({learner: _number(text) for learner, text in rates.items() if learner in names})
            answer["kept"] = [f"rate:{learner}" for learner in rates if learner not in lost]
            if lost:
                answer["text"] = say("ratings.lost", n=len(lost))
            if cells and self.store is not None:
                done = judging.keep(self.store, cells, seen, self._me)
                self._judged = done.now
                answer |= {"kept": [*answer["kept"], *cells], "seq": done.now.seq}
                answer["again"] = bool(done.clashes) or done.now.seq > seen + 1
                if done.clashes:
                    what = [_place(key, done.now, say) for key in done.clashes]
                    answer["text"] = say("standard.clash", what=_listed(what, say))
        except (Stale, Gone, sqlite3.Error):
            log.exception("what was typed could not be kept")
            answer["text"] = say("standard.busy")
        return answer

    def paste(self, text: str, names: Mapping[str, str], say: Say, tick: Tick | None = None) -> str:
        """Keep a pasted list of ratings and return what to say of it.

        Args:
            text: the list.
            names: by learner id, the pseudonym.
            say: the language.
            tick: told how many were kept, and of how many.
        """
        found = pasted(text[:LIST_LONGEST], names)
        lost = self._rate(found.ratings, tick)
        self._round += 1
        told = [say("ratings.kept", n=len(found.ratings) - len(lost))]
        if lost:
            told.append(say("ratings.lost", n=len(lost)))
        for name, listed in (("unknown", found.unknown), ("doubtful", found.doubtful), ("unread", found.unread)):
            if listed:
                told.append(say(f"ratings.{name}", names=_listed(listed, say), most=f"{judging.RATING_MOST:g}"))
        return " ".join(told)

    def _rate(self, ratings: Mapping[str, float | None], tick: Tick | None = None) -> list[str]:
        """Write ratings and return the learners whose could not be written."""
        lost = []
        for place, (learner, rating) in enumerate(ratings.items(), 1):
            try:
                if self.store is not None and self.ratings.get(learner) != rating:
                    judging.rate(self.store, learner, rating)
            except (Stale, Gone):
                lost.append(learner)
            else:
                self.ratings.pop(learner, None)
                if rating is not None:
                    self.ratings[learner] = rating
            if tick:
                tick(place, len(ratings))
        return lost


def fields(value: Any) -> dict[str, str]:
    """Return fields of a message: texts by name, none too long; whatever else it holds is left out."""
    if not isinstance(value, dict):
        return {}
    found = {key: text for key, text in value.items() if isinstance(key, str) and isinstance(text, str)}
    return {key: text for key, text in list(found.items())[:2000] if len(key) <= LONGEST and len(text) <= LONGEST}


def _number(text: str) -> float | None:
    return judging.number_of(text, judging.RATING_MOST)


def _listed(names: tuple[str, ...] | list[str], say: Say) -> str:
    shown = join([same(name) for name in names[:_NAMED]])(say.lang)
    more = len(names) - _NAMED
    return say("ratings.more", names=shown, n=more) if more > 0 else shown


def _place(key: str, now: Judged, say: Say) -> str:
    """Return in words which field it is, with what stands there now."""
    first, _, rest = key.partition(":")
    text = now.cells.get(key, "–")
    if key == "judges":
        return f"{say('standard.judges')} ({text})"
    if key == "border":
        return f"{say('ratings.border')} ({text})"
    if first == "name":
        return f"{say('standard.name', n=rest)} ({text})"
    who = now.cells.get(f"name:{first}") or say("standard.judge", n=first)
    return f"{who}, {say.case(rest)} ({text}{say.unit})"
