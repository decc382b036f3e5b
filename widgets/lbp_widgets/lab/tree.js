// The same crowd as a tree of natural frequencies: every fork adds up to what stands above it.

import { h } from "../front/dom.js";

function treeNode(name, count, words, look, kids) {
  return h("li", { key: name, class: look },
    h("span", { class: "lbp-l-node", "data-node": name }, h("strong", null, count), h("span", null, words)),
    kids && h("ul", null, kids));
}

/** The tree of a test. */
export function frequencyTree(app, counts) {
  const { t } = app;
  const end = (name, look) => treeNode(name, counts[name], t(`lab.tree.${name}`), look);
  return h("div", { class: "lbp-l-tree-frame", key: "tree" },
    h("ul", { class: "lbp-l-tree", "data-tree": "" },
      treeNode("total", counts.total, t("lab.tree.total"), "", [
        treeNode("diseased", counts.diseased, t("lab.tree.diseased"), "", [end("tp", "lbp-l-right"), end("fn", "")]),
        treeNode("healthy", counts.healthy, t("lab.tree.healthy"), "", [end("fp", ""), end("tn", "lbp-l-right")]),
      ])));
}

/** The same counts as a 2×2 table. */
export function frequencyTable(app, counts) {
  const { t } = app;
  const row = (name, first, second) => h("tr", { key: name }, h("th", { scope: "row" }, t(`lab.two.${name}`)), first, second, h("td", null, counts[name === "positive" ? "tp" : "fn"] + counts[name === "positive" ? "fp" : "tn"]));
  const cell = (name, right) => h("td", { "data-cell": name }, right ? h("strong", null, counts[name]) : String(counts[name]));
  return h("table", { class: "lbp-l-table lbp-l-two", key: "two" },
    h("caption", { class: "lbp-unseen" }, t("lab.two.caption")),
    h("thead", null, h("tr", null, h("td", null), h("th", { scope: "col" }, t("lab.two.diseased")), h("th", { scope: "col" }, t("lab.two.healthy")), h("th", { scope: "col" }, t("lab.two.total")))),
    h("tbody", null,
      row("positive", cell("tp", true), cell("fp", false)),
      row("negative", cell("fn", false), cell("tn", true)),
      h("tr", { key: "total" }, h("th", { scope: "row" }, t("lab.two.total")), h("td", null, String(counts.diseased)), h("td", null, String(counts.healthy)), h("td", null, String(counts.total)))));
}
