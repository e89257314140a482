// Land and borders for maps without tiles: the Gulf in detail, the rest of the world coarsely.
import { readFileSync } from "node:fs";
import { feature, mesh } from "topojson-client";

// West, south, east, north. Round it everything is drawn from the coarse file.
export const NEAR = [34, 10, 64, 34];

export function lands(packages) {
  const read = (name) => JSON.parse(readFileSync(packages.resolve(`world-atlas/${name}.json`), "utf8"));
  return {
    "map-near.json": drawn(read("countries-10m"), NEAR, 3),
    "map-world.json": drawn(read("countries-110m"), [-180, -90, 180, 90], 1),
  };
}

function drawn(topology, box, digits) {
  const round = ([x, y]) => [Number(y.toFixed(digits)), Number(x.toFixed(digits))];
  const land = feature(topology, topology.objects.land);
  const shapes = (land.type === "FeatureCollection" ? land.features : [land]).map((one) => one.geometry);
  const polygons = shapes.flatMap(({ type, coordinates }) => (type === "Polygon" ? [coordinates] : coordinates));
  const rings = polygons
    .map((polygon) => polygon.map((ring) => thinned(clippedRing(ring, box).map(round))).filter((ring) => ring.length > 3))
    .filter((polygon) => polygon.length);
  const borders = mesh(topology, topology.objects.countries, (one, other) => one !== other).coordinates
    .flatMap((line) => clippedLine(line, box))
    .map((line) => thinned(line.map(round)));
  return { box, land: rings, borders };
}

function thinned(points) {
  return points.filter((point, place) => !place || point[0] !== points[place - 1][0] || point[1] !== points[place - 1][1]);
}

// Sutherland and Hodgman: against one edge of the box after the other.
function clippedRing(ring, [west, south, east, north]) {
  const edges = [[0, west, 1], [0, east, -1], [1, south, 1], [1, north, -1]];
  return edges.reduce((points, [axis, limit, sign]) => {
    const isIn = (point) => (point[axis] - limit) * sign >= 0;
    return points.flatMap((point, place) => {
      const before = points[(place || points.length) - 1];
      const crossed = isIn(before) === isIn(point) ? [] : [between(before, point, axis, limit)];
      return isIn(point) ? [...crossed, point] : crossed;
    });
  }, ring);
}

function between(one, other, axis, limit) {
  const part = (limit - one[axis]) / (other[axis] - one[axis]);
  return [one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part];
}

function clippedLine(line, [west, south, east, north]) {
  const pieces = [[]];
  for (const point of line) {
    const isIn = point[0] >= west && point[0] <= east && point[1] >= south && point[1] <= north;
    if (isIn) pieces.at(-1).push(point);
    else if (pieces.at(-1).length) pieces.push([]);
  }
  return pieces.filter((piece) => piece.length > 1);
}
