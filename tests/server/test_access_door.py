"""The door itself: which keys are good enough, who comes in, and what happens to wrong keys."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from types import SimpleNamespace

import pytest
from tornado.web import HTTPError

from lbp_teach.server.door import LONGEST_WAIT, MOST_BROWSERS, MOST_WAITING, Door, fresh_key, key_problem
from lbp_teach.server.handlers import Reaching
from lbp_teach.server.kernels import KernelPool
from lbp_teach.server.policy import Site, teachers_only
from lbp_teach.server.settings import Refusal, Settings, check
from lbp_teach.server.shelf import MOMENTS, shelves

KEY = "an-example-of-a-key-42"


def test_a_fresh_key_has_128_bits_and_is_another_each_time() -> None:
    keys = {fresh_key() for _ in range(50)}
    assert len(keys) == 50
    assert all(key_problem(key) is None and len(key) == 22 for key in keys)


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("short-key-0123456", "needs at least 20"),
        ("x" * 201, "at most 200"),
        ("abababababababababababab", "different characters"),
        ("a key with spaces in it 42", "letters a to z"),
        ("en-nøgle-på-dansk-0123456789", "letters a to z"),
        ("a-key-with&more=parts-0123456", "letters a to z"),
        ("a-key-with-a-new-line-012345\n", "letters a to z"),
    ],
)
def test_a_weak_or_awkward_key_is_refused_in_one_sentence_without_the_key(tmp_path: Path, key: str, why: str) -> None:
    with pytest.raises(Refusal) as refused:
        check(Settings(notebooks=tmp_path, data_dir=tmp_path, teacher=True, teacher_key=key))
    assert why in str(refused.value)
    assert "LBP_TEACHER_KEY" in str(refused.value)
    assert key not in str(refused.value)


def test_settings_do_not_show_the_key() -> None:
    assert KEY not in repr(Settings(notebooks=Path(), data_dir=Path(), teacher=True, teacher_key=KEY))


def test_only_the_key_opens_and_each_browser_has_a_pass_of_its_own() -> None:
    door = Door(KEY)
    for wrong in (b"", KEY[:-1].encode(), KEY.encode() + b"x", KEY.upper().encode(), b"\xff\xfe", "nøgle".encode()):
        assert door.enter(wrong) is None
    first, second = door.enter(KEY.encode()), door.enter(KEY.encode())
    assert first
    assert second
    assert len({first, second, KEY}) == 3
    assert door.admits(first)
    for forged in (None, "", KEY, first[:-1], first + "x", first.swapcase(), "ø", "\udcff"):
        assert not door.admits(forged)
    door.leave(first)
    assert not door.admits(first)
    assert door.admits(second)


def test_another_server_knows_no_pass_of_this_one() -> None:
    given_out = Door(KEY).enter(KEY.encode())
    assert not Door(KEY).admits(given_out)


def test_without_a_key_nobody_comes_in() -> None:
    wall = Door(None)
    assert wall.enter(b"") is None
    assert wall.enter(b"None") is None
    assert not wall.admits(None)
    assert not wall.admits("")


def test_a_ticket_opens_once() -> None:
    door = Door(KEY)
    ticket = door.ticket()
    assert door.enter(ticket.encode())
    assert door.enter(ticket.encode()) is None


def test_passes_are_not_kept_without_end() -> None:
    door = Door(KEY)
    first = door.enter(KEY.encode())
    for _ in range(MOST_BROWSERS):
        last = door.enter(KEY.encode())
    assert not door.admits(first)
    assert door.admits(last)


def test_wrong_keys_wait_longer_and_longer_and_are_forgiven() -> None:
    waited: list[float] = []
    now = [1000.0]

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    door = Door(KEY, sleep, lambda: now[0])

    async def attempts() -> None:
        for _ in range(40):
            await door.turn_away()
        now[0] += 61
        await door.turn_away()

    asyncio.run(attempts())
    assert waited[:5] == [0.25, 0.5, 1.0, 2.0, 4.0]
    assert set(waited[4:40]) == {LONGEST_WAIT}
    assert waited[40] == 0.25
    assert door.enter(KEY.encode()), "the right key opens at once, whatever was tried before"


def test_only_a_few_connections_wait_at_a_time() -> None:
    waiting = []

    async def flood() -> int:
        release = asyncio.Event()

        async def sleep(seconds: float) -> None:
            waiting.append(seconds)
            await release.wait()

        door = Door(KEY, sleep)
        tries = [asyncio.create_task(door.turn_away()) for _ in range(100)]
        await asyncio.sleep(0)
        held = sum(not one.done() for one in tries)
        release.set()
        await asyncio.gather(*tries)
        return held

    assert asyncio.run(flood()) == len(waiting) == MOST_WAITING


def test_wrong_keys_are_logged_few_times_and_never_written_out(caplog: pytest.LogCaptureFixture) -> None:
    async def sleep(_: float) -> None:
        pass

    async def attempts(door: Door) -> None:
        for _ in range(1000):
            assert door.enter(b"the-wrong-key-that-was-tried") is None
            await door.turn_away()

    with caplog.at_level(logging.DEBUG, "lbp_teach.server"):
        asyncio.run(attempts(Door(KEY, sleep)))
    assert sum(one.name == "lbp_teach.server" for one in caplog.records) == 10
    assert any("1 so far" in message for message in caplog.messages)
    assert "the-wrong-key" not in caplog.text
    assert KEY not in caplog.text


@pytest.mark.parametrize("path", ["teacher/key.ipynb", "Teacher/key.ipynb", "practice/TEACHER/x.ipynb"])
def test_a_path_through_a_teachers_folder_is_a_teachers(path: str) -> None:
    assert teachers_only(path.split("/"))
    assert not teachers_only(["practice", "teacher.ipynb"])


def test_a_kernel_of_which_nothing_is_known_is_a_teachers() -> None:
    pool = KernelPool.__new__(KernelPool)
    pool._notebooks = {"a": "practice/home.ipynb", "b": "teacher/key.ipynb"}
    door = Door(KEY)
    asked = Reaching.__new__(Reaching)
    asked.application = SimpleNamespace(settings={"kernel_manager": pool, "door": door, "teacher_cookie": "pass"})
    asked.request = SimpleNamespace(cookies={})
    assert not asked.reach("a")
    for kernel in ("b", "unknown"):
        with pytest.raises(HTTPError):
            asked.reach(kernel)
    asked.request = SimpleNamespace(cookies={"pass": SimpleNamespace(value=door.enter(KEY.encode()))})
    assert [asked.reach(kernel) for kernel in ("a", "b", "unknown")] == [False, True, True]


def test_the_shelves_hold_what_is_there_and_nothing_else() -> None:
    found = shelves(["labs/probability.ipynb", "teacher/own.ipynb", "teacher/studio.ipynb", "teacher/old/live.ipynb"])
    assert [[page.path for page in shelf.pages] for shelf in found] == [
        ["teacher/studio.ipynb"],
        ["teacher/own.ipynb"],
    ]
    assert shelves([]) == []


def test_every_notebook_for_teachers_is_described() -> None:
    folder = Path(__file__).parents[2] / "notebooks" / "teacher"
    described = {one.name for _, known in MOMENTS for one in known}
    assert {path.stem for path in folder.glob("*.ipynb")} <= described


def test_every_notebook_for_teachers_is_closed_to_students() -> None:
    root = (Path(__file__).parents[2] / "notebooks").resolve()
    ours = [path.relative_to(root).as_posix() for path in (root / "teacher").glob("*.ipynb")]
    assert {"teacher/items.ipynb", "teacher/reports.ipynb", "teacher/cohort.ipynb"} <= set(ours)
    for path in ours:
        assert Site(root, teacher=True).notebook(path) == path
        assert Site(root, teacher=False).notebook(path) is None
        assert path not in Site(root, teacher=False).notebooks()
