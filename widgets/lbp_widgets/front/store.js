// The browser's own memory, which may be switched off or full: reading gives null then, and writing is quietly skipped.

/** @returns {string|null} the remembered text */
export function recall(key, session = false) {
  try {
    return (session ? window.sessionStorage : window.localStorage).getItem(key);
  } catch {
    return null;
  }
}

/** Remember `text`, or forget the key when it is null. */
export function remember(key, text, session = false) {
  try {
    const memory = session ? window.sessionStorage : window.localStorage;
    if (text === null) memory.removeItem(key);
    else memory.setItem(key, text);
  } catch {
    // Private windows and full disks: the page works without, it only forgets at reload.
  }
}
