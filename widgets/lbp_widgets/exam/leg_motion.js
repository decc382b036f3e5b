// How the raised leg moves: it follows the hand at a leg's pace, never further than Python has answered for. Pure, for tests.

export const EXAM_LEG_TOP = 90;
export const EXAM_LEG_STEP = 5;
const EXAM_LEG_SPEED = 60;
const EXAM_LEG_PAUSE = 80;
const EXAM_LEG_PATIENCE = 1000;
const EXAM_LEG_NEAR = 1e-6;

/** A leg at rest at `angle`. */
export function examLegAt(angle) {
  return { drawn: angle, goal: null, held: false, angle, ceiling: angle + EXAM_LEG_STEP, stopped: null, sent: null, sentAt: -Infinity, due: null };
}

/** Take what Python has answered. A leg that nobody moves goes to where it says; one in motion only learns how far it may go. */
export function examLegTold(leg, { angle, ceiling = angle + EXAM_LEG_STEP, stopped = null }) {
  const afresh = leg.stopped !== null && stopped === null && angle < leg.angle;
  const next = { ...leg, angle, ceiling: Math.max(ceiling, angle), stopped };
  if (afresh) return { ...next, goal: null, held: false, sent: null, due: null };
  if (stopped !== null && next.goal !== null) next.goal = Math.min(next.goal, stopped);
  const settled = !next.held && next.due === null && next.goal !== null && (angle === next.goal || (stopped !== null && angle === stopped));
  return settled && Math.abs(next.drawn - next.goal) < EXAM_LEG_NEAR ? { ...next, goal: null } : next;
}

/** Where the learner wants the leg; `held` while the hand is on it, `now` in ms. */
export function examLegAim(leg, degrees, held, now) {
  const top = leg.stopped === null ? EXAM_LEG_TOP : Math.min(leg.stopped, EXAM_LEG_TOP);
  const goal = Math.min(Math.max(held ? degrees : Math.round(degrees), 0), top);
  const next = { ...leg, goal, held };
  // An answer that never came must not hold the leg for ever: after a while a new wish asks again.
  const waits = goal > leg.drawn && leg.angle < leg.drawn && leg.drawn >= examLegLimit(next) - EXAM_LEG_NEAR;
  if (waits && now - leg.sentAt > EXAM_LEG_PATIENCE) next.due = Math.round(leg.drawn);
  return next;
}

/** The hand is taken off: the leg stays where it was wanted. */
export function examLegRelease(leg) {
  return leg.held ? { ...leg, held: false, goal: Math.round(leg.goal) } : leg;
}

function examLegLimit(leg) {
  return Math.min(EXAM_LEG_TOP, leg.ceiling, leg.stopped === null ? EXAM_LEG_TOP : leg.stopped);
}

function examLegTarget(leg) {
  return Math.min(leg.goal === null ? leg.angle : leg.goal, examLegLimit(leg));
}

function examLegStepsIn(degrees) {
  return Math.floor(degrees / EXAM_LEG_STEP + EXAM_LEG_NEAR);
}

/** Whether the leg has nothing left to do: it stands where it should and everything is told. */
export function examLegRests(leg) {
  return leg.due === null && Math.abs(leg.drawn - examLegTarget(leg)) < EXAM_LEG_NEAR;
}

/**
 * Let time pass.
 * @param {Object} leg
 * @param {number} now in ms
 * @param {number} elapsed in ms since the step before
 * @param {boolean} jump where motion is not welcome
 * @returns {{leg: Object, raise: number|null}} `raise` is the angle to tell Python, at most one in 80 ms
 */
export function examLegStep(leg, now, elapsed, jump = false) {
  const next = { ...leg };
  const way = examLegTarget(leg) - leg.drawn;
  const most = (EXAM_LEG_SPEED * elapsed) / 1000;
  next.drawn = jump || Math.abs(way) <= most ? leg.drawn + way : leg.drawn + Math.sign(way) * most;
  if (leg.goal !== null) {
    const steps = examLegStepsIn(next.drawn);
    if (next.drawn > leg.drawn && steps > examLegStepsIn(leg.drawn)) next.due = steps * EXAM_LEG_STEP;
    const there = Math.abs(next.drawn - leg.goal) < EXAM_LEG_NEAR;
    if (there && !leg.held && leg.sent !== leg.goal && leg.angle !== leg.goal) next.due = leg.goal;
    // Nobody has to be told where the leg is when it is where Python has it.
    if (there && !leg.held && leg.angle === leg.goal && next.due === null) next.goal = null;
  }
  if (next.due === null || now - leg.sentAt < EXAM_LEG_PAUSE) return { leg: next, raise: null };
  return { leg: { ...next, due: null, sent: next.due, sentAt: now }, raise: next.due };
}
