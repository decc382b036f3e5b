// Where everything in a figure stands: pure arithmetic on boxes, widths and words. It knows nothing of the page.

const PAD = 12;
const GAP = 10;
const LINK = 34;
const ACROSS = 30;
const SIDE = 40;

/** Cut a text into lines that fit; a word too long for a line is divided with a hyphen. */
export function wrapText(text, width, measure) {
  const lines = [];
  let line = "";
  const put = (word) => {
    if (line && measure(`${line} ${word}`) > width) {
      lines.push(line);
      line = "";
    }
    if (!line && measure(word) > width) {
      let cut = Math.max(4, word.length - 4);
      while (cut > 4 && measure(`${word.slice(0, cut)}-`) > width) cut -= 1;
      lines.push(`${word.slice(0, cut)}-`);
      put(word.slice(cut));
      return;
    }
    line = line ? `${line} ${word}` : word;
  };
  text.split(" ").forEach(put);
  return [...lines, line].filter(Boolean);
}

/** How many areas stand side by side: all of them, half of an even number, or one. */
export function columnsFor(count, width, least) {
  const fits = Math.max(1, Math.floor((width + GAP) / (least + GAP)));
  if (fits >= count) return count;
  return count % 2 === 0 && fits >= count / 2 ? count / 2 : 1;
}

function chunks(list, size) {
  const out = [];
  for (let i = 0; i < list.length; i += size) out.push(list.slice(i, i + size));
  return out;
}

/** The height of a box and its lines at a width. */
function sizeBox(box, width, pen) {
  const icon = box.icon ? pen.size * 1.6 : 0;
  const mark = box.disputed ? pen.size * 1.5 : 0;
  const lines = wrapText(box.title, width - 2 * PAD - icon - mark, pen.bold);
  const shares = box.share ? wrapText(box.share, width - 2 * PAD, pen.plain) : [];
  const height = Math.max(44, (lines.length + shares.length) * pen.line + 2 * PAD - 4);
  return { lines, shares, icon, height };
}

/** Boxes in columns at (x, y); those side by side become equally high. */
function placeBoxes(boxes, x, y, width, columns, pen) {
  const each = (width - (columns - 1) * GAP) / columns;
  let top = y;
  const placed = [];
  for (const row of chunks(boxes, columns)) {
    const wide = row.length === 1 ? width : each;
    const sized = row.map((box) => sizeBox(box, wide, pen));
    const height = Math.max(...sized.map((one) => one.height));
    row.forEach((box, i) => placed.push({ box, x: x + i * (each + GAP), y: top, w: wide, h: height, ...sized[i] }));
    top += height + GAP;
  }
  return { placed, bottom: top - GAP };
}

function layArea(boxes, x, y, width, pen) {
  if (boxes.length === 1) return placeBoxes(boxes, x, y, width, 1, pen);
  const [head, ...rest] = boxes;
  const inner = width - 2 * GAP;
  const first = placeBoxes([head], x + GAP, y + GAP, inner, 1, pen);
  const others = placeBoxes(rest, x + GAP, first.bottom + GAP, inner, inner >= 300 * (pen.size / 14) ? 2 : 1, pen);
  return { placed: [...first.placed, ...others.placed], bottom: others.bottom + GAP, frame: true };
}

/** One layer of areas; a frame round those with several boxes. */
function layRow(part, boxes, y, width, pen) {
  const several = part.areas.some((area) => area.length > 1);
  const columns = columnsFor(part.areas.length, width, (several ? 190 : 150) * (pen.size / 14));
  const gap = part.across ? ACROSS : GAP + 4;
  const each = (width - (columns - 1) * gap) / columns;
  const out = { boxes: [], frames: [], arrows: [], centers: [], top: y };
  let top = y;
  chunks(part.areas, columns).forEach((row, r) => {
    if (r && part.across) out.arrows.push({ from: [width / 2, top - gap + 4], to: [width / 2, top - 4], both: true });
    const laid = row.map((area, i) => layArea(area.map((id) => boxes.get(id)), i * (each + gap), top, each, pen));
    const bottom = Math.max(...laid.map((one) => one.bottom));
    laid.forEach((one, i) => {
      const x = i * (each + gap);
      if (one.frame) out.frames.push({ x, y: top, w: each, h: bottom - top });
      else one.placed.forEach((box) => { box.h = bottom - top; });
      if (part.across && i) out.arrows.push({ from: [x - gap + 4, (top + bottom) / 2], to: [x - 4, (top + bottom) / 2], both: true });
      if (r === 0) out.centers.push(x + each / 2);
      out.boxes.push(...one.placed);
    });
    top = bottom + gap;
  });
  if (columns === 1) out.centers = [width / 2];
  out.bottom = top - gap;
  return out;
}

