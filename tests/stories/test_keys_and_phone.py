"""The work done with the keyboard alone, and on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.stories.visiting import Screen, Visitor, axe_says, sideways

pytestmark = pytest.mark.browser
PHONE = Screen(width=390)


def tab_to(page: Page, name: str, within: str = "body") -> None:
    """Press Tab until what has the focus bears the name and stands within, at most sixty times."""
    for _ in range(60):
        page.keyboard.press("Tab")
        words = page.evaluate(
            "(e => (e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText || '').trim())"
            "(document.activeElement)"
        )
        if words == name and page.evaluate("where => !!document.activeElement.closest(where)", within):
            return
    raise AssertionError(f"Tab never reached {name!r}")


def test_by_keys_from_the_start_page_to_a_new_supplier(visitor: Visitor) -> None:
    page = visitor.open("ingrid", "/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "s-skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.goto(visitor.base + "/leverandorer/")
    tab_to(page, "Ny leverandør")
    page.keyboard.press("Enter")
    page.wait_for_url("**/leverandorer/ny/")
    tab_to(page, "Navn")
    page.keyboard.type("Tulle Tastatur AS")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tulle Tastatur AS")
    assert list(axe_says(page)) == []


def test_by_keys_search_and_sort(visitor: Visitor) -> None:
    page = visitor.open("ingrid", "/")
    page.keyboard.press("/")
    page.keyboard.type("datasenter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Servere til datasenter").first).to_be_visible()
    page.goto(visitor.base + "/avtaler/")
    tab_to(page, "Utløper", within="th")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("sort="))
    expect(page.locator("th[aria-sort=ascending], th[aria-sort=descending]")).to_contain_text("Utløper")
    assert list(axe_says(page)) == []


def test_on_a_phone_from_the_menu_to_the_work_list_and_a_contract(visitor: Visitor) -> None:
    page = visitor.open("kari", "/", PHONE)
    page.locator(".s-pocket > summary").click()
    page.locator(".s-pocket").get_by_role("link", name="Leverandørkjede").click()
    page.wait_for_url("**/avtaler/**")
    page.locator(".s-pocket > summary").click()
    page.locator(".s-pocket").get_by_role("link", name="Leverandører").click()
    page.wait_for_url("**/leverandorer/**")
    assert sideways(page) <= 0
    page.goto(visitor.base + "/frister/")
    expect(page.get_by_role("link", name="Få liste over fabrikker i ledd 1 og 2")).to_be_visible()
    assert sideways(page) <= 0
    assert list(axe_says(page)) == []
    page.goto(visitor.base + "/avtaler/?q=K-2023-014")
    page.get_by_role("link", name="Bærbare PC-er og skjermer").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert sideways(page) <= 0
    assert list(axe_says(page)) == []


def test_half_a_date_is_said_to_be_wrong_and_not_saved_as_none(visitor: Visitor) -> None:
    """The browser itself sends what it cannot read as empty: the deadline would be gone, and nobody told."""
    page = visitor.open("solveig", "/planer/straks/nytt")
    page.get_by_label("Hva som skal gjøres").fill("Eksempel på halv frist")
    page.get_by_label("Frist").click()
    page.keyboard.type("31")
    page.locator("main form button.ds-button[data-variant=primary]").click()
    expect(page.locator("#errors")).to_be_focused()
    expect(page.locator("#errors")).to_contain_text("Skriv en dato som finnes")
    expect(page.get_by_label("Hva som skal gjøres")).to_have_value("Eksempel på halv frist")
