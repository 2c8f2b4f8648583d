"""A form that is sent twice acts once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samsvar.platform.forms import once
from samsvar.platform.forms.models import TakenNumber
from samsvar.registers.suppliers.models import Supplier
from tests.cast import NOW

NUMBER = "sendt-fra-skjemaet"
FIELDS = {"name": "Demodata Maskinvare AS", "once": NUMBER}


@pytest.fixture
def send(cast, client, signed_in):
    signed_in(client, cast.kari)
    return lambda **fields: client.post(reverse("suppliers:supplier_new"), {**FIELDS, **fields})


def test_the_second_sending_leads_where_the_first_did_and_makes_nothing(send):
    first, second = send(), send()
    assert first.status_code == 302
    assert (second.status_code, second["Location"]) == (303, first["Location"])
    assert Supplier.objects.filter(name=FIELDS["name"]).count() == 1


def test_another_number_is_another_form(send):
    assert send()["Location"] != send(once="et annet")["Location"]
    assert Supplier.objects.filter(name=FIELDS["name"]).count() == 2


def test_a_form_with_an_error_gives_its_number_back(send):
    assert send(name="").status_code == 422
    assert not TakenNumber.objects.exists()
    assert send().status_code == 302


def test_the_number_belongs_to_the_person_and_the_address(cast, client, signed_in, send):
    send()
    signed_in(client, cast.nils)
    assert client.post(reverse("suppliers:supplier_new"), FIELDS).status_code == 302
    assert client.post(reverse("suppliers:partner_new"), FIELDS).status_code == 302


def test_a_form_still_at_work_is_not_begun_anew(send, monkeypatch):
    monkeypatch.setattr(once, "_STEPS", 2)
    send()
    TakenNumber.objects.update(status=0, location="")  # as a process leaves it that was killed before it answered
    answer = send()
    assert answer.status_code == 409
    assert "ble stanset underveis" in answer.content.decode()
    assert Supplier.objects.filter(name=FIELDS["name"]).count() == 1


def test_numbers_are_kept_for_a_day(send):
    send()
    TakenNumber.objects.update(taken_at=NOW - timedelta(hours=25))
    send(once="et annet")
    assert TakenNumber.objects.count() == 1


def test_every_form_carries_its_own_number(cast, client, signed_in):
    signed_in(client, cast.kari)
    pages = [client.get(reverse("suppliers:supplier_new")).content.decode() for _ in range(2)]
    numbers = [page.split('name="once" value="')[1].split('"')[0] for page in pages]
    assert len(set(numbers)) == 2
    assert all(len(number) >= 20 for number in numbers)


@pytest.mark.parametrize("number", ["", "x" * 65])
def test_a_form_without_a_fair_number_is_taken_as_it_is(send, number):
    assert send(once=number).status_code == 302
    assert not TakenNumber.objects.exists()


def test_a_form_that_asks_for_a_fresh_sign_in_may_be_sent_again_after_it(cast, client, signed_in):
    signed_in(client, cast.administrator)
    an_hour_ago = client.session
    an_hour_ago["account_authentication_methods"][1]["at"] -= 3600
    an_hour_ago.save()
    answer = client.post(reverse("administration:person", args=[cast.owner.key]), {"role": "leader", "once": NUMBER})
    assert answer["Location"].startswith(reverse("access:confirm"))
    assert not TakenNumber.objects.exists()


HELD = """INSERT INTO forms_takennumber (digest, about, content, status, location, taken_at)
    VALUES (%s, '', '', 0, '', %s)"""


@pytest.mark.postgresql
def test_a_form_whose_first_sending_takes_long_is_no_fault(somebody_else, send, monkeypatch):
    monkeypatch.setattr(once, "_digest", lambda request: "a" * 64)
    somebody_else.execute(HELD, ["a" * 64, NOW])
    assert send().status_code == 409
    assert not Supplier.objects.exists()


@pytest.mark.postgresql
def test_old_numbers_that_a_long_request_is_removing_stop_nobody(somebody_else, send):
    TakenNumber.objects.create(digest="a" * 64, taken_at=NOW - timedelta(hours=25))
    somebody_else.execute("DELETE FROM forms_takennumber")
    assert send().status_code == 302
