/**
 * Add incidents to a Leaflet group of a folium map: filled circles at towns,
 * dashed and hollow ones where only an area is known. Words of articles become
 * text nodes, never markup.
 */
function addIncidents(group, packed) {
  const AREA_PREC = 3;
  const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
  const incidents = JSON.parse(new TextDecoder().decode(bytes));
  for (const { position, colour, prec, lines } of incidents) {
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
      radius: 8,
      weight: 2,
      color: isArea ? colour : "#1b1b1b",
      dashArray: isArea ? "4 3" : null,
      fillColor: isArea ? "#ffffff" : colour,
      fillOpacity: isArea ? 0.4 : 1,
    })
      .bindPopup(popup)
      .addTo(group);
  }
}
