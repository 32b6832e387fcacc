import { el, svg } from "./dom.js";
import { gather } from "./groups.js";
import { TILE } from "./projection.js";
import { count, t, termed } from "./words.js";

const MARGIN_PX = 60;

/** Colours and glyphs by event type. */
export class Styles {
  constructor(symbols) {
    this.byType = new Map(symbols.map((style) => [style.event_type, style]));
    this.order = [...this.byType.keys()];
  }

  of(type) {
    return this.byType.get(type) ?? this.byType.get("Statement");
  }
}

/** The glyph of a type, centred on 0, 0. */
function glyph({ glyph: path, ink }, size, colour = ink) {
  const scale = size / 24;
  return svg("path", {
    d: path,
    fill: colour,
    transform: `scale(${scale}) translate(-12 -12)`,
  });
}

/**
 * One incident's symbol: filled at a "town", with a dashed edge "near" one,
 * dashed and hollow for an "area"; small, grey and hollow where it is told as
 * background.
 */
export function symbol(style, closeness, { isBackground = false } = {}) {
  if (isBackground) return quietSymbol(style, closeness);
  const isArea = closeness === "area";
  return svg(
    "svg",
    { viewBox: "-15 -15 30 30", class: "symbol", "aria-hidden": "true" },
    svg("circle", {
      r: 12,
      class: closeness,
      ...(isArea ? { stroke: style.colour } : { fill: style.colour }),
    }),
    isArea ? glyph(style, 14, "currentColor") : glyph(style, 16),
  );
}

function quietSymbol(style, closeness) {
  const isTown = closeness === "town";
  return svg(
    "svg",
    {
      viewBox: "-15 -15 30 30",
      class: "symbol background",
      "aria-hidden": "true",
    },
    svg("circle", { r: 9, class: isTown ? "quiet" : "quiet dashed" }),
    glyph(style, 12, "currentColor"),
  );
}

/**
 * A ring of shares by type; shares known only to an area are pale, and those
 * told as background grey.
 */
function donut(shares, n, r) {
  const ring = r - 4.5;
  const all = 2 * Math.PI * ring;
  let at = 0;
  const arcs = shares.map(({ style, isArea, isBackground, n: share }) => {
    const length = (share / n) * all;
    const arc = svg("circle", {
      r: ring,
      fill: "none",
      ...(isBackground
        ? { class: "quiet-share" }
        : { stroke: style.colour, "stroke-opacity": isArea ? 0.4 : 1 }),
      "stroke-width": 8,
      "stroke-dasharray": `${length} ${all - length}`,
      "stroke-dashoffset": -at,
      transform: "rotate(-90)",
    });
    at += length;
    return arc;
  });
  const isArea = shares.every((share) => share.isArea);
  const isQuiet = shares.every((share) => share.isBackground);
  const label = svg("text", { y: "0.35em", class: "number" }, compact(n));
  return svg(
    "svg",
    {
      viewBox: `${-r - 2} ${-r - 2} ${2 * r + 4} ${2 * r + 4}`,
      class: isQuiet ? "symbol background" : "symbol",
      "aria-hidden": "true",
    },
    svg("circle", { r: r - 1, class: "plate" }),
    ...arcs,
    svg("circle", { r: r - 8.5, class: "plate" }),
    svg("circle", { r: r - 0.5, class: isArea ? "rim dashed" : "rim" }),
    label,
  );
}

function compact(n) {
  return n < 10_000 ? count(n) : `${count(Math.round(n / 1000))}k`;
}

/** Symbols on the map: at most a screenful, grouped so that none overlap. */
export class SymbolLayer {
  constructor(map, incidents, styles, onOpen) {
    Object.assign(this, { map, incidents, styles, onOpen });
    this.pane = map.createPane("symbols");
    this.pane.classList.add("leaflet-zoom-hide");
    L.DomEvent.disableClickPropagation(this.pane);
    this.buttons = new Map();
    this.byZoom = new Map();
    this.rowsAt = [];
    map.on("moveend", () => this.draw());
  }

  /** Show these rows. */
  show(rows) {
    const { incidents } = this;
    this.rowsAt = incidents.places.map(() => []);
    for (const row of rows)
      if (incidents.placeOf[row] >= 0)
        this.rowsAt[incidents.placeOf[row]].push(row);
    this.byZoom.clear();
    this.version = (this.version ?? 0) + 1;
    this.draw();
  }

  groups() {
    const zoom = this.map.getZoom();
    if (!this.byZoom.has(zoom)) {
      const weights = this.rowsAt.map((rows) => rows.length);
      this.byZoom.set(zoom, gather(this.incidents.places, weights, zoom));
    }
    return this.byZoom.get(zoom);
  }

