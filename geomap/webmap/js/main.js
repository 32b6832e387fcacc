import { AreaLayer } from "./areas.js";
import { addBasemap } from "./basemap.js";
import { cards } from "./cards.js";
import { unpack } from "./data.js";
import { el, quoted } from "./dom.js";
import { refusedBy, unfiltered } from "./filters.js";
import { icon } from "./icons.js";
import { Incidents } from "./incidents.js";
import { addLabels } from "./labels.js";
import { table } from "./list.js";
import { MentionLayer } from "./mentions.js";
import { Panel } from "./panel.js";
import { read, viewOf, written } from "./permalink.js";
import { save, toCsv, toGeoJson } from "./saving.js";
import { share } from "./share.js";
import { Styles, SymbolLayer } from "./symbols.js";
import { Timeline } from "./timeline.js";
import { count, t, useWords } from "./words.js";

const NEWEST_FIRST = -1;
/** Room for a place's name beside its symbol. */
const NAME_PX = 130;

/** The page: what is shown follows the choice, and nothing else. */
class Page {
  constructor(map, core, basemap) {
    this.map = map;
    this.title = core.title;
    this.incidents = new Incidents(core);
    this.styles = new Styles(core.symbols);
    this.choice = unfiltered();
    this.start = read(location.hash, this.choice);
    this.setTheme(this.start.theme);
    document.body.classList.toggle("embed", this.start.isEmbedded);
    addEventListener("hashchange", () => this.follow());
    this.areas = new AreaLayer(map, this.incidents, this.styles);
    this.symbols = new SymbolLayer(
      map,
      this.incidents,
      this.styles,
      (rows, opener) => this.open(rows, opener),
    );
    map.createPane("labels").style.zIndex = 420;
    this.basemap = addBasemap(map, basemap);
    this.labels = addLabels(map, basemap, () => [
      ...this.symbols.named(),
      ...this.areas.named(),
    ]);
    this.mentions = new MentionLayer(map);
    const onChange = () => this.refresh();
    this.panel = new Panel(this.incidents, this.styles, this.choice, onChange);
    this.timeline = new Timeline(this.incidents, this.choice, onChange);
    this.layOut();
    this.fit();
    map.on("moveend", () => this.remember());
  }

  layOut() {
    const tool = (label, text, onclick, attributes = {}) =>
      el(
        "button",
        {
          type: "button",
          "aria-label": label,
          title: label,
          onclick,
          ...attributes,
        },
        text,
      );
    this.total = el("p", {
      class: "total",
      role: "status",
      "aria-live": "polite",
    });
    this.unmapped = el("button", {
      type: "button",
      class: "link",
      onclick: () => this.openUnmapped(),
    });
    this.list = el("div", { class: "list", hidden: true });
    this.card = el("aside", {
      class: "drawer",
      hidden: true,
      tabindex: -1,
      "aria-label": t("card"),
    });
    this.side = el(
      "section",
      { class: "side", id: "side", "aria-label": t("filters") },
      this.panel.node,
      el("div", { class: "extras" }, this.mentions.control()),
      el(
        "div",
        { class: "saves" },
        tool(t("save csv"), "CSV", () => this.save("csv")),
        tool(t("save geojson"), "GeoJSON", () => this.save("geojson")),
      ),
    );
    const stage = el(
      "main",
      { class: "stage" },
      this.map.getContainer(),
      this.list,
    );
    document.body.prepend(
      el(
        "header",
        { class: "top" },
        quoted("h1", this.title),
        el("div", { class: "totals" }, this.total, this.unmapped),
        el(
          "nav",
          { "aria-label": t("tools") },
          tool(t("filters"), icon("filters"), () => this.toggleSide(), {
            class: "filters-button",
            "aria-controls": "side",
          }),
          (this.listButton = tool(
            t("list"),
            t("list"),
            () => this.toggleList(),
            { "aria-pressed": "false" },
          )),
          tool(t("reset"), icon("reset"), () => this.reset()),
          tool(t("share"), icon("share"), () => share(this.title)),
          tool(t("theme"), icon("theme"), () =>
            this.setTheme(this.otherTheme()),
          ),
        ),
      ),
      this.side,
      stage,
      this.card,
      this.timeline.node,
    );
    this.legendPrint();
    this.map.getContainer().setAttribute("aria-label", t("map"));
    this.map.getContainer().setAttribute("role", "region");
    addEventListener(
      "keydown",
      (event) => event.key === "Escape" && this.close(),
    );
    addEventListener("resize", () => this.map.invalidateSize());
    L.control.scale({ imperial: false }).addTo(this.map);
    this.map.invalidateSize();
  }

  /** Source line under the map, on screen and on paper. */
  legendPrint() {
    this.map.addControl(
      L.control
        .attribution({ prefix: false, position: "bottomleft" })
        .addAttribution(t("attribution")),
    );
  }

  /** Show all mapped rows, or the view that the address asks for. */
  fit() {
    const view = viewOf(this.start.view);
    if (view) {
      this.map.setView([view.lat, view.lon], view.zoom, { animate: false });
      return;
    }
    const points = this.incidents.places.map(({ lat, lon }) => [lat, lon]);
    for (const [lon, lat] of Object.values(this.incidents.origins))
      points.push([lat, lon]);
    for (const [id, lines] of this.areas.outlines)
      if (this.incidents.places.some((place) => place.id === id))
        points.push(...corners(lines));
    if (points.length)
      this.map.fitBounds(points, {
        padding: [40, 40],
        maxZoom: 9,
        animate: false,
      });
  }

