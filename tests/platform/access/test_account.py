"""What an account's owner may do with it, and what ends a session: sign-out, a new password, the owner's own choice."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from samsvar.platform.access.sessions import SessionStore

WORD, NEW = "et langt og trygt passord", "  Enda en LANG rekke av tegn "
UNITS = "/oppsett/enheter/"


@pytest.fixture
def kari(cast: Any) -> Any:
    """Kari with a password, and nothing counted of what was tried before."""
    cache.clear()
    cast.kari.set_password(WORD)
    cast.kari.save()
    return cast.kari


def age(client: Client, seconds: int) -> None:
    session = client.session
    for entry in session["account_authentication_methods"]:
        entry["at"] = time.time() - seconds
    session.save()


def test_a_session_is_new_at_sign_in_random_and_gone_on_the_server_at_sign_out(kari: Any, signed_in: Any) -> None:
    keys = {SessionStore()._get_new_session_key() for _ in range(200)}
    assert len(keys) == 200
    assert all(re.fullmatch(r"[a-z0-9]{32}", key) for key in keys), "36 to the 32nd is 165 bits"
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    before = client.session.session_key
    client.post(reverse("account_login"), {"login": kari.email, "password": WORD})
    after = client.session.session_key
    assert client.session["_auth_user_id"] == str(kari.pk)
    assert after != before
    assert not SessionStore().exists(before)
    client.post(reverse("account_logout"))
    assert not SessionStore().exists(after)
    thief = Client()
    thief.cookies["sessionid"] = after
    assert thief.get(UNITS).status_code == 302


def test_a_new_password_needs_the_old_one_and_ends_every_other_session(kari: Any, signed_in: Any) -> None:
    own, other = signed_in(Client(), kari), signed_in(Client(), kari)
    address = reverse("account_change_password")
    page = own.get(address).content.decode()
    assert page.count('type="password"') == 3
    assert 'autocomplete="new-password"' in page
    assert "maxlength" not in page
    assert "onpaste" not in page
    wrong = own.post(address, {"oldpassword": "feil", "password1": NEW, "password2": NEW})
    assert wrong.status_code == 200
    easy = own.post(address, {"oldpassword": WORD, "password1": "samsvar202520", "password2": "samsvar202520"})
    assert easy.status_code == 200
    assert other.get(UNITS).status_code == 200
    assert own.post(address, {"oldpassword": WORD, "password1": NEW, "password2": NEW}).status_code == 302
    kari.refresh_from_db()
    assert kari.check_password(NEW)
    assert not kari.check_password(NEW.strip())
    assert not kari.check_password(NEW.lower())
    assert own.get(UNITS).status_code == 200
    assert other.get(UNITS).status_code == 302


def test_other_sessions_are_listed_and_ended_by_who_has_just_confirmed(kari: Any) -> None:
    def entered() -> Client:
        client = Client(headers={"User-Agent": "Firefox/1 (X11; Linux)"})
        client.post(reverse("account_login"), {"login": kari.email, "password": WORD})
        return client

    own, other = entered(), entered()
    address = reverse("usersessions_list")
    assert own.get(address).content.decode().count("Firefox") == 2
    age(own, 16 * 60)
    assert own.post(address)["Location"].startswith(reverse("account_reauthenticate"))
    assert other.get(address).status_code == 200
    own.post(reverse("account_reauthenticate"), {"password": WORD})
    own.post(address)
    assert other.get(address).status_code == 302
    assert own.get(address).status_code == 200


def test_what_one_signs_in_with_is_changed_only_by_who_has_just_confirmed(kari: Any, signed_in: Any) -> None:
    TOTP.activate(kari, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client = signed_in(Client(), kari)
    age(client, 16 * 60)
    names = ("mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_add_webauthn")
    for name in names:
        answer = client.get(reverse(name))
        assert answer.status_code == 302, name
        assert "bekreft" in answer["Location"], name
    outside = client.post(reverse("socialaccount_connections"), {"account": "1"})
    assert outside.status_code in (200, 302)
    assert not kari.socialaccount_set.exists()
    assert reverse("account_logout") in client.get(UNITS).content.decode()


def test_a_forgotten_password_is_replaced_by_mail_once_within_the_hour_and_the_second_factor_stays(
    kari: Any, monkeypatch: Any
) -> None:
    TOTP.activate(kari, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client = Client()
    asked = client.post(reverse("account_reset_password"), {"email": kari.email}, headers={"Host": "127.0.0.1"})
    unknown = Client().post(reverse("account_reset_password"), {"email": "kara@example.org"})
    assert (asked.status_code, asked["Location"]) == (unknown.status_code, unknown["Location"])
    (letter,) = [each for each in mail.outbox if each.to == [kari.email]]
    assert letter.subject == "Nytt passord i Samsvar"
    found = re.search(re.escape(settings.BASE_URL) + r"(/konto/passord/glemt/\S+)", letter.body)
    assert found
    page = client.get(found[1], follow=True)
    place = page.redirect_chain[-1][0]
    assert found[1] not in place, "the secret leaves the address at once"
    sent = {"password1": NEW, "password2": NEW}
    assert client.post(place, sent).status_code == 302
    assert "_auth_user_id" not in client.session
    kari.refresh_from_db()
    assert kari.check_password(NEW)
    answer = client.post(reverse("account_login"), {"login": kari.email, "password": NEW})
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert settings.PASSWORD_RESET_TIMEOUT <= 3600
    again = Client().get(found[1], follow=True)
    assert "password1" not in again.content.decode()
