"""Words for levels, the same everywhere they are shown."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

LEVELS: dict[int | None, str | Promise] = {
    None: pgettext_lazy("risk level", "Unknown"),
    1: pgettext_lazy("risk level", "Low"),
    2: pgettext_lazy("risk level", "Medium"),
    3: pgettext_lazy("risk level", "High"),
    4: pgettext_lazy("risk level", "Very high"),
}


def level_word(level: int | None) -> str:
    """`High` for 3, `Unknown` for None and for anything that is not a level."""
    return str(LEVELS.get(level, LEVELS[None]))
