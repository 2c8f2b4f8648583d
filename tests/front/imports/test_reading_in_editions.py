"""Reading in a new edition of a source from the pages."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from samsvar.platform.audit.models import Event
from samsvar.platform.imports.models import ImportRun, ImportStatus
from samsvar.registers.catalogues.events import EDITION_IMPORTED
from samsvar.registers.catalogues.models import Edition
from samsvar.registers.catalogues.services import load_shipped_editions
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence.models import ContractAssessment
from tests.cast import NOW, Cast
from tests.queries import at_most

SignIn = Callable[[Client, Any], Client]
FIGURES = "Country,Edition,Status,Total\nIceland,2099,NF,20\nIndia,2099,PF,60\n"


@pytest.fixture
def kari(cast: Cast, client: Client, signed_in: SignIn) -> Client:
    load_shipped_editions(NOW)
    return signed_in(client, cast.kari)


def send(client: Client, source: str, edition: str, text: str, name: str = "tall.csv") -> Any:
    file = SimpleUploadedFile(name, text.encode())
    page = reverse("imports:kind", args=["editions"])
    return client.post(page, {"source": source, "edition": edition, "file": file})


def sent(client: Client, *words: str) -> ImportRun:
    answer = send(client, *words)
    assert answer.status_code == 302, answer.content.decode()
    return ImportRun.objects.get(key=answer.headers["Location"].rstrip("/").rsplit("/", 1)[1])


def shown(client: Client, run: ImportRun) -> str:
    return str(client.get(reverse("imports:run", args=[run.key])).content.decode())


@pytest.mark.requirement("R001-55")
def test_an_edition_is_tried_before_it_is_saved_and_then_renews_the_levels(kari: Client, cast: Cast) -> None:
    contracts = (
        "Avtalenummer;Tittel;Leverandør;Type;Eierskap;Slutt;Produksjonsland\nA-1;Tøy;Demodata AS;vare;egen;;Island\n"
    )
    file = SimpleUploadedFile("avtaler.csv", contracts.encode())
    kari.post(reverse("imports:kind", args=["contracts"]), {"file": file})
    kari.post(reverse("imports:confirm", args=[ImportRun.objects.get().key]))
    was = ContractAssessment.objects.get(contract=Contract.objects.get()).country
    run = sent(kari, "freedom-house", "2099", FIGURES)
    page = shown(kari, run)
    assert run.status == ImportStatus.CHECKED
    assert "0 nye rader, 2 med andre tall" in page
    assert "Avtaler som endrer nivå: 1 opp, 0 ned (av 1): A-1 (" in page
    short = re.search(r"Utgaven har 2 av de \d+ kodene", page)
    assert short
    assert not Edition.objects.filter(edition="2099").exists()
    kari.post(reverse("imports:confirm", args=[run.key]))
    assert Edition.objects.get(source="freedom-house", edition="2099").rows.count() == 2
    assert ContractAssessment.objects.get().country != was
    held = kari.get(reverse("catalogues:edition", args=["freedom-house", "2099"])).content.decode()
    assert short[0] in held
    event = Event.objects.get(kind=EDITION_IMPORTED)
    assert (event.actor_key, event.via) == (cast.kari.key, "web")


def test_what_cannot_be_read_gives_the_same_list_as_other_files(kari: Client) -> None:
    assert send(kari, "freedom-house", "../x", FIGURES).status_code == 422
    assert send(kari, "guesswork", "2099", FIGURES).status_code == 422
    run = sent(kari, "freedom-house", "2098", FIGURES)
    page = shown(kari, run)
    assert run.status == ImportStatus.REFUSED
    assert "Filen har ingen rader" in page
    own = sent(kari, "dfo", "2026", "category;product;raw_material;basis\nBamser;Tøybamser;lav;own_reading\n")
    assert [each["code"] for each in own.errors] == ["other_publisher"]
    assert not Edition.objects.filter(source__in=["freedom-house", "dfo"], edition__in=["2098", "2026"]).exists()


def test_the_sources_page_leads_to_it_for_who_may(kari: Client, cast: Cast, signed_in: SignIn) -> None:
    link = reverse("imports:kind", args=["editions"])
    assert link in kari.get(reverse("catalogues:editions")).content.decode()
    with at_most(8):
        page = kari.get(link)
    assert "Freedom in the World" in page.content.decode()
    other = signed_in(Client(), cast.people["per"])
    assert link not in other.get(reverse("catalogues:editions")).content.decode()
