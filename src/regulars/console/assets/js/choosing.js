// A field whose answers are chosen by arrows: the focus stays where one types (ARIA combobox).
export function chooserOf(entry, answers) {
  const options = () => [...answers.querySelectorAll('[role="option"]')];
  const chosen = () => answers.querySelector('[aria-selected="true"]');

  answers.addEventListener("pointermove", (event) => {
    const option = event.target.closest('[role="option"]');
    if (option) select(option);
  });

  function move(step) {
    const all = options();
    const at = all.indexOf(chosen());
    select(all[(at + step + all.length) % all.length]);
  }

  function select(option) {
    for (const one of options()) one.setAttribute("aria-selected", String(one === option));
    if (!option) return entry.removeAttribute("aria-activedescendant");
    entry.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  return { options, chosen, move, select };
}
