"""The studio's session: what a screen asks for, what is kept, and what is never overwritten."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from lbp_teach import compile, content
from lbp_teach.authoring.checks import problems_of
from lbp_teach.studio import saving
from lbp_teach.studio.check import LARGEST
from lbp_teach.studio.session import StudioSession

Answer = dict[str, Any]


class Screen:
    """What the browser does: it holds the text and sends all of it with every message."""

    def __init__(self, cases: Path, home: Path, tab: str = "tab-one") -> None:
        self.session, self.tab, self.n = StudioSession(cases, home, content.library()), tab, 0
        self.about: Answer = {}
        self.text = ""

    def say(self, kind: str, **more: Any) -> Answer:
        self.n += 1
        answer = self.session.handle({"type": kind, "n": self.n, "lang": "en", "tab": self.tab, **more})
        assert answer is not None
        assert answer["n"] == self.n
        json.dumps(answer)  # it has to travel
        return answer

    def open(self, **what: str) -> Answer:
        return self._take(self.say("open", **what))

    def begin(self, name: str, **more: Any) -> Answer:
        return self._take(self.say("new", name=name, **more))

    def work(self, text: str | None = None, *changes: Answer, **more: Any) -> Answer:
        given = self.text if text is None else text
        return self._take(self.say("work", text=given, ops=list(changes), **{**self.about, **more}))

    def plan(self, **more: Any) -> Answer:
        return self.say("plan", text=self.text, **self.about, **more)

    def save(self, **more: Any) -> Answer:
        return self._take(self.say("save", text=self.text, **{**self.about, **more}))

    def _take(self, answer: Answer) -> Answer:
        if "draft" in answer:
            self.about = {name: answer[name] for name in ("draft", "origin", "base", "rev")}
            self.text = answer["text"]
        return answer


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    folder.mkdir()
    shutil.copy(content.cases_root() / "rikke-thorsen.yaml", folder)
    return folder


@pytest.fixture
def screen(cases: Path, tmp_path: Path) -> Screen:
    return Screen(cases, tmp_path / "home")


def put(*path: str | int, value: Any) -> Answer:
    return {"do": "set", "path": list(path), "value": value}


AGE = put("persona", "age", value=45)


def test_the_list_has_the_cases_of_the_folder_and_the_drafts(screen: Screen) -> None:
    screen.open(case="rikke-thorsen")
    assert screen.say("hello")["drafts"] == []  # opening is not writing
    screen.work(None, AGE)
    answer = screen.say("hello")
    assert [one["name"] for one in answer["cases"]] == ["Rikke Thorsen"]
    assert [(one["origin"], one["age"]) for one in answer["drafts"]] == [("rikke-thorsen", "45")]
    assert answer["strings"]["studio.title"] == "The case studio"


def test_what_was_written_is_there_after_the_kernel_died(screen: Screen, cases: Path, tmp_path: Path) -> None:
    screen.open(case="rikke-thorsen")
    screen.work(screen.text + "# half a thought")
    again = Screen(cases, tmp_path / "home", "tab-two").open(case="rikke-thorsen")
    assert again["text"].endswith("# half a thought")
    assert again["resumed"]
    assert not (cases / "rikke-thorsen.yaml").read_text(encoding="utf-8").endswith("thought")


@pytest.mark.parametrize("odd", ["half \ud800 of it", "\x00\x01", "a: [", "\t", "", "æøå \u2028"])
def test_odd_text_is_kept_and_told_in_a_sentence(screen: Screen, cases: Path, tmp_path: Path, odd: str) -> None:
    screen.open(case="rikke-thorsen")
    answer = screen.work(odd)
    assert answer["type"] == "worked"
    assert answer["problems"] or answer["readable"]
    assert all("Traceback" not in one["what"] for one in answer["problems"])
    assert Screen(cases, tmp_path / "home").open(case="rikke-thorsen")["text"] == odd


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x" * (LARGEST + 1), "longer than"),
        ("a: &x 1\nb: *x\n", "reference"),
        ("a:\tb\n\tc: 1", "YAML"),
        ("- 1\n- 2", "key: value"),
        ("[" * 3000, "inside one another"),
        ("a: !!python/object:os.system x", "tag"),
        ("a: 1\na: 2", "duplicate"),
    ],
)
def test_what_is_no_case_is_told_with_its_line_and_without_a_form(screen: Screen, text: str, words: str) -> None:
    screen.open(case="rikke-thorsen")
    answer = screen.work(text, AGE)
    assert any(words in (one["what"] + one["remedy"]).replace("Duplicate", "duplicate") for one in answer["problems"])
    assert not answer["readable"]
    assert "form" not in answer
    assert answer["refused"]
    assert answer["text"] == text


def test_a_change_sent_twice_is_made_once(screen: Screen) -> None:
    screen.open(case="rikke-thorsen")
    before, about = screen.text, screen.about
    add = {"do": "add", "path": ["objectives"], "value": {"da": "Nyt", "en": "New"}}
    first = screen.work(before, add)
    again = screen.work(before, add, **about)
    assert again["text"] == first["text"]
    assert again["draft"] == first["draft"]
    assert not again["forked"]


def test_two_windows_on_one_draft_never_overwrite_each_other(screen: Screen, cases: Path, tmp_path: Path) -> None:
    screen.open(case="rikke-thorsen")
    screen.work(screen.text + "# one")
    other = Screen(cases, tmp_path / "home", "tab-two")
    other.open(case="rikke-thorsen")
    screen.work(screen.text + "\n# more of one")
    answer = other.work(other.text + "\n# two")
    assert answer["forked"]
    kept = [one.text for one in other.session.drafts.all()]
    assert sum("# more of one" in text for text in kept) == 1
    assert sum("# two" in text for text in kept) == 1


def test_saving_shows_the_difference_keeps_a_backup_and_what_is_saved_is_valid(
    screen: Screen, cases: Path, tmp_path: Path
) -> None:
    screen.open(case="rikke-thorsen")
    old = (cases / "rikke-thorsen.yaml").read_bytes()
    assert screen.plan()["diff"] == []
    screen.work(None, AGE)
    plan = screen.plan()
    assert plan["state"] == "same"
    assert [line for line in plan["diff"] if line[0] in "+-"] == ["-  age: 46", "+  age: 45"]
    answer = screen.save(disk=plan["disk"])
    assert answer["type"] == "saved"
    assert Path(answer["backup"]).read_bytes() == old
    assert problems_of(cases / "rikke-thorsen.yaml", content.library()) == []
    assert compile.read_case(cases / "rikke-thorsen.yaml", content.library()).persona.age == 45
    assert answer["drafts"] == []
    assert list(cases.iterdir()) == [cases / "rikke-thorsen.yaml"]  # nothing half-written is left behind
    assert screen.work()["moved"] is False


def test_a_file_that_changed_on_the_disk_is_never_overwritten_unseen(screen: Screen, cases: Path) -> None:
    path = cases / "rikke-thorsen.yaml"
    screen.open(case="rikke-thorsen")
    screen.work(None, AGE)
    seen = screen.plan()["disk"]
    theirs = path.read_text(encoding="utf-8") + "# theirs\n"
    path.write_text(theirs, encoding="utf-8")
    answer = screen.save(disk=seen)
    assert answer["type"] == "plan"
    assert answer["again"]
    assert answer["state"] == "changed"
    assert "-# theirs" in answer["diff"]
    assert path.read_text(encoding="utf-8") == theirs
    assert screen.work()["moved"] is True
    copy = screen.save(disk="", copy=answer["free"])
    assert copy["type"] == "saved"
    assert copy["file"] == "rikke-thorsen-2.yaml"
    assert path.read_text(encoding="utf-8") == theirs
    assert problems_of(cases / copy["file"], content.library()) == []


def test_another_case_of_that_name_is_not_overwritten_by_a_new_one(screen: Screen, cases: Path) -> None:
    screen.begin("Bo Lund", like="", case="rikke-thorsen")
    screen.work(None, put("id", value="rikke-thorsen"))
    plan = screen.plan()
    assert plan["state"] == "foreign"
    before = (cases / "rikke-thorsen.yaml").read_bytes()
    assert screen.save(disk="")["type"] == "plan"
    assert (cases / "rikke-thorsen.yaml").read_bytes() == before


def test_pressing_save_twice_saves_once_and_is_no_clash(screen: Screen, cases: Path, tmp_path: Path) -> None:
    screen.begin("Bo Lund", like="", case="rikke-thorsen")
    disk, about, text = screen.plan()["disk"], dict(screen.about), screen.text
    twice = [screen.say("save", text=text, **about, disk=disk) for _ in range(2)]
    assert [answer["type"] for answer in twice] == ["saved", "saved"]
    assert [answer["file"] for answer in twice] == ["bo-lund.yaml"] * 2
    assert sorted(path.name for path in cases.iterdir()) == ["bo-lund.yaml", "rikke-thorsen.yaml"]
    assert twice[1]["backup"] == ""
    assert twice[1]["drafts"] == []


def test_a_file_that_comes_into_being_while_saving_is_not_overwritten(
    cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = cases / "bo-lund.yaml"
    real = saving.write_whole

    def late(path: Path, data: bytes, **more: bool) -> None:
        there.write_text("theirs", encoding="utf-8")
        real(path, data, **more)

    monkeypatch.setattr(saving, "write_whole", late)
    with pytest.raises(saving.Moved):
        saving.save(cases, "bo-lund", "mine", "", tmp_path)
    assert there.read_text(encoding="utf-8") == "theirs"


def test_what_does_not_validate_is_refused_and_stays_a_draft(screen: Screen, cases: Path) -> None:
    screen.open(case="rikke-thorsen")
    before = (cases / "rikke-thorsen.yaml").read_bytes()
    screen.work(None, put("persona", "age", value=4))
    plan = screen.plan()
    assert plan["problems"] == 1
    assert screen.save(disk=plan["disk"])["type"] == "unsaved"
    assert (cases / "rikke-thorsen.yaml").read_bytes() == before
    assert len(screen.say("hello")["drafts"]) == 1


def test_a_folder_that_cannot_be_written_says_so_in_one_sentence(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "writable", lambda folder: False)
    assert screen.say("hello")["writable"] is False
    screen.open(case="rikke-thorsen")
    screen.work(None, AGE)
    answer = screen.save(disk=screen.plan()["disk"])
    assert answer["type"] == "unsaved"
    assert "download" in answer["text"].lower()


def test_the_cases_of_an_installed_toolkit_are_not_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "_cases"
    assert not saving.writable(folder)  # it is not there
    folder.mkdir()
    assert saving.writable(folder)
    monkeypatch.setattr(content, "HERE", tmp_path)
    assert not saving.writable(folder)


def test_a_new_case_lists_what_is_still_to_be_written(screen: Screen) -> None:
    screen.begin("Åse Sørensen", age=71, sex="female", visits=2)
    answer = screen.work()
    assert answer["id"] == "aase-soerensen"
    assert answer["form"]["case"]["persona"]["age"] == "71"
    assert [one["id"] for one in answer["form"]["visits"]] == ["first", "second"]
    assert answer["problems"]
    assert all(one["line"] for one in answer["problems"])
    assert ["opening"] in [one["path"] for one in answer["problems"]]


def test_a_copy_is_renamed_in_its_texts_and_told_where_the_old_name_still_stands(screen: Screen, cases: Path) -> None:
    path = cases / "rikke-thorsen.yaml"
    old = path.read_text(encoding="utf-8")
    assert "{first_name}" in old
    text = (
        re.sub(r"{first_name}(?=[ .,])", "Rikke", old)
        .replace("{first_name}s", "Rikkes")
        .replace("{name}", "Rikke Thorsen")
    )
    path.write_text(
        f"{text}# Rikke was written first\n".replace('en: "', "en: \"Rikke's back. Fru Thorsen, ", 1), encoding="utf-8"
    )
    answer = screen.begin("Bodil Krag", like="", case="rikke-thorsen")
    texts = [line for line in screen.text.splitlines() if not line.startswith("#")]
    assert not any("Rikke" in line for line in texts)
    assert any("Bodil's back. Fru Thorsen, " in line for line in texts)
    where = [n for n, line in enumerate(screen.text.splitlines(), 1) if "Rikke" in line or "Thorsen" in line]
    assert where
    assert len(where) > 1
    assert answer["note"] == f"The old name still stands on lines {', '.join(map(str, where))}. Read them through."
    # One line is told as one, and counted in the text that is opened: what was put in front moves it.
    path.write_text(
        f"# One\n# Two\n{old.replace('Mads Thorsen', 'Mads Olsen')}# Rikke was written first\n", encoding="utf-8"
    )
    once = screen.begin("Bodil Krag", like="", case="rikke-thorsen")
    (last,) = [n for n, line in enumerate(screen.text.splitlines(), 1) if "Rikke" in line]
    assert once["note"] == f"The old name still stands on line {last}. Read it through."
    assert screen.begin("Bodil Krag", age=40, sex="female")["note"] == ""


def test_a_case_can_begin_as_another_with_a_new_name_only(screen: Screen, cases: Path) -> None:
    screen.begin("Bodil Krag", like="", case="rikke-thorsen")
    old = (cases / "rikke-thorsen.yaml").read_text(encoding="utf-8").splitlines()
    new = screen.text.splitlines()
    differs = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    assert differs == [
        ("id: rikke-thorsen", "id: bodil-krag"),
        ("  name: Rikke Thorsen", "  name: Bodil Krag"),
        ("  first_name: Rikke", "  first_name: Bodil"),
        ("  initials: RT", "  initials: BK"),
    ]
    assert screen.work()["problems"] == []
    screen.begin("Rikke Thorsen", age=40, sex="female")
    assert screen.work()["id"] == "rikke-thorsen-2"


def test_a_draft_that_is_given_up_is_put_aside(screen: Screen, tmp_path: Path) -> None:
    screen.begin("Bo Lund")
    answer = screen.say("discard", draft=screen.about["draft"])
    assert answer["drafts"] == []
    (kept,) = (tmp_path / "home" / "studio" / "backups" / "drafts").iterdir()
    assert "Bo Lund" in kept.read_text(encoding="utf-8")


def test_only_the_newest_backups_are_kept(tmp_path: Path) -> None:
    for number in range(saving.BACKUPS + 5):
        newest = saving.keep_old(tmp_path, "bo-lund", str(number).encode())
    assert len(list((tmp_path / "bo-lund").iterdir())) == saving.BACKUPS
    assert newest.exists()


@pytest.mark.parametrize(
    "junk",
    [
        {"type": "open", "case": "../secret"},
        {"type": "open", "case": {"a": 1}},
        {"type": "open", "draft": "../../etc/passwd"},
        {"type": "open", "draft": "0" * 12},
        {"type": "new", "name": "  "},
        {"type": "new", "name": 7, "age": "old"},
        {"type": "work"},
        {"type": "work", "text": 5, "ops": {"a": 1}, "visit": "x", "pane": []},
        {"type": "work", "text": "visits: {a: 1}\npersona: [1]", "visit": 9, "pane": "key"},
        {
            "type": "work",
            "text": "visits: [1, {facts: [1], answers: 3, next: 4, door: {}}]\nvariants: 1",
            "pane": "preview",
        },
        {"type": "near", "text": "a: 1"},
        {"type": "plan", "text": "id: [1]"},
        {"type": "save", "text": "id: ../x", "disk": 1},
        {"type": "save", "text": "id: a-b", "copy": "../x"},
        {"type": "discard", "draft": "x"},
    ],
)
def test_no_message_raises_and_none_is_trusted(screen: Screen, junk: Answer, tmp_path: Path, cases: Path) -> None:
    answer = screen.say(**{"kind": junk["type"], **{k: v for k, v in junk.items() if k != "type"}})
    assert answer["type"] in ("sorry", "worked", "near", "plan", "unsaved", "listed", "opened")
    assert answer.get("text") != screen.say("open", case="no-such").get("text") or junk["type"] == "open"
    assert [path.name for path in cases.iterdir()] == ["rikke-thorsen.yaml"]


@pytest.mark.parametrize(
    "junk", [None, 3, [], {}, {"type": "hello"}, {"type": "hello", "n": "1"}, {"type": "x", "n": 1}]
)
def test_what_means_nothing_is_passed_over(screen: Screen, junk: Any) -> None:
    assert screen.session.handle(junk) is None
