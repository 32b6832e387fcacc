/**
 * While the browser prints, the page is a sheet of A4 across, which its style
 * sheet lays out: the map takes the room it has there and keeps its view.
 */
export function layOutOnPaper(map, theme) {
  const fill = (isOnPaper) => {
    const bounds = map.getBounds();
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
