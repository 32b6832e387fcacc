import { AreaLayer } from "./areas.js";
import { addBasemap } from "./basemap.js";
import { DivisionLayer } from "./divisions.js";
import { el } from "./dom.js";
import { Drawer } from "./drawer.js";
import { refusedBy, rowsOf, unfiltered } from "./filters.js";
import { Header } from "./header.js";
import { heading } from "./incidenttable.js";
import { Incidents } from "./incidents.js";
import { addLabels } from "./labels.js";
import { Lists } from "./lists.js";
import { MentionLayer } from "./mentions.js";
import { Panel } from "./panel.js";
import { layOutOnPaper } from "./paper.js";
import { read, viewOf, written } from "./permalink.js";
import { corners, largest } from "./projection.js";
import { saveRows } from "./saving.js";
import { MEASURES, tallied } from "./shading.js";
import { share } from "./share.js";
import { Styles, SymbolLayer } from "./symbols.js";
import { Theme } from "./theme.js";
import { Timeline } from "./timeline.js";
import { count, t } from "./words.js";

/** What incidents lack that only a list shows. */
const UNDRAWN = { order: [], origins: {}, areas: {} };
const FIT = { padding: [40, 40], maxZoom: 9, animate: false };

/** The page: what is shown follows the choice, and nothing else. */
export class Page {
  constructor(map, core) {
    this.map = map;
    this.title = core.title;
    this.repainted = [];
    this.incidents = new Incidents(core);
    this.doubtful =
      core.uncertain &&
      new Incidents({ ...UNDRAWN, ...core.uncertain }, "uncertain");
    this.styles = new Styles(core.symbols);
    this.choice = unfiltered();
    this.theme = new Theme(() => this.repaint());
    this.start = read(location.hash, this.choice);
    this.theme.choose(this.start.theme);
    this.layOut();
    this.fit();
    this.addLayers(core.shades);
    this.listen();
  }

  layOut() {
    const { incidents, styles, choice, map } = this;
    const onChange = () => this.refresh();
    const onOpen = (...opened) => this.open(...opened);
    this.mentions = new MentionLayer(map);
    this.panel = new Panel(incidents, styles, choice, {
      onChange,
      onSave: (format) => saveRows(incidents, this.rows, format),
      extras: this.mentions.control(),
    });
    this.timeline = new Timeline(incidents, choice, onChange);
    this.drawer = new Drawer(incidents, styles);
    this.lists = new Lists(incidents, styles, onOpen);
    this.header = new Header(this.title, {
      onUnmapped: () => this.openUnmapped(),
      onUncertain: () => this.openUncertain(),
      onFilters: () => this.toggleSide(),
      onList: () => this.toggleList(),
      onReset: () => this.reset(),
      onShare: () => share(this.title),
      onTheme: () => this.theme.turn(),
    });
    const container = map.getContainer();
    container.setAttribute("aria-label", t("map"));
    container.setAttribute("role", "region");
    document.body.classList.toggle("embed", this.start.isEmbedded);
    document.body.prepend(
      this.header.node,
      this.panel.node,
      el(
        "main",
        { class: "stage" },
        container,
        this.lists.node,
        this.start.isEmbedded && this.header.filters,
      ),
      this.drawer.node,
      this.timeline.node,
    );
    L.control
      .attribution({ prefix: false, position: "bottomleft" })
      .addAttribution(t("attribution"))
      .addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    map.invalidateSize();
  }

  /** Everything that shows incidents; what lies below them comes later. */
  addLayers(shades) {
    const { map, incidents, styles, theme } = this;
    this.divisions = new DivisionLayer(map, shades, theme, (found, opener) =>
      this.open(found.name, found.rows, opener),
    );
    this.areas = new AreaLayer(map, incidents, styles);
    this.symbols = new SymbolLayer(map, incidents, styles, (rows, opener) =>
      this.open(this.headingOf(rows), rows, opener),
    );
    this.repainted.push(this.areas, this.divisions);
  }

  /** Land, water, borders and names. */
  addBasemap(stored) {
    const { map, symbols, areas, divisions } = this;
    const named = () =>
      [symbols, areas, divisions].flatMap((layer) => layer.named());
    map.createPane("labels").style.zIndex = 420;
    this.labels = addLabels(map, stored, named);
    const basemap = addBasemap(map, stored);
    this.repainted.push(basemap, this.labels);
    const others = [divisions.canvas, areas.canvas, this.labels];
    layOutOnPaper(map, this.theme, [basemap, ...others]);
  }

