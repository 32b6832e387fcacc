/** Unpack a text that the page carries; it never leaves the page. */
async function textOf(name) {
  const packed = atob(document.getElementById(`geomap-${name}`).textContent);
  const bytes = new Uint8Array(packed.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = packed.charCodeAt(at);
  const gunzip = new DecompressionStream("gzip");
  return new Response(new Blob([bytes]).stream().pipeThrough(gunzip)).text();
}

/** Unpack something that the page carries as JSON. */
export async function unpack(name) {
  return JSON.parse(await textOf(name));
}

/** Unpack something that the page carries as lines, each of them JSON. */
export async function unpackLines(name) {
  return (await textOf(name)).split("\n");
}

/** A column of values, stored whole or as distinct values and their places. */
export class Column {
  constructor({ values, distinct, at }) {
    if (distinct) {
      this.distinct = distinct;
      this.at = Uint32Array.from(at);
    } else {
      const seen = new Map();
      this.at = Uint32Array.from(values, (value) => {
        if (!seen.has(value)) seen.set(value, seen.size);
        return seen.get(value);
      });
      this.distinct = [...seen.keys()];
    }
  }

  get(row) {
    return this.distinct[this.at[row]];
  }
}

/** Turn every stored column into a `Column`. */
export function readColumns(stored) {
  return Object.fromEntries(
    Object.entries(stored).map(([name, column]) => [name, new Column(column)]),
  );
}

/** Make something once, on first use. */
export function lazily(make) {
  let made;
  return () => (made ??= make());
}

/** Days since 1970-01-01 of an ISO date, or null. */
export function dayOf(iso) {
  return iso === null ? null : Date.parse(iso) / 86_400_000;
}

/** The ISO date of a day number. */
export function isoOf(day) {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
