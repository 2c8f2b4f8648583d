"""Where words in a drawing find room: beside the lines, and not on each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

Place: TypeAlias = tuple[float, float]
_WIDE = 0.56
"""How wide a letter is at the mean, as a part of the type's size."""
_APART = 3
"""How far apart the places along a line are, in points: no words slip between two of them."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words that begin (`start`), lie about (`middle`) or end (`end`) at x, with their base line at y."""

    text: str
    x: float
    y: float
    size: float
    anchor: str

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the room the words take, with a little air."""
        width = len(self.text) * self.size * _WIDE
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return left - 2, self.y - self.size, left + width + 2, self.y + 4

    def is_free(self, lines: Sequence[Place], taken: Sequence["Label"], within: tuple[float, float]) -> bool:
        """Whether it lies between the two sides, on no line and on no other words."""
        left, top, right, bottom = self.box
        if left < within[0] or right > within[1]:
            return False
        if any(left < x < right and top < y < bottom for x, y in lines):
            return False
        boxes = (each.box for each in taken)
        return not any(left < end and begin < right and top < low and high < bottom for begin, high, end, low in boxes)


def along(line: Sequence[Place]) -> list[Place]:
    """Places close together along a line from corner to corner."""
    found = []
    for (x, y), (to_x, to_y) in pairwise(line):
        steps = max(1, int(max(abs(to_x - x), abs(to_y - y)) / _APART))
        found += [(x + (to_x - x) * at / steps, y + (to_y - y) * at / steps) for at in range(steps + 1)]
    return found
