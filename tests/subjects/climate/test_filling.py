"""A settled account fills the indicators that draw from it, and what draws from those moves by itself."""

import re
from collections.abc import Callable
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.core.rules.indicators.formulas import Figures
from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.registers.indicators.models import Figure, Indicator, Measurement, Submission
from samsvar.registers.indicators.services.batches import New
from samsvar.registers.indicators.services.definitions import adopt_shipped
from samsvar.registers.indicators.services.deliveries import deliver
from samsvar.subjects.climate.models import ActivityLine, ClimateAccount
from samsvar.subjects.climate.selectors.accounts import inventory_of
from samsvar.subjects.climate.selectors.feeding import told_of
from samsvar.subjects.climate.services import accounts, lines
from samsvar.subjects.strategy.models import MappedArea
from samsvar.subjects.strategy.selectors.process import steps_of
from samsvar.subjects.strategy.services import process as processes
from tests.cast import NOW, TODAY, Cast
from tests.queries import at_most
from tests.subjects.climate.laying import lay_account

pytestmark = pytest.mark.django_db
#: 1,000,000 kWh × 0.280 less 400,000 kWh × 0.280, and 10,000 litres × 2.70851175, in tonnes.
TONNES = Decimal("195.0851175")


@pytest.fixture
def by(cast: Cast) -> dict[str, Any]:
    return {"by": cast.actor("kari"), "at": NOW}


@pytest.fixture
def adopted(cast: Cast, by: dict[str, Any]) -> dict[str, Indicator]:
    adopt_shipped(unit=cast.enterprise, sets=["common-climate", "hse-strategy"], **by)
    return {each.code: each for each in Indicator.objects.filter(unit=cast.enterprise)}


def _stands(indicator: Indicator, year: int = 2022) -> Decimal | None:
    row = Measurement.objects.in_force().filter(indicator=indicator, year=year).first()
    return None if row is None or row.value is None else Decimal(row.value) / 1_000_000


def test_a_settled_account_fills_the_enterprises_own_figures(
    cast: Cast, by: dict[str, Any], adopted: dict[str, Indicator]
):
    account = lay_account(cast, cast.enterprise)
    assert not Measurement.objects.exists()
    accounts.settle_account(account=account, today=TODAY, **by)
    assert _stands(adopted["co2e"]) == round(TONNES, 6)
    assert _stands(adopted["fossil-fuel"]) == 10_000
    assert _stands(adopted["energy-change"]) == 1_000_000
    share = Measurement.objects.get(indicator=adopted["recovered-power-share"])
    assert (share.numerator, share.denominator) == (400_000 * 10**6, 1_000_000 * 10**6)
    assert share.delivery.source == "Klimaregnskapet 2022"
    told = {each.indicator.code: each for each in told_of(cast.enterprise, 2022, inventory_of(account).fed)}
    assert told["co2e"].same
    assert told["recovered-power-share"].same
    assert "co2e-total" not in told, "purchases are not counted, so the whole value chain is unknown"


@pytest.mark.requirement("R003-54")
def test_recovered_power_is_its_own_line_taken_off_and_a_share(
    cast: Cast, by: dict[str, Any], adopted: dict[str, Indicator], signed_in: Callable[[Client, Any], Client]
):
    lay_account(cast, cast.enterprise)
    kari = signed_in(Client(), cast.kari)
    page = _shown(kari.get(reverse("climate:account"), {"year": "2022"}))
    assert "Gjenvinningskraft 400 000 kWh −112,0" in page
    assert "Netto, slik felles klimaregnskap regner 195,1" in page


@pytest.mark.requirement("R003-56")
def test_each_anaesthetic_gas_has_its_own_line_and_fills_an_indicator_whose_target_is_words(
    cast: Cast, by: dict[str, Any], adopted: dict[str, Indicator], signed_in: Callable[[Client, Any], Client]
):
    account = lay_account(cast, cast.enterprise, nitrous_oxide=Decimal(100), sevoflurane=Decimal(2))
    kari = signed_in(Client(), cast.kari)
    page = _shown(kari.get(reverse("climate:account"), {"year": "2022"}))
    assert "Lystgass 100 kg 26,5" in page, "100 kg × 265, AR5"
    assert "Sevofluran 2 kg 0,3" in page, "2 kg × 130"
    accounts.settle_account(account=account, today=TODAY, **by)
    assert adopted["anaesthetic-gases"].words_only
    assert _stands(adopted["anaesthetic-gases"]) == Decimal("26.76")


