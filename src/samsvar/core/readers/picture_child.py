"""Runs in the child: one PNG or JPEG to the same picture written anew, with its pixels alone.

What a camera or a program wrote beside them (place, owner, thumbnail, comments, colour profile) is left behind, and so
is whatever follows the picture's end. How it was held is turned into the pixels first.
"""

import base64
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

from PIL import Image, ImageOps

from samsvar.core.readers.results import FileProblem

PIXELS = 50_000_000
"""More than a telephone's camera gives; four bytes each, twice, are within the child's memory."""

_CHUNK = 3 << 19
_KINDS = {"PNG": "png", "JPEG": "jpg", "MPO": "jpg"}
_PLAIN = {"1": "L", "L": "L", "RGB": "RGB", "RGBA": "RGBA"}


def answers(file: BinaryIO) -> Iterator[Any]:
    """The kind (`png`, `jpg`), then the new file in pieces, base64. Raises FileProblem `too_many_pixels`, `damaged`."""
    warnings.simplefilter("ignore")  # Pillow's own warning of large pictures: ours is told as a problem
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(file, formats=tuple(_KINDS)) as picture:
            kind = str(picture.format)
            if picture.width * picture.height > PIXELS:
                raise FileProblem("too_many_pixels", pixels=picture.width * picture.height, limit=PIXELS)
            written = _written(picture, kind)
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError) as problem:
        raise FileProblem("damaged") from problem
    yield {"kind": _KINDS[kind]}
    for start in range(0, len(written), _CHUNK):
        yield {"bytes": base64.b64encode(written[start : start + _CHUNK]).decode()}


def _written(picture: Image.Image, kind: str) -> bytes:
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    mode = _mode(upright, kind)
    pixels = Image.new(mode, upright.size)
    pixels.paste(upright if upright.mode == mode else upright.convert(mode))
    target = BytesIO()
    if kind != "PNG":
        pixels.save(target, "JPEG", quality=85)
    else:
        pixels.save(target, "PNG", compress_level=2)
    return target.getvalue()


def _mode(picture: Image.Image, kind: str) -> str:
    if kind != "PNG":
        return "L" if picture.mode in ("1", "L") else "RGB"
    if picture.mode in ("LA", "PA", "RGBa", "La") or "transparency" in picture.info:
        return "RGBA"
    return _PLAIN.get(picture.mode, "L" if picture.mode.startswith("I") else "RGB")
