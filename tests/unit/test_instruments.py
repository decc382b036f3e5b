"""The arithmetic of the instruments, counted by hand; what is refused; and what the content may and may not say."""

from __future__ import annotations

from copy import copy
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbp_teach import content
from lbp_teach.bedside.instruments import score_instrument
from lbp_teach.bedside.instruments.by_hand import instruments
from lbp_teach.bedside.instruments.document import markdown
from lbp_teach.bedside.instruments.model import Below, Content, Instrument
from lbp_teach.bedside.instruments.scoring import BadAnswers, checked, score
from lbp_teach.bedside.instruments.sheets import FIRST, sheet
from lbp_teach.bedside.instruments.showing import pack
from lbp_teach.bedside.instruments.telling import amount
from lbp_teach.text import Lang

ROOT = Path(__file__).parents[2]
NAMES = ("nrs", "vas", "start_back", "ompsq_sf", "rmdq", "pcs", "odi")
LICENSED = ("start_back", "ompsq_sf", "rmdq", "pcs", "odi")
each = pytest.mark.parametrize("name", NAMES)


def form(name: str) -> Instrument:
    return instruments().instrument(name)


def band_of(name: str, answers: list[int | None]) -> str | None:
    found = score(form(name), answers).band
    return found.id if found else None


# ---- counted by hand ----


@pytest.mark.parametrize(
    ("name", "answers", "total"),
    [
        ("nrs", [7], 7),
        ("vas", [63], 63),
        # Item 9 in its third box counts nothing, in its fourth one point.
        ("start_back", [1, 0, 1, 0, 1, 0, 1, 0, 3], 4),
        ("start_back", [1, 0, 1, 0, 1, 0, 1, 0, 4], 5),
        # 3 + 5 + (10−7) + (10−6) + 3 + 3 + 5 + (10−8) + 6 + 4
        ("ompsq_sf", [3, 5, 7, 6, 3, 3, 5, 8, 6, 4], 38),
        ("ompsq_sf", [1, 0, 10, 10, 0, 0, 0, 10, 0, 0], 1),
        ("ompsq_sf", [10, 10, 0, 0, 10, 10, 10, 0, 10, 10], 100),
        ("rmdq", [1] * 9 + [0] * 15, 9),
        ("pcs", [0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2], 23),
        ("odi", [2, 1, 1, 2, 2, 2, 1, 0, 3, 2], 32),
        # The example of the form's own instructions: 16 of 45.
        ("odi", [2, 1, 1, 2, 2, 2, 1, None, 3, 2], Fraction(320, 9)),
    ],
)
def test_a_form_comes_to_what_was_counted_by_hand(name: str, answers: list[int | None], total: Any) -> None:
    assert score(form(name), answers).total == total


def test_the_subscales_are_those_of_the_publications() -> None:
    found = {p.scale.id: (p.total, p.of) for p in score(form("pcs"), list(range(4)) * 3 + [4]).subscales}
    # Items 1..13 are 0 1 2 3 0 1 2 3 0 1 2 3 4.
    assert found == {"rumination": (3 + 0 + 1 + 2, 16), "magnification": (1 + 2 + 4, 12), "helplessness": (6 + 3, 24)}
    (distress,) = score(form("start_back"), [1, 1, 1, 1, 0, 1, 0, 1, 5]).subscales
    assert (distress.total, distress.of, distress.scale.items) == (3, 5, (5, 6, 7, 8, 9))


@pytest.mark.parametrize(("box", "counts"), [(1, 0), (2, 0), (3, 0), (4, 1), (5, 1)])
def test_item_9_of_start_back_counts_from_its_fourth_box(box: int, counts: int) -> None:
    assert score(form("start_back"), [0] * 8 + [box]).total == counts