  async refresh() {
    const { incidents, choice } = this;
    const texts = choice.text ? await incidents.searchText() : null;
    const refused = refusedBy(incidents, choice, texts);
    this.rows = [];
    for (let row = 0; row < refused.length; row++)
      if (!refused[row]) this.rows.push(row);
    this.panel.update(refused);
    this.timeline.update(refused);
    this.symbols.show(this.rows);
    this.areas.show(this.rows);
    this.labels._update();
    this.tell();
    if (!this.list.hidden) this.fillList();
    this.remember();
  }

  tell() {
    const { incidents, rows } = this;
    this.lost = rows.filter((row) => !incidents.isMapped(row));
    this.total.textContent = t("total", {
      shown: count(rows.length),
      all: count(incidents.size),
    });
    this.unmapped.hidden = !this.lost.length;
    this.unmapped.textContent = t("unmapped", { n: count(this.lost.length) });
  }

  async open(rows, opener) {
    this.opener = opener;
    const sorted = this.newestFirst(rows);
    const { places, placeOf } = this.incidents;
    const names = new Set(rows.map((row) => places[placeOf[row]]?.name));
    const heading =
      names.size === 1 ? [...names][0] : t("places", { n: count(names.size) });
    await this.fillCard(heading ?? t("not mapped"), sorted);
    const place = places[placeOf[sorted[0]]];
    if (place && this.list.hidden) this.uncover(place);
  }

  /** Move the map until the card no longer covers a place. */
  uncover({ lat, lon }) {
    const { width, height } = this.map.getContainer().getBoundingClientRect();
    const card = this.card.getBoundingClientRect();
    const isSheet = card.width > width / 2;
    this.map.panInside([lat, lon], {
      paddingTopLeft: [40, 40],
      paddingBottomRight: isSheet
        ? [40, Math.min(card.height + 40, height - 80)]
        : [card.width + NAME_PX, 40],
    });
  }

  openUnmapped() {
    this.opener = this.unmapped;
    this.fillCard(t("not mapped"), this.newestFirst(this.lost));
  }

  async fillCard(heading, rows) {
    const details = await this.incidents.details();
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
    this.card.replaceChildren(
      el(
        "div",
        { class: "drawer-top" },
        quoted("h2", heading),
        el("span", { class: "count" }, count(rows.length)),
        close,
      ),
      cards(this.incidents, this.styles, rows, details),
    );
    this.card.hidden = false;
    this.card.scrollTop = 0;
    this.card.focus();
  }

  close() {
    if (this.card.hidden) return;
    this.card.hidden = true;
    if (this.opener?.isConnected) this.opener.focus();
  }

  newestFirst(rows) {
    const { lastDay } = this.incidents;
    const day = (row) =>
      Number.isNaN(lastDay[row]) ? -Infinity : lastDay[row];
    return rows.toSorted((a, b) => NEWEST_FIRST * (day(a) - day(b) || b - a));
  }

  toggleSide() {
    document.body.classList.toggle("side-open");
    this.map.invalidateSize();
  }

  toggleList() {
    this.list.hidden = !this.list.hidden;
    this.listButton.setAttribute("aria-pressed", String(!this.list.hidden));
    if (!this.list.hidden) this.fillList();
  }

  fillList() {
    const rows = this.newestFirst(this.rows);
    const open = (row, opener) => this.open([row], opener);
    this.list.replaceChildren(
      ...table(this.incidents, this.styles, rows, open),
    );
  }

  async save(format) {
    const { incidents, rows } = this;
    const { columns } = await incidents.details();
    const names = incidents.order;
    const found = names.map((name) => incidents.columns[name] ?? columns[name]);
    const values = rows.map((row) => found.map((column) => column.get(row)));
    if (format === "csv")
      save(toCsv(names, values), "incidents.csv", "text/csv");
    else
      save(
        toGeoJson(names, values),
        "incidents.geojson",
        "application/geo+json",
      );
  }

  reset() {
    this.clear();
    this.start = {};
    this.fit();
    this.refresh();
  }

  /** Take up the choice of an address that was put into this window. */
  follow() {
    this.clear();
    this.start = read(location.hash, this.choice);
    this.setTheme(this.start.theme);
    this.fit();
    this.refresh();
  }

  clear() {
    for (const [key, value] of Object.entries(unfiltered()))
      if (value instanceof Set) this.choice[key].clear();
      else this.choice[key] = value;
  }

  otherTheme() {
    const shown = getComputedStyle(document.documentElement).colorScheme;
    return shown === "dark" ? "light" : "dark";
  }

  setTheme(theme) {
    if (theme !== "dark" && theme !== "light") return;
    document.documentElement.dataset.theme = this.theme = theme;
    for (const layer of [this.basemap, this.labels, this.areas?.canvas])
      layer?._update();
    if (this.rows) this.remember();
  }

  /** Keep the choice in the address, so that a copied link brings it back. */
  remember() {
    const { lat, lng } = this.map.getCenter();
    const view = [this.map.getZoom(), lat.toFixed(3), lng.toFixed(3)].join("/");
    const { isEmbedded } = this.start;
    const words = written(this.choice, { view, theme: this.theme, isEmbedded });
    history.replaceState(null, "", `#${words}`);
  }
}

/** South-west and north-east of projected lines, as latitude, longitude. */
function corners(lines) {
  const lon = (x) => x * 360 - 180;
  const lat = (y) =>
    (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
  return lines.flatMap(({ box }) => [
    [lat(box[3]), lon(box[0])],
    [lat(box[1]), lon(box[2])],
  ]);
}

const [core, world, regions] = await Promise.all(
  ["core", "world", "regions"].map(unpack),
);
useWords(core.words);
const basemap = { ...world, ...regions };
await new Page(window.map_incidents, core, basemap).refresh();
document.documentElement.dataset.ready = "true";
