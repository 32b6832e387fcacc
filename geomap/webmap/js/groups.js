import { TILE, worldX, worldY } from "./projection.js";

const GAP_PX = 3;
/** Places this close are one symbol before any circle is compared. */
const NEAR_PX = 16;
const BUCKET_PX = 96;
/** More cells than any map has from north to south. */
const ROW = 2 ** 24;

/** Radius in pixels of a symbol that stands for `n` incidents. */
export function radius(n) {
  return n === 1 ? 13 : Math.min(38, 14 + 5.5 * Math.log10(n));
}

/**
 * Gather places into groups whose circles do not touch at a zoom.
 *
 * `weights` holds how many incidents each place shows; places with none are
 * left out. A group stands at the mean of its places, weighted by incidents.
 */
export function gather(places, weights, zoom) {
  let groups = byCell(places, weights, TILE * 2 ** zoom);
  for (;;) {
    const merged = mergeTouching(groups);
    if (merged.length === groups.length) return merged;
    groups = merged;
  }
}

function byCell(places, weights, size) {
  const cells = new Map();
  places.forEach((place, number) => {
    const n = weights[number];
    if (!n) return;
    const x = worldX(place.lon) * size;
    const y = worldY(place.lat) * size;
    const key = Math.floor(x / NEAR_PX) * ROW + Math.floor(y / NEAR_PX);
    const one = { x, y, n, members: [number], r: radius(n) };
    const other = cells.get(key);
    if (other) absorb(other, one);
    else cells.set(key, one);
  });
  return [...cells.values()];
}

function absorb(group, other) {
  const n = group.n + other.n;
  group.x = (group.x * group.n + other.x * other.n) / n;
  group.y = (group.y * group.n + other.y * other.n) / n;
  group.n = n;
  group.r = radius(n);
  for (const member of other.members) group.members.push(member);
}

/** One pass: the largest first, each group takes in those it touches. */
function mergeTouching(groups) {
  const buckets = new Map();
  const bucket = (x, y) => Math.floor(x) * ROW + Math.floor(y);
  for (const group of groups) {
    const key = bucket(group.x / BUCKET_PX, group.y / BUCKET_PX);
    if (!buckets.has(key)) buckets.set(key, []);
    buckets.get(key).push(group);
  }
  const gone = new Set();
  const done = new Set();
  const sorted = groups.toSorted((a, b) => b.n - a.n || a.x - b.x || a.y - b.y);
  for (const group of sorted) {
    if (gone.has(group)) continue;
    done.add(group);
    for (const other of around(buckets, bucket, group)) {
      const far = Math.hypot(group.x - other.x, group.y - other.y);
      if (done.has(other) || gone.has(other)) continue;
      if (far > group.r + other.r + GAP_PX) continue;
      gone.add(other);
      absorb(group, other);
    }
  }
  return sorted.filter((group) => !gone.has(group));
}

function around(buckets, bucket, { x, y }) {
  return [-1, 0, 1].flatMap((dx) =>
    [-1, 0, 1].flatMap(
      (dy) => buckets.get(bucket(x / BUCKET_PX + dx, y / BUCKET_PX + dy)) ?? [],
    ),
  );
}
