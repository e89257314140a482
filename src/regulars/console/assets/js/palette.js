// Ctrl-K, or the field in the top bar: the palette comes from the server and is asked while typing.
import { chooserOf } from "./choosing.js";

const DELAY_MILLISECONDS = 120;

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.code !== "KeyK") return;
  event.preventDefault();
  const open = document.getElementById("palette");
  if (open) return open.close();
  // Over another dialog it would take away what is being written there.
  if (document.querySelector("dialog[open]")) return;
  document.querySelector("[data-opens-palette]")?.click();
});

document.addEventListener("htmx:afterSettle", () => {
  const palette = document.querySelector("dialog#palette:not([data-is-attended])");
  if (palette) attend(palette);
});

function attend(palette) {
  palette.dataset.isAttended = "";
  const entry = palette.querySelector("#palette-entry");
  const form = palette.querySelector("#palette-form");
  const answers = palette.querySelector("#palette-answers");
  const said = palette.querySelector("#palette-said");
  const { options, chosen, move, select } = chooserOf(entry, answers);
  const answered = () => answers.querySelector("[data-typed]")?.dataset.typed ?? "";
  let timer = 0;
  let isEnterWaiting = false;

  entry.addEventListener("input", () => {
    isEnterWaiting = false;
    clearTimeout(timer);
    timer = setTimeout(ask, DELAY_MILLISECONDS);
  });
  entry.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      move(step);
    } else if (event.key === "Enter") {
      event.preventDefault();
      pick();
    }
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  answers.addEventListener("htmx:afterSettle", settle);
  answers.addEventListener("click", (event) => {
    // A command acts outside: what it opens takes the palette's place, and the palette goes.
    if (event.target.closest("[data-theme-choice], [data-language]")) palette.close();
  });
  select(options()[0]);

  function ask() {
    window.htmx.trigger(form, "palette:ask");
  }

  function settle() {
    entry.setAttribute("aria-expanded", String(options().length > 0));
    said.textContent = answers.querySelector("[data-said]")?.dataset.said ?? "";
    select(options()[0]);
    if (isEnterWaiting && answered() === entry.value.trim()) pick();
    isEnterWaiting = false;
  }

  function pick() {
    if (answered() !== entry.value.trim()) {
      isEnterWaiting = true;
      clearTimeout(timer);
      return ask();
    }
    chosen()?.click();
  }
}
