"""Sessions end, changing needs two factors, dangerous steps need fresh ones, and refusals tell nothing."""

import time

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from samsvar.platform.access.factors import VOUCHED_AT

UNITS = "/oppsett/enheter/"


def keep(client: Client, **values):
    session = client.session
    for name, value in values.items():
        session[name] = value
    session.save()


def forget_factors(client: Client):
    session = client.session
    for name in ("account_authentication_methods", VOUCHED_AT):
        session.pop(name, None)
    session.save()


def age_factors(client: Client, seconds: int):
    session = client.session
    then = time.time() - seconds
    session["account_authentication_methods"] = [
        {**entry, "at": then} for entry in session["account_authentication_methods"]
    ]
    session.save()


def test_a_session_ends_after_an_hour_without_use(cast, client, signed_in, monkeypatch):
    signed_in(client, cast.kari)
    assert client.get(UNITS).status_code == 200
    monkeypatch.setenv("SAMSVAR_NOW", "2025-05-20T10:59:00+02:00")
    assert client.get(UNITS).status_code == 200
    monkeypatch.setenv("SAMSVAR_NOW", "2025-05-20T12:00:01+02:00")
    assert client.get(UNITS).status_code == 302


def test_a_session_ends_after_ten_hours_however_it_is_used(cast, client, signed_in, monkeypatch):
    signed_in(client, cast.kari)
    for hour in range(10, 21):
        monkeypatch.setenv("SAMSVAR_NOW", f"2025-05-20T{hour}:00:00+02:00")
        answer = client.get(UNITS)
        monkeypatch.setenv("SAMSVAR_NOW", f"2025-05-20T{hour}:50:00+02:00")
        answer = client.get(UNITS)
    assert answer.status_code == 302


def test_who_changes_records_must_set_up_a_second_factor(cast, client, signed_in):
    signed_in(client, cast.kari)
    forget_factors(client)
    answer = client.get(UNITS)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("mfa_index"))
    assert client.get(reverse("mfa_index")).status_code == 200


def test_who_has_a_second_factor_must_have_used_it(cast, client, signed_in):
    TOTP.activate(cast.kari, "A" * 32)
    signed_in(client, cast.kari)
    forget_factors(client)
    assert client.get(UNITS)["Location"].startswith(reverse("mfa_reauthenticate"))


def test_who_only_reads_may_do_with_one_factor(cast, client, signed_in):
    signed_in(client, cast.auditor)
    forget_factors(client)
    assert client.get(UNITS).status_code == 200


def test_an_htmx_call_is_sent_away_whole(cast, client, signed_in):
    signed_in(client, cast.kari)
    forget_factors(client)
    answer = client.get(UNITS, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith(reverse("mfa_index"))


@pytest.mark.parametrize(("seconds", "status"), [(14 * 60, 200), (16 * 60, 302)])
def test_giving_a_role_asks_for_two_factors_within_fifteen_minutes(cast, client, signed_in, seconds, status):
    signed_in(client, cast.administrator)
    age_factors(client, seconds)
    address = reverse("administration:person", args=[cast.owner.key])
    answer = client.post(address, {"role": "leader"}, headers={"Referer": f"http://testserver{address}"})
    if status == 302:
        assert (
            answer["Location"]
            == f"{reverse('access:confirm')}?next=http%3A%2F%2Ftestserver{address.replace('/', '%2F')}"
        )
    else:
        assert answer.status_code == 422
    assert cast.owner.roles.count() == 1


def test_the_way_back_after_confirming_never_leads_elsewhere(cast, client, signed_in):
    TOTP.activate(cast.administrator, "A" * 32)
    signed_in(client, cast.administrator)
    answer = client.get(reverse("access:confirm"), {"next": "https://example.org/"})
    assert answer["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2F"


def test_a_method_that_is_not_for_the_address_is_405_only_for_who_sees_it(cast, signed_in):
    kari, per = signed_in(Client(), cast.kari), signed_in(Client(), cast.per)
    address = reverse("administration:unit", args=["nett"])
    answer = kari.delete(address)
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert per.delete(address).status_code == 404


def test_the_pages_speak_the_persons_language(cast, client, signed_in):
    cast.kari.language = "nn"
    cast.kari.save()
    signed_in(client, cast.kari)
    assert 'lang="nn"' in client.get(UNITS).content.decode()


def test_roles_are_read_anew_at_each_request(cast, client, signed_in):
    signed_in(client, cast.leader)
    address = reverse("administration:unit", args=["nett"])
    assert client.get(address).status_code == 200
    cast.leader.roles.all().delete()
    assert client.get(address).status_code == 404
