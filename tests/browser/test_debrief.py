"""The debrief on the screen: what is said first, where it leads, what a learner writes; and the answer on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from learner import Screen, best_choices
from playwright.sync_api import Page, expect

from lbp_teach import content
from lbp_teach.case import visit_facts
from lbp_teach.guideline.assess import assess
from lbp_teach.model_answer import needed
from lbp_teach.records import Records

from .conftest import Server, go, opened
from .hands import DECISIONS_B_FIRST, Mouse, act

pytestmark = pytest.mark.browser
HOME = {"urgency": "routine", "triage": "non_specific", "destination": "own_gp", "follow_up": "basis"}


def as_learner(page: Page, server: Server, played: Screen, query: str) -> Mouse:
    """Open the app as the learner of a screen that played before."""
    opened(page, server, "?lang=en")
    page.evaluate("token => localStorage.setItem('lbp.token', token)", played.token)
    go(page, f"{server.url}?lang=en&{query}").locator("[data-screen=case]").wait_for()
    return Mouse(page)


@pytest.fixture
def played(server: Server) -> Screen:
    """A learner whose events stand in the server's own records."""
    screen = Screen(Records(Path(server.home) / "records.sqlite3"), lang="en")
    screen.hello()
    return screen


def test_the_debrief_says_first_what_happened_and_leads_on(page: Page, server: Server, played: Screen) -> None:
    played.play("selma-hodzic", content.book(), HOME, HOME)
    hands = as_learner(page, server, played, "case=selma-hodzic")
    expect(page.locator(".lbp-debrief-headline")).to_contain_text("Because at the last visit you ")
    expect(page.locator(".lbp-debrief-headline")).to_contain_text("Two days later Selma was admitted")
    order = page.evaluate(
        "() => ['.lbp-debrief-headline', '[data-critical]', '[data-first=well]', '[data-first=work]', '.lbp-way', "
        "'.lbp-worked', '[data-mark][data-subject].lbp-item', '.lbp-reflect']"
        ".map((one) => document.querySelector(one).getBoundingClientRect().top + window.scrollY)"
    )
    assert order == sorted(order)
    link = page.locator("[data-first=work] .lbp-train").first
    assert page.request.get(link.get_attribute("href").partition("#")[0]).ok
    expect(page.locator("[data-visit] .lbp-way-table").first).to_be_hidden()
    page.locator(act("way:2")).click()
    asked = page.locator('[data-visit="2"] [data-row=asked]')
    expect(asked).to_contain_text("0 of 15 needed")
    expect(page.locator('[data-visit="2"] [data-row=urgency]')).to_contain_text("Emergency today")

    words = "Ask about the saddle <b>every</b> time."
    page.locator(act("reflect-text")).fill(words)
    hands.press("reflect")
    expect(page.locator(".lbp-reflect [role=status]")).to_have_text("Saved")
    hands.press("go:home")
    hands.press("start:jesper-lund")
    expect(page.locator(".lbp-written")).to_contain_text("Last time, after Selma, you wrote:")
    expect(page.locator(".lbp-written-text")).to_have_text(words)
    page.locator(act("written")).click()
    expect(page.locator(".lbp-written-text")).to_be_hidden()


def test_the_answer_on_the_way_is_given_to_who_asks_and_makes_the_rest_practice(
    page: Page, server: Server, played: Screen
) -> None:
    played.act("start", case="jesper-lund", again=False)
    played.decide_all(content.book(), **DECISIONS_B_FIRST)
    played.act("lock")
    hands = as_learner(page, server, played, "case=jesper-lund")
    expect(page.locator(".lbp-ask")).to_contain_text("The rest of the case then counts as practice.")
    expect(page.locator("[data-answer]")).to_have_count(0)
    hands.press("more")
    expect(page.locator("[data-answer] > h2")).to_be_focused()
    expect(page.locator(".lbp-voice")).to_have_text("Opened: The guideline's answer to this visit")
    expect(page.locator("[data-answer] [data-subject=follow_up]")).to_contain_text("The guideline: Closer")
    expect(page.locator(".lbp-ask")).to_have_count(0)
    hands.press("next")
    played.hello(route={"case": "jesper-lund"})
    played.decide_all(content.book())
    played.act("lock")
    played.act("next")
    hands.press("go:home")
    hands.press("go:jesper-lund")
    expect(page.locator("[data-practice]").first).to_contain_text("Practice from extra appointment")


OVER = {
    "imaging": "mri",
    "imaging_timing": "expedited",
    "urgency": "expedited",
    "destination": "spine_surgery",
}


def test_four_critical_errors_leave_room_for_three_done_well_and_three_to_work_on(
    page: Page, server: Server, played: Screen
) -> None:
    book, case = content.book(), content.load_case("rikke-thorsen")
    played.act("start", case=case.id, again=False)
    while played.view["case"]["stage"] != "debrief":
        visit = next(reversed(played.session.attempts.values())).now.visit
        best = {name: choice.value for name, choice in best_choices(case, visit, book).items()}
        for question in needed(assess(book, visit_facts(case, visit, book)), book)[0]:
            played.act("ask", question=question)
        played.decide_all(book, **{**best, **OVER})
        played.act("lock")
        played.act("next")
    page.set_viewport_size({"width": 1280, "height": 800})
    hands = as_learner(page, server, played, f"case={case.id}")
    hands.press("lang:da")
    expect(page.locator(".lbp-critical h2")).to_have_text("4 kritiske fejl")
    for name, count in ((".lbp-debrief-headline", 1), ("[data-critical]", 4), ("[data-first] li", 6)):
        assert page.locator(name).count() == count, name
        lows = page.locator(name).evaluate_all(
            "(nodes) => nodes.map((node) => node.getBoundingClientRect().bottom + window.scrollY)"
        )
        assert max(lows) <= 800, (name, lows)
    first = page.locator("[data-critical]").first
    expect(first).to_contain_text("Egen læge følger op")
    expect(first.locator(".lbp-conflict, .lbp-versus").first).to_be_hidden()
    hands.press("critical:0")
    expect(first.locator(".lbp-versus")).to_be_visible()
    first.locator('[data-act^="cite:"]').first.click()
    told = played.view["case"]["debrief"]
    names = told["critical"][0]["citations"][0]
    expect(page.locator(".lbp-panel")).to_contain_text(told["sources"][names[-1]]["facts"][0])


@pytest.mark.parametrize(
    ("level", "opened"), [("reasons", ".lbp-way > h2"), ("correctness", "[data-first=well] h2")], ids=str
)
def test_what_was_asked_for_is_announced_and_gets_the_focus(
    page: Page, server: Server, monkeypatch: pytest.MonkeyPatch, level: str, opened: str
) -> None:
    monkeypatch.setenv("LBP_FEEDBACK", level)
    played = Screen(Records(Path(server.home) / "records.sqlite3"), lang="en")
    played.hello()
    played.play("selma-hodzic", content.book(), HOME, HOME)
    hands = as_learner(page, server, played, "case=selma-hodzic")
    expect(page.locator(opened)).to_have_count(0)
    hands.press("more")
    heading = page.locator(opened)
    expect(heading).to_be_focused()
    expect(page.locator(".lbp-voice")).to_have_text(f"Opened: {heading.text_content()}")
