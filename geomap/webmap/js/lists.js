import { DivisionTable } from "./divisiontable.js";
import { el } from "./dom.js";
import { incidentTable } from "./incidenttable.js";
import { tallied } from "./shading.js";
import { t } from "./words.js";

const TABS = ["incidents", "divisions"];

/** What the map shows as tables: one of incidents and one of divisions. */
export class Lists {
  constructor(incidents, styles, onOpen) {
    Object.assign(this, { incidents, styles, onOpen, rows: [] });
    this.divisions = new DivisionTable(({ name, country, rows }, opener) =>
      onOpen(name ?? country ?? t("not mapped"), rows, opener),
    );
    this.content = el("div");
    this.tabs = TABS.map((tab) =>
      el("button", { type: "button", onclick: () => this.choose(tab) }, t(tab)),
    );
    this.node = el(
      "div",
      { class: "list", hidden: true },
      el("div", { class: "tabs" }, ...this.tabs),
      this.content,
    );
    this.choose("incidents");
  }

  get isOpen() {
    return !this.node.hidden;
  }

  choose(tab) {
    this.tab = tab;
    this.tabs.forEach((button, at) =>
      button.setAttribute("aria-pressed", String(TABS[at] === tab)),
    );
    this.fill(this.rows);
  }

  /** Show these rows, in this order. */
  fill(rows) {
    this.rows = rows;
    if (!this.isOpen) return;
    if (this.tab === "divisions") {
      const { incidents } = this;
      this.divisions.fill(tallied(incidents, incidents.reported(rows)));
      this.content.replaceChildren(this.divisions.node);
    } else {
      this.content.replaceChildren(
        ...incidentTable(this.incidents, this.styles, rows, this.onOpen),
      );
    }
  }
}
