"""A student turns the workbenches: what they show is what the library calculates, by mouse and by keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from lbp_teach import content
from lbp_teach.guideline.accuracy import Accuracy
from lbp_teach.lab.answers import flagged_share
from lbp_teach.probability.bayes import Uncertain, after_result
from lbp_teach.probability.combine import Result, combined_steps, covariance_bounds, series
from lbp_teach.probability.demonstrators import any_flag, area_under_curve, at_cut_off, mixed_sensitivity
from lbp_teach.probability.table import Rates
from lbp_teach.probability.when_to_test import thresholds

from .conftest import Server, go
from .hands import Keyboard, act

pytestmark = pytest.mark.browser
LAB = "voila/render/labs/probability.ipynb"
THUMB = 26
NAMELESS = """nodes => nodes.filter((n) => !n.labels?.length && !n.getAttribute("aria-label")
    && !n.getAttribute("aria-labelledby") && !n.textContent.trim()).map((n) => n.dataset.act)"""
PICTURES_SPEAK = """nodes => nodes.every((n) => n.getAttribute("role") === "img"
    && n.getAttribute("aria-label").endsWith("."))"""
ALL_FIVE = (
    "straight_leg_raise=positive&crossed_leg_raise=positive&strength=negative&reflexes=negative&sensation=positive"
)


def tool(page: Page, server: Server, name: str, query: str = "", lang: str = "da") -> Page:
    """Open a workbench on its own page and wait until it is there."""
    go(page, f"{server.url}{LAB}?lang={lang}#tool/{name}{'?' + query if query else ''}")
    page.locator(".lbp-l-bench").wait_for()
    return page


def row(name: str) -> Accuracy:
    return next(one for one in content.library().guideline.accuracies if one.id == name)


def result(name: str, positive: bool) -> Result:
    return Result(*row(name).uncertain(), positive)


def rates(name: str) -> Rates:
    return Rates(row(name).sensitivity.value, row(name).specificity.value)


def words(name: str, lang: str = "da") -> str:
    return content.strings(lang, "lab")[name]


def typed(page: Page, name: str, value: str) -> None:
    """Write a number in the field of a slider."""
    field = page.locator(act(f"field:{name}"))
    field.fill(value)
    field.press("Enter")


def number(place: Locator, name: str) -> float:
    text = place.get_attribute(name)
    assert text, name
    return float(text)


def test_findings_chosen_by_keyboard_alone_lead_to_the_librarys_probability(page: Page, server: Server) -> None:
    tool(page, server, "combine", "pre=0.1")
    hands = Keyboard(page)
    for test in ("strength", "reflexes"):
        # A radio group is one Tab stop; the first arrow goes from "not done" to "positive".
        hands.reach(f"{act(f'finding:tool/combine:{test}:none')}:checked")
        page.keyboard.press("ArrowRight")
        expect(page.locator(act(f"finding:tool/combine:{test}:positive"))).to_be_checked()
    steps = combined_steps(Uncertain.known(0.1), [result("strength", True), result("reflexes", True)])
    for test, step in zip(("strength", "reflexes"), steps, strict=True):
        shown = number(page.locator(f'[data-rung="{test}"]'), "data-probability")
        assert shown == pytest.approx(step.probability, abs=1e-9)
    end = page.locator("[data-combined]")
    assert number(end, "data-combined") == pytest.approx(steps[-1].probability, abs=1e-9)
    doubt = end.locator("[data-note=doubt]")
    expect(doubt).to_contain_text(words("lab.combine.doubt.root"))
    expect(doubt).not_to_contain_text(words("lab.combine.doubt.raises"))
    hands.reach(act("slide:tool/combine-dependence"))
    page.keyboard.press("End")
    close = combined_steps(Uncertain.known(0.1), [result("strength", True), result("reflexes", True)], 1.0)[-1]
    assert number(end, "data-combined") == pytest.approx(close.probability, abs=1e-9)
    expect(end.locator("[data-note=doubt]")).to_have_count(0)
    expect(end.locator("[data-range]")).to_contain_text(f"{100 * (close.probability or 0):.0f}")


def test_the_order_changes_the_way_and_not_the_end(page: Page, server: Server) -> None:
    tool(page, server, "combine", f"pre=0.1&dependence=0.4&{ALL_FIVE}", "en")
    end = page.locator("[data-combined]")
    before = number(end, "data-combined")
    signs = [pair.split("=") for pair in ALL_FIVE.split("&")]
    library = combined_steps(Uncertain.known(0.1), [result(name, sign == "positive") for name, sign in signs], 0.4)
    assert before == pytest.approx(library[-1].probability, abs=1e-9)
    on_the_way = number(page.locator("[data-rung=reflexes]"), "data-probability")
    hands = Keyboard(page)
    hands.press("earlier:tool/combine:sensation")
    hands.press("earlier:tool/combine:sensation")
    expect(page.locator(act("earlier:tool/combine:sensation"))).to_be_focused()
    assert page.locator("[data-rung]").nth(3).get_attribute("data-rung") == "sensation"
    assert number(end, "data-combined") == pytest.approx(before, abs=1e-12)
    assert number(page.locator("[data-rung=reflexes]"), "data-probability") != pytest.approx(on_the_way, abs=1e-6)
    expect(end.locator("[data-note=chosen]")).to_be_visible()
    expect(page).to_have_url(re.compile(r"straight_leg_raise=.*crossed_leg_raise=.*sensation=.*strength="))
    page.reload()
    page.locator("[data-combined]").wait_for()
    assert page.locator("[data-rung]").nth(3).get_attribute("data-rung") == "sensation"


def test_results_that_cannot_occur_together_are_said_in_words(page: Page, server: Server) -> None:
    tool(page, server, "combine", "pre=0.1&dependence=1&straight_leg_raise=negative&crossed_leg_raise=positive")
    expect(page.locator("[data-never]")).to_have_text(words("lab.combine.never"))
    assert page.locator("[data-combined]").get_attribute("data-combined") == ""
    page.locator(act("less:tool/combine-dependence")).click()
    expect(page.locator("[data-never]")).to_have_count(0)


def test_a_pair_read_in_series_has_the_librarys_rates(page: Page, server: Server) -> None:
    tool(page, server, "combine", "pre=0.1", "en")
    page.locator(act("second:tool/combine")).select_option("reflexes")
    page.locator(act("slide:tool/combine-cov-ill")).press("End")
    first, second = rates("straight_leg_raise"), rates("reflexes")
    most = covariance_bounds(first.sensitivity, second.sensitivity)[1]
    pair = series(first, second, most, 0.0)
    cells = page.locator("[data-pair] [data-row=pair] [data-cell]")
    expect(cells.nth(0)).to_have_text(f"{100 * pair.sensitivity:.0f}%")
    assert pair.lr_positive
    expect(cells.nth(2)).to_have_text(f"{pair.lr_positive:.2f}")


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_sentence_turns_at_the_librarys_thresholds(page: Page, server: Server, lang: str) -> None:
    limits = thresholds(rates("crossed_leg_raise"), 0.3, 0.01)
    assert limits.testing is not None
    assert limits.test_action is not None
    tool(page, server, "thresholds", "test=crossed_leg_raise&pre=0.1&action=0.3&harm=0.01", lang)
    verdict = page.locator("[data-changes]")
    for limit, inside in ((limits.testing, 1), (limits.test_action, -1)):
        for side in (-1, 1):
            typed(page, "tool/thresholds-pre", f"{100 * limit + side * 0.1:.2f}")
            changes = side == inside
            expect(verdict).to_have_attribute("data-changes", "yes" if changes else "no")
            expect(verdict).to_contain_text(words("lab.threshold.can" if changes else "lab.threshold.cannot", lang))
            assert verdict.get_attribute("data-course") == limits.course(limit + side * 0.001)


def test_a_test_that_never_pays_says_why(page: Page, server: Server) -> None:
    tool(page, server, "thresholds", "test=sensation&pre=0.3&action=0.3")
    assert thresholds(rates("sensation"), 0.3).testing is None
    expect(page.locator("[data-changes=no]")).to_contain_text("LR+ 0,82")
    expect(page.locator("[data-zone=test]")).to_have_count(0)
    page.locator(act("test:tool/thresholds")).select_option("strength")
    expect(page.locator("[data-zone=test]")).to_have_count(1)


def test_one_flag_at_one_percent_gives_the_librarys_probability(page: Page, server: Server) -> None:
    tool(page, server, "flags")
    flags = any_flag(0.01, flagged_share(content.library()))
    after = after_result(0.01, flags.sensitivity, flags.specificity, positive=True)
    shown = page.locator("[data-after-flag]")
    assert number(shown, "data-after-flag") == pytest.approx(after, abs=1e-9)
    expect(shown.locator("[data-scanned]")).to_have_attribute("data-scanned", "80")
    expect(shown.locator("[data-note=hardly]")).to_be_visible()
    expect(shown.locator("[data-count=tp]")).to_contain_text("10")
    typed(page, "tool/flags-flagged", "0,5")
    typed(page, "tool/flags-pre", "5")
    expect(page.locator("[data-note=misfit]")).to_contain_text(words("lab.flags.misfit"))


def test_the_point_on_the_curve_is_the_cut_off_by_slider_key_and_drawing(page: Page, server: Server) -> None:
    tool(page, server, "cut_off", "distance=2&cut=1")
    hands = Keyboard(page)
    hands.reach(act("slide:tool/cut_off-cut"))
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    library = at_cut_off(2, 1.3)
    point = page.locator("[data-roc-point]")
    assert number(point, "data-y") == pytest.approx(library.sensitivity, abs=1e-9)
    assert number(point, "data-x") == pytest.approx(1 - library.specificity, abs=1e-9)
    assert number(page.locator("[data-area]"), "data-area") == pytest.approx(area_under_curve(2), abs=1e-9)
    # The drawing is aligned with the slider: pressing above the thumb leaves the cut-off where it is.
    drawing = page.locator(".lbp-l-bells > svg")
    box = drawing.bounding_box()
    assert box
    drawing.click(position={"x": box["width"] * (1.3 + 3) / 9, "y": 120})
    assert number(point, "data-y") == pytest.approx(library.sensitivity, abs=0.01)
    # The middle of the thumb runs from half its width inside one end to half its width inside the other.
    track = page.locator(act("slide:tool/cut_off-cut")).bounding_box()
    assert track
    assert box["x"] == pytest.approx(track["x"] + THUMB / 2, abs=1)
    assert box["width"] == pytest.approx(track["width"] - THUMB, abs=1)


def test_the_mixture_decides_the_sensitivity(page: Page, server: Server) -> None:
    tool(page, server, "spectrum", "severe=0.9&in_severe=0.8&in_mild=0.3&sp=0.9")
    bench = page.locator("[data-mixed]")
    assert number(bench, "data-mixed") == pytest.approx(mixed_sensitivity(0.9, 0.8, 0.3), abs=1e-12)
    page.locator(act("place:tool/spectrum:practice")).click()
    assert number(bench, "data-mixed") == pytest.approx(mixed_sensitivity(0.2, 0.8, 0.3), abs=1e-12)
    expect(bench.locator("[data-note=lesson]")).to_contain_text(re.compile(r"75\s%.*40\s%"))


@pytest.mark.parametrize("name", ["combine", "thresholds", "flags", "cut_off", "spectrum"])
def test_a_bench_fits_a_narrow_screen_and_names_every_control(page: Page, server: Server, name: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    tool(page, server, name, ALL_FIVE if name == "combine" else "")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for details in page.locator(".lbp-l-bench details").all():
        details.evaluate("node => { node.open = true; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    acts = page.locator(".lbp-l-bench [data-act]").evaluate_all("nodes => nodes.map(n => n.dataset.act)")
    assert len(acts) == len(set(acts))
    assert page.locator(".lbp-l-bench :is(input, select, button)").evaluate_all(NAMELESS) == []
    pictures = page.locator(".lbp-l-bench svg:not(svg svg):not([aria-hidden])")
    assert pictures.evaluate_all(PICTURES_SPEAK)
