import { isoOf, dayOf } from "./data.js";

const SETS = {
  types: "hiddenTypes",
  subtypes: "hiddenSubTypes",
  precisions: "hiddenPrecisions",
};
const TEXTS = ["actor", "country", "admin1", "source", "text", "shade"];
const DAYS = ["from", "to"];

/** The choice and the view as the part of an address after #. */
export function written(choice, { view, theme, isEmbedded }) {
  const sets = Object.entries(SETS).map(([key, name]) => [
    `hide-${key}`,
    [...choice[name]].join("|"),
  ]);
  const days = DAYS.map((name) => [
    name,
    choice[name] === null ? "" : isoOf(choice[name]),
  ]);
  const words = [
    ["map", view],
    ...sets,
    ...TEXTS.map((name) => [name, choice[name]]),
    ...days,
    ["confidence", choice.confidence || ""],
    ["fatal", choice.fatal ? "1" : ""],
    ["background", choice.background ? "" : "0"],
    ["undated", choice.undated ? "" : "0"],
    ["theme", theme ?? ""],
    ["embed", isEmbedded ? "1" : ""],
  ];
  return new URLSearchParams(
    words.filter(([, word]) => word !== ""),
  ).toString();
}

/** The values of one set that an address hides. */
function hidden(words, key) {
  const values = (words.get(`hide-${key}`) ?? "").split("|").filter(Boolean);
  return key === "precisions" ? values.map(Number) : values;
}

/** Put what an address says into the choice; what it does not say stays. */
export function read(hash, choice) {
  const words = new URLSearchParams(hash.replace(/^#/, ""));
  for (const [key, name] of Object.entries(SETS))
    for (const value of hidden(words, key)) choice[name].add(value);
  for (const name of TEXTS) choice[name] = words.get(name) ?? choice[name];
  for (const name of DAYS) {
    const day = dayOf(words.get(name));
    if (Number.isFinite(day)) choice[name] = day;
  }
  choice.confidence = Number(words.get("confidence")) || 0;
  choice.fatal = words.get("fatal") === "1";
  choice.background = words.get("background") !== "0";
  choice.undated = words.get("undated") !== "0";
  return {
    view: words.get("map"),
    theme: words.get("theme"),
    isEmbedded: words.get("embed") === "1",
  };
}

/** "zoom/lat/lon" as numbers, or null where it is not that. */
export function viewOf(text) {
  const [zoom, lat, lon] = (text ?? "").split("/").map(Number);
  const isView = [zoom, lat, lon].every(Number.isFinite) && text.includes("/");
  return isView ? { zoom, lat, lon } : null;
}
