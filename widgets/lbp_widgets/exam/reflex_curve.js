// The movement after a strike as a function of time: the leg in the picture and the curve beside it are drawn from this.
// The angles are pictures of what is seen, not measurements.

/** Milliseconds: the hammer waits and swings, the answer starts late, and is over when its span has passed. */
export const EXAM_REFLEX_TIME = { wait: 400, swing: 160, latency: 80, span: 1200, step: 30, before: 240, after: 1600 };

/** The drawn angle in degrees; `faint` is seen with reinforcement only. */
const EXAM_REFLEX_ANGLE = { none: 0, faint: 4, small: 6, clear: 14, lively: 22, beats: 22 };

/** A weak answer is also sluggish: its time is stretched. */
const EXAM_REFLEX_SLOWNESS = { none: 1, faint: 1.4, small: 1.4, clear: 1, lively: 1, beats: 1 };

/** One movement out and four smaller beats: [ms, share of the angle], peaks and valleys in turn. */
const EXAM_BEATS = [[0, 0], [90, 1], [180, 0.1], [270, 0.62], [360, 0.08], [450, 0.54], [540, 0.06], [630, 0.46], [720, 0.04], [810, 0.36], [960, 0]];

/** How far the movement goes, in degrees. */
export function examReflexAngle(response, reinforced) {
  if (!(response in EXAM_REFLEX_ANGLE)) throw new RangeError(`no such response: ${response}`);
  return response === "faint" && !reinforced ? 0 : EXAM_REFLEX_ANGLE[response];
}

/** How many times slower than a normal answer. */
export function examReflexSlowness(response) {
  return EXAM_REFLEX_SLOWNESS[response];
}

/** The share of the angle that is reached `ms` after the movement began: 1 at the first peak, below 0 past the rest. */
export function examReflexShare(beats, ms) {
  if (ms <= 0 || ms >= EXAM_REFLEX_TIME.span) return 0;
  if (!beats) return 2 * Math.exp(-ms / 160) * Math.sin((11.9 * ms) / 1000);
  const i = EXAM_BEATS.findIndex(([at]) => at > ms);
  if (i < 0) return 0;
  const [[from, low], [to, high]] = [EXAM_BEATS[i - 1], EXAM_BEATS[i]];
  return low + ((high - low) * (1 - Math.cos((Math.PI * (ms - from)) / (to - from)))) / 2;
}

/**
 * The movement over time.
 * @param {string} response none | faint | small | clear | lively | beats
 * @param {boolean} reinforced whether the hands were hooked and pulled
 * @returns {Array<{ms: number, angle: number}>} milliseconds from the strike (negative before it) and degrees from rest
 */
export function examReflexCurve(response, reinforced = false) {
  const angle = examReflexAngle(response, reinforced);
  const { before, after, latency } = EXAM_REFLEX_TIME;
  const samples = [];
  for (let ms = -before; ms <= after; ms += 10) {
    const share = angle ? examReflexShare(response === "beats", (ms - latency) / examReflexSlowness(response)) : 0;
    samples.push({ ms, angle: +(angle * share).toFixed(3) });
  }
  return samples;
}
