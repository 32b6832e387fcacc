import { lazily, unpack } from "./data.js";
import { el, quoted } from "./dom.js";
import { Canvas } from "./painter.js";
import { TILE, decodeLine, largest, worldX, worldY } from "./projection.js";
import { MEASURES, breaksOf, classOf, classWords } from "./shading.js";
import { count, t } from "./words.js";

/** A number is written where its division is about this many pixels wide. */
const NUMBER_WIDTH_PX = 34;

/** Whether a point lies inside the rings, by the even-odd rule. */
function holds(rings, x, y) {
  let isInside = false;
  for (const { points, box } of rings) {
    if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) continue;
    for (let at = 2; at < points.length; at += 2) {
      const [x1, y1, x2, y2] = points.subarray(at - 2, at + 2);
      const crosses = y1 > y !== y2 > y;
      if (crosses && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1))
        isInside = !isInside;
    }
  }
  return isInside;
}

/** The centre of a ring's area. */
function centre({ points }) {
  const [x0, y0] = points;
  let [area, x, y] = [0, 0, 0];
  for (let at = 2; at < points.length; at += 2) {
    const [x1, y1, x2, y2] = points.subarray(at - 2, at + 2);
    const twice = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
    area += twice;
    x += twice * (x1 + x2 - 2 * x0);
    y += twice * (y1 + y2 - 2 * y0);
  }
  return area ? [x0 + x / (3 * area), y0 + y / (3 * area)] : [x0, y0];
}

/** What a division holds, in words. */
export function tallyWords({ name, country, rows, killed }) {
  const values = { n: count(rows.length), killed: count(killed) };
  return `${[name, country].filter(Boolean).join(", ")}: ${t("tally", values)}`;
}

/** Divisions shaded by how many incidents, or people killed, they hold. */
export class DivisionLayer {
  constructor(map, shades, theme, onOpen) {
    Object.assign(this, { map, shades, theme, onOpen, shown: [] });
    map.createPane("divisions").style.zIndex = 340;
    this.canvas = new Canvas((painter) => this.paint(painter), "divisions");
    this.load = lazily(() => this.read());
    this.legend = el("div", { class: "shades" });
    const Control = L.Control.extend({ onAdd: () => this.legend });
    this.control = new Control({ position: "bottomright" });
    this.tooltip = L.tooltip({ direction: "top", offset: [0, -8] });
    this.onMove = ({ latlng }) => this.tell(latlng);
    this.onClick = ({ latlng }) => this.open(latlng);
  }

  async read() {
    const stored = await unpack("divisions");
    return new Map(
      stored.map(([country, name, rings]) => {
        const lines = rings.map(decodeLine);
        return [
          `${country}\n${name}`,
          { lines, centre: centre(largest(lines)) },
        ];
      }),
    );
  }

  /**
   * Shade the divisions of some tallies; classes are those of `all`, which the
   * chosen days do not narrow, so that a colour keeps its meaning over time.
   */
  async show(tallies, all, measure) {
    const outlines = await this.load();
    const of = MEASURES.get(measure);
    const key = ({ country, name }) => `${country}\n${name}`;
    const valued = tallies.map((tally) => ({ ...tally, value: of(tally) }));
    this.measure = measure;
    this.breaks = breaksOf(all.filter(({ name }) => name).map(of));
    this.shown = valued
      .filter((tally) => tally.value && outlines.has(key(tally)))
      .map((tally) => ({ ...tally, ...outlines.get(key(tally)) }));
    this.unshaded = valued
      .filter((tally) => !outlines.has(key(tally)))
      .reduce((sum, { value }) => sum + value, 0);
    if (!this.isShown) this.begin();
    this.fillLegend();
    this.canvas._update();
  }

  get isShown() {
    return this.map.hasLayer(this.canvas);
  }

  begin() {
    this.canvas.addTo(this.map);
    this.control.addTo(this.map);
    this.map.on("mousemove", this.onMove).on("click", this.onClick);
  }

  hide() {
    this.shown = [];
    this.canvas.remove();
    this.control.remove();
    this.tooltip.remove();
    this.map.off("mousemove", this.onMove).off("click", this.onClick);
  }

  fillLegend() {
    const classes = this.breaks.map((least, at) =>
      el(
        "li",
        {},
        el("i", { style: `background:${this.colour(least)}` }),
        classWords(this.breaks, at),
      ),
    );
    const rest = t("unshaded", { n: count(this.unshaded) });
    this.legend.replaceChildren(
      el("h2", {}, t(`shade ${this.measure}`)),
      el("ul", {}, ...classes),
      this.unshaded ? el("p", {}, rest) : "",
    );
  }

  repaint() {
    if (!this.isShown) return;
    this.fillLegend();
    this.canvas._update();
  }

  /** The colour of a value; few classes are spread over all shades. */
  colour(value) {
    const last = Math.max(1, this.breaks.length - 1);
    const share = classOf(this.breaks, value) / last;
    const shade = this.shades[Math.round(share * (this.shades.length - 1))];
    return shade[this.theme.shown];
  }

  paint(painter) {
    const { context } = painter;
    context.lineJoin = "round";
    for (const { lines, value } of this.shown) {
      painter.trace(lines);
      context.fillStyle = this.colour(value);
      context.fill("evenodd");
      context.lineWidth = 1;
      context.strokeStyle = painter.style("--border");
      context.stroke();
    }
  }

  /** Numbers for the labels, where there is room for them. */
  named() {
    const { map } = this;
    const size = TILE * 2 ** map.getZoom();
    const origin = map.getPixelOrigin();
    return this.shown
      .filter(({ lines }) => {
        const { box } = largest(lines);
        return (box[2] - box[0]) * size > NUMBER_WIDTH_PX;
      })
      .map(({ centre: [x, y], value }) => ({
        x: x * size - origin.x,
        y: y * size - origin.y,
        r: 0,
        kind: "number",
        name: count(value),
      }));
  }

  at({ lat, lng }) {
    const x = ((worldX(lng) % 1) + 1) % 1;
    const y = worldY(lat);
    return this.shown.find(({ lines }) => holds(lines, x, y));
  }

  tell(position) {
    const found = this.at(position);
    this.map.getContainer().classList.toggle("pointing", Boolean(found));
    if (!found) return this.tooltip.remove();
    return this.tooltip
      .setLatLng(position)
      .setContent(quoted("span", tallyWords(found)))
      .addTo(this.map);
  }

  open(position) {
    const found = this.at(position);
    if (found) this.onOpen(found, this.map.getContainer());
  }
}
