import { svg } from "./dom.js";

/** Strokes on a 24 × 24 grid; characters would depend on the reader's fonts. */
const PATHS = {
  filters: "M4 6h16M7 12h10M10 18h4",
  reset: "M5 12a7 7 0 1 0 2.2-5.1M4 4v4.5h4.5",
  share: "M12 15V4M8 7.5 12 3.5l4 4M6 11H4.5v9.5h15V11H18",
  theme: "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16",
  play: "M7 4.5v15l12-7.5z",
  pause: "M8 5v14M16 5v14",
  close: "M6 6l12 12M18 6 6 18",
};

/** A picture for a button, which its label explains. */
export function icon(name) {
  return svg(
    "svg",
    { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" },
    svg("path", { d: PATHS[name], class: `icon-${name}` }),
  );
}
