"""Tell as JSON what QGIS makes of layers; run by the Python that QGIS is built for.

Arguments: a picture to draw, then layers as QGIS names them, the uppermost first, or
one project.
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
    if sources[0].endswith(".qgz") or sources[0].startswith("geopackage:"):
        answer_of_project(picture, sources[0])
        return
    layers = [opened(source) for source in sources]
    draw([layer for layer in layers if layer.isSpatial()], picture)
    json.dump([told(layer) for layer in layers], sys.stdout)
    sys.stdout.flush()


def answer_of_project(picture: str, source: str) -> None:
    from qgis.core import QgsProject

    project = QgsProject.instance()
    if not project.read(source):
        sys.exit(f"QGIS cannot read {source}: {project.error()}")
    tree = project.layerTreeRoot()
    shown = [node.layer() for node in tree.findLayers() if node.isVisible()]
    draw([layer for layer in shown if layer.isSpatial()], picture)
    told = {
        "title": project.title(),
        "shown": [layer.name() for layer in shown],
        "played": [layer.name() for layer in shown if is_played(layer)],
        "relations": {
            relation.name(): pairs(relation)
            for relation in project.relationManager().relations().values()
        },
    }
    json.dump(told, sys.stdout)
    sys.stdout.flush()
    project.clear()


def is_played(layer: Any) -> bool:  # noqa: ANN401 QGIS's
    return bool(layer.temporalProperties().isActive())


def pairs(relation: Any) -> list[list[str]]:  # noqa: ANN401 QGIS's
    """Return the key of each parent, and those of the rows that belong to it."""
    return [
        [parent[1], child[1]]  # after the row's number
        for parent in relation.referencedLayer().getFeatures()
        for child in relation.getRelatedFeatures(parent)
    ]


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
