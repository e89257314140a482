// Pairs in a form: one more empty row, or one less.
document.addEventListener("click", (event) => {
  const adder = event.target.closest("[data-adds-row]");
  if (adder) add(adder.closest("[data-rows]"));
  const remover = event.target.closest("[data-removes-row]");
  if (remover) remove(remover.closest("[data-row]"));
});

function add(rows) {
  const last = [...rows.querySelectorAll("[data-row]")].at(-1);
  const next = last.cloneNode(true);
  empty(next);
  last.after(next);
  next.querySelector("input:not([type=hidden])").focus();
}

function remove(row) {
  const isOnly = row.parentElement.querySelectorAll("[data-row]").length === 1;
  if (isOnly) empty(row);
  else row.remove();
}

function empty(row) {
  for (const field of row.querySelectorAll("input")) field.value = "";
}