/** Pyramids: each tier is a trapezium, the top one first; side by side where there is room. */
function layTiers(part, boxes, y, width, pen) {
  const columns = width >= 560 * (pen.size / 14) ? part.areas.length : 1;
  const gap = 32;
  const each = (width - (columns - 1) * gap) / columns;
  const out = { boxes: [], frames: [], arrows: [], centers: [width / 2], titles: [], top: y };
  const share = (n, of) => 0.36 + (0.64 * n) / of;
  const insideOf = (n, of) => (each * (2 * share(n, of) + share(n + 1, of))) / 3;
  const sizeTier = (id, n, of) => sizeBox({ ...boxes.get(id), icon: null, disputed: false }, insideOf(n, of), pen);
  let top = y;
  chunks(part.areas, columns).forEach((row, r) => {
    let bottom = top;
    // Tiers side by side are equally high, so that the pyramids can be compared.
    const high = (n) => 20 + Math.max(...row.filter((area) => area[n]).map((area) => sizeTier(area[n], n, area.length).height));
    row.forEach((area, i) => {
      const x = i * (each + gap);
      const middle = x + each / 2;
      const heading = wrapText(part.titles[r * columns + i] || "", each, pen.bold);
      heading.forEach((text, n) => out.titles.push({ text, x: middle, y: top + (n + 0.8) * pen.line }));
      let at = top + heading.length * pen.line + 8;
      area.forEach((id, n) => {
        const box = boxes.get(id);
        const [above, below] = [each * share(n, area.length), each * share(n + 1, area.length)];
        const inside = insideOf(n, area.length);
        const sized = sizeTier(id, n, area.length);
        const height = high(n);
        const points = [[middle - above / 2, at], [middle + above / 2, at], [middle + below / 2, at + height], [middle - below / 2, at + height]];
        out.boxes.push({ box: { ...box, icon: null }, x: middle - inside / 2, y: at, w: inside, points, centred: true, ...sized, h: height });
        at += height + 6;
      });
      if (part.express && r + i === 0) out.express = expressWay(out.boxes, x + each * 0.04, part.express);
      bottom = Math.max(bottom, at - 6);
    });
    top = bottom + gap;
  });
  out.bottom = top - gap;
  return out;
}

/** The way past the lower tiers, along the left side and into the top one. */
function expressWay(tiers, x, label) {
  const [top, last] = [tiers[0], tiers[tiers.length - 1]];
  return { x, from: last.y - 2, to: top.y + top.h / 2, end: (top.points[0][0] + top.points[3][0]) / 2 - 3, label };
}

function linkBelow(upper, lower, kind) {
  const centers = lower.centers.length > upper.centers.length ? lower.centers : upper.centers;
  return centers.map((x) => ({ from: [x, upper.bottom + 4], to: [x, lower.top - 4], both: kind === "both" }));
}

/**
 * Lay a figure out.
 * @param {Object} figure as Python sends it
 * @param {number} full width of the drawing
 * @param {{bold: function(string): number, plain: function(string): number, size: number, line: number}} pen
 * @returns {{width, height, boxes, frames, arrows, titles, loop}}
 */
export function layFigure(figure, full, pen) {
  const width = figure.loop ? full - SIDE : full;
  const boxes = new Map(figure.boxes.map((box) => [box.id, box]));
  const layers = [];
  const out = { width: full, boxes: [], frames: [], arrows: [], titles: [], loop: null, express: null };
  let y = 2;
  figure.parts.filter((part) => part.kind !== "body").forEach((part) => {
    const layer = (part.kind === "tiers" ? layTiers : layRow)(part, boxes, y, width - 2, pen);
    layers.push({ ...layer, link: part.link });
    y = layer.bottom + (part.link === "none" ? 24 : LINK);
  });
  layers.forEach((layer, i) => {
    out.boxes.push(...layer.boxes);
    out.frames.push(...layer.frames);
    out.titles.push(...(layer.titles || []));
    out.arrows.push(...layer.arrows);
    if (layer.express) out.express = layer.express;
    if (layer.link !== "none" && layers[i + 1]) out.arrows.push(...linkBelow(layer, layers[i + 1], layer.link));
  });
  if (figure.loop) {
    const [start, end] = [layers[figure.loop.start], layers[figure.loop.end]];
    out.loop = { x: width, side: full - 8, from: start.boxes[0].y + start.boxes[0].h / 2, to: (end.top + end.bottom) / 2, label: figure.loop.label };
  }
  out.height = layers.length ? layers[layers.length - 1].bottom + 4 : 0;
  return out;
}
