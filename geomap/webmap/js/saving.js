const FORMULA = /^ *[=+\-@\t\r\n＝＋－＠]/;

function cell(value) {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as CSV with a byte order mark, safe to open in a spreadsheet. */
function toCsv(names, rows) {
  const lines = rows.map((values) => values.map(cell).join(","));
  return `\ufeff${[names.join(","), ...lines].join("\r\n")}\r\n`;
}

/** Rows as GeoJSON points; null geometry where the place is unknown. */
function toGeoJson(names, rows) {
  const at = (name) => names.indexOf(name);
  const [id, lon, lat] = ["event_id", "longitude", "latitude"].map(at);
  const features = rows.map((values) => ({
    type: "Feature",
    id: values[id],
    properties: Object.fromEntries(names.map((name, i) => [name, values[i]])),
    geometry:
      values[lon] === null
        ? null
        : { type: "Point", coordinates: [values[lon], values[lat]] },
  }));
  return JSON.stringify({ type: "FeatureCollection", features });
}

const FORMATS = {
  csv: { write: toCsv, type: "text/csv" },
  geojson: { write: toGeoJson, type: "application/geo+json" },
};

/** Let the reader save some rows, with every column, as "csv" or "geojson". */
export async function saveRows(incidents, rows, format) {
  const details = await incidents.columnsOfDetails();
  const names = incidents.order;
  const columns = names.map((name) => incidents.columns[name] ?? details[name]);
  const values = rows.map((row) => columns.map((column) => column.get(row)));
  const { write, type } = FORMATS[format];
  save(write(names, values), `incidents.${format}`, type);
}

function save(text, name, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
