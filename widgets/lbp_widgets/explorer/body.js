// The drawing of the legs: Python sends it as text, here its regions become buttons, one Tab stop for each root.

const PATTERNS = /url\(#/g;
const SVG_SPACE = "http://www.w3.org/2000/svg";
// Where a root is written on the drawing, in its own units: colour alone must not tell roots apart.
const LABELS = [
  ["L2", 64, 206], ["L3", 68, 288], ["L4", 87, 430], ["L5", 65, 474], ["L5", 73, 606], ["L2", 170, 206], ["L3", 166, 288], ["L4", 147, 430], ["L5", 169, 474], ["L5", 160, 606],
  ["S2", 317, 268], ["S1", 292, 330], ["S2", 373, 268], ["S1", 398, 330], ["S3", 324, 164], ["S4", 345, 190], ["S1", 303, 604], ["S1", 388, 604],
  ["L5", 512, 130], ["L4", 540, 84], ["S1", 484, 104], ["L5", 637, 130], ["L4", 609, 84], ["S1", 665, 104],
];

/** Make the drawing, with ids that no other drawing on the page has. */
function parseDrawing(app, text) {
  const clean = text.replace(/\bid="/g, `id="${app.uid}-`).replace(PATTERNS, `url(#${app.uid}-`);
  const svg = document.importNode(new DOMParser().parseFromString(clean, "image/svg+xml").documentElement, true);
  svg.setAttribute("class", "lbp-x-body");
  svg.setAttribute("role", "group");
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  return svg;
}

function writeRoots(svg) {
  for (const [root, x, y] of LABELS) {
    const text = document.createElementNS(SVG_SPACE, "text");
    Object.entries({ x, y, class: "lbp-x-root", "text-anchor": "middle", "aria-hidden": "true" }).forEach(([name, value]) => text.setAttribute(name, value));
    text.textContent = root;
    svg.append(text);
  }
}

/** The box that a part of the drawing belongs to. */
function rootOf(node) {
  const reflex = /reflex-(?:left|right)-([a-z-]+)$/.exec(node.id);
  return node.dataset.root || (reflex ? reflex[1] : null);
}

/**
 * Put the drawing into `place`.
 * @returns {{show: function(Object)}} `show` names the buttons anew and marks the open one
 */
export function mountBody(app, place, text) {
  const svg = parseDrawing(app, text);
  writeRoots(svg);
  place.replaceChildren(svg);
  const parts = [...svg.querySelectorAll(".region, [id*='-reflex-']")].filter(rootOf);
  // The keyboard stops at the part that the sources describe, where there is one.
  const stops = new Map();
  for (const node of [...parts].sort((a, b) => (b.dataset.sourced === "yes") - (a.dataset.sourced === "yes"))) {
    if (!stops.has(rootOf(node))) stops.set(rootOf(node), node);
  }
  const light = (root, on) => parts.forEach((node) => rootOf(node) === root && node.classList.toggle("lbp-x-lit", on));
  for (const node of parts) {
    const root = rootOf(node);
    const first = stops.get(root) === node;
    node.classList.add("lbp-x-region");
    // The same root on the other leg is the same answer: the mouse may touch it, the keyboard stops once.
    node.setAttribute(first ? "tabindex" : "aria-hidden", first ? "0" : "true");
    if (first) {
      node.setAttribute("role", "button");
      node.setAttribute("data-act", `box:${root}`);
      node.addEventListener("focus", () => light(root, true));
      node.addEventListener("blur", () => light(root, false));
    }
    node.addEventListener("mouseenter", () => light(root, true));
    node.addEventListener("mouseleave", () => light(root, false));
    node.addEventListener("click", () => app.openBox(root));
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      app.openBox(root);
    });
  }
  return {
    show(figure, open) {
      svg.setAttribute("aria-label", figure.label);
      for (const node of parts) {
        const box = figure.boxes.find((one) => one.root === rootOf(node));
        node.classList.toggle("lbp-x-open", rootOf(node) === open);
        if (!box || !node.hasAttribute("data-act")) continue;
        node.setAttribute("aria-label", box.title);
        node.setAttribute("aria-expanded", rootOf(node) === open ? "true" : "false");
      }
    },
  };
}
