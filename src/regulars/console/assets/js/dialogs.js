// Native dialogs: opened by mark or when the server sends one, closed by mark, Escape or backdrop.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
});

// A press that starts inside and ends on the backdrop is a text selection, not a wish to close.
document.addEventListener("pointerdown", (event) => {
  if (event.target instanceof HTMLDialogElement && isOutside(event)) event.target.close();
});

document.addEventListener("htmx:afterSwap", showSent);
document.addEventListener("htmx:oobAfterSwap", showSent);
document.addEventListener("dialog:close", closeAll);

document.addEventListener("htmx:afterRequest", (event) => {
  const done = event.detail.requestConfig.elt.closest("[data-closes-after]");
  if (done && event.detail.successful) done.closest("dialog")?.close();
});

// What is closed is gone: no person's data lingers in a hidden form.
document.addEventListener("close", (event) => {
  if (!event.target.matches?.("dialog[data-modal]")) return;
  if (event.target.hasAttribute("data-reloads")) location.reload();
  event.target.remove();
}, true);

// A file comes, and the page stays: the dialog that asked for it has nothing more to say.
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-downloads]")) setTimeout(() => event.target.closest("dialog")?.close());
});

document.addEventListener("change", (event) => {
  if (event.target.name === "role") matchRole(event.target.form);
});

export function closeAll() {
  for (const one of document.querySelectorAll("dialog[open]")) one.close();
}

function showSent() {
  for (const dialog of document.querySelectorAll("dialog[data-modal]:not([open])")) {
    // Opened in a tab of its own it is the page, and stays so whatever is swapped beside it.
    if (dialog.closest(".alone")) continue;
    dialog.showModal();
    const form = dialog.querySelector("form");
    if (form?.elements.role) matchRole(form);
    const first = dialog.querySelector('[aria-invalid="true"]') ?? dialog.querySelector("[autofocus]");
    first?.focus();
    first?.select?.();
  }
}

function matchRole(form) {
  for (const part of form.querySelectorAll("[data-with-role]")) {
    part.hidden = !part.dataset.withRole.split(" ").includes(form.elements.role.value);
  }
}

function isOutside({ target, clientX, clientY }) {
  const box = target.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}
