// The formulas that must answer under a finger. Each has its twin in lbp_teach/probability, and a test compares the two on a
// grid to nine digits; what is not here is asked of Python. Pure functions, shares between 0 and 1.

export const Z95 = 1.959963984540054;

export function logit(p) {
  return Math.log(p) - Math.log1p(-p);
}

export function expit(x) {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

/** How often a result occurs in the diseased and in the healthy. */
export function resultRates(se, sp, positive) {
  return positive ? [se, 1 - sp] : [1 - se, sp];
}

/** The probability after a positive or a negative test; null where that result cannot occur. */
export function afterResult(pre, se, sp, positive) {
  const [ill, well] = resultRates(se, sp, positive);
  const all = pre * ill + (1 - pre) * well;
  return all === 0 ? null : (pre * ill) / all;
}

/** LR+ and LR-; null where a ratio has no finite value. */
export function likelihoodRatios(se, sp) {
  return { positive: sp < 1 ? se / (1 - sp) : null, negative: sp > 0 ? (1 - se) / sp : null };
}

/** The 95 % interval of the probability after a result; `sd` are standard deviations of log odds. */
export function afterBand(pre, se, sp, sd, positive) {
  const slopes = positive ? [1 - se, sp] : [se, 1 - sp];
  const variance = (sd.pre || 0) ** 2 + (slopes[0] * sd.sensitivity) ** 2 + (slopes[1] * sd.specificity) ** 2;
  const [ill, well] = resultRates(se, sp, positive);
  const middle = logit(pre) + Math.log(ill) - Math.log(well);
  const half = Z95 * Math.sqrt(variance);
  return { low: expit(middle - half), high: expit(middle + half) };
}

/** The nearest whole number, a half upwards. */
export function halfUp(value) {
  return Math.floor(Number(value.toFixed(9)) + 0.5);
}

/** A crowd split by disease, then by result: whole numbers that add up at every fork. */
export function naturalFrequencies(prevalence, se, sp, total) {
  const diseased = halfUp(total * prevalence);
  const healthy = total - diseased;
  const tp = halfUp(diseased * se);
  const tn = halfUp(healthy * sp);
  return { total, diseased, healthy, tp, fn: diseased - tp, tn, fp: healthy - tn };
}

/** The probability of one pattern of results in people whose tests are positive with these shares. */
export function together(shares, positive, dependence) {
  let product = 1;
  let top = 1;
  let bottom = 0;
  shares.forEach((p, i) => {
    product *= positive[i] ? p : 1 - p;
    if (positive[i]) top = Math.min(top, p);
    else bottom = Math.max(bottom, p);
  });
  return (1 - dependence) * product + dependence * Math.max(0, top - bottom);
}

/**
 * How the probability moves, one result after the other. A band only where nothing is assumed about dependence but that
 * there is none: under a chosen dependence the choice is the larger doubt. `only` says in whom the results can occur.
 * @param {number} pre
 * @param {Array<{sensitivity: number, specificity: number, sd: {sensitivity: number, specificity: number}, positive: boolean}>} results
 * @param {number} dependence 0 independent, 1 as dependent as the rates allow
 * @returns {Array<{lr: number|null, probability: number|null, low: number|null, high: number|null, only: "both"|"ill"|"well"|"nobody"}>}
 */
export function combinedSteps(pre, results, dependence) {
  return results.map((_, k) => {
    const soFar = results.slice(0, k + 1);
    return k > 0 && dependence > 0 ? dependentStep(pre, soFar, dependence) : independentStep(pre, soFar);
  });
}

function independentStep(pre, results) {
  let ratio = 0;
  let variance = 0;
  for (const one of results) {
    const [ill, well] = resultRates(one.sensitivity, one.specificity, one.positive);
    ratio += Math.log(ill) - Math.log(well);
    const slopes = one.positive ? [1 - one.sensitivity, one.specificity] : [one.sensitivity, 1 - one.specificity];
    variance += (slopes[0] * one.sd.sensitivity) ** 2 + (slopes[1] * one.sd.specificity) ** 2;
  }
  const middle = logit(pre) + ratio;
  const half = Z95 * Math.sqrt(variance);
  return { lr: Math.exp(ratio), probability: expit(middle), low: expit(middle - half), high: expit(middle + half), only: "both" };
}

function dependentStep(pre, results, dependence) {
  const signs = results.map((one) => one.positive);
  const ill = together(results.map((one) => one.sensitivity), signs, dependence);
  const well = together(results.map((one) => 1 - one.specificity), signs, dependence);
  const none = { low: null, high: null };
  if (ill === 0 && well === 0) return { ...none, lr: null, probability: null, only: "nobody" };
  if (well === 0) return { ...none, lr: null, probability: 1, only: "ill" };
  if (ill === 0) return { ...none, lr: 0, probability: 0, only: "well" };
  const weight = pre * ill;
  return { ...none, lr: ill / well, probability: weight / (weight + (1 - pre) * well), only: "both" };
}

/** Two tests, both needed (series) or one enough (parallel), with covariances in the diseased and the healthy. */
export function seriesRates(a, b, covIll, covWell) {
  return { sensitivity: a.sensitivity * b.sensitivity + covIll, specificity: 1 - ((1 - a.specificity) * (1 - b.specificity) + covWell) };
}

export function parallelRates(a, b, covIll, covWell) {
  return { sensitivity: 1 - ((1 - a.sensitivity) * (1 - b.sensitivity) + covIll), specificity: a.specificity * b.specificity + covWell };
}

/** The smallest and the largest covariance that two shares allow. */
export function covarianceBounds(p, q) {
  return [Math.max(-p * q, -(1 - p) * (1 - q)), Math.min(p, q) - p * q];
}

/** Pauker and Kassirer's thresholds; testing and testAction are null where testing never pays. */
export function testThresholds(se, sp, action, testHarm) {
  const harm = action / (1 - action);
  const low = (1 - sp) * harm + se;
  const high = sp * harm + (1 - se);
  const none = { action, testing: null, testAction: null };
  if (low === 0 || high === 0) return none;
  const testing = ((1 - sp) * harm + testHarm) / low;
  const testAction = (sp * harm - testHarm) / high;
  return testing >= testAction ? none : { action, testing, testAction };
}

/** The best course at a probability: leave, test or act. */
export function courseAt({ action, testing, testAction }, p) {
  if (testing === null || testAction === null) return p >= action ? "act" : "leave";
  return p < testing ? "leave" : p <= testAction ? "test" : "act";
}

/** The likelihood ratio that moves one probability to another. */
export function ratioToReach(pre, target) {
  return target / (1 - target) / (pre / (1 - pre));
}

/** The standard normal distribution function: a series near 0, a continued fraction in the tails. */
export function normalCdf(z) {
  const x = Math.abs(z);
  let tail;
  if (x < 5) {
    let term = x;
    let sum = x;
    for (let n = 1; n < 200 && Math.abs(term) > 1e-18 * sum; n += 1) {
      term *= (x * x) / (2 * n + 1);
      sum += term;
    }
    tail = 0.5 - (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
  } else {
    let fraction = x;
    for (let n = 60; n >= 1; n -= 1) fraction = x + n / fraction;
    tail = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI) / fraction;
  }
  return z > 0 ? 1 - tail : tail;
}

/** Rates of a measurement with a cut-off: healthy around 0, diseased around `distance`, standard deviation 1. */
export function atCutOff(distance, cutOff) {
  return { sensitivity: normalCdf(distance - cutOff), specificity: normalCdf(cutOff) };
}

export function areaUnderCurve(distance) {
  return normalCdf(distance / Math.SQRT2);
}

export function mixedSensitivity(severeShare, inSevere, inMild) {
  return severeShare * inSevere + (1 - severeShare) * inMild;
}

/** "At least one red flag" as a test; null where the three numbers do not fit together. */
export function anyFlag(prevalence, flagged, sensitivity) {
  const falsePositive = (flagged - prevalence * sensitivity) / (1 - prevalence);
  if (falsePositive < -1e-12 || falsePositive > 1 + 1e-12) return null;
  return { sensitivity, specificity: Math.min(Math.max(1 - falsePositive, 0), 1) };
}

// ---- the nomogram: where a probability and a ratio stand ----

/** Height of a probability on the left axis, in units of log odds: rising probability goes down the page. */
export function leftHeight(p) {
  return logit(p);
}

/** Height of a probability on the right axis: rising probability goes up the page. */
export function rightHeight(p) {
  return -logit(p);
}

/** Height of a likelihood ratio on the middle axis, halfway between: half of its logarithm, upwards. */
export function middleHeight(lr) {
  return -Math.log(lr) / 2;
}
