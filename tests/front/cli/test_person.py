"""`samsvar person`: a person, a role, and a link for the first sign-in that is spent by POST, once."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from samsvar.front.cli import main, person
from samsvar.front.cli.console import Console
from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.audit.models import Event, EventRow
from samsvar.platform.audit.verification import verify
from samsvar.platform.links.models import SingleLink
from samsvar.platform.links.services import make_sign_in_link
from samsvar.platform.organisation.models import Person
from tests.cast import BEGAN, NOW

LINKS = SingleLink._meta.db_table
ADD = ["person", "add", "nora@example.org", "--role", "csr_adviser", "--unit", "nett", "--name", "Nora Ny", "--json"]


def added(capfd, words=ADD) -> dict:
    assert main.main(words) == 0
    return json.loads(capfd.readouterr().out)


def local(link: str) -> str:
    return link.removeprefix("http://localhost:8000")


def test_a_person_is_added_with_role_and_link(cast, capfd):
    found = added(capfd)
    nora = Person.objects.get(email="nora@example.org")
    assert (nora.name, nora.enterprise.key, nora.has_usable_password()) == ("Nora Ny", "eksempel", False)
    assert nora.roles.get().role == "csr_adviser"
    assert found["new"] is True
    assert [event.kind for event in Event.objects.order_by("sequence")] == ["person_created", "role_given", "link_made"]


def test_the_secret_stands_nowhere_in_the_database(cast, capfd):
    secret = added(capfd)["link"].rsplit("/", 1)[1]
    assert len(secret) >= 43
    assert secret not in str(list(SingleLink.objects.values())) + str(list(EventRow.objects.values()))


def test_the_link_opens_once_and_leads_to_password_and_second_factor(cast, capfd):
    link = local(added(capfd)["link"])
    client = Client()
    answer = client.get(link, follow=True)
    assert answer.redirect_chain == [(reverse("links:open"), 302)]
    assert "Nora Ny" in answer.content.decode()
    assert client.get(link, follow=True).status_code == 200, "looking spends nothing"
    answer = client.post(reverse("links:open"))
    assert answer["Location"] == reverse("account_set_password")
    answer = client.post(
        reverse("account_set_password"), {"password1": "en lang rekke ord", "password2": "en lang rekke ord"}
    )
    assert answer.status_code == 302
    assert client.get("/oppsett/enheter/")["Location"].startswith(reverse("mfa_index"))
    assert client.get(reverse("mfa_activate_totp")).status_code == 200, "the password just chosen is not asked for"
    other = Client()
    assert other.get(link, follow=True).status_code == 404


def test_a_link_that_is_old_spent_replaced_or_made_up_looks_alike(cast, capfd, monkeypatch):
    first, second = local(added(capfd)["link"]), local(added(capfd)["link"])
    replaced = Client().get(first, follow=True)
    made_up = Client().get("/lenke/" + "x" * 43, follow=True)
    monkeypatch.setenv("SAMSVAR_NOW", "2025-05-23T10:00:01+02:00")
    old = Client().get(second, follow=True)
    assert {answer.status_code for answer in (replaced, made_up, old)} == {404}
    assert replaced.content == made_up.content == old.content


def test_the_link_leaves_no_trace_in_address_cache_or_referrer(cast, capfd):
    answer = Client().get(local(added(capfd)["link"]))
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer.cookies["sign-in-link"]["httponly"]


def test_the_page_with_the_button_lets_the_browser_say_where_it_comes_from(cast, capfd):
    """A browser sends `Origin: null` from a page without referrer, and the button would be refused as forged."""
    client = Client()
    page = client.get(local(added(capfd)["link"]), follow=True)
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Cache-Control"] == "no-store"


def test_an_administrators_link_never_opens_somebody_who_has_a_way_in(cast):
    """Else an administrator of one enterprise could sign in as somebody of another."""
    cast.nils.set_password("noe langt og hemmelig")
    cast.nils.save()
    secret = make_sign_in_link(person=cast.nils, by=cast.actor("administrator"), at=NOW, enterprise=cast.enterprise)
    client = Client()
    client.get(reverse("links:receive", args=[secret]))
    assert client.post(reverse("links:open"))["Location"] == reverse("account_login")
    assert "_auth_user_id" not in client.session


def test_the_operators_link_still_asks_for_the_second_factor(cast, capfd):
    TOTP.activate(cast.ola, "A" * 32)
    words = ["person", "add", "ola@example.org", "--role", "hse_adviser", "--unit", "eksempel", "--json"]
    client = Client()
    client.get(local(added(capfd, words)["link"]))
    assert client.post(reverse("links:open"))["Location"].startswith(reverse("mfa_authenticate"))
    added(capfd, [*words, "--reset-two-factor"])
    assert not Authenticator.objects.filter(user=cast.ola).exists()
    assert Event.objects.filter(kind="second_factors_removed").exists()


def test_an_unknown_unit_is_said_and_nothing_is_kept(cast, capfd):
    words = [*ADD]
    words[words.index("nett")] = "ukjent"
    assert main.main(words) == 2
    assert json.loads(capfd.readouterr().out)["error"]["code"] == "no_such_unit"
    assert not Person.objects.filter(email="nora@example.org").exists()


def test_the_list_has_everybody_with_roles_of_today(cast, capfd):
    assert person.list_people(Console(as_json=True)) == 0
    people = {one["email"]: one["roles"] for one in json.loads(capfd.readouterr().out)["people"]}
    assert people["kari@example.org"] == ["csr_adviser eksempel"]
    assert people["per@example.org"] == people["ended@example.org"] == []


@pytest.mark.parametrize("missing", ["--role", "--unit"])
def test_what_is_missing_is_wrong_usage(cast, capfd, missing):
    words = [*ADD]
    at = words.index(missing)
    del words[at : at + 2]
    assert main.main(words) == 2


def test_a_new_link_ends_the_older_one_with_an_event_so_that_the_trail_is_whole(cast, capfd):
    added(capfd)
    added(capfd)
    assert [link.revoked_at is None for link in SingleLink.objects.order_by("pk")] == [False, True]
    assert Event.objects.filter(kind="link_revoked").count() == 1
    assert [(each.code, each.facts) for each in verify(records=True).findings if each.facts.get("table") == LINKS] == []


def test_what_is_no_address_is_refused_and_nothing_is_kept(cast, capfd):
    assert main.main([word.replace("nora@example.org", "nora") for word in ADD]) == 2
    assert json.loads(capfd.readouterr().out)["error"]["code"] == "not_an_email"
    assert not Person.objects.filter(email="nora").exists()


def test_a_refused_role_is_told_of_in_words(cast, capfd):
    assert main.main([*ADD, "--to", "2001-01-01"]) == 1
    error = json.loads(capfd.readouterr().out)["error"]
    assert error["code"] == "ends_before_start"
    assert error["message"] != error["code"]


def test_export_shows_what_is_held_and_forget_takes_it_out_only_when_told_twice(cast, capfd, tmp_path):
    added(capfd)
    place = tmp_path / "nora.json"
    assert main.main(["person", "export", "nora@example.org", "--json", "--out", str(place)]) == 0
    held = json.loads(capfd.readouterr().out)
    assert json.loads(place.read_text(encoding="utf-8")) == held
    assert {row["table"] for row in held["rows"]} == {
        "access.RoleAssignment",
        "links.SingleLink",
        "organisation.Person",
    }

    assert main.main(["person", "forget", "nora@example.org", "--yes", "--json"]) == 1
    assert json.loads(capfd.readouterr().out)["error"]["code"] == "has_roles"

    RoleAssignment.objects.filter(person__email="nora@example.org").update(valid_to=BEGAN, valid_from=BEGAN)
    assert main.main(["person", "forget", "nora@example.org", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["forgotten"] is False
    assert Person.objects.filter(email="nora@example.org").exists()

    assert main.main(["person", "forget", "nora@example.org", "--yes", "--json"]) == 0
    done = json.loads(capfd.readouterr().out)
    assert done["emptied"] == {"links.SingleLink": 1, "organisation.Person": 1}
    assert done["kept"]["access.RoleAssignment"]["why"]
    assert not Person.objects.filter(email="nora@example.org").exists()
    assert main.main(["person", "forget", "nora@example.org", "--yes", "--json"]) == 1
    assert json.loads(capfd.readouterr().out)["error"]["code"] == "no_such_person"
