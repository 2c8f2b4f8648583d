"""What stands round every page: menu, units to choose among, period, language. Read only when a template asks."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject, cached_property

from samsvar.front.home.menu import BELOW, MENU, Line, lines, mark_here
from samsvar.platform.access.permissions import ROLES
from samsvar.platform.access.scoping import units_visible_to
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import ENTERPRISE_KINDS, OrgUnit
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language

UNITS_SHOWN = 120
YEARS_BACK = 5
RECENT = "recent_units"
RECENT_KEPT = 5


@dataclass(frozen=True)
class UnitLine:
    """A unit in the switcher: how deep it stands, and the person's role where they hold one on it."""

    unit: OrgUnit
    depth: int
    role: str
    here: bool


@dataclass
class Frame:
    """The frame of one request. At most two queries, counters apart: the chosen unit's surroundings, once."""

    request: HttpRequest
    viewer: Viewer | None
    today: date
    now: datetime
    language: str
    demo: bool = field(default=False)

    @cached_property
    def menu(self) -> tuple[Line, ...]:
        return self._lines[0]

    @cached_property
    def below(self) -> tuple[Line, ...]:
        return self._lines[1]

    @cached_property
    def _lines(self) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        if self.viewer is None:
            return (), ()
        upper, lower = lines(MENU, self.viewer), lines(BELOW, self.viewer)
        mark_here((*upper, *lower), self.request.path)
        for line in (*upper, *lower):
            for drawn in (line, *line.pages):
                if drawn.entry.counter is not None and (drawn is line or line.open):
                    drawn.count = drawn.entry.counter(self.viewer, self.unit, self.today)
        return upper, lower

    @cached_property
    def _units(self) -> list[OrgUnit]:
        """The chosen unit and the roles' units with what stands right beneath, the enterprises, the units last used."""
        if self.viewer is None:
            return []
        held = [grant.unit_id for grant in self.viewer.grants]
        wanted = Q(pk__in=held) | Q(parent_id__in=held) | Q(kind__in=ENTERPRISE_KINDS)
        wanted |= Q(key__in=[self._asked, *self.recent_keys])
        wanted |= Q(parent__in=OrgUnit.objects.filter(key=self._asked).values("pk"))
        visible = OrgUnit.objects.filter(units_visible_to(self.viewer))
        found = visible.alive(self.today).filter(wanted) | visible.filter(key=self._asked)
        return list(found.order_by("path")[:UNITS_SHOWN])

    @property
    def _asked(self) -> str:
        return self.request.GET.get("unit") or self.request.session.get("unit", "")

    @property
    def recent_keys(self) -> list[str]:
        return list(self.request.session.get(RECENT, []))[:RECENT_KEPT]

    @cached_property
    def unit(self) -> OrgUnit | None:
        """The unit the page is about: the one asked for if it may be seen, else the first role's, else the first."""
        if self.viewer is None:
            return None
        by_key = {unit.key: unit for unit in self._units}
        by_id = {unit.pk: unit for unit in self._units}
        own = [by_id[grant.unit_id] for grant in self.viewer.grants if grant.unit_id in by_id]
        return by_key.get(self._asked) or (own[0] if own else next(iter(self._units), None))

    @cached_property
    def units(self) -> list[UnitLine]:
        roles = self._roles
        paths: list[str] = []
        found = []
        for unit in self._units:
            while paths and not unit.path.startswith(paths[-1]):
                paths.pop()
            found.append(UnitLine(unit, min(len(paths), 3), roles.get(unit.pk, ""), unit == self.unit))
            paths.append(unit.path)
        return found

    @property
    def recent(self) -> list[UnitLine]:
        order = self.recent_keys
        return sorted(
            (line for line in self.units if line.unit.key in order), key=lambda line: order.index(line.unit.key)
        )

    @cached_property
    def _roles(self) -> dict[int, str]:
        grants = self.viewer.grants if self.viewer else ()
        return {grant.unit_id: str(ROLES[grant.role].name) for grant in grants}

    @property
    def role(self) -> str:
        """The person's first role in words."""
        return next(iter(self._roles.values()), "")

    @property
    def person(self) -> Any:
        return self.viewer.person if self.viewer else None

    @property
    def only_reads(self) -> bool:
        return bool(self.viewer and self.viewer.only_reads)

    @property
    def period(self) -> str:
        """The year the page is about, from the address or the session; this year when none is chosen."""
        asked = self.request.GET.get("period") or self.request.session.get("period", "")
        return asked if asked in self.periods else str(self.today.year)

    @property
    def periods(self) -> list[str]:
        return [str(year) for year in range(self.today.year, self.today.year - YEARS_BACK, -1)]

    @property
    def carried(self) -> str:
        """The unit and period of the address, to be carried by links; empty where the address has none."""
        kept = self.request.GET.copy()
        for key in list(kept):
            if key not in ("unit", "period"):
                del kept[key]
        return f"?{kept.urlencode()}" if kept else ""

    @property
    def colour_scheme(self) -> str:
        chosen = getattr(self.person, "colour_scheme", "") or self.request.COOKIES.get("scheme", "")
        return chosen if chosen in ("light", "dark") else "auto"

    @property
    def menu_folded(self) -> bool:
        return self.request.COOKIES.get("menu") == "rail"

    @property
    def keys(self) -> bool:
        """Keyboard shortcuts, unless the person switched them off."""
        return self.request.COOKIES.get("keys") != "off"


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `frame`, read only when used, so that API answers and partials pay nothing."""

    def made() -> Frame:
        return Frame(
            request=request,
            viewer=getattr(request, "viewer", None),
            today=today(),
            now=now(),
            language=current_language(),
            demo=settings.DEMO,
        )

    return {"frame": SimpleLazyObject(made)}
