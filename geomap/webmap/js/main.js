import { unpack } from "./data.js";
import { Page } from "./page.js";
import { useWords } from "./words.js";

/** Wait until the browser has painted what was changed so far. */
function painted() {
  return new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(done));
  });
}

const core = await unpack("core");
useWords(core.words);
const page = new Page(window.map_incidents, core);
await page.refresh();
// A frame is not painted in a tab that nobody looks at.
if (!document.hidden) await painted();
performance.mark("incidents");
const [world, regions] = await Promise.all(["world", "regions"].map(unpack));
page.addBasemap({ ...world, ...regions });
document.documentElement.dataset.ready = "true";
