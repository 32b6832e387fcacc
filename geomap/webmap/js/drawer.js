import { cards } from "./cards.js";
import { el, quoted } from "./dom.js";
import { icon } from "./icons.js";
import { count, t } from "./words.js";

/** Room for a place's name beside its symbol. */
const NAME_PX = 130;

/** The cards of some incidents, beside the map or over its lower part. */
export class Drawer {
  constructor(incidents, styles) {
    Object.assign(this, { incidents, styles });
    this.node = el("aside", {
      class: "drawer",
      hidden: true,
      tabindex: -1,
      "aria-label": t("card"),
    });
  }

  /**
   * Show the cards of rows, of the map's incidents or of others; `opener` gets
   * the focus back afterwards.
   */
  async open(heading, rows, opener, incidents = this.incidents) {
    this.opener = opener;
    const stored = await incidents.cards();
    const close = el(
      "button",
      {
        type: "button",
        class: "close",
        "aria-label": t("close"),
        onclick: () => this.close(),
      },
      icon("close"),
    );
    const top = el(
      "div",
      { class: "drawer-top" },
      quoted("h2", heading),
      el("span", { class: "count" }, count(rows.length)),
      close,
    );
    const list = cards(incidents, this.styles, rows, stored);
    this.node.replaceChildren(top, list);
    this.node.hidden = false;
    this.node.scrollTop = 0;
    this.node.focus();
  }

  close() {
    if (this.node.hidden) return;
    this.node.hidden = true;
    if (this.opener?.isConnected) this.opener.focus();
  }

  /** Move the map until the drawer no longer covers a place. */
  uncover(map, { lat, lon }) {
    const { width, height } = map.getContainer().getBoundingClientRect();
    const own = this.node.getBoundingClientRect();
    const isSheet = own.width > width / 2;
    map.panInside([lat, lon], {
      paddingTopLeft: [40, 40],
      paddingBottomRight: isSheet
        ? [40, Math.min(own.height + 40, height - 80)]
        : [own.width + NAME_PX, 40],
    });
  }
}
