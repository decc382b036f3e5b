"""Answers that contradict the facts are named, with place and remedy; what a person may well say is let through."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lbp_teach import content
from lbp_teach.authoring import heard
from lbp_teach.authoring.answers import contradictions
from lbp_teach.authoring.checks import problems_of
from lbp_teach.guideline.assess import Book
from lbp_teach.text import Text

#: The facts of its first visit: pain 6 of 10, a week and a half, no sick leave, first at 27, no fever, the right leg.
NAME = "anders-fabricius"
Said = Callable[..., list[tuple[str, str, str]]]


@pytest.fixture
def said(book: Book) -> Said:
    """Return what is found when the first visit has one other answer, and perhaps other facts."""
    case = content.load_case(NAME)
    first = case.visits[0]

    def check(question: str, da: str, en: str, **facts: object) -> list[tuple[str, str, str]]:
        known = {**first.facts, **{name.replace("__", "."): value for name, value in facts.items()}}
        answers = {**first.answers, question: Text(da=da, en=en)}
        visit = first.model_copy(update={"answers": answers, "facts": known})
        changed = case.model_copy(update={"visits": (visit, *case.visits[1:])})
        return list(contradictions(changed, visit, book))

    return check


@pytest.mark.parametrize(
    ("question", "da", "en", "what"),
    [
        ("pain_intensity", "Otte.", "Six.", "'Otte' is said, but history.pain_nrs is 6."),
        ("pain_intensity", "Seks.", "I'd say eight, doctor.", "'eight' is said, but history.pain_nrs is 6."),
        ("pain_intensity", "3/10", "Six.", "'3' is said, but history.pain_nrs is 6."),
        (
            "pain_duration",
            "Fire uger.",
            "A week and a half.",
            "'Fire uger' is said, but history.duration_weeks is 1.5.",
        ),
        ("pain_duration", "Halvanden uge.", "I've had it for two years.", "'two years' is said"),
        ("sick_leave", "Tre uger.", "No. Not a day.", "'Tre uger' is said, but flags.sick_leave_weeks is 0."),
        ("sick_leave", "Ja, desværre.", "No.", "the answer begins with 'Ja', but flags.sick_leave_weeks is 0."),
        ("first_time_age", "Jeg var 31.", "I was 27.", "'31' is said, but history.onset_age_years is 27."),
        ("first_time_age", "Syvogtyve.", "Thirty-one.", "'Thirty-one' is said"),
        ("fever", "Nej. 36,8 i morges.", "39.2 last night.", "'39.2' is said, but flags.fever is absent."),
        ("fever", "Ja, i nat.", "No.", "the answer begins with 'Ja', but flags.fever is absent."),
        ("bladder_control", "Nej.", "Yes.", "begins with 'Nej', but history.urinary_incontinence is absent."),
        ("cancer", "Nej.", "Yes, once.", "the answer begins with 'Yes', but flags.previous_cancer is absent."),
        ("worry", "At jeg er gammel. Jeg er 48.", "That I'm old.", "'48' is said, but persona.age is"),
    ],
)
def test_an_answer_that_a_fact_contradicts_is_named(said: Said, question: str, da: str, en: str, what: str) -> None:
    ((at, lang, found),) = said(question, da, en)
    assert at == question
    assert what in found
    assert found.split("'")[1] in (da if lang == "da" else en)


@pytest.mark.parametrize(
    ("question", "da", "en"),
    [
        ("pain_intensity", "Seks. De andre gange var det otte.", "Six, and eight in the car."),
        ("pain_intensity", "Fem til syv.", "Five or six."),
        ("pain_intensity", "Som den ene gang i skoven.", "As bad as the one in the woods."),
        ("pain_duration", "Ti dage, altså halvanden uge.", "Ten days or so."),
        ("pain_duration", "To dage efter påske begyndte det.", "Since two days after Easter."),
        ("pain_duration", "Siden dagen, hvor vi bar gips.", "Since the day of the plasterboard."),
        ("sick_leave", "Ikke en dag i to år.", "Not a day in two years."),
        ("first_time_age", "Midt i tyverne. 27, tror jeg.", "In 2016. I was 27."),
        ("fever", "Nej. 37,2 i morges.", "No idea. I haven't got a thermometer."),
        ("cancer", "Nej, men min far. Han var 61.", "No. My father had, at 61."),
        ("worry", "Jeg er 48 timer forsinket.", "I'm 48 hours behind."),
    ],
)
def test_what_a_person_may_well_say_is_let_through(said: Said, question: str, da: str, en: str) -> None:
    assert said(question, da, en) == []


def test_the_other_leg_is_named_and_a_comparison_is_not(said: Said) -> None:
    ((_, lang, what),) = said("leg_feeling", "Storetåen på højre fod er som pakket ind.", "The toes of my left foot.")
    assert (lang, what) == ("en", "the answer names the left leg only, but history.leg_numbness is on the right.")
    assert said("leg_feeling", "Den er som pakket ind. Venstre fod er normal.", "Not the left foot.") == []
    assert said("leg_feeling", "Begge ben, mest venstre ben.", "In both, the left leg more.") == []
    assert said("leg_feeling", "I venstre side af ryggen.", "On the left side of my back.") == []


def test_a_fact_that_the_patient_does_not_know_contradicts_nothing(said: Said) -> None:
    assert said("cancer", "Ja, måske.", "Yes, maybe.", flags__previous_cancer="unknown") == []


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("fireogtredive", "da", 34), ("thirty-four", "en", 34), ("thirty four", "en", 34), ("halvanden", "da", 1.5),
        ("Syv en halv", "da", 7.5), ("seven and a half", "en", 7.5), ("hundrede og halvtreds", "da", 150),
        ("a hundred and fifty", "en", 150), ("8,5", "da", 8.5), ("8.5", "en", 8.5), ("nought", "en", 0),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_say_them(text: str, lang: str, value: float) -> None:
    (found,) = heard.numbers(f"{text}.", lang)
    assert (found.low, found.bare) == (value, True)


def test_a_file_is_told_line_and_remedy_and_its_alternatives_are_read_too(tmp_path: Path, book: Book) -> None:
    text = (content.cases_root() / f"{NAME}.yaml").read_text(encoding="utf-8")
    path = tmp_path / f"{NAME}.yaml"
    assert '"Seks. Otte, når' in text
    assert '"Otte. Ni, når' in text
    path.write_text(
        text.replace('"Seks. Otte, når', '"Fem, når').replace('"Otte. Ni, når', '"Ti, når'), encoding="utf-8"
    )
    first, other = problems_of(path, book)
    assert first.key == "visits[0].answers.pain_intensity.da"
    assert first.what == "'Fem' is said, but history.pain_nrs is 6."
    assert other.key == "variants.alternatives[0]"
    assert other.what == "at 'first', pain_intensity: 'Ti' is said, but history.pain_nrs is 8."
    assert all(one.line and one.remedy == "Let the answer and the fact say the same." for one in (first, other))
