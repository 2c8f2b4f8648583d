"""Signing in: with a password and a code, by the enterprise's own account, and as somebody of the demo."""

import html
import json
import re
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from samsvar.config.oidc import oidc_providers
from samsvar.platform.access.demo import mark_demo_database
from samsvar.platform.access.factors import FRESH_SECONDS, VOUCHED_AT
from samsvar.platform.access.models import DemoMark
from samsvar.platform.audit.models import Event
from samsvar.platform.organisation.models import Person
from tests.cast import NOW
from tests.platform.access.provider import CLIENT, SECRET, Provider

WORD = "et langt og trygt passord"
UNITS = "/oppsett/enheter/"


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_a_password_alone_is_not_enough_for_who_has_a_second_factor(cast, client, capsys):
    cast.kari.set_password(WORD)
    cast.kari.save()
    TOTP.activate(cast.kari, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client.get(reverse("account_login"))
    capsys.readouterr()
    answer = client.post(reverse("account_login"), {"login": "kari@example.org", "password": WORD})
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get(UNITS).status_code == 302
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 200
    right = client.post(reverse("mfa_authenticate"), {"code": code_now("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")})
    assert right.status_code == 302
    assert client.get(UNITS).status_code == 200
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["event"] for line in told] == ["second_factor_failed", "signed_in"]
    assert (told[1]["person"], told[1]["ways"]) == (cast.kari.key, "password totp")


def test_a_code_is_used_once_and_for_half_a_minute(cast, monkeypatch):
    cache.clear()
    app, secret = TOTP.activate(cast.kari, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"), "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    moment = time.time()
    monkeypatch.setattr(time, "time", lambda: moment)
    code = code_now(secret)
    assert app.validate_code(code)
    assert not app.validate_code(code)
    later = code_now(secret)
    monkeypatch.setattr(time, "time", lambda: moment + 31)
    assert not app.validate_code(later)


def test_a_wrong_password_and_an_unknown_person_are_answered_alike(cast, client):
    cast.kari.set_password(WORD)
    cast.kari.save()
    known = client.post(reverse("account_login"), {"login": "kari@example.org", "password": "feil"})
    unknown = client.post(reverse("account_login"), {"login": "kara@example.org", "password": "feil"})
    assert known.status_code == unknown.status_code == 200
    assert known.content.replace(b"kari@", b"").count(b"<li>") == unknown.content.count(b"<li>")


def test_guessing_is_slowed_down(cast, client):
    answers = [
        client.post(reverse("account_login"), {"login": "kari@example.org", "password": f"gjett {n}"})
        for n in range(12)
    ]
    messages = [answer.context["form"].non_field_errors().as_data()[0].code for answer in answers]
    assert messages[0] != messages[-1] == "too_many_login_attempts"
    assert (answers[0].status_code, answers[-1].status_code) == (200, 429)
    assert answers[-1]["Retry-After"] == "300"
    assert "Vent fem minutter" in answers[-1].content.decode()


def test_nobody_signs_up_alone(client, db):
    for address in ("/konto/signup/", "/konto/email/", "/konto/3rdparty/signup/"):
        assert client.get(address).status_code == 404


@pytest.fixture
def provider(settings, tmp_path):
    (tmp_path / "secret").write_text(SECRET)
    found = Provider({"sub": "0001", "email": "kari@example.org", "email_verified": True, "amr": ["pwd", "mfa"]})
    settings.SOCIALACCOUNT_PROVIDERS = oidc_providers(
        {
            "SAMSVAR_OIDC_ISSUER": found.issuer,
            "SAMSVAR_OIDC_CLIENT_ID": CLIENT,
            "SAMSVAR_OIDC_CLIENT_SECRET_FILE": str(tmp_path / "secret"),
            "SAMSVAR_OIDC_NAME": "Eksempel helsenett",
        }
    )
    yield found
    found.close()


def go(client: Client, provider: Provider, process: str = "login", **changes: str):
    """Press the button, sign in at the provider, and come back."""
    address = reverse("openid_connect_login", args=["foretak"])
    away = led_to(client.post(f"{address}?process={process}"))
    assert away.startswith(f"{provider.issuer}/authorize?")
    back = follow(away)
    for name, value in changes.items():
        back = back.replace(*value.split(">")) if name == "swap" else back
    parts = urlsplit(back)
    return client.get(f"{parts.path}?{parts.query}")


def led_to(page) -> str:
    """Where the page leads on to: a browser that a form redirects would be held to the form's own rule."""
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    address = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.content.decode())
    assert address is not None
    return html.unescape(address[1])


def follow(address: str) -> str:
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_args):
            return None

    try:
        urllib.request.build_opener(Stay).open(address)
    except urllib.error.HTTPError as moved:
        return moved.headers["Location"]
    raise AssertionError("the provider did not send the person back")


def join(client: Client, provider: Provider, signed_in, person: Person):
    signed_in(client, person)
    go(client, provider, "connect")
    client.logout()


