"""The closed word lists: what is refused in a case text, and what ordinary speech may say."""

from __future__ import annotations

import pytest

from lbp_teach.authoring import words


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("da", "Det er en udstråling ned i benet.", "udstråling"),
        ("da", "Jeg har nok en RODPÅVIRKNING.", "RODPÅVIRKNING"),
        ("da", "Der var ingen røde flag, sagde hun.", "røde flag"),
        ("da", "De fandt metastaser.", "metastaser"),
        ("en", "The pain is radiating down my leg.", "radiating"),
        ("en", "I have some paraesthesias.", "paraesthesias"),
        ("en", "It feels odd in the saddle area.", "saddle area"),
        ("en", "They saw no red flags.", "red flags"),
    ],
)
def test_a_clinicians_word_is_found(lang: str, text: str, found: str) -> None:
    assert words.terms(text, lang) == [found]


def test_every_clinicians_word_of_a_text_is_named_once() -> None:
    said = "Jeg har parese og udstråling, mest udstråling."
    assert words.terms(said, "da") == ["parese", "udstråling"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("da", "Det jager ned i benet, og det prikker i tæerne."),
        ("da", "Min bror havde en diskusprolaps, og nu er der en nerve i klemme."),
        ("da", "Jeg banker på radiatoren, og cykelsadlen er hård."),
        ("da", "Strålerne tager de på torsdag, og så ringer jeg til skolen om neonrør."),
        ("en", "It shoots down my leg, and my toes tingle."),
        ("en", "I bang on the radiator, and the bike saddle is hard."),
        ("en", "They want an MRI, and I want some sense of it."),
    ],
)
def test_what_people_say_is_no_clinicians_word(lang: str, text: str) -> None:
    assert words.terms(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("da", "SKRIV: hvad patienten siger"),
        ("en", "WRITE: what the patient says"),
        ("da", "TODO"),
        ("en", "Lorem ipsum dolor"),
        ("en", "xxx"),
        ("da", "…"),
        ("en", "..."),
        ("da", "Udfyldes"),
        ("en", "Well ???"),
    ],
)
def test_a_text_that_is_still_to_be_written_is_known(lang: str, text: str) -> None:
    assert words.unfinished(text, lang)


@pytest.mark.parametrize("text", ["Nej.", "5", "I write: letters, mostly.", "Todos los días, as my wife says.", "Øh …"])
def test_short_and_odd_answers_are_finished(text: str) -> None:
    assert words.unfinished(text, "da") is None
    assert words.unfinished(text, "en") is None


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("da", "Det er i venstre ben."),
        ("da", "Højre er god nok."),
        ("en", "It's in my left leg."),
        ("en", "The right one's good."),
        ("en", "On the left it tingles."),
        ("en", "It is a right-sided pain."),
        ("en", "My right big toe."),
    ],
)
def test_a_side_is_found(lang: str, text: str) -> None:
    assert words.side_word(text, lang)


@pytest.mark.parametrize(
    "text",
    [
        "I'm all right. Right now it is fine.",
        "I left work at one.",
        "There's hardly any left.",
        "I never find the right words, and this is the right way.",
        "The right position helps.",
        "You're right about that.",
        "He left the house.",
    ],
)
def test_left_and_right_that_are_no_sides_pass(text: str) -> None:
    assert words.side_word(text, "en") is None


def test_a_pronoun_counts_for_its_own_sex_only() -> None:
    assert words.pronoun("Hun ringede selv.", "da", "female") == "Hun"
    assert words.pronoun("Hun ringede selv.", "da", "male") is None
    assert words.pronoun("They gave him a splint.", "en", "male") == "him"
    assert words.pronoun("The theme of this history is other people.", "en", "male") is None


def test_a_star_stands_for_any_letters_and_without_one_the_whole_word_counts() -> None:
    assert words.pattern(["malign*"]).search("noget malignt")
    assert not words.pattern(["trauma"]).search("traumatic")
    assert not words.pattern(["cauda"]).search("caudate")


def test_every_list_is_in_small_letters_and_without_doubles() -> None:
    lists = words.words()
    for entries in (*lists.terms.values(), lists.unfinished.anywhere, lists.sides.da, lists.sides.en_parts):
        assert len(entries) == len(set(entries))
        assert all(entry == entry.lower() for entry in entries)
