"""Columns in words: reports due and their way."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

WORDS: Mapping[str, str | Promise] = {
    "pack": pgettext_lazy("column", "Made of"),
    "reader": pgettext_lazy("column", "Reader"),
    "asked_kind": pgettext_lazy("column", "Asked of"),
    "due_days": pgettext_lazy("column", "Days after the period"),
    "activity_code": pgettext_lazy("column", "Activity of the wheel"),
    "kind_id": pgettext_lazy("column", "Kind of report"),
    "report_id": pgettext_lazy("column", "Report"),
    "figures": pgettext_lazy("column", "Figures handed in"),
    "published_on": pgettext_lazy("column", "Made public on"),
    "published_where": pgettext_lazy("column", "Where it is public"),
    "informed_on": pgettext_lazy("column", "Told of on"),
    "informed_whom": pgettext_lazy("column", "Who was told"),
    "act": pgettext_lazy("column", "Step"),
}
