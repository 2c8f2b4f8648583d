"""Ingrid reads in a file of contracts: first with a wrong cell, then right; the levels are there at once."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.stories.visiting import Visitor, axe_says

pytestmark = pytest.mark.browser
HEADINGS = (
    "Avtalenummer;Tittel;Leverandør;Organisasjonsnummer;Leverandørland;Type;Eierskap;CPV-koder;Produksjonsland;"
    "Verdi (NOK);Startdato;Sluttdato"
)
PCS = "S-2025-1;Nettbrett til vaktrommene;Tulle Transport AS;;Norge;vare;egen;30213200;Kina;4 400 000;2025-05-01;{end}"
FRUIT = "S-2025-2;Frukt til møterommene;Påfunn Frukt AS;;Norge;vare;egen;;;120 000;2025-05-01;2027-04-30"


def choose(page: Page, folder: Path, end: str) -> None:
    """Choose a file of two contracts, the first of which ends as given, and have it checked."""
    file = folder / "nye avtaler.csv"
    file.write_text("\n".join([HEADINGS, PCS.format(end=end), FRUIT]), encoding="utf-8")
    page.get_by_label("Fil").set_input_files(file)
    page.get_by_role("button", name="Sjekk filen").click()


@pytest.mark.requirement("R001-48")
def test_a_wrong_cell_is_shown_by_row_and_column_and_the_right_file_gives_levels(
    visitor: Visitor, tmp_path: Path
) -> None:
    page = visitor.open("ingrid", "/innlesing/contracts/")
    choose(page, tmp_path, "31.02.2027")
    result = page.locator("#run")
    expect(result.get_by_role("row", name="2 Sluttdato 31.02.2027 finnes ikke")).to_be_visible()
    expect(page.get_by_role("button", name="Lagre")).to_have_count(0)
    assert list(axe_says(page)) == []

    page.get_by_role("link", name="Velg den rettede filen").click()
    choose(page, tmp_path, "30.04.2027")
    expect(result).to_contain_text("Nye: 2.")
    page.get_by_role("button", name="Lagre").click()
    page.get_by_role("link", name="Se listen").click()
    page.locator("#filter-q").fill("S-2025-1")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Nettbrett til vaktrommene").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nettbrett til vaktrommene")
    expect(page.locator("main")).to_contain_text("4 Svært høy")
    assert list(axe_says(page)) == []


def test_the_same_file_again_changes_nothing_and_says_so(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.open("ingrid", "/innlesing/contracts/")
    choose(page, tmp_path, "30.04.2027")
    expect(page.locator("#run")).to_contain_text("lest inn før")
    expect(page.get_by_role("button", name="Lagre")).to_have_count(0)
