// The line to Python for reading: a question has a number, is asked again until it is answered, and a newer one replaces it.

const AGAIN_EVERY = 3000;
const READ_WAITING_AFTER = 5000;
const READ_DEAD_AFTER = 20000;

/**
 * @param {Object} options
 * @param {Object} options.model anywidget's model
 * @param {function(Object, string)} options.onAnswer called with each answer to the newest question of its channel
 * @param {function()} options.onPhase called when `phase()` changes
 */
export function makeLine({ model, onAnswer, onPhase }) {
  const open = new Map();
  let last = 0;
  let phase = "idle";

  const setPhase = () => {
    const waited = Math.max(0, ...[...open.values()].map((one) => Date.now() - one.since));
    const next = !open.size ? "idle" : waited >= READ_DEAD_AFTER ? "dead" : waited >= READ_WAITING_AFTER ? "waiting" : "opening";
    if (next === phase) return;
    phase = next;
    onPhase();
  };
  const timer = setInterval(() => {
    for (const one of open.values()) {
      if (Date.now() - one.sent < AGAIN_EVERY) continue;
      one.sent = Date.now();
      model.send(one.message);
    }
    setPhase();
  }, 500);
  const receive = (answer) => {
    const channel = [...open.keys()].find((name) => open.get(name).message.n === answer.n);
    if (!channel) return;
    open.delete(channel);
    setPhase();
    onAnswer(answer, channel);
  };
  model.on("msg:custom", receive);

  return {
    ask(channel, message) {
      last += 1;
      const now = Date.now();
      open.set(channel, { message: { ...message, n: last }, since: now, sent: now });
      model.send(open.get(channel).message);
      setPhase();
    },
    drop: (channel) => open.delete(channel),
    phase: () => phase,
    close() {
      clearInterval(timer);
      model.off("msg:custom", receive);
    },
  };
}
