// The workbenches, inside a part or on a page of their own.

import { h } from "../front/dom.js";
import { agreementBench } from "./agreement.js";
import { calculatorBench } from "./calculator.js";
import { claimsBench } from "./claims.js";
import { combineBench } from "./combine.js";
import { cutOffBench } from "./cut_off.js";
import { flagsBench } from "./flags.js";
import { oneTestBench } from "./one_test.js";
import { missingPage, pathLine } from "./pieces.js";
import { spectrumBench } from "./spectrum.js";
import { thresholdsBench } from "./thresholds.js";
import { verificationBench } from "./verification.js";

const BENCHES = {
  agreement: agreementBench,
  calculator: calculatorBench,
  claims: claimsBench,
  combine: combineBench,
  cut_off: cutOffBench,
  flags: flagsBench,
  one_test: oneTestBench,
  spectrum: spectrumBench,
  thresholds: thresholdsBench,
  verification: verificationBench,
};

/**
 * A workbench.
 * @param {string} kind which one
 * @param {string} key what its numbers are kept under
 * @param {Object|null} start what a part wants it to start from; null on a page of its own, where the address may say
 */
export function bench(app, kind, key, start) {
  return BENCHES[kind](app, key, start);
}

/** A workbench on its own page. */
export function toolPage(app) {
  const { t } = app;
  const { id } = app.place;
  if (!Object.hasOwn(BENCHES, id)) return missingPage(app);
  return [
    pathLine(app),
    h("div", { class: "lbp-page-head", key: "page-head" },
      h("h1", { tabindex: "-1", "data-home": "" }, t(`lab.tool.${id}`)),
      h("p", { class: "lbp-hint" }, t(`lab.tool.${id}.try`))),
    // The benches head their parts with h3, because inside a part of the laboratory they stand below an h2.
    h("h2", { class: "lbp-unseen", key: "bench-head" }, t("lab.bench")),
    bench(app, id, `tool/${id}`, null),
  ];
}
