import { el, quoted } from "./dom.js";
import { symbol } from "./symbols.js";
import { count, range, t, termed } from "./words.js";

const COUNTS = ["fatalities", "injuries", "arrests", "abducted"];
const PEOPLE = ["displaced", "crowd_size"];
/** Cards made at once; a button brings more. */
const BATCH = 30;

/** When an incident happened, in words; "undated" where nobody knows. */
export function dateWords(incidents, row) {
  const first = incidents.get("date_start", row);
  const last = incidents.get("date_end", row);
  if (first === null) return t("undated");
  return first === last ? first : t("between", { first, last });
}

/** Where, from the finest name known to the country. */
export function placeWords(incidents, row) {
  const names = ["location", "admin1", "country"].map((name) =>
    incidents.get(name, row),
  );
  return [...new Set(names.filter(Boolean))].join(", ");
}

/** How closely the place is known, in words. */
export function precisionWords(incidents, row) {
  const prec = incidents.prec.get(row);
  return prec === null ? t("place unknown") : t(`precision ${prec}`);
}

function fact(name, ...value) {
  const shown = value.filter(Boolean);
  return shown.length ? [el("dt", {}, name), el("dd", {}, ...shown)] : [];
}

/** A count with what its words leave open; empty where nobody gives one. */
export function tollWords(incidents, row, name) {
  const [best, low, high] = ["", "_low", "_high"].map((end) =>
    incidents.get(name + end, row),
  );
  const known = [best, low, high].some((n) => n !== null);
  return known ? range(best, low, high) : "";
}

function tolls(incidents, row) {
  const ranges = COUNTS.flatMap((name) =>
    fact(t(name), tollWords(incidents, row, name)),
  );
  const others = PEOPLE.flatMap((name) => {
    const n = incidents.get(name, row);
    return n === null ? [] : fact(t(name), `~${count(n)}`);
  });
  return [...ranges, ...others];
}

function actors(incidents, row) {
  return [1, 2].flatMap((side) => {
    const name = incidents.get(`actor${side}`, row);
    if (!name) return [];
    const code = incidents.get(`inter${side}`, row);
    const kind = code === null ? "" : t(`inter ${code}`);
    const isSaid = name.toLocaleLowerCase().includes(kind);
    return fact(
      t(`actor ${side}`),
      quoted("span", name),
      !isSaid && el("small", {}, ` ${kind}`),
    );
  });
}

function shownQuote(stored) {
  const { segments, document: source, start, ...said } = stored;
  const words = segments.map(([text, mark]) =>
    mark
      ? el("mark", { "data-of": mark, title: t(`mark ${mark}`) }, text)
      : text,
  );
  const certainty =
    said.attribution && said.certainty && termed(said.certainty);
  const by = [said.attribution, certainty].filter(Boolean).join(" · ");
  return el(
    "figure",
    {},
    el("blockquote", { dir: "auto" }, ...words),
    el(
      "figcaption",
      {},
      by ? quoted("span", by, { class: "said" }) : null,
      el("cite", {}, el("bdi", {}, source), `@${start}`),
    ),
  );
}

/** How sure it is that an incident is right; nothing is certain. */
function sureness(incidents, row) {
  const percent = Math.min(99, Math.round(incidents.confidence[row] * 100));
  return fact(
    t("sureness"),
    `${percent} %`,
    el("small", {}, ` ${t("sure of")}`),
  );
}

/** What followed an incident, each with the sentence that says so. */
function aftermath(followed) {
  if (!followed) return null;
  return el(
    "section",
    { class: "aftermath" },
    el("h4", {}, t("aftermath")),
    el(
      "ul",
      {},
      ...followed.map(({ what, where, when, sentence }) =>
        el(
          "li",
          {},
          quoted(
            "span",
            [termed(what), where, when].filter(Boolean).join(", "),
          ),
          quoted("small", `“${sentence}”`),
        ),
      ),
    ),
  );
}

function why(card, incidents, row) {
  const confidence = ["geo_confidence", "link_confidence"].flatMap((name) => {
    const share = incidents.get(name, row);
    return share === null ? [] : [t(name, { n: Math.round(share * 100) })];
  });
  const inferred = incidents.get("location_inferred", row)
    ? [t("location_inferred")]
    : [];
  const reasons = [...inferred, ...(card.reasons ?? [])];
  if (!reasons.length && !confidence.length && !card.runnersUp) return null;
  return el(
    "details",
    {},
    el("summary", {}, t("why here")),
    el(
      "ul",
      {},
      ...reasons.map((reason) => quoted("li", reason)),
      ...confidence.map((words) => el("li", {}, words)),
    ),
    card.runnersUp ? el("p", {}, t("runners up")) : null,
    card.runnersUp
      ? el("ul", {}, ...card.runnersUp.map((name) => quoted("li", name)))
      : null,
  );
}

/** The card of one incident: what, where, when, who, how many, says who. */
function card(incidents, styles, row, stored) {
  const type = incidents.type.get(row);
  const style = styles.of(type);
  const origin = incidents.get("origin_location", row);
  const reports = incidents.get("n_reports", row);
  const isBackground = incidents.isBackground[row] > 0;
  return el(
    "article",
    { class: "card", style: `--type:${style.colour}` },
    el(
      "header",
      {},
      symbol(style, incidents.closeness(row), { isBackground }),
      el(
        "div",
        {},
        el("h3", {}, termed(incidents.subType.get(row))),
        el("p", {}, termed(type)),
        isBackground && el("p", { class: "told" }, t("background told")),
      ),
    ),
    el(
      "dl",
      {},
      ...fact(
        t("where"),
        quoted("span", placeWords(incidents, row)),
        el("small", {}, ` ${precisionWords(incidents, row)}`),
      ),
      ...fact(t("from"), origin && quoted("span", origin)),
      ...fact(t("when"), dateWords(incidents, row)),
      ...actors(incidents, row),
      ...tolls(incidents, row),
      ...(incidents.get("is_aggregate", row)
        ? fact(t("note"), t("is_aggregate"))
        : []),
      ...sureness(incidents, row),
    ),
    ...stored.quotes.map(shownQuote),
    reports > 1
      ? el("p", { class: "reports" }, t("reports", { n: count(reports) }))
      : null,
    aftermath(stored.aftermath),
    why(stored, incidents, row),
  );
}

/** Cards of many incidents, some at a time; `stored` holds each as JSON. */
export function cards(incidents, styles, rows, stored) {
  const list = el("div", { class: "cards" });
  const more = el("button", { type: "button", class: "more", onclick: add });
  let shown = 0;
  function add() {
    const next = rows.slice(shown, shown + BATCH);
    shown += next.length;
    more.before(
      ...next.map((row) =>
        card(incidents, styles, row, JSON.parse(stored[row])),
      ),
    );
    more.textContent = t("more", { n: count(rows.length - shown) });
    more.hidden = shown === rows.length;
  }
  list.append(more);
  add();
  return list;
}
