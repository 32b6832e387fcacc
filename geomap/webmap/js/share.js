import { el } from "./dom.js";
import { t } from "./words.js";

const SANDBOX = "allow-scripts allow-downloads";

/** An address of the view as it is, in which only the map is shown. */
function embedded(address) {
  return `${address}${address.includes("#") ? "&" : "#"}embed=1`;
}

/** The frame that puts the map into another page, and lets it do no more. */
function frame(title) {
  const node = el("iframe", {
    src: embedded(location.href),
    title,
    sandbox: SANDBOX,
    width: "100%",
    height: "480",
    loading: "lazy",
  });
  return node.outerHTML;
}

function copied(label, text) {
  const area = el("textarea", { rows: 3, readonly: true }, text);
  area.addEventListener("focus", () => area.select());
  return el("label", { class: "field" }, label, area);
}

/** Show what to copy: a link to this view, and a frame for another page. */
export function share(title) {
  const close = () => dialog.close();
  const dialog = el(
    "dialog",
    { "aria-label": t("share"), onclose: () => dialog.remove() },
    copied(t("link"), location.href),
    copied(t("frame"), frame(title)),
    el("button", { type: "button", onclick: close }, t("close")),
  );
  document.body.append(dialog);
  dialog.showModal();
}
