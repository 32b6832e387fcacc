import { isoOf, dayOf } from "./data.js";

const SETS = {
  types: "hiddenTypes",
  subtypes: "hiddenSubTypes",
  precisions: "hiddenPrecisions",
};
const TEXTS = ["actor", "country", "admin1", "source", "text"];
const DAYS = ["from", "to"];

/** The choice and the view as the part of an address after #. */
export function written(choice, view, theme) {
  const words = new URLSearchParams();
  if (view) words.set("map", view);
  for (const [key, name] of Object.entries(SETS))
    if (choice[name].size) words.set(`hide-${key}`, [...choice[name]].join("|"));
  for (const name of TEXTS) if (choice[name]) words.set(name, choice[name]);
  for (const name of DAYS)
    if (choice[name] !== null) words.set(name, isoOf(choice[name]));
  if (choice.confidence) words.set("confidence", choice.confidence);
  if (choice.fatal) words.set("fatal", "1");
  if (!choice.undated) words.set("undated", "0");
  if (theme) words.set("theme", theme);
  return words.toString();
}

/** Put what an address says into the choice; what it does not say stays. */
export function read(hash, choice) {
  const words = new URLSearchParams(hash.replace(/^#/, ""));
  for (const [key, name] of Object.entries(SETS))
    for (const value of (words.get(`hide-${key}`) ?? "").split("|"))
      if (value) choice[name].add(key === "precisions" ? Number(value) : value);
  for (const name of TEXTS) choice[name] = words.get(name) ?? choice[name];
  for (const name of DAYS) {
    const day = dayOf(words.get(name));
    if (Number.isFinite(day)) choice[name] = day;
  }
  choice.confidence = Number(words.get("confidence")) || 0;
  choice.fatal = words.get("fatal") === "1";
  choice.undated = words.get("undated") !== "0";
  return { view: words.get("map"), theme: words.get("theme") };
}

/** "zoom/lat/lon" as numbers, or null where it is not that. */
export function viewOf(text) {
  const [zoom, lat, lon] = (text ?? "").split("/").map(Number);
  const isView = [zoom, lat, lon].every(Number.isFinite) && text.includes("/");
  return isView ? { zoom, lat, lon } : null;
}
