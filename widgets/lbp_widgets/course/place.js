// Small dealings with the browser: a name for an act, a file.

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