def test_settled_again_after_a_correction_the_indicator_keeps_both(
    cast: Cast, by: dict[str, Any], adopted: dict[str, Indicator]
):
    account = accounts.settle_account(account=lay_account(cast, cast.enterprise), today=TODAY, **by)
    account = accounts.reopen_account(account=account, reason="En faktura manglet", **by)
    line = ActivityLine.objects.select_related("account__enterprise").get(activity="vehicle_diesel")
    lines.correct_line(line=line, fields={"amount": Decimal(20_000)}, reason="Ny faktura", **by)
    assert _stands(adopted["fossil-fuel"]) == 10_000, "filled when it is settled, not before"
    accounts.settle_account(account=account, today=TODAY, **by)
    assert _stands(adopted["fossil-fuel"]) == 20_000
    assert Measurement.objects.filter(indicator=adopted["fossil-fuel"], current=False).count() == 1


def test_what_is_missing_is_not_filled_and_not_zero(cast: Cast, by: dict[str, Any], adopted: dict[str, Indicator]):
    account = lay_account(cast, cast.enterprise)
    line = ActivityLine.objects.select_related("account__enterprise", "unit").get(activity="vehicle_diesel")
    lines.withdraw_line(line=line, reason="Feil", **by)
    accounts.settle_account(account=account, today=TODAY, reason="Drivstoff er ikke kjent", **by)
    assert _stands(adopted["fossil-fuel"]) is None
    assert _stands(adopted["co2e"]) is None
    assert _stands(adopted["energy-change"]) == 1_000_000


def test_an_accepted_period_keeps_its_figure_and_the_account_says_how_it_differs(
    cast: Cast, by: dict[str, Any], adopted: dict[str, Indicator]
):
    account = accounts.settle_account(account=lay_account(cast, cast.enterprise), today=TODAY, **by)
    of = {"enterprise": cast.enterprise, "unit": cast.enterprise, "created_at": NOW, "updated_at": NOW}
    Submission.objects.create(period_kind="year", year=2022, number=1, state="accepted", **of)
    account = accounts.reopen_account(account=account, reason="En faktura manglet", **by)
    line = ActivityLine.objects.select_related("account__enterprise").get(activity="vehicle_diesel")
    lines.correct_line(line=line, fields={"amount": Decimal(20_000)}, reason="Ny faktura", **by)
    account = accounts.settle_account(account=account, today=TODAY, **by)
    assert account.is_settled
    assert _stands(adopted["fossil-fuel"]) == 10_000
    told = {each.indicator.code: each for each in told_of(cast.enterprise, 2022, inventory_of(account).fed)}
    assert not told["fossil-fuel"].same
    assert told["fossil-fuel"].stands == (Decimal(10_000), None, None)


def test_what_units_beneath_have_handed_in_themselves_is_left_to_them(
    cast: Cast, by: dict[str, Any], adopted: dict[str, Indicator], signed_in: Callable[[Client, Any], Client]
):
    fuel, of_units = adopted["fossil-fuel"], {"unit": cast.enterprise, "today": TODAY, **by}
    period = Period(PeriodKind.YEAR, 2022)
    deliver([New(fuel, cast.units["nett"].pk, period, Figures(Decimal(7_000)))], **of_units)
    accounts.settle_account(account=lay_account(cast, cast.enterprise), today=TODAY, **by)
    assert _stands(fuel) == 7_000, "the two would have been added"
    assert _stands(adopted["energy-change"]) == 1_000_000
    page = _shown(signed_in(Client(), cast.kari).get(reverse("climate:account"), {"year": "2022"}))
    assert "Fossilt drivstoff i egne biler 10 000 liter – Levert av enhetene under" in page


def test_a_trusts_account_fills_the_regions_indicator_up_the_tree(cast: Cast):
    region, trust = cast.units["region"], cast.units["liksom"]
    adopt_shipped(unit=region, sets=["hse-strategy"], by=cast.actor("regional"), at=NOW)
    account = lay_account(cast, trust, by="berit")
    accounts.settle_account(account=account, by=cast.actor("berit"), at=NOW, today=TODAY)
    figure = Figure.objects.get(indicator__code="co2e", unit=region, year=2022)
    assert figure.numerator == round(TONNES * 1_000_000)


