"""`lbp-teach replay`: mark stored attempts under another edition and list what changes, and why."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from lbp_teach.edition import EDITIONS

if TYPE_CHECKING:
    from lbp_teach.guideline.assess import Book
    from lbp_teach.replay import Change, Replayed
    from lbp_teach.scoring import Item
    from lbp_teach.text import Lang

_NOT_MARKED = {
    "case_changed": "the case was changed since the attempt",
    "case_unknown": "the case is gone",
    "unreadable": "its events cannot be read",
}


def add_command(commands: Any) -> None:
    """Add the command to the parser of `lbp-teach`."""
    about = "mark stored attempts under another edition and list what changes; exit 1 if a mark does"
    replay = commands.add_parser("replay", help=about)
    replay.add_argument("--edition", choices=EDITIONS, required=True)
    replay.add_argument("--learner", action="append", default=[], metavar="L", help="id or name of a pseudonym")
    replay.add_argument("--case", action="append", default=[], metavar="CASE", help="id of a case; again for more")
    replay.add_argument("--since", metavar="TIME", help="only attempts in which something happened since")
    replay.add_argument("--unfinished", action="store_true", help="mark unfinished attempts, too, as they stand")
    replay.add_argument("--lang", choices=("da", "en"), default="en")
    replay.add_argument("--json", action="store_true", help="one JSON object on each line, one for each attempt")
    replay.set_defaults(run=_replay)


def _replay(arguments: argparse.Namespace) -> int:
    from lbp_teach import content
    from lbp_teach.exports.progress import counting
    from lbp_teach.exports.reading import Wanted, since
    from lbp_teach.records.opening import open_records
    from lbp_teach.replay import replay
    from lbp_teach.text import Lang

    wanted = Wanted(frozenset(arguments.learner), frozenset(arguments.case), since(arguments.since))
    book, lang = content.book(), Lang(arguments.lang)
    store = open_records(content.data_root())
    seen = changed = left = 0
    try:
        with counting("events") as tick:
            for one in replay(store, book, arguments.edition, wanted, unfinished=arguments.unfinished, tick=tick):
                seen += one.report is not None
                changed += bool(one.changes)
                left += one.report is None
                if arguments.json:
                    print(json.dumps(plain(one, book, lang), ensure_ascii=False))
                elif one.changes or one.report is None:
                    print("\n".join(told(one, book, lang)) + "\n")
    finally:
        store.close()
    counts = f"{changed} changed, {seen - changed} the same; {left} not re-marked."
    print(f"{seen} re-marked under {arguments.edition}: {counts}", file=sys.stderr if arguments.json else sys.stdout)
    return 1 if changed else 0


def told(one: Replayed, book: Book, lang: Lang) -> list[str]:
    """Return one attempt as lines to read."""
    attempt = one.one.attempt
    who = f"{one.one.learner.name} ({one.one.learner.id}), {attempt.case}, attempt {one.one.number} ({attempt.id})"
    if one.report is None or one.one.report is None:
        reason = one.one.not_marked or ""
        return [who, f"  not re-marked: {_NOT_MARKED.get(reason, reason)}"]
    old, new = one.one.report, one.report
    was, now = (f"{r.points} of {r.of} ({r.percent}%)" for r in (old, new))
    lines = [who, f"  {old.edition} -> {one.edition}: {was} -> {now}"]
    for change in one.changes:
        lines += _told_change(change, one, book, lang)
    return lines


def _told_change(change: Change, one: Replayed, book: Book, lang: Lang) -> list[str]:
    from lbp_teach.exports.flat import label

    item = change.after or change.before
    assert item is not None  # a change has at least one side
    visit = one.one.case.visit(one.one.attempt.visits[change.visit].visit).label(lang) if one.one.case else ""
    lines = [f"  {visit}: {label(item, book)(lang)}: {_state(change.before)} -> {_state(change.after)}"]
    if change.before and change.after and change.before.best != change.after.best:
        lines.append(f"      best: {_best(change.before)} -> {_best(change.after)}")
    for why in change.why:
        source = f" [{why.source}]" if why.source else ""
        lines.append(f"      {why.kind} {why.id}: {why.before(lang)} -> {why.after(lang)}. {why.about(lang)}{source}")
    return lines


def _state(item: Item | None) -> str:
    return f"{item.mark}, {item.points} of {item.of}" if item else "no mark"


def _best(item: Item) -> str:
    return " / ".join(item.best) or "-"


def plain(one: Replayed, book: Book, lang: Lang) -> dict[str, Any]:
    """Return one attempt as plain data."""
    from lbp_teach.exports.flat import label

    attempt, old, new = one.one.attempt, one.one.report, one.report

    def item(found: Item | None) -> dict[str, Any] | None:
        if found is None:
            return None
        return {"mark": found.mark, "points": found.points, "of": found.of, "best": list(found.best)}

    changes = [
        {
            "visit": attempt.visits[change.visit].visit,
            "category": change.category,
            "subject": change.subject,
            "label": label(found, book)(lang),
            "before": item(change.before),
            "after": item(change.after),
            "why": [
                {
                    "kind": why.kind,
                    "id": why.id,
                    "about": why.about(lang),
                    "before": why.before(lang),
                    "after": why.after(lang),
                    "source": why.source,
                }
                for why in change.why
            ],
        }
        for change in one.changes
        if (found := change.after or change.before)
    ]
    return {
        "learner": one.one.learner.id,
        "pseudonym": one.one.learner.name,
        "attempt": attempt.id,
        "case": attempt.case,
        "case_hash": attempt.case_hash,
        "number": one.one.number,
        "not_marked": one.one.not_marked,
        "before": old and {"edition": old.edition, "points": old.points, "of": old.of},
        "after": new and {"edition": new.edition, "points": new.points, "of": new.of},
        "scorer": new and new.versions["scorer"],
        "changes": changes,
    }
