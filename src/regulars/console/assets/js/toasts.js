// Short sentences in the corner, and what to say when a request fails.
import { isUnasked } from "./unasked.js";

const SHOWN_MILLISECONDS = 4_000;
const WITH_UNDO_MILLISECONDS = 10_000;

export function toast(text, tone = "good") {
  const shape = document.getElementById("toast-shape").content.cloneNode(true);
  const one = shape.firstElementChild;
  one.classList.toggle("toast-bad", tone === "bad");
  one.querySelector("span").textContent = text;
  document.getElementById("toasts").append(one);
  fade(one);
}

function fade(one) {
  lift(one.parentElement);
  const stays = one.querySelector("[data-undoes]") ? WITH_UNDO_MILLISECONDS : SHOWN_MILLISECONDS;
  let timer = setTimeout(() => one.remove(), stays);
  one.addEventListener("pointerenter", () => clearTimeout(timer));
  one.addEventListener("focusin", () => clearTimeout(timer));
  one.addEventListener("pointerleave", () => (timer = setTimeout(() => one.remove(), stays)));
}

// Above a dialog too: on a phone it covers the place where they stand, and nobody would read why
// it was refused.
function lift(toasts) {
  if (!toasts.showPopover || !document.querySelector("dialog:modal")) return;
  toasts.popover = "manual";
  if (toasts.matches(":popover-open")) toasts.hidePopover();
  toasts.showPopover();
}

document.addEventListener("htmx:oobAfterSwap", showSent);
showSent();

function showSent() {
  for (const one of document.querySelectorAll(".toast[data-fades]")) {
    one.removeAttribute("data-fades");
    // Put in once more: what stood there when the page was drawn is not read out.
    one.parentElement.append(one);
    fade(one);
  }
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-dismisses]")) event.target.closest(".toast")?.remove();
});

document.addEventListener("htmx:afterRequest", (event) => {
  const undo = event.detail.requestConfig.elt.closest("[data-undoes]");
  if (undo && event.detail.successful) undo.closest(".toast")?.remove();
});

for (const lost of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(lost, (event) => {
    if (!isUnasked(event)) toast(document.body.dataset.sayOffline, "bad");
  });
}

// A 429 of ours is a page with a sentence in it; one of a proxy in front is nothing to show.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status !== 429 || !detail.xhr.getResponseHeader("HX-Reswap")) return;
  detail.shouldSwap = true;
  detail.isError = false;
});

document.addEventListener("htmx:responseError", (event) => {
  if (isUnasked(event)) return;
  const { status } = event.detail.xhr;
  if (status === 401) {
    const back = encodeURIComponent(location.pathname);
    location.assign(`${document.body.dataset.home}/sign-in?return_to=${back}`);
    return;
  }
  const { saySlowDown, sayFailed } = document.body.dataset;
  toast(status === 429 ? saySlowDown : sayFailed, "bad");
});