  /** The groups in view, each where it stands in layer pixels. */
  inView() {
    const { map } = this;
    const size = TILE * 2 ** map.getZoom();
    const origin = map.getPixelOrigin();
    const view = map.getPixelBounds();
    const west = view.min.x - MARGIN_PX;
    const east = view.max.x + MARGIN_PX;
    return this.groups().flatMap((group) =>
      [-1, 0, 1, 2]
        .map((copy) => group.x + copy * size)
        .filter((x) => x > west && x < east)
        .filter(
          () =>
            group.y > view.min.y - MARGIN_PX &&
            group.y < view.max.y + MARGIN_PX,
        )
        .map((x) => ({ group, x: x - origin.x, y: group.y - origin.y })),
    );
  }

  /** Where the symbols stand, for the labels: those of one place have a name. */
  named() {
    const { places } = this.incidents;
    return this.inView().map(({ group: { members, r }, x, y }) => {
      const [first] = members;
      const { name, isArea } = places[first];
      const isOne = members.every((member) => places[member].name === name);
      return {
        x,
        y,
        r,
        kind: isArea ? "area" : "incident",
        name: isOne && name,
      };
    });
  }

  draw() {
    const kept = new Map();
    for (const { group, x, y } of this.inView()) {
      const key = `${this.version} ${group.members.join()} ${Math.floor(x / 512)}`;
      const button = this.buttons.get(key) ?? this.button(group);
      L.DomUtil.setPosition(
        button,
        L.point(Math.round(x - group.r), Math.round(y - group.r)),
      );
      kept.set(key, button);
    }
    for (const [key, button] of this.buttons)
      if (!kept.has(key)) button.remove();
    for (const button of kept.values())
      if (!button.isConnected) this.pane.append(button);
    this.buttons = kept;
  }

  button(group) {
    const shares = this.shares(group);
    const rows = () => group.members.flatMap((place) => this.rowsAt[place]);
    const picture =
      group.n === 1
        ? symbol(
            shares[0].style,
            this.incidents.closeness(rows()[0]),
            shares[0],
          )
        : donut(shares, group.n, group.r);
    const name = this.describe(group, shares);
    const side = 2 * group.r;
    const node = el(
      "button",
      {
        type: "button",
        class: "marker",
        "aria-label": name,
        title: name,
        style: `width:${side}px;height:${side}px`,
        "data-count": group.n,
        onclick: () => this.onOpen(rows(), node),
        onfocus: () => this.keepInView(node),
      },
      picture,
    );
    return node;
  }

  keepInView(node) {
    const at = L.DomUtil.getPosition(node);
    this.map.panInside(this.map.layerPointToLatLng(at), { padding: [40, 40] });
  }

  /**
   * How many of each type a group holds, apart for towns and for areas, and for
   * what is told as background.
   */
  shares({ members }) {
    const { styles } = this;
    const { type, places, isBackground } = this.incidents;
    const kinds = [0, 1, 2, 3].map((kind) => ({
      isArea: kind % 2 > 0,
      isBackground: kind > 1,
      found: new Map(),
    }));
    for (const place of members)
      for (const row of this.rowsAt[place]) {
        const { found } = kinds[2 * isBackground[row] + places[place].isArea];
        found.set(type.at[row], (found.get(type.at[row]) ?? 0) + 1);
      }
    const shares = kinds.flatMap(({ found, ...kind }) =>
      [...found].map(([at, n]) => {
        const name = type.distinct[at];
        return { type: name, style: styles.of(name), ...kind, n };
      }),
    );
    const rank = ({ type: name, isArea, isBackground: isLast }) =>
      2 * styles.order.indexOf(name) +
      isArea +
      isLast * 2 * styles.order.length;
    return shares.sort((a, b) => rank(a) - rank(b));
  }

  describe({ members, n }, shares) {
    const { name, isArea } = this.incidents.places[members[0]];
    const most = shares.reduce((a, b) => (b.n > a.n ? b : a));
    const where =
      members.length > 1
        ? t("places", { n: count(members.length) })
        : isArea
          ? t("somewhere in", { place: name })
          : name;
    const told = shares
      .filter(({ isBackground }) => isBackground)
      .reduce((sum, share) => sum + share.n, 0);
    const words =
      n === 1
        ? `${where}: ${termed(most.type)}`
        : t("symbol", { where, n: count(n), type: termed(most.type) });
    return told
      ? `${words}, ${t("and background", { n: count(told) })}`
      : words;
  }
}
