"""What a debrief says first, and the two ways beside each other: on attempts whose course is known."""

from __future__ import annotations

import dataclasses
import re

import pytest
from learner import best_choices

from lbp_teach import content
from lbp_teach.bedside.exam.record import Recorded
from lbp_teach.case import visit_facts
from lbp_teach.debriefing.clauses import CLAUSES
from lbp_teach.debriefing.happened import happened, split_first
from lbp_teach.debriefing.training import OF_CARD, OF_DECISION, OF_PROCESS, OF_RULE, OF_WAY, TARGETS, trained_by
from lbp_teach.debriefing.whole import debrief, visit_words
from lbp_teach.guideline.assess import Book
from lbp_teach.model_answer import model_attempt
from lbp_teach.play import Asked, Attempt, Choice, Examined, VisitState
from lbp_teach.progress.evidence import marked
from lbp_teach.scoring import score
from lbp_teach.text import Lang, Text

CASES = ("jesper-lund", "rikke-thorsen", "selma-hodzic")


def told(attempt: Attempt, book: Book, lang: Lang = Lang.EN) -> dict:
    case = content.load_case(attempt.case)
    return debrief(score(case, attempt, book), case, attempt, book, lang)


def changed(attempt: Attempt, index: int, **more: object) -> Attempt:
    """The same attempt with something else at one visit."""
    visits = list(attempt.visits)
    visits[index] = dataclasses.replace(visits[index], **more)
    return dataclasses.replace(attempt, visits=tuple(visits))


def deciding(attempt: Attempt, index: int, **choices: str) -> Attempt:
    more = {name: Choice(value) for name, value in choices.items()}
    return changed(attempt, index, choices={**attempt.visits[index].choices, **more})


def model(name: str, book: Book) -> Attempt:
    return model_attempt(content.load_case(name), book)


def left_alone(book: Book) -> Attempt:
    """Selma is asked nothing at her second visit and sent home."""
    attempt = changed(model("selma-hodzic", book), 1, asked=(), examined=(), recorded={})
    wrong = {"triage": "nerve_root", "urgency": "routine", "destination": "own_gp", "follow_up": "basis"}
    return deciding(attempt, 1, **wrong)


# ---- the sentence ----


@pytest.mark.parametrize("lang", list(Lang))
def test_the_first_sentence_names_the_decision_the_story_rests_on(book: Book, lang: Lang) -> None:
    sent = told(model("selma-hodzic", book), book, lang)["headline"]
    home = told(left_alone(book), book, lang)["headline"]
    scanned = told(deciding(model("jesper-lund", book), 0, imaging="mri", imaging_timing="acute"), book, lang)[
        "headline"
    ]
    assert {sent, home, scanned} == {
        Lang.EN: {
            (
                "Because at the last visit you treated it as an emergency and sent Selma to the emergency department, "
                "this is how it went: "
                "Selma was admitted the same afternoon."
            ),
            (
                "Because at the last visit you referred as planned and went on following Selma yourself, "
                "this is how it went: "
                "Two days later Selma was admitted because she could not pass water at all."
            ),
            "Because you ordered an MRI scan (first visit), this is how it went: The big toe was normal by the summer.",
        },
        Lang.DA: {
            (
                "Fordi du ved sidste besøg behandlede det som akut og sendte Selma til akutmodtagelsen, gik det sådan: "
                "Selma blev indlagt samme eftermiddag."
            ),
            (
                "Fordi du ved sidste besøg lod det gå den planlagte vej og selv fulgte Selma videre, gik det sådan: "
                "To dage senere blev Selma indlagt, fordi hun slet ikke kunne lade vandet."
            ),
            "Fordi du bestilte en MR-scanning (første besøg), gik det sådan: Storetåen var normal ved sommerferien.",
        },
    }[lang]


def test_an_ordinary_course_is_not_called_the_work_of_the_plan(book: Book) -> None:
    case = content.load_case("jesper-lund")
    attempt = model("jesper-lund", book)
    story = happened(score(case, attempt, book), case, attempt, book)
    assert not story.because
    assert story.sentence.en.startswith(
        "At the last visit you booked a check and did no imaging, and this is how it went: "
    )
    assert story.more is not None
    assert story.more.en.startswith("The plan did not heal the leg")


