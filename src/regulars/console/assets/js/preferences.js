// Theme, sidebar, columns and language: kept in cookies, so the server draws the page right the first time.
const YEAR_SECONDS = 31_536_000;
const root = document.documentElement;

function keep(name, value) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${name}=${value}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax${secure}`;
}

document.addEventListener("click", (event) => {
  const theme = event.target.closest("[data-theme-choice]");
  if (theme) chooseTheme(theme);
  if (event.target.closest("[data-folds-sidebar]")) foldSidebar();
  const language = event.target.closest("a[data-language]");
  if (language) {
    event.preventDefault();
    keep("language", language.dataset.language);
    location.reload();
  }
});

function chooseTheme(button) {
  keep("theme", button.dataset.themeChoice);
  root.dataset.theme = button.dataset.themeChoice;
  for (const one of document.querySelectorAll("[data-theme-choice]")) {
    one.setAttribute("aria-pressed", String(one.dataset.themeChoice === root.dataset.theme));
  }
}

function foldSidebar() {
  root.dataset.sidebar = root.dataset.sidebar === "rail" ? "open" : "rail";
  keep("sidebar", root.dataset.sidebar);
}

// Always with the customer in it, so that nothing else is a choice too.
document.addEventListener("change", (event) => {
  const columns = event.target.closest("[data-keeps-columns]");
  if (!columns) return;
  const chosen = [...columns.querySelectorAll("[name=column]:checked")].map((one) => one.value);
  keep("columns", ["customer", ...chosen].join("."));
  const here = location.pathname + location.search;
  window.htmx.ajax("GET", here, { target: "#listing", swap: "outerHTML" });
});
