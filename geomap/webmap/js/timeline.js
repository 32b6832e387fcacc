import { isoOf } from "./data.js";
import { el, svg } from "./dom.js";
import { rowsOf } from "./filters.js";
import { icon } from "./icons.js";
import { count, t } from "./words.js";

const HEIGHT = 46;
const MOST_BARS = 90;
const STEPS = [1, 7, 30, 91, 365];
const PLAY_MS = 450;

/**
 * Histogram of the dated incidents, a range to choose, and play. What is told
 * as background, often from years before, neither counts nor widens it.
 */
export class Timeline {
  constructor(incidents, choice, onChange) {
    Object.assign(this, { incidents, choice, onChange });
    const rows = incidents.reported([...incidents.lastDay.keys()]);
    const days = rows
      .map((row) => incidents.lastDay[row])
      .filter((day) => !Number.isNaN(day));
    this.first = days.reduce((a, b) => Math.min(a, b), Infinity);
    this.last = days.reduce((a, b) => Math.max(a, b), -Infinity);
    this.hasDays = this.first < this.last;
    this.undated = rows.length - days.length;
    this.step =
      STEPS.find((step) => (this.last - this.first) / step < MOST_BARS) ??
      STEPS.at(-1);
    this.makeControls();
    this.node = this.layOut();
  }

  makeControls() {
    const { first, last, step } = this;
    const slider = (label, change) => {
      const node = el("input", {
        type: "range",
        min: first,
        max: last + ((step - ((last - first) % step)) % step),
        step: 1,
        "aria-label": label,
        oninput: () => change(Number(node.value)),
      });
      return node;
    };
    this.from = slider(t("from day"), (day) =>
      this.choose(Math.min(day, this.choice.to ?? last), this.choice.to),
    );
    this.to = slider(t("to day"), (day) =>
      this.choose(this.choice.from, Math.max(day, this.choice.from ?? first)),
    );
    this.play = el("button", {
      type: "button",
      class: "play",
      onclick: () => (this.timer ? this.stop() : this.start()),
    });
    this.include = el("input", {
      type: "checkbox",
      onchange: () => {
        this.choice.undated = this.include.checked;
        this.onChange();
      },
    });
    this.words = el("output", { class: "dates" });
    this.bars = svg("svg", {
      class: "bars",
      preserveAspectRatio: "none",
      "aria-hidden": "true",
    });
  }

  layOut() {
    const undated =
      this.undated > 0 &&
      el(
        "label",
        { class: "tick" },
        this.include,
        t("undated n", { n: count(this.undated) }),
      );
    const label = { "aria-label": t("timeline") };
    if (!this.hasDays) {
      const day = Number.isFinite(this.first) && isoOf(this.first);
      return el("section", { class: "timeline plain", ...label }, day, undated);
    }
    return el(
      "section",
      { class: "timeline", ...label },
      el("div", { class: "brush" }, this.bars, this.from, this.to),
      el("div", { class: "controls" }, this.play, this.words, undated),
    );
  }

  choose(from, to) {
    this.choice.from = from === null || from <= this.first ? null : from;
    this.choice.to = to === null || to >= this.last ? null : to;
    this.onChange();
  }

  start() {
    const { first, last, step } = this;
    const span = Math.max(
      step,
      (this.choice.to ?? last) - (this.choice.from ?? first),
    );
    const width = span >= last - first ? step : span;
    let at = span >= last - first ? first : (this.choice.from ?? first);
    this.timer = setInterval(() => {
      if (at > last) return this.stop();
      this.choice.from = at;
      this.choice.to = at + width - 1;
      at += step;
      return this.onChange();
    }, PLAY_MS);
    this.update(this.refused);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.choose(null, null);
  }

  /** Draw the bars anew: what all other filters leave, chosen days in colour. */
  update(refused) {
    this.refused = refused;
    this.include.checked = this.choice.undated;
    if (!this.hasDays) return;
    const { first, last, step, choice, incidents } = this;
    const from = choice.from ?? first;
    const to = choice.to ?? last;
    const bars = new Uint32Array(Math.floor((last - first) / step) + 1);
    for (const row of incidents.reported(rowsOf(refused, "dates"))) {
      const day = incidents.lastDay[row];
      if (!Number.isNaN(day)) bars[Math.floor((day - first) / step)]++;
    }
    const most = bars.reduce((a, b) => Math.max(a, b), 1);
    this.bars.setAttribute("viewBox", `0 0 ${bars.length} ${HEIGHT}`);
    this.bars.replaceChildren(
      ...Array.from(bars, (n, at) => {
        const day = first + at * step;
        const height = n ? Math.max(2, (n / most) * HEIGHT) : 0;
        return svg("rect", {
          x: at + 0.06,
          y: HEIGHT - height,
          width: 0.88,
          height,
          class: day + step > from && day <= to ? "in" : "out",
        });
      }),
    );
    this.from.value = from;
    this.to.value = to;
    this.words.textContent = t("between", {
      first: isoOf(from),
      last: isoOf(to),
    });
    this.play.replaceChildren(icon(this.timer ? "pause" : "play"));
    this.play.setAttribute("aria-label", t(this.timer ? "pause" : "play"));
  }
}
