"""Drawn patients speak: complete in both languages, like nobody else in their morning, and as what is true of them."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from lbp_teach import content
from lbp_teach.authoring.checks import quality
from lbp_teach.authoring.texts import check_terms, texts_of
from lbp_teach.case import Case, visit_facts
from lbp_teach.cli import main
from lbp_teach.errors import UsageError
from lbp_teach.generator import load
from lbp_teach.generator.drawing import MORNING, Drawn, draw, morning, recognised
from lbp_teach.generator.model import MODES
from lbp_teach.generator.numbers import spoken_number
from lbp_teach.generator.situations import RULES
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import key
from lbp_teach.lint import check_case
from lbp_teach.text import Lang

#: Mornings of each mode; with both modes 312 patients.
MORNINGS = 13
#: Of those, as many whose key is derived, too, which takes longest.
ASSESSED = 5
#: The most answers that two patients of a morning may share, of some eighty. Many are a bare no.
SHARED = 0.5
SIDE = {"left": ("venstre", "left"), "right": ("højre", "right")}


@pytest.fixture(scope="module")
def mornings() -> list[list[Drawn]]:
    return [morning(number, mode) for mode in MODES for number in range(MORNINGS)]


@pytest.fixture(scope="module")
def patients(mornings: list[list[Drawn]]) -> list[Drawn]:
    return list(itertools.chain(*mornings))


def said(case: Case) -> Iterator[tuple[str, str, str]]:
    """Every text of a case: where, language, words."""
    for path, text in texts_of(case):
        for lang, words in text.items():
            yield ".".join(map(str, path)), lang, words


def test_every_question_is_answered_in_both_languages(patients: list[Drawn], book: Book) -> None:
    assert len(patients) >= 300
    for one in patients:
        assert set(one.case.visits[0].answers) == set(book.questions), one.case.id
        for where, lang, words in said(one.case):
            assert words.strip(), (one.case.id, where, lang)


def test_no_text_is_left_open_or_badly_put_together(patients: list[Drawn]) -> None:
    bad = re.compile(r"[{}]|\.\.|\s\s|\s[.,!?]|[a-zæøå]\. [a-zæøå]")
    found = [(one.case.id, *text) for one in patients for text in said(one.case) if bad.search(text[2])]
    assert found == []


def test_no_patient_uses_a_clinicians_word(patients: list[Drawn]) -> None:
    problems: list[str] = []
    for one in patients:
        check_terms(one.case, lambda at, what, remedy: problems.append(what))
    assert problems == []


def test_drawn_patients_pass_every_check_that_authored_ones_pass(mornings: list[list[Drawn]], book: Book) -> None:
    some = [*mornings[:ASSESSED], *mornings[MORNINGS : MORNINGS + ASSESSED]]
    for one in itertools.chain(*some):
        assert check_case(one.case, one.case.id, book, "drawn", {}) == []
        assert quality(one.case, book, "drawn", {}) == []


def test_a_patient_without_words_would_be_noticed(patients: list[Drawn], book: Book) -> None:
    case = next(one.case for one in patients if "history.previous_episodes" in one.case.visits[0].facts)
    visit = case.visits[0]
    mute = {name: text for name, text in visit.answers.items() if name != "earlier_episodes"}
    broken = case.model_copy(update={"visits": (visit.model_copy(update={"answers": mute}),)})
    assert [p.key for p in check_case(broken, case.id, book, "drawn", {})] == ["visits[0].answers"]


def test_a_morning_has_twelve_people_who_do_not_sound_alike(mornings: list[list[Drawn]]) -> None:
    for group in mornings:
        assert len(group) == MORNING
        for what in (
            [one.case.persona.name for one in group],
            [one.case.persona.first_name for one in group],
            [one.case.persona.occupation.en for one in group],
            [one.case.opening.da for one in group],
            [one.case.opening.en for one in group],
            [one.case.visits[0].place_time.en for one in group],
        ):
            assert len(set(what)) == MORNING, [name for name in what if what.count(name) > 1]
        for first, second in itertools.combinations(group, 2):
            here, there = first.case.visits[0].answers, second.case.visits[0].answers
            same = sum(here[name].da == there[name].da for name in here)
            assert same < SHARED * len(here), (first.case.id, second.case.id)


def test_sides_and_numbers_are_said_as_they_are(patients: list[Drawn]) -> None:
    told = 0
    for one in patients:
        visit, truth = one.case.visits[0], one.truth
        facts = truth.facts
        for lang in Lang:
            at = list(Lang).index(lang)
            answers = {name: text(lang).lower() for name, text in visit.answers.items()}
            assert spoken_number(truth.pain)(lang) in answers["pain_intensity"]
            assert load.generator().templates.durations[f"{truth.weeks:g}"](lang) in answers["pain_duration"]
            onset = int(facts["history.onset_age_years"])
            if onset != truth.age:
                assert spoken_number(onset)(lang) in answers["first_time_age"]
            one_leg = {side for side in SIDE if key("history.leg_pain", side) in facts}
            if len(one_leg) == 1:
                told += 1
                assert SIDE[truth.side][at] in answers["pain_where"]
            wrong = SIDE["left" if truth.side == "right" else "right"][at]
            for question in ("leg_tingling", "leg_feeling", "leg_strength"):
                if lang == Lang.DA:
                    assert wrong not in answers[question], (one.case.id, question)
    assert told > 100


def test_the_first_words_point_nowhere(patients: list[Drawn]) -> None:
    signs = re.compile(
        r"kræft|feber|blære|skridt|følelsesløs|lamme|tisse|afføring|\bfald|knogle|"
        r"cancer|fever|bladder|numb|paraly|wipe|\bf[ae]ll|\bbones?\b",
        re.IGNORECASE,
    )
    for one in patients:
        visit = one.case.visits[0]
        shown = [one.case.opening, visit.opening, *(text for door in visit.door for text in (door.label, door.value))]
        for text in shown:
            assert not signs.search(f"{text.da} {text.en}"), (one.case.id, text)


def test_who_cannot_get_about_does_not_say_that_he_does(patients: list[Drawn]) -> None:
    for one in patients:
        answers, facts = one.case.visits[0].answers, one.truth.facts
        if facts["function.activities"] == "severely_limited":
            assert "uden gelænder" not in answers["leg_strength"].da
            assert "Jeg går overalt" not in answers["exercise"].da
        if "Alone" in one.case.visits[0].door[0].value.en:
            everything = " ".join(text.da for text in answers.values())
            assert not re.search(r"min kone|min mand\b|spørg bare derhjemme|to om flasken", everything, re.IGNORECASE)


def test_the_facts_of_the_case_are_those_that_were_drawn(patients: list[Drawn], book: Book) -> None:
    for one in patients[:60]:
        facts = visit_facts(one.case, "first", book)
        assert {name: facts[name] for name in one.truth.facts} == dict(one.truth.facts)
        assert facts["person.age_years"] == one.truth.age


def test_the_same_seed_gives_the_same_words() -> None:
    first = draw(77, "enriched")
    load.generator.cache_clear()
    assert draw(77, "enriched") == first


DRAW = """
from lbp_teach.generator.drawing import draw, recognised
one = draw(5, "enriched")
recognised(one), one.truth.course
""".strip()


def test_a_patient_is_drawn_without_anything_heavy() -> None:
    code = f"{DRAW}\nimport sys\nprint(*sys.modules)"
    environment = {**os.environ, "LBP_COMPILED": str(content.compiled_root())}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert loaded & {"yaml", "numpy", "scipy", "pandas", "IPython", "ipywidgets", "sqlalchemy"} == set()


def test_most_serious_disease_can_be_recognised_and_some_cannot(patients: list[Drawn]) -> None:
    serious = [one for one in patients if one.truth.condition in ("cauda_equina", "malignancy", "infection")]
    known = [recognised(one) for one in serious]
    assert 0.6 < sum(known) / len(known) < 1
    assert all(recognised(one) for one in serious if one.truth.condition == "cauda_equina")


def test_every_situation_has_words_for_every_style() -> None:
    """A voice never falls back on another's style where there are lines for all."""
    answers = load.generator().templates.answers
    for question, (situations, _) in RULES.items():
        for name in situations:
            assert answers[question][name], (question, name)
    assert len(load.generator().templates.voices) >= MORNING
    assert sum(len(lines) for kinds in answers.values() for lines in kinds.values()) > 1000


def test_a_wrong_seed_or_mode_is_said() -> None:
    with pytest.raises(UsageError, match="seed"):
        draw(-1)
    with pytest.raises(UsageError, match="mode"):
        draw(1, "elsewhere")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--seed", "3"), "[drawn-primary-3]"),
        (("--n", "3", "--mode", "enriched", "--lang", "da"), "Til undervisning"),
        (("--n", "200", "--shares"), "ordinary back pain"),
    ],
)
def test_the_command_prints(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], found: str) -> None:
    assert main(["cases", "draw", *words]) == 0
    assert found in capsys.readouterr().out


def test_the_command_says_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cases", "draw", "--n", "0"]) == 2
    assert "--n" in capsys.readouterr().err
