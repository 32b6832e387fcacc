import { TILE } from "./projection.js";

/** Points closer than this many pixels to the last one drawn are skipped. */
const STEP_PX = 0.6;

/** What the style sheet defines, by theme: asking it anew takes long. */
const styles = new Map();

/**
 * A canvas that Leaflet moves and scales with the map; `paint` draws on it
 * after each move, given a painter for the area in view.
 */
export const Canvas = L.Canvas.extend({
  initialize(paint, pane) {
    L.Canvas.prototype.initialize.call(this, { padding: 0.15, pane });
    this._paint = paint;
    this.above = [];
  },
  onAdd() {
    L.Canvas.prototype.onAdd.call(this);
    this._updatePaths();
  },
  repaint() {
    this._update();
  },
  _updatePaths() {
    const painter = new Painter(this._ctx, this._map, this._bounds);
    for (const { _paint: paint } of [this, ...this.above]) paint(painter);
  },
  _initContainer() {
    L.Canvas.prototype._initContainer.call(this);
    this._container.setAttribute("aria-hidden", "true");
    this._container.style.pointerEvents = "none";
  },
});

/** Draw projected lines on a canvas, in every copy of the world in view. */
export class Painter {
  constructor(context, map, bounds) {
    this.context = context;
    this.zoom = map.getZoom();
    this.size = TILE * 2 ** this.zoom;
    this.origin = map.getPixelOrigin();
    this.bounds = bounds;
    this.view = L.bounds(
      map.containerPointToLayerPoint([0, 0]),
      map.containerPointToLayerPoint(map.getSize()),
    );
    this.copies = [-1, 0, 1, 2].filter((copy) => {
      const west = copy * this.size - this.origin.x;
      return west < bounds.max.x && west + this.size > bounds.min.x;
    });
  }

  /** A colour or font that the page's style sheet defines. */
  style(name) {
    const key = `${document.documentElement.dataset.theme} ${name}`;
    if (!styles.has(key)) {
      const css = getComputedStyle(document.documentElement);
      styles.set(key, css.getPropertyValue(name).trim());
    }
    return styles.get(key);
  }

  x(x, copy = 0) {
    return (x + copy) * this.size - this.origin.x;
  }

  y(y) {
    return y * this.size - this.origin.y;
  }

  sees({ box }, copy) {
    const { min, max } = this.bounds;
    return (
      this.x(box[0], copy) < max.x &&
      this.x(box[2], copy) > min.x &&
      this.y(box[1]) < max.y &&
      this.y(box[3]) > min.y
    );
  }

  /** Whether a line's box leaves nothing of the view outside it. */
  fills({ box }) {
    const { min, max } = this.view;
    return (
      this.x(box[0]) < min.x &&
      this.x(box[2]) > max.x &&
      this.y(box[1]) < min.y &&
      this.y(box[3]) > max.y
    );
  }

  /** Put lines into the context's path; `skip` leaves an edge of a ring out. */
  trace(lines, skip = () => false) {
    const { context } = this;
    context.beginPath();
    for (const copy of this.copies)
      for (const line of lines)
        if (this.sees(line, copy)) this.traceOne(line.points, copy, skip);
  }

  traceOne(points, copy, skip) {
    const { context } = this;
    let lastX = this.x(points[0], copy);
    let lastY = this.y(points[1]);
    context.moveTo(lastX, lastY);
    for (let at = 2; at < points.length; at += 2) {
      const x = this.x(points[at], copy);
      const y = this.y(points[at + 1]);
      const isLast = at === points.length - 2;
      const moved = Math.abs(x - lastX) + Math.abs(y - lastY);
      if (moved < STEP_PX && !isLast) continue;
      if (skip(points, at)) context.moveTo(x, y);
      else context.lineTo(x, y);
      lastX = x;
      lastY = y;
    }
  }
}
