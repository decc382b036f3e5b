// Small dealings with the browser: which course the address names, a name for an act, a file.

import { ownsAddress } from "../front/address.js";

const NAME = "course";

/** @returns {string|null} the course that the address names */
export function readCourse() {
  return ownsAddress() ? new URLSearchParams(window.location.search).get(NAME) : null;
}

/** Let the address name a course, or none: a reload then shows the same. */
export function keepCourse(id) {
  if (!ownsAddress()) return;
  const url = new URL(window.location.href);
  if (id) url.searchParams.set(NAME, id);
  else url.searchParams.delete(NAME);
  if (url.href !== window.location.href) window.history.replaceState(null, "", url);
}

/** A name for one act, so that it is done once even if it is asked for again. */
export function newAction() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Hand the teacher a picture that Python made. */
export function takePicture(answer) {
  const bytes = Uint8Array.from(atob(answer.png), (sign) => sign.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
  link.download = answer.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
