/** Side of the world at zoom 0, in pixels. */
export const TILE = 256;

/** Longitude as a share of the world's width, from 0 to 1. */
export function worldX(lon) {
  return (lon + 180) / 360;
}

/** Latitude as a share of the world's height (Web Mercator), from 0 to 1. */
export function worldY(lat) {
  const held = Math.max(-85.05, Math.min(85.05, lat));
  const sin = Math.sin((held * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}

/** Degrees of one stored step. */
const SCALE = 0.01;

/** A stored line as projected x, y in turn, with the box around it. */
export function decodeLine(steps) {
  const points = new Float32Array(steps.length);
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  let lon = 0;
  let lat = 0;
  for (let at = 0; at < steps.length; at += 2) {
    lon += steps[at];
    lat += steps[at + 1];
    const x = worldX(lon * SCALE);
    const y = worldY(lat * SCALE);
    points[at] = x;
    points[at + 1] = y;
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return { points, box };
}

function latOf(y) {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

/** The line with the largest box, such as the mainland among islands. */
export function largest(lines) {
  const size = ({ box: [west, north, east, south] }) =>
    (east - west) * (south - north);
  return lines.reduce((a, b) => (size(b) > size(a) ? b : a));
}

/** Opposite corners of a projected line, as latitude, longitude. */
export function corners({ box: [west, north, east, south] }) {
  return [
    [latOf(south), west * 360 - 180],
    [latOf(north), east * 360 - 180],
  ];
}
