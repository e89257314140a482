// Fetches the map's own script and style once a page has a map, also one that arrives in a dialog.
document.documentElement.classList.add("scripted");
document.addEventListener("htmx:afterSwap", draw);
draw();

async function draw() {
  for (const place of document.querySelectorAll("[data-map]:not([data-drawn])")) {
    place.setAttribute("data-drawn", "");
    dress(place.dataset.sheet);
    const { show } = await import(place.dataset.script);
    show(place);
  }
}

function dress(address) {
  if (document.querySelector(`link[href="${address}"]`)) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  document.head.append(link);
}
