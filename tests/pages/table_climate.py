"""Rows of the climate account. All at an enterprise see their own unit's lines; few settle the account."""

from decimal import Decimal
from typing import Any

from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.climate.models import ActivityLine, ClimateAccount, OwnFactor
from tests.cast import CANARY, NOW, Cast
from tests.pages.rows import Places, Row, everyone

STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}


def lay(cast: Cast) -> Places:
    """An open account with a line and an own factor, a settled one, and the neighbour's."""
    ours, theirs = _laid(cast.enterprise, "Faktura"), _laid(cast.neighbour, f"Faktura {CANARY}")
    settled = ClimateAccount.objects.create(enterprise=cast.enterprise, year=2021, state="settled", **STAMPS)
    return {
        "climate account": {"key": ours[0].key},
        "settled account": {"key": settled.key},
        "neighbour's account": {"key": theirs[0].key},
        "climate line": {"key": ours[1].key},
        "neighbour's line": {"key": theirs[1].key},
        "own factor": {"key": ours[2].key},
        "neighbour's factor": {"key": theirs[2].key},
        "lines as sheet": {"ending": "xlsx"},
        "lines as text": {"ending": "csv"},
        "lines as nothing": {"ending": "pdf"},
    }


def _laid(unit: OrgUnit, words: str) -> tuple[ClimateAccount, ActivityLine, OwnFactor]:
    account = ClimateAccount.objects.create(enterprise=unit, year=2022, **STAMPS)
    line = ActivityLine.objects.create(
        enterprise=unit,
        account=account,
        unit=unit,
        activity="electricity",
        amount=Decimal(1_000),
        source=words,
        **STAMPS,
    )
    factor = OwnFactor.objects.create(
        enterprise=unit, activity="district_heat", from_year=2022, kg_co2e=Decimal("0.01"), source=words, **STAMPS
    )
    return account, line, factor


def more(cast: Cast, count: int) -> None:
    """Many more accounts, lines and factors of the neighbour's."""
    for number in range(count):
        account = ClimateAccount.objects.create(enterprise=cast.neighbour, year=2100 + number, **STAMPS)
        ActivityLine.objects.create(
            enterprise=cast.neighbour,
            account=account,
            unit=cast.neighbour,
            activity="lpg",
            amount=number,
            source=f"{CANARY} {number}",
            **STAMPS,
        )
        OwnFactor.objects.create(
            enterprise=cast.neighbour, activity="lpg", from_year=2100 + number, kg_co2e=1, source=CANARY, **STAMPS
        )


def _sent(statuses: Any) -> dict[str, int]:
    return {name: {200: 302}.get(status, status) for name, status in statuses.items()}


NOBODY = {"per": 404, "ended": 404, "future": 404}
#: Neither the region nor its trust has an account of the year.
WITHOUT = {**NOBODY, "regional": 404, "berit": 404}
_EXPORTS = "kari owner ola auditor director nils lookalike regional berit"
OWN = everyone(200, administrator=403, **NOBODY)
OUT = everyone(403, **dict.fromkeys(_EXPORTS.split(), 200), **NOBODY)
#: The line stands on the enterprise itself: a section's people do not see it.
READ = everyone(404, **dict.fromkeys(["kari", "ola", "auditor", "director", "chair"], 200))
WRITTEN = {**READ, "auditor": 403, "director": 403, "chair": 403}
ENTERED = everyone(403, **dict.fromkeys(["kari", "ola", "nils", "lookalike", "leader", "sibling"], 200), **WITHOUT)
MANAGED = everyone(403, kari=200, ola=200, nils=200, regional=200, berit=200, **NOBODY)
OTHERS = everyone(404, nils=200)
YEAR = "?year=2022"
FACTOR = {"activity": "lpg", "kg_co2e": "3,1", "from_year": "2022", "source": "Leverandøren"}

ROWS = [
    Row("climate:account", query=YEAR, get=OWN),
    Row("climate:open", get=MANAGED, post=_sent(MANAGED), body={"year": "2023", "gwp_set": "AR5"}),
    Row("climate:lines", query=YEAR, get=OWN),
    Row("climate:export", at="lines as sheet", query=YEAR, get=OUT),
    Row("climate:export", at="lines as text", query=YEAR, get=OUT),
    Row("climate:export", at="lines as nothing", query=YEAR,
        get={name: {200: 404}.get(status, status) for name, status in OUT.items()}),
    Row("climate:line_new", query=YEAR, get=ENTERED, post=_sent(ENTERED),
        body={"activity": "heating_oil", "amount": "12,5", "source": "Tank 1"}),
    Row("climate:none", query=YEAR, post=_sent(ENTERED), body={"activity": "nitrous_oxide"}),
    Row("climate:line", at="climate line", get=READ),
    Row("climate:line", at="neighbour's line", get=OTHERS),
    Row("climate:line_edit", at="climate line", get=WRITTEN, post=_sent(WRITTEN),
        body={"amount": "900", "source": "Faktura", "reason": "Lest feil"}),
    Row("climate:line_withdraw", at="climate line", get=WRITTEN, post=_sent(WRITTEN), body={"reason": "Dobbelt"}),
    Row("climate:line_withdraw", at="neighbour's line", get=OTHERS, post=_sent(OTHERS), body={"reason": "Dobbelt"}),
    Row("climate:factors", get=OWN),
    Row("climate:factor_new", get=MANAGED, post=_sent(MANAGED), body=FACTOR),
    Row("climate:factor_edit", at="own factor", get=WRITTEN, post=_sent(WRITTEN), body=FACTOR),
    Row("climate:factor_edit", at="neighbour's factor", get=OTHERS, post=_sent(OTHERS), body=FACTOR),
    Row("climate:settle", at="climate account", get=WRITTEN, post=_sent(WRITTEN), body={"reason": "Mer er ikke kjent"}),
    Row("climate:settle", at="neighbour's account", get=OTHERS, post=_sent(OTHERS), body={"reason": "Mer"}),
    Row("climate:reopen", at="settled account", get=WRITTEN, post=_sent(WRITTEN), body={"reason": "En måler manglet"}),
]  # fmt: skip
