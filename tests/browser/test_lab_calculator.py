"""A student counts: the 2x2 table, two examiners and one reflex, and who had the reference test."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from lbp_teach import content
from lbp_teach.lab.ask import ask
from lbp_teach.probability.agreement import cohen_kappa
from lbp_teach.probability.demonstrators import begg_greenes
from lbp_teach.probability.frequencies import natural_frequencies
from lbp_teach.probability.table import Measures, TwoByTwo, measures, rates_from_ratios
from lbp_teach.text import Lang

from .axe import Axe
from .conftest import Server, go
from .hands import Keyboard, Mouse, act

pytestmark = pytest.mark.browser
LAB = "voila/render/labs/probability.ipynb"
CELLS = ("tp", "fp", "fn", "tn")
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })"
CLIPBOARD_AGAIN = "delete navigator.clipboard"
UNPRESSED = (
    """() => [...document.querySelectorAll('[data-tool] button[aria-pressed="false"]')].map((n) => n.dataset.act)"""
)
BENCHES = ("calculator", "agreement", "verification")


def tool(page: Page, server: Server, name: str, lang: Lang = Lang.DA, query: str = "") -> Page:
    """Open a workbench on its own page and wait until it has its first numbers."""
    go(page, f"{server.url}{LAB}?lang={lang.value}#tool/{name}{'?' + query if query else ''}")
    page.locator(f'[data-tool="{name}"] [data-measure]').first.wait_for()
    Mouse(page).settled()
    return page


def spelt(value: float, places: int, lang: Lang) -> str:
    text = f"{value:.{places}f}".replace("-", "−")
    return text.replace(".", ",") if lang is Lang.DA else text


def share(value: float, lang: Lang) -> str:
    return spelt(100 * value, 1, lang) + ("\u00a0%" if lang is Lang.DA else "%")


def measure(page: Page, name: str, which: str = "") -> Locator:
    return page.locator(f'[data-measure="{name}"] {which}').first


def shows(page: Page, name: str, text: str) -> None:
    expect(measure(page, name, "[data-value]")).to_have_text(text)


def shows_all(page: Page, found: Measures, lang: Lang) -> None:
    """Compare every measure that has a value, and the intervals of the shares."""
    to = {Lang.DA: " til ", Lang.EN: " to "}[lang]
    for name in ("sensitivity", "specificity", "ppv", "npv", "accuracy", "prevalence"):
        estimate = getattr(found, name)
        assert estimate.value is not None
        shows(page, name, share(estimate.value, lang))
        ends = spelt(100 * estimate.interval.low, 1, lang) + to + share(estimate.interval.high, lang)
        expect(measure(page, name, "[data-interval]")).to_contain_text(ends)
    for name in ("lr_positive", "lr_negative", "diagnostic_odds_ratio"):
        value = getattr(found, name).value
        shows(page, name, spelt(value, 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 0.1 else 3, lang))
    shows(page, "youden", spelt(found.youden.value, 2, lang))


def type_counts(hands: Mouse, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        if isinstance(hands, Keyboard):
            hands.reach(act(f"count:{name}"))
            hands.page.keyboard.press("ControlOrMeta+a")
            hands.page.keyboard.type(str(value))
        else:
            hands.page.locator(act(f"count:{name}")).fill(str(value))


# ---- the calculator ----


@pytest.mark.parametrize(("hands", "lang"), [(Keyboard, Lang.DA), (Mouse, Lang.EN)])
def test_four_counts_give_the_librarys_measures_and_intervals(
    page: Page, server: Server, hands: type[Mouse], lang: Lang
) -> None:
    tool(page, server, "calculator", lang)
    type_counts(hands(page), {"calc-tp": 64, "calc-fp": 43, "calc-fn": 36, "calc-tn": 57})
    table = TwoByTwo(64, 43, 36, 57)
    shows_all(page, measures(table), lang)
    page.locator(act("calc:method")).select_option("jeffreys")
    shows_all(page, measures(table, "jeffreys"), lang)
    expect(page.locator("[data-methods]")).to_contain_text("Jeffreys")


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize(("typed", "sent"), [("-3", -3), ("4,5", 4.5), ("mange", "mange")])
def test_a_bad_count_has_its_sentence_under_its_row_and_no_measure_is_shown(
    page: Page, server: Server, lang: Lang, typed: str, sent: object
) -> None:
    tool(page, server, "calculator", lang)
    page.locator(act("count:calc-fn")).fill(typed)
    wanted = ask({"what": "table", "tp": 40, "fp": 21, "fn": sent, "tn": 212}, lang)["problem"]
    assert wanted["field"] == "fn"
    problem = page.locator('tr:has([data-act="count:calc-fn"]) + tr [data-problem="calc-fn"]')
    expect(problem).to_have_text(wanted["text"])
    cell = page.locator(act("count:calc-fn"))
    expect(cell).to_have_attribute("aria-invalid", "true")
    expect(cell).to_have_attribute("aria-describedby", problem.get_attribute("id") or "no id")
    expect(cell).to_have_value(typed)
    expect(cell).to_be_focused()
    expect(page.locator("[data-measure]")).to_have_count(0)
    cell.fill("11")
    shows_all(page, measures(TwoByTwo(40, 21, 11, 212)), lang)
    expect(page.locator("[data-problem]")).to_have_count(0)


@pytest.mark.parametrize("typed", ["1.000", "1,000", "1 000"])
def test_a_thousand_is_a_thousand_however_it_is_parted(page: Page, server: Server, typed: str) -> None:
    tool(page, server, "calculator")
    page.locator(act("count:calc-tn")).fill(typed)
    shows_all(page, measures(TwoByTwo(40, 21, 11, 1000)), Lang.DA)


def test_an_empty_cell_of_the_table_is_not_scolded_and_a_zero_is_explained(page: Page, server: Server) -> None:
    tool(page, server, "calculator", Lang.EN)
    page.locator(act("calc:clear")).click()
    expect(page.locator("[data-measure]")).to_have_count(0)
    expect(page.locator("[data-problem]")).to_have_count(0)
    expect(page.locator("[data-results]")).to_contain_text("Fill in every field")
    expect(page.locator(act("calc:copy-text"))).to_have_attribute("aria-disabled", "true")
    type_counts(Mouse(page), {"calc-tp": 12, "calc-fp": 0, "calc-fn": 8, "calc-tn": 30})
    found = measures(TwoByTwo(12, 0, 8, 30))
    shows_all(page, found, Lang.EN)
    assert found.lr_positive.note is not None
    expect(page.locator("[data-note]")).to_contain_text(found.lr_positive.note.en)


def test_the_guidelines_tests_are_put_in_at_ten_percent_and_the_prevalence_can_be_turned(
    page: Page, server: Server
) -> None:
    tool(page, server, "calculator")
    for row in content.library().guideline.accuracies:
        page.locator(act(f"calc-preset:{row.id}")).click()
        rates = (row.sensitivity.value, row.specificity.value)
        shows_all(page, measures(natural_frequencies(0.1, *rates).table), Lang.DA)
        expect(page.locator('[data-act^="cite:"]').first).to_contain_text("DSAM2026")
    page.locator(act("count:calc-prevalence")).fill("50 %")
    table = natural_frequencies(0.5, *rates).table
    shows_all(page, measures(table), Lang.DA)
    for name in CELLS:
        expect(page.locator(f'[data-cell="{name}"]')).to_have_text(str(getattr(table, name)))
    page.locator(act("count:calc-sensitivity")).fill("28")
    wanted = ask({"what": "rates", "sensitivity": 28, "specificity": 0.9, "prevalence": 0.5}, Lang.DA)["problem"]
    expect(page.locator('[data-problem="calc-sensitivity"]')).to_have_text(wanted["text"])


def test_ratios_become_a_table_and_two_on_the_same_side_of_one_are_refused(page: Page, server: Server) -> None:
    tool(page, server, "calculator", Lang.EN)
    page.locator(act("calc-from:ratios")).click()
    fields = {"calc-lr_positive": 2.8, "calc-lr_negative": 0.8, "calc-prevalence": 0.1, "calc-total": 1000}
    type_counts(Mouse(page), fields)
    rates = rates_from_ratios(2.8, 0.8)
    shows_all(page, measures(natural_frequencies(0.1, rates.sensitivity, rates.specificity).table), Lang.EN)
    expect(page.locator("[data-rates]")).to_contain_text(f"{rates.sensitivity:.3f}")
    page.locator(act("count:calc-lr_negative")).fill("1.4")
    wanted = ask({"what": "ratios", "lr_positive": 2.8, "lr_negative": 1.4}, Lang.EN)["problem"]
    expect(page.locator('[data-problem="calc-lr_negative"]')).to_have_text(wanted["text"])


def test_another_way_of_writing_begins_at_the_numbers_that_stand_there(page: Page, server: Server) -> None:
    tool(page, server, "calculator")
    page.locator(act("calc-from:rates")).click()
    expect(page.locator(act("count:calc-total"))).to_have_value("284")
    shows_all(page, measures(TwoByTwo(40, 21, 11, 212)), Lang.DA)
    page.locator(act("lang:en")).click()
    expect(page.locator(act("count:calc-sensitivity"))).to_have_value("0.7843")
    shows_all(page, measures(TwoByTwo(40, 21, 11, 212)), Lang.EN)
    page.locator(act("calc-from:counts")).click()
    for name, value in zip(CELLS, (40, 21, 11, 212), strict=True):
        expect(page.locator(act(f"count:calc-{name}"))).to_have_value(str(value))


def test_the_text_is_copied_and_where_it_cannot_be_it_stands_marked(page: Page, server: Server) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tool(page, server, "calculator", Lang.EN)
    wanted = ask({"what": "table", "tp": 40, "fp": 21, "fn": 11, "tn": 212}, Lang.EN)["copy"]
    page.locator(act("calc:copy-text")).click()
    expect(page.locator("[data-copied=text]")).to_be_visible()
    expect(page.locator(".lbp-voice")).to_contain_text("copied")
    assert page.evaluate("navigator.clipboard.readText()") == wanted
    page.evaluate(NO_CLIPBOARD)
    page.locator(act("calc:copy-text")).click()
    field = page.locator(act("calc:copied"))
    expect(field).to_be_focused()
    expect(field).to_have_value(wanted)
    assert field.evaluate("node => node.value.slice(node.selectionStart, node.selectionEnd)") == wanted
    expect(page.locator("[data-copied]")).to_have_count(0)
    page.locator(act("count:calc-tp")).fill("41")
    expect(field).to_have_count(0)
    page.evaluate(CLIPBOARD_AGAIN)


@pytest.mark.parametrize("by", ["the button", "the address"])
def test_a_shared_link_opens_the_same_table(page: Page, server: Server, by: str) -> None:
    tool(page, server, "calculator")
    page.evaluate(NO_CLIPBOARD)
    type_counts(Mouse(page), {"calc-tp": 815, "calc-fp": 115, "calc-fn": 208, "calc-tn": 327})
    page.locator(act("calc:method")).select_option("clopper_pearson")
    shows_all(page, measures(TwoByTwo(815, 115, 208, 327), "clopper_pearson"), Lang.DA)
    expect(page).to_have_url(re.compile(r"tp=815&fp=115&fn=208&tn=327&method=clopper_pearson"))
    link = page.url
    if by == "the button":
        page.locator(act("calc:copy-link")).click()
        link = page.locator(act("calc:copied")).input_value()
    page.evaluate(CLIPBOARD_AGAIN)
    other = page.context.new_page()
    other.goto(link)
    other.locator("[data-measure]").first.wait_for()
    shows_all(other, measures(TwoByTwo(815, 115, 208, 327), "clopper_pearson"), Lang.DA)
    expect(other.locator(act("calc:method"))).to_have_value("clopper_pearson")
    other.evaluate("location.hash = '#tool/calculator?tp=30&fp=20&fn=11&tn=70'")
    shows_all(other, measures(TwoByTwo(30, 20, 11, 70)), Lang.DA)


def test_an_address_with_nonsense_in_it_opens_the_calculator_all_the_same(page: Page, server: Server) -> None:
    tool(page, server, "calculator", query="tp=1&fp=x&from=magic&method=guess")
    shows_all(page, measures(TwoByTwo(40, 21, 11, 212)), Lang.DA)


# ---- agreement ----


def agreement_is(page: Page, table: list[list[int]], lang: Lang) -> None:
    found = cohen_kappa(table)
    shows(page, "observed", share(found.observed, lang))
    shows(page, "expected", share(found.expected, lang))
    assert found.kappa is not None
    shows(page, "kappa", spelt(found.kappa, 2, lang))


@pytest.mark.parametrize("lang", list(Lang))
def test_nine_in_ten_agree_and_kappa_is_nothing(page: Page, server: Server, lang: Lang) -> None:
    tool(page, server, "agreement", lang)
    page.locator(act("agree-preset:paradox")).click()
    agreement_is(page, [[0, 5], [5, 90]], lang)
    expect(page.locator("[data-sentence]")).to_contain_text(share(0.9, lang))
    type_counts(Keyboard(page), {"agree-two-0-0": 28, "agree-two-0-1": 4, "agree-two-1-0": 3, "agree-two-1-1": 65})
    agreement_is(page, [[28, 4], [3, 65]], lang)
    page.locator(act("count:agree-two-1-0")).fill("3,5")
    wanted = ask({"what": "kappa", "table": [[28, 4], [3.5, 65]]}, lang)["problem"]["text"]
    expect(page.locator('[data-problem="agree-two-1-0"]')).to_have_text(wanted)
    expect(page.locator(act("count:agree-two-1-0"))).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[data-measure]")).to_have_count(0)


def test_where_both_always_say_the_same_there_is_no_kappa_and_it_says_why(page: Page, server: Server) -> None:
    tool(page, server, "agreement", Lang.EN, "two=0.0.0.90")
    shows(page, "kappa", "–")
    note = cohen_kappa([[0, 0], [0, 90]]).note
    assert note is not None
    expect(page.locator("[data-sentence]")).to_have_text(note.en)


def test_six_grades_are_counted_too_and_the_link_keeps_them(page: Page, server: Server) -> None:
    tool(page, server, "agreement")
    page.locator(act("agree-grades:six")).click()
    page.locator(act("count:agree-six-2-5")).fill("7")
    cells = page.locator('[data-grades=six] input[data-act^="count:"]')
    numbers = [int(cells.nth(i).input_value()) for i in range(36)]
    assert numbers[2 * 6 + 5] == 7
    agreement_is(page, [numbers[6 * i : 6 * i + 6] for i in range(6)], Lang.DA)
    expect(page).to_have_url(re.compile(r"six=" + r"\.".join(map(str, numbers))))


# ---- verification ----


@pytest.mark.parametrize("lang", list(Lang))
def test_the_verified_alone_stand_beside_the_corrected(page: Page, server: Server, lang: Lang) -> None:
    tool(page, server, "verification", lang)
    for counts in ((60, 20, 0, 8, 24, 288), (30, 10, 40, 40, 120, 160)):
        names = [f"verify-{side}_{what}" for side in ("positive", "negative") for what in WHAT]
        type_counts(Mouse(page), dict(zip(names, counts, strict=True)))
        found = begg_greenes(*counts)
        for name in ("sensitivity", "specificity"):
            corrected, naive = getattr(found, name), getattr(found, f"naive_{name}")
            assert corrected.value is not None
            assert corrected.interval is not None
            expect(measure(page, name, '[data-which="naive"] [data-value]')).to_have_text(share(naive, lang))
            line = measure(page, name, '[data-which="corrected"]')
            expect(line.locator("[data-value]")).to_have_text(share(corrected.value, lang))
            expect(line).to_contain_text(spelt(100 * corrected.interval.low, 1, lang))
            expect(line).to_contain_text(share(corrected.interval.high, lang))
    type_counts(Mouse(page), {"verify-negative_diseased": 0, "verify-negative_healthy": 0})
    wanted = ask({"what": "verification", **_counts(30, 10, 40, 0, 0, 160)}, lang)["problem"]
    expect(page.locator(f'[data-problem="verify-{wanted["field"]}"]')).to_have_text(wanted["text"])


WHAT = ("diseased", "healthy", "unverified")


def _counts(*numbers: int) -> dict[str, int]:
    names = [f"{side}_{what}" for side in ("positive", "negative") for what in WHAT]
    return dict(zip(names, numbers, strict=True))


# ---- everywhere ----


@pytest.mark.parametrize("lang", list(Lang))
def test_no_word_is_missing_and_nothing_is_wider_than_a_small_phone(page: Page, server: Server, lang: Lang) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    for name in BENCHES:
        tool(page, server, name, lang)
        tried: set[str] = set()
        while fresh := [one for one in page.evaluate(UNPRESSED) if one not in tried]:
            tried.add(fresh[0])
            page.locator(act(fresh[0])).click()
            Mouse(page).settled()
            assert "lab." not in page.locator("[data-tool]").inner_text()
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, fresh[0]
        assert len(tried) >= 3


@pytest.mark.parametrize("name", BENCHES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_also_where_a_number_is_bad(page: Page, server: Server, name: str, theme: str) -> None:
    page.emulate_media(color_scheme=theme)
    tool(page, server, name)
    bad = page.locator('[data-act^="count:"]').first
    for fill in (None, "x"):
        if fill:
            bad.fill(fill)
            page.locator("[data-problem]").wait_for()
        Mouse(page).settled()
        found = Axe().run(page, options={"rules": {"region": {"enabled": True}}})
        assert found.violations_count == 0, found.generate_report()
