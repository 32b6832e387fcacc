/**
 * One predicate behind everything the page shows. Each facet may refuse a row;
 * a row is shown when none does, and counted in a facet's own list when no
 * OTHER facet refuses it, so that the list says what a click would bring.
 */
export const FACETS = [
  "types",
  "subTypes",
  "precisions",
  "actor",
  "place",
  "source",
  "confidence",
  "fatal",
  "background",
  "dates",
  "text",
];

/** What is chosen when nothing is filtered, nor any division shaded. */
export function unfiltered() {
  return {
    hiddenTypes: new Set(),
    hiddenSubTypes: new Set(),
    hiddenPrecisions: new Set(),
    actor: "",
    country: "",
    admin1: "",
    source: "",
    confidence: 0,
    fatal: false,
    background: true,
    from: null,
    to: null,
    undated: true,
    text: "",
    shade: "",
  };
}

/** The texts of a list that the data hold as one text. */
export function listed(text) {
  return text === null ? [] : text.split("; ");
}

/** The facets' tests for one choice; each tells whether a row is refused. */
function refusals(incidents, choice, texts) {
  const { columns } = incidents;
  const hides = (hidden, column) => {
    const refused = column.distinct.map((value) => hidden.has(value));
    return hidden.size ? (row) => refused[column.at[row]] : null;
  };
  const differs = (value, ...names) =>
    value === ""
      ? null
      : (row) => names.every((name) => columns[name].get(row) !== value);
  const lacks = (value, name) => {
    const lacking = columns[name].distinct.map(
      (list) => !listed(list).includes(value),
    );
    return value === "" ? null : (row) => lacking[columns[name].at[row]];
  };
  const either = (...tests) => {
    const active = tests.filter(Boolean);
    return active.length ? (row) => active.some((test) => test(row)) : null;
  };
  const words = choice.text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return {
    types: hides(choice.hiddenTypes, incidents.type),
    subTypes: hides(choice.hiddenSubTypes, incidents.subType),
    precisions: hides(choice.hiddenPrecisions, incidents.prec),
    actor: differs(choice.actor, "actor1", "actor2"),
    place: either(
      differs(choice.country, "country"),
      differs(choice.admin1, "admin1"),
    ),
    source: lacks(choice.source, "source"),
    confidence: choice.confidence
      ? (row) => incidents.confidence[row] < choice.confidence
      : null,
    fatal: choice.fatal ? (row) => !columns.fatalities.get(row) : null,
    background: choice.background ? null : (row) => incidents.isBackground[row],
    dates: either(
      choice.undated ? null : (row) => Number.isNaN(incidents.lastDay[row]),
      choice.from === null
        ? null
        : (row) => incidents.lastDay[row] < choice.from,
      choice.to === null ? null : (row) => incidents.firstDay[row] > choice.to,
    ),
    text:
      words.length && texts
        ? (row) => !words.every((word) => texts[row].includes(word))
        : null,
  };
}

/**
 * For each row, which facets refuse it, as bits in the order of FACETS: zero
 * where the row is shown.
 */
export function refusedBy(incidents, choice, texts) {
  const tests = refusals(incidents, choice, texts);
  const active = FACETS.flatMap((name, bit) =>
    tests[name] ? [[tests[name], 1 << bit]] : [],
  );
  const refused = new Uint16Array(incidents.size);
  for (let row = 0; row < refused.length; row++)
    for (const [refuses, bit] of active) if (refuses(row)) refused[row] |= bit;
  return refused;
}

/** The bits of all facets but one. */
function othersThan(facet) {
  return ~(1 << FACETS.indexOf(facet));
}

/** The rows that no facet refuses, or none but the one given. */
export function rowsOf(refused, apartFrom = null) {
  const others = apartFrom === null ? ~0 : othersThan(apartFrom);
  const rows = [];
  for (let row = 0; row < refused.length; row++)
    if (!(refused[row] & others)) rows.push(row);
  return rows;
}

/**
 * How often each value of a column is shown, apart from one facet's refusal;
 * what is told as background is not counted.
 */
export function counted(incidents, column, refused, facet) {
  const counts = new Uint32Array(column.distinct.length);
  for (const row of incidents.reported(rowsOf(refused, facet)))
    counts[column.at[row]]++;
  return counts;
}
