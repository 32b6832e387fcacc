/** Unpack a blob that the page carries; it never leaves the page. */
export async function unpack(name) {
  const text = document.getElementById(`geomap-${name}`).textContent;
  const packed = atob(text);
  const bytes = new Uint8Array(packed.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = packed.charCodeAt(at);
  const gunzip = new DecompressionStream("gzip");
  const writer = gunzip.writable.getWriter();
  writer.write(bytes);
  writer.close();
  return JSON.parse(await new Response(gunzip.readable).text());
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

/** Unpack something once, on first use. */
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
