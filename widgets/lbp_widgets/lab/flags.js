// STUB
import { h } from "../front/dom.js";
export function flagsBench(app, key, start) {
  return h("p", { key: "stub" }, key);
}
