"""Which pack is asked for: of which unit and period, as whom, for which reader; and what several sections read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value

from samsvar.core.documents.model import FigureRef, Inline, Inlines, Language, line
from samsvar.core.documents.numbers import OSLO, format_number
from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.addresses import page_address
from samsvar.registers.indicators.selectors.definitions import indicators_for
from samsvar.registers.indicators.selectors.figures import Shown
from samsvar.registers.indicators.selectors.pages import standings_of

_PLACE = re.compile(r"%\((\w+)\)s")

MOST = 15
"""What is listed of each kind; the number beside tells of all."""


@dataclass(frozen=True)
class Asked:
    """A pack of a unit for a tertial or a year. `reader` empty: every section."""

    viewer: Viewer
    unit: OrgUnit
    period: Period
    today: date
    language: Language
    reader: str = ""

    @property
    def is_annual(self) -> bool:
        return self.period.kind is PeriodKind.YEAR

    @property
    def is_enterprise(self) -> bool:
        """Whether the unit is a region or a trust: what belongs to enterprises is told of them alone."""
        return self.unit.enterprise_id == self.unit.pk

    @property
    def before(self) -> date:
        """The day before which something must be done to count as done: the one after the period, or today."""
        return min(self.today, self.period.last_day + timedelta(days=1))

    @property
    def begins_at(self) -> datetime:
        """The first instant of the period."""
        return datetime.combine(self.period.first_day, time.min, OSLO)

    @property
    def ends_at(self) -> datetime:
        """The first instant after it."""
        return datetime.combine(self.period.last_day + timedelta(days=1), time.min, OSLO)

    @property
    def works_there(self) -> bool:
        """Whether the viewer has a role in the unit's own enterprise: how many cases there are is told to those."""
        return self.viewer.everything or any(
            grant.enterprise_id == self.unit.enterprise_id and Permission.VIEW_INDICATORS in grant.own
            for grant in self.viewer.grants
        )

    @cached_property
    def standings(self) -> Sequence[Shown]:
        """How the unit's indicators stand, the prioritised first. Five queries, once."""
        return standings_of(self.unit, self.period, self.before, indicators_for(self.unit))

    def numbers(self, rows: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
        """How many rows there are of each. One query, however many are asked for."""
        counted = {
            name: Subquery(every.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n"))
            for name, every in rows.items()
        }
        found = OrgUnit.objects.filter(pk=self.unit.pk).values_list(*counted.values()).get()
        return {name: number or 0 for name, number in zip(counted, found, strict=True)}

    def count(self, name: str, number: int | None, *, rule: str, page: str = "", **query: object) -> FigureRef:
        """A counted figure: its rule, and the page of the records behind it. None is unknown, never zero."""
        address = page_address(page, **({"unit": self.unit.key} | query)) if page else ""
        shown = "–" if number is None else format_number(number, self.language, 0)
        return FigureRef(
            f"{name}-{self.unit.number or self.unit.key}",
            shown,
            number,
            (f"unit:{self.unit.key}",),
            rule,
            self.period.code,
            address or None,
        )


def worded(text: str, **parts: "str | Inline") -> Inlines:
    """A translated sentence with figures in it: `%(name)s` is where each part stands, in the language's own order."""
    found: list[str | Inline] = []
    for place, piece in enumerate(_PLACE.split(text)):
        if place % 2:
            found.append(parts[piece])
        elif piece:
            found.append(piece)
    return line(*found)
