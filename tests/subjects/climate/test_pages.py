"""The account's pages: few questions, every figure leads to its lines, and a unit sees its own part."""

import re
from collections.abc import Callable
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.subjects.climate.models import ActivityLine, ClimateAccount
from samsvar.subjects.climate.services.lines import record_line
from tests.cast import NOW, Cast
from tests.queries import at_most
from tests.subjects.climate.laying import lay_account, lay_factor

pytestmark = pytest.mark.django_db
SignIn = Callable[[Client, Any], Client]


def shown(answer: Any) -> str:
    text = re.sub("<[^>]*>", " ", answer.content.decode())
    return " ".join(unescape(text).replace("\N{NO-BREAK SPACE}", " ").split())


def test_the_pages_ask_little_however_many_years_and_lines_there_are(cast: Cast, signed_in: SignIn):
    for year in range(2019, 2023):
        lay_account(cast, cast.enterprise, year=year)
    lay_factor(cast, cast.enterprise, "district_heat", "0.01")
    kari = signed_in(Client(), cast.kari)
    line = reverse("climate:line", args=[ActivityLine.objects.filter(activity="electricity")[0].key])
    for page in (reverse("climate:account"), reverse("climate:lines"), line, reverse("climate:factors")):
        kari.get(page, {"year": "2022"})
        with at_most(12):
            kari.get(page, {"year": "2022"})


def test_a_region_sees_its_trusts_beside_each_other(cast: Cast, signed_in: SignIn):
    lay_account(cast, cast.units["liksom"], by="berit")
    lay_account(cast, cast.units["pafunn"], by="regional", vehicle_diesel=Decimal(0))
    regional = signed_in(Client(), cast.regional)
    page = regional.get(reverse("climate:account"), {"year": "2022"})
    assert "Liksom sykehus HF 195 Åpent 0" in shown(page)
    assert "Påfunn sykehus HF 168 Åpent 0" in shown(page)
    with at_most(12):
        regional.get(reverse("climate:account"), {"year": "2022"})


def test_a_unit_sees_its_own_lines_and_not_the_enterprises(cast: Cast, signed_in: SignIn):
    account = lay_account(cast, cast.enterprise)
    by = {"by": cast.actor("kari"), "at": NOW}
    for unit, amount in (("nett", 300), ("kjop", 7_000)):
        record_line(account=account, unit=cast.units[unit], activity="lpg", amount=Decimal(amount), **by)
    leader = signed_in(Client(), cast.leader)
    page = shown(leader.get(reverse("climate:account"), {"year": "2022"}))
    assert "0,9 tonn CO₂e i 2022" in page, "300 kg × 3.00208"
    assert "Elektrisk kraft" not in page
    assert "7 000" not in shown(leader.get(reverse("climate:lines"), {"year": "2022"}))


def test_an_account_is_begun_filled_and_settled_in_the_pages(cast: Cast, signed_in: SignIn):
    kari = signed_in(Client(), cast.kari)
    home, year = reverse("climate:account"), "?year=2022"
    assert "Klimaregnskapet for 2022 er ikke begynt" in shown(kari.get(home + year))
    kari.post(reverse("climate:open"), {"year": "2022", "gwp_set": "AR5"})
    twice = kari.post(reverse("climate:open"), {"year": "2022", "gwp_set": "AR5"})
    assert (twice.status_code, "Det finnes et regnskap for det året" in shown(twice)) == (422, True)
    new = reverse("climate:line_new") + year
    wrong = kari.post(new, {"activity": "electricity", "amount": "mye"})
    assert wrong.status_code == 422
    assert ActivityLine.objects.count() == 0
    kari.post(new, {"activity": "electricity", "amount": "1 000 000,5", "source": "Måler 1"})
    line = ActivityLine.objects.get()
    assert line.amount == Decimal("1000000.5")
    assert "Måler 1" in shown(kari.get(reverse("climate:lines") + year))
    page = shown(kari.get(reverse("climate:line", args=[line.key])))
    assert "1 000 000,5 kWh × 0,28 kg CO₂e per kWh = 280,000 tonn CO₂e" in page
    late = {"amount": "5", "source": "Måler 1", "reason": "Feil", "version": "0"}
    assert kari.post(reverse("climate:line_edit", args=[line.key]), late).status_code == 409
    kari.post(reverse("climate:none") + year, {"activity": "nitrous_oxide"})
    assert ActivityLine.objects.get(activity="nitrous_oxide").amount == 0
    account = ClimateAccount.objects.get()
    settle = reverse("climate:settle", args=[account.key])
    without = kari.post(settle, {"reason": "", "version": str(account.version)})
    assert (without.status_code, "Noe mangler" in shown(without)) == (422, True)
    kari.post(settle, {"reason": "Resten er ikke kjent", "version": str(account.version)})
    page = shown(kari.get(home + year))
    assert "gjort opp 20. mai 2025 av Kari Liksom" in page
    assert "Resten er ikke kjent" in page
    assert "Før en linje" not in page
