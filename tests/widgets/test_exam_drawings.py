"""The moving pictures of the examination: they show what an observation says, every grade another, and nothing else."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

import lbp_teach
import lbp_widgets
from lbp_widgets._compose import compose_js

EXAM = Path(lbp_widgets.__file__).parent / "exam"
CSS = (EXAM / "exam-drawings.css").read_text(encoding="utf-8")
#: What this file is about; the tool's own modules may stand beside them.
MODULES = ("limbs", "poses", "scene", "people", "reflex_curve", "reflex", "strength", "walk", "move")
DECLARED = re.compile(r"^(?:export )?(?:async )?(?:function\*?|const|let|class) +([\w$]+)", re.MULTILINE)

REFLEXES = ("patellar", "medial_hamstring", "achilles")
RESPONSES = ("none", "faint", "small", "clear", "lively", "beats")
MOVEMENTS = ("knee_extension", "dorsiflexion", "plantarflexion")
RESISTANCES = ("none", "light", "full")
OUTCOMES = ("holds", "gives_slowly", "gives_at_once", "moves", "only_level", "flicker", "nothing", "jerks")

SETTING = """
const app = { t: (key) => ({ "side.left": "Venstre", "side.right": "Højre" })[key] };
const refused = (draw) => { try { draw(); return false; } catch (error) { return error.name; } };
"""


def run(tmp_path: Path, module: str, script: str) -> Any:
    """What `script` says of a composed module, as data."""
    node = shutil.which("node")
    if not node:
        pytest.skip("node is not installed")
    path = tmp_path / f"{module}.mjs"
    path.write_text(f"{compose_js(EXAM / f'{module}.js')}{SETTING}{script}", encoding="utf-8")
    done = subprocess.run([node, str(path)], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def nodes(tree: Any) -> list[dict[str, Any]]:
    """Every element of a description, outermost first."""
    return [tree, *(one for kid in tree["kids"] if isinstance(kid, dict) for one in nodes(kid))]


def classes(tree: Any) -> set[str]:
    return {name for one in nodes(tree) for name in (one["props"].get("class") or "").split()}


def words(tree: Any) -> list[str]:
    return [text for kid in tree["kids"] for text in ([kid] if isinstance(kid, str) else words(kid))]


@pytest.fixture(scope="module")
def curves(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, float]]]:
    found: dict[str, list[dict[str, float]]] = run(
        tmp_path_factory.mktemp("curves"),
        "reflex_curve",
        f"""const all = {{ unreinforced: examReflexCurve("faint") }};
        for (const one of {json.dumps(RESPONSES)}) all[one] = examReflexCurve(one, true);
        console.log(JSON.stringify(all));""",
    )
    return found


def peaks(curve: list[dict[str, float]]) -> list[float]:
    """Local maxima that an eye can see."""
    angles = [sample["angle"] for sample in curve]
    return [b for a, b, c in zip(angles, angles[1:], angles[2:], strict=False) if a < b >= c and b > 1]


def test_a_livelier_reflex_moves_further(curves: dict[str, list[dict[str, float]]]) -> None:
    height = {name: max(sample["angle"] for sample in curve) for name, curve in curves.items()}
    assert height["none"] < height["faint"] < height["small"] < height["clear"] < height["lively"]
    assert [round(height[name]) for name in RESPONSES] == [0, 4, 6, 14, 22, 22]


def test_no_response_is_flat_and_a_faint_one_is_flat_without_reinforcement(
    curves: dict[str, list[dict[str, float]]],
) -> None:
    assert {sample["angle"] for sample in curves["none"]} == {0}
    assert {sample["angle"] for sample in curves["unreinforced"]} == {0}


def test_a_reflex_moves_once_and_clonus_five_times_ever_smaller(curves: dict[str, list[dict[str, float]]]) -> None:
    for name in ("faint", "small", "clear", "lively"):
        assert len(peaks(curves[name])) == 1, name
    beats = peaks(curves["beats"])
    assert len(beats) == 5
    assert beats == sorted(beats, reverse=True)
    assert len(set(beats)) == 5


@pytest.mark.parametrize("name", RESPONSES)
def test_the_leg_rests_until_80_ms_after_the_strike_and_in_the_end(
    curves: dict[str, list[dict[str, float]]], name: str
) -> None:
    curve = curves[name]
    assert {sample["angle"] for sample in curve if sample["ms"] <= 80} == {0}
    if name != "none":
        assert next(sample["ms"] for sample in curve if sample["angle"]) == 90
    assert abs(curve[-1]["angle"]) < 0.1


@pytest.mark.parametrize(("keyframes", "beats"), [("answer", "false"), ("beats", "true")])
def test_the_leg_moves_as_the_curve_is_drawn(tmp_path: Path, keyframes: str, beats: str) -> None:
    found = run(
        tmp_path,
        "reflex_curve",
        f"""const {{ span, step, wait, swing, latency }} = EXAM_REFLEX_TIME;
        const shares = [];
        for (let ms = 0; ms <= span; ms += step) shares.push([100 * ms / span, examReflexShare({beats}, ms)]);
        console.log(JSON.stringify({{ shares, span, begin: wait + swing + latency, wait }}));""",
    )
    block = CSS.split(f"@keyframes lbp-exam-pic-{keyframes} {{")[1].split("\n}")[0]
    stops = re.findall(r"([\d.]+)% \{ transform: rotate\(calc\(var\(--lbp-exam-pic-turn\) \* (-?[\d.]+)\)\); \}", block)
    assert len(stops) == len(found["shares"])
    for (place, share), (at, meant) in zip(stops, found["shares"], strict=True):
        assert float(place) == pytest.approx(at, abs=0.01)
        assert float(share) == pytest.approx(meant, abs=0.001)
    assert f"calc(var(--lbp-exam-pic-slow) * {found['span']}ms) {found['begin']}ms linear both" in CSS
    assert f"lbp-exam-pic-swing 700ms {found['wait']}ms" in CSS


def test_the_trace_is_written_in_time_with_the_hammer(tmp_path: Path) -> None:
    time = run(tmp_path, "reflex_curve", "console.log(JSON.stringify(EXAM_REFLEX_TIME));")
    lasts = time["before"] + time["after"]
    begins = time["wait"] + time["swing"] - time["before"]
    assert f"lbp-exam-pic-write {lasts}ms {begins}ms linear both" in CSS


def test_every_reflex_shows_every_response(tmp_path: Path) -> None:
    drawn = run(
        tmp_path,
        "reflex",
        f"""const all = {{}};
        for (const reflex of {json.dumps(REFLEXES)}) for (const response of {json.dumps(RESPONSES)})
          for (const side of ["right", "left"]) all[[reflex, response, side]] =
            examReflexPicture(app, {{ reflex, response, reinforced: true, side, key: "k1", label: "Kort trækning." }});
        console.log(JSON.stringify(all));""",
    )
    assert len(drawn) == len({json.dumps(tree) for tree in drawn.values()}) == 36
    for name, tree in drawn.items():
        reflex, response, side = name.split(",")
        assert (tree["props"]["role"], tree["props"]["aria-label"]) == ("img", "Kort trækning.")
        assert tree["props"]["key"] == "k1"
        assert words(tree) == ["Venstre" if side == "left" else "Højre"]
        assert tree["kids"][0]["props"]["aria-hidden"] == "true"
        assert ("scale(-1 1)" in (tree["kids"][0]["props"]["transform"] or "")) == (side == "left")
        assert "lbp-exam-pic-hammer" in classes(tree)
        assert ("lbp-exam-pic-answer-beats" in classes(tree)) == (response == "beats"), reflex
        # Without motion the beginning stands behind the end, where there is any movement.
        assert ("lbp-exam-pic-ghost" in classes(tree)) == (response != "none")


def test_hooked_hands_are_shown_with_reinforcement_only(tmp_path: Path) -> None:
    drawn = run(
        tmp_path,
        "reflex",
        """console.log(JSON.stringify([true, false].map((reinforced) =>
          examReflexPicture(app, { reflex: "achilles", response: "none", reinforced, side: "left", label: "" }))));""",
    )
    assert ["lbp-exam-pic-inset" in classes(tree) for tree in drawn] == [True, False]


def test_the_traces_stand_beside_each_other_and_a_side_not_struck_has_none(tmp_path: Path) -> None:
    tree = run(
        tmp_path,
        "reflex",
        """console.log(JSON.stringify(examReflexTrace(app, { strike: "slag", notDone: "ikke undersøgt",
          right: { response: "clear", reinforced: false, words: "Kort, tydelig trækning.", key: "1" } })));""",
    )
    right, left = tree["kids"]
    assert words(right) == ["Højre", " ", "Kort, tydelig trækning.", "slag"]
    assert words(left) == ["Venstre", " ", "ikke undersøgt"]
    assert "lbp-exam-pic-drawn" in classes(right)
    assert not {"lbp-exam-pic-drawn", "lbp-exam-pic-strike"} & classes(left)
    assert (right["props"]["key"], left["props"]["key"]) == ("right-1", "left-none")


@pytest.mark.parametrize("movement", MOVEMENTS)
def test_every_movement_shows_every_outcome_under_every_resistance(tmp_path: Path, movement: str) -> None:
    drawn = run(
        tmp_path,
        "strength",
        f"""const all = {{}};
        for (const resistance of {json.dumps(RESISTANCES)}) for (const outcome of {json.dumps(OUTCOMES)})
          all[[resistance, outcome]] = examStrengthPicture(app, {{ movement: "{movement}", resistance, outcome,
            side: "right", key: "k", label: "Holder fuldt imod." }});
        console.log(JSON.stringify(all));""",
    )
    assert len(drawn) == len({json.dumps(tree) for tree in drawn.values()}) == 24
    for name, tree in drawn.items():
        resistance, outcome = name.split(",")
        assert (tree["props"]["role"], tree["props"]["aria-label"]) == ("img", "Holder fuldt imod.")
        assert ("lbp-exam-pic-load" in classes(tree)) == (resistance != "none")
        assert ("lbp-exam-pic-tight" in classes(tree)) == (outcome == "flicker")
        assert ("lbp-exam-pic-couch-top" in classes(tree)) == (outcome == "only_level")
        assert ("lbp-exam-pic-given" in classes(tree)) == (outcome in ("gives_slowly", "gives_at_once", "jerks"))
        own = f"lbp-exam-pic-{outcome.replace('_', '-')}"
        assert own in classes(tree)
        if outcome not in ("flicker", "nothing"):
            assert re.search(rf"\.{own}\b[^{{]*\{{ animation-name: ", CSS), outcome


def test_what_moves_and_what_stays_is_said_by_the_end(tmp_path: Path) -> None:
    """The share of the movement that is left: the picture without motion stands there."""
    drawn = run(
        tmp_path,
        "strength",
        f"""const all = {{}};
        for (const outcome of {json.dumps(OUTCOMES)}) all[outcome] = examStrengthPicture(app,
          {{ movement: "dorsiflexion", resistance: "none", outcome, side: "right", key: "k", label: "" }});
        console.log(JSON.stringify(all));""",
    )
    ends = {
        outcome: {
            float(end)
            for one in nodes(tree)
            for end in re.findall(r"--lbp-exam-pic-end:([\d.]+)", one["props"].get("style") or "")
        }
        for outcome, tree in drawn.items()
    }
    assert ends == {
        "holds": {1},
        "gives_slowly": {0.35},
        "gives_at_once": {0},
        "jerks": {0},
        "moves": {1},
        "only_level": {1},
        "flicker": {0},
        "nothing": {0},
    }
    ghosts = {outcome for outcome, tree in drawn.items() if "lbp-exam-pic-ghost" in classes(tree)}
    assert ghosts == set(OUTCOMES) - {"flicker", "nothing"}


def test_every_finding_that_is_walked_or_bent_has_its_own_picture(tmp_path: Path) -> None:
    text = (Path(lbp_teach.__file__).parent / "guideline" / "findings.yaml").read_text(encoding="utf-8")
    values = {one["id"]: list(one.get("values", ())) for one in yaml.safe_load(text)["findings"]}
    tests = {name: values[f"exam.{name}"] for name in ("squat", "heel_walk", "toe_walk", "gait")}
    strips = run(
        tmp_path,
        "walk",
        f"""const all = [];
        for (const [test, outcomes] of Object.entries({json.dumps(tests)})) for (const outcome of outcomes)
          all.push(examWalkStrip(app, {{ test, outcome, key: "k", label: "Rejser sig.", captions: ["1", "2", "3"] }}));
        console.log(JSON.stringify(all));""",
    )
    bends = run(
        tmp_path,
        "move",
        f"""console.log(JSON.stringify({json.dumps(values["exam.movement"])}.map((outcome) =>
          examBackMovement(app, {{ outcome, key: "k", label: "Rejser sig.", captions: ["1", "2", "3"] }}))));""",
    )
    assert (len(strips), len(bends)) == (9, 2)
    assert len({json.dumps(tree) for tree in strips + bends}) == 11
    for tree in strips + bends:
        assert (tree["props"]["role"], tree["props"]["aria-label"]) == ("img", "Rejser sig.")
        assert words(tree) == ["1", "2", "3"]
        assert len([one for one in nodes(tree) if one["tag"] == "svg"]) == 3


@pytest.mark.parametrize(
    ("module", "call"),
    [
        ("reflex", 'examReflexPicture(app, { reflex: "patellar", response: "some", label: "" })'),
        ("reflex", 'examReflexPicture(app, { reflex: "biceps", response: "none", label: "" })'),
        ("strength", 'examStrengthPicture(app, { movement: "hip", resistance: "none", outcome: "holds" })'),
        ("strength", 'examStrengthPicture(app, { movement: "dorsiflexion", resistance: "some", outcome: "holds" })'),
        ("strength", 'examStrengthPicture(app, { movement: "dorsiflexion", resistance: "none", outcome: "5" })'),
        ("walk", 'examWalkStrip(app, { test: "gait", outcome: "able", label: "" })'),
        ("walk", 'examWalkStrip(app, { test: "hop", outcome: "able", label: "" })'),
        ("move", 'examBackMovement(app, { outcome: "able", label: "" })'),
    ],
)
def test_what_cannot_be_drawn_is_refused_and_never_drawn_as_something_else(
    tmp_path: Path, module: str, call: str
) -> None:
    assert run(tmp_path, module, f"console.log(JSON.stringify(refused(() => {call})));") == "RangeError"


def test_names_selectors_and_colours_are_the_tools_own() -> None:
    source = "\n".join((EXAM / f"{name}.js").read_text(encoding="utf-8") for name in MODULES)
    names = DECLARED.findall(source)
    assert [name for name in names if not name.startswith(("exam", "EXAM_"))] == []
    assert len(names) == len(set(names))
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgb\(|\bhsl\(", CSS + source) == []
    used = set(re.findall(r"lbp-exam-pic(?:-[a-z]+)*", source)) | {
        f"lbp-exam-pic-{name.replace('_', '-')}" for name in (*OUTCOMES, "skin", "cloth", "shirt")
    }
    assert set(re.findall(r"\.(lbp-exam-pic(?:-[a-z]+)*)", CSS)) - used == set()


def test_nothing_moves_for_those_who_asked_for_no_motion() -> None:
    reduced = CSS.split("@media (prefers-reduced-motion: reduce) {")[1].split("\n}")[0]
    assert ".lbp-exam-pic *, .lbp-exam-pic-trace *, .lbp-exam-pic-strip * { animation: none; }" in reduced
    assert ".lbp-exam-pic-ghost { display: inline; }" in reduced
    assert "infinite" not in CSS
