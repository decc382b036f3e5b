// Where things are on the body figure: the sides, the middle of each region, the way from one region to the next.
// Everything here is arithmetic on the drawing's own units (0 0 700 650), so that tests can hold it without a browser.

export const EXAM_VIEWS = ["front", "back", "feet"];

/** The part of the drawing that each view shows: x, y, width, height. */
export const EXAM_BOXES = { front: [11, 40, 208, 610], back: [241, 40, 208, 610], feet: [459, 34, 232, 240] };

const EXAM_MIDDLES = { front: 115, back: 345, feet: 575 };

// Each region on one half: view, part, then three places as (distance from the midline, y): where it is touched and
// where the keyboard finds it, where its root is written, where the tick of an equal finding stands.
const EXAM_SPOTS = [
  ["front", "L2-thigh", 46, 224, 46, 206, 46, 240],
  ["front", "L3-thigh", 44, 298, 44, 280, 44, 316],
  ["front", "L4-knee", 46, 366, 54, 350, 32, 390],
  ["front", "L4-shin", 31, 452, 31, 434, 30, 470],
  ["front", "L5-shin", 55, 448, 56, 430, 53, 466],
  ["front", "L5-foot", 46, 614, 40, 592, 42, 632],
  ["front", "S1-foot", 65, 624, 93, 600, 64, 613],
  ["back", "S4-perianal", 7, 188, 0, 188, 7, 200],
  ["back", "S3-buttock", 19, 166, 23, 188, 17, 215],
  ["back", "S2-thigh", 28, 282, 28, 262, 28, 300],
  ["back", "S1-leg", 42, 470, 42, 606, 42, 488],
  ["back", "L5-leg", 50, 168, 52, 152, 67, 186],
  ["back", "L4-calf", 16, 428, 16, 410, 16, 446],
  ["feet", "L4-shin", 41, 98, 41, 82, 37, 118],
  ["feet", "L5-foot", 36, 216, 61, 150, 61, 170],
  ["feet", "S1-foot", 97, 190, 89, 128, 95, 172],
];

/**
 * The patient's side of a point. Seen from the front and from above, the patient's left is on the viewer's right;
 * seen from behind it is on the viewer's left.
 * @param {"front"|"back"|"feet"} view
 * @param {number} x in the drawing's units
 * @returns {"left"|"right"}
 */
export function examSideOf(view, x) {
  const onViewersRight = x > EXAM_MIDDLES[view];
  return onViewersRight === (view === "back") ? "right" : "left";
}

/** The x of the same point on the other side. */
export function examMirrored(view, x) {
  return 2 * EXAM_MIDDLES[view] - x;
}

/** A distance from the midline as x on the patient's `side`. */
function examAcross(view, side, distance) {
  const x = EXAM_MIDDLES[view] + distance;
  return examSideOf(view, x) === side ? x : examMirrored(view, x);
}

/** `left:L5-foot` and so on, whatever stands before: `feet-left-L5-foot`, `lbpb1-front-left-L5-foot`; null where it is no region. */
export function examKeyOfId(id) {
  const found = /(?:^|-)(?:front|back|feet)-(left|right)-([LS]\d-[a-z]+)$/.exec(id) || /(?:^|-)reflex-(left|right)-([a-z-]+)$/.exec(id);
  return found ? `${found[1]}:${found[2]}` : null;
}

/** The key of a region or a reflex point of the drawing. The foot seen from the front and from above is one target. */
export function examRegionKey(node) {
  return examKeyOfId(node.id);
}

/** The same place on the other side: `left:L5-foot` becomes `right:L5-foot`. */
export function examOtherSide(key) {
  const [side, part] = key.split(":");
  return `${side === "left" ? "right" : "left"}:${part}`;
}

/** Every region of every view: `{id, key, view, side, part, x, y, label: [x, y], tick: [x, y]}`, in reading order. */
export function examPlaces() {
  const places = EXAM_SPOTS.flatMap(([view, part, dx, y, labelX, labelY, tickX, tickY]) => ["right", "left"].map((side) => ({
    id: `${view}-${side}-${part}`, key: `${side}:${part}`, view, side, part,
    x: examAcross(view, side, dx), y,
    label: [examAcross(view, side, labelX), labelY],
    tick: [examAcross(view, side, tickX), tickY],
  })));
  return examInOrder(places);
}

/** Places as they are read: view after view, from above, from the viewer's left. */
export function examInOrder(places) {
  const rank = (one) => EXAM_VIEWS.indexOf(one.view);
  return [...places].sort((a, b) => rank(a) - rank(b) || a.y - b.y || a.x - b.x);
}

/**
 * The place that an arrow key leads to: the nearest in that direction, where straying to the side costs double.
 * Up and down stay in their view, because another view's foot is not "below" this one's.
 * @param {Array<{id: string, x: number, y: number, view?: string}>} centres
 * @param {string} from the id of one of them
 * @param {"up"|"down"|"left"|"right"} direction as the viewer sees it
 * @returns {string|null} an id, or null where there is nothing in that direction
 */
export function examNearest(centres, from, direction) {
  const start = centres.find((one) => one.id === from);
  if (!start) return null;
  const upright = direction === "up" || direction === "down";
  const sign = direction === "down" || direction === "right" ? 1 : -1;
  let best = null;
  let least = Infinity;
  for (const one of centres) {
    const ahead = sign * (upright ? one.y - start.y : one.x - start.x);
    const aside = Math.abs(upright ? one.x - start.x : one.y - start.y);
    if (ahead <= 0 || aside > 2.5 * ahead || (upright && one.view !== start.view)) continue;
    const cost = ahead + 2 * aside;
    if (cost < least) {
      least = cost;
      best = one.id;
    }
  }
  return best;
}

/** The place in another view that stands for this one: the same region where there is one, else the nearest in height on that side. */
export function examInView(places, from, view) {
  const there = places.filter((one) => one.view === view);
  const same = there.find((one) => one.key === from.key);
  const beside = there.filter((one) => one.side === from.side);
  return same || beside.sort((a, b) => Math.abs(a.y - from.y) - Math.abs(b.y - from.y))[0] || there[0] || null;
}