def test_every_choice_a_story_can_rest_on_has_words_of_its_own(book: Book) -> None:
    for name in ("urgency", "destination", "imaging", "follow_up", "triage"):
        assert {o.value for o in book.decisions[name].options} == {v for d, v in CLAUSES if d == name}
    for text in CLAUSES.values():
        assert re.findall(r"{\w+}", text.da) == re.findall(r"{\w+}", text.en)
        assert " ikke " not in f" {text.da} ", "a negation would stand in another place after 'Du'"


def test_a_text_is_cut_after_its_first_sentence_in_both_languages_or_in_neither() -> None:
    assert split_first(Text(da="A. B.", en="C. D.")) == (Text(da="A.", en="C."), Text(da="B.", en="D."))
    assert split_first(Text(da="Kl. 8 kom han. B.", en="C")) == (Text(da="Kl. 8 kom han. B.", en="C"), None)


# ---- three and three ----


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("lang", list(Lang))
def test_the_model_answer_has_three_things_done_well_and_nothing_to_work_on(book: Book, name: str, lang: Lang) -> None:
    words = told(model(name, book), book, lang)
    assert len(words["well"]) == 3
    assert len({one["title"] for one in words["well"]}) == 3
    assert words["work"] == []
    assert words["critical"] == []


def test_what_mattered_most_is_praised_with_what_was_done_and_found(book: Book) -> None:
    first, second, third = told(model("selma-hodzic", book), book)["well"]
    assert (first["title"], second["title"], third["title"]) == (
        "Urgency: Emergency today",
        "Saddle, bladder and bowel",
        "You held back from imaging",
    )
    assert second["text"].startswith("You asked: “")
    assert any("saddle" in fact for fact in second["facts"])


def test_a_danger_comes_before_everything_else_to_work_on_and_leads_somewhere(book: Book) -> None:
    words = told(left_alone(book), book)
    assert words["work"][0]["title"] == "A possible cauda equina syndrome was not sent in at once"
    assert words["work"][0]["train"]["place"] == "topic/ACUTE"
    assert len(words["work"]) == 3
    assert len({one["train"]["label"] for one in words["work"]}) == 3
    assert "Urgency" not in " ".join(one["title"] for one in words["well"])


def test_a_scan_that_was_too_much_is_named_with_what_trains_restraint(book: Book) -> None:
    scanned = {"imaging": "mri", "imaging_timing": "expedited", "urgency": "expedited", "destination": "spine_surgery"}
    words = told(deciding(model("rikke-thorsen", book), 0, **scanned), book)
    named = [one for one in words["work"] if one["subject"] in ("imaging", "imaging_timing")]
    assert named
    assert named[0]["train"]["notebook"] == "guideline/browse.ipynb"
    assert "MRI" in named[0]["text"]
    assert len({one["title"] for one in words["work"]}) == len(words["work"])
    assert "You held back from imaging" not in [o["title"] for o in words["well"] if o["visit"] == 1]


def test_asking_everything_is_not_praised_as_asking_well(book: Book) -> None:
    asked = tuple(Asked(name, over=False) for name in book.questions)
    attempt = model("selma-hodzic", book)
    for index in (0, 1):
        attempt = changed(attempt, index, asked=asked)
    assert all(not one["text"].startswith("You asked") for one in told(attempt, book)["well"])


def test_a_guess_and_the_same_answer_everywhere_are_not_praised(book: Book) -> None:
    attempt = model("selma-hodzic", book)
    guess = changed(
        attempt, 1, choices={n: dataclasses.replace(c, confidence=1) for n, c in attempt.visits[1].choices.items()}
    )
    assert "Urgency: Emergency today" not in [one["title"] for one in told(guess, book)["well"]]
    worse = best_choices(content.load_case("jesper-lund"), "worse", book)
    known = model("jesper-lund", book).visits[0]
    later = dataclasses.replace(attempt.visits[1], visit="worse", choices=worse)
    praised = []
    for urgency in ("routine", "emergency_today"):
        first = dataclasses.replace(known, choices={**known.choices, "urgency": Choice(urgency)})
        both = Attempt("a", "jesper-lund", "", "DSAM2026", (first, later), finished=True)
        praised.append("Urgency: Emergency today" in [one["title"] for one in told(both, book)["well"]])
    assert praised == [True, False]


