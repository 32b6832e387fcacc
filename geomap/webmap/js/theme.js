const system = matchMedia("(prefers-color-scheme: dark)");

/** Light or dark: as chosen, else as the reader's system; paper is light. */
export class Theme {
  constructor(onChange) {
    this.onChange = onChange;
    this.chosen = null;
    this.isOnPaper = false;
    system.addEventListener("change", () => this.apply());
  }

  get shown() {
    if (this.isOnPaper) return "light";
    return this.chosen ?? (system.matches ? "dark" : "light");
  }

  choose(name) {
    this.chosen = ["dark", "light"].includes(name) ? name : null;
    this.apply();
  }

  turn() {
    this.choose(this.shown === "dark" ? "light" : "dark");
  }

  putOnPaper(isOnPaper) {
    this.isOnPaper = isOnPaper;
    this.apply();
  }

  apply() {
    document.documentElement.dataset.theme = this.shown;
    this.onChange();
  }
}