@pytest.mark.parametrize(
    ("total", "da", "en"),
    [
        ((320, 9), "35,6", "35.6"),
        ((7, 20), "0,4", "0.4"),
        ((100, 45), "2,2", "2.2"),
        ((399, 100), "4", "4"),
        ((0, 1), "0", "0"),
    ],
)
def test_a_total_is_written_with_at_most_one_decimal_rounded_half_up(total: tuple[int, int], da: str, en: str) -> None:
    shown = amount(Fraction(*total))
    assert (shown.da, shown.en) == (da, en)


# ---- both sides of every line ----


@pytest.mark.parametrize(
    ("name", "answers", "band"),
    [
        ("nrs", [6], "below"),
        ("nrs", [7], "high"),
        ("vas", [69], "below"),
        ("vas", [70], "high"),
        ("start_back", [1, 1, 1, 0, 0, 0, 0, 0, 3], "low"),  # 3
        ("start_back", [0, 0, 0, 0, 1, 1, 1, 0, 3], "low"),  # 3, all of them psychosocial
        ("start_back", [1, 1, 1, 1, 0, 0, 0, 0, 3], "medium"),  # 4, none of them psychosocial
        ("start_back", [1, 0, 0, 0, 1, 1, 1, 0, 3], "medium"),  # 4, three psychosocial
        ("start_back", [0, 0, 0, 0, 1, 1, 1, 1, 3], "high"),  # 4, four psychosocial
        ("start_back", [1, 1, 1, 1, 1, 1, 1, 0, 3], "medium"),  # 7, three psychosocial
        ("start_back", [1, 1, 1, 1, 1, 1, 1, 0, 4], "high"),  # 8, four psychosocial
        ("ompsq_sf", [9, 5, 5, 5, 5, 5, 5, 5, 0, 5], "lower"),  # 49
        ("ompsq_sf", [10, 5, 5, 5, 5, 5, 5, 5, 0, 5], "higher"),  # 50
        ("pcs", [2] * 12 + [4] + [], "below"),  # 28
        ("pcs", [3] * 3 + [2] * 10, "below"),  # 29
        ("pcs", [3] * 4 + [2] * 9, "relevant"),  # 30
        ("odi", [1] * 10, "minimal"),  # 20 %
        ("odi", [1] * 9 + [2], "moderate"),  # 22 %
        ("odi", [1] * 9 + [None], "minimal"),  # 9 of 45 is 20 %
        ("odi", [1] * 8 + [2, None], "moderate"),  # 10 of 45
        ("odi", [2] * 10, "moderate"),
        ("odi", [2] * 9 + [3], "severe"),
        ("odi", [3] * 10, "severe"),
        ("odi", [3] * 9 + [4], "very_severe"),
        ("odi", [4] * 10, "very_severe"),
        ("odi", [4] * 9 + [5], "extreme"),
    ],
)
def test_both_sides_of_every_line(name: str, answers: list[int | None], band: str) -> None:
    assert band_of(name, answers) == band


def test_every_line_stands_in_the_table_above() -> None:
    lines = {(one.id, band.up_to) for one in instruments().instruments for band in one.bands[:-1]}
    odi = {("odi", at) for at in (20, 40, 60, 80)}
    start = {("start_back", 3), ("start_back", 9)}
    assert lines == {("nrs", 6), ("vas", 69), ("ompsq_sf", 49), ("pcs", 29)} | odi | start


def test_a_total_at_which_the_sources_differ_says_so() -> None:
    for name, answers in (("pcs", [3] * 4 + [2] * 9), ("ompsq_sf", [10, 5, 5, 5, 5, 5, 5, 5, 0, 5]), ("odi", [1] * 10)):
        assert "differently" in score(form(name), answers).steps[-1].en
    assert "differently" not in score(form("pcs"), [2] * 13).steps[-1].en


# ---- missing answers ----


