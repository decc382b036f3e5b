// Choices that rest a moment before they are sent: the arrows of a radio group pass over options on their way.

/** @returns {{later: function(string, function(), number), now: function(string, boolean), all: function(), waiting: function(string): boolean, any: function(): boolean}} */
export function makeSettle() {
  const timers = new Map();
  const settle = {
    /** Send after a rest; a newer one of the same name takes its place. */
    later(name, send, delay) {
      settle.now(name);
      timers.set(name, { send, timer: setTimeout(() => settle.now(name, true), delay) });
    },
    /** Stop waiting for one; `andSend` sends it at once. */
    now(name, andSend = false) {
      const waiting = timers.get(name);
      if (!waiting) return;
      clearTimeout(waiting.timer);
      timers.delete(name);
      if (andSend) waiting.send();
    },
    all: () => [...timers.keys()].forEach((name) => settle.now(name, true)),
    waiting: (name) => timers.has(name),
    any: () => timers.size > 0,
  };
  return settle;
}
