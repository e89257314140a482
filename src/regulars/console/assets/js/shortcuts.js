// Keys that work anywhere: g then h, t, c, v, a or s; / to search; ? for the sheet; a button's own key.
const PLACES = { h: "", t: "/till", c: "/customers", v: "/verifications", a: "/audit", s: "/settings" };
const CHORD_MILLISECONDS = 1_200;
let chordUntil = 0;

document.addEventListener("keydown", (event) => {
  // `code` finds the same key under an Arabic layout, where `key` is an Arabic letter.
  const letter = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : "";
  if (event.altKey && !event.ctrlKey && !event.metaKey && letter) {
    return press(`[data-key="alt+${letter}"]`, event);
  }
  if (event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.timeStamp < chordUntil && placeOf(letter)) {
    chordUntil = 0;
    location.assign(placeOf(letter));
  } else if (letter === "g") {
    chordUntil = event.timeStamp + CHORD_MILLISECONDS;
  } else if (event.key === "?" || event.key === "؟") {
    event.preventDefault();
    document.getElementById("shortcuts")?.showModal();
  } else if (event.key === "/" || event.code === "Slash") {
    search(event);
  } else if (letter) {
    press(`[data-key="${letter}"]`, event);
  }
});

// Only where the sidebar leads too: a role that may not go there has no such link.
function placeOf(letter) {
  const address = `${document.body.dataset.home}${PLACES[letter]}`;
  return letter in PLACES && document.querySelector(`a.nav[href="${address}"]`)?.href;
}

function search(event) {
  const field = document.querySelector("[data-search]");
  event.preventDefault();
  if (!field) return placeOf("c") && location.assign(placeOf("c"));
  field.focus();
  field.select();
}

function press(selector, event) {
  const button = document.querySelector(selector);
  if (!button || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  button.click();
}

function isTyping(target) {
  return target.matches?.("input, textarea, select, [contenteditable]") ?? false;
}
