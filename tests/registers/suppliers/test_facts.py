"""The company register is asked only when somebody presses, and only about the supplier that is asked for."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.platform.delivery import outward
from samsvar.registers.suppliers.models import Supplier
from tests.cast import Cast
from tests.registers.suppliers.making import make_supplier

ANSWER = (Path(__file__).parents[2] / "formats" / "company.json").read_bytes()
NUMBER = json.loads(ANSWER)["organisasjonsnummer"]
SignIn = Callable[[Client, Any], Client]


@pytest.fixture
def kari(cast: Cast, client: Client, signed_in: SignIn) -> Client:
    return signed_in(client, cast.kari)


def answering(monkeypatch: pytest.MonkeyPatch, body: bytes) -> list[tuple[str, str]]:
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(outward, "fetch", lambda host, path: asked.append((host, path)) or body)
    return asked


def test_the_facts_are_read_in_and_the_register_is_named_by_settings(
    kari: Client, cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.COMPANY_REGISTER_HOST = "register.example.org"
    supplier = make_supplier(cast.enterprise, orgnr=NUMBER)
    asked = answering(monkeypatch, ANSWER)
    assert "Spør Enhetsregisteret" in kari.get(reverse("suppliers:supplier", args=[supplier.key])).content.decode()
    assert asked == []
    kari.post(reverse("suppliers:supplier_facts", args=[supplier.key]))
    assert asked == [("register.example.org", f"/enhetsregisteret/api/enheter/{NUMBER}")]
    supplier.refresh_from_db()
    assert supplier.industry_code
    assert supplier.facts_read_on is not None
    assert supplier.name == "Demodata Maskinvare AS"


def test_an_answer_about_somebody_else_changes_nothing(
    kari: Client, cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.COMPANY_REGISTER_HOST = "register.example.org"
    supplier = make_supplier(cast.enterprise, orgnr="974760673")
    answering(monkeypatch, ANSWER)
    kari.post(reverse("suppliers:supplier_facts", args=[supplier.key]))
    assert list(Supplier.objects.values_list("orgnr", "industry_code")) == [("974760673", "")]


def test_without_a_setting_nothing_is_asked(kari: Client, cast: Cast) -> None:
    supplier = make_supplier(cast.enterprise, orgnr=NUMBER)
    assert "Spør Enhetsregisteret" not in kari.get(reverse("suppliers:supplier", args=[supplier.key])).content.decode()
    kari.post(reverse("suppliers:supplier_facts", args=[supplier.key]))
    supplier.refresh_from_db()
    assert supplier.facts_read_on is None


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "169.254.169.254", "10.0.0.1", "::1"])
def test_inner_addresses_are_refused_before_anything_is_sent(host: str) -> None:
    with pytest.raises(outward.NotReached) as refused:
        outward.fetch(host, "/")
    assert refused.value.code in ("inner_address", "no_address")
