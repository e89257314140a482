// A form that leaves the page is sent once: its button says so, where the network takes its time.
// One that a file comes from leaves nothing, and one of htmx is said to be on its way by its marks.
// Somebody who stopped it may send it again at once, where the browser tells; after a while without
// an answer everybody may.
const PATIENCE = 20_000; // milliseconds
const PATIENCE_WITH_FILES = 120_000;
let sent = null;
let pressed = null;
let waiting = 0;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.matches("[data-downloads], [method=dialog]")) return;
  if (form === sent) return event.preventDefault();
  sent = form;
  pressed = event.submitter ?? form.querySelector(".btn-main");
  pressed?.setAttribute("aria-busy", "true");
  clearTimeout(waiting);
  waiting = setTimeout(forget, form.enctype === "multipart/form-data" ? PATIENCE_WITH_FILES : PATIENCE);
});

addEventListener("pageshow", forget);
window.navigation?.addEventListener("navigate", ({ signal }) => signal.addEventListener("abort", forget));

function forget() {
  clearTimeout(waiting);
  pressed?.removeAttribute("aria-busy");
  sent = pressed = null;
}
