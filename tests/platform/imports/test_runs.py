"""Reading a file in from the pages: checked first, saved once, taken over when a worker dies."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from samsvar.front.cli.main import main
from samsvar.platform.imports import services, storage
from samsvar.platform.imports.models import ImportRun, ImportStatus
from samsvar.registers.catalogues.services import load_shipped_editions
from samsvar.registers.suppliers.models import Contract, Supplier
from tests.cast import CANARY, NOW, TODAY, Cast

SignIn = Callable[[Client, Any], Client]
HEADINGS = "Avtalenummer;Tittel;Leverandør;Type;Eierskap;Slutt"


@pytest.fixture
def kari(cast: Cast, client: Client, signed_in: SignIn) -> Client:
    load_shipped_editions(NOW)
    return signed_in(client, cast.kari)


def send(client: Client, *lines: str, name: str = "avtaler.csv") -> ImportRun:
    """The file as Kari sends it in; the run it became."""
    content = "\n".join([HEADINGS, *lines]).encode()
    answer = client.post(reverse("imports:kind", args=["contracts"]), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    run = ImportRun.objects.order_by("-pk")[0]
    assert answer.headers["Location"] == reverse("imports:run", args=[run.key])
    return run


def rows(count: int) -> list[str]:
    return [f"A-{n};Avtale nummer {n} om en lang rekke ting;Demodata Maskinvare AS;vare;egen;" for n in range(count)]


def shown(client: Client, run: ImportRun) -> str:
    return str(client.get(reverse("imports:run", args=[run.key])).content.decode())


def test_a_small_file_is_checked_at_once_and_saved_when_confirmed(kari: Client) -> None:
    run = send(kari, *rows(3))
    assert run.status == ImportStatus.CHECKED
    assert "Nye: 3. Endret: 0." in shown(kari, run)
    assert not Contract.objects.exists()
    kari.post(reverse("imports:confirm", args=[run.key]))
    run.refresh_from_db()
    assert run.status == ImportStatus.DONE
    assert Contract.objects.count() == 3
    assert not storage.path_of(run.stored_name).exists()
    kari.post(reverse("imports:confirm", args=[run.key]))
    assert Contract.objects.count() == 3


def test_errors_are_listed_by_row_and_column_and_there_is_nothing_to_save(kari: Client) -> None:
    run = send(kari, *rows(2), "A-9;Skjermer;Demodata Maskinvare AS;vare;egen;31.02.2025")
    text = shown(kari, run)
    assert run.status == ImportStatus.REFUSED
    assert "31.02.2025 finnes ikke" in text
    assert "Slutt" in text
    kari.post(reverse("imports:confirm", args=[run.key]))
    assert not Contract.objects.exists()


def test_an_error_of_the_whole_file_stands_at_no_row_and_no_column(kari: Client) -> None:
    text = shown(kari, send(kari, "\x00"))
    assert "Filen inneholder tegn som ikke er tekst" in text
    assert "None" not in text


def test_the_same_file_again_has_nothing_to_save(kari: Client) -> None:
    kari.post(reverse("imports:confirm", args=[send(kari, *rows(2)).key]))
    assert "Filen er lest inn før." in shown(kari, send(kari, *rows(2)))


def test_a_large_file_waits_for_a_worker_and_the_page_says_so(kari: Client, capfd: Any) -> None:
    run = send(kari, *rows(900))
    assert run.status == ImportStatus.WAITING_CHECK
    assert "Filen venter på tur." in shown(kari, run)
    assert main(["worker", "--once"]) == 0
    kari.post(reverse("imports:confirm", args=[run.key]))
    run.refresh_from_db()
    assert run.status == ImportStatus.WAITING
    assert main(["worker", "--once"]) == 0
    run.refresh_from_db()
    assert run.status == ImportStatus.DONE
    assert Contract.objects.count() == 900


def test_a_run_that_a_living_worker_holds_is_not_taken_and_a_dead_ones_is(kari: Client) -> None:
    run = send(kari, *rows(900))
    held = {"lease": "somebody", "attempts": 1}
    ImportRun.objects.filter(pk=run.pk).update(lease_until=NOW + timedelta(minutes=1), **held)
    assert services.next_run(NOW) is None
    assert services.work_on(run, clock=lambda: NOW, on=TODAY).status == ImportStatus.WAITING_CHECK
    later = NOW + timedelta(minutes=2)
    assert services.next_run(later) == run
    run.refresh_from_db()
    assert services.work_on(run, clock=lambda: later, on=TODAY).status == ImportStatus.CHECKED


def test_a_run_that_stopped_three_times_is_given_up(kari: Client) -> None:
    run = send(kari, *rows(900))
    ImportRun.objects.filter(pk=run.pk).update(attempts=3)
    run.refresh_from_db()
    services.work_on(run, clock=lambda: NOW, on=TODAY)
    run.refresh_from_db()
    assert run.status == ImportStatus.FAILED
    assert "stoppet tre ganger" in shown(kari, run)


def test_a_stored_file_that_was_changed_is_not_saved(kari: Client) -> None:
    run = send(kari, *rows(3))
    path: Path = storage.path_of(run.stored_name)
    path.write_text(path.read_text(encoding="utf-8").replace("Demodata", "Uekte"), encoding="utf-8")
    kari.post(reverse("imports:confirm", args=[run.key]))
    run.refresh_from_db()
    assert run.status == ImportStatus.FAILED
    assert not Supplier.objects.exists()


def test_a_person_who_has_lost_the_right_since_saves_nothing(kari: Client, cast: Cast) -> None:
    run = send(kari, *rows(3))
    services.confirm(run=run, at=NOW)
    cast.kari.roles.update(valid_to=TODAY - timedelta(days=1))
    run.refresh_from_db()
    services.work_on(run, clock=lambda: NOW, on=TODAY)
    run.refresh_from_db()
    assert run.status == ImportStatus.FAILED
    assert not Contract.objects.exists()


def test_a_dropped_file_is_gone_and_an_old_one_is_dropped(kari: Client) -> None:
    first, second = send(kari, *rows(1)), send(kari, *rows(2))
    kari.post(reverse("imports:drop", args=[first.key]))
    assert not storage.path_of(first.stored_name).exists()
    assert services.remove_old(NOW + timedelta(days=2)) == 1
    assert not storage.path_of(second.stored_name).exists()


def test_a_file_of_another_kind_or_name_is_refused_in_words(kari: Client) -> None:
    answer = kari.post(reverse("imports:kind", args=["contracts"]), {"file": SimpleUploadedFile("avtaler.exe", b"MZ")})
    assert answer.status_code == 422
    assert "Velg en fil som slutter på .xlsx, .ods, .csv." in answer.content.decode()
    run = send(kari, name="avtaler.xlsx")
    assert run.status == ImportStatus.REFUSED
    assert "innholdet er noe annet" in shown(kari, run)


def test_nobody_elses_run_can_be_seen_or_saved(kari: Client, cast: Cast, signed_in: SignIn) -> None:
    run = send(kari, *rows(1))
    nils = signed_in(Client(), cast.nils)
    assert nils.get(reverse("imports:run", args=[run.key])).status_code == 404
    assert nils.post(reverse("imports:confirm", args=[run.key])).status_code == 404
    assert CANARY not in shown(kari, run)
    assert not Contract.objects.exists()
