"""Signing in where the browser itself has a say: its security policy, and its passkeys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from samsvar.config.oidc import oidc_providers
from tests.platform.access.provider import CLIENT, SECRET, Provider
from tests.stories.visiting import WAIT, Heard, Visitor

pytestmark = pytest.mark.browser
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def context(chromium: Browser, visitor: Visitor) -> Iterator[BrowserContext]:
    """Kari's browser, with the policy that all others of the stories are let around."""
    made = chromium.new_context()
    made.set_default_timeout(WAIT)
    made.add_cookies([{"name": "sessionid", "value": visitor.session_of("kari"), "url": visitor.base}])
    yield made
    made.close()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def page(context: BrowserContext, heard: Heard) -> Page:
    made = context.new_page()
    heard.listen(made)
    return made


@pytest.fixture
def provider(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """A sign-in service at another address than ours."""
    (tmp_path / "secret").write_text(SECRET)
    found = Provider({"sub": "0001", "amr": ["pwd", "mfa"]})
    here = {
        "SAMSVAR_OIDC_ISSUER": found.issuer,
        "SAMSVAR_OIDC_CLIENT_ID": CLIENT,
        "SAMSVAR_OIDC_CLIENT_SECRET_FILE": str(tmp_path / "secret"),
        "SAMSVAR_OIDC_NAME": "Eksempel helsenett",
    }
    monkeypatch.setattr(settings, "SOCIALACCOUNT_PROVIDERS", oidc_providers(here))
    yield found
    found.close()


def sign_out(page: Page, base: str) -> None:
    page.goto(base + "/konto/logout/")
    page.locator("main").get_by_role("button").first.click()
    page.wait_for_url("**/konto/login/**")


def is_in(page: Page, heard: Heard, base: str) -> None:
    """Kari is on the start page, and the browser stopped nothing on the way."""
    page.wait_for_url(base + "/")
    expect(page.get_by_role("banner")).to_contain_text("Kari Liksom")
    assert heard.lines == []


def test_the_enterprises_account_is_joined_and_opens_in_a_browser_that_keeps_our_policy(
    page: Page, heard: Heard, visitor: Visitor, provider: Provider
) -> None:
    page.goto(visitor.base + "/konto/foretakskonto/")
    page.get_by_role("button", name="Knytt til kontoen din hos Eksempel helsenett").click()
    expect(page.get_by_role("main")).to_contain_text("Foretakets konto er knyttet til deg.")
    sign_out(page, visitor.base)
    page.get_by_role("button", name="Med foretakets konto").click()
    is_in(page, heard, visitor.base)


def test_a_passkey_is_made_and_opens_without_a_password(
    context: BrowserContext, page: Page, heard: Heard, visitor: Visitor
) -> None:
    keys = context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.goto(visitor.base + "/konto/passnokkel/ny/")
    page.get_by_label("Navn").fill("Telefon")
    page.get_by_label("Logg inn bare med denne passnøkkelen").check()
    page.get_by_role("button", name="Legg til passnøkkelen").click()
    expect(page.get_by_role("main")).to_contain_text("Passnøkkelen er lagt til.")
    sign_out(page, visitor.base)
    page.get_by_role("button", name="Med passnøkkel").click()
    is_in(page, heard, visitor.base)
