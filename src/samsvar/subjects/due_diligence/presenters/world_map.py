"""The world map of country levels, from geometry built beside the catalogues; without it there is a table only."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pycountry

from samsvar.core.catalogues.editions import FOLDER
from samsvar.core.documents.charts import FILLS, INK, INKS, drawing, written
from samsvar.core.documents.svg import Svg, element, words

GEOMETRY = FOLDER / "world_map" / "geometry.json"
_LAND = "#eceded"
_GROUND = "#ffffff"
_STEP = {3: 7.0, 4: 4.5}
_LABELS = 8


@dataclass(frozen=True, slots=True)
class MapLabel:
    """A country's name and figure, drawn beside it with a line."""

    code: str
    name: str
    figure: str


def world_map(levels: Mapping[str, int | None], labels: Iterable[MapLabel], title: str, more: str) -> Svg | None:
    """Countries by ISO alpha-3 filled by level, with hatching on 3 and 4. None where the geometry is not built.

    `title` says the finding, `more` where the same figures stand in words.
    """
    geometry = _geometry()
    if geometry is None:
        return None
    by_number = {_number(code): level for code, level in levels.items() if level is not None}
    shapes: list[str] = []
    for number, shape in geometry["countries"].items():
        shapes += _country(shape["path"], by_number.get(number))
    named = list(labels)[:_LABELS]
    lines = _labels(geometry, named)
    head = [element("title", {}, words(title)), element("desc", {}, words(more))]
    return drawing(geometry["width"], geometry["height"], *head, _hatches(), *shapes, *lines)


@cache
def _geometry(path: Path = GEOMETRY) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found


@cache
def _number(code: str) -> str:
    found = pycountry.countries.get(alpha_3=code)
    return str(found.numeric) if found else code


def _country(path: str, level: int | None) -> list[str]:
    if level is None:
        return [
            element("path", {"d": path, "class_": "dd-land", "fill": _LAND, "stroke": _GROUND, "stroke_width": 0.7})
        ]
    filled = {"d": path, "class_": f"s-part s-l{level}", "fill": FILLS[level], "stroke": _GROUND, "stroke_width": 0.7}
    drawn = [element("path", filled)]
    if level in _STEP:
        drawn.append(element("path", {"d": path, "fill": f"url(#hatch-{level})"}))
    else:
        drawn.append(
            element("path", {"d": path, "class_": "dd-edge", "fill": "none", "stroke": INK, "stroke_width": 0.5})
        )
    return drawn


def _hatches() -> str:
    return element("defs", {}, *(_hatch(level, step) for level, step in _STEP.items()))


def _hatch(level: int, step: float) -> str:
    line = {"d": f"M0 0V{step + 0.5:g}", "class_": f"dd-hatch s-l{level}", "stroke": INKS[level], "stroke_width": 1.3}
    return element(
        "pattern",
        {
            "id": f"hatch-{level}",
            "width": step,
            "height": step,
            "patternUnits": "userSpaceOnUse",
            "patternTransform": "rotate(45)",
        },
        element("path", {**line, "stroke_opacity": 0.5}),
    )


def _labels(geometry: Mapping[str, Any], labels: list[MapLabel]) -> list[str]:
    """Each label at the edge nearest its country, one above the other where they would meet."""
    placed: list[tuple[float, float]] = []
    drawn = []
    for label in labels:
        shape = geometry["countries"].get(_number(label.code))
        if shape is None:
            continue
        x, y = shape["centroid"]
        leftwards = x > 560 and len(label.name) < 30 and x < 780
        tx, ty = _free(x + (-46 if leftwards else 46), y, geometry["height"], placed)
        placed.append((tx, ty))
        anchor, gap = ("end", -4) if leftwards else ("start", 4)
        text = f"{label.name} {label.figure}"
        halo = written(
            text,
            tx + gap,
            ty + 5,
            15,
            colour=_GROUND,
            class_="dd-halo",
            text_anchor=anchor,
            stroke=_GROUND,
            stroke_width=4,
            stroke_linejoin="round",
        )
        parts = [
            element(
                "path", {"d": f"M{x:g} {y:g}L{tx:g} {ty:g}", "class_": "dd-edge", "stroke": INK, "stroke_width": 1}
            ),
            element("circle", {"cx": x, "cy": y, "r": 2.6, "class_": "dd-dot", "fill": INK}),
            halo,
            written(text, tx + gap, ty + 5, 15, text_anchor=anchor, font_weight=600),
        ]
        drawn.append(element("g", {"class_": "dd-label"}, *parts))
    return drawn


def _free(x: float, y: float, height: float, placed: list[tuple[float, float]]) -> tuple[float, float]:
    """A place for a label near (x, y), 20 apart from those already there."""
    for step in (-58, 58, -84, 84, -110, 110, -136, 136):
        place = min(max(y + step, 16), height - 12)
        if all(abs(place - other_y) >= 20 or abs(x - other_x) > 130 for other_x, other_y in placed):
            return x, place
    return x, min(max(y - 58, 16), height - 12)
