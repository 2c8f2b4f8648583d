"""Kari finds that something is wrong at a contract's supplier, plans what to do, does it, and closes the case."""

import re

import pytest
from playwright.sync_api import Page, expect

from samsvar.registers.suppliers.models import Contract
from tests.stories.visiting import Visitor, axe_says

pytestmark = pytest.mark.browser
TITLE = "Arbeidere må betale for jobben sin"
ACTION = "Be om plan for tilbakebetaling"


@pytest.fixture(scope="module")
def contract(visitor: Visitor) -> str:
    """The address of the contract that Kari is responsible for."""
    return f"/avtaler/{Contract.objects.get(number='K-2023-014', enterprise__number='SF-1').key}/"


def record(page: Page) -> None:
    """Fill in the form of an impact, with its first action."""
    page.get_by_role("link", name="Registrer konsekvens").click()
    page.get_by_label("Hva som er galt, på én linje").fill(TITLE)
    page.get_by_label("Ja, det er en faktisk konsekvens").check()
    page.get_by_label("Ja, det er bekreftet").check()
    page.get_by_label("Tvangsarbeid").check()
    page.get_by_label("Hvor alvorlig er det?").select_option("4")
    page.get_by_label("Hvor mange rammes?").select_option("3")
    page.get_by_label("Hvor vanskelig er det å rette opp?").select_option("2")
    page.get_by_label("Hvor sikkert er det at det gjelder dette?").select_option("likely")
    page.get_by_label("Hvorfor vi mener det").fill("Fabrikken lager PC-ene vi kjøper")
    page.get_by_label("Hvordan er vi involvert?").select_option("linked")
    page.get_by_role("button", name="Registrer konsekvensen").click()


@pytest.mark.requirement("R001-02", "R001-66")
def test_from_contract_to_closed_case(visitor: Visitor, contract: str) -> None:
    page = visitor.open("ingrid", contract)
    record(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_role("link", name="Bærbare PC-er og skjermer")).to_be_visible()

    page.get_by_role("link", name="Planlegg et tiltak").click()
    page.get_by_label("Hva som skal gjøres").fill(ACTION)
    page.get_by_label("Ansvarlig").select_option(label="Kari Liksom")
    page.get_by_label("Frist (valgfritt)", exact=True).fill("2025-05-30")
    page.get_by_label("Hvorfor den dagen").fill("Styret møtes 4. juni")
    page.get_by_label("Hva vi forventer av det").fill("En plan med dager og beløp")
    page.get_by_role("button", name="Planlegg tiltaket").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ACTION)
    assert list(axe_says(page)) == []

    kari = visitor.open("kari", "/tiltak/")
    kari.get_by_role("link", name=ACTION).click()
    expect(kari.locator("main")).to_contain_text("Kari Liksom")
    expect(kari.locator("main")).to_contain_text("30. mai")
    complete(kari)

    page.goto(visitor.base + contract)
    page.get_by_role("link", name=TITLE).first.click()
    page.goto(page.url + "lukk/")
    page.get_by_role("button", name="Lukk saken").click()
    expect(page).to_have_title(re.compile("^Feil: "))
    assert list(axe_says(page)) == []
    page.get_by_label("Hvordan saken endte").fill("Arbeiderne har fått pengene tilbake")
    page.get_by_role("button", name="Lukk saken").click()
    expect(page.locator("main")).to_contain_text("Arbeiderne har fått pengene tilbake")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert list(axe_says(page)) == []


def complete(page: Page) -> None:
    """Write what came of the action and mark it done."""
    page.get_by_role("link", name="Merk som utført").click()
    page.get_by_label("Hva det førte til").fill("Planen kom 20. mai")
    page.get_by_role("button", name="Merk som utført").click()
    expect(page.locator("main")).to_contain_text("Planen kom 20. mai")
