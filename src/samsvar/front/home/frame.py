"""What stands round every page: menu, units to choose among, period, language. Read only when a template asks."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.functional import cached_property

from samsvar.front.home.menu import BELOW, MENU, Line, lines, mark_here
from samsvar.platform.access.permissions import ROLES
from samsvar.platform.access.prepared import ask
from samsvar.platform.access.scoping import units_visible_to
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import ENTERPRISE_KINDS, OrgUnit
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.cookies import cookie_name
from samsvar.platform.ui.language import current_language

UNITS_SHOWN = 120
YEARS_BACK = 5
RECENT = "recent_units"
RECENT_KEPT = 5


class FramedUnit(NamedTuple):
    """What the frame shows of a unit; a name in nynorsk that is empty is the one in bokmål."""

    pk: int
    key: str
    path: str
    name_nb: str
    name_nn: str

    def name(self, language: str) -> str:
        """The unit's name in the language."""
        return self.name_nn if language == "nn" and self.name_nn else self.name_nb


class UnitLine(NamedTuple):
    """A unit in the switcher: how deep it stands, and the person's role where they hold one on it."""

    unit: FramedUnit
    depth: int
    role: str
    here: bool


@dataclass
class Frame:
    """The frame of one request. At most one query, counters apart: the chosen unit's surroundings, once."""

    request: HttpRequest
    viewer: Viewer | None
    demo: bool = field(default=False)

    @cached_property
    def now(self) -> datetime:
        return now()

    @cached_property
    def today(self) -> date:
        return today()

    @cached_property
    def language(self) -> str:
        return current_language()

    @cached_property
    def menu(self) -> tuple[Line, ...]:
        return self._lines[0]

    @cached_property
    def below(self) -> tuple[Line, ...]:
        return self._lines[1]

    @cached_property
    def beside(self) -> tuple[Line, ...]:
        """The pages that stand beside this one, itself among them."""
        return self._lines[2]

    @cached_property
    def _lines(self) -> tuple[tuple[Line, ...], tuple[Line, ...], tuple[Line, ...]]:
        if self.viewer is None:
            return (), (), ()
        upper, lower = lines(MENU, self.viewer), lines(BELOW, self.viewer)
        beside = mark_here((*upper, *lower), self.request.path)
        for line in (*upper, *lower):
            for drawn in (line, *line.pages):
                if drawn.entry.counter is not None and (drawn is line or line.open):
                    drawn.count = drawn.entry.counter(self.viewer, self.unit.key if self.unit else "", self.today)
        return upper, lower, beside

    @cached_property
    def _units(self) -> list[FramedUnit]:
        """The chosen unit and the roles' units with what stands right beneath, the enterprises, the units last used."""
        if self.viewer is None:
            return []
        asked = (self._asked, *self.recent_keys)
        held = tuple(grant.unit_id for grant in self.viewer.grants)
        rows = ask(("frame", self.viewer.sight, held, asked, self.today), self._shown)
        return [FramedUnit(*row) for row in rows]

    def _shown(self) -> QuerySet[OrgUnit, Any]:
        viewer: Any = self.viewer
        held = [grant.unit_id for grant in viewer.grants]
        wanted = Q(pk__in=held) | Q(parent_id__in=held) | Q(kind__in=ENTERPRISE_KINDS)
        keys = [key for key in (self._asked, *self.recent_keys) if key]
        if keys:
            wanted |= Q(key__in=keys)
        if self._asked:
            wanted |= Q(parent_id=Subquery(OrgUnit.objects.filter(key=self._asked).values("pk")[:1]))
        lives = Q(valid_from__isnull=True) | Q(valid_from__lte=self.today)
        lives &= Q(valid_to__isnull=True) | Q(valid_to__gte=self.today)
        if self._asked:
            lives |= Q(key=self._asked)
        # Which they may be is asked by itself, without a join or an order: so each way finds its few by its own index.
        few = OrgUnit.objects.filter(wanted).values("pk")
        found = OrgUnit.objects.filter(units_visible_to(viewer), lives, pk__in=few).order_by("path")
        return found.values_list("pk", "key", "path", "name_nb", "name_nn")[:UNITS_SHOWN]

    @cached_property
    def _asked(self) -> str:
        return self.request.GET.get("unit") or self.request.session.get("unit", "")

    @cached_property
    def recent_keys(self) -> list[str]:
        return list(self.request.session.get(RECENT, []))[:RECENT_KEPT]

    @cached_property
    def unit(self) -> FramedUnit | None:
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
        here = self.unit
        paths: list[str] = []
        found = []
        for unit in self._units:
            while paths and not unit.path.startswith(paths[-1]):
                paths.pop()
            found.append(UnitLine(unit, min(len(paths), 3), roles.get(unit.pk, ""), unit is here))
            paths.append(unit.path)
        return found

    @cached_property
    def recent(self) -> list[UnitLine]:
        order = self.recent_keys
        if not order:
            return []
        return sorted(
            (line for line in self.units if line.unit.key in order), key=lambda line: order.index(line.unit.key)
        )

    @cached_property
    def _roles(self) -> dict[int, str]:
        grants = self.viewer.grants if self.viewer else ()
        return {grant.unit_id: str(ROLES[grant.role].name) for grant in grants}

    @cached_property
    def role(self) -> str:
        """The person's first role in words."""
        return next(iter(self._roles.values()), "")

    @cached_property
    def person(self) -> Any:
        return self.viewer.person if self.viewer else None

    @cached_property
    def only_reads(self) -> bool:
        return bool(self.viewer and self.viewer.only_reads)

    @cached_property
    def period(self) -> str:
        """The year the page is about, from the address or the session; this year when none is chosen."""
        asked = self.request.GET.get("period") or self.request.session.get("period", "")
        return asked if asked in self.periods else str(self.today.year)

    @cached_property
    def periods(self) -> list[str]:
        return [str(year) for year in range(self.today.year, self.today.year - YEARS_BACK, -1)]

    @cached_property
    def carried(self) -> str:
        """The unit and period of the address, to be carried by links; empty where the address has none."""
        return self._kept("unit", "period")

    @cached_property
    def carried_beside(self) -> str:
        """The same, with the shorter period that pages beside each other share."""
        return self._kept("unit", "period", "p")

    def _kept(self, *names: str) -> str:
        kept = self.request.GET.copy()
        for key in list(kept):
            if key not in names:
                del kept[key]
        return f"?{kept.urlencode()}" if kept else ""

    @cached_property
    def colour_scheme(self) -> str:
        chosen = getattr(self.person, "colour_scheme", "") or self.request.COOKIES.get(cookie_name("scheme"), "")
        return chosen if chosen in ("light", "dark") else "auto"

    @cached_property
    def menu_folded(self) -> bool:
        return self.request.COOKIES.get(cookie_name("menu")) == "rail"

    @cached_property
    def look(self) -> tuple[Any, ...]:
        """All that stands in the bar and the menu, but for the units and the period: what they may be kept by."""
        lines = tuple(line.look for line in (*self.menu, *self.below))
        person = getattr(self.person, "name", None)
        chosen = (self.role, self.colour_scheme, self.menu_folded, self.keys)
        return (len(self.menu), lines, self.carried, self.viewer is None, person, *chosen)

    @cached_property
    def units_look(self) -> tuple[Any, ...]:
        """All that stands in the choice of a unit."""
        return (self.unit, tuple(self.units), tuple(self.recent))

    @cached_property
    def keys(self) -> bool:
        """Keyboard shortcuts, unless the person switched them off."""
        return self.request.COOKIES.get(cookie_name("keys")) != "off"


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `frame`, each part worked out when it is read: answers that read none pay nothing."""
    return {"frame": Frame(request=request, viewer=getattr(request, "viewer", None), demo=settings.DEMO)}
