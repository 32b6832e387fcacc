"""Tell as JSON what QGIS makes of layers; run by the Python that QGIS is built for.

Arguments: a picture to draw, then layers as QGIS names them, the uppermost first.
"""

from __future__ import annotations

import json
import sys
from typing import Any


def main() -> None:
    from qgis.core import QgsApplication

    application = QgsApplication([], False)  # noqa: FBT003 without a window
    application.initQgis()
    answer(*sys.argv[1:])
    application.exitQgis()  # only when no layer is left: it would crash


def answer(picture: str, *sources: str) -> None:
    layers = [opened(source) for source in sources]
    draw([layer for layer in layers if layer.isSpatial()], picture)
    json.dump([told(layer) for layer in layers], sys.stdout)
    sys.stdout.flush()


def opened(source: str) -> Any:  # noqa: ANN401 QGIS's
    from qgis.core import QgsVectorLayer

    layer = QgsVectorLayer(source, source, "ogr")
    if not layer.isValid():
        sys.exit(f"QGIS cannot read {source}: {layer.error().summary()}")
    return layer


def told(layer: Any) -> dict[str, Any]:  # noqa: ANN401 QGIS's
    from qgis.core import QgsWkbTypes

    renderer = layer.renderer() if layer.isSpatial() else None
    is_ruled = renderer is not None and renderer.type() == "RuleRenderer"
    shapes = [feature.geometry() for feature in layer.getFeatures()]
    return {
        "source": layer.name(),
        "geometry": QgsWkbTypes.displayString(layer.wkbType()),
        "crs": layer.crs().authid(),
        "count": layer.featureCount(),
        "shapes": sum(not shape.isNull() for shape in shapes),
        "valid": sum(shape.isGeosValid() for shape in shapes if not shape.isNull()),
        "fields": {field.name(): field.typeName() for field in layer.fields()},
        "rules": [
            [rule.label(), rule.filterExpression()]
            for rule in (renderer.rootRule().children() if is_ruled else ())
        ],
        "played_by": [
            layer.temporalProperties().startField(),
            layer.temporalProperties().endField(),
        ],
        "map_tip": layer.mapTipTemplate(),
    }


def draw(layers: list[Any], picture: str) -> None:
    from qgis.core import QgsMapRendererParallelJob, QgsMapSettings, QgsRectangle
    from qgis.PyQt.QtCore import QSize
    from qgis.PyQt.QtGui import QColor

    extent = QgsRectangle()
    for layer in layers:
        extent.combineExtentWith(layer.extent())
    extent.scale(1.2)
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setOutputSize(QSize(1000, 700))
    settings.setOutputDpi(96)
    settings.setBackgroundColor(QColor("white"))
    settings.setExtent(extent)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(picture)


if __name__ == "__main__":
    main()
