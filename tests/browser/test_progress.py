"""My progress in a browser: a learner who has played for weeks, by mouse, by keyboard, on a phone and as numbers."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from learner import CASES, best_choices, paths
from playwright.sync_api import Page, expect

from lbp_teach import content
from lbp_teach.records import Records, store

from .conftest import Server
from .hands import Keyboard, Mouse, act

pytestmark = pytest.mark.browser


def played_for_weeks(server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """Record three finished cases of the last weeks and one that is under way; return the browser's token."""
    records = Records(server.home / "records.sqlite3")
    learner, token = records.learner(None)
    numbers = itertools.count()

    def add(attempt: str, kind: str, **body: object) -> None:
        number = next(numbers)
        records.append(learner.id, f"seed-{number}", attempt, kind, body, number)

    for case, days in zip((*CASES, "rikke-thorsen"), (20, 14, 9, 0), strict=True):
        at = (datetime.now(UTC) - timedelta(days=days, minutes=1)).isoformat(timespec="milliseconds")
        monkeypatch.setattr(store, "now", lambda at=at: at)
        way, name = next(paths(content.load_case(case), content.book())), f"{case}-{days}"
        add(name, "start", case=case, hash=content.case_hash(case), edition="DSAM2026", visit=way[0])
        for visit, following in zip(way, (*way[1:], None), strict=True) if days else ():
            _decided(add, name, case, visit)
            add(name, "lock", visit=visit)
            add(name, "next", **{"from": visit, "visit": following})
    records.close()
    return token


def _decided(add: Callable[..., None], attempt: str, case: str, visit: str) -> None:
    """Decide one visit: two in three as the guideline says, always certain, and with chances before and after."""
    book = content.book()
    best = {name: choice.value for name, choice in best_choices(content.load_case(case), visit, book).items()}
    for when in ("before", "after"):
        chances = {
            option.value: 80 if option.value == best["triage"] else 10 for option in book.decisions["triage"].options
        }
        add(attempt, "estimate", visit=visit, when=when, chances=chances)
    for name, decision in book.decisions.items():
        value = best[name] if len(name) % 3 else decision.options[-1].value
        add(attempt, "decide", visit=visit, decision=name, value=value, confidence=3)


def test_a_learner_reads_her_progress_and_takes_the_next_case(
    own_page: Page, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, token = own_page, played_for_weeks(server, monkeypatch)
    page.add_init_script(f"localStorage.setItem('lbp.token', {token!r})")
    page.goto(server.url + "?lang=en")
    page.locator("[data-screen=home]").wait_for()
    expect(page.locator(".lbp-hero-reason")).to_contain_text("is due again")
    Mouse(page).press("home:progress")
    expect(page.locator("[data-screen=progress]")).to_be_visible()
    assert "screen=progress" in page.url

    # Bars with their doubt and the number of patients, also in words.
    expect(page.locator("[data-competency]")).to_have_count(7)
    imaging = page.locator("[data-competency=imaging]")
    expect(imaging).to_contain_text("3 patients")
    spoken = imaging.locator(".lbp-unseen").text_content() or ""
    middle, low, high = _numbers(spoken)
    assert 0 <= low <= middle <= high <= 100
    expect(page.locator("[data-attempt]")).to_have_count(3)
    expect(page.locator("[data-sure='1']")).to_contain_text("Too little to say")
    page.locator(act("progress:numbers")).click()
    expect(page.locator("[data-forecasts] tbody tr").first).to_be_visible()
    expect(page.locator("[data-forecasts] tbody tr")).to_have_count(page.locator(".lbp-progress-point").count())

    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in Axe().run(page).response["violations"]] == []
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    page.locator(act("menu")).click()
    expect(page.locator(act("menu-go:progress"))).to_be_visible()
    page.locator(act("menu")).click()
    page.set_viewport_size({"width": 1280, "height": 900})

    # The address leads back here, in the other language as well; the arrow of the browser leads to the list.
    page.reload()
    expect(page.locator("[data-screen=progress]")).to_be_visible()
    Mouse(page).press("lang:da")
    expect(page.locator("h1")).to_have_text("Min fremgang")
    page.go_back()
    expect(page.locator("[data-screen=home]")).to_be_visible()
    page.go_forward()
    expect(page.locator("[data-screen=progress]")).to_be_visible()

    # The next case is taken with the keyboard alone.
    chosen = page.locator("[data-next]").get_attribute("data-next")
    expect(page.locator("[data-next]")).to_contain_text("er på tur igen")
    assert chosen in {card.id for card in content.catalogue().cards} - {"rikke-thorsen"}, "not what is under way"
    Keyboard(page).press(f"next-case:{chosen}")
    expect(page.locator("[data-screen=case]")).to_be_visible()
    assert f"case={chosen}" in page.url
    assert "screen=" not in page.url


def _numbers(spoken: str) -> tuple[int, int, int]:
    middle, low, high = (int(part) for part in "".join(c if c.isdigit() else " " for c in spoken).split())
    return middle, low, high
