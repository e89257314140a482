// A form that leaves the page is sent once: its button says so, where the network takes its time.
// One that a file comes from leaves nothing, and one of htmx is said to be on its way by its marks.
let sent = null;
let pressed = null;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.matches("[data-downloads], [method=dialog]")) return;
  if (form === sent) return event.preventDefault();
  sent = form;
  pressed = event.submitter ?? form.querySelector(".btn-main");
  pressed?.setAttribute("aria-busy", "true");
});

addEventListener("pageshow", () => {
  pressed?.removeAttribute("aria-busy");
  sent = pressed = null;
});
