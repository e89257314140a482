// A map without tiles: land, borders, a grid, a scale and pins; and a pin that somebody sets.
import * as L from "leaflet/dist/leaflet-src.esm.js";
import { drawGrid } from "./map_grid.js";
import { followForm } from "./map_pick.js";
import { pinIcon } from "./map_pins.js";

const Scale = L.Control.Scale.extend({
  _updateScale(line, text, ratio) {
    const said = text.replace(/[a-z]+$/, (unit) => this.options.words[unit] ?? unit);
    L.Control.Scale.prototype._updateScale.call(this, line, said, ratio);
  },
});
const MUSCAT = [23.588, 58.383];
const files = new Map();

export async function show(place) {
  const map = L.map(place, {
    attributionControl: false,
    zoomControl: false,
    minZoom: 2,
    maxZoom: 18,
    zoomSnap: 0.5,
    worldCopyJump: true,
    scrollWheelZoom: false,
  });
  const { sayZoomIn, sayZoomOut, sayMetres, sayKilometres } = place.dataset;
  L.control.zoom({ zoomInTitle: sayZoomIn, zoomOutTitle: sayZoomOut }).addTo(map);
  new Scale({ imperial: false, words: { km: sayKilometres, m: sayMetres } }).addTo(map);
  // The wheel turns the page, unless somebody is at work in the map.
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());

  const bounds = addPins(map, place);
  if (bounds.length > 1) map.fitBounds(bounds, { padding: [36, 36], maxZoom: 14, animate: false });
  else map.setView(bounds[0] ?? MUSCAT, bounds.length ? 13 : 8, { animate: false });
  if ("picks" in place.dataset) followForm(map, place);

  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(place);
  const [world, near] = await Promise.all([land(place.dataset.world), land(place.dataset.near)]);
  if (!place.isConnected) return;
  drawLand(map, world, near);
  drawGrid(map);
}

function addPins(map, place) {
  const pins = JSON.parse(place.dataset.pins);
  for (const [latitude, longitude, kind, name, id, isDefault] of pins) {
    const icon = pinIcon(kind, place.dataset.icons, isDefault ? "map-pin-default" : `map-pin-${kind}`);
    // Where a pin is set, the others are in nobody's way.
    const interactive = !("picks" in place.dataset);
    const marker = L.marker([latitude, longitude], { icon, interactive, keyboard: interactive });
    const [told, what] = interactive ? ["aria-label", name] : ["aria-hidden", "true"];
    marker.on("add", () => marker.getElement().setAttribute(told, what));
    marker.bindTooltip(words(name), { direction: "top", offset: [0, -36] }).addTo(map);
    const card = id && document.getElementById(`address-${id}`);
    if (card) linkToCard(marker, card);
  }
  return pins.map(([latitude, longitude]) => [latitude, longitude]);
}

function linkToCard(marker, card) {
  marker.on("click keypress", () => {
    document.querySelector(".address-chosen")?.classList.remove("address-chosen");
    card.classList.add("address-chosen");
    card.scrollIntoView({ block: "nearest", behavior: "smooth" });
  });
}

// As text: a name may hold anything.
function words(name) {
  const line = document.createElement("span");
  line.textContent = name;
  return line;
}

function land(address) {
  if (!files.has(address)) files.set(address, fetch(address).then((answer) => answer.json()));
  return files.get(address);
}

function drawLand(map, world, near) {
  const [west, south, east, north] = near.box;
  const still = { interactive: false, smoothFactor: 0.5, fillOpacity: 1 };
  L.polygon(world.land, { ...still, className: "map-land" }).addTo(map);
  L.polyline(world.borders, { ...still, className: "map-border" }).addTo(map);
  // Where it is drawn finely, the coarse coast would show beside the fine one.
  L.rectangle([[south, west], [north, east]], { ...still, className: "map-sea" }).addTo(map);
  L.polygon(near.land, { ...still, className: "map-land" }).addTo(map);
  L.polyline(near.borders, { ...still, className: "map-border" }).addTo(map);
}
