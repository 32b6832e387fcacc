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
  constructor(title, { onUnmapped, onFilters, onList, onReset, ...others }) {
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
      el("div", { class: "totals" }, this.total, this.unmapped),
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

  /** Say how many incidents are shown, and how many of them have no place. */
  tell(shown, all, lost) {
    this.total.textContent = t("total", {
      shown: count(shown),
      all: count(all),
    });
    this.unmapped.hidden = !lost;
    this.unmapped.textContent = t("unmapped", { n: count(lost) });
  }
}
