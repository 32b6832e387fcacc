import { Canvas } from "./painter.js";
import { worldX, worldY } from "./projection.js";

const COUNTRY_PREC = 6;
const HATCH_PX = 8;
/** With more areas than this in view, or one around it, they are drawn faint. */
const MOST_AREAS = 12;

/** Diagonal lines of one colour, to fill an area with. */
function hatch(context, colour, alpha) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = HATCH_PX;
  const pen = tile.getContext("2d");
  pen.strokeStyle = colour;
  pen.globalAlpha = alpha;
  pen.lineWidth = 1.2;
  for (const shift of [-HATCH_PX, 0, HATCH_PX]) {
    pen.moveTo(shift - 1, HATCH_PX + 1);
    pen.lineTo(shift + HATCH_PX + 1, -1);
  }
  pen.stroke();
  return context.createPattern(tile, "repeat");
}

function isSeamX(points, at) {
  const seam = (x) => x < 1e-6 || x > 1 - 1e-6;
  return seam(points[at]) && seam(points[at - 2]);
}

/**
 * Outlines of areas that incidents are only known to be in: a division dashed
 * and hatched, a country only dashed, and grey and faint where they are told as
 * background; and lines from where deployments came.
 */
export class AreaLayer {
  constructor(map, incidents, styles) {
    Object.assign(this, { map, incidents, styles, areas: [], routes: [] });
    map.createPane("areas").style.zIndex = 350;
    this.canvas = new Canvas((painter) => this.paint(painter), "areas");
  }

  /** Show the areas and routes of these rows. */
  show(rows) {
    const { incidents } = this;
    const areas = new Map();
    this.routes = [];
    for (const row of rows) {
      const placeId = incidents.get("place_id", row);
      if (incidents.isArea(row) && incidents.outlines.has(placeId)) {
        const area = areas.get(placeId) ?? { types: new Set() };
        if (!incidents.isBackground[row])
          area.types.add(incidents.type.get(row));
        area.prec = incidents.prec.get(row);
        areas.set(placeId, area);
      }
      if (incidents.origins[row]) this.routes.push(row);
    }
    this.areas = [...areas].map(([id, { types, prec }]) => ({
      lines: incidents.outlines.get(id),
      isCountry: prec >= COUNTRY_PREC,
      isQuiet: types.size === 0,
      colour: types.size === 1 ? this.styles.of([...types][0]).colour : null,
    }));
    this.areas.sort((a, b) => b.isCountry - a.isCountry);
    if (this.areas.length || this.routes.length) this.canvas.addTo(this.map);
    else this.canvas.remove();
    this.repaint();
  }

  repaint() {
    if (this.map.hasLayer(this.canvas)) this.canvas.repaint();
  }

  /** Where deployments came from, for the labels: as symbols are. */
  named() {
    const { incidents, map } = this;
    return this.routes.map((row) => {
      const [lon, lat] = incidents.origins[row];
      const { x, y } = map.latLngToLayerPoint([lat, lon]);
      const name = incidents.get("origin_location", row);
      return { x, y, r: 6, kind: "area", name };
    });
  }

  paint(painter) {
    const { context } = painter;
    context.lineJoin = "round";
    const seen = this.areas.filter(({ lines }) =>
      lines.some((line) => painter.copies.some((at) => painter.sees(line, at))),
    );
    for (const area of seen)
      this.paintArea(
        painter,
        area,
        seen.length > MOST_AREAS ||
          area.isQuiet ||
          area.lines.some((line) => painter.fills(line)),
      );
    for (const row of this.routes) this.paintRoute(painter, row);
  }

  paintArea(painter, { lines, isCountry, ...area }, isFaint) {
    const { context } = painter;
    const colour = area.colour ?? painter.style("--ink-2");
    painter.trace(lines);
    if (isCountry) {
      context.globalAlpha = isFaint ? 0.03 : 0.07;
      context.fillStyle = colour;
    } else {
      context.fillStyle = hatch(context, colour, isFaint ? 0.2 : 0.55);
    }
    context.fill("evenodd");
    context.globalAlpha = 1;
    painter.trace(lines, isSeamX);
    context.setLineDash([]);
    context.strokeStyle = painter.style("--halo");
    context.lineWidth = isFaint ? 2 : 3.5;
    context.stroke();
    context.setLineDash(isFaint ? [4, 4] : [7, 4]);
    context.strokeStyle = colour;
    context.lineWidth = isFaint ? 1 : 2;
    context.stroke();
  }

  /** A curve from the origin to the symbol, its arrow head half way. */
  paintRoute(painter, row) {
    const { incidents } = this;
    const { context } = painter;
    const [lon, lat] = incidents.origins[row];
    const place = incidents.places[incidents.placeOf[row]];
    if (!place) return;
    const from = [painter.x(worldX(lon)), painter.y(worldY(lat))];
    const to = [painter.x(worldX(place.lon)), painter.y(worldY(place.lat))];
    const bend = 0.18;
    const middle = [
      (from[0] + to[0]) / 2 + (to[1] - from[1]) * bend,
      (from[1] + to[1]) / 2 - (to[0] - from[0]) * bend,
    ];
    const colour = incidents.isBackground[row]
      ? painter.style("--ink-2")
      : this.styles.of(incidents.type.get(row)).colour;
    const draw = (width, tint) => {
      context.lineWidth = width;
      context.strokeStyle = context.fillStyle = tint;
      context.setLineDash(width > 3 ? [] : [2, 5]);
      context.beginPath();
      context.moveTo(...from);
      context.quadraticCurveTo(...middle, ...to);
      context.stroke();
    };
    context.lineCap = "round";
    draw(5, painter.style("--halo"));
    draw(2.5, colour);
    context.setLineDash([]);
    this.paintArrow(painter, [from, middle, to], colour);
    context.beginPath();
    context.arc(...from, 5, 0, 2 * Math.PI);
    context.fillStyle = painter.style("--halo");
    context.fill();
    context.lineWidth = 2;
    context.setLineDash([2, 2]);
    context.strokeStyle = colour;
    context.stroke();
  }

  paintArrow(painter, [from, middle, to], colour) {
    const { context } = painter;
    const half = (at) => (from[at] + 2 * middle[at] + to[at]) / 4;
    const turn = Math.atan2(to[1] - from[1], to[0] - from[0]);
    context.save();
    context.translate(half(0), half(1));
    context.rotate(turn);
    context.beginPath();
    context.moveTo(7, 0);
    context.lineTo(-5, -5.5);
    context.lineTo(-5, 5.5);
    context.closePath();
    context.fillStyle = colour;
    context.strokeStyle = painter.style("--halo");
    context.lineWidth = 1.5;
    context.fill();
    context.stroke();
    context.restore();
  }
}
