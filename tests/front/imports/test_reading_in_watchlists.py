"""Reading in a list to screen against from the pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from samsvar.platform.imports.models import ImportRun, ImportStatus
from samsvar.registers.catalogues.models import Edition
from tests.cast import Cast
from tests.queries import at_most

SignIn = Callable[[Client, Any], Client]
TARGETS = Path(__file__).parents[2] / "formats/watchlist_targets.csv"


def test_a_list_is_tried_and_saved_from_the_page_and_its_faults_are_told_by_row(
    cast: Cast, client: Client, signed_in: SignIn
) -> None:
    kari = signed_in(client, cast.kari)
    page, screening = reverse("imports:kind", args=["watchlist"]), reverse("due_diligence:screening")
    assert page in kari.get(screening).content.decode()
    with at_most(8):
        kari.get(page)

    def sent(content: bytes, **said: str) -> tuple[ImportRun, str]:
        answer = kari.post(page, {"file": SimpleUploadedFile("targets.simple.csv", content), **said})
        assert answer.status_code == 302, answer.content.decode()
        run = ImportRun.objects.order_by("pk").last()
        assert run is not None
        return run, kari.get(answer.headers["Location"]).content.decode()

    content = TARGETS.read_bytes()
    refused = kari.post(page, {"file": SimpleUploadedFile("targets.simple.csv", content), "name": "EU liste"})
    assert refused.status_code == 422
    rows = content.decode().splitlines()
    run, shown = sent("\n".join([*rows, rows[1]]).encode())
    assert run.status == ImportStatus.REFUSED
    assert [(each["row"], each["column"], each["code"]) for each in run.errors] == [(len(rows) + 1, "id", "duplicate")]
    run, shown = sent(content, name="eu_fsf", publisher="EU", published_on="2025-06-02")
    assert (run.status, run.created) == (ImportStatus.CHECKED, 2)
    assert "ikke gjelder selskaper" in shown
    assert not Edition.objects.filter(title="EU: eu_fsf").exists()
    kari.post(reverse("imports:confirm", args=[run.key]))
    held = Edition.objects.get(title="EU: eu_fsf")
    assert (held.edition, held.rows.count()) == ("2025-06-02", 2)
    assert page in kari.get(screening).content.decode()