@pytest.mark.parametrize(
    ("name", "gaps", "given"),
    [
        ("nrs", 1, False),
        ("vas", 1, False),
        ("start_back", 1, False),
        ("ompsq_sf", 1, False),
        ("rmdq", 1, True),
        ("rmdq", 23, True),
        ("rmdq", 24, False),
        ("pcs", 1, False),
        ("odi", 1, True),
        ("odi", 2, False),
    ],
)
def test_whether_a_total_is_given_where_answers_are_missing(name: str, gaps: int, given: bool) -> None:
    items = form(name).all_items
    answers: list[int | None] = [item.run.high for item in items]
    answers[:gaps] = [None] * gaps
    found = score(form(name), answers)
    assert (found.total is not None) == given
    assert found.missing == tuple(range(1, gaps + 1))
    assert found.answered == len(items) - gaps
    assert (found.band is not None) <= given
    if not given:
        assert "No total" in found.steps[-1].en


def test_an_unanswered_item_of_the_rmdq_counts_nothing_and_one_of_the_odi_is_left_out_of_the_division() -> None:
    assert score(form("rmdq"), [1] * 12 + [None] * 12).total == 12
    assert score(form("odi"), [5] * 9 + [None]).total == 100


def test_a_subscale_with_a_gap_has_no_sum_and_decides_no_group() -> None:
    lenient = form("start_back").missing.model_copy(update={"at_least": 1})
    loose = form("start_back").model_copy(update={"missing": lenient})
    found = score(loose, [1, 1, 1, 1, None, 0, 0, 0, 1])
    assert (found.total, found.band, found.subscales[0].total) == (4, None, None)
    assert "no sum" in found.steps[-1].en


# ---- properties ----


def filled(name: str, *, gaps: bool = False) -> st.SearchStrategy[list[int | None]]:
    def one(run: Any) -> st.SearchStrategy[int | None]:
        whole = st.integers(run.low, run.high)
        return st.none() | whole if gaps else whole

    return st.tuples(*(one(item.run) for item in form(name).all_items)).map(list)


any_form = st.sampled_from(NAMES).flatmap(lambda name: st.tuples(st.just(name), filled(name, gaps=True)))


@given(any_form)
def test_a_total_is_in_its_range_and_the_words_say_the_same_number(case: tuple[str, list[int | None]]) -> None:
    name, answers = case
    one = form(name)
    found = score(one, answers)
    assert found.answered + len(found.missing) == len(one.all_items)
    assert found.steps
    if found.total is None:
        assert found.band is None
        return
    assert 0 <= found.total <= one.of
    assert found.missing or found.total >= one.least
    assert (found.band is not None) == bool(one.bands)
    tenths = f"{float(round(found.total * 10 + Fraction(1, 1000)) / 10):g}"
    assert any(tenths in step.en for step in found.steps), (tenths, [s.en for s in found.steps])


@given(st.sampled_from(NAMES).flatmap(lambda n: st.tuples(st.just(n), filled(n))), st.data())
def test_a_worse_answer_never_lowers_the_total(case: tuple[str, list[int]], data: st.DataObject) -> None:
    name, answers = case
    item = data.draw(st.sampled_from(form(name).all_items))
    before = score(form(name), answers).total
    step = -1 if item.run.reversed else 1
    changed = answers[item.n - 1] + step
    if item.run.low <= changed <= item.run.high:
        answers[item.n - 1] = changed
        after = score(form(name), answers).total
        assert before is not None
        assert after is not None
        assert after >= before
        assert item.run.points or after > before


@given(st.sampled_from(["rmdq", "pcs", "odi"]).flatmap(lambda n: st.tuples(st.just(n), filled(n, gaps=True))))
def test_where_items_count_alike_their_order_does_not_matter(case: tuple[str, list[int | None]]) -> None:
    name, answers = case
    other = answers[:]
    Random(1).shuffle(other)
    first, second = score(form(name), answers), score(form(name), other)
    assert (first.total, first.band) == (second.total, second.band)


