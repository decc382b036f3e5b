"""Reading a chain critically, on rows made by hand: what somebody does who knows how the hashes are made."""

from __future__ import annotations

import pytest

from lbp_teach.records.chain import Break, Head, Row, breaks, digest, same_digest
from lbp_teach.records.model import GENESIS, Event, chain_hash


def linked(previous: str, seq: int, body: str) -> Row:
    event = Event(seq, f"a{seq}", "attempt", "note", {}, "2026-01-01")
    told = chain_hash(previous, "ann", event, body)
    return (seq, event.action, event.attempt, event.kind, body, event.at, previous, told)


def chain(count: int) -> tuple[list[Row], Head]:
    rows: list[Row] = []
    for seq in range(1, count + 1):
        rows.append(linked(rows[-1][7] if rows else GENESIS, seq, f"body {seq}"))
    return rows, (count, rows[-1][7])


def sentences(rows: list[Row], head: Head | None) -> list[str]:
    return [one.sentence() for one in breaks("ann", rows, head)]


def test_a_chain_nobody_touched_is_whole() -> None:
    rows, head = chain(5)
    assert breaks("ann", rows, head) == []
    assert breaks("ann", [], None) == []


def test_an_event_replaced_by_one_that_is_whole_in_itself_is_named_by_the_event_behind_it() -> None:
    rows, head = chain(5)
    rows[2] = linked(rows[1][7], 3, "forged")
    assert sentences(rows, head) == ["event 3 is not what was recorded there."]


def test_the_last_event_replaced_is_named_by_the_head() -> None:
    rows, head = chain(5)
    rows[4] = linked(rows[3][7], 5, "forged")
    assert sentences(rows, head) == ["event 5 is not what was recorded there."]


def test_an_event_added_behind_the_end_is_named() -> None:
    rows, head = chain(5)
    rows.append(linked(rows[-1][7], 6, "forged"))
    assert sentences(rows, head) == ["event 6 was added behind the recorded end."]


def test_a_whole_chain_of_another_learner_fits_nowhere() -> None:
    rows, head = chain(3)
    assert [one.sentence() for one in breaks("bob", rows, head)] == [
        "events 1 to 3 were changed (content or time) after being recorded."
    ]


def test_two_injuries_are_told_apart_and_neighbours_together() -> None:
    rows, head = chain(9)
    for place in (1, 2):
        rows[place] = (*rows[place][:4], "changed", *rows[place][5:])
    del rows[6]
    assert sentences(rows, head) == [
        "events 2 to 3 were changed (content or time) after being recorded.",
        "event 7 is missing.",
    ]


def test_events_dropped_from_the_front_and_renumbered_are_named_by_their_old_numbers() -> None:
    rows, head = chain(9)
    moved = [(row[0] - 4, *row[1:]) for row in rows[4:]]
    assert sentences(moved, head) == [
        "events 1 to 5 were recorded as events 5 to 9 and moved here.",
        "events 6 to 9 are missing.",
    ]


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (Break("all_missing", 1, 1), "the only event is missing."),
        (Break("copied", 4, 5, 1), "events 4 to 5 are copies of events 1 to 2."),
        (Break("no_head", 1, 1), "event 1 has no recorded end; it was removed."),
        (Break("no_learner", 1, 2), "events 1 to 2 belong to nobody; the learner was removed without a purge."),
    ],
)
def test_each_break_is_a_sentence(one: Break, words: str) -> None:
    assert one.sentence() == words


def test_a_digest_is_the_same_in_any_order_and_another_for_any_other_head() -> None:
    heads = [("ann", 3, "f"), ("bob", 1, "e")]
    noted = digest(heads)
    assert digest(heads[::-1]) == noted
    others = [heads[:1], [("ann", 4, "f"), heads[1]], [("ann", 3, "g"), heads[1]]]
    assert len({noted, *map(digest, others)}) == 4
    assert same_digest(noted, noted.lower().replace("-", " "))
    assert not same_digest(noted, noted[:-1])
