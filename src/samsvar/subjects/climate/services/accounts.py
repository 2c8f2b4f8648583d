"""Accounts opened, settled and opened again. A settled account has filled the enterprise's indicators by itself."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from samsvar.core.rules.climate import COMMON
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.platform.organisation.services.writing import NotAllowed, save_changed, save_new, standing
from samsvar.subjects.climate import events
from samsvar.subjects.climate.models import AccountState, ClimateAccount, GwpSet
from samsvar.subjects.climate.selectors.accounts import Found, inventory_of
from samsvar.subjects.climate.services.feeding import feed_indicators


@transaction.atomic
def open_account(
    *, enterprise: OrgUnit, year: int, by: Actor, at: datetime, gwp_set: str = GwpSet.AR5
) -> ClimateAccount:
    """Begin the enterprise's account of a year. Raises NotAllowed: `no_enterprise`, `account_twice`."""
    if enterprise.enterprise_id != enterprise.pk:
        raise NotAllowed("no_enterprise")
    if ClimateAccount.objects.filter(enterprise=enterprise, year=year).exists():
        raise NotAllowed("account_twice")
    account = ClimateAccount(enterprise=enterprise, year=year, gwp_set=GwpSet(gwp_set).value)
    return save_new(account, kind=events.ACCOUNT_OPENED, enterprise=enterprise, by=by, at=at)


@transaction.atomic
def settle_account(
    *,
    account: ClimateAccount,
    by: Actor,
    at: datetime,
    today: date,
    reason: str = "",
    person: Person | None = None,
    version: int | None = None,
) -> ClimateAccount:
    """Say that the account is as it is to be, and fill the indicators that draw from it.

    What an indicator cannot be told for is not filled, and a figure in a closed period stands as it was accepted
    (`selectors.feeding.told_of` says which). Raises StaleVersion, NotAllowed: `settled`, `year_not_over`,
    `no_lines`, `missing` (an activity that every account is to have a word on has none, and no `reason` is given).
    """
    must_be_open(account)
    if account.year >= today.year:
        raise NotAllowed("year_not_over", year=account.year)
    found = inventory_of(account)
    if not found.has_lines:
        raise NotAllowed("no_lines")
    if (found.inventory.missing or found.inventory.gross.unknown) and not reason.strip():
        raise NotAllowed("missing")
    values = {"state": AccountState.SETTLED, "settled_at": at, "settled_by": person, "note": reason.strip()}
    values["settled_kg"] = _net_of(found)
    feed_indicators(account=account, found=found, by=by, at=at, today=today)
    event, of = events.ACCOUNT_SETTLED, account.enterprise
    return save_changed(account, values, kind=event, enterprise=of, by=by, at=at, version=version)


@transaction.atomic
def reopen_account(
    *, account: ClimateAccount, reason: str, by: Actor, at: datetime, version: int | None = None
) -> ClimateAccount:
    """Open a settled account again. The indicators keep what they were given until it is settled anew.

    Raises StaleVersion, NotAllowed: `not_settled`, `no_reason`.
    """
    if standing(account, "state") != AccountState.SETTLED:
        raise NotAllowed("not_settled")
    if not reason.strip():
        raise NotAllowed("no_reason")
    unsettled = dict.fromkeys(("settled_at", "settled_by", "settled_kg"))
    values = {"state": AccountState.OPEN, **unsettled, "note": reason.strip()}
    event, of = events.ACCOUNT_REOPENED, account.enterprise
    return save_changed(account, values, kind=event, enterprise=of, by=by, at=at, version=version)


def _net_of(found: Found) -> Decimal | None:
    """Net kilograms of the common account, to the gram; None where it is not wholly known."""
    tonnes = next((each.value for each in found.fed if each.indicator == COMMON), None)
    return None if tonnes is None else round(tonnes * 1000, 3)


def must_be_open(account: ClimateAccount) -> None:
    """Raises NotAllowed `settled` where the account is settled; nobody settles it until the transaction ends."""
    if standing(account, "state") == AccountState.SETTLED:
        raise NotAllowed("settled")
