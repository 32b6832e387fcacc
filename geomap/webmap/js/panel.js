import { el } from "./dom.js";
import { counted, listed, rowsOf } from "./filters.js";
import { tool } from "./header.js";
import { closeness } from "./incidents.js";
import { MEASURES } from "./shading.js";
import { symbol } from "./symbols.js";
import { count, t, termed } from "./words.js";

/** What a legend draws of symbols whose type does not matter. */
const BLANK = { colour: "currentColor", ink: "none", glyph: "" };

/** A row of a legend: a box to tick, a picture, a name and how many. */
function entry(name, picture, isShown, onToggle, onOnly) {
  const box = el("input", { type: "checkbox", onchange: onToggle });
  box.checked = isShown;
  const number = el("span", { class: "count" });
  const node = el(
    "li",
    {},
    el("label", {}, box, picture, el("span", { class: "name" }, name), number),
    onOnly &&
      el(
        "button",
        {
          type: "button",
          class: "only",
          onclick: onOnly,
          "aria-label": t("only this of", { name }),
        },
        t("only this"),
      ),
  );
  return { node, box, number };
}

/** The legend of one column: ticking hides and shows, and it counts. */
class Legend {
  constructor(incidents, column, { hidden, order, picture, name, ...others }) {
    const { facet, onChange } = others;
    Object.assign(this, { incidents, column, hidden, facet });
    const known = order.filter((value) => column.distinct.includes(value));
    const values = [
      ...known,
      ...column.distinct.filter((v) => v !== null && !known.includes(v)),
    ];
    this.entries = new Map(
      values.map((value) => [
        value,
        entry(
          name(value),
          picture(value),
          !hidden.has(value),
          () => this.toggle(value, onChange),
          values.length > 1 && (() => this.only(value, onChange)),
        ),
      ]),
    );
    this.node = el(
      "ul",
      { class: "legend" },
      ...[...this.entries.values()].map(({ node }) => node),
    );
  }

  toggle(value, onChange) {
    if (!this.hidden.delete(value)) this.hidden.add(value);
    onChange();
  }

  only(value, onChange) {
    const others = [...this.entries.keys()].filter((other) => other !== value);
    const isOnly =
      !this.hidden.has(value) &&
      others.every((other) => this.hidden.has(other));
    this.hidden.clear();
    if (!isOnly) for (const other of others) this.hidden.add(other);
    onChange();
  }

  update(refused) {
    const { incidents, column, facet } = this;
    const counts = counted(incidents, column, refused, facet);
    for (const [value, { node, box, number }] of this.entries) {
      const n = counts[this.column.distinct.indexOf(value)];
      number.textContent = count(n);
      box.checked = !this.hidden.has(value);
      node.classList.toggle("none", n === 0);
    }
  }
}

/** A list to choose one value from; the empty choice comes first. */
function chooser(label, options, onChoose) {
  const select = el(
    "select",
    { onchange: () => onChoose(select.value) },
    ...options.map(([value, words]) => el("option", { value }, words)),
  );
  return { select, node: el("label", { class: "field" }, label, select) };
}

/** What a chooser offers: all, then each text that the columns hold. */
function optionsOf(incidents, names, textsOf = (value) => value ?? []) {
  const values = names.flatMap((name) => incidents.columns[name].distinct);
  const texts = [...new Set(values.flatMap(textsOf))];
  texts.sort((a, b) => a.localeCompare(b));
  return [["", t("all")], ...texts.map((text) => [text, text])];
}