@given(filled("ompsq_sf"))
def test_reversing_is_symmetrical(answers: list[int]) -> None:
    one = form("ompsq_sf")
    mirrored = [item.run.low + item.run.high - a for item, a in zip(one.all_items, answers, strict=True)]
    there, back = score(one, answers).total, score(one, mirrored).total
    assert there is not None
    assert back is not None
    assert there + back == one.least + one.of
    turned = [
        item.run.low + item.run.high - a if item.run.reversed else a
        for item, a in zip(one.all_items, answers, strict=True)
    ]
    assert there == sum(turned)


# ---- what is refused ----


@pytest.mark.parametrize(
    "answers",
    [
        None,
        "111111111",
        {},
        7,
        [],
        [0] * 8,
        [0] * 10,
        [0] * 9,
        [2] * 9,
        [True] * 9,
        [0.5] * 9,
        ["1"] * 9,
        [0] * 8 + [float("nan")],
        [0] * 8 + [10**400],
        [0] * 8 + [10**5000],
        [0] * 8 + ["<img src=x>" * 500],
        [0] * 8 + ["{name}"],
        [0] * 8 + [[]],
    ],
)
def test_answers_of_another_form_are_refused_with_one_sentence(answers: Any) -> None:
    with pytest.raises(BadAnswers) as caught:
        checked(form("start_back"), answers)
    for text in (caught.value.text.da, caught.value.text.en):
        assert 20 < len(text) < 200
        assert "{" not in text.replace("{name}", "")
    for lang in ("da", "en"):
        with pytest.raises(ValueError, match=r"\w"):
            score_instrument("start_back", answers, lang)


@pytest.mark.parametrize("name", ["", "STarT", None, "x{y}", 5, ["odi"]])
def test_an_unknown_instrument_is_refused_and_those_there_are_are_named(name: Any) -> None:
    with pytest.raises(ValueError, match="start_back"):
        score_instrument(name, [1], "en")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="'da' or 'en'"):
        score_instrument("nrs", [1], "sv")


def test_the_call_in_a_notebook_prints_every_step_and_that_it_is_our_reading() -> None:
    text = score_instrument("ompsq_sf", [3, 5, 7, 6, 3, 3, 5, 8, 6, 4], "en")
    assert "Item 8 is reversed: 10 − 8 = 2." in text
    assert "3 + 5 + 3 + 4 + 3 + 3 + 5 + 2 + 6 + 4 = 38 of 100." in text
    assert "awaits clinical sign-off" in text
    assert text.endswith("For education, not for patient care.")
    assert "7 eller mere" in score_instrument("nrs", [7], "da")


# ---- the content ----


def test_no_form_that_somebody_owns_shows_a_question() -> None:
    for name in LICENSED:
        for run in form(name).items:
            assert run.question is None
            # Names of answers are a yes and a no; anything longer would be the form's own wording.
            assert all(len(words) <= 3 for answer in run.answers for words in (answer.da, answer.en)), name


@each
def test_what_is_said_of_an_instrument_is_marked_as_ours_unless_the_guideline_says_it(name: str) -> None:
    for about, claim in form(name).claims.items():
        assert claim.outside or claim.cites, about
        assert not claim.verified or claim.seen or claim.cites or (about, len(form(name).all_items)) == ("missing", 1)


@each
def test_what_is_not_verified_reaches_the_screen_as_such(name: str) -> None:
    for lang in Lang:
        shown = next(one for one in pack(content.library(), instruments(), lang)["instruments"] if one["id"] == name)
        assert {c["about"]: c["verified"] for c in shown["claims"]} == {
            about: claim.verified for about, claim in form(name).claims.items()
        }
        assert "{" not in str([shown["bands"], shown["claims"], shown["says"], shown["full"]]).replace("{'", "")


def test_c_60_stands_beside_every_tool_that_the_guideline_calls_a_risk_tool() -> None:
    beside = {one.id for one in instruments().instruments if "C-60" in one.conflicts}
    assert beside == {"start_back", "ompsq_sf", "pcs"}
    assert beside == {one.id for one in instruments().instruments if "strat_tools_not_routine" in one.says}


