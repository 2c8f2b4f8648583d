"""Factors that an enterprise sets itself: the electricity factor of its supplier, the district heat of its town."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from samsvar.core.catalogues.climate import activities
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import NotAllowed, known_fields, save_changed, save_new
from samsvar.subjects.climate import events
from samsvar.subjects.climate.models import AccountState, ClimateAccount, OwnFactor

COLUMNS = frozenset({"activity", "basis", "from_year", "to_year", "kg_co2e", "source", "reason"})


@transaction.atomic
def set_own_factor(
    *,
    enterprise: OrgUnit,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    factor: OwnFactor | None = None,
    version: int | None = None,
) -> OwnFactor:
    """Set a factor for an activity, or change `factor`; the old one is kept in the trail.

    Raises StaleVersion, NotAllowed: `unknown_activity`, `no_source`, `years_backwards`, `factor_negative`,
    `factor_twice` (of the same activity, basis and first year), `settled_years` (a year it holds for, or held for, is
    settled).
    """
    values = known_fields(fields, COLUMNS)
    held = {name: getattr(factor, name) for name in COLUMNS} if factor else {}
    now = {"basis": "", "to_year": None, "reason": "", **held, **values}
    if now["activity"] not in activities():
        raise NotAllowed("unknown_activity")
    if not str(now["source"]).strip():
        raise NotAllowed("no_source")
    if now["to_year"] is not None and now["to_year"] < now["from_year"]:
        raise NotAllowed("years_backwards")
    if now["kg_co2e"] < 0:
        raise NotAllowed("factor_negative")
    same = {name: now[name] for name in ("activity", "basis", "from_year")}
    twin = OwnFactor.objects.filter(enterprise=enterprise, **same).first()
    if twin is not None and twin != factor:
        raise NotAllowed("factor_twice")
    _no_settled_year(enterprise, [now, held] if held else [now])
    if factor is None:
        new = OwnFactor(enterprise=enterprise, **now)
        return save_new(new, kind=events.FACTOR_SET, enterprise=enterprise, by=by, at=at)
    return save_changed(factor, now, kind=events.FACTOR_SET, enterprise=enterprise, by=by, at=at, version=version)


def _no_settled_year(enterprise: OrgUnit, spans: list[dict[str, Any]]) -> None:
    """A settled account says the same tomorrow as today. Its years are locked until it is opened again."""
    within = Q(pk__in=[])
    for span in spans:
        years = {"year__gte": span["from_year"]}
        if span["to_year"] is not None:
            years["year__lte"] = span["to_year"]
        within |= Q(**years)
    rows = ClimateAccount.objects.filter(within, enterprise=enterprise).select_for_update(of=("self",), no_key=True)
    settled = sorted(account.year for account in rows if account.state == AccountState.SETTLED)
    if settled:
        raise NotAllowed("settled_years", years=", ".join(map(str, settled)))
