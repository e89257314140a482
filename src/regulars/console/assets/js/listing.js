// Lists by keyboard, and rows that arrive while the list is open.
import { UNASKED } from "./unasked.js";

const ROW = "a.row-link";

document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const here = event.target;
  if (!step || !(here.matches?.(ROW) || here.id === "search")) return;
  const rows = [...document.querySelectorAll(`#listing ${ROW}`)];
  const next = rows.indexOf(here) + step;
  event.preventDefault();
  if (next < 0) document.getElementById("search")?.focus();
  else rows[next]?.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "search" || event.key !== "Escape" || !event.target.value) return;
  event.preventDefault();
  event.target.value = "";
  event.target.dispatchEvent(new Event("input", { bubbles: true }));
});

// On a phone the filters are a strip: the one that is chosen lies in sight.
for (const strip of document.querySelectorAll(".chips-all")) {
  const chosen = [...strip.querySelectorAll('[aria-current="true"].chip')].pop();
  if (!chosen) continue;
  const [one, all] = [chosen.getBoundingClientRect(), strip.getBoundingClientRect()];
  strip.scrollLeft += one.left + one.width / 2 - all.left - all.width / 2;
}

let unseen = 0;

document.addEventListener("regulars:fact", async ({ detail }) => {
  const listing = document.querySelector("#listing[data-arrivals]");
  if (!listing || !detail.name.startsWith("customers.")) return;
  const known = document.getElementById(`customer-${detail.subject_id}`);
  const isNew = detail.name === "customers.registered" && "grows" in listing.dataset;
  if (!known && !isNew) return;
  const row = await ask(listing, detail.subject_id);
  const now = document.getElementById(`customer-${detail.subject_id}`);
  if (now) return row ? replace(now, row) : now.remove();
  if (!row) return;
  // The first customer ever: the empty picture becomes a table.
  if (!document.getElementById("rows")) return location.reload();
  row.classList.add("row-arrives");
  document.getElementById("rows").prepend(row);
  window.htmx.process(row);
  if (scrollY > 160) announce(listing);
});

async function ask(listing, id) {
  const address = `${listing.dataset.arrivals}/${encodeURIComponent(id)}/row${listing.dataset.query}`;
  const answer = await fetch(address, { headers: { "HX-Request": "true", ...UNASKED } });
  if (answer.status !== 200) return null;
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text();
  return holder.content.querySelector("tr");
}

function replace(old, row) {
  const hadFocus = old.contains(document.activeElement);
  old.replaceWith(row);
  window.htmx.process(row);
  if (hadFocus) row.querySelector(ROW)?.focus();
}

function announce(listing) {
  unseen += 1;
  const pill = listing.querySelector("[data-arrivals-pill]");
  const form = new Intl.PluralRules(document.documentElement.lang).select(unseen);
  pill.textContent = pill.dataset[form].replace("#", String(unseen));
  pill.hidden = false;
}

document.addEventListener("click", (event) => {
  const pill = event.target.closest("[data-arrivals-pill]");
  if (!pill) return;
  scrollTo({ top: 0, behavior: "smooth" });
  hide(pill);
});

addEventListener("scroll", () => {
  const pill = document.querySelector("[data-arrivals-pill]:not([hidden])");
  if (pill && scrollY < 40) hide(pill);
}, { passive: true });

function hide(pill) {
  unseen = 0;
  pill.hidden = true;
}

// A customer's own page draws itself again, once nobody is in the middle of something.
let isStale = false;

document.addEventListener("regulars:fact", ({ detail }) => {
  if (document.getElementById("customer")?.dataset.subject !== detail.subject_id) return;
  isStale = true;
  redraw();
});
document.addEventListener("toggle", redraw, true);
document.addEventListener("close", redraw, true);

// Somebody may have opened a menu while the new page was on its way.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "customer" || !isBusy()) return;
  event.detail.shouldSwap = false;
  isStale = true;
});

function redraw() {
  if (!isStale || isBusy()) return;
  isStale = false;
  window.htmx.trigger(document.getElementById("customer"), "refresh");
}

function isBusy() {
  return document.querySelector("dialog[open], details.menu[open]") !== null;
}
