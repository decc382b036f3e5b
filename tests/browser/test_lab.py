"""A student in the laboratory: guesses before she sees, turns the numbers, and finds out what the draft got wrong."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import lbp_widgets
from lbp_teach import content
from lbp_teach.lab.answers import accuracy, answer, percent, words
from lbp_teach.probability.bayes import Uncertain, after_result, post_test_interval
from lbp_teach.probability.frequencies import natural_frequencies
from lbp_teach.text import Lang
from lbp_widgets.lab.lab import TOOLS

from .axe import Axe
from .conftest import Server, go
from .hands import Keyboard, Mouse, act

pytestmark = pytest.mark.browser
LAB = "voila/render/labs/probability.ipynb"
PARTS = [part.id for part in content.lab().parts]


def enter(page: Page, server: Server, place: str = "", lang: str = "da") -> Page:
    """Open the laboratory at a place and wait until it is there."""
    go(page, f"{server.url}{LAB}?lang={lang}{'#' + place if place else ''}")
    page.locator(".lbp-l-page").wait_for()
    return page


def lock_guess(hands: Mouse, name: str, percent_typed: str) -> None:
    """Type a guess in percent and lock it."""
    field = hands.page.locator(act(f"field:guess-{name}"))
    if isinstance(hands, Keyboard):
        hands.reach(act(f"field:guess-{name}"))
        hands.page.keyboard.type(percent_typed)
        hands.page.keyboard.press("Tab")
    else:
        field.fill(percent_typed)
        field.press("Enter")
    hands.press(f"guess:{name}")
    hands.page.locator(f'[data-guess="{name}"] [data-verdict]').wait_for()


# ---- guess, then see ----


@pytest.mark.parametrize(("hands", "lang"), [(Mouse, Lang.DA), (Keyboard, Lang.EN)])
def test_a_guess_is_made_before_the_answer_is_seen_and_stays_after_a_reload(
    page: Page, server: Server, hands: type[Mouse], lang: Lang
) -> None:
    library, part = content.library(), content.lab().parts[1]
    first, second = part.guesses
    enter(page, server, f"part/{part.id}", lang.value)
    player = hands(page)
    expect(page.locator("[data-guess]")).to_have_count(1)
    expect(page.locator(act(f"guess:{first.id}"))).to_have_attribute("aria-disabled", "true")
    expect(page.locator("[data-bench]")).to_have_count(0)
    lock_guess(player, first.id, "55")
    # What is read next is the verdict, by eye and by ear.
    expect(page.locator(f'[data-guess="{first.id}"] [data-verdict]')).to_be_focused()
    found = answer(library, first)
    shown = page.locator(f'[data-guess="{first.id}"]')
    expect(shown.locator("[data-verdict]")).to_contain_text(percent(found.value)(lang))
    expect(shown.locator("[data-verdict]")).to_contain_text(percent(0.55)(lang))
    expect(shown).to_contain_text(words(library, first.after, found.words)(lang))
    page.reload()
    page.locator(f'[data-guess="{second.id}"]').wait_for()
    expect(page.locator(f'[data-guess="{first.id}"] [data-verdict]')).to_contain_text(percent(0.55)(lang))
    lock_guess(player, second.id, "74")
    expect(page.locator('[data-bench="one_test"]')).to_be_visible()
    expect(page.locator("[data-takeaway]")).to_contain_text(part.takeaway(lang))
    expect(page.locator("[data-calibration]")).to_have_attribute("data-calibration", "2")
    expect(page.locator("[data-dot]")).to_have_count(2)
    page.locator(act("open:home:")).first.click()
    expect(page.locator(f'[data-part="{part.id}"]')).to_have_attribute("data-state", "done")


def test_nothing_of_the_answer_has_reached_the_page_before_the_guess(own_page: Page, server: Server) -> None:
    page, library, lab = own_page, content.library(), content.lab()
    for lang in ("da", "en"):
        enter(page, server, lang=lang)
        told = page.lbp.text
        for guess in lab.guesses.values():
            found = answer(library, guess)
            assert words(library, guess.after, {**found.words, "answer": percent(found.value)})(Lang(lang)) not in told
        for claim in lab.claims:
            assert words(library, claim.because)(Lang(lang)) not in told
            assert claim.text(Lang(lang)) in told


def test_a_claim_is_judged_by_keyboard_and_resolved_with_the_disagreement(page: Page, server: Server) -> None:
    library, claim = content.library(), content.lab().claim("crossed_rules_out")
    enter(page, server, "tool/claims", "en")
    hands = Keyboard(page)
    box = page.locator(f'[data-claim="{claim.id}"]')
    expect(box.locator(act(f"claim:{claim.id}"))).to_have_attribute("aria-disabled", "true")
    # Nothing is chosen yet, so Tab comes to the first of each group and the arrows choose.
    hands.reach(act(f"holds:{claim.id}:yes"))
    page.keyboard.press("ArrowDown")
    hands.reach(act(f"certainty:{claim.id}:1"))
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    hands.press(f"claim:{claim.id}")
    expect(box).to_have_attribute("data-judged", "true")
    expect(box.locator("[data-verdict]")).to_be_focused()
    expect(box.locator("[data-grade]")).to_have_attribute("data-grade", "right")
    expect(box).to_contain_text(words(library, claim.because)(Lang.EN))
    expect(box.locator('[data-conflict="C-24"]')).to_contain_text(library.conflicts["C-24"].question(Lang.EN))
    expect(box).to_contain_text("quite sure (95%)")


def test_the_four_questions_are_answered_on_a_phone_with_the_laboratory_alone(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    lessons = {
        "positive_crossed": ["24%", "28 have a prolapse and 90 do not"],
        "sensory": ["8.4%", "28 of 100 with a prolapse have the finding, but so do 34 of 100 without"],
        "ruling_out": ["72%", "72 of 100 with a prolapse have a negative crossed test", "8.2%"],
        "one_flag": ["1.3%", "800 have at least one flag, and 10 of them are seriously ill"],
    }
    for name, said in lessons.items():
        part = next(part for part in content.lab().parts if part.id == name)
        enter(page, server, f"part/{name}", "en")
        for guess in part.guesses:
            lock_guess(Mouse(page), guess.id, "50")
        for text in said:
            expect(page.locator(".lbp-l-guesses")).to_contain_text(text)
        if name == "ruling_out":
            # What to take along would answer the claims, so they come first.
            expect(page.locator("[data-takeaway]")).to_have_count(0)
            for claim in content.lab().claims:
                page.locator(act(f"holds:{claim.id}:no")).check()
                page.locator(act(f"certainty:{claim.id}:2")).check()
                Mouse(page).press(f"claim:{claim.id}")
        expect(page.locator("[data-takeaway]")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
    assert page.lbp.foreign == []
    assert page.lbp.errors == []


# ---- one calculation, three pictures ----


@pytest.mark.parametrize(
    ("test", "pre", "lang"), [("crossed_leg_raise", 0.10, "da"), ("strength", 0.3, "en"), ("sensation", 0.62, "da")]
)
def test_the_nomograms_line_its_number_and_the_formula_agree(
    page: Page, server: Server, test: str, pre: float, lang: str
) -> None:
    enter(page, server, f"tool/one_test?test={test}&pre={pre}", lang)
    row = accuracy(content.library(), test)
    drawn = page.evaluate("""() => {
        const at = (node, names) => Object.fromEntries(names.map((name) => [name, Number(node.getAttribute(name))]));
        const ticks = (axis) => [...document.querySelectorAll(`[data-axis=${axis}] [data-tick]`)]
            .map((node) => [Number(node.dataset.tick), Number(node.getAttribute("y1"))]);
        const lines = [...document.querySelectorAll("[data-line]")].map((node) => [node.dataset.line,
            at(node.querySelector("line"), ["x1", "y1", "x2", "y2"]), at(node.querySelector("circle"), ["cx", "cy"])]);
        return { lines, before: ticks("before"), ratio: ticks("ratio"), after: ticks("after") };
    }""")
    for name, line, crossing in drawn["lines"]:
        positive = name == "positive"
        exact = after_result(pre, row.sensitivity.value, row.specificity.value, positive=positive)
        assert on_axis(drawn["before"], line["y1"], logit) == pytest.approx(pre, abs=1e-6)
        assert on_axis(drawn["after"], line["y2"], logit) == pytest.approx(exact, abs=1e-6)
        # The circle on the middle axis lies on the straight line, at the ratio that the axis says.
        assert crossing["cy"] == pytest.approx((line["y1"] + line["y2"]) / 2, abs=1e-6)
        ratio = exact / (1 - exact) / (pre / (1 - pre))
        assert on_axis(drawn["ratio"], crossing["cy"], math.log) == pytest.approx(ratio, rel=1e-6)
        label = page.locator(f'[data-label="{name}"]').text_content() or ""
        assert float(label.replace(",", ".")) == pytest.approx(ratio, abs=0.006)
        page.locator(act(f"result:tool/one_test:{name}")).click()
        assert float(page.locator("[data-readout]").get_attribute("data-readout") or "") == pytest.approx(
            exact, abs=1e-12
        )
        expect(page.locator("[data-readout] strong")).to_have_text(percent(exact)(Lang(lang)))
        _, band = post_test_interval(Uncertain.known(pre), *row.uncertain(), positive=positive)
        expect(page.locator("[data-readout]")).to_contain_text(percent(band.low)(Lang(lang)))
        expect(page.locator("[data-readout]")).to_contain_text(percent(band.high)(Lang(lang)))


def logit(p: float) -> float:
    return math.log(p / (1 - p))


def on_axis(ticks: list[list[float]], y: float, scale: Any) -> float:
    """Return what an axis says at a height, read from two of its ticks as one would with a ruler."""
    (first, top), (last, bottom) = ticks[0], ticks[-1]
    value = scale(first) + (y - top) / (bottom - top) * (scale(last) - scale(first))
    return 1 / (1 + math.exp(-value)) if scale is logit else math.exp(value)


def test_moving_a_slider_regroups_everybody_without_asking_python(page: Page, server: Server) -> None:
    enter(page, server, "tool/one_test?test=strength")
    sent: list[object] = []
    page.on("websocket", lambda ws: ws.on("framesent", lambda frame: sent.append(frame)))
    page.reload()
    page.locator("[data-one-test]").wait_for()
    page.locator(".lbp-lab[data-waiting=false]").wait_for()
    before = len(sent)
    assert before > 0
    slider = page.locator(act("slide:tool/one_test-pre"))
    slider.focus()
    for key, times in (("ArrowRight", 7), ("PageUp", 2), ("ArrowLeft", 2)):
        for _ in range(times):
            page.keyboard.press(key)
    page.locator(act("slide:tool/one_test-se")).focus()
    page.keyboard.press("PageUp")
    expect(page.locator("[data-one-test]")).to_have_attribute("data-one-test", "own")
    pre, se, sp = 0.10 + 0.07 + 0.20 - 0.02, 0.37, 0.93
    counts = natural_frequencies(pre, se, sp).table
    for name in ("tp", "fp", "fn", "tn"):
        expect(page.locator(f'[data-node="{name}"] strong')).to_have_text(str(getattr(counts, name)))
        expect(page.locator(f'[data-cell="{name}"]')).to_have_text(str(getattr(counts, name)))
        expect(page.locator(f'[data-count="{name}"]')).to_contain_text(str(getattr(counts, name)))
    drawn = page.evaluate(
        "[...document.querySelectorAll('.lbp-l-crowd path')].map((one) => one.getAttribute('d').split('M').length - 1)"
    )
    assert drawn == [counts.tp, counts.fp, counts.fn, counts.tn]
    assert sum(drawn) == 1000
    assert len(sent) == before, "a slider asked Python"
    expect(slider).to_have_attribute("aria-valuetext", "35\u00a0%, 350 af 1000")


def test_the_point_on_the_nomogram_is_dragged_and_moved_with_keys(page: Page, server: Server) -> None:
    enter(page, server, "tool/one_test")
    handle = page.locator(act("handle:tool/one_test"))
    handle.focus()
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowUp")
    expect(handle).to_have_attribute("aria-valuenow", "21")
    expect(page.locator(act("field:tool/one_test-pre"))).to_have_value("21")
    handle.scroll_into_view_if_needed()
    dot = handle.locator(".lbp-l-handle-dot").bounding_box()
    tick = page.locator('[data-axis=before] [data-tick="0.5"]').bounding_box()
    assert dot is not None
    assert tick is not None
    page.mouse.move(dot["x"] + dot["width"] / 2, dot["y"] + dot["height"] / 2)
    page.mouse.down()
    page.mouse.move(tick["x"], tick["y"] - 20, steps=4)
    page.mouse.move(tick["x"], tick["y"], steps=4)
    page.mouse.up()
    expect(handle).to_have_attribute("aria-valuenow", "50")
    page.wait_for_url(re.compile(r"pre=0\.5"))
    page.reload()
    expect(page.locator(act("field:tool/one_test-pre"))).to_have_value("50")


# ---- the same formulas on both sides ----


GRID = """async (source) => {
    const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const m = await import(url);
    const shares = [0.01, 0.07, 0.1, 0.28, 0.5, 0.64, 0.9, 0.99];
    const sd = { sensitivity: 0.17, specificity: 0.25 };
    const out = [];
    for (const pre of shares) for (const se of shares) for (const sp of shares) {
        const row = [pre, se, sp];
        for (const positive of [true, false]) {
            const band = m.afterBand(pre, se, sp, sd, positive);
            row.push(m.afterResult(pre, se, sp, positive), band.low, band.high);
        }
        const n = m.naturalFrequencies(pre, se, sp, 1000);
        const t = m.testThresholds(se, sp, pre, 0.02);
        row.push(n.tp, n.fp, n.fn, n.tn, t.testing, t.testAction, m.courseAt(t, 0.35));
        const other = { sensitivity: 0.15, specificity: 0.93, sd, positive: true };
        for (const dependence of [0, 0.4, 1]) {
            const one = { sensitivity: se, specificity: sp, sd, positive: true };
            const steps = m.combinedSteps(pre, [one, other], dependence);
            row.push(steps[1].lr, steps[1].probability, steps[1].low, steps[1].high);
        }
        const a = { sensitivity: se, specificity: sp };
        const b = { sensitivity: 0.3, specificity: 0.8 };
        const [, most] = m.covarianceBounds(se, 0.3);
        const joint = m.seriesRates(a, b, most, 0);
        const either = m.parallelRates(a, b, 0, 0);
        row.push(joint.sensitivity, joint.specificity, either.sensitivity, either.specificity);
        row.push(m.ratioToReach(pre, se), m.mixedSensitivity(pre, se, sp));
        const flag = m.anyFlag(pre, se, sp);
        row.push(flag === null ? null : flag.specificity);
        out.push(row);
    }
    const normal = [];
    for (let z = -8; z <= 8; z += 0.125) {
        normal.push([z, m.normalCdf(z), m.atCutOff(1.3, z).sensitivity, m.areaUnderCurve(Math.abs(z) / 2)]);
    }
    return { out, normal };
}"""


def test_the_browsers_formulas_give_the_librarys_numbers_on_a_grid(context: BrowserContext) -> None:
    from lbp_teach.probability import combine, demonstrators
    from lbp_teach.probability.checks import BadNumber
    from lbp_teach.probability.distributions import normal_cdf
    from lbp_teach.probability.table import Rates
    from lbp_teach.probability.when_to_test import ratio_to_reach, thresholds

    source = (Path(lbp_widgets.__file__).parent / "lab" / "math.js").read_text(encoding="utf-8")
    found = context.new_page().evaluate(GRID, source)
    assert len(found["out"]) == 512
    compared = 0
    for pre, se, sp, *numbers in found["out"]:
        wanted: list[float | str | None] = []
        before, sens, spec = Uncertain.known(pre), Uncertain(se, 0.17), Uncertain(sp, 0.25)
        for positive in (True, False):
            _, band = post_test_interval(before, sens, spec, positive=positive)
            wanted += [after_result(pre, se, sp, positive=positive), band.low, band.high]
        people = natural_frequencies(pre, se, sp).table
        limits = thresholds(Rates(se, sp), pre, 0.02)
        wanted += [people.tp, people.fp, people.fn, people.tn, limits.testing, limits.test_action]
        wanted.append(limits.course(0.35))
        other = combine.Result(Uncertain(0.15, 0.17), Uncertain(0.93, 0.25), True)
        for dependence in (0.0, 0.4, 1.0):
            step = combine.combined_steps(before, [combine.Result(sens, spec, True), other], dependence)[-1]
            ends = (step.interval.low, step.interval.high) if step.interval else (None, None)
            assert (step.interval is None) == (dependence > 0)
            wanted += [step.lr, step.probability, *ends]
        a, b = Rates(se, sp), Rates(0.3, 0.8)
        joint = combine.series(a, b, combine.covariance_bounds(se, 0.3)[1], 0.0)
        either = combine.parallel(a, b)
        wanted += [joint.sensitivity, joint.specificity, either.sensitivity, either.specificity]
        wanted += [ratio_to_reach(pre, se), demonstrators.mixed_sensitivity(pre, se, sp)]
        try:
            wanted.append(demonstrators.any_flag(pre, se, sp).specificity)
        except BadNumber:
            wanted.append(None)
        for have, want in zip(numbers, wanted, strict=True):
            compared += 1
            near = pytest.approx(want, rel=1e-9, abs=1e-12) if isinstance(want, float | int) else want
            assert have == near, (pre, se, sp)
    for z, cdf, at_cut, area in found["normal"]:
        assert cdf == pytest.approx(normal_cdf(z), rel=1e-9)
        assert at_cut == pytest.approx(normal_cdf(1.3 - z), rel=1e-9)
        assert area == pytest.approx(demonstrators.area_under_curve(abs(z) / 2), rel=1e-9)
    assert compared == 512 * 32


# ---- everybody ----


def walk(page: Page, place: str) -> None:
    """Go to another place of the laboratory without loading the page anew."""
    page.evaluate("place => { window.location.hash = place; }", place)
    wanted = place.split("/")[0] or "home"
    page.locator(f".lbp-lab[data-screen={wanted}]").wait_for()
    page.locator(".lbp-lab[data-waiting=false]").wait_for()


PLACES = ["", *(f"part/{name}" for name in PARTS), *(f"tool/{name}" for name in TOOLS)]


@pytest.mark.parametrize(("lang", "size"), [("da", "100"), ("en", "125")])
def test_no_page_is_wider_than_a_small_phone(page: Page, server: Server, lang: str, size: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    enter(page, server, lang=lang)
    page.evaluate("size => { document.querySelector('.lbp').dataset.size = size; }", size)
    widths = {}
    for place in PLACES:
        walk(page, place)
        widths[place] = page.evaluate("document.documentElement.scrollWidth")
    assert {place: width for place, width in widths.items() if width > 320} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_to_complain_about(page: Page, server: Server, theme: str) -> None:
    page.emulate_media(color_scheme=theme)
    enter(page, server, f"part/{PARTS[1]}", "da" if theme == "light" else "en")
    for guess in content.lab().parts[1].guesses:
        lock_guess(Mouse(page), guess.id, "50")
    found = {}
    for place in PLACES:
        walk(page, place)
        checked = Axe().run(page).response
        assert len(checked["passes"]) > 10
        faults = [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in checked["violations"]]
        if faults:
            found[place] = faults
    assert found == {}


def test_the_language_changes_in_place_and_the_numbers_stay(page: Page, server: Server) -> None:
    enter(page, server, "tool/one_test?test=reflexes&pre=0.4&result=negative", "da")
    expect(page.locator("h1")).to_have_text("Hvad flytter testen?")
    page.locator(act("lang:en")).click()
    expect(page.locator("h1")).to_have_text("What does the test shift?")
    expect(page.locator(act("field:tool/one_test-pre"))).to_have_value("40")
    expect(page.locator("[data-one-test]")).to_have_attribute("data-one-test", "reflexes")
    expect(page).to_have_url(re.compile(r"lang=en#tool/one_test\?"))


def test_the_laboratory_is_reached_from_the_cases_and_the_other_way(page: Page, server: Server) -> None:
    go(page, f"{server.url}?lang=en")
    page.locator("[data-screen=home]").wait_for()
    with page.context.expect_page() as fresh:
        page.locator(act("page:labs")).click()
    tab = fresh.value
    tab.locator(".lbp-l-page").wait_for()
    expect(tab.locator("h1")).to_have_text("The test laboratory")
    learner = page.locator(".lbp-learner").text_content()
    expect(tab.locator(".lbp-learner")).to_have_text(learner or "")
    tab.locator(act("page:cases")).click()
    tab.locator("[data-screen=home]").wait_for()


def test_a_number_is_taken_while_it_is_typed_and_what_is_held_back_is_said(page: Page, server: Server) -> None:
    enter(page, server, f"part/{PARTS[0]}", "en")
    name = content.lab().parts[0].guesses[0].id
    field, lock = page.locator(act(f"field:guess-{name}")), page.locator(act(f"guess:{name}"))
    field.press_sequentially("12.5")
    expect(lock).not_to_have_attribute("aria-disabled", "true")
    expect(field).to_have_value("12.5")
    field.fill("250")
    field.press("Enter")
    expect(field).to_have_value("99")
    expect(page.locator(".lbp-l-problem")).to_have_text("You can choose from 1% to 99%.")
    field.fill("many")
    field.press("Enter")
    expect(page.locator(".lbp-l-problem")).to_have_text("Write a number in percent, for example 10 or 8.5.")
    expect(field).to_have_value("99")
    field.fill("8,5")
    expect(page.locator(".lbp-l-problem")).to_have_count(0)


def test_a_link_with_numbers_is_followed_also_where_the_bench_was_used_before(page: Page, server: Server) -> None:
    enter(page, server, "tool/one_test?pre=0.2")
    page.locator(act("more:tool/one_test-pre")).click()
    page.wait_for_url(re.compile(r"pre=0\.21"))
    page.evaluate("window.location.hash = '#tool/one_test?test=strength&pre=0.77'")
    expect(page.locator(act("field:tool/one_test-pre"))).to_have_value("77")
    expect(page.locator("[data-one-test]")).to_have_attribute("data-one-test", "strength")


def test_a_finger_drags_the_point_and_scrolls_beside_it(chromium: Browser, server: Server) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = enter(context.new_page(), server, "tool/one_test")
    handle = page.locator(act("handle:tool/one_test"))
    handle.evaluate("node => node.scrollIntoView({ block: 'center' })")
    box = handle.locator(".lbp-l-handle-dot").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    scrolled = page.evaluate("window.scrollY")
    finger = context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 17):
        point = {"x": x, "y": y + 10 * step}
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(handle).not_to_have_attribute("aria-valuenow", "10")
    assert int(handle.get_attribute("aria-valuenow") or 0) > 60
    assert page.evaluate("window.scrollY") == scrolled
    context.close()


@pytest.mark.parametrize("place", ["tool/constructor", "part/__proto__", "part/attic", "tool/toString"])
def test_a_place_that_is_not_there_leaves_no_blank_page(page: Page, server: Server, place: str) -> None:
    enter(page, server, place, "en")
    expect(page.locator("h1")).to_have_text(re.compile("That page does not exist|The test laboratory"))


def test_back_leads_from_a_tool_to_the_overview_and_an_unknown_place_says_so(page: Page, server: Server) -> None:
    enter(page, server)
    page.locator(act("open:tool:claims")).click()
    expect(page.locator("[data-home]")).to_be_focused()
    page.go_back()
    expect(page.locator("[data-screen=home]")).to_be_visible()
    enter(page, server, "part/attic", "en")
    expect(page.locator("h1")).to_have_text("That page does not exist")
    expect(page.locator(".lbp-empty")).to_contain_text("is not in the laboratory")
