"""An account with a word on all that is expected, so that a test changes only what it is about."""

from decimal import Decimal

from samsvar.core.catalogues.climate import activities
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.climate.models import ClimateAccount
from samsvar.subjects.climate.services.accounts import open_account
from samsvar.subjects.climate.services.factors import set_own_factor
from samsvar.subjects.climate.services.lines import record_line
from tests.cast import NOW, Cast

#: Amounts whose tonnes can be worked out by hand.
AMOUNTS = {"electricity": Decimal(1_000_000), "recovered_power": Decimal(400_000), "vehicle_diesel": Decimal(10_000)}


def lay_account(
    cast: Cast, enterprise: OrgUnit, year: int = 2022, by: str = "kari", **amounts: Decimal
) -> ClimateAccount:
    """Open an account with a line on each expected activity: `amounts`, else `AMOUNTS`, else none."""
    account = open_account(enterprise=enterprise, year=year, by=cast.actor(by), at=NOW)
    wanted = {**dict.fromkeys((code for code, each in activities().items() if each.expected), Decimal(0)), **AMOUNTS}
    for code, amount in {**wanted, **amounts}.items():
        record_line(account=account, unit=enterprise, activity=code, amount=amount, by=cast.actor(by), at=NOW)
    return account


def lay_factor(
    cast: Cast, enterprise: OrgUnit, activity: str, kg: str, from_year: int = 2019, by: str = "kari"
) -> None:
    """An own factor of the enterprise that still holds."""
    fields = {"activity": activity, "from_year": from_year, "kg_co2e": Decimal(kg), "source": "Leverandøren"}
    set_own_factor(enterprise=enterprise, fields=fields, by=cast.actor(by), at=NOW)