/** Legend and filters: everything that decides what is shown. */
export class Panel {
  constructor(incidents, styles, choice, { onChange, onSave, extras }) {
    Object.assign(this, { incidents, choice });
    this.legends = this.makeLegends(styles, onChange);
    this.choosers = this.makeChoosers(onChange);
    this.search = el("input", {
      type: "search",
      placeholder: t("search"),
      "aria-label": t("search"),
      oninput: () => {
        choice.text = this.search.value;
        onChange();
      },
    });
    this.confidence = el("input", {
      type: "range",
      min: 0,
      max: 1,
      step: 0.05,
      oninput: () => {
        choice.confidence = Number(this.confidence.value);
        onChange();
      },
    });
    this.confidenceWords = el("output", {});
    this.fatal = el("input", {
      type: "checkbox",
      onchange: () => {
        choice.fatal = this.fatal.checked;
        onChange();
      },
    });
    this.background = entry(
      t("background"),
      symbol(BLANK, "town", { isBackground: true }),
      choice.background,
      () => {
        choice.background = this.background.box.checked;
        onChange();
      },
    );
    this.node = el(
      "section",
      { class: "side", id: "side", "aria-label": t("filters") },
      ...this.layOut(),
      el("div", { class: "extras" }, this.choosers.shade.node, extras),
      el(
        "div",
        { class: "saves" },
        tool(t("save csv"), "CSV", () => onSave("csv")),
        tool(t("save geojson"), "GeoJSON", () => onSave("geojson")),
      ),
    );
  }

  makeLegends(styles, onChange) {
    const { incidents, choice } = this;
    return {
      types: new Legend(incidents, incidents.type, {
        hidden: choice.hiddenTypes,
        order: styles.order,
        picture: (type) => symbol(styles.of(type), "town"),
        name: termed,
        facet: "types",
        onChange,
      }),
      subTypes: new Legend(incidents, incidents.subType, {
        hidden: choice.hiddenSubTypes,
        order: [...incidents.subType.distinct].sort(),
        picture: () => null,
        name: termed,
        facet: "subTypes",
        onChange,
      }),
      precisions: new Legend(incidents, incidents.prec, {
        hidden: choice.hiddenPrecisions,
        order: [1, 2, 3, 4, 5, 6, 7],
        picture: (prec) => symbol(BLANK, closeness(prec)),
        name: (prec) => t(`precision ${prec}`),
        facet: "precisions",
        onChange,
      }),
    };
  }

  makeChoosers(onChange) {
    const { incidents, choice } = this;
    const made = (key, options) =>
      chooser(t(`filter ${key}`), options, (value) => {
        choice[key] = value;
        onChange();
      });
    const shades = [...MEASURES.keys()].map((key) => [key, t(`shade ${key}`)]);
    return {
      actor: made("actor", optionsOf(incidents, ["actor1", "actor2"])),
      country: made("country", optionsOf(incidents, ["country"])),
      admin1: made("admin1", optionsOf(incidents, ["admin1"])),
      source: made("source", optionsOf(incidents, ["source"], listed)),
      shade: made("shade", [["", t("symbols")], ...shades]),
    };
  }

  layOut() {
    const { types, subTypes, precisions } = this.legends;
    const { actor, country, admin1, source } = this.choosers;
    return [
      this.search,
      el("h2", {}, t("types")),
      types.node,
      el("details", {}, el("summary", {}, t("sub-types")), subTypes.node),
      el("h2", {}, t("precision")),
      precisions.node,
      ...this.layOutBackground(),
      el(
        "details",
        { class: "further" },
        el("summary", {}, t("further filters")),
        actor.node,
        country.node,
        admin1.node,
        source.node,
        el(
          "label",
          { class: "field" },
          el("span", {}, t("confidence"), " ", this.confidenceWords),
          this.confidence,
        ),
        el("label", { class: "tick" }, this.fatal, t("fatal only")),
      ),
    ];
  }

  /** What shows and hides background, where there is any. */
  layOutBackground() {
    if (!this.incidents.isBackground.some(Boolean)) return [];
    return [
      el("h2", {}, t("context")),
      el("ul", { class: "legend" }, this.background.node),
    ];
  }

  /** Show the choice as it is, and what each entry would bring. */
  update(refused) {
    const { choice, background } = this;
    const { isBackground } = this.incidents;
    const told = rowsOf(refused, "background").filter((r) => isBackground[r]);
    background.number.textContent = count(told.length);
    background.box.checked = choice.background;
    for (const legend of Object.values(this.legends)) legend.update(refused);
    for (const [key, { select }] of Object.entries(this.choosers))
      select.value = choice[key];
    if (this.search.value !== choice.text) this.search.value = choice.text;
    this.confidence.value = choice.confidence;
    this.confidenceWords.textContent = choice.confidence
      ? `≥ ${Math.round(choice.confidence * 100)} %`
      : t("any");
    this.fatal.checked = choice.fatal;
  }
}