def test_the_enterprises_account_opens_the_person_it_is_joined_to(cast, provider, signed_in):
    join(Client(), provider, signed_in, cast.kari)
    assert Event.objects.get(kind="account_joined").about == {"provider": "foretak", "person": cast.kari.key}
    client = Client()
    assert go(client, provider).status_code == 302
    assert client.session["_auth_user_id"] == str(cast.kari.pk)
    assert client.get(UNITS).status_code == 200


def test_an_account_that_is_joined_is_not_offered_to_be_joined_again(cast, provider, signed_in):
    client, address = signed_in(Client(), cast.kari), reverse("socialaccount_connections")
    offer = "Knytt til kontoen din hos Eksempel helsenett"
    assert offer in client.get(address).content.decode()
    go(client, provider, "connect")
    joined = client.get(address).content.decode()
    assert offer not in joined
    assert "Eksempel helsenett" in joined


def test_the_same_e_mail_address_alone_opens_nobody(cast, provider):
    """The provider says a verified kari@example.org, but no account is joined to Kari."""
    client = Client()
    answer = go(client, provider)
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()
    assert Person.objects.filter(email="kari@example.org").count() == 1


def test_another_subject_with_the_same_address_opens_nobody(cast, provider, signed_in):
    join(Client(), provider, signed_in, cast.kari)
    provider.claims = {**provider.claims, "sub": "0002"}
    client = Client()
    go(client, provider)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("lie", [{"iss": "https://example.org"}, {"aud": "another"}, {"exp": int(time.time()) - 3600}])
def test_a_token_of_another_issuer_for_another_client_or_too_old_is_refused(cast, provider, signed_in, lie):
    join(Client(), provider, signed_in, cast.kari)
    provider.lies = lie
    client = Client()
    go(client, provider)
    assert "_auth_user_id" not in client.session


def test_a_token_that_is_not_signed_by_the_service_for_this_very_sign_in_is_refused(cast, provider, signed_in):
    """Signature, algorithm, kind, key, nonce: each is spoiled alone, and the untouched one comes in."""
    join(Client(), provider, signed_in, cast.kari)
    spoiled = {
        "another key": {"another_key": True},
        "no signature": {"header": {"alg": "none"}},
        "a secret both know": {"header": {"alg": "HS256"}},
        "an access token": {"header": {"typ": "at+jwt"}},
        "a key that is not the service's": {"header": {"kid": "2"}},
        "of another sign-in": {"lies": {"nonce": "0" * 64}},
        "without a nonce": {"lies": {"nonce": None}},
        "for several, made for another": {"lies": {"aud": [CLIENT, "another"], "azp": "another"}},
        "from another issuer by its own word": {"says": {"issuer": "http://127.0.0.1:1"}},
        "with keys from elsewhere in clear": {"says": {"jwks_uri": "ftp://127.0.0.1/keys"}},
    }
    whole = {"another_key": False, "header": {}, "lies": {}, "says": {}}
    for why, spoil in spoiled.items():
        vars(provider).update({**whole, **spoil})
        client = Client()
        if "says" in spoil:
            answer = client.post(reverse("openid_connect_login", args=["foretak"]))
        else:
            answer = go(client, provider)
        assert answer.status_code == 401, why
        assert "_auth_user_id" not in client.session, why
    vars(provider).update(whole)
    client = Client()
    go(client, provider)
    assert client.session["_auth_user_id"] == str(cast.kari.pk)


def test_a_service_that_is_out_or_leads_elsewhere_is_told_of_and_other_ways_in_stay_open(cast, provider):
    provider.elsewhere = True
    client = Client()
    page = client.post(reverse("openid_connect_login", args=["foretak"]))
    assert page.status_code == 401
    assert provider.followed == 0
    provider.close()
    assert client.post(reverse("openid_connect_login", args=["foretak"])).status_code == 401
    assert client.get(reverse("account_login")).status_code == 200


def test_nothing_of_what_the_service_is_asked_can_be_changed_from_the_address(provider, client, db):
    address = reverse("openid_connect_login", args=["foretak"])
    client.post(f"{address}?scope=admin&auth_params=prompt%3Dnone&action=reauthenticate")
    sent = led_to(client.post(f"{address}?scope=admin&auth_params=acr_values%3Dlow%26response_type%3Dtoken"))
    assert "response_type=code" in sent
    assert "admin" not in sent
    assert "acr_values" not in sent
    assert client.get(address).status_code == 200, "no session begins without a press"


def test_limits_count_by_the_client_and_not_by_the_proxy_and_each_try_is_written_down(cast, client, settings, capsys):
    """Ten wrong passwords from one address stop that address alone, whatever it writes in the header itself."""
    settings.TRUSTED_PROXIES = 1
    cache.clear()

    def wrong(name: str, told: str):
        sent = {"login": f"{name}@example.org", "password": SECRET}
        return client.post(reverse("account_login"), sent, headers={"X-Forwarded-For": told}).status_code

    assert [wrong(f"n{n}", f"10.9.8.{n}, 198.51.100.4") for n in range(11)][-1] == 429
    assert wrong("kari", "198.51.100.4, 203.0.113.9") == 200
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    last = next(line for line in reversed(lines) if line["event"] == "sign_in_failed")
    assert (last["person"], last["address"]) == (cast.kari.key, "203.0.113.9")
    assert {"sign_in_limited", "refused"} <= {line["event"] for line in lines}
    assert SECRET not in json.dumps(lines)
    assert "@" not in json.dumps(lines)


