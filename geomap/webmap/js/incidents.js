import { dayOf, lazily, readColumns, unpack, unpackLines } from "./data.js";
import { decodeLine } from "./projection.js";

/** At this `where_prec` it was near a town; from the next on, in an area. */
const NEAR_PREC = 2;
const AREA_PREC = 3;

const SEARCHED = [
  "sentence",
  "notes",
  "trigger",
  "aftermath",
  "doc_id",
  "title",
];
const SEARCHED_AT_ONCE = ["location", "admin1", "country", "actor1", "actor2"];

/** How closely a place of a `where_prec` is known; an unknown one is an area. */
export function closeness(prec) {
  if (prec === null || prec >= AREA_PREC) return "area";
  return prec === NEAR_PREC ? "near" : "town";
}

/**
 * Incidents of the page, by row number: those of the map, or others, whose
 * cards stand elsewhere.
 */
export class Incidents {
  constructor(core, cards = "cards") {
    this.size = core.size;
    this.columns = readColumns(core.columns);
    this.order = core.order;
    this.origins = core.origins;
    this.outlines = new Map(
      Object.entries(core.areas).map(([id, rings]) => [
        id,
        rings.map(decodeLine),
      ]),
    );
    this.columnsOfDetails = lazily(async () =>
      readColumns(await unpack("details")),
    );
    this.cards = lazily(() => unpackLines(cards));
    const row = (name) => this.columns[name];
    this.type = row("event_type");
    this.subType = row("sub_event_type");
    this.prec = row("where_prec");
    this.firstDay = this.days("date_start");
    this.lastDay = this.days("date_end");
    this.confidence = Float64Array.from({ length: this.size }, (_, i) =>
      row("confidence").get(i),
    );
    this.isBackground = Uint8Array.from(
      { length: this.size },
      (_, i) => row("record_type").get(i) === "background",
    );
    this.places = this.findPlaces();
  }

  get(name, row) {
    return this.columns[name].get(row);
  }

  days(name) {
    const column = this.columns[name];
    const days = column.distinct.map((iso) => dayOf(iso) ?? NaN);
    return Float64Array.from(column.at, (at) => days[at]);
  }

  /** Those of some rows that sums count: what is told as background is not. */
  reported(rows) {
    return rows.filter((row) => !this.isBackground[row]);
  }

  isMapped(row) {
    return this.get("latitude", row) !== null;
  }

  isArea(row) {
    return this.prec.get(row) >= AREA_PREC;
  }

  /** How closely the place is known: as a "town", "near" one, or an "area". */
  closeness(row) {
    return closeness(this.prec.get(row));
  }

  /** Group the rows by where their symbol stands; areas stand by themselves. */
  findPlaces() {
    const { longitude, latitude, place_id: id, location } = this.columns;
    const places = [];
    const numbers = new Map();
    this.placeOf = new Int32Array(this.size).fill(-1);
    for (let row = 0; row < this.size; row++) {
      if (!this.isMapped(row)) continue;
      const isArea = this.isArea(row);
      const spot =
        longitude.at[row] * latitude.distinct.length + latitude.at[row];
      const key = 2 * spot + isArea;
      let number = numbers.get(key);
      if (number === undefined) {
        number = places.length;
        numbers.set(key, number);
        places.push({
          lon: longitude.get(row),
          lat: latitude.get(row),
          isArea,
          id: id.get(row),
          name: location.get(row),
        });
      }
      this.placeOf[row] = number;
    }
    return places;
  }

  /** The text a search looks through, in lower case, one string a row. */
  async searchText() {
    this.searched ??= this.columnsOfDetails().then((columns) => {
      const found = [
        ...SEARCHED.map((name) => columns[name]),
        ...SEARCHED_AT_ONCE.map((name) => this.columns[name]),
      ];
      return Array.from({ length: this.size }, (_, row) =>
        found
          .map((column) => column.get(row) ?? "")
          .join("\n")
          .toLocaleLowerCase(),
      );
    });
    return this.searched;
  }
}
