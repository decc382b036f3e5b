"""Nothing acknowledged is lost, nothing is done twice, and nothing comes before it is earned."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import BrowserContext, Page, TimeoutError, expect

from lbp_teach import content
from lbp_teach.text import Lang

from .conftest import Server, opened, watched
from .hands import DECISIONS_ACUTE, DECISIONS_B_FIRST, Mouse, act, cards_of
from .keeping import Kept

pytestmark = pytest.mark.browser
CASE_B, CASE_C = "jesper-lund", "selma-hodzic"


def words_of(question: str) -> str:
    """Return the Danish words of a question."""
    return content.book().questions[question].text.da


def recorded(server: Server, learner: str) -> list[tuple[str, dict[str, object]]]:
    """Return what is in the store for a pseudonym, in order."""
    with sqlite3.connect(f"file:{server.home / 'records.sqlite3'}?mode=ro", uri=True) as db:
        rows = db.execute(
            "SELECT kind, body FROM events JOIN tokens ON tokens.learner = events.learner "
            "WHERE tokens.hash = ? ORDER BY seq",
            (learner,),
        ).fetchall()
    return [(kind, json.loads(body)) for kind, body in rows]


def token_hash(page: Page) -> str:
    """Return under which hash the store knows this browser."""
    import hashlib

    token = page.evaluate("() => localStorage.getItem('lbp.token')")
    return hashlib.sha256(token.encode()).hexdigest()


def kernels(server: Server) -> list[psutil.Process]:
    """Return the kernels of the server."""
    found = psutil.Process(server.process.pid).children(recursive=True)
    alive = []
    for process in found:
        with contextlib.suppress(psutil.Error):  # one that has just ended is none
            if "ipykernel" in " ".join(process.cmdline()):
                alive.append(process)
    return alive


def test_a_case_goes_on_exactly_where_it_was_when_the_kernel_is_killed(
    own_page: Page, server: Server, kept: dict[str, Kept]
) -> None:
    page = own_page
    player = Mouse(opened(page, server, "?lang=da"))
    player.press(f"start:{CASE_B}")
    player.ask("leg_strength", words_of("leg_strength"))
    player.ask("saddle_feeling", words_of("saddle_feeling"))
    player.press("onward:examination")
    player.strength("dorsiflexion", "left", left=4)
    player.press("stage:decision")
    player.press("card:urgency")
    player.press("decide:urgency:routine")
    before = recorded(server, token_hash(page))
    notes = page.locator("[data-line]").evaluate_all("all => all.map(one => one.innerText)")

    for shared in kept.values():  # their kernels are killed too
        shared.context.close()
    kept.clear()
    for kernel in kernels(server):
        kernel.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
    # The choice is made while nobody can hear it; it must say so, keep it, and send it after the reload.
    page.locator(act("decide:urgency:emergency_today")).click()
    expect(page.locator("[data-notice=save-failed]")).to_be_visible(timeout=30_000)
    page.reload()
    page.locator("[data-stage=decision]").wait_for()

    after = recorded(server, token_hash(page))
    assert after[: len(before)] == before
    assert [body["value"] for kind, body in after[len(before) :] if kind == "decide"] == ["emergency_today"]
    assert page.locator("[data-line]").evaluate_all("all => all.map(one => one.innerText)") == notes
    player.press("stage:history")
    expect(page.locator('[data-question="leg_strength"]')).to_be_visible()


def test_a_double_click_asks_once(page: Page, server: Server) -> None:
    player = Mouse(opened(page, server, "?lang=da"))
    page.locator(act(f"start:{CASE_B}")).dblclick()
    page.locator("[data-stage=history]").wait_for()
    player.settled()
    player.press("onward:examination")
    player.press("group:inspection")
    page.locator(act("examine:gait")).dblclick()
    player.settled()
    kinds = [kind for kind, _ in recorded(server, token_hash(page))]
    assert kinds.count("start") == 1
    assert kinds.count("examine") == 1


def test_back_forward_and_reload_follow_the_screens(page: Page, server: Server) -> None:
    player = Mouse(opened(page, server, "?lang=da"))
    player.press(f"start:{CASE_B}")
    player.press("onward:examination")
    player.press("stage:decision")
    assert f"case={CASE_B}" in page.url
    assert "stage=decision" in page.url
    page.go_back()
    expect(page.locator("[data-stage=examination]")).to_be_visible()
    page.go_back()
    expect(page.locator("[data-stage=history]")).to_be_visible()
    page.go_back()
    expect(page.locator("[data-screen=home]")).to_be_visible()
    page.go_forward()
    expect(page.locator("[data-stage=history]")).to_be_visible()
    page.reload()
    expect(page.locator("[data-stage=history]")).to_be_visible()


def test_two_tabs_of_one_learner_neither_lose_nor_double_anything(page: Page, server: Server) -> None:
    first = Mouse(opened(page, server, "?lang=da"))
    first.press(f"start:{CASE_B}")
    other = page.context.new_page()
    watched(other, server.url)
    second = Mouse(opened(other, server, f"?lang=da&case={CASE_B}&stage=history"))
    # The tab that does most stands in front: the browser draws the one behind once a second, and every click waits.
    page.bring_to_front()
    first.ask("leg_strength", words_of("leg_strength"))
    second.ask("leg_strength", words_of("leg_strength"))
    second.ask("saddle_feeling", words_of("saddle_feeling"))
    first.ask("pain_duration", words_of("pain_duration"))
    expect(page.locator('[data-question="saddle_feeling"]')).to_be_attached()
    asked = [body["question"] for kind, body in recorded(server, token_hash(page)) if kind == "ask"]
    assert asked == ["leg_strength", "saddle_feeling", "pain_duration"]

    # The first tab locks and goes on; what the second still does must not land in the new visit.
    first.press("onward:examination")
    first.press("stage:decision")
    second.press("onward:examination")
    second.press("group:inspection")
    first.decide(DECISIONS_B_FIRST, cards_of(content.book()))
    first.lock()
    first.press("next")
    other.locator(act("examine:gait")).filter(visible=True).first.click()
    expect(other.locator("[data-notice]")).to_contain_text("andet vindue")
    assert [b for kind, b in recorded(server, token_hash(page)) if kind == "examine"] == []


def test_a_lost_connection_is_said_and_nothing_is_lost_when_it_comes_back(page: Page, server: Server) -> None:
    player = Mouse(opened(page, server, "?lang=en"))
    player.press(f"start:{CASE_B}")
    player.press("onward:examination")
    player.press("group:inspection")
    kernel = kernels(server)
    for one in kernel:
        one.suspend()
    try:
        page.locator(act("examine:gait")).click()
        expect(page.locator("[data-notice=save-failed]")).to_contain_text("not saved", timeout=15_000)
    finally:
        for one in kernel:
            one.resume()
    expect(page.locator('[data-manoeuvre="gait"]')).to_contain_text("Stiff back", timeout=15_000)
    expect(page.locator("[data-notice=save-failed]")).to_have_count(0)
    assert [b["manoeuvre"] for kind, b in recorded(server, token_hash(page)) if kind == "examine"] == ["gait"]


def written(text: str) -> str:
    """Return a text as it stands inside JSON."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def secrets_of_case_c() -> Iterator[tuple[str, str]]:
    """Yield every text of case (c) and of the guideline that must not arrive before it is earned, with its name."""
    case = content.load_case(CASE_C)
    book = content.book()
    for visit in case.visits:
        for question, text in visit.answers.items():
            for lang in Lang:
                yield f"{visit.id}.{question}.{lang}", written(text(lang))
        for number, ending in enumerate(visit.endings):
            for lang in Lang:
                yield f"ending.{visit.id}.{number}.{lang}", written(ending.text(lang))
        yield f"visit id {visit.id}", f'"{visit.id}"'
    for objective in case.objectives:
        yield f"objective {objective.en}", written(objective.en)
        yield f"objective {objective.da}", written(objective.da)
    options = {option.value for decision in book.decisions.values() for option in decision.options}
    for rule in book.guideline.rules:
        for lang in Lang:
            yield f"because.{rule.id}.{lang}", written(book.words(rule.because)(lang))
            if rule.missed:
                yield f"missed.{rule.id}.{lang}", written(rule.missed(lang))
        if rule.id not in options:  # "cauda_equina" is also what everybody may choose as suspicion
            yield f"rule id {rule.id}", f'"{rule.id}"'
    for statement in book.guideline.statements:
        for lang in Lang:
            yield f"statement.{statement.id}.{lang}", written(book.words(statement.text)(lang))


