import { style } from "./basemap.js";
import { Canvas } from "./painter.js";
import { worldX, worldY } from "./projection.js";

const DIVISION_ZOOM = 5;
/** A division is named once it is about this many pixels wide. */
const DIVISION_WIDTH_PX = 90;
const COUNTRY_ZOOM_END = 8;
const GAP_PX = 3;

const STYLES = {
  country: { font: "600 12px", colour: "--country-label", spacing: "0.12em" },
  capital: { font: "600 12px", colour: "--town-label", spacing: "0" },
  town: { font: "400 11.5px", colour: "--town-label", spacing: "0" },
  division: { font: "italic 400 11px", colour: "--division-label", spacing: "0.04em" },
};

function placed([name, lon, lat, ...rest]) {
  return { name, x: worldX(lon), y: worldY(lat), rest };
}

/** Labels in order of importance at a zoom: those first drawn keep their room. */
function wanted(stored, zoom) {
  const countries =
    zoom < COUNTRY_ZOOM_END
      ? stored.countries
          .filter(({ rest }) => rest[0] <= zoom)
          .map((label) => ({ ...label, kind: "country" }))
      : [];
  const towns = stored.towns
    .filter(({ rest }) => rest[0] <= zoom)
    .map((label) => ({ ...label, kind: label.rest[1] ? "capital" : "town" }));
  const pixels = (256 * 2 ** zoom) / 360;
  const divisions =
    zoom >= DIVISION_ZOOM
      ? stored.divisions
          .filter(({ rest }) => Math.sqrt(rest[0]) * pixels > DIVISION_WIDTH_PX)
          .map((label) => ({ ...label, kind: "division" }))
      : [];
  const capitals = towns.filter(({ kind }) => kind === "capital");
  const others = towns.filter(({ kind }) => kind === "town");
  return [...countries, ...capitals, ...divisions, ...others];
}

function overlaps(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

/** The boxes a label may take: countries centred, towns beside their dot. */
function* boxesFor(kind, x, y, width, height) {
  const half = height / 2;
  if (kind === "country" || kind === "division") {
    yield [x - width / 2, y - half, x + width / 2, y + half];
    return;
  }
  yield [x + 5, y - half, x + 5 + width, y + half];
  yield [x - 5 - width, y - half, x - 5, y + half];
  yield [x - width / 2, y - height - 4, x + width / 2, y - 4];
  yield [x - width / 2, y + 4, x + width / 2, y + 4 + height];
}

/**
 * Names of countries, divisions and towns. None overlaps another, nor any of
 * the `obstacles()`: boxes west, north, east, south in layer pixels.
 */
export function addLabels(map, basemap, obstacles) {
  const stored = {
    countries: basemap.country_labels.map(placed),
    divisions: basemap.division_labels.map(placed),
    towns: basemap.towns.map(placed),
  };
  const paint = (painter) => {
    const { context } = painter;
    const taken = obstacles();
    context.textBaseline = "middle";
    context.lineJoin = "round";
    for (const label of wanted(stored, painter.zoom))
      for (const copy of painter.copies)
        paintOne(painter, label, copy, taken);
  };
  return new Canvas(paint, "labels").addTo(map);
}

function paintOne(painter, label, copy, taken) {
  const { context, bounds } = painter;
  const x = painter.x(label.x, copy);
  const y = painter.y(label.y);
  if (!bounds.contains([x, y])) return;
  const { font, colour, spacing } = STYLES[label.kind];
  const name = label.kind === "country" ? label.name.toUpperCase() : label.name;
  context.font = `${font} ${style("--font")}`;
  context.letterSpacing = spacing;
  const width = context.measureText(name).width;
  for (const box of boxesFor(label.kind, x, y, width, 14)) {
    const room = [box[0] - GAP_PX, box[1] - 1, box[2] + GAP_PX, box[3] + 1];
    if (taken.some((other) => overlaps(room, other))) continue;
    taken.push(room);
    context.fillStyle = style(colour);
    context.strokeStyle = style("--halo");
    context.lineWidth = 3;
    context.strokeText(name, box[0], (box[1] + box[3]) / 2);
    context.fillText(name, box[0], (box[1] + box[3]) / 2);
    if (label.kind === "town" || label.kind === "capital") {
      taken.push([x - 3, y - 3, x + 3, y + 3]);
      paintDot(context, x, y, label.kind === "capital");
    }
    return;
  }
}

function paintDot(context, x, y, isCapital) {
  context.beginPath();
  context.arc(x, y, isCapital ? 2.6 : 1.8, 0, 2 * Math.PI);
  context.lineWidth = 1.5;
  context.stroke();
  context.fill();
}
