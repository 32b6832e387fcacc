/**
 * While the browser prints, the page is a sheet of A4 across, which its style
 * sheet lays out: the map takes the room it has there and keeps its view.
 *
 * `canvases` are those of the map, lowest first. On paper the lowest paints
 * them all, and the style sheet hides the others, since Chromium prints what
 * is empty in a canvas as white.
 */
export function layOutOnPaper(map, theme, canvases) {
  const fill = (isOnPaper) => {
    const bounds = map.getBounds();
    const [lowest, ...others] = canvases;
    lowest.above = isOnPaper ? others : [];
    document.body.classList.toggle("paper", isOnPaper);
    map.invalidateSize({ animate: false });
    map.fitBounds(bounds, { animate: false });
    theme.putOnPaper(isOnPaper);
  };
  let before;
  addEventListener("beforeprint", () => {
    before = [map.getCenter(), map.getZoom()];
    fill(true);
  });
  addEventListener("afterprint", () => {
    fill(false);
    map.setView(...before, { animate: false });
  });
}
