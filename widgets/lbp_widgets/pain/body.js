// The body of the pain drawing, front and back, from head to foot: an own drawing, neutral, in the line style of the leg figure.
// Only the viewer's right half is written; the other is its mirror image. Units: about a fifth of a centimetre.

import { h } from "../front/dom.js";

const PAIN_BOX = "-152 -8 304 892";
const PAIN_VIEWS = ["front", "back"];

// From the crown down the neck, out along the arm and back, down the leg and up to the crotch.
const PAIN_OUTLINE = [
  [0, 0], [17, 3], [29, 17], [33, 38], [31, 60], [25, 80], [18, 92], [17, 106], [22, 118], [38, 127], [64, 134], [86, 144], [100, 160], [106, 184], [108, 214],
  [111, 244], [115, 274], [121, 304], [127, 338], [131, 372], [135, 402], [142, 420], [146, 442], [146, 466], [141, 484], [134, 492], [128, 484], [125, 466],
  [122, 452], [114, 446], [113, 434], [118, 418], [119, 402], [113, 370], [106, 338], [98, 306], [93, 278], [88, 250], [83, 226], [79, 212],
  [76, 224], [73, 248], [68, 280], [63, 308], [62, 326], [66, 350], [75, 380], [81, 410], [83, 438], [82, 474], [77, 520], [70, 566], [64, 600], [62, 622], [64, 646],
  [68, 674], [68, 704], [62, 742], [52, 782], [46, 810], [46, 824], [52, 840], [61, 854], [64, 864], [58, 872], [44, 875], [31, 872], [26, 860], [26, 842],
  [26, 824], [24, 806], [23, 772], [17, 734], [13, 700], [15, 664], [19, 634], [18, 606], [14, 570], [10, 526], [5, 484], [1, 452],
];
// Fine lines that give the body its form; all stand on both sides.
const PAIN_LINES = {
  front: [
    [[10, 128], [34, 134], [62, 144]], [[14, 428], [40, 410], [66, 392]], [[30, 604], [40, 598], [52, 604]], [[28, 640], [40, 648], [54, 640]],
    [[38, 858], [38, 872]], [[46, 858], [48, 873]], [[53, 856], [56, 871]],
  ],
  back: [[[44, 168], [54, 196], [48, 226]], [[6, 458], [30, 470], [58, 464]], [[26, 622], [42, 628], [56, 622]], [[36, 806], [34, 836]], [[16, 388], [22, 396]]],
};
const PAIN_MIDLINES = { front: [[[0, 330], [0, 340]]], back: [[[0, 146], [0, 396]], [[0, 414], [0, 450]]] };

// Where each part is drawn. Parts in the middle are drawn whole, the others on the viewer's right.
const PAIN_PARTS = {
  neck: { view: "back", points: [[0, 90], [17, 96], [22, 116], [12, 130], [0, 133], [-12, 130], [-22, 116], [-17, 96]] },
  upper_back: { view: "back", points: [[0, 164], [26, 170], [38, 200], [32, 238], [0, 250], [-32, 238], [-38, 200], [-26, 170]] },
  low_back: { view: "back", points: [[0, 306], [40, 308], [58, 324], [58, 352], [40, 374], [0, 382], [-40, 374], [-58, 352], [-58, 324], [-40, 308]] },
  shoulder: { view: "back", points: [[36, 130], [66, 136], [96, 156], [98, 180], [80, 184], [58, 164], [38, 148]] },
  arm: { view: "back", points: [[92, 196], [108, 200], [112, 236], [114, 276], [98, 280], [92, 244]] },
  buttock: { view: "back", points: [[10, 402], [40, 386], [72, 396], [80, 430], [62, 460], [30, 466], [8, 448]] },
  thigh: { view: "back", points: [[10, 470], [46, 470], [84, 466], [76, 530], [64, 600], [42, 612], [18, 600], [10, 530]] },
  calf: { view: "back", points: [[18, 620], [40, 614], [62, 622], [68, 690], [60, 744], [46, 790], [28, 786], [16, 730], [14, 690]] },
  shin: { view: "front", points: [[20, 668], [42, 662], [66, 670], [68, 706], [58, 760], [46, 800], [28, 798], [18, 740], [14, 704]] },
  foot: { view: "front", points: [[26, 812], [46, 812], [54, 840], [64, 860], [50, 876], [30, 874], [26, 850]] },
};
// One mark of each kind, in a tile of 16 units; dots and rings leave room for each other.
const PAIN_MARKS = {
  pain: [["path", { d: "M-4 12 12 -4M-4 20 20 -4M4 20 20 4" }]],
  shooting: [["path", { d: "M4 4l8 8M12 4l-8 8" }]],
  widespread: [["path", { d: "M0 5q4 -6 8 0t8 0M0 13q4 -6 8 0t8 0" }]],
  tingling: [["circle", { cx: 4, cy: 4, r: 2.2, class: "lbp-pain-dot" }], ["circle", { cx: 12, cy: 12, r: 2.2, class: "lbp-pain-dot" }]],
  numbness: [["circle", { cx: 12, cy: 4, r: 3 }], ["circle", { cx: 4, cy: 12, r: 3 }]],
};

