// What the learner does at the couch, and what has been seen so far. Sends, looks up, says; it decides nothing.

/** Whether two ways of doing a manoeuvre are the same; a raised leg is the same at every angle. */
function examSameHow(one, other) {
  const names = new Set([...Object.keys(one), ...Object.keys(other)].filter((name) => name !== "consent" && name !== "degrees"));
  return [...names].every((name) => one[name] === other[name]);
}

/** What was seen when this was done exactly so; null where it was not. */
export function examFind(data, { manoeuvre, side, how }) {
  return data.performed.find((one) => one.manoeuvre === manoeuvre && one.side === side && examSameHow(one.how, how)) || null;
}

/** Everything that was seen with a manoeuvre, the newest last. */
export function examSeen(data, manoeuvre) {
  return data.performed.filter((one) => one.manoeuvre === manoeuvre);
}

/** The newest thing seen on one side with a manoeuvre, alone or together with the other. */
export function examNewest(data, manoeuvre, side) {
  return examSeen(data, manoeuvre).filter((one) => one.side === side || one.side === "both").pop() || null;
}

/** The sides on which a manoeuvre was done. */
export function examSides(data, manoeuvre) {
  return new Set(examSeen(data, manoeuvre).flatMap((one) => (one.side === "both" ? ["left", "right"] : [one.side])));
}

/** What was seen, as one sentence for the ear. */
export function examWords(app, seen) {
  return seen.lines.map((line) => [line.side_label && `${line.side_label}: `, line.text].filter(Boolean).join("")).join(" ");
}

/** Do a manoeuvre. Done before in the same way it is only shown again: nothing new can be seen. */
export function examDo(app, host, args) {
  if (host.done) return;
  const known = examFind(host.data, args);
  const changes = { shown: host.ui.shown + 1, last: args.manoeuvre };
  if (known) {
    host.set(changes);
    app.say(examWords(app, known));
    return;
  }
  // Drawn once, with the answer: drawing before it would only make it come later.
  Object.assign(host.ui, changes);
  host.send("examine", args, `examine:${args.manoeuvre}:${args.side}`);
}

/** Write a finding down; another value takes its place. */
export function examRecord(app, host, finding, side, value, degrees = null) {
  if (host.done) return;
  const known = host.data.recorded[side ? `${finding}@${side}` : finding];
  const same = known && known.value === value && known.degrees === degrees;
  if (!same) host.send("record", { finding, side, value, degrees }, `record:${finding}:${side}`);
}

/** What was just seen, felt or recorded, for the ear: one sentence for an act. */
export function examSpoken(app, before, after) {
  const key = (one) => JSON.stringify([one.manoeuvre, one.side, one.how]);
  const had = new Set(before.performed.map(key));
  const fresh = after.performed.filter((one) => !had.has(key(one)));
  if (fresh.length) return examWords(app, fresh[fresh.length - 1]);
  const felt = after.felt.length ? after.felt[after.felt.length - 1] : null;
  if (felt && JSON.stringify(before.felt) !== JSON.stringify(after.felt)) return examWords(app, felt);
  const names = Object.keys(after.recorded).filter((name) => JSON.stringify(before.recorded[name]) !== JSON.stringify(after.recorded[name]));
  if (!names.length) return null;
  const [finding, side] = names[0].split("@");
  const { label } = (app.pack.tool || app.pack.tools.exam).findings[finding];
  const { words, degrees } = after.recorded[names[0]];
  const value = degrees === null ? words : `${words}, ${app.t("exam.degrees.value", { n: degrees })}`;
  return side ? app.t("exam.say.record", { what: label, side: app.t(`exam.place.${side}`), value }) : `${label}: ${value}`;
}
