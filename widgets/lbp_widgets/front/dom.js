// A very small keyed DOM: screens are described as plain trees, and only what differs is changed. That is what keeps the
// focus, the caret, unsaved text and open details when Python sends a new view.

const SVG_NS = "http://www.w3.org/2000/svg";

/**
 * Describe one element.
 * Props: attributes; `key`; `on…` handlers; `mount` (called once with the new element); `value` and `checked` as properties.
 * @param {string} tag
 * @param {Object|null} props
 * @param {...any} kids strings, numbers, nodes, arrays; null, false and "" are left out
 */
export function h(tag, props, ...kids) {
  return { tag, props: props || {}, kids: flatten(kids, []) };
}

function flatten(kids, out) {
  for (const kid of kids) {
    if (Array.isArray(kid)) flatten(kid, out);
    else if (kid !== null && kid !== undefined && kid !== false && kid !== "") out.push(typeof kid === "object" ? kid : String(kid));
  }
  return out;
}

/**
 * Make the children of `parent` match `kids`, keeping every element that is still described.
 * @param {Element} parent
 * @param {Array} kids as from `h`
 */
export function patch(parent, kids) {
  const keyed = new Map();
  const loose = [];
  for (const node of [...parent.childNodes]) {
    const key = node.lbp ? node.lbp.props.key : undefined;
    if (key === undefined) loose.push(node);
    else keyed.set(key, node);
  }
  const mounted = [];
  const next = kids.map((kid) => {
    const old = takeMatch(kid, keyed, loose);
    return old ? update(old, kid) : create(kid, parent, mounted);
  });
  // Leftovers go first: what stays is then already in order, and nothing that holds the focus has to be moved.
  for (const node of [...loose, ...keyed.values()]) node.remove();
  let place = parent.firstChild;
  for (const node of next) {
    if (node === place) place = place.nextSibling;
    else parent.insertBefore(node, place);
  }
  for (const [node, mount] of mounted) mount(node);
}

function takeMatch(kid, keyed, loose) {
  const key = typeof kid === "string" ? undefined : kid.props.key;
  if (key !== undefined) {
    const node = keyed.get(key);
    if (!node || node.lbp.tag !== kid.tag) return null;
    keyed.delete(key);
    return node;
  }
  const i = loose.findIndex((node) => (typeof kid === "string" ? node.nodeType === 3 : node.lbp && node.lbp.tag === kid.tag));
  return i < 0 ? null : loose.splice(i, 1)[0];
}

function create(kid, parent, mounted) {
  if (typeof kid === "string") return document.createTextNode(kid);
  const svg = kid.tag === "svg" || parent.namespaceURI === SVG_NS;
  const node = svg ? document.createElementNS(SVG_NS, kid.tag) : document.createElement(kid.tag);
  node.lbp = { tag: kid.tag, props: {}, kids: [] };
  update(node, kid);
  if (kid.props.mount) mounted.push([node, kid.props.mount]);
  return node;
}

function update(node, kid) {
  if (typeof kid === "string") {
    if (node.data !== kid) node.data = kid;
    return node;
  }
  // The same description object again: nothing to do, and what others wrote inside (the live region) stays.
  if (node.lbp === kid) return node;
  const before = node.lbp.props;
  node.lbp = kid;
  patch(node, kid.kids);
  for (const name in before) if (!(name in kid.props)) setProp(node, name, null, before[name]);
  for (const name in kid.props) setProp(node, name, kid.props[name], before[name]);
  return node;
}

function setProp(node, name, now, was) {
  if (name === "key" || name === "mount") return;
  if (name.startsWith("on")) {
    if (!was && now) node.addEventListener(name.slice(2), fire);
    return;
  }
  if (name === "checked") {
    node.checked = Boolean(now);
    return;
  }
  if (now === was) return;
  if (name === "value" && "value" in node) {
    if (node.value !== String(now ?? "")) node.value = now ?? "";
  } else if (now === null || now === undefined || now === false) node.removeAttribute(name);
  else node.setAttribute(name, now === true ? "" : now);
}

/** One listener per element and type; it looks up the handler of the newest description. */
function fire(event) {
  const handler = this.lbp.props[`on${event.type}`];
  if (handler) handler(event);
}

function ancestors(node, root) {
  const list = [];
  for (let one = node.parentElement; one && one !== root; one = one.parentElement) list.push(one);
  return list;
}

/** The next control in what is left of the part that held the focus, as long as that part is not the whole screen. */
function neighbour(around) {
  const left = around.find((one) => one.isConnected);
  return left && !left.querySelector("[data-home]") ? left.querySelector("button, input, summary") : null;
}

/**
 * Draw `kids` into `root` without losing the focus. Where the focused element is gone, its twin (same data-act or id)
 * gets the focus, else a neighbour, else the heading marked `data-home`, so that a keyboard never falls back to the top of the page.
 * @returns {boolean} whether the focus had to move
 */
export function drawKeepingFocus(root, kids) {
  const tree = root.getRootNode();
  const had = root.contains(tree.activeElement) ? tree.activeElement : null;
  const around = had ? ancestors(had, root) : [];
  patch(root, kids);
  if (!had || tree.activeElement === had) return false;
  // What has taken the focus while being drawn (an opened panel) was meant to.
  if (root.contains(tree.activeElement)) return false;
  if (had.isConnected && !had.disabled) {
    had.focus({ preventScroll: true });
    return false;
  }
  const act = had.getAttribute("data-act");
  const twin = (had.id && root.querySelector(`#${CSS.escape(had.id)}`)) || (act && root.querySelector(`[data-act="${CSS.escape(act)}"]`));
  const goal = twin || neighbour(around) || root.querySelector("[data-home]");
  if (goal) goal.focus({ preventScroll: true });
  return !twin;
}
