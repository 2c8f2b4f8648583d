"""SVG that may stand in a page: written by us or by the chart compiler, checked before it is used.

The page's content security policy forbids inline style and scripts, so a picture carries its colours as
presentation attributes (what paper uses) and class names (what the page's style sheet may override for the dark).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import ClassVar

from lxml import etree

NAMESPACE = "http://www.w3.org/2000/svg"
LONGEST_PICTURE = 2_000_000

_ELEMENTS = frozenset(
    (
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "title",
        "desc",
        "defs",
        "clipPath",
        "pattern",
        "marker",
        "a",
        "linearGradient",
        "radialGradient",
        "stop",
    )
)
_ADDRESS = re.compile(r"(?:https?://|/(?!/)|#|\?)[^\s<>\"]*\Z", re.IGNORECASE)
_INNER_REFERENCE = re.compile(r"url\(\s*#[\w.-]+\s*\)")


class UnsafePicture(ValueError):
    """The SVG holds something that a page must never carry; the argument says what."""


@dataclass(frozen=True, slots=True)
class Svg:
    """One checked SVG picture as text. Raises :class:`UnsafePicture` when it is not allowed."""

    text: str
    already_checked: ClassVar[bool] = True

    def __post_init__(self) -> None:
        digest = sha256(self.text.encode("utf-8", "surrogatepass")).digest()
        if digest not in _SOUND:
            check_svg(self.text)
            if len(_SOUND) >= _SOUND_KEPT:
                _SOUND.clear()
            _SOUND.add(digest)


#: Digests of texts that were found to be allowed: the same picture is checked once.
_SOUND: set[bytes] = set()
_SOUND_KEPT = 1000


def check_svg(text: str) -> None:
    """Raise :class:`UnsafePicture` unless ``text`` is one svg element of known parts, without style, script, entity."""
    if len(text) > LONGEST_PICTURE:
        raise UnsafePicture("length")
    if "<!" in text or "<?" in text:
        raise UnsafePicture("declaration")
    root = _parsed(text)
    if root.tag != f"{{{NAMESPACE}}}svg":
        raise UnsafePicture("root element")
    for element in root.iter():
        _check_element(element)


def _parsed(text: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, UnicodeEncodeError) as error:
        raise UnsafePicture("not XML") from error


def _check_element(element: etree._Element) -> None:
    name = str(element.tag).removeprefix(f"{{{NAMESPACE}}}")
    if name not in _ELEMENTS:
        raise UnsafePicture(f"element {name}")
    for attribute, value in ((str(key), str(value)) for key, value in element.attrib.items()):
        if attribute.startswith("{") or attribute == "style" or attribute.lower().startswith("on"):
            raise UnsafePicture(f"attribute {attribute}")
        if attribute == "href" and not (name == "a" and _ADDRESS.match(value)):
            raise UnsafePicture("address")
        if "url(" in value.lower() and not _INNER_REFERENCE.fullmatch(value.strip()):
            raise UnsafePicture("outside reference")


def texts_of(svg: Svg) -> tuple[str, ...]:
    """Return the words drawn in the picture, in source order (not its title and description)."""
    drawn = (f"{{{NAMESPACE}}}text",)
    return tuple(
        " ".join("".join(element.itertext()).split()) for element in _parsed(svg.text).iter() if element.tag in drawn
    )


def size_of(svg: Svg) -> tuple[float, float]:
    """Return width and height from the viewBox, in the picture's own units. Raises UnsafePicture without one."""
    parts = _parsed(svg.text).get("viewBox", "").replace(",", " ").split()
    if len(parts) != 4:
        raise UnsafePicture("viewBox")
    return float(parts[2]), float(parts[3])


def element(name: str, attributes: Mapping[str, object], *children: str) -> str:
    """Return one SVG element as text. Attribute values are escaped; ``_`` in names becomes ``-``; None is left out.

    Children are SVG text already: plain words go through :func:`words` first.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def words(text: str) -> str:
    """Return plain words escaped for use between SVG tags."""
    return escape(text, quote=False)


def _number(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
