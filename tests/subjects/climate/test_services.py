"""Lines entered, corrected and withdrawn; accounts settled and opened again; own factors."""

from decimal import Decimal
from typing import Any

import pytest

from samsvar.platform.audit.models import Event
from samsvar.platform.audit.verification import verify
from samsvar.platform.organisation.services import NotAllowed
from samsvar.subjects.climate.models import ActivityLine, ClimateAccount, OwnFactor
from samsvar.subjects.climate.selectors.accounts import inventory_of
from samsvar.subjects.climate.selectors.lines import history_of_line
from samsvar.subjects.climate.services import accounts, lines
from samsvar.subjects.climate.services.factors import set_own_factor
from tests.cast import NOW, TODAY, Cast
from tests.subjects.climate.laying import lay_account, lay_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(cast: Cast) -> dict[str, Any]:
    return {"by": cast.actor("kari"), "at": NOW}


def _electricity(account: ClimateAccount) -> ActivityLine:
    return ActivityLine.objects.select_related("account__enterprise", "unit").get(
        account=account, activity="electricity"
    )


def test_recovered_power_is_its_own_line_and_is_taken_off(cast: Cast):
    found = inventory_of(lay_account(cast, cast.enterprise)).inventory
    assert found.by_group["energy"].kg == Decimal(280_000)  # 1,000,000 kWh × 0.280
    assert found.deducted.kg == Decimal(112_000)  # 400,000 kWh × 0.280
    diesel = Decimal(10_000) * Decimal("2.70851175")
    assert found.common.kg == 280_000 - 112_000 + diesel


def test_a_corrected_line_keeps_what_stood_there_with_the_reason(cast: Cast, by: dict[str, Any]):
    line = _electricity(lay_account(cast, cast.enterprise))
    with pytest.raises(NotAllowed, match="no_reason"):
        lines.correct_line(line=line, fields={"amount": Decimal(900_000)}, reason=" ", **by)
    lines.correct_line(line=line, fields={"amount": Decimal(900_000)}, reason="Måleren var lest to ganger", **by)
    assert _electricity(line.account).amount == 900_000
    now, before = history_of_line(line)
    assert (now.amount, now.reason) == (Decimal(900_000), "Måleren var lest to ganger")
    assert (before.amount, before.who) == (Decimal(1_000_000), "Kari Liksom")
    told = [each for each in verify(records=True).findings if str(each.facts.get("table", "")).startswith("climate_")]
    assert told == []


def test_a_withdrawn_line_counts_no_more_and_may_be_entered_anew(cast: Cast, by: dict[str, Any]):
    account = lay_account(cast, cast.enterprise)
    line = _electricity(account)
    lines.withdraw_line(line=line, reason="Hører til naboen", **by)
    assert "electricity" in inventory_of(account).inventory.missing
    with pytest.raises(NotAllowed, match="withdrawn"):
        lines.correct_line(line=line, fields={"amount": Decimal(1)}, reason="x", **by)
    lines.record_line(account=account, unit=cast.enterprise, activity="electricity", amount=Decimal(5), **by)
    assert inventory_of(account).lines["electricity"] == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"amount": Decimal(-1)}, "amount_negative"),
        ({"amount": Decimal(10) ** 12}, "amount_too_large"),
        ({"activity": "coal"}, "unknown_activity"),
        ({"activity": "electricity"}, "line_twice"),
    ],
)
def test_what_cannot_be_a_line_is_refused(cast: Cast, by: dict[str, Any], change: dict[str, Any], code: str):
    account = lay_account(cast, cast.enterprise)
    wanted = {"unit": cast.enterprise, "activity": "lpg", "amount": Decimal(1), **change}
    with pytest.raises(NotAllowed, match=code):
        lines.record_line(account=account, **wanted, **by)


def test_a_line_stands_on_a_unit_of_the_accounts_own_enterprise(cast: Cast, by: dict[str, Any]):
    account = lay_account(cast, cast.enterprise)
    with pytest.raises(NotAllowed, match="unit_elsewhere"):
        lines.record_line(account=account, unit=cast.neighbour, activity="lpg", amount=Decimal(1), **by)