def test_case_c_gives_nothing_away_before_it_is_earned(own_page: Page, server: Server) -> None:
    """Every byte from the server is read: no answer not yet asked for, no key, no reason before the debrief."""
    page, secrets = own_page, dict(secrets_of_case_c())
    # What a patient who is otherwise well says is no secret: it may be the answer to a question that was asked.
    usual = {written(q.answer(lang)) for q in content.book().questions.values() for lang in Lang}
    shared = {name for name, text in secrets.items() if text in usual}
    watch = page.lbp

    def arrived() -> set[str]:
        text = watch.text
        return {name for name, secret in secrets.items() if secret in text and name not in shared}

    player = Mouse(opened(page, server, "?lang=da"))
    player.press(f"start:{CASE_C}")
    # Opening words of the first visit and the ids of patients and questions are no secrets; nothing else has come.
    assert arrived() == set()
    player.ask("saddle_feeling", words_of("saddle_feeling"))
    assert arrived() <= {"first.saddle_feeling.da", "eight_days.saddle_feeling.da"}
    player.press("onward:examination")
    player.press("group:further")
    player.press("consent:sensation_saddle")
    player.press("examine:sensation_saddle")
    player.press("stage:decision")
    player.decide(DECISIONS_B_FIRST, cards_of(content.book()))
    earned_first = {"first.saddle_feeling.da"}
    assert arrived() <= earned_first
    player.lock()
    player.press("next")
    assert arrived() <= earned_first
    player.press("onward:examination")
    player.press("stage:decision")
    player.decide(DECISIONS_ACUTE, cards_of(content.book()))
    player.lock()
    assert arrived() <= earned_first, "locking the last visit gives nothing away yet"
    player.press("next")
    expect(page.locator(".lbp-debrief")).to_be_visible()
    # The test would prove nothing if it could not see what does arrive.
    late = arrived()
    assert any(name.startswith("because.cauda_equina") for name in late)
    assert any(name.startswith("ending") for name in late)
    assert not any(name.startswith("eight_days.") for name in late), "unasked answers stay in Python for good"


