"""A teacher writes a case in the studio: from nothing to a file that validates, with the key in view all the time."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from lbp_teach import content
from lbp_teach.authoring.checks import problems_of
from lbp_teach.text import Lang

from .axe import Axe
from .conftest import new_context, watched
from .hands import act

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
KEY = "the-key-of-this-test-0123456789"


@dataclass
class Teachers:
    """A server for teachers, and the folder of cases that it writes to."""

    url: str
    cases: Path

    def studio(self, page: Page, query: str = "?lang=en") -> Page:
        page.goto(f"{self.url}teacher?key={KEY}")
        page.goto(f"{self.url}voila/render/teacher/studio.ipynb{query}")
        page.locator("[data-screen=shelf], [data-screen=desk]").wait_for()
        return page


@pytest.fixture(scope="module")
def teachers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Teachers]:
    """A copy of the toolkit with one case, so that what is saved is saved nowhere else."""
    folder = tmp_path_factory.mktemp("studio")
    for name in ("lbp_teach", "widgets", "notebooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("_compiled", ".ipynb_checkpoints"))
    (folder / "cases").mkdir()
    shutil.copy(ROOT / "cases" / "rikke-thorsen.yaml", folder / "cases")
    process = subprocess.Popen(
        [sys.executable, "-m", "lbp_teach", "serve", "--teacher", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(folder), str(folder / "widgets")]),
            "LBP_HOME": str(folder / "home"),
            "LBP_COMPILED": str(content.compiled_root()),
            "LBP_TEACHER_KEY": KEY,
        },
    )
    assert process.stdout is not None
    said: list[str] = []
    found = None
    while not found and (line := process.stdout.readline()):
        said.append(line)
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
    assert found, "the server never said that it is ready: " + "".join(said)
    threading.Thread(target=process.stdout.read, daemon=True).start()
    yield Teachers(found.group(0), folder / "cases")
    process.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
    process.wait(30)


@pytest.fixture(scope="module")
def desk(teachers: Teachers, chromium: Browser) -> Iterator[Page]:
    """One page for the file: a kernel takes seconds to start."""
    context = new_context(chromium)
    page = context.new_page()
    watch = watched(page, teachers.url)
    yield page
    context.close()
    assert watch.foreign == [], "nothing may be fetched from another machine"
    assert watch.errors == [], "the page threw an error"


def settled(page: Page) -> None:
    """Wait until Python has said what it thinks of what was written last."""
    expect(page.locator("[data-screen=desk] [data-kept=true]")).to_be_visible()
    expect(page.locator("[data-waiting=true]")).to_have_count(0)


def written_out(text: str) -> str:
    """Replace what a new case leaves to be written: answers by ordinary ones, the rest by something."""
    for question in content.library().questions.values():
        for lang, mark in ((Lang.DA, "SKRIV"), (Lang.EN, "WRITE")):
            text = text.replace(f'"{mark}: {question.text(lang)}"', f'"{question.answer(lang)}"')
    return re.sub(r'"WRITE: [^"]*"', '"Something about it."', re.sub(r'"SKRIV: [^"]*"', '"Noget om det."', text))


def test_a_case_is_written_from_nothing_mended_and_saved_and_validates(teachers: Teachers, desk: Page) -> None:
    page = teachers.studio(desk)
    page.locator(act("new")).click()
    page.locator(act("new-name")).fill("Bo Åkjær")
    page.locator(act("new-age")).fill("40")
    page.locator(act("new-sex")).select_option("male")
    page.keyboard.press("Enter")
    settled(page)
    yaml = page.locator(act("yaml"))
    expect(page.locator("h1")).to_have_text("Bo Åkjær")
    left = int(page.locator("[data-problems]").get_attribute("data-problems") or 0)
    assert left > 25, "everything is still to be written"

    # The form writes into the YAML, and the YAML into the form.
    page.locator(act("field:persona/occupation/da")).fill("gartner")
    page.locator(act("field:persona/occupation/en")).fill("gardener")
    expect(yaml).to_have_value(re.compile(r"occupation: \{da: gartner, en: gardener\}"))
    settled(page)
    yaml.fill(written_out(yaml.input_value()))
    expect(page.locator("[data-problems]")).to_have_attribute("data-problems", "0")
    expect(page.locator(act("field:opening/en"))).to_have_value("Something about it.")

    # A value that a finding cannot have is told with its line, marked there, and one press from its field.
    wrong = re.sub(r"(\n    facts:.*)", r"\1\n      flags.heavy_work: yess", yaml.input_value(), count=1)
    line = wrong.splitlines().index("      flags.heavy_work: yess") + 1
    yaml.fill(wrong)
    expect(page.locator(f".lbp-s-mark[data-line='{line}']")).to_have_count(1)
    page.locator(act("line:0")).click()
    chosen = "() => { const t = document.activeElement; return t.value.slice(t.selectionStart, t.selectionEnd); }"
    assert page.evaluate(chosen) == "      flags.heavy_work: yess"
    page.locator(act("to-field:0")).click()
    fact = page.locator(act("fact:visits/0/facts/flags.heavy_work"))
    expect(fact).to_be_focused()
    fact.select_option("present")
    expect(page.locator("[data-problems]")).to_have_attribute("data-problems", "0")
    expect(yaml).to_have_value(re.compile(r"flags\.heavy_work: present"))

    # The key was derived meanwhile, and says why.
    page.locator(act("pane:key")).click()
    urgency = page.locator('[data-decision="urgency"]')
    expect(urgency.locator("[data-kind=best]")).to_be_visible()
    urgency.locator("summary").click()
    urgency.locator('[data-act^="cite:"]').first.click()
    expect(page.locator(".lbp-panel")).to_be_visible()
    page.locator(act("pane:rules")).click()
    expect(page.locator("[data-near-decision]").first).to_be_visible()
    page.locator(act("pane:preview")).click()
    expect(page.locator(".lbp-case-card")).to_contain_text("Bo Åkjær")

    page.keyboard.press("Control+s")
    expect(page.locator("[data-plan]")).to_have_attribute("data-plan", "new")
    page.locator(act("save-go")).click()
    expect(page.locator("[data-notice]")).to_contain_text("bo-aakjaer.yaml")
    path = teachers.cases / "bo-aakjaer.yaml"
    assert problems_of(path, content.library()) == []
    assert "flags.heavy_work: present" in path.read_text(encoding="utf-8")


def test_what_was_typed_survives_a_reload_and_nothing_is_overwritten_unseen(teachers: Teachers, desk: Page) -> None:
    page = teachers.studio(desk, "?lang=da#case=rikke-thorsen")
    page.locator(".lbp-s-fields").wait_for()
    page.locator(act("field:persona/age")).fill("45")
    settled(page)
    page.reload()
    expect(page.locator(act("field:persona/age"))).to_have_value("45")
    path = teachers.cases / "rikke-thorsen.yaml"
    theirs = path.read_text(encoding="utf-8") + "# theirs\n"
    path.write_text(theirs, encoding="utf-8")
    page.locator(act("save")).click()
    expect(page.locator("[data-plan]")).to_have_attribute("data-plan", "changed")
    expect(page.locator(".lbp-s-diff")).to_contain_text("-# theirs")
    page.locator(act("save-cancel")).click()
    assert path.read_text(encoding="utf-8") == theirs
    page.locator(act("back")).click()
    expect(page.locator("[data-draft]")).to_have_count(1)
    page.locator('[data-act^="discard:"]').click()
    page.locator(act("discard-sure")).click()
    expect(page.locator("[data-draft]")).to_have_count(0)


def test_a_phone_shows_one_pane_at_a_time_and_everything_has_a_name(teachers: Teachers, desk: Page) -> None:
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page = teachers.studio(desk, "?lang=da")
    page.locator(act("case:rikke-thorsen")).click()
    page.locator(".lbp-s-fields").wait_for()
    expect(page.locator(act("yaml"))).to_be_hidden()
    for tab in ("case", "visit", "facts", "answers", "then", "variants"):
        page.locator(act(f"tab:{tab}")).click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, tab
    for pane in ("yaml", "preview", "key", "rules", "form"):
        page.locator(act(f"pane:{pane}")).click()
        expect(page.locator(".lbp-s-left")).to_be_visible(visible=pane == "form")
        if pane != "form":
            expect(page.locator(".lbp-s-right .lbp-skeleton")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, pane
        if pane in ("rules", "preview"):
            continue
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], pane


def test_the_teachers_first_page_leads_to_every_notebook_and_closes_again(
    teachers: Teachers, chromium: Browser
) -> None:
    context = new_context(chromium)
    page = context.new_page()
    watch = watched(page, teachers.url)
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.goto(f"{teachers.url}teacher?key={KEY}")
    assert page.url == f"{teachers.url}teacher"
    expect(page.get_by_role("heading", name="For undervisere")).to_be_visible()
    assert KEY not in page.content()
    assert page.evaluate("document.cookie") == ""
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], scheme
    page.get_by_role("button", name="English").press("Enter")
    expect(page.get_by_role("heading", name="For teachers")).to_be_visible()
    addresses = page.locator("main li a").evaluate_all("links => links.map((link) => link.href)")
    # In the language of this page: a notebook of tables knows no other way which one is read here.
    notebooks = (ROOT / "notebooks" / "teacher").glob("*.ipynb")
    there = {f"{teachers.url}voila/render/teacher/{path.name}?lang=en" for path in notebooks}
    assert set(addresses) == there
    seen = set()
    for _ in range(len(addresses) + 6):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.href"))
    assert there <= seen, "every notebook is reached with the keyboard"

    page.get_by_role("link", name="The students’ home page").click()
    page.locator("[data-screen=home]").wait_for()
    link = page.get_by_role("link", name="Teacher", exact=True)
    box = link.bounding_box()
    assert box
    assert box["height"] >= 44
    link.click()
    page.get_by_role("button", name="Close the teachers’ pages in this browser").click()
    page.locator("[data-screen=home]").wait_for()
    expect(link).to_have_count(0)
    page.goto(f"{teachers.url}teacher")
    expect(page.get_by_role("heading", name="Siden findes ikke")).to_be_visible()
    context.close()
    assert watch.foreign == []
    assert watch.errors == []
