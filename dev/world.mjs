// Draws the world once in the Equal Earth projection: one path and one centre per country, keyed by ISO 3166 numeric.
// node dev/world.mjs TARGET.json. The shapes are Natural Earth's, as world-atlas packs them.
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { geoEqualEarth, geoPath } from "d3-geo";
import { feature } from "topojson-client";

const WIDTH = 1000;
const HEIGHT = 470;
const MARGIN = 4;
const ANTARCTICA = "010";

const require = createRequire(import.meta.url);
const atlas = JSON.parse(readFileSync(require.resolve("world-atlas/countries-110m.json"), "utf8"));
const countries = feature(atlas, atlas.objects.countries).features.filter((one) => one.id !== ANTARCTICA);

// Turned twelve degrees, so that the far east of Russia is not torn off
const projection = geoEqualEarth()
  .rotate([-12, 0])
  .fitExtent([[0, MARGIN], [WIDTH, HEIGHT]], { type: "FeatureCollection", features: countries });
const draw = geoPath(projection).digits(1);

const shapes = {};
for (const country of countries) {
  const key = country.id ?? country.properties.name;
  const [x, y] = draw.centroid(country);
  const drawn = { path: draw(country), centroid: [Math.round(x), Math.round(y)] };
  if (shapes[key]) drawn.path = shapes[key].path + drawn.path;
  shapes[key] = { ...drawn, centroid: shapes[key]?.centroid ?? drawn.centroid };
}
// Countries too small for this scale (Singapore, Hong Kong, Malta …) have no path, but a centre to draw a dot at
const finer = JSON.parse(readFileSync(require.resolve("world-atlas/countries-50m.json"), "utf8"));
for (const country of feature(finer, finer.objects.countries).features) {
  if (country.id === undefined || country.id === ANTARCTICA || shapes[country.id]) continue;
  const [x, y] = draw.centroid(country);
  shapes[country.id] = { path: "", centroid: [Math.round(x), Math.round(y)] };
}

const sorted = Object.fromEntries(Object.entries(shapes).sort(([a], [b]) => a.localeCompare(b)));
writeFileSync(process.argv[2], JSON.stringify({ width: WIDTH, height: HEIGHT, countries: sorted }) + "\n");
