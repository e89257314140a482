// The till's one field: asks while typing, arrows and Enter choose, Escape makes room for the next.
import { chooserOf } from "./choosing.js";

const DELAY_MILLISECONDS = 120;
const till = document.getElementById("till");
if (till) attend();

function attend() {
  const entry = document.getElementById("till-entry");
  const form = document.getElementById("till-form");
  const answers = document.getElementById("till-answers");
  const card = document.getElementById("till-card");
  const said = document.getElementById("till-said");
  let timer = 0;
  // Enter pressed before the answer came (a scanner does): chosen as soon as it comes.
  let isEnterWaiting = false;

  const { options, chosen, move, select } = chooserOf(entry, answers);
  const answered = () => answers.querySelector("[data-typed]")?.dataset.typed ?? "";

  entry.addEventListener("input", () => {
    isEnterWaiting = false;
    clearTimeout(timer);
    if (entry.value.trim()) timer = setTimeout(ask, DELAY_MILLISECONDS);
    else clear();
  });

  entry.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      pick();
    } else if (event.key === "Escape") {
      clear();
    }
  });

  form.addEventListener("submit", (event) => event.preventDefault());

  document.addEventListener("htmx:afterSwap", ({ target }) => {
    if (target === card && card.querySelector("[data-served]")) serve();
  });

  // Not after the swap: htmx has not yet bound what came, and a click would fall through.
  answers.addEventListener("htmx:afterSettle", settle);

  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    // What asked, not what heard: the button may be gone with the card it stood on.
    if (detail.requestConfig.elt.closest("[data-then-next]") && detail.successful) next();
  });

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-next-customer]")) return;
    event.preventDefault();
    next();
  });

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || till.dataset.stage !== "served") return;
    if (document.querySelector("dialog[open], details.menu[open]")) return;
    if (event.key === "Escape") next();
    // Typing on goes straight to the next customer; the key lands in the field.
    else if (isWriting(event)) next();
  });

  function ask() {
    window.htmx.trigger(form, "till:ask");
  }

  function settle() {
    // An answer that comes after the field was emptied belongs to nobody.
    if (!entry.value.trim()) return clear();
    entry.setAttribute("aria-expanded", String(options().length > 0));
    said.textContent = answers.querySelector("[data-said]")?.dataset.said ?? "";
    select(options()[0]);
    // Several people found unseen are for the eye to choose from.
    const found = answers.querySelectorAll('[role="option"]:not(.answer-new)').length;
    if (isEnterWaiting && found < 2 && answered() === entry.value.trim()) pick();
    isEnterWaiting = false;
  }

  function pick() {
    if (!entry.value.trim()) return;
    if (answered() !== entry.value.trim()) {
      isEnterWaiting = true;
      clearTimeout(timer);
      ask();
      return;
    }
    isEnterWaiting = false;
    chosen()?.click();
  }

  function serve() {
    till.dataset.stage = "served";
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
    card.querySelector("[data-next-customer]").focus({ preventScroll: true });
  }

  function next() {
    till.dataset.stage = "asking";
    card.replaceChildren();
    clear();
  }

  function clear() {
    clearTimeout(timer);
    isEnterWaiting = false;
    window.htmx.trigger(form, "htmx:abort");
    entry.value = "";
    answers.replaceChildren();
    said.textContent = "";
    entry.setAttribute("aria-expanded", "false");
    entry.removeAttribute("aria-activedescendant");
    entry.focus();
  }
}

function isWriting(event) {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  return isPlain && event.key.length === 1 && event.key !== " ";
}
