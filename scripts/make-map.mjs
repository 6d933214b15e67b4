// Writes app/src/ground/countries/map.json: land without borders and a place for each country's circle, whole pixels,
// in the Equal Earth projection. Natural Earth (public domain) by way of world-atlas: 1:110 million for land, which has no
// small island States; their places come from 1:50 million, and the few that even that lacks are written below.
//   node scripts/make-map.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { geoArea, geoCentroid, geoEqualEarth, geoPath } from "d3-geo";
import { feature } from "topojson-client";

const [width, height] = [680, 332];
const here = (path) => new URL(path, import.meta.url);
const json = (path) => JSON.parse(readFileSync(here(path), "utf8"));
const atlas = (name) => json(`../node_modules/world-atlas/${name}.json`);
const { countries } = json("../app/src/ground/countries/table.json");

const southernmost = -58; // Antarctica has no countries, and a third of the height
const frame = { type: "MultiPoint", coordinates: [[-168.99, 0], [190.99, 0], [0, 84], [0, southernmost]] };
const projection = geoEqualEarth().rotate([-11, 0]).fitExtent([[2, 2], [width - 2, height - 2]], frame);

/** Longitude and latitude of what 1:50 million leaves out, or draws so wide that its middle is at sea. */
const places = { TV: [179.2, -8.5], TK: [-171.8, -9.2], GI: [-5.35, 36.14], GF: [-53.1, 3.9], GP: [-61.55, 16.25], MQ: [-61, 14.65], RE: [55.5, -21.1], YT: [45.15, -12.8], BQ: [-68.27, 12.18], BV: [3.4, -54.4], CC: [96.87, -12.16], CX: [105.69, -10.49], SJ: [16, 78.6], UM: [166.6, 19.3], KI: [173, 1.4], FJ: [178, -17.8] };

/** A small ring wound the other way would count as all the rest of the globe. */
const areaOf = (piece) => Math.min(geoArea(piece), 4 * Math.PI - geoArea(piece));
/** The middle of a country's largest piece: France is not drawn halfway to Guiana. */
function middleOf({ geometry }) {
  if (geometry.type !== "MultiPolygon") return geoCentroid(geometry);
  const pieces = geometry.coordinates.map((it) => ({ type: "Polygon", coordinates: it }));
  return geoCentroid(pieces.toSorted((a, b) => areaOf(b) - areaOf(a))[0]);
}

/** Whole pixels, relative steps, no piece smaller than a dot, no Antarctica. */
function landPath() {
  const [, south] = projection([0, -56]);
  const { land } = atlas("land-110m").objects;
  const shapes = feature(atlas("land-110m"), land);
  const rings = [];
  const path = geoPath(projection)(shapes);
  for (const ring of path.split("M").filter(Boolean)) {
    const points = ring.replace("Z", "").split("L").map((it) => it.split(",").map(Number)).map(([x, y]) => [Math.round(x), Math.round(y)]);
    const kept = points.filter(([x, y], index) => index === 0 || x !== points[index - 1][0] || y !== points[index - 1][1]);
    if (kept.length > 3 && kept.some(([, y]) => y < south)) rings.push(kept);
  }
  return rings.map(ringPath).join("");
}

function ringPath(ring) {
  let [x, y] = ring[0];
  const steps = ring.slice(1).map(([nextX, nextY]) => {
    const step = [nextX - x, nextY - y];
    [x, y] = [nextX, nextY];
    return step;
  });
  const numbers = steps.flat().map((it, index) => (index > 0 && it >= 0 ? ` ${it}` : String(it))).join("");
  return `M${ring[0].join(" ")}l${numbers}z`;
}

const shapes = new Map(feature(atlas("countries-50m"), atlas("countries-50m").objects.countries).features.filter((it) => it.id).toSorted((a, b) => geoArea(a) - geoArea(b)).map((it) => [it.id, it]));
const missing = [];
const spots = {};
for (const { code, m49 } of countries) {
  const at = places[code] ?? (shapes.has(m49) ? middleOf(shapes.get(m49)) : null);
  if (!at || at[1] < southernmost) missing.push(code);
  else spots[code] = projection(at).map(Math.round);
}
const map = { width, height, land: landPath(), places: spots };
writeFileSync(here("../app/src/ground/countries/map.json"), `${JSON.stringify(map).replaceAll('"places":{', '\n"places":{')}\n`);
console.log(`land ${map.land.length} characters, ${Object.keys(spots).length} places; without one: ${missing.join(" ")}`);
