"""The public site of an enterprise: what people wrote and published, and numbers that nobody can be told from."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.subjects.complaints.models import Complaint
from samsvar.subjects.openness.models import PublicText
from tests.cast import NOW
from tests.conftest import sign_in
from tests.pages.table_complaints import make_complaint

pytestmark = pytest.mark.django_db
HERE = "/apenhet/912345674"


def write(client, text, **more):
    row = PublicText.objects.filter(kind="how_we_work").first()
    sent = {"text_nb": text, "version": str(row.version if row else 0), **more}
    return client.post(reverse("openness:text", args=["how_we_work"]), sent)


def press(client, word):
    row = PublicText.objects.get()
    return client.post(reverse(f"openness:{word}", args=["how_we_work"]), {"version": str(row.version)})


def test_a_text_is_public_when_somebody_publishes_it_and_writing_on_changes_nothing_public(client, cast):
    kari = sign_in(Client(), cast.kari)
    assert write(kari, "Slik gjør vi det").status_code == 302
    assert "Slik gjør vi det" not in client.get(HERE).content.decode()
    press(kari, "publish")
    page = client.get(f"{HERE}?language=nn").content.decode()
    assert 'lang="nb"><p>Slik gjør vi det' in page
    write(kari, "Noe helt annet")
    assert "Slik gjør vi det" in client.get(HERE).content.decode()
    assert "Noe helt annet" not in client.get(HERE).content.decode()
    press(kari, "take_down")
    assert "Slik gjør vi det" not in client.get(HERE).content.decode()
    assert not client.cookies


def test_two_who_write_see_each_other_and_an_address_that_runs_is_refused(cast):
    kari = sign_in(Client(), cast.kari)
    assert write(kari, "x", link="javascript:alert(1)").status_code == 422
    assert write(kari, "x", link="http://example.org").status_code == 422
    write(kari, "Første")
    late = kari.post(reverse("openness:text", args=["how_we_work"]), {"text_nb": "Andre", "version": "0"})
    assert late.status_code == 409
    assert PublicText.objects.get().text_nb == "Første"


@pytest.mark.requirement("R000-64")
def test_numbers_of_a_year_that_is_over_tell_of_nobody(client, cast):
    def lay(count, year, number=0, **columns):
        for each in range(count):
            day = date(year, 3, 1)
            due = {"answer_due_on": day + timedelta(14), "due_on": day + timedelta(14)}
            make_complaint(cast.enterprise, f"{year}-{number + each}", received_on=day, **{**due, **columns})

    ended = {"status": "withdrawn", "due_on": None, "ended_on": date(2024, 3, 9), "answered_on": date(2024, 3, 5)}
    lay(12, 2024, topic="wages", **ended)
    lay(3, 2024, 20, topic="reprisal", **ended)
    lay(4, 2023, topic="housing", **{**ended, "ended_on": date(2023, 3, 9), "answered_on": date(2023, 3, 5)})
    lay(7, 2025, topic="environment")
    page = " ".join(client.get(f"{HERE}/tall").content.decode().split())
    assert "<dt>Mottatt</dt><dd>15</dd>" in page
    assert "Færre enn fem." in page
    assert not any(words in page for words in ("Gjengjeldelse", "Bolig", "Miljø", "<dd>3</dd>", "<dd>12</dd>", ">4<"))
    assert Complaint.objects.filter(received_on__year=2025).count() == 7
    assert NOW.year == 2025
