import { dateWords, placeWords, tollWords } from "./cards.js";
import { el, quoted } from "./dom.js";
import { symbol } from "./symbols.js";
import { count, t, termed } from "./words.js";

/** Lines made at once; a button brings more. */
const BATCH = 100;
const HEADS = ["kind", "when", "what", "where", "fatalities"];

function line(incidents, styles, row, onOpen) {
  const style = styles.of(incidents.type.get(row));
  const isBackground = incidents.isBackground[row] > 0;
  const open = el(
    "button",
    {
      type: "button",
      class: "link",
      onclick: ({ currentTarget }) =>
        onOpen(heading(incidents, row), [row], currentTarget),
    },
    termed(incidents.subType.get(row)),
  );
  return el(
    "tr",
    {},
    el("td", {}, symbol(style, incidents.closeness(row), { isBackground })),
    el("td", { class: "day" }, dateWords(incidents, row)),
    el("td", {}, open, isBackground && el("small", {}, ` ${t("background")}`)),
    quoted("td", placeWords(incidents, row)),
    el("td", { class: "number" }, tollWords(incidents, row, "fatalities")),
  );
}

/** What the card of one incident is headed by. */
export function heading(incidents, row) {
  return incidents.get("location", row) ?? t("not mapped");
}

/** A table of incidents, and the button that brings more of them. */
export function incidentTable(incidents, styles, rows, onOpen) {
  const body = el("tbody");
  const more = el("button", { type: "button", class: "more", onclick: add });
  let shown = 0;
  function add() {
    const next = rows.slice(shown, shown + BATCH);
    shown += next.length;
    body.append(...next.map((row) => line(incidents, styles, row, onOpen)));
    more.textContent = t("more", { n: count(rows.length - shown) });
    more.hidden = shown === rows.length;
  }
  add();
  const heads = HEADS.map((key) => el("th", { scope: "col" }, t(key)));
  return [el("table", {}, el("thead", {}, el("tr", {}, ...heads)), body), more];
}
