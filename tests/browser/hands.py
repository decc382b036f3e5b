"""Two pairs of hands that play a case: one with the mouse, one with nothing but the keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page, expect

DECISIONS_B_FIRST = {
    "triage": "nerve_root",
    "suspected": "disc_prolapse",
    "urgency": "routine",
    "destination": "own_gp",
    "imaging": "none",
    "imaging_timing": "after_6_8_weeks",
    "follow_up": "basis",  # the plan that nobody would catch the fall in strength with
    "step": "step_1",
    "care_package": "not_applicable",
    "work": "advise_staying",
    "code": "L86",
    "intervention.stay_active": "do",
    "medicine_class.opioid": "avoid",
    "medicine_plan": "short_with_stop_plan",
    "say.when_to_call": "say",
}
DECISIONS_ACUTE = {
    "triage": "nerve_root",
    "suspected": "disc_prolapse",
    "urgency": "emergency_today",
    "destination": "emergency_department",
    "imaging": "by_specialist",
    "imaging_timing": "acute",
    "follow_up": "hospital_managed",
    "step": "step_3",
    "care_package": "not_applicable",
    "work": "nothing",
    "code": "L86",
    "intervention.surgery": "do",
    "medicine_class.opioid": "avoid",
    "medicine_plan": "short_with_stop_plan",
    "say.when_to_call": "say",
}


def act(name: str) -> str:
    """Return the selector of a control."""
    return f'[data-act="{name}"]'


class Mouse:
    """Clicks."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, name: str) -> None:
        """Click a control and wait until Python has answered."""
        control = self.page.locator(act(name)).filter(visible=True).first
        control.scroll_into_view_if_needed()
        control.click()
        self.settled()

    def settled(self) -> None:
        """Wait until nothing waits for an answer."""
        expect(self.page.locator("[data-waiting=true], [aria-busy=true]")).to_have_count(0)

    def ask(self, question: str, words: str) -> None:
        """Ask a question by typing words of it and clicking it in the list."""
        self.page.locator(act("picker")).fill(words)
        self.page.locator(act(f"ask:{question}")).click()
        self.page.locator(f'[data-question="{question}"]').first.wait_for()
        self.settled()

    def choose(self, name: str) -> None:
        """Choose one of a row of choices."""
        self.press(name)

    def strength(self, movement: str, side: str, **grades: int) -> None:
        """Test a movement against full resistance, and write the grade of each side down."""
        self.press("group:strength")
        for name in (f"movement:{movement}", f"side:{side}", "resistance:full"):
            self.choose(name)
        self.press("test")
        for where, grade in grades.items():
            self.choose(f"record:exam.strength.{movement}:{where}:{grade}")

    def decide(self, cards: Mapping[str, str], card_of: Mapping[str, str]) -> None:
        """Make every decision."""
        for decision, value in cards.items():
            box = self.page.locator(f'[data-card="{card_of[decision]}"]')
            if box.get_attribute("data-open") != "true":
                self.press(f"card:{card_of[decision]}")
            self.press(f"decide:{decision}:{value}")

    def lock(self) -> None:
        """Lock, and confirm."""
        self.press("lock")
        self.press("lock-confirm")


class Keyboard(Mouse):
    """Tab, arrows, Enter and Space; the mouse is never moved."""

    def press(self, name: str) -> None:
        self.reach(act(name))
        self.page.keyboard.press("Enter")
        self.settled()

    def choose(self, name: str) -> None:
        row = name.rpartition(":")[0]
        self.reach(f'[role=radio][data-act^="{row}:"][tabindex="0"]')
        at = "() => document.activeElement.dataset.act"
        for key in ["ArrowLeft"] * 6 + ["ArrowRight"] * 6:
            if self.page.evaluate(at) == name:
                break
            self.page.keyboard.press(key)
        assert self.page.evaluate(at) == name
        self.page.keyboard.press("Enter")
        self.settled()

    def reach(self, selector: str, limit: int = 400) -> None:
        """Tab until the control has the focus, as a person would; fail when it cannot be reached."""
        self.page.locator(selector).first.wait_for(state="attached")
        for _ in range(limit):
            if self.page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} cannot be reached with Tab")

    def ask(self, question: str, words: str) -> None:
        self.reach(act("picker"))
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(words)
        wanted = self.page.locator(act(f"ask:{question}"))
        wanted.wait_for()
        for _ in range(8):
            if wanted.get_attribute("aria-selected") == "true":
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")
        self.page.locator(f'[data-question="{question}"]').first.wait_for()
        self.settled()

    def decide(self, cards: Mapping[str, str], card_of: Mapping[str, str]) -> None:
        for decision, value in cards.items():
            box = self.page.locator(f'[data-card="{card_of[decision]}"]')
            if box.get_attribute("data-open") != "true":
                self.press(f"card:{card_of[decision]}")
            chosen = act(f"decide:{decision}:{value}")
            # A radio group is one Tab stop; inside it the arrows choose.
            group = f'input[name$="{decision}"]'
            self.reach(group)
            for _ in range(14):
                if self.page.evaluate("s => document.activeElement?.closest(s) !== null", chosen):
                    break
                self.page.keyboard.press("ArrowDown")
            self.page.keyboard.press("Space")
            expect(self.page.locator(f"{chosen}[data-chosen=true], {chosen}:checked").first).to_be_attached()
            self.settled()
        # A choice made with arrows is sent when they have rested for a moment.
        expect(self.page.locator(act("lock"))).not_to_have_attribute("aria-disabled", "true")


def cards_of(pack: Any) -> dict[str, str]:
    """Return which card each decision stands on."""
    return {decision.id: decision.card for decision in pack.decisions.values()}