def test_a_lucky_emergency_without_a_single_finding_is_not_praised(book: Book) -> None:
    attempt = changed(model("selma-hodzic", book), 1, asked=(), examined=(), recorded={})
    assert "Urgency: Emergency today" not in [one["title"] for one in told(attempt, book)["well"]]


def test_the_honest_half_has_both(book: Book) -> None:
    attempt = model("jesper-lund", book)
    for index, state in enumerate(attempt.visits):
        attempt = changed(attempt, index, asked=state.asked[: len(state.asked) // 2], examined=state.examined[:6])
    words = told(attempt, book)
    assert words["well"]
    assert words["work"]
    assert any(re.search("did not (ask|examine)", one["text"]) for one in words["work"])


def test_an_empty_attempt_says_so_and_praises_nothing(book: Book) -> None:
    case = content.load_case("rikke-thorsen")
    attempt = Attempt("a", case.id, "", "DSAM2026", (VisitState(case.visits[0].id),), finished=True)
    words = told(attempt, book)
    assert words["well"] == []
    assert words["headline"] == "There is nothing to mark: the attempt is empty."


# ---- where it is trained ----


def test_everything_that_can_go_wrong_is_trained_somewhere_that_exists(book: Book) -> None:
    assert set(book.decisions) <= {
        *OF_DECISION,
        *(d.id for d in book.decisions.values() if d.card in OF_CARD and d.row),
    }
    assert {r.id for r in book.guideline.rules if r.ask or r.examine} <= set(OF_PROCESS)
    assert {*OF_DECISION.values(), *OF_CARD.values(), *OF_RULE.values(), *OF_PROCESS.values(), *OF_WAY.values()} <= set(
        TARGETS
    )
    assert set(OF_RULE) <= {rule.id for rule in book.guideline.rules}
    topics, parts = {t.id for t in content.library().guideline.topics}, {p.id for p in content.lab().parts}
    for target in TARGETS.values():
        assert (content.notebooks_root() / target.notebook).is_file(), target
        kind, _, name = target.place.partition("/")
        known = {"": {""}, "topic": topics, "part": parts}
        assert name in known[kind], target
    for row in book.decisions:
        assert trained_by(row, None, book) in TARGETS.values()


def test_what_the_way_says_trains_something_is_linked(book: Book) -> None:
    linked = {(one.train.kind, one.train.target) for one in book.guideline.way.habits}
    assert linked <= set(OF_WAY)


def test_critical_errors_are_counted_on_the_progress_page_as_they_are_told(book: Book) -> None:
    attempt = left_alone(book)
    case = content.load_case(attempt.case)
    report = score(case, attempt, book)
    entries = told(attempt, book)["critical"]
    assert len(report.critical) > len(entries) > 0
    assert len(report.critical_groups) == marked(report, attempt, content.progress(), book).errors == len(entries)
    assert {(one["visit"] - 1, one["rule"], one["harm"]) for one in entries} == set(report.critical_groups)


# ---- the timeline ----


def test_the_timeline_sets_what_was_asked_beside_what_was_needed(book: Book) -> None:
    attempt = model("selma-hodzic", book)
    kept = tuple(a for a in attempt.visits[1].asked if a.question != "bladder_emptying")
    attempt = changed(attempt, 1, asked=(*kept, Asked("money", over=False)))
    rows = {row["id"]: row for row in told(attempt, book)["timeline"]["visits"][1]["rows"]}
    needed = len(kept) + 1
    assert rows["asked"]["you"]["text"] == f"{needed - 1} of {needed} needed, 1 more"
    assert rows["asked"]["you"]["extra"] == [book.questions["money"].text.en]
    assert rows["asked"]["guide"]["missed"] == [book.questions["bladder_emptying"].text.en]
    assert rows["urgency"]["mark"] == "right"
    assert rows["next"]["guide"]["text"] == "The same."
    assert next(iter(rows)) == "asked"
    assert list(rows)[-1] == "next"


@pytest.mark.parametrize("name", CASES)
def test_what_was_done_known_and_missed_is_together_what_was_needed(book: Book, name: str) -> None:
    whole = model(name, book)
    for index in range(len(whole.visits)):
        attempt = changed(whole, index, asked=whole.visits[index].asked[::3], examined=())
        for visit in told(attempt, book)["timeline"]["visits"]:
            for row in visit["rows"][:2]:
                you, guide = row["you"], row["guide"]
                counted = [len(you["hit"]), len(you["before"]), len(guide["missed"])]
                assert guide["text"] == f"{sum(counted)} needed"
                assert you["text"].startswith(f"{counted[0] + counted[1]} of {sum(counted)} needed")


def test_what_was_known_from_an_earlier_visit_is_listed_as_that(book: Book) -> None:
    attempt = changed(model("selma-hodzic", book), 1, asked=(), examined=())
    asked = told(attempt, book)["timeline"]["visits"][1]["rows"][0]
    assert book.questions["cancer"].text.en in asked["you"]["before"]
    assert f"{len(asked['you']['before'])} of them known from before" in asked["you"]["text"]


def test_what_bears_on_a_danger_and_the_patients_voice_are_never_beyond_what_was_needed(book: Book) -> None:
    attempt = model("selma-hodzic", book)
    attempt = changed(attempt, 1, asked=(*attempt.visits[1].asked, Asked("hopes", over=False)))
    attempt = changed(attempt, 1, examined=(*attempt.visits[1].examined, Examined("residual_urine", None)))
    asked, examined = told(attempt, book)["timeline"]["visits"][1]["rows"][:2]
    assert asked["you"]["relevant"] == [book.questions["hopes"].text.en]
    assert examined["you"]["relevant"] == [book.manoeuvres["residual_urine"].label.en]
    assert asked["you"]["extra"] == examined["you"]["extra"] == []


def test_where_the_guideline_leads_elsewhere_the_timeline_tells_where(book: Book) -> None:
    case = content.load_case("jesper-lund")
    first = deciding(model("jesper-lund", book), 0, follow_up="basis").visits[0]
    state = dataclasses.replace(model("selma-hodzic", book).visits[1], visit="worse")
    attempt = Attempt("a", case.id, "", "DSAM2026", (first, state), finished=True)
    timeline = told(attempt, book)["timeline"]
    after = timeline["visits"][0]["rows"][-1]
    assert after["mark"] == "differs"
    assert after["you"]["text"].startswith("Eight days later Jesper rings")
    assert after["guide"]["text"] == (
        "With the guideline's choices (Follow-up: Closer) it would have gone like this: "
        "Three weeks have passed. Jesper turns up for his check, as agreed."
    )
    assert [step["label"] for step in timeline["path"]["steps"]] == [
        "First visit",
        "Follow-up, six weeks into the course",
    ]
    assert told(model("jesper-lund", book), book)["timeline"]["path"] is None


def test_an_estimate_stands_in_the_timeline_where_one_was_made(book: Book) -> None:
    chances = {"serious_specific": 10, "nerve_root": 60, "non_specific": 30}
    attempt = changed(model("rikke-thorsen", book), 0, estimates={"before": chances})
    first, second = told(attempt, book)["timeline"]["visits"]
    (row,) = [row for row in first["rows"] if row["id"] == "estimate"]
    assert "Root irritation 60%" in row["you"]["text"]
    assert row["guide"]["text"].endswith("Non-specific low back pain")
    assert second["rows"]


def test_the_answer_to_one_visit_holds_that_visit_only(book: Book) -> None:
    attempt = dataclasses.replace(left_alone(book), finished=False)
    case = content.load_case(attempt.case)
    report = score(case, attempt, book)
    first, second = (visit_words(report, case, attempt, index, book, Lang.EN) for index in (0, 1))
    assert first["critical"] == []
    assert second["critical"]
    assert {one["visit_label"] for one in first["rest"]} == {"First visit"}


def test_what_was_recorded_wrongly_is_to_be_worked_on(book: Book) -> None:
    attempt = model("jesper-lund", book)
    facts = visit_facts(content.load_case("jesper-lund"), "first", book)
    normal = {
        k: Recorded(5 if k.startswith("exam.strength") else v.value) for k, v in attempt.visits[0].recorded.items()
    }
    assert any(facts[k] != v.value for k, v in normal.items())
    words = told(changed(attempt, 0, recorded=normal), book)
    assert any(
        "You recorded wrongly" in one["text"] and one["train"]["notebook"].endswith("neuro_exam.ipynb")
        for one in words["work"]
    )