def changed(name: str, **changes: Any) -> list[str]:
    """The problems of the content after a change of one instrument."""
    all_of_them = instruments()
    # Made anew, because a copy would keep what was worked out from the old items.
    other = tuple(
        Instrument.model_construct(**{n: getattr(one, n) for n in Instrument.model_fields} | changes)
        if one.id == name
        else one
        for one in all_of_them.instruments
    )
    found = Content.model_construct(instruments=other, uses=all_of_them.uses).problems(content.library())
    return [f"{key}: {what}" for key, what in found]


def test_the_content_fits_the_guideline_and_a_slip_is_found() -> None:
    assert changed("nrs") == []
    pcs = form("pcs")
    unknown = form("nrs").bands[0].model_copy(update={"below": Below(parameter="x", times=1)})
    assert changed("nrs", bands=(unknown, form("nrs").bands[1])) == ["nrs: no parameter 'x'."]
    assert "no statement 'x'" in changed("pcs", says=("x",))[0]
    assert "no conflict 'C-0'" in changed("pcs", conflicts=("C-0",))[0]
    assert "must rise" in changed("pcs", bands=pcs.bands[::-1])[0]
    assert "belong together" in changed("pcs", bands=())[0]
    assert "without a gap" in changed("odi", items=(form("odi").items[0].model_copy(update={"first": 2}),))[0]
    assert "not a number of items" in changed("pcs", missing=pcs.missing.model_copy(update={"at_least": 14}))[0]
    assert "where it was seen" in changed("pcs", arithmetic=pcs.arithmetic.model_copy(update={"seen": ""}))[0]
    assert "not there" in changed("pcs", subscales=(pcs.subscales[0].model_copy(update={"items": (14,)}),))[0]


def test_a_new_threshold_of_the_guideline_moves_the_line_and_nothing_else() -> None:
    library = copy(content.library())
    moved = library.parameters["high_pain_nrs"].model_copy(update={"values": {"DSAM2026": 8}})
    library.parameters = library.parameters | {"high_pain_nrs": moved}
    anew = content.tool_content("instruments", Content).settled(library)
    assert [anew.instrument(name).bands[0].up_to for name in ("nrs", "vas")] == [7, 79]
    assert [one for one in anew.instruments if one.id not in ("nrs", "vas")] == [
        one for one in instruments().instruments if one.id not in ("nrs", "vas")
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"high": 0},
        {"last": 0},
        {"points": [1]},
        {"answers": [{"da": "x", "en": "x"}]},
        {"points": [0, 1], "reversed": True},
    ],
)
def test_a_run_of_items_that_cannot_be_is_refused(changes: dict[str, Any]) -> None:
    from lbp_teach.bedside.instruments.model import Items

    with pytest.raises(ValueError, match=r"\w"):
        Items.model_validate({"first": 1, "last": 2, "low": 0, "high": 1, **changes})


def test_the_document_is_the_one_that_the_content_writes() -> None:
    written = (ROOT / "docs" / "instruments.md").read_text(encoding="utf-8")
    assert written == markdown(content.library())
    for part in written.split("\n## ")[1:]:
        assert len(part.split()) < 320, part[:20]  # half a page


# ---- made-up sheets ----


@each
def test_a_sheet_is_the_same_for_the_same_number_and_has_one_right_answer(name: str) -> None:
    one = form(name)
    seen = set()
    for seed in range(120):
        answers = sheet(one, seed)
        assert answers == sheet(one, seed)
        found = score(one, answers)
        assert found.total not in one.disputed
        seen.add(found.band.id if found.band else found.total is not None)
    assert {band.id for band in one.bands} <= seen
    assert len(one.all_items) == 1 or one.id == "rmdq" or False in seen
    assert score(one, sheet(one, FIRST)).missing == ()
