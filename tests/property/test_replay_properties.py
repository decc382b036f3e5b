"""Whatever a learner does, folding what was stored gives the state that was shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from learner import CASES, Screen

from lbp_teach import content
from lbp_teach.play import fold
from lbp_teach.records import Records

BOOK = content.book()
MESSAGES = st.one_of(
    st.fixed_dictionaries({"kind": st.just("start"), "case": st.sampled_from(CASES), "again": st.booleans()}),
    st.fixed_dictionaries({"kind": st.just("ask"), "question": st.sampled_from(sorted(BOOK.questions))}),
    st.fixed_dictionaries(
        {
            "kind": st.just("examine"),
            "manoeuvre": st.sampled_from(sorted(BOOK.manoeuvres)),
            "side": st.sampled_from(["left", "right", "both", None, "up"]),
        }
    ),
    st.sampled_from([(d.id, o.value) for d in BOOK.decisions.values() for o in d.options]).flatmap(
        lambda pair: st.fixed_dictionaries(
            {
                "kind": st.just("decide"),
                "decision": st.just(pair[0]),
                "value": st.sampled_from([pair[1], pair[1], None]),
                "confidence": st.sampled_from([None, 1, 2, 3, 4]),
            }
        )
    ),
    st.fixed_dictionaries({"kind": st.just("note"), "text": st.text(st.characters(codec="utf-8"), max_size=20)}),
    st.fixed_dictionaries({"kind": st.just("everything decided")}),
    st.fixed_dictionaries({"kind": st.sampled_from(["lock", "next", "go"]), "case": st.sampled_from([*CASES, None])}),
)


@settings(max_examples=25)
@given(st.lists(MESSAGES, min_size=3, max_size=40), st.integers(0, 40))
def test_replaying_the_record_is_the_state(tmp_path_factory: Any, messages: list[dict[str, Any]], cut: int) -> None:
    records = Records(Path(tmp_path_factory.mktemp("replay")) / "records.sqlite3")
    records._db.execute("PRAGMA synchronous = OFF")
    screen = Screen(records)
    screen.hello()
    learner = screen.session.learner
    assert learner is not None
    for number, message in enumerate(messages):
        if message["kind"] == "everything decided":
            screen.decide_all(BOOK)
        else:
            screen.act(**message)
        if number == cut:  # the kernel dies here, and another goes on
            other = Screen(records, token=screen.token)
            other.hello(route=screen.view["route"])
            assert other.view == screen.view
            screen = other
    assert fold(records.events(learner.id)) == screen.session.attempts
    assert records.verify(learner.id) is None
    records.close()
