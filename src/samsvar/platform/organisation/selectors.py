"""Reads of the organisation: the tree as it stood on a day, who holds which duty, what is vacant."""

from dataclasses import dataclass
from datetime import date

from samsvar.platform.organisation.models import Duty, KeyFigure, OrgUnit, Post, UnitPlacement, held_on, keys_in


@dataclass(frozen=True, slots=True)
class PlacedUnit:
    """A unit where it stood on a day, with the name it had."""

    unit_id: int
    parent_id: int | None
    path: str
    name_nb: str


def structure_on(root: OrgUnit, on: date) -> list[PlacedUnit]:
    """The unit and all that stood beneath it on the day, in the order of the tree; empty where it did not live then."""
    own = _placement_on(root, on)
    if own is None:
        return []
    rows = (
        UnitPlacement.objects.filter(held_on(on), path__gte=own.path, path__lt=own.path[:-1] + "/")
        .filter(unit_id__in=OrgUnit.objects.alive(on).values("pk"))
        .order_by("path")
        .values_list("unit_id", "parent_id", "path", "name_nb")
    )
    return [PlacedUnit(*row) for row in rows]


def unit_ids_on(root: OrgUnit, on: date) -> list[int]:
    """Ids of the unit and what stood beneath it: a figure for 2023 is summed over the structure of 2023."""
    return [placed.unit_id for placed in structure_on(root, on)]


def way_to(unit: OrgUnit) -> list[OrgUnit]:
    """The units above, outermost first, without the unit itself. One query."""
    keys = unit.line_keys[:-1]
    return list(OrgUnit.objects.filter(key__in=keys).order_by("path"))


def way_to_on(unit: OrgUnit, on: date) -> list[str]:
    """Names of the units above on the day, outermost first, as they were called then."""
    own = _placement_on(unit, on)
    if own is None:
        return []
    keys = keys_in(own.path)[:-1]
    names = UnitPlacement.objects.filter(held_on(on), unit__key__in=keys).order_by("path")
    return list(names.values_list("name_nb", flat=True))


def holders(enterprise: OrgUnit, on: date) -> dict[str, Post]:
    """Who holds each duty on the day; a duty nobody holds is absent."""
    rows = Post.objects.filter(held_on(on), enterprise=enterprise, person__is_active=True).select_related("person")
    return {row.duty: row for row in rows.order_by("valid_from")}


def vacant_duties(enterprise: OrgUnit, on: date) -> list[Duty]:
    """Duties that nobody holds on the day, or that a deactivated person holds."""
    held = holders(enterprise, on)
    return [duty for duty in Duty if duty not in held]


def key_figures(enterprise: OrgUnit, year: int) -> dict[str, KeyFigure]:
    """The year's figures by kind; what is not recorded is absent."""
    return {row.kind: row for row in KeyFigure.objects.filter(enterprise=enterprise, year=year)}


def _placement_on(unit: OrgUnit, on: date) -> UnitPlacement | None:
    return UnitPlacement.objects.filter(held_on(on), unit=unit).order_by("-valid_from").first()