def test_the_page_source_and_the_widget_state_hold_no_content(own_page: Page, server: Server) -> None:
    opened(own_page, server, "?lang=da")
    text = own_page.lbp.text
    assert "Selma" in text, "the catalogue has come"
    for name, secret in secrets_of_case_c():
        assert secret not in text, name


def test_no_kernel_is_left_when_the_page_is_gone_and_the_server_stops(tmp_path: Path, context: BrowserContext) -> None:
    import re
    import subprocess

    process = subprocess.Popen(
        [sys.executable, "-m", "lbp_teach", "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "LBP_HOME": str(tmp_path), "LBP_COMPILED": str(content.compiled_root())},
    )
    assert process.stdout is not None
    url = re.search(r"http://[\d.:]+/", process.stdout.readline()).group(0)
    page = context.new_page()
    page.goto(url)
    page.locator("[data-screen=home]").wait_for()
    children = psutil.Process(process.pid).children(recursive=True)
    assert children, "the page has a kernel"
    process.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
    assert process.wait(30) == 0
    deadline = time.monotonic() + 20
    while any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in children):
        assert time.monotonic() < deadline, "a kernel outlives its server"
        time.sleep(0.1)  # waiting for processes to go, bounded by the deadline


def test_a_slow_laptop_gets_the_page_too(context: BrowserContext, server: Server) -> None:
    """anywidget gives up on a widget after two seconds; our page gives it the time that an old processor needs."""
    page = context.new_page()
    watch = watched(page, server.url)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 12})
    page.goto(server.url, timeout=90_000)
    assert page.evaluate(
        "() => new Promise((done) => { const s = AbortSignal.timeout(10); setTimeout(() => done(!s.aborted), 400); })"
    ), "a limit of a few milliseconds is lengthened"
    with contextlib.suppress(TimeoutError):
        page.locator("[data-screen=home]").wait_for(timeout=90_000)
    assert watch.errors == []
    assert page.locator("[data-screen=home]").is_visible(), page.locator("body").inner_text()


#: The widget manager looks for a missing model again after 100 ms, for two seconds. A browser that is busy at that
#: moment comes back to it later than that, when the models have long arrived.
BUSY = """
const soon = window.setTimeout.bind(window);
window.setTimeout = (act, ms, ...given) => soon(act, ms === 100 ? 4000 : ms, ...given);
"""


def test_models_that_arrive_while_the_browser_is_busy_are_drawn(context: BrowserContext, server: Server) -> None:
    """The widget manager gives up on a model without a last look; our page waits until all have arrived."""
    page = context.new_page()
    watch = watched(page, server.url)
    page.add_init_script(BUSY)
    page.goto(server.url, timeout=60_000)
    with contextlib.suppress(TimeoutError):
        page.locator("[data-screen=home]").wait_for(timeout=60_000)
    assert watch.errors == []
    assert page.locator("[data-screen=home]").is_visible(), page.locator("body").inner_text()
