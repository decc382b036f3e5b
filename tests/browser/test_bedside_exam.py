"""The neurological exam under real hands: a drill by keyboard and by touch, right on the record, nothing told early."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from lbp_teach.bedside.base import total
from lbp_teach.bedside.exam.exercise import Exam
from lbp_teach.bedside.exam.localise import answer_of
from lbp_teach.bedside.tools import make
from lbp_teach.guideline.model import SIDES
from lbp_teach.text import Lang

from .axe import Axe
from .conftest import Server, go
from .hands import Keyboard, Mouse, act

pytestmark = pytest.mark.browser
PAGE = "voila/render/bedside/neuro_exam.ipynb"
GROUPS = ("sensation", "reflexes", "strength", "nerve_stretch", "functional_tests", "further", "inspection")


#: A point of the screen at which an area is what lies on top.
INSIDE = """
(node) => {
  const box = node.getBoundingClientRect();
  for (let i = 1; i < 20; i += 1) {
    for (let j = 1; j < 20; j += 1) {
      const at = [box.x + (box.width * i) / 20, box.y + (box.height * j) / 20];
      if (document.elementFromPoint(...at) === node) return at;
    }
  }
  return null;
}
"""


class Finger(Mouse):
    """Taps."""

    def press(self, name: str) -> None:
        control = self.page.locator(act(name)).filter(visible=True).first
        control.scroll_into_view_if_needed()
        control.tap()
        self.settled()


def enter(page: Page, server: Server, lang: Lang) -> None:
    go(page, f"{server.url}{PAGE}?lang={lang.value}")
    page.locator("[data-tool=exam]").wait_for()


def stored(server: Server) -> tuple[dict[str, Any], list[tuple[str, Any]]]:
    """The patient of the newest run, and the acts recorded of it."""
    with contextlib.closing(sqlite3.connect(server.home / "records.sqlite3")) as records:
        rows = records.execute("SELECT attempt, kind, body FROM events WHERE kind LIKE 'bedside%' ORDER BY rowid")
        events = [(attempt, kind, json.loads(body)) for attempt, kind, body in rows]
    starts = [(attempt, body) for attempt, kind, body in events if kind == "bedside_start" and body["tool"] == "exam"]
    run, begun = starts[-1]
    return begun["setting"], [(b["do"], b["with"]) for a, kind, b in events if a == run and kind == "bedside"]


def truth_of(server: Server) -> Exam:
    exam = make("exam", stored(server)[0])
    assert isinstance(exam, Exam)
    return exam


def write_down(player: Mouse, exam: Exam, finding: str) -> None:
    for side in SIDES:
        player.choose(f"record:{finding}:{side}:{exam.body.value(finding, side)}")


def feel(player: Mouse, region: str, label: str) -> None:
    """Touch both sides: on the figure with a finger, by list and button with the keys."""
    page = player.page
    if isinstance(player, Keyboard):
        player.reach(act("region"))
        page.keyboard.type(label)
        player.press("touch")
        return
    if page.locator(act("view:feet")).is_visible():
        player.press("view:feet")
    area = page.locator(act(f"touch:feet-right-{region}"))
    area.scroll_into_view_if_needed()
    page.touchscreen.tap(*area.evaluate(INSIDE))
    player.settled()


def lift(player: Mouse, side: str) -> None:
    """Raise a leg until something stops it."""
    page = player.page
    player.choose(f"side:{side}")
    player.choose("by:passive")
    stopped = page.locator(f'.lbp-exam-leg[data-side="{side}"][data-stopped]')
    if isinstance(player, Keyboard):
        player.reach(act("leg:handle"))
    for _ in range(40):
        if stopped.count() or page.locator(act("leg:more")).get_attribute("aria-disabled") == "true":
            break
        if isinstance(player, Keyboard):
            page.keyboard.press("ArrowUp")
            player.settled()
        else:
            player.press("leg:more")
            page.wait_for_timeout(150)  # the leg tells how far it has come at most once in 80 ms
            player.settled()
    expect(stopped).to_have_count(1)


def examined(player: Mouse, exam: Exam, lang: Lang) -> None:
    """Examine everything that a drill of level 1 wants, and write it down as it is."""
    page = player.page
    player.choose("side:both")
    for region in (r for r in exam.book.guideline.roots.regions if r.sourced):
        feel(player, region.id, region.label(lang))
        write_down(player, exam, str(region.finding))
    player.press("group:strength")
    player.choose("resistance:full")
    for movement in ("knee_extension", "dorsiflexion", "plantarflexion"):
        player.choose(f"movement:{movement}")
        player.press("test")
        write_down(player, exam, f"exam.strength.{movement}")
    player.press("group:reflexes")
    for reflex in ("patellar", "medial_hamstring", "achilles"):
        player.choose(f"reflex:{reflex}")
        for side in SIDES:
            player.choose(f"side:{side}")
            player.press("strike")
            player.press("strike:reinforced")
        write_down(player, exam, f"exam.reflex.{reflex}")
    player.press("group:nerve_stretch")
    for side in SIDES:
        lift(player, side)
        field = page.locator(act(f"degrees:{side}"))
        player.choose(f"record:exam.slr:{side}:{exam.body.value('exam.slr', side)}")
        field.focus()
        page.keyboard.type(str(exam.body.angles[side]))
        page.keyboard.press("Enter")
        player.settled()


@pytest.mark.parametrize(("hands", "lang"), [(Keyboard, Lang.EN), (Finger, Lang.DA)])
def test_a_drill_is_examined_recorded_and_localised(
    request: pytest.FixtureRequest, server: Server, hands: type[Mouse], lang: Lang
) -> None:
    page: Page = request.getfixturevalue("phone" if hands is Finger else "page")
    if hands is Finger:
        page.set_viewport_size({"width": 390, "height": 844})
    watch = page.lbp
    enter(page, server, lang)
    player = hands(page)
    player.press("begin:1")
    page.locator("[data-tool=exam]").wait_for()
    exam = truth_of(server)
    examined(player, exam, lang)

    truth = answer_of(exam.body, exam.book)
    expect(page.locator(act("lock"))).to_have_attribute("aria-disabled", "true")
    player.choose("what:root")
    for root in sorted(truth.roots):
        player.press(f"root:{root}")
    player.choose(f"place:{truth.side}")
    player.press("localise")
    expect(page.locator("[data-pattern] [data-kind=against] li")).to_have_count(0)
    expect(page.locator("[data-pattern] [data-kind=fits] li").first).to_be_visible()
    before = watch.text
    player.press("lock")
    expect(page.locator("[data-result-title]")).to_be_focused()

    setting, acts = stored(server)
    marks = exam.marks(exam.after(acts))
    assert [m.subject for m in marks if m.points != m.of] == []
    points, of = total(marks)
    expect(page.locator("[data-result]")).to_contain_text(f"{points} {'of' if lang is Lang.EN else 'af'} {of}")
    expect(page.locator("[data-truth]")).to_contain_text(next(iter(truth.roots)))
    # Nothing of the patient's own was in any frame before the lock: no seed, no truth, no list of findings.
    assert str(setting["seed"]) not in before.replace("0.", "")
    assert '"was": {' not in before
    assert '"was": {' in watch.text
    for word in ('"facts"', '"angles"', '"jerks"', '"needed"', '"points"'):
        assert f"{word}:" not in before


def test_a_guess_is_called_a_guess_and_the_next_patient_starts_afresh(page: Page, server: Server) -> None:
    enter(page, server, Lang.EN)
    player = Mouse(page)
    player.press("begin:1")
    exam = truth_of(server)
    truth = answer_of(exam.body, exam.book)
    other = next(root for root in ("L4", "L5", "S1") if root not in truth.roots)
    player.press("what:root")
    player.press(f"root:{other}")
    player.press(f"place:{'left' if truth.side == 'right' else 'right'}")
    player.press("localise")
    # Nothing was examined: everything the root would show is missing, and the answer is a guess.
    expect(page.locator("[data-pattern] [data-kind=missing] li")).to_have_count(4)
    player.press("lock")
    for subject in ("what", "roots", "place"):
        expect(page.locator(f'[data-subject="{subject}"]')).to_have_attribute("data-mark", "wrong")
    expect(page.locator('[data-subject="what"]')).to_contain_text("counts as a guess")
    page.reload()
    expect(page.locator("[data-result]")).to_be_visible()
    player.press("begin:2")
    expect(page.locator("[data-result]")).to_have_count(0)


def test_every_tool_of_the_exam_is_clean_for_assistive_technology(page: Page, server: Server) -> None:
    enter(page, server, Lang.DA)
    player = Mouse(page)
    player.press("begin:3")
    player.press("side:both")
    for theme in ("light", "dark"):
        while page.locator(".lbp").first.get_attribute("data-theme-choice") != theme:
            player.press("theme")
        for group in GROUPS:
            player.press(f"group:{group}")
            if group == "strength":
                player.press("resistance:full")
                player.press("test")
            if group == "nerve_stretch":
                player.press("side:right")
                player.press("by:passive")
            if group == "further" and theme == "light":
                player.press("consent:anal_tone")
                player.press("examine:temperature")
            found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
            assert found.response["violations"] == [], (theme, group, found.generate_report())