def test_without_an_id_token_nobody_comes_in(cast, provider, signed_in):
    join(Client(), provider, signed_in, cast.kari)
    provider.without_id_token = True
    client = Client()
    go(client, provider)
    assert "_auth_user_id" not in client.session


def test_the_code_is_bound_to_this_browser_by_pkce_and_state(cast, provider, signed_in):
    join(Client(), provider, signed_in, cast.kari)
    thief, victim = Client(), Client()
    away = victim.post(f"{reverse('openid_connect_login', args=['foretak'])}?process=login")
    parts = urlsplit(follow(led_to(away)))
    thief.get(f"{parts.path}?{parts.query}")
    assert "_auth_user_id" not in thief.session
    assert provider.asked[-1]["code_challenge_method"] == "S256"
    assert go(Client(), provider, swap="code1>code9").status_code in (200, 401, 403)


def test_a_service_that_did_not_use_two_factors_leaves_one_to_set_up(cast, provider, signed_in):
    join(Client(), provider, signed_in, cast.kari)
    provider.claims = {**provider.claims, "amr": ["pwd"]}
    client = Client()
    go(client, provider)
    assert client.get(UNITS)["Location"].startswith(reverse("mfa_index"))


@pytest.mark.parametrize(
    ("anew", "ago", "fresh"),
    [("", None, False), ("&anew=1", None, True), ("", 60, True), ("&anew=1", 3600, False), ("", -3600, True)],
)
def test_a_step_that_asks_for_a_fresh_sign_in_heeds_when_it_was_at_the_service(
    cast, provider, signed_in, anew, ago, fresh
):
    """`auth_time` says when; without it only a sign-in that was asked for anew is fresh, not one kept from before."""
    join(Client(), provider, signed_in, cast.kari)
    if ago is not None:
        provider.claims = {**provider.claims, "auth_time": int(time.time()) - ago}
    client = Client()
    go(client, provider, f"login{anew}")
    assert client.get(UNITS).status_code == 200
    assert (0 <= time.time() - client.session[VOUCHED_AT] < FRESH_SECONDS) == fresh
    asked = provider.asked[-1]
    assert (asked.get("prompt"), asked.get("max_age")) == (("login", "900") if anew else (None, None))


def test_somebody_shut_out_does_not_come_in_by_the_enterprises_account(cast, provider, signed_in):
    join(Client(), provider, signed_in, cast.kari)
    Person.objects.filter(pk=cast.kari.pk).update(is_active=False)
    client = Client()
    go(client, provider)
    assert "_auth_user_id" not in client.session


def test_providers_are_read_from_a_file_and_what_is_missing_is_said(tmp_path):
    (tmp_path / "secret").write_text("x\n")
    listed = [{"id": "a", "name": "A", "issuer": "https://a.example.org", "client_id": "c"}]
    (tmp_path / "list").write_text(json.dumps(listed))
    with pytest.raises(ValueError, match="client_secret_file"):
        oidc_providers({"SAMSVAR_OIDC_FILE": str(tmp_path / "list")})
    listed[0]["client_secret_file"] = str(tmp_path / "secret")
    (tmp_path / "list").write_text(json.dumps(listed))
    app = oidc_providers({"SAMSVAR_OIDC_FILE": str(tmp_path / "list")})["openid_connect"]["APPS"][0]
    assert (app["secret"], app["settings"]["two_factors"]) == ("x", False)


@pytest.fixture
def demo(cast, settings):
    settings.DEMO = True
    mark_demo_database(NOW)
    Person.objects.filter(pk__in=[cast.kari.pk, cast.auditor.pk]).update(demo_only=True)
    return cast


def choose(client: Client, person: Person, host: str = "localhost"):
    return client.post(reverse("access:demo_sign_in"), {"person": person.key}, headers={"Host": host})


def test_the_demo_offers_its_people_with_their_roles(demo, client):
    page = client.get(reverse("account_login"), headers={"Host": "localhost:8000"}).content.decode()
    assert demo.kari.key in page
    assert demo.auditor.key in page
    assert demo.ola.key not in page


def test_choosing_somebody_of_the_demo_counts_as_two_factors(demo, client):
    assert choose(client, demo.kari).status_code == 302
    assert client.get(UNITS).status_code == 200


@pytest.mark.parametrize("what", ["setting", "mark", "production", "host", "person"])
def test_demo_sign_in_needs_the_setting_the_mark_this_machine_and_a_demo_person(demo, client, settings, what):
    person, host = demo.kari, "localhost"
    if what == "setting":
        settings.DEMO = False
    elif what == "mark":
        DemoMark.objects.all().delete()
    elif what == "production":
        settings.PRODUCTION = True
    elif what == "host":
        settings.ALLOWED_HOSTS, host = ["*"], "localhost.example.org"
    else:
        person = demo.ola
    assert choose(client, person, host).status_code == 404
    assert "_auth_user_id" not in client.session
