import { lazily, readColumns, unpack } from "./data.js";
import { el, quoted } from "./dom.js";
import { t, termed } from "./words.js";

const ROLE_COLOURS = {
  event_location: "#D55E00",
  origin: "#009E73",
  actor_affiliation: "#CC79A7",
  boilerplate: "#9A9A9A",
  other: "#0072B2",
};

/** Every resolved mention as a small ring; off until asked for. */
export class MentionLayer {
  constructor(map) {
    this.map = map;
    map.createPane("mentions").style.zIndex = 460;
    this.load = lazily(() => this.make());
  }

  async make() {
    const { size, columns: stored } = await unpack("mentions");
    const columns = readColumns(stored);
    const renderer = L.svg({ pane: "mentions", padding: 0.3 });
    const rings = [];
    for (let row = 0; row < size; row++) {
      const get = (name) => columns[name].get(row);
      const ring = L.circleMarker([get("latitude"), get("longitude")], {
        renderer,
        radius: 6,
        weight: 2,
        color: ROLE_COLOURS[get("role")],
        fillOpacity: 0.05,
      });
      ring.bindTooltip(() =>
        el(
          "div",
          { class: "mention" },
          quoted("strong", `“${get("text")}” → ${get("location")}`),
          el("p", {}, termed(get("role"))),
        ),
      );
      rings.push(ring);
    }
    return L.layerGroup(rings);
  }

  async toggle(isShown) {
    const group = await this.load();
    if (isShown) group.addTo(this.map);
    else group.remove();
  }

  control() {
    const box = el("input", {
      type: "checkbox",
      onchange: () => this.toggle(box.checked),
    });
    return el("label", { class: "tick" }, box, t("mentions"));
  }
}
