// What has to wait counts down, and can be asked for again at nought. The server counts too.
document.addEventListener("htmx:afterSwap", begin);
document.addEventListener("htmx:oobAfterSwap", begin);
begin();

// The customer pressed Escape on the screen turned around: back to whoever stands at the till.
document.addEventListener("cancel", (event) => {
  const back = event.target.matches?.("dialog.is-turned") && event.target.querySelector(".turned-back");
  if (!back) return;
  event.preventDefault();
  back.click();
}, true);

function begin() {
  for (const button of document.querySelectorAll("[data-counts-down]:not([data-is-counting])")) {
    button.setAttribute("data-is-counting", "");
    count(button, performance.now() + Number(button.dataset.countsDown) * 1000);
  }
}

function count(button, until) {
  if (!button.isConnected) return;
  const left = Math.ceil((until - performance.now()) / 1000);
  const shown = button.querySelector("[data-count]");
  button.disabled = left > 0;
  shown.textContent = left > 0 ? shown.textContent.replace(/[\d٠-٩]+/, numeral(left)) : "";
  if (left > 0) setTimeout(count, 250, button, until);
}

function numeral(many) {
  return new Intl.NumberFormat(document.documentElement.lang, { useGrouping: false, numberingSystem: "latn" }).format(many);
}
