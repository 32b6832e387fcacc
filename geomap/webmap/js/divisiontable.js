import { el, quoted } from "./dom.js";
import { count, t } from "./words.js";

/** What each column shows of a tally, and is sorted by. */
const COLUMNS = {
  "filter admin1": ({ name }) => name,
  "filter country": ({ country }) => country,
  incidents: ({ rows }) => rows.length,
  fatalities: ({ killed }) => killed,
};
const NUMBERS = ["incidents", "fatalities"];

/** How two values follow each other; what is unknown comes last. */
function compared(a, b, sign) {
  if (a === null || b === null) return (a === null) - (b === null);
  return sign * (typeof a === "number" ? a - b : a.localeCompare(b));
}

/** Incidents and people killed by division, in the order the reader chose. */
export class DivisionTable {
  constructor(onOpen) {
    this.onOpen = onOpen;
    this.by = "incidents";
    this.sign = -1;
    this.body = el("tbody");
    this.heads = new Map(
      Object.keys(COLUMNS).map((key) => [key, this.head(key)]),
    );
    this.node = el(
      "table",
      {},
      el("thead", {}, el("tr", {}, ...this.heads.values())),
      this.body,
    );
  }

  head(key) {
    const isNumber = NUMBERS.includes(key);
    return el(
      "th",
      { scope: "col", class: isNumber ? "number" : "" },
      el(
        "button",
        { type: "button", class: "sort", onclick: () => this.sort(key) },
        t(key),
      ),
    );
  }

  /** Sort by a column, numbers downwards first; once more turns it round. */
  sort(key) {
    if (this.by === key) this.sign = -this.sign;
    else this.sign = NUMBERS.includes(key) ? -1 : 1;
    this.by = key;
    this.fill(this.tallies);
  }

  fill(tallies) {
    this.tallies = tallies;
    for (const [key, head] of this.heads)
      if (key === this.by)
        head.setAttribute(
          "aria-sort",
          this.sign > 0 ? "ascending" : "descending",
        );
      else head.removeAttribute("aria-sort");
    const sorted = tallies.toSorted((a, b) =>
      Object.entries(COLUMNS)
        .sort(([key]) => (key === this.by ? -1 : 0))
        .reduce(
          (found, [key, of]) =>
            found || compared(of(a), of(b), key === this.by ? this.sign : 1),
          0,
        ),
    );
    this.body.replaceChildren(...sorted.map((tally) => this.line(tally)));
  }

  line(tally) {
    const { name, country, rows, killed } = tally;
    const open = (event) => this.onOpen(tally, event.currentTarget);
    const words = name ?? t(country === null ? "not mapped" : "country level");
    return el(
      "tr",
      { class: name === null ? "unshaded" : "" },
      el(
        "td",
        {},
        quoted("button", words, {
          type: "button",
          class: "link",
          onclick: open,
        }),
      ),
      quoted("td", country ?? ""),
      el("td", { class: "number" }, count(rows.length)),
      el("td", { class: "number" }, count(killed)),
    );
  }
}