  listen() {
    const { map } = this;
    addEventListener("hashchange", () => this.follow());
    addEventListener("resize", () => map.invalidateSize());
    addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.drawer.close();
    });
    map.on("moveend", () => this.remember());
  }

  /**
   * Show all mapped rows, or the view that the address asks for. Of an area it
   * is the largest part, so that far islands do not make the map small.
   */
  fit() {
    const { map, incidents } = this;
    const view = viewOf(this.start.view);
    if (view) {
      map.setView([view.lat, view.lon], view.zoom, { animate: false });
      return;
    }
    const points = incidents.places.map(({ lat, lon }) => [lat, lon]);
    for (const [lon, lat] of Object.values(incidents.origins))
      points.push([lat, lon]);
    for (const { id } of incidents.places)
      if (incidents.outlines.has(id))
        points.push(...corners(largest(incidents.outlines.get(id))));
    if (points.length) map.fitBounds(points, FIT);
  }

  async refresh() {
    const { incidents, choice } = this;
    const texts = choice.text ? await incidents.searchText() : null;
    const refused = refusedBy(incidents, choice, texts);
    this.rows = rowsOf(refused);
    this.panel.update(refused);
    this.timeline.update(refused);
    await this.draw(refused);
    this.lost = this.rows.filter((row) => !incidents.isMapped(row));
    this.tell();
    this.fillLists();
    this.remember();
  }

  tell() {
    const { incidents, rows, lost, doubtful } = this;
    const shown = incidents.reported(rows).length;
    this.header.tell({
      shown,
      all: incidents.reported([...incidents.lastDay.keys()]).length,
      background: rows.length - shown,
      lost: lost.length,
      uncertain: doubtful?.size ?? 0,
    });
  }

  /** Symbols and areas, or shaded divisions in their place. */
  async draw(refused) {
    const { incidents, rows } = this;
    const { shade } = this.choice;
    const isShaded = MEASURES.has(shade);
    const marked = isShaded ? [] : rows;
    this.symbols.show(marked);
    this.areas.show(marked);
    if (isShaded) {
      const onAllDays = rowsOf(refused, "dates");
      const tallies = [rows, onAllDays].map((some) =>
        tallied(incidents, incidents.reported(some)),
      );
      await this.divisions.show(...tallies, shade);
    } else this.divisions.hide();
    this.labels?.repaint();
  }

  repaint() {
    for (const layer of this.repainted) layer.repaint();
    if (this.rows) this.remember();
  }

  headingOf(rows) {
    const names = new Set(rows.map((row) => heading(this.incidents, row)));
    return names.size === 1
      ? [...names][0]
      : t("places", { n: count(names.size) });
  }

  async open(words, rows, opener) {
    await this.drawer.open(words, this.newestFirst(rows), opener);
    const { places, placeOf } = this.incidents;
    const place = places[placeOf[rows[0]]];
    if (place && !this.lists.isOpen) this.drawer.uncover(this.map, place);
  }

  openUnmapped() {
    this.open(t("not mapped"), this.lost, this.header.unmapped);
  }

  openUncertain() {
    const { drawer, doubtful, header } = this;
    const rows = [...doubtful.lastDay.keys()];
    drawer.open(t("uncertain list"), rows, header.uncertain, doubtful);
  }

  newestFirst(rows) {
    const { lastDay } = this.incidents;
    const day = (row) =>
      Number.isNaN(lastDay[row]) ? -Infinity : lastDay[row];
    return rows.toSorted((a, b) => day(b) - day(a) || a - b);
  }

  toggleSide() {
    const isOpen = document.body.classList.toggle("side-open");
    this.header.filters.setAttribute("aria-expanded", String(isOpen));
    this.map.invalidateSize();
  }

  toggleList() {
    this.lists.node.hidden = this.lists.isOpen;
    this.header.list.setAttribute("aria-pressed", String(this.lists.isOpen));
    this.fillLists();
  }

  fillLists() {
    if (this.lists.isOpen) this.lists.fill(this.newestFirst(this.rows));
  }

  reset() {
    this.take({});
  }

  /** Take up the choice of an address that was put into this window. */
  follow() {
    this.take(null);
  }

  /** Take up a start: the one given, or the one the address holds. */
  take(start) {
    for (const [key, value] of Object.entries(unfiltered()))
      if (value instanceof Set) this.choice[key].clear();
      else this.choice[key] = value;
    this.start = start ?? read(location.hash, this.choice);
    if (!start) this.theme.choose(this.start.theme);
    this.fit();
    this.refresh();
  }

  /** Keep the choice in the address, so that a copied link brings it back. */
  remember() {
    if (this.theme.isOnPaper) return;
    const { lat, lng } = this.map.getCenter();
    const view = [this.map.getZoom(), lat.toFixed(3), lng.toFixed(3)].join("/");
    const { isEmbedded } = this.start;
    const theme = this.theme.chosen;
    const words = written(this.choice, { view, theme, isEmbedded });
    history.replaceState(null, "", `#${words}`);
  }
}