def test_none_used_is_a_statement_and_contradicts_a_line_that_says_some(cast: Cast, by: dict[str, Any]):
    account = lay_account(cast, cast.enterprise)
    made = lines.say_none(account=account, unit=cast.enterprise, activity="lpg", **by)
    assert made.amount == 0
    with pytest.raises(NotAllowed, match="some_used"):
        lines.say_none(account=account, unit=cast.enterprise, activity="electricity", **by)


def test_a_settled_account_is_not_written_on_until_it_is_opened_with_a_reason(cast: Cast, by: dict[str, Any]):
    account = lay_account(cast, cast.enterprise)
    line = _electricity(account)
    accounts.settle_account(account=account, today=TODAY, **by)
    for write in (
        lambda: lines.record_line(account=account, unit=cast.enterprise, activity="lpg", amount=Decimal(1), **by),
        lambda: lines.correct_line(line=line, fields={"amount": Decimal(1)}, reason="x", **by),
        lambda: lines.withdraw_line(line=line, reason="x", **by),
        lambda: lay_factor(cast, cast.enterprise, "electricity", "0.1"),
        lambda: accounts.settle_account(account=account, today=TODAY, **by),
    ):
        with pytest.raises(NotAllowed, match="settled"):
            write()
    account = ClimateAccount.objects.get()
    with pytest.raises(NotAllowed, match="no_reason"):
        accounts.reopen_account(account=account, reason="", **by)
    accounts.reopen_account(account=account, reason="En måler manglet", **by)
    lines.correct_line(line=line, fields={"amount": Decimal(1)}, reason="x", **by)


def test_an_account_with_something_missing_is_settled_only_with_a_reason(cast: Cast, by: dict[str, Any]):
    account = lay_account(cast, cast.enterprise)
    lines.withdraw_line(line=_electricity(account), reason="Feil", **by)
    with pytest.raises(NotAllowed, match="missing"):
        accounts.settle_account(account=account, today=TODAY, **by)
    done = accounts.settle_account(account=account, today=TODAY, reason="Kraftleverandøren svarte ikke", **by)
    assert done.is_settled
    assert done.note == "Kraftleverandøren svarte ikke"


def test_a_year_that_is_not_over_and_an_account_without_lines_are_not_settled(cast: Cast, by: dict[str, Any]):
    running = lay_account(cast, cast.enterprise, year=TODAY.year)
    with pytest.raises(NotAllowed, match="year_not_over"):
        accounts.settle_account(account=running, today=TODAY, **by)
    empty = accounts.open_account(enterprise=cast.enterprise, year=2021, **by)
    with pytest.raises(NotAllowed, match="no_lines"):
        accounts.settle_account(account=empty, today=TODAY, reason="x", **by)


def test_an_own_factor_goes_before_one_that_ships_and_has_a_source(cast: Cast, by: dict[str, Any]):
    account = lay_account(cast, cast.enterprise)
    lay_factor(cast, cast.enterprise, "electricity", "0.1", from_year=2022)
    assert inventory_of(account).inventory.by_group["energy"].kg == Decimal(100_000)
    fields = {"activity": "electricity", "from_year": 2023, "kg_co2e": Decimal(1), "source": "  "}
    with pytest.raises(NotAllowed, match="no_source"):
        set_own_factor(enterprise=cast.enterprise, fields=fields, **by)
    with pytest.raises(NotAllowed, match="factor_twice"):
        lay_factor(cast, cast.enterprise, "electricity", "0.2", from_year=2022)
    assert OwnFactor.objects.count() == 1


def test_nothing_is_kept_where_the_last_step_fails(cast: Cast, by: dict[str, Any], monkeypatch: pytest.MonkeyPatch):
    account = lay_account(cast, cast.enterprise)
    before = Event.objects.count()

    def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError("the trail is full")

    monkeypatch.setattr("samsvar.platform.organisation.services.writing.record", fails)
    with pytest.raises(RuntimeError):
        accounts.settle_account(account=account, today=TODAY, **by)
    assert not ClimateAccount.objects.get().is_settled
    assert Event.objects.count() == before
