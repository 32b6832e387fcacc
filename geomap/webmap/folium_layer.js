/**
 * Add incidents to a Leaflet group of a folium map: filled circles at towns,
 * dashed and hollow ones where only an area is known, small grey ones where it
 * is told as background. Words of articles become
 * text nodes, never markup.
 */
function addIncidents(group, packed) {
  const AREA_PREC = 3;
  const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
  const incidents = JSON.parse(new TextDecoder().decode(bytes));
  for (const { position, prec, lines, ...told } of incidents) {
    const colour = told.isBackground ? "#767676" : told.colour;
    const isArea = prec >= AREA_PREC;
    const [lon, lat] = position;
    const popup = document.createElement("div");
    popup.dir = "auto";
    for (const line of lines) {
      const paragraph = document.createElement("p");
      paragraph.textContent = line;
      popup.append(paragraph);
    }
    L.circleMarker([lat, lon], {
      radius: told.isBackground ? 5 : 8,
      weight: 2,
      color: isArea || told.isBackground ? colour : "#1b1b1b",
      dashArray: isArea ? "4 3" : null,
      fillColor: isArea || told.isBackground ? "#ffffff" : colour,
      fillOpacity: isArea || told.isBackground ? 0.4 : 1,
    })
      .bindPopup(popup)
      .addTo(group);
  }
}
