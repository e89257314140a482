// The name of the file that was chosen, beside the button that asks for one.
document.addEventListener("change", ({ target }) => {
  if (target.type !== "file") return;
  const told = target.closest(".file")?.querySelector("output");
  if (told) told.textContent = target.files[0]?.name ?? told.dataset.none;
});