/** A smooth line through points, as a path. */
function painSmooth(points, closed) {
  const at = (i) => (closed ? points[(i + points.length) % points.length] : points[Math.max(0, Math.min(points.length - 1, i))]);
  const steps = closed ? points.length : points.length - 1;
  let path = `M${points[0].join(" ")}`;
  for (let i = 0; i < steps; i += 1) {
    const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const first = [b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6];
    const second = [c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6];
    path += `C${[...first, ...second, ...c].map((n) => Math.round(n * 10) / 10).join(" ")}`;
  }
  return closed ? `${path}Z` : path;
}

const painMirror = (points) => points.map(([x, y]) => [-x, y]);
const PAIN_BODY = painSmooth([...PAIN_OUTLINE, ...painMirror(PAIN_OUTLINE).reverse().slice(0, -1)], true);

/** Which way a part is turned: from the front the patient's left is on the viewer's right, from the back on the viewer's left. */
export function painIsMirrored(view, side) {
  return side === (view === "front" ? "right" : "left");
}

/** The tile of a kind of mark; `id` is unique on the page. */
function painPattern(kind, id) {
  return h("pattern", { key: kind, id, width: 16, height: 16, patternUnits: "userSpaceOnUse" },
    PAIN_MARKS[kind].map(([tag, props]) => h(tag, { ...props, class: `lbp-pain-stroke ${props.class || ""}` })));
}

/** A small sample of a kind of mark, as large as it is in the drawing. */
export function painSample(app, kind) {
  const id = `${app.uid}-pain-sample-${kind}`;
  return h("svg", { class: "lbp-pain-sample", viewBox: "0 0 56 32", width: 42, height: 24, "aria-hidden": "true", focusable: "false" },
    h("defs", null, painPattern(kind, id)),
    h("rect", { x: 1, y: 1, width: 54, height: 30, rx: 6, class: "lbp-pain-skin" }),
    h("rect", { x: 1, y: 1, width: 54, height: 30, rx: 6, fill: `url(#${id})` }));
}

/** One view of the body with the areas that belong to it; hidden from screen readers, for whom the sentences stand beside it. */
function painView(app, view, areas) {
  const name = (what) => `${app.uid}-pain-${view}-${what}`;
  const mine = areas.filter((area) => PAIN_PARTS[area.part] && PAIN_PARTS[area.part].view === view);
  const kinds = [...new Set(mine.map((area) => area.kind))].filter((kind) => PAIN_MARKS[kind]);
  const lines = PAIN_LINES[view].flatMap((line) => [line, painMirror(line)]).concat(PAIN_MIDLINES[view]);
  return h("svg", { class: "lbp-pain-body", viewBox: PAIN_BOX, key: view, "data-view": view, "aria-hidden": "true", focusable: "false" },
    h("defs", { key: "defs" },
      h("clipPath", { key: "clip", id: name("clip") }, h("path", { d: PAIN_BODY })),
      kinds.map((kind) => painPattern(kind, name(kind)))),
    h("path", { key: "skin", class: "lbp-pain-skin", d: PAIN_BODY }),
    lines.map((line, i) => h("path", { key: `line-${i}`, class: "lbp-pain-line", d: painSmooth(line, false) })),
    h("g", { key: "areas", "clip-path": `url(#${name("clip")})` }, mine.map((area) => h("g", {
      key: `${area.part}-${area.side}-${area.kind}`, "data-part": area.part, "data-side": area.side, "data-kind": area.kind,
      transform: painIsMirrored(view, area.side) ? "scale(-1 1)" : null,
    },
    h("path", { class: "lbp-pain-shade", d: painSmooth(PAIN_PARTS[area.part].points, true) }),
    h("path", { d: painSmooth(PAIN_PARTS[area.part].points, true), fill: `url(#${name(area.kind)})` })))),
    h("path", { key: "edge", class: "lbp-pain-edge", d: PAIN_BODY }));
}

/** Both views with the patient's sides written over each. `label` says the whole drawing in words. */
export function painFigure(app, areas, label) {
  const { t } = app;
  return h("div", { class: "lbp-pain-figure", role: "img", "aria-label": label, "data-drawing": "" }, PAIN_VIEWS.map((view) => {
    const sides = view === "front" ? ["right", "left"] : ["left", "right"];
    return h("div", { class: "lbp-pain-view", key: view },
      h("p", { class: "lbp-pain-sides" }, sides.map((side) => h("span", { key: side }, t(`pain.${side}`)))),
      painView(app, view, areas),
      h("p", { class: "lbp-hint" }, t(`pain.${view}`)));
  }));
}
