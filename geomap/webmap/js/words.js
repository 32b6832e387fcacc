let words = {};
let numbers = new Intl.NumberFormat();

/** Use these words for everything the page says itself. */
export function useWords(table) {
  words = table;
  numbers = new Intl.NumberFormat(document.documentElement.lang);
}

/** The words of a key, with {names} filled in; a key without words is shown. */
export function t(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** The words of a value that the data's schema names, such as an event type. */
export function termed(value) {
  return words[`term:${value}`] ?? value;
}

/** A number with its thousands apart. */
export function count(n) {
  return numbers.format(n);
}

/** A count as one writes it: exact, "~12 (12–99)", "≥5", "≤40" or "~50". */
export function range(best, low, high) {
  if (low === null && high === null) return `~${count(best)}`;
  if (low === high) return count(best);
  if (high === null) return `≥${count(low)}`;
  if (low === null) return `≤${count(high)}`;
  return `~${count(best)} (${count(low)}–${count(high)})`;
}
