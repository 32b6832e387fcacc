import { Canvas } from "./painter.js";
import { decodeLine } from "./projection.js";

const DIVISION_ZOOM = 4;
const RIVER_WIDTH_ZOOM = 5;

/** An edge along the antimeridian or the pole is where the map ends: no coast. */
function isSeam(points, at) {
  const seam = (x) => x < 1e-6 || x > 1 - 1e-6;
  return (
    (seam(points[at]) && seam(points[at - 2])) ||
    (points[at + 1] > 0.99 && points[at - 1] > 0.99)
  );
}

/** Land, water and borders, below everything else. */
export function addBasemap(map, stored) {
  const land = stored.land.map(decodeLine);
  const lakes = stored.lakes.map(decodeLine);
  const rivers = stored.rivers.map(([zoom, line]) => [zoom, decodeLine(line)]);
  const borders = stored.borders.map(decodeLine);
  const divisions = stored.divisions.map(decodeLine);

  const paint = (painter) => {
    const { context, zoom } = painter;
    const { min, max } = painter.bounds;
    const stroke = (colour, width, dash = []) => {
      context.strokeStyle = painter.style(colour);
      context.lineWidth = width;
      context.setLineDash(dash);
      context.stroke();
    };
    context.lineJoin = context.lineCap = "round";
    context.fillStyle = painter.style("--sea");
    context.fillRect(min.x, min.y, max.x - min.x, max.y - min.y);
    painter.trace(land);
    context.fillStyle = painter.style("--land");
    context.fill("evenodd");
    painter.trace(
      rivers.filter(([first]) => first <= zoom).map(([, line]) => line),
    );
    stroke("--river", zoom < RIVER_WIDTH_ZOOM ? 0.6 : 1);
    painter.trace(lakes);
    context.fillStyle = painter.style("--sea");
    context.fill("evenodd");
    stroke("--coast", 0.5);
    if (zoom >= DIVISION_ZOOM) {
      painter.trace(divisions);
      stroke("--division", zoom < 6 ? 0.6 : 0.9);
    }
    painter.trace(land, isSeam);
    stroke("--coast", 0.7);
    painter.trace(borders);
    stroke("--border", zoom < 5 ? 1 : 1.4);
  };
  return new Canvas(paint, "tilePane").addTo(map);
}
