import { unpack } from "./data.js";
import { Page } from "./page.js";
import { useWords } from "./words.js";

/** Longest wait for a frame: none comes while nobody looks at the page. */
const LONGEST_MS = 250;

/** Wait until the browser has painted what was changed so far. */
function painted() {
  return new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, LONGEST_MS);
  });
}

const core = await unpack("core");
useWords(core.words);
const page = new Page(window.map_incidents, core);
await page.refresh();
await painted();
performance.mark("incidents");
const [world, regions] = await Promise.all(["world", "regions"].map(unpack));
page.addBasemap({ ...world, ...regions });
document.documentElement.dataset.ready = "true";
