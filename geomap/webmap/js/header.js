import { el, quoted } from "./dom.js";
import { icon } from "./icons.js";
import { count, t } from "./words.js";

/** A button of the page's own; its label is also shown where it has a picture. */
export function tool(label, content, onclick, attributes = {}) {
  return el(
    "button",
    {
      type: "button",
      "aria-label": label,
      title: label,
      onclick,
      ...attributes,
    },
    content,
  );
}

/** The title, how much is shown, and the tools. */
export class Header {
  constructor(
    title,
    { onUnmapped, onUncertain, onFilters, onList, onReset, ...others },
  ) {
    this.total = el("p", {
      class: "total",
      role: "status",
      "aria-live": "polite",
    });
    this.unmapped = el("button", {
      type: "button",
      class: "link",
      onclick: onUnmapped,
    });
    this.uncertain = el("button", {
      type: "button",
      class: "link",
      hidden: true,
      onclick: onUncertain,
    });
    this.filters = tool(t("filters"), icon("filters"), onFilters, {
      class: "filters-button",
      "aria-controls": "side",
      "aria-expanded": "false",
    });
    this.list = tool(t("list"), t("list"), onList, { "aria-pressed": "false" });
    this.node = el(
      "header",
      { class: "top" },
      quoted("h1", title, { title }),
      el("div", { class: "totals" }, this.total, this.unmapped, this.uncertain),
      el(
        "nav",
        { "aria-label": t("tools") },
        this.filters,
        this.list,
        tool(t("reset"), icon("reset"), onReset),
        tool(t("share"), icon("share"), others.onShare),
        tool(t("theme"), icon("theme"), others.onTheme),
      ),
    );
  }

  /**
   * Say how many of all incidents are shown, how many background ones beside
   * them, and how many have no place or are too uncertain for the map.
   */
  tell({ shown, all, background, lost, uncertain }) {
    const told = t("total", { shown: count(shown), all: count(all) });
    const others = t("and background", { n: count(background) });
    this.total.textContent = background ? `${told} · ${others}` : told;
    this.unmapped.hidden = !lost;
    this.unmapped.textContent = t("unmapped", { n: count(lost) });
    this.uncertain.hidden = !uncertain;
    this.uncertain.textContent = t("uncertain", { n: count(uncertain) });
  }
}