@pytest.mark.requirement("R002-12")
def test_a_mapped_area_draws_its_figures_from_the_account_by_itself(
    cast: Cast, by: dict[str, Any], adopted: dict[str, Indicator], signed_in: Callable[[Client, Any], Client]
):
    found = processes.begin_process(enterprise=cast.enterprise, year=2025, method="five-steps", areas_in="nb", **by)
    assert MappedArea.objects.get(process=found, draws_from="climate_account").name == "Lavere klimagassutslipp"
    page = reverse("strategy:process_step", args=[found.key, steps_of(found)[1].key])
    kari = signed_in(Client(), cast.kari)
    assert "Tonn CO₂e i klimaregnskapet" not in _shown(kari.get(page))

    base, account = lay_account(cast, cast.enterprise, year=2019), lay_account(cast, cast.enterprise, year=2022)
    lines.correct_line(
        line=ActivityLine.objects.select_related("account__enterprise", "unit").get(
            account=account, activity="electricity"
        ),
        fields={"amount": Decimal(500_000)}, reason="Ny avlesing", **by,
    )  # fmt: skip
    for each in (base, account):
        accounts.settle_account(account=each, today=TODAY, **by)
    kari.get(page)
    with at_most(12):
        answer = kari.get(page)
    after = _shown(answer)
    assert "Tonn CO₂e i klimaregnskapet for 2022: 55" in after
    assert "Endring fra 2019: −71,8 %" in after
    source = f"{reverse('climate:account')}?unit={cast.enterprise.key}&year=2022"
    assert source in unescape(answer.content.decode())
    opened = kari.get(source)
    assert opened.status_code == 200
    assert "55 tonn CO₂e i 2022, 71,8 % mindre enn i 2019" in _shown(opened)
    assert ClimateAccount.objects.filter(state="settled").count() == 2


def _shown(answer: Any) -> str:
    text = re.sub("<[^>]*>", " ", answer.content.decode())
    return " ".join(unescape(text).replace("\N{NO-BREAK SPACE}", " ").split())


def test_the_page_tells_what_a_settled_account_came_to_where_a_factor_is_corrected_since(
    cast: Cast, by: dict[str, Any], signed_in: Callable[[Client, Any], Client]
):
    account = accounts.settle_account(account=lay_account(cast, cast.enterprise), today=TODAY, **by)
    assert account.settled_kg == round(TONNES * 1000, 3)
    kari, page = signed_in(Client(), cast.kari), f"{reverse('climate:account')}?unit={cast.enterprise.key}&year=2022"
    told = "tonn da regnskapet ble gjort opp"
    assert told not in _shown(kari.get(page))
    ClimateAccount.objects.filter(pk=account.pk).update(settled_kg=account.settled_kg + 1_000_000)
    assert f"{told}. En faktor som følger med Samsvar, er rettet siden." in _shown(kari.get(page))
    assert accounts.reopen_account(account=account, reason="Ny faktura", **by).settled_kg is None


@pytest.mark.requirement("R002-12")
def test_an_area_says_that_the_sum_is_not_known_where_the_account_was_settled_with_something_missing(
    cast: Cast, by: dict[str, Any], signed_in: Callable[[Client, Any], Client]
):
    account = accounts.open_account(enterprise=cast.enterprise, year=2022, **by)
    lines.record_line(account=account, unit=cast.enterprise, activity="vehicle_diesel", amount=Decimal(100), **by)
    found = processes.begin_process(enterprise=cast.enterprise, year=2025, method="five-steps", areas_in="nb", **by)
    page = reverse("strategy:process_step", args=[found.key, steps_of(found)[1].key])
    kari = signed_in(Client(), cast.kari)
    assert "klimaregnskapet for 2022" not in _shown(kari.get(page)), "an account half entered is no figure"
    accounts.settle_account(account=account, today=TODAY, reason="Resten er tapt", **by)
    assert "Tonn CO₂e i klimaregnskapet for 2022: ikke kjent: noe mangler" in _shown(kari.get(page))
