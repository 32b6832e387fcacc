import { count } from "./words.js";

/** Up to this `where_prec` a place lies in one division (admin1). */
const DIVISION_PREC = 4;
const MOST_CLASSES = 5;

/** What divisions can be shaded by: a number of each tally. */
export const MEASURES = new Map([
  ["incidents", ({ rows }) => rows.length],
  ["fatalities", ({ killed }) => killed],
]);

/**
 * Incidents of each division, and of each country those known no closer: the
 * latter have no name, those without any place no country either. They are
 * counted, never spread over the country's divisions.
 */
export function tallied(incidents, rows) {
  const { country, admin1, fatalities } = incidents.columns;
  const names = admin1.distinct.length;
  const tallies = new Map();
  for (const row of rows) {
    const isKnown = (incidents.prec.get(row) ?? Infinity) <= DIVISION_PREC;
    const name = isKnown ? admin1.get(row) : null;
    const key =
      country.at[row] * (names + 1) + (name === null ? names : admin1.at[row]);
    let tally = tallies.get(key);
    if (!tally) {
      tally = { country: country.get(row), name, rows: [], killed: 0 };
      tallies.set(key, tally);
    }
    tally.rows.push(row);
    tally.killed += fatalities.get(row) ?? 0;
  }
  return [...tallies.values()];
}

/** A number with one digit that is not zero. */
function rounded(n) {
  const unit = 10 ** Math.floor(Math.log10(n));
  return Math.round(n / unit) * unit;
}

/**
 * The least value of each class, from 1 on. Classes grow by one factor up to
 * the largest value, since most divisions hold few incidents and a few many.
 */
export function breaksOf(values) {
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  if (most < 1) return [];
  const classes = Array.from({ length: MOST_CLASSES }, (_, at) =>
    rounded(most ** (at / MOST_CLASSES)),
  );
  return [...new Set(classes)];
}

/** Which class a value of at least 1 belongs to. */
export function classOf(breaks, value) {
  return breaks.findLastIndex((least) => value >= least);
}

/** A class as "1–4", and the last as "≥5". */
export function classWords(breaks, at) {
  if (at === breaks.length - 1) return `≥${count(breaks[at])}`;
  const last = breaks[at + 1] - 1;
  return last === breaks[at]
    ? count(last)
    : `${count(breaks[at])}–${count(last)}`;
}
