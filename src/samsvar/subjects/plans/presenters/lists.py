"""The list of units with and without plans, as a template sees it."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from samsvar.core.rules.plans import UnitCount
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer

TABS: dict[str, str | Promise] = {
    "near": gettext_lazy("The unit and those right under it"),
    "all": gettext_lazy("All units"),
    "lacking": gettext_lazy("Without a plan"),
    "weak": gettext_lazy("Plan that is not good enough"),
    "late": gettext_lazy("Over the deadline"),
    "submitted": gettext_lazy("Handed in"),
}


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in the list, with its plans: the plan, what was worked out of it, how many criteria
    it meets, and of how many."""

    unit: Any
    plans: list[tuple[Any, Any, int, int]]
    can_begin: bool


def row(unit: Any, viewer: Viewer) -> UnitRow:
    """A unit's row."""
    plans = []
    for plan in unit.plans_of_year:
        quality = getattr(plan, "quality", None)
        results = quality.results if quality else []
        plans.append((plan, quality, sum(each["met"] is True for each in results), len(results)))
    return UnitRow(unit, plans, not plans and viewer.may(Permission.MANAGE_ACTIONS, unit))


def tabs(here: str) -> list[tuple[str, str | Promise, bool]]:
    """The saved views."""
    return [(code, words, code == here) for code, words in TABS.items()]


def finding(count: UnitCount, year: int) -> str:
    """The list's heading: what is so."""
    units = count.denominator + len(count.unknown)
    lacking = count.lacking
    if units and lacking == units:
        return gettext("No unit has a plan for %(year)s yet") % {"year": year}
    if not lacking:
        return gettext("All units have a plan for %(year)s") % {"year": year}
    words = ngettext(
        "%(n)s of %(units)s units lacks a plan for %(year)s",
        "%(n)s of %(units)s units lack a plan for %(year)s",
        lacking,
    )
    return words % {"n": lacking, "units": units, "year": year}
