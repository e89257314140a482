// Menus are <details>: one open at a time, closed by Escape, by a choice or by looking elsewhere.
const CHOICES = ".menu-sheet :is(a, button, input:not(:disabled, [type=hidden]))";
const open = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  const mine = event.target.closest("details.menu");
  const chosen = event.target.closest(".menu-sheet :is(a, button)");
  for (const menu of open()) if (menu !== mine || chosen) menu.removeAttribute("open");
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details.menu[open]");
  if (event.key === "Escape") {
    for (const one of open()) one.removeAttribute("open");
    if (menu) {
      menu.querySelector("summary").focus();
      event.stopPropagation();
    }
  }
  if (menu && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    const choices = [...menu.querySelectorAll(CHOICES)];
    const step = event.key === "ArrowDown" ? 1 : -1;
    const at = choices.indexOf(document.activeElement);
    choices[(at + step + choices.length) % choices.length]?.focus();
  }
}, true);
