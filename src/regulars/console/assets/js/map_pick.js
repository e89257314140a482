// The pin of a form: set by a press, dragged, moved by arrow keys, or typed into the two fields.
import * as L from "leaflet/dist/leaflet-src.esm.js";
import { pinIcon } from "./map_pins.js";

const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const PIXELS = 8;
const DIGITS = 6;
const LOCATE_MILLISECONDS = 10_000;

export function followForm(map, place) {
  const field = place.closest("fieldset");
  const inputs = ["latitude", "longitude"].map((name) => field.querySelector(`[name=${name}]`));
  const unpins = field.querySelector("[data-unpins]");
  let pin = null;

  const write = ({ lat, lng }) => {
    const [latitude, longitude] = [lat, L.Util.wrapNum(lng, [-180, 180], true)];
    inputs[0].value = latitude.toFixed(DIGITS);
    inputs[1].value = longitude.toFixed(DIGITS);
  };
  const set = (at, isWritten = true) => {
    if (pin) pin.setLatLng(at);
    else pin = newPin(map, place, at, (moved) => set(moved));
    if (isWritten) write(pin.getLatLng());
    unpins.hidden = false;
  };
  const unset = () => {
    pin?.remove();
    pin = null;
    unpins.hidden = true;
  };

  const typed = typedPoint(inputs);
  if (typed) {
    set(typed, false);
    map.setView(typed, 15, { animate: false });
  }
  map.on("click", (event) => set(event.latlng));
  place.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== place) return;
    event.preventDefault();
    set(map.getCenter());
    pin.getElement().focus();
  });
  for (const input of inputs) {
    input.addEventListener("change", () => {
      const point = typedPoint(inputs);
      if (!point) return unset();
      set(point, false);
      map.panTo(point);
    });
  }
  unpins.addEventListener("click", () => {
    for (const input of inputs) input.value = "";
    unset();
  });
  locates(map, field, set);
}

function newPin(map, place, at, moved) {
  const icon = pinIcon("chosen", place.dataset.icons, "map-pin-chosen");
  const pin = L.marker(at, { icon, draggable: true, autoPan: true, zIndexOffset: 1_000 }).addTo(map);
  pin.getElement().setAttribute("aria-label", place.dataset.sayPin);
  pin.on("dragend", () => moved(pin.getLatLng()));
  pin.getElement().addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const many = event.shiftKey ? PIXELS * 5 : PIXELS;
    const point = map.latLngToContainerPoint(pin.getLatLng()).add(L.point(step).multiplyBy(many));
    const there = map.containerPointToLatLng(point);
    moved(there);
    if (!map.getBounds().pad(-0.05).contains(there)) map.panTo(there);
  });
  return pin;
}

// ٢٣٫٥٨ and 23,58 are places too.
function typedPoint(inputs) {
  const [latitude, longitude] = inputs.map(({ value }) => {
    const plain = value
      .replace(/[\u0660-\u0669]/g, (digit) => digit.charCodeAt(0) - 0x660)
      .replace(/[\u06f0-\u06f9]/g, (digit) => digit.charCodeAt(0) - 0x6f0)
      .replace(/[,٫،]/g, ".")
      .trim();
    return plain === "" ? NaN : Number(plain);
  });
  const isThere = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isThere ? L.latLng(latitude, longitude) : null;
}

function locates(map, field, set) {
  const button = field.querySelector("[data-locates]");
  const fault = field.querySelector("[data-map-fault]");
  if (!navigator.geolocation) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    fault.hidden = true;
    button.disabled = true;
    const done = (said) => {
      button.disabled = false;
      fault.textContent = said ?? "";
      fault.hidden = !said;
    };
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const here = L.latLng(coords.latitude, coords.longitude);
        set(here);
        map.setView(here, 16);
        done();
      },
      ({ code }) => done(code === 1 ? button.dataset.sayRefused : button.dataset.sayFailed),
      { enableHighAccuracy: true, timeout: LOCATE_MILLISECONDS, maximumAge: 30_000 },
    );
  });
}
