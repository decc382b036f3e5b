"""What `cases validate` says of a case that could be served: each check once, with place and remedy, and no more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lbp_teach import content
from lbp_teach.authoring import branches, texts, truth
from lbp_teach.authoring.checks import problems_of
from lbp_teach.case import Case
from lbp_teach.errors import Problem
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.model import AllOf, DecisionIs, NotOf
from lbp_teach.lint import check_case

#: One-sided, with an age range, another sex and alternatives.
NAME = "anders-fabricius"
TEXT = (content.cases_root() / f"{NAME}.yaml").read_text(encoding="utf-8")
Check = Callable[..., list[Problem]]


@pytest.fixture
def changed(tmp_path: Path, book: Book) -> Check:
    """Validate the case with some text in it replaced by other text, once."""

    def check(*edits: tuple[str, str]) -> list[Problem]:
        text = TEXT
        for old, new in edits:
            assert old in text, old
            text = text.replace(old, new, 1)
        path = tmp_path / f"{NAME}.yaml"
        path.write_text(text, encoding="utf-8")
        return problems_of(path, book)

    return check


def answer(question: str) -> str:
    """The first answer to a question as it stands in the file."""
    start = TEXT.index(f"      {question}:")
    end = start + 1
    while not TEXT[end:].startswith("\n      ") or TEXT[end + 7] == " ":
        end += 1
    return TEXT[start:end]


def said(question: str, da: str, en: str) -> tuple[str, str]:
    return answer(question), f"      {question}:\n        da: {da!r}\n        en: {en!r}"


def test_the_case_they_all_come_from_is_in_order(changed: Check) -> None:
    assert changed() == []


@pytest.mark.parametrize(
    ("edit", "key", "what"),
    [
        (("worry", "Det er en parese, tror jeg.", "It is my foot."), "worry.da", "no patient says 'parese'"),
        (("worry", "Det er foden.", "It is a nerve root."), "worry.en", "no patient says 'nerve root'"),
        (("worry", "Min venstre fod.", "My foot."), "worry.da", "'venstre' names a side"),
        (("worry", "Min fod.", "My left foot."), "worry.en", "'My left' names a side"),
        (("worry", "Jeg er 36 nu.", "I'm getting on."), "worry.da", "36 stands here in digits"),
        (("worry", "Anders, siger jeg til mig selv.", "I tell myself."), "worry.da", "'Anders' stands here"),
        (("worry", "Foden.", f"The foot.{' And the ladder.' * 4}"), "worry.da", "more than 2 times as many"),
    ],
)  # fmt: skip
def test_a_text_that_is_not_the_patients_own_is_named(
    changed: Check, edit: tuple[str, str, str], key: str, what: str
) -> None:
    (found,) = changed(said(*edit))
    assert found.key == f"visits[0].answers.{key}"
    assert what in found.what
    assert found.remedy
    assert found.line
    assert found.file == f"{NAME}.yaml"


def test_a_pronoun_in_a_bridge_is_named_and_one_in_an_answer_is_not(changed: Check) -> None:
    bridge = TEXT[TEXT.index("bridge:") :].split("da:", 1)[1].split("{he}", 1)[0] + "{he}"
    (found,) = changed((bridge, bridge.replace("{he}", "han")))
    assert found.key.startswith("visits[0].next")
    assert "'han' stands here" in found.what
    assert (
        changed(said("worry", "Min bror. Han fik aldrig foden igen.", "My brother. He never got his foot back.")) == []
    )


def test_left_and_right_without_a_side_to_swap_are_free(changed: Check) -> None:
    assert "side: right" in TEXT
    found = changed(("  side: right\n", ""))
    assert all("names a side" not in problem.what for problem in found)
    assert any("{side}" in problem.what for problem in found)  # the placeholder has no word then


def test_the_wrong_side_is_named(changed: Check) -> None:
    found, *said = changed(("  side: right\n", "  side: left\n"))
    (found,) = [one for one in (found, *said) if one.key == "variants.side"]
    assert "0 findings are on the left only" in found.what
    assert any("names the left leg only" in one.what for one in said), "and the patient now names the good leg"


def test_a_branch_that_nothing_leads_to_is_named(changed: Check) -> None:
    at = TEXT.index("    next:\n") + len("    next:\n")
    every = "{decision: triage, one_of: [serious_specific, nerve_root, non_specific]}"
    first = f"      - when: {every}\n        visit: {_first_branch()}\n"
    first += "        bridge: {da: Tiden gik., en: Time passed.}\n"
    found = changed((TEXT[at - 20 : at + 20], TEXT[at - 20 : at] + first + TEXT[at : at + 20]))
    assert found
    assert all("no plan leads here" in problem.what for problem in found)
    assert {problem.key.rpartition("[")[0] for problem in found} == {"visits[0].next"}
    assert min(problem.key for problem in found) == "visits[0].next[1]"


def _first_branch() -> str:
    return TEXT[TEXT.index("    next:\n") :].split("visit: ", 1)[1].split("\n", 1)[0]


def test_a_theme_that_the_facts_do_not_show_is_named(changed: Check) -> None:
    (found,) = changed(("opening:", "themes: [opioid_tapering]\nopening:"))
    assert found.key == "themes[0]"


def test_an_ordinary_answer_that_would_be_untrue_is_named(changed: Check) -> None:
    text = answer("home")
    assert "flags.major_trauma" not in TEXT.split("answers:", 1)[0]
    found = changed(
        ("    answers:\n", "      flags.minor_trauma: present\n    answers:\n"),
        (answer("pain_onset") + "\n", ""),
        (text, text + "\n      trauma: {da: Jeg faldt over en spand., en: I fell over a bucket.}")
        if "      trauma:" not in TEXT
        else (text, text),
    )
    assert any("pain_onset: the ordinary answer is that it crept up" in problem.what for problem in found)


def test_a_variant_for_whom_the_ordinary_answer_is_untrue_is_named(changed: Check) -> None:
    age = TEXT[TEXT.index("  age: [") :].split("\n", 1)[0]
    found = changed((age, "  age: [36, 70]"))
    assert {problem.key for problem in found} == {"variants.age"}
    assert any("with 70 years" in problem.what and "going to work" in problem.what for problem in found)


def test_a_few_answers_are_no_person(tmp_path: Path, book: Book) -> None:
    good = Path(__file__).parents[1] / "content" / "good" / "small-case.yaml"
    found = problems_of(good, book)
    assert any("answers of its own; 25 make a person" in problem.what for problem in found)
    assert all(problem.line and problem.remedy for problem in found)


def test_a_text_that_is_still_to_be_written_keeps_a_case_from_being_served(book: Book) -> None:
    case = content.load_case(NAME)
    first = case.visits[0].model_copy(update={"opening": case.opening.model_copy(update={"en": "TODO"})})
    case = case.model_copy(update={"visits": (first, *case.visits[1:])})
    found = check_case(case, NAME, book, f"{NAME}.yaml", {})
    assert [problem.key for problem in found] == ["visits[0].opening.en"]


# ---- parts ----


def decided(decision: str, *values: str) -> DecisionIs:
    return DecisionIs(decision=decision, one_of=values)


def test_which_branches_are_dead(book: Book) -> None:
    today, none = decided("urgency", "emergency_today"), decided("imaging", "none")
    assert branches.dead([today, None], book) == []
    assert branches.dead([today, today, None], book) == [1]
    assert branches.dead([NotOf.model_validate({"not": today}), today, None], book) == [2]
    assert branches.dead([AllOf(all=(today, NotOf.model_validate({"not": today}))), None], book) == [0]
    assert branches.dead([AllOf(all=(today, none)), AllOf(all=(none, today)), today, none, None], book) == [1]
    # The same decision at another visit is another decision.
    assert (
        branches.dead([today, DecisionIs(decision="urgency", visit="first", one_of=("emergency_today",)), None], book)
        == []
    )


def test_every_text_of_a_case_is_looked_at(book: Book) -> None:
    case = content.load_case("rikke-thorsen")
    paths = {".".join(map(str, path)) for path, _ in texts.texts_of(case)}
    for part in ("persona.occupation", "setting", "objectives.0", "opening", "visits.0.label", "visits.0.door.0.value"):
        assert part in paths
    assert any(path.startswith("visits.0.next.0.bridge") for path in paths)
    assert any(".endings.0.text" in path for path in paths)


def test_what_is_known_to_be_untrue_names_what_exists(book: Book) -> None:
    known = truth.known(book)
    assert len(known.contradictions) >= 10
    assert all(question in book.questions for item in known.answers for question in item.questions)
    assert known.reviewed == "awaiting_clinician"


def test_no_contradiction_of_authors_repeats_one_of_the_guideline(book: Book) -> None:
    own = {item.what for item in truth.known(book).contradictions}
    assert not own & {item.what for item in book.guideline.contradictions}


def test_an_ordinary_patient_is_no_contradiction(book: Book) -> None:
    case: Case = content.load_case("rikke-thorsen")
    facts = {k: finding.default for finding in book.findings.values() for k in _keys(finding.id, finding.sided)}
    assert list(truth.contradictions(case, facts, book)) == []


def _keys(name: str, sided: bool) -> list[str]:
    return [f"{name}@left", f"{name}@right"] if sided else [name]
