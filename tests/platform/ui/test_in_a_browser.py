"""The gallery in a real browser: every component in every width and scheme, with scripts and without."""

import os
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from dev.chromium import CHROMIUM
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import ALL

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: Every width in one of the colours; `./run test --all` takes each in both.
SIZES = list(product((1280, 390, 320), ("light", "dark")) if ALL else [(1280, "light"), (390, "dark"), (320, "dark")])


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not os.path.exists(CHROMIUM):
        pytest.skip("no Chromium on this machine")
    # Playwright's loop would make Django refuse its ordinary database calls in this thread.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def opened(
    chromium: Browser, live_server: Any, cast: Any, client: Client, signed_in: Callable[..., Client]
) -> Iterator[Callable[..., Page]]:
    session = signed_in(client, cast.kari).cookies["sessionid"].value
    contexts = []

    def go(address: str, **options: Any) -> Page:
        context = chromium.new_context(**options)
        contexts.append(context)
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(live_server.url + address)
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_the_gallery_has_no_axe_violations_and_never_scrolls_sideways(opened: Any, width: int, scheme: str) -> None:
    page = opened(
        "/oppsett/komponenter", viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert Axe().run(page).response["violations"] == []


def test_the_content_security_policy_stops_nothing_of_ours(opened: Any) -> None:
    page = opened("/hurtigtaster")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(page.url.replace("/hurtigtaster", "/oppsett/komponenter"))
    assert said == []


def test_the_whole_frame_works_without_scripts(opened: Any) -> None:
    page = opened("/hurtigtaster", viewport={"width": 320, "height": 700}, java_script_enabled=False)
    page.locator(".s-pocket > summary").click()
    page.locator(".s-pocket button[value=dark]").click()
    assert page.locator("html").get_attribute("data-color-scheme") == "dark"


def test_keys_open_the_list_and_escape_closes_a_panel(opened: Any) -> None:
    page = opened("/hurtigtaster")
    page.keyboard.press("?")
    assert page.locator("#shortcuts").is_visible()
    page.keyboard.press("Escape")
    page.locator(".s-choice-period > summary").click()
    assert page.locator(".s-choice-period").get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert page.locator(".s-choice-period").get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_first_tab_leads_past_the_menu(opened: Any) -> None:
    page = opened("/hurtigtaster")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
