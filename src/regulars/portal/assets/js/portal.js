// What a script adds to pages that do without one: a countdown, a map, a code sent when it is whole,
// large buttons for files.
document.documentElement.classList.add("scripted");
once();
choose();
count();
send();
draw();

// What is on its way is not sent again: a second answer would come instead of the first, and a code
// works once. Its button says so, where the network takes its time. Somebody who stopped it may send
// it again at once, where the browser tells; after a while without an answer everybody may.
function once() {
  const patience = 20_000; // milliseconds
  const patienceWithFiles = 120_000;
  let sent = null;
  let pressed = null;
  let waiting = 0;
  const forget = () => {
    clearTimeout(waiting);
    pressed?.removeAttribute("aria-busy");
    sent = pressed = null;
  };
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (sent === event.target) return event.preventDefault();
    sent = event.target;
    pressed = event.submitter ?? sent.querySelector("button");
    pressed?.setAttribute("aria-busy", "true");
    clearTimeout(waiting);
    waiting = setTimeout(forget, sent.enctype === "multipart/form-data" ? patienceWithFiles : patience);
  });
  addEventListener("pageshow", forget);
  window.navigation?.addEventListener("navigate", ({ signal }) => signal.addEventListener("abort", forget));
}

// The camera or a file: whichever was chosen last counts, and its name is told.
function choose() {
  document.addEventListener("change", ({ target }) => {
    const side = target.type === "file" && target.closest("[data-side]");
    if (!side) return;
    const inputs = [...side.querySelectorAll("input")];
    for (const input of inputs) if (target.files[0] && input !== target) input.value = "";
    const told = side.querySelector("output");
    told.textContent = inputs.map((input) => input.files[0]?.name).filter(Boolean).join();
    told.hidden = !told.textContent;
  });
}

// Says how long it is until another code may be asked for; the button comes by the style sheet.
function count() {
  const place = document.querySelector("[data-counts]");
  if (!place) return;
  const until = Date.now() + Number(place.dataset.counts) * 1_000;
  const button = place.parentElement.querySelector("button");
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1_000);
    place.hidden = left <= 0;
    button.classList.toggle("again-comes", left > 0);
    if (left <= 0) return;
    place.textContent = place.dataset.say.replace("#", left);
    setTimeout(tick, 500);
  };
  place.classList.remove("again-waits");
  tick();
}

// Six digits in any script are a whole code. Only once: whoever mends one sends it by hand.
function send() {
  const form = document.querySelector("[data-code]");
  const input = form?.elements.code;
  if (!input || input.getAttribute("aria-invalid")) return;
  const follow = () => {
    const digits = input.value.match(/[0-9\u0660-\u0669\u06f0-\u06f9]/g) ?? [];
    if (digits.length !== 6) return;
    input.removeEventListener("input", follow);
    form.requestSubmit();
  };
  input.addEventListener("input", follow);
}

// A map is large, so it is fetched when somebody opens its place.
function draw() {
  const place = document.querySelector("[data-map-help]");
  if (!place) return;
  const follow = async () => {
    const map = place.querySelector("[data-map]:not([data-drawn])");
    if (!place.open || !map) return;
    map.setAttribute("data-drawn", "");
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = map.dataset.sheet;
    document.head.append(link);
    const { show } = await import(map.dataset.script);
    show(map);
  };
  place.addEventListener("toggle", follow);
  follow();
}
