"""Columns in words: the annual wheel and meetings."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

WORDS: Mapping[str, str | Promise] = {
    "phase": pgettext_lazy("column", "Phase"),
    "name_en": pgettext_lazy("column", "Name in English"),
    "about_nb": pgettext_lazy("column", "Description in bokmål"),
    "about_nn": pgettext_lazy("column", "Description in nynorsk"),
    "about_en": pgettext_lazy("column", "Description in English"),
    "timing": pgettext_lazy("column", "When"),
    "fixed": pgettext_lazy("column", "Day that stands"),
    "only_here": pgettext_lazy("column", "Only for the one that set it"),
    "events": pgettext_lazy("column", "Events"),
    "from_year": pgettext_lazy("column", "First year"),
    "to_year": pgettext_lazy("column", "Last year"),
    "counts_from": pgettext_lazy("column", "Counts from"),
    "activity_id": pgettext_lazy("column", "Activity"),
    "slot": pgettext_lazy("column", "Which in the year"),
    "waits_for": pgettext_lazy("column", "Waits for"),
    "notes": pgettext_lazy("column", "Notes"),
    "evidence": pgettext_lazy("column", "Evidence"),
    "sequence": pgettext_lazy("column", "Changes told to calendars"),
    "cancelled": pgettext_lazy("column", "Cancelled"),
}
