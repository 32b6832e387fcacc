import { Canvas } from "./painter.js";
import { worldX, worldY } from "./projection.js";

const DIVISION_ZOOM = 5;
/** A division is named once it is about this many pixels wide. */
const DIVISION_WIDTH_PX = 90;
const COUNTRY_ZOOM_END = 8;
const GAP_PX = [5, 2];
/** How far a country's name may move up or down to make room. */
const SHIFTS_PX = [0, -20, 20];
const HEIGHT_PX = 14;

const STYLES = {
  incident: { font: "600 12.5px", colour: "--ink", spacing: "0px" },
  area: { font: "italic 600 12.5px", colour: "--ink", spacing: "0px" },
  country: { font: "600 12px", colour: "--country-label", spacing: "1.6px" },
  number: { font: "700 12px", colour: "--ink", spacing: "0px" },
  capital: { font: "400 12px", colour: "--ink", spacing: "0px" },
  town: { font: "400 11px", colour: "--town-label", spacing: "0px" },
  division: {
    font: "italic 400 11px",
    colour: "--division-label",
    spacing: "0.4px",
  },
};
const CENTRED = new Set(["country", "division", "number"]);

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

function isInside([left, top, right, bottom], { min, max }) {
  return left > min.x && right < max.x && top > min.y && bottom < max.y;
}

/** The boxes a label may take: areas' centred, others beside what they name. */
function* boxesFor(kind, x, y, r, width) {
  const half = HEIGHT_PX / 2;
  const beside = r + GAP_PX[0] + 1;
  if (CENTRED.has(kind)) {
    const shifts = kind === "number" ? [0] : SHIFTS_PX;
    for (const up of shifts)
      yield [x - width / 2, y + up - half, x + width / 2, y + up + half];
    return;
  }
  yield [x + beside, y - half, x + beside + width, y + half];
  yield [x - beside - width, y - half, x - beside, y + half];
  yield [x - width / 2, y - beside - HEIGHT_PX, x + width / 2, y - beside];
  yield [x - width / 2, y + beside, x + width / 2, y + beside + HEIGHT_PX];
}

/** Boxes of the map's own controls, in layer pixels. */
function controlBoxes(map) {
  const container = map.getContainer();
  const { left, top } = container.getBoundingClientRect();
  const shift = map.containerPointToLayerPoint([-left, -top]);
  return [...container.querySelectorAll(".leaflet-control")].map((control) => {
    const box = control.getBoundingClientRect();
    return [
      box.left + shift.x,
      box.top + shift.y,
      box.right + shift.x,
      box.bottom + shift.y,
    ];
  });
}

/**
 * Names of incidents' places, countries, divisions and towns. None overlaps
 * another, a symbol or a control, or is cut by the map's edge: `symbols()` are their centres in layer pixels, their
 * radius, and their name where one place has one.
 */
export function addLabels(map, basemap, symbols) {
  const stored = {
    countries: basemap.country_labels.map(placed),
    divisions: basemap.division_labels.map(placed),
    towns: basemap.towns.map(placed),
  };
  const paint = (painter) => {
    const { context } = painter;
    const shown = symbols();
    const taken = [
      ...controlBoxes(map),
      ...shown
        .filter(({ r }) => r > 0)
        .map(({ x, y, r }) => [x - r, y - r, x + r, y + r]),
    ];
    context.textBaseline = "middle";
    context.lineJoin = "round";
    const named = new Set();
    for (const { name, kind, x, y, r } of shown)
      if (name && paintName(painter, { name, kind, r }, x, y, taken))
        named.add(name);
    for (const label of wanted(stored, painter.zoom))
      if (!CENTRED.has(label.kind) || !named.has(label.name))
        for (const copy of painter.copies)
          paintLabel(painter, label, copy, taken);
  };
  return new Canvas(paint, "labels").addTo(map);
}

function paintLabel(painter, label, copy, taken) {
  const x = painter.x(label.x, copy);
  const y = painter.y(label.y);
  if (!painter.view.contains([x, y])) return;
  const dot = [x - 3, y - 3, x + 3, y + 3];
  const hasDot = !CENTRED.has(label.kind);
  if (hasDot && taken.some((other) => overlaps(dot, other))) return;
  const shown = { ...label, r: 0 };
  if (label.kind === "country") shown.name = label.name.toUpperCase();
  if (!paintName(painter, shown, x, y, taken) || !hasDot) return;
  taken.push(dot);
  paintDot(painter.context, x, y, label.kind === "capital");
}

/** Widths of names by kind, which take long to measure. */
const widths = new Map();

function useFont(painter, kind) {
  const { font, spacing } = STYLES[kind];
  painter.context.font = `${font} ${painter.style("--font")}`;
  painter.context.letterSpacing = spacing;
}

function widthOf(painter, kind, name) {
  const key = `${kind} ${name}`;
  if (!widths.has(key)) {
    useFont(painter, kind);
    widths.set(key, painter.context.measureText(name).width);
  }
  return widths.get(key);
}

/** Write a name where there is room, and tell whether there was. */
function paintName(painter, { name, kind, r }, x, y, taken) {
  const { context } = painter;
  const width = widthOf(painter, kind, name);
  for (const box of boxesFor(kind, x, y, r, width)) {
    const [dx, dy] = GAP_PX;
    const room = [box[0] - dx, box[1] - dy, box[2] + dx, box[3] + dy];
    if (!isInside(room, painter.view)) continue;
    if (taken.some((other) => overlaps(room, other))) continue;
    taken.push(room);
    useFont(painter, kind);
    context.fillStyle = painter.style(STYLES[kind].colour);
    context.strokeStyle = painter.style("--halo");
    context.lineWidth = 3;
    context.strokeText(name, box[0], (box[1] + box[3]) / 2);
    context.fillText(name, box[0], (box[1] + box[3]) / 2);
    return true;
  }
  return false;
}

function paintDot(context, x, y, isCapital) {
  context.beginPath();
  context.arc(x, y, isCapital ? 2.6 : 1.7, 0, 2 * Math.PI);
  context.lineWidth = 1.5;
  context.stroke();
  context.fill();
}
