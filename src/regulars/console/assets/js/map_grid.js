// Meridians and parallels, as close as the zoom allows, with their degrees at the edges.
import * as L from "leaflet/dist/leaflet-src.esm.js";

const STEPS = [30, 15, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002];
const PIXELS_APART = 70;
const LINES_MAX = 40;
const ROOM_FOR_PARALLELS = 100;

export function drawGrid(map) {
  const grid = L.layerGroup().addTo(map);
  const redraw = () => {
    grid.clearLayers();
    for (const layer of layers(map)) layer.addTo(grid);
  };
  map.on("moveend", redraw);
  redraw();
}

function* layers(map) {
  const bounds = map.getBounds();
  const step = stepOf(map);
  const digits = Math.max(0, Math.ceil(-Math.log10(step)));
  const [west, east] = [bounds.getWest(), bounds.getEast()];
  const [south, north] = [Math.max(bounds.getSouth(), -85), Math.min(bounds.getNorth(), 85)];
  for (const longitude of stops(west, east, step)) {
    yield line([[south, longitude], [north, longitude]]);
    if (map.latLngToContainerPoint([north, longitude]).x > map.getSize().x - ROOM_FOR_PARALLELS) continue;
    yield label([north, longitude], degrees(wrapped(longitude), digits, "E", "W"), [-3, -3]);
  }
  for (const latitude of stops(south, north, step)) {
    yield line([[latitude, west], [latitude, east]]);
    yield label([latitude, east], degrees(latitude, digits, "N", "S"), [46, 12]);
  }
}

function stepOf(map) {
  const width = map.getBounds().getEast() - map.getBounds().getWest();
  const perPixel = width / map.getSize().x;
  return STEPS.findLast((step) => step / perPixel >= PIXELS_APART) ?? STEPS[0];
}

function stops(from, to, step) {
  const first = Math.ceil(from / step);
  const many = Math.min(Math.floor(to / step) - first + 1, LINES_MAX);
  return Array.from({ length: Math.max(many, 0) }, (_, place) => (first + place) * step);
}

const wrapped = (longitude) => ((((longitude + 180) % 360) + 360) % 360) - 180;

function degrees(value, digits, plus, minus) {
  const side = Math.abs(value) < 1e-9 ? "" : value > 0 ? plus : minus;
  return `${Math.abs(value).toFixed(digits)}°${side}`;
}

const line = (points) => L.polyline(points, { interactive: false, className: "map-grid" });

function label(at, text, iconAnchor) {
  const icon = L.divIcon({ className: "map-degree", html: text, iconSize: null, iconAnchor });
  return L.marker(at, { icon, interactive: false, keyboard: false });
}
