// Pins drawn as SVG with a sign of the icon sheet inside.
import * as L from "leaflet/dist/leaflet-src.esm.js";

const SIGNS = { home: "house", work: "briefcase", other: "map-pin", branch: "store", chosen: "map-pin" };
const DROP = "M16 41C16 41 2 25.5 2 15.5a14 14 0 1 1 28 0C30 25.5 16 41 16 41z";

export function pinIcon(kind, sheet, look) {
  const sign = `<use href="${sheet}#${SIGNS[kind] ?? "map-pin"}" x="8.5" y="8" width="15" height="15"/>`;
  return L.divIcon({
    className: `map-pin ${look}`,
    html: `<svg viewBox="0 0 32 42" aria-hidden="true"><path class="map-drop" d="${DROP}"/>${sign}</svg>`,
    iconSize: [30, 39],
    iconAnchor: [15, 38],
  });
}
