"""The statement for 2024: written, sent to the board, approved by each, published; and again with a reason."""

import io
import json
import zipfile

import pytest
from playwright.sync_api import Page, expect

from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.due_diligence.models import AdverseImpact
from samsvar.subjects.statements.models import Statement
from tests.stories.places import STAMPS
from tests.stories.visiting import Visitor, axe_says

pytestmark = pytest.mark.browser
WORDS = "Vi har spurt alle leverandører av IT-utstyr om forholdene på fabrikkene."
SIGNATORIES = ("bodil", "tor", "per")


def workspace(edition: int = 1) -> str:
    """The address of the statement's workspace."""
    rows = Statement.objects.filter(enterprise__number="SF-1", year=2024).order_by("pk")
    return f"/redegjorelser/{rows[edition - 1].key}/"


def send(page: Page) -> None:
    """Send the open statement to the board."""
    page.get_by_role("link", name="Send til godkjenning").click()
    page.get_by_label("Saksnummer").fill("31/25")
    page.get_by_role("button", name="Send til godkjenning").click()


def approve(visitor: Visitor, address: str) -> None:
    """Each of those who sign approves; the page is the same to all of them, and long, so axe reads it once."""
    for word in SIGNATORIES:
        page = visitor.open(word, address + "godkjenn/")
        if (word, address) == (SIGNATORIES[0], workspace()):
            assert list(axe_says(page)) == []
        page.get_by_role("button", name="Godkjenn").click()
        expect(page.get_by_role("button", name="Godkjenn")).to_have_count(0)
        page.close()


@pytest.mark.requirement("R001-95", "R000-56")
def test_from_draft_to_the_public_page(visitor: Visitor) -> None:
    page = visitor.open("ingrid", workspace())
    page.get_by_role("link", name="Kort fortalt").click()
    page.get_by_label("Teksten deres").fill(WORDS)
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_label("Teksten deres")).to_have_value(WORDS)
    expect(page.get_by_role("heading", name="Det loven krever, § 5")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Be avtaleeieren om plan for gjenoppretting")
    assert list(axe_says(page)) == []
    page.get_by_role("link", name="Send til godkjenning").click()
    assert list(axe_says(page)) == []
    page.go_back()
    send(page)

    approve(visitor, workspace())
    per = visitor.open("per", workspace() + "publiser/")
    assert list(axe_says(per)) == []
    per.get_by_role("button", name="Publiser").click()

    anybody = visitor.open("", f"/apenhet/{_orgnr()}/2024")
    expect(anybody.locator("main")).to_contain_text(WORDS)
    for name in ("Bodil Oppdiktet", "Tor Tenkelig", "Per Eksempel"):
        expect(anybody.locator("main")).to_contain_text(name)
    assert list(axe_says(anybody)) == []


def _orgnr() -> str:
    return str(OrgUnit.objects.get(number="SF-1").orgnr)


def test_anybody_can_take_it_along_as_pdf_docx_and_json(visitor: Visitor) -> None:
    get = visitor.context("").request.get
    address = f"{visitor.base}/apenhet/{_orgnr()}/2024"
    assert get(f"{address}.pdf").body().startswith(b"%PDF-")
    with zipfile.ZipFile(io.BytesIO(get(f"{address}.docx").body())) as archive:
        assert WORDS in archive.read("word/document.xml").decode()
    assert WORDS in json.dumps(json.loads(get(f"{address}.json").body()), ensure_ascii=False)


@pytest.mark.requirement("R001-03")
def test_what_became_known_since_stops_a_new_edition_until_it_is_told_of(visitor: Visitor) -> None:
    page = visitor.open("ingrid", "/redegjorelser/ny/")
    page.get_by_label("År").select_option("2024")
    page.get_by_label("Hvorfor en ny utgave").fill("En ny sak er kommet til")
    page.get_by_role("button", name="Begynn").click()
    send(page)
    approve(visitor, workspace(2))
    enterprise = OrgUnit.objects.get(number="SF-1")
    AdverseImpact.objects.create(
        enterprise=enterprise, unit=enterprise, number="NK-2025-01", title="Innesperrede arbeidere",
        actuality="actual", verification="confirmed", severity=5, scale=5, scope=4, irremediability=4, **STAMPS,
    )  # fmt: skip
    per = visitor.open("per", workspace(2) + "publiser/")
    expect(per.locator("main")).to_contain_text("Innesperrede arbeidere")
    assert list(axe_says(per)) == []
    per.get_by_role("button", name="Publiser").click()
    assert Statement.objects.filter(enterprise=enterprise, year=2024, status="published").count() == 1
    per.goto(visitor.base + workspace(2) + "returner/")
    per.get_by_role("textbox").fill("Ta med den nye saken")
    per.get_by_role("button", name="Returner").click()

    page.goto(visitor.base + workspace(2))
    send(page)
    approve(visitor, workspace(2))
    per.goto(visitor.base + workspace(2) + "publiser/")
    per.get_by_role("button", name="Publiser").click()
    anybody = visitor.open("", f"/apenhet/{_orgnr()}/2024/2")
    expect(anybody.locator("main")).to_contain_text("Innesperrede arbeidere")
    expect(anybody.locator("main")).to_contain_text("En ny sak er kommet til")
    assert list(axe_says(anybody)) == []
