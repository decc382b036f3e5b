"""The drawings of the neurological examination: which side is which, what is in reach, a leg that keeps its pace."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import lbp_widgets
from lbp_widgets._compose import compose_js

PACKAGE = Path(lbp_widgets.__file__).parent
EXAM = PACKAGE / "exam"
DRAWING = PACKAGE / "explorer" / "body-figure.svg"
SVG = "{http://www.w3.org/2000/svg}"
NODE = shutil.which("node")
VIEWS = ("front", "back", "feet")
Point = tuple[float, float]

needs_node = pytest.mark.skipif(NODE is None, reason="these functions are JavaScript, and node is not installed")


def run(module: str, expression: str, given: Any = None) -> Any:
    """Evaluate an expression with everything that a module declares; `given` is there under that name."""
    assert NODE is not None
    text = compose_js(EXAM / f"{module}.js")
    text += f"const given = {json.dumps(given)};\nconsole.log(JSON.stringify({expression}));\n"
    done = subprocess.run([NODE, "--input-type=module"], input=text, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@dataclass(frozen=True)
class Region:
    """A region as the drawing has it, its outline in the drawing's own units."""

    view: str
    side: str
    part: str
    outline: tuple[Point, ...]

    @property
    def id(self) -> str:
        return f"{self.view}-{self.side}-{self.part}"

    @property
    def middle(self) -> Point:
        xs, ys = zip(*self.outline, strict=True)
        return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point lies inside, by counting the edges to its right."""
        inside = False
        for (x1, y1), (x2, y2) in zip(self.outline, self.outline[1:] + self.outline[:1], strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                inside = not inside
        return inside


def outline(d: str, dx: float, dy: float) -> tuple[Point, ...]:
    """Return a path of straight lines and curves as a polygon."""
    points: list[Point] = []
    for command, numbers in re.findall(r"([MCHVZ])([^MCHVZ]*)", d):
        values = [float(n) for n in re.findall(r"-?[\d.]+", numbers)]
        if command == "M":
            points.append((values[0], values[1]))
        elif command == "H":
            points.append((values[0], points[-1][1]))
        elif command == "V":
            points.append((points[-1][0], values[0]))
        elif command == "C":
            (x0, y0), (x1, y1, x2, y2, x3, y3) = points[-1], values
            for step in range(1, 9):
                t = step / 8
                weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
                points.append(
                    (
                        sum(w * x for w, x in zip(weights, (x0, x1, x2, x3), strict=True)),
                        sum(w * y for w, y in zip(weights, (y0, y1, y2, y3), strict=True)),
                    )
                )
    return tuple((x + dx, y + dy) for x, y in points)


def shift(node: ET.Element) -> Point:
    found = re.fullmatch(r"translate\((-?[\d.]+) (-?[\d.]+)\)", node.get("transform", "translate(0 0)"))
    assert found is not None
    return float(found.group(1)), float(found.group(2))


def drawn() -> list[Region]:
    """Return every region in the order in which the drawing paints them."""
    root = ET.parse(DRAWING).getroot()
    found: list[Region] = []

    def walk(node: ET.Element, dx: float, dy: float) -> None:
        x, y = shift(node) if node.tag == f"{SVG}g" else (0.0, 0.0)
        if node.get("class") == "region":
            name = re.fullmatch(r"(front|back|feet)-(left|right)-(.+)", node.get("id", ""))
            assert name is not None
            assert (name[1], name[2]) == (node.get("data-view"), node.get("data-side"))
            found.append(Region(name[1], name[2], name[3], outline(node.get("d", ""), dx, dy)))
        for child in node:
            walk(child, dx + x, dy + y)

    walk(root, 0, 0)
    return found


def silhouettes() -> dict[str, Region]:
    root = ET.parse(DRAWING).getroot()
    found = {}
    for view in ("front", "back"):
        group = next(g for g in root.iter(f"{SVG}g") if g.get("id") == view)
        body = next(p for p in group if p.get("id") == f"{view}-body")
        found[view] = Region(view, "", "body", outline(body.get("d", ""), *shift(group)))
    return found


REGIONS = drawn()


@pytest.fixture(scope="module")
def places() -> list[dict[str, Any]]:
    if NODE is None:
        pytest.skip("node is not installed")
    found: list[dict[str, Any]] = run("figure_places", "examPlaces()")
    return found


@needs_node
def test_the_side_of_a_point_is_the_side_of_the_region_it_lies_in() -> None:
    asked = [(one.view, one.middle[0]) for one in REGIONS]
    sides = run("figure_places", "given.map(([view, x]) => examSideOf(view, x))", asked)
    assert {one.id: side for one, side in zip(REGIONS, sides, strict=True)} == {one.id: one.side for one in REGIONS}
    # The patient's left is on the viewer's right from the front, on the viewer's left from behind.
    ends = run("figure_places", 'given.map((view) => [examSideOf(view, 0), examSideOf(view, 700)].join(" "))', VIEWS)
    assert dict(zip(VIEWS, ends, strict=True)) == {"front": "right left", "back": "left right", "feet": "right left"}


@needs_node
def test_the_mirrored_point_is_on_the_other_side_and_the_mirrored_key_names_it() -> None:
    asked = [(one.view, one.middle[0]) for one in REGIONS]
    sides = run("figure_places", "given.map(([view, x]) => examSideOf(view, examMirrored(view, x)))", asked)
    assert all(side != one.side for one, side in zip(REGIONS, sides, strict=True))
    twice = run("figure_places", "given.map(([view, x]) => examMirrored(view, examMirrored(view, x)))", asked)
    assert twice == pytest.approx([x for _, x in asked])
    assert run("figure_places", '["left:L5-foot", "right:patellar"].map(examOtherSide)') == [
        "right:L5-foot",
        "left:patellar",
    ]


@needs_node
def test_a_reflex_point_is_on_the_side_that_its_name_says() -> None:
    points = [c for c in ET.parse(DRAWING).getroot().iter(f"{SVG}circle") if c.get("class") == "reflex-point"]
    assert len(points) == 6
    asked = [(c.get("id"), "front" if "patellar" in c.get("id", "") else "back", float(c.get("cx", 0))) for c in points]
    answers = run("figure_places", "given.map(([id, view, x]) => [examKeyOfId(id), examSideOf(view, x)])", asked)
    for (name, _, _), (key, side) in zip(asked, answers, strict=True):
        assert name == f"reflex-{side}-{key.split(':')[1]}"


@needs_node
def test_the_foot_from_the_front_and_from_above_is_one_target() -> None:
    ids = [*(one.id for one in REGIONS), "lbpb1-fig-front-left-L5-foot", "front-body", "feet"]
    keys = run("figure_places", "given.map(examKeyOfId)", ids)
    assert keys[: len(REGIONS)] == [f"{one.side}:{one.part}" for one in REGIONS]
    assert keys[len(REGIONS) :] == ["left:L5-foot", None, None]
    assert len(set(keys) - {None}) == 26
    assert run("figure_places", 'examRegionKey({ id: "x-feet-left-L5-foot" })') == "left:L5-foot"


def test_every_region_has_a_place_inside_what_can_be_seen_of_it(places: list[dict[str, Any]]) -> None:
    assert sorted(place["id"] for place in places) == sorted(one.id for one in REGIONS)
    bodies = silhouettes()
    for place in places:
        for x, y in ((place["x"], place["y"]), place["tick"]):
            on_top = [one for one in REGIONS if one.view == place["view"] and one.holds(x, y)][-1:]
            assert [one.id for one in on_top] == [place["id"]], (place["id"], x, y)
            if place["view"] in bodies:
                assert bodies[place["view"]].holds(x, y), (place["id"], x, y)


def reached(steps: dict[str, list[str]], start: str) -> set[str]:
    seen = {start}
    waiting = [start]
    while waiting:
        for one in steps[waiting.pop()]:
            if one not in seen:
                seen.add(one)
                waiting.append(one)
    return seen


@pytest.mark.parametrize("shown", ["all", *VIEWS])
def test_arrows_lead_from_any_region_to_every_other(places: list[dict[str, Any]], shown: str) -> None:
    """On a wide page among all views; on a phone, which shows one view, within it."""
    here = [place for place in places if shown in ("all", place["view"])]
    steps = run(
        "figure_places",
        "Object.fromEntries(given.map((one) => [one.id,"
        ' ["up", "down", "left", "right"].map((way) => examNearest(given, one.id, way)).filter(Boolean)]))',
        here,
    )
    assert all(reached(steps, place["id"]) == set(steps) for place in here)


@needs_node
def test_an_arrow_goes_where_it_points() -> None:
    cross = [
        {"id": i, "x": x, "y": y} for i, x, y in (("m", 0, 0), ("n", 0, -9), ("s", 2, 9), ("w", -9, 0), ("e", 9, 1))
    ]
    ways = run("figure_places", '["up", "down", "left", "right"].map((way) => examNearest(given, "m", way))', cross)
    assert ways == ["n", "s", "w", "e"]
    assert run("figure_places", 'examNearest(given, "n", "up")', cross) is None
    assert run("figure_places", 'examNearest(given, "nobody", "up")', cross) is None


def test_another_view_shows_the_same_region_or_the_nearest_on_that_side(places: list[dict[str, Any]]) -> None:
    goes = run(
        "figure_places",
        'given.flatMap((one) => ["front", "back", "feet"].map((view) => [one, examInView(given, one, view)]))',
        places,
    )
    assert all(there["side"] == here["side"] for here, there in goes)
    found = {(here["id"], there["view"]): there["id"] for here, there in goes}
    assert found["front-left-L5-foot", "feet"] == "feet-left-L5-foot"
    assert found["front-right-L2-thigh", "back"].startswith("back-right-")


# The leg: a hand at 60 degrees, an answer for each step, and what was told on the way.
LEG = """(() => {
  let leg = examLegAt(given.from || 0);
  let now = 0;
  const told = [];
  const drawn = [];
  let answer = null;
  const aims = given.aims;
  for (let ms = 0; ms <= given.ms; ms += 10) {
    now = ms;
    for (const [when, degrees, held] of aims) {
      if (when === ms) leg = held === "off" ? examLegRelease(leg) : examLegAim(leg, degrees, held, now);
    }
    if (answer && now >= answer.at) {
      const hurts = given.stops !== null && answer.angle >= given.stops;
      const stopped = hurts ? given.stops : leg.stopped;
      leg = examLegTold(leg, { angle: stopped === null ? answer.angle : Math.min(answer.angle, stopped), stopped });
      answer = null;
    }
    const step = examLegStep(leg, now, 10, given.jump);
    leg = step.leg;
    drawn.push(leg.drawn);
    if (step.raise !== null) {
      told.push([step.raise, now]);
      if (given.lag !== null) answer = { at: now + given.lag, angle: step.raise };
    }
  }
  return { told, drawn, rests: examLegRests(leg), end: leg };
})()"""


def lifted(aims: list[Any], ms: int = 3000, lag: int | None = 30, stops: int | None = None, **more: Any) -> Any:
    return run("leg_motion", LEG, {"aims": aims, "ms": ms, "lag": lag, "stops": stops, "jump": False, **more})


@needs_node
def test_the_leg_tells_each_five_degrees_and_where_it_was_left() -> None:
    run_ = lifted([[0, 37, False]])
    assert [degrees for degrees, _ in run_["told"]] == [5, 10, 15, 20, 25, 30, 35, 37]
    times = [at for _, at in run_["told"]]
    assert min(b - a for a, b in itertools.pairwise(times)) >= 80
    assert run_["drawn"][-1] == 37
    assert run_["rests"]


@needs_node
def test_a_held_leg_tells_its_end_only_when_it_is_let_go() -> None:
    held = lifted([[0, 12, True]])
    assert [degrees for degrees, _ in held["told"]] == [5, 10]
    left = lifted([[0, 12.4, True], [1500, None, "off"]])
    assert [degrees for degrees, _ in left["told"]] == [5, 10, 12]
    assert left["drawn"][-1] == 12


@needs_node
def test_the_leg_is_never_faster_than_sixty_degrees_a_second() -> None:
    drawn = lifted([[0, 90, False], [2600, 0, False]], ms=5000)["drawn"]
    assert max(abs(b - a) for a, b in itertools.pairwise(drawn)) <= 0.6 + 1e-9
    jumped = lifted([[0, 20, False]], jump=True)
    assert jumped["drawn"][0] == 5
    assert [degrees for degrees, _ in jumped["told"]] == [5, 10, 15, 20]


@needs_node
def test_the_leg_waits_for_an_answer_and_asks_again_when_none_came() -> None:
    silent = lifted([[0, 60, False]], lag=None)
    assert (silent["told"], max(silent["drawn"])) == ([[5, 80]], 5)
    again = lifted([[0, 60, False], [500, 65, False], [2000, 70, False]], lag=None)
    assert [degrees for degrees, _ in again["told"]] == [5, 5]


@needs_node
@pytest.mark.parametrize("stops", [35, 33, 0])
def test_the_leg_stops_where_the_patient_stops_it(stops: int) -> None:
    lift = lifted([[0, 90, False], [2000, 90, False]], ms=4000, stops=stops)
    assert lift["drawn"][-1] == stops
    assert max(lift["drawn"]) <= 5 * -(-max(stops, 1) // 5)
    assert lift["end"]["angle"] == stops
    assert lift["rests"]


@needs_node
def test_lowering_is_told_once_at_its_end() -> None:
    down = lifted([[0, 10, False]], **{"from": 40})
    assert [degrees for degrees, _ in down["told"]] == [10]


@needs_node
def test_the_right_leg_is_the_mirror_of_the_left() -> None:
    pairs = run("leg_drawing", "[0, 35, 90].map((d) => [examLegHandle('left', d), examLegHandle('right', d)])")
    for left, right in pairs:
        assert left["x"] + right["x"] == pytest.approx(1)
        assert left["y"] == pytest.approx(right["y"])
    assert pairs[0][0]["x"] < 0.5, "of the left leg the head is on the viewer's right"
    turned = run(
        "leg_drawing",
        """["left", "right"].flatMap((side) => [0, 20, 90].map((degrees) => {
          const { x, y } = examLegHandle(side, degrees);
          const [left, top, width, height] = EXAM_LEG_BOX;
          return examLegAngle(side, left + x * width, top + y * height).degrees;
        }))""",
    )
    assert turned == pytest.approx([0, 20, 90] * 2)


def test_every_name_is_the_exams_own_and_the_modules_compose(tmp_path: Path) -> None:
    entry = tmp_path / "entry.js"
    text = "".join(compose_js(EXAM / f"{name}.js") for name in ("figure", "leg_raise"))
    for path in EXAM.glob("*.js"):
        if path.stem.startswith(("figure", "leg_")):
            names = re.findall(
                r"^(?:export )?(?:const|let|function|class) +([\w$]+)", path.read_text("utf-8"), re.MULTILINE
            )
            assert [name for name in names if not name.startswith(("exam", "EXAM_"))] == [], path.name
            assert all(name in text for name in names), path.name
    if NODE:
        for name in ("figure", "leg_raise"):
            entry.write_text(compose_js(EXAM / f"{name}.js"), encoding="utf-8")
            done = subprocess.run([NODE, "--check", str(entry)], capture_output=True, text=True)
            assert done.returncode == 0, done.stderr


def words() -> Iterator[str]:
    for path in EXAM.glob("*.js"):
        yield from re.findall(r"\bt\(\s*[\"`]([\w.]+)", path.read_text("utf-8"))


def test_the_drawings_bring_no_words_of_their_own() -> None:
    """Every word comes from Python; letters in a drawing would be in one language only."""
    assert any(key.startswith("exam.figure.") for key in words())
    for path in (EXAM / "figure.js", EXAM / "figure_live.js", EXAM / "leg_raise.js"):
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert not re.findall(r"[æøåÆØÅ]", code), path.name
